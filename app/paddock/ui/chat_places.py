"""What is done with many chats: folders, tags, pins, the archive, the trash, and the search in all messages.

One rule: every change goes through the service off the GUI thread, and the list shows what the store then has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from paddock.application import Application
from paddock.core.chats import Chat
from paddock.core.searching import ChatQuery, Hit
from paddock.services.bus import ChatsChanged
from paddock.services.chat_places import ChatPlaces
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_list.view import ChatListView, Want, Wanted
from paddock.ui.conversation import Conversation
from paddock.ui.dialogs import NameDialog
from paddock.ui.i18n import tr
from paddock.ui.search_filters import Choices
from paddock.ui.shelf import ShelfDialog, ask_for_good
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

PAUSE = 150  # ms without a key before messages are searched


class PlaceActions(QObject):
    """Carries out what the list wants.

    Signals:
        searched: the hits of the present search are shown.
        chat_wanted: what was found is being opened: the page with the chat has to be seen.
        choices_changed: the `Choices` that there are now of folders, tags and models.
    """

    searched = Signal()
    choices_changed = Signal(object)
    chat_wanted = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        model: ChatListModel,
        view: ChatListView,
        conversation: Conversation,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._model = model
        self._view = view
        self._conversation = conversation
        self._appearance = appearance
        self._window = window
        self._places: ChatPlaces | None = None
        self._query = ChatQuery("")
        self._asked = 0  # counts searches; a late result of an earlier one is not shown
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self._end = application.bus.subscribe(ChatsChanged, lambda event: tasks.on_gui(self.refresh))
        view.wanted.connect(self.do)
        view.hit_opened.connect(self.open_hit)
        view.folded.connect(lambda ids: tasks.store(lambda: application.settings.update(folded_folders=ids)))
        model.dropped.connect(self._dropped)

    def start(self) -> None:
        """The store is open."""
        self._places = self._application.places
        self._model.set_folded(self._application.settings.current.folded_folders)
        self.refresh()

    def let_go(self) -> None:
        """The store is closed: show nothing of it."""
        self._pause.stop()
        self._places = None
        self._asked += 1
        self._show_choices(Choices())

    def close(self) -> None:
        """Hear nothing more."""
        self._pause.stop()
        self._end()

    def refresh(self) -> None:
        """Read folders and tags again."""
        places = self._places
        if places is not None:
            self._tasks.store(
                lambda: Choices(places.folders(), [tag for tag, _ in places.tags()], places.models()),
                self._show_choices,
            )

    def _show_choices(self, choices: Choices) -> None:
        self._model.set_folders(choices.folders)
        self._view.set_tags(choices.tags)
        self.choices_changed.emit(choices)

    # --- the search

    def look_for(self, text: str) -> None:
        """Somebody types into the filter: messages are searched when they pause."""
        self._asked += 1
        self._query = replace(self._query, text=text)
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()

    def narrow(self, query: ChatQuery) -> None:
        """Search anew with other filters; their text does not count."""
        self._query = replace(query, text=self._query.text)
        if self._query.text.strip():
            self._search()

    @property
    def query(self) -> ChatQuery:
        """What is looked for."""
        return self._query

    def _search(self) -> None:
        self._asked += 1
        asked, query, places = self._asked, self._query, self._places
        if places is not None:
            self._tasks.pool(lambda: places.search(query), lambda hits: self._found(asked, hits))

    def _found(self, asked: int, hits: Sequence[Hit]) -> None:
        if asked == self._asked:
            self._model.set_hits([hit for hit in hits if hit.message_id is not None or hit.archived])
            self.searched.emit()

    def find_titles(self, text: str, found: Callable[[Sequence[Hit]], object]) -> None:
        """Look for chats by their titles, off the GUI thread."""
        places = self._places
        if places is not None:
            self._tasks.pool(lambda: [hit for hit in places.search(ChatQuery(text)) if hit.message_id is None], found)

    def open_hit(self, hit: Hit) -> None:
        """Show what was found: the message, or the chat where only its title was."""
        self.chat_wanted.emit()
        if hit.message_id is None:
            self._conversation.show(hit.chat_id)
        else:
            self._conversation.show_message(hit.chat_id, hit.message_id)

    # --- out of the list

    def show_archive(self) -> ShelfDialog | None:
        """What is in the archive, to be brought back."""
        told = tr("These chats are out of the list. They are found by a search all the same.")
        service = self._conversation.service
        if service is None or self._places is None:
            return None
        places = self._places
        return self._show_shelf(
            ShelfDialog(self._appearance, tr("Archive"), told, self._window, trash=False),
            lambda: [chat for chat in service.chats() if chat.archived],
            lambda ids: places.archive(ids, False),
        )

    def show_trash(self) -> ShelfDialog | None:
        """What is in the trash, to be brought back or removed for good."""
        told = tr("Chats stay here for 30 days.")
        if self._places is None:
            return None
        places = self._places
        shelf = ShelfDialog(self._appearance, tr("Trash"), told, self._window, trash=True)

        def remove(ids: Sequence[int]) -> None:
            def purge() -> None:
                self._tasks.store(lambda: places.purge(ids), lambda count: self._fill(shelf, places.trashed))

            ask_for_good(self._appearance, len(ids), shelf, purge)

        shelf.gone_requested.connect(remove)
        return self._show_shelf(shelf, places.trashed, places.untrash)

    def _show_shelf(
        self,
        shelf: ShelfDialog,
        read: Callable[[], Sequence[Chat]],
        back: Callable[[Sequence[int]], None],
    ) -> ShelfDialog:
        shelf.back_requested.connect(
            lambda ids: self._tasks.store(lambda: back(ids), lambda done: self._fill(shelf, read))
        )
        self._fill(shelf, read)
        shelf.open()
        return shelf

    def _fill(self, shelf: ShelfDialog, read: Callable[[], Sequence[Chat]]) -> None:
        self._tasks.store(read, lambda chats: shelf.show_chats(chats) if isValid(shelf) else None)

    # --- what the list wants

    def do(self, wanted: Wanted) -> None:
        """Carry it out, asking for a name where one is needed."""
        places = self._places
        if places is None:
            return
        ids, value = wanted.ids, wanted.value
        match wanted.want:
            case Want.PIN:
                self._change(lambda: places.pin(ids, bool(value)))
            case Want.ARCHIVE:
                self._change(lambda: places.archive(ids, bool(value)))
            case Want.PUT:
                self._change(lambda: places.put(ids, value if isinstance(value, int) else None))
            case Want.TAG:
                self._change(lambda: places.tag(ids, str(value)))
            case Want.UNTAG:
                self._change(lambda: places.untag(ids, str(value)))
            case Want.ORDER_FOLDERS:
                self._change(lambda: places.order_folders(ids))
            case Want.REMOVE_FOLDER:
                self._change(lambda: places.remove_folder(ids[0]))
            case _:
                self._ask(places, wanted)

    def new_folder(self) -> None:
        """Ask for the name of a folder that is empty at first."""
        self.do(Wanted(Want.NEW_FOLDER, ()))

    def _ask(self, places: ChatPlaces, wanted: Wanted) -> NameDialog:
        ids = wanted.ids
        words = {
            Want.NEW_FOLDER: (tr("New folder"), tr("Make it"), tr("Name of the folder")),
            Want.NEW_TAG: (tr("New tag"), tr("Give it"), tr("The tag")),
            Want.RENAME_FOLDER: (tr("Rename the folder"), tr("Rename"), tr("Name of the folder")),
        }[wanted.want]
        old = str(wanted.value) if wanted.want is Want.RENAME_FOLDER else ""
        dialog = NameDialog(self._appearance, *words, old, self._window)

        def make(name: str) -> None:
            if wanted.want is Want.NEW_TAG:
                places.tag(ids, name)
            elif wanted.want is Want.RENAME_FOLDER:
                places.rename_folder(ids[0], name)
            else:
                places.put(ids, places.add_folder(name).id)

        def accepted() -> None:
            name = dialog.field.text()
            if name.strip():
                self._change(lambda: make(name))

        dialog.accepted.connect(accepted)
        dialog.open()
        return dialog

    def _dropped(self, ids: Sequence[int], place: tuple[str, int | None]) -> None:
        """Chats were dropped: onto the pinned ones, a folder, or a heading of dates (then they are in none)."""
        places = self._places
        if places is None or not ids:
            return
        kind, folder_id = place

        def move() -> None:
            if kind == "pinned":
                places.pin(ids)
            else:
                places.pin(ids, False)
                places.put(ids, folder_id)

        self._change(move)

    def _change(self, work: Callable[[], object]) -> None:
        self._tasks.store(work)
