"""Personas: whose part a model plays. One rule: values and pure functions.

A character card is JSON, alone or in a PNG's text chunk, see `core.cards`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Persona:
    """Whose part a model plays in a chat.

    Attributes:
        icon: an emoji, a picture as a `data:` address, or "" for the first letter of the name.
        description: who it is, for the person; the model is not told.
        greeting: what it says first; "" is nothing. `alternates` are other ways to begin, beside it.
        model: reference of the model that plays it; "" is the usual one.
        sampling: settings of its own, JSON as `config.overrides` has it; "" is none.
        card: the character card it was made from, JSON; "" if there was none.
    """

    id: int
    name: str
    icon: str = ""
    system_prompt: str = ""
    greeting: str = ""
    model: str = ""
    sampling: str = ""
    card: str = ""
    description: str = ""
    alternates: tuple[str, ...] = ()

    @property
    def greetings(self) -> tuple[str, ...]:
        """All ways to begin, the usual one first."""
        return tuple(text for text in (self.greeting, *self.alternates) if text.strip())


@dataclass(frozen=True, slots=True)
class Worn:
    """What a chat has of a persona: its own copy; `persona_id` None: nobody plays there."""

    persona_id: int | None
    system_prompt: str
    sampling: str
    model: str


def without_persona(sampling: str, persona: Persona) -> str:
    """A chat's own settings (JSON) without what they have from its persona."""
    own = fields_of(sampling)
    told = fields_of(persona.sampling)
    left = {name: value for name, value in own.items() if told.get(name, own) != value}
    return json.dumps(left) if left else ""


def fields_of(sampling: str) -> Mapping[str, Any]:
    """The settings in what a chat or a persona keeps."""
    stored = json.loads(sampling) if sampling else {}
    return stored if isinstance(stored, dict) else {}
