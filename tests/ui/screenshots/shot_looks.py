"""What must hold of every picture: nothing is cut off, nothing lies over another thing, and every text can be read.

One rule: it is measured in what was painted, not in what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy
from measures import cut_off
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QListView, QWidget

from paddock.ui.theme import Palette
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.boxes import Box
from paddock.ui.transcript.buttons import FlatButton
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.text_box import TextBox

AA, AAA = 4.5, 7.0  # WCAG 2.2, 1.4.3 and 1.4.6
SHARP = 3  # pixels of the picture for one of the window: a thin stroke is as dark as it was meant, too
SLACK = 2  # px by which neighbours may touch


class Text(NamedTuple):
    """Something that is written: what, where in the window, and whether all of it is in sight."""

    words: str
    place: QRect
    owner: QWidget
    whole: bool = True


def faults(root: QWidget, palette: Palette) -> list[str]:
    """All that is wrong with a window or dialog, a line each."""
    picture = painted(root)
    found = cut_off(root) + overlapping(root) + hardly_read(root, picture, AAA if palette.high else AA)
    for view in root.findChildren(TranscriptView):
        if view.isVisible():
            found += beside_the_column(view, palette) + over_each_other(view)
    return found


def painted(root: QWidget) -> QImage:
    """A window, `SHARP` times as large."""
    image = QImage(root.size() * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    painter = QPainter(image)
    root.render(painter, QPoint(0, 0))
    painter.end()
    return image


# --- what is written


def place_of(widget: QWidget, root: QWidget, area: QRect | None = None) -> QRect:
    """Where the visible part of a widget lies in the window."""
    seen = widget.visibleRegion().boundingRect()
    return (seen if area is None else seen & area).translated(widget.mapTo(root, QPoint(0, 0)))


def texts(root: QWidget) -> Iterator[Text]:
    """Labels, buttons, fields and rows of lists that are seen, but for what cannot be used."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root.window() or not widget.isEnabled():
            continue
        words = ""
        if isinstance(widget, QLabel | QAbstractButton):
            words = widget.text()
        elif isinstance(widget, QLineEdit):
            words = widget.text() or widget.placeholderText()
        if isinstance(widget, FlatButton) and widget.quiet:
            continue
        if words.strip() and not (place := place_of(widget, root)).isEmpty():
            yield Text(words, place, widget, place.height() >= widget.height())
        if isinstance(widget, QListView):
            yield from rows_of(widget, root)
        if isinstance(widget, MessageRow):
            yield from lines_of(widget, root)


def rows_of(view: QAbstractItemView, root: QWidget) -> Iterator[Text]:
    model = view.model()
    for row in range(model.rowCount() if model is not None else 0):
        index = model.index(row, 0)
        place = place_of(view.viewport(), root, view.visualRect(index))
        if place.height() > SLACK and str(index.data()).strip():
            yield Text(str(index.data()), place, view, place.height() >= view.visualRect(index).height())


def lines_of(row: MessageRow, root: QWidget) -> Iterator[Text]:
    """The lines of a message's text."""
    document, geometry = row.document, row.geometry_used
    if document is None or geometry is None:
        return
    at = QPoint(geometry.text_left(document), geometry.above(document))
    for block in range(len(document)):
        box: Box = document.box(block)
        if not isinstance(box, TextBox):
            continue
        for line in box.lines():
            words = box.text(line.line.textStart(), line.line.textStart() + line.line.textLength())
            left, wide = int(line.line.naturalTextRect().left()), int(line.line.naturalTextWidth())
            area = QRect(left, line.top, wide, line.height).translated(at + document.origin(block))
            place = place_of(row, root, area)
            if words.strip() and place.height() == line.height and place.width() > 4:
                yield Text(words, place, row)


# --- contrast


def luminance(pixels: numpy.ndarray) -> numpy.ndarray:
    """Relative luminance (WCAG 2.2) of each pixel of an array of 0xffRRGGBB."""
    channels = [((pixels >> shift) & 0xFF) / 255 for shift in (16, 8, 0)]
    linear = [numpy.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_in(picture: QImage, place: QRect) -> float:
    """Of the ground, which is the colour that is there most often, and what differs from it most."""
    area = QRect(place.topLeft() * SHARP, place.size() * SHARP) & picture.rect()
    part = picture.copy(area)
    pixels = numpy.frombuffer(part.constBits(), numpy.uint32).reshape(part.height(), part.bytesPerLine() // 4)
    pixels = pixels[:, : part.width()]
    colours, counts = numpy.unique(pixels, return_counts=True)
    ground = luminance(colours[numpy.argmax(counts)])
    others = luminance(colours[counts >= SHARP])  # less is no stroke
    return float(max((numpy.maximum(others, ground) + 0.05) / (numpy.minimum(others, ground) + 0.05)))


def hardly_read(root: QWidget, picture: QImage, least: float) -> list[str]:
    """Texts whose contrast is too low."""
    measured = ((text, contrast_in(picture, text.place)) for text in texts(root) if text.whole)
    return [f"contrast {ratio:.1f} of {text.words[:60]!r}" for text, ratio in measured if ratio < least - 0.05]


# --- places


def overlapping(root: QWidget) -> list[str]:
    """Texts that lie over each other; what belongs to the transcript is looked at by itself."""
    own = [text for text in texts(root) if not inside(text.owner, TranscriptView)]
    return [
        f"{one.words[:40]!r} lies over {other.words[:40]!r}"
        for one, other in combinations(own, 2)
        if not (one.owner.isAncestorOf(other.owner) or other.owner.isAncestorOf(one.owner))
        and larger(one.place & other.place, SLACK)
    ]


def inside(widget: QWidget, kind: type[QWidget]) -> bool:
    parent: QWidget | None = widget
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent is not None


def larger(area: QRect, than: int) -> bool:
    return area.width() > than and area.height() > than


def over_each_other(view: TranscriptView) -> list[str]:
    """Buttons of messages that lie over text or over each other, and messages that reach into the next one."""
    rows = sorted((row for row in view.findChildren(MessageRow) if row.isVisible()), key=lambda row: row.y())
    found = [
        f"a message lies over the next by {a.geometry().bottom() + 1 - b.y()} px"
        for a, b in pairwise(rows)
        if a.geometry().bottom() >= b.y()
    ]
    for row in rows:
        buttons = [b for b in row.findChildren(FlatButton) if b.isVisible() and not b.quiet]
        places = [(b.accessibleName(), place_of(b, view)) for b in buttons]
        places += [(text.words[:40], text.place) for text in lines_of(row, view)]
        found += [
            f"{one!r} lies over {other!r}" for (one, a), (other, b) in combinations(places, 2) if larger(a & b, SLACK)
        ]
    return found


def beside_the_column(view: TranscriptView, palette: Palette) -> list[str]:
    """Whether anything is painted outside of the column, but for what floats."""
    rows = [row for row in view.findChildren(MessageRow) if row.isVisible() and row.geometry_used is not None]
    if not rows:
        return []
    geometry = rows[0].geometry_used
    assert geometry is not None
    margin = geometry.style.px(18)
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    view.viewport().render(painter := QPainter(image), QPoint(0, 0))
    painter.end()
    sides = {
        "left": QRect(0, 0, geometry.left - margin, image.height()),
        "right": QRect(geometry.left + geometry.width + margin, 0, image.width(), image.height()),
    }
    return [
        f"something is painted {side} of the column"
        for side, area in sides.items()
        if not plain(image.copy(area & image.rect()), palette.surface)
    ]


def plain(image: QImage, colour: str) -> bool:
    """Whether all of it has one colour."""
    ground = QImage(QSize(image.width(), image.height()), image.format())
    ground.fill(colour)
    return image.isNull() or image == ground
