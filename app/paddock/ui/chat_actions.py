"""What is done with whole chats: listing, renaming, deleting with undo, exporting.

One rule: every change goes through the service on the store's thread, and the list shows what the store then has.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from paddock.application import Application
from paddock.core.chats import Chat
from paddock.services.bus import ChatsChanged
from paddock.services.chats import ChatService
from paddock.services.exchange.names import file_name
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.conversation import Conversation
from paddock.ui.dialogs import PromptDialog, RenameDialog, SummaryDialog
from paddock.ui.export_chats import ExportChats
from paddock.ui.i18n import tr
from paddock.ui.settings.transfer import ImportDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class ChatActions(QObject):
    """Actions on chats, and the list's freshness.

    Signals:
        deleted: the Chats that can be brought back.
        exported: the path of a file that was written.
    """

    deleted = Signal(object)
    exported = Signal(object)

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        model: ChatListModel,
        conversation: Conversation,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._model = model
        self._conversation = conversation
        self._appearance = appearance
        self._window = window
        self._service: ChatService | None = None
        self._reading = False
        self._stale = False  # the whole list has to be read
        self._stale_chats: set[int] = set()  # these of it have to be
        self._end = application.bus.subscribe(ChatsChanged, lambda event: tasks.on_gui(lambda: self._changed(event)))
        model.renamed.connect(self.rename)

    def start(self, service: ChatService) -> None:
        """The store is open."""
        self._service = service
        self.refresh()

    def let_go(self) -> None:
        """The store is closed: list nothing of it."""
        self._service = None
        self._reading = self._stale = False
        self._stale_chats.clear()
        self._model.set_chats(())

    def close(self) -> None:
        """Hear nothing more."""
        self._end()

    def refresh(self) -> None:
        """Read the list again; many requests at once become one."""
        self._stale = True
        self._read()

    def _read(self) -> None:
        """Read what is stale: of 10,000 chats one or two, as a rule."""
        service, some = self._service, tuple(self._stale_chats)
        if service is None or self._reading or not (self._stale or some):
            return
        self._reading = True
        self._stale_chats.clear()
        if self._stale:
            self._stale = False
            self._tasks.store(service.chats, self._listed, self._not_listed)
        else:
            changed = partial(self._some_listed, some)
            self._tasks.store(lambda: service.some_chats(some), changed, self._not_listed)

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat another title."""
        service = self._service
        if service is not None:
            self._tasks.store(lambda: service.rename(chat_id, title))

    def ask_title(self, chat: Chat) -> QDialog:
        """Ask for a title where the list does not show the chat."""
        dialog = RenameDialog(self._appearance, chat.title, self._window)

        def renamed() -> None:
            if dialog.field.text().strip():
                self.rename(chat.id, dialog.field.text())

        dialog.accepted.connect(renamed)
        dialog.open()
        return dialog

    def ask_prompt(self) -> PromptDialog:
        """Edit the system prompt of the open chat, or of the one that does not exist yet."""
        chat, service = self._conversation.chat, self._conversation.service
        prompt = chat.system_prompt if chat else self._conversation.new_prompt
        dialog = PromptDialog(self._appearance, prompt, self._window)

        def saved() -> None:
            text = dialog.field.toPlainText()
            if chat is None:
                self._conversation.set_prompt(text)  # it may have become a real one meanwhile
            elif service is not None:
                self._tasks.store(lambda: service.set_system_prompt(chat.id, text))

        dialog.accepted.connect(saved)
        dialog.open()
        return dialog

    def show_summary(self) -> None:
        """Let the person read what the model reads in place of the open chat's beginning."""
        chat, service = self._conversation.chat, self._conversation.service
        if chat is not None and service is not None:
            self._tasks.store(lambda: service.summary(chat.id), self._summary_read)

    def _summary_read(self, summary: str) -> None:
        SummaryDialog(self._appearance, summary, self._window).open()

    def delete(self, chats: Sequence[Chat]) -> None:
        """Put chats in the trash, and offer to bring them back."""
        if self._service is None:
            return
        places = self._application.places
        for chat in chats:
            self._conversation.stop_chat(chat.id)
        if self._conversation.chat is not None and self._conversation.chat.id in {chat.id for chat in chats}:
            self._conversation.show(None)
        self._tasks.store(
            lambda: places.trash([chat.id for chat in chats]), lambda done: self.deleted.emit(tuple(chats))
        )

    def undo_delete(self, chats: Sequence[Chat]) -> None:
        """Bring chats back, and open the first."""
        if self._service is not None:
            places = self._application.places
            self._tasks.store(
                lambda: places.untrash([chat.id for chat in chats]),
                lambda done: self._conversation.show(chats[0].id),
            )

    def ask_export(self, chats: Sequence[Chat]) -> ExportChats:
        """Ask where to and as what, and save the chats."""
        title = chats[0].title if len(chats) == 1 else tr("{count} chats", count=len(chats))
        ids, name = [chat.id for chat in chats], file_name(title or tr("New chat"))
        exchange = self._application.exchange
        dialog = ExportChats(exchange, ids, name, self._appearance, self._tasks, self._window)
        dialog.written.connect(self.exported)
        dialog.open()
        return dialog

    def ask_import(self) -> ImportDialog:
        """Ask for chats of ours or of another program, and take them in."""
        dialog = ImportDialog(self._application, self._appearance, self._tasks, self._window)
        dialog.open()
        return dialog

    def _changed(self, event: ChatsChanged) -> None:
        if event.chat_id is None:
            self.refresh()
        else:
            self._stale_chats.add(event.chat_id)
            self._read()
        open_chat = self._conversation.chat
        if open_chat is not None and event.chat_id in (None, open_chat.id):
            self._conversation.refresh()

    def _listed(self, chats: list[Chat]) -> None:
        if self._service is not None:  # else they were locked meanwhile
            self._model.set_chats(chats)
        self._read_on()

    def _some_listed(self, asked: Sequence[int], chats: list[Chat]) -> None:
        if self._service is not None:
            self._model.change_chats(asked, chats)
        self._read_on()

    def _not_listed(self, error: Exception) -> None:
        self._tasks.failed.emit(error)
        self._read_on()

    def _read_on(self) -> None:
        """What changed while the list was read."""
        self._reading = False
        self._read()
