"""`paddock models quantize`: makes a smaller model. One rule: Ctrl-C ends it, and leaves nothing behind."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.models.library import source_of
from paddock.cli.run import INTERRUPTED
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.models import ModelFile
from paddock.core.sizes import memory_text, size_text
from paddock.services.quantize import QuantizeChoice, QuantizeOffer

HELP = "Make a smaller model of an F16, BF16 or Q8_0 one; without TYPE: show which types there are and what they take."
NAME = "A name from the library, or a GGUF file."
IMATRIX = "A GGUF file with the model's importance matrix, which the smallest types need."
OUTPUT = "The folder where it goes; without it: the models folder."
COLUMNS = ("Type", "File", "Memory", "Bits", "Quality")


def add_quantize(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the command."""

    @app.command("quantize", help=HELP)
    def quantize(
        name: Annotated[str, typer.Argument(metavar="NAME", help=NAME)],
        type_name: Annotated[str | None, typer.Argument(metavar="[TYPE]", help="As in the table (Q4_K_M …).")] = None,
        imatrix: Annotated[Path | None, typer.Option(metavar="FILE", help=IMATRIX)] = None,
        output: Annotated[Path | None, typer.Option(metavar="DIR", help=OUTPUT)] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON, sizes in bytes.")] = False,
    ) -> int:
        with build(os.environ) as application:
            if type_name is None:
                return _show(application.quantizer.offer(name, imatrix), terminal, as_json)
            application.paths.ensure()
            try:
                made = _make(application, terminal, name, type_name, imatrix, output)
            except UserError as error:
                if error.code != "cancelled":
                    raise
                return INTERRUPTED
        if as_json:
            terminal.line(_json(_fields(made), terminal))
        else:
            terminal.line(f"{made.path} ({size_text(made.size)}); to ask it: paddock run {made.short_name}")
        return 0


def _make(
    application: Application, terminal: Terminal, name: str, type_name: str, imatrix: Path | None, output: Path | None
) -> ModelFile:
    stop = threading.Event()

    def report(share: float) -> None:
        terminal.passing(f"{type_name.upper()}  {100 * share:.0f} %")

    with _interrupting(stop):
        try:
            return application.quantizer.quantize(name, type_name, report, stop, imatrix=imatrix, folder=output)
        finally:
            terminal.passing("")


@contextmanager
def _interrupting(stop: threading.Event) -> Iterator[None]:
    """While entered, Ctrl-C sets `stop`."""
    before = signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _show(offer: QuantizeOffer, terminal: Terminal, as_json: bool) -> int:
    if as_json:
        terminal.line(_json([asdict(choice) for choice in offer.choices], terminal))
        return 0
    for cells in (COLUMNS, *map(_cells, offer.choices)):
        terminal.line(f"{cells[0]:<10}{cells[1]:>10}{cells[2]:>10}{cells[3]:>7}  {cells[4]}")
    if offer.imatrix is not None:
        terminal.line(f"With the importance matrix {offer.imatrix.name}.")
    if offer.note:
        terminal.line(offer.note)
    return 0


def _cells(choice: QuantizeChoice) -> tuple[str, ...]:
    memory = memory_text(choice.memory) if choice.memory else ""
    fits = f"; {choice.fits.value}" if choice.fits is not None else ""
    return choice.type, size_text(choice.size), memory, f"{choice.bits:.1f}", choice.words + fits


def _fields(made: ModelFile) -> dict[str, object]:
    return {
        "name": made.short_name,
        "path": str(made.path),
        "size": made.size,
        "sha256": made.origin.sha256,
        "repo_id": made.origin.repo_id,
        "filename": made.path.name,
        "architecture": made.architecture,
        "quantization": made.quantization,
        "source": source_of(made),
        "made_from": made.origin.made_from,
    }


def _json(value: object, terminal: Terminal) -> str:
    return json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2)
