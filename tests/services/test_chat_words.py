"""The few words of ours in a file: they are what the window says, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paddock.core.chats import Chat
from paddock.core.messages import Message, Part, ReasoningPart, Role, TextPart, ToolCallPart, ToolResultPart
from paddock.core.said import ENGLISH, Said, Wording
from paddock.core.tools import ToolCall
from paddock.services.exchange.page import html_of
from paddock.services.markdown import markdown_of

LOUD = Wording("xx", lambda text: text.upper() if isinstance(text, Said) else text)


def said(role: Role, *parts: Part, model: str = "") -> Message:
    return Message(0, 0, None, role, parts, model=model)


CHAT = Chat(1, "", system_prompt="Be brief.")
PATH = (
    said(Role.USER, TextPart("what is it?")),
    said(Role.ASSISTANT, ReasoningPart("hm.", 131.2), ReasoningPart("well.", 3.2), ReasoningPart("so.", 0.1)),
    said(Role.ASSISTANT, TextPart("i look."), ToolCallPart(ToolCall("look\nup", "{}", "c")), model="llama"),
    said(Role.TOOL, ToolResultPart("42", "lookup", "c")),
    said(Role.TOOL, ToolResultPart("43")),
)


def page(wording: Wording) -> str:
    return html_of([(CHAT, PATH)], wording)


@pytest.mark.parametrize("write", [page, lambda wording: markdown_of(CHAT, PATH, wording)], ids=["html", "md"])
def test_they_are_in_the_language_that_is_asked_for_and_all_else_is_as_it_was(write: Callable[[Wording], str]) -> None:
    ours = (
        *("New chat", "System prompt", "You", "Answer", "Thought for 2 min 11 s", "Thought for 3 s"),
        *("Thought for a moment", "Calls look up", "Tool", "Result of lookup", "Result of a tool"),
    )
    theirs = ("Be brief.", "what is it?", "hm.", "i look.", "llama", "42")
    english, loud = write(ENGLISH), write(LOUD)
    for words in ours:
        assert words in english
        assert words.upper() in loud
        assert words not in loud
    for words in theirs:
        assert words in english
        assert words in loud


def test_a_page_with_several_says_how_many() -> None:
    assert '<html lang="en">' in html_of([(CHAT, PATH)])
    assert "<title>2 CHATS</title>" in html_of([(CHAT, PATH)] * 2, LOUD)
