"""A long chat: its end is there at once, its beginning soon, and nothing that is done meanwhile is lost."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection

import pytest
from desk import Desk, Start

from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus, Role, TextPart
from paddock.services.chat_set import ChatSet
from paddock.services.chats import SHOWN_AT_ONCE, ChatService
from paddock.store.paths import End

COUNT = SHOWN_AT_ONCE + 2_300  # more than two portions


@pytest.fixture
def desk(start: Start) -> Desk:
    return start()


def make_chat(desk: Desk) -> tuple[int, list[int]]:
    """In one transaction: 2,500 of them would take a minute."""
    store = desk.application.open_store()._store
    chat, ids = store.create_chat(), []

    def fill(connection: Connection) -> None:
        for number in range(COUNT):
            role = Role.ASSISTANT if number % 2 else Role.USER
            said = (TextPart(f"Message number {number}."),)
            above = ids[-1] if ids else None
            ids.append(store._add(connection, chat.id, above, role, said, MessageStatus.COMPLETE, "").id)

    store._db.write(fill)
    return chat.id, ids


def test_its_end_comes_first_then_the_rest_in_portions(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    shown: list[int] = []
    talk, transcript = desk.window.conversation, desk.window.page.transcript
    talk.messages_changed.connect(lambda: shown.append(len(desk.messages)))
    talk.earlier_read.connect(lambda came: shown.append(transcript.model.rowCount()))
    talk.show(chat)
    desk.wait(lambda: not talk.reading and len(desk.messages) == COUNT)
    assert shown[-4:] == [SHOWN_AT_ONCE, SHOWN_AT_ONCE + 1_000, SHOWN_AT_ONCE + 2_000, COUNT]
    assert [message.id for message in desk.messages] == ids
    assert list(transcript.model.messages()) == desk.messages == desk.stored()
    assert transcript.follow()


def at_its_end(desk: Desk, show: Callable[[], object], then: Callable[[], object]) -> None:
    """Show a chat, and do something as soon as its end is there: its beginning is still being read."""
    talk = desk.window.conversation
    before: list[tuple[int, bool]] = []

    def shown() -> None:
        talk.draft_loaded.disconnect(shown)
        before.append((len(desk.messages), talk.reading))
        then()

    talk.draft_loaded.connect(shown)
    show()
    desk.wait(lambda: before)
    assert before[0][0] < COUNT
    assert before[0][1]


def test_a_message_is_sent_before_all_is_read(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    talk = desk.window.conversation
    at_its_end(desk, lambda: talk.show(chat), lambda: talk.send("And on"))
    desk.wait(lambda: not talk.answering and len(desk.messages) == COUNT + 2)
    assert [message.id for message in desk.messages][:COUNT] == ids
    assert not talk.reading
    assert desk.messages[COUNT].text == "And on"
    assert list(desk.window.page.transcript.model.messages()) == desk.messages == desk.stored()


def test_a_place_far_above_is_shown_at_once(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    talk, transcript = desk.window.conversation, desk.window.page.transcript
    first: list[int] = []
    at_its_end(desk, lambda: talk.show_message(chat, ids[700]), lambda: first.append(desk.messages[0].id))
    assert first == [ids[700 - SHOWN_AT_ONCE]]
    desk.wait(lambda: len(desk.messages) == COUNT)
    assert transcript.model.message(transcript.first_visible()).id in (ids[699], ids[700])


class Balky(ChatService):
    """The real chats; but their beginning cannot be read at the times that are named."""

    def __init__(self, real: ChatService, *failing: int) -> None:
        self.__dict__.update(real.__dict__)
        self.times, self.failing = 0, failing

    def earlier_messages(self, chat_id: int, count: int, below: int) -> End:
        self.times += 1
        if self.times in self.failing:
            raise UserError("The disk does not answer.", code="disk-error")
        return super().earlier_messages(chat_id, count, below)


def open_balky(desk: Desk, chat: int, *failing: int) -> None:
    """Show a chat whose beginning fails to be read, until the person is told."""
    service = Balky(desk.application.open_store(), *failing)
    desk.window.conversation.start(ChatSet(service, desk.application.branching), chat)
    desk.wait(desk.window.bar.isVisible)
    assert desk.window.bar.what.text() == "The disk does not answer."


@pytest.mark.parametrize("failing", [1, 2])
def test_what_could_not_be_read_is_read_when_the_person_tries_again(desk: Desk, failing: int) -> None:
    chat, ids = make_chat(desk)
    talk = desk.window.conversation
    open_balky(desk, chat, failing)
    assert not talk.reading
    assert len(desk.messages) == SHOWN_AT_ONCE + (failing - 1) * 1_000
    desk.click("Try again")
    desk.wait(lambda: len(desk.messages) == COUNT)
    assert [message.id for message in desk.messages] == ids
    assert list(desk.window.page.transcript.model.messages()) == desk.messages == desk.stored()
    assert not desk.window.bar.isVisible()


def test_it_is_said_beside_that_chat_alone(desk: Desk) -> None:
    chat, _ = make_chat(desk)
    bar, retries = desk.window.bar, []
    desk.window.conversation.earlier_failed.connect(lambda error, again: retries.append(again))
    open_balky(desk, chat, 1)
    desk.window.show_models()
    assert not bar.isVisible()
    desk.window.back_to_chat()
    assert bar.isVisible()
    desk.window.new_chat()
    desk.wait(lambda: not desk.window.conversation.loading)
    assert not bar.isVisible()
    retries[0]()  # too late
    desk.settle()
    assert desk.messages == []


def test_another_chat_is_opened_before_all_is_read(desk: Desk) -> None:
    chat, _ = make_chat(desk)
    talk = desk.window.conversation
    at_its_end(desk, lambda: talk.show(chat), lambda: talk.show(None))
    desk.wait(lambda: talk.chat is None and not talk.loading)
    desk.settle()
    assert desk.messages == []
    assert desk.window.page.transcript.model.rowCount() == 0
