"""Chats out and in: written in every format, read on another computer, and brought along from other programs.

One rule: what came out as JSON and was taken in elsewhere comes out there as the same, byte for byte.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exports import chatgpt, claude, jan, lmstudio, openwebui

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

QUESTION = "What is Paddock?"
JSON = "JSON: all branches and facts, for Paddock"


def test_chats_go_out_and_come_in(start: Start, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    window = start()
    answer = window.answer(QUESTION)["text"]
    window.click("Again: write another answer", place=1)
    window.wait("finished")
    window.until(answering=False)
    window.context(QUESTION, "Pin")
    one_chat_in_every_format(window, out, answer)
    all_chats_at_once(window, out)
    window.quit()

    other = start(tmp_path / "another computer")
    take_in(other, out / "chat.json")
    other.see("One chat with 3 messages came in from Paddock.")
    other.click("Done")
    other.ask("key", key="Escape")
    other.open_chat(QUESTION)
    assert other.until(answering=False)["messages"][1]["of"] == [2, 2]
    export(other, JSON, out / "again.json")
    assert (out / "again.json").read_bytes() == (out / "chat.json").read_bytes()
    others_come_along(other, tmp_path)


def export(window: DrivenWindow, kind: str, path: Path) -> None:
    """By the chat's menu in the list."""
    window.context(QUESTION, "Export…")
    window.do("choose", field="Format", text=kind)
    window.fill(File=str(path))
    window.click("Export")
    window.see(f"Saved as {path.name}.")


def one_chat_in_every_format(window: DrivenWindow, out: Path, answer: str) -> None:
    for kind, name in {
        "Markdown: what is shown": "chat.md",
        "Web page: what is shown, set as here": "chat.html",
        "PDF: what is shown, to print or pass on": "chat.pdf",
        JSON: "chat.json",
    }.items():
        export(window, kind, out / name)
    first_line = answer.splitlines()[0][:30]
    assert QUESTION in (out / "chat.md").read_text()
    assert first_line in (out / "chat.md").read_text()
    page = (out / "chat.html").read_text()
    assert page.lower().startswith("<!doctype html>")
    assert QUESTION in page
    assert (out / "chat.pdf").read_bytes().startswith(b"%PDF-")
    (chat,) = json.loads((out / "chat.json").read_text())["chats"]
    assert [message["role"] for message in chat["messages"]] == ["user", "assistant", "assistant"]
    assert chat["pinned"]


def all_chats_at_once(window: DrivenWindow, out: Path) -> None:
    window.click("Settings", "Data", "Export all chats")
    window.fill(Where_to=str(out / "all"))
    (out / "all").mkdir()
    window.do("choose", field="Format", text="Markdown: what is shown")
    window.click("Export")
    window.see("One chat is in ")
    window.click("Done")
    window.ask("key", key="Escape")
    (written,) = (out / "all").rglob("*.md")
    assert QUESTION in written.read_text()


def take_in(window: DrivenWindow, path: Path) -> None:
    """By the settings; a folder, too."""
    window.click("Settings", "Data", "Import…")
    kind = "Folder" if path.is_dir() else "Files"
    window.do("choose", field="File or folder", text="A folder with files" if path.is_dir() else "Files")
    window.do("fill", field=kind, text=str(path))
    window.click("Import")


def others_come_along(window: DrivenWindow, folder: Path) -> None:
    """With their branches; what was left out is said."""
    made: dict[str, tuple[Any, str]] = {
        "ChatGPT": (chatgpt(), "One picture or file of a chat was left out."),
        "Claude": (claude(), ""),
        "LM Studio": (lmstudio(), ""),
        "Open WebUI": (openwebui(), ""),
    }
    for program, (value, left_out) in made.items():
        path = folder / f"{program}.json"
        path.write_text(json.dumps(value))
        take_in(window, path)
        said = window.see(f" messages came in from {program}.")
        assert left_out in said
        window.click("Done")
        window.ask("key", key="Escape")
    take_in(window, jan(folder))
    assert "One message of a chat could not be read." in window.see(" messages came in from Jan.")
    window.click("Done")
    window.ask("key", key="Escape")
    window.do("lists_row", text="A title", count=5)
    window.do("open", text="A title")
    message = window.until(title="A title", answering=False)["messages"][1]
    assert (message["text"], message["of"]) == ("Second.", [2, 2])
