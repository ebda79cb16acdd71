"""Thoughts, calls and results, from the engine to the store and back to the model."""

from __future__ import annotations

import threading

from service_kit import MakeServices, Services, other_model

from paddock.core.chats import Chat
from paddock.core.events import Finished, FinishReason, PromptProgress, ReasoningDelta, TextDelta, ToolCallDelta
from paddock.core.messages import (
    Message,
    MessageStatus,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    Turn,
)
from paddock.core.tools import ToolCall
from paddock.engine.fake import FakeAnswer
from paddock.services.context import given_of, turns_of
from paddock.services.reply import Pieces

CALL = ToolCall("get_weather", '{"city": "Paris"}', "c1")
THOUGHTFUL = FakeAnswer("Let me look.", reasoning="I need the weather.", calls=(CALL,), reason=FinishReason.TOOL_CALLS)


def asked(services: Services) -> Chat:
    chat = services.chats.new_chat()
    services.chats.set_model(chat.id, other_model(services.folder))
    return chat


def test_an_answer_keeps_its_thoughts_and_calls(make_services: MakeServices) -> None:
    services = make_services(THOUGHTFUL)
    chat = asked(services)
    reply = services.chats.send(chat.id, "What is the weather in Paris?")
    kinds = [type(event) for event in reply if not isinstance(event, PromptProgress)]
    assert kinds == [ReasoningDelta, *[TextDelta] * (len(kinds) - 3), ToolCallDelta, Finished]
    answer = services.chats.messages(chat.id)[-1]
    assert [type(part) for part in answer.parts] == [ReasoningPart, TextPart, ToolCallPart]
    assert (answer.reasoning, answer.text, answer.calls) == ("I need the weather.", "Let me look.", (CALL,))
    assert (answer.status, answer.finish_reason) == (MessageStatus.COMPLETE, "tool_calls")


def test_the_model_is_given_calls_and_results_and_no_thoughts(make_services: MakeServices) -> None:
    services = make_services(THOUGHTFUL, "It is cloudy.")
    chat = asked(services)
    list(services.chats.send(chat.id, "What is the weather in Paris?"))
    answer = services.chats.messages(chat.id)[-1]
    result = ToolResultPart('{"sky": "cloudy"}', "get_weather", "c1")
    services.store.add_message(chat.id, answer.id, Role.TOOL, (result,))
    list(services.chats.send(chat.id, "And?"))
    assert services.engine.requests[-1].turns == (
        Turn(Role.USER, "What is the weather in Paris?"),
        Turn(Role.ASSISTANT, "Let me look.", (CALL,)),
        Turn(Role.TOOL, '{"sky": "cloudy"}', name="get_weather", call_id="c1"),
        Turn(Role.USER, "And?"),
    )
    assert services.chats.asked(chat.id) == services.engine.requests[-1].turns


def test_each_result_is_a_turn_and_what_follows_a_call_is_another() -> None:
    def message(number: int, role: Role, *parts: TextPart | ToolCallPart | ToolResultPart | ReasoningPart) -> Message:
        return Message(number, 1, number - 1 or None, role, parts)

    path = [
        message(1, Role.USER, TextPart("q")),
        message(2, Role.ASSISTANT, ReasoningPart("Hm."), ToolCallPart(CALL)),
        message(3, Role.TOOL, ToolResultPart("1", "a"), ToolResultPart("2", "b")),
        message(4, Role.ASSISTANT, ReasoningPart("Only a thought.")),
        message(5, Role.ASSISTANT, TextPart("Once")),
        message(6, Role.ASSISTANT, TextPart("more"), ToolCallPart(CALL)),
        message(7, Role.ASSISTANT, TextPart("after it")),
    ]
    given = given_of(Chat(1, ""), path)
    assert given.turns == (
        Turn(Role.USER, "q"),
        Turn(Role.ASSISTANT, "", (CALL,)),
        Turn(Role.TOOL, "1", name="a"),
        Turn(Role.TOOL, "2", name="b"),
        Turn(Role.ASSISTANT, "Once\n\nmore", (CALL,)),
        Turn(Role.ASSISTANT, "after it"),
    )
    assert given.first == (1, 2, 3, 3, 5, 7)
    assert given.characters == len("q12Once\n\nmoreafter it") + 2 * len(CALL.name + CALL.arguments)
    assert turns_of(path[3]) == ()


def test_how_long_a_model_thinks_is_measured_from_its_first_thought_to_its_last() -> None:
    now = [100.0]
    pieces = Pieces(lambda: now[0])

    def at(seconds: float, event: ReasoningDelta | TextDelta | ToolCallDelta | None) -> object:
        now[0] = seconds
        return pieces.of(event)

    assert at(100.0, None) is None
    assert at(105.0, ReasoningDelta("I")) == ReasoningPart("I", 0.0)
    assert at(106.0, None) is None
    assert at(107.5, ReasoningDelta(" see")) == ReasoningPart(" see", 2.5)
    assert at(120.0, TextDelta("Yes")) == TextPart("Yes")
    assert at(130.0, ReasoningDelta("Or")) == ReasoningPart("Or", 0.0)
    assert at(140.0, ToolCallDelta(CALL)) == ToolCallPart(CALL)


def test_an_answer_that_only_thought_is_asked_for_again_beside_it(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("", reasoning="I wonder", dies=True), "Yes.")
    chat = asked(services)
    list(services.chats.send(chat.id, "Is it so?"))
    cut = services.chats.messages(chat.id)[-1]
    assert (cut.reasoning, cut.text, cut.status) == ("I wonder", "", MessageStatus.INTERRUPTED)
    list(services.chats.resume(cut.id))
    answer = services.chats.messages(chat.id)[-1]
    assert (answer.text, answer.siblings) == ("Yes.", (cut.id, answer.id))
    assert not services.engine.requests[-1].continue_last
    assert services.store.message(cut.id).reasoning == "I wonder", "nothing of it is lost"


def test_an_answer_that_broke_off_in_its_text_goes_on_after_its_thoughts(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("Half of", reasoning="I wonder", dies=True), " it.")
    chat = asked(services)
    list(services.chats.send(chat.id, "Is it so?"))
    cut = services.chats.messages(chat.id)[-1]
    reply = services.chats.resume(cut.id)
    list(reply)
    whole = services.store.message(cut.id)
    assert (whole.reasoning, whole.text) == ("I wonder", "Half of it.")
    assert reply.message_now() == whole
    assert services.engine.requests[-1].continue_last
    assert services.engine.requests[-1].turns[-1] == Turn(Role.ASSISTANT, "Half of")


def test_thoughts_are_seen_before_the_answer_ends(make_services: MakeServices) -> None:
    gate = threading.Event()
    services = make_services(FakeAnswer("Yes.", reasoning="I wonder", gate=gate))
    reply = services.chats.send(asked(services).id, "Is it so?")
    while not isinstance(reply.next(), ReasoningDelta):
        pass
    assert reply.message_now().parts == (ReasoningPart("I wonder"),)
    gate.set()
    list(reply)


def test_markdown_has_all_of_it(make_services: MakeServices) -> None:
    services = make_services(THOUGHTFUL)
    chat = asked(services)
    list(services.chats.send(chat.id, "What is the weather in Paris?"))
    answer = services.chats.messages(chat.id)[-1]
    result = ToolResultPart("```\ncloudy\n```", "get_weather", "c1")
    services.store.add_message(chat.id, answer.id, Role.TOOL, (result,))
    text = services.chats.export_markdown(chat.id)
    assert (
        "> **Thought for a moment**\n>\n> I need the weather.\n\nLet me look.\n\n**Calls get_weather**\n\n```json\n"
        in text
    )
    assert '{\n  "city": "Paris"\n}\n```\n' in text
    assert "## Tool\n\n**Result of get_weather**\n\n````\n```\ncloudy\n```\n````\n" in text
