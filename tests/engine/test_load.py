"""Loading models with the real child: progress, files that are none, memory, and the way back."""

from __future__ import annotations

import itertools
import os
import random
import sys
import threading
from pathlib import Path

import psutil
import pytest
from engine_kit import CHILD, PATIENCE, StatusWatch, ask, collect, endless, until_text
from tiny_model import write_tiny_model

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.events import FinishReason
from paddock.core.params import LoadParams
from paddock.engine import wire
from paddock.engine.api import EngineState
from paddock.engine.jobs import Limits
from paddock.engine.supervisor import EngineSupervisor

DAMAGED = {"truncated", "load-failed", "unsupported-architecture", "unsupported-gguf", "no-memory"}


def refusal(engine: EngineSupervisor, path: Path, params: LoadParams | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        engine.load(path, params or LoadParams())
    return caught.value


def test_loading_tells_how_far_it_is(engine: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(engine)
    model = engine.load(tiny, LoadParams())
    states = [status.state for status in watch.seen]
    assert states.index(EngineState.STARTING) < states.index(EngineState.LOADING) < states.index(EngineState.READY)
    progress = [status.progress for status in watch.seen if status.state is EngineState.LOADING]
    assert progress == sorted(progress)
    assert len(set(progress)) > 2
    assert engine.status.model == model
    assert engine.status.error == ""
    assert engine.status.pid is not None
    watch.end()


def test_what_is_known_of_a_model(engine: EngineSupervisor, tiny: Path) -> None:
    model = engine.load(tiny, LoadParams())
    assert model.path == tiny
    assert model.description.startswith("llama")
    assert "?" not in model.description, "llama.cpp has no name for this size"
    assert model.n_ctx == model.n_ctx_train == 4096
    assert model.n_params > 10_000
    assert model.size == tiny.stat().st_size
    assert model.template_source == "file"
    assert model.load_ms > 0
    assert model.device_reason.endswith(".")


def test_the_context_is_the_trained_one_but_at_most_8192(engine: EngineSupervisor, tmp_path: Path) -> None:
    long = write_tiny_model(tmp_path / "long.gguf", n_ctx_train=131072)
    assert engine.load(long, LoadParams()).n_ctx == 8192
    assert engine.load(long, LoadParams(n_ctx=16384)).n_ctx == 16384


def test_the_same_model_again_costs_nothing(ready: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(ready)
    assert ready.load(tiny, LoadParams()) is ready.load(tiny, LoadParams())
    assert EngineState.LOADING not in [status.state for status in watch.seen]
    assert ready.load(tiny, LoadParams(n_ctx=512)).n_ctx == 512
    assert EngineState.LOADING in [status.state for status in watch.seen]
    assert len(ready.status.models) == 1


def test_another_file_at_the_same_place_is_another_model(engine: EngineSupervisor, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "model.gguf")
    engine.load(path, LoadParams())
    before = collect(engine.generate(ask("Hello"))).text
    write_tiny_model(tmp_path / "new.gguf", seed=1, n_ctx_train=2048).replace(path)
    assert engine.load(path, LoadParams()).n_ctx == 2048
    assert collect(engine.generate(ask("Hello"))).text != before


def test_two_who_want_the_same_model_load_it_once(engine: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(engine)
    threads = [threading.Thread(target=engine.load, args=(tiny, LoadParams())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    states = [status.state for status in watch.seen]
    assert [state for state, _ in itertools.groupby(states)].count(EngineState.READY) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"hello", "not-a-model"),
        (b"PK\x03\x04zip", "zip"),
        (b'\x40\0\0\0\0\0\0\0{"a":1}', "safetensors"),
        (b"version https://git-lfs.github.com/spec/v1\n", "lfs-pointer"),
        (b"GGUF", "truncated"),
        (b"GGUF" + bytes(4096), "truncated"),
        (b"GGUF\x01\0\0\0" + bytes(64), "gguf-version-1"),
        (b"GGUF\x63\0\0\0" + bytes(64), "unsupported-gguf"),
        (b"GGUF\0\0\0\x03" + bytes(64), "big-endian"),
    ],
    ids=["empty", "text", "zip", "safetensors", "lfs", "magic only", "zeros", "version 1", "version 99", "big-endian"],
)
def test_files_that_are_no_models(module_engine: EngineSupervisor, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    error = refusal(module_engine, path)
    assert error.code == code
    assert "model.gguf" in error.what
    assert error.todo
    assert module_engine.status.state is EngineState.FAILED
    assert module_engine.status.error == str(error)
    assert module_engine.status.model is None


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_pipe_is_no_model(module_engine: EngineSupervisor, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gguf"
    os.mkfifo(pipe)  # who opens it waits for ever
    assert refusal(module_engine, pipe).code == "not-a-model"


def test_a_missing_file_and_a_folder(module_engine: EngineSupervisor, tmp_path: Path) -> None:
    missing = refusal(module_engine, tmp_path / "missing.gguf")
    assert (missing.code, missing.remedy) == ("no-such-file", Remedy.CHOOSE_MODEL)
    assert refusal(module_engine, tmp_path).code == "folder"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_file_that_may_not_be_read(module_engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.gguf"
    locked.write_bytes(tiny.read_bytes())
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("root reads everything")
    assert refusal(module_engine, locked).code == "unreadable"


@pytest.mark.parametrize("part", [0.02, 0.2, 0.5, 0.9, 0.999])
def test_truncated_models(module_engine: EngineSupervisor, tiny: Path, tmp_path: Path, part: float) -> None:
    data = tiny.read_bytes()
    path = tmp_path / "cut.gguf"
    path.write_bytes(data[: int(len(data) * part)])
    error = refusal(module_engine, path)
    assert error.code == "truncated"
    assert error.remedy is Remedy.OPEN_MODELS


@pytest.mark.parametrize(
    ("architecture", "code", "word"),
    [
        ("mllama", "vision-model", "mllama"),
        ("clip", "projector", "mmproj"),
        ("deberta-v9", "unsupported-architecture", "deberta-v9"),
    ],
)
def test_unsupported_architectures_are_named(
    module_engine: EngineSupervisor, tmp_path: Path, architecture: str, code: str, word: str
) -> None:
    path = write_tiny_model(tmp_path / "other.gguf", architecture=architecture)
    error = refusal(module_engine, path)
    assert error.code == code
    assert word in error.what
    assert "Llama 3.2 3B Instruct" in error.todo


def test_a_file_with_parts_missing_says_which(module_engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.gguf"
    path.write_bytes(tiny.read_bytes().replace(b"output_norm", b"autput_norm"))
    error = refusal(module_engine, path)
    assert error.code == "load-failed"
    assert "(tensor 'output_norm.weight' not found)" in error.what


@pytest.mark.allow_log("paddock.engine")
def test_damaged_files_end_in_a_model_or_in_words(module_engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    good = tiny.read_bytes()
    metadata = good.index(b"blk.1.ffn_down.weight")
    refused: list[UserError] = []
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(good)
        for _ in range(chance.choice((1, 2, 5))):
            data[chance.randrange(4, metadata)] = chance.choice((0, 255, chance.randrange(256)))
        path = tmp_path / f"{seed}.gguf"
        path.write_bytes(data)
        try:
            module_engine.load(path, LoadParams())
        except UserError as error:
            refused.append(error)
    assert {error.code for error in refused} <= DAMAGED
    assert all(error.todo for error in refused)
    assert 10 < len(refused) < 60
    assert module_engine.load(tiny, LoadParams()).path == tiny


def test_a_context_too_large_for_the_memory(module_engine: EngineSupervisor, tiny: Path) -> None:
    error = refusal(module_engine, tiny, LoadParams(n_ctx=2**32 - 1))
    assert (error.code, error.remedy) == ("no-memory", Remedy.SMALLER_CONTEXT)


def test_weights_larger_than_the_memory(module_engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.gguf"
    path.write_bytes(tiny.read_bytes())
    total = psutil.virtual_memory().total + psutil.swap_memory().total
    with path.open("r+b") as file:
        file.truncate(total + 2**30)  # sparse
    error = refusal(module_engine, path)
    assert (error.code, error.remedy) == ("no-memory", Remedy.OPEN_MODELS)
    assert "GB" in error.what


def test_after_a_refusal_the_next_model_loads(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    pid = ready.status.pid
    refusal(ready, tmp_path / "missing.gguf")
    assert [model.path for model in ready.status.models] == [tiny]
    ready.load(tiny, LoadParams())
    assert ready.status.error == ""
    assert ready.status.pid == pid
    assert collect(ready.generate(ask("Hello"))).text


def test_unloading_frees_the_model(ready: EngineSupervisor) -> None:
    ready.unload()
    assert ready.status.state is EngineState.STOPPED
    assert ready.status.model is None
    with pytest.raises(UserError):
        ready.generate(ask("Hello"))
    ready.unload()


def test_unloading_frees_its_memory(engine: EngineSupervisor, tmp_path: Path) -> None:
    engine.load(write_tiny_model(tmp_path / "long.gguf", n_ctx_train=131072), LoadParams(n_ctx=524288))
    assert engine.status.pid is not None
    child = psutil.Process(engine.status.pid)
    loaded = child.memory_info().rss
    engine.unload()
    assert loaded - child.memory_info().rss > 50 * 2**20


def test_unloading_what_was_never_loaded(engine: EngineSupervisor) -> None:
    engine.unload()
    assert engine.status.pid is None


def test_the_devices_are_listed_and_one_is_chosen_for_a_reason(engine: EngineSupervisor) -> None:
    report = engine.devices()
    assert "CPU" in [device.kind for device in report.devices]
    assert report.chosen in [device.name for device in report.devices]
    assert all(device.memory_total > 0 for device in report.devices if device.kind == "CPU")
    assert report.reason.endswith(".")
    assert report.llama_cpp_version.startswith("llama-cpp-python 0.")
    assert "CPU" in report.system_info
    assert engine.status.state is EngineState.STOPPED


def test_closing_is_final_and_may_be_repeated(ready: EngineSupervisor) -> None:
    assert ready.status.pid is not None
    child = psutil.Process(ready.status.pid)
    generation = ready.generate(endless())
    until_text(generation)
    ready.close()
    ready.close()
    assert not child.is_running()
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    assert ready.status.pid is None
    with pytest.raises(BugError):
        ready.devices()


def test_an_engine_that_was_never_used_closes(engine: EngineSupervisor) -> None:
    engine.close()
    assert engine.status.state is EngineState.STOPPED


@pytest.mark.allow_log("paddock.engine")
@pytest.mark.parametrize(
    "command",
    [
        ("/no/such/program",),
        (sys.executable, "-c", "raise SystemExit('a broken installation')"),
        (sys.executable, "-c", "print('no message at all')"),
    ],
    ids=["missing", "ends", "garbage"],
)
def test_a_process_that_does_not_start(command: tuple[str, ...], tiny: Path) -> None:
    engine = EngineSupervisor(command)
    error = refusal(engine, tiny)
    assert error.code == "engine-start"
    assert engine.status.state is EngineState.FAILED
    assert engine.status.error == str(error)
    engine.close()


def test_a_process_that_cannot_run_llama_cpp_says_why(tiny: Path) -> None:
    said = wire.encode(
        wire.Refused(wire.START, "llama.cpp is not installed.", "Install it.", "engine-missing", Remedy.NONE)
    )
    engine = EngineSupervisor((sys.executable, "-c", f"import os; os.write(1, {said!r})"))
    assert refusal(engine, tiny).code == "engine-missing"
    assert engine.status.state is EngineState.FAILED
    engine.close()


@pytest.mark.allow_log("paddock.engine")
def test_a_process_that_says_nothing_is_given_up(tiny: Path) -> None:
    silent = (sys.executable, "-c", "import sys; sys.stdin.read()")
    engine = EngineSupervisor(silent, limits=Limits(start=0.2))
    assert refusal(engine, tiny).code == "engine-start"
    engine.close()


def test_a_listener_must_not_wait_for_the_engine(tiny: Path) -> None:
    engine = EngineSupervisor(CHILD)
    caught: list[BaseException] = []

    def listener(_status: object) -> None:
        try:
            engine.unload()
        except BugError as error:
            caught.append(error)

    end = engine.subscribe(listener)
    engine.load(tiny, LoadParams())
    end()
    end()
    assert caught
    engine.close()
