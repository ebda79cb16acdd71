"""Contrast, motion, and where lines begin. One rule: what can change at once does; what cannot says so."""

from __future__ import annotations

from paddock.application import Application
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr
from paddock.ui.looks import Looks
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import Contrast, Motion
from paddock.ui.widgets import ChoiceBox


class AccessSection(Section):
    """Seeing and reading."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._settings = application.settings
        self._tasks = tasks
        self._looks = Looks(appearance, application.settings, tasks, self)
        self.set_title(tr("Seeing and reading"))
        self.contrast = ChoiceBox(appearance)
        self.contrast.addItem(tr("As the system"), Contrast.SYSTEM)
        self.contrast.addItem(tr("Normal"), Contrast.NORMAL)
        self.contrast.addItem(tr("High"), Contrast.HIGH)
        self.contrast.setCurrentIndex(self.contrast.findData(appearance.contrast))
        self.contrast.activated.connect(lambda: self._looks.set_contrast(Contrast(self.contrast.currentData())))
        self.add_row(
            tr("Contrast"),
            tr("With High, text is as strong as it can be, and everything has an edge."),
            self.contrast,
            settings=("contrast",),
        )
        name = tr("Keep everything still")
        self.still = Toggle(appearance, name)
        self.still.setChecked(appearance.motion is Motion.REDUCED)
        self.still.clicked.connect(lambda on: self._looks.set_motion(Motion.REDUCED if on else Motion.SYSTEM))
        self.add_row(
            name, tr("Nothing moves by itself. Else it is as the system has it."), self.still, settings=("motion",)
        )
        self.direction = ChoiceBox(appearance)
        self.direction.addItem(tr("As the language"), "language")
        self.direction.addItem(tr("From left to right"), "left-to-right")
        self.direction.addItem(tr("From right to left"), "right-to-left")
        self.direction.setCurrentIndex(self.direction.findData(application.settings.current.direction))
        self.direction.activated.connect(self._set_direction)
        meaning = tr("Where lines begin in the window, from the next start on. A message follows its own script.")
        self.add_row(tr("Direction"), meaning, self.direction, settings=("direction",))
        self.add_row(
            tr("Screen readers"),
            tr("They read the window, and hear of finished answers, errors and notices; there is nothing to set."),
            also=tr("accessibility blind Orca NVDA VoiceOver speech read aloud Braille"),
        )

    def _set_direction(self) -> None:
        chosen = self.direction.currentData()
        self._tasks.store(lambda: self._settings.update(direction=chosen))
