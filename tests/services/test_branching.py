"""Edits, other answers, removals and forks, over the real store."""

from __future__ import annotations

import pytest
from service_kit import MakeServices, Services, other_model

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.core.params import SamplingParams
from paddock.services.branching import Branching
from paddock.services.bus import MessagesChanged
from paddock.store.branches import Branches


def branching_of(services: Services) -> Branching:
    branches = Branches(services.database, services.store)
    return Branching(services.store, branches, services.chats, services.bus)


def texts(services: Services, chat_id: int) -> list[str]:
    return [message.text for message in services.chats.messages(chat_id)]


def test_a_question_is_asked_in_other_words(make_services: MakeServices) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "first"))
    asked, reply = branching_of(services).edit_question(services.chats.messages(chat.id)[0].id, "in other words")
    list(reply)
    assert texts(services, chat.id) == ["in other words", "two"]
    assert len(services.chats.messages(chat.id)[0].siblings) == 2
    assert asked.role is Role.USER
    services.chats.show_sibling(asked.siblings[0])
    assert texts(services, chat.id) == ["first", "one"]


def test_an_answer_is_changed_beside_it(make_services: MakeServices) -> None:
    services = make_services("answer")
    heard: list[MessagesChanged] = []
    services.bus.subscribe(MessagesChanged, heard.append)
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    edited = branching_of(services).edit(services.chats.messages(chat.id)[1].id, "better answer")
    assert texts(services, chat.id) == ["q", "better answer"]
    assert edited.model == "Guide"
    assert heard == [MessagesChanged(chat.id)]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_not_a_message(make_services: MakeServices, text: str) -> None:
    services = make_services("answer")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    branching = branching_of(services)
    question, answer = services.chats.messages(chat.id)
    for action in (
        lambda: branching.edit(answer.id, text),
        lambda: branching.edit_question(question.id, text),
        lambda: branching.begin_answer(chat.id, text, "Well,"),
    ):
        with pytest.raises(UserError) as caught:
            action()
        assert caught.value.code == "empty-message"
    assert texts(services, chat.id) == ["q", "answer"]


def test_an_answer_is_no_question(make_services: MakeServices) -> None:
    services = make_services("answer")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    with pytest.raises(UserError) as caught:
        branching_of(services).edit_question(services.chats.messages(chat.id)[1].id, "x")
    assert caught.value.code == "not-a-question"


def test_the_beginning_of_an_answer_is_given(make_services: MakeServices) -> None:
    services = make_services(" so it is.")
    chat = services.chats.new_chat()
    services.chats.set_model(chat.id, other_model(services.folder))
    list(branching_of(services).begin_answer(chat.id, "Is it?", "Yes, and"))
    assert texts(services, chat.id) == ["Is it?", "Yes, and so it is."]
    request = services.engine.requests[-1]
    assert request.continue_last
    assert request.turns[-1].text == "Yes, and"


def test_two_models_answer_one_question(make_services: MakeServices) -> None:
    services = make_services("one", "left", "right")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    question = services.chats.messages(chat.id)[0]
    refs = [other_model(services.folder, "left.gguf"), other_model(services.folder, "right.gguf")]
    replies = branching_of(services).compare(question.id, refs)
    for reply in replies:
        list(reply)
    assert [reply.message_now().text for reply in replies] == ["left", "right"]
    assert [str(request.model) for request in services.engine.requests[-2:]] == refs
    services.chats.show_sibling(replies[0].message.id)
    assert texts(services, chat.id) == ["q", "left"]
    with pytest.raises(UserError) as caught:
        branching_of(services).compare(question.id, refs[:1])
    assert caught.value.code == "nothing-to-compare"


def test_another_model_or_other_settings_answer_once(make_services: MakeServices) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    answer = services.chats.messages(chat.id)[1]
    ref = other_model(services.folder)
    list(services.chats.again(answer.id, ref=ref, sampling=SamplingParams(temperature=1.5)))
    request = services.engine.requests[-1]
    assert (str(request.model), request.sampling.temperature) == (ref, 1.5)
    assert services.chats.get(chat.id).model == "guide"
    assert texts(services, chat.id) == ["q", "two"]


def test_a_chat_has_settings_of_its_own(make_services: MakeServices) -> None:
    services = make_services("one", "two", "three")
    chat = services.chats.new_chat(other_model(services.folder))
    services.chats.set_sampling(chat.id, SamplingParams(temperature=0.1))
    assert services.chats.get(chat.id).sampling == '{"temperature": 0.1}'
    list(services.chats.send(chat.id, "q"))
    assert services.engine.requests[-1].sampling.temperature == 0.1
    services.generation.set_sampling(chat.model, SamplingParams(temperature=0.9, top_k=7))
    list(services.chats.send(chat.id, "q"))
    assert (services.engine.requests[-1].sampling.temperature, services.engine.requests[-1].sampling.top_k) == (0.1, 7)
    services.chats.set_sampling(chat.id, None)
    list(services.chats.send(chat.id, "q"))
    assert services.engine.requests[-1].sampling.temperature == 0.9


def test_removed_and_put_back(make_services: MakeServices) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "a"))
    list(services.chats.send(chat.id, "b"))
    branching = branching_of(services)
    removal = branching.remove(services.chats.messages(chat.id)[2].id, all_after=True)
    assert texts(services, chat.id) == ["a", "one"]
    branching.undo(removal)
    assert texts(services, chat.id) == ["a", "one", "b", "two"]
    assert branching.empty_trash() == 0


def test_a_fork(make_services: MakeServices) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "a"))
    fork = branching_of(services).fork(services.chats.messages(chat.id)[1].id)
    list(services.chats.send(fork.id, "b"))
    assert texts(services, fork.id) == ["a", "one", "b", "two"]
    assert texts(services, chat.id) == ["a", "one"]
