"""A window that is open in a test, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from paddock.application import Application
from paddock.core.events import TextDelta
from paddock.core.messages import Message
from paddock.engine.api import EngineStatus
from paddock.engine.fake import FakeEngine
from paddock.ui.main_window import MainWindow
from paddock.ui.style import Appearance

T = TypeVar("T")


@dataclass
class Desk:
    """A window that is open, and what it stands on."""

    qtbot: QtBot
    window: MainWindow
    application: Application
    appearance: Appearance
    engine: FakeEngine
    closed: bool = field(default=False)
    around: ExitStack = field(default_factory=ExitStack)

    @property
    def messages(self) -> list[Message]:
        return self.window.conversation.messages

    def stored(self) -> list[Message]:
        """What the store has of the open chat."""
        chat = self.window.conversation.chat
        assert chat is not None
        return self.application.open_store().messages(chat.id)

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def settle(self) -> None:
        """What the store was asked for until now has been shown, and what was asked for because of that."""
        for _ in range(2):
            shown: list[None] = []
            self.window.tasks.store(lambda: None, shown.append)
            self.wait(lambda shown=shown: shown)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.page.composer.edit, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def ask(self, text: str) -> None:
        """Type, press Enter, wait for the answer's end and for what is read anew then, as the list of chats."""
        before = len(self.messages)
        self.type(text)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: len(self.messages) > before and not self.window.conversation.answering)
        self.settle()

    def titles(self) -> list[str]:
        model = self.window.chat_model
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [str(index.data()) for index in rows if model.chat_at(index) is not None]

    def click(self, name: str) -> None:
        """The visible button of that text or name."""
        for button in self.window.findChildren(QAbstractButton):
            if button.isVisible() and name in (button.text(), button.accessibleName()):
                self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
                return
        raise AssertionError(f"no visible button {name!r}")

    def until_closed(self, context: AbstractContextManager[T]) -> T:
        """Something that is there for as long as the window is."""
        return self.around.enter_context(context)

    def close(self) -> None:
        """Close the window as a person does, then the program."""
        if not self.closed:
            self.closed = True
            self.window.close()
            self.application.close()
            self.around.close()


Start = Callable[..., Desk]


class TellingEngine(FakeEngine):
    """Says of itself what a test wants."""

    def tell(self, status: EngineStatus) -> None:
        """Publish this, as the engine's thread would."""
        self._publish(status)

    def say(self, text: str) -> None:
        """More of the answer that waits at its gate."""
        self._running[-1].generation.push(TextDelta(text))
