"""How fast a model is expected to answer: from bytes and bandwidth, and from what was measured."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from paddock.core.events import Finished, FinishReason, Timings, Usage
from paddock.core.memory import CPU, ModelShape, Placement, kv_bytes
from paddock.core.models import DeviceMemory, LoadedModel
from paddock.hub.catalog import entry_of
from paddock.services.speed_estimate import (
    EFFICIENCY,
    RECENT,
    TOKEN_SECONDS,
    Bandwidths,
    bytes_read,
    read_memory,
    tokens_per_second,
    words_a_second,
)

LOADED = LoadedModel(
    Path("/m.gguf"), "llama", 8192, 131072, 1, 1, CPU, "", "file", 1.0, n_layer=17, memory=(DeviceMemory(CPU, 1, 1, 1),)
)


def shape_of(id: str) -> ModelShape:
    entry = entry_of(id)
    assert entry is not None
    shape = entry.shape()
    assert shape is not None
    return shape


ONE, EIGHT, SCOUT = shape_of("llama-3.2-1b"), shape_of("llama-3.1-8b"), shape_of("llama-4-scout")


def answer(speed: float, tokens: int = 100, prompt: int = 0, accepted: int = 0) -> Finished:
    usage = Usage(prompt_tokens=prompt, completion_tokens=tokens, accepted_tokens=accepted)
    return Finished(FinishReason.STOP, usage, Timings(decode_tok_s=speed), 1)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


class Machine:
    """Bandwidths in a file, on a computer that reads 10 GB a second."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "cache" / "machine.json"
        self.clock = Clock()
        self.booted = 0.0
        self.reads = 10e9
        self.measured = 0

    def bandwidths(self) -> Bandwidths:
        def measure() -> float:
            self.measured += 1
            return self.reads

        return Bandwidths(self.file, measure=measure, clock=self.clock, boot=lambda: self.booted)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_all_weights_and_the_cache_are_read_for_a_token() -> None:
    empty = bytes_read(ONE, Placement(8192), 0)
    assert empty == {CPU: sum(ONE.layer_bytes) + ONE.output_bytes}
    assert bytes_read(ONE, Placement(8192), 4096)[CPU] == empty[CPU] + kv_bytes(ONE, 4096)
    quantised = bytes_read(ONE, Placement(8192, type_k="q8_0", type_v="q8_0"), 4096)
    assert quantised[CPU] == empty[CPU] + kv_bytes(ONE, 4096, "q8_0", "q8_0")


def test_of_a_large_vocabulary_only_the_output_is_read() -> None:
    read = bytes_read(EIGHT, Placement(8192), 0)[CPU]
    assert read == sum(EIGHT.layer_bytes) + EIGHT.output_bytes
    assert read < sum(EIGHT.layer_bytes) + EIGHT.output_bytes + EIGHT.input_bytes


def test_of_sixteen_experts_one_is_read() -> None:
    read = bytes_read(SCOUT, Placement(8192), 0)[CPU]
    experts = sum(SCOUT.expert_bytes)
    assert read == pytest.approx(sum(SCOUT.layer_bytes) - experts + experts / 16 + SCOUT.output_bytes)


def test_layers_on_a_card_are_read_there() -> None:
    every = bytes_read(EIGHT, Placement(8192, "Vulkan0", 33), 100)
    assert set(every) == {"Vulkan0"}
    some = bytes_read(EIGHT, Placement(8192, "Vulkan0", 9), 100)
    assert some["Vulkan0"] == pytest.approx(
        sum(EIGHT.layer_bytes[-8:]) + EIGHT.output_bytes + kv_bytes(EIGHT, 256) * 100 / 256 / 4
    )
    assert sum(some.values()) == pytest.approx(sum(every.values()))
    kept = bytes_read(SCOUT, Placement(8192, "Vulkan0", 49, n_cpu_moe=48), 0)
    assert kept[CPU] == pytest.approx(sum(SCOUT.expert_bytes) / 16)


def test_a_window_is_not_read_beyond() -> None:
    shape = replace(ONE, n_swa=512, swa_layers=(True,) * 16)
    assert bytes_read(shape, Placement(8192), 4096) == bytes_read(shape, Placement(8192), 512)


def test_tokens_a_second_need_every_devices_bandwidth() -> None:
    known = {CPU: 10e9, "Vulkan0": 100e9}
    assert tokens_per_second({CPU: 1e9}, lambda name: known[name]) == pytest.approx(10, rel=0.01)
    assert tokens_per_second({CPU: 1e9, "Vulkan0": 10e9}, lambda name: known[name]) == pytest.approx(5, rel=0.01)
    assert tokens_per_second({CPU: 1e9, "CUDA0": 1e9}, lambda name: known.get(name, 0.0)) == 0
    assert tokens_per_second({}, lambda name: known[name]) == 0
    assert tokens_per_second({CPU: 2e6}, lambda name: known[name]) == pytest.approx(1 / (TOKEN_SECONDS + 2e-4))


@pytest.mark.parametrize(
    ("tokens", "told"),
    [(16, "about 12 words a second"), (1.3, "about 1 word a second"), (0.5, "less than a word a second"),
     (0.01, "less than a word a second"), (7000, "about 5200 words a second"), (0, "")],
)  # fmt: skip
def test_words(tokens: float, told: str) -> None:
    assert words_a_second(tokens) == told


def test_of_what_was_measured_since_the_computer_started_the_best_counts(machine: Machine) -> None:
    first = machine.bandwidths()
    assert first.of(CPU) == first.of(CPU) == 10e9 * EFFICIENCY
    assert machine.measured == 1
    for reads, best in ((5e9, 10e9), (20e9, 20e9), (15e9, 20e9)):  # other programs were busy, or were not
        machine.reads = reads
        assert machine.bandwidths().of(CPU) == best * EFFICIENCY
    assert machine.measured == 4
    machine.booted, machine.reads = 1_000_000.0, 5e9  # it may be another computer by now
    assert machine.bandwidths().of(CPU) == 5e9 * EFFICIENCY


def test_nobody_knows_how_fast_a_card_is_before_it_answered(machine: Machine) -> None:
    bandwidths = machine.bandwidths()
    assert bandwidths.of("Vulkan0") == 0
    loaded = replace(LOADED, device="Vulkan0", n_gpu_layers=17)
    bandwidths.learn(ONE, loaded, answer(100))
    assert bandwidths.of("Vulkan0") == pytest.approx(100 * bytes_read(ONE, Placement(8192), 50)[CPU], rel=0.02)
    assert machine.measured == 0


def test_what_an_answer_reached_counts_more_than_reading(machine: Machine) -> None:
    machine.bandwidths().learn(ONE, LOADED, answer(20, prompt=1000))
    again = machine.bandwidths()
    read = bytes_read(ONE, Placement(8192), 1050)
    assert again.of(CPU) == pytest.approx(20 * read[CPU], rel=0.01)
    assert tokens_per_second(read, again.of) == pytest.approx(20)


def test_the_best_lately_is_kept(machine: Machine) -> None:
    bandwidths = machine.bandwidths()
    bandwidths.learn(ONE, LOADED, answer(20))
    best = bandwidths.of(CPU)
    bandwidths.learn(ONE, LOADED, answer(10))
    assert bandwidths.of(CPU) == best
    bandwidths.learn(ONE, LOADED, answer(30))
    assert bandwidths.of(CPU) == pytest.approx(1.5 * best, rel=0.01)
    machine.clock.now += RECENT + 1
    bandwidths.learn(ONE, LOADED, answer(10))
    assert bandwidths.of(CPU) == pytest.approx(0.5 * best, rel=0.01)


@pytest.mark.parametrize(
    ("shape", "loaded", "end"),
    [
        (ONE, LOADED, answer(20, tokens=5)),  # too short
        (ONE, LOADED, answer(0)),
        (ONE, LOADED, answer(60, accepted=50)),  # guessed ahead
        (replace(ONE, layer_bytes=(1000,) * 16, output_bytes=1000), LOADED, answer(5000)),  # as small as the guide
        (EIGHT, replace(LOADED, device="Vulkan0", n_gpu_layers=9), answer(20)),  # on two devices
    ],
)
def test_what_says_nothing_of_a_device_is_not_noted(
    machine: Machine, shape: ModelShape, loaded: LoadedModel, end: Finished
) -> None:
    bandwidths = machine.bandwidths()
    bandwidths.learn(shape, loaded, end)
    assert not machine.file.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"devices": {"CPU": 3}}', '{"devices": {}, "memory": null}'])
def test_a_damaged_file_is_measured_again(machine: Machine, content: str) -> None:
    machine.file.parent.mkdir()
    machine.file.write_text(content)
    assert machine.bandwidths().of(CPU) == 10e9 * EFFICIENCY
    assert json.loads(machine.file.read_text())["memory"]["bandwidth"] == 10e9


def test_where_nothing_can_be_kept_it_is_measured_all_the_same(machine: Machine) -> None:
    machine.file.parent.write_text("a file where the folder should be")
    assert machine.bandwidths().of(CPU) == 10e9 * EFFICIENCY


def test_this_computer_reads_its_memory() -> None:
    assert 1e8 < read_memory() < 1e13
