"""Dresses the application: palette, stylesheet, font, icons. One rule: every colour and size is asked for here.

Follows the system's scheme and its wish for contrast, and changes live; widgets that paint themselves listen to
`Appearance.changed`.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from paddock.ui.icons import IconSet
from paddock.ui.stylesheet import stylesheet
from paddock.ui.theme import LIGHT, Contrast, Motion, Palette, ThemeChoice, palette_for

UI_PX = 14
SCALE_MIN, SCALE_MAX, SCALE_STEP = 0.8, 2.0, 0.1
BARE_FONTS = ("DejaVu Sans", "Bitstream Vera Sans")  # what fontconfig gives where no desktop has chosen a font
GOOD_FONTS = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "Roboto", "Liberation Sans")


class Appearance(QObject):
    """How everything looks now.

    Signals:
        changed: the palette or the text scale is another one; everything has been restyled already.

    Attributes:
        contrast, motion: what the person chose.
        still: nothing may move by itself.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        icons: IconSet,
        choice: ThemeChoice,
        scale: float,
        contrast: Contrast = Contrast.SYSTEM,
        motion: Motion = Motion.SYSTEM,
    ) -> None:
        super().__init__(app)
        self._app = app
        self.icons = icons
        self.choice = choice
        self.contrast = contrast
        self.motion = motion
        self.still = False
        self._system_still = False
        self.scale = _bounded(scale)
        self.palette: Palette = LIGHT
        self._family = font_family()
        app.setStyle("Fusion")
        self._tell_system()
        self._hints = app.styleHints()  # kept: what it gives away is told gone with it
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._system = self._hints.accessibility()
        self._system.contrastPreferenceChanged.connect(self._system_changed)
        self._apply()

    def set_choice(self, choice: ThemeChoice) -> None:
        """System, light or dark."""
        self.choice = choice
        self._tell_system()
        self._apply()

    def set_contrast(self, contrast: Contrast) -> None:
        """As the system, normal or high."""
        self.contrast = contrast
        self._apply()

    def set_motion(self, motion: Motion) -> None:
        """As the system, or none."""
        self.motion = motion
        self._apply()

    def set_system_still(self, still: bool) -> None:
        """Whether the desktop wants nothing to move; Qt does not say so everywhere."""
        if still != self._system_still:
            self._system_still = still
            self._apply()

    def set_scale(self, scale: float) -> float:
        """Set the size of all text, kept between 80 % and 200 %; returns what was set."""
        self.scale = _bounded(scale)
        self._apply()
        return self.scale

    def px(self, size: float) -> int:
        """`size` px at a text scale of 100 %, scaled."""
        return round(size * self.scale)

    def icon(self, name: str, colour: str = "", size: int = 18) -> QIcon:
        """The icon for `size` px at 100 %; `colour` defaults to the muted text's."""
        return self.icons(name, colour or self.palette.muted, self.px(size))

    def icon_size(self, size: int = 18) -> QSize:
        """Scaled square for `QAbstractButton.setIconSize`."""
        return QSize(self.px(size), self.px(size))

    def font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font at `size` px (scaled)."""
        font = QFont(self._family)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def _tell_system(self) -> None:
        """Title bars and native dialogs follow where the platform can; the window itself has its palette."""
        scheme = {ThemeChoice.LIGHT: Qt.ColorScheme.Light, ThemeChoice.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(scheme.get(self.choice, Qt.ColorScheme.Unknown))

    def _system_changed(self) -> None:
        if self.choice is ThemeChoice.SYSTEM or self.contrast is Contrast.SYSTEM:
            self._apply()

    def _high(self) -> bool:
        wanted = self._system.contrastPreference() == Qt.ContrastPreference.HighContrast
        return self.contrast is Contrast.HIGH or (self.contrast is Contrast.SYSTEM and wanted)

    def _apply(self) -> None:
        dark = self.choice is ThemeChoice.DARK or (
            self.choice is ThemeChoice.SYSTEM and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.palette = palette_for(dark=dark, high=self._high())
        lasts = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        self.still = self.motion is Motion.REDUCED or self._system_still or lasts == 0
        collects = gc.isenabled()
        gc.disable()  # Qt goes through all widgets now, and a closed one that were collected meanwhile would end it
        try:
            self._app.setFont(self.font(UI_PX))
            self._app.setPalette(qt_palette(self.palette))
            self._app.setStyleSheet(stylesheet(self.palette, self.scale))
        finally:
            if collects:
                gc.enable()
        self.changed.emit()


def qt_palette(colours: Palette) -> QPalette:
    """Qt's roles from ours, for everything that the stylesheet does not name."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, colours.surface),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.raised),
        (role.Button, colours.raised),
        (role.ToolTipBase, colours.raised),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.BrightText, colours.danger),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.on_selection),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
        (role.Accent, colours.accent),
        (role.Mid, colours.border),
        (role.Dark, colours.border),
        (role.Light, colours.hover),
        (role.Midlight, colours.hover),
        (role.Shadow, colours.border),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.muted))
    return palette


def font_family() -> str:
    """The system's own font; where no desktop has chosen one, the first good one that is installed."""
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if family not in ("Sans Serif", "Sans", "", *BARE_FONTS):
        return family
    installed = set(QFontDatabase.families())
    return next((good for good in GOOD_FONTS if good in installed), family)


def _bounded(scale: float) -> float:
    return round(min(SCALE_MAX, max(SCALE_MIN, scale)), 1)
