"""Fetches the files of a request so that it can be interrupted anywhere. One rule: never a model before its SHA-256.

The bytes gather in `NAME.gguf.part`; the journal beside it says what of them counts. When all files of a request are
verified they get their names, the model's own last, so that it never appears without what goes with it. What was
verified but may not have reached the disk keeps its journal; after a power cut `recover` takes its name back.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

import psutil

from paddock.core.downloads import DownloadRequest
from paddock.core.errors import Remedy, UserError
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.core.sizes import size_text
from paddock.hub.client import HubClient, RemoteFile, TransientError
from paddock.hub.control import LONGEST_WAIT, StopSignal
from paddock.hub.journal import (
    CHUNK,
    Journal,
    forget,
    journal_path,
    read_journal,
    remove,
    sync_folder,
    target_path,
    unfinished,
)
from paddock.hub.old_journal import adopt_old
from paddock.hub.transfer.crew import MARK_EVERY, RETRY_WAITS, Way
from paddock.hub.transfer.fetch import CHANGED, SPARE_ROOM, FileFetch, Progress
from paddock.hub.transfer.throttle import Throttle

CONNECTIONS = 8  # at most, for one file
AT_FIRST = 4  # of them; the others join where these do not get much
SAME_BOOT = 5.0  # seconds that the computer's start may seem to move by
_READ = 1024 * 1024

Report = Callable[[Progress], None]


def free_bytes(folder: Path) -> int:
    """What the disk of a folder has left. Raises OSError."""
    return shutil.disk_usage(folder).free


def open_part(path: Path) -> BinaryIO:
    """An unfinished file, for writing anywhere in it. Raises OSError."""
    return path.open("r+b", buffering=0)


class Downloader:
    """Fetches files into the models folder; one call of `fetch` at a time for each request.

    Args:
        throttle: what all downloads together may take.
        waits: seconds before each new try, as long as no data come; the last one for ever.
        connections: at most, for one file; `at_first` of them begin.
        chunk: bytes of which the journal keeps a hash each.
        mark_every: bytes that one connection may write without saying so in the journal.
        opens, free: the disk, for tests of one that is full.
    """

    def __init__(
        self,
        client: HubClient,
        folder: Path,
        *,
        throttle: Throttle | None = None,
        waits: tuple[float, ...] = RETRY_WAITS,
        connections: int = CONNECTIONS,
        at_first: int = AT_FIRST,
        chunk: int = CHUNK,
        mark_every: int = MARK_EVERY,
        opens: Callable[[Path], BinaryIO] = open_part,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._client = client
        self._folder = folder
        self._chunk = chunk
        self._way = Way(client, throttle or Throttle(), waits, connections, at_first, mark_every, opens, free)

    def journal(self, request: DownloadRequest) -> Journal:
        """The journal of a request: with what is there of its files, or a new one that is on no disk yet."""
        path = journal_path(target_path(self._folder, request.repo_id, request.files[0].filename))
        old = read_journal(path)
        if old is None or [f.filename for f in old.request.files] != [f.filename for f in request.files]:
            return Journal(path, request, self._chunk)
        return old.asked_for(request)

    def unfinished(self) -> list[Journal]:
        """All downloads that an earlier run has left, in the order of the queue.

        Raises:
            UserError: disk-error.
        """
        with disk_errors():
            adopt_old(self._folder)
            return unfinished(self._folder)

    def recover(self, journal: Journal) -> bool:
        """Bring to an end what a crash between the last check and the disk has left; whether it is a model now.

        The system's cache outlives a program. Where the computer itself was started anew, bytes may be missing that
        were there when they were checked: then the files lose their names until they are checked once more.

        Raises:
            UserError: disk-error.
        """
        if not journal.naming:
            return False
        with disk_errors():
            if abs(journal.naming - psutil.boot_time()) < SAME_BOOT:
                name_all(journal)
                return True
            for index in range(len(journal.files)):
                target, part = journal.target(index), journal.part(index)
                if target.exists() and not part.exists():
                    target.replace(part)
            journal.set_naming(0)
            return False

    def discard(self, journal: Journal) -> None:
        """Delete what has come of an unfinished download.

        Raises:
            UserError: disk-error.
        """
        with disk_errors():
            remove(journal, self._folder)

    def fetch(self, journal: Journal, stop: StopSignal, report: Report) -> Path:
        """Download what `journal` names, from where it was left; blocks; returns the model's file.

        Raises:
            Stopped: `stop` was called; what has come is kept.
            UserError: hub-error, not-found, gated, no-space, disk-full, file-too-large, disk-error, hash-mismatch.
        """
        with disk_errors():
            return _Fetch(self._client, self._way, journal, stop, report).run()

    def settle(self, journal: Journal) -> None:
        """Force a finished download to the disk, then forget its journal; takes as long as the disk does.

        Raises:
            UserError: disk-error.
        """
        with disk_errors():
            for index in range(len(journal.files)):
                with journal.target(index).open("r+b") as file:  # Windows only syncs what may be written
                    os.fsync(file.fileno())
            sync_folder(journal.path.parent)
            forget(journal)


class _Fetch:
    """One run of one download."""

    def __init__(self, client: HubClient, way: Way, journal: Journal, stop: StopSignal, report: Report) -> None:
        self._client = client
        self._way = way
        self._journal = journal
        self._stop = stop
        self._report = report
        self._before = 0  # bytes of the files that are done

    def run(self) -> Path:
        journal = self._journal
        journal.create()  # from now on it is found again after a restart
        remotes = [self._ask_hub(index) for index in range(len(journal.files))]
        for index, remote in enumerate(remotes):
            changed = journal.files[index].done and journal.files[index].sha256 != remote.sha256
            journal.promised(index, remote.size, remote.sha256)
            if changed:
                self._told(Progress(0, remote.size, notice=CHANGED))
        waiting = [index for index in range(len(remotes)) if not self._is_here(index)]
        self._check_room()
        for index in waiting:
            FileFetch(self._way, journal, index, remotes[index], self._stop, self._told).run()
            if index != waiting[-1]:
                self._keep_verified(index)
            self._before += remotes[index].size
        return self._name()

    def _ask_hub(self, index: int) -> RemoteFile:
        request, tries = self._journal.request, 0
        while True:
            self._stop.check()
            try:
                return self._client.file(request.repo_id, request.files[index].filename, request.commit)
            except TransientError as error:
                self._told(Progress(0, 0, waiting=error.error))
                wait = max(self._way.waits[min(tries, len(self._way.waits) - 1)], error.retry_after)
                self._stop.wait(min(wait, LONGEST_WAIT))
                tries += 1

    def _is_here(self, index: int) -> bool:
        """Whether a file is whole and right already, under its name or not yet."""
        state, target = self._journal.files[index], self._journal.target(index)
        there = not state.verified and target.is_file() and target.stat().st_size == state.size
        if there and self._hash(target, state.size) == state.sha256:
            self._journal.part(index).unlink(missing_ok=True)
            self._journal.verified(index)
        here = state.verified and (self._journal.part(index).exists() or target.exists())
        self._before += state.size if here else 0
        return here

    def _keep_verified(self, index: int) -> None:
        """Remember across a power cut that a file is right, while the next ones come."""
        with self._journal.part(index).open("r+b") as part:
            os.fsync(part.fileno())
        self._journal.verified(index)
        self._journal.sync()

    def _hash(self, path: Path, size: int) -> str:
        found, done = hashlib.sha256(), 0
        with path.open("rb") as file:
            while data := file.read(_READ):
                self._stop.check()
                found.update(data)
                done += len(data)
                self._told(Progress(done, size, checking=True))
        return found.hexdigest()

    def _check_room(self) -> None:
        needed = self._journal.total - self._journal.done
        free = self._way.free(self._journal.path.parent)
        if needed and free < needed + SPARE_ROOM:
            raise UserError(
                say(
                    "There is not enough room on the disk: {needed} are needed, {free} are free.",
                    needed=size_text(needed),
                    free=size_text(free),
                ),
                say("Make room, or choose a smaller model; then press Resume."),
                code="no-space",
                remedy=Remedy.RETRY,
            )

    def _told(self, progress: Progress) -> None:
        """What one file says of itself, said of all of them."""
        total = self._journal.total
        done = self._journal.done if progress.waiting and not progress.total else self._before + progress.done
        self._report(Progress(done, total, progress.checking, progress.waiting, progress.notice))

    def _name(self) -> Path:
        journal = self._journal
        journal.set_naming(int(psutil.boot_time()))
        name_all(journal)
        self._report(Progress(journal.total, journal.total))
        return journal.target()


def name_all(journal: Journal) -> None:
    """All files get their names, the model's own last. Raises OSError."""
    for index in reversed(range(len(journal.files))):
        part = journal.part(index)
        if part.exists():
            part.replace(journal.target(index))


@contextmanager
def disk_errors() -> Iterator[None]:
    """A failing disk in the person's words."""
    try:
        yield
    except OSError as error:
        _raise_disk_error(error)


def _raise_disk_error(error: OSError) -> NoReturn:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise UserError(
            say("The disk is full."),
            say("Make room, then press Resume; what was downloaded is kept."),
            code="disk-full",
            remedy=Remedy.RETRY,
        ) from error
    if error.errno == errno.EFBIG:
        raise UserError(
            say("The drive cannot hold a file of this size."),
            say("Use a drive with another file system (FAT32 ends at 4 GB), or choose a smaller model."),
            code="file-too-large",
        ) from error
    raise UserError(
        say("The model cannot be saved: {why}.", why=why_not(error)),
        say("Check that you may write to the models folder (see Settings, Folders)."),
        code="disk-error",
        remedy=Remedy.RETRY,
    ) from error
