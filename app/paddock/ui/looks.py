"""How the window looks, as the person wants it and as it is kept.

One rule: a change is applied first and written off the GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from paddock.config.settings import SettingsFile
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import Contrast, Motion, ThemeChoice


class Looks(QObject):
    """Changes the appearance and keeps what was chosen."""

    def __init__(self, appearance: Appearance, settings: SettingsFile, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._settings = settings
        self._tasks = tasks

    def set_theme(self, choice: ThemeChoice) -> None:
        """System, light or dark."""
        self._appearance.set_choice(choice)
        self._keep(theme=choice.value)

    def set_scale(self, scale: float) -> None:
        """The size of all text."""
        self._keep(text_scale=self._appearance.set_scale(scale))

    def set_contrast(self, contrast: Contrast) -> None:
        """As the system, normal or high."""
        self._appearance.set_contrast(contrast)
        self._keep(contrast=contrast.value)

    def toggle_contrast(self) -> None:
        """High, or as the system has it where it is high already."""
        high = self._appearance.contrast is Contrast.HIGH
        self.set_contrast(Contrast.SYSTEM if high else Contrast.HIGH)

    def set_motion(self, motion: Motion) -> None:
        """As the system, or none."""
        self._appearance.set_motion(motion)
        self._keep(motion=motion.value)

    def _keep(self, **changes: object) -> None:
        self._tasks.store(lambda: self._settings.update(**changes))
