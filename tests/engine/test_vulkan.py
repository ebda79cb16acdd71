"""The engine that `make engine` builds: its plugins, and a model computed through Vulkan on Mesa's llvmpipe.

Skipped by name where build/engine or llvmpipe is not there: nothing here needs a graphics card.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from canary_kit import check_inside, landlock, put_inside
from engine_kit import SHARED, StatusWatch, ask, collect

from paddock.core.events import FinishReason
from paddock.core.models import LoadedModel
from paddock.core.params import KvType, LoadParams, SamplingParams, Switch
from paddock.engine.api import DeviceReport, EngineConfig, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "engine"
GUIDE = ROOT / "resources" / "guide" / "guide.gguf"
QUESTION = "How do I change the model?"
STORIES = SHARED / "models" / "stories260K.gguf"


pytestmark = [
    pytest.mark.skipif(not (BUILT / "llama_cpp").exists(), reason="build/engine is not here: make engine"),
    pytest.mark.allow_log("paddock.engine"),  # that the process died, see `ask_twice`
]


def child(*before: str) -> tuple[str, ...]:
    """The engine's process with the plugins; `before` are statements of Python that come first."""
    lines = [
        "import os, sys",
        # llvmpipe is a processor, and llama.cpp takes such a Vulkan device only where it is told to.
        "os.environ['GGML_VK_VISIBLE_DEVICES'] = '0'",
        f"sys.path.insert(0, {str(BUILT)!r})",
        *before,
        "from paddock.engine.child.main import main",
        "sys.exit(main())",
    ]
    return (sys.executable, "-P", "-c", "\n".join(lines))


@pytest.fixture(scope="module")
def dynamic() -> Iterator[EngineSupervisor]:
    engine = EngineSupervisor(child())
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def report(dynamic: EngineSupervisor) -> DeviceReport:
    return dynamic.devices()


@pytest.fixture(scope="module")
def vulkan(report: DeviceReport) -> str:
    """The name of the Vulkan device."""
    found = [device.name for device in report.devices if device.name.startswith("Vulkan")]
    if not found:
        pytest.skip("no Vulkan device here, not even llvmpipe (Debian, Ubuntu: mesa-vulkan-drivers)")
    return found[0]


def answer(engine: EngineSupervisor, path: Path, params: LoadParams) -> tuple[LoadedModel, str]:
    story = GenerationRequest(raw="Once upon a time", sampling=SamplingParams(temperature=0.0, max_tokens=64))
    model = engine.load(path, params)
    return model, ask_twice(engine, story if path == STORIES else ask(QUESTION))


def ask_twice(engine: EngineSupervisor, request: GenerationRequest) -> str:
    """The answer; a second one where the process died over the first.

    In a thread of its own, llvmpipe of Mesa 22.3 reads through a null pointer about once in sixty loads. The engine
    comes back by itself.
    """
    first = collect(engine.generate(request))
    again = first.finished.reason is FinishReason.INTERRUPTED
    return collect(engine.generate(request)).text if again else first.text


def test_the_backends_are_plugins_and_one_fits_this_processor(report: DeviceReport) -> None:
    assert report.dynamic
    processors = [backend for backend in report.backends if backend.startswith("CPU")]
    assert len(processors) == 1
    if sys.platform == "linux":  # elsewhere the system does not tell which file is loaded
        assert processors[0].removeprefix("CPU ") in {
            path.name.partition("ggml-cpu-")[2].partition(".")[0] for path in (BUILT / "llama_cpp/lib").iterdir()
        }
    assert "RPC" in report.backends


def test_the_answer_of_the_plugins_is_that_of_pips_build(dynamic: EngineSupervisor, engine: EngineSupervisor) -> None:
    params = LoadParams(device="CPU")
    assert answer(dynamic, GUIDE, params)[1] == answer(engine, GUIDE, params)[1] != ""


def test_vulkan_is_chosen_by_itself(dynamic: EngineSupervisor, vulkan: str, report: DeviceReport) -> None:
    assert report.chosen == vulkan
    assert "Vulkan" in report.backends
    model, _ = answer(dynamic, GUIDE, LoadParams())
    assert model.device == vulkan
    assert model.n_gpu_layers == model.n_layer > 1
    assert "all 4 layers fit" in model.device_reason
    assert model.notice == ""


@pytest.mark.parametrize(
    "path", [GUIDE, pytest.param(STORIES, marks=pytest.mark.skipif(not STORIES.exists(), reason="no shared/ here"))]
)
@pytest.mark.parametrize(
    "params",
    [LoadParams(n_ctx=512), LoadParams(n_ctx=512, n_gpu_layers=2), LoadParams(n_ctx=512, flash_attention=Switch.OFF)],
    ids=["all layers", "some layers", "no flash attention"],
)
def test_vulkan_gives_the_processors_text(
    dynamic: EngineSupervisor, vulkan: str, path: Path, params: LoadParams
) -> None:
    model, text = answer(dynamic, path, params)
    assert model.device == vulkan
    processor, same = answer(dynamic, path, LoadParams(n_ctx=512, device="CPU"))
    assert processor.device == "CPU"
    assert processor.n_gpu_layers == 0
    assert "seen but not used, because the settings say so" in processor.device_reason
    assert text == same != ""


def test_a_quantised_cache_lies_on_the_card_too(dynamic: EngineSupervisor, vulkan: str) -> None:
    params = LoadParams(n_ctx=512, type_k=KvType.Q8_0, type_v=KvType.Q8_0)
    model, text = answer(dynamic, GUIDE, params)
    assert (model.device, model.type_k, model.type_v, model.flash_attention) == (vulkan, "q8_0", "q8_0", True)
    assert text


@landlock
def test_where_vulkan_computes_a_canary_reaches_nothing(vulkan: str, outside: dict[str, Any], tmp_path: Path) -> None:
    engine = EngineSupervisor(child(), environment=put_inside(outside, GUIDE, tmp_path))
    engine.configure(EngineConfig(cache_home=Path(outside["cache"])))
    try:
        model, text = answer(engine, GUIDE, LoadParams())
        assert model.device == vulkan
        assert text
        check_inside(engine, outside, ask(QUESTION))
    finally:
        engine.close()


@pytest.fixture
def losing(vulkan: str, tmp_path: Path) -> Iterator[tuple[EngineSupervisor, Path]]:
    """An engine whose graphics card is lost when the path that comes with it is made."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler here")
    library, writable = tmp_path / "lost_device.so", tmp_path / "kv"
    writable.mkdir()  # the process may delete a file only in there
    lost = writable / "lost"
    source = Path(__file__).with_name("lost_device.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    before = [f"os.environ['LOST_DEVICE'] = {str(lost)!r}", "import ctypes"]
    engine = EngineSupervisor(child(*before, f"ctypes.CDLL({str(library)!r}, ctypes.RTLD_GLOBAL)"))
    engine.configure(EngineConfig(cache_home=writable))
    yield engine, lost
    engine.close()


def test_a_card_that_is_lost_once_is_used_again(losing: tuple[EngineSupervisor, Path], vulkan: str) -> None:
    engine, lost = losing
    model, text = answer(engine, GUIDE, LoadParams())
    assert model.device == vulkan
    watch = StatusWatch(engine)
    pid = engine.status.pid
    assert pid is not None
    lost.touch()
    collect(engine.generate(ask("Something else")))
    ready = watch.wait_for_restart(pid)
    assert not lost.exists()
    assert ready.model is not None
    assert ready.model.device == vulkan
    assert ask_twice(engine, ask(QUESTION)) == text


def test_a_card_that_stays_lost_gives_way_to_the_processor(losing: tuple[EngineSupervisor, Path], vulkan: str) -> None:
    engine, lost = losing
    _, text = answer(engine, GUIDE, LoadParams())
    watch = StatusWatch(engine)
    lost.mkdir()
    collect(engine.generate(ask("Something else")))
    ready = watch.wait(lambda status: status.model is not None and status.model.device == "CPU")
    assert ready.model is not None
    assert ready.model.notice
    assert ask_twice(engine, ask(QUESTION)) == text
