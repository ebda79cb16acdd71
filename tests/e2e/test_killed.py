"""Killed in the middle: the engine's child, and the whole program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from tiny_model import write_tiny_model

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

TOUR = "Give me a tour of Paddock"


def endless(window: DrivenWindow, folder: Path) -> None:
    """Let a model answer that never ends by itself."""
    path = write_tiny_model(folder / "endless.gguf", n_ctx_train=100_000)
    window.ask("use", ref=str(path))


def test_the_child_is_killed_mid_answer_and_continue_goes_on(start: Start) -> None:
    window = start()
    window.ask("send", text=TOUR)
    whole = window.wait("finished")["text"]
    child = window.ask("state")["child"]

    assert window.ask("click", text="New chat")
    window.wait("shown")
    window.ask("kill_at_text", victim="child")
    window.ask("slow_child")
    window.ask("send", text=TOUR)
    broken = window.wait("finished")
    assert broken["status"] == "interrupted"
    assert broken["text"]
    assert whole.startswith(broken["text"])
    assert broken["text"] != whole

    assert window.ask("click", text="Continue")
    mended = window.wait("finished")
    assert mended["id"] == broken["id"]
    assert mended["status"] == "complete"
    assert mended["text"] == whole
    assert window.ask("state")["child"] != child


def test_the_child_is_killed_while_nothing_happens(start: Start) -> None:
    window = start()
    window.ask("send", text="What is Paddock?")
    window.wait("finished")
    window.ask("kill", victim="child")
    window.wait("engine", state="ready")
    window.ask("send", text="Does anything leave my computer?")
    assert "never leave" in window.wait("finished")["text"]


def test_the_program_is_killed_mid_answer_and_everything_committed_is_there(start: Start, tmp_path: Path) -> None:
    window = start()
    window.ask("send", text="What is Paddock?")
    first = window.wait("finished")["text"]
    endless(window, tmp_path)
    window.ask("send", text="Go on and on")
    shown = ""
    while len(shown) < 4000:
        shown += window.wait("text")["text"]
    child = psutil.Process(window.ask("state")["child"])
    window.ask("type", text="draft")
    window.tell("kill", victim="program")
    window.process.wait()
    shown += "".join(event["text"] for event in window.rest() if event["event"] == "text")
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running(), "an orphan"

    again = start()
    texts = [(message["text"], message["status"]) for message in again.ask("state")["messages"]]
    assert texts[:2] == [("What is Paddock?", "complete"), (first, "complete")]
    assert texts[2] == ("Go on and on", "complete")
    kept, status = texts[3]
    assert status == "interrupted"
    assert kept
    assert "Continue" in again.ask("buttons")


def test_what_was_being_typed_in_a_new_chat_when_the_program_was_killed_is_there_again(start: Start) -> None:
    window = start()
    window.ask("type", text="half a thought")
    window.wait("draft", text="half a thought")
    assert window.ask("settled")
    window.tell("kill", victim="program")
    window.process.wait()

    state = start().ask("state")
    assert state["draft"] == "half a thought"
    assert state["messages"] == []


def test_stop_keeps_what_is_there_and_continue_goes_on(start: Start, tmp_path: Path) -> None:
    window = start()
    endless(window, tmp_path)
    window.ask("send", text="Go on and on")
    window.wait("text")
    window.ask("key", key="Escape")
    stopped = window.wait("finished")
    assert (stopped["status"], stopped["reason"]) == ("stopped", "cancelled")
    assert stopped["text"]
    assert window.ask("click", text="Continue")
    window.wait("text")
    window.ask("key", key="Escape")
    longer = window.wait("finished")
    assert longer["text"].startswith(stopped["text"])
    assert len(longer["text"]) > len(stopped["text"])


def test_a_file_that_is_no_model_leaves_the_window_alive(start: Start, tmp_path: Path) -> None:
    window = start()
    bad = tmp_path / "broken.gguf"
    bad.write_bytes(write_tiny_model(tmp_path / "good.gguf").read_bytes()[:20_000])
    window.ask("use", ref=str(bad))
    window.ask("send", text="Hello?")
    ended = window.wait("finished")
    assert ended["status"] == "failed"
    window.ask("use", ref="guide")
    window.ask("send", text="What is Paddock?")
    assert "your own computer" in window.wait("finished")["text"]
