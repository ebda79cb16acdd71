"""The samplers' numbers: what each is called, what it does, what it can be. One rule: a table, no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from paddock.core.params import OPTIONAL_SAMPLERS, SAMPLERS
from paddock.core.said import say
from paddock.ui.fields import Range

ALL_SAMPLERS = (*SAMPLERS, *OPTIONAL_SAMPLERS)
_SHARE = Range(0, 1, 0.05)
_PENALTY = Range(-10, 10, 0.1)
_LOOK_BACK = Range(-1, 1 << 20, 16, whole=True)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of `SamplingParams`; `name` and `meaning` go through `translated`."""

    field: str
    name: str
    meaning: str
    possible: Range


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """Numbers that belong together."""

    title: str
    meaning: str
    numbers: tuple[Number, ...]


GROUPS = (
    NumberGroup(
        say("Temperature"),
        say("How much chance has a say. 0 always takes the likeliest word."),
        (
            Number(
                "temperature",
                say("Temperature"),
                say("0 is always the same answer; 0.7 is lively; above 1.5 is wild."),
                Range(0, 10, 0.1),
            ),
            Number(
                "dynatemp_range",
                say("Dynamic range"),
                say("Lets the temperature vary by so much with the model's doubt; 0 is off."),
                Range(0, 10, 0.1),
            ),
            Number(
                "dynatemp_exponent",
                say("Dynamic exponent"),
                say("How the temperature follows the model's doubt."),
                Range(0.01, 10, 0.1),
            ),
        ),
    ),
    NumberGroup(
        say("Choice of words"),
        say("Unlikely words are left out before one is drawn."),
        (
            Number(
                "top_k",
                say("Top-k"),
                say("Only the k likeliest words; 0 is off."),
                Range(0, 1 << 20, 5, whole=True),
            ),
            Number(
                "top_p",
                say("Top-p"),
                say("The likeliest words that make up this share of probability; 1 is off."),
                _SHARE,
            ),
            Number(
                "min_p",
                say("Min-p"),
                say("Only words at least so likely, measured by the likeliest; 0 is off."),
                Range(0, 1, 0.01),
            ),
            Number(
                "typical_p",
                say("Typical-p"),
                say("Prefers words that are about as surprising as expected; 1 is off."),
                _SHARE,
            ),
            Number(
                "top_n_sigma",
                say("Top-n-sigma"),
                say("Only words within n standard deviations of the likeliest; 0 is off."),
                Range(0, 100, 0.1),
            ),
            Number(
                "xtc_probability",
                say("XTC probability"),
                say("How often the likeliest words are left out on purpose; 0 is off."),
                _SHARE,
            ),
            Number(
                "xtc_threshold",
                say("XTC threshold"),
                say("From which probability on a word can be left out; above 0.5 is off."),
                _SHARE,
            ),
        ),
    ),
    NumberGroup(
        say("Repetition"),
        say("Makes words less likely that were used already."),
        (
            Number(
                "repeat_penalty",
                say("Repeat penalty"),
                say("Above 1 avoids what was said; 1 is off."),
                Range(0.01, 10, 0.05),
            ),
            Number(
                "frequency_penalty",
                say("Frequency penalty"),
                say("The more often a word was said, the less likely it becomes; 0 is off."),
                _PENALTY,
            ),
            Number(
                "presence_penalty",
                say("Presence penalty"),
                say("Whatever was said becomes less likely; 0 is off."),
                _PENALTY,
            ),
            Number(
                "penalty_last_n",
                say("Looks back"),
                say("How far the three penalties look back, in tokens; -1 is the whole context."),
                _LOOK_BACK,
            ),
            Number(
                "dry_multiplier",
                say("DRY multiplier"),
                say("Avoids repeating whole sequences of words; 0 is off."),
                Range(0, 100, 0.1),
            ),
            Number(
                "dry_base",
                say("DRY base"),
                say("How fast the penalty grows with the length of the sequence."),
                Range(1, 100, 0.05),
            ),
            Number(
                "dry_allowed_length",
                say("DRY length"),
                say("Sequences up to this many tokens may repeat."),
                Range(0, 1 << 20, 1, whole=True),
            ),
            Number(
                "dry_penalty_last_n",
                say("DRY looks back"),
                say("How many tokens DRY looks back; -1 is the whole context."),
                _LOOK_BACK,
            ),
        ),
    ),
    NumberGroup(
        say("Mirostat and adaptive-p"),
        say("They aim at an even surprise, in place of the choice of words above."),
        (
            Number(
                "mirostat",
                say("Mirostat version"),
                say("1 or 2; 0 is off."),
                Range(0, 2, 1, whole=True),
            ),
            Number(
                "mirostat_tau",
                say("Mirostat tau"),
                say("The surprise that Mirostat aims at."),
                Range(0.01, 100, 0.5),
            ),
            Number(
                "mirostat_eta",
                say("Mirostat eta"),
                say("How fast Mirostat learns."),
                Range(0.001, 10, 0.05),
            ),
            Number(
                "adaptive_target",
                say("Adaptive-p target"),
                say("The probability that adaptive-p aims at; tick it in the order below."),
                _SHARE,
            ),
            Number(
                "adaptive_decay",
                say("Adaptive-p decay"),
                say("How long adaptive-p remembers what was drawn."),
                Range(0, 0.99, 0.05),
            ),
        ),
    ),
)

NAMES: dict[str, str] = {
    "penalties": say("Repetition penalties"),
    "dry": say("DRY"),
    "top_n_sigma": say("Top-n-sigma"),
    "top_k": say("Top-k"),
    "typical": say("Typical-p"),
    "top_p": say("Top-p"),
    "min_p": say("Min-p"),
    "xtc": say("XTC"),
    "temperature": say("Temperature"),
    "infill": say("Infill"),
    "adaptive_p": say("Adaptive-p"),
}
