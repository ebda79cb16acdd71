"""Commands for the tests: in this process with a fake engine, or as the process a person starts."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from paddock.application import Application, build
from paddock.cli.main import main
from paddock.cli.terminal import Terminal
from paddock.config.secrets import MemoryBackend
from paddock.core.passphrase import Cost
from paddock.engine.api import Engine
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.spelling import Speller

ROOT = Path(__file__).parents[2]


class Tty(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pipe(io.StringIO):
    """A stream that is none."""

    encoding = "utf-8"


class Person(Terminal):
    """A terminal at which someone types these lines, then Ctrl-D."""

    def __init__(self, lines: list[str | type[BaseException]], stdout: io.StringIO, stderr: io.StringIO) -> None:
        super().__init__(Tty(), stdout, stderr)
        self._lines = list(lines)

    def ask(self, prompt: str) -> str:
        line = self._lines.pop(0) if self._lines else EOFError
        if isinstance(line, str):
            return line
        raise line

    def ask_secret(self, prompt: str) -> str:
        return self.ask(prompt)


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str


class Cli:
    """Runs commands in this process; `build` is the real one with these two parts exchanged."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.secrets = MemoryBackend()
        self.speller: Speller | None = None

    def build(self, env: Mapping[str, str]) -> Application:
        return build(env, engine=self.engine, secrets=self.secrets, speller=self.speller, cost=Cost(64, 1, 1))

    def __call__(self, *argv: str, stdin: str = "", tty: bool = False) -> Result:
        out, err = (Tty(), Tty()) if tty else (Pipe(), Pipe())
        return self._run(argv, Terminal(Pipe(stdin), out, err), out, err)

    def converse(self, *argv: str, lines: list[str | type[BaseException]]) -> Result:
        out, err = Tty(), Tty()
        return self._run(argv, Person(lines, out, err), out, err)

    def _run(self, argv: tuple[str, ...], terminal: Terminal, out: io.StringIO, err: io.StringIO) -> Result:
        status = main(argv, build=self.build, terminal=terminal)
        return Result(status, out.getvalue(), err.getvalue())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PADDOCK_HOME, in the environment."""
    home = tmp_path / "home"
    monkeypatch.setenv("PADDOCK_HOME", str(home))
    return home


@pytest.fixture
def cli(home: Path) -> Callable[..., Cli]:
    """A command line whose engine gives these answers."""
    return lambda *answers: Cli(FakeEngine(answers or ("This is an answer.",)))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with a chat template that never ends an answer by itself."""
    spec = importlib.util.spec_from_file_location("tiny_model", ROOT / "tests" / "engine" / "tiny_model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path: Path = module.write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")
    return path


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """The environment of a started `paddock`: no keyring, no display."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "app"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
    }


@pytest.fixture
def paddock(env: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The program as a person starts it, from a folder that is not the checkout."""

    def run(*argv: str, **options: object) -> subprocess.CompletedProcess[str]:
        given = {"input": ""} | options
        return subprocess.run(
            [sys.executable, "-m", "paddock", *argv],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            **given,  # type: ignore[call-overload]
        )

    return run


__all__ = ["Cli", "FakeAnswer", "Person", "Pipe", "Result", "Tty"]
