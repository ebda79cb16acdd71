"""The settings of one chat by name, with where each comes from. One rule: what is set is checked before it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from paddock.config.overrides import sampling_fields, sampling_params
from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.models import GUIDE
from paddock.core.params import Overflow, SamplingParams
from paddock.core.personas import Persona, fields_of
from paddock.services.chats import ChatService
from paddock.services.levels import Level, of_chat
from paddock.services.personas import PersonaService

PERSONA, PROMPT, OVERFLOW = "persona", "system_prompt", "overflow"


@dataclass(frozen=True, slots=True)
class ChatSetting:
    """One setting of a chat: what holds there, and who says so."""

    name: str
    value: Any
    level: Level


class ChatSettings:
    """Reads and changes them. Every method blocks on the store."""

    def __init__(self, chats: ChatService, personas: PersonaService, settings: SettingsFile) -> None:
        self._chats = chats
        self._personas = personas
        self._settings = settings

    def all(self, chat_id: int) -> list[ChatSetting]:
        """Persona, system prompt, what happens when the context is full, and every sampler's number.

        Raises:
            UserError: "no-such-chat".
        """
        chat, persona = self._chat(chat_id)
        told = chat.system_prompt == persona.system_prompt
        prompt = (Level.PERSONA if persona.id else Level.PROGRAM) if told else Level.CHAT
        usual = chat.overflow == self._settings.current.overflow
        return [
            ChatSetting(PERSONA, chat.persona_id, Level.CHAT if chat.persona_id else Level.PROGRAM),
            ChatSetting(PROMPT, chat.system_prompt, prompt),
            ChatSetting(OVERFLOW, chat.overflow.value, Level.PROGRAM if usual else Level.CHAT),
            *self._sampling(chat, persona),
        ]

    def set(self, chat_id: int, name: str, text: str) -> None:
        """Set one; "" leads back to what is inherited.

        Args:
            text: a number, true, false or JSON for a sampler's; else as it is.

        Raises:
            UserError: "no-such-chat", "no-such-setting", "no-such-persona", "bad-params".
        """
        chat, persona = self._chat(chat_id)
        if name == PERSONA:
            self._personas.play(chat_id, _number(text) if text else None)
        elif name == PROMPT:
            self._chats.set_system_prompt(chat_id, text or persona.system_prompt)
        elif name == OVERFLOW:
            self._chats.set_overflow(chat_id, _overflow(text or self._settings.current.overflow))
        elif name in asdict(SamplingParams()):
            self._chats.set_own_sampling(chat_id, _with(chat.sampling, persona.sampling, name, text))
        else:
            raise UserError(
                f"A chat has no setting “{name}”.", "`paddock chats settings ID` lists them.", code="no-such-setting"
            )

    def _chat(self, chat_id: int) -> tuple[Chat, Persona]:
        """The chat, and its persona: one that says nothing where nobody plays."""
        chat = self._chats.get(chat_id)
        return chat, self._personas.get(chat.persona_id) if chat.persona_id is not None else Persona(0, "")

    def _sampling(self, chat: Chat, persona: Persona) -> list[ChatSetting]:
        settings = self._settings.current
        ref = chat.model or settings.default_model
        if ref == GUIDE:  # it always gives its likeliest answer
            return []
        levels = of_chat(settings, ref, persona.sampling, chat.sampling)
        plain = {**_plain(SamplingParams()), **sampling_fields(levels.holds)}
        return [ChatSetting(name, plain[name], level) for name, level in levels.origins.items()]


def _plain(params: SamplingParams) -> Mapping[str, Any]:
    """Every field as JSON has it."""
    plain: Mapping[str, Any] = json.loads(json.dumps(asdict(params)))
    return plain


def _with(own: str, persona: str, name: str, text: str) -> str:
    """A chat's own settings (JSON) with one set, or as its persona has it, if at all."""
    fields, told = dict(fields_of(own)), fields_of(persona)
    fields.pop(name, None)
    if text:
        fields[name] = _value(text)
    elif name in told:
        fields[name] = told[name]
    try:
        sampling_params(fields)
    except (TypeError, ValueError) as error:
        raise UserError(f"“{text}” is not possible for {name}.", "Try another value.", code="bad-params") from error
    return json.dumps(fields) if fields else ""


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UserError(f"“{text}” is no persona's number.", "`paddock personas list` shows them.", code="bad-params")
    return int(text)


def _overflow(text: str) -> Overflow:
    if text not in list(Overflow):
        raise UserError(f"“{text}” is not possible.", f"Possible: {', '.join(Overflow)}.", code="bad-params")
    return Overflow(text)
