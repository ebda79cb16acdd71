"""The chats of one store with what changes them: those that are kept, and those that never touch the disk.

One rule: a number of one store is none of the other's, so whoever holds a number need not ask whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from paddock.services.branching import Branching
from paddock.services.chats import ChatService


def _keep(chat_id: int) -> None:
    """Kept chats go by the trash alone."""


@dataclass(frozen=True, slots=True)
class ChatSet:
    """What the window needs of one store.

    Attributes:
        temporary: nothing of these chats is ever written to the disk.
        forget: removes a temporary chat for good; does nothing with one that is kept. Blocks.
    """

    chats: ChatService
    branching: Branching
    temporary: bool = False
    forget: Callable[[int], None] = _keep
