"""What each family's models say, from a file with the right metadata: ends, calls of tools, reasoning, stop texts.

The answer is fed token by token, as it is drawn, through what the program itself reads answers with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from vocabularies import CODE_LLAMA, DEEPSEEK, LLAMA_4, THINK, write_bpe, write_spm

from paddock.core.errors import UserError
from paddock.core.events import ReasoningDelta
from paddock.core.messages import Role, Turn
from paddock.core.tools import ToolCall, ToolDefinition
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import find_chat_format
from paddock.engine.child.prompt import PromptBuilder
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.speech import Spoken
from paddock.engine.child.tokens import Vocabulary

CHATML = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
WEATHER = ToolDefinition("get_weather", parameters='{"type": "object", "properties": {"city": {"type": "string"}}}')
SEARCH = ToolDefinition("brave_search", parameters='{"type": "object", "properties": {"query": {"type": "string"}}}')
CITY, QUERY = ToolCall("get_weather", '{"city": "Köln"}'), ToolCall("brave_search", '{"query": "llamas"}')
JSON = '{"name": "get_weather", "parameters": {"city": "Köln"}}'
HERMES = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Köln"}}\n</tool_call>'
PYTHON = '[get_weather(city="Köln")]'
Write = Callable[..., Path]
FILES: dict[str, Write] = {
    "alpaca-7b": write_spm,
    "vicuna-7b-v1.5": write_spm,
    "WizardLM-7B-V1.0": write_spm,
    "orca_mini_7b": write_spm,
    "Llama-2-7b-chat": write_spm,
    "CodeLlama-7b-Instruct": partial(write_spm, normals=CODE_LLAMA),
    "CodeLlama-70b-Instruct": partial(write_spm, controls=("<step>",), eos="<step>"),
    "Meta-Llama-3-8B-Instruct": write_bpe,
    "Llama-3.1-8B-Instruct": write_bpe,
    "Llama-3.2-3B-Instruct": write_bpe,
    "Llama-3.3-70B-Instruct": write_bpe,
    "Llama-4-Scout-17B-16E-Instruct": partial(write_bpe, specials=LLAMA_4, eos="<|eot|>"),
    "Llama-Guard-3-8B": write_bpe,
    "Hermes-3-Llama-3.1-8B": partial(write_bpe, specials=CHATML, eos="<|im_end|>"),
    "DeepSeek-R1-Distill-Llama-8B": partial(write_bpe, specials=DEEPSEEK, visible=THINK, eos="<｜end▁of▁sentence｜>"),
}
TAKE_TOOLS = ("Llama-3.1", "Llama-3.2", "Llama-3.3", "Llama-4", "Hermes-3")
CALLS = [
    *((f"Llama-3.{n}", f"{JSON}<|eot_id|>", CITY) for n in (1, 2, 3)),
    *((f"Llama-3.{n}", f"<|python_tag|>{JSON}<|eom_id|>", CITY) for n in (1, 2, 3)),
    *((f"Llama-3.{n}", f"{PYTHON}<|eot_id|>", CITY) for n in (1, 2, 3)),
    ("Llama-3.1", '<|python_tag|>brave_search.call(query="llamas")<|eom_id|>', QUERY),
    ("Llama-3.1", '<function=get_weather>{"city": "Köln"}</function><|eot_id|>', CITY),
    ("Llama-3.2", '{"name": "get_weather", "arguments": {"city": "Köln"}}<|eot_id|>', CITY),
    ("Llama-3.3", '<function=get_weather>{"city": "Köln"}</function><|eot_id|>', CITY),
    ("Llama-4", f"{PYTHON}<|eot|>", CITY),
    ("Llama-4", f"<|python_start|>{PYTHON}<|python_end|><|eom|>", CITY),
    ("Llama-4", f"{JSON}<|eot|>", CITY),
    ("Hermes-3", f"{HERMES}<|im_end|>", CITY),
]
BROKEN = [
    *((f"Llama-3.{n}", JSON[:-1], "<|eot_id|>") for n in (1, 2, 3)),
    *((f"Llama-3.{n}", f"<|python_tag|>{JSON[:-1]}", "<|eom_id|>") for n in (1, 2, 3)),
    ("Llama-3.1", '<function=launch>{"city": "Köln"}</function>', "<|eot_id|>"),
    ("Llama-3.2", "[get_weather(city=open('x'))]", "<|eot_id|>"),
    ("Llama-3.3", "<|python_tag|>print(1)", "<|eom_id|>"),
    ("Llama-4", "[get_weather(city='Köln'", "<|eot|>"),
    ("Llama-4", "<|python_start|>print(1)<|python_end|>", "<|eom|>"),
    ("Hermes-3", "<tool_call>\n{get_weather}\n</tool_call>", "<|im_end|>"),
]
ANSWERS: list[tuple[str, str, list[Spoken]]] = [
    ("alpaca", "Hello a\n\n### Instruction:\nmore", ["Hello a"]),
    ("vicuna", "Hello a\nUSER: more", ["Hello a"]),
    ("WizardLM", "Hello a\n\n### Response: more", ["Hello a"]),
    ("orca", "Hello a\n\n### User:\nmore", ["Hello a"]),
    ("Llama-2", "Hello a</s>more", ["Hello a"]),
    ("CodeLlama-7b", "Hello a</s>more", ["Hello a"]),
    ("CodeLlama-70b", "Hello a<step>more", ["Hello a"]),
    ("Meta-Llama-3", "Hello<|eot_id|>more", ["Hello"]),
    ("Meta-Llama-3", "Hello<|end_of_text|>more", ["Hello"]),
    ("Llama-Guard", "\n\nunsafe\nS9<|eot_id|>", ["\n\nunsafe\nS9"]),
    ("DeepSeek", "Hm.\n</think>\n\nHello<｜end▁of▁sentence｜>", [ReasoningDelta("Hm."), "Hello"]),
    ("DeepSeek", "<think>\nHm.</think>Hello <think>", [ReasoningDelta("Hm."), "Hello <think>"]),
    ("DeepSeek", "Hm", [ReasoningDelta("Hm")]),
]


class Family:
    """A family's file, opened as the program opens it."""

    def __init__(self, lib: Any, host: TemplateHost, words: Vocabulary, path: Path) -> None:
        chat = find_chat_format(lib, host, words, {"general.architecture": "llama"}, None, path, "")
        self._words, self._prompts = words, PromptBuilder(words, chat)

    def said(self, text: str, tools: Sequence[ToolDefinition] = ()) -> list[Spoken]:
        """What is told of an answer that is drawn token by token, pieces of the same kind joined."""
        request = GenerationRequest(turns=(Turn(Role.USER, "Rain?"),), tools=tuple(tools))
        self._prompts.tokens(request)
        speech = self._prompts.speech(request)
        parts: list[Spoken] = []
        for token in self._words.tokenize(text, parse_special=True, inside=True):
            if token in speech.ends or self._words.is_end(token):
                break
            parts += speech.feed(self._words.piece(token, special=token in speech.spelt))
            if speech.stopped:
                break
        return joined([*parts, *speech.flush()])


def joined(parts: Sequence[Spoken]) -> list[Spoken]:
    found: list[Spoken] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(part, str) and isinstance(before, str):
            found[-1] = before + part
        elif isinstance(part, ReasoningDelta) and isinstance(before, ReasoningDelta):
            found[-1] = ReasoningDelta(before.text + part.text)
        else:
            found.append(part)
    return found


@pytest.fixture(scope="module")
def family(
    lib: Any,
    host: TemplateHost,
    open_vocabulary: Callable[[Path], Vocabulary],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Family]:
    """A family by the beginning of its name."""
    folder = tmp_path_factory.mktemp("families")
    opened: dict[str, Family] = {}

    def find(begins: str) -> Family:
        name = next(name for name in FILES if name.startswith(begins))
        if name not in opened:
            path = FILES[name](folder / f"{name}.gguf")
            opened[name] = Family(lib, host, open_vocabulary(path), path)
        return opened[name]

    return find


Find = Callable[[str], Family]


@pytest.mark.parametrize(("name", "text", "call"), CALLS)
def test_a_call_is_a_call_and_no_raw_text(family: Find, name: str, text: str, call: ToolCall) -> None:
    assert family(name).said(text, (WEATHER, SEARCH)) == [call]
    assert family(name).said(f"\n\n{text}", (WEATHER, SEARCH)) == [call]


@pytest.mark.parametrize(("name", "text", "end"), BROKEN)
def test_what_is_no_call_comes_back_as_it_was_written(family: Find, name: str, text: str, end: str) -> None:
    assert family(name).said(f"{text}{end}more", (WEATHER, SEARCH)) == [text]


@pytest.mark.parametrize("name", TAKE_TOOLS)
def test_without_tools_nothing_is_a_call(family: Find, name: str) -> None:
    assert family(name).said(JSON) == [JSON]


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith(TAKE_TOOLS)])
def test_who_was_not_made_for_tools_is_given_none(family: Find, name: str) -> None:
    with pytest.raises(UserError) as caught:
        family(name).said("Hello", (WEATHER,))
    assert caught.value.code == "no-tools"


@pytest.mark.parametrize(("name", "text", "parts"), ANSWERS)
def test_an_answer_ends_where_its_family_ends_it(family: Find, name: str, text: str, parts: list[Spoken]) -> None:
    assert family(name).said(text) == parts
