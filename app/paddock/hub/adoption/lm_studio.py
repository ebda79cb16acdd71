"""LM Studio: `PUBLISHER/MODEL/FILE.gguf` in a folder that its settings name.

One rule: the folders of all its versions are looked into, for people keep what an older one fetched.

https://lmstudio.ai/docs/basics/import-model has the layout, lmstudio-ai/lms has `src/modelsFolder.ts` (`settings.json`,
its `downloadsFolder`), and its library's `findLMStudioHome` reads `~/.lmstudio-home-pointer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from paddock.core.library import Origin
from paddock.hub.adoption.found import Candidate, files_in
from paddock.hub.adoption.surroundings import Surroundings, read_object, read_text, text

NAME = "LM Studio"


def homes(around: Surroundings) -> list[Path]:
    """Where it may have its own files; `~/.cache/lm-studio` is that of before 0.3."""
    pointer = read_text(around.home / ".lmstudio-home-pointer").strip()
    usual = [around.home / ".lmstudio", around.home / ".cache" / "lm-studio"]
    return list(dict.fromkeys([*([around.expanded(pointer)] if pointer else []), *usual]))


def folders(around: Surroundings) -> list[Path]:
    """Where its models may lie."""
    found: list[Path] = []
    for home in homes(around):
        chosen = text(read_object(home / "settings.json").get("downloadsFolder"))
        found += [around.expanded(chosen)] if chosen else []
        found.append(home / "models")
    return list(dict.fromkeys(found))


def find(around: Surroundings) -> Iterator[Candidate]:
    """All that it has."""
    for folder in folders(around):
        for candidate in files_in(folder):
            yield replace(candidate, origin=_origin(candidate.path, folder))


def _origin(path: Path, folder: Path) -> Origin:
    parts = path.relative_to(folder).parts if folder in path.parents else ()
    return Origin(f"{parts[0]}/{parts[1]}", "/".join(parts[2:])) if len(parts) > 2 else Origin()
