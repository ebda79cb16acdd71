"""`paddock models list`, `rm`, `verify` and so on: the library. One rule: what takes something away says so before."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.cli.words import counted
from paddock.core.library import Found, ImportMode, Verdict
from paddock.core.models import GUIDE, ModelFile
from paddock.core.sizes import size_text
from paddock.hub.hashing import Report

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON; sizes in bytes.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name that `paddock models list` shows, or a path.")]
"""What may be there as GGUF as well."""
EVERY = 0.1
"""Seconds between two lines of progress."""


def add_library(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the commands that keep models."""
    _add_list(models, build, terminal)
    _add_checks(models, build, terminal)
    _add_removal(models, build, terminal)
    _add_import(models, build, terminal)
    _add_places(models, build, terminal)


def _add_list(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    @models.command("list", help="The models on this computer: name, size, where each comes from.")
    def list_(as_json: Json = False) -> int:
        with build(os.environ) as app:
            found = app.models.models()
            if as_json:
                _print_json(terminal, [_fields(app, model) for model in found])
                return 0
            width = max(len(model.short_name) for model in found)
            for model in found:
                terminal.line(_line(model, width))
            if app.library.problem:
                terminal.error(app.library.problem)
        return 0

    @models.command("rename", help="Call a model so in lists; without TO it gets its own name back.")
    def rename(name: Name, to: Annotated[str, typer.Argument(metavar="TO")] = "", as_json: Json = False) -> int:
        with build(os.environ) as app:
            ref = _model(app, name).ref
            app.library.rename(ref, to)
            model = _model(app, ref)
            if as_json:
                _print_json(terminal, _fields(app, model))
            else:
                terminal.line(_line(model))
        return 0


def _add_checks(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    @models.command("verify", help="Hash a model again, or all of them, and say whether it is what it was.")
    def verify(
        name: Annotated[str | None, typer.Argument(metavar="NAME", help="All of them without it.")] = None,
        accept: Annotated[bool, typer.Option("--accept", help="It was changed on purpose: take it as it is.")] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as app:
            if accept and name is None:
                raise typer.BadParameter("it needs a NAME", param_hint="--accept")
            chosen = [_model(app, name)] if name is not None else [m for m in app.models.models() if m.ref != GUIDE]
            if accept:
                app.library.accept(chosen[0].ref)
            results = []
            for model in chosen:
                result = app.library.verify(model.ref, _progress(terminal, model.short_name))
                terminal.passing("")
                results.append(result)
                if not as_json:
                    terminal.line(f"{result.name}: {result.verdict.value}. {result.words}")
            if as_json:
                facts = [_fields(app, model) for model in chosen]
                both = [
                    {**fact, "verdict": r.verdict.value, "sha256": r.sha256, "expected": r.expected, "words": r.words}
                    for fact, r in zip(facts, results, strict=True)
                ]
                _print_json(terminal, both)
        bad = (Verdict.CHANGED, Verdict.UNREADABLE)
        return 1 if any(result.verdict in bad for result in results) else 0

    @models.command("copies", help="Models that are here more than once, and what keeping one of each would free.")
    def copies(as_json: Json = False) -> int:
        with build(os.environ) as app:
            found = app.library.copies(_progress(terminal, "Comparing"))
            terminal.passing("")
            if as_json:
                _print_json(terminal, [{"sha256": c.sha256, "refs": c.refs, "wasted": c.wasted} for c in found])
                return 0
            for group in found:
                terminal.line(f"{size_text(group.wasted)} could be had: {', '.join(group.refs)}")
            if not found:
                terminal.line("No model is here twice.")
        return 0

    @models.command("disk", help="How much room models take, and how much is left.")
    def disk(as_json: Json = False) -> int:
        with build(os.environ) as app:
            found = app.library.disk_use()
        if as_json:
            fields = ("models", "bytes", "free", "program")
            _print_json(terminal, [{"folder": str(u.folder)} | {f: getattr(u, f) for f in fields} for u in found])
            return 0
        for use in found:
            whose = f" ({use.program})" if use.program else ""
            models = counted(use.models, "model")
            terminal.line(f"{use.folder}{whose}: {models}, {size_text(use.bytes)}, {size_text(use.free)} free")
        return 0


def _add_removal(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    @models.command(
        "rm", help="Put a model into the trash; another program's, or your own, is only taken off the list."
    )
    def rm(
        name: Name, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False, as_json: Json = False
    ) -> int:
        with build(os.environ) as app:
            model = _model(app, name)
            frees = app.library.frees(model.ref)
            gain = f"That frees {size_text(frees)}." if frees else "That frees nothing."
            if terminal.is_conversation and not yes:
                answer = terminal.ask(f"Remove {model.short_name}? {gain} [y/N] ")
                if answer.strip().lower() not in ("y", "yes"):
                    terminal.line("Nothing was removed.")
                    return 1
            fields = _fields(app, model)
            said = app.library.trash(model.ref)
            if as_json:
                _print_json(terminal, {**fields, "freed": frees, "words": said})
            else:
                terminal.line(f"{model.short_name}: {said}")
        return 0


def _add_import(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    @models.command("import", help="Take a model's file into the library: where it lies, or moved, copied or linked.")
    def import_(
        path: Annotated[Path, typer.Argument(metavar="PATH", help="A .gguf file, or a .llamafile.")],
        move: Annotated[bool, typer.Option("--move", help="Into the models folder.")] = False,
        copy: Annotated[bool, typer.Option("--copy", help="Copy it there, and compare.")] = False,
        link: Annotated[bool, typer.Option("--link", help="A second name there for the same bytes.")] = False,
        as_json: Json = False,
    ) -> int:
        if move + copy + link > 1:
            raise typer.BadParameter("only one of --move, --copy and --link", param_hint="PATH")
        mode = next(
            (m for on, m in ((move, ImportMode.MOVE), (copy, ImportMode.COPY), (link, ImportMode.LINK)) if on),
            ImportMode.USE,
        )
        with build(os.environ) as app:
            model = app.library.import_file(path, mode, _progress(terminal, path.name))
            terminal.passing("")
            _print_model(app, terminal, model, as_json)
        return 0

    @models.command("scan", help="What other programs on this computer have: LM Studio, Ollama, Jan and others.")
    def scan(
        adopt: Annotated[bool, typer.Option("--adopt", help="Use all of it where it lies; nothing is copied.")] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as app:
            found = app.library.scan(lambda program: terminal.passing(f"Looking for {program} …"))
            terminal.passing("")
            if adopt:
                app.library.adopt([item.path for item in found if not item.problem and not item.known])
            if as_json:
                _print_json(terminal, [_found(item) for item in found])
                return 0
            for item in found:
                terminal.line(_found_line(item, adopt))
            if not found:
                terminal.line("No other program has models here.")
            elif not adopt:
                terminal.note("`paddock models scan --adopt` uses them where they lie.")
        return 0


def _add_places(models: typer.Typer, build: Build, terminal: Terminal) -> None:
    @models.command("move", help="Bring a model to another folder, perhaps on another disk; it is copied and compared.")
    def move(name: Name, folder: Annotated[Path, typer.Argument(metavar="FOLDER")], as_json: Json = False) -> int:
        with build(os.environ) as app:
            model = _model(app, name)
            moved = app.library.move(model.ref, folder, _progress(terminal, model.short_name))
            terminal.passing("")
            _print_model(app, terminal, moved, as_json)
        return 0

    @models.command("folders", help="The folders whose models are listed; --add and --remove change them.")
    def folders(
        add: Annotated[Path | None, typer.Option(metavar="FOLDER", help="List the models of this one, too.")] = None,
        remove: Annotated[Path | None, typer.Option(metavar="FOLDER", help="No longer; it stays as it is.")] = None,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as app:
            if add is not None:
                app.library.add_folder(add)
            if remove is not None:
                app.library.remove_folder(remove)
            found = [str(folder) for folder in app.library.folders()]
        if as_json:
            _print_json(terminal, found)
        else:
            for folder in found:
                terminal.line(folder)
        return 0


def source_of(model: ModelFile) -> str:
    """Where it comes from, in a word or two; the same for people and for programs."""
    return "made here" if model.origin.made_from else model.source.value


def _line(model: ModelFile, width: int = 0) -> str:
    source = "" if model.ref == GUIDE else model.program or source_of(model)
    notes = [model.name, source, model.quantization, _problem(model)]
    return f"{model.short_name:<{width}}  {size_text(model.size):>8}  {', '.join(filter(None, notes))}"


def _model(app: Application, name: str) -> ModelFile:
    """One that is named; one that cannot be used is named by its short name all the same."""
    wanted = name.strip().casefold()
    listed = [model for model in app.models.models() if wanted in (model.short_name.casefold(), model.ref.casefold())]
    return listed[0] if listed else app.models.find(name)


def _fields(app: Application, model: ModelFile) -> dict[str, Any]:
    known = app.library.record(model.ref)
    place = known.place(model.path)
    return {
        "name": model.short_name,
        "title": model.name,
        "path": str(model.path),
        "size": model.size,
        "sha256": known.sha256,
        "repo_id": model.origin.repo_id,
        "filename": model.origin.filename or model.path.name,
        "architecture": model.architecture,
        "quantization": model.quantization,
        "source": source_of(model),
        "program": model.program,
        "licence": model.origin.licence,
        "last_used": _time(model.last_used),
        "verified": _time(place.hashed_at) if place.verdict else None,
        "files": [str(path) for path in model.files] or [str(model.path)],
        "companions": [str(path) for path in model.companions],
        "problem": model.problem,
    }


def _found(item: Found) -> dict[str, Any]:
    return {
        "name": item.called or item.name,
        "path": str(item.path),
        "size": item.size,
        "sha256": item.origin.sha256,
        "repo_id": item.origin.repo_id,
        "filename": item.origin.filename or item.path.name,
        "architecture": item.architecture,
        "quantization": item.quantization,
        "source": "adopted",
        "program": item.program,
        "known": item.known,
        "problem": item.problem,
    }


def _found_line(item: Found, adopted: bool) -> str:
    state = item.problem or ("in the library" if item.known or adopted else "")
    kind = " ".join(filter(None, (item.quantization, size_text(item.size))))
    return f"{item.program}: {item.name}, {kind}, {item.path}{' – ' + state if state else ''}"


def _problem(model: ModelFile) -> str:
    return f"cannot be used: {model.refusal.code}" if model.refusal else ""


def _time(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds") if seconds else None


def _print_model(app: Application, terminal: Terminal, model: ModelFile, as_json: bool) -> None:
    if as_json:
        _print_json(terminal, _fields(app, model))
    else:
        terminal.line(f"{model.short_name}: {model.path}")


def _progress(terminal: Terminal, what: str) -> Report:
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= EVERY and total:
            last = now
            terminal.passing(f"{what}: {100 * done // total} % of {size_text(total)}")

    return report


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))
