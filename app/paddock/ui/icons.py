"""One family of icons in SVG, coloured by the palette. One rule: an icon has a name, never a colour of its own.

The files use `currentColor`; they lie in `resources/icons` on a 24 × 24 grid with a 1.75 px stroke. Where the window
begins at the right, those that point somewhere are mirrored.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from paddock.core.errors import BugError

SCALES = (1.0, 2.0)  # device pixel ratios drawn ahead; Qt scales down between them
DIRECTED = frozenset({"sidebar", "inspector", "external", "reset"})
"""Those that show a side of the window, or a way out or back."""


class IconSet:
    """Draws icons by name and keeps what it has drawn.

    Args:
        folder: holds `name.svg` for every icon.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._icons: dict[tuple[str, str, int, bool], QIcon] = {}

    def __call__(self, name: str, colour: str, size: int) -> QIcon:
        """The icon in this colour (`#rrggbb`) for a square of `size` px.

        Raises:
            BugError: there is no such icon.
        """
        mirrored = name in DIRECTED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = (name, colour, size, mirrored)
        if key not in self._icons:
            icon = QIcon()
            for scale in SCALES:
                drawn = self._draw(name, colour, size, scale, mirrored)
                for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):  # Qt would grey the colour we were asked for
                    icon.addPixmap(drawn, mode)
            self._icons[key] = icon
        return self._icons[key]

    def _draw(self, name: str, colour: str, size: int, scale: float, mirrored: bool) -> QPixmap:
        svg = self._source(name).replace("currentColor", colour)
        pixels = round(size * scale)
        image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        if mirrored:
            painter.translate(pixels, 0)
            painter.scale(-1, 1)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        image.setDevicePixelRatio(scale)
        return QPixmap.fromImage(image)

    def _source(self, name: str) -> str:
        if name not in self._sources:
            try:
                self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            except OSError as error:
                raise BugError("An icon is missing from the program.", f"{name}: {error.strerror}") from error
        return self._sources[name]
