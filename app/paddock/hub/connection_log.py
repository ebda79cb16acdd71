"""Notes every connection that the program makes, and why, so that a person can look.

One rule: noted before it is made, whatever comes of it. Searches are noted without their words.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paddock.core.connections import Connection
from paddock.core.said import say, text_of, to_json

SAME_WITHIN = 60.0  # seconds: a download asks for many parts, which is one connection to a person
MOST = 1000  # lines that are kept
_SLACK = 200  # lines that are too many before the oldest are taken away


class ConnectionLog:
    """The connections of this and of earlier runs; safe from any thread, and for several processes at once.

    A disk that takes no line keeps no connection from being made; it is then known until the program ends.

    Args:
        path: of the file; its folder has to exist.
        clock: seconds since the epoch.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._noted: dict[tuple[str, str], float] = {}
        self._unwritten: list[Connection] = []

    def note(self, url: str, endpoint: str) -> None:
        """A connection to `url` is about to be made."""
        host, why = urlsplit(url).hostname or "", purpose_of(url, endpoint)
        now = self._clock()
        with self._lock:
            if 0 <= now - self._noted.get((host, why), float("-inf")) < SAME_WITHIN:
                return
            self._noted[host, why] = now
            made = Connection(now, host, why)
            try:
                self._append(made)
            except OSError:
                self._unwritten.append(made)

    def all(self) -> tuple[Connection, ...]:
        """Those that are known, the latest first."""
        with self._lock:
            return tuple(reversed([*self._read(), *self._unwritten]))[:MOST]

    def clear(self) -> None:
        """Forget them. Raises OSError."""
        with self._lock:
            self._unwritten.clear()
            self._noted.clear()
            self._path.unlink(missing_ok=True)

    def _append(self, made: Connection) -> None:
        line = json.dumps({"at": round(made.at, 3), "host": made.host, "why": to_json(made.why)}) + "\n"
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)
        if self._path.stat().st_size > (MOST + _SLACK) * len(line):
            self._shorten()

    def _shorten(self) -> None:
        kept = self._read()[-MOST:]
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.new")
        with temporary.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"at": c.at, "host": c.host, "why": to_json(c.why)}) + "\n" for c in kept)
        temporary.replace(self._path)

    def _read(self) -> list[Connection]:
        """What the file has; a line that is none is passed over: a kill may have left half of one."""
        found: list[Connection] = []
        with contextlib.suppress(OSError), self._path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
                    data = json.loads(line)
                    found.append(Connection(float(data["at"]), str(data["host"]), text_of(data["why"])))
        return found


def purpose_of(url: str, endpoint: str) -> str:
    """What an address is asked for, as the Hub's addresses have it; see `hub.client`."""
    parts, own = urlsplit(url), urlsplit(endpoint)
    if (parts.hostname, parts.port) != (own.hostname, own.port):
        return say("a download that the Hub sent on")
    steps = [unquote(step) for step in parts.path.removeprefix(own.path).split("/") if step]
    if steps[:1] == ["api"]:
        if steps[1:2] == ["whoami-v2"]:
            return say("whose token it is")
        if steps[1:2] == ["models"] and len(steps) == 2:
            return say("a search")
        if steps[1:2] == ["models"]:
            return say("the page of {name}", name="/".join(steps[2:4]))
        return say("a question to the Hub")
    if len(steps) >= 5 and steps[2] in ("resolve", "raw"):
        return say("{file} of {name}", file=steps[-1], name="/".join(steps[:2]))
    return say("a question to the Hub")
