"""Words that a number changes. One rule: one of a thing is never called by the name of many."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 chat", "2 chats"; `many` where it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"
