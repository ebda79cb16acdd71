"""The child at its two pipes, without the supervisor. One rule: no expectation lives here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine_kit import CHILD, PATIENCE

from paddock.core.params import LoadParams
from paddock.engine import wire
from paddock.engine.process import scrubbed_environment


class Child:
    """A child process and its pipes."""

    def __init__(self, *models: Path, cache: Path | None = None, own: Path | None = None, prelude: str = "") -> None:
        command = [*CHILD[:-1], prelude + CHILD[-1]]
        environment = scrubbed_environment(os.environ)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self._messages = wire.read_messages(self._pipe(self.process.stdout))  # type: ignore[arg-type]
        self.say(wire.Confine(wire.START, models, cache, None, own))

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe

    def say(self, *commands: wire.Command) -> None:
        pipe = self._pipe(self.process.stdin)
        pipe.write(b"".join(map(wire.encode, commands)))
        pipe.flush()

    def hear(self) -> wire.Message:
        """The next message that answers something."""
        return next(message for message in self._messages if not isinstance(message, wire.Activity))

    def activity(self) -> Iterator[wire.Activity]:
        """What it tells unasked."""
        return (message for message in self._messages if isinstance(message, wire.Activity))

    def load(self, path: Path, params: LoadParams | None = None) -> None:
        self.say(wire.Load(1, path, params or LoadParams()))
        assert isinstance(self.answer(), wire.Loaded)

    def answer(self) -> wire.Message:
        """The next message that ends something."""
        while isinstance(message := self.hear(), wire.LoadProgress | wire.PromptProcessed | wire.TextArrived):
            continue
        return message

    def end(self) -> tuple[int, str]:
        """Close its standard input; how it ended, and what it wrote to stderr."""
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors.decode()


@contextmanager
def running(child: Child) -> Iterator[Child]:
    try:
        yield child
    finally:
        child.process.kill()
        child.process.communicate()
