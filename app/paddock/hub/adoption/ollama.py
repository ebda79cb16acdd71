"""Ollama: `manifests/HOST/NAMESPACE/MODEL/TAG` name parts that lie in `blobs/sha256-…`.

One rule: a digest is 64 hexadecimal digits or it is nothing; so a list of parts can lead nowhere but into `blobs`.

ollama/ollama has `envconfig/config.go` (OLLAMA_MODELS, `~/.ollama/models`) and `manifest/` (the lists of parts);
`docs/linux.md` and the service's own user have `/usr/share/ollama/.ollama/models`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paddock.core.library import Origin
from paddock.hub.adoption.found import Candidate, unreadable
from paddock.hub.adoption.surroundings import Surroundings, read_object, text
from paddock.hub.walk import walk

NAME = "Ollama"
_DIGEST = re.compile(r"^sha256[:-]([0-9a-f]{64})$")
_KIND = "application/vnd.ollama.image."
_MOST_PARTS = 64
_SYSTEM = ("usr/share/ollama/.ollama/models", "var/lib/ollama/models", "var/snap/ollama/common/models")
"""Of the service's user: the installer's, those of distributions, the snap's."""


def folders(around: Surroundings) -> list[Path]:
    """Where its models may lie."""
    named = around.named("OLLAMA_MODELS")
    found = [*([named] if named else []), around.home / ".ollama" / "models"]
    if around.platform == "linux":
        found += [around.root / place for place in _SYSTEM]
    return list(dict.fromkeys(found))


def find(around: Surroundings) -> Iterator[Candidate]:
    """All that it has; what runs on its servers (no part is here) is left out."""
    for folder in folders(around):
        lists = folder / "manifests"
        try:
            for path in walk(lists, lambda name: not name.startswith("."), 8):
                parts = path.relative_to(lists).parts
                if len(parts) >= 4 and (candidate := _candidate(folder, path, parts)):
                    yield candidate
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield unreadable(folder, error)


def _candidate(folder: Path, path: Path, parts: tuple[str, ...]) -> Candidate | None:
    layers = read_object(path).get("layers")
    files = [_part(folder, layer) for layer in layers[:_MOST_PARTS]] if isinstance(layers, list) else []
    models = [found for kind, found in filter(None, files) if kind == "model"]
    if not models:
        return None
    with_it = tuple(found for kind, found in filter(None, files) if kind in ("projector", "adapter"))
    host, *middle, model, tag = parts
    space = "/".join(middle)
    name = f"{model}:{tag}" if (host, space) == ("registry.ollama.ai", "library") else f"{space}/{model}:{tag}"
    hub = f"{space}/{model}" if host in ("hf.co", "huggingface.co") else ""
    sha256 = models[0].name.removeprefix("sha256-").removeprefix("sha256:")
    try:
        fetched = path.stat().st_mtime
    except OSError:
        fetched = 0.0
    return Candidate(models[0], name, f"{model}:{tag}", with_it, Origin(hub, "", "", sha256, obtained=fetched))


def _part(folder: Path, layer: Any) -> tuple[str, Path] | None:
    """What a part is, and where it lies."""
    if not isinstance(layer, dict):
        return None
    digest = _DIGEST.match(text(layer.get("digest")))
    kind = text(layer.get("mediaType"))
    if digest is None or not kind.startswith(_KIND):
        return None
    for name in (f"sha256-{digest[1]}", f"sha256:{digest[1]}"):  # the latter is that of before 0.1.20
        path = folder / "blobs" / name
        try:
            if path.is_file():
                return kind.removeprefix(_KIND), path
        except OSError:
            return None
    return None
