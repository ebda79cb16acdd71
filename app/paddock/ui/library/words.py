"""Sizes and facts of models as a person reads them. One rule: numbers become words here, nowhere else on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from paddock.core.hardware import most_usable
from paddock.core.models import GUIDE, ModelFile
from paddock.core.sizes import MEMORY_GB, size_text
from paddock.ui.i18n import figure, tr, translated, trn

KIB_TOKENS = 1024
WORDS_PER_TOKEN = 0.75  # of English text, about
MINUTE, HOUR, DAY = 60, 3600, 86_400  # s
MOST_LANGUAGES = 3  # that are named; more are counted

LICENCES = {
    "apache-2.0": "Apache 2.0",
    "mit": "MIT",
    "llama2": "Llama 2 Community License",
    "llama3": "Llama 3 Community License",
    "llama3.1": "Llama 3.1 Community License",
    "llama3.2": "Llama 3.2 Community License",
    "llama3.3": "Llama 3.3 Community License",
    "llama4": "Llama 4 Community License",
    "gemma": "Gemma Terms of Use",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-nc-4.0": "CC BY-NC 4.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "bsd-3-clause": "BSD 3-Clause",
    "openrail": "OpenRAIL",
}
"""What licences are called whose ids the Hub gives; proper names, so not translated."""


def size_of(count: int) -> str:
    """Bytes: "2.0 GB", "47 GB", "1.8 MB"."""
    return translated(size_text(count))


def context_of(tokens: int) -> str:
    """Tokens a model was trained with: "128K context"."""
    if tokens >= KIB_TOKENS:
        return tr("{count}K context", count=tokens // KIB_TOKENS)
    return tr("{count} tokens of context", count=tokens)


def facts_of(model: ModelFile) -> str:
    """One line about a model on this computer."""
    if model.ref == GUIDE:
        return tr("Answers questions about Paddock. Came with the program.")
    facts = [size_of(model.size)] if model.size else []
    facts += [model.quantization] if model.quantization else []
    facts += [context_of(model.n_ctx_train)] if model.n_ctx_train else []
    return " · ".join(facts)


def count_of(count: int) -> str:
    """How many, in three figures at most: "950", "12K", "3.4M"."""
    for limit, unit in ((1_000_000, tr("{count}M")), (1000, tr("{count}K"))):
        if count >= limit:
            share = count / limit
            return unit.format(count=figure(share, ".1f" if share < 9.95 else ".0f"))
    return str(count)


def params_of(count: int) -> str:
    """Number of weights, as models are called by it: "3.2B", "70B", "135M"; "" if unknown."""
    if count <= 0:
        return ""
    if count >= 1e9:
        return f"{figure(count / 1e9, billions_spec(count))}B"
    return f"{max(1, round(count / 1e6))}M"


def billions_spec(count: int) -> str:
    """How billions of weights are written: 1B, 3.2B, 70B."""
    return ".0f" if count >= 9.95e9 or f"{count / 1e9:.1f}".endswith(".0") else ".1f"


def licence_of(licence: str) -> str:
    """What the licence with this id of the Hub's is called; the id itself where we do not know it."""
    return LICENCES.get(licence.casefold(), licence)


def languages_of(codes: Sequence[str]) -> str:
    """Languages by their ISO 639 codes: "English, German", "8 languages"; "" for none."""
    if len(codes) > MOST_LANGUAGES:
        return tr("{count} languages", count=len(codes))
    return ", ".join(map(_language, codes))


def _language(code: str) -> str:
    language = QLocale.codeToLanguage(code)
    return code if language is QLocale.Language.AnyLanguage else QLocale.languageToString(language)


def ago(updated: str, now: datetime | None = None) -> str:
    """How long ago a moment in ISO 8601 was: "3 weeks ago"; "" if it is none."""
    try:
        moment = datetime.fromisoformat(updated)
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return seconds_ago(((now or datetime.now(UTC)) - moment).total_seconds())


def seconds_ago(seconds: float) -> str:
    """So many seconds, as a person would say it."""
    if seconds < 2 * MINUTE:
        return tr("a moment ago")
    for limit, unit, words in (
        (2 * HOUR, MINUTE, tr("{count} minutes ago")),
        (2 * DAY, HOUR, tr("{count} hours ago")),
        (14 * DAY, DAY, tr("{count} days ago")),
        (61 * DAY, 7 * DAY, tr("{count} weeks ago")),
        (730 * DAY, 30.44 * DAY, tr("{count} months ago")),
    ):
        if seconds < limit:
            return words.format(count=int(seconds / unit))
    return tr("{count} years ago", count=int(seconds / (365.25 * DAY)))


def tokens_short(tokens: int) -> str:
    """A number of tokens: "128K tokens"."""
    count = tr("{count}K", count=tokens // KIB_TOKENS) if tokens >= KIB_TOKENS else str(tokens)
    return tr("{count} tokens", count=count)


def tokens_of(tokens: int) -> str:
    """A context: "8K tokens · about 6,100 words"."""
    words = tokens * WORDS_PER_TOKEN
    rounded = QLocale().toString(round(words, -2 if words < 10_000 else -3), "f", 0)
    return tr("{tokens} · about {words} words", tokens=tokens_short(tokens), words=rounded)


def memory_of(memory: int, total: int) -> str:
    """What a model takes of what there is (powers of 1024, as memory is sold): "2.8 of 16 GB"."""
    if 0 < memory < 0.1 * MEMORY_GB:
        return tr("under 0.1 of {total} GB", total=round(total / MEMORY_GB))
    taken = figure(memory / MEMORY_GB, ".1f" if memory < 9.95 * MEMORY_GB else ".0f")
    whole, most = round(total / MEMORY_GB), most_usable(total)
    if memory > most:
        usable = figure(most / MEMORY_GB, ".1f" if most < 9.95 * MEMORY_GB else ".0f")
        return tr("{taken} GB · a model can have {usable} of {total}", taken=taken, usable=usable, total=whole)
    return tr("{taken} of {total} GB", taken=taken, total=whole)


def speed_of(tokens_per_second: float) -> str:
    """How fast answers come: "about 12 words a second"; "" if nobody knows."""
    words = tokens_per_second * WORDS_PER_TOKEN
    if words <= 0:
        return ""
    if words < 1:
        return tr("less than a word a second")
    return trn("about {n} word a second", "about {n} words a second", round(words))
