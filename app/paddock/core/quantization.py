"""What the names of quantisation types mean, in plain words. One rule: figures of llama.cpp's own, none of ours.

Bits per weight are those of a whole Llama 3.1 8B (llama.cpp, tools/quantize/README.md); of types that the table there
lacks, those that tools/quantize/quantize.cpp tells. What a type costs is how much more a text surprises the model: by
so much does the perplexity of Llama 3 8B rise (tools/perplexity/README.md; of i-quants with an importance matrix, for
nobody makes them without, of all others without). The words follow from that figure alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from paddock.core.said import say


class Quality(IntEnum):
    """How near a type comes to the weights as they were trained; larger is nearer."""

    UNKNOWN = 0
    BARELY = 1
    POOR = 2
    WORSE = 3
    A_LITTLE_WORSE = 4
    GOOD = 5
    VERY_GOOD = 6
    NEARLY_LOSSLESS = 7
    LOSSLESS = 8


WORDS = {
    Quality.UNKNOWN: say("only for models made for it"),
    Quality.BARELY: say("tiny, often wrong"),
    Quality.POOR: say("smallest, noticeably worse"),
    Quality.WORSE: say("very small, worse"),
    Quality.A_LITTLE_WORSE: say("smaller, a little worse"),
    Quality.GOOD: say("a good balance"),
    Quality.VERY_GOOD: say("larger, hardly any loss"),
    Quality.NEARLY_LOSSLESS: say("large, nearly lossless"),
    Quality.LOSSLESS: say("largest, lossless"),
}
_MOST_LOSS = (
    (0.002, Quality.LOSSLESS),
    (0.03, Quality.NEARLY_LOSSLESS),
    (0.14, Quality.VERY_GOOD),
    (0.3, Quality.GOOD),
    (0.75, Quality.A_LITTLE_WORSE),
    (1.7, Quality.WORSE),
    (3.6, Quality.POOR),
)
"""By how much the perplexity rises at most, and what that is called."""
RECOMMENDED = ("Q4_K_M", "Q5_K_M")
"""What to take where nothing speaks for another: the loss is small, and the size a third of the original's."""


@dataclass(frozen=True, slots=True)
class QuantizationType:
    """One type.

    Attributes:
        bits: per weight, on average of a whole model.
        loss: by which it raises Llama 3 8B's perplexity of 6.23; None where llama.cpp does not say, since only models
            that were trained for such a type come in it.
    """

    name: str
    bits: float
    loss: float | None

    @property
    def quality(self) -> Quality:
        """What that loss is called."""
        if self.loss is None:
            return Quality.UNKNOWN
        return next((quality for most, quality in _MOST_LOSS if self.loss <= most), Quality.BARELY)


_FIGURES: tuple[tuple[str, float, float | None], ...] = (
    ("Q1_0", 1.125, None),
    ("TQ1_0", 1.69, None),
    ("IQ1_S", 2.0042, 54.463),
    ("TQ2_0", 2.06, None),
    ("IQ1_M", 2.1460, 19.2621),
    ("Q2_0", 2.25, None),
    ("IQ2_XXS", 2.3824, 7.8601),
    ("IQ2_XS", 2.5882, 4.5298),
    ("IQ2_S", 2.7403, 3.4191),
    ("IQ2_M", 2.9294, 2.3692),
    ("Q2_K_S", 2.9697, 3.1836),
    ("Q2_K", 3.1593, 3.5199),
    ("IQ3_XXS", 3.2548, 1.2268),
    ("IQ3_XS", 3.4977, 0.9314),
    ("Q3_K_S", 3.6429, 1.6322),
    ("IQ3_S", 3.6606, 0.7339),
    ("IQ3_M", 3.7628, 0.6667),
    ("Q3_K_M", 3.9960, 0.6569),
    ("MXFP4_MOE", 4.25, None),
    ("Q3_K_L", 4.2979, 0.5562),
    ("IQ4_XS", 4.4597, 0.2281),
    ("NVFP4", 4.5, None),
    ("Q4_0", 4.64, 0.4685),
    ("Q4_K_S", 4.6672, 0.2689),
    ("IQ4_NL", 4.6818, 0.2240),
    ("Q4_K_M", 4.8944, 0.1755),
    ("Q4_1", 5.11, 0.4511),
    ("Q5_0", 5.57, 0.1316),
    ("Q5_K_S", 5.5704, 0.1050),
    ("Q5_K_M", 5.7036, 0.0570),
    ("Q5_1", 6.04, 0.1062),
    ("Q6_K", 6.5633, 0.0217),
    ("Q8_0", 8.5008, 0.0027),
    ("F16", 16.0005, 0.0015),
    ("BF16", 16.0005, 0.0),
    ("F32", 32.0, 0.0),
)
"""Name, bits and loss; the bits of Q4_0, Q4_1, Q5_0 and Q5_1 follow from their sizes, beside those of other types."""
TYPES = {name: QuantizationType(name, bits, loss) for name, bits, loss in _FIGURES}
_ALIASES = {"Q3_K": "Q3_K_M", "Q4_K": "Q4_K_M", "Q5_K": "Q5_K_M", "MXFP4": "MXFP4_MOE", "FP16": "F16", "FP32": "F32"}
_PREFIX = re.compile(r"^UD-", re.IGNORECASE)
"""Of files whose layers were given different types, by how much each matters."""
_EXTENSION = re.compile(r"_X{0,2}L$")
"""Of files whose embedding and output are kept larger ("Q4_K_L", "Q4_K_XL"); their layers are the plain type's."""


def type_of(quantization: str) -> QuantizationType | None:
    """The type of this name, however it is written; None for one that llama.cpp does not have."""
    name = _PREFIX.sub("", quantization.strip()).upper().replace("-", "_")
    for wanted in (name, _EXTENSION.sub("_M", name), _EXTENSION.sub("", name)):
        if found := TYPES.get(_ALIASES.get(wanted, wanted)):
            return found
    return None


def words(quantization: str) -> str:
    """How good a model of this type is, for a person; "" for a type that nobody knows."""
    kind = type_of(quantization)
    return WORDS[kind.quality] if kind else ""


def quality(quantization: str) -> int:
    """How near it comes to the original: a larger number is nearer; 0 where nobody knows."""
    kind = type_of(quantization)
    return kind.quality if kind else Quality.UNKNOWN


def bits_per_weight(quantization: str) -> float:
    """On average of a whole model; 0 where nobody knows."""
    kind = type_of(quantization)
    return kind.bits if kind else 0.0


def recommended(quantization: str) -> bool:
    """Whether it is what to take where nothing speaks for another."""
    kind = type_of(quantization)
    return kind is not None and kind.name in RECOMMENDED
