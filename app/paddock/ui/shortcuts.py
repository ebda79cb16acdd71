"""All keys of the window in one table. One rule: a key is written down here and nowhere else.

Qt takes Ctrl as Command on a Mac. Enter, Shift+Enter and Esc belong to the composer; Delete to the chat list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEYS: Mapping[str, tuple[str, ...]] = {
    "new_chat": ("Ctrl+N",),
    "rename": ("F2",),
    "personas": ("Ctrl+P",),
    "models": ("Ctrl+M",),
    "open_file": ("Ctrl+O",),
    "settings": ("Ctrl+,",),
    "filter": ("Ctrl+K",),
    "find": ("Ctrl+F",),
    "find_next": ("F3",),
    "find_previous": ("Shift+F3",),
    "sidebar": ("Ctrl+B",),
    "lock": ("Ctrl+L",),
    "inspector": ("Ctrl+I",),
    "larger": ("Ctrl++", "Ctrl+="),
    "smaller": ("Ctrl+-",),
    "normal_size": ("Ctrl+0",),
    "quit": ("Ctrl+Q",),
}


def install(window: QWidget, actions: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Connect every key to its action; every name of KEYS must have one."""
    made = []
    for name, sequences in KEYS.items():
        for sequence in sequences:
            shortcut = QShortcut(QKeySequence(sequence), window)
            shortcut.activated.connect(actions[name])
            made.append(shortcut)
    return made
