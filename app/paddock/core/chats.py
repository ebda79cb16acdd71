"""Chats: a tree of messages; what one sees is the path to its head. One rule: values and pure functions."""

from __future__ import annotations

from dataclasses import dataclass

from paddock.core.params import Overflow

TITLE_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat without its messages.

    Attributes:
        head_id: the last message of the visible path; None while the chat is empty.
        model: reference of the model that answers ("guide" or a path, see `core.models`).
        draft: text in the composer that was not sent.
        updated_at: seconds since the epoch.
        overflow: what happens when the chat grows beyond the model's context.
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


def title_from(text: str) -> str:
    """A chat's title from its first words: one line, at most TITLE_LENGTH characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > TITLE_LENGTH // 2 else cut).rstrip(" ,;:.-") + "…"
