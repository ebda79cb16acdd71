"""The parts of an answer, from the real child: text, reasoning, calls, and where it ends.

A grammar makes the random model say what is tried out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import CHILD, ask, collect, until_text
from tiny_model import SPECIALS, TEMPLATE, write_tiny_model
from vocabularies import LLAMA_3, LLAMA_4

from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason, PromptProgress, ReasoningDelta, TextDelta, ToolCallDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.core.prompts import TemplateSource
from paddock.core.tools import ToolCall, ToolDefinition
from paddock.engine.api import Engine, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

ADD = ToolDefinition("add", "Adds", '{"type": "object", "properties": {"a": {"type": "number"}}}')
CALL = '{"name": "add", "parameters": {"a": 1}}'
LLAMA_3_1 = LoadParams(prompt_format="llama-3.1")


@pytest.fixture(scope="module")
def tooled(tiny: Path) -> Iterator[EngineSupervisor]:
    """The tiny model, spoken with as Llama 3.1 is."""
    engine = EngineSupervisor(CHILD)
    engine.load(tiny, LLAMA_3_1)
    yield engine
    engine.close()


def says(
    text: str, *tools: ToolDefinition, logprobs: int | None = None, turns: tuple[Turn, ...] = ()
) -> GenerationRequest:
    """A request that is answered with exactly this text."""
    sampling = SamplingParams(temperature=0.0, grammar=f"root ::= {json.dumps(text)}", logprobs=logprobs)
    return GenerationRequest(turns=turns or (Turn(Role.USER, "Go"),), sampling=sampling, tools=tools)


def events(engine: Engine, request: GenerationRequest) -> tuple[list[object], Finished]:
    """What was told, pieces of text joined, and the end."""
    told: list[object] = []
    for event in engine.generate(request):
        match event:
            case PromptProgress():
                continue
            case TextDelta() if told and isinstance(told[-1], str):
                told[-1] += event.text
            case TextDelta():
                told.append(event.text)
            case ReasoningDelta() if told and isinstance(told[-1], ReasoningDelta):
                told[-1] = ReasoningDelta(told[-1].text + event.text)
            case ToolCallDelta():
                told.append(event.call)
            case Finished():
                return told, event
            case _:
                told.append(event)
    raise AssertionError("it has no end")


def test_a_call_is_told_as_a_call_and_ends_the_answer_as_one(tooled: EngineSupervisor) -> None:
    told, finished = events(tooled, says(CALL, ADD))
    assert told == [ToolCall("add", '{"a": 1}')]
    assert finished.reason is FinishReason.TOOL_CALLS
    assert finished.usage.completion_tokens > 10


def test_without_tools_the_same_is_text(tooled: EngineSupervisor) -> None:
    told, finished = events(tooled, says(CALL))
    assert told == [CALL]
    assert finished.reason is FinishReason.STOP


def test_a_call_of_what_was_not_offered_is_text(tooled: EngineSupervisor) -> None:
    told, finished = events(tooled, says(CALL.replace("add", "sub"), ADD))
    assert told == [CALL.replace("add", "sub")]
    assert finished.reason is FinishReason.STOP


def test_text_comes_before_a_call_and_keeps_its_chances(tooled: EngineSupervisor) -> None:
    text = ""
    chances = 0
    for event in tooled.generate(says(f"I add.\n{CALL}", ADD, logprobs=0)):
        if isinstance(event, TextDelta):
            text += event.text
            chances += len(event.logprobs)
    assert text == "I add.\n"
    assert 0 < chances <= len(text)


def test_a_call_cut_short_is_text(tooled: EngineSupervisor) -> None:
    request = says(CALL, ADD)
    told, finished = events(tooled, replace(request, sampling=replace(request.sampling, max_tokens=12)))
    assert told == [CALL[:12]]
    assert finished.reason is FinishReason.LENGTH


def test_calls_and_results_go_back_in(tooled: EngineSupervisor) -> None:
    turns = (
        Turn(Role.USER, "Add"),
        Turn(Role.ASSISTANT, "", (ToolCall("add", '{"a": 1}'),)),
        Turn(Role.TOOL, "<|eot_id|>", name="add"),
    )
    assert events(tooled, says("Done.", ADD, turns=turns))[0] == ["Done."]


def test_a_model_whose_template_takes_no_tools_refuses_them(module_engine: EngineSupervisor) -> None:
    with pytest.raises(UserError) as caught:
        collect(module_engine.generate(says(CALL, ADD)))
    assert caught.value.code == "no-tools"


@pytest.mark.parametrize("tools", [(), (ADD,)], ids=["without tools", "with tools"])
def test_the_token_that_begins_a_call_is_seen_where_one_may_come(
    engine: EngineSupervisor, tmp_path: Path, tools: tuple[ToolDefinition, ...]
) -> None:
    path = write_tiny_model(tmp_path / "tag.gguf", specials=LLAMA_3)
    engine.load(path, LLAMA_3_1)
    tag = 256 + LLAMA_3.index("<|python_tag|>")
    sampling = SamplingParams(temperature=0.0, max_tokens=2, logit_bias=((tag, 1000.0),))
    request = GenerationRequest(turns=(Turn(Role.USER, "Go"),), sampling=sampling, tools=tools)
    assert events(engine, request)[0] == (["<|python_tag|>" * 2] if tools else [])


# Reasoning


@pytest.mark.parametrize("opens", [False, True], ids=["says the tag", "begins inside"])
def test_reasoning_is_told_as_reasoning(engine: EngineSupervisor, tmp_path: Path, opens: bool) -> None:
    prompt = "assistant<|end_header_id|>\\n\\n"
    template = TEMPLATE.replace(prompt, prompt + "<think>\\n") if opens else TEMPLATE + "{# </think> #}"
    model = engine.load(write_tiny_model(tmp_path / "thinks.gguf", template=template), LoadParams())
    assert model.template_source == "file"
    begins = "" if opens else "<think>\n"
    told, finished = events(engine, says(f"{begins}Hm, so.\n</think>\n\nYes."))
    assert told == [ReasoningDelta("Hm, so."), "Yes."]
    assert finished.reason is FinishReason.STOP
    request = says(f"{begins}Hm, so.\n</think>\n\nYes.")
    told, finished = events(engine, replace(request, sampling=replace(request.sampling, max_tokens=len(begins) + 3)))
    assert told == [ReasoningDelta("Hm,")]
    assert finished.reason is FinishReason.LENGTH


def test_a_model_that_does_not_reason_says_the_tags(module_engine: EngineSupervisor) -> None:
    assert events(module_engine, says("<think>Hm</think>"))[0] == ["<think>Hm</think>"]


# Ends


def test_the_stop_texts_of_a_format_end_the_answer(engine: EngineSupervisor, tiny: Path) -> None:
    engine.load(tiny, LoadParams(prompt_format="vicuna"))
    told, finished = events(engine, says("Yes.\nUSER: And now?"))
    assert told == ["Yes."]
    assert finished.reason is FinishReason.STOP


def test_an_end_that_only_the_family_knows_ends_the_answer(engine: EngineSupervisor, tmp_path: Path) -> None:
    first = write_tiny_model(tmp_path / "first.gguf", specials=LLAMA_4[:6], template=None, name="Llama 4 Instruct")
    engine.load(first, LoadParams())
    text = collect(engine.generate(ask("Hi", max_tokens=40))).text
    end = next(char for char in text if char.isalpha())
    path = write_tiny_model(
        tmp_path / "m.gguf", specials=LLAMA_4[:6], template=None, name="Llama 4 Instruct", end_like=end
    )
    assert engine.load(path, LoadParams()).family == "llama-4"
    answer = collect(engine.generate(ask("Hi", max_tokens=1000)))
    assert answer.finished.reason is FinishReason.STOP
    assert answer.text == text[: text.index(end)]


def test_an_answer_on_its_way_ends_as_it_would_have(engine: EngineSupervisor, tmp_path: Path) -> None:
    """Whatever prompt format is chosen meanwhile; the next answers end by the new one."""
    first = write_tiny_model(tmp_path / "first.gguf", specials=LLAMA_4[:6], template=None, name="Llama 4 Instruct")
    engine.load(first, LoadParams())
    end = next(char for char in collect(engine.generate(ask("Hi"))).text if char.isalpha())
    path = write_tiny_model(
        tmp_path / "m.gguf", specials=LLAMA_4[:6], template=None, name="Llama 4 Instruct", end_like=end
    )
    engine.load(path, LoadParams(prompt_format="alpaca"))
    request = ask("Hi", max_tokens=2000)
    generation = engine.generate(request)
    until_text(generation)
    engine.load(path, LoadParams())
    assert collect(engine.generate(request)).finished.reason is FinishReason.STOP
    finished = collect(generation).finished
    assert finished.reason is FinishReason.LENGTH
    assert finished.usage.completion_tokens == 2000


# The prompt format


def test_another_prompt_format_needs_no_new_load(engine: EngineSupervisor, tiny: Path) -> None:
    first = engine.load(tiny, LoadParams())
    assert (first.template_source, first.family, first.takes_tools) == ("file", "llama-3", False)
    assert len(first.template_sha256) == 64
    assert first.template_known == ""
    before = engine.measure(ask("Hi")).n_tokens
    second = engine.load(tiny, LLAMA_3_1)
    assert second.load_ms == first.load_ms
    assert (second.template_source, second.takes_tools) == ("chosen", True)
    assert engine.status.model == second
    assert engine.measure(ask("Hi")).n_tokens > before
    assert engine.load(tiny, LoadParams()) == first
    assert engine.measure(ask("Hi")).n_tokens == before


def test_the_guide_is_known(engine: EngineSupervisor) -> None:
    model = engine.load(Path(__file__).parents[2] / "resources/guide/guide.gguf", LoadParams())
    assert (model.template_source, model.template_known) == ("file", "that of Paddock’s guide")


def test_a_format_that_there_is_not_is_refused(engine: EngineSupervisor, tiny: Path) -> None:
    with pytest.raises(UserError) as caught:
        engine.load(tiny, LoadParams(prompt_format="no-such"))
    assert caught.value.code == "no-such-format"


# Infilling


def test_a_model_that_can_fills_in(engine: EngineSupervisor, tmp_path: Path) -> None:
    specials = (*SPECIALS, "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>")
    path = write_tiny_model(tmp_path / "fills.gguf", specials=specials, template=None)
    assert engine.load(path, LoadParams()).can_infill
    request = GenerationRequest(raw="def f(", suffix="<|eot_id|>", sampling=SamplingParams(temperature=0, max_tokens=5))
    assert engine.measure(request).n_tokens == 1 + 1 + 6 + 1 + 10 + 1
    assert len(collect(engine.generate(request)).text) == 5


def test_one_that_cannot_says_so(module_engine: EngineSupervisor) -> None:
    with pytest.raises(UserError) as caught:
        module_engine.measure(GenerationRequest(raw="a", suffix="b"))
    assert caught.value.code == "cannot-infill"


# The template doctor


def test_a_prompt_can_be_looked_at_before_anything_is_loaded(engine: EngineSupervisor, tiny: Path) -> None:
    report = engine.inspect(tiny, ask("Hi"), "")
    assert (report.source, report.bos_count, report.error) == (TemplateSource.FILE, 1, "")
    assert report.text.startswith("<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>")
    assert "".join(report.pieces) == report.text
    assert engine.status.models == ()


def test_it_says_what_the_loaded_model_is_given(tooled: EngineSupervisor, tiny: Path) -> None:
    request = says("x", ADD)
    report = tooled.inspect(tiny, request, "llama-3.1")
    assert report.source is TemplateSource.CHOSEN
    assert len(report.tokens) == tooled.measure(request).n_tokens
    assert "Adds" in report.text


def test_it_is_said_beside_an_answer(tooled: EngineSupervisor, tiny: Path) -> None:
    generation = tooled.generate(ask("Go", max_tokens=None))
    while not isinstance(generation.next(), TextDelta):
        continue
    assert tooled.inspect(tiny, ask("Hi"), "").tokens
    assert generation.next() is not None
    generation.cancel()
    assert collect(generation).finished.reason is FinishReason.CANCELLED


@pytest.mark.parametrize(("data", "code"), [(None, "no-such-file"), (b"x" * 100, "not-a-model"), (b"GGUF\3\0\0\0", "")])
def test_what_is_no_model_is_told(engine: EngineSupervisor, tmp_path: Path, data: bytes | None, code: str) -> None:
    path = tmp_path / "model.gguf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        engine.inspect(path, ask("Hi"), "")
    assert not code or caught.value.code == code
