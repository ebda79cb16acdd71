"""Formulas as pictures, made in another process. One rule: whoever asks gets what is there, and never waits.

A formula takes 2 to 34 ms, a hostile one for ever: the process that makes it ends after two seconds of work, at the
latest it is killed after `PATIENCE`, and the formula's source is shown instead.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import paddock

COMMAND = (sys.executable, "-P", "-m", "paddock", "--formulas")
PATIENCE = 15.0  # s for one formula, the start of the process included; a busy computer needs some of it
IDLE = 10.0  # s; then the process ends
KEPT = 600  # pictures
MAX_LATEX = 2_000  # characters; a longer formula is shown as it was written
MAX_SIDE = 4_000  # px
_TOGETHER_MS = 15  # what comes within this time is shown at once


class Wanted(NamedTuple):
    """A formula as it is to look."""

    latex: str
    display: bool  # it stands by itself
    size: float  # of the text around it, px
    colour: str


class Formula:
    """A drawn formula; `width`, `ascent` and `descent` are px, and the baseline lies between the two."""

    def __init__(self, svg: str) -> None:
        self._drawing = QSvgRenderer(QByteArray(svg.encode()))
        box = self._drawing.viewBoxF()
        self.width = box.width()
        self.ascent, self.descent = -box.top(), box.bottom()
        self._image: QImage | None = None

    @property
    def drawing(self) -> QSvgRenderer:
        """It, to be drawn at any size."""
        return self._drawing

    @property
    def sound(self) -> bool:
        """Whether there is anything to draw, of a size that can be drawn."""
        return self._drawing.isValid() and 0 < self.width <= MAX_SIDE and 0 < self.ascent + self.descent <= MAX_SIDE

    def paint(self, painter: QPainter, at: QPointF, factor: float = 1.0) -> None:
        """Draw it with the left end of its baseline at a point, `factor` times as large."""
        ratio = painter.device().devicePixelRatio()
        height = self.ascent + self.descent
        if self._image is None or self._image.devicePixelRatio() != ratio:
            image = QImage(
                max(round(self.width * ratio), 1),
                max(round(height * ratio), 1),
                QImage.Format.Format_ARGB32_Premultiplied,
            )
            image.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(image)
            self._drawing.render(drawing, QRectF(image.rect()))
            drawing.end()
            image.setDevicePixelRatio(ratio)
            self._image = image
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor != 1.0)
        place = QRectF(at.x(), at.y() - self.ascent * factor, self.width * factor, height * factor)
        if factor == 1.0:
            place.moveTopLeft(QPointF(round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio))
        painter.drawImage(place, self._image)


class Formulas(QObject):
    """Pictures of formulas, as many as were used last.

    Args:
        command: what makes them: see `paddock.services.formula_worker`.

    Signals:
        arrived: a set of `Wanted` that are there now.
    """

    arrived = Signal(object)
    _one_more = Signal()

    def __init__(self, parent: QObject | None = None, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent)
        self._made: OrderedDict[Wanted, Formula | None] = OrderedDict()  # None: it cannot be drawn
        self._asked: set[Wanted] = set()
        self._results: deque[tuple[Wanted, str]] = deque()
        self._jobs: queue.LifoQueue[Wanted | None] = queue.LifoQueue()  # what was asked for last is being looked at
        self._command = command
        self._thread: Maker | None = None
        self._pause = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._pause.timeout.connect(self._take)
        self._one_more.connect(self._came, Qt.ConnectionType.QueuedConnection)
        jobs = self._jobs
        self.destroyed.connect(lambda: jobs.put(None))

    def get(self, wanted: Wanted) -> Formula | None:
        """The picture, if there is one; it is made if it was never asked for."""
        if wanted in self._made:
            self._made.move_to_end(wanted)
            return self._made[wanted]
        if wanted not in self._asked and len(wanted.latex) <= MAX_LATEX:
            self._asked.add(wanted)
            if self._thread is None:
                self._thread = Maker(self._command, self._jobs, self._done)
                self._thread.start()
            self._jobs.put(wanted)
        return None

    def awaits(self, wanted: Wanted) -> bool:
        """Whether it is being made."""
        return wanted in self._asked

    def busy(self) -> bool:
        """Whether any is being made."""
        return bool(self._asked)

    def _done(self, wanted: Wanted, svg: str) -> None:
        """On the maker's thread."""
        self._results.append((wanted, svg))
        try:
            self._one_more.emit()
        except RuntimeError:  # the window is gone
            self._jobs.put(None)

    def _came(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _take(self) -> None:
        came = set()
        while self._results:
            wanted, svg = self._results.popleft()
            self._asked.discard(wanted)
            formula = Formula(svg) if svg else None
            self._made[wanted] = formula if formula is not None and formula.sound else None
            came.add(wanted)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        self.arrived.emit(came)


class Maker(threading.Thread):
    """Owns the process: gives it one formula at a time, and ends it when there is nothing to do."""

    def __init__(
        self, command: Sequence[str], jobs: queue.LifoQueue[Wanted | None], done: Callable[[Wanted, str], None]
    ) -> None:
        super().__init__(name="formulas", daemon=True)
        self._command = command
        self._jobs = jobs
        self._done = done
        self._process: subprocess.Popen[str] | None = None

    def run(self) -> None:
        while True:
            try:
                wanted = self._jobs.get(timeout=IDLE if self._process is not None else None)
            except queue.Empty:
                self.end()
                continue
            if wanted is None:
                self.end()
                return
            self._done(wanted, self.make(wanted))

    def make(self, wanted: Wanted) -> str:
        """The formula as SVG, "" where it cannot be drawn; blocks for `PATIENCE` at most."""
        try:
            process = self._process = self._process or subprocess.Popen(
                self._command,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        except OSError:
            return ""
        assert process.stdin is not None
        assert process.stdout is not None
        patience = threading.Timer(PATIENCE, process.kill)
        patience.start()
        try:
            process.stdin.write(json.dumps(wanted._asdict()) + "\n")
            process.stdin.flush()
            return str(json.loads(process.stdout.readline())["svg"])
        except (OSError, ValueError):  # it was killed, or died of the formula
            self.end()
            return ""
        finally:
            patience.cancel()

    def end(self) -> None:
        """End the process; the next formula starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:
                pass


def _environment() -> dict[str, str]:
    """With this package's folder on the path, so that the process starts from any folder."""
    root = str(Path(paddock.__file__).resolve().parent.parent)
    return os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
