"""A dialog that asks, works and says what came of it. One rule: the person sees how far it is and may stop it.

What goes wrong is said in the dialog, and everything that was typed is still there to be tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.progress import CANCELLED, Progress
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.tasks import Done, Failed, Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

T = TypeVar("T")
REPORT_EVERY = 0.1  # s; more often nobody sees it move
Run = Callable[[Progress, Done[T], Failed], object]
"""Begins something off the GUI thread, and has one of the two told on it."""


class Problem(QFrame):
    """What went wrong and what to do about it, and perhaps a button that does it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "error")
        self.what = label("", "strong", wrap=True)
        self.todo = label("", wrap=True)
        self.button = TextButton(appearance, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        column.setSpacing(GRID)
        column.addWidget(self.what)
        column.addWidget(self.todo)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._action: Callable[[], object] = lambda: None
        self.button.clicked.connect(lambda: self._action())
        self.hide()

    def say(self, what: str, todo: str, button: str = "", action: Callable[[], object] = lambda: None) -> None:
        """Show it in place of what was shown before."""
        self._action = action
        what, todo = translated(what), translated(todo)
        self.what.setText(what)
        self.todo.setText(todo)
        self.todo.setVisible(bool(todo))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{what} {todo}".strip())
        self.show()


class WorkDialog(Question):
    """First `form`, then a bar while it works, then the result.

    Attributes:
        form: the layout of what is asked; shown until the work is done.
        remedies: what a button beside an error says and does, by the error's code.
    """

    def __init__(self, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.appearance = appearance
        self.tasks = tasks
        self.remedies: dict[str, tuple[str, Callable[[], object]]] = {}
        self.is_done = False
        self._progress: Progress | None = None
        self._reported = 0.0
        self._had_focus: QWidget | None = None  # before it worked
        self._asked = QWidget()
        self.form = QVBoxLayout(self._asked)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(GRID * 3)
        self.problem = Problem(appearance)
        self.doing = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.outcome = label("", wrap=True)
        for widget in (self._asked, self.problem, self.doing, self.bar, self.outcome):
            self.body.addWidget(widget)
        for widget in (self.doing, self.bar, self.outcome):
            widget.hide()
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(lambda: self.accept() if self.is_done else self.begin())

    @property
    def working(self) -> bool:
        """Whether something is being done."""
        return self._progress is not None

    def begin(self) -> None:
        """The button was pressed: do what was asked for."""
        raise NotImplementedError

    def work(self, doing: str, what: str, run: Run[T], done: Done[T], *, can_stop: bool = True) -> None:
        """Do it, with the bar.

        Args:
            doing: what is being done ("Writing the backup…").
            what: it, as a sentence begins ("The backup").
            can_stop: it looks whether it is to be stopped.
        """
        progress = self._progress = Progress(what, self._report)
        self._show_working(doing, can_stop)

        def succeeded(result: T) -> None:
            if isValid(self) and self._progress is progress:
                self._end()
                done(result)

        def failed(error: Exception) -> None:
            if isValid(self) and self._progress is progress:
                self._end()
                self.refuse(error)
            elif not isinstance(error, UserError):
                self.tasks.failed.emit(error)

        run(progress, succeeded, failed)

    def pooled(self, job: Callable[[Progress], T]) -> Run[T]:
        """On a thread of the pool."""
        return lambda progress, done, failed: self.tasks.pool(lambda: job(progress), done, failed)

    def refuse(self, error: Exception) -> None:
        """Say what went wrong; what was asked for can be changed and tried again."""
        if not isinstance(error, UserError):
            self.tasks.failed.emit(error)
        elif error.code == CANCELLED:
            self.doing.setText(f"{translated(error.what)} {translated(error.todo)}")
            self.doing.show()
            self.announcer.say(self.doing.text())
        else:
            self.say_problem(error.what, error.todo, *self.remedies.get(error.code, ()))

    def say_problem(self, what: str, todo: str, button: str = "", action: Callable[[], object] = lambda: None) -> None:
        """What went wrong, for the eyes and for a screen reader."""
        self.problem.say(what, todo, button, action)
        self.announcer.say(self.problem.accessibleName(), urgent=True)

    def finish(self, title: str, words: str, button: str = "") -> None:
        """It is done: say what came of it."""
        self.is_done = True
        self._asked.hide()
        self.problem.hide()
        self.set_words(title, button or tr("Done"))
        self.outcome.setText(words)
        self.outcome.show()
        self.announcer.say(f"{title}. {words}")
        self.no.hide()
        self.yes.setEnabled(True)
        self.yes.setFocus()

    def event(self, event: QEvent) -> bool:
        """As high as what it shows, and no higher."""
        kind = event.type()
        done = super().event(event)  # after which it may be gone
        if kind in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and (layout := self.layout()) is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        return done

    def reject(self) -> None:
        """Stop what is being done, or close."""
        if self._progress is not None:
            if self.no.isEnabled():
                self._progress.stop()
                self.no.setEnabled(False)
                self.doing.setText(tr("Stopping…"))
        elif self.is_done:
            self.accept()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Esc; while it works it does not close."""
        if self.working:
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    def _show_working(self, doing: str, can_stop: bool) -> None:
        self._had_focus = self.focusWidget()
        self.problem.hide()
        self.outcome.hide()
        self._asked.setEnabled(False)
        self.yes.setEnabled(False)
        self.no.setText(tr("Stop") if can_stop else tr("Cancel"))
        self.no.setAccessibleName(self.no.text())
        self.no.setEnabled(can_stop)
        self.doing.setText(doing)
        self.bar.setAccessibleName(doing)
        self.bar.setRange(0, 0)
        self.doing.show()
        self.bar.show()

    def _end(self) -> None:
        self._progress = None
        self._asked.setEnabled(True)
        self.yes.setEnabled(True)
        self.no.setText(tr("Cancel"))
        self.no.setAccessibleName(self.no.text())
        self.no.setEnabled(True)
        self.doing.hide()
        self.bar.hide()
        if self._had_focus is not None:
            self._had_focus.setFocus()  # what is disabled loses it, to the button that stops

    def _report(self, done: int, total: int) -> None:
        """On the worker's thread."""
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            self.tasks.on_gui(lambda: self._show_progress(done, total))

    def _show_progress(self, done: int, total: int) -> None:
        if isValid(self) and self.working:
            self.bar.setRange(0, 1000 if total else 0)
            self.bar.setValue(round(1000 * done / total) if total else 0)
