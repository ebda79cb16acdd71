"""What is said of a model on this computer. One rule: numbers, dates and slugs become words here, and nowhere else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QLocale

from paddock.core.library import DiskUse
from paddock.core.models import GUIDE, ModelFile, ModelSource
from paddock.core.quantization import words as quantization_words
from paddock.ui.i18n import tr, translated
from paddock.ui.library.words import billions_spec, context_of, size_of

BILLION, MILLION = 1e9, 1e6
MI_TOKENS = 1 << 20
FOREIGN = ("safetensors", "pytorch", "onnx", "other-framework", "hf-folder")  # codes of `core.formats`
SHRINKABLE = ("F32", "F16", "BF16", "Q8_0")  # types with so much left that a smaller one is worth making


def context_words(tokens: int) -> str:
    """Tokens it was trained with: "128K context", "10M context"; "" if unknown."""
    if tokens >= MI_TOKENS:
        return tr("{count:.3g}M context", count=tokens / MI_TOKENS)
    return context_of(tokens) if tokens > 0 else ""


def params_of(count: int) -> str:
    """Number of weights: "3.2B parameters", "70B parameters", "22M parameters"; "" if unknown."""
    if count <= 0:
        return ""
    if count >= BILLION and billions_spec(count) == ".0f":
        return tr("{count:.0f}B parameters", count=count / BILLION)
    if count >= BILLION:
        return tr("{count:.1f}B parameters", count=count / BILLION)
    return tr("{count}M parameters", count=max(1, round(count / MILLION)))


def quantization_of(model: ModelFile) -> str:
    """Its type with what that means: "Q4_K_M (small, good)"; "" if unknown."""
    meaning = translated(quantization_words(model.quantization)) if model.quantization else ""
    return f"{model.quantization} ({meaning})" if meaning else model.quantization


def facts_line(model: ModelFile) -> str:
    """What it is, in one line."""
    if model.ref == GUIDE:
        return tr("Answers questions about Paddock. Came with the program.")
    parts = [quantization_of(model)]
    parts += [size_of(model.size)] if model.size else []
    parts += [params_of(model.n_params)]
    parts += [context_words(model.n_ctx_train)]
    return " · ".join(part for part in parts if part)


def origin_of(model: ModelFile) -> str:
    """Where it came from."""
    if model.source is ModelSource.GUIDE:
        return tr("Came with Paddock")
    if model.source is ModelSource.ADOPTED:
        return tr("Belongs to {program}", program=model.program or tr("another program"))
    if model.origin.repo_id:
        return tr("From {repo}", repo=model.origin.repo_id)
    return tr("Your file") if model.source is ModelSource.OPENED else tr("In a models folder")


def background_line(model: ModelFile, now: float) -> str:
    """How it is typed, where it came from, under what terms, when it last answered; the guide needs none of it."""
    if model.ref == GUIDE:
        return ""
    licence = tr("Licence {name}", name=model.origin.licence) if model.origin.licence else ""
    typed = "" if model.problem else model.short_name
    return " · ".join(part for part in (typed, origin_of(model), licence, used_of(model.last_used, now)) if part)


def used_of(moment: float, now: float) -> str:
    """When it last answered, as a person says it; "" if it never did."""
    if moment <= 0:
        return ""
    days = (date.fromtimestamp(now) - date.fromtimestamp(moment)).days
    if days <= 0:
        return tr("used today")
    if days == 1:
        return tr("used yesterday")
    if days < 31:
        return tr("used {count} days ago", count=days)
    return tr("used in {month}", month=month_of(moment))


def month_of(moment: float) -> str:
    """ "May 2026", in the person's language."""
    day = date.fromtimestamp(moment)
    return f"{QLocale().standaloneMonthName(day.month)} {day.year}"


def day_of(moment: float) -> str:
    """A date as the person's system writes it."""
    day = date.fromtimestamp(moment)
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def marks_of(model: ModelFile) -> list[tuple[str, str]]:
    """(mark, what it means) of what goes with a model: pictures, a draft model, adapters, several files."""
    found: dict[str, str] = {}
    for path in model.companions:
        name = path.name.lower()
        if "mmproj" in name:
            found[tr("sees pictures")] = tr("Has a file that lets it see pictures: {name}", name=path.name)
        elif "draft" in name:
            found[tr("draft model")] = tr("Has a small model that guesses ahead: {name}", name=path.name)
        else:
            found[tr("adapter")] = tr("Has a LoRA adapter: {name}", name=path.name)
    if len(model.files) > 1:
        words = tr("{count} files", count=len(model.files))
        found[words] = tr("The model lies in {count} files, which belong together.", count=len(model.files))
    return list(found.items())


def folder_name(path: Path) -> str:
    """A folder, short: the person's home is ~."""
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def disk_sentence(uses: Sequence[DiskUse]) -> str:
    """What models take on one disk, and what it has left."""
    taken, free = sum(use.bytes for use in uses), min((use.free for use in uses), default=0)
    if not taken:
        return tr("No models yet; {free} are free on this disk.", free=size_of(free))
    return tr("Models take {taken} on this disk, {free} are free.", taken=size_of(taken), free=size_of(free))


def count_of_models(count: int) -> str:
    """ "1 model", "3 models"."""
    return tr("1 model") if count == 1 else tr("{count} models", count=count)


def percent(done: int, total: int) -> int:
    """How much of it, 0 to 100."""
    return min(100, math.floor(100 * done / total)) if total > 0 else 0


def searchable(code: str) -> bool:
    """Whether an error says that these are weights in another format, so that GGUF versions are worth a search."""
    return code in FOREIGN or code.startswith("quantised-")
