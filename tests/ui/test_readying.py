"""The model of a chat is loaded when somebody stays there: not while an answer comes, and without a word."""

from __future__ import annotations

import threading
from pathlib import Path

from desk import Desk, Start
from gguf_bytes import gguf
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from paddock.core.errors import UserError
from paddock.engine.api import EngineState
from paddock.engine.fake import FakeAnswer, FakeEngine


def loads(desk: Desk) -> list[str]:
    return [path.name for path, _ in desk.engine.loads]


def another(desk: Desk, name: str = "other.gguf") -> str:
    """One more model; its reference."""
    path = desk.application.paths.models / name
    path.write_bytes(gguf())
    desk.window.models.refresh()
    desk.wait(lambda: desk.window.models.find(str(path)))
    return str(path)


def chat_with(desk: Desk, ref: str) -> int:
    """A chat of this model with a message in it, which is not open."""
    chats = desk.application.open_store()
    number = chats.new_chat(ref).id
    list(chats.send(number, "How are you?"))
    return number


def stay(desk: Desk) -> None:
    """As long as it takes until the chat counts as more than looked at."""
    ready = desk.window.readying
    over = QSignalSpy(ready.timer.timeout)
    ready.timer.setInterval(1)
    ready.timer.start()
    desk.wait(lambda: over.count() > 0)


def test_the_model_of_a_chat_that_is_opened_is_loaded_and_reads_it(start: Start) -> None:
    desk = start()
    number = chat_with(desk, another(desk))
    desk.application.generation.unload()
    before = len(desk.engine.loads)
    desk.window.open_chat(number)
    desk.wait(lambda: desk.window.conversation.chat is not None)
    stay(desk)
    desk.wait(lambda: loads(desk)[before:] == ["other.gguf"])
    desk.wait(lambda: any(ahead and ahead.turns[0].text == "How are you?" for ahead in desk.engine.prefills))


def test_it_is_asked_once_for_a_chat_and_again_once_it_was_there(start: Start) -> None:
    desk = start()
    number = chat_with(desk, another(desk))
    desk.window.open_chat(number)
    desk.wait(lambda: desk.window.models.is_loaded(desk.window.conversation.model_ref))
    stay(desk)
    desk.application.generation.unload()
    desk.wait(lambda: not desk.window.models.status.models)
    before = len(desk.engine.loads)
    desk.window.models.status_changed.emit()
    assert len(desk.engine.loads) == before, "what was freed comes back when somebody writes, not by itself"
    desk.type("So")
    stay(desk)
    desk.wait(lambda: loads(desk)[before:] == ["other.gguf"])


def test_a_setting_forbids_it(start: Start) -> None:
    desk = start(preload=False)
    stay(desk)
    desk.type("Hello")
    stay(desk)
    desk.settle()
    assert loads(desk) == []


def test_while_an_answer_comes_it_waits(start: Start) -> None:
    gate = threading.Event()
    desk = start(["Fine.", FakeAnswer("One two", gate=gate)])
    number = chat_with(desk, another(desk))
    desk.application.generation.unload(str(desk.application.paths.models / "other.gguf"))
    desk.type("Count")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.conversation.live_chats)
    before = len(desk.engine.loads)
    desk.window.open_chat(number)
    desk.wait(lambda: (chat := desk.window.conversation.chat) is not None and chat.id == number)
    stay(desk)
    assert len(desk.engine.loads) == before
    gate.set()
    desk.wait(lambda: loads(desk)[before:] == ["other.gguf"])


def test_what_cannot_be_loaded_is_said_when_it_is_asked_and_not_before(start: Start, home: Path) -> None:
    path = home / "models" / "other.gguf"
    engine = FakeEngine(load_errors={path: UserError("It is damaged.", "Download it again.", code="load-failed")})
    desk = start(engine=engine)
    ref = another(desk)
    number = desk.application.open_store().new_chat(ref).id
    desk.window.open_chat(number)
    desk.wait(lambda: desk.window.conversation.chat is not None)
    stay(desk)
    desk.wait(lambda: desk.window.models.status.state is EngineState.FAILED)
    desk.settle()
    assert not desk.window.bar.isVisible()
    desk.ask("Hello")
    assert "It is damaged." in desk.messages[-1].error
