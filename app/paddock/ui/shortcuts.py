"""All keys of the window in one table. One rule: a key is written down here and nowhere else.

Qt takes Ctrl as Command on a Mac. Enter, Shift+Enter and Esc belong to the composer; Delete to the chat list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from paddock.ui.commands import Command

KEYS: Mapping[str, tuple[str, ...]] = {
    "palette": ("Ctrl+Shift+P",),
    "new_chat": ("Ctrl+N",),
    "rename": ("F2",),
    "personas": ("Ctrl+P",),
    "models": ("Ctrl+M",),
    "open_file": ("Ctrl+O",),
    "settings": ("Ctrl+,",),
    "filter": ("Ctrl+K",),
    "undo": ("Ctrl+Z",),
    "find": ("Ctrl+F",),
    "find_next": ("F3",),
    "find_previous": ("Shift+F3",),
    "previous_message": ("Ctrl+Up",),
    "next_message": ("Ctrl+Down",),
    "next_part": ("F6",),
    "previous_part": ("Shift+F6",),
    "sidebar": ("Ctrl+B",),
    "lock": ("Ctrl+L",),
    "inspector": ("Ctrl+I",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "normal_size": ("Ctrl+0",),
    "quit": ("Ctrl+Q",),
}


def install(window: QWidget, commands: Iterable[Command]) -> list[QShortcut]:
    """Connect every key to its command; every name of KEYS must have one."""
    by_name = {command.name: command for command in commands}
    made = []
    for name, sequences in KEYS.items():
        for sequence in sequences:
            shortcut = QShortcut(QKeySequence(sequence), window)
            shortcut.activated.connect(by_name[name].run)
            made.append(shortcut)
    return made
