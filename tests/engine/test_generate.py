"""Answers of the real child: their text, their end, their numbers."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import ask, collect, endless, until_text
from tiny_model import write_tiny_model

from paddock.core.errors import Remedy, UserError
from paddock.core.events import Finished, FinishReason, TextDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import EngineState, GenerationRequest, Priority
from paddock.engine.supervisor import EngineSupervisor


def raw(text: str, **sampling: object) -> GenerationRequest:
    return GenerationRequest(raw=text, sampling=SamplingParams(temperature=0.0, **sampling))  # type: ignore[arg-type]


def test_a_real_little_model_tells_its_story(engine: EngineSupervisor, stories: Path) -> None:
    engine.load(stories, LoadParams())
    answer = collect(engine.generate(raw("Once upon a time", max_tokens=60)))
    assert answer.text.startswith(", there was a little girl named Lily.")


def test_the_guide_answers(engine: EngineSupervisor) -> None:
    guide = Path(__file__).resolve().parents[2] / "resources/guide/guide.gguf"
    if not guide.exists():
        pytest.skip("the guide is not trained yet")
    engine.load(guide, LoadParams())
    answer = collect(engine.generate(ask("What is Paddock?", max_tokens=None)))
    assert "Paddock" in answer.text
    assert answer.finished.reason is FinishReason.STOP


def test_an_answer_comes_in_pieces_with_its_numbers(module_engine: EngineSupervisor) -> None:
    answer = collect(module_engine.generate(ask("Hello", max_tokens=20, seed=5)))
    finished = answer.finished
    assert finished.reason is FinishReason.LENGTH
    assert finished.usage.completion_tokens == 20
    assert finished.usage.prompt_tokens == answer.progress[-1].total == answer.progress[-1].done
    assert finished.seed == 5
    assert len(answer.pieces) == 20
    assert answer.text.isprintable()
    assert finished.timings.load_ms > 0
    assert finished.timings.ttft_ms > 0
    assert finished.timings.prompt_tok_s > 0
    assert finished.timings.decode_tok_s > 0


def test_asking_again_after_the_end_gives_the_end_again(module_engine: EngineSupervisor) -> None:
    generation = module_engine.generate(ask("Hello", max_tokens=1))
    events = list(generation)
    assert isinstance(events[-1], Finished)
    assert generation.next() == generation.next(0) == events[-1]


def test_a_wait_without_an_event_ends_in_time(ready: EngineSupervisor) -> None:
    first = ready.generate(endless())
    second = ready.generate(replace(ask("Hello"), priority=Priority.BACKGROUND))
    until_text(first)
    assert second.next(0) is None
    first.cancel()
    assert collect(first).finished.reason is FinishReason.CANCELLED
    assert collect(second).finished.reason is FinishReason.LENGTH


def test_one_seed_gives_one_text(module_engine: EngineSupervisor) -> None:
    def text(seed: int) -> str:
        return collect(module_engine.generate(ask("Tell me", temperature=1.5, seed=seed))).text

    first = text(1)
    assert text(2) != first
    assert text(1) == first
    assert text(2**32 - 1) == text(2**32 - 1)


def test_a_drawn_seed_is_told_and_gives_the_text_again(module_engine: EngineSupervisor) -> None:
    drawn = collect(module_engine.generate(ask("Draw", temperature=1.5)))
    again = collect(module_engine.generate(ask("Draw", temperature=1.5, seed=drawn.finished.seed)))
    assert again.text == drawn.text
    assert collect(module_engine.generate(ask("Draw", temperature=1.5))).finished.seed != drawn.finished.seed


def test_sampling_does_what_it_is_told(module_engine: EngineSupervisor) -> None:
    greedy = collect(module_engine.generate(ask("Hello"))).text
    for same in ({"top_k": 1}, {"top_p": 0.0, "top_k": 0}, {"min_p": 1.0, "top_k": 0}):
        assert collect(module_engine.generate(ask("Hello", temperature=1.0, seed=1, **same))).text == greedy
    assert collect(module_engine.generate(ask("Hello", repeat_penalty=3.0))).text != greedy


def test_a_prompt_is_not_computed_twice(ready: EngineSupervisor) -> None:
    turns = [Turn(Role.USER, "A question of some length")]
    sampling = SamplingParams(temperature=0.0, max_tokens=10)
    first = collect(ready.generate(GenerationRequest(tuple(turns), sampling=sampling)))
    assert first.finished.usage.cached_tokens == 0
    turns += [Turn(Role.ASSISTANT, first.text), Turn(Role.USER, "More")]
    second = collect(ready.generate(GenerationRequest(tuple(turns), sampling=sampling)))
    assert second.finished.usage.cached_tokens >= first.finished.usage.prompt_tokens
    afresh = collect(
        ready.generate(GenerationRequest(tuple(turns), sampling=SamplingParams(0.0, seed=1, max_tokens=10)))
    )
    assert afresh.finished.usage.cached_tokens == 0
    assert afresh.text == second.text


def test_a_stop_text_ends_the_answer_and_does_not_show(module_engine: EngineSupervisor) -> None:
    whole = collect(module_engine.generate(ask("Hello", seed=1))).text
    stop = whole[10:13]
    answer = collect(module_engine.generate(ask("Hello", seed=1, stop=("never there", stop))))
    assert answer.finished.reason is FinishReason.STOP
    assert answer.text == whole[: whole.index(stop)]


def test_the_end_of_a_turn_ends_the_answer_unseen(engine: EngineSupervisor, tiny: Path, tmp_path: Path) -> None:
    engine.load(tiny, LoadParams())
    whole = collect(engine.generate(ask("Hello"))).text
    letter = whole[7]
    engine.load(write_tiny_model(tmp_path / "ends.gguf", end_like=letter), LoadParams())
    answer = collect(engine.generate(ask("Hello")))
    assert answer.finished.reason is FinishReason.STOP
    assert answer.text == whole[: whole.index(letter)]


def test_bytes_that_are_no_text_become_replacements(engine: EngineSupervisor, tmp_path: Path) -> None:
    engine.load(write_tiny_model(tmp_path / "bytes.gguf", any_bytes=True), LoadParams())
    answer = collect(engine.generate(ask("Hello", max_tokens=200)))
    assert "\ufffd" in answer.text
    assert answer.text.encode("utf-8", "strict")


def test_what_a_person_types_is_no_end_of_turn(module_engine: EngineSupervisor) -> None:
    plain = collect(module_engine.generate(ask("Hello", max_tokens=1))).finished.usage.prompt_tokens
    typed = collect(module_engine.generate(ask("Hello<|eot_id|>", max_tokens=1))).finished.usage.prompt_tokens
    assert typed == plain + len("<|eot_id|>")


def test_an_interrupted_answer_is_gone_on_with(module_engine: EngineSupervisor) -> None:
    whole = collect(module_engine.generate(ask("Hello", max_tokens=40))).text
    turns = (Turn(Role.USER, "Hello"), Turn(Role.ASSISTANT, whole[:15]))
    rest = GenerationRequest(turns, continue_last=True, sampling=SamplingParams(0.0, max_tokens=10))
    assert whole[15:].startswith(collect(module_engine.generate(rest)).text)


def test_cancelling_while_it_speaks_keeps_what_it_said(module_engine: EngineSupervisor) -> None:
    generation = module_engine.generate(endless())
    first = until_text(generation)
    generation.cancel()
    generation.cancel()
    answer = collect(generation)
    assert first
    assert answer.finished.reason is FinishReason.CANCELLED
    assert collect(module_engine.generate(ask("Hello"))).finished.reason is FinishReason.LENGTH


def test_cancelling_while_it_reads_the_prompt(engine: EngineSupervisor, tiny: Path) -> None:
    engine.load(tiny, LoadParams(n_ctx=32768, n_batch=32))
    generation = engine.generate(endless("word " * 6000))
    assert generation.next(30.0) is not None
    generation.cancel()
    answer = collect(generation)
    assert answer.finished.reason is FinishReason.CANCELLED
    assert collect(engine.generate(ask("Hello"))).finished.reason is FinishReason.LENGTH


def test_cancelling_an_answer_that_waits_its_turn(module_engine: EngineSupervisor) -> None:
    first, second = module_engine.generate(endless()), module_engine.generate(endless())
    second.cancel()
    assert collect(second).finished.reason is FinishReason.CANCELLED
    assert until_text(first)
    first.cancel()
    assert collect(first).finished.reason is FinishReason.CANCELLED


def test_answers_from_many_threads_all_come(module_engine: EngineSupervisor) -> None:
    texts: list[str] = []

    def one() -> None:
        texts.append(collect(module_engine.generate(ask("Hello"))).text)

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(texts) == 8
    assert len(set(texts)) == 1


def test_an_answer_ends_where_the_context_does(engine: EngineSupervisor, tiny: Path) -> None:
    n_ctx = engine.load(tiny, LoadParams(n_ctx=256)).n_ctx
    answer = collect(engine.generate(endless()))
    assert answer.finished.reason is FinishReason.CONTEXT
    assert answer.finished.usage.prompt_tokens + answer.finished.usage.completion_tokens == n_ctx + 1


@pytest.mark.parametrize("n_ctx", [1, 8, 100])
def test_a_context_smaller_than_a_batch(engine: EngineSupervisor, tiny: Path, n_ctx: int) -> None:
    """llama.cpp makes its batches as small as the context that was asked for, and aborts over a larger one."""
    engine.load(tiny, LoadParams(n_ctx=n_ctx))
    pid = engine.status.pid
    answer = collect(engine.generate(raw("x" * 200, max_tokens=5)))
    assert answer.finished.reason is FinishReason.LENGTH
    with pytest.raises(UserError) as caught:
        collect(engine.generate(raw("x" * 1000)))
    assert caught.value.code == "context-full"
    assert engine.status.pid == pid


def test_a_prompt_longer_than_the_context_is_refused(engine: EngineSupervisor, tiny: Path) -> None:
    engine.load(tiny, LoadParams(n_ctx=256))
    generation = engine.generate(ask("x" * 1000))
    with pytest.raises(UserError) as caught:
        generation.next(30.0)
    assert caught.value.code == "context-full"
    assert caught.value.remedy is Remedy.NEW_CHAT
    assert "holds 256." in caught.value.what
    assert "Shorten the message" in caught.value.todo  # even the first message of a chat may be too long
    with pytest.raises(UserError):
        generation.next()
    assert engine.status.state is EngineState.READY
    assert collect(engine.generate(ask("Hello"))).text


def test_a_model_without_a_template_only_continues(engine: EngineSupervisor, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "base.gguf", template=None)
    assert engine.load(path, LoadParams()).template_source == "none"
    with pytest.raises(UserError) as caught:
        collect(engine.generate(ask("Hello")))
    assert (caught.value.code, caught.value.remedy) == ("no-template", Remedy.CHOOSE_FORMAT)
    assert "`" not in str(caught.value)  # the window shows it, where there are no commands
    assert collect(engine.generate(raw("Hello", max_tokens=5))).text


def test_an_empty_prompt_is_refused_where_there_is_no_bos(engine: EngineSupervisor, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "nobos.gguf", add_bos=False)
    engine.load(path, LoadParams())
    with pytest.raises(UserError) as caught:
        collect(engine.generate(raw("")))
    assert caught.value.code == "empty-prompt"


def test_a_text_too_long_for_the_wire_is_refused(module_engine: EngineSupervisor) -> None:
    with pytest.raises(UserError) as caught:
        collect(module_engine.generate(ask("\0" * 12_000_000)))
    assert caught.value.code == "context-full"
    assert collect(module_engine.generate(ask("Hello"))).text


def test_without_a_model_there_is_no_answer(engine: EngineSupervisor) -> None:
    with pytest.raises(UserError) as caught:
        engine.generate(ask("Hello"))
    assert caught.value.code == "no-model"
    assert caught.value.remedy is Remedy.OPEN_MODELS


def test_events_are_whole_characters(engine: EngineSupervisor, stories: Path) -> None:
    engine.load(stories, LoadParams())
    for event in engine.generate(raw("Zoë said “", max_tokens=50)):
        if isinstance(event, TextDelta):
            assert event.text.encode()
