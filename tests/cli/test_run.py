"""`paddock run` with a fake engine: what is asked, what is printed, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddock.core.errors import BugError, UserError
from paddock.core.events import FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine.fake import FakeAnswer, FakeEngine

Cli = Callable[..., Any]
FULL = UserError("The context is full.", "Start a new chat.", code="context-full")


class TestOneAnswer:
    def test_the_answer_is_printed_and_nothing_else(self, cli: Cli, model: Path, home: Path) -> None:
        paddock = cli("Hello there, you.")
        result = paddock("run", str(model), "Who is there?")
        assert (result.status, result.out, result.err) == (0, "Hello there, you.\n", "")
        assert paddock.engine.requests[0].turns == (Turn(Role.USER, "Who is there?"),)
        assert not home.exists()  # nothing is stored

    def test_options_reach_the_engine(self, cli: Cli, model: Path) -> None:
        paddock = cli()
        options = ["--system", "Be brief.", "--temp", "0", "--seed", "7", "--max-tokens", "3", "--ctx", "512"]
        assert paddock("run", str(model), "hi", *options).status == 0
        (request,) = paddock.engine.requests
        assert request.turns == (Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, "hi"))
        sampling = request.sampling
        assert (sampling.temperature, sampling.seed, sampling.max_tokens) == (0.0, 7, 3)
        ((_, params),) = paddock.engine.loads
        assert params.n_ctx == 512

    def test_without_options_the_services_choose(self, cli: Cli, model: Path) -> None:
        paddock = cli()
        paddock("run", str(model), "hi")
        (request,) = paddock.engine.requests
        assert (request.sampling.temperature, request.sampling.seed, request.sampling.max_tokens) == (0.7, None, None)
        assert paddock.engine.loads[0][1].n_ctx == 0

    def test_raw_text_has_no_turns(self, cli: Cli, model: Path) -> None:
        paddock = cli()
        paddock("run", str(model), "Once upon a time", "--raw")
        (request,) = paddock.engine.requests
        assert (request.raw, request.turns) == ("Once upon a time", ())

    @pytest.mark.parametrize("prompt", [["-"], []])
    def test_the_text_may_come_from_standard_input(self, cli: Cli, model: Path, prompt: list[str]) -> None:
        paddock = cli()
        assert paddock("run", str(model), *prompt, stdin="line one\nline two\n").status == 0
        assert paddock.engine.requests[0].turns == (Turn(Role.USER, "line one\nline two\n"),)

    @pytest.mark.parametrize("command", ["run", "fit"])
    @pytest.mark.parametrize("written", ["Llama-3.2-3B-Instruct-GPTQ", "./Llama-3.2-3B-Instruct-GPTQ"])
    def test_a_folder_is_explained(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, written: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        folder = tmp_path / "Llama-3.2-3B-Instruct-GPTQ"
        folder.mkdir()
        (folder / "config.json").write_text('{"model_type": "llama", "quantization_config": {"quant_method": "gptq"}}')
        result = cli()(command, written, *(["hi"] if command == "run" else []))
        assert (result.status, result.out) == (1, "")
        assert "is a folder with a model quantised with GPTQ" in result.err
        assert "“Llama-3.2-3B-Instruct GGUF”" in result.err

    def test_a_newline_is_not_doubled(self, cli: Cli, model: Path) -> None:
        assert cli(FakeAnswer(pieces=("done\n",)))("run", str(model), "x").out == "done\n"

    def test_json_is_one_object_with_exactly_these_fields(self, cli: Cli, model: Path) -> None:
        result = cli("Grüße an alle.")("run", str(model), "x", "--json", "--seed", "9")
        assert result.status == 0
        assert result.out.count("\n") == 1
        found = json.loads(result.out)
        assert list(found) == ["text", "finish_reason", "usage", "timings", "model", "seed", "build"]
        assert list(found["usage"]) == [
            *("prompt_tokens", "completion_tokens", "cached_tokens"),
            *("restored_tokens", "drafted_tokens", "accepted_tokens"),
        ]
        assert list(found["timings"]) == ["load_ms", "ttft_ms", "prompt_tok_s", "decode_tok_s"]
        assert (found["text"], found["finish_reason"], found["seed"]) == ("Grüße an alle.", "stop", 9)
        assert found["model"] == str(model)
        assert found["usage"]["completion_tokens"] > 0
        assert found["timings"]["load_ms"] > 0
        assert "Grüße" in result.out

    @pytest.mark.parametrize(
        ("answer", "status", "said"),
        [
            (FakeAnswer("Half an", dies=True), 1, "in the middle of the answer"),
            (FakeAnswer("All that fits", reason=FinishReason.CONTEXT), 0, "--ctx"),
            (FakeAnswer("Three words only", reason=FinishReason.LENGTH), 0, ""),
            (FakeAnswer("Half an", reason=FinishReason.CANCELLED), 130, ""),
            (FakeAnswer(error=FULL), 1, "The context is full. Start a new chat."),
        ],
    )
    def test_how_it_ends(self, cli: Cli, model: Path, answer: FakeAnswer, status: int, said: str) -> None:
        result = cli(answer)("run", str(model), "x")
        assert result.status == status
        assert answer.text in result.out
        assert result.err.count("\n") == (1 if said else 0)
        assert said in result.err

    def test_a_model_that_only_continues_text_is_good_for_raw(self, cli: Cli, model: Path) -> None:
        error = UserError("It only continues text.", "Choose another.", code="no-template")
        result = cli(FakeAnswer(error=error))("run", str(model), "x")
        assert (result.status, result.err.count("\n")) == (1, 1)
        assert "It only continues text. Say how with --format" in result.err
        assert result.err.endswith("choose an Instruct model, or add --raw.\n")

    def test_a_terminal_is_told_what_goes_on(self, cli: Cli, model: Path) -> None:
        result = cli()("run", str(model), "x", tty=True)
        assert "Loading" in result.err
        assert result.out == "This is an answer.\n"

    def test_what_a_model_says_does_not_command_the_terminal(self, cli: Cli, model: Path) -> None:
        said = "\x1b]52;c;ZXZpbA==\x07\x1b[2Jred\x9b31m\ttab\n"
        assert cli(FakeAnswer(pieces=(said,)))("run", str(model), "x", tty=True).out == (
            "�]52;c;ZXZpbA==��[2Jred�31m\ttab\n"
        )
        assert cli(FakeAnswer(pieces=(said,)))("run", str(model), "x").out == said  # a file gets what was said


class Mistaken(FakeEngine):
    """An engine with a mistake in it."""

    def __init__(self, details: str) -> None:
        super().__init__()
        self._details = details

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        raise BugError("It failed.", self._details)


class TestErrors:
    def test_one_line_and_what_to_do(self, cli: Cli, home: Path) -> None:
        result = cli()("run", "no-such-model", "hi")
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith("paddock: ")
        assert result.err.count("\n") == 1
        assert "no-such-model" in result.err
        assert "There is: guide" in result.err

    def test_a_mistake_of_the_program_is_told_by_its_last_words(self, cli: Cli, model: Path) -> None:
        details = "File x, in render\n" * 10_000 + "RecursionError: too deep"
        paddock = cli()
        paddock.engine = Mistaken(details)
        result = paddock("run", str(model), "x")
        assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
        assert result.err.startswith("paddock: It failed. This is a mistake of the program; please report it. … ")
        assert result.err.endswith("in render RecursionError: too deep\n")
        assert len(result.err) < 2200

    def test_a_file_that_is_not_a_model(self, cli: Cli, tmp_path: Path) -> None:
        path = tmp_path / "notes.gguf"
        path.write_text("Dear diary")
        result = cli()("run", str(path), "hi")
        assert (result.status, result.err.count("\n")) == (1, 1)
        assert "diary" not in result.err

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            ("run guide hi --temp banana", "“--temp”: “banana” is not a number. `paddock run --help`"),
            ("run guide hi --temp 10.5", "“--temp”: “10.5” is more than 10. "),
            ("run guide hi --max-tokens 0", "“--max-tokens”: “0” is less than 1. "),
            ("run guide hi --seed 1.5", "“--seed”: “1.5” is not a whole number. "),
            ("chats show zzz", "“ID”: “zzz” is not a whole number. "),
        ],
    )
    def test_a_wrong_value_is_told_in_plain_words(self, cli: Cli, argv: str, said: str) -> None:
        result = cli()(*argv.split())
        assert (result.status, result.err.count("\n")) == (2, 1)
        assert said in result.err

    @pytest.mark.parametrize(
        "argv",
        [
            [],
            ["run"],
            ["run", "guide", "hi", "--temp", "hot"],
            ["run", "guide", "hi", "--temp", "11"],
            ["run", "guide", "hi", "--seed", "-1"],
            ["run", "guide", "hi", "--seed", "4294967296"],
            ["run", "guide", "hi", "--max-tokens", "0"],
            ["run", "guide", "hi", "--ctx", "-1"],
            ["run", "guide", "hi", "--colour"],
            ["run", "guide", "hi", "there"],
            ["run", "guide", "  "],
            ["run", "guide", "-"],
            ["run", "guide", "hi", "--raw", "--system", "s"],
            ["dance"],
            ["chats"],
            ["chats", "show"],
            ["chats", "show", "three"],
            ["--colour"],
        ],
        ids=" ".join,
    )
    def test_wrong_usage_is_two(self, cli: Cli, argv: list[str]) -> None:
        paddock = cli()
        result = paddock(*argv)
        assert result.status == 2
        assert paddock.engine.loads == []
        assert result.err.startswith("paddock: ")
        assert result.err.count("\n") == 1
        assert "--help" in result.err

    @pytest.mark.parametrize("option", ["--raw", "--json"])
    def test_a_conversation_is_neither_raw_nor_json(self, cli: Cli, model: Path, option: str) -> None:
        assert cli().converse("run", str(model), option, lines=["hi"]).status == 2

    def test_a_bug_says_so(self, cli: Cli, model: Path) -> None:
        paddock = cli()
        paddock.engine.close()
        result = paddock("run", str(model), "hi")
        assert result.status == 1
        assert "mistake of the program" in result.err
        assert result.err.count("\n") == 1


class TestConversation:
    def test_each_question_knows_what_was_said(self, cli: Cli, model: Path) -> None:
        paddock = cli("First answer.", "Second answer.")
        result = paddock.converse("run", str(model), "--system", "s", lines=["one", "", "two", "/bye", "three"])
        assert result.status == 0
        assert "First answer.\nSecond answer.\n" in result.out
        turns = [[turn.text for turn in request.turns] for request in paddock.engine.requests]
        assert turns == [["s", "one"], ["s", "one", "First answer.", "two"]]

    def test_control_d_ends_it_and_control_c_at_the_prompt_does_not(self, cli: Cli, model: Path) -> None:
        paddock = cli()
        result = paddock.converse("run", str(model), lines=["one", KeyboardInterrupt, "two"])
        assert result.status == 0
        assert len(paddock.engine.requests) == 2

    def test_an_error_ends_the_answer_only(self, cli: Cli, model: Path) -> None:
        paddock = cli(FakeAnswer(error=FULL), FakeAnswer("Half", dies=True), "Fine.")
        result = paddock.converse("run", str(model), lines=["one", "two", "three"])
        assert result.status == 0
        assert "paddock: The context is full. Start a new chat.\n" in result.err
        assert [turn.text for turn in paddock.engine.requests[-1].turns] == ["two", "Half", "three"]

    def test_a_model_in_place_of_a_command(self, cli: Cli, tmp_path: Path) -> None:
        path = tmp_path / "my model.gguf"
        path.touch()
        result = cli()(str(path))
        assert (result.status, result.err.count("\n")) == (2, 1)
        assert result.err.endswith(f"To ask a model: `paddock run '{path}'`.\n")
        assert cli()("nothing").err.endswith("`paddock --help` shows what there is.\n")
