"""`paddock template`: what a model is really given, and what is wrong with it. One rule: it only prints."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.files import messages_of, tools_of
from paddock.cli.options import known_format
from paddock.cli.terminal import Terminal, harmless
from paddock.core.families import PROMPT_FORMATS
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.services.templates import facts_of

HELP = "Show the prompt that a model is given for a chat, where its format comes from, and what is wrong with it."
MESSAGES = "The chat: a JSON list of messages, as OpenAI's API has them; - reads standard input. None: a short sample."
TOOLS = "Tools that the model may call: JSON, as OpenAI's API has them."
FORMAT = f"In place of the one it would be: {', '.join(PROMPT_FORMATS)}."
CHOOSE = f"Say how with --format ({', '.join(PROMPT_FORMATS)}), or choose an Instruct model."
LABEL_WIDTH = 16


def add_template(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the command."""

    @app.command("template", help=HELP)
    def template(
        model: Annotated[
            str, typer.Argument(metavar="MODEL", help="guide, a name from the library, or a GGUF file; it is not run.")
        ],
        messages: Annotated[str | None, typer.Option("--messages", metavar="FILE", help=MESSAGES)] = None,
        tools: Annotated[str | None, typer.Option("--tools", metavar="FILE", help=TOOLS)] = None,
        prompt_format: Annotated[
            str | None, typer.Option("--format", metavar="ID", callback=known_format, help=FORMAT)
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> int:
        turns = messages_of(messages, terminal) if messages is not None else ()
        defined = tools_of(tools, terminal) if tools is not None else ()
        with build(os.environ) as application:
            report = application.templates.report(model, turns, defined, prompt_format)
        return print_template(report, terminal, as_json)


def print_template(report: TemplateReport, terminal: Terminal, as_json: bool) -> int:
    """The report on stdout; the exit status is 1 where there is no prompt to show."""
    if as_json:
        terminal.line(json.dumps(asdict(report), ensure_ascii=not terminal.writes_unicode))
    else:
        for label, text in lines_of(report):
            terminal.line(harmless(f"{label:<{LABEL_WIDTH}}{text}".rstrip()))
        if not report.error:
            terminal.line(f"\n{harmless(report.text)}")
    if report.error:
        terminal.error(f"{report.error} {CHOOSE}" if report.source is TemplateSource.NONE else report.error)
    return 1 if report.error else 0


def lines_of(report: TemplateReport) -> Iterator[tuple[str, str]]:
    """Label and text of each line above the prompt; warnings first."""
    for number, warning in enumerate(report.warnings):
        yield "" if number else "Warning", warning
    for fact in facts_of(report):
        yield fact.label, fact.text
        if fact.detail:
            yield "", fact.detail
