"""`paddock config`: reading and changing settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import certifi
import pytest
from dictionaries import English

from paddock.services.spelling import Speller

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
        (["set", "n_ctx", "many"], "0 to 2147483647"),
        (["set", "n_ctx", "9999999999"], "0 to 2147483647"),
        (["set", "text_scale", "3"], "0.8 to 2"),
        (["set", "hub_ca_file", "/nowhere/ca.pem"], "“/nowhere/ca.pem” cannot be read (there is no such file"),
        (["set", "hub_ca_file", __file__], "holds no certificates that can be read"),
        (["set", "spelling", "xx_XX"], "“xx_XX” is not possible for spelling. Possible: off, language"),
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


def test_what_names_something_of_this_computer(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    paddock = cli()
    paddock.speller = Speller(English)
    result = paddock("config", "set", "spelling", "de_DE")
    assert "Possible: off, language, en_US." in result.err
    for value in ("en_US", "off", "language"):
        assert paddock("config", "set", "spelling", value).out == f'spelling = "{value}"\n'
    (tmp_path / "ca.pem").write_text(Path(certifi.where()).read_text())
    monkeypatch.chdir(tmp_path)
    result = paddock("config", "set", "hub_ca_file", "ca.pem")
    assert result.out == f'hub_ca_file = "{tmp_path}/ca.pem"\n', "it is found from other folders, too"
    assert paddock("config", "set", "hub_ca_file", "").out == 'hub_ca_file = ""\n'
