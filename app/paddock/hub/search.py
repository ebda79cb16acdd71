"""Searching the Hub: from a query to its parameters, and from its answer to values.

One rule: every value in an answer may be missing or of any type; what cannot be understood is left out. The Hub narrows
down and sorts; nothing is filtered here, or pages would come out empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from paddock.core.hub import Gating, RepoSummary, SearchQuery, Sort

PAGE = 20
"""Repositories on one page."""
SORTS = {
    Sort.TRENDING: "trending_score",
    Sort.DOWNLOADS: "downloads",
    Sort.LIKES: "likes",
    Sort.NEWEST: "created_at",
}
# Not cardData: it is the author's own YAML, and the library gives up on a whole page for one that is wrong.
EXPAND = [
    "author", "createdAt", "downloads", "gated", "gguf", "lastModified", "likes", "pipeline_tag", "safetensors", "tags",
]  # fmt: skip
_REPO_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NO_LANGUAGES = {"rag", "moe", "sft", "dpo", "llm", "nlp", "vlm", "gpt", "awq", "fp8", "mlx", "ppo", "rl", "hf", "tts"}
_LINK = re.compile(r'<([^>]*)>\s*;\s*rel="?next"?')


def is_repo_id(name: str) -> bool:
    """Whether a repository can be called so ("owner/name")."""
    return _REPO_ID.fullmatch(name) is not None


def parameters(query: SearchQuery) -> dict[str, Any]:
    """What `huggingface_hub.HfApi.list_models` is called with."""
    filters = ["gguf", *([f"license:{query.licence}"] if query.licence else [])]
    filters += [f"base_model:quantized:{query.base_model}"] if query.base_model else []
    words = " ".join(f"{query.family} {query.text}".split())
    return {
        "filter": filters,
        "author": query.author.strip() or None,
        "search": words or None,
        "pipeline_tag": query.task or None,
        "num_parameters": _number_range(query.min_params, query.max_params) or None,
        "gated": query.gated,
        "sort": SORTS[query.sort],
        "limit": PAGE,
        "expand": EXPAND,
    }


def next_cursor(link: str) -> str:
    """The cursor of the next page from a `Link` header; "" if there is none."""
    found = _LINK.search(link)
    return next(iter(parse_qs(urlsplit(found[1]).query).get("cursor", [])), "") if found else ""


def summary(found: Any) -> RepoSummary | None:
    """One repository from the library's `ModelInfo`; None where it has no name.

    Args:
        found: whose attributes may be missing or of any type.
    """
    repo_id = text(getattr(found, "id", None))
    if not is_repo_id(repo_id):
        return None
    author, _, name = repo_id.partition("/")
    tags = texts(getattr(found, "tags", None))
    gguf, card = getattr(found, "gguf", None), card_of(found)
    updated: Any = getattr(found, "last_modified", None) or getattr(found, "created_at", None)
    return RepoSummary(
        repo_id,
        author,
        name,
        likes=number(getattr(found, "likes", None)),
        downloads=number(getattr(found, "downloads", None)),
        updated=updated.isoformat() if hasattr(updated, "isoformat") else "",
        gating=_gating(getattr(found, "gated", None)),
        licence=first_text(card.get("license")) or _tagged(tags, "license:"),
        task=text(getattr(found, "pipeline_tag", None)),
        n_params=_n_params(gguf, getattr(found, "safetensors", None)),
        architecture=text(gguf.get("architecture")) if isinstance(gguf, Mapping) else "",
        languages=tuple(texts(card.get("language")) or _languages(tags)),
        base_models=tuple(_base_models(card, tags)),
        tags=tuple(tags),
    )


def card_of(found: Any) -> Mapping[str, Any]:
    """The YAML of a repository's card; empty where it has none."""
    card: Any = getattr(found, "card_data", None)
    if hasattr(card, "to_dict"):
        card = card.to_dict()
    return card if isinstance(card, Mapping) else {}


def text(value: Any) -> str:
    """A text of any length that a person may be shown; "" for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """A list of texts, or the one; what is none is left out."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def first_text(value: Any) -> str:
    """The text, or the first of a list of texts; "" if there is none."""
    return next(iter(texts(value)), "")


def number(value: Any) -> int:
    """A whole number that counts something; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _gating(value: Any) -> Gating:
    if value == "auto":
        return Gating.AUTO
    return Gating.MANUAL if value else Gating.OPEN


def _n_params(gguf: Any, safetensors: Any) -> int:
    total = gguf.get("total") if isinstance(gguf, Mapping) else None
    return number(total) or number(getattr(safetensors, "total", None))


def _tagged(tags: Iterable[str], prefix: str) -> str:
    return next((tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)), "")


def _languages(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if _LANGUAGE.fullmatch(tag) and tag not in _NO_LANGUAGES]


def _base_models(card: Mapping[str, Any], tags: Iterable[str]) -> list[str]:
    """From the card, else from tags such as "base_model:quantized:meta-llama/Llama-3.2-1B"."""
    named = [tag.rpartition(":")[2] for tag in tags if tag.startswith("base_model:")]
    return list(dict.fromkeys(name for name in (texts(card.get("base_model")) or named) if "/" in name))


def _number_range(least: int, most: int) -> str:
    ends = [f"min:{_short(least)}"] if least else []
    return ",".join([*ends, f"max:{_short(most)}"] if most else ends)


def _short(count: int) -> str:
    """A number of weights as the Hub reads it: "8B", "500M"."""
    return f"{count / 1e9:g}B" if count >= 1e9 else f"{count / 1e6:g}M"
