"""`paddock fit`: how much memory a model takes, and whether this computer has it. One rule: it only prints."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.sizes import memory_text
from paddock.engine.ram import read_ram
from paddock.services.fit import DeviceFit, FitReport, FitService

HELP = "Say how much memory a model takes, and whether this computer has it; from the file's header alone."
MODEL = (
    "guide, a name from the library, a GGUF file, or hf:owner/repository/file.gguf: "
    "then Paddock connects to the Hub and reads the header of that file, a few MB."
)
COLUMNS = ("", "Weights", "KV cache", "Compute", "Total", "Free now")
WIDTH = 11


def add_fit(app: typer.Typer, build: Callable[[Mapping[str, str]], Application], terminal: Terminal) -> None:
    """Add the command."""

    @app.command("fit", help=HELP)
    def fit(
        model: Annotated[str, typer.Argument(metavar="MODEL", help=MODEL)],
        ctx: Annotated[int, typer.Option(min=0, help="Context in tokens; 0 is what Paddock would take.")] = 0,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON, sizes in bytes.")] = False,
    ) -> int:
        with build(os.environ) as application:
            service = FitService(
                application.models,
                application.generation.devices,
                application.hub,
                read_ram(),
            )
            report = service.fit(
                model, ctx, connecting=lambda host: terminal.note(f"Connecting to {host} to read the file's header.")
            )
        if as_json:
            terminal.line(json.dumps(_fields(report), ensure_ascii=not terminal.writes_unicode, indent=2))
        else:
            for line in lines_of(report):
                terminal.line(line.rstrip())
        return 0


def lines_of(report: FitReport) -> Iterator[str]:
    """What is printed for a person."""
    kind = f" ({report.quantization})" if report.quantization else ""
    yield f"{report.model}{kind} with a context of {report.n_ctx} tokens"
    yield ""
    width = max(WIDTH, *(len(device.device) + 2 for device in report.devices))
    yield _row(COLUMNS, width)
    for device in report.devices:
        yield _row(_cells(device), width)
    yield ""
    yield report.words
    if report.problem:
        yield f"Only the processor was looked at: {report.problem}"
    yield ""
    trained = f", of the {report.n_ctx_train} it was trained with" if report.n_ctx_train else ""
    yield f"Largest context that fits into what is free now{trained}:"
    for kind, tokens in report.largest.items():
        yield _row((f"{kind} KV", f"{tokens} tokens" if tokens else "none"), width)


def _row(cells: tuple[str, ...], width: int) -> str:
    return f"{cells[0]:<{width}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells[1:])


def _cells(device: DeviceFit) -> tuple[str, ...]:
    sizes = (device.weights, device.kv, device.compute, device.total, device.memory_free)
    return (device.device, *(memory_text(size) for size in sizes))


def _fields(report: FitReport) -> dict[str, object]:
    return {**asdict(report), "total": sum(device.total for device in report.devices)}
