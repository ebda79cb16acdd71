"""What several tests of the engine need. One rule: no expectation lives here, only ways to ask and to wait."""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from paddock.core.events import Finished, PromptProgress, TextDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import SamplingParams
from paddock.engine.api import Engine, EngineState, EngineStatus, Generation, GenerationRequest

SHARED = Path(__file__).resolve().parents[3] / "shared"
"""Files that lie beside the checkout, on some machines."""
CHILD = (sys.executable, "-P", "-c", "import sys; from paddock.engine.child.main import main; sys.exit(main())")
PATIENCE = 30.0
"""Seconds until a wait counts as failed; nothing ever takes that long."""


def shared_file(name: str) -> Path:
    """A shared file; skips the test where it is not."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared/{name} is not here")
    return path


@dataclass
class Collected:
    """One answer."""

    finished: Finished
    pieces: list[str] = field(default_factory=list)
    progress: list[PromptProgress] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def collect(generation: Generation) -> Collected:
    """Read an answer to its end."""
    pieces: list[str] = []
    progress: list[PromptProgress] = []
    while True:
        event = generation.next(PATIENCE)
        match event:
            case TextDelta():
                pieces.append(event.text)
            case PromptProgress():
                progress.append(event)
            case Finished():
                return Collected(event, pieces, progress)
            case None:
                raise AssertionError("the answer does not come to an end")


def until_text(generation: Generation) -> str:
    """Read an answer until its first piece of text."""
    while not isinstance(event := generation.next(PATIENCE), TextDelta):
        assert isinstance(event, PromptProgress)
    return event.text


def ask(text: str, *, system: str = "", **sampling: object) -> GenerationRequest:
    """A chat of one turn, at temperature 0 unless told otherwise."""
    turns = (Turn(Role.SYSTEM, system),) if system else ()
    params = SamplingParams(**{"temperature": 0.0, "max_tokens": 40, **sampling})  # type: ignore[arg-type]
    return GenerationRequest(turns=(*turns, Turn(Role.USER, text)), sampling=params)


def endless(text: str = "Hello") -> GenerationRequest:
    """As `ask`, without an end."""
    return ask(text, max_tokens=None)


class StatusWatch:
    """Every status of an engine from now on, and a way to wait for one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changed = threading.Condition()
        self.seen: list[EngineStatus] = []
        self.end = engine.subscribe(self._keep)

    def _keep(self, status: EngineStatus) -> None:
        with self._changed:
            self.seen.append(status)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[EngineStatus], bool]) -> EngineStatus:
        """The first status since this watch began that is wanted."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(wanted, self.seen)), PATIENCE), self.seen
            return next(filter(wanted, self.seen))

    def wait_for_restart(self, old_pid: int) -> EngineStatus:
        """Until another process has the model."""
        return self.wait(lambda status: status.state is EngineState.READY and status.pid != old_pid)


def wait_until_gone(pid: int) -> bool:
    """Whether the process, which need not be a child of ours, ends (Linux)."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE)[0])
    finally:
        os.close(handle)
