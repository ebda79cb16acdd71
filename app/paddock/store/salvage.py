"""What can still be read of a damaged database, copied into a new one.

One rule: the damaged file is only read, and what is lost is counted, not passed over.

A page that does not decrypt spoils the connection that reads it, so each row that fails costs a new connection. Rows
are read in the order of their numbers; where reading fails, the next number that can be read is looked for, first one
by one, then in steps that double, and the last of those is halved until the gap is as small as it can be.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.store import index, migrations
from paddock.store.cipher import create, unlock
from paddock.store.errors import DRIVER_ERRORS

if TYPE_CHECKING:
    from sqlite3 import Connection

NUMBERED = ("folders", "personas", "chats", "messages", "chunks", "summaries", "removals")
"""Tables whose rows have an `id`, those that others refer to first."""
OTHERS = ("tags", "state")
SINGLE_STEPS = 200
"""Numbers that are tried one by one where reading fails; a page holds fewer rows of any size that chats have."""
ROWS_AT_ONCE = 500
LARGEST = 2**62
GATHERED = "Salvaged messages"
"""The title of a chat whose own row is lost."""

Row = Sequence[Any]


@dataclass
class Salvaged:
    """What was copied and what was not.

    Attributes:
        rows: copied, by table.
        gaps: stretches of row numbers that could not be read, by table; each is one lost row or more.
        moved: messages whose question or answer before them is lost; they follow the one before that is left.
        titles_lost: chats of which there are messages, but no title.
    """

    rows: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)
    moved: int = 0
    titles_lost: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything could be read."""
        return not any(self.gaps.values()) and not self.moved and not self.titles_lost


def salvage(damaged: Path, key: bytes, target: Path) -> Salvaged:
    """Write what can be read of `damaged` into a new database at `target`, under the same key.

    Raises:
        UserError: "nothing-salvaged": not even its first page can be read, or no chat and no message.
        OSError, driver.Error: `target` cannot be written.
    """
    source = _Damaged(damaged, key)
    report = Salvaged()
    with closing(create(target, key)) as new:
        new.execute("PRAGMA foreign_keys = OFF")
        migrations.migrate(new, time.time(), source.steps())
        new.execute("BEGIN IMMEDIATE")
        for table in (*NUMBERED, *OTHERS):
            _copy_table(source, new, table, report)
        _mend(new, report)
        if migrations.m004_keeping.__name__ in migrations.applied(new):
            _index(new)
        new.execute("COMMIT")
    if not report.rows.get("chats") and not report.rows.get("messages"):
        raise UserError(
            say("Nothing of the damaged chats could be read."),
            say("Bring back a copy that Paddock kept, if there is one; the damaged file is as it was."),
            code="nothing-salvaged",
        )
    return report


class _Damaged:
    """Reads a damaged database, with a new connection after each page that fails."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._connection: Connection | None = None

    def run(self, work: Callable[[Connection], Any]) -> Any:
        """What `work` returns. Raises driver.Error or MemoryError: a page it needs is damaged."""
        try:
            if self._connection is None:
                uri = f"{self._path.absolute().as_uri()}?mode=ro"
                self._connection = driver.connect(uri, uri=True, isolation_level=None)
                unlock(self._connection, self._key)
                # Or a file that is shorter than its first page says is refused as a whole; nothing is written here.
                self._connection.execute("PRAGMA writable_schema = ON")
            return work(self._connection)
        except DRIVER_ERRORS:
            if self._connection is not None:
                with suppress(*DRIVER_ERRORS):
                    self._connection.close()
                self._connection = None
            raise

    def steps(self) -> tuple[migrations.Migration, ...]:
        """The steps of the schema that it has gone; all of them where that cannot be read.

        Raises:
            UserError: "newer-schema".
        """
        try:
            self.run(migrations.refuse_newer)
            done = set(self.run(migrations.applied))
        except DRIVER_ERRORS:
            done = set()
        return tuple(step for step in migrations.MIGRATIONS if step.__name__ in done) or migrations.MIGRATIONS

    def columns(self, table: str) -> list[str]:
        """Its columns as they are there; empty where the schema cannot be read."""
        try:
            return [str(row[1]) for row in self.run(lambda c: c.execute(f"PRAGMA table_info({table})").fetchall())]
        except DRIVER_ERRORS:
            return []

    def numbered(self, table: str, columns: str) -> Iterator[Row | None]:
        """Every row that can be read, by number; None for each stretch that cannot."""
        last = -1
        while True:
            rows, failed = self._after(table, columns, last, ROWS_AT_ONCE)
            yield from rows
            last = rows[-1][0] if rows else last
            if not failed:
                if len(rows) < ROWS_AT_ONCE:
                    return
                continue
            found = self._behind(table, last)
            yield None
            if found is None:
                return
            last = found

    def _after(self, table: str, columns: str, number: int, count: int) -> tuple[list[Row], bool]:
        """At most `count` rows behind a number, as far as they can be read, and whether reading failed."""
        rows: list[Row] = []

        def work(connection: Connection) -> None:
            query = f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
            for row in connection.execute(query, (number, count)):
                rows.append(row)

        try:
            self.run(work)
        except DRIVER_ERRORS:
            return rows, True
        return rows, False

    def _behind(self, table: str, last: int) -> int | None:
        """The least number behind which rows can be read again, or the table ends; None if there is none."""

        def fails(number: int) -> bool:
            return self._after(table, "*", number, 1)[1]

        step = 1
        for step in range(1, SINGLE_STEPS):
            if not fails(last + step):
                return last + step
        low, high = last + step, last + 2 * step
        while fails(high):
            if high > LARGEST:
                return None
            low, high = high, last + 2 * (high - last)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fails(middle) else (low, middle)
        return high

    def others(self, table: str, columns: str) -> Iterator[Row | None]:
        """The rows of a table without numbers, from its beginning and from its end; None where reading fails."""
        seen: set[Row] = set()
        for order in ("ASC", "DESC"):
            rows: list[Row] = []

            def work(connection: Connection, order: str = order, rows: list[Row] = rows) -> None:
                for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1 {order}"):
                    rows.append(row)

            try:
                self.run(work)
                failed = False
            except DRIVER_ERRORS:
                failed = True
            yield from (row for row in rows if row not in seen)
            seen.update(rows)
            if not failed:
                return
        yield None


def _copy_table(source: _Damaged, new: Connection, table: str, report: Salvaged) -> None:
    there = [str(row[1]) for row in new.execute(f"PRAGMA table_info({table})")]
    columns = [column for column in source.columns(table) or there if column in there]
    if not columns:
        return
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    rows = source.numbered(table, names) if table in NUMBERED else source.others(table, names)
    report.rows[table] = report.gaps[table] = 0
    for row in rows:
        if row is None:
            report.gaps[table] += 1
        else:
            new.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)
            report.rows[table] += 1


def _mend(new: Connection, report: Salvaged) -> None:
    """Let every row refer to one that is there."""
    lost = new.execute("SELECT DISTINCT chat_id FROM messages WHERE chat_id NOT IN (SELECT id FROM chats)").fetchall()
    for (chat_id,) in lost:
        new.execute(
            "INSERT INTO chats (id, title, model, system_prompt, draft, created_at, updated_at, touched) "
            "SELECT ?, ?, '', '', '', min(created_at), max(created_at), "
            "(SELECT coalesce(max(touched), 0) + 1 FROM chats) FROM messages WHERE chat_id = ?",
            (chat_id, f"{GATHERED} {chat_id}", chat_id),
        )
    report.titles_lost = len(lost)
    orphans = "parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM messages)"
    report.moved = new.execute(f"SELECT count(*) FROM messages WHERE {orphans}").fetchone()[0]
    new.execute(
        "UPDATE messages SET parent_id = (SELECT max(before.id) FROM messages AS before "
        f"WHERE before.chat_id = messages.chat_id AND before.id < messages.id) WHERE {orphans}"
    )
    new.execute(
        "UPDATE chats SET head_id = (SELECT max(id) FROM messages WHERE chat_id = chats.id) "
        "WHERE head_id NOT IN (SELECT id FROM messages) OR head_id IS NULL"
    )
    if migrations.m002_context.__name__ in migrations.applied(new):
        new.execute("UPDATE messages SET first_kept = NULL WHERE first_kept NOT IN (SELECT id FROM messages)")
    for table, column, parent, action in [
        (str(row[0]), *_reference(new, row)) for row in new.execute("PRAGMA foreign_key_check").fetchall()
    ]:
        _drop_reference(new, table, column, parent, action)


def _reference(new: Connection, violation: Row) -> tuple[str, str, str]:
    """Column, table that it refers to, and what the schema does when that row goes."""
    for row in new.execute(f"PRAGMA foreign_key_list({violation[0]})"):
        if row[0] == violation[3]:
            return str(row[3]), str(row[2]), str(row[6])
    raise driver.DatabaseError("a reference that the schema does not have")


def _drop_reference(new: Connection, table: str, column: str, parent: str, action: str) -> None:
    """Do with rows that refer to a lost one what the schema does when that one is deleted."""
    where = f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})"
    if action == "SET NULL":
        new.execute(f"UPDATE {table} SET {column} = NULL WHERE {where}")
    else:
        new.execute(f"DELETE FROM {table} WHERE {where}")


def _index(new: Connection) -> None:
    """Make the index of every word anew."""
    for chat_id, title in new.execute("SELECT id, title FROM chats").fetchall():
        index.add_title(new, chat_id, title)
    query = (
        "SELECT id, chat_id, role, model, created_at, parts FROM messages "
        "WHERE status <> 'streaming' AND deleted_at IS NULL"
    )
    for row in new.execute(query):
        index.add(new, *row)
