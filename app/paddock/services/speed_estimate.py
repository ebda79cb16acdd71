"""How fast a model will answer here, before it is there. One rule: from what was measured on this computer, or nothing.

For each token of an answer a model reads all its weights (of experts, those that take part) and the KV cache of what is
before; while one person is answered that decides the speed, so tokens a second are bandwidth over bytes. The bandwidth
is the best that an answer here has reached lately, by device. Before there was any, the processor's is measured by
reading memory; a graphics card's is not known then. `tests/bench/bench_estimate.py` holds the outcome against
llama.cpp.
"""

from __future__ import annotations

import ctypes
import json
import logging
import mmap
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psutil

from paddock.config.files import make_private_folder, write_private
from paddock.core.errors import UserError
from paddock.core.events import Finished
from paddock.core.memory import BYTES, CPU, ModelShape, Placement
from paddock.core.models import LoadedModel
from paddock.core.said import say

log = logging.getLogger(__name__)

WORDS_A_TOKEN = 0.75
"""English words in a token of Llama 3's vocabulary, about; other languages have fewer."""
EFFICIENCY = 0.5
"""Bytes that llama.cpp reads a second while it answers, as a share of what reading alone reaches just before and after.
On two cores of an EPYC, hardly anything else running (13 answers to `bench_estimate.py`'s questions): 1B Q4_K_M 0.30 to
0.41, 1B Q8_0 0.50 to 0.65, 3B Q4_K_M 0.49 to 0.76; this is the middle of them all. On a loaded computer it is less, for
threads wait for one another. An answer on this computer takes its place."""
TOKEN_SECONDS = 150e-6
"""That a token takes however small the model is: drawing it, handing it on. The guide, of 2 MB, makes 6600 a second."""
BLOCK = 64 << 20  # bytes a thread reads at once; more than the caches of a core hold
MOST_BYTES = 512 << 20  # of all threads together
ROUNDS = 3
MOST_SECONDS = 0.25
RECENT = 14 * 24 * 3600.0  # s; an older best makes room for a new measurement, whatever that is
SHORTEST = 32  # tokens of an answer that still say how fast it came
SMALLEST = 200e6  # bytes a token: what reads less waits for other things than memory
GUESSED = 0.05  # share of the tokens that may have been guessed ahead: those cost no reading of their own


def bytes_read(shape: ModelShape, placement: Placement, n_past: int) -> dict[str, float]:
    """Bytes that each device reads for one token.

    Args:
        n_past: tokens before it.
    """
    read: dict[str, float] = {}
    used = shape.n_expert_used / shape.n_expert if shape.n_expert else 1.0
    offloaded = 0 if placement.device == CPU else min(placement.n_gpu_layers, shape.n_layer + 1)
    first = shape.n_layer + 1 - offloaded

    def add(device: str, count: float) -> None:
        read[device] = read.get(device, 0.0) + count

    for layer, (size, experts) in enumerate(zip(shape.layer_bytes, shape.expert_bytes, strict=True)):
        device = placement.device if layer >= first else CPU
        add(device, size - experts + _kv(shape, placement, layer, n_past))
        add(CPU if layer < placement.n_cpu_moe else device, experts * used)
    add(placement.device if offloaded else CPU, shape.output_bytes)
    return {device: count for device, count in read.items() if count}


def _kv(shape: ModelShape, placement: Placement, layer: int, n_past: int) -> float:
    """Bytes of one layer's KV cache that a token reads."""
    windowed = bool(shape.swa_layers) and shape.swa_layers[layer] and shape.n_swa > 0
    seen = min(n_past, shape.n_swa) if windowed else n_past
    row = shape.head_k * BYTES[placement.type_k] + shape.head_v * BYTES[placement.type_v]
    return seen * shape.n_head_kv[layer] * row / 32


def tokens_per_second(read: Mapping[str, float], bandwidth: Callable[[str], float]) -> float:
    """Expected; 0 where nobody knows how fast one of the devices is."""
    seconds = TOKEN_SECONDS
    for device, count in read.items():
        speed = bandwidth(device)
        if speed <= 0:
            return 0.0
        seconds += count / speed
    return 1 / seconds if read else 0.0


def words_a_second(tokens: float) -> str:
    """ "about 12 words a second", in English; "" where nobody knows."""
    words = tokens * WORDS_A_TOKEN
    if not tokens:
        return ""
    if words < 0.95:
        return say("less than a word a second")
    rounded = round(words) if words < 100 else int(float(f"{words:.1e}"))
    one = say("about {count} word a second", count=rounded)
    return one if rounded == 1 else say("about {count} words a second", count=rounded)


@dataclass
class _Known:
    """What `machine.json` holds: by device the best bandwidth that an answer reached, and when; and the reading's."""

    devices: dict[str, tuple[float, float]] = field(default_factory=dict)
    memory: float = 0.0
    boot: int = 0


class Bandwidths:
    """Bytes a second that each device reads while a model answers; may be used from any thread, not the window's.

    Args:
        file: where it is kept; it can be made again.
        measure: reads the computer's memory; asked once, and the best since the computer was started counts.
        clock: seconds since 1970.
        boot: when this computer was started, seconds since 1970; another start is measured again, for it may be
            another computer by now.
    """

    def __init__(
        self,
        file: Path,
        *,
        measure: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.time,
        boot: Callable[[], float] = psutil.boot_time,
    ) -> None:
        self._file = file
        self._measure = measure or read_memory
        self._clock = clock
        self._boot = boot
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._measured = False

    def of(self, device: str) -> float:
        """Of a device ("CPU", "Vulkan0"); 0 where nobody knows. The first call may take a third of a second."""
        with self._lock:
            known = self._loaded()
            if device in known.devices:
                return known.devices[device][0]
            if device != CPU:
                return 0.0
            if not self._measured:
                self._measured = True
                self._measure_memory(known)
            return known.memory * EFFICIENCY

    def _measure_memory(self, known: _Known) -> None:
        """The best since the computer was started: what else runs only makes it look slower than it is."""
        boot = round(self._boot() / 60)  # the clock is set now and then
        before = known.memory if abs(known.boot - boot) <= 1 else 0.0
        found = self._measure()
        if found > before:
            known.memory, known.boot = found, boot
            self._keep(known)

    def learn(self, shape: ModelShape, loaded: LoadedModel, answer: Finished) -> None:
        """Take note of how fast an answer came, if it says how fast one device reads."""
        usage, speed = answer.usage, answer.timings.decode_tok_s
        if speed <= 0 or usage.completion_tokens < SHORTEST:
            return
        if usage.accepted_tokens > GUESSED * usage.completion_tokens:
            return
        placement = Placement(
            loaded.n_ctx, loaded.device, loaded.n_gpu_layers, type_k=loaded.type_k, type_v=loaded.type_v
        )
        read = bytes_read(shape, placement, usage.prompt_tokens + usage.completion_tokens // 2)
        experts_elsewhere = len(loaded.memory) > 1 and shape.n_expert > 0
        if len(read) != 1 or experts_elsewhere:
            return
        ((device, count),) = read.items()
        if count >= SMALLEST:
            self._note(device, count / max(1 / speed - TOKEN_SECONDS, TOKEN_SECONDS))

    def _note(self, device: str, bandwidth: float) -> None:
        with self._lock:
            known = self._loaded()
            best, at = known.devices.get(device, (0.0, 0.0))
            now = self._clock()
            if bandwidth > best or not 0 <= now - at < RECENT:
                known.devices[device] = (bandwidth, now)
                self._keep(known)

    def _loaded(self) -> _Known:
        if self._known is None:
            self._known = _read(self._file)
        return self._known

    def _keep(self, known: _Known) -> None:
        content = {
            "devices": {name: {"bandwidth": best, "at": at} for name, (best, at) in known.devices.items()},
            "memory": {"bandwidth": known.memory, "boot": known.boot},
        }
        try:
            make_private_folder(self._file.parent)
            write_private(self._file, json.dumps(content, indent=1).encode())
        except (OSError, UserError) as error:  # it is measured again next time
            log.info("What was measured of this computer could not be kept: %s", error)


def _read(file: Path) -> _Known:
    """What is in the file; what is not there or is no such thing counts as unknown."""
    try:
        content: Any = json.loads(file.read_bytes())
        devices = {str(name): (float(one["bandwidth"]), float(one["at"])) for name, one in content["devices"].items()}
        return _Known(devices, float(content["memory"]["bandwidth"]), int(content["memory"]["boot"]))
    except FileNotFoundError:
        return _Known()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.info("What was measured of this computer is measured again: %s", type(error).__name__)
        return _Known()


def read_memory() -> float:
    """Bytes a second that all cores together read of the computer's memory; takes a quarter of a second.

    Each thread compares the two halves of a block of its own (C's `memcmp`), which writes nothing and lets the others
    run meanwhile. 0 where that cannot be had.
    """
    compare = _memcmp()
    cores = psutil.cpu_count(logical=False) or 1
    if compare is None:
        return 0.0
    block = min(BLOCK, MOST_BYTES // cores)
    # Not `create_string_buffer`: it writes zeros to all of it, and no other thread of the program runs meanwhile.
    blocks = [(ctypes.c_char * block).from_buffer(mmap.mmap(-1, block)) for _ in range(cores)]
    for memory in blocks:
        ctypes.memset(memory, 1, block)  # memory that nobody has written to is all one page
    best, began = 0.0, time.perf_counter()
    for _ in range(ROUNDS):
        best = max(best, _read_once(compare, blocks, block))
        if time.perf_counter() - began > MOST_SECONDS:
            break
    return best


def _read_once(compare: Callable[[int, int, int], int], blocks: list[Any], size: int) -> float:
    """Bytes a second of one round; all threads begin together."""
    begin = threading.Barrier(len(blocks) + 1)

    def read(address: int) -> None:
        begin.wait()
        compare(address, address + size // 2, size // 2)

    threads = [threading.Thread(target=read, args=(ctypes.addressof(block),), daemon=True) for block in blocks]
    for thread in threads:
        thread.start()
    begin.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return size * len(blocks) / (time.perf_counter() - began)


def _memcmp() -> Callable[[int, int, int], int] | None:
    """C's own; called through ctypes it gives way to other threads."""
    try:
        library = ctypes.CDLL("msvcrt") if os.name == "nt" else ctypes.CDLL(None)
        compare = library.memcmp
    except (OSError, AttributeError) as error:
        log.info("Memory cannot be measured: %s", error)
        return None
    compare.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
    compare.restype = ctypes.c_int
    return cast(Callable[[int, int, int], int], compare)
