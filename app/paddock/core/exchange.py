"""Whole chats on their way in or out. One rule: values; numbers mean something only within one record."""

from __future__ import annotations

from dataclasses import dataclass, field

from paddock.core.chats import Chat, Summary
from paddock.core.messages import Message


@dataclass(frozen=True, slots=True)
class ChatRecord:
    """A chat with everything that belongs to it.

    Attributes:
        uid: 32 hexadecimal digits: the same chat has the same wherever it goes; "" where it came from elsewhere.
        chat: its `head_id` names one of `messages`; its folder and persona are named by `folder` and `persona`.
        messages: of all branches; a message comes after the one that it answers.
    """

    uid: str
    chat: Chat
    messages: tuple[Message, ...]
    folder: str = ""
    persona: str = ""
    summaries: tuple[Summary, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds: chats, and what of it could not be read, a sentence each without any text of a chat."""

    program: str
    records: tuple[ChatRecord, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        chat_ids: of the chats that are new.
        messages: how many came in with them, of all branches.
        known: how many were here already and were left as they are.
        restored: how many were in the trash and are back from there, as they were.
    """

    program: str
    chat_ids: tuple[int, ...] = ()
    messages: int = 0
    known: int = 0
    restored: int = 0
    problems: tuple[str, ...] = field(default_factory=tuple)
