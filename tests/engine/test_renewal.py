"""A process that is to do what it may not do gives way to another one, and nobody notices."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from canary_kit import landlock_version
from engine_kit import CHILD, PATIENCE, StatusWatch, ask, collect, endless, until_text
from test_adapters import write_lora
from tiny_model import write_tiny_model

from paddock.core.errors import UserError
from paddock.core.events import FinishReason
from paddock.core.models import LoadedModel
from paddock.core.params import Adapter, LoadParams
from paddock.engine.api import EngineConfig, EngineState, Guarded, is_confined
from paddock.engine.jobs import Limits
from paddock.engine.supervisor import EngineSupervisor

pytestmark = pytest.mark.skipif(landlock_version() == 0, reason="needs Landlock")


class Loading(threading.Thread):
    """Loads a model meanwhile."""

    def __init__(self, engine: EngineSupervisor, path: Path) -> None:
        super().__init__()
        self._engine, self._path = engine, path
        self.model: LoadedModel | None = None
        self.start()

    def run(self) -> None:
        self.model = self._engine.load(self._path, LoadParams())

    def result(self) -> LoadedModel:
        self.join(PATIENCE)
        assert self.model is not None
        return self.model


def test_other_files_are_loaded_without_a_word(ready: EngineSupervisor, tmp_path: Path) -> None:
    """More often than a process may die."""
    watch = StatusWatch(ready)
    pids = [ready.status.pid]
    for number in range(Limits().deaths + 1):
        ready.load(write_tiny_model(tmp_path / f"{number}.gguf", seed=number), LoadParams())
        pids.append(ready.status.pid)
        assert collect(ready.generate(ask("Hello"))).finished.reason is FinishReason.LENGTH
    assert len(set(pids)) == len(pids)
    assert not any(status.error or status.last_words or status.state is EngineState.FAILED for status in watch.seen)
    ready.load(tmp_path / "0.gguf", LoadParams())  # it was told of: the same process
    assert ready.status.pid == pids[-1]


def test_what_was_loaded_is_there_again(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    other = write_tiny_model(tmp_path / "other.gguf", seed=1)
    assert ready.load(other, LoadParams()).path == other
    assert [model.path for model in ready.status.models] == [tiny, other]
    assert ready.status.model is not None
    assert ready.status.model.path == other


def test_it_waits_for_the_answer_that_is_on_its_way(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    answer = ready.generate(endless())
    until_text(answer)
    pid = ready.status.pid
    watch = StatusWatch(ready)
    loading = Loading(ready, write_tiny_model(tmp_path / "other.gguf", seed=1))
    watch.wait(lambda status: status.state is EngineState.LOADING)
    until_text(answer)
    waiting = ready.generate(ask("Hello"))  # of the model that comes
    assert ready.status.pid == pid
    answer.cancel()
    assert collect(answer).finished.reason is FinishReason.CANCELLED
    assert loading.result().path != tiny
    assert collect(waiting).finished.reason is FinishReason.LENGTH
    assert ready.status.pid != pid


def test_a_question_to_the_model_from_before_is_answered_meanwhile(
    ready: EngineSupervisor, tiny: Path, tmp_path: Path
) -> None:
    answer = ready.generate(endless())
    until_text(answer)
    pid, watch = ready.status.pid, StatusWatch(ready)
    loading = Loading(ready, write_tiny_model(tmp_path / "other.gguf", seed=1))
    watch.wait(lambda status: status.state is EngineState.LOADING)
    assert collect(ready.generate(replace(ask("Hello"), model=tiny))).finished.reason is FinishReason.LENGTH
    assert (ready.status.pid, ready.status.state) == (pid, EngineState.LOADING)
    answer.cancel()
    loading.result()


def test_later_it_is_answered_by_the_next_process(tiny: Path, tmp_path: Path) -> None:
    engine = EngineSupervisor(CHILD, limits=Limits(renewal=0.0))
    engine.load(tiny, LoadParams())
    first = collect(engine.generate(ask("Hello"))).text
    answer = engine.generate(endless())
    until_text(answer)
    watch = StatusWatch(engine)
    loading = Loading(engine, write_tiny_model(tmp_path / "other.gguf", seed=1))
    watch.wait(lambda status: status.state is EngineState.LOADING)
    engine.measure(replace(ask("Hello"), model=tiny))  # is answered after the process has refused the file
    waiting = engine.generate(replace(ask("Hello"), model=tiny))
    until_text(answer)
    assert waiting.next(0) is None
    answer.cancel()
    assert collect(waiting).text == first
    loading.result()
    engine.close()


def test_it_keeps_its_chats(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    engine.configure(EngineConfig(tmp_path / "kv", "ab" * 32, 10**9, tune=False, model_paths=(tiny,)))
    engine.load(tiny, LoadParams())
    question = ask("Hello " * 60, max_tokens=4)
    collect(engine.generate(question))
    engine.load(write_tiny_model(tmp_path / "other.gguf", seed=1), LoadParams())
    engine.load(tiny, LoadParams())
    assert collect(engine.generate(question)).finished.usage.restored_tokens > 0


def test_an_adapter_and_a_draft_model_count_as_well(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    lora, draft = write_lora(tmp_path / "lora.gguf"), write_tiny_model(tmp_path / "draft.gguf", seed=1)
    assert ready.load(tiny, LoadParams(adapters=(Adapter(lora),))).n_adapters == 1
    assert ready.load(tiny, LoadParams(draft=draft)).draft == "draft.gguf"


def test_a_file_that_took_the_place_of_another_is_loaded(ready: EngineSupervisor, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "other.gguf", seed=1)
    ready.load(path, LoadParams())
    before = collect(ready.generate(ask("Hello"))).text
    path.unlink()
    write_tiny_model(path, seed=2)
    ready.load(path, LoadParams())
    assert collect(ready.generate(ask("Hello"))).text != before


def test_a_file_that_cannot_be_had_does_not_end_the_process(ready: EngineSupervisor, tmp_path: Path) -> None:
    pid = ready.status.pid
    with pytest.raises(UserError) as caught:
        ready.load(tmp_path / "missing.gguf", LoadParams())
    assert caught.value.code == "no-such-file"
    assert ready.status.pid == pid


def test_places_that_are_known_need_no_other_process(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    folder, cache = tmp_path / "models", tmp_path / "kv"
    folder.mkdir()
    cache.mkdir()
    known = EngineConfig(model_paths=(tiny, folder), cache_home=cache, own_models=folder)
    engine.configure(known)
    engine.load(tiny, LoadParams())
    pid = engine.status.pid
    engine.load(write_tiny_model(folder / "new.gguf", seed=1), LoadParams())
    engine.configure(replace(known, cache_dir=cache, cache_key="ab" * 32, cache_limit=10**9))
    collect(engine.generate(ask("Hello " * 60)))
    assert engine.status.pid == pid
    engine.close()
    assert list(cache.glob("*.kv"))


def test_a_cache_that_it_was_not_told_of_takes_another_process(ready: EngineSupervisor, tmp_path: Path) -> None:
    watch = StatusWatch(ready)
    pid = ready.status.pid
    assert pid is not None
    ready.configure(EngineConfig(tmp_path / "kv", "ab" * 32, 10**9, tune=False))
    watch.wait_for_restart(pid)
    collect(ready.generate(ask("Hello " * 60)))
    ready.close()
    assert list((tmp_path / "kv").glob("*.kv"))
    assert not any(status.error for status in watch.seen)


def test_a_cache_that_cannot_be_made_is_done_without(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine.configure(EngineConfig(tmp_path / "file" / "kv", "ab" * 32, 10**9))
    engine.load(tiny, LoadParams())
    pid = engine.status.pid
    assert collect(engine.generate(ask("Hello"))).text
    engine.load(tiny, LoadParams(n_ctx=512))
    assert engine.status.pid == pid


def test_stopping_the_load_meanwhile(ready: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    other = write_tiny_model(tmp_path / "other.gguf", seed=1)
    answer = ready.generate(endless())
    until_text(answer)
    watch = StatusWatch(ready)
    errors: list[str] = []

    def load() -> None:
        with pytest.raises(UserError) as caught:
            ready.load(other, LoadParams())
        errors.append(caught.value.code)

    thread = threading.Thread(target=load)
    thread.start()
    watch.wait(lambda status: status.state is EngineState.LOADING)
    ready.unload(other)
    thread.join(PATIENCE)
    assert errors == ["cancelled"]
    answer.cancel()
    assert collect(answer).finished.reason is FinishReason.CANCELLED
    assert collect(ready.generate(ask("Hello"))).finished.reason is FinishReason.LENGTH


def test_the_end_of_the_program_does_not_wait_for_it(ready: EngineSupervisor, tmp_path: Path) -> None:
    watch = StatusWatch(ready)
    ready.configure(EngineConfig(tmp_path / "kv", "ab" * 32, 10**9))
    ready.close()
    assert watch.seen[-1].state is EngineState.STOPPED
    assert watch.seen[-1].pid is None


def test_the_status_says_what_the_process_is_kept_from(ready: EngineSupervisor) -> None:
    assert all(is_confined(ready.status.barriers, guarded) for guarded in Guarded)
