"""Erasing everything that Paddock has stored. One rule: what goes and what stays is read before the word is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from paddock.application import Application
from paddock.services.erase import Erased
from paddock.services.storage import Kind, Stored
from paddock.ui.check import CheckBox
from paddock.ui.i18n import tr, translated
from paddock.ui.library.words import size_of
from paddock.ui.replacing import ChatsReplacer
from paddock.ui.settings.storage import kind_name
from paddock.ui.settings.work import WorkDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import label, of_kind


class EraseDialog(WorkDialog):
    """What goes, what stays, the word, and what came of it; the window closes after it."""

    def __init__(
        self,
        application: Application,
        appearance: Appearance,
        tasks: Tasks,
        replacer: ChatsReplacer,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, tasks, parent)
        self._replacer = replacer
        self._word = tr("erase")
        self.set_words(tr("Erase everything?"), tr("Erase everything"))
        of_kind(self.yes, "danger")
        self.goes = label("…", wrap=True)
        last = application.settings.current.last_backup
        told = tr("Backups and exports that you wrote elsewhere stay.")
        self.stays = label(told + (" " + tr("The last one: {path}", path=last) if last else ""), wrap=True)
        self.models = CheckBox(appearance, tr("The downloaded models, too"))
        self.field = QLineEdit()
        ask = tr("Type “{word}” to go on", word=self._word)
        self.field.setAccessibleName(ask)
        for widget in (self.goes, self.stays, self.models, label(ask), self.field):
            self.form.addWidget(widget)
        self.field.textChanged.connect(self._judge)
        self.field.returnPressed.connect(self.yes.click)
        self._judge()
        self.field.setFocus()
        tasks.pool(application.stored, self.show_stored, self.refuse)

    def show_stored(self, found: Sequence[Stored]) -> None:
        """Name what goes, with its size."""
        goes = [each for each in found if each.kind not in (Kind.MODELS, Kind.KEYS, Kind.OTHER)]
        lines = [f"• {kind_name(each.kind)}, {size_of(each.size)}" for each in goes]
        kept = tr("What goes for good, from this computer and its keyring:")
        self.goes.setText("\n".join((kept, *lines, f"• {tr('The keys of your chats, and the token for the Hub')}")))
        models = sum(each.size for each in found if each.kind is Kind.MODELS)
        self.models.setText(tr("The downloaded models, too ({size})", size=size_of(models)))
        self.models.setEnabled(models > 0)

    def begin(self) -> None:
        """Erase, if the word stands there."""
        if not self._typed():
            return
        models = self.models.isChecked()
        self.work(
            tr("Erasing…"),
            tr("It"),
            lambda progress, done, failed: self._replacer.erase(models, done, failed),
            self._erased,
            can_stop=False,
        )

    def _erased(self, done: Erased) -> None:
        freed = size_of(sum(done.gone.values()))
        words = tr("Everything that Paddock had stored is gone ({size}). Paddock closes now.", size=freed)
        if done.problems:
            self.say_problem(tr("Not everything could be erased."), "\n".join(map(translated, done.problems)))
        self.finish(tr("Erased"), words, tr("Close Paddock"))
        self.yes.style().polish(of_kind(self.yes, "primary"))
        self.problem.setVisible(bool(done.problems))
        self.finished.connect(self._replacer.finish)

    def _typed(self) -> bool:
        return self.field.text().strip().casefold() == self._word.casefold()

    def _judge(self) -> None:
        self.yes.setEnabled(self._typed())
