"""The fake engine keeps the promises of the real one: the same questions, the same kind of answers."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import CHILD, PATIENCE, StatusWatch, ask, collect, until_text
from tiny_model import TEMPLATE, write_tiny_model

from paddock.core.errors import BugError, UserError
from paddock.core.events import Finished, FinishReason, PromptProgress, ReasoningDelta, TextDelta, ToolCallDelta
from paddock.core.params import LoadParams
from paddock.core.tools import ToolCall, ToolDefinition
from paddock.engine.api import Engine, EngineState, GenerationRequest
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.engine.supervisor import EngineSupervisor

MODEL = Path("model.gguf")


def loaded(*answers: FakeAnswer | str) -> FakeEngine:
    engine = FakeEngine(answers or ("Hello there.",))
    engine.load(MODEL, LoadParams())
    return engine


def test_it_says_what_it_is_told_word_by_word() -> None:
    engine = loaded("Hello there.\nHow are you? ")
    answer = collect(engine.generate(ask("Hi", seed=3)))
    assert answer.text == "Hello there.\nHow are you? "
    assert len(answer.pieces) == 5
    assert answer.finished.reason is FinishReason.STOP
    assert answer.finished.seed == 3
    assert answer.finished.usage.completion_tokens == len(answer.pieces)


def test_answers_come_in_order_and_the_last_again_and_again() -> None:
    engine = loaded("one", "two")
    assert [collect(engine.generate(ask("Hi"))).text for _ in range(3)] == ["one", "two", "two"]
    assert len(engine.requests) == 3


def test_a_gate_holds_the_last_piece_back() -> None:
    gate = threading.Event()
    engine = loaded(FakeAnswer("one two", gate=gate))
    generation = engine.generate(ask("Hi"))
    assert until_text(generation) == "one"
    assert generation.next(0) is None
    gate.set()
    assert collect(generation).text == " two"


def test_cancelling_at_a_gate() -> None:
    engine = loaded(FakeAnswer("one two", gate=threading.Event()), "next")
    generation = engine.generate(ask("Hi"))
    until_text(generation)
    generation.cancel()
    assert collect(generation).finished.reason is FinishReason.CANCELLED
    assert collect(engine.generate(ask("Hi"))).text == "next"


def test_a_death_in_the_middle() -> None:
    engine = loaded(FakeAnswer("half of", dies=True), "again")
    watch = StatusWatch(engine)
    answer = collect(engine.generate(ask("Hi")))
    assert answer.text == "half of"
    assert answer.finished.reason is FinishReason.INTERRUPTED
    status = watch.wait(lambda status: status.state is EngineState.READY)
    assert status.error
    assert watch.seen[0].state is EngineState.STARTING
    assert collect(engine.generate(ask("Hi"))).text == "again"


def test_a_death_from_outside() -> None:
    engine = loaded(FakeAnswer("one two", gate=threading.Event()))
    generation = engine.generate(ask("Hi"))
    until_text(generation)
    engine.die()
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED
    assert engine.status.state is EngineState.READY


def test_an_answer_that_fails() -> None:
    generation = loaded(FakeAnswer("some ", error=UserError("No.", code="context-full"))).generate(ask("Hi"))
    assert until_text(generation)
    with pytest.raises(UserError, match="No"):
        collect(generation)


def test_a_model_that_does_not_load() -> None:
    engine = FakeEngine(load_errors={MODEL: UserError("Broken.", code="truncated")})
    with pytest.raises(UserError, match="Broken"):
        engine.load(MODEL, LoadParams())
    assert engine.status.state is EngineState.FAILED
    assert engine.status.error == "Broken."
    engine.load(Path("other.gguf"), LoadParams())
    assert engine.status.state is EngineState.READY


def test_an_empty_answer_ends_as_well() -> None:
    answer = collect(loaded(FakeAnswer("", reason=FinishReason.LENGTH)).generate(ask("Hi")))
    assert (answer.text, answer.finished.reason) == ("", FinishReason.LENGTH)


def real(tiny: Path) -> Engine:
    engine = EngineSupervisor(CHILD)
    engine.load(tiny, LoadParams())
    return engine


def fake(tiny: Path) -> Engine:
    engine = FakeEngine(("one two three",))
    engine.load(tiny, LoadParams())
    return engine


@pytest.mark.parametrize("make", [fake, real])
def test_both_engines_keep_the_same_promises(make: Callable[[Path], Engine], tiny: Path) -> None:
    engine = make(tiny)
    assert engine.status.state is EngineState.READY
    assert engine.load(tiny, LoadParams()) is engine.status.model
    watch = StatusWatch(engine)
    generation = engine.generate(ask("Hi"))
    events = list(generation)
    assert isinstance(events[0], PromptProgress)
    assert isinstance(next(event for event in events if not isinstance(event, PromptProgress)), TextDelta)
    assert isinstance(events[-1], Finished)
    assert generation.next() == events[-1]
    generation.cancel()
    assert generation.next() == events[-1]
    first, second = engine.generate(ask("Hi")), engine.generate(ask("Hi"))
    assert collect(second).text == collect(first).text != ""
    assert engine.inspect(tiny, ask("Hi there"), "").text.count("Hi there") == 1
    assert {status.state for status in watch.seen} <= {EngineState.READY}
    engine.unload()
    assert engine.status.model is None
    with pytest.raises(UserError) as caught:
        engine.generate(ask("Hi"))
    assert caught.value.code == "no-model"
    assert engine.devices().chosen
    engine.close()
    engine.close()
    with pytest.raises(BugError):
        engine.generate(GenerationRequest(raw="Hi"))
    with pytest.raises(BugError):
        engine.load(tiny, LoadParams())
    with pytest.raises(BugError):
        engine.inspect(tiny, ask("Hi"), "")


CALL = ToolCall("add", '{"a": 1}')
SAID = '<think>Hm. So.</think>Yes, this.\n{"name": "add", "parameters": {"a": 1}}'


def real_in_parts(tmp_path: Path) -> Engine:
    template = TEMPLATE + "{% if tools %}{{ tools | tojson }}{% endif %}{# </think> #}"
    return real(write_tiny_model(tmp_path / "parts.gguf", template=template))


def fake_in_parts(tmp_path: Path) -> Engine:
    text = "Yes, this.\n"
    answer = FakeAnswer(text, reasoning="Hm. So.", calls=(CALL,), reason=FinishReason.TOOL_CALLS)
    engine = FakeEngine((answer,))
    engine.load(tmp_path, LoadParams())
    return engine


@pytest.mark.parametrize("make", [fake_in_parts, real_in_parts])
def test_both_tell_the_parts_of_an_answer_in_the_same_order(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    engine = make(tmp_path)
    request = ask("Hi", grammar=f"root ::= {json.dumps(SAID)}", max_tokens=None)
    events = list(engine.generate(replace(request, tools=(ToolDefinition("add"),))))
    kinds = [kind for kind, _ in itertools.groupby(events, type)]
    assert kinds == [PromptProgress, ReasoningDelta, TextDelta, ToolCallDelta, Finished]
    assert "".join(event.text for event in events if isinstance(event, ReasoningDelta)) == "Hm. So."
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Yes, this.\n"
    assert [event.call for event in events if isinstance(event, ToolCallDelta)] == [CALL]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.TOOL_CALLS
    engine.close()


def test_closing_interrupts_what_is_on_its_way() -> None:
    engine = loaded(FakeAnswer("one two", gate=threading.Event()))
    generation = engine.generate(ask("Hi"))
    until_text(generation)
    engine.close()
    assert collect(generation).finished.reason is FinishReason.INTERRUPTED


def test_threads_take_turns() -> None:
    engine = loaded("one two three")
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(collect(engine.generate(ask("Hi"))).text)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert texts == ["one two three"] * 8
