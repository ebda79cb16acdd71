"""Files of the store that are not its database. One rule: a name appears when what it names is on the disk."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKSHOP = ".paddock-work-"
DAY = 24 * 3600.0  # s


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A private folder inside `folder` for what is not finished; gone at the end, unless the process is killed.

    Raises:
        OSError: it cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=folder, ignore_cleanup_errors=True) as made:
        yield Path(made)


def remove_leftovers(*folders: Path) -> None:
    """Remove the workshops of processes that were killed: what nobody has touched for a day, or has a time to come."""
    for folder in folders:
        for left in folder.glob(f"{WORKSHOP}*"):
            if not 0.0 <= time.time() - left.stat().st_mtime < DAY:
                shutil.rmtree(left, ignore_errors=True)


def settle(temporary: Path, path: Path) -> None:
    """Give a finished file its name, in place of what had it; both are on the disk when this returns.

    Raises:
        OSError: no room, no right; what had the name still has it.
    """
    synchronise(temporary)
    temporary.replace(path)
    sync_folder(path.parent)


def duplicate(path: Path, copy: Path) -> None:
    """Copy a file byte by byte; only its owner may read the copy, which is on the disk when this returns."""
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as target, path.open("rb") as source:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def synchronise(path: Path) -> None:
    """Put a file's content on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk: without it a new name can be gone after a power cut."""
    if sys.platform == "win32":  # folders cannot be opened there, and NTFS journals its names
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
