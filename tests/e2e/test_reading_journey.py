"""A chat is read: what the model wrote is set, found, folded, selected and copied, and stays where the reader is.

One rule: the chat comes in as any chat of another computer does, and is read by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tiny_model import TEMPLATE, write_tiny_model

from paddock.core.chats import Chat
from paddock.core.exchange import ChatRecord
from paddock.core.messages import Message, Part, ReasoningPart, Role, TextPart
from paddock.services.exchange import own

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

CODE = "def wade(depth):\n    return " + " + ".join(["depth"] * 60)
RICH = f"""# The heron

A **heron** waits[^1], see [its page](https://example.org/heron):

- [x] stands
- [ ] strikes
  1. fish
  2. frogs

| Fish | Weight |
|:-----|-------:|
| Eel  |    300 |

> Patience.

```python
{CODE}
```

It sees at $n = 1.33$, and deeper:

$$\\sin\\alpha = n\\,\\sin\\beta$$

[^1]: Often for an hour."""
THOUGHT = "The heron is a bird."
HERON = "鷺はいますか"  # is there a heron?
ANSWER = 3  # its place in the chat


def a_long_read(folder: Path) -> Path:
    """A file with a chat, as Paddock exports it: some talk, then RICH, then more talk."""
    said: list[tuple[Role, tuple[Part, ...]]] = [
        (Role.USER, (TextPart(f"Which birds are there? {HERON}"),)),
        (Role.ASSISTANT, (TextPart("Ducks."),)),
        (Role.USER, (TextPart("Tell me of one."),)),
        (Role.ASSISTANT, (ReasoningPart(THOUGHT, 3.2), TextPart(RICH))),
    ]
    messages = tuple(
        Message(number, 0, number - 1 or None, role, parts, model="Guide" if role is Role.ASSISTANT else "")
        for number, (role, parts) in enumerate(said, 1)
    )
    path = folder / "birds.json"
    path.write_text(own.dump([ChatRecord("", Chat(0, "Birds", messages[-1].id), messages)]))
    return path


def bring_in(window: DrivenWindow, path: Path) -> None:
    """Import a file by the sidebar's menu."""
    window.click("Folders, archive, trash, import")
    window.do("pick", words=["Import chats…"])
    window.fill(File=str(path))
    window.click("Import")


def test_a_chat_is_read(start: Start, tmp_path: Path) -> None:
    window = start()
    bring_in(window, a_long_read(tmp_path))
    window.see("One chat with 4 messages came in from Paddock.")
    window.click("Done", "I understand")  # the notice of the key, which leaves the chat less room
    window.open_chat("Birds")
    window.ask("resize", width=790, height=790)
    window.do("drawn", formulas=2)
    what_it_thought_is_folded(window)
    words_are_found(window)
    a_link_says_where_it_leads(window)
    code_is_wrapped_copied_and_saved(window, tmp_path / "wade.py")
    what_is_selected_is_copied(window)
    it_is_found_in_any_script(window)


def what_it_thought_is_folded(window: DrivenWindow) -> None:
    long = window.ask("state")["long"]
    window.click("Thought for 3 s", place=ANSWER)
    window.do("is_longer", than=long)
    window.click("Thought for 3 s", place=ANSWER)
    window.until(long=long)


def words_are_found(window: DrivenWindow) -> None:
    """Also those in what is folded."""
    window.ask("key", key="F", modifier="ControlModifier")
    window.ask("type", text="heron")
    window.see("1 of 3")
    window.ask("key", key="Return")
    window.see("2 of 3")
    window.ask("key", key="Escape")
    window.gone("2 of 3")


def a_link_says_where_it_leads(window: DrivenWindow) -> None:
    """Before anything is opened."""
    window.do("follow", place=ANSWER, url="https://example.org/heron")
    window.see("Open this link in your browser?")
    window.see("example.org")
    window.click("Cancel")


def code_is_wrapped_copied_and_saved(window: DrivenWindow, path: Path) -> None:
    long = window.ask("state")["long"]
    window.click("Wrap long lines", place=ANSWER)
    window.do("is_longer", than=long)
    window.click("Do not wrap long lines", "Copy code", place=ANSWER)
    assert window.ask("clipboard")["text"] == CODE
    window.click("Save code", place=ANSWER)
    window.do("file", path=str(path))
    window.do("written", path=str(path))
    assert path.read_text() == f"{CODE}\n"


def what_is_selected_is_copied(window: DrivenWindow) -> None:
    """Over messages; as text, Markdown and rich text."""
    window.ask("wheel", steps=50)
    window.do("sweep", first=1, last=2)
    window.ask("key", key="C", modifier="ControlModifier")
    copied = window.ask("clipboard")
    assert copied["text"] == "Guide:\nDucks.\n\nYou:\nTell me of one."
    assert copied["markdown"] == "**Guide:**\n\nDucks.\n\n**You:**\n\nTell me of one."
    assert "<b>Guide:</b>" in copied["html"]
    window.ask("wheel", steps=-50)
    window.menu(ANSWER, "Copy as", "Markdown")
    assert window.ask("clipboard")["text"] == RICH
    window.menu(ANSWER, "Copy as", "Plain text")
    assert "The heron\n\nA heron waits" in window.ask("clipboard")["text"]
    window.menu(ANSWER, "Copy as", "Rich text")
    html = window.ask("clipboard")["html"]
    assert all(tag in html for tag in ("<h1>", "<strong>", "<table>", "<blockquote>", "<ol>"))


def it_is_found_in_any_script(window: DrivenWindow) -> None:
    window.new_chat()
    window.ask("key", key="K", modifier="ControlModifier")
    window.ask("paste", text=HERON[:3])
    window.do("finds", titles=["Birds"])


def test_a_reader_who_scrolled_up_stays_there_while_more_is_written(start: Start, tmp_path: Path) -> None:
    window = start()
    endless = write_tiny_model(tmp_path / "endless.gguf", n_ctx_train=100_000)
    window.ask("use", ref=str(endless))
    window.ask("resize", width=600, height=480)
    window.ask("send", text="Go on and on")
    window.do("is_longer", than=200)
    window.until(at_end=True)
    window.ask("wheel", steps=1)
    before = window.ask("state")
    assert not before["at_end"]
    window.do("is_longer", than=before["long"] + 60)
    assert "New" in window.ask("buttons")
    assert window.ask("state")["scrolled"] == before["scrolled"]
    window.click("To the end")
    window.do("is_longer", than=window.until(at_end=True)["long"] + 60)
    assert window.ask("state")["at_end"]
    window.ask("key", key="Escape")
    window.until(answering=False)


def test_what_a_model_thinks_before_it_answers_is_folded_with_its_time(start: Start, tmp_path: Path) -> None:
    models, settings = tmp_path / "home" / "models", tmp_path / "home" / "config" / "settings.json"
    for folder in (models, settings.parent):
        folder.mkdir(parents=True)
    thinks = write_tiny_model(models / "thinks.gguf", template=TEMPLATE + "{# </think> #}")
    grammar = 'root ::= "<think>\\nHm, so.\\n</think>\\n\\nYes."'
    settings.write_text(json.dumps({"sampling": {"": {"grammar": grammar}}}))
    window = start()
    window.ask("use", ref=str(thinks))
    assert window.answer("Why?")["text"] == "Yes."
    window.menu(1, "Copy as", "Plain text")
    assert window.ask("clipboard")["text"] == "Yes."
    window.click(window.see("Thought for "), place=1)
    window.menu(1, "Copy as", "Plain text")
    assert window.ask("clipboard")["text"] == "Hm, so.\n\nYes."
