"""The child at its two pipes: what it says to what it is told, without the supervisor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from child_kit import Child, running
from engine_kit import ask

from paddock.core.events import FinishReason
from paddock.core.params import LoadParams
from paddock.engine import wire
from paddock.engine.child.machine import usable_cores
from paddock.engine.process import scrubbed_environment
from paddock.engine.ram import available_memory, total_memory


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
    assert child.process.poll() is None


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
    secrets = (
        *("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "OPENAI_API_KEY", "NVIDIA_API_KEY", "LLAMA_API_KEY", "GITHUB_TOKEN"),
        *("LLAMA_ARG_HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "GGML_URL", "CUDA_PASSWORD", "HTTP_PROXY", "https_proxy"),
        *("SSH_AUTH_SOCK", "GPG_AGENT_INFO", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"),
        *("PADDOCK_HOME", "HF_HOME", "HOME", "USER", "LOGNAME", "XDG_RUNTIME_DIR", "LD_PRELOAD", "PYTHONSTARTUP"),
    )
    needed = {"PATH": "/bin", "GGML_VK_VISIBLE_DEVICES": "0", "LC_ALL": "C", "CUDA_VISIBLE_DEVICES": "0"}
    environment = scrubbed_environment(dict.fromkeys(secrets, "secret") | needed)
    assert environment.keys() == {*needed, "PYTHONPATH", "GGML_NO_BACKTRACE"}
    assert "secret" not in environment.values()


def test_what_the_machine_gives_is_read() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
    assert 0 < available_memory() <= total_memory()
