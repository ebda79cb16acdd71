"""What the transcript says about how an answer ended. One rule: only the last answer offers to go on."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from paddock.core.errors import Remedy
from paddock.core.events import FinishReason
from paddock.core.guard import explain
from paddock.core.messages import Message, MessageStatus, Role
from paddock.core.said import say
from paddock.ui.i18n import tr, translated
from paddock.ui.transcript.specs import NoticeKind, NoticeSpec

READ_OUT, ANNOUNCED = 4000, 1000  # characters of a text that a screen reader reads, and says by itself
_REMEDIES = {
    Remedy.OPEN_MODELS: say("Open Models"),
    Remedy.OPEN_FILE: say("Open a file…"),
    Remedy.CHOOSE_MODEL: say("Choose a model…"),
    Remedy.SMALLER_CONTEXT: say("Try with a smaller context"),
    Remedy.USE_CPU: say("Use the processor"),
    Remedy.RETRY: say("Try again"),
    Remedy.NEW_CHAT: say("New chat"),
    Remedy.CHOOSE_FORMAT: say("Choose the prompt format…"),
    Remedy.ENTER_RECOVERY_KEY: say("Enter the recovery key…"),
    Remedy.ENTER_PASSPHRASE: say("Enter the passphrase…"),
}


class ActionKind(StrEnum):
    """What the button of a notice does."""

    CONTINUE = "continue"
    REMEDY = "remedy"


class Action(NamedTuple):
    """The button of a notice; `value` is the remedy's."""

    kind: ActionKind
    value: str = ""


def notice_of(message: Message, *, last: bool) -> tuple[NoticeSpec, Action | None] | None:
    """The notice below an answer and what its button does; None where there is nothing to say."""
    if message.status is MessageStatus.STOPPED:
        return _stopped(message, last=last)
    if message.status is MessageStatus.INTERRUPTED:
        text = tr("Interrupted. What was written is kept.")
        return _going_on(message, NoticeKind.WARNING, text, last=last)
    if message.status is MessageStatus.FAILED:
        return _failed(message)
    if message.status is MessageStatus.COMPLETE and (explained := explain(message.text)).startswith("Unsafe:"):
        return NoticeSpec(kind=NoticeKind.INFO, text=explained), None
    return None


def too_long() -> NoticeSpec:
    """Below a message of which only the beginning is shown."""
    text = tr("This message is too long to be shown as a whole. Copy takes all of it.")
    return NoticeSpec(kind=NoticeKind.WARNING, text=text)


def ending_words(message: Message) -> str:
    """What a screen reader is told when an answer has ended."""
    if message.status is MessageStatus.FAILED:
        return tr("The answer failed: {error}", error=message.error)
    if notice_of(message, last=False) is not None:
        return read_out(message, ANNOUNCED)
    return tr("Answer finished: {text}", text=message.text[:ANNOUNCED])


def read_out(message: Message, most: int = READ_OUT) -> str:
    """What a screen reader reads of a message: its text, and how it ended where that is told below it."""
    notice = notice_of(message, last=False)
    text = message.text[:most]
    return f"{text} {notice[0].text}".strip() if notice is not None else text


def _going_on(message: Message, kind: NoticeKind, text: str, *, last: bool) -> tuple[NoticeSpec, Action | None]:
    if last and message.reasoning and not message.text:  # a thought cannot be gone on with
        label = tr("Try again")
        return NoticeSpec(kind=kind, text=text, button=label), Action(ActionKind.REMEDY, Remedy.RETRY.value)
    action = Action(ActionKind.CONTINUE) if last else None
    return NoticeSpec(kind=kind, text=text, button=tr("Continue") if action else ""), action


def _stopped(message: Message, *, last: bool) -> tuple[NoticeSpec, Action | None]:
    if message.finish_reason == FinishReason.CONTEXT:
        text = tr(
            "The context is full. Start a new chat, or choose in the inspector a larger context or what to leave out.",
        )
        if not last:
            return NoticeSpec(kind=NoticeKind.WARNING, text=text), None
        action = Action(ActionKind.REMEDY, Remedy.NEW_CHAT.value)
        return NoticeSpec(kind=NoticeKind.WARNING, text=text, button=tr("New chat")), action
    if message.finish_reason == FinishReason.LENGTH:
        text = tr("Stopped at the longest answer that is allowed.")
        return _going_on(message, NoticeKind.INFO, text, last=last)
    return _going_on(message, NoticeKind.INFO, tr("Stopped"), last=last)


def _failed(message: Message) -> tuple[NoticeSpec, Action | None]:
    text = translated(message.error) or tr("The answer could not be written.")
    label = next((text for remedy, text in _REMEDIES.items() if remedy.value == message.finish_reason), "")
    action = Action(ActionKind.REMEDY, message.finish_reason) if label else None
    return NoticeSpec(kind=NoticeKind.ERROR, text=text, button=translated(label)), action


def who_said(message: Message) -> str:
    """Whose a message is, for those who cannot see where it stands."""
    if message.role is Role.ASSISTANT:
        return message.model or tr("Answer")
    return tr("Tool") if message.role is Role.TOOL else tr("You")
