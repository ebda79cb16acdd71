"""Personas in the window: what there are, the page, and all that is done with them.

One rule: every change goes through the service off the GUI thread, and what is shown is what the store then has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.cards import left_out
from paddock.core.errors import UserError
from paddock.core.personas import Persona, Worn
from paddock.services.bus import PersonasChanged
from paddock.services.personas import PersonaService
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr, translated
from paddock.ui.model_state import ModelState
from paddock.ui.personas.choose import ChoosePersona
from paddock.ui.personas.editor import PersonaEditor
from paddock.ui.personas.page import PersonasPage
from paddock.ui.personas.picture import kept_picture
from paddock.ui.personas.saving import SaveCard
from paddock.ui.personas.words import left_out_words
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class PersonaControl(QObject):
    """Holds the personas, and does what is wanted of them.

    Args:
        show_page: brings a page of the stack to the front.

    Signals:
        changed: `all` or `known` is different.
        begun: number of a new chat with a persona.
        played: what was changed in the open chat, and the call that takes it back.
        models_requested: the guide plays nobody; a real model is wanted.
        closed: the person wants back to the chat.
    """

    changed = Signal()
    begun = Signal(int)
    played = Signal(str, object)
    models_requested = Signal()
    closed = Signal()
    made = Signal(object)

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        appearance: Appearance,
        conversation: Conversation,
        models: ModelState,
        stack: QStackedWidget,
        show_page: Callable[[QWidget], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._appearance = appearance
        self._talk = conversation
        self._models = models
        self._stack = stack
        self._show_page = show_page
        self._window = window
        self._service: PersonaService | None = None
        self.page: PersonasPage | None = None
        self.all: Sequence[Persona] = ()
        self.known: dict[int, Persona] = {}  # and those that are deleted, but play in a chat
        self._end = application.bus.subscribe(PersonasChanged, lambda event: tasks.on_gui(self.refresh))

    # --- beginning and ending

    def start(self) -> None:
        """The store is open."""
        self._service = self._application.personas
        self.refresh()

    def let_go(self) -> None:
        """The store is closed: show nothing of it."""
        self._service = None
        self._show((), ())
        if self.page is not None:
            self.page.filter.clear()
            self.page.undo.hide()
            self.page.notice.dismiss()

    def close(self) -> None:
        """Hear nothing more."""
        self._end()

    def refresh(self) -> None:
        """Read them again."""
        service = self._service
        if service is not None:
            self._tasks.store(lambda: (service.all(), service.playing()), self._read)

    def _read(self, found: tuple[Sequence[Persona], Sequence[Persona]]) -> None:
        if self._service is not None:  # else the chats were locked meanwhile
            self._show(*found)

    def _show(self, there: Sequence[Persona], playing: Sequence[Persona]) -> None:
        self.all = there
        self.known = {persona.id: persona for persona in (*playing, *there)}
        if self.page is not None:
            self.page.show_personas(there)
        self.changed.emit()

    # --- the page

    def show(self) -> PersonasPage:
        """The page with all personas."""
        page = self.page or self._make()
        page.show_personas(self.all)
        page.show_guided(self._models.is_guide(self._application.settings.current.default_model))
        self._show_page(page)
        page.focus()
        return page

    def toggle(self) -> None:
        """The page, or back to the chat."""
        self.closed.emit() if self._stack.currentWidget() is self.page else self.show()

    def _make(self) -> PersonasPage:
        page = self.page = PersonasPage(self._appearance)
        page.begin_requested.connect(lambda persona: self.begin(persona.id))
        page.edit_requested.connect(lambda persona: self.edit(persona.id))
        page.duplicate_requested.connect(self.duplicate)
        page.export_requested.connect(self.ask_export)
        page.delete_requested.connect(self.delete)
        page.new_requested.connect(lambda: self.edit_new(Persona(0, "")))
        page.import_requested.connect(self.ask_import)
        page.dropped.connect(self.import_cards)
        page.models_requested.connect(self.models_requested)
        page.closed.connect(self.closed)
        page.notice.answered.connect(page.focus)
        self._stack.addWidget(page)
        self.made.emit(page)
        return page

    # --- one persona

    def begin(self, persona_id: int) -> None:
        """A new chat with it."""
        service = self._service
        if service is not None:
            self._tasks.store(lambda: service.begin(persona_id), lambda chat: self.begun.emit(chat.id))

    def edit(self, persona_id: int) -> None:
        """Read all of it, and open the editor."""
        service = self._service
        if service is not None:
            self._tasks.store(lambda: service.get(persona_id), self.edit_new)

    def edit_new(self, persona: Persona) -> PersonaEditor:
        """The editor of a persona that is being made, or was read."""
        dialog = PersonaEditor(self._appearance, persona, self._models.models, self._count, self._window)
        dialog.save_requested.connect(lambda written: self._save(dialog, written))
        dialog.open()
        return dialog

    def _save(self, dialog: PersonaEditor, persona: Persona) -> None:
        service = self._service

        def saved(kept: Persona) -> None:
            if isValid(dialog):
                dialog.accept()

        def failed(error: Exception) -> None:
            if isValid(dialog) and isinstance(error, UserError):
                dialog.refuse(translated(error.said))
            else:
                self._tasks.failed.emit(error)

        if service is None:  # the chats were locked meanwhile: what was written stays in the editor
            dialog.refuse(tr("Your chats are not open. Open them, then save."))
        else:
            self._tasks.store(lambda: service.save(persona), saved, failed)

    def _count(self, text: str, ref: str, counted: Callable[[tuple[int, bool]], object]) -> None:
        chats = self._talk.service
        if chats is not None:
            self._tasks.pool(lambda: chats.count_tokens(text, ref), counted)

    def duplicate(self, persona: Persona) -> None:
        """A second one of it."""
        service, name = self._service, tr("{name} (copy)", name=persona.name)
        if service is not None:
            self._tasks.store(lambda: service.duplicate(persona.id, name))

    def delete(self, persona: Persona) -> None:
        """Offer it no longer, and offer to bring it back."""
        service, page = self._service, self.page
        if service is None or page is None:
            return
        back = lambda: self._tasks.store(lambda: service.restore(persona.id))  # noqa: E731
        self._tasks.store(
            lambda: service.delete(persona.id),
            lambda done: page.undo.offer_call(tr("Deleted “{name}”", name=persona.name), back),
        )

    # --- cards

    def ask_import(self) -> QFileDialog:
        """Ask for cards, and take them in."""
        dialog = QFileDialog(self._window, tr("Import character cards"), str(Path.home()))
        dialog.setNameFilter(tr("Character cards (*.png *.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.import_cards([Path(path) for path in paths]))
        dialog.open()
        return dialog

    def import_cards(self, paths: Sequence[Path]) -> None:
        """Take in what is a card, and say of the rest what is wrong."""
        service = self._service
        if service is None:
            return

        def bring() -> tuple[list[Persona], list[str]]:
            came: list[Persona] = []
            problems: list[str] = []
            for path in paths:
                try:
                    came.append(service.import_card(path, kept_picture))
                except UserError as error:
                    problems.append(f"{path.name}: {translated(error.said)}")
            return came, problems

        self._tasks.pool(bring, self._imported)

    def _imported(self, done: tuple[list[Persona], list[str]]) -> None:
        came, problems = done
        if self._service is None:
            return
        page = self.show()
        names = ", ".join(f"“{persona.name}”" for persona in came[:5]) + (" …" if len(came) > 5 else "")
        said = [tr("{names} came in.", names=names)] if came else [tr("Nothing was imported.")]
        unused = [f"{persona.name}: {words}" for persona in came if (words := left_out_words(left_out(persona.card)))]
        page.notice.say(" ".join(said), "\n".join([*problems, *unused]), error=bool(problems))

    def ask_export(self, persona: Persona) -> SaveCard | None:
        """Ask where to, and write a persona as a card."""
        if self._service is None:
            return None
        dialog = SaveCard(self._service, persona, self._appearance, self._tasks, self._window)
        dialog.written.connect(self._exported)
        dialog.open()
        return dialog

    def _exported(self, path: Path) -> None:
        if self.page is not None:
            self.page.notice.say(tr("Saved as {name}.", name=path.name))

    # --- the open chat

    def ask(self) -> ChoosePersona | None:
        """Ask who plays in the open chat; in one that does not exist yet, the page shows who can."""
        chat = self._talk.chat
        if chat is None or self._talk.temporary:
            self.show()
            return None
        guided = self._models.is_guide(self._talk.model_ref)
        dialog = ChoosePersona(self._appearance, self.all, chat.persona_id, guided, self._window)
        dialog.accepted.connect(lambda: self.play(chat.id, dialog.chosen()))
        dialog.open()
        return dialog

    def play(self, chat_id: int, persona_id: int | None) -> None:
        """Let a persona play in a chat, or nobody, and offer to take that back."""
        service = self._service
        if service is None:
            return
        chat = self._talk.chat
        if chat is not None and chat.id == chat_id and chat.persona_id == persona_id:
            return
        name = self.known[persona_id].name if persona_id in self.known else ""

        def done(before: Worn) -> None:
            words = tr("“{name}” plays here now", name=name) if name else tr("Nobody plays here now")
            self.played.emit(words, lambda: self._tasks.store(lambda: service.undo(chat_id, before)))
            self._talk.reread(chat_id)

        self._tasks.store(lambda: service.play(chat_id, persona_id), done)

    def remove(self) -> None:
        """Nobody plays in the open chat any more."""
        if self._talk.chat is not None:
            self.play(self._talk.chat.id, None)
