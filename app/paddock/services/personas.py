"""Personas: keeping them, reading and writing cards, and letting them play in chats.

One rule: a chat keeps a copy of what its persona told it, so a changed persona changes no chat that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from paddock.config.overrides import sampling_params
from paddock.core.cards import LARGEST_CARD, PNG, card_of_persona, persona_of_card, picture_of, png_with_card
from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.personas import LONGEST_NAME, Persona, Worn, fields_of, without_persona
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.services.bus import Bus, ChatsChanged, MessagesChanged, PersonasChanged
from paddock.services.chats import ChatService
from paddock.services.exchange.draft import drafted
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
        """Those there are, by name; without their cards."""
        return self._personas.all()

    def playing(self) -> list[Persona]:
        """Those that are deleted and still play in a chat; without their cards."""
        return self._personas.playing()

    def get(self, persona_id: int) -> Persona:
        """One with all that is kept of it, deleted or not. Raises `UserError`: "no-such-persona"."""
        return self._personas.get(persona_id)

    def save(self, persona: Persona) -> Persona:
        """Keep a new one (number 0), or what was changed of one.

        Raises:
            UserError: "no-name", "no-such-persona", "bad-params".
        """
        persona = replace(persona, name=" ".join(persona.name.split())[:LONGEST_NAME])
        if not persona.name:
            raise UserError(say("A persona needs a name."), say("Write one."), code="no-name")
        _check(persona.sampling)
        if persona.id:
            self._personas.change(persona)
        else:
            persona = self._personas.add(persona)
        self._bus.publish(PersonasChanged())
        return persona

    def duplicate(self, persona_id: int, name: str) -> Persona:
        """A second one that is the same but for its name. Raises `UserError`: "no-such-persona", "no-name"."""
        return self.save(replace(self._personas.get(persona_id), id=0, name=name))

    def delete(self, persona_id: int) -> None:
        """Offer it no longer; `restore` brings it back, and chats with it go on."""
        self._personas.delete(persona_id)
        self._bus.publish(PersonasChanged())

    def restore(self, persona_id: int) -> None:
        """Offer it again."""
        self._personas.restore(persona_id)
        self._bus.publish(PersonasChanged())

    # --- cards

    def import_card(self, path: Path, picture: Callable[[bytes], str] = lambda data: "") -> Persona:
        """Keep the persona of a character card; what of it is not used, `core.cards.left_out` says of its `card`.

        Args:
            picture: makes of a picture's bytes a `data:` address; "" where it cannot.

        Raises:
            UserError: "not-a-card", "card-too-large", "unreadable".
        """
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST_CARD + 1)
        except OSError as error:
            raise UserError(
                say("“{name}” cannot be read: {why}.", name=path.name, why=why_not(error)),
                say("Choose another file."),
                code="unreadable",
            ) from error
        persona = persona_of_card(data)
        try:
            _check(persona.sampling)
        except UserError:  # what says who it is, is worth more than how it is drawn
            persona = replace(persona, sampling="")
        icon = (picture(data) if data.startswith(PNG) else "") or persona.icon
        persona = self._personas.add(replace(persona, icon=icon))
        self._bus.publish(PersonasChanged())
        return persona

    def export_card(self, persona_id: int, path: Path) -> None:
        """Write a persona as a character card: into its picture where the file is to be a PNG, else as JSON.

        Raises:
            UserError: "no-such-persona", "not-a-picture", "not-written".
        """
        persona = self._personas.get(persona_id)
        card = card_of_persona(persona)
        data = card.encode("utf-8", "replace")
        if path.suffix.lower() == ".png":
            if not (picture := picture_of(persona.icon)):
                raise UserError(
                    say("“{name}” has no picture that a PNG could be made of.", name=persona.name),
                    say("Let the file's name end with .json, or give the persona a picture first."),
                    code="not-a-picture",
                )
            data = png_with_card(picture, card)
        try:
            with drafted(path) as draft:
                draft.file.write(data)
        except OSError as error:
            raise UserError(
                say("“{name}” cannot be written: {why}.", name=path.name, why=why_not(error)),
                say("Choose another place, or make room."),
                code="not-written",
            ) from error

    # --- chats

    def begin(self, persona_id: int) -> Chat:
        """A new chat with a persona: its model, prompt, settings and greetings, of which the first is shown.

        Raises:
            UserError: "no-such-persona".
        """
        persona = self._personas.get(persona_id)
        chat = self._chats.new_chat(persona.model)
        self._personas.use(chat.id, _worn(persona, chat))
        self._greet(chat, persona)
        self._bus.publish(ChatsChanged(chat.id))
        return self._store.get_chat(chat.id)

    def play(self, chat_id: int, persona_id: int | None) -> Worn:
        """Let another persona play in a chat from now on, or nobody (None); what was so before, for `undo`.

        A chat in which nothing was said yet is greeted. What the chat was told itself, and not by its persona,
        goes with a new one; with nobody it stays.

        Raises:
            UserError: "no-such-chat", "no-such-persona".
        """
        chat = self._store.get_chat(chat_id)
        before = Worn(chat.persona_id, chat.system_prompt, chat.sampling, chat.model)
        if persona_id is not None:
            persona = self._personas.get(persona_id)
            self._personas.use(chat_id, _worn(persona, chat))
            if chat.head_id is None:
                self._greet(chat, persona)
        elif chat.persona_id is not None:
            old = self._personas.get(chat.persona_id)
            prompt = "" if chat.system_prompt == old.system_prompt else chat.system_prompt
            sampling = without_persona(chat.sampling, old)
            self._personas.use(chat_id, Worn(None, prompt, sampling, chat.model))
        self._told(chat_id)
        return before

    def undo(self, chat_id: int, before: Worn) -> None:
        """Tell a chat again what it was told before `play`. Raises `UserError`: "no-such-chat"."""
        self._store.get_chat(chat_id)
        self._personas.use(chat_id, before)
        self._told(chat_id)

    def _greet(self, chat: Chat, persona: Persona) -> None:
        said = [
            self._store.add_message(chat.id, None, Role.ASSISTANT, text, model=persona.name)
            for text in persona.greetings
        ]
        if len(said) > 1:
            self._store.set_head(chat.id, said[0].id)

    def _told(self, chat_id: int) -> None:
        self._bus.publish(ChatsChanged(chat_id))
        self._bus.publish(MessagesChanged(chat_id))


def _worn(persona: Persona, chat: Chat) -> Worn:
    return Worn(persona.id, persona.system_prompt, persona.sampling, persona.model or chat.model)


def _check(sampling: str) -> None:
    """Settings that cannot be are refused here, and not when an answer is drawn."""
    try:
        sampling_params(fields_of(sampling))
    except (TypeError, ValueError) as error:
        raise UserError(
            say("The persona's settings for answers are not possible."),
            say("Change them and try again."),
            code="bad-params",
        ) from error
