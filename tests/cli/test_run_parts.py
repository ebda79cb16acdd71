"""`paddock run` with what models do besides answering: think, call tools, fill in text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paddock.cli.run import CAN_FILL_IN
from paddock.core.events import FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.core.tools import ToolCall, ToolDefinition
from paddock.engine.fake import FakeAnswer, FakeEngine

Cli = Callable[..., Any]
CALLS = (ToolCall("add", '{"a": 1, "b": 2}', "c1"), ToolCall("now", "{}", "c2"))
CALLING = FakeAnswer("", calls=CALLS, reason=FinishReason.TOOL_CALLS)
TOOLS = [{"type": "function", "function": {"name": "add", "description": "Adds.", "parameters": {"type": "object"}}}]


@pytest.fixture
def tools(tmp_path: Path) -> str:
    path = tmp_path / "tools.json"
    path.write_text(json.dumps(TOOLS))
    return str(path)


def test_calls_are_printed_a_line_each(cli: Cli, model: Path, tools: str) -> None:
    paddock = cli(CALLING)
    result = paddock("run", str(model), "1 + 2?", "--tools", tools)
    assert (result.status, result.out, result.err) == (0, 'add({"a": 1, "b": 2})\nnow({})\n', "")
    assert paddock.engine.requests[0].tools == (ToolDefinition("add", "Adds.", '{"type": "object"}'),)


def test_calls_come_after_what_was_said(cli: Cli, model: Path, tools: str) -> None:
    result = cli(FakeAnswer("Let me see.", calls=CALLS))("run", str(model), "x", "--tools", tools)
    assert result.out == 'Let me see.\nadd({"a": 1, "b": 2})\nnow({})\n'


def test_json_has_calls_and_thoughts(cli: Cli, model: Path, tools: str) -> None:
    answer = replace(CALLING, reasoning="I have to add.")
    result = cli(answer)("run", str(model), "1 + 2?", "--tools", tools, "--json")
    found = json.loads(result.out)
    assert (result.err, found["text"], found["finish_reason"]) == ("", "", "tool_calls")
    assert found["reasoning"] == "I have to add."
    assert found["tool_calls"] == [
        {"id": "c1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1, "b": 2}'}},
        {"id": "c2", "type": "function", "function": {"name": "now", "arguments": "{}"}},
    ]
    plain = json.loads(cli("Three.")("run", str(model), "1 + 2?", "--json").out)
    assert not {"reasoning", "tool_calls"} & plain.keys()


def test_thoughts_are_faint_beside_the_answer_and_only_for_a_person(cli: Cli, model: Path) -> None:
    answer = FakeAnswer("Three.", reasoning="One and two\x1b]0;evil\x07.")
    shown = cli(answer)("run", str(model), "1 + 2?", tty=True)
    assert shown.out == "Three.\n"
    assert "\x1b[2mOne and two\ufffd]0;evil\ufffd.\x1b[22m\x1b[2m\n\n\x1b[22m" in shown.err
    piped = cli(answer)("run", str(model), "1 + 2?")
    assert (piped.out, piped.err) == ("Three.\n", "")


def test_a_conversation_goes_on_after_calls(cli: Cli, model: Path, tools: str) -> None:
    paddock = cli(replace(CALLING, reasoning="Hm."), "Three.")
    result = paddock.converse("run", str(model), "--tools", tools, lines=["1 + 2?", "Well?"])
    assert result.status == 0
    assert paddock.engine.requests[-1].turns == (
        Turn(Role.USER, "1 + 2?"),
        Turn(Role.ASSISTANT, "", CALLS),
        Turn(Role.USER, "Well?"),
    )


@pytest.mark.parametrize("content", ["", "{}", '[{"description": "nameless"}]'])
def test_tools_that_cannot_be_read_end_it_before_the_model_is_loaded(
    cli: Cli, model: Path, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "tools.json"
    path.write_text(content)
    paddock = cli()
    result = paddock("run", str(model), "x", "--tools", str(path))
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert not paddock.engine.loads


def test_a_format_that_there_is_not_ends_it_too(cli: Cli, model: Path) -> None:
    paddock = cli()
    result = paddock("run", str(model), "x", "--format", "esperanto")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "There is no prompt format “esperanto”. Choose one of " in result.err
    assert "llama-3.1" in result.err
    assert not paddock.engine.loads


class Filling(FakeEngine):
    """All its models can fill in text."""

    def _model(self, path: Path, params: LoadParams) -> LoadedModel:
        return replace(super()._model(path, params), can_infill=True)


@pytest.mark.parametrize("options", [(), ("--raw",)])
def test_text_is_filled_in_and_the_middle_is_printed(cli: Cli, model: Path, options: tuple[str, ...]) -> None:
    paddock = cli()
    paddock.engine = Filling(["x = 7"])
    result = paddock("run", str(model), "def f():\n    <FILL_ME>\n    return x", *options)
    assert (result.status, result.out, result.err) == (0, "x = 7\n", "")
    (request,) = paddock.engine.requests
    assert (request.raw, request.suffix, request.turns) == ("def f():\n    ", "\n    return x", ())


def test_a_model_that_cannot_fill_in_says_so(cli: Cli, model: Path) -> None:
    paddock = cli()
    result = paddock("run", str(model), "a <FILL_ME> c")
    assert (result.status, result.out) == (0, "This is an answer.\n")
    assert result.err.count("\n") == 1
    assert result.err.endswith(f"cannot fill in text, so it reads <FILL_ME> as it stands. {CAN_FILL_IN}\n")
    assert paddock.engine.requests[0].suffix is None


class Untold(FakeEngine):
    """All its models come without a template."""

    def _model(self, path: Path, params: LoadParams) -> LoadedModel:
        return replace(super()._model(path, params), template_source="none")


def test_a_model_that_can_neither_fill_in_nor_be_asked_says_it_once(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = Untold(["b"])
    result = paddock("run", str(model), "a <FILL_ME> c")
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert result.err.endswith(f" cannot fill in text. {CAN_FILL_IN}\n")
    assert not paddock.engine.requests
    paddock.engine = Untold(["b"])
    raw = paddock("run", str(model), "a <FILL_ME> c", "--raw")
    assert (raw.status, raw.out, raw.err.count("\n")) == (0, "b\n", 1)
