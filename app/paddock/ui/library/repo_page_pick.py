"""Which variant to take where nobody knows better. One rule: it follows from what was judged, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paddock.core.hardware import Fit
from paddock.core.hub import Part, Variant, VariantFit

USUAL = ("Q4_K_M", "Q5_K_M", "Q4_K_S", "IQ4_XS", "Q4_0", "Q3_K_L", "Q3_K_M", "IQ3_M", "Q8_0", "Q6_K")
"""Quantisation types in the order in which they are taken: first a small loss at a third of the original's size."""


def best_variant(variants: Sequence[Variant], fits: Mapping[str, VariantFit]) -> str:
    """The id of the variant to recommend; "" if none fits, or nothing was judged yet.

    Args:
        variants: the largest first.
        fits: by the variants' ids, as far as they were judged.
    """
    for wanted in (Fit.FITS, Fit.TIGHT):
        fitting = [v for v in variants if v.part is Part.MODEL and v.id in fits and fits[v.id].fits is wanted]
        for quantization in USUAL:
            for variant in fitting:
                if variant.quantization.upper() == quantization:
                    return variant.id
        if fitting:
            return fitting[0].id
    return ""
