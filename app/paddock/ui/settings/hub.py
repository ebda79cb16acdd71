"""Where models come from: the Hub's address, the way to it, the token, and how much of the line downloads take.

One rule: nothing here connects, but for checking a token that a person has just entered.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from paddock.core.errors import UserError
from paddock.core.hub import TokenPlace, TokenState
from paddock.hub.network import check_certificates
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr, translated
from paddock.ui.keeping import Host
from paddock.ui.library.downloads_limit import LimitBox
from paddock.ui.settings.rows import Section
from paddock.ui.settings.token import TokenDialog, token_words
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton

FIELD_PX = 260  # width of a field for an address at 100 %


class HubSection(Section):
    """Address, proxy, certificates, token, limit, and whether downloads go on at the start."""

    def __init__(self, application: Host, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._host = application
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("Downloads"))
        self._add_limit()
        self._add_token()
        self._add_addresses()

    def _add_limit(self) -> None:
        self.limit = LimitBox(self._host, self._tasks, self._appearance)
        meaning = tr("How much of the line downloads take. It holds at once.")
        self.add_row(tr("Downloads take at most"), meaning, self.limit, settings=("download_limit",))
        name = tr("Go on with downloads at the start")
        self.go_on = Toggle(self._appearance, name)
        self.go_on.setChecked(self._host.settings.current.resume_downloads)
        self.go_on.toggled.connect(lambda on: self._set("resume_downloads", on))
        meaning = tr("What was under way when Paddock ended. Else it waits, paused, until you press Resume.")
        self.add_row(name, meaning, self.go_on, settings=("resume_downloads",))

    def _add_token(self) -> None:
        self.enter = TextButton(self._appearance, tr("Enter…"), "key")
        self.enter.setAccessibleName(tr("Enter a token"))
        self.remove = TextButton(self._appearance, tr("Remove"), "trash")
        self.remove.setAccessibleName(tr("Remove the token"))
        self.enter.clicked.connect(self.ask_token)
        self.remove.clicked.connect(self._remove_token)
        side = QWidget()
        across = QHBoxLayout(side)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID * 2)
        across.addWidget(self.remove)
        across.addWidget(self.enter)
        self.remove.hide()
        self.token_row = self.add_row(tr("Token"), "…", side, settings=("hub_users",))
        self._refresh_token()

    def _add_addresses(self) -> None:
        self.endpoint = self._field(
            "hub_endpoint",
            tr("Address of the Hub"),
            tr(
                "A mirror or a Hub of your own. Empty, it is that in HF_ENDPOINT, else {address}.",
                address="https://huggingface.co",
            ),
            "https://huggingface.co",
        )
        self.proxy = self._field(
            "hub_proxy",
            tr("Proxy"),
            tr("Empty, it is that in HTTPS_PROXY or ALL_PROXY, if there is one."),
            "http://proxy.example:3128",
        )
        self.ca_file = self._field(
            "hub_ca_file",
            tr("Certificates"),
            tr("A file with the certificates of your network (PEM). Empty, it is that in SSL_CERT_FILE, if any."),
            "/etc/ssl/certs/company.pem",
        )

    def _field(self, setting: str, name: str, meaning: str, example: str) -> QLineEdit:
        field = QLineEdit(self._text_of(setting))
        field.setPlaceholderText(example)
        field.setAccessibleName(name)
        field.setFixedWidth(self._appearance.px(FIELD_PX))
        side = QWidget()
        column = QHBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field)
        field.editingFinished.connect(lambda: self._set_text(setting, field))
        self.add_row(name, meaning, side, settings=(setting,))
        return field

    def _text_of(self, setting: str) -> str:
        return str(getattr(self._host.settings.current, setting))

    def _set_text(self, setting: str, field: QLineEdit) -> None:
        """What cannot be is told, and the field goes back to what holds."""
        text = field.text().strip()
        if text == self._text_of(setting):
            return

        def refused(error: Exception) -> None:
            if isValid(field):
                field.setText(self._text_of(setting))
            self._tasks.failed.emit(error)

        def kept(done: object) -> None:
            if isValid(field) and field.text().strip() == text:  # nobody has typed on meanwhile
                field.setText(self._text_of(setting))  # a file with its whole path

        def work() -> None:
            value = _certificates(text) if setting == "hub_ca_file" and text else text
            self._host.settings.update(**{setting: value})

        self._tasks.store(work, kept, refused)

    def _set(self, setting: str, value: object) -> None:
        self._tasks.store(lambda: self._host.settings.update(**{setting: value}))

    # --- the token

    def ask_token(self) -> TokenDialog:
        """Take a token."""
        dialog = TokenDialog(self._host, self._tasks, self._appearance, self.window())
        dialog.stored.connect(self._show_token)
        dialog.open()
        return dialog

    def _refresh_token(self) -> None:
        """Ask where it is, off the GUI thread: a keyring may take its time."""
        self._tasks.pool(self._host.token.state, self._show_token, self._no_token)

    def _show_token(self, state: TokenState) -> None:
        if isValid(self):
            self._say(token_words(state))
            there = state.place is not TokenPlace.NONE
            self.remove.setVisible(there)
            self.enter.setText(tr("Replace…") if there else tr("Enter…"))

    def _no_token(self, error: Exception) -> None:
        if isinstance(error, UserError) and isValid(self):
            self._say(translated(error.said))
        else:
            self._tasks.failed.emit(error)

    def _say(self, words: str) -> None:
        self.token_row.set_meaning(words)

    def _remove_token(self) -> None:
        self._tasks.pool(self._host.token.remove, lambda done: self._refresh_token(), self._no_token)


def _certificates(text: str) -> str:
    """Where the file lies, whatever the program's folder is at its next start.

    Raises:
        UserError: "bad-certificates".
    """
    path = Path(text).expanduser().absolute()
    check_certificates(path)
    return str(path)
