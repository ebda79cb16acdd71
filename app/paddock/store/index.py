"""The index of every word that was said. One rule: it changes in the transaction that changes the message.

A table of FTS5's without content of its own: the texts lie in `messages` and `chats` alone; a title has the negative
number of its chat. The second column holds what narrows a search down (who said it, in which chat, what answered, on
which day), as words, so that the index itself answers all of it. Measured over 1,000,000 messages:
`tests/bench/bench_search.py`.
"""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from paddock.core.searching import indexable

if TYPE_CHECKING:
    from sqlite3 import Connection

CREATE = (
    "CREATE VIRTUAL TABLE words USING fts5(text, facts, content = '', contentless_delete = 1, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
FORGET = (
    "CREATE TRIGGER words_forget AFTER DELETE ON messages BEGIN DELETE FROM words WHERE rowid = old.id; END",
    "CREATE TRIGGER words_forget_chat AFTER DELETE ON chats BEGIN DELETE FROM words WHERE rowid = -old.id; END",
)


def add(
    connection: Connection, message_id: int, chat_id: int, role: str, model: str, created_at: float, parts: str
) -> None:
    """Take a message in, or anew after it has changed; `parts` as they are stored."""
    text = "\n".join(part["text"] for part in json.loads(parts) if part["type"] == "text")
    connection.execute("DELETE FROM words WHERE rowid = ?", (message_id,))
    if text:
        facts = f"{role_word(role)} {chat_word(chat_id)} {model_word(model)} {' '.join(time_words(created_at))}"
        connection.execute(
            "INSERT INTO words (rowid, text, facts) VALUES (?, ?, ?)", (message_id, indexable(text), facts)
        )


def add_title(connection: Connection, chat_id: int, title: str) -> None:
    """Take a chat's title in, in place of the one it had."""
    connection.execute("DELETE FROM words WHERE rowid = ?", (-chat_id,))
    connection.execute(
        "INSERT INTO words (rowid, text, facts) VALUES (?, ?, ?)", (-chat_id, indexable(title), chat_word(chat_id))
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


def time_words(seconds: float) -> tuple[str, ...]:
    """… in which year, month and day (UTC); a time that no calendar has gives none."""
    try:
        day = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ()
    return f"y{day:%Y}", f"m{day:%Y%m}", f"d{day:%Y%m%d}"


def words_between(after: float, before: float) -> list[str]:
    """The fewest words of `time_words` that every moment from `after` to `before` has one of."""
    day, last = _day(after), _day(before)
    words: list[str] = []
    while day <= last:
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= last:
            words.append(f"y{day:%Y}")
            following = date(day.year, 12, 31)
        elif day.day == 1 and _month_end(day) <= last:
            words.append(f"m{day:%Y%m}")
            following = _month_end(day)
        else:
            words.append(f"d{day:%Y%m%d}")
            following = day
        if following == date.max:
            break
        day = following + timedelta(days=1)
    return words


def _day(seconds: float) -> date:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.min if seconds < 0 else date.max


def _month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
