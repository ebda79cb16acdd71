"""A model is its files: its parts, and what lies with it and goes with it.

One rule: what belongs together is told by names and by what headers say; no file is opened here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from paddock.core import formats
from paddock.core.library import Origin
from paddock.core.models import GUIDE, ModelFile
from paddock.hub.naming import Named, aliases, base_name, distinct, old_name

_PART = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$", re.IGNORECASE)
_MOST_PARTS = 1000
_HUB_CACHE = re.compile(r"^models--(?P<owner>[^/]+?)--(?P<name>[^/]+)$")
MOST_BESIDE = 500
"""Entries of an opened file's folder that are looked at."""
COMPANION_NAME = re.compile(r"mmproj|(?:^|[-_.])(?:lora|adapter|draft)(?:[-_.]|$)", re.IGNORECASE)
COMPANION_CODES = frozenset(kind.code for kind in (formats.PROJECTOR, formats.ADAPTER, formats.HELPER))


def absolute(path: Path) -> Path:
    """Absolute, with a real folder; a link that is the file itself stays: the Hub's cache links names to blobs."""
    return Path(os.path.realpath(path.parent), path.name)


def parts(path: Path) -> list[Path]:
    """All files of the model that `path` is (a part of), in order."""
    match = _PART.match(path.name)
    count = int(match["count"]) if match else 0
    if match is None or not 1 < count <= _MOST_PARTS:
        return [path]
    ending = f"-of-{match['count']}{path.suffix}"
    return [path.with_name(f"{match['stem']}-{n:05d}{ending}") for n in range(1, count + 1)]


def first_part(path: Path) -> Path:
    """The file that names the model which `path` is a part of."""
    return parts(path)[0]


def files_of(model: ModelFile) -> tuple[Path, ...]:
    """Its own files, without companions."""
    return model.files or (model.path,)


def owner_of(path: Path, origin: Origin, models_dir: Path) -> tuple[str, str]:
    """Whose a model is, and the name of its repository, or of its folder; "" where nothing tells."""
    if "/" in origin.repo_id:
        owner, _, name = origin.repo_id.partition("/")
        return owner, name
    for part in reversed(path.parts):
        if found := _HUB_CACHE.match(part):
            return found["owner"], found["name"]
    top = Path(os.path.realpath(models_dir))
    if top in path.parents and len(path.relative_to(top).parts) > 2:
        owner, name, *_ = path.relative_to(top).parts
        return owner, name
    return "", path.parent.name if path.parent != top else ""


def with_companions(
    models: Sequence[ModelFile], roots: Collection[Path], beside: Callable[[Path], Sequence[ModelFile]]
) -> list[ModelFile]:
    """The same models, each with what goes with it; what goes with one is no longer a model by itself.

    Args:
        roots: folders in which unrelated models lie; in any other folder all files belong together.
        beside: lists possible companions of a file that lies in none of the folders.
    """
    real_roots = {Path(os.path.realpath(root)) for root in roots}
    possible = [model for model in models if is_companion(model)]
    used: set[Path] = set()
    found: list[ModelFile] = []
    for model in models:
        if model.ref == GUIDE or is_companion(model) or model.refusal is not None:
            found.append(model)
            continue
        near = [other for other in possible if other.path.parent == model.path.parent]
        watched = any(root in model.path.parents for root in real_roots)
        if not near and not watched:
            near = [other for other in beside(model.path) if is_companion(other)]
        own = watched and model.path.parent not in real_roots
        mine = [other.path for other in near if own or _related(other, model)]
        used |= set(mine)
        found.append(replace(model, companions=tuple(dict.fromkeys((*model.companions, *mine)))))
        used |= set(model.companions)
    return [model for model in found if not (is_companion(model) and model.path in used)]


def is_companion(model: ModelFile) -> bool:
    """Whether it is no model, but goes with one."""
    return model.refusal is not None and model.refusal.code in COMPANION_CODES


def _related(companion: ModelFile, model: ModelFile) -> bool:
    """Whether the names say that the two belong together."""
    base = re.sub(r"[^a-z0-9]", "", base_name(model.path.name, "").partition(":")[0])
    return bool(base) and base in re.sub(r"[^a-z0-9]", "", companion.path.stem.lower())


def named(models: Sequence[ModelFile], describe: Callable[[ModelFile], Named]) -> list[ModelFile]:
    """The same models, each with a short name of its own."""
    others = [model for model in models if model.ref != GUIDE]
    names = iter(distinct([describe(model) for model in others]))
    return [model if model.ref == GUIDE else replace(model, short_name=next(names)) for model in models]


def called(models: Sequence[ModelFile], wanted: str, describe: Callable[[ModelFile], Named]) -> list[ModelFile]:
    """Those that are meant by a name, the surest kind of name first; `wanted` in lower case."""
    kinds: tuple[Callable[[ModelFile], Collection[str]], ...] = (
        lambda model: [model.short_name.casefold()],
        lambda model: [model.name.casefold()],
        lambda model: aliases(describe(model))[1:],
        lambda model: [old_name(model.path.name).casefold()],
        lambda model: [model.short_name.partition(":")[0].casefold()],
    )
    for kind in kinds:
        if found := [model for model in models if wanted in kind(model)]:
            return found
    return []
