"""Fetches one file so that it can be interrupted anywhere. Its one rule: never a model before its SHA-256 matches.

The bytes gather in `NAME.gguf.part`. Every `SYNC_EVERY` bytes they are forced to the disk and the journal says so;
after a kill or a power cut the download goes on from there. Only a whole, checked file gets its final name.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from typing import BinaryIO, NoReturn

from paddock.core.errors import Remedy, UserError
from paddock.hub.client import HubClient, RemoteFile, Stream, TransientError, hub_error
from paddock.hub.control import StopSignal, retry
from paddock.hub.journal import (
    Journal,
    local_name,
    part_path,
    read_journal,
    remove,
    sync_folder,
    write_journal,
)

SYNC_EVERY = 16 * 1024 * 1024  # bytes that are fetched again at most
SPARE_ROOM = 256 * 1024 * 1024  # bytes that stay free on the disk
OFFLINE_TRIES = 2  # before a download has begun: one who is offline is told within ten seconds
RETRY_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds; tries that get no data at all
MOST_STARTS_OVER = 3
_READ = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` bytes are here; `checking` while bytes from before are hashed."""

    done: int
    total: int
    checking: bool = False


Report = Callable[[Progress], None]


class Downloader:
    """Fetches files into the models folder; one call of `fetch` at a time for each file.

    Args:
        retry_waits: seconds before each new try, as long as no data come.
        sync_every: bytes between two marks that survive a power cut.
    """

    def __init__(
        self,
        client: HubClient,
        folder: Path,
        *,
        retry_waits: tuple[float, ...] = RETRY_WAITS,
        sync_every: int = SYNC_EVERY,
    ) -> None:
        self._client = client
        self._folder = folder
        self._retry_waits = retry_waits
        self._sync_every = sync_every

    def target(self, filename: str) -> Path:
        """Where the finished file of this repository name will lie."""
        return self._folder / local_name(filename)

    def discard(self, filename: str) -> None:
        """Delete what has come of an unfinished download.

        Raises:
            UserError: disk-error.
        """
        with _disk_errors():
            remove(self.target(filename))

    def fetch(self, journal: Journal, stop: StopSignal, report: Report) -> Path:
        """Download what `journal` names, from where it was left; blocks; returns the finished file.

        Raises:
            Stopped: `stop` was called; what has come is kept.
            UserError: offline, hub-error, not-found, gated, no-space, disk-full, file-too-large,
                disk-error, hash-mismatch.
        """
        target = self.target(journal.filename)
        with _disk_errors():
            return _Fetch(self._client, target, journal, stop, report, self._retry_waits, self._sync_every).run()


class _Fetch:
    """One run of one download."""

    def __init__(
        self,
        client: HubClient,
        target: Path,
        journal: Journal,
        stop: StopSignal,
        report: Report,
        retry_waits: tuple[float, ...],
        sync_every: int,
    ) -> None:
        self._client = client
        self._target = target
        self._retry_waits = retry_waits
        self._sync_every = sync_every
        self._journal = journal
        self._stop = stop
        self._report = report
        self._hash = hashlib.sha256()
        self._done = 0
        self._starts_over = 0
        self._remote: RemoteFile

    def run(self) -> Path:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        if read_journal(self._target) is None:  # from now on it is found again after a restart
            remove(self._target)
            write_journal(self._target, self._journal)
        self._ask_hub()
        if self._already_here():
            remove(self._target)
            return self._target
        self._take_up()
        self._check_room()
        with part_path(self._target).open("r+b", buffering=0) as part:
            part.seek(self._done)
            try:
                retry(lambda: self._transfer(part), self._retry_waits, self._stop)
            finally:
                self._mark(part)
        return self._finish()

    def _ask_hub(self) -> None:
        missed = 0

        def ask() -> bool:
            nonlocal missed
            try:
                self._remote = self._client.file(self._journal.repo_id, self._journal.filename)
            except TransientError as error:
                missed += error.error.code == "offline"
                if missed == OFFLINE_TRIES:
                    raise error.error from error
                raise
            return True

        retry(ask, self._retry_waits, self._stop)

    def _already_here(self) -> bool:
        """Whether the finished file is there and right, so that nothing has to come."""
        if not self._target.is_file() or self._target.stat().st_size != self._remote.size:
            return False
        with self._target.open("rb") as file:
            whole = self._hash_file(file, self._remote.size)
        right = whole == self._remote.size and self._hash.hexdigest() == self._remote.sha256
        self._hash = hashlib.sha256()
        return right

    def _take_up(self) -> None:
        """Keep what is surely on the disk if it belongs to the same file; begin anew otherwise."""
        old = read_journal(self._target)
        part = part_path(self._target)
        kept = 0
        if old is not None and (old.sha256, old.size) == (self._remote.sha256, self._remote.size) and part.exists():
            kept = min(old.synced, part.stat().st_size, self._remote.size)
        etag = old.etag if old is not None and kept else ""
        self._journal = replace(
            self._journal, size=self._remote.size, sha256=self._remote.sha256, etag=etag, synced=kept
        )
        with part.open("r+b" if part.exists() else "w+b") as file:
            file.truncate(kept)
            self._done = self._hash_file(file, kept)
        write_journal(self._target, self._journal)
        sync_folder(self._target.parent)

    def _hash_file(self, file: BinaryIO, count: int) -> int:
        """Hash the first `count` bytes; returns how many there were."""
        done = 0
        while done < count and (data := file.read(min(_READ, count - done))):
            self._stop.check()
            self._hash.update(data)
            done += len(data)
            self._report(Progress(done, self._remote.size, checking=True))
        return done

    def _check_room(self) -> None:
        needed = self._remote.size - self._done
        free = shutil.disk_usage(self._target.parent).free
        if free < needed + SPARE_ROOM:
            raise UserError(
                f"There is not enough room on the disk: {_gb(needed)} are needed, {_gb(free)} are free.",
                "Make room, or choose a smaller model; then press Resume.",
                code="no-space",
                remedy=Remedy.RETRY,
            )

    def _transfer(self, part: FileIO) -> bool:
        """One request; True when the file is whole, False when some of it came.

        Raises:
            TransientError: nothing came.
        """
        before = self._done
        if before == self._remote.size:
            return True
        try:
            with (
                self._client.stream(self._remote.url, before, self._journal.etag) as stream,
                self._stop.breaking(stream),
            ):
                self._receive(part, stream)
        except TransientError:
            if self._done <= before:
                raise
        if self._done == before:
            raise TransientError(hub_error("The Hub sent nothing."))
        return self._done == self._remote.size

    def _receive(self, part: FileIO, stream: Stream) -> None:
        if stream.offset != self._done:  # the whole file came, or there is nothing at our offset: not the same file
            self._start_over(part)
        if stream.offset < 0:
            return
        self._journal = replace(self._journal, etag=stream.etag)
        for chunk in stream.chunks():
            self._stop.check()
            self._write(part, memoryview(chunk)[: self._remote.size - self._done])
            self._report(Progress(self._done, self._remote.size))
            if self._done - self._journal.synced >= self._sync_every:
                self._mark(part)
            if self._done == self._remote.size:
                return  # whatever else a server sends is not part of the file

    def _write(self, part: FileIO, data: memoryview) -> None:
        """Write all; a disk that takes only a part of it is remembered exactly."""
        while data:
            count = part.write(data)
            self._hash.update(data[:count])
            self._done += count
            data = data[count:]

    def _start_over(self, part: FileIO) -> None:
        self._starts_over += 1
        if self._starts_over > MOST_STARTS_OVER:
            raise hub_error("The Hub does not go on where a download stopped, and the connection keeps breaking.")
        part.seek(0)
        part.truncate()
        self._hash = hashlib.sha256()
        self._done = 0
        self._journal = replace(self._journal, etag="", synced=0)
        write_journal(self._target, self._journal)

    def _mark(self, part: FileIO) -> None:
        """Force what has come to the disk, then say so."""
        os.fsync(part.fileno())
        self._journal = replace(self._journal, synced=self._done)
        write_journal(self._target, self._journal)

    def _finish(self) -> Path:
        if self._hash.hexdigest() != self._remote.sha256:
            remove(self._target)
            raise UserError(
                "The downloaded file is not the one that the Hub promised (its SHA-256 differs); it was deleted.",
                "Download it again; if this happens twice, something between you and the Hub changes the data.",
                code="hash-mismatch",
                remedy=Remedy.RETRY,
            )
        part_path(self._target).replace(self._target)
        sync_folder(self._target.parent)
        remove(self._target)
        return self._target


@contextmanager
def _disk_errors() -> Iterator[None]:
    """A failing disk in the person's words."""
    try:
        yield
    except OSError as error:
        _raise_disk_error(error)


def _raise_disk_error(error: OSError) -> NoReturn:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise UserError(
            "The disk is full.",
            "Make room, then press Resume; what was downloaded is kept.",
            code="disk-full",
            remedy=Remedy.RETRY,
        ) from error
    if error.errno == errno.EFBIG:
        raise UserError(
            "The drive cannot hold a file of this size.",
            "Use a drive with another file system (FAT32 ends at 4 GB), or choose a smaller model.",
            code="file-too-large",
        ) from error
    raise UserError(
        f"The model cannot be saved: {error.strerror or error}.",
        "Check that you may write to the models folder (see Settings, Folders).",
        code="disk-error",
        remedy=Remedy.RETRY,
    ) from error


def _gb(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
