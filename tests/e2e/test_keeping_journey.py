"""Chats are kept in order: pinned, in folders, tagged, archived, found, thrown away and brought back.

One rule: everything is done in the sidebar, and stands there again after the next start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tiny_model import write_tiny_model

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

PADDOCK, LEAVE, THANKS = "What is Paddock?", "Does anything leave my computer?", "Thank you!"


def test_chats_are_kept_in_order(start: Start) -> None:
    window = start()
    said = {}
    for question in (PADDOCK, LEAVE, THANKS):
        said[question] = [question, window.answer(question)["text"]]
        window.new_chat()
    window.until(rows=["Today", THANKS, LEAVE, PADDOCK])
    one_is_pinned(window)
    a_folder_is_made_and_filled(window)
    several_are_tagged_moved_and_thrown_away_at_once(window)
    one_is_archived_and_brought_back(window)
    messages_are_found(window, said)
    one_goes_to_the_trash_and_comes_back(window)
    kept = window.ask("state")["rows"]
    window.quit()
    assert start().until(rows=kept)


def one_is_pinned(window: DrivenWindow) -> None:
    window.context(PADDOCK, "Pin")
    window.until(rows=["Pinned", PADDOCK, "Today", THANKS, LEAVE])


def a_folder_is_made_and_filled(window: DrivenWindow) -> None:
    """By the menu, then by drag and drop; a folder can be folded."""
    window.context(LEAVE, "Move to", "New folder…")
    window.fill(Name_of_the_folder="Stable")
    window.click("Make it")
    window.until(rows=["Pinned", PADDOCK, "Stable", LEAVE, "Today", THANKS])
    window.do("drag", rows=[THANKS], onto="Stable")
    window.until(rows=["Pinned", PADDOCK, "Stable", THANKS, LEAVE])
    window.do("open", text="Stable")
    window.until(rows=["Pinned", PADDOCK, "Stable"])
    window.do("open", text="Stable")
    window.until(rows=["Pinned", PADDOCK, "Stable", THANKS, LEAVE])


def with_both(window: DrivenWindow, *words: str) -> None:
    """Choose two chats, and then in the menu of one of them."""
    window.open_chat(THANKS)
    window.do("open", text=LEAVE, modifier="ControlModifier")
    window.context(LEAVE, *words)


def several_are_tagged_moved_and_thrown_away_at_once(window: DrivenWindow) -> None:
    with_both(window, "Tags", "New tag…")
    window.fill(The_tag="heron")
    window.click("Give it")
    assert window.ask("settled")
    out = ["Pinned", PADDOCK, "Stable", "Today", THANKS, LEAVE]
    within = ["Pinned", PADDOCK, "Stable", THANKS, LEAVE]
    with_both(window, "Move to", "No folder")
    window.until(rows=out)
    window.do("drag", rows=[THANKS, LEAVE], onto="Stable")
    window.until(rows=within)
    with_both(window, "Delete")
    window.see("2 chats deleted")
    window.until(rows=within[:3])
    window.click("Undo")
    window.until(rows=within)


def one_is_archived_and_brought_back(window: DrivenWindow) -> None:
    window.open_chat(PADDOCK)
    window.context(PADDOCK, "Archive")
    window.until(rows=["Stable", THANKS, LEAVE])
    window.click("Folders, archive, trash, import")
    window.do("pick", words=["Archive…"])
    window.do("lists", name="Archive", count=1)
    window.click("Bring back", "Close")
    window.until(rows=["Pinned", PADDOCK, "Stable", THANKS, LEAVE])


def messages_are_found(window: DrivenWindow, said: dict[str, list[str]]) -> None:
    """By a phrase, by beginnings of words, marked, with the words around, and narrowed down in each way."""
    window.fill(Search_the_titles='"anything leave"')
    window.do("finds", titles=[LEAVE])
    window.fill(Search_the_titles='"leave anything"')
    window.see("Nothing was found for ")
    window.fill(Search_the_titles="compu")
    window.see("In messages")
    asked, answered = ({title for title in said if "compu" in said[title][role]} for role in (0, 1))
    window.do("finds", titles=sorted(asked | answered))
    for _, around, marked in window.ask("found"):
        assert marked
        assert all(word.casefold().startswith("compu") for word in marked)
        assert len(around) > len("compu")
    for way, titles in {
        ("Written by", "You"): asked,
        ("Written by", "The model"): answered,
        ("Folder", "Stable"): (asked | answered) - {PADDOCK},
        ("Tag", "heron"): (asked | answered) - {PADDOCK},
        ("Model", "Guide"): answered,
        ("When", "Today"): asked | answered,
    }.items():
        window.click("Filter")
        window.do("pick", words=way)
        window.do("finds", titles=sorted(titles))
        window.click(f"Take away: {way[1]}")
        window.do("finds", titles=sorted(asked | answered))
    window.ask("fill", field="Search the titles", text="nothing like it")
    window.see("Nothing was found for “nothing like it”.")
    window.ask("key", key="Escape")
    window.until(rows=["Pinned", PADDOCK, "Stable", THANKS, LEAVE])


def one_goes_to_the_trash_and_comes_back(window: DrivenWindow) -> None:
    """By undo, and out of the trash; Backspace throws nothing away, and for good only who says so twice."""
    window.open_chat(THANKS)
    window.ask("key", key="Backspace")
    window.do("open", text=THANKS)
    window.ask("key", key="Delete")
    window.until(rows=["Pinned", PADDOCK, "Stable", LEAVE])
    window.click("Undo")
    window.until(rows=["Pinned", PADDOCK, "Stable", THANKS, LEAVE])
    for button in ("Bring back", "Delete for good…"):
        window.context(THANKS, "Delete")
        window.until(rows=["Pinned", PADDOCK, "Stable", LEAVE])
        window.click("Folders, archive, trash, import")
        window.do("pick", words=["Trash…"])
        window.do("lists", name="Trash", count=1)
        window.click(button)
        if button != "Bring back":
            window.click("Delete for good")
        window.do("lists", name="Trash", count=0)
        window.click("Close")
    window.until(rows=["Pinned", PADDOCK, "Stable", LEAVE])


def test_a_chat_is_titled_by_its_model_in_the_background(start: Start, tmp_path: Path) -> None:
    """The guide's chats keep their first words; a model that says anything says a title, too."""
    models, settings = tmp_path / "home" / "models", tmp_path / "home" / "config" / "settings.json"
    for folder in (models, settings.parent):
        folder.mkdir(parents=True)
    settings.write_text(json.dumps({"temperature": 0}))
    model = write_tiny_model(models / "tiny.gguf", end_like=".")
    window = start()
    window.ask("use", ref=str(model))
    assert window.answer("Hello?")["status"] == "complete"
    window.gone("Hello?")
    title = window.ask("state")["title"]
    assert title
    window.until(rows=["Today", title])
    window.new_chat()
    window.ask("use", ref="guide")
    window.answer(THANKS)
    assert window.ask("settled")
    window.until(title=THANKS)
