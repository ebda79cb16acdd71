"""What a file says about the chats in it: whose a message is, what was thought, which tool was called.

One rule: it says it as the window does; whoever writes the file translates it.
"""

from __future__ import annotations

from paddock.core.chats import Chat
from paddock.core.messages import Message, ReasoningPart, Role
from paddock.core.said import say

SYSTEM_PROMPT = say("System prompt")
LONGEST_NAME = 200  # characters of a tool's, which a model writes


def title_of(chat: Chat) -> str:
    """Its title, also where it has none yet."""
    return chat.title or say("New chat")


def title_of_many(chats: int) -> str:
    """What a file with several is called."""
    return say("{n} chats", n=chats)


def who_said(message: Message) -> str:
    """Whose a message is; of an answer, the model's name."""
    if message.role is Role.TOOL:
        return say("Tool")
    return say("You") if message.role is Role.USER else message.model or say("Answer")


def thought(part: ReasoningPart) -> str:
    """How long it was thought."""
    minutes, seconds = divmod(round(part.seconds), 60)
    if minutes:
        return say("Thought for {minutes} min {seconds} s", minutes=minutes, seconds=seconds)
    return say("Thought for {seconds} s", seconds=seconds) if seconds else say("Thought for a moment")


def calls(name: str) -> str:
    """That a tool was called."""
    return say("Calls {name}", name=_one_line(name))


def result_of(name: str) -> str:
    """What a tool gave back."""
    return say("Result of {name}", name=_one_line(name) or say("a tool"))


def _one_line(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
