"""The schema, as the steps that made it, in order.

One rule: a step that was released is never changed; what comes later is a new step at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.store import index

if TYPE_CHECKING:
    from sqlite3 import Connection

Migration = Callable[["Connection"], None]


def m001_chats(connection: Connection) -> None:
    """Chats as trees of messages, and small facts by key."""
    connection.execute(
        """CREATE TABLE chats (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            head_id INTEGER REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
            model TEXT NOT NULL,
            system_prompt TEXT NOT NULL,
            draft TEXT NOT NULL,
            created_at REAL NOT NULL,
            updated_at REAL NOT NULL,
            -- Counts up at every message: the order of the list, whatever the clock does.
            touched INTEGER NOT NULL,
            deleted_at REAL
        )"""
    )
    connection.execute("CREATE INDEX chats_touched ON chats (touched)")
    connection.execute(
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
            parent_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
            role TEXT NOT NULL,
            parts TEXT NOT NULL, -- JSON: [{"type": "text", "text": …}]
            status TEXT NOT NULL,
            created_at REAL NOT NULL,
            model TEXT NOT NULL,
            finish_reason TEXT NOT NULL DEFAULT '',
            error TEXT NOT NULL DEFAULT '',
            seed INTEGER,
            prompt_tokens INTEGER NOT NULL DEFAULT 0,
            completion_tokens INTEGER NOT NULL DEFAULT 0,
            cached_tokens INTEGER NOT NULL DEFAULT 0,
            load_ms REAL NOT NULL DEFAULT 0,
            ttft_ms REAL NOT NULL DEFAULT 0,
            prompt_tok_s REAL NOT NULL DEFAULT 0,
            decode_tok_s REAL NOT NULL DEFAULT 0
        )"""
    )
    connection.execute("CREATE INDEX messages_parent ON messages (chat_id, parent_id)")
    connection.execute("CREATE INDEX messages_children ON messages (parent_id)")
    connection.execute("CREATE INDEX messages_streaming ON messages (id) WHERE status = 'streaming'")
    # What streams is appended here, a row each time, and joined into `parts` when the answer ends: writing a long
    # answer costs as much as the answer, not its square.
    connection.execute(
        """CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        )"""
    )
    connection.execute("CREATE INDEX chunks_message ON chunks (message_id)")
    connection.execute("CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


def m002_context(connection: Connection) -> None:
    """What a model saw of a chat, how its answer was made, and summaries of what it can no longer see."""
    connection.execute("ALTER TABLE chats ADD COLUMN overflow TEXT NOT NULL DEFAULT 'shift'")
    for count in ("restored_tokens", "drafted_tokens", "accepted_tokens"):
        connection.execute(f"ALTER TABLE messages ADD COLUMN {count} INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE messages ADD COLUMN sampling TEXT NOT NULL DEFAULT ''")  # JSON
    connection.execute("ALTER TABLE messages ADD COLUMN build TEXT NOT NULL DEFAULT ''")
    # The first message that the model saw; NULL: it saw all.
    connection.execute("ALTER TABLE messages ADD COLUMN first_kept INTEGER")
    connection.execute(
        """CREATE TABLE summaries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
            -- The last message it covers, with all that are above that one.
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            model TEXT NOT NULL,
            created_at REAL NOT NULL
        )"""
    )
    connection.execute("CREATE INDEX summaries_chat ON summaries (chat_id)")
    connection.execute("CREATE INDEX summaries_message ON summaries (message_id)")


def m003_parts(connection: Connection) -> None:
    """What a model thinks, and the tools it calls, stream as text does."""
    # "text", "reasoning", "tool_call" or "tool_result"; a call or a result is one chunk, its part as JSON.
    connection.execute("ALTER TABLE chunks ADD COLUMN kind TEXT NOT NULL DEFAULT 'text'")
    connection.execute("ALTER TABLE chunks ADD COLUMN seconds REAL NOT NULL DEFAULT 0")  # that a piece of thought took


def m004_keeping(connection: Connection) -> None:
    """Folders, tags, pins and the archive; personas; what was removed of a chat; an index of every word."""
    connection.execute(
        "CREATE TABLE folders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, position INTEGER NOT NULL)"
    )
    connection.execute(
        """CREATE TABLE personas (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            icon TEXT NOT NULL, -- a name of one of ours, or a picture as a data: address
            system_prompt TEXT NOT NULL,
            greeting TEXT NOT NULL,
            model TEXT NOT NULL,
            sampling TEXT NOT NULL, -- JSON
            card TEXT NOT NULL, -- the character card that it came from, JSON; '' if it did not
            deleted_at REAL
        )"""
    )
    for column in (
        "folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL",
        "pinned INTEGER NOT NULL DEFAULT 0",
        "archived INTEGER NOT NULL DEFAULT 0",
        "titled TEXT NOT NULL DEFAULT 'person'",  # nobody knows who gave the old ones, so no model changes them
        "persona_id INTEGER REFERENCES personas (id) ON DELETE SET NULL",
        "sampling TEXT NOT NULL DEFAULT ''",
        "uid TEXT NOT NULL DEFAULT ''",  # the same wherever the chat is taken to
    ):
        connection.execute(f"ALTER TABLE chats ADD COLUMN {column}")
    connection.execute("UPDATE chats SET uid = lower(hex(randomblob(16)))")
    connection.execute("CREATE INDEX chats_uid ON chats (uid)")
    connection.execute("CREATE INDEX chats_folder ON chats (folder_id)")
    connection.execute(
        "CREATE TABLE tags (chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE, tag TEXT NOT NULL, "
        "PRIMARY KEY (chat_id, tag)) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX tags_tag ON tags (tag)")
    connection.execute("ALTER TABLE messages ADD COLUMN deleted_at REAL")
    connection.execute(
        """CREATE TABLE removals (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
            removed_at REAL NOT NULL,
            what TEXT NOT NULL -- JSON: what brings it back
        )"""
    )
    connection.execute("CREATE INDEX removals_chat ON removals (chat_id)")
    connection.execute(index.CREATE)
    for trigger in index.FORGET:
        connection.execute(trigger)
    for chat_id, title in connection.execute("SELECT id, title FROM chats"):
        index.add_title(connection, chat_id, title)
    query = "SELECT id, chat_id, role, model, created_at, parts FROM messages WHERE status <> 'streaming'"
    for row in connection.execute(query):
        index.add(connection, *row)


def m005_personas(connection: Connection) -> None:
    """What a persona is in the person's words, and other ways to begin."""
    connection.execute("ALTER TABLE personas ADD COLUMN description TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE personas ADD COLUMN alternates TEXT NOT NULL DEFAULT '[]'")  # JSON: texts


def m006_models(connection: Connection) -> None:
    """Which models answered, to choose from in a search, without reading every message."""
    connection.execute("CREATE INDEX messages_model ON messages (model)")


MIGRATIONS: tuple[Migration, ...] = (m001_chats, m002_context, m003_parts, m004_keeping, m005_personas, m006_models)

# What stands in for the new columns and tables of a step where an old database is only read.
# Columns by step and table, then whole tables that are empty.
ADDED: Mapping[str, Mapping[str, str]] = {
    "m002_context": {
        "chats": "'shift' AS overflow",
        "messages": "0 AS restored_tokens, 0 AS drafted_tokens, 0 AS accepted_tokens, '' AS sampling, '' AS build, "
        "NULL AS first_kept",
    },
    "m003_parts": {"chunks": "'text' AS kind, 0.0 AS seconds"},
    "m004_keeping": {
        "chats": "NULL AS folder_id, 0 AS pinned, 0 AS archived, 'person' AS titled, NULL AS persona_id, "
        "'' AS sampling, '' AS uid",
        "messages": "NULL AS deleted_at",
    },
    "m005_personas": {"personas": "'' AS description, '[]' AS alternates"},
}
EMPTY: Mapping[str, Mapping[str, str]] = {
    "m002_context": {
        "summaries": "0 AS id, 0 AS chat_id, 0 AS message_id, '' AS text, '' AS model, 0.0 AS created_at",
    },
    "m004_keeping": {
        "folders": "0 AS id, '' AS name, 0 AS position",
        "personas": "0 AS id, '' AS name, '' AS icon, '' AS system_prompt, '' AS greeting, '' AS model, "
        "'' AS sampling, '' AS card, NULL AS deleted_at",
        "tags": "0 AS chat_id, '' AS tag",
        "removals": "0 AS id, 0 AS chat_id, 0.0 AS removed_at, '' AS what",
    },
}


def applied(connection: Connection) -> list[str]:
    """Names of the steps that this database has gone, in order."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone() is None:
        return []
    return [str(name) for (name,) in connection.execute("SELECT name FROM migrations ORDER BY id")]


def refuse_newer(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Stop before anything is written if a newer Paddock has been here.

    Raises:
        UserError: "newer-schema".
    """
    known = {step.__name__ for step in migrations}
    if set(applied(connection)) - known:
        raise UserError(
            say("A newer version of Paddock has used these chats."),
            say("Start that version, or update this one; the chats are untouched."),
            code="newer-schema",
        )


def changes(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether `migrate` would change chats that are there; an empty database has none."""
    done = applied(connection)
    return bool(done) and any(step.__name__ not in done for step in migrations)


def migrate(connection: Connection, now: float, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Go the steps that are missing, each in a transaction of its own together with its name."""
    done = set(applied(connection))
    for step in migrations:
        if step.__name__ in done:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations "
                "(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, applied_at REAL NOT NULL)"
            )
            step(connection)
            connection.execute("INSERT INTO migrations (name, applied_at) VALUES (?, ?)", (step.__name__, now))
            connection.execute("COMMIT")
        except BaseException:
            # SQLite has already rolled back by itself after a full disk or an I/O error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def show_as_newest(connection: Connection) -> None:
    """Let an old database that is only read look as if it had gone every step; nothing is written to it."""
    done = set(applied(connection))
    columns: defaultdict[str, list[str]] = defaultdict(list)
    empty: dict[str, list[str]] = {}
    for step in [step.__name__ for step in MIGRATIONS if step.__name__ not in done]:
        for table, added in ADDED.get(step, {}).items():
            (empty[table] if table in empty else columns[table]).append(added)
        for table, nothing in EMPTY.get(step, {}).items():
            empty[table] = [nothing]
    for table, all_of_it in empty.items():
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {', '.join(all_of_it)} WHERE false")
    for table, missing in columns.items():
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT *, {', '.join(missing)} FROM main.{table}")
