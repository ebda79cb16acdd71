"""F8 for models: a finished model is damaged on the disk. One rule: only `verify`, as a person calls it, tells.

Each try makes a model, lets it into the library (downloaded with a promised hash, or first hashed here), damages it by
a flipped bit or by cutting it off, anywhere, and asks.
"""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

from fault_kit import Report
from gguf_bytes import LLAMA, gguf

from paddock.config.files import keep_aside, make_private_folder, write_private
from paddock.config.settings import SettingsFile
from paddock.core.library import Origin, Verdict
from paddock.hub.library import Library
from paddock.hub.records import FileTools, Records
from paddock.services.bus import Bus
from paddock.services.library import LibraryService
from paddock.services.models import ModelService

LARGEST = 3_000_000
"""Bytes of weights: some models are larger than what tells one file from another, some smaller."""


def damaged(folder: Path, count: int, seed: int) -> Report:
    """Flip a bit of a finished model, or cut it off; it must be found, and the file be kept as it was left."""
    draw, report = random.Random(seed), Report("F8, a finished model is damaged", seed)
    models = folder / "models"
    models.mkdir()
    guide = folder / "guide.gguf"
    guide.write_bytes(gguf())
    for number in range(count):
        report.count = number + 1
        library, service, records = _library(folder, models, guide)
        path = _model(models / f"{number:05}.gguf", draw)
        whole = path.read_bytes()
        if draw.random() < 0.5:
            records.put(path, Origin("owner/model", path.name, sha256=hashlib.sha256(whole).hexdigest()))
        else:
            service.verify(str(path))
        kind = _damage(path, draw)
        left = path.read_bytes()
        library, service, _ = _library(folder, models, guide)  # as the next start sees it
        library.models()
        found = service.verify(str(path))
        report.check(found.verdict is Verdict.CHANGED, f"{kind}: {found.verdict.value}")
        report.check(found.expected == hashlib.sha256(whole).hexdigest(), f"{kind}: another hash is expected")
        report.check(path.read_bytes() == left, f"{kind}: the file was touched")
        path.write_bytes(whole)  # from a backup
        report.check(service.verify(str(path)).verdict is Verdict.GOOD, f"{kind}: the sound file is not sound")
        path.unlink()
        report.seen[kind.split(" at ")[0]] += 1
    return report


def _library(folder: Path, models: Path, guide: Path) -> tuple[Library, LibraryService, Records]:
    records = Records(folder / "models.json", FileTools(make_private_folder, write_private, keep_aside))
    library, bus = Library(models, guide, records), Bus()
    settings = SettingsFile(folder / "settings.json")
    settings.load()
    service = LibraryService(ModelService(library, settings, bus), library, records, settings, bus)
    return library, service, records


def _model(path: Path, draw: random.Random) -> Path:
    size = draw.choice((608, 5000, LARGEST))
    path.write_bytes(gguf({**LLAMA, "general.name": path.stem}, data=size)[:-size] + draw.randbytes(size))
    return path


def _damage(path: Path, draw: random.Random) -> str:
    size = path.stat().st_size
    at = draw.randrange(size)
    if draw.random() < 0.5:
        os.truncate(path, at)
        return f"cut off at {at}"
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << draw.randrange(8))]))
    if draw.random() < 0.5:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return f"rotted at {at}"  # as disks do, and no time tells
    return f"flipped at {at}"
