"""Who changed what, told to whoever shows it.

One rule: a listener is called on the publisher's thread and must only take note; a front end moves it to its own.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from paddock.core.downloads import DownloadItem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatsChanged:
    """A chat came, went, or changed its title or place; None: any of them."""

    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class MessagesChanged:
    """Messages of a chat changed other than by streaming."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class PersonasChanged:
    """A persona came, went or was changed."""


@dataclass(frozen=True, slots=True)
class ModelsChanged:
    """A model came, went or was renamed."""


@dataclass(frozen=True, slots=True)
class DownloadChanged:
    """A download moved on; `item` is None when it left the list."""

    id: str
    item: DownloadItem | None


Event = ChatsChanged | MessagesChanged | PersonasChanged | ModelsChanged | DownloadChanged
E_ = TypeVar("E_", ChatsChanged, MessagesChanged, PersonasChanged, ModelsChanged, DownloadChanged)


class Bus:
    """Synchronous publish and subscribe, by the event's type; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[type, list[Callable[[Any], None]]] = {}

    def subscribe(self, kind: type[E_], listener: Callable[[E_], None]) -> Callable[[], None]:
        """Call `listener` at every event of this type; returns the way to end it."""
        with self._lock:
            self._listeners.setdefault(kind, []).append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners[kind]:
                    self._listeners[kind].remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everyone; one listener's mistake is logged and does not keep it from the others."""
        with self._lock:
            listeners = list(self._listeners.get(type(event), ()))
        for listener in listeners:
            try:
                listener(event)
            except Exception:
                log.exception("a listener of %s failed", type(event).__name__)
