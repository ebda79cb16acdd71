"""What is known of an unfinished download, beside it on the disk. One rule: it never claims more than is on the disk.

`NAME.gguf.part` holds the bytes, `NAME.gguf.part.json` this journal.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

PART = ".part"
_MAX_JOURNAL = 64 * 1024  # bytes
_MAX_STEM = 120
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names of devices on Windows


@dataclass(frozen=True, slots=True)
class Journal:
    """One unfinished download.

    Attributes:
        id: the catalogue entry's.
        size: of the whole file, bytes; 0 until the Hub was asked.
        sha256: of the whole file, hexadecimal; it is what "the same file" means.
        etag: of the server that sends the bytes, for If-Range; "" if it has none.
        synced: bytes that are on the disk for certain.
    """

    id: str
    name: str
    repo_id: str
    filename: str
    size: int = 0
    sha256: str = ""
    etag: str = ""
    synced: int = 0


def local_name(filename: str) -> str:
    """A file name of ours for a name from a repository: one safe component that ends in .gguf."""
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"\.gguf$", "", stem, flags=re.IGNORECASE)
    stem = _UNSAFE.sub("_", stem).strip("._")[:_MAX_STEM] or "model"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}.gguf"


def part_path(target: Path) -> Path:
    """Where the bytes of `target` gather."""
    return target.with_name(target.name + PART)


def journal_path(target: Path) -> Path:
    """Where the journal of `target` lies."""
    return target.with_name(target.name + PART + ".json")


def write_journal(target: Path, journal: Journal) -> None:
    """Replace the journal in one step; on the disk when this returns. Raises OSError."""
    temporary = _temporary(target)
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(journal), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(journal_path(target))


def read_journal(target: Path) -> Journal | None:
    """The journal of `target`; None if there is none that can be believed."""
    path = journal_path(target)
    try:
        with path.open(encoding="utf-8") as file:
            data = json.loads(file.read(_MAX_JOURNAL))
    except (OSError, ValueError):  # the download begins anew then
        return None
    return _checked(data, path)


def unfinished(folder: Path) -> list[Journal]:
    """All downloads that can be taken up again, by name."""
    ending = PART + ".json"
    found = (read_journal(path.with_name(path.name.removesuffix(ending))) for path in sorted(folder.glob("*" + ending)))
    return [journal for journal in found if journal is not None]


def remove(target: Path) -> None:
    """Delete all traces of an unfinished download of `target`, whatever there is. Raises OSError."""
    for path in (part_path(target), journal_path(target), _temporary(target)):
        path.unlink(missing_ok=True)


def _temporary(target: Path) -> Path:
    """A journal that is being written; a kill may leave it behind."""
    path = journal_path(target)
    return path.with_name(path.name + ".new")


def sync_folder(folder: Path) -> None:
    """Make names that were created or replaced in `folder` survive a power cut, where the system can."""
    if os.name == "nt":  # folders cannot be opened there; NTFS journals names itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checked(data: Any, path: Path) -> Journal | None:
    """A journal whose fields have the right types and that belongs to the file it lies beside."""
    if not isinstance(data, dict) or set(data) != {field.name for field in fields(Journal)}:
        return None
    for field in fields(Journal):
        value = data[field.name]
        if type(value).__name__ != field.type or (isinstance(value, int) and value < 0):
            return None
    journal = Journal(**data)
    return journal if journal_path(path.with_name(local_name(journal.filename))) == path else None
