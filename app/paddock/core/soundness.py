"""What in a model's settings makes llama.cpp end its process instead of refusing the file.

One rule: each of these was seen, with files that were damaged at random (`tests/faults/hostile_files.py`) or on
purpose; settings that llama.cpp refuses by itself are left to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS."""
MOST_EXPERTS = 1024
"""LLAMA_MAX_EXPERTS."""
ROPE_SCALINGS = ("", "none", "linear", "yarn", "longrope")
NO_WORDS = ("no_vocab", "none")
_EPSILONS = ("layer_norm_rms_epsilon", "layer_norm_epsilon", "group_norm_epsilon")


def unsound(metadata: Mapping[str, object]) -> str:
    """What is impossible in the settings of a model with weights, as the end of a sentence; "" if nothing is."""
    return next(_impossible(metadata), "")


def _impossible(metadata: Mapping[str, object]) -> Iterator[str]:
    architecture = metadata.get("general.architecture")

    def number(name: str, default: int = 0) -> int:
        value = metadata.get(f"{architecture}.{name}", default)
        return value if isinstance(value, int) else default

    layers = number("block_count", 1)
    if not 0 < layers <= MOST_LAYERS:
        yield f"it claims to have {layers} layers"
    if number("nextn_predict_layers") > layers:
        yield "it claims to have more layers that guess ahead than layers"
    for name in _EPSILONS:
        epsilon = metadata.get(f"{architecture}.attention.{name}", 0.0)
        if isinstance(epsilon, float) and not (epsilon >= 0.0 and math.isfinite(epsilon)):
            yield f"its {name} is {epsilon}"
    scaling = metadata.get(f"{architecture}.rope.scaling.type", "")
    if isinstance(scaling, str) and scaling not in ROPE_SCALINGS:
        yield f"its positions are scaled by “{scaling[:40]}”, which there is not"
    if metadata.get("tokenizer.ggml.model") in NO_WORDS:
        yield "it has no vocabulary"
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
        yield f"it claims to have {count} experts"
    elif used > count or (count and used < 1):
        yield f"of its {count} experts, it claims to ask {used}"
    elif groups > max(0, count - 1) or (groups > 1 and (count % groups or not 0 < groups_used < groups)):
        yield f"its {count} experts cannot be divided as it claims"
