"""The program as a person starts it: real processes, real pipes, a real terminal."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from paddock import __version__

Paddock = Callable[..., Any]
STORIES = Path(__file__).parents[3] / "shared" / "models" / "stories260K.gguf"

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX terminals, pipes and signals")


def test_version(paddock: Paddock, home: Path) -> None:
    result = paddock("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"paddock {__version__}\n", "")
    assert not home.exists()


def test_help_names_every_command(paddock: Paddock) -> None:
    result = paddock("--help")
    assert result.returncode == 0
    for command in ("run", "chats", "doctor", "--version"):
        assert re.search(rf"^\s+{command}\b", result.stdout, re.MULTILINE)


def test_no_sentence_of_the_help_is_cut(paddock: Paddock) -> None:
    for group in ((), ("chats",), ("models",), ("personas",), ("config",), ("lock",)):
        assert "..." not in paddock(*group, "--help").stdout.replace("[ARGS]...", ""), group


def test_light_imports(env: dict[str, str]) -> None:
    """What makes a start slow is not imported for the command line's own sake."""
    code = "import sys, paddock.cli.main; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    heavy = {"PySide6", "llama_cpp", "huggingface_hub", "keyring", "numpy", "httpx2", "rich", "jinja2"}
    assert heavy & set(found.stdout.split()) == set()


@pytest.mark.skipif(not STORIES.exists(), reason=f"{STORIES.name} is not beside this checkout")
def test_stories(paddock: Paddock) -> None:
    result = paddock("run", str(STORIES), "Once upon a time", "--raw", "--temp", "0")
    assert result.returncode == 0
    assert result.stdout.startswith(", there was a little girl named Lily.")


def test_one_seed_one_answer(paddock: Paddock, model: Path) -> None:
    results = [
        json.loads(paddock("run", str(model), "-", "--seed", "5", "--max-tokens", "20", "--json", input="hé\n").stdout)
        for _ in range(2)
    ]
    assert results[0]["text"] == results[1]["text"]
    assert [result["seed"] for result in results] == [5, 5]
    assert results[0]["usage"]["completion_tokens"] == 20
    assert results[0]["finish_reason"] == "length"


def test_nothing_is_stored(paddock: Paddock, model: Path, home: Path) -> None:
    assert paddock("run", str(model), "Rumpelstiltskin", "--max-tokens", "5").returncode == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_an_error_is_one_line(paddock: Paddock, tmp_path: Path) -> None:
    (tmp_path / "bad.gguf").write_bytes(b"GGUF but not really")
    result = paddock("run", "bad.gguf", "hi")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("paddock: ")
    assert result.stderr.count("\n") == 1


@posix
def test_a_reader_that_goes_away_ends_it_quietly(env: dict[str, str], model: Path) -> None:
    command = [sys.executable, "-m", "paddock", "run", str(model), "hi", "--ctx", "4096"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.wait(30) == 1
        assert process.stderr.read() == b""


@posix
def test_words_come_one_by_one(env: dict[str, str], model: Path) -> None:
    """Something is there to read while the answer is still being made."""
    command = [sys.executable, "-m", "paddock", "run", str(model), "hi"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        os.read(process.stdout.fileno(), 100)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)  # Ctrl-C stops the answer, and with it the program
        process.stdout.read()
        assert process.wait(30) == 130


@posix
def test_an_engine_that_dies_is_one_line(env: dict[str, str], model: Path) -> None:
    """What the program logs about it is for the log file."""
    command = [sys.executable, "-m", "paddock", "run", str(model), "hi"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), 100)
        (engine,) = psutil.Process(process.pid).children()
        engine.kill()
        process.stdout.read()
        said = process.stderr.read()
        assert process.wait(30) == 1
    assert said.startswith("paddock: ")
    assert said.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows another process's limits")
def test_a_crash_would_write_no_answer_to_the_disk(env: dict[str, str], model: Path) -> None:
    hard = psutil.Process().rlimit(psutil.RLIMIT_CORE)[1]
    command = [sys.executable, "-m", "paddock", "run", str(model), "hi"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
        psutil.Process(process.pid).rlimit(psutil.RLIMIT_CORE, (hard, hard))
        assert process.stdout is not None
        os.read(process.stdout.fileno(), 100)
        assert psutil.Process(process.pid).rlimit(psutil.RLIMIT_CORE)[0] in (0, 1)
        process.kill()


class TerminalSession:
    """`paddock` at a terminal of its own."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        import pty

        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            command, env={**env, "TERM": "dumb"}, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def wait_for(self, pattern: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Read until `pattern` comes; what was read is used up. Does `meanwhile` at first and while nothing comes."""
        meanwhile()
        patience = 30
        while not (match := re.search(pattern, self.seen)):
            ready, _, _ = select.select([self._master], [], [], 1)
            patience -= not ready
            assert patience, f"{pattern!r} did not come; there was: {self.seen!r}"
            if not ready:
                meanwhile()
                continue
            self.seen += os.read(self._master, 4096).decode("utf-8", "replace")
        self.seen = self.seen[match.end() :]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.fixture
def session(env: dict[str, str], model: Path) -> Iterator[TerminalSession]:
    session = TerminalSession([sys.executable, "-m", "paddock", "run", str(model), "--temp", "0"], env)
    yield session
    session.close()


@posix
def test_a_conversation_at_a_terminal(session: TerminalSession) -> None:
    session.wait_for(">>> ")
    session.type("hello\r")
    session.wait_for(r"hello\r\n.")  # the answer has begun; it would not end by itself
    os.kill(session.process.pid, signal.SIGINT)
    session.wait_for(">>> ")
    assert session.process.poll() is None
    session.type("and now?\r")
    session.wait_for(r"now\?\r\n.")
    os.kill(session.process.pid, signal.SIGINT)
    session.wait_for(">>> ")
    session.type("/bye\r")
    assert session.process.wait(30) == 0


@posix
def test_control_d_ends_a_conversation(session: TerminalSession) -> None:
    session.wait_for(">>> ")
    # At the prompt Ctrl-C ends nothing. Between the prompt and Python's wait for a key it is only seen at the next
    # key, so it is pressed until a new prompt comes, as a person would.
    session.wait_for(">>> ", meanwhile=lambda: os.kill(session.process.pid, signal.SIGINT))
    session.type("\x04")
    assert session.process.wait(30) == 0
