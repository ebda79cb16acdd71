"""Brings files from one folder to another.

One rule: a file has its name in the new place only when every byte of it is there and was read back; the old one goes
after that, if it is to go at all. Until then it is called `.NAME.PID.moving`, which nothing takes for a model; what a
process that was killed left of that goes when the next one copies to that folder.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.core.sizes import size_text
from paddock.hub.hashing import Report, cancelled, pieces

ENDING = ".moving"
RESERVE = 64 * 1024 * 1024
"""Bytes that are left free on a disk: a full one stops other programs."""


def place_for(targets: Sequence[Path]) -> None:
    """Make the folder of files that are to come.

    Raises:
        UserError: exists: there is something of one of these names; disk-error.
    """
    for target in targets:
        if os.path.lexists(target):
            raise UserError(
                say("There is a file “{name}” in “{parent}” already.", name=target.name, parent=target.parent),
                say("Rename one of the two, or remove the one that you do not need."),
                code="exists",
            )
    for folder in {target.parent for target in targets}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(folder, error) from error


def check_room(folder: Path, size: int) -> None:
    """Whether `size` bytes fit into a folder. Raises UserError: disk-full."""
    free = shutil.disk_usage(folder).free
    if size + RESERVE > free:
        raise UserError(
            say(
                "The disk of “{folder}” has {free} left, and this takes {size}.",
                folder=folder,
                free=size_text(free),
                size=size_text(size),
            ),
            say("Make room there, or choose another folder."),
            code="disk-full",
            remedy=Remedy.RETRY,
        )


def copy(sources: Sequence[Path], targets: Sequence[Path], report: Report, stop: threading.Event) -> tuple[str, ...]:
    """Copy files, read them back, and give them their names; their SHA-256 each.

    All appear together at the end; where it does not come to that, nothing new is there.

    Raises:
        UserError: exists, disk-full, disk-error, copy-differs, cancelled.
    """
    place_for(targets)
    size = sum(path.stat().st_size for path in sources)
    check_room(targets[0].parent, size)
    clear_leftovers({target.parent for target in targets})
    partial = [target.with_name(f".{target.name}.{os.getpid()}{ENDING}") for target in targets]
    done = 0

    def progress(count: int) -> None:
        nonlocal done
        if stop.is_set():
            raise cancelled(say("Copying"))
        done += count
        report(min(done, 2 * size), 2 * size)

    try:
        hashes = [_copied(source, target, progress) for source, target in zip(sources, partial, strict=True)]
        for target, expected in zip(partial, hashes, strict=True):
            if _read_back(target, progress) != expected:
                raise UserError(
                    say("What was written to “{parent}” is not what was read.", parent=target.parent),
                    say("The disk or its cable may be faulty. The original is where it was; try another disk."),
                    code="copy-differs",
                )
        for part, target in zip(partial, targets, strict=True):
            part.replace(target)
        sync_folders(targets)
    except BaseException as error:  # Ctrl-C leaves nothing behind either
        for part in partial:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise disk_error(targets[0].parent, error) from error
        raise
    return tuple(hashes)


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Delete what copying left that a crash or a power cut ended."""
    import psutil

    for folder in folders:
        for path in folder.glob(f".*{ENDING}"):
            pid = path.name.removesuffix(ENDING).rpartition(".")[2]
            if pid.isdecimal() and not psutil.pid_exists(int(pid)):
                with suppress(OSError):
                    path.unlink()


def move(sources: Sequence[Path], targets: Sequence[Path], report: Report, stop: threading.Event) -> None:
    """Move files: in one step on one disk, else copied, read back, and only then taken away where they were.

    Raises:
        UserError: as `copy`.
    """
    place_for(targets)
    if all(same_disk(source, target.parent) for source, target in zip(sources, targets, strict=True)):
        _rename(sources, targets)
        report(1, 1)
        return
    copy(sources, targets, report, stop)
    remove(sources)


def _rename(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """All, or none."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in zip(sources, targets, strict=True):
            source.rename(target)
            done.append((source, target))
    except BaseException as error:
        for source, target in done:
            target.rename(source)
        if isinstance(error, OSError):
            raise disk_error(targets[0].parent, error) from error
        raise
    sync_folders([*targets, *sources])


def remove(files: Sequence[Path]) -> None:
    """Delete files that lie elsewhere by now. Raises UserError: cannot-delete; then both are there."""
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                say(
                    "“{name}” was copied, but cannot be deleted in “{parent}”: {why}.",
                    name=path.name,
                    parent=path.parent,
                    why=why_not(error),
                ),
                say("Close programs that use it, and delete it yourself."),
                code="cannot-delete",
            ) from error


def link(source: Path, target: Path) -> None:
    """Give a file a second name: a hard link, else a symbolic one. Raises UserError: exists, disk-error."""
    place_for([target])
    real = Path(os.path.realpath(source))
    try:
        target.hardlink_to(real)
    except OSError:
        try:
            target.symlink_to(real)
        except OSError as error:
            raise disk_error(target.parent, error) from error


def same_disk(path: Path, folder: Path) -> bool:
    """Whether a file can be renamed into a folder."""
    try:
        return path.stat().st_dev == folder.stat().st_dev and not path.is_symlink()
    except OSError:
        return False


def disk_error(folder: Path, error: OSError) -> UserError:
    """What a disk says, for a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            say("The disk of “{folder}” is full.", folder=folder),
            say("Make room, then try again."),
            code="disk-full",
            remedy=Remedy.RETRY,
        )
    return UserError(
        say("“{folder}” cannot be written to: {why}.", folder=folder, why=why_not(error)),
        say("Check that you may write there, or choose another folder."),
        code="disk-error",
        remedy=Remedy.RETRY,
    )


def _copied(source: Path, target: Path, progress: Callable[[int], None]) -> str:
    """Its SHA-256."""
    digest = hashlib.sha256()
    with source.open("rb", buffering=0) as reading, target.open("wb", buffering=0) as writing:
        for piece in pieces(reading):
            progress(len(piece))
            digest.update(piece)
            written = 0
            while written < len(piece):
                written += writing.write(piece[written:])
        os.fsync(writing.fileno())
    shutil.copystat(source, target)
    return digest.hexdigest()


def _read_back(path: Path, progress: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):  # read what is on the disk, not what is still in memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        for piece in pieces(file):
            progress(len(piece))
            digest.update(piece)
    return digest.hexdigest()


def sync_folders(paths: Sequence[Path]) -> None:
    """Put new names on the disk: without it they can be gone after a power cut."""
    if sys.platform == "win32":  # folders cannot be opened there, and NTFS journals its names
        return
    for folder in {path.parent for path in paths}:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
