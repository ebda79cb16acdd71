"""One process writes, others look. One rule: the lock dies with the process, however that dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.refusals import why_not
from paddock.core.said import say


class InstanceLock:
    """An advisory lock on a file; the operating system frees it when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock if it is free; never waits. True if this process holds it now.

        Raises:
            UserError: "folder-not-writable": the lock's file cannot be made.
        """
        if self._descriptor is not None:
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UserError(
                say(
                    "The folder “{parent}” cannot be written to ({why}).", parent=self._path.parent, why=why_not(error)
                ),
                say("Make it writable, or set PADDOCK_HOME to a folder that is."),
                code="folder-not-writable",
            ) from error
        if not _lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back; harmless without it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
