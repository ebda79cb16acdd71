"""The arithmetic of a model's memory; tests/engine/test_memory_estimate.py compares it with llama.cpp's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.memory import (
    CPU,
    ModelShape,
    Placement,
    Tensor,
    can_keep,
    estimate,
    kv_bytes,
    largest_context,
    offload,
    padded,
    shape_from,
    usual_context,
)

METADATA: dict[str, object] = {
    "general.architecture": "llama",
    "llama.block_count": 4,
    "llama.context_length": 8192,
    "llama.embedding_length": 256,
    "llama.feed_forward_length": 512,
    "llama.attention.head_count": 8,
    "llama.attention.head_count_kv": 2,
}
INPUT, OUTPUT, OTHER, LAYER, EXPERTS = 1_000_000, 2_000_000, 7, 3_000_000, 5_000_000
ROW = 2 * (32 + 32) * 2  # KV heads · (key + value) · f16, bytes for a token and layer


def tensors(*, tied: bool = False, moe: bool = False) -> list[Tensor]:
    made = [Tensor("token_embd.weight", (256, 1000), INPUT), Tensor("output_norm.weight", (256,), OTHER)]
    made += [] if tied else [Tensor("output.weight", (256, 1000), OUTPUT)]
    for layer in range(4):
        made.append(Tensor(f"blk.{layer}.attn_q.weight", (256, 256), LAYER))
        made += [Tensor(f"blk.{layer}.ffn_up_exps.weight", (256, 512, 8), EXPERTS)] if moe else []
    return made


def shape(*, tied: bool = False, moe: bool = False, **metadata: object) -> ModelShape:
    experts = {"llama.expert_count": 8, "llama.expert_used_count": 2} if moe else {}
    made = shape_from({**METADATA, **experts, **metadata}, tensors(tied=tied, moe=moe))
    assert made is not None
    return made


def on_gpu(layers: int, experts: int = 0) -> Placement:
    return Placement(2048, device="CUDA0", n_gpu_layers=layers, n_cpu_moe=experts)


def test_a_shape_is_read_from_metadata_and_tensors() -> None:
    read = shape(moe=True)
    assert (read.n_layer, read.n_embd, read.n_vocab, read.n_ff, read.n_ctx_train) == (4, 256, 1000, 512, 8192)
    assert (read.n_head, read.n_head_kv, read.head_k, read.head_v) == ((8,) * 4, (2,) * 4, 32, 32)
    assert (read.input_bytes, read.output_bytes, read.other_bytes, read.tied) == (INPUT, OUTPUT, OTHER, False)
    assert (read.layer_bytes, read.expert_bytes) == ((LAYER + EXPERTS,) * 4, (EXPERTS,) * 4)
    assert (read.n_expert, read.n_expert_used) == (8, 2)


@pytest.mark.parametrize("missing", ["llama.block_count", "llama.embedding_length", "llama.attention.head_count"])
def test_what_has_no_attention_layers_has_no_shape(missing: str) -> None:
    assert shape_from({key: value for key, value in METADATA.items() if key != missing}, tensors()) is None


KEYS = [*METADATA, "llama.attention.key_length", "llama.expert_count", "llama.attention.sliding_window"]
NUMBERS = st.integers(-1, 2**64)
VALUES = st.one_of(NUMBERS, st.floats(), st.booleans(), st.text(), st.lists(NUMBERS).map(tuple))


@given(
    st.dictionaries(st.sampled_from(KEYS), VALUES),
    st.lists(st.builds(Tensor, st.text(), st.lists(st.integers(0, 2**64)).map(tuple), st.integers(0, 2**70))),
)
def test_no_header_is_too_strange(metadata: dict[str, object], strange: list[Tensor]) -> None:
    read = shape_from({**METADATA, **metadata}, strange)
    if read is not None:
        assert all(part.total >= 0 for part in estimate(read, Placement(4096)))


def test_the_cache_is_kept_in_cells_of_256() -> None:
    assert [padded(n) for n in (1, 256, 257, 8192)] == [256, 256, 512, 8192]
    assert kv_bytes(shape(), 300, "f16", "f16") == 512 * 4 * ROW
    assert kv_bytes(shape(), 1024, "q8_0", "q4_0") == 1024 * 4 * 2 * 32 * (34 + 18) // 32


def test_layers_may_keep_different_amounts() -> None:
    uneven = shape(**{"llama.attention.head_count_kv": (2, 4, 0, 2)})
    assert kv_bytes(uneven, 1024) == 1024 * ROW // 2 * 8
    plain = Placement(1024, flash_attention=False)
    assert estimate(uneven, plain)[0].kv == 1024 * (ROW // 4 * 8 + ROW // 4 * 16)  # all values as wide as the widest


def test_layers_with_a_window_keep_what_it_shows_only_where_nothing_is_reused() -> None:
    llama4 = {key.replace("llama.", "llama4."): value for key, value in METADATA.items()}
    read = shape_from({**llama4, "general.architecture": "llama4"}, tensors())
    assert read is not None
    assert (read.n_swa, read.swa_layers) == (8192, (True, True, True, False))
    assert estimate(read, Placement(65536, n_seq_max=0))[0].kv == 65536 * 4 * ROW
    windows = estimate(read, Placement(65536, n_seq_max=0, swa_full=False))[0].kv
    assert windows == (65536 + 3 * padded(8192 + 512)) * ROW


def test_on_the_processor_everything_is_counted_once() -> None:
    (cpu,) = estimate(shape(), Placement(2048))
    assert (cpu.device, cpu.weights, cpu.kv) == (CPU, INPUT + OUTPUT + OTHER + 4 * LAYER, 2048 * 4 * ROW)
    (tied,) = estimate(shape(tied=True), Placement(2048))
    assert tied.weights == INPUT + OTHER + 4 * LAYER


def test_the_input_stays_with_the_processor_and_the_output_is_the_first_to_go() -> None:
    cpu, gpu = estimate(shape(), on_gpu(5))
    assert (cpu.device, gpu.device) == (CPU, "CUDA0")
    assert (cpu.weights, gpu.weights) == (INPUT + OTHER, OUTPUT + 4 * LAYER)
    assert (cpu.kv, gpu.kv) == (0, 2048 * 4 * ROW)
    cpu, gpu = estimate(shape(), on_gpu(1))
    assert (cpu.weights, gpu.weights, gpu.kv) == (INPUT + OTHER + 4 * LAYER, OUTPUT, 0)
    cpu, gpu = estimate(shape(), on_gpu(3))
    assert (cpu.weights, gpu.weights) == (INPUT + OTHER + 2 * LAYER, OUTPUT + 2 * LAYER)
    assert cpu.kv == gpu.kv == 2048 * 2 * ROW
    assert estimate(shape(), on_gpu(99)) == estimate(shape(), on_gpu(5))
    assert estimate(shape(), on_gpu(0)) == estimate(shape(), Placement(2048))


def test_a_tied_output_is_a_second_copy_on_a_graphics_card() -> None:
    cpu, gpu = estimate(shape(tied=True), on_gpu(5))
    assert (cpu.weights, gpu.weights) == (INPUT + OTHER, INPUT + 4 * LAYER)


def test_experts_of_the_first_layers_may_stay_behind() -> None:
    cpu, gpu = estimate(shape(moe=True), on_gpu(5, experts=3))
    assert (cpu.weights, gpu.weights) == (INPUT + OTHER + 3 * EXPERTS, OUTPUT + 4 * LAYER + EXPERTS)
    assert cpu.kv == 0
    everything = sum(part.weights for part in estimate(shape(moe=True), Placement(2048)))
    for layers in range(1, 6):
        for experts in range(5):
            assert sum(part.weights for part in estimate(shape(moe=True), on_gpu(layers, experts))) == everything


def test_a_graphics_card_that_helps_the_processor_has_room_for_one_of_its_tensors() -> None:
    all_of_it, half, none = (estimate(shape(), on_gpu(layers)) for layers in (5, 3, 0))
    assert half[1].compute == all_of_it[1].compute + LAYER
    long = replace(on_gpu(3), n_ctx=65536)
    more = estimate(shape(), long)[1].compute - estimate(shape(), replace(long, n_gpu_layers=5))[1].compute
    assert more == 65536 * ROW > LAYER  # or for the KV cache of one layer, if that is larger
    assert all_of_it[0].compute == half[0].compute <= none[0].compute
    whole, without = (estimate(shape(moe=True), on_gpu(5, experts)) for experts in (0, 1))
    assert without[1].compute == whole[1].compute + EXPERTS


@given(st.integers(0, 40_000_000), st.sampled_from(["f16", "q8_0", "q4_0"]))
def test_the_largest_context_fits_and_the_next_does_not(free: int, kind: str) -> None:
    placement = Placement(0, type_k=kind, type_v=kind)
    n_ctx = largest_context(shape(), placement, {CPU: free})

    def takes(tokens: int) -> int:
        return estimate(shape(), replace(placement, n_ctx=tokens))[0].total

    assert n_ctx % 256 == 0
    assert n_ctx <= 8192
    assert n_ctx == 0 or takes(n_ctx) <= free
    assert n_ctx == 8192 or takes(n_ctx + 256) > free


def test_every_device_must_have_room() -> None:
    plenty = 2**40
    assert largest_context(shape(), on_gpu(5), {CPU: plenty, "CUDA0": plenty}) == 8192
    assert largest_context(shape(), on_gpu(5), {CPU: plenty, "CUDA0": 1000}) == 0
    assert largest_context(shape(), on_gpu(5), {CPU: plenty}) == 0
    assert largest_context(shape(), on_gpu(5), {CPU: 1000, "CUDA0": plenty}) == 0


def test_as_much_goes_to_a_graphics_card_as_fits() -> None:
    whole = estimate(shape(), on_gpu(5))[1].total
    assert offload(shape(), on_gpu(0), whole) == on_gpu(5)
    assert offload(shape(), on_gpu(0), whole - 1) == on_gpu(4)
    assert offload(shape(), on_gpu(0), 1000) == Placement(2048)


def test_experts_go_to_the_computers_memory_before_layers_do() -> None:
    whole, without = (estimate(shape(moe=True), on_gpu(5, experts))[1].total for experts in (0, 4))
    # those of two layers, for it takes the room of one layer's experts to help with them
    assert offload(shape(moe=True), on_gpu(0), whole - 1) == on_gpu(5, experts=2)
    assert offload(shape(moe=True), on_gpu(0), without) == on_gpu(5, experts=4)
    assert offload(shape(moe=True), on_gpu(0), without - 1) == on_gpu(4, experts=4)


def test_a_context_that_nobody_asked_for_is_of_use_and_not_too_much() -> None:
    assert usual_context(shape()) == 8192
    assert usual_context(shape(**{"llama.context_length": 131072})) == 8192
    assert usual_context(shape(**{"llama.context_length": 2048})) == 2048
    assert usual_context(shape(**{"llama.context_length": 0})) == 8192


def test_a_quantised_cache_needs_whole_blocks() -> None:
    assert can_keep(shape(), "q8_0")
    odd = shape(**{"llama.attention.key_length": 40})
    assert (can_keep(odd, "q8_0"), can_keep(odd, "f16")) == (False, True)
