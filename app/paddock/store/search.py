"""Finding messages by their words. One rule: a search only reads, and what is in the trash is not found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.said import say
from paddock.core.searching import ChatQuery, Hit, Term, snippet_of, terms_of
from paddock.store import index
from paddock.store.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

EARLIEST, LATEST = 0.0, 4_102_444_800.0  # 1970 and 2100: a search without a first or a last day
# From one name to the next in the index `messages_model`: as many steps as there are models, however many messages.
MODELS = (
    "WITH RECURSIVE named(model) AS (SELECT min(model) FROM messages WHERE model > '' UNION ALL "
    "SELECT (SELECT min(model) FROM messages WHERE model > named.model) FROM named WHERE model IS NOT NULL) "
    "SELECT model FROM named WHERE model IS NOT NULL"
)
NOTHING = '"nothing"'  # a word that no message has among its facts
MOST_SORTED = 200  # of those that were written last, so many are put in order by when they were said
MOST_CHATS_BY_WORD = 400  # of a folder: beyond it their words make a query longer than looking each hit up


class ChatSearch:
    """Searches the chats of one database; any thread may call."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, query: ChatQuery) -> list[Hit]:
        """What was found: chats by their titles, then messages, the newest first.

        Raises:
            UserError: "not-indexed": an older Paddock wrote these chats, and they are only read.
        """
        terms = terms_of(query.text)
        if not any(not term.without for term in terms):
            return []
        return self._db.read(lambda connection: _found(connection, query, terms))

    def models(self) -> list[str]:
        """What has answered, as it was shown then, in alphabetical order."""
        names = self._db.read(lambda connection: [str(name) for (name,) in connection.execute(MODELS)])
        return sorted(names, key=str.casefold)


def _found(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> list[Hit]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone():
        raise UserError(
            say("These chats were last written by an older version and have no index yet."),
            say("Open the window once; then they can be searched."),
            code="not-indexed",
        )
    titles = _by_title(connection, query, terms) if query.role is None and not query.model else ()
    hits = [*titles, *_by_words(connection, query, terms)]
    return hits[: query.limit]


def _by_title(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> Iterator[Hit]:
    sql = (
        "SELECT chats.id, chats.title, chats.updated_at, chats.archived FROM words "
        "JOIN chats ON chats.id = -words.rowid WHERE words MATCH ? AND words.rowid < 0 AND chats.deleted_at IS NULL"
    )
    values: list[Any] = [_match(terms, _chats_of(connection, query))]
    for condition, value in (*_of_chat(query), *_between("chats.updated_at", query)):
        sql, values = f"{sql} AND {condition}", [*values, value]
    most = max(query.limit, MOST_SORTED)
    rows = connection.execute(f"{sql} ORDER BY words.rowid LIMIT ?", [*values, most]).fetchall()
    rows.sort(key=lambda row: (row[2], row[0]), reverse=True)
    for chat_id, title, updated, archived in rows[: query.limit]:
        snippet, marks = snippet_of(title, terms)
        yield Hit(chat_id, title, None, None, updated, snippet, marks, archived=bool(archived))


def _by_words(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> Iterator[Hit]:
    sql = (
        "SELECT words.rowid, messages.chat_id, chats.title, messages.role, messages.created_at, messages.model, "
        "messages.parts, chats.archived FROM words JOIN messages ON messages.id = words.rowid "
        "JOIN chats ON chats.id = messages.chat_id WHERE words MATCH ? AND words.rowid > 0 AND chats.deleted_at IS NULL"
    )
    values: list[Any] = [_match(terms, [*_facts(query), *_chats_of(connection, query)])]
    for condition, value in (*_of_chat(query), *_between("messages.created_at", query)):
        sql, values = f"{sql} AND {condition}", [*values, value]
    most = max(query.limit, MOST_SORTED)
    rows = connection.execute(f"{sql} ORDER BY words.rowid DESC LIMIT ?", [*values, most]).fetchall()
    rows.sort(key=lambda row: (row[4], row[0]), reverse=True)  # a fork's and an import's messages are older than that
    for message_id, chat_id, title, role, created, model, parts, archived in rows[: query.limit]:
        text = "\n".join(part["text"] for part in json.loads(parts) if part["type"] == "text")
        snippet, marks = snippet_of(text, terms)
        yield Hit(chat_id, title, message_id, Role(role), created, snippet, marks, model, bool(archived))


def _of_chat(query: ChatQuery) -> Iterator[tuple[str, object]]:
    if query.folder_id is not None:
        yield "chats.folder_id = ?", query.folder_id
    if query.tag:
        yield "chats.id IN (SELECT chat_id FROM tags WHERE tag = ?)", query.tag


def _between(column: str, query: ChatQuery) -> Iterator[tuple[str, object]]:
    if query.after is not None:
        yield f"{column} >= ?", query.after
    if query.before is not None:
        yield f"{column} < ?", query.before


def _match(terms: tuple[Term, ...], facts: Iterable[str]) -> str:
    """The search in FTS5's language; every word is quoted, so none is an operator."""
    said = " AND ".join([*(_term(term) for term in terms if not term.without), *facts])
    unwanted = " OR ".join(_term(term) for term in terms if term.without)
    return f"({said}) NOT ({unwanted})" if unwanted else said


def _facts(query: ChatQuery) -> Iterator[str]:
    """What a message's facts must have."""
    if query.role is not None:
        yield _any([index.role_word(query.role.value)])
    if query.model:
        yield _any([index.model_word(query.model)])
    if query.after is not None or query.before is not None:
        after = query.after if query.after is not None else EARLIEST
        before = query.before if query.before is not None else LATEST
        yield _any(index.words_between(after, before))


def _chats_of(connection: Connection, query: ChatQuery) -> Iterator[str]:
    """The chats of the folder, where they are few enough to be named."""
    if query.folder_id is None:
        return
    rows = connection.execute(
        "SELECT id FROM chats WHERE folder_id = ? LIMIT ?", (query.folder_id, MOST_CHATS_BY_WORD + 1)
    ).fetchall()
    if len(rows) <= MOST_CHATS_BY_WORD:
        yield _any([index.chat_word(chat_id) for (chat_id,) in rows])


def _any(words: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"facts : ({quoted or NOTHING})"


def _term(term: Term) -> str:
    return f'text : "{" ".join(term.words)}"{"*" if term.prefix else ""}'
