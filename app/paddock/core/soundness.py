"""What in a model's settings makes llama.cpp end its process instead of refusing the file.

One rule: each of these was seen, with a file that was damaged at random (`tests/faults/hostile_files.py`); settings
that llama.cpp refuses by itself are left to it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS."""
_EPSILONS = ("layer_norm_rms_epsilon", "layer_norm_epsilon", "group_norm_epsilon")


def unsound(metadata: Mapping[str, object]) -> str:
    """What is impossible in the settings of a model with weights, as the end of a sentence; "" if nothing is."""
    architecture = metadata.get("general.architecture")
    layers = metadata.get(f"{architecture}.block_count", 1)
    if isinstance(layers, int) and not 0 < layers <= MOST_LAYERS:
        return f"it claims to have {layers} layers"
    for name in _EPSILONS:
        epsilon = metadata.get(f"{architecture}.attention.{name}", 0.0)
        if isinstance(epsilon, float) and not (epsilon >= 0.0 and math.isfinite(epsilon)):
            return f"its {name} is {epsilon}"
    return ""
