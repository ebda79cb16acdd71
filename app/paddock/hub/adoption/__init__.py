"""What other programs have on this computer: looked for, described, used where it lies.

One rule: nothing is written, nothing is copied, nothing is raised; whatever lies there, it ends soon.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.library import Found
from paddock.core.models import ModelFile
from paddock.hub.adoption import gpt4all, hugging_face, jan, koboldcpp, llama_cpp, lm_studio, ollama
from paddock.hub.adoption.found import Candidate, files_in
from paddock.hub.adoption.surroundings import Surroundings
from paddock.hub.grouping import COMPANION_CODES, first_part

DOWNLOADS = "Downloads"
"""In place of a program's name: a folder of the person's."""
MOST = 1000
"""Models of one program."""
DEEPEST_DOWNLOADS = 3
MOST_DOWNLOADS = 5000
"""Entries of the Downloads folder that are looked at."""


def downloads(around: Surroundings) -> Iterator[Candidate]:
    """Models among what browsers fetched."""
    return files_in(around.downloads(), DEEPEST_DOWNLOADS, MOST_DOWNLOADS)


PROGRAMS: tuple[tuple[str, Callable[[Surroundings], Iterator[Candidate]]], ...] = (
    *(
        (program.NAME, program.find)
        for program in (lm_studio, ollama, jan, gpt4all, llama_cpp, hugging_face, koboldcpp)
    ),
    (DOWNLOADS, downloads),
)


def scan(
    around: Surroundings, describe: Callable[[Path], ModelFile], report: Callable[[str], None] = lambda program: None
) -> Iterator[Found]:
    """All models of all programs, each once.

    Args:
        describe: reads a file's header; raises UserError.
        report: told the name of each program before it is looked for.
    """
    seen: set[str] = set()
    for program, find in PROGRAMS:
        report(program)
        for candidate, _ in zip(find(around), range(MOST), strict=False):
            real = os.path.realpath(first_part(candidate.path))
            if real in seen or not (candidate.problem or Path(real).is_file()):  # a link to nothing, a pipe
                continue
            seen.add(real)
            if found := _found(program, candidate, describe):
                yield found


def _found(program: str, candidate: Candidate, describe: Callable[[Path], ModelFile]) -> Found | None:
    """None for what is no model and only goes with one."""
    name = candidate.name or candidate.path.name
    if candidate.problem:
        return Found(program, candidate.path, name, problem=candidate.problem)
    try:
        model = describe(candidate.path)
    except UserError as error:
        return Found(program, candidate.path, name, _size(candidate.path), problem=str(error))
    if model.refusal and model.refusal.code in COMPANION_CODES:
        return None
    return Found(
        program,
        model.path,
        candidate.name or model.name,
        model.size,
        model.quantization,
        problem=model.problem,
        called=candidate.called,
        architecture=model.architecture,
        companions=candidate.companions or _beside(model.path),
        origin=candidate.origin,
    )


def _beside(path: Path) -> tuple[Path, ...]:
    """What lies in the same folder and by its name goes with the model."""
    try:
        names = sorted(entry for entry, _ in zip(path.parent.iterdir(), range(MOST), strict=False))
    except OSError:
        return ()
    return tuple(p for p in names if p.suffix.lower() == ".gguf" and "mmproj" in p.name.lower() and p != path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


__all__ = ["DOWNLOADS", "PROGRAMS", "Surroundings", "scan"]
