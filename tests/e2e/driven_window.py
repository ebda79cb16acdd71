"""The real window in a process of its own, worked by the test that started it.

One rule: what is done is done as a person does it, with keys and clicks on the widgets that are shown; the program
itself is the one that `paddock` starts, with its own keyring, child and database.

Reads a command a line on stdin as JSON (`{"do": "send", "text": "…"}`), says what happens on stdout as JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QScrollArea, QWidget

from paddock.application import Application, build
from paddock.core.messages import Message
from paddock.engine.api import EngineState, EngineStatus
from paddock.ui.main import make_app, open_window
from paddock.ui.main_window import MainWindow


def say(event: str, **facts: Any) -> None:
    """One line for the test."""
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


def as_dict(message: Message) -> dict[str, Any]:
    """What a test looks at."""
    return {
        "id": message.id,
        "role": message.role.value,
        "text": message.text,
        "model": message.model,
        "status": message.status.value,
        "reason": message.finish_reason,
    }


class Driver(QObject):
    """Does what it is told, on the GUI thread, and tells what happens."""

    told = Signal(dict)

    def __init__(self, application: Application, window: MainWindow) -> None:
        super().__init__()
        self._application = application
        self._window = window
        self._commands: dict[str, Callable[..., object]] = {
            name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")
        }
        self._kill_at_text = ""
        self._texts = 0
        self._awaited: list[str] = []
        self.told.connect(self._do)
        talk = window.conversation
        window.session.opened.connect(lambda _: say("opened"))
        talk.draft_loaded.connect(lambda text: say("shown", draft=text, messages=self._messages()))
        talk.messages_changed.connect(lambda: say("messages", messages=self._messages()))
        talk.text_added.connect(self._on_text)
        talk.finished.connect(lambda message: say("finished", **as_dict(message)))
        talk.failed.connect(lambda error: say("failed", error=str(error)))
        window.presenter.remedy_chosen.connect(lambda remedy: say("remedy", remedy=str(remedy)))
        application.generation.subscribe(self._on_status)
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.told.emit(json.loads(line))
        os.kill(os.getpid(), signal.SIGKILL)  # the test has gone

    def _do(self, command: dict[str, Any]) -> None:
        name = command.pop("do")
        say("done", command=name, result=self._commands[name](**command))

    def _on_text(self, message_id: int, text: str) -> None:
        say("text", id=message_id, text=text)
        self._texts += 1
        if self._kill_at_text and self._texts >= 1:
            victim, self._kill_at_text = self._kill_at_text, ""
            self.do_kill(victim)

    def _on_status(self, status: EngineStatus) -> None:
        if status.state in (EngineState.READY, EngineState.FAILED):
            say("engine", state=status.state.value, pid=status.pid, error=status.error)

    def _messages(self) -> list[dict[str, Any]]:
        return [as_dict(message) for message in self._window.conversation.messages]

    def _words(self) -> Iterator[str]:
        """What can be read: labels, buttons, fields and the rows of lists."""
        for widget in self._window.findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                yield widget.text()
            elif isinstance(widget, QAbstractItemView):
                model = widget.model()
                yield from (str(model.index(row, 0).data()) for row in range(model.rowCount()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something is painted anew: perhaps what is awaited."""
        if event.type() is QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self._look)
        return False

    def _look(self) -> None:
        for text in list(self._awaited):
            found = next((words for words in self._words() if text in words), None)
            if found is not None and text in self._awaited:
                self._awaited.remove(text)
                say("seen", text=text, words=found)
        if not self._awaited:
            QCoreApplication.instance().removeEventFilter(self)

    # --- what a person does

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()

    def do_type(self, text: str) -> None:
        """Keys into whatever has the focus: after a start that is the composer."""
        target = self._window.focusWidget() or self._window.page.composer.edit
        QTest.keyClicks(target, text)

    def do_fill(self, field: str, text: str) -> bool:
        """Click into the visible field whose accessible name begins so, and type into it in place of what is there."""
        for edit in self._window.findChildren(QLineEdit):
            if edit.isVisible() and edit.accessibleName().startswith(field):
                QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
                edit.selectAll()
                QTest.keyClicks(edit, text)
                return True
        return False

    def do_send(self, text: str) -> None:
        """Type and press Enter."""
        self.do_type(text)
        QTest.keyClick(self._window.page.composer.edit, Qt.Key.Key_Return)

    def do_key(self, key: str, modifier: str = "NoModifier") -> None:
        """One key, where the focus is."""
        target = self._window.focusWidget() or self._window
        QTest.keyClick(target, Qt.Key[f"Key_{key}"], Qt.KeyboardModifier[modifier])

    def do_click(self, text: str) -> bool:
        """Click the visible button of that text, if it can be clicked."""
        QCoreApplication.processEvents()  # what was just announced is also shown
        for button in self._window.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and text in (button.text(), button.accessibleName()):
                self._scroll_to(button)
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return True
        return False

    def do_open(self, text: str) -> bool:
        """Click the row of that text in a visible list."""
        for view in self._window.findChildren(QAbstractItemView):
            model = view.model()
            for row in range(model.rowCount() if view.isVisible() else 0):
                index = model.index(row, 0)
                if index.data() == text:
                    view.scrollTo(index)
                    place = view.visualRect(index).center()
                    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
                    return True
        return False

    def do_await(self, text: str) -> None:
        """Say "seen" as soon as that text can be read."""
        self._awaited.append(text)
        QCoreApplication.instance().installEventFilter(self)
        QTimer.singleShot(0, self._look)

    def do_names(self) -> list[str]:
        """What a screen reader calls what can be clicked."""
        buttons = self._window.findChildren(QAbstractButton)
        return [button.accessibleName() for button in buttons if button.isVisible()]

    def do_words(self) -> list[str]:
        """What can be read."""
        return [words for words in self._words() if words]

    def do_buttons(self) -> list[str]:
        """What can be clicked."""
        return [
            button.text() or button.accessibleName()
            for button in self._window.findChildren(QAbstractButton)
            if button.isVisible()
        ]

    def do_state(self) -> dict[str, Any]:
        """What is shown."""
        window, focus = self._window, self._window.focusWidget()
        status = self._application.generation.status
        return {
            "messages": self._messages(),
            "answering": window.conversation.answering,
            "model": window.conversation.model_ref,
            "title": window.conversation.chat.title if window.conversation.chat else "",
            "draft": window.page.composer.text(),
            "size": [window.width(), window.height()],
            "focus": type(focus).__name__ if isinstance(focus, QWidget) else "",
            "child": status.pid,
            "error": status.error,
        }

    def do_resize(self, width: int, height: int) -> None:
        """As with the mouse."""
        self._window.resize(width, height)

    def do_use(self, ref: str) -> None:
        """Choose a model as the chip's menu does."""
        self._window.model_actions.choose(ref)

    def do_kill(self, victim: str) -> None:
        """SIGKILL to the engine's child, or to this whole process."""
        pid = self._application.generation.status.pid if victim == "child" else os.getpid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def do_slow_child(self) -> None:
        """Let the child run a fiftieth of the time, until it dies: the guide answers faster than anyone can kill."""
        pid = self._application.generation.status.pid
        assert pid is not None

        def hold() -> None:
            pause = threading.Event()
            with contextlib.suppress(ProcessLookupError):  # it has been killed
                while True:
                    os.kill(pid, signal.SIGSTOP)
                    pause.wait(0.05)
                    os.kill(pid, signal.SIGCONT)
                    pause.wait(0.001)

        threading.Thread(target=hold, name="hold", daemon=True).start()

    def do_kill_at_text(self, victim: str) -> None:
        """The same, as soon as the next text is shown."""
        self._kill_at_text = victim
        self._texts = 0

    def do_close(self) -> None:
        """The window's close button."""
        self._window.close()


def main() -> int:
    app = make_app(sys.argv)
    application = build(os.environ)
    if not application.claim():
        say("refused")
        return 1
    window = open_window(app, application, lambda: say("painted"))
    driver = Driver(application, window)
    code = app.exec()
    application.close()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
