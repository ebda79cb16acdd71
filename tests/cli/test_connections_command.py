"""`paddock connections`: one can check what went out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]


def test_connections(cli: Cli, home: Path) -> None:
    paddock = cli()
    assert paddock("connections", "--json").out == "[]\n"
    log = home / "cache" / "logs" / "connections.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text('{"at": 0, "host": "hub.example", "why": "a search"}\n')
    assert paddock("connections").out.endswith("hub.example  a search\n")
    assert json.loads(paddock("connections", "--json").out)[0]["why"] == "a search"
    assert paddock("connections", "--clear", "--json").out == '{"forgotten": 1}\n'
    assert paddock("connections", "--clear").status == 0
    assert paddock("connections").out == ""


def test_offline_is_a_setting(cli: Cli) -> None:
    paddock = cli()
    assert paddock("config", "set", "offline", "true").status == 0
    result = paddock("models", "search", "llama")
    assert (result.status, result.out) == (1, "")
    assert "stay offline" in result.err
    assert paddock("connections").out == ""
