"""The virtual environment in .venv: made, filled with exactly what the constraints files pin, and mended.

Its one rule: every file pip fetches is checked against a hash in installers/constraints*.txt, including what builds
the engine; and a set-up that was cut off never passes for a finished one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from bootstrap.system import SetupError
from toolchain import HEADER, cxx_flags, with_flags

_DROPPED = ("PYTHONPATH", "PYTHONHOME", "PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV")
_FREE_BYTES = 3 * 1024**3


class Environment:
    """The .venv of the checkout at `root`."""

    def __init__(self, root: Path, env: Mapping[str, str]) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.log = self.folder / "setup.log"
        self._stamp = self.folder / ".set-up"
        self._unfinished = self.folder / ".unfinished"
        scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = scripts / ("python.exe" if os.name == "nt" else "python")
        self._env = {name: value for name, value in env.items() if name not in _DROPPED}
        self._env["PATH"] = os.pathsep.join([str(scripts), env.get("PATH", "")])
        self._env["PIP_USER"] = "0"

    def ready(self) -> bool:
        """True where the last set-up was finished and nothing it was made from has changed since."""
        return self._stamp.exists() and self.python.exists() and self._stamp.read_text() == self._fingerprint()

    def set_up(self, python: str) -> None:
        """Brings .venv to what the constraints files say. Raises SetupError."""
        self._check_space()
        if not self._usable():
            self._create(python)
        self._stamp.unlink(missing_ok=True)
        self._unfinished.touch()
        self.log.write_text("")
        installers = self.root / "installers"
        hashed = ("install", "--require-hashes", "--no-build-isolation", "--only-binary", ":all:")
        self._pip("Fetching the build tools", *hashed, "-r", str(installers / "constraints-build.txt"))
        engine = ("--no-binary", "llama-cpp-python")
        what = "Fetching the libraries and compiling the engine (once; about four minutes on two cores)"
        self._pip(what, *hashed, *engine, "-r", str(installers / "constraints.txt"), env=self._compiling())
        self._pip("Installing Paddock", "install", "--no-deps", "--no-build-isolation", "-e", str(self.root))
        self._stamp.write_text(self._fingerprint())
        self._unfinished.unlink()

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name in ("pyproject.toml", "installers/constraints.txt", "installers/constraints-build.txt"):
            digest.update((self.root / name).read_bytes())
        return "\n".join([str(self.root), digest.hexdigest(), self._help(), ""])

    def _help(self) -> str:
        """Names what the compiler is helped with; "" for nothing."""
        return hashlib.sha256(HEADER.read_bytes()).hexdigest() if cxx_flags(self._env) else ""

    def _compiling(self) -> dict[str, str]:
        """The environment in which the engine is compiled.

        pip keeps what it has compiled, and does not look at flags before it takes it again; so with flags it keeps it
        in a place of its own.
        """
        env = with_flags(self._env)
        if env == self._env:
            return env
        caches = Path(env.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
        return {**env, "PIP_CACHE_DIR": str(Path(env.get("PIP_CACHE_DIR") or caches / "pip") / "amx")}

    def _usable(self) -> bool:
        """False for one that was cut off, was made elsewhere (its scripts name that place), or lost its Python.

        And for one whose engine was compiled with other help: pip would leave it as it is.
        """
        if self._stamp.exists():
            root, _, help = [*self._stamp.read_text().split("\n"), "", ""][:3]
            if (root, help) != (str(self.root), self._help()):
                return False
        if self._unfinished.exists() or not self.python.exists():
            return False
        done = subprocess.run([str(self.python), "-I", "-c", "import pip"], capture_output=True, check=False)
        return done.returncode == 0

    def _create(self, python: str) -> None:
        print(f"Making the environment in {self.folder}", flush=True)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        done = subprocess.run(
            [python, "-I", "-m", "venv", str(self.folder)], capture_output=True, text=True, env=self._env, check=False
        )
        if done.returncode:
            raise SetupError(f"{done.stdout}{done.stderr}\nThe environment could not be made in {self.folder}.")

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.root).free
        if free < _FREE_BYTES and not self.folder.exists():
            raise SetupError(f"Setting up needs 3 GB on the disk of {self.root}; {free / 1e9:.1f} GB are free.")

    def _pip(self, what: str, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        command = [str(self.python), "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", *arguments]
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {' '.join(command)}\n")
            log.flush()
            code = _run(what, command, env or self._env, log)
        if code:
            raise SetupError(self._failure(what, code))

    def _failure(self, what: str, code: int) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace")
        tail = "\n".join(f"    {line}" for line in text.splitlines()[-25:])
        sentences = [
            f"{what}: pip failed (exit code {code}). All it said is in {self.log}",
            _advice(text),
            "The next `make` starts again; what was fetched and compiled is kept in pip's cache.",
        ]
        return "\n".join([tail, "", *filter(None, sentences)])


def _run(what: str, command: Sequence[str], env: Mapping[str, str], log: IO[str]) -> int:
    """Runs it with its output in the log; a person at a terminal sees the time pass."""
    live = sys.stdout.isatty()
    print(what, end="" if live else "\n", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        while True:
            try:
                code = int(process.wait(timeout=1.0 if live else None))
                break
            except subprocess.TimeoutExpired:
                print(f"\r{what}  {_clock(began)}", end="", flush=True)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    print(f"\r{what}  {_clock(began)}" if live else f"  done in {_clock(began)}", flush=True)
    return code


def _clock(began: float) -> str:
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    return f"{minutes}:{seconds:02d}"


_KNOWN_FAILURES = (
    (
        ("NewConnectionError", "name resolution", "ReadTimeoutError", "ConnectionError", "No matching distribution"),
        "The package index could not be reached: check the connection and run the same command again.",
    ),
    (("No space left on device",), "The disk is full: free some space and run the same command again."),
    (("DO NOT MATCH THE HASHES",), "A file differs from the one that was pinned: do not go on; report it."),
    (
        ("Killed signal", "signal 9", "out of memory"),
        "The compiler was stopped, probably for lack of memory: close other programs or set "
        "CMAKE_BUILD_PARALLEL_LEVEL=1, and run the same command again.",
    ),
    (
        ("Failed building wheel for llama", "Failed to build llama", "CMake Error"),
        "The engine did not compile; the lines above say why. CMAKE_ARGS, CC and CXX come from your environment.",
    ),
)


def _advice(log: str) -> str:
    """One plain sentence for the failures that people meet."""
    return next((advice for signs, advice in _KNOWN_FAILURES if any(sign in log for sign in signs)), "")
