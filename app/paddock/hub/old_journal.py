"""Downloads that Paddock 0.1 left unfinished. One rule: what was fetched is not fetched again.

Those lay in the models folder itself: `NAME.gguf.part`, whole from its beginning to where `NAME.gguf.part.json` says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paddock.core.downloads import DownloadRequest
from paddock.core.hub import RepoFile
from paddock.hub.journal import CHUNK, PART, UNCHECKED, Journal, Mark, journal_path, target_path

_FIELDS = dict.fromkeys(("id", "name", "repo_id", "filename", "sha256", "etag"), str) | {"size": int, "synced": int}
_MOST = 64 * 1024  # bytes


def adopt_old(folder: Path) -> None:
    """Bring them to where they lie now, with a journal of today's. Raises OSError."""
    for path in sorted(folder.glob("*" + PART + ".json")):
        if data := _read(path):
            _adopt(folder, path, data)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != _FIELDS.keys():
        return None
    return data if all(type(data[name]) is kind for name, kind in _FIELDS.items()) else None


def _adopt(folder: Path, path: Path, data: dict[str, Any]) -> None:
    part = path.with_name(path.name.removesuffix(".json"))
    file = RepoFile(data["filename"], data["size"], data["sha256"])
    request = DownloadRequest(data["id"], data["name"], data["repo_id"], (file,))
    journal = Journal(journal_path(target_path(folder, data["repo_id"], data["filename"])), request)
    if not journal.path.exists() and part.exists():
        there = min(max(0, data["synced"]), part.stat().st_size, data["size"])
        state = journal.files[0]
        state.etag = data["etag"]
        for chunk, begin in enumerate(range(0, there, CHUNK)):
            state.marks[chunk] = Mark(min(CHUNK, there - begin), UNCHECKED)
        journal.create()
        part.replace(journal.part(0))
    part.unlink(missing_ok=True)
    path.unlink()
