"""Several answers at once, in the foreground and behind it, with one model and with several: the real child."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from child_kit import Child, running
from engine_kit import CHILD, PATIENCE, StatusWatch, ask, collect, endless, until_text
from tiny_model import TEMPLATE, write_tiny_model

from paddock.core.errors import UserError
from paddock.core.events import ContextShifted, Finished, FinishReason, PromptProgress, TextDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, Overflow, SamplingParams
from paddock.engine import wire
from paddock.engine.api import EngineConfig, EngineState, EngineStatus, GenerationRequest, Priority
from paddock.engine.child.scheduler import USABLE
from paddock.engine.ram import total_memory
from paddock.engine.supervisor import EngineSupervisor

SLOWLY = "{% for a in range(120) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
"""Some tenths of a second, whatever it is given."""
WORDS = "the quick brown fox jumps over the lazy dog and runs away into the dark wood "


@pytest.fixture
def small(engine: EngineSupervisor, tiny: Path) -> EngineSupervisor:
    """A context of 512 tokens: three long answers do not fit beside each other."""
    engine.load(tiny, LoadParams(n_ctx=512))
    return engine


@pytest.fixture
def two(engine: EngineSupervisor, tmp_path: Path) -> tuple[EngineSupervisor, Path, Path]:
    """Two models that say different things."""
    first, second = (write_tiny_model(tmp_path / f"{seed}.gguf", seed=seed) for seed in (1, 2))
    engine.load(first, LoadParams())
    engine.load(second, LoadParams())
    return engine, first, second


LANES = (
    ask(f"chat {WORDS * 9}", system="Be brief.", max_tokens=60),
    GenerationRequest(raw=f"text {WORDS * 5}", sampling=SamplingParams(temperature=0.0, max_tokens=60)),
    replace(ask(f"title {WORDS}", max_tokens=8), priority=Priority.BACKGROUND),
)


def dialogue(turns: int, **sampling: object) -> GenerationRequest:
    """A system prompt and so many turns of about fifty tokens each."""
    said = tuple(Turn((Role.USER, Role.ASSISTANT)[at % 2], f"{at} {WORDS}") for at in range(turns))
    params = SamplingParams(**{"temperature": 0.0, "max_tokens": 8, **sampling})  # type: ignore[arg-type]
    return GenerationRequest((Turn(Role.SYSTEM, "You are brief."), *said), sampling=params, overflow=Overflow.SHIFT)


def test_answers_side_by_side_are_those_that_come_one_by_one(ready: EngineSupervisor, tiny: Path) -> None:
    questions = [f"question {number} {WORDS * number}" for number in range(4)]
    alone = [collect(ready.generate(ask(question))).text for question in questions]
    ready.unload()
    ready.load(tiny, LoadParams())
    together = [ready.generate(ask(question)) for question in questions]
    assert [collect(generation).text for generation in together] == alone


def test_a_short_answer_does_not_wait_for_a_long_one(ready: EngineSupervisor) -> None:
    long = ready.generate(endless())
    until_text(long)
    assert collect(ready.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH
    assert until_text(long)  # and that one goes on
    long.cancel()
    assert collect(long).finished.reason is FinishReason.CANCELLED


def test_what_nobody_waits_for_waits(ready: EngineSupervisor) -> None:
    front = ready.generate(endless())
    until_text(front)
    behind = ready.generate(replace(ask("Hi"), priority=Priority.BACKGROUND))
    for _ in range(20):
        until_text(front)
    assert behind.next(0) is None
    front.cancel()
    assert collect(behind).finished.reason is FinishReason.LENGTH


def test_the_foreground_interrupts_what_nobody_waits_for(ready: EngineSupervisor) -> None:
    behind = ready.generate(replace(endless(), priority=Priority.BACKGROUND))
    until_text(behind)
    assert collect(ready.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH
    assert until_text(behind)
    behind.cancel()


def test_more_than_the_cache_holds_is_answered_all_the_same(small: EngineSupervisor) -> None:
    requests = [ask(f"{number} {WORDS}", max_tokens=200) for number in range(5)]
    generations = [small.generate(request) for request in requests]
    together = [collect(generation) for generation in generations]
    assert [answer.finished.reason for answer in together] == [FinishReason.LENGTH] * 5
    assert [answer.finished.usage.completion_tokens for answer in together] == [200] * 5


def test_one_of_several_is_cancelled_and_the_others_go_on(ready: EngineSupervisor) -> None:
    generations = [ready.generate(ask(f"{number} {WORDS}", max_tokens=300)) for number in range(4)]
    until_text(generations[1])
    generations[1].cancel()
    reasons = [collect(generation).finished.reason for generation in generations]
    assert reasons == [FinishReason.LENGTH, FinishReason.CANCELLED, FinishReason.LENGTH, FinishReason.LENGTH]


def test_too_many_are_refused_and_nothing_is_lost(ready: EngineSupervisor) -> None:
    generations = [ready.generate(ask("Hi", max_tokens=400)) for _ in range(120)]
    codes: list[str] = []
    for generation in generations:
        try:
            assert collect(generation).finished.reason is FinishReason.LENGTH
        except UserError as error:
            codes.append(error.code)
    assert set(codes) == {"busy"}
    assert len(codes) < 60


def test_a_given_seed_gives_the_same_text_whatever_was_cached(ready: EngineSupervisor) -> None:
    request = ask(WORDS * 3, temperature=1.0, seed=7, max_tokens=60)
    first = collect(ready.generate(request))
    collect(ready.generate(ask(WORDS * 2)))
    second = collect(ready.generate(request))
    assert second.text == first.text
    assert second.finished.usage.cached_tokens == 0
    assert second.finished.build == first.finished.build != ""


def test_the_same_beginning_is_computed_once(ready: EngineSupervisor) -> None:
    collect(ready.generate(ask("first", system=WORDS * 10)))
    other = collect(ready.generate(ask("second", system=WORDS * 10)))
    assert other.finished.usage.cached_tokens > 0.8 * other.finished.usage.prompt_tokens
    assert other.progress[0].cached == other.finished.usage.cached_tokens


def test_an_edit_keeps_the_other_branch_too(ready: EngineSupervisor) -> None:
    first = ask(WORDS * 10 + "one")
    collect(ready.generate(first))
    collect(ready.generate(ask(WORDS * 10 + "two")))
    again = collect(ready.generate(first)).finished.usage
    assert again.cached_tokens == again.prompt_tokens - 1


def test_prefill_leaves_only_the_last_words(ready: EngineSupervisor) -> None:
    watch = StatusWatch(ready)
    ready.prefill(ask(WORDS * 20))
    done = watch.wait(
        lambda status: any(a.prefill_total and a.prefill_done == a.prefill_total for a in status.activity)
    )
    assert done.activity[0].cells_used >= done.activity[0].prefill_total
    usage = collect(ready.generate(ask(WORDS * 20 + "and more"))).finished.usage
    assert usage.prompt_tokens - usage.cached_tokens < 30


def test_a_question_does_not_wait_for_prefill(ready: EngineSupervisor) -> None:
    ready.prefill(ask(WORDS * 40))
    assert collect(ready.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH
    ready.prefill(None)
    ready.prefill(ask(WORDS * 10_000))  # more than any context: it is left
    assert collect(ready.generate(ask("Hi"))).finished.reason is FinishReason.LENGTH


def test_prefill_waits_for_its_model(engine: EngineSupervisor, tiny: Path) -> None:
    watch = StatusWatch(engine)
    engine.unload()
    loader = threading.Thread(target=engine.load, args=(tiny, LoadParams()))
    loader.start()
    watch.wait(lambda status: status.state is EngineState.STARTING)
    engine.prefill(replace(ask(WORDS * 5), model=tiny))
    watch.wait(lambda status: any(activity.prefill_total for activity in status.activity))
    loader.join(PATIENCE)
    assert not loader.is_alive()


def test_a_slow_template_is_not_rendered_ahead_while_another_model_answers(
    engine: EngineSupervisor, tiny: Path, tmp_path: Path
) -> None:
    engine.configure(EngineConfig(model_paths=(tiny,), own_models=tmp_path))
    engine.load(tiny, LoadParams())
    slow = write_tiny_model(tmp_path / "slow.gguf", template=TEMPLATE + SLOWLY)
    engine.load(slow, LoadParams())
    answer = engine.generate(replace(endless(), model=tiny))
    until_text(answer)
    typed = replace(ask(WORDS * 5), model=slow)
    engine.prefill(typed)
    engine.measure(typed)  # by now the other has been looked at
    StatusWatch(engine).wait(lambda status: bool(status.activity) and _ahead(status, slow) == 0)
    answer.cancel()
    collect(answer)
    assert _ahead(engine.status, slow) == 0
    engine.prefill(typed)
    StatusWatch(engine).wait(lambda status: _ahead(status, slow) > 0)


def test_models_are_looked_at_one_after_the_other(tiny: Path, tmp_path: Path) -> None:
    """And what is found out in idle seconds waits for that."""
    slow = write_tiny_model(tmp_path / "slow.gguf", template=TEMPLATE + SLOWLY)
    cache = tmp_path / "kv"
    with running(Child(tiny, slow, cache=cache)) as child:
        assert isinstance(child.hear(), wire.Hello)
        looks = [wire.Inspect(id, path, ask("Hi"), "") for id, path in ((11, slow), (12, tiny), (13, slow))]
        child.say(wire.Configure(1, EngineConfig(cache, "22" * 32, 1 << 30)), *looks, wire.Load(2, tiny, LoadParams()))
        heard: list[wire.Message] = []
        while not {2, 12} <= {message.id for message in heard}:
            heard.append(child.answer())
        assert not (cache / "models.json").exists()
        while not {2, 13} <= {message.id for message in heard}:
            heard.append(child.answer())
        assert [message.id for message in heard if isinstance(message, wire.Inspected)] == [11, 12, 13]
        assert next(wait for wait in child.activity() if wait.models[0].tuning)
        assert (cache / "models.json").exists()


def test_a_prompt_is_measured_beside_an_answer(ready: EngineSupervisor) -> None:
    running = ready.generate(endless())
    until_text(running)
    measured = ready.measure(ask(WORDS, system="Be brief."))
    assert measured.n_ctx == 4096
    assert len(measured.turns) == 2
    assert abs(sum(measured.turns) - measured.n_tokens) < 30
    running.cancel()


def test_the_oldest_turns_go_when_a_chat_outgrows_the_context(small: EngineSupervisor) -> None:
    events = list(small.generate(dialogue(21)))
    shifts = [event for event in events if isinstance(event, ContextShifted)]
    assert len(shifts) == 1
    assert shifts[0].dropped % 2 == 0  # what is left begins with a question
    assert shifts[0].dropped + shifts[0].kept == 21
    assert isinstance(events[-1], Finished)
    assert events[-1].usage.prompt_tokens < 512
    kept = dialogue(21)
    rest = replace(kept, turns=(kept.turns[0], *kept.turns[1 + shifts[0].dropped :]))
    assert small.measure(rest).n_tokens == events[-1].usage.prompt_tokens


def test_a_chat_that_grows_on_is_not_computed_anew_each_time(small: EngineSupervisor) -> None:
    first = collect(small.generate(dialogue(21))).finished.usage
    grown = dialogue(21)
    grown = replace(grown, turns=(*grown.turns, Turn(Role.ASSISTANT, "Yes."), Turn(Role.USER, "And?")))
    second = collect(small.generate(grown)).finished.usage
    assert second.cached_tokens > 0.8 * first.prompt_tokens


def test_an_answer_that_fills_the_context_goes_on_behind_fewer_turns(small: EngineSupervisor) -> None:
    events = list(small.generate(dialogue(3, max_tokens=330)))
    kinds = [type(event) for event in events]
    assert ContextShifted in kinds
    assert kinds.index(TextDelta) < kinds.index(ContextShifted)
    assert isinstance(events[-1], Finished)
    assert (events[-1].reason, events[-1].usage.completion_tokens) == (FinishReason.LENGTH, 330)


def test_where_nothing_may_be_left_out_the_answer_ends(small: EngineSupervisor) -> None:
    end = collect(small.generate(replace(dialogue(5, max_tokens=300), overflow=Overflow.STOP))).finished
    assert end.reason is FinishReason.CONTEXT
    with pytest.raises(UserError) as caught:
        collect(small.generate(replace(dialogue(21), overflow=Overflow.STOP)))
    assert caught.value.code == "context-full"
    with pytest.raises(UserError) as caught:
        collect(small.generate(replace(ask(WORDS * 99), overflow=Overflow.SHIFT)))
    assert caught.value.code == "context-full"


def test_two_models_answer_at_once(two: tuple[EngineSupervisor, Path, Path]) -> None:
    engine, first, second = two
    assert [model.path for model in engine.status.models] == [first, second]
    generations = [engine.generate(replace(ask("Hi"), model=path)) for path in (first, second, first)]
    texts = [collect(generation).text for generation in generations]
    assert texts[0] == texts[2] != texts[1]


def test_a_chat_a_text_a_title_and_what_is_typed_go_on_at_once(ready: EngineSupervisor) -> None:
    """Of one model: the window, a program, what nobody waits for, and what may be asked."""
    alone = [collect(ready.generate(request)).text for request in LANES]
    watch = StatusWatch(ready)
    ready.prefill(ask(WORDS * 30))
    chat, text, title = together = [ready.generate(request) for request in LANES]
    assert until_text(chat)
    assert until_text(text)
    assert title.next(0) is None, "it waits for those that somebody waits for"
    ended = [collect(generation) for generation in together]
    assert [answer.finished.reason for answer in ended] == [FinishReason.LENGTH] * 3
    assert [alone[at].endswith(answer.text) for at, answer in enumerate(ended)] == [True] * 3
    watch.wait(lambda status: any(0 < a.prefill_total == a.prefill_done for a in status.activity))
    usage = collect(ready.generate(ask(WORDS * 30 + "and more", max_tokens=1))).finished.usage
    assert usage.prompt_tokens - usage.cached_tokens < 30


def test_where_memory_is_short_the_model_that_nobody_used_for_the_longest_time_goes(
    engine: EngineSupervisor, tmp_path: Path
) -> None:
    paths = [write_tiny_model(tmp_path / f"{seed}.gguf", seed=seed) for seed in range(3)]
    large = tmp_path / "large.gguf"
    large.touch()  # the process may read what is there when it starts
    engine.configure(EngineConfig(model_paths=(tmp_path,)))
    taken = [sum(part.total for part in engine.load(path, LoadParams()).memory) for path in paths]
    collect(engine.generate(replace(ask("Hi"), model=paths[0])))
    # It takes no room on the disk, and is no model.
    os.truncate(large, int(USABLE * total_memory()) - sum(taken) + taken[1] // 2)
    with pytest.raises(UserError):
        engine.load(large, LoadParams())
    assert _paths(engine.status) == {paths[0], paths[2]}
    running = engine.generate(replace(endless(), model=paths[2]))
    until_text(running)
    os.truncate(large, 2 * total_memory())
    with pytest.raises(UserError):
        engine.load(large, LoadParams())
    assert _paths(engine.status) == {paths[2]}, "one that answers stays"
    running.cancel()


def test_one_of_two_is_freed(two: tuple[EngineSupervisor, Path, Path]) -> None:
    engine, first, second = two
    running = engine.generate(replace(endless(), model=second))
    until_text(running)
    engine.unload(second)
    assert collect(running).finished.reason is FinishReason.CANCELLED
    assert engine.status.state is EngineState.READY
    assert [model.path for model in engine.status.models] == [first]
    with pytest.raises(UserError) as caught:
        engine.generate(replace(ask("Hi"), model=second))
    assert caught.value.code == "no-model"
    assert collect(engine.generate(ask("Hi"))).text


def test_a_model_that_nobody_uses_is_freed(engine: EngineSupervisor, tiny: Path) -> None:
    engine.configure(EngineConfig(idle_unload=0.05))
    watch = StatusWatch(engine)
    engine.load(tiny, LoadParams())
    watch.wait(lambda status: status.state is EngineState.READY)
    gone = StatusWatch(engine)
    gone.wait(lambda status: not status.models and status.state is EngineState.STOPPED)
    assert engine.load(tiny, LoadParams()).path == tiny


@pytest.mark.allow_log("paddock.engine")
def test_after_a_death_the_model_used_last_is_there_again(two: tuple[EngineSupervisor, Path, Path]) -> None:
    engine, first, second = two
    collect(engine.generate(replace(ask("Hi"), model=first)))
    watch = StatusWatch(engine)
    assert engine.status.pid is not None
    _kill(engine)
    status = watch.wait(lambda status: status.state is EngineState.READY and bool(status.models))
    assert [model.path for model in status.models] == [first]
    assert engine.load(second, LoadParams()).path == second
    assert _paths(engine.status) == {first, second}


def test_a_cancelled_prompt_leaves_the_others_theirs(ready: EngineSupervisor) -> None:
    """They share batches, and the cancel ends the batch."""
    long = ready.generate(ask(WORDS * 45, max_tokens=5))
    short = ready.generate(ask("Hi", max_tokens=30))
    while not isinstance(long.next(PATIENCE), PromptProgress):
        continue
    long.cancel()
    assert collect(short).finished.reason is FinishReason.LENGTH
    assert collect(long).finished.reason in (FinishReason.CANCELLED, FinishReason.LENGTH)


def test_an_engine_with_a_cache_remembers_after_a_restart(tiny: Path, tmp_path: Path) -> None:
    config = EngineConfig(cache_dir=tmp_path / "kv", cache_key="22" * 32, cache_limit=1 << 30)
    texts: list[str] = []
    for turn in range(2):
        engine = EngineSupervisor(CHILD)
        engine.configure(config)
        engine.load(tiny, LoadParams())
        watch = StatusWatch(engine)
        if turn:  # the model's name on the disk is known once its hash is
            watch.wait(lambda status: any(activity.stored_bytes for activity in status.activity))
        answer = collect(engine.generate(ask(WORDS * 20)))
        texts.append(answer.text)
        assert (answer.finished.usage.restored_tokens > 200) == bool(turn)
        engine.close()
    assert texts[0] == texts[1]
    kept = [path.read_bytes() for path in (tmp_path / "kv").rglob("*") if path.is_file()]
    assert kept
    assert not [each for each in kept if b"quick brown" in each]


def _ahead(status: EngineStatus, path: Path) -> int:
    """Tokens of this model that are to be processed ahead."""
    return sum(activity.prefill_total for activity in status.activity if activity.path == path)


def _paths(status: EngineStatus) -> set[Path]:
    return {model.path for model in status.models}


def _kill(engine: EngineSupervisor) -> None:
    assert engine.status.pid is not None
    os.kill(engine.status.pid, signal.SIGKILL)
