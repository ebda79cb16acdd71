"""Looks at what someone wanted to open as a model, and says what it is if it is none.

One rule: whatever lies there, it ends soon: at most `MOST` entries of a folder are looked at, at most a megabyte of
a file is read, links are not followed into other folders, and no error but a `UserError` comes out.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.folders import holds, kind_of_config, kind_of_names, part_of, plain_folder
from paddock.core.formats import SAFETENSORS, START, Kind, is_safetensors, kind_of_bytes, safetensors_kind

MOST = 2000
"""Entries of a folder, those of its folders included."""
DEEPEST = 4
"""Folders below the first: a download cache has “snapshots”, a name of 40 digits, a folder for the type."""
LARGEST_CONFIG = 1024 * 1024
_LATER = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)


def folder_error(path: Path) -> UserError:
    """Why the folder `path` is no model, and what in it is.

    Raises:
        OSError: it cannot be listed.
    """
    folder = Path(os.path.realpath(path))  # “.” has no name
    return _folder_kind(folder).error(folder.name or str(folder))


def file_error(path: Path, start: bytes) -> UserError:
    """What the file `path` is, which begins with `start` and so is no GGUF file."""
    kind = kind_of_bytes(start[:START], path.name)
    if kind is SAFETENSORS or is_safetensors(start):  # its whole header, or its folder, may tell more
        kind = _safetensors(path)
    return kind.error(path.name)


def _folder_kind(folder: Path) -> Kind:
    entries = [name for name, _ in _limited(_entries(folder), MOST)]
    models = sorted(_models(folder), key=_rank)
    if models:
        return holds(models)
    kind = kind_of_names(entries, folder.name)
    if kind is not None:
        return kind
    config = _config(folder)
    return plain_folder(folder.name) if config is None else kind_of_config(config, folder.name)


def _models(folder: Path) -> Iterator[str]:
    """GGUF files in the folder and its folders, as paths from there."""
    left = MOST
    waiting = [(folder, "", 0)]
    while waiting:
        where, prefix, depth = waiting.pop(0)
        for name, is_folder in _limited(_entries(where, quiet=depth > 0), left):
            left -= 1
            if is_folder and depth < DEEPEST:
                waiting.append((where / name, f"{prefix}{name}/", depth + 1))
            elif not is_folder and name.lower().endswith(".gguf") and not _LATER.search(name):
                yield prefix + name


def _entries(folder: Path, *, quiet: bool = False) -> Iterator[tuple[str, bool]]:
    """(name, whether it is a folder that lies there and is no link) of each entry."""
    try:
        with os.scandir(folder) as found:
            for entry in found:
                yield entry.name, entry.is_dir(follow_symlinks=False)
    except OSError:
        if not quiet:
            raise


def _limited(entries: Iterator[tuple[str, bool]], most: int) -> list[tuple[str, bool]]:
    return [entry for entry, _ in zip(entries, range(most), strict=False)]


def _rank(name: str) -> tuple[bool, int, str]:
    """The nearest first, and what is surely only a part of a model last."""
    return "mmproj" in name.lower() or "imatrix" in name.lower(), name.count("/"), name.casefold()


def _config(folder: Path) -> dict[str, object] | None:
    """Its config.json; None where there is none that can be read."""
    start = _beginning(folder / "config.json")
    try:
        config = json.loads(start)
    except (ValueError, RecursionError):
        return None
    return config if isinstance(config, dict) else None


def _safetensors(path: Path) -> Kind:
    config = _config(path.parent)
    if config is not None and "model_type" in config:
        kind = part_of(kind_of_config(config, path.parent.name))
        if kind is not None:
            return kind
    return safetensors_kind(_beginning(path))


def _beginning(path: Path) -> bytes:
    """Its first bytes; none where it is no file or cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(LARGEST_CONFIG)
    except OSError:
        return b""
