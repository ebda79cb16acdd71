"""Asking, answering and keeping, over the real store."""

from pathlib import Path
from threading import Event

import pytest
from gguf_bytes import gguf
from service_kit import MakeServices

from paddock.core.chats import Chat
from paddock.core.errors import Remedy, UserError
from paddock.core.events import ContextShifted, Finished, FinishReason
from paddock.core.messages import Message, MessageStatus, Role, TextPart, Turn
from paddock.core.params import Overflow, SamplingParams
from paddock.engine.fake import FakeAnswer
from paddock.services.context import given_of
from paddock.services.generation import for_the_guide


def test_a_question_and_its_answer_are_kept(make_services: MakeServices) -> None:
    services = make_services("It runs on your own computer.")
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "What is Paddock, and why should I want it?")
    events = list(reply)
    assert isinstance(events[-1], Finished)
    asked, answer = services.chats.messages(chat.id)
    assert (asked.role, asked.text) == (Role.USER, "What is Paddock, and why should I want it?")
    assert (answer.text, answer.status) == ("It runs on your own computer.", MessageStatus.COMPLETE)
    assert answer.model == "Guide"
    assert answer.seed == 42
    assert answer.usage.completion_tokens == 6
    assert reply.message_now() == answer
    assert services.chats.get(chat.id).title == "What is Paddock, and why should I want it?"


def test_the_question_is_committed_before_the_engine_is_asked(make_services: MakeServices) -> None:
    services = make_services("late")
    chat = services.chats.new_chat()
    services.chats.send(chat.id, "first of all")
    assert services.engine.requests == []
    assert [message.text for message in services.chats.messages(chat.id)] == ["first of all", ""]


def model(folder: Path) -> str:
    """A model other than the guide."""
    path = folder / "models" / "other.gguf"
    path.write_bytes(gguf())
    return str(path)


def test_the_model_sees_the_whole_path_and_the_system_prompt(make_services: MakeServices) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    services.chats.set_system_prompt(chat.id, " Be brief. ")
    services.chats.set_model(chat.id, model(services.folder))
    list(services.chats.send(chat.id, "a"))
    list(services.chats.send(chat.id, "b"))
    assert services.engine.requests[-1].turns == (
        Turn(Role.SYSTEM, "Be brief."),
        Turn(Role.USER, "a"),
        Turn(Role.ASSISTANT, "one"),
        Turn(Role.USER, "b"),
    )
    assert services.engine.requests[-1].sampling.temperature == 0.7


def test_the_guide_is_taken_at_its_word(make_services: MakeServices) -> None:
    services = make_services()
    list(services.chats.send(services.chats.new_chat().id, "q"))
    assert services.engine.requests[-1].sampling.temperature == 0.0


def test_nothing_to_send_is_refused_and_stores_nothing(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    with pytest.raises(UserError) as caught:
        services.chats.send(chat.id, " \n\t ")
    assert caught.value.code == "empty-message"
    assert services.chats.messages(chat.id) == []


def test_a_death_leaves_the_part_and_continue_goes_on(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("Half of the", dies=True), " answer is here.")
    chat = services.chats.new_chat()
    events = list(services.chats.send(chat.id, "tell me"))
    assert events[-1].reason is FinishReason.INTERRUPTED  # type: ignore[union-attr]
    broken = services.chats.messages(chat.id)[-1]
    assert (broken.text, broken.status) == ("Half of the", MessageStatus.INTERRUPTED)
    list(services.chats.resume(broken.id))
    request = services.engine.requests[-1]
    assert request.continue_last
    assert request.turns[-1] == Turn(Role.ASSISTANT, "Half of the")
    whole = services.chats.messages(chat.id)[-1]
    assert (whole.id, whole.text, whole.status) == (broken.id, "Half of the answer is here.", MessageStatus.COMPLETE)


def test_continue_of_an_answer_without_a_word_asks_anew(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("", dies=True), "Now.")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "tell me"))
    list(services.chats.resume(services.chats.messages(chat.id)[-1].id))
    assert services.engine.requests[-1].continue_last is False
    assert services.chats.messages(chat.id)[-1].text == "Now."


def test_only_an_ended_answer_can_be_continued(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "q")
    for message in (reply.user_message, reply.message):
        assert message is not None
        with pytest.raises(UserError):
            services.chats.resume(message.id)


def test_again_makes_a_sibling_and_one_can_go_back(make_services: MakeServices) -> None:
    services = make_services("first", "second")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "q"))
    first = services.chats.messages(chat.id)[-1]
    list(services.chats.again(first.id))
    second = services.chats.messages(chat.id)[-1]
    assert (first.text, second.text) == ("first", "second")
    assert second.siblings == (first.id, second.id)
    assert [message.text for message in services.chats.show_sibling(first.id)] == ["q", "first"]


def test_a_failed_answer_says_why_and_which_button_mends_it(make_services: MakeServices) -> None:
    error = UserError("It is too long.", "Start a new chat.", code="context-full", remedy=Remedy.NEW_CHAT)
    services = make_services(FakeAnswer(error=error))
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "q")
    with pytest.raises(UserError):
        list(reply)
    with pytest.raises(UserError):
        reply.next()
    answer = services.chats.messages(chat.id)[-1]
    assert answer.status is MessageStatus.FAILED
    assert answer.error == "It is too long. Start a new chat."
    assert answer.finish_reason == "new-chat"
    list_of_turns = given_of(services.chats.get(chat.id), services.chats.messages(chat.id)).turns
    assert list_of_turns == (Turn(Role.USER, "q"),)


def test_a_model_that_has_gone_fails_the_answer_not_the_chat(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat(str(services.folder / "gone.gguf"))
    with pytest.raises(UserError):
        list(services.chats.send(chat.id, "q"))
    asked, answer = services.chats.messages(chat.id)
    assert asked.text == "q"
    assert answer.status is MessageStatus.FAILED
    assert answer.model == "gone.gguf"


def test_stopping_keeps_what_is_there(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("one two three", gate=Event()))
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "count")
    seen = [reply.next(), reply.next(), reply.next()]
    reply.cancel()
    rest = list(reply)
    assert rest[-1].reason is FinishReason.CANCELLED  # type: ignore[union-attr]
    answer = services.chats.messages(chat.id)[-1]
    assert (answer.text, answer.status) == ("one two", MessageStatus.STOPPED)
    assert len(seen) == 3


def test_stopped_before_it_began_it_asks_nobody(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "never mind")
    reply.cancel()
    assert [event.reason for event in reply] == [FinishReason.CANCELLED]  # type: ignore[union-attr]
    assert services.engine.requests == []
    assert services.chats.messages(chat.id)[-1].status is MessageStatus.STOPPED


def test_stopped_while_the_model_loads_it_does_not_wait_for_it(make_services: MakeServices) -> None:
    services = make_services(load_gate=Event())
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "never mind")
    stop = services.generation.subscribe(lambda status: reply.cancel())  # as soon as it says that it loads
    events = list(reply)
    stop()
    assert [event.reason for event in events] == [FinishReason.CANCELLED]  # type: ignore[union-attr]
    assert services.engine.loads == []
    assert services.chats.messages(chat.id)[-1].status is MessageStatus.STOPPED


def test_what_was_cut_off_is_marked_at_the_next_start(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    services.chats.send(chat.id, "q")
    services.database.close()
    after = make_services()
    assert after.chats.recover() == 1
    assert after.chats.messages(chat.id)[-1].status is MessageStatus.INTERRUPTED


def test_text_is_on_the_disk_while_it_streams(make_services: MakeServices) -> None:
    gate = Event()
    services = make_services(FakeAnswer("one two three", gate=gate))
    chat = services.chats.new_chat()
    reply = services.chats.send(chat.id, "count")
    while services.chats.messages(chat.id)[-1].text != "one two":
        reply.next(0.1)
    assert services.chats.messages(chat.id)[-1].status is MessageStatus.STREAMING
    gate.set()
    list(reply)
    assert services.chats.messages(chat.id)[-1].text == "one two three"


def test_drafts_of_chats_and_of_the_chat_to_come(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    services.chats.save_draft(None, "not yet")
    services.chats.save_draft(chat.id, "half a thou")
    assert (services.chats.draft(None), services.chats.draft(chat.id)) == ("not yet", "half a thou")


def test_rename_delete_and_undo(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    services.chats.rename(chat.id, "  A  good\nname ")
    assert services.chats.get(chat.id).title == "A good name"
    with pytest.raises(UserError):
        services.chats.rename(chat.id, "   ")
    services.chats.delete(chat.id)
    assert services.chats.chats() == []
    services.chats.undo_delete(chat.id)
    assert [item.id for item in services.chats.chats()] == [chat.id]


def test_the_model_chosen_last_is_the_next_chats(make_services: MakeServices) -> None:
    services = make_services()
    chat = services.chats.new_chat()
    services.chats.set_model(chat.id, "/models/other.gguf")
    assert services.chats.new_chat().model == "/models/other.gguf"


def test_markdown_of_a_chat(make_services: MakeServices) -> None:
    services = make_services("An *answer*.")
    chat = services.chats.new_chat()
    services.chats.set_system_prompt(chat.id, "Be kind.")
    list(services.chats.send(chat.id, "A question?"))
    assert services.chats.export_markdown(chat.id) == (
        "# A question?\n\n**System prompt**\n\nBe kind.\n\n## You\n\nA question?\n\n## Guide\n\nAn *answer*.\n"
    )


def test_neighbours_of_one_role_are_joined() -> None:
    path = [
        Message(1, 1, None, Role.USER, (TextPart("a"),)),
        Message(2, 1, 1, Role.ASSISTANT, (TextPart(""),), MessageStatus.FAILED),
        Message(3, 1, 2, Role.USER, (TextPart("b"),)),
    ]
    assert given_of(Chat(1, ""), path).turns == (Turn(Role.USER, "a\n\nb"),)


def test_the_guide_is_given_the_last_turns_only() -> None:
    turns = [Turn(Role.SYSTEM, "s")]
    for number in range(6):
        turns += [Turn(Role.USER, f"q{number}"), Turn(Role.ASSISTANT, f"a{number}")]
    asked = [*turns, Turn(Role.USER, "last")]
    assert [turn.text for turn in for_the_guide(asked)] == ["q5", "a5", "last"]
    assert [turn.text for turn in for_the_guide(turns, continued=True)] == ["q4", "a4", "q5", "a5"]
    assert for_the_guide((Turn(Role.SYSTEM, "s"), Turn(Role.USER, "only"))) == (Turn(Role.USER, "only"),)


def test_the_guide_is_given_the_beginning_of_a_long_question() -> None:
    (turn,) = for_the_guide((Turn(Role.USER, "word " * 1000),))
    assert turn.text == ("word " * 1000)[:199].strip()
    (turn,) = for_the_guide((Turn(Role.USER, "x" * 1000),))
    assert len(turn.text) == 200


class TestAhead:
    def test_what_would_be_sent_is_processed_ahead(self, make_services: MakeServices) -> None:
        services = make_services("one")
        chat = services.chats.new_chat(model(services.folder))
        services.chats.set_system_prompt(chat.id, "Be brief.")
        list(services.chats.send(chat.id, "a"))
        services.chats.prefill(chat.id, "and what el")
        (request,) = services.engine.prefills
        assert request is not None
        list(services.chats.send(chat.id, "and what el"))
        sent = services.engine.requests[-1]
        assert (request.turns, request.model, request.overflow) == (sent.turns, sent.model, sent.overflow)
        services.chats.stop_prefill()
        assert services.engine.prefills[-1] is None

    def test_the_summary_is_part_of_it(self, make_services: MakeServices) -> None:
        services = make_services("one")
        chat = services.chats.new_chat(model(services.folder))
        services.chats.set_overflow(chat.id, Overflow.SUMMARISE)
        list(services.chats.send(chat.id, "a"))
        services.store.add_summary(chat.id, services.chats.messages(chat.id)[-1].id, "They said a.", "")
        services.chats.prefill(chat.id, "b")
        (request,) = services.engine.prefills
        assert request is not None
        assert [turn.text for turn in request.turns] == ["Summary of the conversation so far:\nThey said a.", "b"]

    def test_a_new_chat_and_the_guide(self, make_services: MakeServices) -> None:
        services = make_services()
        services.generation.load("guide")
        services.chats.prefill(None, "word " * 100)
        request = services.engine.prefills[-1]
        assert request is not None
        assert len(request.turns[-1].text) < 200  # the guide is given no more
        services.settings.update(default_model=model(services.folder))
        services.generation.load(services.settings.current.default_model)
        services.chats.prefill(None, "hello", system_prompt=" Be brief. ")
        request = services.engine.prefills[-1]
        assert request is not None
        assert request.turns == (Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, "hello"))
        assert services.chats.chats() == []

    def test_nothing_is_loaded_for_it_and_nothing_is_said(self, make_services: MakeServices) -> None:
        services = make_services()
        for ref in (model(services.folder), "/gone.gguf"):
            services.chats.prefill(services.chats.new_chat(ref).id, "hello")
        services.chats.prefill(99, "hello")
        assert services.engine.prefills == []
        assert services.engine.loads == []


def test_how_an_answer_was_made_is_kept_with_it(make_services: MakeServices) -> None:
    services = make_services("An answer.")
    chat = services.chats.new_chat(model(services.folder))
    services.generation.set_sampling(chat.model, SamplingParams(top_k=5, stop=("END",), seed=9))
    list(services.chats.send(chat.id, "q"))
    answer = services.chats.messages(chat.id)[-1]
    assert (answer.sampling, answer.seed, answer.build) == ('{"top_k":5,"stop":["END"]}', 9, "fake-1")
    assert answer.first_kept is None


def test_a_new_chat_overflows_as_the_settings_say(make_services: MakeServices) -> None:
    services = make_services()
    assert services.chats.new_chat().overflow is Overflow.SHIFT
    services.settings.update(overflow="summarise")
    chat = services.chats.new_chat()
    assert chat.overflow is Overflow.SUMMARISE
    services.chats.set_overflow(chat.id, Overflow.STOP)
    assert services.chats.get(chat.id).overflow is Overflow.STOP


def test_a_shift_passes_through_to_whoever_shows_the_answer(make_services: MakeServices) -> None:
    services = make_services("one", FakeAnswer("two", dropped=2))
    chat = services.chats.new_chat(model(services.folder))
    list(services.chats.send(chat.id, "a"))
    reply = services.chats.send(chat.id, "b")
    assert [event for event in reply if isinstance(event, ContextShifted)] == [ContextShifted(2, 1)]
    assert reply.message_now().first_kept == reply.user_message.id  # type: ignore[union-attr]
