"""`paddock config`: reading and changing settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


def test_list_get_and_set(cli: Cli, home: Path) -> None:
    paddock = cli()
    listed = json.loads(paddock("config", "list", "--json").out)
    assert {"name", "title", "value", "default", "meaning", "values"} == set(listed[0])
    assert "geometry" not in [setting["name"] for setting in listed]
    assert "geometry" in [s["name"] for s in json.loads(paddock("config", "list", "--all", "--json").out)]
    assert paddock("config", "get", "theme").out == "system\n"
    assert paddock("config", "set", "theme", "dark").out == 'theme = "dark"\n'
    assert paddock("config", "get", "theme").out == "dark\n"
    assert json.loads(paddock("config", "set", "n_ctx", "4096", "--json").out)["value"] == 4096
    assert paddock("config", "get", "n_ctx").out == "4096\n"
    assert 'theme = "dark"\n' in paddock("config", "list").out
    assert json.loads((home / "config" / "settings.json").read_text())["theme"] == "dark"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["get", "colour"], "There is no setting"),
        (["set", "colour", "red"], "There is no setting"),
        (["set", "theme", "pink"], "system, light, dark"),
        (["set", "default_model", "nosuchmodel"], "There is no model"),
        (["set", "n_ctx", "many"], "0 or more"),
        (["set", "sampling", '{"": {"top_k": "x"}}'], "not possible"),
    ],
)
def test_what_is_not_possible_changes_nothing(cli: Cli, argv: list[str], says: str) -> None:
    paddock = cli()
    before = paddock("config", "list", "--all", "--json").out
    result = paddock("config", *argv)
    assert (result.status, result.out) == (1, "")
    assert says in result.err
    assert paddock("config", "list", "--all", "--json").out == before


def test_a_broken_file_is_said_once_and_kept(cli: Cli, home: Path) -> None:
    paddock = cli()
    file = home / "config" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    result = paddock("config", "get", "theme")
    assert (result.status, result.out) == (0, "system\n")
    assert "settings.json.broken-1" in result.err
    assert paddock("config", "get", "theme").err == ""
