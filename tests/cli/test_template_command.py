"""`paddock template`: what is printed for people and for programs, and what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.tools import ToolDefinition
from paddock.engine.fake import FakeEngine
from paddock.services.templates import SAMPLE

Cli = Callable[..., Any]
REPORT = TemplateReport(
    TemplateSource.FILE,
    family="llama-3.1",
    family_name="Llama 3.1",
    sha256="ab" * 32,
    tokens=(128000, 9906),
    pieces=("<|begin_of_text|>", "Hello"),
    bos_count=1,
    stop_tokens=("<|eot_id|>",),
    warnings=("The file lacks rope_freqs.", "It has no end of turn."),
)
DEEP = '[{"name": "add", "parameters": ' + '{"items": ' * 900 + "{}" + "}" * 900 + "}]"
MESSAGES = [{"role": "user", "content": "Hello"}]


@pytest.fixture
def doctor(cli: Cli) -> Any:
    """A command line whose engine inspects."""
    paddock = cli()
    paddock.engine = FakeEngine(template=REPORT)
    return paddock


def written(folder: Path, value: object) -> str:
    path = folder / "given.json"
    path.write_text(json.dumps(value))
    return str(path)


def test_a_person_reads_warnings_first_then_facts_then_the_prompt(doctor: Any, model: Path, tmp_path: Path) -> None:
    result = doctor("template", str(model), "--messages", written(tmp_path, MESSAGES))
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Warning         The file lacks rope_freqs.",
        "                It has no end of turn.",
        "Prompt format   from the file",
        "Family          Llama 3.1",
        f"Template        sha256 {'ab' * 32}",
        "                The file's template is none that Paddock has seen before. It runs in a sandbox.",
        "Tokens          2",
        "                One BOS at the beginning.",
        "Ends at         <|eot_id|>",
        "",
        "Hello",
    ]
    assert not doctor.engine.loads


def test_a_program_reads_all_of_the_report(doctor: Any, model: Path, tmp_path: Path) -> None:
    result = doctor("template", str(model), "--messages", written(tmp_path, MESSAGES), "--json")
    found = json.loads(result.out)
    assert (result.status, result.err) == (0, "")
    assert found == {
        "source": "file",
        "family": "llama-3.1",
        "family_name": "Llama 3.1",
        "format": "",
        "template": "",
        "sha256": "ab" * 32,
        "known": "",
        "text": "Hello",
        "tokens": [128000, 9906],
        "pieces": ["<|begin_of_text|>", "Hello"],
        "bos_count": 1,
        "stop_tokens": ["<|eot_id|>"],
        "stop_texts": [],
        "warnings": ["The file lacks rope_freqs.", "It has no end of turn."],
        "error": "",
    }


def test_messages_tools_and_format_reach_the_engine(doctor: Any, model: Path, tmp_path: Path) -> None:
    tools = written(tmp_path, [{"type": "function", "function": {"name": "add", "parameters": {"type": "object"}}}])
    argv = ("--messages", "-", "--tools", tools, "--format", "alpaca")
    assert doctor("template", str(model), *argv, stdin=json.dumps(MESSAGES)).status == 0
    ((path, request, prompt_format),) = doctor.engine.inspections
    assert (path, request.turns, prompt_format) == (model, (Turn(Role.USER, "Hello"),), "alpaca")
    assert request.tools == (ToolDefinition("add", "", '{"type": "object"}'),)


def test_without_messages_it_is_a_short_sample(doctor: Any, model: Path) -> None:
    assert doctor("template", str(model)).status == 0
    assert doctor.engine.inspections[0][1].turns == SAMPLE


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_prompt_that_cannot_be_made_says_why(doctor: Any, model: Path, options: tuple[str, ...]) -> None:
    doctor.engine = FakeEngine(template=replace(REPORT, error="The template does not come to an end."))
    result = doctor("template", str(model), *options)
    assert (result.status, result.err) == (1, "paddock: The template does not come to an end.\n")
    assert ("Tokens" in result.out) is False


@pytest.mark.parametrize(
    ("argv", "stdin", "said"),
    [
        (("--messages", "-"), " \n", "Standard input is empty."),
        (("--messages", "-"), "{", "Standard input is not JSON."),
        (("--messages", "-"), "[" * 200_000, "The messages are nested too deeply (at most 64 levels)."),
        (("--tools", "-"), "[" * 200_000, "The tools are nested too deeply (at most 64 levels)."),
        (("--tools", "-"), DEEP, "The tools are nested too deeply (at most 64 levels)."),
        (("--messages", "-"), "[]", "not a list with at least one message"),
        (("--messages", "-"), '[{"role": "user"}]', "message 1 has no content"),
        (("--messages", "nowhere.json"), "", "nowhere.json” cannot be read"),
        (("--tools", "-"), '{"name": "add"}', "The tools cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    doctor: Any, model: Path, argv: tuple[str, ...], stdin: str, said: str
) -> None:
    result = doctor("template", str(model), *argv, stdin=stdin)
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert said in result.err


def test_a_format_that_there_is_not_is_wrong_usage(doctor: Any, model: Path) -> None:
    result = doctor("template", str(model), "--format", "esperanto")
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert "There is no prompt format “esperanto”. Choose one of " in result.err
    assert "llama-3.1" in result.err
    assert not doctor.engine.inspections


def test_a_model_without_a_format_is_told_how_to_get_one(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = FakeEngine(template=TemplateReport(TemplateSource.NONE, error="Nobody knows."))
    result = paddock("template", str(model))
    assert (result.status, result.err.count("\n")) == (1, 1)
    assert result.err.startswith("paddock: Nobody knows. Say how with --format (llama-")
    assert result.err.endswith("), or choose an Instruct model.\n")


def test_a_prompt_does_not_command_the_terminal_that_shows_it_later(doctor: Any, model: Path) -> None:
    said = "\x1b]52;c;ZXZpbA==\x07red\x9b31m\ttab\n"
    told = replace(REPORT, stop_tokens=("\x1b[2J",))
    doctor.engine = FakeEngine(template=told)
    argv = ("template", str(model), "--messages", "-")
    stdin = json.dumps([{"role": "user", "content": said}])
    plain = doctor(*argv, stdin=stdin).out
    assert "\x1b" not in plain
    assert plain.endswith("\n\ufffd]52;c;ZXZpbA==\ufffdred\ufffd31m\ttab\n\n")
    doctor.engine = FakeEngine(template=told)
    found = json.loads(doctor(*argv, "--json", stdin=stdin).out)
    assert (found["text"], found["stop_tokens"]) == (said, ["\x1b[2J"])


def test_only_models_on_this_computer_can_be_looked_at(doctor: Any) -> None:
    result = doctor("template", "hf:a/b/c.gguf")
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert "Only models on this computer can be looked at" in result.err


def test_a_file_that_is_no_model(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = FakeEngine(load_errors={model: UserError("It is damaged.", "Take another.")})
    result = paddock("template", str(model))
    assert (result.status, result.err) == (1, "paddock: It is damaged. Take another.\n")
