"""Saving a block of code as a file. One rule: the name and the place are the person's; the file is written elsewhere.

The disk is the pool's: the window never waits for it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.core.errors import UserError
from paddock.ui.i18n import tr
from paddock.ui.tasks import Tasks


def ask_to_save(code: str, language: str, tasks: Tasks, window: QWidget) -> QFileDialog:
    """Ask where to, and save it; the name's ending is the language's."""
    dialog = QFileDialog(window, tr("Save code"), str(Path.home() / f"code{ending(language)}"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(lambda path: tasks.pool(lambda: write(Path(path), code)))
    dialog.open()
    return dialog


def ending(language: str) -> str:
    """The usual ending of a language's files, ".txt" where it is not known."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        names = get_lexer_by_name(language).filenames if language else []
    except ClassNotFound:
        names = []
    endings = [name[1:] for name in names if name.startswith("*.") and name[2:].isalnum()]
    return endings[0] if endings else ".txt"


def write(path: Path, code: str) -> None:
    """Write it, with an end of line.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        path.write_text(code if code.endswith("\n") else code + "\n", encoding="utf-8", errors="replace")
    except OSError as error:
        raise UserError(tr("The file could not be saved."), tr("Choose another folder."), code="cannot-save") from error
