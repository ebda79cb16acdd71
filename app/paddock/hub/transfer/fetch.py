"""One file, from what is there of it to the whole. One rule: it is not whole before its SHA-256 is the promised one."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say
from paddock.hub.client import RemoteFile, hub_error
from paddock.hub.control import StopSignal
from paddock.hub.journal import Journal
from paddock.hub.transfer.chunks import Chunks
from paddock.hub.transfer.crew import Crew, Source, StartOver, Way
from paddock.hub.transfer.hashing import Hashing

SPARE_ROOM = 256 * 1024 * 1024  # bytes that stay free on the disk
SYNC_EVERY = 5.0  # seconds between two marks that survive a power cut, too
MOST_STARTS_OVER = 3
CHANGED = say("The file has changed on the Hub: the download began again.")
NO_PARTS = say("The Hub cannot go on in the middle of the file: the download began again.")
GROW_AFTER = 1.0  # seconds
FAST = 250_000_000  # bytes a second; more than that only this computer itself limits, and more connections slow it
_TICK = 0.1  # seconds between two reports


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download is.

    Attributes:
        done: of `total` bytes are here; while `checking` they are all here and so many are hashed.
        waiting: what keeps everything from going on, for now; None: nothing.
        notice: what a person should know, once ("" mostly).
    """

    done: int
    total: int
    checking: bool = False
    waiting: UserError | None = None
    notice: str = ""


class FileFetch:
    """One run for one file.

    Args:
        report: told bytes of this file alone.
    """

    def __init__(
        self,
        way: Way,
        journal: Journal,
        index: int,
        remote: RemoteFile,
        stop: StopSignal,
        report: Callable[[Progress], None],
    ) -> None:
        self._way = way
        self._journal = journal
        self._index = index
        self._remote = remote
        self._stop = stop
        self._report = report
        self._part = journal.part(index)

    def run(self) -> None:
        """Blocks until the part is whole and right.

        Raises:
            Stopped, OSError. UserError: hash-mismatch, gated, not-found, hub-error.
        """
        if not self._part.exists():
            self._journal.start_over(self._index)
            self._part.touch()
        for _ in range(MOST_STARTS_OVER + 1):
            try:
                return self._check(self._attempt())
            except StartOver as error:
                self._start_over(error)
        raise hub_error(say("The Hub does not go on where a download stopped, and the connection keeps breaking."))

    def _attempt(self) -> str:
        """The SHA-256 of what has come. Raises StartOver, Stopped, UserError, OSError."""
        state = self._journal.files[self._index]
        chunks = Chunks(self._remote.size, self._journal.chunk, state.marks)
        crew = Crew(
            self._way,
            Source(self._remote.url, self._part, self._journal, self._index),
            chunks,
            self._stop,
            self._need_room,
        )
        hashing = Hashing(crew, self._part)
        syncing = threading.Thread(target=self._sync, args=(crew,), name="sync", daemon=True)
        try:
            hashing.begin()
            crew.begin()
            syncing.start()
            self._watch(crew, hashing)
        finally:
            crew.end()
            hashing.end()
            if os.name == "nt":  # where a file that is open cannot be renamed
                syncing.join()
        if crew.failure is not None:
            raise crew.failure
        return hashing.result

    def _watch(self, crew: Crew, hashing: Hashing) -> None:
        """Report until it is over. Raises Stopped."""
        before, grown = crew.chunks.done, False
        began = time.monotonic()
        while True:
            self._stop.check()
            if not grown and (elapsed := time.monotonic() - began) >= GROW_AFTER:
                grown = True
                if (crew.chunks.done - before) / elapsed < FAST:
                    crew.grow()
            with crew.changed:
                done, total = crew.chunks.done, crew.chunks.size
                waiting = crew.trouble if crew.working == 0 else None
                if crew.over:
                    break
            if done == total:
                self._report(Progress(hashing.done, total, checking=True))
            else:
                self._report(Progress(done, total, waiting=waiting))
            with crew.changed:
                crew.changed.wait_for(lambda: crew.over, _TICK)
        self._report(Progress(done, total))

    def _sync(self, crew: Crew) -> None:
        """Force what has come to the disk every now and then: less is lost by a power cut."""
        try:
            with self._part.open("r+b", buffering=0) as part:
                while True:
                    with crew.changed:
                        if crew.changed.wait_for(lambda: crew.over, SYNC_EVERY):
                            return
                    os.fsync(part.fileno())
                    self._journal.sync()
        except OSError as error:
            crew.fail(error)

    def _need_room(self) -> None:
        """Raises OSError where the disk has hardly any left."""
        if self._way.free(self._part.parent) < SPARE_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _start_over(self, error: StartOver) -> None:
        had = self._journal.files[self._index].done
        self._journal.start_over(self._index, error.etag)
        os.truncate(self._part, 0)
        if not error.changed:
            self._way = replace(self._way, connections=1)
        if had:
            self._report(Progress(0, self._remote.size, notice=CHANGED if error.changed else NO_PARTS))

    def _check(self, sha256: str) -> None:
        if sha256 == self._remote.sha256:
            return
        self._part.unlink()
        self._journal.start_over(self._index)
        raise UserError(
            say("The downloaded file is not the one that the Hub promised (its SHA-256 differs); it was deleted."),
            say("Download it again; if this happens twice, something between you and the Hub changes the data."),
            code="hash-mismatch",
            remedy=Remedy.RETRY,
        )
