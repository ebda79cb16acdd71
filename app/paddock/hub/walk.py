"""Finds files in a folder and in the folders of it.

One rule: it ends, whatever lies there: links may lead in circles, a disk may be missing, a folder may hold a million
files. So depth and number of entries are bounded, each folder is entered once, and what cannot be read is passed over.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DEEPEST = 6
"""Folders below the first: OWNER/REPOSITORY, and what a person keeps in them."""
MOST = 20_000
"""Entries that are looked at."""
SETTLED = 2.0
"""Seconds after which a folder's time of change tells changes apart: file systems count in steps of up to two."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found in a folder and its folders, and when each of these last changed."""

    files: tuple[Path, ...]
    folders: tuple[tuple[Path, int], ...]  # path, mtime in ns
    settled: bool


def is_model_name(name: str) -> bool:
    """Whether a file that is called so may be a model; never `NAME.gguf.part`, which is on its way."""
    return name.lower().endswith(".gguf") and not name.startswith(".")


class Walker:
    """Looks into folders again and again: where no folder has changed, one `stat` for each of them is all."""

    def __init__(self, deepest: int = DEEPEST, most: int = MOST) -> None:
        self._deepest = deepest
        self._most = most
        self._seen: dict[Path, _Seen] = {}
        self._lock = threading.Lock()

    def models(self, root: Path) -> tuple[Path, ...]:
        """The model files below `root`, in order of their paths.

        Raises:
            OSError: `root` itself cannot be listed.
        """
        with self._lock:
            seen = self._seen.get(root)
        if seen is None or not seen.settled or any(_changed(path) != at for path, at in seen.folders):
            seen = self._look(root)
            with self._lock:
                self._seen[root] = seen
        return seen.files

    def _look(self, root: Path) -> _Seen:
        now = time.time_ns()
        folders: list[tuple[Path, int]] = []

        def note(folder: Path) -> None:
            folders.append((folder, _changed(folder)))

        files = list(walk(root, is_model_name, self._deepest, self._most, note))
        settled = all(now - at > SETTLED * 1e9 for _, at in folders)
        files.sort(key=lambda path: str(path.relative_to(root)).casefold())
        return _Seen(tuple(files), tuple(folders), settled)


def walk(
    root: Path,
    wanted: Callable[[str], bool],
    deepest: int = DEEPEST,
    most: int = MOST,
    entered: Callable[[Path], object] = lambda folder: None,
) -> Iterator[Path]:
    """The files below `root` whose names are wanted; links to files and folders are followed.

    Args:
        entered: told of every folder, before it is listed.

    Raises:
        OSError: `root` itself cannot be listed.
    """
    left = most
    been: set[tuple[int, int]] = set()
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop(0)
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in been:
                continue
            been.add((status.st_dev, status.st_ino))
            entered(folder)
            found = os.scandir(folder)
        except OSError:
            if depth == 0:
                raise
            continue
        with found:
            for entry in _safely(found):
                left -= 1
                if left < 0:
                    return
                if _is_folder(entry):
                    if depth < deepest and not entry.name.startswith("."):
                        waiting.append((folder / entry.name, depth + 1))
                elif wanted(entry.name):
                    yield folder / entry.name


def _safely(entries: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """As many as the disk gives."""
    try:
        yield from entries
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
