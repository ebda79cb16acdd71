"""Models for the tests of the library: files of a few hundred bytes, and records in a file. One rule: all are real."""

from __future__ import annotations

import random
from pathlib import Path

from gguf_bytes import LLAMA, gguf

from paddock.config.files import keep_aside, make_private_folder, write_private
from paddock.hub.library import Library
from paddock.hub.records import FileTools, Records

TOOLS = FileTools(make_private_folder, write_private, keep_aside)


def put(path: Path, seed: int = 0, size: int = 608, **changes: object) -> Path:
    """A model file whose weights are the seed's; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = gguf({**LLAMA, **changes}, data=size)
    path.write_bytes(content[:-size] + random.Random(seed).randbytes(size))
    return path


def records_in(folder: Path) -> Records:
    return Records(folder / "data" / "models.json", TOOLS)


def library_in(folder: Path) -> tuple[Library, Records]:
    """An empty one, with a guide."""
    (folder / "models").mkdir(exist_ok=True)
    records = records_in(folder)
    return Library(folder / "models", put(folder / "guide" / "guide.gguf", -1), records), records
