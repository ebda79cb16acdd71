"""How much memory a model takes, from its header alone.

One rule: arithmetic on numbers that others read; what llama.cpp allocates is the measure, and a test compares.

The formulas follow llama.cpp's source: `llama_kv_cache` (cells, types, sliding windows), `llama_context::sched_reserve`
(what is computed at once) and `llama_model::load_tensors` (which layers lie where).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from paddock.core.models import DeviceMemory

CPU = "CPU"
DEFAULT_CONTEXT = 8192
"""Tokens, where the person leaves it to Paddock."""
CELLS = 256
"""The cache has a multiple of so many cells (tokens)."""
OUTPUTS = 32
"""Tokens of a batch that the engine wants logits of, at most, or one for each sequence if that is more."""
F32, F16 = 4, 2  # bytes
BYTES = {  # KV type → bytes of 32 numbers
    "f32": 128, "f16": 64, "bf16": 64, "q8_0": 34, "q5_1": 24, "q5_0": 22, "q4_1": 20, "q4_0": 18, "iq4_nl": 18,
}  # fmt: skip
_PLAIN = ("f32", "f16", "bf16")
_SWA_PATTERNS = {"llama4": 4, "gemma2": 2, "gemma3": 6, "cohere2": 4, "gpt-oss": 2, "olmo2": 4, "exaone4": 4}
"""Architecture → every so manieth layer sees everything, the others a window; where the file does not say."""
_AMX_GROWTH = {144: 148, 176: 180, 272: 304, 136: 138}
"""Bytes of 256 weights in the file → in AMX's order (Q4_K, Q5_K, Q8_0, IQ4_XS; `get_row_size`, amx/mmq.cpp); the other
types do not grow. Q4_0, which has Q4_K's size, is taken for it."""
_AMX_SIZES = {144, 160, 176, 210, 272, 136, 512}
"""Bytes of 256 weights of the types that AMX takes: those, Q4_0, Q4_1, Q6_K and F16 (amx/amx.cpp, `supports_op`)."""
_LLAMA4_CHUNK = 8192  # tokens; not in the file
_MOST_LAYERS = 4096


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor of a file: dimensions as GGUF orders them (row length first), and bytes."""

    name: str
    dims: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What of a header decides the memory.

    Attributes:
        n_head: query heads of each layer; `n_head_kv` the heads that are kept.
        head_k: length of a key; `head_v` of a value.
        n_ff: the widest feed-forward layer; `n_ff_exp` the width of one expert, `n_ff_shared` of those that
            always take part.
        n_swa: tokens that a layer with a sliding window sees; 0 if there are none.
        input_bytes: of token_embd, which always stays in the computer's memory.
        output_bytes: of output.weight; where the file has none (`tied`), of token_embd again, for a GPU needs a copy.
        layer_bytes: of each layer's tensors; `expert_bytes` are the experts among them.
        other_bytes: of the tensors that belong to no layer.
        largest_bytes: of the largest tensor in a layer.
        swa_layers: which layers have a sliding window.
        amx_layer_bytes: by which each layer grows in the order of Intel's AMX; `amx_output_bytes` the output, which is
            a second copy where the file has none.
    """

    architecture: str
    n_layer: int
    n_ctx_train: int
    n_embd: int
    n_vocab: int
    n_ff: int
    n_head: tuple[int, ...]
    n_head_kv: tuple[int, ...]
    head_k: int
    head_v: int
    n_expert: int
    n_expert_used: int
    n_swa: int
    input_bytes: int
    output_bytes: int
    layer_bytes: tuple[int, ...]
    expert_bytes: tuple[int, ...]
    other_bytes: int
    tied: bool = False
    swa_layers: tuple[bool, ...] = ()
    largest_bytes: int = 0
    n_ff_exp: int = 0
    n_ff_shared: int = 0
    amx_layer_bytes: tuple[int, ...] = ()
    amx_output_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """How a model is loaded.

    Attributes:
        n_ctx: cells of the KV cache, in tokens.
        n_gpu_layers: on `device`, counted from the end; the output counts as the last.
        n_cpu_moe: of the first so many layers the experts stay in the computer's memory.
        n_seq_max: as in `LoadParams`; the engine's pool has one more, to copy with.
        n_batch: tokens computed at once (llama.cpp's n_ubatch).
        n_outputs: tokens of one batch that may have logits.
        swa_full: layers with a sliding window keep all tokens too, so that any part can be reused.
        amx: the processor's weights are kept in the order of Intel's AMX; see `has_amx`.
    """

    n_ctx: int
    device: str = CPU
    n_gpu_layers: int = 0
    n_cpu_moe: int = 0
    n_seq_max: int = 16
    type_k: str = "f16"
    type_v: str = "f16"
    n_batch: int = 512
    flash_attention: bool = True
    n_outputs: int = OUTPUTS
    swa_full: bool = True
    amx: bool = False


def has_amx(system_info: str) -> bool:
    """Whether llama.cpp keeps weights in AMX's order, by what `llama_print_system_info` says."""
    return "AMX_INT8 = 1" in system_info


def shape_from(metadata: Mapping[str, object], tensors: Iterable[Tensor]) -> ModelShape | None:
    """The shape, from GGUF metadata and tensors; None where the model is not built of attention layers."""
    return _Header(metadata, tuple(tensors)).shape()


def kv_bytes(shape: ModelShape, n_ctx: int, type_k: str = "f16", type_v: str = "f16") -> int:
    """Bytes of a KV cache that keeps `n_ctx` tokens in every layer."""
    return sum(_layer_kv(shape, Placement(n_ctx, type_k=type_k, type_v=type_v)))


def estimate(shape: ModelShape, placement: Placement) -> tuple[DeviceMemory, ...]:
    """What a loaded model takes of each device's memory, the CPU's first."""
    offloaded = _offloaded(shape, placement)
    kv = _layer_kv(shape, placement)
    cpu = shape.input_bytes + shape.other_bytes
    gpu = 0
    if offloaded > 0:  # the output goes first
        gpu += shape.output_bytes
    elif not shape.tied:
        cpu += shape.output_bytes
    first = shape.n_layer + 1 - offloaded
    for layer, (size, experts) in enumerate(zip(shape.layer_bytes, shape.expert_bytes, strict=True)):
        kept = size if layer < first else experts if layer < placement.n_cpu_moe else 0
        cpu += kept
        gpu += size - kept
    if placement.amx:
        cpu += sum(shape.amx_layer_bytes[:first]) + (0 if offloaded else shape.amx_output_bytes)
    logits = shape.n_vocab * _sequences(placement) * F32
    if not offloaded:
        return (DeviceMemory(CPU, cpu, sum(kv), max(_moments(shape, placement)) + logits),)
    helps = first > 0 or placement.n_cpu_moe > 0  # the device computes large batches of the processor's layers as well
    copy = max([shape.largest_bytes, *kv[:first]]) if helps else 0
    return (
        DeviceMemory(CPU, cpu, sum(kv[:first]), _staged(shape, placement) + logits),
        DeviceMemory(placement.device, gpu, sum(kv[first:]), max(_moments(shape, placement, staged=True)) + copy),
    )


def usual_context(shape: ModelShape) -> int:
    """Tokens of a context that nobody asked for: what the model was trained with, if that is not too much."""
    return min(shape.n_ctx_train or DEFAULT_CONTEXT, DEFAULT_CONTEXT)


def offload(shape: ModelShape, placement: Placement, free: int) -> Placement:
    """As much of the model on `placement.device` as fits there; on the CPU alone where not even one layer does.

    Experts go to the computer's memory before layers do, for each token needs only some of them.

    Args:
        free: bytes of the device's memory.
    """

    def fits(option: Placement) -> bool:
        return estimate(shape, option)[-1].total <= free

    every = shape.n_layer + 1
    splits = [(every, 0)]
    splits += [(every, experts) for experts in range(1, every)] if shape.n_expert else []
    splits += [(layers, shape.n_layer if shape.n_expert else 0) for layers in range(shape.n_layer, 0, -1)]
    options = (replace(placement, n_gpu_layers=layers, n_cpu_moe=experts) for layers, experts in splits)
    return next(filter(fits, options), replace(placement, device=CPU, n_gpu_layers=0, n_cpu_moe=0))


def can_keep(shape: ModelShape, kv_type: str) -> bool:
    """Whether llama.cpp keeps this model's KV cache so: quantised, a head must be whole blocks of 32 numbers."""
    return kv_type in _PLAIN or (shape.head_k % 32 == 0 and shape.head_v % 32 == 0)


def largest_context(shape: ModelShape, placement: Placement, free: Mapping[str, int]) -> int:
    """The largest context, in tokens, with which the model fits; 0 if it fits with none.

    Args:
        free: bytes by device; one that is not named has none.
    """

    def fits(cells: int) -> bool:
        need = estimate(shape, replace(placement, n_ctx=cells * CELLS))
        return all(part.total <= free.get(part.device, 0) for part in need)

    low, high = 0, max(1, (shape.n_ctx_train or 2**20) // CELLS)  # fits(low) or low is 0
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low * CELLS


def padded(n_ctx: int) -> int:
    """Cells that llama.cpp allocates for so many tokens."""
    return -(-n_ctx // CELLS) * CELLS


def _offloaded(shape: ModelShape, placement: Placement) -> int:
    if placement.device == CPU:
        return 0
    return max(0, min(placement.n_gpu_layers, shape.n_layer + 1))


def _layer_kv(shape: ModelShape, placement: Placement) -> list[int]:
    """Bytes of the KV cache by layer."""
    cells, window = _cells(shape, placement)
    sizes = []
    for layer, heads in enumerate(shape.n_head_kv):
        row = heads * shape.head_k * BYTES[placement.type_k] // 32
        # values lie transposed without flash attention, and then all layers have the widest one's
        heads_v = heads if placement.flash_attention else max(shape.n_head_kv)
        row += heads_v * shape.head_v * BYTES[placement.type_v] // 32
        swa = bool(shape.swa_layers) and shape.swa_layers[layer]
        sizes.append(row * (window if swa else cells))
    return sizes


def _cells(shape: ModelShape, placement: Placement) -> tuple[int, int]:
    """Tokens that a layer keeps, and tokens that one with a sliding window keeps."""
    cells = padded(placement.n_ctx)
    if placement.swa_full:
        return cells, cells
    return cells, padded(min(cells, shape.n_swa * _sequences(placement) + placement.n_batch))


def _batch(placement: Placement) -> int:
    """Tokens of the largest graph: llama.cpp rounds up to a multiple of the sequences."""
    tokens, sequences = min(placement.n_batch, placement.n_ctx), _sequences(placement)
    return -(-tokens // sequences) * sequences


def _sequences(placement: Placement) -> int:
    return placement.n_seq_max + 1


def _masks(shape: ModelShape, placement: Placement) -> int:
    """Bytes of what says which token may see which; one for the layers with a window, one for the others."""
    cells, window = _cells(shape, placement)
    kinds = cells + (window if any(shape.swa_layers) else 0)
    return _batch(placement) * kinds * (F16 if placement.flash_attention else F32)


def _moments(shape: ModelShape, placement: Placement, *, staged: bool = False) -> list[int]:
    """Bytes at the widest moments of a graph (output, feed-forward, attention); the buffer holds the largest.

    How many rows of each kind live at such a moment was found by comparing with llama.cpp over many shapes.

    Args:
        staged: the embeddings come from the processor's buffer.
    """
    tokens = _batch(placement)
    heads, kv_heads = max(shape.n_head), max(shape.n_head_kv)
    widths = (shape.n_embd, _feed_width(shape), heads * shape.head_k, kv_heads * max(shape.head_k, shape.head_v))
    embd, feed, query, kv = (tokens * width * F32 for width in widths)
    masks = _masks(shape, placement)
    spare = 2 if staged else 4 if placement.type_k in _PLAIN else 3
    if shape.n_ff_shared:
        spare = 4 if staged else 5
    scores = 0 if placement.flash_attention else tokens * heads * padded(placement.n_ctx) * F32 + embd
    return [
        _output(shape, placement) + (1 if staged else 2) * embd,
        3 * feed + spare * embd + masks,
        2 * feed + 2 * shape.n_expert_used * embd + masks,  # many small experts: their outputs before they are added
        scores + masks + 2 * (query + embd + kv),
    ]


def _output(shape: ModelShape, placement: Placement) -> int:
    """Bytes of the logits of one batch."""
    return min(_batch(placement), max(placement.n_outputs, _sequences(placement))) * shape.n_vocab * F32


def _staged(shape: ModelShape, placement: Placement) -> int:
    """Bytes of the buffer through which the processor and another device exchange a graph's input and output."""
    embd = _batch(placement) * shape.n_embd * F32
    return max(_masks(shape, placement) + 2 * embd, _output(shape, placement) + embd)


def _feed_width(shape: ModelShape) -> int:
    """Numbers that a token has in the feed-forward layer; of experts all that take part."""
    return shape.n_expert_used * (shape.n_ff_exp or shape.n_ff) if shape.n_expert else shape.n_ff


class _Header:
    """Reads a shape out of metadata; what is missing is what llama.cpp takes for it (`load_hparams`)."""

    def __init__(self, metadata: Mapping[str, object], tensors: tuple[Tensor, ...]) -> None:
        self._metadata = metadata
        self._tensors = tensors
        architecture = metadata.get("general.architecture", "")
        self._architecture = architecture if isinstance(architecture, str) else ""

    def shape(self) -> ModelShape | None:
        n_layer = self._count("block_count")
        n_embd = self._count("embedding_length")
        heads = self._per_layer("attention.head_count", n_layer)
        if not 0 < n_layer <= _MOST_LAYERS or not n_embd or not any(heads):
            return None
        head = n_embd // max(heads)
        groups = self._groups(n_layer)
        vocab = next((t.dims[1] for t in self._tensors if t.name == "token_embd.weight" and len(t.dims) == 2), 0)
        tied = not groups.output
        swa = self._swa_layers(n_layer)
        return ModelShape(
            architecture=self._architecture,
            n_layer=n_layer,
            n_ctx_train=self._count("context_length"),
            n_embd=n_embd,
            n_vocab=vocab,
            n_ff=max(self._per_layer("feed_forward_length", n_layer), default=0),
            n_head=heads,
            n_head_kv=self._per_layer("attention.head_count_kv", n_layer) or heads,
            head_k=self._count("attention.key_length") or head,
            head_v=self._count("attention.value_length") or head,
            n_expert=self._count("expert_count"),
            n_expert_used=self._count("expert_used_count"),
            n_swa=self._window() if any(swa) else 0,
            input_bytes=groups.input,
            output_bytes=groups.output or groups.input,
            layer_bytes=tuple(groups.layers),
            expert_bytes=tuple(groups.experts),
            other_bytes=groups.other,
            tied=tied,
            swa_layers=swa if any(swa) else (),
            largest_bytes=groups.largest,
            n_ff_exp=self._count("expert_feed_forward_length"),
            n_ff_shared=self._shared_width(),
            amx_layer_bytes=tuple(groups.amx_layers),
            amx_output_bytes=groups.amx_output if groups.output else groups.amx_input,
        )

    def _groups(self, n_layer: int) -> _Groups:
        groups = _Groups(n_layer)
        for tensor in self._tensors:
            groups.add(tensor)
        return groups

    def _shared_width(self) -> int:
        return next((t.dims[1] for t in self._tensors if ".ffn_up_shexp.weight" in t.name and len(t.dims) == 2), 0)

    def _window(self) -> int:
        return _LLAMA4_CHUNK if self._architecture == "llama4" else self._count("attention.sliding_window")

    def _swa_layers(self, n_layer: int) -> tuple[bool, ...]:
        told = self._metadata.get(f"{self._architecture}.attention.sliding_window")
        llama4 = self._architecture == "llama4" and told is None
        if not (told or llama4):
            return ()
        pattern = self._metadata.get(f"{self._architecture}.attention.sliding_window_pattern")
        if isinstance(pattern, tuple) and len(pattern) >= n_layer:
            return tuple(bool(entry) for entry in pattern[:n_layer])
        every = pattern if isinstance(pattern, int) and pattern > 0 else _SWA_PATTERNS.get(self._architecture, 0)
        return tuple(layer % every < every - 1 for layer in range(n_layer)) if every else ()

    def _count(self, key: str) -> int:
        value = self._metadata.get(f"{self._architecture}.{key}", 0)
        return value if isinstance(value, int) and 0 < value < 2**32 else 0

    def _per_layer(self, key: str, n_layer: int) -> tuple[int, ...]:
        """One number for each layer; () where the file has none."""
        value = self._metadata.get(f"{self._architecture}.{key}", ())
        if isinstance(value, tuple):
            numbers = tuple(n for n in value if isinstance(n, int) and 0 <= n < 2**32)
            return numbers[:n_layer] if len(numbers) >= n_layer else ()
        count = self._count(key)
        return (count,) * n_layer if count and n_layer <= _MOST_LAYERS else ()


class _Groups:
    """Bytes of a file's tensors by what llama.cpp does with them."""

    def __init__(self, n_layer: int) -> None:
        self.input = self.output = self.other = self.largest = 0
        self.layers = [0] * n_layer
        self.experts = [0] * n_layer
        self.amx_layers = [0] * n_layer
        self.amx_input = self.amx_output = 0

    def add(self, tensor: Tensor) -> None:
        name = tensor.name
        block, _, part = name.removeprefix("blk.").partition(".")
        if name.startswith("blk.") and block.isdecimal() and len(block) < 6 and int(block) < len(self.layers):
            self.layers[int(block)] += tensor.size
            self.amx_layers[int(block)] += max(0, _in_amx(tensor) - tensor.size)
            self.largest = max(self.largest, tensor.size)
            if "_exps." in part:
                self.experts[int(block)] += tensor.size
        elif name == "token_embd.weight":
            self.input += tensor.size
            self.amx_input += _in_amx(tensor)
        elif name == "output.weight":
            self.output += tensor.size
            self.amx_output += max(0, _in_amx(tensor) - tensor.size)
        else:
            self.other += tensor.size


def _in_amx(tensor: Tensor) -> int:
    """Bytes of a matrix in AMX's order; 0 for what is not kept in it."""
    if len(tensor.dims) != 2 or tensor.dims[0] % 32 or tensor.dims[1] % 32:
        return 0
    weights = tensor.dims[0] * tensor.dims[1]
    size = 256 * tensor.size // weights if weights else 0
    return tensor.size * _AMX_GROWTH.get(size, size) // size if size in _AMX_SIZES else 0
