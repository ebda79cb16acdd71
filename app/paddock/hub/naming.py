"""What a model is called on the command line: `llama-3.2-1b-instruct:q4_k_m`.

One rule: a name depends on the model and on what was there before it, never on what comes later or on any order: of
two that would have one name, the one that came first keeps it, and the other says whose it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

_QUANTIZATION = re.compile(
    r"[-._ ](?P<tag>(?:ud[-_])?(?:i?q\d(?:_[a-z0-9]+)*|bf16|f16|fp16|f32|fp32|mxfp4(?:_moe)?|nvfp4|tq\d_\d))$",
    re.IGNORECASE,
)
"""A quantisation type at the end of a name, as those who publish files write it."""
_SPLIT = re.compile(r"-\d{5}-of-\d{5}$", re.IGNORECASE)
_GENERIC = re.compile(r"^(?:(?:ggml-)?model|ggml|gguf|weights|sha256-[0-9a-f]{12,}|[0-9a-f]{32,})$", re.IGNORECASE)
"""What says nothing: then the folder's name says more."""
_REPOSITORY = re.compile(r"(?:[-_.](?:i1|imatrix))?[-_.]gguf$", re.IGNORECASE)
_UNTYPED = re.compile(r"[^\w.+-]+")
MOST = 80  # characters


@dataclass(frozen=True, slots=True)
class Named:
    """A model that is to be named.

    Attributes:
        base: its name without the owner, see `base_name`.
        owner: whose it is: the account on the Hub, or the program that has it; "" if nobody's.
        place: its path, which tells those of one owner apart.
        came: when it came, any number that grows; smaller is earlier.
    """

    base: str
    owner: str
    place: str
    came: float


def base_name(filename: str, quantization: str, folder: str = "", called: str = "") -> str:
    """A short name from a file's name and its quantisation type.

    Args:
        folder: its repository's name, or its folder's: for files whose own name says nothing.
        called: the name that another program gives it ("llama3.2:1b"); it goes before all others.
    """
    if called:
        model, _, tag = called.rpartition(":") if ":" in called else (called, "", "")
        return _joined(_typed(model), _typed(tag) or quantization.lower())
    stem = _SPLIT.sub("", re.sub(r"\.gguf$", "", filename, flags=re.IGNORECASE))
    stem, tag = _divided(stem)
    if _GENERIC.match(stem) and folder:
        stem, of_folder = _divided(_REPOSITORY.sub("", folder))
        tag = tag or of_folder
    return _joined(_typed(stem), tag.lower() or quantization.lower())


def old_name(filename: str) -> str:
    """What it was called before names had a colon; it is still found by that."""
    return _SPLIT.sub("", re.sub(r"\.gguf$", "", filename, flags=re.IGNORECASE)).lower().replace(" ", "-")


def distinct(models: Sequence[Named]) -> list[str]:
    """A name for each, in their order, no two alike."""
    taken: set[str] = set()
    names = [""] * len(models)
    for at in sorted(range(len(models)), key=lambda at: (models[at].came, models[at].place)):
        choices = aliases(models[at])
        names[at] = next(name for name in choices if name not in taken or name == choices[-1])
        taken.add(names[at])
    return names


def aliases(model: Named) -> list[str]:
    """All that it may be called by, the shortest first; the last one is its own for certain."""
    owner = _typed(model.owner)
    mark = hashlib.sha256(model.place.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    with_owner = [f"{model.base}@{owner}"] if owner else []
    return [model.base, *with_owner, f"{model.base}@{mark}"]


def _divided(stem: str) -> tuple[str, str]:
    """A name, and the quantisation type at its end."""
    found = _QUANTIZATION.search(stem)
    return (stem[: found.start()], found["tag"]) if found and found.start() else (stem, "")


def _typed(text: str) -> str:
    """As it can be typed: lower case, without spaces and what a shell would stumble over."""
    return _UNTYPED.sub("-", text.strip().lower()).strip("-._")[:MOST]


def _joined(model: str, tag: str) -> str:
    return f"{model or 'model'}:{tag}" if tag else model or "model"
