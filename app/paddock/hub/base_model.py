"""Which model it is that somebody has in a format that llama.cpp does not read, so that its GGUF can be looked for.

One rule: at most three small files beside it are read, and what stands in them is only words to search for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paddock.core.folders import without_method
from paddock.hub.adoption.surroundings import read_object, read_text, text
from paddock.hub.describe import display_text

_REPOSITORY = re.compile(r"^[\w.-]{1,96}/[\w.-]{1,96}$")
_HUB_CACHE = re.compile(r"^models--([\w.-]+?)--([\w.-]+)$")
_FRONT = re.compile(r"^---\s*\n(.*?)\n---\s*$", re.DOTALL | re.MULTILINE)
_NAMELESS = frozenset({"model", "models", "snapshots", "downloads", "download", "checkpoint", "checkpoints", "output"})


def base_model_of(path: Path) -> str:
    """The model's repository (“meta-llama/Llama-3.2-1B-Instruct”), or a name to search for; "" if nothing tells.

    Of a model that was quantised for another program it is the one that it was made from; of an adapter the one that
    it is for; of any other the model itself, and not what it was fine-tuned from.
    """
    folder = path if path.is_dir() else path.parent
    adapter = text(read_object(folder / "adapter_config.json").get("base_model_name_or_path"))
    if adapter:
        return _name(adapter)
    config, card = read_object(folder / "config.json"), _card(folder / "README.md")
    own = _from_path(path) or _name(text(config.get("_name_or_path")))
    bare = without_method(own)
    if "quantization_config" in config or bare != own:
        return _base(card) or bare
    return own or _base(card) or _folder_name(folder)


def _base(card: Mapping[str, Any]) -> str:
    base = card.get("base_model")
    return _name(text(base[0] if isinstance(base, list) and base else base))


def _from_path(path: Path) -> str:
    """The repository, where it lies in Hugging Face's cache."""
    for part in reversed(path.parts):
        if found := _HUB_CACHE.match(part):
            return f"{found[1]}/{found[2]}"
    return ""


def _name(said: str) -> str:
    """A repository; of a path on somebody's disk its last part."""
    said = display_text(said)
    if _REPOSITORY.match(said) and not said.startswith("."):
        return said
    last = re.split(r"[/\\]", said.rstrip("/\\"))[-1]
    return "" if last.lower() in _NAMELESS else last


def _folder_name(folder: Path) -> str:
    name = display_text(folder.resolve().name)
    return "" if name.lower() in _NAMELESS else without_method(name)


def _card(path: Path) -> Mapping[str, Any]:
    """The YAML at the top of a README."""
    import yaml

    found = _FRONT.match(read_text(path))
    try:
        data = yaml.safe_load(found[1]) if found else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
