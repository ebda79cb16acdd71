"""Chats: a tree of messages; what one sees is the path to its head. One rule: values and pure functions."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from paddock.core.params import Overflow

TITLE_LENGTH = 48
_NUMBERED = re.compile(r" \(\d{1,4}\)$")


class Titled(StrEnum):
    """Who gave a chat its title; only one that came of its first words may be replaced without being asked."""

    WORDS = "words"
    MODEL = "model"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat without its messages.

    Attributes:
        head_id: the last message of the visible path; None while the chat is empty.
        model: reference of the model that answers ("guide" or a path, see `core.models`).
        draft: text in the composer that was not sent.
        updated_at: seconds since the epoch.
        overflow: what happens when the chat grows beyond the model's context.
        folder_id: the folder it lies in; None: in none.
        archived: out of the list, but neither deleted nor hidden from a search.
        tags: in alphabetical order.
        persona_id: whose part the model plays; None: its own.
        sampling: settings of this chat where they differ from the model's: JSON, see `config.overrides`.
        deleted_at: when it went to the trash, seconds since the epoch; None: it is not there.
        touched: greater than that of every chat that was written to before it; what a list is ordered by.
    """

    id: int
    title: str
    head_id: int | None = None
    model: str = ""
    system_prompt: str = ""
    draft: str = ""
    created_at: float = 0.0
    updated_at: float = 0.0
    overflow: Overflow = Overflow.SHIFT
    folder_id: int | None = None
    pinned: bool = False
    archived: bool = False
    titled: Titled = Titled.PERSON
    tags: tuple[str, ...] = ()
    persona_id: int | None = None
    sampling: str = ""
    deleted_at: float | None = None
    touched: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """A place for chats; `chats` is how many lie in it, those in the trash not among them."""

    id: int
    name: str
    chats: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a model wrote of the beginning of a chat, for models to read; the messages themselves stay.

    Attributes:
        message_id: the last message that it covers, and with it all that are above that one.
        model: what wrote it, as shown to the person.
        created_at: seconds since the epoch, for showing only.
    """

    id: int
    chat_id: int
    message_id: int
    text: str
    model: str = ""
    created_at: float = 0.0


def another_title(title: str, taken: Collection[str]) -> str:
    """A title that tells a chat from the one that it was made of: "Title (2)", or the next number that nobody has."""
    if not title:
        return ""
    base = _NUMBERED.sub("", title)
    return next(found for number in count(2) if (found := f"{base} ({number})") not in taken)


def title_from(text: str) -> str:
    """A chat's title from its first words: one line, at most TITLE_LENGTH characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > TITLE_LENGTH // 2 else cut).rstrip(" ,;:.-") + "…"
