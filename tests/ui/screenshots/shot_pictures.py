"""Takes the pictures. One rule: what is saved is what was painted, in the colours that matter."""

from __future__ import annotations

from pathlib import Path

import numpy
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

COLOURS = 256
NO_DITHER = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def save(root: QWidget, path: Path) -> None:
    """A window, or a dialog over the window that it belongs to, as a small file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parent = root.parentWidget()
    above = isinstance(root, QDialog) and parent is not None
    image = over(parent.window(), root) if above else root.grab().toImage()
    if not small(image).save(str(path), None, 0):
        raise OSError(f"{path} cannot be written")


def over(window: QWidget, dialog: QWidget) -> QImage:
    """A dialog in the middle of its window, with the line around it that a desktop draws."""
    image = window.grab().toImage()
    area = QRect(QPoint(0, 0), dialog.size())
    area.moveCenter(window.rect().center())
    painter = QPainter(image)
    painter.drawPixmap(area.topLeft(), dialog.grab())
    painter.setPen(dialog.palette().mid().color())
    painter.drawRect(area.adjusted(-1, -1, 0, 0))
    painter.end()
    return image


def small(image: QImage) -> QImage:
    """In the colours that are there most often."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = numpy.unique(numpy.frombuffer(image.constBits(), numpy.uint32), return_counts=True)
    table = [int(colour) for colour in colours[numpy.argsort(-counts)[:COLOURS]]]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, NO_DITHER)
