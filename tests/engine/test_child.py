"""The child at its two pipes: what it says to what it is told, without the supervisor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from engine_kit import CHILD, PATIENCE, ask

from paddock.core.events import FinishReason
from paddock.core.params import LoadParams
from paddock.engine import wire
from paddock.engine.child.machine import available_memory, total_memory, usable_cores
from paddock.engine.process import scrubbed_environment


class Child:
    """A child process and its pipes."""

    def __init__(self, *models: Path, cache: Path | None = None, prelude: str = "") -> None:
        command = [*CHILD[:-1], prelude + CHILD[-1]]
        environment = scrubbed_environment(os.environ)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self._messages = wire.read_messages(self._pipe(self.process.stdout))  # type: ignore[arg-type]
        self.say(wire.Confine(wire.START, models, cache, None))

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


@pytest.fixture
def child(tiny: Path) -> Iterator[Child]:
    with running(Child(tiny)) as child:
        hello = child.hear()
        assert isinstance(hello, wire.Hello)
        assert hello.pid == child.process.pid
        yield child


def test_it_ends_with_its_standard_input(child: Child) -> None:
    assert child.end() == (0, "")


def test_it_ends_in_the_middle_of_an_answer(child: Child, tiny: Path) -> None:
    child.load(tiny)
    child.say(wire.Generate(2, ask("Hello", max_tokens=None), 1))
    while not isinstance(child.hear(), wire.TextArrived):
        continue
    assert child.end()[0] == 0


def test_a_cancel_that_comes_before_its_command_counts(child: Child, tiny: Path) -> None:
    child.say(wire.Cancel(1), wire.Load(1, tiny, LoadParams()))
    message = child.answer()
    assert isinstance(message, wire.Refused)
    assert message.code == "cancelled"
    child.say(wire.Load(2, tiny, LoadParams()))
    assert isinstance(child.answer(), wire.Loaded)
    child.say(wire.Cancel(3), wire.Generate(3, ask("Hello", max_tokens=None), 1))
    message = child.answer()
    assert isinstance(message, wire.Done)
    assert message.finished.reason is FinishReason.CANCELLED
    assert message.finished.usage.completion_tokens == 0


def test_a_cancel_that_comes_too_late_harms_no_other(child: Child, tiny: Path) -> None:
    child.load(tiny)
    child.say(wire.Cancel(1), wire.Generate(2, ask("Hello", max_tokens=3), 1))
    message = child.answer()
    assert isinstance(message, wire.Done)
    assert message.finished.reason is FinishReason.LENGTH


def test_it_answers_a_ping_while_it_works(child: Child, tiny: Path) -> None:
    child.load(tiny)
    child.say(wire.Generate(2, ask("Hello", max_tokens=None), 1), wire.Ping(7))
    while (message := child.hear()) != wire.Pong(7):
        assert not isinstance(message, wire.Done)


NOISE = """
import os, threading
def noise(wire=os.fstat(1).st_ino):
    while os.fstat(1).st_ino == wire:
        pass
    os.write(1, b"noise")
threading.Thread(target=noise, daemon=True).start()
"""


def test_prints_of_libraries_do_not_reach_the_wire(tiny: Path) -> None:
    with running(Child(tiny, prelude=NOISE)) as child:
        assert isinstance(child.hear(), wire.Hello)
        assert child.process.stderr is not None
        assert child.process.stderr.read(5) == b"noise"
        child.load(tiny)


@pytest.mark.parametrize("line", [b"garbage\n", wire.encode(wire.Hello(1)), b"\xff\xfe\n"])
def test_it_ends_when_it_is_told_nonsense(child: Child, line: bytes) -> None:
    assert child.process.stdin is not None
    child.process.stdin.write(line)
    child.process.stdin.flush()
    code, errors = child.end()
    assert code == 2
    assert "did not understand" in errors


def test_nothing_is_loaded_at_first(child: Child) -> None:
    child.say(wire.Unload(1, None), wire.Generate(2, ask("Hello"), 1))
    assert child.hear() == wire.Unloaded(1)
    message = child.hear()
    assert isinstance(message, wire.Refused)
    assert message.code == "no-model"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C of POSIX")
def test_ctrl_c_in_a_terminal_is_not_for_it(child: Child, tiny: Path) -> None:
    child.process.send_signal(2)
    child.load(tiny)


def test_words_of_a_chat_are_in_no_log(child: Child, tiny: Path) -> None:
    child.load(tiny, LoadParams(n_ctx=256))
    child.say(wire.Generate(2, ask("Rosebud", max_tokens=5), 1))
    assert isinstance(child.answer(), wire.Done)
    child.say(wire.Generate(3, ask("Rosebud " * 99), 1))
    message = child.answer()
    assert isinstance(message, wire.Refused)
    assert "Rosebud" not in message.what + message.todo
    assert "Rosebud" not in child.end()[1]


def test_the_environment_holds_no_secrets() -> None:
    environment = scrubbed_environment(
        {"PATH": "/bin", "HF_TOKEN": "secret", "HOME": "/home/x", "GGML_VK_VISIBLE_DEVICES": "0", "LC_ALL": "C"}
    )
    assert environment.keys() == {"PATH", "GGML_VK_VISIBLE_DEVICES", "LC_ALL", "PYTHONPATH", "GGML_NO_BACKTRACE"}


def test_what_the_machine_gives_is_read() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
    assert 0 < available_memory() <= total_memory()
