"""Says that a model's prompt format is not known, or that its template is a new one.

One rule: both wait until nothing else is being said, and are said until the person answers; of a template, once ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Slot

from paddock.config.settings import SettingsFile
from paddock.core.models import GUIDE
from paddock.core.prompts import TemplateSource
from paddock.ui.model_state import ModelState
from paddock.ui.notice import NoticeBar
from paddock.ui.tasks import Tasks

SHORT = 12  # digits of a SHA-256


class _Word(NamedTuple):
    """Something to say: of which model, and of which template if it is about one."""

    ref: str
    sha256: str
    what: str
    todo: str
    button: str


class FormatNotices(QObject):
    """Watches which models are loaded.

    Args:
        show_format: opens the dialog for a model's reference.
    """

    def __init__(
        self,
        models: ModelState,
        bar: NoticeBar,
        settings: SettingsFile,
        tasks: Tasks,
        show_format: Callable[[str], object],
    ) -> None:
        super().__init__(bar)
        self._models = models
        self._bar = bar
        self._settings = settings
        self._tasks = tasks
        self._show_format = show_format
        self._answered: set[tuple[str, str]] = set()
        self._said: _Word | None = None
        models.status_changed.connect(self._look)
        models.models_changed.connect(self._look)
        bar.answered.connect(self._note_answer)
        bar.freed.connect(self._look, Qt.ConnectionType.QueuedConnection)  # once the answer has been noted

    @Slot()
    def _look(self) -> None:
        word = next(self._words(), None)
        if word is not None and self._bar.isHidden():
            self._said = word
            self._bar.say(word.what, word.todo, word.button, lambda: self._show_format(word.ref))

    def _words(self) -> Iterator[_Word]:
        seen = self._settings.current.templates_seen
        for model, loaded in self._models.all_loaded():
            ref, name, sha256 = model.ref, self._models.name(model.ref), loaded.template_sha256
            if ref == GUIDE:
                continue
            if loaded.template_source == TemplateSource.NONE and (ref, "") not in self._answered:
                what = self.tr("Paddock does not know how {name} wants to be talked to.").format(name=name)
                todo = self.tr("It can only continue text until you choose its prompt format.")
                yield _Word(ref, "", what, todo, self.tr("Choose the prompt format…"))
            known = loaded.template_known or sha256 in seen or (ref, sha256) in self._answered
            if sha256 and not known:
                what = self.tr("{name} brings a chat template that Paddock has not seen before.").format(name=name)
                todo = self.tr("It runs in a sandbox. SHA-256: {sha256}…").format(sha256=sha256[:SHORT])
                yield _Word(ref, sha256, what, todo, self.tr("Show…"))

    def _note_answer(self) -> None:
        said, self._said = self._said, None
        if said is not None and self._bar.what.text() == said.what:
            self._answered.add((said.ref, said.sha256))
            if said.sha256:
                seen = (*self._settings.current.templates_seen, said.sha256)
                self._tasks.store(lambda: self._settings.update(templates_seen=seen))
