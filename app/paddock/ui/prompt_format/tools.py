"""Tools for the template doctor: what a person writes there is shown to the model beside the chat.

One rule: it only reads what is written; nothing is kept, and nothing is ever run.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.tools import ToolDefinition, tools_from_text
from paddock.ui.i18n import tr, translated
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label, of_kind

PAUSE = 400  # ms without a key until it is read
LINES = 5
HINT = '[{"name": "get_weather", "description": "…", "parameters": {"type": "object", "properties": {}}}]'


class ToolsField(QWidget):
    """Definitions of tools as JSON; hidden, there are none.

    Attributes:
        tools: those that were written there last and could be read.

    Signals:
        given: other ones than before.
    """

    given = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.tools: tuple[ToolDefinition, ...] = ()
        self.edit = of_kind(QPlainTextEdit(), "details")
        self.edit.setAccessibleName(tr("Tools that the model may call"))
        self.edit.setPlaceholderText(HINT)
        self.edit.setTabChangesFocus(True)
        self.problem = label("", "small", wrap=True)
        self._pause = QTimer(self, interval=PAUSE)
        self._pause.setSingleShot(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(
            label(tr("Tools that the model may call: JSON, as OpenAI's API has them."), "small", wrap=True)
        )
        column.addWidget(self.edit)
        column.addWidget(self.problem)
        self.problem.hide()
        self.edit.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._read)
        appearance.changed.connect(self._dress)
        self._dress()

    def offer(self, shown: bool) -> None:
        """Show the field and what is written there, or count it as empty."""
        self.setVisible(shown)
        if shown:
            self.edit.setFocus()
        self._read()

    def _read(self) -> None:
        try:
            tools = () if self.isHidden() else tools_from_text(self.edit.toPlainText())
        except UserError as error:
            self.problem.setText(translated(error.said))
            self.problem.show()
            return
        self.problem.hide()
        if tools != self.tools:
            self.tools = tools
            self.given.emit()

    def _dress(self) -> None:
        self.edit.setFixedHeight(self._appearance.px(20 * LINES + 18))
