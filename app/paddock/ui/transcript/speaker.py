"""Whose words an answer is, above it. One rule: the model's name stands there, with the persona's before it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from paddock.core.messages import Message
from paddock.ui.transcript.style import Style


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who plays in the chat."""

    name: str
    picture: QPixmap

    def says(self, message: Message) -> bool:
        """Whether these are the persona's words: not a greeting of the one that played before."""
        return message.parent_id is not None or message.model == self.name


def spoken_by(message: Message, speaker: Speaker | None) -> str:
    """The persona and the model; a greeting comes of no model."""
    if speaker is None or not speaker.says(message) or message.model == speaker.name:
        return message.model
    return f"{speaker.name} · {message.model}"


def paint_speaker(painter: QPainter, style: Style, area: QRect, message: Message, speaker: Speaker | None) -> None:
    """Picture and names, in one line."""
    if speaker is not None and speaker.says(message):
        side = round(speaker.picture.deviceIndependentSize().width())
        x = area.right() + 1 - side if style.mirrored else area.left()
        painter.drawPixmap(x, area.center().y() - side // 2, speaker.picture)
        taken = side + style.px(8)
        area = area.adjusted(0, 0, -taken, 0) if style.mirrored else area.adjusted(taken, 0, 0, 0)
    painter.setFont(style.small_bold)
    painter.setPen(style.colour("muted"))
    metrics = QFontMetricsF(style.small_bold)
    name = metrics.elidedText(spoken_by(message, speaker), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
