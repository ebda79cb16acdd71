"""Personas: keeping them, reading cards, and beginning chats with them.

One rule: a chat keeps a copy of what its persona told it, so a changed persona changes no chat that is there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.personas import LARGEST_CARD, Persona, persona_of_card
from paddock.services.bus import Bus, ChatsChanged
from paddock.services.chats import ChatService
from paddock.store.chats import ChatStore
from paddock.store.personas import PersonaStore


class PersonaService:
    """What the window and the command line do with personas. Every method blocks on the store."""

    def __init__(self, personas: PersonaStore, store: ChatStore, chats: ChatService, bus: Bus) -> None:
        self._personas = personas
        self._store = store
        self._chats = chats
        self._bus = bus

    def all(self) -> list[Persona]:
        """Those there are, by name."""
        return self._personas.all()

    def save(self, persona: Persona) -> Persona:
        """Keep a new one (number 0), or what was changed of one.

        Raises:
            UserError: "no-name", "no-such-persona".
        """
        persona = replace(persona, name=" ".join(persona.name.split()))
        if not persona.name:
            raise UserError("A persona needs a name.", "Write one.", code="no-name")
        if not persona.id:
            return self._personas.add(persona)
        self._personas.change(persona)
        return persona

    def delete(self, persona_id: int) -> None:
        """Offer it no longer; `restore` brings it back, and chats with it go on."""
        self._personas.delete(persona_id)

    def restore(self, persona_id: int) -> None:
        """Offer it again."""
        self._personas.restore(persona_id)

    def import_card(self, path: Path) -> Persona:
        """Keep the persona of a character card.

        Raises:
            UserError: "not-a-card", "card-too-large", "unreadable".
        """
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST_CARD + 1)
        except OSError as error:
            raise UserError(
                f"“{path.name}” cannot be read: {error.strerror or error}.", "Choose another file.", code="unreadable"
            ) from error
        return self._personas.add(persona_of_card(data))

    def begin(self, persona_id: int) -> Chat:
        """A new chat with a persona: its model, prompt, settings and greeting.

        Raises:
            UserError: "no-such-persona".
        """
        persona = self._personas.get(persona_id)
        chat = self._chats.new_chat(persona.model)
        self._store.set_system_prompt(chat.id, persona.system_prompt)
        self._store.set_sampling(chat.id, persona.sampling)
        self._personas.use(chat.id, persona.id)
        if persona.greeting:
            self._store.add_message(chat.id, None, Role.ASSISTANT, persona.greeting, model=persona.name)
        self._bus.publish(ChatsChanged(chat.id))
        return self._store.get_chat(chat.id)
