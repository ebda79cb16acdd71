"""What a person writes: drafts, templates, long texts, the count of tokens, and what is written while an answer comes.

One rule: what was typed is there again, whatever became of the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tiny_model import write_tiny_model

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

QUESTION = "What is Paddock?"


def test_drafts_templates_and_a_queue(start: Start) -> None:
    window = start()
    each_chat_has_its_draft(window)
    again = start_after_a_crash(window, start)
    again.new_chat()
    write(again, "")
    a_template_is_written_and_filled_in(again)
    what_is_written_meanwhile_waits(again)
    again.quit()


def write(window: DrivenWindow, text: str) -> None:
    """That and nothing else."""
    window.ask("fill", field="Message", text=f"{text} ")
    window.ask("key", key="Backspace")


def each_chat_has_its_draft(window: DrivenWindow) -> None:
    window.answer(QUESTION)
    window.ask("type", text="half of a reply")
    window.new_chat()
    assert window.ask("state")["draft"] == ""
    window.ask("type", text="half of a question")
    assert window.open_chat(QUESTION)["draft"] == "half of a reply"
    window.click("New chat")
    window.until(title="", draft="half of a question")


def start_after_a_crash(window: DrivenWindow, start: Start) -> DrivenWindow:
    """The draft that was typed last is there, too, and takes back nothing with undo but itself."""
    window.open_chat(QUESTION)
    window.ask("type", text=", and more")
    window.ask("key", key="Z", modifier="ControlModifier")
    undone = window.ask("state")["draft"]
    assert undone != "half of a reply, and more"
    window.ask("key", key="Z", modifier="ControlModifier+ShiftModifier")
    window.wait("draft", text="half of a reply, and more")
    assert window.ask("settled")
    window.tell("kill", victim="program")
    window.process.wait()
    again = start()
    assert again.until(title=QUESTION)["draft"] == "half of a reply, and more"
    return again


def a_template_is_written_and_filled_in(window: DrivenWindow) -> None:
    window.click("Add to the message")
    window.do("pick", words=["Prompt templates…"])
    window.click("New")
    window.fill(Name="Greeting", Text="Say hello to {{whom}} in {{how many}} words.")
    window.click("Save")
    assert window.ask("settled")
    window.ask("type", text="/gre")
    window.see("Greeting")
    window.ask("key", key="Return")
    window.fill(whom="the heron", how_many="three")
    window.click("Insert")
    window.until(draft="Say hello to the heron in three words.")
    write(window, "")


def what_is_written_meanwhile_waits(window: DrivenWindow) -> None:
    window.answer(QUESTION)
    window.ask("hold_child", held=True)
    window.ask("send", text="First")
    window.ask("send", text="Second")
    window.see("Waits for the answer’s end: Second")
    window.ask("hold_child", held=False)
    window.do("has_messages", count=6)
    texts = window.until(answering=False)["texts"]
    assert texts[2::2] == ["First", "Second"]
    assert all(texts)


def test_a_long_paste_stands_beside_the_message_and_is_in_the_prompt(start: Start, tmp_path: Path) -> None:
    models = tmp_path / "home" / "models"
    models.mkdir(parents=True)
    endless = write_tiny_model(models / "endless.gguf", n_ctx_train=100_000)
    window = start()
    window.ask("use", ref=str(endless))
    window.ask("type", text="What does it say?")
    window.ask("paste", text="xylophone " * 500)
    window.see("Pasted text, 5 KB")
    window.ask("key", key="Return")
    window.wait("text")
    window.ask("key", key="Escape")
    window.wait("finished")
    question, answer = window.until(answering=False)["messages"]
    assert question["text"].startswith("What does it say?\n\nPasted text, 5 KB:\n```\nxylophone xylophone")
    assert answer["prompt_tokens"] > 4000
    tokens_are_counted_while_one_types(window)


def tokens_are_counted_while_one_types(window: DrivenWindow) -> None:
    """Before the first message of a chat, too."""
    window.new_chat()
    window.ask("type", text="one two three")
    few = used(window.see("context "))
    window.ask("type", text=" four five six seven eight nine ten")
    window.gone(f"context {few} of")
    assert used(window.see("context ")) > few


def used(line: str) -> int:
    """Tokens in "… · context 12 of 1K"."""
    return int(line.partition("context ")[2].partition(" ")[0])
