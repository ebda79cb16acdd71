"""The window: puts the parts together and connects them. One rule: it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from paddock.application import Application
from paddock.core.chats import Chat
from paddock.core.errors import Remedy
from paddock.services.chat_set import ChatSet
from paddock.services.chats import ChatService
from paddock.ui.announcer import Announcer
from paddock.ui.attaching import Attaching
from paddock.ui.bridge import EngineBridge
from paddock.ui.chat_actions import ChatActions
from paddock.ui.chat_binding import ChatBinding
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_page import ChatPage
from paddock.ui.chat_places import PlaceActions
from paddock.ui.commands import commands_of, offers_of
from paddock.ui.connections import connect
from paddock.ui.context_watch import ContextWatch
from paddock.ui.conversation import Conversation
from paddock.ui.dialogs import keep_file_dialogs_in
from paddock.ui.ending import end, let_go
from paddock.ui.errors import ErrorPresenter
from paddock.ui.frame import Frame, MainArea
from paddock.ui.geometry import WindowMemory
from paddock.ui.header import Header
from paddock.ui.i18n import tr
from paddock.ui.inspector.binding import InspectorBinding
from paddock.ui.inspector.control import InspectorControl
from paddock.ui.inspector.panel import Inspector
from paddock.ui.library.control import LibraryControl
from paddock.ui.library.drop import WindowDrop
from paddock.ui.lock_control import LockControl
from paddock.ui.looking import say_so
from paddock.ui.looks import Looks
from paddock.ui.message_actions import MessageActions
from paddock.ui.model_actions import ModelActions
from paddock.ui.model_state import ModelState
from paddock.ui.notice import NoticeBar
from paddock.ui.notices import EngineNotices
from paddock.ui.palette.control import CommandPalette
from paddock.ui.personas.control import PersonaControl
from paddock.ui.prefill import Prefiller
from paddock.ui.prompt_format.control import PromptFormats
from paddock.ui.prompt_format.notices import FormatNotices
from paddock.ui.prompt_templates import TemplatePicker
from paddock.ui.readying import Readying
from paddock.ui.remedies import Remedies
from paddock.ui.replacing import ChatsReplacer
from paddock.ui.session import Session
from paddock.ui.settings.dialog import open_settings
from paddock.ui.shortcuts import install
from paddock.ui.sidebar import Sidebar
from paddock.ui.speed import SpeedExplainer
from paddock.ui.spelling import Spelling
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.temporary import TemporaryChats
from paddock.ui.titling import Titling
from paddock.ui.ways import Ways

MIN_SIZE = (560, 420)
_KEYS = Qt.KeyboardModifier


class MainWindow(QMainWindow):
    """Sidebar, header, and a stack of pages."""

    def __init__(self, application: Application, appearance: Appearance, logo: Path) -> None:
        super().__init__()
        self.setWindowTitle(tr("Paddock"))
        self.setWindowIcon(QIcon(str(logo)))
        self.setMinimumSize(*MIN_SIZE)
        self._application = application
        self.appearance = appearance
        self._closed = False
        self.ended_well = True
        self.tasks = Tasks(self)
        self.bridge = EngineBridge(self)
        self.conversation = Conversation(self.tasks, self.bridge, application.settings, self)
        self.models = ModelState(application, self.tasks, self)
        self.chat_model = ChatListModel(self)
        keep_file_dialogs_in(application.paths.config)
        self._make_widgets(logo)
        self._make_parts()
        connect(self)
        self.command_palette.commands = commands_of(self)
        self.command_palette.offers = offers_of(self)
        install(self, self.command_palette.commands)
        self.memory = WindowMemory(self, self.frame.splitter, self.sidebar, application.settings, self.tasks)
        self._sidebar_changed()
        self.show_page(self.page)
        self.page.set_empty(application.settings.current.open_chat is None)
        self.page.composer.edit.setFocus()

    # --- building

    def _make_widgets(self, logo: Path) -> None:
        look = self.appearance
        self.sidebar = Sidebar(look, self.chat_model, logo)
        self.header = Header(look, self.models)
        self.bar = NoticeBar(look)
        self.format_bar = NoticeBar(look)
        self.page = ChatPage(look, logo)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.inspector = Inspector(look)
        self.frame = Frame(self.sidebar, MainArea(self.header, (self.bar, self.format_bar), self.stack), self.inspector)
        self.setCentralWidget(self.frame)

    def _make_parts(self) -> None:
        app, tasks, look = self._application, self.tasks, self.appearance
        self.announcer = Announcer(self)
        self.looks = Looks(look, app.settings, tasks, self)
        self.ways = Ways(self.sidebar, self.header, self.stack, self.page, self.inspector)
        self.presenter = ErrorPresenter(look, self.bar, self)
        self.session = Session(app, tasks, look, self.presenter, self.bar, self)
        self.library = LibraryControl(app, tasks, look, self.conversation, self.stack, self.show_page, self)
        self.drops = WindowDrop(self, lambda paths: self.library.show().drop(paths))
        self.chats = ChatActions(app, tasks, self.chat_model, self.conversation, look, self)
        self.places = PlaceActions(app, tasks, self.chat_model, self.sidebar.list, self.conversation, look, self)
        talk, models, composer = self.conversation, self.models, self.page.composer
        card, foot = self.page.suggestions.card, self.sidebar.downloads
        self.model_actions = ModelActions(app, tasks, talk, models, card, foot, self.bar, self, look)
        navigation = {
            Remedy.OPEN_MODELS: self.show_models,
            Remedy.OPEN_FILE: self.model_actions.ask_file,
            Remedy.CHOOSE_MODEL: self.header.chip.open_menu,
            Remedy.NEW_CHAT: self.new_chat,
            Remedy.ENTER_RECOVERY_KEY: self.session.open,
            Remedy.ENTER_PASSPHRASE: self.session.open,
        }
        self.formats = PromptFormats(app, tasks, talk, models, look, self)
        self.remedies = Remedies(app, tasks, talk, models, self.formats, navigation)
        self.watch = ContextWatch(talk, models, composer, tasks, self)
        self.prefiller = Prefiller(talk, models, composer, tasks, self)
        self.readying = Readying(talk, models, composer, app.ahead.load, tasks, self)
        self.message_actions = MessageActions(app, tasks, talk, models, self.page, look, self)
        self.temporary = TemporaryChats(app, tasks, talk, self.page.temporary, look, self)
        self.attaching = Attaching(composer, tasks, self)
        self.spelling = Spelling(composer, app.speller, app.settings, tasks, look, self)
        self.picker = TemplatePicker(composer, app.settings, tasks, look, self)
        self.titling = Titling(app, tasks, talk, self)
        keep, ask = composer.flush_draft, self.session.locked
        self.lock = LockControl(app, tasks, talk, keep, lambda: let_go(self), ask, self)
        self.replacer = ChatsReplacer(app, tasks, talk, look, keep, lambda: let_go(self), ask, self)
        self.view = ChatBinding(talk, models, self.page, self.header, self.chat_model, self.watch, look)
        self.personas = PersonaControl(app, tasks, look, talk, models, self.stack, self.show_page, self)
        self.inspecting = InspectorBinding(app, tasks, talk, models, self.watch, self.inspector, self.personas)
        self.inspector_control = InspectorControl(
            self.frame, self.inspector, self.header, app.settings, tasks, self.page.composer
        )
        self.format_notices = FormatNotices(talk, models, self.format_bar, app.settings, tasks, self.formats.show)
        self.speed = SpeedExplainer(app, tasks, look, self.presenter.remedy_label, self)
        self.command_palette = CommandPalette(
            self, look, app.settings, tasks, self.announcer, models,
            self.model_actions.choose, self.model_actions.unload, self.places.find_titles, self.open_chat,
        )  # fmt: skip
        self.notices = EngineNotices(
            talk, models, self.watch, self.presenter, self.bar, self.show_inspector, self.new_chat
        )

    # --- starting and ending

    def begin(self) -> None:
        """After the first paint: open the chats, look at the models, have the guide ready."""
        self.session.open()
        self.model_actions.start()
        self.model_actions.preload()

    def chats_opened(self, service: ChatService) -> None:
        """The store is open."""
        kept = ChatSet(service, self._application.branching)
        self.conversation.start(kept, self._application.settings.current.open_chat)
        self.chats.start(service)
        self.places.start()
        self.personas.start()
        if self._application.only_looks:
            say_so(self._application, self.bar, self.page.composer)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End everything; a temporary chat is asked for first."""
        if not self._closed and self.conversation.losing:
            event.ignore()
            self.temporary.ask(self.conversation.discard, then=self.close)
            return
        if not self._closed:
            self._closed = True
            self.ended_well = end(self, self._application)
        super().closeEvent(event)

    # --- navigation

    def new_chat(self) -> None:
        """The chat that does not exist yet; the filter goes, which would hide it once it does."""
        self.sidebar.filter.clear()
        self.open_chat(None)

    def open_chat(self, chat_id: int | None) -> None:
        """Show a chat and give the composer the focus."""
        self.show_chat(chat_id)
        self.page.composer.edit.setFocus()

    def show_chat(self, chat_id: int | None) -> None:
        """Show a chat; the focus stays where it is."""
        self.show_page(self.page)
        self.conversation.show(chat_id)

    def show_page(self, page: QWidget) -> None:
        """Chat or models."""
        self.stack.setCurrentWidget(page)
        chat = page is self.page
        self.sidebar.show_page(page.accessibleName())
        self.header.set_page("" if chat else page.accessibleName())
        self.frame.allow_inspector(chat)

    def toggle_models(self) -> None:
        """Models, or back to the chat."""
        self.back_to_chat() if self.stack.currentWidget() is self.library.page else self.show_models()

    def show_models(self) -> None:
        """The Models page."""
        self.library.show()

    def back_to_chat(self) -> None:
        """The open chat, as it was."""
        self.show_page(self.page)
        self.page.composer.edit.setFocus()

    def show_settings(self, section: str = "") -> None:
        """The settings dialog, at one of its sections."""
        open_settings(self._application, self, section)

    def toggle_sidebar(self) -> None:
        """Hide the sidebar, or show it."""
        self.sidebar.setVisible(self.sidebar.isHidden())
        self._sidebar_changed()
        self.memory.touch()

    def show_inspector(self, page: int) -> None:
        """Show one of the inspector's pages, beside the chat."""
        self.show_page(self.page)
        self.inspector_control.show_page(page)

    def explain_speed(self, message_id: int | None = None) -> None:
        """Say why an answer was slow: that one, else the last."""
        found = [message for message in self.conversation.messages if message.id == message_id]
        self.speed.ask(found[0] if found else self.inspecting.last_answer())

    def focus_filter(self) -> None:
        """Put the focus on the filter, showing the sidebar if need be."""
        self.sidebar.focus_filter()
        self._sidebar_changed()

    def find_in_chat(self, by: int = 0) -> None:
        """Look for words in the open chat; to the next place where they stand (1), or the one before (-1)."""
        self.show_page(self.page)
        self.page.look_for(by)

    def rename(self) -> None:
        """Rename the chat or folder that has the focus in the list, or the open chat."""
        if self.sidebar.list.rename_folder():
            return
        listed = self.chat_model.chat_at(self.sidebar.list.currentIndex())
        chat = listed if listed is not None and self.sidebar.list.hasFocus() else self.conversation.chat
        if chat is self.conversation.chat and self.conversation.temporary:
            return  # it is in no list
        if chat is not None and (self.sidebar.isHidden() or not self.sidebar.list.rename(chat.id)):
            self.chats.ask_title(chat)

    def raise_window(self) -> None:
        """In front of everything: another start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def type_text(self, text: str) -> None:
        """What was typed elsewhere goes into the message, and the focus after it."""
        self.back_to_chat()
        self.page.composer.edit.insertPlainText(text)

    def with_chat(self, action: Callable[[Chat], object]) -> None:
        """Do something with the open chat, if there is one."""
        if self.conversation.chat is not None and not self.conversation.temporary:
            action(self.conversation.chat)

    def _sidebar_changed(self) -> None:
        self.header.set_sidebar_shown(not self.sidebar.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the answer, wherever the focus is, unless something else took it; letters go into the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.conversation.stop()
            self.page.composer.edit.setFocus()
        elif self.page.transcript.isAncestorOf(self.focusWidget() or self) and writes(event):
            self.type_text(event.text())
        else:
            super().keyPressEvent(event)


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes something, and is no shortcut."""
    held = event.modifiers() & (_KEYS.ControlModifier | _KEYS.AltModifier | _KEYS.MetaModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())
