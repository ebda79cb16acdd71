"""`paddock cache`: what is kept of processed chats, and how it goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paddock.application import build
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeEngine

Cli = Callable[..., Any]


def fill(home: Path) -> Path:
    """Two megabytes that look like blocks, and what the engine measured."""
    folder = home / "cache" / "kv"
    folder.mkdir(parents=True)
    (folder / "0a1b").write_bytes(bytes(2_000_000))
    (folder / "tuning.json").write_text("{}")
    return folder


def test_it_says_where_and_how_much(cli: Cli, home: Path) -> None:
    folder = fill(home)
    result = cli()("cache")
    assert result.status == 0
    assert result.out.startswith(f"{folder}: 2.0 MB, at most ")
    found = json.loads(cli()("cache", "--json").out)
    assert (found["folder"], found["size"]) == (str(folder), 2_000_000)
    assert 0 < found["limit"] <= 4_000_000_000


def test_where_there_is_none_none_is_made(cli: Cli, home: Path) -> None:
    assert "0 KB" in cli()("cache").out
    assert cli()("cache", "--clear").out == "There was nothing to clear.\n"
    assert cli()("cache", "--clear", "--json").out == '{"freed": 0}\n'
    assert not home.exists()


def test_clearing_takes_the_blocks_only(cli: Cli, home: Path) -> None:
    folder = fill(home)
    assert cli()("cache", "--clear").out == "2.0 MB were freed.\n"
    assert [path.name for path in folder.iterdir()] == ["tuning.json"]


def test_a_window_that_is_open_is_not_disturbed(cli: Cli, home: Path) -> None:
    folder = fill(home)
    with build({"PADDOCK_HOME": str(home)}, engine=FakeEngine(), secrets=MemoryBackend()) as window:
        assert window.claim()
        result = cli()("cache", "--clear")
        assert (result.status, result.err.count("\n")) == (1, 1)
        assert "Paddock is running" in result.err
        assert len(list(folder.iterdir())) == 2
        assert "2.0 MB" in cli()("cache").out  # looking is allowed


def test_the_settings_can_forbid_it(cli: Cli, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text('{"kv_on_disk": false}')
    assert "nothing more is kept" in cli()("cache").out
