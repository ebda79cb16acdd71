"""What a template may take. One rule: numbers only; who enforces one says so at its use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The program uses the defaults; tests need not wait as long.

    Attributes:
        seconds: of one rendering, by the clock on the wall.
        memory: bytes that it may add to what its process had.
        start_seconds: until a new process is ready; there a scanner may look at a program first.
        kept: templates whose processes stay.
        worn_seconds: of rendering, after which a process is replaced, for the kernel's limit (`cpu_seconds`) counts
            all that it ever computed.
        cpu_seconds: after which the kernel ends a process that nobody else could end.
    """

    seconds: float = 2.0
    memory: int = 512 * MIB
    start_seconds: float = 20.0
    kept: int = 4
    worn_seconds: float = 30.0
    cpu_seconds: int = 60
