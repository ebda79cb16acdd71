"""Connections: a switch that forbids all, and a list of those that were made. One rule: one can check what is said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.connections import Connection
from paddock.ui.check import CheckBox
from paddock.ui.i18n import tr, translated
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

SIZE = (640, 420)


class NetworkSection(Section):
    """What goes out of this computer, and what has gone."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._application = application
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("Connections"))
        self.add_row(
            tr("When Paddock connects"),
            tr(
                "Only when you search, open a model's page or download: to {host}. A download that ran when Paddock "
                "ended goes on at its next start. No account, no telemetry, no update check, no crash reports.",
                host=application.hub.host,
            ),
            also=tr("tracking analytics statistics privacy updates cloud"),
        )
        self.offline = CheckBox(appearance, tr("Stay offline"))
        self.offline.setAccessibleName(self.offline.text())
        self.offline.setChecked(application.settings.current.offline)
        self.offline.toggled.connect(self._set_offline)
        self.add_row(
            tr("Connect to nothing, whatever is pressed"),
            tr("Searches then show what was read before; downloads end, and can be gone on with later."),
            self.offline,
            settings=("offline",),
        )
        self.list_button = TextButton(appearance, tr("Show the list…"))
        self.list_button.clicked.connect(self.show_list)
        self.add_row(
            tr("Every connection so far"),
            tr("When, to whom, and why: noted before it is made."),
            self.list_button,
            also=tr("network log internet traffic"),
        )

    def _set_offline(self, offline: bool) -> None:
        self._tasks.store(lambda: self._application.settings.update(offline=offline))

    def show_list(self) -> ConnectionsDialog:
        """The connections that were made."""
        dialog = ConnectionsDialog(self._appearance, self.window())

        def read() -> None:
            self._tasks.pool(
                self._application.connections.all,
                lambda made: dialog.show_connections(made) if isValid(dialog) else None,
            )

        dialog.clear_requested.connect(
            lambda: self._tasks.pool(self._application.connections.clear, lambda done: read())
        )
        read()
        dialog.open()
        return dialog


class ConnectionsDialog(QDialog):
    """A table of connections, the latest first.

    Signals:
        clear_requested: the person wants them forgotten.
    """

    clear_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Connections"))
        self.resize(appearance.px(SIZE[0]), appearance.px(SIZE[1]))
        self.table = of_kind(QTableWidget(0, 3), "field")
        self.table.setHorizontalHeaderLabels([tr("When"), tr("To"), tr("Why")])
        self.table.setAccessibleName(tr("Connections that Paddock made"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.empty = label(tr("Paddock has made no connection."), "muted")
        self.close_button = TextButton(appearance, tr("Close"), kind="primary")
        self.clear_button = TextButton(appearance, tr("Clear the list"), "trash")
        self.clear_button.clicked.connect(self.clear_requested)
        row = QHBoxLayout()
        row.addWidget(self.clear_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 5)
        column.setSpacing(GRID * 3)
        column.addWidget(label(tr("Connections"), "section"))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.show_connections(())

    def show_connections(self, made: Sequence[Connection]) -> None:
        """List these."""
        self.table.setRowCount(len(made))
        for row, one in enumerate(made):
            when = QLocale().toString(QDateTime.fromSecsSinceEpoch(round(one.at)), QLocale.FormatType.ShortFormat)
            for column, text in enumerate((when, one.host, translated(one.why))):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setVisible(bool(made))
        self.empty.setVisible(not made)
        self.clear_button.setEnabled(bool(made))
