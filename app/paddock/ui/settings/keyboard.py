"""All keys of the window, in groups. One rule: it shows the table that the window uses, and every key of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from paddock.ui.i18n import keys, tr
from paddock.ui.settings.rows import Section
from paddock.ui.shortcuts import KEYS
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import label

Keys = Sequence[str]


class KeyboardPage:
    """A section for each group.

    Attributes:
        shown: the names of `KEYS` that have a row.
    """

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self.shown: set[str] = set()
        self.sections = tuple(self._section(title, names) for title, names in groups().items())

    def _section(self, title: str, names: Mapping[str, tuple[str, str]]) -> Section:
        section = Section()
        section.set_title(title)
        for name, (words, meaning) in names.items():
            sequences = KEYS.get(name) or FIXED[name]
            if name in KEYS:
                self.shown.add(name)
            shown = [keys(key) for key in sequences]
            section.add_row(words, meaning, self._caps(shown), also=" ".join((tr("shortcut key"), *sequences)))
        return section

    def _caps(self, shown: Keys) -> QWidget:
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        for key in shown:
            row.addWidget(label(key, "cap"))
        side.setAccessibleName(", ".join(shown))
        return side


FIXED: Mapping[str, Keys] = {
    "send": ("Enter",),  # as it stands on most keys, and as all texts call it
    "new_line": ("Shift+Enter",),
    "stop": ("Esc",),
    "edit_last": ("Up",),
    "templates": ("/",),
    "delete": ("Del",),
    "menu": ("Menu",),
    "order": ("Alt+Up", "Alt+Down"),
    "pause": ("Space",),
    "select": ("Shift+Right", "Shift+Down"),
    "select_all": ("Ctrl+A",),
    "copy": ("Ctrl+C",),
    "tabs": ("Ctrl+1", "Ctrl+2", "Ctrl+3"),
}
"""Keys that belong to where the focus is, and not to the whole window."""


def groups() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Of each group its keys: what it does, and where or when."""
    return {
        tr("Writing"): {
            "send": (tr("Send"), tr("In the message.")),
            "new_line": (tr("New line"), tr("In the message.")),
            "stop": (tr("Stop the answer"), tr("What is there stays.")),
            "edit_last": (tr("Edit your last question"), tr("In an empty message.")),
            "templates": (tr("Prompt templates"), tr("At the beginning of a message.")),
        },
        tr("Chats"): {
            "new_chat": (tr("New chat"), tr("From anywhere.")),
            "filter": (tr("Search all chats"), tr("In the sidebar; it is shown for that.")),
            "find": (
                tr("Find in the chat"),
                tr("In the open chat, in the settings, and under Models."),
            ),
            "find_next": (tr("Find the next"), tr("While something is looked for in the chat.")),
            "find_previous": (tr("Find the one before"), tr("While something is looked for in the chat.")),
            "previous_message": (tr("To the previous message"), tr("In the open chat.")),
            "next_message": (tr("To the next message"), tr("In the open chat.")),
            "rename": (tr("Rename"), tr("The chat that has the focus in the list, or the open one.")),
            "undo": (tr("Undo"), tr("While it is offered; in a text, what was typed.")),
            "delete": (tr("Delete"), tr("What has the focus in a list; a chat goes to the trash.")),
            "order": (tr("Move up or down"), tr("The folder, download or sampler that has the focus.")),
            "select": (tr("Select text"), tr("In the open chat, over several messages, too.")),
            "select_all": (tr("Select all"), tr("In the open chat.")),
            "copy": (tr("Copy what is selected"), tr("In the open chat.")),
            "menu": (tr("What can be done with it"), tr("The menu of the message or chat that has the focus.")),
            "lock": (tr("Lock the chats"), tr("Where a passphrase is set.")),
        },
        tr("Window"): {
            "palette": (tr("Command palette"), tr("Everything that can be done, by name.")),
            "next_part": (tr("To the next part of the window"), tr("List, header, chat, message, inspector.")),
            "previous_part": (tr("To the part before"), tr("List, header, chat, message, inspector.")),
            "models": (tr("Models"), tr("Shows them, or the chat again.")),
            "pause": (tr("Pause a download, or resume it"), tr("The one that has the focus.")),
            "tabs": (tr("Discover, on this computer, downloads"), tr("Under Models.")),
            "personas": (tr("Personas"), tr("System prompts with a name, and characters.")),
            "open_file": (tr("Open a model's file"), tr("It is used where it lies.")),
            "settings": (tr("Settings"), tr("This dialog.")),
            "sidebar": (tr("Show or hide the sidebar"), tr("The list of chats.")),
            "inspector": (tr("Show or hide the inspector"), tr("What the engine does, and a chat's own settings.")),
            "larger": (tr("Larger text"), tr("All text of the window.")),
            "smaller": (tr("Smaller text"), tr("All text of the window.")),
            "normal_size": (tr("Text at 100 %"), tr("All text of the window.")),
            "quit": (tr("Quit Paddock"), tr("What was typed and answered is stored.")),
        },
    }
