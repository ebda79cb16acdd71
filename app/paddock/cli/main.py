"""The grammar of the command line, and where its errors end.

One rule: 0 is well, 1 an error of the program, 2 wrong usage, 130 Ctrl-C; an error is one line on stderr that says
what to do.
"""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import logging
import os
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from paddock import __version__
from paddock.application import Application
from paddock.application import build as build_application
from paddock.cli.backup import add_backup
from paddock.cli.bench import add_bench
from paddock.cli.cache import clear_cache, show_cache
from paddock.cli.chats import add_chats
from paddock.cli.config import add_config
from paddock.cli.connections import add_connections
from paddock.cli.doctor import print_report
from paddock.cli.erase import add_erase
from paddock.cli.fit import add_fit
from paddock.cli.foreign import with_search
from paddock.cli.groups import group
from paddock.cli.lock import add_lock
from paddock.cli.models import add_models
from paddock.cli.options import GroupedCommand, RunOptions, taking
from paddock.cli.passphrase import asking
from paddock.cli.personas import add_personas
from paddock.cli.run import INTERRUPTED, Runner
from paddock.cli.template import add_template
from paddock.cli.terminal import Terminal
from paddock.config.dumps import forbid_core_dumps
from paddock.core.errors import BugError, UserError

Build = Callable[[Mapping[str, str]], Application]
NO_LOG = logging.NullHandler()
"""Without any handler Python prints warnings on stderr, which is for one line that says what to do."""
FAULTS = {  # pydantic's type of an error → what is wrong with a value
    "float_parsing": "is not a number",
    "int_parsing": "is not a whole number",
    "greater_than_equal": "is less than {ge:g}",
    "less_than_equal": "is more than {le:g}",
}
COMMANDS = {"offline-mode": "`paddock config set offline false` switches that off."}
"""What to do on the command line, by the code of an error."""
QUOTED = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
"""As typer quotes; we quote otherwise."""
MOST_DETAILS = 2000
"""Characters of a mistake's details: its last lines say what it was; what recursed too deeply has thousands."""
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main(
    argv: Sequence[str] | None = None, *, build: Build = build_application, terminal: Terminal | None = None
) -> int:
    """Run one command; its exit status.

    Args:
        argv: without the program's name; None takes the process's own.
        build: makes the application from the environment.
        terminal: where to read and write; None takes the process's own streams.
    """
    forbid_core_dumps()
    logging.getLogger("paddock").addHandler(NO_LOG)
    terminal = terminal or Terminal(sys.stdin, sys.stdout, sys.stderr)
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        status = grammar(build, terminal)(args=args, prog_name="paddock", standalone_mode=False)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "paddock"
        hint = _hint(error, args) or f"`{command} --help` shows what there is."
        terminal.error(f"{_ended(_wrong_usage(error))} {hint}")
        return error.exit_code
    except UserError as error:
        terminal.error(str(with_search(_with_command(error), args)))
        return 1
    except BugError as error:
        terminal.error(f"{error.what} This is a mistake of the program; please report it. {_end_of(error.details)}")
        return 1
    except BrokenPipeError:
        terminal.abandon()
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return int(status or 0)


def _with_command(error: UserError) -> UserError:
    """The same; what the window does with a switch, with the command that does it."""
    todo = COMMANDS.get(error.code)
    return UserError(error.what, todo, code=error.code) if todo else error


def _end_of(details: str) -> str:
    return details if len(details) <= MOST_DETAILS else f"… {details[-MOST_DETAILS:]}"


def _ended(sentence: str) -> str:
    """The same, with one mark at its end: typer's own end with a full stop, a question, or nothing."""
    sentence = sentence.rstrip().rstrip(".")
    return sentence if sentence.endswith(("?", "!")) else f"{sentence}."


def _wrong_usage(error: typer.TyperException) -> str:
    """What is wrong with the command line; a value's fault in our words, as typer passes on pydantic's."""
    from pydantic import ValidationError

    cause = error.__cause__
    if isinstance(error, typer.BadParameter) and isinstance(cause, ValidationError):
        fault = cause.errors()[0]
        if fault["type"] == "value_error":  # not one of a choice
            error.message = f"{fault['ctx']['error']}"
        elif fault["type"] in FAULTS:
            error.message = f"“{fault['input']}” {FAULTS[fault['type']].format(**fault.get('ctx', {}))}."
    return QUOTED.sub(r"“\1”", error.format_message())


def _hint(error: typer.TyperException, args: list[str]) -> str:
    """What somebody who named a model in place of a command wanted; "" otherwise."""
    named = args[0] if args else ""
    if f"No such command {named!r}" not in error.format_message() or not os.path.lexists(named):
        return ""
    return f"To ask a model: `paddock run {shlex.quote(named)}`."


def grammar(build: Build, terminal: Terminal) -> typer.Typer:
    """The commands, bound to what they run on."""
    app = group(
        "Chat with Llama models on your own computer. Without a command the window opens.",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_version_option(terminal))
    build = asking(build, terminal)
    _add_run(app, build, terminal)
    add_chats(app, build, terminal)
    add_backup(app, build, terminal)
    add_lock(app, build, terminal)
    add_erase(app, build, terminal)
    add_fit(app, build, terminal)
    add_bench(app, build, terminal)
    add_template(app, build, terminal)
    add_config(app, build, terminal)
    add_connections(app, build, terminal)
    add_personas(app, build, terminal)
    add_models(app, build, terminal)

    @app.command("doctor", help="Say what Paddock finds on this computer: engine, devices, folders, keyring, chats.")
    def doctor(
        model: Annotated[
            str | None,
            typer.Argument(metavar="MODEL", help="Load it too, and say how it runs here and why not faster."),
        ] = None,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            report = application.doctor()
            trial = application.try_model(model) if model is not None else None
            return print_report(report, terminal, as_json, trial)

    @app.command("cache", help="Show how much is kept of processed chats, so that they open at once; or clear it.")
    def cache(
        clear: Annotated[
            bool, typer.Option("--clear", help="Delete it; chats stay, they are processed again.")
        ] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            return (clear_cache if clear else show_cache)(application, terminal, as_json)

    return app


def _version_option(terminal: Terminal) -> Callable[..., None]:
    def show(wanted: bool) -> None:
        if wanted:
            terminal.line(f"paddock {__version__}")
            raise typer.Exit

    def options(
        version: Annotated[
            bool, typer.Option("--version", callback=show, is_eager=True, help="Show the version and exit.")
        ] = False,
    ) -> None:
        pass

    return options


def _add_run(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    def run(given: RunOptions) -> int:
        options = replace(given, text=_prompt(terminal, given.text))
        _check(options)
        sampling = options.sampling()
        with build(os.environ) as application:
            return Runner(application, terminal, options, sampling).run()

    told = "Ask a model, without storing anything. Without PROMPT on a terminal: a conversation."
    app.command("run", cls=GroupedCommand, help=told)(taking(RunOptions, run))


def _prompt(terminal: Terminal, prompt: str | None) -> str | None:
    """The text to answer; None for a conversation."""
    if prompt == "-" or (prompt is None and not terminal.is_conversation):
        return terminal.read_all()
    return prompt


def _check(options: RunOptions) -> None:
    if options.text is not None and not options.text.strip():
        raise typer.BadParameter("there is no text to answer", param_hint="PROMPT")
    if options.text is None and (options.raw or options.as_json):
        raise typer.BadParameter("--raw and --json need a text", param_hint="PROMPT")
    if options.raw and options.system is not None:
        raise typer.BadParameter("--raw knows no system prompt", param_hint="--system")
    if options.raw and options.tools_file is not None:
        raise typer.BadParameter("--raw knows no tools: a chat template tells of them", param_hint="--tools")
    if options.raw and options.prompt_format is not None:
        raise typer.BadParameter("--raw has no prompt format", param_hint="--format")
    if options.logprobs is not None and not options.as_json:
        raise typer.BadParameter("it needs --json", param_hint="--logprobs")
