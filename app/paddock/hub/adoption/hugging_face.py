"""Hugging Face's cache: `models--OWNER--NAME/snapshots/COMMIT/FILE.gguf`, links to `blobs/SHA256`.

One rule: a link in there that leads out of the cache is not followed.

https://huggingface.co/docs/hub/local-cache describes it; the names of blobs are the SHA-256 of large files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from paddock.core.library import Origin
from paddock.hub.adoption.found import Candidate, files_in, unreadable
from paddock.hub.adoption.surroundings import Surroundings, inside, read_text

NAME = "Hugging Face"
_REPOSITORY = re.compile(r"^models--(?P<owner>[\w.-]+?)--(?P<name>[\w.-]+)$")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_MOST = 2000


def folders(around: Surroundings) -> list[Path]:
    """Where the cache may lie."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if named := around.named(variable):
            return [named]
    if home := around.named("HF_HOME"):
        return [home / "hub"]
    return [(around.named("XDG_CACHE_HOME") or around.home / ".cache") / "huggingface" / "hub"]


def find(around: Surroundings) -> Iterator[Candidate]:
    """Each model once, of the newest commit that is here."""
    for cache in folders(around):
        try:
            entries = sorted(entry for entry, _ in zip(cache.iterdir(), range(_MOST), strict=False))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield unreadable(cache, error)
            continue
        for entry in entries:
            if found := _REPOSITORY.match(entry.name):
                yield from _repository(cache, entry, f"{found['owner']}/{found['name']}")


def _repository(cache: Path, folder: Path, repo_id: str) -> Iterator[Candidate]:
    snapshots = folder / "snapshots"
    main = read_text(folder / "refs" / "main").strip()
    seen: set[str] = set()
    models = sorted(files_in(snapshots), key=lambda found: (main not in found.path.parts, str(found.path)))
    for candidate in models:
        if candidate.problem:
            yield candidate
            continue
        real = os.path.realpath(candidate.path)
        if real in seen or not inside(candidate.path, cache):
            continue
        seen.add(real)
        commit, *names = candidate.path.relative_to(snapshots).parts
        blob = Path(real).name
        sha256 = blob if _SHA256.match(blob) else ""
        yield Candidate(candidate.path, origin=Origin(repo_id, "/".join(names), commit, sha256))
