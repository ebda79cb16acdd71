"""Where chats lie, and finding what was said in them.

One rule: nothing here removes a chat but emptying the trash, and each change is told on the bus.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paddock.core.chats import Chat, Folder
from paddock.core.searching import ChatQuery, Hit
from paddock.services.bus import Bus, ChatsChanged
from paddock.store.organise import Organiser, clean_name
from paddock.store.search import ChatSearch


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where a chat shall lie; None: where it does.

    Attributes:
        folder: its name, "" for none.

    Raises:
        UserError: "bad-name".
    """

    pinned: bool | None = None
    archived: bool | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    untags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for tag in self.tags:
            clean_name(tag, "A tag")
        if self.folder:
            clean_name(self.folder, "A folder's name")


class ChatPlaces:
    """Folders, tags, pins, the archive, the trash, and the search. Every method blocks on the store."""

    def __init__(self, organiser: Organiser, search: ChatSearch, bus: Bus) -> None:
        self._organiser = organiser
        self._search = search
        self._bus = bus

    def search(self, query: ChatQuery) -> list[Hit]:
        """Titles, then messages, the newest first. Raises `UserError`: "not-indexed"."""
        return self._search.find(query)

    def models(self) -> list[str]:
        """The models that a search can be narrowed down to: those that have answered, as they were shown."""
        return self._search.models()

    # --- folders

    def folders(self) -> list[Folder]:
        """All folders in the person's order."""
        return self._organiser.folders()

    def add_folder(self, name: str) -> Folder:
        """A new folder. Raises `UserError`: "bad-name"."""
        folder = self._organiser.add_folder(name)
        self._changed()
        return folder

    def rename_folder(self, folder_id: int, name: str) -> None:
        """Call it something else. Raises `UserError`: "bad-name", "no-such-folder"."""
        self._organiser.rename_folder(folder_id, name)
        self._changed()

    def remove_folder(self, folder_id: int) -> None:
        """Take a folder away; its chats stay, in no folder."""
        self._organiser.remove_folder(folder_id)
        self._changed()

    def order_folders(self, ids: Sequence[int]) -> None:
        """Put the folders into this order."""
        self._organiser.order_folders(ids)
        self._changed()

    def put(self, chat_ids: Iterable[int], folder_id: int | None) -> None:
        """Put chats into a folder; None: into none."""
        self._organiser.put(ids := tuple(chat_ids), folder_id)
        self._changed(ids)

    def folder_named(self, name: str) -> Folder | None:
        """The folder of that name, in capitals or not."""
        wanted = " ".join(name.split()).casefold()
        return next((folder for folder in self._organiser.folders() if folder.name.casefold() == wanted), None)

    # --- chats

    def arrange(self, chat_id: int, wanted: Arrangement) -> None:
        """Put one chat where it shall lie; a folder of a name that none has is made."""
        if wanted.pinned is not None:
            self.pin([chat_id], wanted.pinned)
        if wanted.archived is not None:
            self.archive([chat_id], wanted.archived)
        if wanted.folder is not None:
            folder = (self.folder_named(wanted.folder) or self.add_folder(wanted.folder)) if wanted.folder else None
            self.put([chat_id], folder.id if folder else None)
        for tag in wanted.tags:
            self.tag([chat_id], tag)
        unwanted = {tag.casefold() for tag in wanted.untags}
        for tag, _ in self.tags() if unwanted else ():
            if tag.casefold() in unwanted:  # in capitals or not
                self.untag([chat_id], tag)

    def pin(self, chat_ids: Iterable[int], pinned: bool = True) -> None:
        """Keep chats above all others, or no longer."""
        self._organiser.pin(ids := tuple(chat_ids), pinned)
        self._changed(ids)

    def archive(self, chat_ids: Iterable[int], archived: bool = True) -> None:
        """Take chats out of the list without deleting them, or bring them back."""
        self._organiser.archive(ids := tuple(chat_ids), archived)
        self._changed(ids)

    def trash(self, chat_ids: Iterable[int]) -> None:
        """Put chats into the trash, for 30 days."""
        self._organiser.trash(ids := tuple(chat_ids))
        self._changed(ids)

    def untrash(self, chat_ids: Iterable[int]) -> None:
        """Bring chats back from the trash."""
        self._organiser.untrash(ids := tuple(chat_ids))
        self._changed(ids)

    def trashed(self) -> list[Chat]:
        """What lies in the trash, the latest first."""
        return self._organiser.trashed()

    def purge(self, chat_ids: Iterable[int]) -> int:
        """Remove, for good, what lies in the trash of these chats; how many that were."""
        gone = self._organiser.purge(ids := tuple(chat_ids))
        self._changed(ids)
        return gone

    # --- tags

    def tags(self) -> list[tuple[str, int]]:
        """All tags, each with the number of its chats."""
        return self._organiser.tags()

    def tag(self, chat_ids: Iterable[int], tag: str) -> None:
        """Give chats a tag. Raises `UserError`: "bad-name"."""
        self._organiser.tag(ids := tuple(chat_ids), tag)
        self._changed(ids)

    def untag(self, chat_ids: Iterable[int], tag: str) -> None:
        """Take a tag from chats."""
        self._organiser.untag(ids := tuple(chat_ids), tag)
        self._changed(ids)

    def _changed(self, chat_ids: Sequence[int] = ()) -> None:
        self._bus.publish(ChatsChanged(chat_ids[0] if len(chat_ids) == 1 else None))
