"""F20: the graphics card is lost.

One rule: what a card does is done to a process that only says it has one (a hundred times), and to llama.cpp on Mesa's
llvmpipe, where `make engine` has built Vulkan.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from engine_kit import ask, collect, endless, until_text
from fault_kit import SCRIPTED, Program, Report, Watch, program, read, side_by_side
from tiny_model import write_tiny_model

from paddock.core.events import FinishReason
from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig, EngineStatus
from paddock.engine.jobs import Limits
from paddock.engine.supervisor import EngineSupervisor

CARD = "Vulkan0"


def lost_scripted(folder: Path, count: int, seed: int) -> Report:
    """A card that is lost during every answer, in a process that only speaks the wire."""
    model = write_tiny_model(folder / "model.gguf")
    command = (*SCRIPTED, "--device", CARD, "--lost")

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        with program(folder / f"home{number}", command, Limits()) as running:
            _lose_twice(report, running, str(model))

    return side_by_side(Report("F20, a card is lost, the scripted engine", seed), count, 2, attempt)


def _lose_twice(report: Report, running: Program, ref: str) -> None:
    """One more try with the card, then the processor, with a notice; the answer goes on each time."""
    chat = running.start(ref)
    model = running.engine.status.model
    report.check(model is not None and model.device == CARD and not model.notice, "it is not on the card")
    reply = running.chats.send(chat, "Hello")
    text = ""
    for device in (CARD, "CPU"):
        watch, pid = Watch(running.engine), running.pid
        said, end = read(reply)
        text += said
        report.check(end is not None and end.reason is FinishReason.INTERRUPTED, "it was not interrupted")
        watch.wait_for_restart(pid)
        model = running.engine.status.model
        report.check(model is not None and model.device == device, f"it is not on {device}")
        report.check(bool(model and model.notice) == (device == "CPU"), f"the notice is {model and model.notice!r}")
        reply = running.chats.resume(reply.message.id)
    said, _ = read(reply, lambda said: len(said.split()) > 20)
    reply.cancel()
    rest, end = read(reply)
    numbers = [int(piece.partition("@")[0]) for piece in (text + said + rest).split()]
    report.check(end is not None and end.reason is FinishReason.CANCELLED, "the processor did not go on")
    report.check(numbers == list(range(len(numbers))), "a piece is missing or there twice")
    report.check(running.chats.messages(chat)[-1].text == text + said + rest, "it is not stored as it was shown")


def lost_real(folder: Path, count: int, seed: int) -> Report:
    """llama.cpp's Vulkan on llvmpipe: vkQueueSubmit says that the device is lost, once or from now on."""
    report = Report("F20, a card is lost, llama.cpp on Vulkan", seed)
    preload = _lost_device(folder)
    if preload is None:
        report.seen["skipped: it needs `make engine`, a C compiler and Mesa's llvmpipe"] += 1
        return report

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        writable = folder / f"kv{number}"
        writable.mkdir()  # the process may delete a file only in there
        lost = writable / f"lost{number}"
        engine = EngineSupervisor(_vulkan_child(preload, lost))
        engine.configure(EngineConfig(cache_home=writable, own_models=folder))
        try:
            _lose_for_ever(report, engine, folder, lost, draw)
        finally:
            engine.close()

    return side_by_side(report, count, 1, attempt)


def _lost_device(folder: Path) -> Path | None:
    """The library that stands between llama.cpp and Vulkan; None where this cannot be had."""
    tests = Path(__file__).resolve().parents[1]
    built, compiler = tests.parent / "build" / "engine" / "llama_cpp", shutil.which("cc")
    if not built.exists() or compiler is None:
        return None
    library = folder / "lost_device.so"
    source = tests / "engine" / "lost_device.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    engine = EngineSupervisor(_vulkan_child(library, folder / "never"))
    try:
        seen = any(device.name == CARD for device in engine.devices().devices)
    finally:
        engine.close()
    return library if seen else None


def _vulkan_child(library: Path, lost: Path) -> Sequence[str]:
    built = Path(__file__).resolve().parents[2] / "build" / "engine"
    lines = [
        "import ctypes, os, sys",
        "os.environ['GGML_VK_VISIBLE_DEVICES'] = '0'",
        f"os.environ['LOST_DEVICE'] = {str(lost)!r}",
        f"sys.path.insert(0, {str(built)!r})",
        f"ctypes.CDLL({str(library)!r}, ctypes.RTLD_GLOBAL)",
        "from paddock.engine.child.main import main",
        "sys.exit(main())",
    ]
    return (sys.executable, "-P", "-c", "\n".join(lines))


def _lose_for_ever(report: Report, engine: EngineSupervisor, folder: Path, lost: Path, draw: random.Random) -> None:
    model = write_tiny_model(folder / f"{lost.name}.gguf", n_ctx_train=4096)
    loaded = engine.load(model, LoadParams(n_ctx=2048))
    report.check(loaded.device == CARD, f"it is on {loaded.device}")
    once = draw.random() < 0.5
    generation = engine.generate(endless())
    until_text(generation)
    watch, pid = Watch(engine), engine.status.pid
    time.sleep(draw.uniform(0.0, 0.2))
    if once:
        lost.touch()
    else:
        lost.mkdir()
    end = collect(generation).finished
    report.check(end.reason is FinishReason.INTERRUPTED, f"it ended with {end.reason}")
    device = CARD if once else "CPU"

    def there(status: EngineStatus) -> bool:
        return status.pid not in (None, pid) and status.model is not None and status.model.device == device

    if not once:  # a second process has the card again, until it is asked something
        watch.wait(lambda status: status.pid not in (None, pid) and status.model is not None)
        collect(engine.generate(ask("Hello again")))
    _, status = watch.wait(there)
    report.seen["lost once, and used again" if once else "lost for ever, the processor goes on"] += 1
    report.check(once or bool(status.model and status.model.notice), "there is no notice")
    again = engine.generate(endless())
    until_text(again)
    again.cancel()
    report.check(collect(again).finished.reason is FinishReason.CANCELLED, "nothing answers any more")
    watch.end()
