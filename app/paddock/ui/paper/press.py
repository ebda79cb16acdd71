"""The pages: what stands on the present one, and where the next begins.

Rule: no more than one page is held in memory; what is on paper is forgotten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QFile, QIODevice, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from paddock.ui.paper.boxes import cuts, ground
from paddock.ui.paper.document import PaperDocument
from paddock.ui.transcript.boxes import Box
from paddock.ui.transcript.style import Style

DOTS = 384  # an inch
SHARP = 4  # dots in what the transcript calls a pixel
SCALE = 0.93  # of the transcript's measures: 10.5 points of text
_MARGINS = QMarginsF(20, 16, 20, 14)  # mm
_HEAD, _FOOT = 40, 36  # px of the transcript, kept free for title and number
_LETTER = (QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico, QLocale.Country.Philippines)

Draw = Callable[[QPainter], None]


class Press:
    """Writes a PDF.

    Args:
        path: the file; it is written over.
        style: how it is set.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: str, style: Style, title: str) -> None:
        self.style = style
        self.running = ""  # at the top of each page
        self._file = QFile(path)
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(0, self._file.errorString())
        self._writer = QPdfWriter(self._file)
        self._writer.setResolution(DOTS)
        letter = QLocale.system().country() in _LETTER
        size = QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
        self._writer.setPageLayout(
            QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter)
        )
        self._writer.setTitle(title)
        self._writer.setCreator("Paddock")
        self._painter = QPainter(self._writer)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.scale(SHARP, SHARP)
        self.width = self._writer.width() // SHARP
        self._whole = self._writer.height() // SHARP
        self.pages = 1
        self._top = 0  # of the text on the present page
        self.y = 0.0  # below what stands there
        self._draws: list[Draw] = []
        self._ground = -1.0  # where the present one begins; none

    @property
    def height(self) -> float:
        """What a page has room for, px."""
        return self._whole - self._top - self.style.px(_FOOT)

    def begin_chat(self, running: str) -> None:
        """Go on on a page of its own, whose title stands in the text."""
        if self._draws:
            self.break_page()
        self.running, self._top, self.y = running, 0, 0.0

    def space(self, px: float) -> None:
        """Leave room, if something stands above it."""
        self.y += self.style.px(px) if self.y else 0

    def need_first(self, document: PaperDocument, px: float) -> None:
        """Begin another page where there is no room for so much and the beginning of a message below it."""
        if len(document):
            box = document.box(0)
            self.need(px + (document.needs(0) or min(next(iter(cuts(box)), box.height), self.height - px)))

    def need(self, px: float) -> None:
        """Begin another page where there is less room."""
        if self.y and self.y + px > self.height:
            self.break_page()

    def draw(self, height: float, draw: Draw) -> None:
        """Something that stays whole, across the page; drawn with the origin at its top left."""
        self.need(height)
        self._put(0, self.y, draw)
        self.y += height

    def begin_ground(self) -> None:
        """What comes stands on a ground."""
        self._ground = self.y
        self.y += self.style.px(10)

    def end_ground(self) -> None:
        """And here it ends."""
        self.y += self.style.px(10)
        self._lay_ground(self.y)
        self._ground = -1.0

    def message(self, document: PaperDocument, left: float) -> None:
        """All blocks of a message."""
        for block in range(len(document)):
            self._block(document, block, left)

    def close(self) -> None:
        """Finish the last page and the file.

        Raises:
            OSError: not all of it could be written.
        """
        self._finish_page()
        self._painter.end()
        self._file.flush()
        error, why = self._file.error(), self._file.errorString()
        self._file.close()
        if error != QFile.FileError.NoError:
            raise OSError(0, why)

    def _block(self, document: PaperDocument, block: int, left: float) -> None:
        box = document.box(block)
        above = float(document.gap(block)) if self.y > self._begin() else 0.0
        if needed := document.needs(block):
            self.need(above + needed)
            above = above if self.y > self._begin() else 0.0
        allowed, done = cuts(box), 0.0
        if not allowed and box.height > self.height:
            self._shrunk(document, block, box, left)
            return
        while box.height - done > (room := self.height - self.y - above):
            last = bisect_right(allowed, done + room) - 1
            cut = allowed[last] if last >= 0 else 0.0
            if cut > done:
                self._slice(document, block, left, (done, cut), above)
                done = cut
            elif self.y <= self._begin():  # not even a line of it has room
                self._slice(document, block, left, (done, done + room), above)
                done += room
            self.break_page()
            above = 0.0
        self._slice(document, block, left, (done, float(box.height)), above)

    def _begin(self) -> float:
        """Where the text of a page begins that holds nothing yet."""
        return self.style.px(10) if self._ground == 0 else 0.0

    def _slice(self, document: PaperDocument, block: int, left: float, part: tuple[float, float], above: float) -> None:
        start, end = part
        box, y = document.box(block), self.y + above

        def draw(painter: QPainter) -> None:
            document.decorate(painter, block, above, end - start, first=start == 0)
            painter.translate(document.left(block), -start)
            clip = QRectF(-self.width, start, 3 * self.width, end - start)
            if end - start < box.height:
                painter.setClipRect(clip)
            box.paint(painter, clip.adjusted(0, 1 if start else 0, 0, -1), None)

        self._put(left, y, draw)
        self.y = y + end - start
        if end >= box.height:
            document.forget(block)

    def _shrunk(self, document: PaperDocument, block: int, box: Box, left: float) -> None:
        """What cannot be cut, and is higher than a page."""
        self.need(self.height)
        factor = (self.height - self.y) / box.height

        def draw(painter: QPainter) -> None:
            painter.translate(document.left(block), 0)
            painter.scale(factor, factor)
            box.paint(painter, QRectF(0, 0, self.width, box.height), None)

        self._put(left, self.y, draw)
        self.y += box.height * factor

    def _put(self, x: float, y: float, draw: Draw) -> None:
        def placed(painter: QPainter) -> None:
            painter.save()
            painter.translate(x, self._top + y)
            draw(painter)
            painter.restore()

        self._draws.append(placed)

    def _lay_ground(self, end: float) -> None:
        area = QRectF(0, self._top + self._ground, self.width, end - self._ground)
        self._draws.insert(0, lambda painter: ground(painter, self.style, area))

    def break_page(self) -> None:
        """Go on on the next page."""
        if self._ground >= 0:
            self._lay_ground(self.y + self.style.px(10))
        self._finish_page()
        self._writer.newPage()
        self.pages += 1
        self._top, self.y = self.style.px(_HEAD), 0.0
        if self._ground >= 0:
            self.begin_ground()

    def _finish_page(self) -> None:
        for draw in self._draws:
            draw(self._painter)
        self._draws.clear()
        painter, style = self._painter, self.style
        painter.setFont(style.small)
        painter.setPen(style.colour("muted"))
        line = style.small_line
        if self._top:
            title = QFontMetricsF(style.small).elidedText(self.running, Qt.TextElideMode.ElideRight, self.width)
            painter.drawText(QRectF(0, 0, self.width, line), Qt.AlignmentFlag.AlignLeft, title)
            painter.setPen(QPen(style.colour("border"), 1))
            painter.drawLine(0, line + style.px(3), self.width, line + style.px(3))
            painter.setPen(style.colour("muted"))
        foot = QRectF(0, self._whole - line, self.width, line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(self.pages))
