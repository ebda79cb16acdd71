"""`paddock run`: one answer, or a conversation. One rule: nothing of it is stored."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import typer

from paddock.application import Application
from paddock.cli.files import tools_of
from paddock.cli.interrupts import Interrupts
from paddock.cli.options import RunOptions
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.events import (
    ContextShifted,
    Finished,
    FinishReason,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
)
from paddock.core.memory import CPU
from paddock.core.messages import Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.openai import call_to_json
from paddock.core.params import LoadParams, Overflow
from paddock.core.prompts import TemplateSource
from paddock.core.said import listed
from paddock.core.tools import ToolCall
from paddock.engine.api import EngineState, EngineStatus, Generation, GenerationRequest
from paddock.services.generation import FILL_ME, infilling

INTERRUPTED = 130  # what shells expect of a program that Ctrl-C ended
POLL = 0.05  # s: how soon Ctrl-C is seen
BYE = "/bye"
CAN_FILL_IN = "Choose one that can: Code Llama 7B or 13B."


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it ended."""

    text: str
    end: Finished
    logprobs: tuple[TokenLogprob, ...] = ()
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()


class Told:
    """What has come of an answer so far."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.thoughts: list[str] = []
        self.logprobs: list[TokenLogprob] = []
        self.calls: list[ToolCall] = []

    def take(self, event: StreamEvent | None) -> None:
        """Add an event."""
        if isinstance(event, TextDelta):
            self.pieces.append(event.text)
            self.logprobs.extend(event.logprobs)
        elif isinstance(event, ReasoningDelta):
            self.thoughts.append(event.text)
        elif isinstance(event, ToolCallDelta):
            self.calls.append(event.call)


def call_line(call: ToolCall) -> str:
    """A call in one line: `name({"a": 1})`."""
    return f"{call.name}({call.arguments})".replace("\n", " ")


class Runner:
    """Runs one model for one command.

    Args:
        sampling: the fields of `SamplingParams` that were given, see `RunOptions.sampling`.
    """

    def __init__(self, app: Application, terminal: Terminal, options: RunOptions, sampling: dict[str, Any]) -> None:
        self._app = app
        self._terminal = terminal
        self._options = options
        self._model = app.models.find(options.model)
        self._params = self._load_params()
        self._sampling = app.generation.sampling_for(self._model, **sampling)
        self._tools = tools_of(options.tools_file, terminal) if options.tools_file else ()
        wished = Overflow(options.overflow or app.settings.current.overflow)
        self._overflow = Overflow.STOP if wished is Overflow.STOP else Overflow.SHIFT  # there is no chat to summarise

    def _load_params(self) -> LoadParams:
        changes = self._options.loading()
        if self._options.device is not None:
            changes["device"] = self._device(self._options.device)
        if self._options.draft is not None:
            changes["draft"] = self._app.models.find(self._options.draft).path
        return replace(self._app.generation.load_params_for(self._model), **changes)

    def _device(self, named: str) -> str:
        """The device of that name, in capitals or not."""
        there = dict.fromkeys([CPU, *(device.name for device in self._app.generation.devices().devices)])
        for name in there:
            if name.casefold() == named.casefold():
                return name
        raise typer.BadParameter(f"there is no device “{named}”, but {listed([*there])}", param_hint="--device")

    def run(self) -> int:
        """Load the model, then answer once or converse; the exit status."""
        loaded = self._load()
        if loaded.notice:  # what was asked for and could not be had
            self._terminal.error(loaded.notice)
        if self._options.text is None:
            return self._converse()
        return self._answer_once(self._options.text, loaded)

    def _load(self) -> LoadedModel:
        name = self._model.name

        def show(status: EngineStatus) -> None:
            if status.state is EngineState.LOADING:
                self._terminal.passing(f"Loading {name}… {status.progress:.0%}")

        end = self._app.generation.subscribe(show)
        try:
            return self._app.generation.load(self._model.ref, self._params)
        finally:
            end()
            self._terminal.passing("")

    def _answer_once(self, text: str, loaded: LoadedModel) -> int:
        if FILL_ME in text and not loaded.can_infill:
            if not self._options.raw and loaded.template_source == TemplateSource.NONE:  # nor can it be asked
                raise UserError(f"{self._model.name} cannot fill in text.", CAN_FILL_IN, code="cannot-infill")
            what = f"{self._model.name} cannot fill in text, so it reads {FILL_ME} as it stands."
            self._terminal.error(f"{what} {CAN_FILL_IN}")
        if self._options.raw:
            answer = self._answer(lambda: self._continue_text(text, loaded))
        else:
            answer = self._reply([*self._system(), Turn(Role.USER, text)])
        if self._options.as_json:
            self._print_json(answer, loaded)
        return self._status(answer.end)

    def _converse(self) -> int:
        with contextlib.suppress(ImportError):  # Windows has none; its console edits lines by itself
            import readline  # noqa: F401 - makes input() edit lines and remember them
        self._terminal.note(f"{self._model.name}. {BYE} or Ctrl-D ends, Ctrl-C stops an answer.")
        turns = self._system()
        while (question := self._ask()) is not None:
            if question.strip():
                turns = self._exchange([*turns, Turn(Role.USER, question)])
        return 0

    def _ask(self) -> str | None:
        while True:
            try:
                line = self._terminal.ask(">>> ")
            except EOFError:
                self._terminal.line()
                return None
            except KeyboardInterrupt:
                self._terminal.line()
                continue
            return None if line.strip() == BYE else line

    def _exchange(self, turns: list[Turn]) -> list[Turn]:
        """One question and its answer; the turns that the next question follows."""
        try:
            answer = self._reply(turns)
        except UserError as error:
            self._terminal.error(str(error))
            return turns[:-1]
        self._status(answer.end)
        said = answer.text or answer.calls
        return [*turns, Turn(Role.ASSISTANT, answer.text, answer.calls)] if said else turns[:-1]

    def _system(self) -> list[Turn]:
        return [Turn(Role.SYSTEM, self._options.system)] if self._options.system else []

    def _reply(self, turns: list[Turn]) -> Answer:
        try:
            return self._answer(lambda: self._reply_to(turns))
        except UserError as error:
            if error.code != "no-template":
                raise
            todo = "Say how with --format (`paddock run --help` lists them), choose an Instruct model, or add --raw."
            raise UserError(error.what, todo, code=error.code) from error

    def _reply_to(self, turns: list[Turn]) -> Generation:
        return self._app.generation.answer(
            self._model,
            turns,
            params=self._params,
            sampling=self._sampling,
            overflow=self._overflow,
            tools=self._tools,
        )

    def _continue_text(self, text: str, loaded: LoadedModel) -> Generation:
        request = GenerationRequest(raw=text, sampling=self._sampling, model=self._model.path, overflow=self._overflow)
        return self._app.generation.generate(infilling(request, loaded))

    def _answer(self, start: Callable[[], Generation]) -> Answer:
        """Print the answer word by word (not with --json); Ctrl-C stops it and keeps what there is."""
        told = Told()
        with Interrupts() as interrupts:
            generation = start()
            while not isinstance(event := generation.next(POLL), Finished):
                if interrupts.wanted:
                    generation.cancel()
                self._show(event, told)
                told.take(event)
        text = "".join(told.pieces)
        if not text.endswith("\n") and (text or not told.calls):
            self._print("\n")
        for call in told.calls:
            self._print(f"{call_line(call)}\n")
        return Answer(text, event, tuple(told.logprobs), "".join(told.thoughts), tuple(told.calls))

    def _show(self, event: StreamEvent | None, told: Told) -> None:
        """What comes after `told`: the answer to stdout, what the model thinks beside it."""
        if isinstance(event, ReasoningDelta) and not self._options.as_json:
            self._terminal.aside(event.text)
        elif isinstance(event, TextDelta):
            if told.thoughts and not told.pieces and not self._options.as_json:
                self._terminal.aside("\n\n")
            self._print(event.text)
        elif isinstance(event, ContextShifted):
            gone = "the first turn" if event.dropped == 1 else f"the first {event.dropped} turns"
            self._terminal.error(f"The context is full: the model does not see {gone}.")

    def _print(self, text: str) -> None:
        if not self._options.as_json:
            self._terminal.write(text)

    def _status(self, end: Finished) -> int:
        if end.reason is FinishReason.INTERRUPTED:
            self._terminal.error(f"The engine stopped in the middle of the answer. {self._why()}Try again.")
            return 1
        if end.reason is FinishReason.CONTEXT:
            self._terminal.error("The context is full, so the answer ends here. Give more with --ctx.")
        return INTERRUPTED if end.reason is FinishReason.CANCELLED else 0

    def _why(self) -> str:
        error = self._app.generation.status.error
        return f"{error} " if error else ""

    def _print_json(self, answer: Answer, loaded: LoadedModel) -> None:
        timings = asdict(answer.end.timings)
        timings["load_ms"] = timings["load_ms"] or loaded.load_ms
        result: dict[str, Any] = {
            "text": answer.text,
            "finish_reason": answer.end.reason.value,
            "usage": asdict(answer.end.usage),
            "timings": {name: round(value, 3) for name, value in timings.items()},
            "model": self._model.ref,
            "seed": answer.end.seed,
            "build": answer.end.build,
        }
        if answer.reasoning:
            result["reasoning"] = answer.reasoning
        if answer.calls:
            result["tool_calls"] = [call_to_json(call) for call in answer.calls]
        if self._options.logprobs is not None:
            result["logprobs"] = [asdict(logprob) for logprob in answer.logprobs]
        self._terminal.line(json.dumps(result, ensure_ascii=not self._terminal.writes_unicode))
