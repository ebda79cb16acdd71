"""Small files that must survive a power cut and be readable by their owner only.

One rule: a reader sees the old content or the new content, never a half.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.refusals import why_not
from paddock.core.said import say

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def make_private_folder(folder: Path) -> None:
    """Create `folder` with whatever is missing above it, mode 0700, and take other people's rights away.

    What is created is on the disk when this returns, or all that is put there could be gone after a power cut.

    Raises:
        UserError: "folder-not-writable".
    """
    try:
        for missing in reversed([folder, *folder.parents]):
            if not missing.exists():
                missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
                _keep_name(missing.parent)
        _tighten(folder)
    except OSError as error:
        raise UserError(
            say("The folder “{folder}” cannot be created ({why}).", folder=folder, why=why_not(error)),
            say("Make it writable, or set PADDOCK_HOME to a folder that is."),
            code="folder-not-writable",
        ) from error


def _keep_name(folder: Path) -> None:
    """Put a folder's entries on the disk; one that can only be written to, not read, is no reason to stop."""
    if os.access(folder, os.R_OK):
        sync_folder(folder)


def _tighten(folder: Path) -> None:
    if sys.platform == "win32":  # a profile's folders are private there by their access lists
        return
    info = folder.stat()
    if info.st_mode & 0o077 and info.st_uid == os.getuid():
        # A read-only file system refuses; the program can still show what is there.
        with contextlib.suppress(OSError):
            folder.chmod(PRIVATE_FOLDER)


def write_private(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step, mode 0600, on the disk when this returns.

    Raises:
        OSError: no room, no right; the old content is still there then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, PRIVATE_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk: without it a new name can be gone after a power cut."""
    if sys.platform == "win32":  # folders cannot be opened there, and NTFS journals its names
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_aside(path: Path, word: str) -> Path:
    """Rename `path` to the first free `path.word-N` and return that name; nothing is overwritten."""
    aside = free_name(path, word)
    path.rename(aside)
    return aside


def free_name(path: Path, word: str) -> Path:
    """The first `path.word-N` that nothing has."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{word}-{number}")).exists():
        number += 1
    return aside
