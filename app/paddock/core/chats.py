"""Chats: a tree of messages; what one sees is the path to its head. One rule: values and pure functions."""

from __future__ import annotations

from dataclasses import dataclass

TITLE_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat without its messages.

    Attributes:
        head_id: the last message of the visible path; None while the chat is empty.
        model: reference of the model that answers ("guide" or a path, see `core.models`).
        draft: text in the composer that was not sent.
        updated_at: seconds since the epoch.
    """

    id: int
    title: str
    head_id: int | None = None
    model: str = ""
    system_prompt: str = ""
    draft: str = ""
    created_at: float = 0.0
    updated_at: float = 0.0


def title_from(text: str) -> str:
    """A chat's title from its first words: one line, at most TITLE_LENGTH characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > TITLE_LENGTH // 2 else cut).rstrip(" ,;:.-") + "…"
