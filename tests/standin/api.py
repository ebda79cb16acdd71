"""The Hub's JSON: lists of models, one model, who somebody is. One rule: the names and types are those of the Hub.

They are as `huggingface_hub.HfApi` (2.4) asks for them and reads them: list_models, model_info, whoami, auth_check.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from standin.repositories import Repository, blob_id, is_large

PAGE = 30
"""Models in a list where the client names no limit."""
Params = Mapping[str, Sequence[str]]
_UNITS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


def search(repositories: Iterable[Repository], params: Params, user: str) -> tuple[list[dict[str, Any]], str]:
    """One page of GET /api/models, and the cursor of the next ("" if this is the last)."""
    found = [repository for repository in repositories if _wanted(repository, params, user)]
    found.sort(key=lambda repository: _rank(repository, _one(params, "sort")), reverse=True)
    limit = int(_one(params, "limit") or PAGE)
    start = _position(_one(params, "cursor"))
    page = found[start : start + limit]
    more = start + limit < len(found)
    fields = [name for given in ("expand", "expand[]") for name in params.get(given, ())]
    return [listed(repository, fields) for repository in page], cursor(start + limit) if more else ""


def cursor(position: int) -> str:
    """Where a page begins, opaque as the Hub's are."""
    return base64.urlsafe_b64encode(f"at:{position}".encode()).decode()


def listed(repository: Repository, fields: Sequence[str] = ()) -> dict[str, Any]:
    """A model in a list; with `fields` (`expand`) those alone."""
    every = _facts(repository)
    names = fields or ("author", "likes", "downloads", "trendingScore", "private", "tags", "createdAt", "pipeline_tag")
    always = {"_id": every["_id"], "id": repository.id}
    return {**always, **{name: every[name] for name in names if every.get(name) is not None}}


def info(repository: Repository, *, blobs: bool) -> dict[str, Any]:
    """GET /api/models/{id}."""
    facts = {name: value for name, value in _facts(repository).items() if value is not None}
    return {**facts, "modelId": repository.id, "disabled": False, "siblings": siblings(repository, blobs=blobs)}


def siblings(repository: Repository, *, blobs: bool) -> list[dict[str, Any]]:
    """The files of a repository; with sizes and hashes if `blobs`."""
    if not blobs:
        return [{"rfilename": name} for name in repository.files]
    found = []
    for name, content in repository.contents.items():
        sibling: dict[str, Any] = {"rfilename": name, "size": content.size, "blobId": blob_id(content)}
        if is_large(name):
            sibling["lfs"] = {"sha256": content.sha256, "size": content.size, "pointerSize": 135}
        found.append(sibling)
    return found


def _facts(repository: Repository) -> dict[str, Any]:
    return {
        "_id": hashlib.md5(repository.id.encode(), usedforsecurity=False).hexdigest()[:24],
        "id": repository.id,
        "author": repository.author,
        "sha": repository.commit,
        "createdAt": repository.created,
        "lastModified": repository.modified,
        "private": repository.private,
        "gated": repository.gated,
        "likes": repository.likes,
        "downloads": repository.downloads,
        "trendingScore": repository.trending,
        "tags": list(repository.all_tags),
        "pipeline_tag": repository.pipeline_tag,
        "library_name": "gguf" if "gguf" in repository.all_tags else "transformers",
        "cardData": dict(repository.card_data) or None,
        "gguf": dict(repository.gguf) if repository.gguf else None,
        "safetensors": dict(repository.safetensors) if repository.safetensors else None,
    }


def _wanted(repository: Repository, params: Params, user: str) -> bool:
    if repository.private and user not in repository.let_in:
        return False
    words = _one(params, "search").lower().split()
    author, task, gated = _one(params, "author"), _one(params, "pipeline_tag"), _one(params, "gated").lower()
    return (
        all(word in repository.id.lower() for word in words)
        and (not author or repository.author.lower() == author.lower())
        and (not task or repository.pipeline_tag == task)
        and (not gated or bool(repository.gated) == (gated == "true"))
        and all(tag in repository.all_tags for given in params.get("filter", ()) for tag in given.split(","))
        and _in_range(repository.n_params, _one(params, "num_parameters"))
    )


def _in_range(n_params: int, wanted: str) -> bool:
    """Whether a number of weights is in a range like "min:1B,max:8.5B"."""
    limits = {name: float(number) * _UNITS.get(unit.upper(), 1.0) for name, number, unit in _ranges(wanted)}
    if not limits:
        return True
    return n_params > 0 and limits.get("min", 0.0) <= n_params <= limits.get("max", float("inf"))


def _ranges(wanted: str) -> list[tuple[str, str, str]]:
    return re.findall(r"(min|max):([\d.]+)([KMBT]?)", wanted, re.IGNORECASE)


def _rank(repository: Repository, sort: str) -> Any:
    match sort:
        case "downloads":
            return repository.downloads
        case "likes":
            return repository.likes
        case "createdAt":
            return repository.created
        case "lastModified":
            return repository.modified
        case _:
            return repository.trending


def _position(text: str) -> int:
    if not text:
        return 0
    found = re.fullmatch(r"at:(\d+)", base64.urlsafe_b64decode(text).decode())
    return int(found[1]) if found else 0


def _one(params: Params, name: str) -> str:
    return next(iter(params.get(name, ())), "")
