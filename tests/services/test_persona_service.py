"""Chats with personas, and keeping them."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest
from service_kit import MakeServices, Services, other_model

from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.params import SamplingParams
from paddock.core.personas import Persona
from paddock.services.bus import PersonasChanged
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


def test_greetings_stand_beside_each_other(make_services: MakeServices) -> None:
    services = make_services("Indeed.")
    personas = personas_of(services)
    ref = other_model(services.folder)
    ada = personas.save(Persona(0, "Ada", greeting="Good day.", model=ref, alternates=("Hello.", "Ah!")))
    chat = personas.begin(ada.id)
    (shown,) = services.chats.messages(chat.id)
    assert (shown.text, shown.model, len(shown.siblings)) == ("Good day.", "Ada", 3)
    (other,) = services.chats.show_sibling(shown.siblings[1])
    assert other.text == "Hello."
    list(services.chats.send(chat.id, "Who are you?"))
    assert [turn.text for turn in services.engine.requests[-1].turns] == ["Hello.", "Who are you?"]


def test_another_persona_plays_and_nobody(make_services: MakeServices) -> None:
    services = make_services("Indeed.", "No.", "Yes.")
    personas = personas_of(services)
    ada = personas.save(Persona(0, "Ada", system_prompt="You are Ada.", sampling='{"top_k": 5}', greeting="Good day."))
    bob = personas.save(Persona(0, "Bob", system_prompt="You are Bob.", sampling='{"top_k": 9}'))
    chat = services.chats.new_chat()
    before = personas.play(chat.id, ada.id)
    assert [message.text for message in services.chats.messages(chat.id)] == ["Good day."], "it was empty"
    services.chats.set_sampling(chat.id, SamplingParams(temperature=0, top_k=5, min_p=0.3))
    wearing_ada = personas.play(chat.id, bob.id)
    assert len(services.chats.messages(chat.id)) == 1, "what was said stays, and nobody greets in the middle"
    told = services.chats.get(chat.id)
    assert (told.persona_id, told.system_prompt, told.sampling) == (bob.id, "You are Bob.", '{"top_k": 9}')
    personas.undo(chat.id, wearing_ada)
    told = services.chats.get(chat.id)
    assert (told.persona_id, told.system_prompt) == (ada.id, "You are Ada.")
    assert json.loads(told.sampling) == {"top_k": 5, "min_p": 0.3}
    personas.play(chat.id, None)
    told = services.chats.get(chat.id)
    assert (told.persona_id, told.system_prompt, told.sampling) == (None, "", '{"min_p": 0.3}')
    services.chats.set_system_prompt(chat.id, "My own words.")
    personas.play(chat.id, ada.id)
    services.chats.set_system_prompt(chat.id, "My own words.")
    personas.play(chat.id, None)
    assert services.chats.get(chat.id).system_prompt == "My own words.", "they are not the persona's"
    personas.undo(chat.id, before)
    assert services.chats.get(chat.id).persona_id is None


def test_one_that_is_deleted_plays_on(make_services: MakeServices) -> None:
    services = make_services("unused")
    personas = personas_of(services)
    heard: list[PersonasChanged] = []
    services.bus.subscribe(PersonasChanged, heard.append)
    ada = personas.save(Persona(0, "Ada", card='{"name": "Ada"}', description="Counts.", alternates=("Hello.",)))
    copy = personas.duplicate(ada.id, "Ada (copy)")
    assert (copy.name, copy.description, copy.alternates) == ("Ada (copy)", "Counts.", ("Hello.",))
    personas.begin(ada.id)
    personas.delete(ada.id)
    personas.delete(copy.id)
    assert [persona.name for persona in personas.playing()] == ["Ada"]
    assert personas.get(ada.id).card == '{"name": "Ada"}'
    assert len(heard) == 4


def test_out_and_in(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    personas = personas_of(services)
    picture = (
        "data:image/png;base64,"
        + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(12) + b"\0\0\0\0IEND\xaeB`\x82").decode()
    )
    ada = personas.save(Persona(0, "Ada", picture, "You are Ada.", sampling='{"top_k": 5}'))
    for name in ("ada.json", "ada.png"):
        personas.export_card(ada.id, tmp_path / name)
        back = personas.import_card(tmp_path / name, lambda data: "data:seen")
        assert (back.name, back.system_prompt, back.sampling) == (ada.name, ada.system_prompt, ada.sampling)
        assert back.icon == ("data:seen" if name.endswith("png") else "")
    with pytest.raises(UserError) as caught:
        personas.export_card(ada.id, tmp_path / "none" / "ada.json")
    assert caught.value.code == "not-written"


def test_settings_that_cannot_be_are_not_kept(make_services: MakeServices, tmp_path: Path) -> None:
    personas = personas_of(make_services("unused"))
    for sampling in ('{"top_k": "many"}', '{"temperature": 99}'):
        with pytest.raises(UserError) as caught:
            personas.save(Persona(0, "Ada", sampling=sampling))
        assert caught.value.code == "bad-params"
    path = tmp_path / "card.json"
    path.write_text(json.dumps({"name": "Ada", "extensions": {"paddock": {"sampling": {"top_k": "many"}}}}))
    assert personas.import_card(path).sampling == ""


def test_tokens_of_a_prompt(make_services: MakeServices) -> None:
    services = make_services("Indeed.")
    ref = other_model(services.folder)
    assert services.chats.count_tokens("  ", ref) == (0, True)
    assert services.chats.count_tokens("You are Ada, who counts.", ref) == (6, False), "the model is not loaded"
    assert services.chats.count_tokens("You are Ada, who counts.", "gone.gguf") == (6, False)
    services.generation.load(ref)
    count, exact = services.chats.count_tokens("You are Ada, who counts.", ref)
    assert exact
    assert count > 0


@pytest.mark.parametrize(("persona", "code"), [(Persona(0, "  "), "no-name"), (Persona(99, "Ada"), "no-such-persona")])
def test_what_cannot_be_kept(make_services: MakeServices, persona: Persona, code: str) -> None:
    with pytest.raises(UserError) as caught:
        personas_of(make_services("unused")).save(persona)
    assert caught.value.code == code
    with pytest.raises(UserError):
        personas_of(make_services("unused")).begin(99)
