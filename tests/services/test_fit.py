"""Whether a model fits: the numbers come from its header, the words from the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf
from service_kit import MakeServices
from standin import StandInHub

from paddock.core.errors import UserError
from paddock.core.hardware import GIB, OWN_MEMORY, Fit, Ram
from paddock.core.memory import CPU, Placement, estimate
from paddock.core.sizes import memory_text
from paddock.engine.api import Device, DeviceReport
from paddock.engine.fake import FakeEngine
from paddock.hub.client import HubClient
from paddock.hub.gguf import read_header
from paddock.hub.shape import shape_of
from paddock.services.fit import FitReport, FitService

LAYERS = 16
Q4_K = 12
TENSORS = {
    "token_embd.weight": (2048, 128256),
    **{f"blk.{layer}.ffn_up.weight": (2048, 32768) for layer in range(LAYERS)},
}
EXPERTS = {
    "token_embd.weight": (2048, 128256),
    **{f"blk.{layer}.ffn_up_exps.weight": (2048, 8192, 4) for layer in range(LAYERS)},
    **{f"blk.{layer}.attn_q.weight": (2048, 2048) for layer in range(LAYERS)},
}


def big(path: Path, tensors: Mapping[str, tuple[int, ...]] = TENSORS, **metadata: object) -> Path:
    """A model of some size, all of it hole."""
    placed, end = [], 0
    for name, dims in tensors.items():
        placed.append((name, dims, Q4_K, end))
        end += math.prod(dims) // 256 * 144
    content = gguf({**LLAMA, "llama.feed_forward_length": 8192, **metadata}, placed, data=0)
    with path.open("wb") as stream:
        stream.write(content)
        stream.truncate(len(content) + end)
    return path


class Knows:
    """What the engine says of its devices: these graphics cards, or why it says nothing."""

    def __init__(self, *graphics: Device, error: UserError | None = None) -> None:
        self._graphics = graphics
        self._error = error

    def __call__(self) -> DeviceReport:
        if self._error:
            raise self._error
        report = FakeEngine().devices()
        if not self._graphics:
            return report
        return replace(report, devices=(*report.devices, *self._graphics), chosen=self._graphics[0].name)


def card(free: int, kind: str = "GPU") -> Device:
    return Device("Vulkan0", "a graphics card", kind, free, 16 * GIB)


class Desk:
    """The service on a computer of one's choice."""

    def __init__(self, make: MakeServices, folder: Path) -> None:
        self._services = make()
        self._client = HubClient({"HF_ENDPOINT": "http://127.0.0.1:9"}, folder)
        self.hosts: list[str] = []

    def fit(
        self,
        name: str,
        n_ctx: int = 0,
        *,
        engine: Knows | None = None,
        ram: int = 16 * GIB,
        free: int = 12 * GIB,
        client: HubClient | None = None,
    ) -> FitReport:
        service = FitService(self._services.models, engine or Knows(), client or self._client, Ram(ram, free))
        return service.fit(name, n_ctx, connecting=self.hosts.append)


@pytest.fixture
def desk(make_services: MakeServices, tmp_path: Path) -> Desk:
    return Desk(make_services, tmp_path)


def test_on_the_processor(desk: Desk, tmp_path: Path) -> None:
    path = big(tmp_path / "big.gguf")
    shape = shape_of(read_header(path))
    assert shape is not None
    report = desk.fit(str(path))
    assert (report.n_ctx, report.n_ctx_train, report.n_gpu_layers, report.problem) == (8192, 131072, 0, "")
    (cpu,) = report.devices
    (needed,) = estimate(shape, Placement(8192))
    assert (cpu.device, cpu.weights, cpu.kv, cpu.compute, cpu.total) == (
        CPU, needed.weights, needed.kv, needed.compute, needed.total,
    )  # fmt: skip
    assert (cpu.memory_free, cpu.memory_total) == (12 * GIB, 16 * GIB)
    assert report.fits is Fit.FITS
    assert report.words == f"It fits: it takes {memory_text(needed.total)} of this computer's 16 GB of memory."
    assert desk.hosts == []


def test_the_context_that_is_asked_for_counts(desk: Desk, tmp_path: Path) -> None:
    path = big(tmp_path / "big.gguf")
    small, large = desk.fit(str(path), 2048), desk.fit(str(path), 131072)
    assert large.devices[0].kv == 64 * small.devices[0].kv
    assert large.devices[0].weights == small.devices[0].weights
    beyond = desk.fit(str(path), 200_000)
    assert "It was trained with 131072 tokens" in beyond.words


def test_the_verdict_goes_by_all_memory_and_says_what_is_free_now(desk: Desk, tmp_path: Path) -> None:
    path = big(tmp_path / "big.gguf")
    needed = desk.fit(str(path)).devices[0].total
    tight = desk.fit(str(path), ram=int((needed + OWN_MEMORY) * 1.3), free=needed)
    assert (tight.fits, "other programs must make way" in tight.words) == (Fit.TIGHT, True)
    never = desk.fit(str(path), ram=needed, free=needed // 2)
    assert (never.fits, "It does not fit" in never.words, set(never.largest.values())) == (Fit.NO, True, {0})
    later = desk.fit(str(path), free=needed // 2)
    assert later.fits is Fit.FITS
    assert f"Only {memory_text(needed // 2)} are free right now" in later.words


def test_the_largest_context_fits_and_one_cell_more_does_not(desk: Desk, tmp_path: Path) -> None:
    path = big(tmp_path / "big.gguf")
    free = desk.fit(str(path), 2048).devices[0].total + GIB
    largest = desk.fit(str(path), free=free).largest
    assert 8192 < largest["f16"] < largest["q8_0"] < largest["q4_0"] <= 131072
    assert desk.fit(str(path), largest["f16"]).devices[0].total <= free
    assert desk.fit(str(path), largest["f16"] + 256).devices[0].total > free


def test_a_quantised_cache_is_offered_only_where_llama_cpp_takes_it(desk: Desk, tmp_path: Path) -> None:
    path = big(tmp_path / "odd.gguf", **{"llama.attention.key_length": 40, "llama.attention.value_length": 40})
    assert list(desk.fit(str(path)).largest) == ["f16"]


def test_all_of_it_on_the_graphics_card(desk: Desk, tmp_path: Path) -> None:
    report = desk.fit(str(big(tmp_path / "big.gguf")), engine=Knows(card(12 * GIB)))
    cpu, gpu = report.devices
    assert (report.n_gpu_layers, report.n_layer, gpu.device, gpu.memory_free) == (17, 17, "Vulkan0", 12 * GIB)
    assert gpu.weights > cpu.weights > 0
    assert (cpu.kv, gpu.kv > 0) == (0, True)
    assert "All of it fits on Vulkan0 (a graphics card)." in report.words


def test_as_many_layers_on_the_graphics_card_as_fit(desk: Desk, tmp_path: Path) -> None:
    path = str(big(tmp_path / "big.gguf"))
    whole = desk.fit(path, engine=Knows(card(12 * GIB))).devices[1].total
    report = desk.fit(path, engine=Knows(card(whole + GIB - 100_000_000)))
    assert 0 < report.n_gpu_layers < 17
    assert report.devices[0].kv > 0
    assert f"{report.n_gpu_layers} of 17 layers fit on Vulkan0" in report.words
    none = desk.fit(path, engine=Knows(card(GIB)))
    assert (none.n_gpu_layers, len(none.devices)) == (0, 1)
    assert "Not one layer fits" in none.words


def test_experts_stay_behind_before_layers_do(desk: Desk, tmp_path: Path) -> None:
    path = str(big(tmp_path / "moe.gguf", EXPERTS, **{"llama.expert_count": 4, "llama.expert_used_count": 1}))
    whole = desk.fit(path, engine=Knows(card(12 * GIB)))
    report = desk.fit(path, engine=Knows(card(whole.devices[1].total + GIB - 100_000_000)))
    assert (whole.n_cpu_moe, report.n_gpu_layers) == (0, 17)
    assert 0 < report.n_cpu_moe < LAYERS
    assert "but for the experts of" in report.words


def test_integrated_graphics_take_the_computers_own_memory(desk: Desk, tmp_path: Path) -> None:
    path = str(big(tmp_path / "big.gguf"))
    total = sum(device.total for device in desk.fit(path, engine=Knows(card(12 * GIB))).devices)
    assert desk.fit(path, engine=Knows(card(12 * GIB)), ram=total).fits is Fit.FITS
    assert desk.fit(path, engine=Knows(card(12 * GIB, "IGPU")), ram=total).fits is Fit.NO


def test_without_an_engine_there_is_still_the_processor(desk: Desk, tmp_path: Path) -> None:
    broken = Knows(error=UserError("llama.cpp is not installed.", "Install Paddock again.", code="engine-missing"))
    report = desk.fit(str(big(tmp_path / "big.gguf")), engine=broken)
    assert report.fits is Fit.FITS
    assert "llama.cpp is not installed." in report.problem


def test_a_model_on_the_hub_is_judged_by_its_header(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "small.gguf"
    path.write_bytes(gguf(data=2_000_000))
    with StandInHub(path.read_bytes()) as hub:
        client = HubClient(hub.env, tmp_path)
        there = desk.fit("hf:owner/repo/small.gguf", client=client)
        ranges = hub.ranges()
    assert there == desk.fit(str(path))
    assert desk.hosts == ["127.0.0.1"]
    assert ranges == ["bytes=0-262143"]


@pytest.mark.parametrize(
    ("metadata", "code"),
    [({"general.architecture": "mllama"}, "vision-model"), ({"general.architecture": "mamba"}, "unknown-shape")],
)
def test_what_cannot_be_judged_is_said(desk: Desk, tmp_path: Path, metadata: dict[str, object], code: str) -> None:
    path = tmp_path / "strange.gguf"
    path.write_bytes(gguf({**LLAMA, **metadata}))
    with StandInHub(path.read_bytes()) as hub:
        client = HubClient(hub.env, tmp_path)
        for name in (str(path), "hf:owner/repo/strange.gguf"):
            with pytest.raises(UserError) as caught:
                desk.fit(name, client=client)
            assert (caught.value.code, bool(caught.value.todo)) == (code, True)
