"""Opens the window. One rule: the first paint comes before anything that can take time.

The keyring, the chats, the models and the engine are only touched once the window has been painted.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QLoggingCategory, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from paddock import __version__
from paddock.application import Application, build
from paddock.config.dumps import forbid_core_dumps
from paddock.config.logs import ExceptionReporter, setup_logging
from paddock.config.paths import resource
from paddock.config.settings import SYSTEM_LANGUAGE
from paddock.core.errors import UserError
from paddock.ui import accessible
from paddock.ui.i18n import tr, translated
from paddock.ui.icons import IconSet
from paddock.ui.language import speak
from paddock.ui.looking import claim_or_look
from paddock.ui.main_window import MainWindow
from paddock.ui.motion import wants_stillness
from paddock.ui.single_instance import RaiseServer, raise_other
from paddock.ui.style import Appearance
from paddock.ui.theme import Contrast, Motion, ThemeChoice

log = logging.getLogger(__name__)
LOGO = "paddock.svg"
QUIET = "qt.text.font.db.warning=false"
"""Qt's complaints about fonts of the system, which nobody can mend here; the variable QT_LOGGING_RULES overrules it."""


class FirstPaint(QObject):
    """Calls something once, right after a window was painted for the first time."""

    def __init__(self, window: MainWindow, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then: Callable[[], object] | None = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, then let the event loop finish it."""
        if event.type() == QEvent.Type.Paint and self._then is not None:
            QTimer.singleShot(0, self._then)
            self._then = None
        return False


def main() -> int:
    """`paddock` without arguments."""
    return run(lambda: build(os.environ), sys.argv)


def run(
    factory: Callable[[], Application], argv: Sequence[str], first_paint: Callable[[], object] | None = None
) -> int:
    """Show the window until it is closed.

    Args:
        factory: builds the program; called once.
        first_paint: told when the window has been painted for the first time; for measuring.

    Returns:
        The process's exit code.
    """
    forbid_core_dumps()
    app = make_app(argv)
    try:
        application = factory()
        claimed = claim_or_look(application)
    except UserError as error:
        speak(app, SYSTEM_LANGUAGE)
        return _refuse(error)
    speak(app, application.settings.current.language)
    if not claimed:
        return _hand_over(application)
    no_log = _start_log(application)
    window = open_window(app, application, first_paint)
    if no_log is not None and not application.only_looks:  # where nothing can be written, that is said as a whole
        window.presenter.present(no_log)
    code = app.exec()
    clipboard = app.clipboard()
    if clipboard.ownsClipboard():  # what was copied as Python's Qt would delete after Python has ended, and crash
        clipboard.setText(clipboard.text())
    ended_well = window.ended_well
    application.close()
    if not ended_well:
        os._exit(code)  # a thread still waits for a keyring's dialog; everything else has been stored and closed
    return code


def _start_log(application: Application) -> UserError | None:
    """Begin the log; why there is none, for one can chat without it."""
    try:
        setup_logging(application.paths)
    except UserError as error:
        return error
    return None


def make_app(argv: Sequence[str]) -> QApplication:
    """Qt's application, named for the desktop."""
    QLoggingCategory.setFilterRules(QUIET)
    app = QApplication(list(argv[:1]))
    accessible.install()
    app.setApplicationName("Paddock")
    app.setApplicationDisplayName("Paddock")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("paddock")
    return app


def open_window(
    app: QApplication, application: Application, first_paint: Callable[[], object] | None = None
) -> MainWindow:
    """Build the window, show it, and begin once it is painted."""
    settings = application.settings.current
    icons = IconSet(resource("icons"))
    if settings.direction != "language":
        mirrored = settings.direction == "right-to-left"
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    contrast, motion = Contrast(settings.contrast), Motion(settings.motion)
    appearance = Appearance(app, icons, ThemeChoice(settings.theme), settings.text_scale, contrast, motion)
    logo = resource(LOGO)
    app.setWindowIcon(QIcon(str(logo)))
    window = MainWindow(application, appearance, logo)
    reporter = ExceptionReporter(lambda error: window.tasks.on_gui(lambda: window.presenter.present(error)))
    reporter.install()

    def begin() -> None:
        if first_paint is not None:
            first_paint()
        server = RaiseServer(application.paths.data, window)
        server.raise_requested.connect(window.raise_window)
        window.begin()
        window.tasks.pool(lambda: wants_stillness(os.environ), appearance.set_system_still)

    FirstPaint(window, begin)
    window.show()
    return window


def _hand_over(application: Application) -> int:
    """Another process has this folder: show its window instead of one of ours."""
    if raise_other(application.paths.data):
        print(tr("Paddock is already open; its window was brought to the front."))
        return 0
    return _refuse(
        UserError(
            tr("Paddock is already running, but its window does not answer."),
            tr("Wait a moment, or end that process and start again."),
            code="running",
        )
    )


def _refuse(error: UserError) -> int:
    """There can be no window: say why in a box and on stderr."""
    print(f"paddock: {error}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Critical, "Paddock", translated(error.what))
    box.setInformativeText(translated(error.todo))
    box.exec()
    return 1
