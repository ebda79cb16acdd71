"""Personas in the store. One rule: one that is deleted stays for the chats that it speaks in, and can come back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paddock.core.errors import UserError
from paddock.core.personas import Persona, Worn
from paddock.store.database import Database
from paddock.store.rows import storable

if TYPE_CHECKING:
    from sqlite3 import Connection

_SHORT = "id, name, icon, system_prompt, greeting, model, sampling, '', description, alternates"
_COLUMNS = "id, name, icon, system_prompt, greeting, model, sampling, card, description, alternates"


class PersonaStore:
    """Reads and writes personas; any thread may call."""

    def __init__(self, db: Database, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock

    def all(self) -> list[Persona]:
        """Those that are not deleted, by name; without their cards, which may be large."""
        query = f"SELECT {_SHORT} FROM personas WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, id"
        return self._db.read(lambda connection: [_persona(row) for row in connection.execute(query)])

    def playing(self) -> list[Persona]:
        """Those that are deleted, but play in a chat; without their cards."""
        query = (
            f"SELECT {_SHORT} FROM personas WHERE deleted_at IS NOT NULL "
            "AND id IN (SELECT persona_id FROM chats WHERE deleted_at IS NULL) ORDER BY id"
        )
        return self._db.read(lambda connection: [_persona(row) for row in connection.execute(query)])

    def get(self, persona_id: int) -> Persona:
        """One, deleted or not. Raises `UserError`: "no-such-persona"."""

        def work(connection: Connection) -> Persona:
            row = connection.execute(f"SELECT {_COLUMNS} FROM personas WHERE id = ?", (persona_id,)).fetchone()
            if row is None:
                raise _none()
            return _persona(row)

        return self._db.read(work)

    def add(self, persona: Persona) -> Persona:
        """Keep a new one; it comes back with its number."""
        query = f"INSERT INTO personas ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        number = self._db.write(lambda connection: connection.execute(query, _values(persona)).lastrowid or 0)
        return replace(persona, id=number)

    def change(self, persona: Persona) -> None:
        """Keep what was changed. Raises `UserError`: "no-such-persona"."""
        self._update(
            "name = ?, icon = ?, system_prompt = ?, greeting = ?, model = ?, sampling = ?, card = ?, description = ?, "
            "alternates = ?",
            (*_values(persona), persona.id),
        )

    def delete(self, persona_id: int) -> None:
        """Offer it no longer."""
        self._update("deleted_at = ?", (self._clock(), persona_id))

    def restore(self, persona_id: int) -> None:
        """Offer it again."""
        self._update("deleted_at = NULL", (persona_id,))

    def use(self, chat_id: int, worn: Worn) -> None:
        """Let a chat be told this from now on, all of it at once."""
        values = (worn.persona_id, storable(worn.system_prompt), worn.sampling, storable(worn.model), chat_id)
        query = "UPDATE chats SET persona_id = ?, system_prompt = ?, sampling = ?, model = ? WHERE id = ?"
        self._db.write(lambda connection: connection.execute(query, values))

    def _update(self, assignment: str, values: tuple[Any, ...]) -> None:
        def work(connection: Connection) -> None:
            if not connection.execute(f"UPDATE personas SET {assignment} WHERE id = ?", values).rowcount:
                raise _none()

        self._db.write(work)


def _values(persona: Persona) -> tuple[str, ...]:
    texts = (persona.name, persona.icon, persona.system_prompt, persona.greeting, persona.model)
    alternates = json.dumps([storable(text) for text in persona.alternates], ensure_ascii=False)
    more = (persona.sampling, storable(persona.card), storable(persona.description), alternates)
    return (*(storable(text) for text in texts), *more)


def _persona(row: Sequence[Any]) -> Persona:
    *fields, alternates = row
    return replace(Persona(*fields), alternates=tuple(json.loads(alternates)))


def _none() -> UserError:
    return UserError("This persona is no longer there.", "Choose another one.", code="no-such-persona")
