"""The process dies, hangs, or loses its parent: nothing that had arrived is lost, and it comes back."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from engine_kit import CHILD, PATIENCE, StatusWatch, ask, collect, endless, until_text, wait_until_gone
from tiny_model import write_tiny_model

from paddock.core.errors import Remedy, UserError
from paddock.core.events import FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import EngineState, EngineStatus, GenerationRequest
from paddock.engine.jobs import Limits
from paddock.engine.supervisor import EngineSupervisor

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.allow_log("paddock.engine"),
]

SCRIPTED = Path(__file__).parents[1] / "faults" / "scripted_child.py"

LONG = "a" * 4_000_000
"""More than a pipe holds: a stopped process does not read it."""


def pid_of(engine: EngineSupervisor) -> int:
    assert engine.status.pid is not None
    return engine.status.pid


def kill(engine: EngineSupervisor, number: int = signal.SIGKILL) -> int:
    pid = pid_of(engine)
    os.kill(pid, number)
    return pid


def test_killed_while_it_speaks(ready: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(ready)
    generation = ready.generate(endless())
    said = until_text(generation)
    pid = kill(ready)
    answer = collect(generation)
    said += answer.text
    assert answer.finished.reason is FinishReason.INTERRUPTED
    assert answer.finished.usage.prompt_tokens > 0
    status = watch.wait_for_restart(pid)
    assert status.model is not None
    assert status.model.path == tiny
    assert "SIGKILL" in status.error
    assert any(status.state is EngineState.STARTING and status.error for status in watch.seen)
    turns = (Turn(Role.USER, "Hello"), Turn(Role.ASSISTANT, said[:200]))
    rest = ready.generate(GenerationRequest(turns, continue_last=True, sampling=SamplingParams(0.0, max_tokens=20)))
    assert collect(rest).finished.reason is FinishReason.LENGTH
    assert ready.status.error == ""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_killed_mid_answer_the_next_one_needs_no_care(ready: EngineSupervisor, number: int) -> None:
    generation = ready.generate(endless())
    until_text(generation)
    kill(ready, number)
    waiting = ready.generate(ask("Hello"))  # at once, whatever state the engine is in
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    assert collect(waiting).finished.reason is FinishReason.LENGTH


def test_killed_while_idle(ready: EngineSupervisor) -> None:
    watch = StatusWatch(ready)
    pid = kill(ready)
    watch.wait_for_restart(pid)
    assert collect(ready.generate(ask("Hello"))).text


def test_killed_before_it_said_a_word_the_next_one_answers(ready: EngineSupervisor) -> None:
    kill(ready, signal.SIGSTOP)
    generation = ready.generate(ask("Hello"))  # the engine gives it to the process, which does not look at it
    kill(ready)
    assert collect(generation).finished.reason is FinishReason.LENGTH


def test_killed_while_another_model_waits_to_be_loaded(ready: EngineSupervisor, tmp_path: Path) -> None:
    other = write_tiny_model(tmp_path / "other.gguf", seed=1)
    generation = ready.generate(endless())
    until_text(generation)
    kill(ready, signal.SIGSTOP)
    loaded: list[Path] = []
    thread = threading.Thread(target=lambda: loaded.append(ready.load(other, LoadParams()).path))
    thread.start()
    kill(ready)
    thread.join(PATIENCE)
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    assert loaded == [other]
    assert ready.status.model is not None
    assert ready.status.model.path == other


def test_killed_over_the_same_question_twice_it_is_not_tried_again(ready: EngineSupervisor) -> None:
    watch = StatusWatch(ready)
    pid = kill(ready, signal.SIGSTOP)
    generation = ready.generate(ask("Hello"))

    def stop_when_ready(status: EngineStatus) -> None:
        if status.state is EngineState.READY and status.pid is not None:
            os.kill(status.pid, signal.SIGSTOP)  # before the question is given to it

    end = ready.subscribe(stop_when_ready)
    kill(ready)
    watch.wait_for_restart(pid)
    end()
    kill(ready)
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED


def test_killed_with_nothing_loaded_it_waits_to_be_needed(engine: EngineSupervisor, tiny: Path) -> None:
    engine.devices()
    watch = StatusWatch(engine)
    kill(engine)
    watch.wait(lambda status: status.pid is None)
    assert engine.status.state is EngineState.STOPPED
    engine.load(tiny, LoadParams())
    assert collect(engine.generate(ask("Hello"))).text


def test_killed_while_loading_tells_of_the_memory(engine: EngineSupervisor, tiny: Path) -> None:
    def kill_at_loading(status: EngineStatus) -> None:
        if status.state is EngineState.LOADING and status.pid is not None:
            os.kill(status.pid, signal.SIGKILL)

    end = engine.subscribe(kill_at_loading)
    with pytest.raises(UserError) as caught:
        engine.load(tiny, LoadParams())
    end()
    assert (caught.value.code, caught.value.remedy) == ("no-memory", Remedy.OPEN_MODELS)
    assert tiny.name in caught.value.what
    assert "memory" in caught.value.what
    assert engine.status.state is EngineState.FAILED
    engine.load(tiny, LoadParams())
    assert collect(engine.generate(ask("Hello"))).text


def test_a_crash_while_loading_tells_its_cause(engine: EngineSupervisor, tiny: Path) -> None:
    def crash_at_loading(status: EngineStatus) -> None:
        if status.state is EngineState.LOADING and status.pid is not None:
            os.kill(status.pid, signal.SIGABRT)

    end = engine.subscribe(crash_at_loading)
    with pytest.raises(UserError) as caught:
        engine.load(tiny, LoadParams())
    end()
    assert caught.value.code == "load-failed"
    assert "SIGABRT" in caught.value.what


def test_loading_that_makes_no_progress_ends(tiny: Path) -> None:
    engine = EngineSupervisor(CHILD, limits=Limits(load_stall=0.3))

    def stop_at_loading(status: EngineStatus) -> None:
        if status.state is EngineState.LOADING and status.pid is not None:
            os.kill(status.pid, signal.SIGSTOP)

    end = engine.subscribe(stop_at_loading)
    with pytest.raises(UserError) as caught:
        engine.load(tiny, LoadParams())
    end()
    assert caught.value.code == "load-timeout"
    assert engine.load(tiny, LoadParams()).path == tiny
    engine.close()


def test_loading_that_hangs_can_be_stopped(engine: EngineSupervisor, tiny: Path) -> None:
    stopped: list[int] = []
    caught: list[str] = []

    def stop_the_first(status: EngineStatus) -> None:
        if status.state is EngineState.LOADING and status.pid is not None and not stopped:
            stopped.append(status.pid)
            os.kill(status.pid, signal.SIGSTOP)

    def load() -> None:
        with pytest.raises(UserError) as error:
            engine.load(tiny, LoadParams())
        caught.append(error.value.code)

    engine.subscribe(stop_the_first)
    watch = StatusWatch(engine)
    thread = threading.Thread(target=load)
    thread.start()
    watch.wait(lambda status: status.state is EngineState.LOADING)
    engine.unload()
    assert engine.status.state is EngineState.STOPPED
    thread.join(PATIENCE)
    assert caught == ["cancelled"]
    assert engine.load(tiny, LoadParams()).path == tiny


def test_stop_works_on_a_process_that_does_not(ready: EngineSupervisor) -> None:
    generation = ready.generate(endless())
    until_text(generation)
    watch = StatusWatch(ready)
    pid = kill(ready, signal.SIGSTOP)
    generation.cancel()
    assert collect(generation).finished.reason is FinishReason.CANCELLED
    watch.wait_for_restart(pid)
    assert collect(ready.generate(ask("Hello"))).text


def test_a_stopped_process_blocks_no_one_who_asks(ready: EngineSupervisor) -> None:
    kill(ready, signal.SIGSTOP)
    generation = ready.generate(ask(LONG))
    assert generation.next(0) is None
    generation.cancel()
    assert collect(generation).finished.reason is FinishReason.CANCELLED


def test_a_process_that_hangs_while_it_answers_is_found(tiny: Path) -> None:
    engine = EngineSupervisor(CHILD, limits=Limits(ping=0.05, hang=0.5))
    engine.load(tiny, LoadParams())
    generation = engine.generate(endless())
    until_text(generation)
    watch = StatusWatch(engine)
    pid = kill(engine, signal.SIGSTOP)
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    watch.wait_for_restart(pid)
    engine.close()


def test_closing_ends_a_stopped_process(ready: EngineSupervisor) -> None:
    child = psutil.Process(pid_of(ready))
    kill(ready, signal.SIGSTOP)
    ready.close()
    assert not child.is_running()


def test_three_deaths_are_enough(ready: EngineSupervisor, tiny: Path) -> None:
    for _ in range(2):
        watch = StatusWatch(ready)
        watch.wait_for_restart(kill(ready))
        watch.end()
    watch = StatusWatch(ready)
    generation = ready.generate(endless())
    until_text(generation)
    kill(ready)
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    failed = watch.wait(lambda status: status.state is EngineState.FAILED)
    assert "again and again" in failed.error
    assert failed.pid is None
    with pytest.raises(UserError):
        ready.generate(ask("Hello"))
    ready.load(tiny, LoadParams())
    assert ready.status.error == ""
    watch = StatusWatch(ready)
    watch.wait_for_restart(kill(ready))  # the count began anew
    assert collect(ready.generate(ask("Hello"))).text


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_the_last_of_three_deaths_is_told_with_its_last_words(ready: EngineSupervisor, number: signal.Signals) -> None:
    for _ in range(2):
        watch = StatusWatch(ready)
        watch.wait_for_restart(kill(ready))
        watch.end()
    watch = StatusWatch(ready)
    kill(ready, number)
    failed = watch.wait(lambda status: status.state is EngineState.FAILED)
    assert f"(signal {number.name})" in failed.error
    assert "Its last words: Fatal Python error: " in failed.error
    assert failed.last_words
    assert failed.remedies == (Remedy.SMALLER_CONTEXT, Remedy.OPEN_MODELS)
    assert "processor" not in failed.error


def test_the_processor_may_help_where_a_graphics_card_was_in_use(tiny: Path, tmp_path: Path) -> None:
    engine = EngineSupervisor((sys.executable, str(SCRIPTED), "--device", "Vulkan0"))
    engine.load(tiny, LoadParams())
    for _ in range(2):
        watch = StatusWatch(engine)
        watch.wait_for_restart(kill(engine))
        watch.end()
    assert engine.status.model is not None
    assert engine.status.model.device == "CPU"  # this model has had its tries; the next one has not
    other = tmp_path / "other.gguf"
    shutil.copy(tiny, other)
    engine.load(other, LoadParams())
    watch = StatusWatch(engine)
    kill(engine)
    failed = watch.wait(lambda status: status.state is EngineState.FAILED)
    assert failed.remedies == (Remedy.SMALLER_CONTEXT, Remedy.USE_CPU, Remedy.OPEN_MODELS)
    assert "the processor instead of a graphics card" in failed.error
    engine.close()


def test_deaths_long_ago_do_not_count(tiny: Path) -> None:
    engine = EngineSupervisor(CHILD, limits=Limits(death_window=0.0))
    engine.load(tiny, LoadParams())
    for _ in range(4):
        watch = StatusWatch(engine)
        watch.wait_for_restart(kill(engine))
        watch.end()
    engine.close()


def test_stopping_a_person_may_do_as_often_as_they_like(tiny: Path) -> None:
    ready = EngineSupervisor(CHILD, limits=Limits(cancel_answer=0.05, cancel_grace=0.1))
    ready.load(tiny, LoadParams())
    for _ in range(4):
        generation = ready.generate(endless())
        until_text(generation)
        watch = StatusWatch(ready)
        pid = kill(ready, signal.SIGSTOP)
        generation.cancel()
        assert collect(generation).finished.reason is FinishReason.CANCELLED
        watch.wait_for_restart(pid)
        watch.end()
    ready.close()


def test_a_model_that_is_gone_when_the_process_comes_back(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(tiny.read_bytes())
    engine.load(copy, LoadParams())
    generation = engine.generate(endless())
    until_text(generation)
    copy.unlink()
    waiting = engine.generate(ask("Hello"))
    watch = StatusWatch(engine)
    kill(engine)
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    with pytest.raises(UserError) as caught:
        collect(waiting)
    assert caught.value.code == "no-such-file"
    assert "not there any more" in watch.wait(lambda status: status.state is EngineState.FAILED).error


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_it_goes_first_when_memory_runs_out(ready: EngineSupervisor) -> None:
    assert int(Path(f"/proc/{pid_of(ready)}/oom_score_adj").read_text()) > 0


PARENT = """
import sys
import threading
from pathlib import Path
from engine_kit import CHILD
from paddock.core.params import LoadParams
from paddock.engine.supervisor import EngineSupervisor
from tiny_model import write_tiny_model
engine = EngineSupervisor(CHILD)
engine.load(Path(sys.argv[1]), LoadParams())
print(engine.status.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="pidfd, PR_SET_PDEATHSIG")
@pytest.mark.parametrize("stopped", [False, True], ids=["running", "stopped"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, None], ids=["SIGKILL", "SIGTERM", "end"])
def test_the_process_ends_with_its_parent(tiny: Path, number: int | None, stopped: bool) -> None:
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tiny)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        if stopped:
            os.kill(child, signal.SIGSTOP)
        if number is not None:
            parent.send_signal(number)
        parent.communicate()
    assert wait_until_gone(child)
