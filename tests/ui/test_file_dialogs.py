"""The file dialogs leave nothing outside the program's own folders."""

from __future__ import annotations

from pathlib import Path

from desk import Start


def test_qt_remembers_folders_in_the_programs_own_folder(start: Start, home: Path) -> None:
    desk = start()
    dialog = desk.window.model_actions.ask_file()
    dialog.reject()
    dialog.deleteLater()  # Qt writes when a dialog goes
    desk.wait((home / "config" / "QtProject.conf").exists)
