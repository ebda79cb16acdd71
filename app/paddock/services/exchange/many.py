"""All chats as a file each, in a folder or in a ZIP archive. One rule: it has its name once all of it is there."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.services.exchange.draft import drafted
from paddock.services.exchange.paper import not_written
from paddock.store.files import remove_leftovers, workshop

OLDEST = (1980, 1, 1, 0, 0, 0)  # what ZIP can say


class Target(Protocol):
    """Where the files go."""

    def add(self, name: str, content: bytes, changed_at: float) -> None: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, content: bytes, changed_at: float) -> None:
        path = self._folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        os.utime(path, (changed_at, changed_at))


class _Archive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes, changed_at: float) -> None:
        info = zipfile.ZipInfo(name, max(OLDEST, time.localtime(changed_at)[:6]))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self._archive.writestr(info, content)


Entry = tuple[str, bytes, float]  # name, content, when it was changed last


def write_folder(target: Path, entries: Iterable[Entry]) -> None:
    """A new folder with these files.

    Raises:
        UserError: "file-exists", "not-written"; nothing is there then.
    """
    if target.exists():
        raise UserError(
            say("“{target}” is there already.", target=target), say("Choose another name."), code="file-exists"
        )
    remove_leftovers(target.parent)
    try:
        with workshop(target.parent) as work:
            made = work / "chats"
            made.mkdir(mode=0o700)
            _fill(_Folder(made), entries)
            made.rename(target)
    except OSError as error:
        raise not_written(target, error) from error


def write_archive(target: Path, entries: Iterable[Entry]) -> None:
    """A ZIP archive with these files, in place of what has the name.

    Raises:
        UserError: "not-written"; what had the name still has it.
    """
    try:
        with drafted(target) as draft, zipfile.ZipFile(draft.file, "w") as archive:
            _fill(_Archive(archive), entries)
    except OSError as error:
        raise not_written(target, error) from error


def _fill(target: Target, entries: Iterable[Entry]) -> None:
    for name, content, changed_at in entries:
        target.add(name, content, changed_at)
