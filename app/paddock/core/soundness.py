"""What in a model's settings makes llama.cpp end its process instead of refusing the file.

One rule: each of these was seen, with files that were damaged at random (`tests/faults/hostile_files.py`) or on
purpose; settings that llama.cpp refuses by itself are left to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paddock.core.said import say

MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS."""
MOST_EXPERTS = 1024
"""LLAMA_MAX_EXPERTS."""
ROPE_SCALINGS = ("", "none", "linear", "yarn", "longrope")
NO_WORDS = ("no_vocab", "none")
_EPSILONS = ("layer_norm_rms_epsilon", "layer_norm_epsilon", "group_norm_epsilon")
_UNKNOWN: Mapping[object, int] = {"bert": 100, "t5": 2}
"""For kinds of vocabularies that have a word for what they cannot spell: which one, where the file does not say."""

_ESCAPES = (b"t", b"n", b"r", b"x")
"""What means something else behind a backslash."""


def _for_llama(byte: int) -> tuple[bytes, ...]:
    """How SentencePiece's vocabularies spell a byte: as such a word, or as the letter; no word has a NUL."""
    return (b"<0x%02X>" % byte, *((bytes([byte]),) if byte else ()))


def _for_rwkv(byte: int) -> tuple[bytes, ...]:
    """How RWKV's vocabularies do: as Python writes it."""
    letter = bytes([byte]) if byte else b""
    escaped = {b"\t": b"t", b"\n": b"n", b"\r": b"r"}.get(letter, letter if letter not in _ESCAPES else b"")
    spellings = (b"\\x%02x" % byte, escaped and b"\\" + escaped, letter if letter != b"\\" else b"")
    return tuple(filter(None, spellings))


_SPELT = {"llama": [*map(_for_llama, range(256))], "rwkv": [*map(_for_rwkv, range(256))]}
SPELLINGS = frozenset(spelling for kind in _SPELT.values() for spellings in kind for spelling in spellings)
"""All ways to spell one byte."""


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary, as far as it matters here.

    Attributes:
        count: of its words.
        spelt: those of `SPELLINGS` that are among them.
        has_bytes: some are marked as standing for one byte.
    """

    count: int
    spelt: frozenset[bytes] = frozenset()
    has_bytes: bool = False


def unsound(metadata: Mapping[str, object], words: Words | None = None) -> str:
    """What is impossible in the settings of a model with weights, as the end of a sentence; "" if nothing is.

    Args:
        words: its vocabulary; None if it has none, which llama.cpp refuses.
    """
    found = next(_impossible(metadata), "")
    return found or (_mislabelled(metadata, words) if words is not None else "")


def _mislabelled(metadata: Mapping[str, object], words: Words) -> str:
    """A vocabulary that is none of the kind that it is labelled as. llama.cpp looks for words without asking whether
    they are there: when it loads the file, or with the first text that it cannot spell."""
    kind = metadata.get("tokenizer.ggml.model")
    if isinstance(kind, str) and kind in _SPELT:
        missing = sum(words.spelt.isdisjoint(spellings) for spellings in _SPELT[kind])
        return (
            say(
                "its vocabulary, labelled as “{kind}”, has no word for {missing} of the 256 bytes",
                kind=kind,
                missing=missing,
            )
            if missing
            else ""
        )
    if kind == "bert" and words.has_bytes:
        return say("its vocabulary, labelled as “bert”, has words for single bytes")
    if kind in _UNKNOWN:
        unknown = metadata.get("tokenizer.ggml.unknown_token_id")
        named = isinstance(unknown, int) and 0 <= unknown < words.count
        return (
            "" if named or _UNKNOWN[kind] < words.count else say("its vocabulary has no word for what is unknown to it")
        )
    return ""


def _impossible(metadata: Mapping[str, object]) -> Iterator[str]:
    architecture = metadata.get("general.architecture")

    def number(name: str, default: int = 0) -> int:
        value = metadata.get(f"{architecture}.{name}", default)
        return value if isinstance(value, int) else default

    layers = number("block_count", 1)
    if not 0 < layers <= MOST_LAYERS:
        yield say("it claims to have {layers} layers", layers=layers)
    if number("nextn_predict_layers") > layers:
        yield say("it claims to have more layers that guess ahead than layers")
    for name in _EPSILONS:
        epsilon = metadata.get(f"{architecture}.attention.{name}", 0.0)
        if isinstance(epsilon, float) and not (epsilon >= 0.0 and math.isfinite(epsilon)):
            yield say("its {name} is {epsilon}", name=name, epsilon=epsilon)
    scaling = metadata.get(f"{architecture}.rope.scaling.type", "")
    if isinstance(scaling, str) and scaling not in ROPE_SCALINGS:
        yield say("its positions are scaled by “{scaling}”, which there is not", scaling=scaling[:40])
    if metadata.get("tokenizer.ggml.model") in NO_WORDS:
        yield say("it has no vocabulary")
    by_layer = isinstance(metadata.get(f"{architecture}.expert_used_count"), tuple)
    if not by_layer and not str(architecture).startswith("hunyuan"):  # of these llama.cpp forgets a single expert first
        yield from _experts(
            number("expert_count"),
            number("expert_used_count"),
            number("expert_group_count"),
            number("expert_group_used_count"),
        )


def _experts(count: int, used: int, groups: int, groups_used: int) -> Iterator[str]:
    if count > MOST_EXPERTS:
        yield say("it claims to have {count} experts", count=count)
    elif used > count or (count and used < 1):
        yield say("of its {count} experts, it claims to ask {used}", count=count, used=used)
    elif groups > max(0, count - 1) or (groups > 1 and (count % groups or not 0 < groups_used < groups)):
        yield say("its {count} experts cannot be divided as it claims", count=count)
