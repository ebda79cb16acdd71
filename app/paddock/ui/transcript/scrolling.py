"""How the transcript's scroll bar is moved by keys, wheels and the focus. One rule: by its own steps if it can."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollBar

_ACTIONS = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
}


def action(event: QKeyEvent) -> QAbstractSlider.SliderAction | None:
    """What the scroll bar does for a key, None for nothing."""
    return _ACTIONS.get(Qt.Key(event.key()))


def wheel(event: QWheelEvent, bar: QScrollBar, line: int) -> None:
    """Pixel by pixel where the device tells pixels, else three lines of so many px."""
    pixels = event.pixelDelta().y()
    delta = pixels or event.angleDelta().y() / 120 * line * 3
    bar.setValue(round(bar.value() - delta))
    event.setAccepted(bool(delta))


def bring_into_view(area: QRect, bar: QScrollBar, height: int, margin: int) -> None:
    """Scroll until an area of the viewport, which is so high, is in view."""
    if area.top() < 0:
        bar.setValue(bar.value() + area.top() - margin)
    elif area.bottom() >= height:
        bar.setValue(bar.value() + area.bottom() - height + margin)
