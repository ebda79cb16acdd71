"""`paddock bench`: how fast a model is on this computer. One rule: it only prints."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.doctor import lines_of_trial
from paddock.cli.terminal import Terminal
from paddock.core.sizes import memory_text
from paddock.services.benchmark import TOGETHER, BenchmarkReport, BenchmarkService
from paddock.services.insight import seconds_text
from paddock.services.trial import ModelTrial

HELP = "Measure how fast a model is on this computer. Takes a minute or two, longer for a large model; Ctrl-C ends it."
LABEL_WIDTH = 32


def add_bench(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the command."""

    @app.command("bench", help=HELP)
    def bench(
        model: Annotated[
            str, typer.Argument(metavar="MODEL", help="guide, a name from the library, or a GGUF file.")
        ] = "guide",
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> int:
        with build(os.environ) as application:
            service = BenchmarkService(application.generation, application.models)
            try:
                report = service.run(model, lambda step: terminal.passing(f"{step}…"))
                terminal.passing("Looking for the bottleneck…")
                trial = application.try_model(model)
            finally:
                terminal.passing("")
        if as_json:
            found = asdict(report) | {"trial": asdict(trial)}
            terminal.line(json.dumps(found, ensure_ascii=not terminal.writes_unicode, indent=2))
        else:
            for label, text in (*lines_of(report), *_new(report, trial)):
                terminal.line(f"{label:<{LABEL_WIDTH}}{text}".rstrip())
        return 0


def lines_of(report: BenchmarkReport) -> Iterator[tuple[str, str]]:
    """Label and text of each line."""
    kind = f" ({report.quantization})" if report.quantization else ""
    yield "Model", f"{report.name}{kind}"
    yield "Runs on", f"{report.device}. {report.device_reason}"
    yield "Loading", seconds_text(1000 * report.load_s)
    for prompt in report.prompts:
        wait = seconds_text(prompt.first_token_ms)
        yield f"Prompt of {prompt.tokens} tokens", f"{_speed(prompt.tok_s)}; first token after {wait}"
    yield f"Answer, after {report.prompts[0].tokens} tokens", _speed(report.decode_tok_s)
    yield f"{TOGETHER} answers at once", f"{_speed(report.together_tok_s)} together"
    if report.paste_tokens:
        ahead, cold = seconds_text(report.prefilled_ms), seconds_text(report.paste_ms)
        yield f"Paste of {report.paste_tokens} tokens", f"first token after {cold}; processed ahead, after {ahead}"
    if report.memory:
        own = f", {memory_text(report.memory_own)} of it without the model's file" if report.memory_own else ""
        yield "Memory of the engine", f"{memory_text(report.memory)}{own}"
    yield "Context", f"{report.n_ctx} tokens"
    yield "Threads", f"{report.n_threads}; {report.n_threads_batch} for prompts, {report.n_batch} tokens at once"
    yield "llama.cpp", report.build


def _new(report: BenchmarkReport, trial: ModelTrial) -> Iterator[tuple[str, str]]:
    """What a trial adds to the figures: what the inspector shows besides, and where the bottleneck is."""
    told = {label for label, _ in lines_of(report)} - {""}
    return (line for line in lines_of_trial(trial) if line[0] not in told)


def _speed(tok_s: float) -> str:
    """In words where there is nothing to tell."""
    if not tok_s:
        return "the model ended too soon to tell"
    return f"{tok_s:.0f} tokens/s" if tok_s >= 100 else f"{tok_s:.1f} tokens/s"
