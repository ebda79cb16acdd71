"""The settings in the real window: every row works and holds, nothing goes out that may not, and is told when it did.

One rule: what the window shows is compared with the file, and what the program asked with what a stand-in Hub heard.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from standin import Hub, Repository
from standin.made_up import GUIDE

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

PAGES = ("Appearance", "Models", "Engine", "Chats", "Privacy")
TURNED = {
    "theme", "language", "text_scale", "contrast", "motion", "direction", "download_limit", "resume_downloads",
    "n_ctx", "overflow", "preload", "idle_unload_minutes", "tune", "kv_on_disk", "kv_limit",
    "model_titles", "offline",
}  # fmt: skip
"""Those that one click or choice turns; the others are written, chosen or set in journeys and tests of their own."""


def stored(home: Path) -> dict[str, Any]:
    return dict(json.loads((home / "config" / "settings.json").read_text()))


def test_every_row_works_and_holds(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    window = start()
    window.click("Settings")
    turned: set[str] = set()
    for page in PAGES:
        window.click(page)
        turned |= set(window.ask("turn_rows"))
    assert turned >= TURNED
    window.click("Appearance")
    window.do("choose", field="Language", text="Deutsch")
    window.do("unusual", settings=sorted(turned & TURNED))
    one_is_looked_for(window)
    window.quit()
    now = stored(home)

    again = start()
    again.see("Neuer Chat")
    assert stored(home) == now | {"geometry": stored(home)["geometry"]}
    again.click("Einstellungen")
    again.do("choose", field="Sprache", text="English")
    assert again.ask("settled")
    assert stored(home)["language"] == "en"


def one_is_looked_for(window: DrivenWindow) -> None:
    window.fill(Search_the_settings="telemetry")
    window.see("When Paddock connects")
    window.gone("Text size")
    window.fill(Search_the_settings="nothing like it")
    window.see("Nothing found for “nothing like it”.")


def test_connections_are_told_and_can_be_forbidden(start: Start, tmp_path: Path) -> None:
    with Hub([Repository("paddock/guide-GGUF", {"guide-F16.gguf": GUIDE.read_bytes()})]) as hub:
        window = start(HF_ENDPOINT=hub.url)
        connections(window)
        window.see("Paddock has made no connection.")
        window.click("Close")
        window.ask("key", key="Escape")
        assert hub.asked == []

        look_for(window, "guide")
        window.see("guide-GGUF")
        window.see("1 model")
        assert hub.asked
        connections(window)
        window.see("127.0.0.1")
        window.see("a search")
        window.click("Close", "Stay offline")
        assert window.ask("settled")
        assert stored(tmp_path / "home")["offline"]
        window.ask("key", key="Escape")

        hub.asked.clear()
        look_for(window, "heron")
        window.see("offline")
        window.quit()
        again = start(HF_ENDPOINT=hub.url)
        look_for(again, "heron")
        again.see("offline")
        assert hub.asked == []


def connections(window: DrivenWindow) -> None:
    """Settings, Privacy, the list of connections."""
    window.click("Settings", "Privacy", "Show the list…")


def look_for(window: DrivenWindow, words: str) -> None:
    if "Discover" not in window.ask("buttons"):
        window.click("Models")
        window.see("Discover")
    window.do("fill", field="Search ", text=words)


def test_a_broken_file_is_kept_aside_and_explained(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "config"
    window = start()
    window.answer("What is Paddock?")
    window.quit()
    (folder / "settings.json").write_text('{"theme": "dark", ')
    again = start(until="opened")
    again.see("The file with your settings could not be read: they are as at the beginning.")
    said = again.see("The file as it was is kept as ")
    (aside,) = [path for path in folder.iterdir() if path.read_text(errors="replace") == '{"theme": "dark", ']
    assert aside.name in said
    again.open_chat("What is Paddock?")
    again.quit()
    assert stored(tmp_path / "home")["theme"] == "system"

    (folder / "settings.json").write_text(json.dumps({"theme": "mauve", "text_scale": 1.1}))
    third = start(until="opened")
    assert "Theme" in third.see("These settings had values that are not possible")
    third.quit()
