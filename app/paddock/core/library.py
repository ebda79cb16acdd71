"""What the library knows of model files beside what stands in them. One rule: values; nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a model's file came from.

    Attributes:
        repo_id, filename, commit: on the Hub; "" if it did not come from there.
        sha256: of the file (of several: of the first), hexadecimal, as promised by the Hub or computed; "" if unknown.
        files: name and SHA-256 of every file where there are several.
        licence: id of the licence that the person was shown.
        obtained: when, seconds since 1970; 0 if unknown.
        made_from: what it was quantised from, here: "owner/repository/file.gguf", or a file's name; "" if it was not.
    """

    repo_id: str = ""
    filename: str = ""
    commit: str = ""
    sha256: str = ""
    files: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    obtained: float = 0.0
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A model that another program has, as `scan` finds it.

    Attributes:
        program: whose it is ("Ollama", "LM Studio"), or "Downloads" for a folder of no program's.
        path: the file, where it lies; used there, never deleted.
        name: as that program calls it ("llama3.2:1b").
        known: it is in the library already.
        problem: why it cannot be used; "" if it can.
        called: a short name by which that program's own commands know it; "" if it has none.
        companions: further files that belong to it, as that program says.
        origin: where that program says that it came from.
    """

    program: str
    path: Path
    name: str
    size: int = 0
    quantization: str = ""
    known: bool = False
    problem: str = ""
    called: str = ""
    architecture: str = ""
    companions: tuple[Path, ...] = ()
    origin: Origin = field(default_factory=Origin)


class ImportMode(StrEnum):
    """How a file comes into the library."""

    USE = "use"  # where it lies
    MOVE = "move"
    COPY = "copy"
    LINK = "link"  # a hard link, else a symbolic one


class Verdict(StrEnum):
    """What hashing a file again said."""

    GOOD = "good"  # it is what the Hub promised
    CHANGED = "changed"  # it is not what it was
    RECORDED = "recorded"  # there was nothing to compare with; the hash is kept from now on
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verified:
    """One model's file hashed again; `sha256` as it is now, "" if it cannot be read."""

    ref: str
    name: str
    verdict: Verdict
    sha256: str
    expected: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """Files that hold the same; `wasted` bytes could be had by keeping one."""

    sha256: str
    refs: tuple[str, ...]
    wasted: int


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Models in one folder: how many bytes they take, and how many the disk has left."""

    folder: Path
    models: int
    bytes: int
    free: int
    program: str = ""
