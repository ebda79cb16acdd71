"""The messages between the program and the process that makes a model smaller.

One rule: as in `wire.py`, of which these are more: one line of JSON each, and what is none of them is an error.

    Quantize     program → child, once and first; then the child waits for nothing
    Started      child → program, before it reads the first byte of the model
    Planned      one for each type that was asked for, if the model can have it
    Advanced     while it writes
    Finished     the last word; or `Refused`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from paddock.engine.api import Barrier
from paddock.engine.wire import Refused, decode_as, read_lines


@dataclass(frozen=True, slots=True)
class Quantize:
    """What is to be done.

    Attributes:
        source: the model; of several files the first.
        target: the file that is written, which is there already; None to say only what would come of it.
        file_types: `enum llama_ftype` (llama.h); with a target there is one.
        imatrix: GGUF file of what matters to the model.
        largest: bytes that the target may have.
    """

    source: Path
    target: Path | None
    file_types: tuple[int, ...]
    imatrix: Path | None
    largest: int


@dataclass(frozen=True, slots=True)
class Started:
    """It runs; `barriers` as in `wire.Hello`."""

    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the file would hold.

    Attributes:
        tensors: name and type ("q4_K") of each tensor whose type would change.
        needs_imatrix: llama.cpp makes this only with an importance matrix.
    """

    file_type: int
    tensors: tuple[tuple[str, str], ...]
    needs_imatrix: bool


@dataclass(frozen=True, slots=True)
class Advanced:
    """So many weights are in the file."""

    weights: int


@dataclass(frozen=True, slots=True)
class Finished:
    """All was done."""


Event = Started | Planned | Advanced | Finished | Refused

COMMANDS: Mapping[str, type] = {"Quantize": Quantize}
EVENTS: Mapping[str, type] = {kind.__name__: kind for kind in (Started, Planned, Advanced, Finished, Refused)}


def read_command(stream: BinaryIO) -> Quantize | None:
    """The one command; None where the program went away before.

    Raises:
        WireError: it is none.
    """
    line = next(read_lines(stream), None)
    command: Quantize | None = None if line is None else decode_as(line, COMMANDS)
    return command


def read_events(stream: BinaryIO) -> Iterator[Event]:
    """What the child says, until its end.

    Raises:
        WireError: a line is no event.
    """
    for line in read_lines(stream):
        event: Event = decode_as(line, EVENTS)
        yield event
