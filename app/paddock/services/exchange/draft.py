"""A file that somebody named, until all of it is there.

One rule: it has its name once it is whole; of one that is not, nothing readable stays, where the system can do that.

On Linux a file is written without any name (O_TMPFILE) and is gone with the last process that has it open, however that
ends. Elsewhere it lies in a private folder beside its place, which the next export takes away if nobody else has.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paddock.store.files import remove_leftovers, settle, workshop

_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be filled.

    Attributes:
        way: the path by which a process that inherits `descriptors` opens it, too.
    """

    file: BinaryIO
    way: str
    descriptors: tuple[int, ...] = ()


def nameless(folder: Path) -> int | None:
    """A file without a name in a folder; None where there are none."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, _PRIVATE)
    except OSError:  # the file system knows no such files, or the folder takes none
        return None


@contextmanager
def drafted(path: Path, make: Callable[[Path], int | None] = nameless) -> Iterator[Draft]:
    """A file that gets this name when the block ends well, in place of what has it, and is on the disk then.

    Args:
        make: opens a file without a name in a folder; None where it cannot.

    Raises:
        OSError: no room, no right; what had the name still has it.
    """
    remove_leftovers(path.parent)
    descriptor = make(path.parent)
    if descriptor is None:
        with workshop(path.parent) as work:
            made = work / "draft"
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(made, flags, _PRIVATE), "wb") as file:
                yield Draft(file, str(made))
            settle(made, path)
        return
    with os.fdopen(descriptor, "wb") as file:
        way = f"/proc/self/fd/{descriptor}"
        yield Draft(file, way, (descriptor,))
        file.flush()
        with workshop(path.parent) as work:
            _give_name(way, work / "done")
            settle(work / "done", path)


def _give_name(way: str, path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:  # with a folder's descriptor, or Python would link the link
        os.link(way, path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
