"""A field for a file or folder, and a button that looks for one. One rule: what is typed counts as what is chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton


class FileField(QWidget):
    """A path.

    Args:
        mode: what is chosen, see QFileDialog.
        filters: the kinds of files, as Qt writes them.
        ending: of a file that is to be written, without the dot.

    Signals:
        changed: another path.

    Attributes:
        confirmed: a file to be written that the person has agreed to replace.
    """

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        mode: QFileDialog.FileMode,
        filters: Sequence[str] = (),
        ending: str = "",
    ) -> None:
        super().__init__()
        self._name = name
        self._mode = mode
        self._filters = list(filters)
        self.ending = ending
        self.confirmed: Path | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.choose = TextButton(appearance, tr("Choose…"))
        self.choose.setAccessibleName(tr("Choose: {name}", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(self.field, 1)
        row.addWidget(self.choose)
        self.field.textChanged.connect(self.changed)
        self.choose.clicked.connect(self.ask)

    @property
    def path(self) -> Path | None:
        """Absolute; None where nothing was entered."""
        return next(iter(self.paths), None)

    @property
    def paths(self) -> list[Path]:
        """All of them, where several can be chosen: they stand in quotation marks then."""
        text = self.field.text().strip()
        several = self._mode is QFileDialog.FileMode.ExistingFiles and text.startswith('"')
        names = re.findall('"([^"]+)"', text) if several else [text] if text else []
        return [Path(name).expanduser().absolute() for name in names]

    def set_path(self, path: Path) -> None:
        """As if it had been typed."""
        self.field.setText(str(path))
        self.field.setCursorPosition(0)

    def ask(self) -> QFileDialog:
        """The system's dialog."""
        begin = self.path or documents()
        dialog = QFileDialog(self.window(), self._name, str(begin.parent if self.ending else begin))
        dialog.setFileMode(self._mode)
        if self._filters:
            dialog.setNameFilters(self._filters)
        if self._mode is QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self.ending:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(self.ending)
            dialog.selectFile(begin.name)
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _chosen(self, paths: Sequence[str]) -> None:
        if len(paths) == 1:
            self.confirmed = Path(paths[0]).absolute()  # the dialog has asked whether it may be replaced
            self.set_path(Path(paths[0]))
        else:
            self.field.setText(" ".join(f'"{path}"' for path in paths))


def documents() -> Path:
    """Where people keep what they wrote."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def free(path: Path) -> Path:
    """It, or with a number where something has the name."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found
