"""What is known of a recommended model, and its shape from that. One rule: facts and arithmetic, no network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paddock.core.hub import RepoFile
from paddock.core.memory import ModelShape

Q4_K, Q6_K = 4.5 / 8, 6.5625 / 8  # bytes a weight
F32 = 4


class Group(StrEnum):
    """What a model of the catalogue is for."""

    CHAT = "chat"
    CODE = "code"
    SAFETY = "safety"  # says whether a text is harmful
    VISION = "vision"  # sees pictures, too
    EMBEDDINGS = "embeddings"  # compares texts, answers nothing
    LARGE = "large"  # to chat with, on very large computers


CHATTING = (Group.CHAT, Group.LARGE)
"""Groups whose models may be the first choice of a newcomer."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What of a model's config.json decides its shape; `ff` is the width of an expert where there are some."""

    layers: int
    embd: int
    ff: int
    heads: int
    kv_heads: int
    head: int
    vocab: int
    tied: bool = False
    experts: int = 0
    experts_used: int = 0
    architecture: str = "llama"


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A recommended model.

    Attributes:
        id: stable; names the download.
        base_model: the repository that the file was made from.
        files: of the model, in order; sizes in bytes, hashes "" where they are not known.
        companions: what it needs beside itself for all that it can do (mmproj).
        exact: the sizes are the published files' own; otherwise approximate.
        quantization: the files' type.
        n_params: number of weights.
        n_ctx_train: tokens that it was trained with.
        licence: its name as shown; `licence_id` the Hub's id of it.
        languages: ISO 639-1 codes, English first; as the model's card lists them.
        good_at: one line.
        numbers: None where the model is no chain of attention layers with a KV cache.
    """

    id: str
    name: str
    repo_id: str
    base_model: str
    files: tuple[RepoFile, ...]
    n_params: int
    n_ctx_train: int
    licence: str
    licence_id: str
    languages: tuple[str, ...]
    good_at: str
    group: Group
    numbers: Numbers | None
    quantization: str = "Q4_K_M"
    companions: tuple[RepoFile, ...] = ()
    exact: bool = False

    @property
    def filename(self) -> str:
        """The file that is opened; of several the first."""
        return self.files[0].filename

    @property
    def size(self) -> int:
        """Of the model's files, bytes."""
        return sum(file.size for file in self.files)

    @property
    def chats(self) -> bool:
        """Whether it is made to talk with."""
        return self.group in CHATTING

    def shape(self) -> ModelShape | None:
        """What decides its memory and its speed, from the numbers and the size; None without numbers."""
        return _shape(self.numbers, self.size, self.n_ctx_train) if self.numbers else None


def _shape(numbers: Numbers, size: int, n_ctx_train: int) -> ModelShape:
    """A Q4_K_M file's: embedding and output by llama.cpp's rule for them, the rest of the size evenly on the layers."""
    width = numbers.embd
    table = numbers.vocab * width
    output = round(table * Q6_K)
    embedding = output if numbers.tied else round(table * Q4_K)
    layer = (size - embedding - (0 if numbers.tied else output)) // numbers.layers
    expert = 3 * width * numbers.ff * numbers.experts
    attention = 2 * width * numbers.head * (numbers.heads + numbers.kv_heads)
    shared = 3 * width * numbers.ff if numbers.experts else 0
    experts = layer * expert // (expert + attention + shared) if numbers.experts else 0
    return ModelShape(
        architecture=numbers.architecture,
        n_layer=numbers.layers,
        n_ctx_train=n_ctx_train,
        n_embd=width,
        n_vocab=numbers.vocab,
        n_ff=numbers.ff,
        n_head=(numbers.heads,) * numbers.layers,
        n_head_kv=(numbers.kv_heads,) * numbers.layers,
        head_k=numbers.head,
        head_v=numbers.head,
        n_expert=numbers.experts,
        n_expert_used=numbers.experts_used,
        n_swa=0,
        input_bytes=embedding,
        output_bytes=output,
        layer_bytes=(layer,) * numbers.layers,
        expert_bytes=(experts,) * numbers.layers,
        other_bytes=width * F32,
        tied=numbers.tied,
        largest_bytes=round(width * numbers.ff * max(1, numbers.experts) * Q6_K),
        n_ff_exp=numbers.ff if numbers.experts else 0,
        n_ff_shared=numbers.ff if numbers.experts else 0,
    )
