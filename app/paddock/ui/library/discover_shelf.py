"""What is here and what is on its way, for everything that offers models. One rule: it knows; it touches no disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from paddock.core.downloads import DownloadItem, request_id
from paddock.core.models import ModelFile


class Shelf(QObject):
    """The models on this computer, the downloads, which model answers in the open chat, and whether anything may be
    fetched.

    Signals:
        changed: any of them.
    """

    changed = Signal()

    def __init__(self, items: Iterable[DownloadItem], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = {item.id: item for item in items}
        self.models: tuple[ModelFile, ...] = ()
        self.in_use = ""
        self.offline = False

    @property
    def items(self) -> tuple[DownloadItem, ...]:
        """All downloads."""
        return tuple(self._items.values())

    def set_models(self, models: tuple[ModelFile, ...]) -> None:
        """What is on this computer now."""
        if models != self.models:
            self.models = models
            self.changed.emit()

    def set_item(self, download_id: str, item: DownloadItem | None) -> None:
        """A download moved on, or left."""
        if item is None:
            self._items.pop(download_id, None)
        else:
            self._items[download_id] = item
        self.changed.emit()

    def set_in_use(self, ref: str) -> None:
        """Which model answers in the open chat."""
        self.in_use = ref
        self.changed.emit()

    def set_offline(self, offline: bool) -> None:
        """Whether the person forbids every connection."""
        if offline != self.offline:
            self.offline = offline
            self.changed.emit()

    def item(self, repo_id: str, filename: str, download_id: str = "") -> DownloadItem | None:
        """The download of a repository's file, whatever it is called (`download_id`: what it may be called, too)."""
        for known in (download_id, request_id(repo_id, filename)):
            if known in self._items:
                return self._items[known]
        found = (i for i in self._items.values() if i.repo_id == repo_id and i.filename == filename)
        return next(found, None)

    def here(self, repo_id: str, filenames: Sequence[str]) -> ModelFile | None:
        """The model on this computer that came from one of these files of a repository."""
        for model in self.models:
            if model.origin.repo_id == repo_id and model.origin.filename in filenames:
                return model
        return None
