"""The parts of a message: neighbours of one kind are one."""

from paddock.core.messages import (
    Message,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    joined,
)
from paddock.core.tools import ToolCall

CALL = ToolCallPart(ToolCall("add", '{"a": 1}', "c1"))


def test_neighbours_of_one_kind_become_one_and_empty_ones_go() -> None:
    parts = [
        TextPart(""),
        ReasoningPart("I ", 1.5),
        ReasoningPart("think.", 0.5),
        TextPart("Hel"),
        TextPart("lo"),
        CALL,
        CALL,
        TextPart("!"),
        ToolResultPart(""),
    ]
    assert joined(parts) == (
        ReasoningPart("I think.", 2.0),
        TextPart("Hello"),
        CALL,
        CALL,
        TextPart("!"),
        ToolResultPart(""),
    )
    assert joined(()) == joined([TextPart("")]) == ()


def test_the_text_of_a_message_is_what_was_said() -> None:
    parts = (ReasoningPart("Hm.", 2.0), TextPart("Yes."), CALL, ReasoningPart("So."), ToolResultPart("2", "add", "c1"))
    message = Message(1, 1, None, Role.ASSISTANT, parts)
    assert (message.text, message.reasoning, message.reasoning_seconds) == ("Yes.", "Hm.So.", 2.0)
    assert (message.calls, message.results) == ((CALL.call,), (ToolResultPart("2", "add", "c1"),))
