"""What can be measured of any window: whether something that is written is cut off, or lies off the screen.

What is elided on purpose (the title of a chat, a file's name) ends in … and says the whole in its tooltip.
"""

from __future__ import annotations

import contextlib
import re

from desk import Desk
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.exceptions import TimeoutError

from paddock.ui.widgets import ElidedLabel

SLACK = 1  # px, of rounding


def shown(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible() and widget.window() is root.window()]


def height_of(label: QLabel) -> float:
    """What the words take in the label's width."""
    if not label.wordWrap():
        return label.fontMetrics().height() * (label.text().count("\n") + 1)
    room = label.contentsRect().width() - 2 * label.margin()
    flags = Qt.TextFlag.TextWordWrap
    return label.fontMetrics().boundingRect(QRect(0, 0, room, 10_000), int(flags), label.text()).height()


def width_of(text: str, widget: QWidget) -> int:
    return max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))


def cut_labels(root: QWidget) -> list[str]:
    found = []
    for label in shown(root, QLabel):
        assert isinstance(label, QLabel)
        if isinstance(label, ElidedLabel) or not label.text():
            continue
        room = label.contentsRect()
        words = re.split(r"\s|(?<=-)", label.text()) if label.wordWrap() else [label.text()]
        wide = max((width_of(word, label) for word in words), default=0)
        path = label.wordWrap() and "/" in label.text()  # a path breaks nowhere; it can be chosen and copied
        if (wide > room.width() + SLACK and not path) or height_of(label) > room.height() + SLACK:
            found.append(f"label {label.text()!r}: {wide} × {height_of(label)} in {room.width()} × {room.height()}")
    return found


def cut_buttons(root: QWidget) -> list[str]:
    found = []
    for button in shown(root, QAbstractButton):
        if not isinstance(button, QPushButton | QCheckBox | QRadioButton) or not button.text():
            continue
        hint = button.sizeHint()
        if hint.width() > button.width() + SLACK or hint.height() > button.height() + SLACK:
            found.append(f"button {button.text()!r}: {hint.width()} in {button.width()}")
    return found


def cut_choices(root: QWidget) -> list[str]:
    found = []
    for box in shown(root, QComboBox):
        assert isinstance(box, QComboBox)
        wide = box.fontMetrics().horizontalAdvance(box.currentText())
        if wide > box.width():
            found.append(f"choice {box.currentText()!r}: {wide} in {box.width()}")
    return found


def off_the_screen(root: QWidget) -> list[str]:
    """Of the window's own parts; what scrolls may be farther down, and nothing farther right."""
    window = root.window()
    return [
        f"{type(widget).__name__} {widget.accessibleName()}"
        for widget in shown(root, QAbstractButton)
        if widget.mapTo(window, QPoint(widget.width(), 0)).x() > window.width() + SLACK
        or widget.mapTo(window, QPoint(0, 0)).x() < -SLACK
    ]


def cut_off(root: QWidget) -> list[str]:
    """All of it, a line each."""
    return cut_labels(root) + cut_buttons(root) + cut_choices(root) + off_the_screen(root)


def still_cut_off(desk: Desk, root: QWidget) -> list[str]:
    """All of it, once what has just come is laid out."""
    found: list[str] = []

    def fits() -> bool:
        found[:] = cut_off(root)
        return not found

    with contextlib.suppress(TimeoutError):
        desk.qtbot.waitUntil(fits, timeout=10_000)
    return found
