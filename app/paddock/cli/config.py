"""`paddock config`: the settings, by name. One rule: what is set is checked as what the window sets."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from paddock.application import Application
from paddock.cli.files import readable
from paddock.cli.groups import group
from paddock.cli.terminal import Terminal
from paddock.config.catalogue import described, names, value_of
from paddock.config.settings import Settings
from paddock.core.errors import UserError
from paddock.hub.network import check_certificates
from paddock.services.spelling import FOLLOWS, OFF

Build = Callable[[Mapping[str, str]], Application]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name that `list` shows.")]


def add_config(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the group `config`."""
    config = group("Read and change the settings.")
    app.add_typer(config, name="config")

    @config.command("list", help="Every setting: its value, what it means, and what is possible.")
    def config_list(
        every: Annotated[bool, typer.Option("--all", help="Also what the window remembers by itself.")] = False,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            settings = [_setting(application, name) for name in names(remembered=every)]
            if as_json:
                terminal.line(json.dumps(settings, ensure_ascii=not terminal.writes_unicode, indent=2))
                return 0
            for setting in settings:
                terminal.line(f"{setting['name']} = {json.dumps(setting['value'], ensure_ascii=False)}")
                named = f"{setting['title']}: " if setting["title"] else ""
                terminal.line(f"    {named}{setting['meaning']} ({setting['values']})")
            return 0

    @config.command("get", help="The value of one setting.")
    def config_get(name: Name, as_json: Json = False) -> int:
        with build(os.environ) as application:
            setting = _setting(application, name)
            value = setting if as_json else setting["value"]
            plain = isinstance(value, str)
            terminal.line(str(value) if plain else json.dumps(value, ensure_ascii=not terminal.writes_unicode))
            return 0

    @config.command("set", help="Change one setting.")
    def config_set(
        name: Name,
        value: Annotated[str, typer.Argument(metavar="VALUE", help="A text, a number, true, false, or JSON.")],
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            given = value_of(name, value)
            if not application.claim():
                raise UserError(
                    "Paddock is running, and its window keeps the settings.",
                    "Change it there, under Settings, or close it first.",
                    code="running",
                )
            given = _there(application, name, given)
            try:
                application.settings.update(**{name: given})
            except UserError as error:
                if error.code != "bad-setting":
                    raise
                raise _not_possible(name, value, described(name).values) from error
            setting = _setting(application, name)
            if as_json:
                terminal.line(json.dumps(setting, ensure_ascii=not terminal.writes_unicode))
            else:
                terminal.line(f"{name} = {json.dumps(setting['value'], ensure_ascii=not terminal.writes_unicode)}")
            return 0


def _there(app: Application, name: str, given: Any) -> Any:
    """The same; what names something of this computer only where that is there.

    Raises:
        UserError: it is not.
    """
    if name == "default_model":
        return app.models.find(str(given)).ref
    if name == "hub_ca_file" and given:
        path = readable(Path(given).expanduser().absolute())
        check_certificates(path)
        return str(path)
    if name == "spelling" and given not in (OFF, FOLLOWS):
        tags = app.speller.tags()
        if given not in tags:
            raise _not_possible(name, given, ", ".join((OFF, FOLLOWS, *tags)))
    return given


def _not_possible(name: str, value: str, values: str) -> UserError:
    return UserError(f"“{value}” is not possible for {name}.", f"Possible: {values}.", code="bad-setting")


def _setting(app: Application, name: str) -> dict[str, Any]:
    about = described(name)
    return {
        "name": name,
        "title": about.title,
        "value": asdict(app.settings.current)[name],
        "default": asdict(Settings())[name],
        "meaning": about.words,
        "values": about.values,
    }
