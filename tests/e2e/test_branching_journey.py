"""Every message is a node of a tree: asked anew, answered again, gone on with, taken out, forked, compared.

One rule: the guide is two models here, itself and a copy; whatever is done, what was there can be gone back to.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paddock.config.paths import resource

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

QUESTION = "What is Paddock?"
OTHER = "Does anything leave my computer?"
SECOND = "Paddock Guide"  # what the copy is called


def test_a_chat_is_a_tree(start: Start, tmp_path: Path) -> None:
    models = tmp_path / "home" / "models"
    models.mkdir(parents=True)
    shutil.copy(resource("guide/guide.gguf"), models / "second.gguf")
    window = start()
    window.answer(QUESTION)
    the_last_message_is_edited(window)
    there_is_another_answer(window)
    an_answer_is_edited_and_gone_on_with(window)
    two_models_are_compared(window)
    an_answer_is_begun(window)
    messages_are_taken_out(window)
    a_fork_is_a_chat_of_its_own(window)
    before = window.ask("state")["texts"]
    window.quit()
    again = start()
    assert again.until(answering=False)["texts"] == before


def messages(window: DrivenWindow) -> list[dict[str, Any]]:
    return list(window.until(answering=False)["messages"])


def the_last_message_is_edited(window: DrivenWindow) -> None:
    """↑ brings it back; the old one stays one step away, with its answer."""
    first = messages(window)[1]["text"]
    window.ask("key", key="Up")
    window.see("You edit your message; Enter asks anew")
    window.ask("fill", field="Message", text=OTHER)
    window.ask("key", key="Return")
    window.until(texts=[OTHER, window.wait("finished")["text"]])
    assert messages(window)[0]["of"] == [2, 2]
    window.click("Previous version", place=0)
    window.until(texts=[QUESTION, first])
    window.click("Next version", place=0)
    window.do("place_is", place=0, of=[2, 2])


def there_is_another_answer(window: DrivenWindow) -> None:
    """By the same model, and by another; ‹2/3› switches."""
    window.click("Again: write another answer", place=1)
    window.wait("finished")
    window.menu(1, "Again with", SECOND)
    window.wait("finished")
    answer = messages(window)[1]
    assert (answer["model"], answer["of"]) == (SECOND, [3, 3])
    window.click("Previous answer", place=1)
    window.do("place_is", place=1, of=[2, 3])
    assert messages(window)[1]["model"] == "Guide"


def an_answer_is_edited_and_gone_on_with(window: DrivenWindow) -> None:
    window.menu(1, "Edit the answer…")
    window.ask("fill", field="Message", text="Nothing")
    window.ask("key", key="Return")
    window.do("place_is", place=1, of=[4, 4])
    assert messages(window)[1]["text"] == "Nothing"
    window.menu(1, "Continue")
    assert window.wait("finished")["text"].startswith("Nothing")


def two_models_are_compared(window: DrivenWindow) -> None:
    window.menu(1, "Compare with", SECOND)
    window.see("Keep this, the answer of Guide")
    window.click(f"Keep this, the answer of {SECOND}")
    window.do("place_is", place=1, of=[6, 6])
    assert messages(window)[1]["model"] == SECOND


def an_answer_is_begun(window: DrivenWindow) -> None:
    window.click("Add to the message")
    window.do("pick", words=["Begin the answer…"])
    window.ask("type", text="Paddock")
    window.ask("fill", field="Message", text=QUESTION)
    window.ask("key", key="Return")
    assert window.wait("finished")["text"].startswith("Paddock")
    assert [message["role"] for message in messages(window)] == ["user", "assistant"] * 2


def messages_are_taken_out(window: DrivenWindow) -> None:
    """One, then one with all that follow; each comes back."""
    whole = messages(window)
    window.menu(3, "Delete this message")
    window.until(texts=[message["text"] for message in whole[:3]])
    window.click("Undo")
    window.until(texts=[message["text"] for message in whole])
    window.menu(2, "Delete this and all after it")
    window.until(texts=[message["text"] for message in whole[:2]])
    window.click("Undo")
    window.until(texts=[message["text"] for message in whole])


def a_fork_is_a_chat_of_its_own(window: DrivenWindow) -> None:
    whole = window.ask("state")["texts"]
    window.menu(1, "Fork from here")
    window.until(texts=whole[:2])
    window.answer("Thank you!")
    assert len(messages(window)) == 4
