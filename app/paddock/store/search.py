"""Finding messages by their words. One rule: a search only reads, and what is in the trash is not found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.searching import ChatQuery, Hit, Term, fold, indexable, snippet_of, terms_of
from paddock.store import index
from paddock.store.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

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


def _found(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> list[Hit]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone():
        raise UserError(
            "These chats were last written by an older version and have no index yet.",
            "Open the window once; then they can be searched.",
            code="not-indexed",
        )
    titles = _by_title(connection, query, terms) if query.role is None and not query.model else []
    hits = [*titles, *_by_words(connection, query, terms)]
    return hits[: query.limit]


def _by_title(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> list[Hit]:
    """All chats are looked at: there are thousands at most, and each has one line."""
    sql = "SELECT id, title, updated_at, archived FROM chats WHERE deleted_at IS NULL"
    values: list[Any] = []
    for condition, value in _of_chat(query):
        sql, values = f"{sql} AND {condition}", [*values, value]
    for condition, moment in (("updated_at >= ?", query.after), ("updated_at < ?", query.before)):
        if moment is not None:
            sql, values = f"{sql} AND {condition}", [*values, moment]
    hits = []
    for chat_id, title, updated, archived in connection.execute(f"{sql} ORDER BY touched DESC", values):
        if _title_has(title, terms):
            snippet, marks = snippet_of(title, terms)
            hits.append(Hit(chat_id, title, None, None, updated, snippet, marks, archived=bool(archived)))
    return hits


def _title_has(title: str, terms: tuple[Term, ...]) -> bool:
    folded = " ".join(fold(indexable(title)).split())
    return all((" ".join(term.words) in folded) != term.without for term in terms)


def _by_words(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> Iterator[Hit]:
    sql = (
        "SELECT words.rowid, messages.chat_id, chats.title, messages.role, messages.created_at, messages.model, "
        "messages.parts, chats.archived FROM words JOIN messages ON messages.id = words.rowid "
        "JOIN chats ON chats.id = messages.chat_id WHERE words MATCH ? AND chats.deleted_at IS NULL"
    )
    values: list[Any] = [_match(connection, query, terms)]
    for condition, value in _of_chat(query):
        sql, values = f"{sql} AND {condition}", [*values, value]
    for condition, bound in _between(connection, query):
        sql, values = f"{sql} AND {condition}", [*values, bound]
    rows = connection.execute(f"{sql} ORDER BY words.rowid DESC LIMIT ?", [*values, query.limit])
    for message_id, chat_id, title, role, created, model, parts, archived in rows:
        text = "\n".join(part["text"] for part in json.loads(parts) if part["type"] == "text")
        snippet, marks = snippet_of(text, terms)
        yield Hit(chat_id, title, message_id, Role(role), created, snippet, marks, model, bool(archived))


def _of_chat(query: ChatQuery) -> Iterator[tuple[str, object]]:
    if query.folder_id is not None:
        yield "chats.folder_id = ?", query.folder_id
    if query.tag:
        yield "chats.id IN (SELECT chat_id FROM tags WHERE tag = ?)", query.tag


def _between(connection: Connection, query: ChatQuery) -> Iterator[tuple[str, object]]:
    """By time, and for the index by number: numbers ascend as time does, but for clocks that jump."""
    if query.after is not None:
        yield "messages.created_at >= ?", query.after
        first = connection.execute("SELECT min(id) FROM messages WHERE created_at >= ?", (query.after,)).fetchone()[0]
        yield "words.rowid >= ?", first if first is not None else 0
    if query.before is not None:
        yield "messages.created_at < ?", query.before


def _match(connection: Connection, query: ChatQuery, terms: tuple[Term, ...]) -> str:
    """The search in FTS5's language; every word is quoted, so none is an operator."""
    wanted = [_term(term) for term in terms if not term.without]
    unwanted = [_term(term) for term in terms if term.without]
    facts = [f'facts : "{word}"' for word in _facts(query)]
    if query.folder_id is not None:
        ids = connection.execute(
            "SELECT id FROM chats WHERE folder_id = ? LIMIT ?", (query.folder_id, MOST_CHATS_BY_WORD + 1)
        ).fetchall()
        if len(ids) <= MOST_CHATS_BY_WORD:
            words = " OR ".join(f'"{index.chat_word(chat_id)}"' for (chat_id,) in ids)
            facts.append(f"facts : ({words or chr(34) + 'none' + chr(34)})")
    said = " AND ".join([*wanted, *facts])
    return f"({said}) NOT ({' OR '.join(unwanted)})" if unwanted else said


def _facts(query: ChatQuery) -> Iterator[str]:
    if query.role is not None:
        yield index.role_word(query.role.value)
    if query.model:
        yield index.model_word(query.model)


def _term(term: Term) -> str:
    return f'text : "{" ".join(term.words)}"{"*" if term.prefix else ""}'
