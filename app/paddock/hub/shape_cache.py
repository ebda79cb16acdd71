"""Keeps what the headers of models on the Hub said, so that a file is asked once. One rule: a few kB each, not the MBs.

A file at one commit never changes, so what was read of it holds for good; another version of Paddock reads it again,
for it may know more.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from paddock import __version__
from paddock.core.errors import UserError
from paddock.core.memory import ModelShape
from paddock.core.models import Problem

log = logging.getLogger(__name__)

MOST_FILES = 1000


@dataclass(frozen=True, slots=True)
class RemoteFacts:
    """What the header of a file on the Hub says.

    Attributes:
        shape: None where it does not tell how much memory the model takes.
        refusal: why it cannot be used; None if it can.
    """

    shape: ModelShape | None = None
    refusal: Problem | None = None


class ShapeCache:
    """Facts by repository, commit and file; may be used from any thread.

    Args:
        folder: made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, RemoteFacts] = {}

    def get(self, repo_id: str, commit: str, filename: str) -> RemoteFacts | None:
        """What is known of it; None if nothing is."""
        path = self._path(repo_id, commit, filename)
        if path not in self._known:
            try:
                self._known[path] = _facts(json.loads(path.read_bytes()))
            except FileNotFoundError:
                return None
            except (OSError, ValueError, TypeError, KeyError) as error:
                log.info("What was known of a file on the Hub is asked again: %s", type(error).__name__)
                return None
        return self._known[path]

    def put(self, repo_id: str, commit: str, filename: str, facts: RemoteFacts) -> None:
        """Keep it; where the disk does not take it, until the program ends."""
        path = self._path(repo_id, commit, filename)
        self._known[path] = facts
        problem = facts.refusal.error().to_dict() if facts.refusal else None
        content = {"shape": asdict(facts.shape) if facts.shape else None, "refusal": problem}
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                unfinished.write_text(json.dumps(content))
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
            self._forget_oldest()
        except OSError as error:
            log.info("What is known of a file on the Hub could not be kept: %s", error.strerror)

    def _path(self, repo_id: str, commit: str, filename: str) -> Path:
        """Named by a hash: the parts are somebody else's words."""
        key = json.dumps([__version__, repo_id, commit, filename])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"

    def _forget_oldest(self) -> None:
        files = list(self._folder.glob("*.json"))
        if len(files) > MOST_FILES:
            for old in sorted(files, key=lambda file: file.stat().st_mtime)[: MOST_FILES // 10]:
                old.unlink(missing_ok=True)


def _facts(content: Any) -> RemoteFacts:
    """Raises KeyError, TypeError or ValueError: it is no such thing."""
    shape, refusal = content["shape"], content["refusal"]
    known = {field.name for field in fields(ModelShape)}
    if shape is not None and set(shape) != known:
        raise ValueError("another form")
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in (shape or {}).items()}
    problem = Problem.of(UserError.from_dict(refusal)) if refusal else None
    return RemoteFacts(ModelShape(**values) if values else None, problem)
