"""“Why is this slow?”: the bottleneck, and what would help. One rule: the words come from `services.slowness`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from paddock.application import Application
from paddock.core.errors import Remedy
from paddock.core.messages import Message
from paddock.services.slowness import Machine, SpeedReport, why_slow
from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

SIZE = (520, 440)  # px at 100 %


class SpeedDialog(QDialog):
    """Measures for a moment, then explains.

    Signals:
        remedy_chosen: the `Remedy` of an advice whose button was pressed.
    """

    remedy_chosen = Signal(object)

    def __init__(self, appearance: Appearance, remedy_label: Callable[[Remedy], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._remedy_label = remedy_label
        self.setWindowTitle(tr("Why is this slow?"))
        self.resize(appearance.px(SIZE[0]), appearance.px(SIZE[1]))
        self.headline = label(tr("Measuring this computer…"), "section", wrap=True)
        self.remedies: list[TextButton] = []
        self.close_button = TextButton(appearance, tr("Close"), kind="primary")
        self.close_button.clicked.connect(self.accept)
        inside = of_kind(QWidget(), "scrolled")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 3)
        self._body.setSpacing(GRID * 3)
        self._body.addWidget(self.headline)
        self._body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 6, GRID * 2, GRID * 6, GRID * 5)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.finished.connect(self.deleteLater)
        self.close_button.setFocus()

    def explain(self, report: SpeedReport) -> None:
        """Headline, sentences, advice."""
        self.headline.setText(translated(report.bottleneck))
        self.setAccessibleName(self.headline.text())
        for sentence in report.sentences:
            said = label(sentence, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._insert(said)
        if report.advice:
            self._body.insertSpacing(self._body.count() - 1, GRID)
            self._insert(label(tr("What would help"), "strong"))
        for advice in report.advice:
            self._insert(label(advice.text, wrap=True))
            if advice.remedy is not Remedy.NONE:
                self._insert_button(advice.remedy)

    def _insert(self, widget: QWidget) -> None:
        self._body.insertWidget(self._body.count() - 1, widget)

    def _insert_button(self, remedy: Remedy) -> None:
        button = TextButton(self._appearance, self._remedy_label(remedy))
        button.clicked.connect(lambda: self._choose(remedy))
        self._body.insertWidget(self._body.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeading)
        self.remedies.append(button)

    def _choose(self, remedy: Remedy) -> None:
        self.accept()
        self.remedy_chosen.emit(remedy)


class SpeedExplainer(QObject):
    """Opens the dialog and fills it once the computer has been measured, off the GUI thread.

    Signals:
        remedy_chosen: a `Remedy`.
    """

    remedy_chosen = Signal(object)

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        remedy_label: Callable[[Remedy], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._remedy_label = remedy_label
        self._window = window
        self._dialog: SpeedDialog | None = None

    def ask(self, message: Message | None) -> None:
        """Explain the speed of an answer; None: of the engine as it is."""
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = self._dialog = SpeedDialog(self._appearance, self._remedy_label, self._window)
        dialog.remedy_chosen.connect(self.remedy_chosen)
        dialog.finished.connect(self._closed)
        dialog.open()
        self._tasks.pool(self._application.machine, lambda machine: self._measured(dialog, machine, message))

    def _measured(self, dialog: SpeedDialog, machine: Machine, message: Message | None) -> None:
        if dialog is self._dialog:
            dialog.explain(why_slow(self._application.generation.status, message, machine))

    def _closed(self) -> None:
        self._dialog = None
