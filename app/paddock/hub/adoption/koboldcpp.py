"""KoboldCpp: it has no folder of its own; its settings files (`NAME.kcpps`) name a model wherever it lies.

One rule: only where people put the program are its settings looked for.

LostRuins/koboldcpp has `koboldcpp.py`: its launcher writes its arguments as JSON, `model_param` among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paddock.hub.adoption.found import Candidate, files_in, files_under
from paddock.hub.adoption.surroundings import Surroundings, read_object, text

NAME = "KoboldCpp"


def folders(around: Surroundings) -> list[Path]:
    """Where people put it."""
    return [around.home / name for name in ("koboldcpp", "KoboldCpp", "kobold", ".koboldcpp")]


def find(around: Surroundings) -> Iterator[Candidate]:
    """What its settings name, and what lies beside it."""
    beside = (around.downloads(), around.home / "Desktop", around.home / "Documents", around.home)
    for folder, deepest in (*((folder, 3) for folder in folders(around)), *((folder, 0) for folder in beside)):
        for ending in (".kcpps", ".kcppt"):
            for path in files_under(folder, ending, deepest):
                if candidate := _named(read_object(path), path.parent):
                    yield candidate
    for folder in folders(around):
        yield from files_in(folder, 3)


def _named(settings: dict[str, Any], folder: Path) -> Candidate | None:
    model = settings.get("model_param") or settings.get("model")
    path = _file(model[0] if isinstance(model, list) and model else model, folder)
    projector = _file(settings.get("mmproj"), folder)
    return Candidate(path, companions=(projector,) if projector else ()) if path else None


def _file(name: object, folder: Path) -> Path | None:
    if not text(name) or "\0" in text(name):
        return None
    path = folder / text(name)
    try:
        return path if path.is_file() else None
    except OSError:
        return None
