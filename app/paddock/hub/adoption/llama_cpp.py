"""llama.cpp's own cache: `OWNER_REPOSITORY_FILE.gguf` in one folder, `manifest=OWNER=REPOSITORY=TAG.json` beside.

One rule: a list says where a file came from; which files there are, the folder says.

ggml-org/llama.cpp has `common/common.cpp` (`fs_get_cache_directory`: LLAMA_CACHE) and `common/download.cpp`
(`get_manifest_path`). Since its change 20775 it uses Hugging Face's cache, see `hugging_face.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from paddock.core.library import Origin
from paddock.hub.adoption.found import Candidate, files_in, files_under
from paddock.hub.adoption.surroundings import Surroundings, read_object, text

NAME = "llama.cpp"


def folder(around: Surroundings) -> Path:
    """Where it keeps what it fetched."""
    return around.named("LLAMA_CACHE") or around.cache() / "llama.cpp"


def find(around: Surroundings) -> Iterator[Candidate]:
    """All that it has."""
    place = folder(around)
    origins = dict(_origins(place))
    for candidate in files_in(place):
        yield replace(candidate, origin=origins.get(candidate.path.name, Origin()))


def _origins(place: Path) -> Iterator[tuple[str, Origin]]:
    for path in files_under(place, ".json", 0):
        marks = path.name.removesuffix(".json").split("=")
        if len(marks) == 4 and marks[0] == "manifest":
            _, owner, repository, _ = marks
            manifest = read_object(path)
            for key in ("ggufFile", "mmprojFile"):
                if found := _origin(manifest.get(key), f"{owner}/{repository}"):
                    yield f"{owner}_{repository}_{found.filename.replace('/', '_')}", found


def _origin(file: Any, repo_id: str) -> Origin | None:
    if not isinstance(file, dict) or not text(file.get("rfilename")):
        return None
    lfs = file.get("lfs")
    sha256 = text(lfs.get("sha256")) if isinstance(lfs, dict) else ""
    return Origin(repo_id, text(file["rfilename"]), "", sha256 if len(sha256) == 64 else "")
