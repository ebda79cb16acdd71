"""`paddock models token`: read from stdin or a hidden prompt, and never shown."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hub_kit import TOKEN, USER, serving
from standin import Hub

from paddock.application import build
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.engine.fake import FakeEngine

Cli = Callable[..., Any]
COMMAND = ("models", "token")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serving() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.delenv("HF_TOKEN", raising=False)
        yield running


def test_set_shown_and_removed(hub: Hub, cli: Cli) -> None:
    program = cli()
    assert program(*COMMAND).out == "There is no token for 127.0.0.1.\n"
    result = program(*COMMAND, "set", stdin=f"{TOKEN}\n")
    told = f"The token for 127.0.0.1 is that of {USER}; it is in this system's keyring.\n"
    assert (result.status, result.out, result.err) == (0, told, "")
    assert program(*COMMAND, "show").out == told
    assert json.loads(program(*COMMAND, "show", "--json").out) == {
        "host": "127.0.0.1", "place": "keyring", "user": USER, "not_used": "",
    }  # fmt: skip
    assert json.loads(program(*COMMAND, "--json").out)["user"] == USER
    assert program(*COMMAND, "remove").out == "There is no token for 127.0.0.1.\n"
    assert program.secrets.secrets == {}


def test_a_wrong_one_is_one_line(hub: Hub, cli: Cli) -> None:
    for given in ("hf_wrong", ""):
        result = cli()(*COMMAND, "set", stdin=given)
        assert (result.status, result.out) == (1, "")
        assert result.err.count("\n") == 1
        assert "token" in result.err


def test_a_window_that_is_open_is_not_written_over(hub: Hub, cli: Cli, home: Path) -> None:
    with build({"PADDOCK_HOME": str(home)}, engine=FakeEngine(), secrets=MemoryBackend()) as window:
        assert window.claim()
        for command in ("set", "remove"):
            result = cli()(*COMMAND, command, stdin=TOKEN)
            assert (result.status, result.err.count("\n")) == (1, 1)
            assert "Paddock is running" in result.err
        assert cli()(*COMMAND).status == 0
    assert hub.asked == []


def test_it_is_no_argument(hub: Hub, cli: Cli) -> None:
    result = cli()(*COMMAND, "set", TOKEN)
    assert result.status == 2
    assert hub.asked == []


def test_without_a_keyring_a_command_cannot_keep_it(hub: Hub, cli: Cli) -> None:
    program = cli()
    program.secrets.failure = SecretsUnavailable("there is no keyring on this system", missing=True)
    result = program(*COMMAND, "set", stdin=TOKEN)
    assert result.status == 1
    assert "there is no keyring" in result.err
    assert "in the window" in result.err


def test_one_of_another_program_is_named_and_not_used(hub: Hub, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    result = cli()(*COMMAND)
    assert "HF_TOKEN is set and not used" in result.out
    assert TOKEN not in result.out
    assert hub.asked == []


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_terminal_nothing_of_it_is_shown(hub: Hub, env: dict[str, str]) -> None:
    import pty
    import sys

    controller, terminal = pty.openpty()
    given = env | hub.env
    command = [sys.executable, "-m", "paddock", *COMMAND, "set"]
    with subprocess.Popen(
        command, env=given, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True, start_new_session=True
    ) as process:
        os.close(terminal)
        shown = b""
        while b"Token for" not in shown:
            shown += os.read(controller, 1000)
        os.write(controller, f"{TOKEN}\n".encode())
        try:
            while piece := os.read(controller, 1000):
                shown += piece
        except OSError:  # Linux says so at the end of a terminal
            assert process.wait(30) == 1
    os.close(controller)
    assert b"no keyring" in shown
    assert TOKEN.encode() not in shown
    assert [asked.token for asked in hub.asked] == [TOKEN]
