"""What the Hub answered, kept for when there is no network.

One rule: it can all be deleted at any time. The names tell nothing of what was asked; the oldest goes when room is
short; a file that cannot be read was never there.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

LIMIT = 64 * 1024 * 1024  # bytes
MOST_OF_IT = 0.9  # that is left of it once something has to go


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of earlier; `fetched_at` in seconds since 1970, `note` what the one who kept it wants to know."""

    body: bytes
    fetched_at: float
    note: str = ""


class HubCache:
    """Answers by what was asked; safe from any thread, and from several processes.

    Args:
        folder: made when something is first kept.
        limit: bytes that all of it may take.
        clock: seconds since 1970.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._limit = limit
        self._clock = clock

    def get(self, key: str) -> Kept | None:
        """What was last answered."""
        try:
            data = json.loads(self._path(key).read_bytes())
            return Kept(base64.b64decode(data["body"], validate=True), float(data["fetched_at"]), str(data["note"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, body: bytes, note: str = "") -> float:
        """Keep an answer, in place of an earlier one; the time it is kept with. A full disk only means that it is not.

        Args:
            note: comes back with it.
        """
        now = self._clock()
        data = {"fetched_at": now, "note": note, "body": base64.b64encode(body).decode()}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(key), json.dumps(data).encode())
            self._make_room()
        except OSError as error:
            log.warning("an answer of the Hub is not kept for later: %s", error)
        return now

    def _write(self, path: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")  # readable by this person only
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        files = []
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):  # another process made room as well
                    info = entry.stat()
                    files.append((info.st_mtime, info.st_size, entry.path))
        size = sum(each for _, each, _ in files)
        if size <= self._limit:
            return
        for _, each, path in sorted(files):
            if size <= MOST_OF_IT * self._limit:
                return
            Path(path).unlink(missing_ok=True)
            size -= each

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json"
