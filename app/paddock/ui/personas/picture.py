"""Pictures of personas. One rule: whatever a file holds, a small PNG comes of it, or nothing."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from paddock.core.cards import LARGEST_CARD, picture_of

SIDE = 256  # px that are kept
MOST_PIXELS = 40_000_000
KINDS = ("png", "jpeg", "webp")
FACE = 0.2  # of what a tall picture is too high: cut off above, the rest below; faces are in its upper part


def kept_picture(data: bytes) -> str:
    """A picture's bytes as the square that is kept, a `data:` address; "" where they are none."""
    image = _read(data)
    if image.isNull():
        return ""
    side = min(image.width(), image.height())
    area = QRect((image.width() - side) // 2, round((image.height() - side) * FACE), side, side)
    square = image.copy(area)
    if side > SIDE:
        square = square.scaled(
            QSize(SIDE, SIDE), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    square.save(written, "PNG")  # type: ignore[call-overload]  # PySide6 takes a text; its stub says bytes
    return "data:image/png;base64," + base64.b64encode(written.data().data()).decode()


def kept_picture_of(path: Path) -> str:
    """The picture in a file, as `kept_picture`. Raises `OSError`."""
    with path.open("rb") as file:
        data = file.read(LARGEST_CARD + 1)
    return kept_picture(data) if len(data) <= LARGEST_CARD else ""


def shown_picture(icon: str) -> QImage:
    """The picture in a persona's icon; a null one where there is none."""
    try:
        data = picture_of(icon)
    except ValueError:
        return QImage()
    return _read(data) if data else QImage()


def _read(data: bytes) -> QImage:
    """A picture of one of KINDS, whose size is looked at before it is unpacked."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()).decode() not in KINDS or not 0 < size.width() * size.height() <= MOST_PIXELS:
        return QImage()
    return reader.read()
