"""Titles by the model that answers, when nobody waits for it."""

from __future__ import annotations

import pytest
from service_kit import MakeServices, Services, copy_of_the_guide, other_model

from paddock.core.chats import Titled
from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.engine.api import Priority
from paddock.engine.fake import FakeAnswer
from paddock.services.titles import ASK, MOST_TOKENS, Titler, cleaned


def titler_of(services: Services) -> Titler:
    return Titler(services.store, services.generation, services.models, services.bus)


def test_a_model_titles_its_chat_after_the_first_answer(make_services: MakeServices) -> None:
    services = make_services("It rains.", "“Weather in Ghent.”")
    chat = services.chats.new_chat(other_model(services.folder))
    list(services.chats.send(chat.id, "How is the weather in Ghent?"))
    assert titler_of(services).title(chat.id) == "Weather in Ghent"
    assert (services.chats.get(chat.id).title, services.chats.get(chat.id).titled) == (
        "Weather in Ghent",
        Titled.MODEL,
    )
    request = services.engine.requests[-1]
    assert request.priority is Priority.BACKGROUND
    assert (request.sampling.temperature, request.sampling.max_tokens) == (0.0, MOST_TOKENS)
    assert [turn.text for turn in request.turns] == ["How is the weather in Ghent?", "It rains.", ASK]
    assert request.turns[-1].role is Role.USER
    assert [message.text for message in services.chats.messages(chat.id)] == [
        "How is the weather in Ghent?",
        "It rains.",
    ]


def test_what_a_person_wrote_stays(make_services: MakeServices) -> None:
    services = make_services("one", "Another title")
    chat = services.chats.new_chat(other_model(services.folder))
    list(services.chats.send(chat.id, "q"))
    services.chats.rename(chat.id, "Mine")
    assert titler_of(services).title(chat.id) == ""
    assert services.chats.get(chat.id).title == "Mine"
    assert len(services.engine.requests) == 1


@pytest.mark.parametrize("copy", [False, True])
def test_the_guide_titles_nothing_and_neither_does_a_copy_of_it(make_services: MakeServices, copy: bool) -> None:
    services = make_services("one")
    chat = services.chats.new_chat(copy_of_the_guide(services.folder) if copy else "")
    list(services.chats.send(chat.id, "What is Paddock?"))
    assert titler_of(services).title(chat.id) == ""
    assert services.chats.get(chat.id).title == "What is Paddock?"


def test_no_model_is_loaded_for_a_title(make_services: MakeServices) -> None:
    services = make_services("one")
    chat = services.chats.new_chat(other_model(services.folder))
    list(services.chats.send(chat.id, "q"))
    services.generation.unload()
    assert titler_of(services).title(chat.id) == ""
    assert len(services.engine.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [FakeAnswer(error=UserError("It is too long.", code="context-full")), FakeAnswer("  \n** **"), FakeAnswer("")],
)
def test_the_first_words_stay_where_the_model_has_none(make_services: MakeServices, answer: FakeAnswer) -> None:
    services = make_services("one", answer)
    chat = services.chats.new_chat(other_model(services.folder))
    list(services.chats.send(chat.id, "first words"))
    assert titler_of(services).title(chat.id) == ""
    assert services.chats.get(chat.id).title == "first words"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"Soup Recipes"', "Soup Recipes"),
        ("Title: Soup Recipes.\nIt is about soup.", "Soup Recipes"),
        ("**Titel:** Suppe", "Suppe"),
        ("# Soup", "Soup"),
        ("\n\n  Soup\tof  the day ", "Soup of the day"),
        ("", ""),
    ],
)
def test_cleaned(text: str, title: str) -> None:
    assert cleaned(text) == title


def test_a_long_title_is_cut_at_a_word() -> None:
    assert cleaned("word " * 40).endswith("word…")
    assert len(cleaned("x" * 500)) <= 48
