"""Where a model runs: tables of devices that this machine does not have, and the plans that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from paddock.core.errors import Remedy, UserError
from paddock.core.memory import ModelShape
from paddock.core.params import KvType, LoadParams, Switch
from paddock.engine.api import Device
from paddock.engine.child.cards import graphics_of, margin, unused_of
from paddock.engine.child.plan import Plan, plans

GIB, MIB = 2**30, 2**20
CPU = Device("CPU", "A processor", "CPU", 16 * GIB, 16 * GIB)
LAYERS = 16


def card(
    name: str = "Vulkan0", gib: float = 8, *, free: float | None = None, kind: str = "GPU", id: str = ""
) -> Device:
    return Device(name, f"Card {name}", kind, round((gib if free is None else free) * GIB), int(gib * GIB), id)


def dense(n_layer: int = LAYERS, *, layer: int = 100 * MIB, n_ctx_train: int = 131072) -> ModelShape:
    """About as Llama 3.2 3B: 1.9 GB of weights, 64 KiB of KV cache a token."""
    return ModelShape(
        architecture="llama",
        n_layer=n_layer,
        n_ctx_train=n_ctx_train,
        n_embd=2048,
        n_vocab=128256,
        n_ff=8192,
        n_head=(32,) * n_layer,
        n_head_kv=(8,) * n_layer,
        head_k=128,
        head_v=128,
        n_expert=0,
        n_expert_used=0,
        n_swa=0,
        input_bytes=200 * MIB,
        output_bytes=200 * MIB,
        layer_bytes=(layer,) * n_layer,
        expert_bytes=(0,) * n_layer,
        other_bytes=0,
    )


def experts() -> ModelShape:
    """A mixture of experts of 16 GB, nine tenths of it experts."""
    shape = dense(layer=1000 * MIB)
    return replace(shape, n_expert=64, n_expert_used=8, expert_bytes=(900 * MIB,) * LAYERS)


def ladder(
    *devices: Device,
    shape: ModelShape | None = None,
    ram: float = 16,
    params: LoadParams | None = None,
    cores: int = 4,
    file_size: int = 2 * GIB,
) -> list[Plan]:
    return plans(
        (*devices, CPU),
        params or LoadParams(),
        shape or dense(),
        ram_available=int(ram * GIB),
        cores=cores,
        file_size=file_size,
        name="model.gguf",
    )


def card_bytes(plan: Plan) -> int:
    return plan.memory[-1].total


def needed(n_ctx: int, kv: KvType, *devices: Device, **load: Any) -> int:
    """Bytes that the model takes with this context on the device that does most of the work."""
    params = LoadParams(n_ctx=n_ctx, type_k=kv, type_v=kv, **load)
    return card_bytes(ladder(*devices, ram=999, params=params)[0])


def with_room(count: int, name: str = "Vulkan0") -> Device:
    """A card that has room for just so many bytes."""
    return card(name, gib=8, free=(count + margin(card())) / GIB)


def test_without_a_graphics_card_the_processor_does_it() -> None:
    first = ladder()[0]
    assert (first.device, first.devices_used, first.n_gpu_layers) == ("CPU", (), 0)
    assert (first.n_ctx, first.type_k, first.type_v, first.flash_attention) == (8192, "f16", "f16", Switch.AUTO)
    assert (first.n_threads, first.n_threads_batch, first.n_batch) == (4, 4, 512)
    assert "finds no graphics card" in first.reason
    assert first.notice == ""
    assert not first.squeezed


def test_a_model_goes_to_a_card_that_has_room_for_all_of_it() -> None:
    first = ladder(card())[0]
    assert (first.device, first.devices_used, first.n_gpu_layers) == ("Vulkan0", ("Vulkan0",), LAYERS + 1)
    assert first.reason == "The graphics card Card Vulkan0 is used: all 17 layers fit in its 8.0 GB."
    assert (first.n_ctx, first.notice, first.squeezed) == (8192, "", False)
    assert card_bytes(first) <= 8 * GIB - margin(card())


def test_after_the_best_come_fewer_layers_and_then_the_processor() -> None:
    steps = ladder(card())
    layers = [plan.n_gpu_layers for plan in steps if plan.device != "CPU"]
    assert layers == [17, 12, 8]
    assert [plan.device for plan in steps][3:] == ["CPU"] * (len(steps) - 3)
    assert len(steps) > 3
    for plan in steps[1:]:
        assert plan.notice
        assert plan.squeezed
    assert "could not be loaded onto the graphics card Card Vulkan0" in steps[1].notice
    assert "seen but not used, because the model could not be loaded there" in steps[3].reason


def test_a_card_with_too_little_memory_takes_some_layers() -> None:
    room = needed(8192, KvType.F16, card(), n_gpu_layers=7)
    first = ladder(with_room(room))[0]
    assert (first.device, first.n_gpu_layers, first.n_ctx) == ("Vulkan0", 7, 8192)
    assert first.squeezed
    assert "is used for 7 of 17 layers" in first.reason
    assert ladder(with_room(room - 1))[0].n_gpu_layers == 6


@pytest.mark.parametrize("device", [card(free=0.0), card(free=0.3), card(gib=0.5)])
def test_a_card_without_free_memory_is_seen_but_not_used(device: Device) -> None:
    first = ladder(device)[0]
    assert first.device == "CPU"
    assert "Card Vulkan0 is seen but not used, because" in first.reason
    assert "of free graphics memory" in first.reason
    assert first.notice == first.reason


@pytest.mark.parametrize(
    ("n_ctx", "kv", "lost"),
    [
        (8192, KvType.F16, ""),
        (4096, KvType.F16, "has 4096 tokens instead of 8192."),
        (4096, KvType.Q8_0, "has 4096 tokens instead of 8192 and is kept in 8-bit numbers."),
    ],
)
def test_a_large_context_is_given_up_for_all_layers_but_not_comfort(n_ctx: int, kv: KvType, lost: str) -> None:
    room = needed(n_ctx, kv, card())
    first = ladder(with_room(room))[0]
    assert (first.n_gpu_layers, first.n_ctx, first.type_k, first.type_v) == (17, n_ctx, kv, kv)
    assert first.notice == (f"Memory is short, so the context {lost}" if lost else "")
    # llama.cpp has quantised values only with flash attention
    assert first.flash_attention is (Switch.ON if kv is KvType.Q8_0 else Switch.AUTO)
    below = ladder(with_room(room - 1))[0]
    assert (below.n_ctx, below.type_k, below.n_gpu_layers) != (n_ctx, kv, 17)


def test_integrated_graphics_share_the_computers_memory() -> None:
    integrated = card(gib=16, kind="IGPU")
    assert ladder(integrated)[0].reason.startswith("The integrated graphics Card Vulkan0 is used")
    shared = needed(8192, KvType.F16, integrated) + GIB // 2
    assert ladder(integrated, ram=shared / GIB)[0].n_gpu_layers == 17
    assert ladder(integrated, ram=(shared - GIB) / GIB)[0].n_gpu_layers < 17
    assert ladder(card(gib=16), ram=(shared - GIB) / GIB)[0].n_gpu_layers == 17


def test_integrated_graphics_stand_back_for_a_card() -> None:
    both = (card("Vulkan0", 16, kind="IGPU"), card("Vulkan1", 8))
    assert ladder(*both)[0].devices_used == ("Vulkan1",)
    assert unused_of(both) == ("Vulkan0 (Card Vulkan0) is seen but not used, because Card Vulkan1 is the better one.",)


def test_one_card_is_enough_if_the_model_fits_there() -> None:
    assert ladder(card("CUDA0", 4), card("CUDA1", 8))[0].devices_used == ("CUDA1",)


def test_two_cards_hold_what_one_does_not() -> None:
    # Each computes with a buffer of its own, so two halves are not enough.
    half = needed(8192, KvType.F16, card()) // 2
    first = ladder(with_room(half + GIB, "CUDA0"), with_room(half, "CUDA1"))[0]
    assert ladder(with_room(half, "CUDA0"), with_room(half, "CUDA1"))[0].n_ctx < 8192
    assert first.devices_used == ("CUDA0", "CUDA1")
    assert first.n_gpu_layers == LAYERS + 1
    assert first.reason.startswith("The graphics cards Card CUDA0 and Card CUDA1 are used: all 17 layers fit in their")


def test_a_card_seen_by_two_backends_is_one_card() -> None:
    seen = (card("CUDA0", id="0000:01:00.0"), card("Vulkan0", id="0000:01:00.0"), card("Vulkan1", id="0000:02:00.0"))
    assert [device.name for device in graphics_of(seen)] == ["CUDA0", "Vulkan1"]
    assert unused_of(seen) == ("Vulkan0 (Card Vulkan0) is seen but not used, because it is the same card as CUDA0.",)


def test_cards_without_an_id_are_different_cards() -> None:
    assert len(graphics_of((card("A"), card("B")))) == 2


@pytest.mark.parametrize("params", [LoadParams(device="CPU"), LoadParams(n_gpu_layers=0)])
def test_the_settings_keep_a_card_out(params: LoadParams) -> None:
    steps = ladder(card(), params=params)
    assert {plan.device for plan in steps} == {"CPU"}
    assert "Card Vulkan0 is seen but not used, because the settings say so" in steps[0].reason
    assert steps[0].notice == ""  # it is as the person wants it


def test_the_settings_choose_a_card() -> None:
    first = ladder(card("CUDA0", 8), card("CUDA1", 4), params=LoadParams(device="CUDA1"))[0]
    assert first.devices_used == ("CUDA1",)
    integrated = (card("Vulkan0", 16, kind="IGPU"), card("Vulkan1", 8))
    assert ladder(*integrated, params=LoadParams(device="Vulkan0"))[0].devices_used == ("Vulkan0",)


@pytest.mark.parametrize(("devices", "device"), [((), "CPU"), ((card("CUDA0"),), "CUDA0")])
def test_a_device_that_is_not_there_is_a_notice(devices: tuple[Device, ...], device: str) -> None:
    steps = ladder(*devices, params=LoadParams(device="Vulkan7"))
    assert steps[0].device == device
    assert all("The device Vulkan7, which the settings ask for, is not there." in plan.notice for plan in steps)


def test_so_many_layers_as_the_settings_say() -> None:
    assert ladder(card(), params=LoadParams(n_gpu_layers=5))[0].n_gpu_layers == 5
    assert ladder(card(), params=LoadParams(n_gpu_layers=999))[0].n_gpu_layers == 17
    told = ladder(card(gib=1), params=LoadParams(n_gpu_layers=17))
    assert [plan.n_gpu_layers for plan in told[:3]] == [17, 12, 8]
    assert "because the settings say so" in told[0].reason
    assert told[-1].device == "CPU"


def test_experts_stay_in_the_computers_memory_where_the_card_is_too_small() -> None:
    first = ladder(card(gib=8), shape=experts(), ram=32)[0]
    assert first.n_gpu_layers == LAYERS + 1
    assert 0 < first.n_cpu_moe <= LAYERS
    assert f"the experts of {first.n_cpu_moe} of them stay in the computer's memory" in first.reason
    room = 8 * GIB - margin(card())
    assert card_bytes(first) <= room
    fewer = LoadParams(n_cpu_moe=first.n_cpu_moe - 1, n_ctx=first.n_ctx, n_gpu_layers=17)
    assert card_bytes(ladder(card(gib=8), shape=experts(), ram=32, params=fewer)[0]) > room


def test_experts_fit_on_a_card_that_is_large_enough() -> None:
    assert ladder(card(gib=24), shape=experts(), ram=32)[0].n_cpu_moe == 0


def test_a_mixture_of_experts_on_a_tiny_card_keeps_all_experts_off_it() -> None:
    first = ladder(card(gib=1.7), shape=experts(), ram=32)[0]
    assert first.device == "Vulkan0"
    assert first.n_cpu_moe == LAYERS
    assert first.n_gpu_layers < LAYERS + 1


def test_as_many_experts_as_the_settings_say() -> None:
    assert ladder(card(gib=24), shape=experts(), params=LoadParams(n_cpu_moe=3), ram=32)[0].n_cpu_moe == 3


@pytest.mark.parametrize(
    ("n_ctx", "kv"),
    [(8192, KvType.F16), (4096, KvType.F16), (4096, KvType.Q8_0), (2048, KvType.F16), (2048, KvType.Q8_0)],
)
def test_a_smaller_context_where_memory_is_short(n_ctx: int, kv: KvType) -> None:
    ram = needed(n_ctx, kv)
    first = ladder(ram=ram / GIB)[0]
    assert (first.n_ctx, first.type_k, first.type_v) == (n_ctx, kv, kv)
    assert first.squeezed == bool(first.notice) == (n_ctx < 8192)
    below = ladder(ram=(ram - 1) / GIB)[0]
    assert (below.n_ctx, below.type_k) != (n_ctx, kv) or "answers will be slow" in below.notice


def test_weights_may_be_larger_than_the_memory_but_are_announced() -> None:
    first = ladder(ram=1.5)[0]
    assert first.n_ctx == 2048
    assert "answers will be slow" in first.notice
    assert first.squeezed


def test_what_cannot_be_had_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        ladder(ram=0.1)
    assert caught.value.code == "no-memory"
    assert "“model.gguf”" in caught.value.what
    with pytest.raises(UserError) as caught:
        ladder(ram=4, params=LoadParams(n_ctx=131072))
    assert caught.value.remedy is Remedy.SMALLER_CONTEXT


def test_a_card_helps_where_the_computer_has_no_memory() -> None:
    steps = ladder(card(gib=8), ram=0.1)
    assert steps[0].n_gpu_layers == 17
    assert {plan.device for plan in steps} == {"Vulkan0"}


@pytest.mark.parametrize(("trained", "n_ctx"), [(131072, 8192), (4096, 4096), (2048, 2048), (512, 512), (3000, 3000)])
def test_the_context_is_the_trained_one_but_at_most_8192(trained: int, n_ctx: int) -> None:
    assert ladder(shape=dense(n_ctx_train=trained))[0].n_ctx == n_ctx


def test_a_context_that_was_asked_for_is_kept() -> None:
    assert {plan.n_ctx for plan in ladder(card(), params=LoadParams(n_ctx=20000))} == {20000}
    assert ladder(params=LoadParams(n_ctx=100, n_batch=512))[0].n_batch == 100


def test_kv_types_that_were_asked_for_are_kept() -> None:
    params = LoadParams(type_k=KvType.Q4_0, type_v=KvType.Q4_0)
    first = ladder(params=params)[0]
    assert (first.type_k, first.type_v, first.flash_attention) == ("q4_0", "q4_0", Switch.ON)


def test_quantised_values_need_flash_attention() -> None:
    off = LoadParams(type_k=KvType.Q8_0, type_v=KvType.Q8_0, flash_attention=Switch.OFF)
    first = ladder(params=off)[0]
    assert (first.type_k, first.type_v, first.flash_attention) == ("q8_0", "f16", Switch.OFF)
    assert "Values are kept in f16" in first.notice
    short = ladder(ram=2.6, params=LoadParams(flash_attention=Switch.OFF))[0]
    assert short.type_v == "f16"


def test_heads_that_do_not_divide_into_blocks_are_not_quantised() -> None:
    odd = replace(dense(), head_k=80, head_v=80)
    assert {plan.type_k for plan in ladder(shape=odd)} == {"f16"}
    asked = LoadParams(type_k=KvType.Q8_0, type_v=KvType.Q8_0)
    first = ladder(shape=odd, params=asked)[0]
    assert (first.type_k, first.type_v) == ("f16", "f16")
    assert "does not divide into blocks" in first.notice
    assert ladder(params=asked)[0].notice == ""


@pytest.mark.parametrize(
    ("params", "size", "threads"),
    [(LoadParams(), 2 * GIB, 4), (LoadParams(), MIB, 1), (LoadParams(n_threads=7), MIB, 7)],
)
def test_threads(params: LoadParams, size: int, threads: int) -> None:
    assert ladder(params=params, file_size=size)[0].n_threads == threads


def test_an_unreadable_header_is_left_to_llama_cpp() -> None:
    def steps(*devices: Device) -> list[Plan]:
        return plans((*devices, CPU), LoadParams(), None, ram_available=GIB, cores=2, file_size=GIB)

    assert [(plan.device, plan.n_gpu_layers, plan.n_ctx) for plan in steps()] == [("CPU", 0, 8192)]
    assert [(plan.device, plan.n_gpu_layers) for plan in steps(card())] == [("Vulkan0", -1), ("CPU", 0)]


def test_a_card_that_does_not_say_how_much_it_has_is_tried() -> None:
    assert ladder(card(gib=0))[0].device == "Vulkan0"
