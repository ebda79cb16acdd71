"""Where a setting comes from: the levels go before each other in their order, and what is told is what is used."""

from __future__ import annotations

import json

from service_kit import MakeServices, other_model

from paddock.config.settings import Settings
from paddock.core.params import SamplingParams
from paddock.services.levels import Level, of_chat, of_model

REF = "/models/small.gguf"


def test_each_level_goes_before_the_one_above() -> None:
    settings = Settings(
        temperature=0.5,
        sampling={"": {"top_k": 1, "top_p": 0.1, "min_p": 0.1}, REF: {"top_p": 0.2, "min_p": 0.2, "typical_p": 0.2}},
    )
    model = of_model(settings, REF)
    assert (model.holds.temperature, model.holds.top_k, model.holds.top_p) == (0.5, 1, 0.2)
    assert (model.inherited.top_p, model.inherited.typical_p) == (0.1, 1.0)
    chat = of_chat(settings, REF, '{"min_p": 0.3, "typical_p": 0.3}', '{"min_p": 0.3, "typical_p": 0.4, "seed": 7}')
    said = {name: (getattr(chat.holds, name), chat.origins[name], chat.below[name]) for name in chat.origins}
    assert said["xtc_probability"] == (0.0, Level.PROGRAM, Level.PROGRAM)
    assert said["temperature"] == (0.5, Level.ALL_MODELS, Level.ALL_MODELS)
    assert said["top_k"] == (1, Level.ALL_MODELS, Level.ALL_MODELS)
    assert said["top_p"] == (0.2, Level.MODEL, Level.MODEL)
    assert said["min_p"] == (0.3, Level.PERSONA, Level.PERSONA)
    assert said["typical_p"] == (0.4, Level.CHAT, Level.PERSONA)
    assert said["seed"] == (7, Level.CHAT, Level.PROGRAM)
    assert (chat.inherited.typical_p, chat.inherited.seed) == (0.3, None)


def test_nobody_said_anything() -> None:
    chat = of_chat(Settings(), REF, "", "")
    assert set(chat.origins.values()) == set(chat.below.values()) == {Level.PROGRAM}
    assert chat.holds == chat.inherited == SamplingParams()


def test_what_is_told_is_what_the_engine_gets(make_services: MakeServices) -> None:
    services = make_services("One.")
    ref = other_model(services.folder)
    services.generation.set_sampling("", SamplingParams(top_k=5, temperature=0.3))
    services.generation.set_sampling(ref, SamplingParams(top_k=5, temperature=0.3, top_p=0.2))
    chat = services.chats.new_chat(ref)
    services.chats.set_sampling(chat.id, SamplingParams(top_k=9, temperature=0.3, top_p=0.2))
    assert json.loads(services.chats.get(chat.id).sampling) == {"top_k": 9}
    list(services.chats.send(chat.id, "Hello"))
    levels = of_chat(services.settings.current, ref, "", services.chats.get(chat.id).sampling)
    assert services.engine.requests[-1].sampling == levels.holds
    assert levels.holds.top_k == 9
