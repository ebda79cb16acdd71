"""`paddock personas`: from a card to a list and away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]


def test_import_list_and_delete(cli: Cli, tmp_path: Path) -> None:
    paddock = cli()
    assert paddock("personas", "list", "--json").out == "[]\n"
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"name": "Ada"}))
    assert json.loads(paddock("personas", "import", str(card), "--json").out) == {
        "id": 1,
        "name": "Ada",
        "not_used": [],
    }
    assert json.loads(paddock("personas", "show", "1").out)["data"]["name"] == "Ada"
    assert json.loads(paddock("personas", "show", "1", "--json").out)["name"] == "Ada"
    out = str(tmp_path / "out.json")
    assert paddock("personas", "export", "1", out).status == 0
    again = paddock("personas", "export", "1", out)
    assert (again.status, again.out) == (1, "")
    assert "--replace" in again.err
    assert json.loads(paddock("personas", "export", "1", out, "--replace", "--json").out) == {"id": 1, "file": out}
    assert json.loads((tmp_path / "out.json").read_text())["data"]["name"] == "Ada"
    picture = paddock("personas", "export", "1", str(tmp_path / "out.png"))
    assert (picture.status, "has no picture" in picture.err) == (1, True)
    assert paddock("personas", "list").out == "    1  Ada\n"
    assert paddock("personas", "delete", "1").status == 0
    gone = paddock("personas", "list")
    assert (gone.out, gone.err) == ("", "No personas yet.\n")
    for argv in (
        ["delete", "1"],
        ["delete", "9"],
        ["show", "1"],
        ["export", "1", out],
        ["import", str(tmp_path / "none")],
    ):
        result = paddock("personas", *argv)
        assert (result.status, result.out) == (1, "")
        assert argv[0] == "import" or f"There is no persona {argv[1]}." in result.err


def test_what_of_a_card_is_not_used_is_said(cli: Cli, tmp_path: Path) -> None:
    paddock = cli()
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"name": "Ada", "character_book": {"entries": [{"keys": ["loom"]}]}}))
    assert json.loads(paddock("personas", "import", str(card), "--json").out)["not_used"] == ["lorebook"]
    result = paddock("personas", "import", str(card), tty=True)
    assert "not used: lorebook" in result.err
