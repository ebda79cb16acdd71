"""The whole line: a person starts it, asks, is answered by the guide, and finds everything again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Start

QUESTION = "Does anything leave my computer?"


def test_first_run_to_an_answer_and_back_again(start: Start) -> None:
    first = start()
    assert first.ask("click", text=QUESTION)
    first.wait("text")
    answer = first.wait("finished")
    assert "never leave" in answer["text"]
    assert answer["status"] == "complete"
    first.ask("type", text="a thought not yet sent")
    # Within the offscreen platform's screen of 800 by 800.
    first.ask("resize", width=720, height=640)
    before = first.ask("state")
    first.tell("close")
    assert first.ended() == 0

    again = start()
    after = again.ask("state")
    assert [message["text"] for message in after["messages"]] == [QUESTION, answer["text"]]
    assert after["title"] == QUESTION
    assert after["draft"] == "a thought not yet sent"
    assert after["size"] == before["size"] == [720, 640]


def test_the_focus_is_in_the_composer(start: Start) -> None:
    window = start()
    assert window.ask("state")["focus"] == "MessageEdit"
    window.ask("send", text="What is Paddock?")
    assert "your own computer" in window.wait("finished")["text"]
    assert window.ask("state")["focus"] == "MessageEdit"


def test_asked_anything_else_the_guide_says_what_it_is(start: Start) -> None:
    window = start()
    window.ask("send", text="What is the capital of Mongolia?")
    text = window.wait("finished")["text"]
    assert "only the guide" in text
    assert "Models" in text


def test_a_follow_up_and_a_second_answer(start: Start) -> None:
    window = start()
    window.ask("send", text="What is Paddock?")
    first = window.wait("finished")
    window.ask("send", text="Thank you!")
    window.wait("finished")
    assert window.ask("click", text="Again: write another answer")
    window.wait("finished")
    state = window.ask("state")
    assert [message["role"] for message in state["messages"]] == ["user", "assistant", "user", "assistant"]
    assert state["messages"][1]["text"] == first["text"]


def test_nothing_of_a_chat_lies_in_the_clear(start: Start, tmp_path: Path) -> None:
    window = start()
    window.ask("send", text="Does the xylophone named Quetzalcoatl leave my computer?")
    answer = window.wait("finished")["text"]
    window.ask("type", text="An unsent zymurgy draft")
    window.tell("close")
    assert window.ended() == 0
    words = {word.encode() for word in ("xylophone", "Quetzalcoatl", "zymurgy", answer[:24])}
    words |= {word.decode().encode("utf-16-le") for word in words}
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert any(path.name == "chats.db" for path in files)
    for path in files:
        content = path.read_bytes().lower()
        assert not [word for word in words if word.lower() in content], path
