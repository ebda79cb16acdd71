"""`paddock chats settings` and `set`: a chat's own settings, where each comes from, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddock.core.personas import Persona

Cli = Callable[..., Any]


@pytest.fixture
def stored(cli: Cli, home: Path, model: Path) -> Callable[..., Any]:
    """A command line with a chat and a persona."""
    paddock = cli()
    with paddock.build({"PADDOCK_HOME": str(home)}) as app:
        app.open_store().new_chat(model=str(model))
        app.personas.save(Persona(0, "Ada", sampling='{"top_k": 5}'))
    paddock.engine = type(paddock.engine)()
    return paddock


def held(paddock: Callable[..., Any], name: str) -> tuple[Any, str]:
    number = json.loads(paddock("chats", "list", "--json").out)[0]["id"]
    found = json.loads(paddock("chats", "settings", str(number), "--json").out)
    return next((one["value"], one["level"]) for one in found if one["name"] == name)


def test_each_is_set_and_led_back(stored: Callable[..., Any]) -> None:
    number = str(json.loads(stored("chats", "list", "--json").out)[0]["id"])

    def put(name: str, value: str) -> None:
        result = stored("chats", "set", number, name, value)
        assert (result.status, result.out.split(" = ")[0]) == (0, name)

    assert held(stored, "top_k") == (40, "program")
    put("top_k", "7")
    put("stop", '["END"]')
    assert held(stored, "top_k") == (7, "chat")
    assert held(stored, "stop") == (["END"], "chat")
    put("top_k", "")
    assert held(stored, "top_k") == (40, "program")
    put("persona", "1")
    assert held(stored, "top_k") == (5, "persona")
    assert held(stored, "system_prompt") == ("", "persona")
    put("top_k", "9")
    put("system_prompt", "You count.")
    put("overflow", "stop")
    assert held(stored, "top_k") == (9, "chat")
    assert held(stored, "system_prompt") == ("You count.", "chat")
    assert held(stored, "overflow") == ("stop", "chat")
    for name in ("top_k", "system_prompt", "overflow"):
        put(name, "")
    assert held(stored, "top_k") == (5, "persona")
    assert held(stored, "overflow") == ("shift", "program")
    put("persona", "")
    assert held(stored, "persona") == (None, "program")
    assert held(stored, "top_k") == (40, "program")
    assert "top_k = 40  (program)\n" in stored("chats", "settings", number).out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("top_k", "many"),
        ("temperature", "99"),
        ("persona", "Ada"),
        ("persona", "9"),
        ("overflow", "x"),
    ],
)
def test_what_cannot_be_is_refused(stored: Callable[..., Any], name: str, value: str) -> None:
    number = str(json.loads(stored("chats", "list", "--json").out)[0]["id"])
    before = stored("chats", "settings", number).out
    result = stored("chats", "set", number, name, value)
    assert (result.status, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert stored("chats", "settings", number).out == before
    assert stored("chats", "set", "99", "top_k", "1").status == 1
