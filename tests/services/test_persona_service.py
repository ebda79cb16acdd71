"""Chats with personas, and keeping them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from service_kit import MakeServices, Services, other_model

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.personas import Persona
from paddock.services.personas import PersonaService
from paddock.store.personas import PersonaStore


def personas_of(services: Services) -> PersonaService:
    return PersonaService(PersonaStore(services.database), services.store, services.chats, services.bus)


def test_a_chat_with_a_persona(make_services: MakeServices) -> None:
    services = make_services("Indeed.")
    personas = personas_of(services)
    ref = other_model(services.folder)
    ada = personas.save(
        Persona(
            0, " Ada ", system_prompt="You are Ada.", greeting="Good day.", model=ref, sampling='{"temperature":0.2}'
        )
    )
    chat = personas.begin(ada.id)
    assert (chat.persona_id, chat.model, chat.system_prompt) == (ada.id, ref, "You are Ada.")
    list(services.chats.send(chat.id, "Who are you?"))
    request = services.engine.requests[-1]
    assert request.turns == (
        Turn(Role.SYSTEM, "You are Ada."),
        Turn(Role.ASSISTANT, "Good day."),
        Turn(Role.USER, "Who are you?"),
    )
    assert request.sampling.temperature == 0.2
    personas.save(replace(ada, system_prompt="You are somebody else."))
    assert services.chats.get(chat.id).system_prompt == "You are Ada."
    personas.delete(ada.id)
    assert personas.all() == []
    assert services.chats.get(chat.id).persona_id == ada.id
    personas.restore(ada.id)
    assert [persona.name for persona in personas.all()] == ["Ada"]


def test_a_card(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    path = tmp_path / "card.json"
    path.write_text(json.dumps({"data": {"name": "Ada", "first_mes": "Hello."}}))
    persona = personas_of(services).import_card(path)
    assert (persona.name, persona.greeting, persona.system_prompt) == ("Ada", "Hello.", "You are Ada.")
    with pytest.raises(UserError) as caught:
        personas_of(services).import_card(tmp_path / "none.png")
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(("persona", "code"), [(Persona(0, "  "), "no-name"), (Persona(99, "Ada"), "no-such-persona")])
def test_what_cannot_be_kept(make_services: MakeServices, persona: Persona, code: str) -> None:
    with pytest.raises(UserError) as caught:
        personas_of(make_services("unused")).save(persona)
    assert caught.value.code == code
    with pytest.raises(UserError):
        personas_of(make_services("unused")).begin(99)
