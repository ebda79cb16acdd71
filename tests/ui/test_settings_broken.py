"""A settings file that cannot be used: the window opens all the same, and says what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Start


def broken(home: Path, content: str) -> Path:
    file = home / "config" / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return file


@pytest.mark.parametrize("content", ["{", "", "[1]", "\x00\x01"])
def test_a_file_that_is_no_settings(start: Start, home: Path, content: str) -> None:
    file = broken(home, content)
    desk = start()
    bar = desk.window.bar
    desk.wait(bar.isVisible)
    assert "could not be read" in bar.what.text()
    assert "settings.json.broken-1" in bar.todo.text()
    assert "chats are not affected" in bar.todo.text()
    assert bar.button.text() == "Show the file"
    assert file.with_name("settings.json.broken-1").read_text() == content
    desk.ask("Hello")
    desk.close()
    again = start()
    again.settle()
    assert not again.window.bar.isVisible()


def test_one_value_that_is_not_possible_costs_only_that(start: Start, home: Path) -> None:
    broken(home, json.dumps({"theme": "pink", "n_ctx": -4, "text_scale": 1.5}))
    desk = start()
    bar = desk.window.bar
    desk.wait(bar.isVisible)
    assert "Context, Theme" in bar.what.text()
    assert desk.application.settings.current.text_scale == 1.5
    assert desk.appearance.scale == 1.5
