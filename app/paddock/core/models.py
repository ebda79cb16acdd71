"""Models on this computer. One rule: values; nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.library import Origin
from paddock.core.said import joined

GUIDE = "guide"


class ModelSource(StrEnum):
    """Where a model came from; only DOWNLOADED files are ever deleted by Paddock."""

    GUIDE = "guide"  # came with the program
    DOWNLOADED = "downloaded"  # lies in the models folder
    OPENED = "opened"  # a person's own file, used where it lies
    ADOPTED = "adopted"  # another program's, used where it lies


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be used: a `UserError` as a value."""

    what: str
    todo: str
    code: str
    remedy: Remedy = Remedy.OPEN_MODELS

    @classmethod
    def of(cls, error: UserError) -> Problem:
        """What was raised."""
        return cls(error.what, error.todo, error.code, error.remedy)

    def error(self) -> UserError:
        """To be raised where someone wanted to use it."""
        return UserError(self.what, self.todo, code=self.code, remedy=self.remedy)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model a chat can use.

    Attributes:
        ref: what a chat stores and `paddock run` takes: "guide", or the file's absolute path.
        name: what is shown ("Llama 3.2 3B Instruct").
        short_name: what is typed ("llama-3.2-3b-instruct:q4_k_m"); short, stable, unique in the library.
        quantization: the file's quantisation type ("Q4_K_M"), or "".
        n_ctx_train: context the model was trained with, in tokens; 0 if the file does not say.
        n_params: number of weights; 0 if unknown.
        size: of the file, bytes.
        kv_bytes_per_token: f16 KV cache for one token, bytes; 0 if unknown.
        refusal: why it cannot be used; None if it can.
        origin: where it came from, as far as anybody knows.
        program: whose file it is ("Ollama"); "" for ours and the person's own.
        last_used: when it last answered, seconds since 1970; 0 if it never did.
        files: all of the model's own files, in order; empty means `path` alone.
        guide_copy: its file says that it is a copy of the guide, whatever its type and wherever it lies.
        companions: what lies with it and goes with it (mmproj, draft model, adapters).
        former: references that it had before it was moved; chats may still name it so.
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
    guide_copy: bool = False
    refusal: Problem | None = None
    origin: Origin = field(default_factory=Origin)
    program: str = ""
    last_used: float = 0.0
    files: tuple[Path, ...] = ()
    companions: tuple[Path, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def is_guide(self) -> bool:
        """Whether it is the guide or a copy of it, and has to be asked as the guide is."""
        return self.ref == GUIDE or self.guide_copy

    @property
    def problem(self) -> str:
        """Why it cannot be used and what to do, in words; "" if it can."""
        return joined((self.refusal.what, self.refusal.todo)) if self.refusal else ""


@dataclass(frozen=True, slots=True)
class DeviceMemory:
    """What a model takes of one device's memory, bytes: as estimated from the header, or as llama.cpp allocated it."""

    device: str
    weights: int = 0
    kv: int = 0
    compute: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.kv + self.compute


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the engine says about a model it has loaded.

    Attributes:
        n_ctx: context in tokens as allocated.
        device: where it runs ("CPU", "Vulkan0 …") and `device_reason` why, one sentence.
        template_source: a `TemplateSource`; with "none" only raw continuation works.
        family: id of the recognised family; see `core.families`.
        template_sha256: of the file's own template; "" without one. `template_known`: which known good one it is.
        takes_tools: the template writes definitions of tools.
        can_infill: it can fill in text between two others.
        n_layer: layers, the output layer included; `n_gpu_layers` of them are offloaded.
        type_k: of the KV cache's keys ("f16"); `type_v` of its values.
        n_threads: while answering; `n_threads_batch` while processing a prompt.
        n_batch: tokens of a prompt processed at once.
        memory: per device, as allocated.
        notice: what was asked for or hoped for and could not be had, one sentence; "" if nothing.
        draft: name of the draft model's file; "" if there is none.
        n_adapters: LoRA adapters in force.
        build: of llama.cpp.
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
    n_layer: int = 0
    n_gpu_layers: int = 0
    type_k: str = "f16"
    type_v: str = "f16"
    flash_attention: bool = False
    n_threads: int = 0
    n_threads_batch: int = 0
    n_batch: int = 0
    memory: tuple[DeviceMemory, ...] = ()
    notice: str = ""
    draft: str = ""
    n_adapters: int = 0
    build: str = ""
    family: str = ""
    template_sha256: str = ""
    template_known: str = ""
    takes_tools: bool = False
    can_infill: bool = False


@dataclass(frozen=True, slots=True)
class ModelActivity:
    """What the engine does and remembers for a loaded model, at one moment.

    Attributes:
        cells: of the KV cache, in tokens; `cells_used` of them hold something.
        sequences: chats (and branches of chats) whose KV is in memory.
        stored_bytes: KV caches of this model on the disk, bytes.
        prefill_done: of `prefill_total` tokens that are processed ahead (0 of 0: nothing to do).
        tuning: "" when it was tuned or never will be; else what is being measured.
        n_threads: as in `LoadedModel`, after tuning; likewise the two that follow.
        waiting: requests that wait for their turn.
        running: requests that are being answered.
    """

    path: Path
    cells: int = 0
    cells_used: int = 0
    sequences: int = 0
    stored_bytes: int = 0
    prefill_done: int = 0
    prefill_total: int = 0
    tuning: str = ""
    n_threads: int = 0
    n_threads_batch: int = 0
    n_batch: int = 0
    waiting: int = 0
    running: int = 0
