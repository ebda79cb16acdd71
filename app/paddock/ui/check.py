"""A check box whose box is seen in both themes. One rule: the stylesheet draws the box, the icons the tick."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from paddock.ui.style import Appearance


class CheckBox(QCheckBox):
    """Checked, not checked, or partly."""

    def __init__(self, appearance: Appearance, text: str = "") -> None:
        super().__init__(text)
        self._appearance = appearance

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box and the words, then the tick."""
        super().paintEvent(event)
        if self.checkState() is not Qt.CheckState.Checked:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        palette = self._appearance.palette
        colour = palette.on_accent if self.isEnabled() else palette.muted
        painter = QPainter(self)
        self._appearance.icon("check", colour, 14).paint(painter, where)
        painter.end()
