"""Models on this computer. One rule: values; nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

GUIDE = "guide"


class ModelSource(StrEnum):
    """Where a model came from; only DOWNLOADED files are ever deleted by Paddock."""

    GUIDE = "guide"  # came with the program
    DOWNLOADED = "downloaded"  # lies in the models folder
    OPENED = "opened"  # used where it lies


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model a chat can use.

    Attributes:
        ref: what a chat stores and `paddock run` takes: "guide", or the file's absolute path.
        name: what is shown ("Llama 3.2 3B Instruct").
        short_name: what is typed ("llama-3.2-3b-instruct-q4_k_m").
        quantization: the file's quantisation type ("Q4_K_M"), or "".
        n_ctx_train: context the model was trained with, in tokens; 0 if the file does not say.
        n_params: number of weights; 0 if unknown.
        size: of the file, bytes.
        kv_bytes_per_token: f16 KV cache for one token, bytes; 0 if unknown.
        problem: why it cannot be used, in one sentence; "" if it can.
    """

    ref: str
    path: Path
    name: str
    short_name: str
    source: ModelSource
    architecture: str = ""
    quantization: str = ""
    n_ctx_train: int = 0
    n_params: int = 0
    size: int = 0
    kv_bytes_per_token: int = 0
    has_chat_template: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the engine says about the model it has loaded.

    Attributes:
        n_ctx: context in tokens as allocated.
        device: where it runs ("CPU", "Vulkan0 …") and `device_reason` why, one sentence.
        template_source: "file", "llama.cpp" or "none" (then only raw continuation works).
    """

    path: Path
    description: str
    n_ctx: int
    n_ctx_train: int
    n_params: int
    size: int
    device: str
    device_reason: str
    template_source: str
    load_ms: float
