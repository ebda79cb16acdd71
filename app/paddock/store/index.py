"""The index of every word that was said. One rule: it changes in the transaction that changes the message.

A table of FTS5's without content of its own: the texts lie in `messages` alone. The second column holds what narrows a
search down (who said it, in which chat, what answered), as words, so that the index itself answers all of it.
Measured over 1,000,000 messages: see `tests/bench/bench_search.py`.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from paddock.core.searching import indexable

if TYPE_CHECKING:
    from sqlite3 import Connection

CREATE = (
    "CREATE VIRTUAL TABLE words USING fts5(text, facts, content = '', contentless_delete = 1, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
FORGET = "CREATE TRIGGER words_forget AFTER DELETE ON messages BEGIN DELETE FROM words WHERE rowid = old.id; END"


def add(connection: Connection, message_id: int, chat_id: int, role: str, model: str, parts: str) -> None:
    """Take a message in, or anew after it has changed; `parts` as they are stored."""
    text = "\n".join(part["text"] for part in json.loads(parts) if part["type"] == "text")
    connection.execute("DELETE FROM words WHERE rowid = ?", (message_id,))
    if text:
        facts = f"{role_word(role)} {chat_word(chat_id)} {model_word(model)}"
        connection.execute(
            "INSERT INTO words (rowid, text, facts) VALUES (?, ?, ?)", (message_id, indexable(text), facts)
        )


def remove(connection: Connection, message_id: int) -> None:
    """Let nobody find a message any more."""
    connection.execute("DELETE FROM words WHERE rowid = ?", (message_id,))


def role_word(role: str) -> str:
    """The word among a message's facts that says who spoke."""
    return f"role{role}"


def chat_word(chat_id: int) -> str:
    """… in which chat it is."""
    return f"chat{chat_id}"


def model_word(model: str) -> str:
    """… which model answered; names have spaces and signs, so it is a hash."""
    return f"model{blake2b(model.encode(), digest_size=8).hexdigest()}"
