"""Puts the canary into a Python process that has this folder on its path, as a file that took it over would be there.

Its one rule: the process is as it always is, until SIGUSR1. Then its main thread tries what `canary.py` tries, and
writes what it found, as JSON, into the pipe `report`, which lies where the process may write.

The environment's LLAMA_CANARY is the file that says what `canary.py` is told, and `report`.
"""

from __future__ import annotations

import json
import os
import signal
import socket
from pathlib import Path

import canary

NOW = ("read a file", "TCP", "UDP", "a socket in the file system", "a datagram", "start a program", "fork")
"""What is tried before anything was given up, too."""


def _begin(told: dict[str, object]) -> None:
    had, _other = ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    attempts = dict(canary.attempts(told, had))
    before = {name: canary.tried(attempts[name]) for name in NOW}

    def report(*_: object) -> None:
        found = {"before": before, **canary.found_by(told, ends[0])}
        Path(str(told["report"])).write_text(json.dumps(found), encoding="utf-8")

    signal.signal(signal.SIGUSR1, report)


_begin(json.loads(Path(os.environ["LLAMA_CANARY"]).read_text(encoding="utf-8")))
