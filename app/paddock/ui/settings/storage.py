"""What is stored where. One rule: every file of the program is named, with its size and whether others can read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from paddock.application import Application
from paddock.services.storage import ENCRYPTED, Kind, Stored, place_of
from paddock.ui.i18n import tr, trn
from paddock.ui.library.words import size_of
from paddock.ui.settings.rows import Row, Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton


class StorageSection(Section):
    """A row for each kind of file, with a button that shows its folder."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._paths = application.paths
        self.set_title(tr("What is stored where"))
        self.kinds: dict[Kind, Row] = {}
        self.buttons: dict[Kind, TextButton] = {}
        for kind in Kind:
            folder = place_of(application.paths, kind)
            button = self.buttons[kind] = TextButton(appearance, tr("Open folder"))
            button.setAccessibleName(tr("Open folder: {name}", name=kind_name(kind)))
            button.clicked.connect(lambda checked=False, folder=folder: open_folder(folder))
            also = tr("folder path files disk space size encrypted")
            self.kinds[kind] = self.add_row(kind_name(kind), self._words(kind, "…"), button, also=also)
        tasks.pool(application.stored, self.show_stored)

    def show_stored(self, found: Sequence[Stored]) -> None:
        """How much there is of each kind; the rest has nothing."""
        if not isValid(self):
            return
        here = {each.kind: each for each in found}
        for kind, row in self.kinds.items():
            row.set_meaning(self._words(kind, _amount(here[kind]) if kind in here else tr("nothing yet")))
        self.kinds[Kind.OTHER].set_available(Kind.OTHER in here)

    def _words(self, kind: Kind, amount: str) -> str:
        return f"{kind_words(kind)}\n{place_of(self._paths, kind)}: {amount}"


def _amount(stored: Stored) -> str:
    files = trn("one file", "{n} files", stored.files)
    return tr("{size} in {files}", size=size_of(stored.size), files=files)


def kind_name(kind: Kind) -> str:
    """What a kind of file is called."""
    return {
        Kind.CHATS: tr("Chats and drafts"),
        Kind.COPIES: tr("Copies of the chats"),
        Kind.KEYS: tr("Key files"),
        Kind.SETTINGS: tr("Settings"),
        Kind.MODELS: tr("Downloaded models"),
        Kind.MODEL_NOTES: tr("What is known of models"),
        Kind.PROCESSED: tr("Processed chats"),
        Kind.HUB: tr("Answers of the Hub, and measurements"),
        Kind.CONNECTIONS: tr("List of connections"),
        Kind.LOGS: tr("Logs"),
        Kind.OTHER: tr("Other files"),
    }[kind]


def kind_words(kind: Kind) -> str:
    """What is in it, and whether it is encrypted."""
    what = {
        Kind.CHATS: tr("All messages, titles, folders, tags, personas and what you have typed."),
        Kind.COPIES: tr("Kept once a week, before the format changes, and of chats that others took the place of."),
        Kind.KEYS: tr("The key’s name in the keyring, or the key, behind your passphrase or only for you to read."),
        Kind.SETTINGS: tr("What you chose here, with paths and prompt templates; no text of a chat."),
        Kind.MODELS: tr("Files that anyone can have from the Hub."),
        Kind.MODEL_NOTES: tr("Where models came from, their hashes and your names for them."),
        Kind.PROCESSED: tr("What models have computed of chats, from which the text can be told."),
        Kind.HUB: tr("Searches' results and model pages for reading offline, and how fast this computer is."),
        Kind.CONNECTIONS: tr("When Paddock connected to whom, and why."),
        Kind.LOGS: tr("What went wrong, for developers; no text of a chat."),
        Kind.OTHER: tr(
            "What else lies in these folders: the lock that keeps a second Paddock out, and what others put there."
        ),
    }[kind]
    if kind is Kind.KEYS:
        return what
    return f"{what} {tr('Encrypted.') if kind in ENCRYPTED else tr('Not encrypted.')}"


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager; the nearest that is there."""
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
