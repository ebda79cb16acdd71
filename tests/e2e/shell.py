"""A person at a terminal, for the journeys. One rule: each command is a process of its own, as `paddock` starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PATIENCE = 60.0  # s


class Shell:
    """A person at a terminal.

    Args:
        folder: what the program has lies in `home` below it, the keyring in `keyring.json`.
        url: of the Hub; nobody answers at the usual one's place.
    """

    def __init__(self, folder: Path, url: str = "http://127.0.0.1:9") -> None:
        self._env = {
            **os.environ,
            "PADDOCK_HOME": str(folder / "home"),
            "HF_ENDPOINT": url,
            "KEPT_KEYRING": str(folder / "keyring.json"),
            "PYTHON_KEYRING_BACKEND": "kept_keyring.Keyring",
            "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))),
        }

    def run(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "paddock", *words]
        return subprocess.run(
            command, env=self._env, input=typed, capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    def __call__(self, *words: str, typed: str = "") -> str:
        """What it prints; it has to succeed."""
        done = self.run(*words, typed=typed)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def json(self, *words: str, typed: str = "") -> Any:
        """What it prints for programs."""
        return json.loads(self(*words, "--json", typed=typed))

    def refused(self, *words: str, typed: str = "") -> str:
        """The one line that says why not."""
        done = self.run(*words, typed=typed)
        assert done.returncode == 1, (words, done.stdout, done.stderr)
        assert len(done.stderr.splitlines()) == 1, done.stderr
        return done.stderr
