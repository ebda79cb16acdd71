"""Sizes and facts of models as a person reads them. One rule: numbers become words here, nowhere else on the page."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from paddock.core.models import GUIDE, ModelFile
from paddock.services.discover import Recommendation

GB, MB = 1e9, 1e6
KIB_TOKENS = 1024


def tr(text: str) -> str:
    """Translate in this page's context."""
    return QCoreApplication.translate("Library", text)


def size_of(count: int) -> str:
    """Bytes: "2.0 GB", "47 GB", "1.8 MB"."""
    if count >= 10 * GB:
        return tr("{count:.0f} GB").format(count=count / GB)
    if count >= GB / 10:
        return tr("{count:.1f} GB").format(count=count / GB)
    if count >= MB / 10:
        return tr("{count:.1f} MB").format(count=count / MB)
    return tr("{count} KB").format(count=math.ceil(count / 1000))


def context_of(tokens: int) -> str:
    """Tokens a model was trained with: "128K context"."""
    if tokens >= KIB_TOKENS:
        return tr("{count}K context").format(count=tokens // KIB_TOKENS)
    return tr("{count} tokens of context").format(count=tokens)


def facts_of(model: ModelFile) -> str:
    """One line about a model on this computer."""
    if model.ref == GUIDE:
        return tr("Answers questions about Paddock. Came with the program.")
    facts = [size_of(model.size)] if model.size else []
    facts += [model.quantization] if model.quantization else []
    facts += [context_of(model.n_ctx_train)] if model.n_ctx_train else []
    return " · ".join(facts)


def needs_of(choice: Recommendation, whole: bool) -> str:
    """What a recommended model costs; `whole` with what this computer has, and the licence."""
    entry = choice.entry
    parts = [tr("{size} to download").format(size=size_of(entry.size))]
    if choice.installed is not None and not choice.installed.problem:
        parts = [tr("On this computer")]
    if whole:
        return " · ".join((*parts, choice.why, entry.licence))
    return " · ".join((*parts, tr("about {count} GB of memory").format(count=math.ceil(choice.memory / GB))))
