"""With the keyboard alone, from the first question to the end: parts, messages, chats, models, settings, the palette.

One rule: nothing is clicked; what is chosen is what a person sees chosen before they press Enter.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from paddock.config.paths import resource
from paddock.ui.shortcuts import KEYS

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

PADDOCK, LEAVE = "What is Paddock?", "Does anything leave my computer?"
SECOND = "Paddock Guide"  # what a copy of the guide is called
CTRL = "ControlModifier"


def test_everything_is_done_without_a_mouse(start: Start, tmp_path: Path) -> None:
    models = tmp_path / "home" / "models"
    models.mkdir(parents=True)
    shutil.copy(resource("guide/guide.gguf"), models / "second.gguf")
    window = start()
    window.answer(PADDOCK)
    window.ask("key", key="N", modifier=CTRL)
    window.until(texts=[], title="")
    window.answer(LEAVE)
    part_by_part_and_message_by_message(window)
    a_chat_is_found_opened_and_renamed(window)
    chats_are_thrown_away_and_brought_back(window)
    pages_and_the_inspector_come_and_go(window)
    the_settings_list_every_key(window)
    the_palette_does_the_rest(window)
    window.tell("key", key="Q", modifier=CTRL)
    assert window.ended() == 0


def part_by_part_and_message_by_message(window: DrivenWindow) -> None:
    """F6 goes round; a message that has the focus has its buttons, and Enter presses them."""
    for part in ("ChatListView", "ModelChip", "TranscriptView", "MessageEdit"):
        window.ask("key", key="F6")
        window.until(focus=part)
    window.ask("key", key="Up", modifier=CTRL)
    window.until(focus="MessageRow")
    window.do("key_until", key="Tab", name="Copy")
    window.ask("key", key="Return")
    assert window.ask("clipboard")["text"] == window.ask("state")["texts"][1]
    window.ask("key", key="F6")
    window.until(focus="MessageEdit")


def a_chat_is_found_opened_and_renamed(window: DrivenWindow) -> None:
    window.ask("key", key="K", modifier=CTRL)
    window.ask("type", text="what is")
    window.see("In messages")
    window.ask("key", key="Down")
    window.do("chosen", name="Chats", text=PADDOCK)
    window.ask("key", key="Return")
    window.until(title=PADDOCK, focus="MessageEdit")
    window.ask("key", key="K", modifier=CTRL)
    window.ask("key", key="Escape")
    window.until(rows=["Today", LEAVE, PADDOCK])
    window.ask("key", key="F2")
    window.until(focus="QLineEdit")
    window.ask("key", key="A", modifier=CTRL)
    window.ask("type", text="Herons")
    window.ask("key", key="Return")
    window.until(title="Herons")


def chats_are_thrown_away_and_brought_back(window: DrivenWindow) -> None:
    """Two at once, chosen with Shift."""
    window.do("key_until", key="F6", name="Chats")
    window.ask("key", key="Home")
    window.do("key_until", key="Down", name="Chats", row="Herons")
    window.ask("key", key="Up", modifier="ShiftModifier")
    window.ask("key", key="Delete")
    window.see("2 chats deleted")
    window.ask("key", key="Z", modifier=CTRL)
    window.until(rows=["Today", LEAVE, "Herons"])


def pages_and_the_inspector_come_and_go(window: DrivenWindow) -> None:
    window.ask("key", key="M", modifier=CTRL)
    window.see("Discover")
    window.ask("key", key="P", modifier=CTRL)
    window.see("New persona")
    window.ask("key", key="P", modifier=CTRL)
    window.gone("New persona")
    window.ask("key", key="I", modifier=CTRL)
    window.see("Runs on")
    window.ask("key", key="I", modifier=CTRL)
    window.gone("Runs on")


def the_settings_list_every_key(window: DrivenWindow) -> None:
    """Looked for, too."""
    window.ask("key", key="Comma", modifier=CTRL)
    window.see("Text size")
    window.ask("key", key="F", modifier=CTRL)
    window.ask("type", text="shortcut key")
    window.see("Command palette")
    words = set(window.ask("words"))
    assert [key for keys in KEYS.values() for key in keys if key not in words] == []
    window.ask("key", key="Escape")
    window.ask("key", key="Escape")
    window.gone("Command palette")


def palette(window: DrivenWindow, asked: str, entry: str) -> None:
    """Open it, type, and take what is chosen then."""
    window.ask("key", key="P", modifier=f"{CTRL}+ShiftModifier")
    window.until(focus="PaletteField")
    window.ask("type", text=asked)
    window.do("chosen", name="What fits", text=entry)
    window.ask("key", key="Return")


def the_palette_does_the_rest(window: DrivenWindow) -> None:
    """It finds commands, chats, models and what menus have."""
    palette(window, "leave my", LEAVE)
    window.until(title=LEAVE)
    palette(window, "answer with paddock", f"Answer with {SECOND}")
    palette(window, "answer again", "Answer again")
    assert window.wait("finished")["model"] == SECOND
    window.do("place_is", place=1, of=[2, 2])
    palette(window, "pin", "Pin")
    window.until(rows=["Pinned", LEAVE, "Today", "Herons"])
    palette(window, "why slow", "Why is this slow?")
    window.gone("Measuring this computer…")
    window.ask("key", key="Escape")
    palette(window, "high contrast", "High contrast: on or off")
    window.do("unusual", settings=["contrast"])
    palette(window, "backup", "Settings: backup and restore")
    window.see("Back up…")
    window.ask("key", key="Escape")
    palette(window, "fork", "Fork this chat")
    window.until(rows=["Pinned", LEAVE, "Today", f"{LEAVE} (2)", "Herons"])
    palette(window, "new chat", "New chat")
    window.until(title="", texts=[])
    window.ask("key", key="P", modifier=f"{CTRL}+ShiftModifier")
    window.ask("type", text="no such thing")
    window.see("Nothing fits.")
    window.ask("key", key="Escape")
    window.until(focus="MessageEdit")
