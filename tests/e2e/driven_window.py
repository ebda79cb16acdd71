"""The real window in a process of its own, worked by the test that started it.

One rule: what is done is done as a person does it (`hands.py`); the program itself is the one that `paddock` starts,
with its own keyring, child and database.

Reads a command a line on stdin as JSON (`{"do": "send", "text": "…"}`), says what happens on stdout as JSON. A command
that is `patient` is tried again until it can be done.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hands import Hands, words_of
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QWidget

from paddock.application import Application, build
from paddock.config.settings import Settings
from paddock.core.messages import Message
from paddock.engine.api import EngineState, EngineStatus
from paddock.ui.fields import FieldRow
from paddock.ui.language import speak
from paddock.ui.main import make_app, open_window
from paddock.ui.main_window import MainWindow
from paddock.ui.theme import contrast

AGAIN = 10  # ms until a patient command is tried again


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
        "of": [message.place + 1, max(len(message.siblings), 1)],
        "prompt_tokens": message.usage.prompt_tokens,
        "cached_tokens": message.usage.cached_tokens,
    }


class Driver(Hands):
    """Does what it is told, on the GUI thread, and tells what happens."""

    told = Signal(dict)

    def __init__(self, application: Application, window: MainWindow) -> None:
        super().__init__(window)
        self._application = application
        self._commands: dict[str, Callable[..., object]] = {
            name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")
        }
        self._kill_at_text = ""
        self._texts = self._formulas = 0
        self._patient: tuple[str, dict[str, Any]] | None = None
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._try)
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
        window.page.composer.draft_changed.connect(lambda text: say("draft", text=text))
        window.page.transcript.formulas.arrived.connect(self._on_formulas)
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.told.emit(json.loads(line))
        os.kill(os.getpid(), signal.SIGKILL)  # the test has gone

    def _do(self, command: dict[str, Any]) -> None:
        name, patient = command.pop("do"), command.pop("patient", False)
        if patient:
            self._patient = name, command
            self._try()
        else:
            say("done", command=name, result=self._commands[name](**command))

    def _try(self) -> None:
        self._again.stop()  # a command may let events come
        assert self._patient is not None
        name, arguments = self._patient
        result = self._commands[name](**arguments)
        if result:
            say("done", command=name, result=result)
        else:
            self._again.start()

    def _on_text(self, message_id: int, text: str) -> None:
        say("text", id=message_id, text=text)
        self._texts += 1
        if self._kill_at_text and self._texts >= 1:
            victim, self._kill_at_text = self._kill_at_text, ""
            self.do_kill(victim)

    def _on_formulas(self, came: set[object]) -> None:
        self._formulas += len(came)

    def _on_status(self, status: EngineStatus) -> None:
        if status.state in (EngineState.READY, EngineState.FAILED):
            say("engine", state=status.state.value, pid=status.pid, error=status.error)

    def _messages(self) -> list[dict[str, Any]]:
        return [as_dict(message) for message in self._window.conversation.messages]

    def _words(self) -> Iterator[str]:
        """What can be read: labels, buttons, fields and the rows of lists."""
        for widget in self._window.findChildren(QWidget):
            if widget.isVisible():
                yield from (words for words in words_of(widget) if words)

    # --- what a person sees

    def do_see(self, text: str) -> str:
        """The words in which that can be read; "" while it cannot."""
        return next((words for words in self._words() if text in words), "")

    def do_gone(self, text: str) -> bool:
        """Whether that can be read nowhere."""
        return not self.do_see(text)

    def do_words(self) -> list[str]:
        """What can be read."""
        return list(self._words())

    def do_names(self) -> list[str]:
        """What a screen reader calls what can be clicked."""
        buttons = self._window.findChildren(QAbstractButton)
        return [button.accessibleName() for button in buttons if button.isVisible()]

    def do_buttons(self) -> list[str]:
        """What can be clicked."""
        return [
            button.text() or button.accessibleName()
            for button in self._window.findChildren(QAbstractButton)
            if button.isVisible()
        ]

    def do_state(self) -> dict[str, Any]:
        """What is shown."""
        window, focus, transcript = self._window, self._window.focusWidget(), self._window.page.transcript
        status, bar = self._application.generation.status, transcript.verticalScrollBar()
        return {
            "messages": self._messages(),
            "texts": [message.text for message in window.conversation.messages],
            "answering": window.conversation.answering,
            "model": window.conversation.model_ref,
            "title": window.conversation.chat.title if window.conversation.chat else "",
            "draft": window.page.composer.text(),
            "size": [window.width(), window.height()],
            "focus": type(focus).__name__ if isinstance(focus, QWidget) else "",
            "child": status.pid,
            "error": status.error,
            "loaded": [model.path.name for model in status.models],
            "ahead": [a.path.name for a in status.activity if 0 < a.prefill_total == a.prefill_done],
            "rows": self._rows_of(self._window.sidebar.list),
            "at_end": bar.value() == bar.maximum(),
            "scrolled": bar.value(),
            "long": bar.maximum(),
        }

    def _rows_of(self, view: QAbstractItemView) -> list[str]:
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def do_lists(self, name: str, count: int) -> bool:
        """Whether the list of that name has so many rows."""
        views = [view for view in self._window.findChildren(QAbstractItemView) if view.accessibleName() == name]
        return any(len(self._rows_of(view)) == count for view in views)

    def do_lists_row(self, text: str, count: int) -> bool:
        """Whether the list of chats has that row so many times."""
        return self._rows_of(self._window.sidebar.list).count(text) == count

    def do_chosen(self, name: str, text: str) -> bool:
        """Whether the row of that text is the one that is chosen in the list of that name."""
        views = [view for view in self._window.findChildren(QAbstractItemView) if view.accessibleName() == name]
        return any(view.isVisible() and view.currentIndex().data() == text for view in views)

    def do_named(self, pattern: str) -> str:
        """What a screen reader calls something that can be clicked, where that is so; "" while nothing is."""
        return next((name for name in self.do_names() if re.fullmatch(pattern, name)), "")

    def do_pressed(self, name: str) -> bool:
        """Whether the switch or choice of that name is pressed."""
        buttons = self._top().findChildren(QAbstractButton)
        return any(button.isVisible() and button.isChecked() and button.text() == name for button in buttons)

    def do_look(self) -> dict[str, Any]:
        """How high the composer's letters are (px), whether the list of chats is at the right, how strong what is said.

        The contrast is WCAG's, between the darkest and the lightest colour that the chat is painted with.
        """
        window = self._window
        said, side = window.page.transcript.viewport().grab().toImage(), window.sidebar
        colours = {said.pixel(x, y) for x in range(said.width()) for y in range(said.height())}
        shades = sorted(f"#{colour & 0xFFFFFF:06x}" for colour in colours if is_grey(colour))
        return {
            "letters": window.page.composer.edit.fontMetrics().height(),
            "mirrored": side.mapTo(window, side.rect().center()).x() > window.rect().center().x(),
            "contrast": contrast(shades[0], shades[-1]),
        }

    def do_looks(self, letters: float, contrast: float) -> bool:
        """Whether letters are at least that high, and what is said is at least that strong; see `do_look`."""
        look = self.do_look()
        return bool(look["letters"] >= letters and look["contrast"] >= contrast)

    def do_underlined(self) -> list[str]:
        """The words in the composer that are marked as wrong."""
        return self._window.spelling.fields[0].marked()

    def do_row_says(self, name: str, origin: str) -> bool:
        """Whether the field of that name says that its value comes from there."""
        rows = [row for row in self._window.findChildren(FieldRow) if row.isVisible()]
        return any(
            origin == row.origin.text() for row in rows if name in [label.text() for label in row.findChildren(QLabel)]
        )

    def do_found(self) -> list[tuple[str, str, list[str]]]:
        """The messages that a search has found: the chat's title, the words around, and those that are marked."""
        model = self._window.chat_model
        rows = [model.row_at(model.index(row, 0)) for row in range(model.rowCount())]
        hits = [row.hit for row in rows if row is not None and row.hit is not None]
        return [(hit.title, hit.snippet, [hit.snippet[first:last] for first, last in hit.marks]) for hit in hits]

    def do_finds(self, titles: list[str]) -> bool:
        """Whether messages have been found in these chats and in no others."""
        return sorted({title for title, _, _ in self.do_found()}) == titles

    def do_unusual(self, settings: list[str]) -> bool:
        """Whether each of these settings has another value than at the beginning."""
        now, usual = self._application.settings.current, Settings()
        return all(getattr(now, name) != getattr(usual, name) for name in settings)

    def do_is(self, **facts: Any) -> bool:
        """Whether that is what is shown; see `do_state`."""
        state = self.do_state()
        return all(state[name] == fact for name, fact in facts.items())

    def do_place_is(self, place: int, of: list[int]) -> bool:
        """Whether a message is that one of so many in its place, and nothing is being written."""
        shown = self._messages()
        return not self._window.conversation.answering and len(shown) > place and shown[place]["of"] == of

    def do_has_messages(self, count: int) -> bool:
        """Whether so many messages are shown, the last of them whole."""
        shown = self._messages()
        return len(shown) == count and shown[-1]["status"] == "complete"

    def do_is_longer(self, than: int) -> bool:
        """Whether the chat reaches further below the screen than so many px."""
        return self._window.page.transcript.verticalScrollBar().maximum() > than

    def do_drawn(self, formulas: int) -> bool:
        """Whether so many formulas have been drawn."""
        return self._formulas >= formulas

    def do_written(self, path: str) -> bool:
        """Whether a file is there, with something in it."""
        return Path(path).exists() and Path(path).stat().st_size > 0

    # --- what befalls the program

    def do_settled(self) -> bool:
        """Wait for what the store was asked for until now."""
        done = threading.Event()
        self._window.tasks.store(done.set)
        return done.wait(10)

    def do_nobody_there(self) -> bool:
        """The minutes pass after which the chats are locked, in no time."""
        watch = self._window.lock.watch
        assert watch is not None
        if not watch.timer.isActive():
            return False
        watch.timer.start(0)
        return True

    def do_kill(self, victim: str) -> None:
        """SIGKILL to the engine's child, or to this whole process."""
        pid = self._application.generation.status.pid if victim == "child" else os.getpid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def do_hold_child(self, held: bool) -> None:
        """Let the child stand still, or go on: the guide answers faster than anyone can type."""
        pid = self._application.generation.status.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP if held else signal.SIGCONT)

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


def is_grey(colour: int) -> bool:
    """Whether it is black, white or between them, or nearly so: what texts and surfaces are."""
    parts = [colour >> shift & 0xFF for shift in (0, 8, 16)]
    return max(parts) - min(parts) <= 8


def main() -> int:
    app = make_app(sys.argv)
    application = build(os.environ)
    if not application.claim():
        say("refused")
        return 1
    speak(app, application.settings.current.language)
    window = open_window(app, application, lambda: say("painted"))
    window.activateWindow()  # an X server of a test's own has no window manager that would
    driver = Driver(application, window)
    code = app.exec()
    clipboard = app.clipboard()
    clipboard.setText(clipboard.text())  # as `paddock.ui.main` does; offscreen says of no clipboard that it is ours
    application.close()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
