"""`paddock personas`: whose part a model can play. One rule: reading works beside a window that is open."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from paddock.application import Application
from paddock.cli.chats import NONE_YET
from paddock.cli.files import unless_there
from paddock.cli.groups import group
from paddock.cli.terminal import Terminal
from paddock.core.cards import card_of_persona, left_out
from paddock.core.errors import UserError
from paddock.core.personas import Persona

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="The number that `list` shows.")]


def add_personas(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the group `personas`."""
    personas = group("Personas: system prompt, greeting, model and sampling by name.")
    app.add_typer(personas, name="personas")
    _add_reading(personas, build, terminal)
    _add_changing(personas, build, terminal)


def _add_reading(personas: typer.Typer, build: Build, terminal: Terminal) -> None:
    @personas.command("list", help="One line a persona: number, name.")
    def personas_list(as_json: Json = False) -> int:
        with build(os.environ) as application:
            try:
                application.open_store(read_only=True)
                found = application.personas.all()
            except UserError as error:
                if error.code not in NONE_YET:
                    raise
                found = []
            if as_json:
                terminal.line(json.dumps([asdict(one) for one in found], ensure_ascii=not terminal.writes_unicode))
                return 0
            if not found:
                terminal.tell("No personas yet.")
            for persona in found:
                terminal.line(f"{persona.id:>5}  {persona.name}")
            return 0

    @personas.command("show", help="One persona, as a character card (JSON); with --json, all that Paddock has of it.")
    def personas_show(persona_id: Number, as_json: Json = False) -> int:
        with build(os.environ) as application:
            application.open_store(read_only=True)
            persona = _persona(application, persona_id)
            told = json.dumps(asdict(persona), ensure_ascii=not terminal.writes_unicode)
            terminal.line(told if as_json else card_of_persona(persona))
            return 0

    @personas.command("export", help="Write a persona as a character card: JSON, or its picture where FILE is a .png.")
    def personas_export(
        persona_id: Number,
        path: Annotated[Path, typer.Argument(metavar="FILE", help="Where to.")],
        replace: Annotated[bool, typer.Option("--replace", help="Replace a file that is there.")] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            application.open_store(read_only=True)
            _persona(application, persona_id)
            file = unless_there(path.expanduser(), replace)
            application.personas.export_card(persona_id, file)
            if as_json:
                terminal.line(
                    json.dumps({"id": persona_id, "file": str(file)}, ensure_ascii=not terminal.writes_unicode)
                )
            else:
                terminal.line(f"Written to {file}.")
            return 0


def _add_changing(personas: typer.Typer, build: Build, terminal: Terminal) -> None:
    @personas.command("import", help="Make one of a character card (JSON or PNG, chara_card v2 or v3).")
    def personas_import(
        path: Annotated[Path, typer.Argument(metavar="FILE", help="The card.")], as_json: Json = False
    ) -> int:
        with build(os.environ) as application:
            application.open_store()
            persona = application.personas.import_card(path.expanduser())
            unused = left_out(persona.card)
            if as_json:
                told = {"id": persona.id, "name": persona.name, "not_used": unused}
                terminal.line(json.dumps(told, ensure_ascii=not terminal.writes_unicode))
                return 0
            _told(terminal, persona, as_json, f"is here, with the number {persona.id}")
            if unused:
                terminal.tell(f"Kept with the card, but not used: {', '.join(unused)}.")
            return 0

    @personas.command("delete", help="Offer a persona no longer; chats with it go on.")
    def personas_delete(persona_id: Number, as_json: Json = False) -> int:
        with build(os.environ) as application:
            application.open_store()
            persona = _persona(application, persona_id)
            application.personas.delete(persona_id)
            _told(terminal, persona, as_json, "is gone")
            return 0


def _persona(app: Application, persona_id: int) -> Persona:
    """One of those that `list` shows, with all that is kept of it."""
    if all(persona.id != persona_id for persona in app.personas.all()):
        todo = "`paddock personas list` shows those there are."
        raise UserError(f"There is no persona {persona_id}.", todo, code="no-such-persona")
    return app.personas.get(persona_id)


def _told(terminal: Terminal, persona: Persona, as_json: bool, what: str) -> None:
    if as_json:
        terminal.line(json.dumps({"id": persona.id, "name": persona.name}, ensure_ascii=not terminal.writes_unicode))
    else:
        terminal.line(f"“{persona.name}” {what}.")
