"""Parts of the persona's editor: the icon, the greetings, the settings for answers. One rule: each gives its value."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from paddock.config.overrides import sampling_fields, sampling_params
from paddock.core.errors import UserError
from paddock.core.params import SamplingParams
from paddock.core.personas import Persona, fields_of
from paddock.core.refusals import why_not
from paddock.ui.fields import Group
from paddock.ui.i18n import tr
from paddock.ui.inspector.sampling_editor import SamplingEditor
from paddock.ui.personas.avatar import Avatars
from paddock.ui.personas.picture import kept_picture_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import IconButton, TextButton, label, of_kind

AVATAR = 64  # px at 100 %
LONGEST_EMOJI = 16  # code points: a family with skin tones


class IconField(QWidget):
    """Picture, emoji, or the first letter of the name.

    Signals:
        refused: what is wrong with a file.
    """

    refused = Signal(str)

    def __init__(self, appearance: Appearance, persona: Persona) -> None:
        super().__init__()
        self._appearance = appearance
        self._avatars = Avatars(appearance)
        self._persona = persona
        self._picture = persona.icon if persona.icon.startswith("data:") else ""
        self.shown = QLabel()
        self.shown.setAccessibleName(tr("Icon"))
        self.emoji = QLineEdit("" if self._picture else persona.icon)
        self.emoji.setPlaceholderText(tr("Emoji"))
        self.emoji.setAccessibleName(tr("Emoji"))
        self.emoji.setMaxLength(LONGEST_EMOJI)
        self.choose = TextButton(appearance, tr("Picture…"), kind="quiet")
        self.remove = IconButton(appearance, "x", tr("Remove the picture"), size=14)
        beside = QHBoxLayout()
        beside.setSpacing(GRID)
        beside.addWidget(self.choose)
        beside.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.emoji)
        column.addLayout(beside)
        column.addStretch(1)
        self.emoji.textEdited.connect(self._typed)
        self.choose.clicked.connect(self.ask)
        self.remove.clicked.connect(lambda: self._take(""))
        self._show()

    def icon(self) -> str:
        """What is kept."""
        return self._picture or self.emoji.text().strip()

    def set_name(self, name: str) -> None:
        """The letter comes of it."""
        self._persona = Persona(0, name)
        self._show()

    def ask(self) -> QFileDialog:
        """Ask for a picture."""
        dialog = QFileDialog(self, tr("Choose a picture"), str(Path.home()))
        dialog.setNameFilter(tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.open()
        return dialog

    def take_file(self, path: Path) -> None:
        """Take a picture, or say why not."""
        try:
            picture = kept_picture_of(path)
        except OSError as error:
            self.refused.emit(tr("“{name}” cannot be read: {why}.", name=path.name, why=why_not(error)))
            return
        if picture:
            self._take(picture)
        else:
            self.refused.emit(tr("“{name}” is no picture that can be used: PNG, JPEG or WebP.", name=path.name))

    def _take(self, picture: str) -> None:
        self._picture = picture
        self.emoji.clear()
        self._show()

    def _typed(self, text: str) -> None:
        self._picture = ""
        self._show()

    def _show(self) -> None:
        shown = Persona(0, self._persona.name or "?", self.icon())
        self.shown.setPixmap(self._avatars.pixmap(shown, AVATAR))
        self.remove.setVisible(bool(self._picture))


class LongText(QPlainTextEdit):
    """Some lines of text, so high at first."""

    def __init__(self, appearance: Appearance, name: str, hint: str, text: str, lines: int) -> None:
        super().__init__(text)
        self._high = appearance.px(21 * lines + 18)
        of_kind(self, "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self._high)

    def sizeHint(self) -> QSize:
        """As high as was asked for."""
        return QSize(super().sizeHint().width(), self._high)


class Greetings(QWidget):
    """How it begins, and other ways to begin."""

    def __init__(self, appearance: Appearance, greetings: tuple[str, ...]) -> None:
        super().__init__()
        self._appearance = appearance
        self.fields: list[LongText] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID * 2)
        self.add = TextButton(appearance, tr("Another greeting"), "plus", "quiet")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addLayout(self._column)
        outer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        for text in greetings or ("",):
            self._add(text)
        self.add.clicked.connect(lambda: self._add("").setFocus())

    def texts(self) -> tuple[str, ...]:
        """Those that say something."""
        return tuple(text for field in self.fields if (text := field.toPlainText().strip()))

    def _add(self, text: str) -> LongText:
        hint = tr("What it says first; empty lets you begin.") if not self.fields else tr("Another way to begin.")
        field = LongText(self._appearance, tr("Greeting"), hint, text, 3)
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(field, 1)
        if self.fields:
            remove = IconButton(self._appearance, "x", tr("Remove this greeting"), size=14)
            remove.clicked.connect(lambda: self._remove(row, field))
            beside.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.fields.append(field)
        self._column.addWidget(row)
        return field

    def _remove(self, row: QWidget, field: LongText) -> None:
        self.fields.remove(field)
        row.hide()
        row.deleteLater()
        self.add.setFocus()


class SamplingGroup(Group):
    """How the persona's answers are drawn where not as its model's; made when it is unfolded."""

    def __init__(self, appearance: Appearance, sampling: str) -> None:
        super().__init__(appearance, tr("How it answers"))
        self._appearance = appearance
        self._params = _read(sampling)
        self.editor: SamplingEditor | None = None
        self._said = label("", "small", wrap=True)
        self.body.addWidget(self._said)
        self.toggled.connect(self._make)
        self._show()

    def sampling(self) -> str:
        """What is kept: only what differs from Paddock's defaults, as JSON."""
        fields = sampling_fields(self._params)
        return json.dumps(fields) if fields else ""

    def _make(self, open_: bool) -> None:
        if not open_ or self.editor is not None:
            return
        self.editor = SamplingEditor(self._appearance)
        self.editor.show_params(self._params, SamplingParams())
        self.editor.changed.connect(self._changed)
        self.body.addWidget(self.editor)

    def _changed(self, params: SamplingParams) -> None:
        self._params = params
        self._show()

    def _show(self) -> None:
        own = len(sampling_fields(self._params))
        self._said.setText(
            tr("What is changed here goes before the model's settings.")
            if not own
            else tr("{n} of its own; they go before the model's settings.", n=own)
        )


def _read(sampling: str) -> SamplingParams:
    try:
        return sampling_params(fields_of(sampling))
    except (TypeError, ValueError, UserError):  # of a card, or of a newer version
        return SamplingParams()
