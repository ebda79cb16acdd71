"""The samplers' numbers: what each is called, what it does, what it can be. One rule: a table, no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from paddock.core.params import OPTIONAL_SAMPLERS, SAMPLERS
from paddock.ui.fields import Range

ALL_SAMPLERS = (*SAMPLERS, *OPTIONAL_SAMPLERS)
_CONTEXT = "Samplers"
_SHARE = Range(0, 1, 0.05)
_PENALTY = Range(-10, 10, 0.1)
_LOOK_BACK = Range(-1, 1 << 20, 16, whole=True)


def words(text: object) -> str:
    """The translation of a text of this table."""
    return QCoreApplication.translate(_CONTEXT, str(text))


@dataclass(frozen=True, slots=True)
class Number:
    """One number of `SamplingParams`; `name` and `meaning` go through `words`."""

    field: str
    name: object
    meaning: object
    possible: Range


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """Numbers that belong together."""

    title: object
    meaning: object
    numbers: tuple[Number, ...]


GROUPS = (
    NumberGroup(
        QT_TRANSLATE_NOOP("Samplers", "Temperature"),
        QT_TRANSLATE_NOOP("Samplers", "How much chance has a say. 0 always takes the likeliest word."),
        (
            Number(
                "temperature",
                QT_TRANSLATE_NOOP("Samplers", "Temperature"),
                QT_TRANSLATE_NOOP("Samplers", "0 is always the same answer; 0.7 is lively; above 1.5 is wild."),
                Range(0, 10, 0.1),
            ),
            Number(
                "dynatemp_range",
                QT_TRANSLATE_NOOP("Samplers", "Dynamic range"),
                QT_TRANSLATE_NOOP("Samplers", "Lets the temperature vary by so much with the model's doubt; 0 is off."),
                Range(0, 10, 0.1),
            ),
            Number(
                "dynatemp_exponent",
                QT_TRANSLATE_NOOP("Samplers", "Dynamic exponent"),
                QT_TRANSLATE_NOOP("Samplers", "How the temperature follows the model's doubt."),
                Range(0.01, 10, 0.1),
            ),
        ),
    ),
    NumberGroup(
        QT_TRANSLATE_NOOP("Samplers", "Choice of words"),
        QT_TRANSLATE_NOOP("Samplers", "Unlikely words are left out before one is drawn."),
        (
            Number(
                "top_k",
                QT_TRANSLATE_NOOP("Samplers", "Top-k"),
                QT_TRANSLATE_NOOP("Samplers", "Only the k likeliest words; 0 is off."),
                Range(0, 1 << 20, 5, whole=True),
            ),
            Number(
                "top_p",
                QT_TRANSLATE_NOOP("Samplers", "Top-p"),
                QT_TRANSLATE_NOOP("Samplers", "The likeliest words that make up this share of probability; 1 is off."),
                _SHARE,
            ),
            Number(
                "min_p",
                QT_TRANSLATE_NOOP("Samplers", "Min-p"),
                QT_TRANSLATE_NOOP("Samplers", "Only words at least so likely, measured by the likeliest; 0 is off."),
                Range(0, 1, 0.01),
            ),
            Number(
                "typical_p",
                QT_TRANSLATE_NOOP("Samplers", "Typical-p"),
                QT_TRANSLATE_NOOP("Samplers", "Prefers words that are about as surprising as expected; 1 is off."),
                _SHARE,
            ),
            Number(
                "top_n_sigma",
                QT_TRANSLATE_NOOP("Samplers", "Top-n-sigma"),
                QT_TRANSLATE_NOOP("Samplers", "Only words within n standard deviations of the likeliest; 0 is off."),
                Range(0, 100, 0.1),
            ),
            Number(
                "xtc_probability",
                QT_TRANSLATE_NOOP("Samplers", "XTC probability"),
                QT_TRANSLATE_NOOP("Samplers", "How often the likeliest words are left out on purpose; 0 is off."),
                _SHARE,
            ),
            Number(
                "xtc_threshold",
                QT_TRANSLATE_NOOP("Samplers", "XTC threshold"),
                QT_TRANSLATE_NOOP("Samplers", "From which probability on a word can be left out; above 0.5 is off."),
                _SHARE,
            ),
        ),
    ),
    NumberGroup(
        QT_TRANSLATE_NOOP("Samplers", "Repetition"),
        QT_TRANSLATE_NOOP("Samplers", "Makes words less likely that were used already."),
        (
            Number(
                "repeat_penalty",
                QT_TRANSLATE_NOOP("Samplers", "Repeat penalty"),
                QT_TRANSLATE_NOOP("Samplers", "Above 1 avoids what was said; 1 is off."),
                Range(0.01, 10, 0.05),
            ),
            Number(
                "frequency_penalty",
                QT_TRANSLATE_NOOP("Samplers", "Frequency penalty"),
                QT_TRANSLATE_NOOP("Samplers", "The more often a word was said, the less likely it becomes; 0 is off."),
                _PENALTY,
            ),
            Number(
                "presence_penalty",
                QT_TRANSLATE_NOOP("Samplers", "Presence penalty"),
                QT_TRANSLATE_NOOP("Samplers", "Whatever was said becomes less likely; 0 is off."),
                _PENALTY,
            ),
            Number(
                "penalty_last_n",
                QT_TRANSLATE_NOOP("Samplers", "Looks back"),
                QT_TRANSLATE_NOOP(
                    "Samplers", "How far the three penalties look back, in tokens; -1 is the whole context."
                ),
                _LOOK_BACK,
            ),
            Number(
                "dry_multiplier",
                QT_TRANSLATE_NOOP("Samplers", "DRY multiplier"),
                QT_TRANSLATE_NOOP("Samplers", "Avoids repeating whole sequences of words; 0 is off."),
                Range(0, 100, 0.1),
            ),
            Number(
                "dry_base",
                QT_TRANSLATE_NOOP("Samplers", "DRY base"),
                QT_TRANSLATE_NOOP("Samplers", "How fast the penalty grows with the length of the sequence."),
                Range(1, 100, 0.05),
            ),
            Number(
                "dry_allowed_length",
                QT_TRANSLATE_NOOP("Samplers", "DRY length"),
                QT_TRANSLATE_NOOP("Samplers", "Sequences up to this many tokens may repeat."),
                Range(0, 1 << 20, 1, whole=True),
            ),
            Number(
                "dry_penalty_last_n",
                QT_TRANSLATE_NOOP("Samplers", "DRY looks back"),
                QT_TRANSLATE_NOOP("Samplers", "How many tokens DRY looks back; -1 is the whole context."),
                _LOOK_BACK,
            ),
        ),
    ),
    NumberGroup(
        QT_TRANSLATE_NOOP("Samplers", "Mirostat and adaptive-p"),
        QT_TRANSLATE_NOOP("Samplers", "They aim at an even surprise, in place of the choice of words above."),
        (
            Number(
                "mirostat",
                QT_TRANSLATE_NOOP("Samplers", "Mirostat version"),
                QT_TRANSLATE_NOOP("Samplers", "1 or 2; 0 is off."),
                Range(0, 2, 1, whole=True),
            ),
            Number(
                "mirostat_tau",
                QT_TRANSLATE_NOOP("Samplers", "Mirostat tau"),
                QT_TRANSLATE_NOOP("Samplers", "The surprise that Mirostat aims at."),
                Range(0.01, 100, 0.5),
            ),
            Number(
                "mirostat_eta",
                QT_TRANSLATE_NOOP("Samplers", "Mirostat eta"),
                QT_TRANSLATE_NOOP("Samplers", "How fast Mirostat learns."),
                Range(0.001, 10, 0.05),
            ),
            Number(
                "adaptive_target",
                QT_TRANSLATE_NOOP("Samplers", "Adaptive-p target"),
                QT_TRANSLATE_NOOP("Samplers", "The probability that adaptive-p aims at; tick it in the order below."),
                _SHARE,
            ),
            Number(
                "adaptive_decay",
                QT_TRANSLATE_NOOP("Samplers", "Adaptive-p decay"),
                QT_TRANSLATE_NOOP("Samplers", "How long adaptive-p remembers what was drawn."),
                Range(0, 0.99, 0.05),
            ),
        ),
    ),
)

NAMES: dict[str, object] = {
    "penalties": QT_TRANSLATE_NOOP("Samplers", "Repetition penalties"),
    "dry": QT_TRANSLATE_NOOP("Samplers", "DRY"),
    "top_n_sigma": QT_TRANSLATE_NOOP("Samplers", "Top-n-sigma"),
    "top_k": QT_TRANSLATE_NOOP("Samplers", "Top-k"),
    "typical": QT_TRANSLATE_NOOP("Samplers", "Typical-p"),
    "top_p": QT_TRANSLATE_NOOP("Samplers", "Top-p"),
    "min_p": QT_TRANSLATE_NOOP("Samplers", "Min-p"),
    "xtc": QT_TRANSLATE_NOOP("Samplers", "XTC"),
    "temperature": QT_TRANSLATE_NOOP("Samplers", "Temperature"),
    "infill": QT_TRANSLATE_NOOP("Samplers", "Infill"),
    "adaptive_p": QT_TRANSLATE_NOOP("Samplers", "Adaptive-p"),
}
