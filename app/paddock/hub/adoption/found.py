"""What a program has, before anybody looked into the files. One rule: values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from paddock.core.library import Origin
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.hub.walk import MOST, is_model_name, walk


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a model.

    Attributes:
        name: as its program calls it; "" takes the file's.
        called: what is typed for it in that program's own commands; "" if it has none.
        problem: why it cannot be had; then `path` may be a folder.
    """

    path: Path
    name: str = ""
    called: str = ""
    companions: tuple[Path, ...] = ()
    origin: Origin = field(default_factory=Origin)
    problem: str = ""


def files_in(folder: Path, deepest: int = 6, most: int = MOST) -> Iterator[Candidate]:
    """Every model file below a folder; why it cannot be listed, where it is there and cannot."""
    try:
        for path in walk(folder, is_model_name, deepest, most):
            yield Candidate(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield unreadable(folder, error)


def unreadable(folder: Path, error: OSError) -> Candidate:
    """A folder that is there and that cannot be looked into."""
    return Candidate(folder, problem=say("The folder cannot be read: {why}.", why=why_not(error)))


def files_under(folder: Path, wanted: str, deepest: int = 6) -> Iterator[Path]:
    """Files with this name, or this ending (“.json”), below a folder that may not be there."""
    try:
        yield from walk(folder, lambda name: name == wanted or (wanted[0] == "." and name.endswith(wanted)), deepest)
    except OSError:
        return
