"""The app lock in the window: asking for the passphrase, and noticing that nobody is there.

One rule: a passphrase stays in its field and in the call that uses it; nothing here keeps it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.widgets import TextButton, label, secret_field

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class UnlockDialog(Question):
    """Asks for the passphrase; stays until it is the right one, or the person has another way.

    Signals:
        key_given: what the person typed.
        recovery_requested: they have forgotten it, and have the recovery key.
    """

    key_given = Signal(str)
    recovery_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Your chats are locked"), tr("Open"))
        self.no.setText(tr("Not now"))
        self.no.setAccessibleName(self.no.text())
        self.field = secret_field(tr("Passphrase"))
        self.problem = label("", wrap=True)
        self.problem.hide()
        self.recovery = TextButton(appearance, tr("Use the recovery key…"), kind="quiet")
        for widget in (self.field, self.problem):
            self.body.addWidget(widget)
        self.body.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeading)
        self.finished.disconnect(self.deleteLater)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        self.recovery.clicked.connect(self.recovery_requested)
        self.field.setFocus()

    def explain(self, error: UserError) -> None:
        """Ask; a second refusal is said beside the field."""
        if self.isVisible():
            self.refuse(error)

    def refuse(self, error: UserError) -> None:
        """It was not the right one."""
        self.problem.setText(f"{translated(error.what)} {translated(error.todo)}".strip())
        self.problem.show()
        self.announcer.say(self.problem.text(), urgent=True)
        self._set_checking(False)
        self.field.selectAll()

    def _give(self) -> None:
        if self.field.text() and not self.field.isReadOnly():
            self.problem.setText(tr("Checking the passphrase…"))
            self.problem.show()
            self._set_checking(True)
            self.key_given.emit(self.field.text())

    def _set_checking(self, checking: bool) -> None:
        """The focus stays in the field: elsewhere the next key would press what nobody meant."""
        self.field.setReadOnly(checking)
        self.field.setFocus()
        self.yes.setEnabled(not checking)
        self.recovery.setEnabled(not checking)


class IdleWatch(QObject):
    """Notices that nobody has done anything for as long as the settings say.

    Signals:
        idle: it has been so long; comes again after each time that the person comes back.
    """

    idle = Signal()

    def __init__(self, application: QApplication, settings: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._application = application
        self._watching = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.idle)
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        minutes = self._settings.current.lock_after_minutes
        if minutes:
            self.timer.start(minutes * 60_000)
        else:
            self.timer.stop()
        self._watch(bool(minutes))

    def _watch(self, wanted: bool) -> None:
        """See every event of the program, or none: each one that passes through Python costs."""
        if wanted and not self._watching:
            self._application.installEventFilter(self)
        elif self._watching and not wanted:
            self._application.removeEventFilter(self)
        self._watching = wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if event.type() in _SIGNS_OF_LIFE:
            self.begin()
        return False
