"""Privacy: where the key lies, the recovery key, and what the engine is kept from. One rule: plainly and completely."""

from __future__ import annotations

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.services.insight import confinement_of
from paddock.ui.i18n import tr, translated
from paddock.ui.recovery import ShowKeyDialog
from paddock.ui.settings.passphrase import ShowKeyQuestion
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton


class PrivacySection(Section):
    """What keeps the chats private, and what does not."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        self._application = application
        self._appearance = appearance
        self._tasks = tasks
        self.set_title(tr("Privacy"))
        self._encrypted = self.add_row(
            tr("Your chats are encrypted on this computer"),
            " ",
            also=tr("encryption security password safe"),
        )
        self.show_key = TextButton(appearance, tr("Show recovery key"), "key")
        self.show_key.clicked.connect(self._show_key)
        self.add_row(
            tr("Recovery key"),
            tr("Opens your chats if the key is lost, and on another computer. Write it down or print it."),
            self.show_key,
            also=tr("forgotten lost password print"),
        )
        self.add_row(
            tr("The engine's process, which opens model files from strangers"),
            self._confinement(),
            also=tr("sandbox security virus malware"),
        )
        self.show_place()

    def show_place(self) -> None:
        """Say where the key lies now."""
        self._encrypted.set_meaning(tr("One database, encrypted with SQLCipher (AES-256). ") + self._where())

    def _where(self) -> str:
        try:
            return translated(self._application.store_key.detail)
        except UserError as error:
            return translated(error.what)

    def _confinement(self) -> str:
        facts = confinement_of(self._application.generation.status.barriers)
        if not facts:
            return tr("It has not been started yet; then it is said here what it is kept from.")
        rows = [[translated(part) for part in (fact.label, fact.text, fact.detail)] for fact in facts]
        return "\n".join(f"{name}: {text}. {detail}" for name, text, detail in rows)

    def _show_key(self) -> None:
        if self._application.has_lock:
            question = ShowKeyQuestion(self._application, self._appearance, self._tasks, self.window())
            question.found.connect(self._shown)
            question.open()
        else:
            self._tasks.store(self._application.recovery_key, self._shown)

    def _shown(self, key: str) -> None:
        ShowKeyDialog(self._appearance, key, self.window()).open()
