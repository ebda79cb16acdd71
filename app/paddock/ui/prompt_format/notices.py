"""Says that the open chat's model has no prompt format, or a template of its own that is new or does not work.

One rule: what is said is of the model that answers in the open chat, and only while it is so. It has a bar of its own,
so that nothing else which is being said holds it back. Of a template it is said once ever, until the person answers or
goes on; that a model has no format, until the person answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot

from paddock.config.settings import SettingsFile
from paddock.core.families import FAMILIES, PROMPT_FORMATS
from paddock.core.models import GUIDE, LoadedModel
from paddock.core.prompts import TemplateSource
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr
from paddock.ui.model_state import ModelState
from paddock.ui.notice import NoticeBar
from paddock.ui.tasks import Tasks

SHORT = 12  # digits of a SHA-256


class _Word(NamedTuple):
    """Something to say: of which model, and of which template if it is about one; whether it waits for an answer."""

    ref: str
    sha256: str
    what: str
    todo: str
    button: str
    waits: bool = False


class FormatNotices(QObject):
    """Watches which model answers in the open chat, and what the engine says of it.

    Args:
        bar: of its own.
        show_format: opens the dialog for a model's reference.
    """

    def __init__(
        self,
        conversation: Conversation,
        models: ModelState,
        bar: NoticeBar,
        settings: SettingsFile,
        tasks: Tasks,
        show_format: Callable[[str], object],
    ) -> None:
        super().__init__(bar)
        self._talk = conversation
        self._models = models
        self._bar = bar
        self._settings = settings
        self._tasks = tasks
        self._show_format = show_format
        self._answered: set[tuple[str, str]] = set()
        self._said: _Word | None = None
        for signal in (models.status_changed, models.models_changed, conversation.chat_changed):
            signal.connect(self._look)
        for signal in (bar.answered, bar.passed):
            signal.connect(self._note_answer)

    @Slot()
    def _look(self) -> None:
        ref = self._talk.model_ref
        loaded = self._models.loaded(ref) if ref != GUIDE else None
        word = self._word(ref, loaded) if loaded is not None else None
        if word == self._said:
            return
        self._said = word
        if word is None:
            self._bar.dismiss()
        else:
            show = partial(self._show_format, word.ref)
            self._bar.say(word.what, word.todo, word.button, show, stays=word.waits, of_chat=True)

    def _word(self, ref: str, loaded: LoadedModel) -> _Word | None:
        """What there is to say; None: nothing, or it has been answered."""
        source, sha256, name = loaded.template_source, loaded.template_sha256, self._models.name(ref)
        if (ref, sha256) in self._answered or source == TemplateSource.CHOSEN:
            return None
        if source == TemplateSource.NONE:
            return self._unknown(ref, sha256, name)
        if not sha256 or sha256 in self._settings.current.templates_seen:
            return None
        if source != TemplateSource.FILE:
            what = tr("The chat template in the file of {name} does not work.", name=name)
            return _Word(ref, sha256, what, self._instead(loaded), tr("Show…"))
        if loaded.template_known:
            return None
        what = tr("{name} brings a chat template that Paddock has not seen before.", name=name)
        todo = tr("It runs in a sandbox. SHA-256: {sha256}…", sha256=sha256[:SHORT])
        return _Word(ref, sha256, what, todo, tr("Show…"))

    def _unknown(self, ref: str, sha256: str, name: str) -> _Word:
        what = tr("Paddock does not know how {name} wants to be talked to.", name=name)
        if sha256:
            what = tr("The chat template in the file of {name} does not work.", name=name)
        todo = tr("It can only continue text until you choose its prompt format.")
        return _Word(ref, sha256, what, todo, tr("Choose the prompt format…"), waits=True)

    def _instead(self, loaded: LoadedModel) -> str:
        if loaded.template_source == TemplateSource.LLAMA_CPP:
            return tr("llama.cpp's own for it is used instead.")
        family = FAMILIES.get(loaded.family)
        name = PROMPT_FORMATS.get(family.format, family.name) if family is not None else loaded.family
        return tr("Paddock's prompt format “{name}” is used instead.", name=name)

    def _note_answer(self) -> None:
        said, self._said = self._said, None
        if said is None:
            return
        self._answered.add((said.ref, said.sha256))
        loaded = self._models.loaded(said.ref)
        if said.sha256 and loaded is not None and loaded.template_source != TemplateSource.NONE:
            seen = (*self._settings.current.templates_seen, said.sha256)
            self._tasks.store(lambda: self._settings.update(templates_seen=seen))
