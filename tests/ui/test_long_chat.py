"""A long chat: its end is there at once, its beginning soon, and nothing that is done meanwhile is lost."""

from __future__ import annotations

from sqlite3 import Connection

import pytest
from desk import Desk, Start

from paddock.core.messages import MessageStatus, Role, TextPart
from paddock.services.chats import SHOWN_AT_ONCE

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


def test_its_end_comes_first_then_the_rest(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    shown: list[int] = []
    talk, transcript = desk.window.conversation, desk.window.page.transcript
    talk.messages_changed.connect(lambda: shown.append(len(desk.messages)))
    talk.show(chat)
    desk.wait(lambda: len(desk.messages) == COUNT)
    assert shown[-1] == SHOWN_AT_ONCE
    assert [message.id for message in desk.messages] == ids
    assert list(transcript.model.messages()) == desk.messages == desk.stored()
    assert transcript.follow()


def test_a_message_is_sent_before_all_is_read(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    talk = desk.window.conversation
    talk.show(chat)
    desk.wait(lambda: talk.chat is not None and talk.chat.id == chat)
    assert len(desk.messages) == SHOWN_AT_ONCE
    assert talk.reading
    talk.send("And on")
    desk.wait(lambda: not talk.answering and len(desk.messages) == COUNT + 2)
    assert [message.id for message in desk.messages][:COUNT] == ids
    assert not talk.reading
    assert desk.messages[COUNT].text == "And on"
    assert list(desk.window.page.transcript.model.messages()) == desk.messages == desk.stored()


def test_a_place_far_above_is_shown_at_once(desk: Desk) -> None:
    chat, ids = make_chat(desk)
    talk, transcript = desk.window.conversation, desk.window.page.transcript
    talk.show_message(chat, ids[700])
    desk.wait(lambda: desk.messages and transcript.model.row_of(ids[700]) >= 0)
    assert desk.messages[0].id == ids[700 - SHOWN_AT_ONCE]
    desk.wait(lambda: len(desk.messages) == COUNT)
    assert transcript.model.message(transcript.first_visible()).id in (ids[699], ids[700])


def test_another_chat_is_opened_before_all_is_read(desk: Desk) -> None:
    chat, _ = make_chat(desk)
    talk = desk.window.conversation
    talk.show(chat)
    desk.wait(lambda: talk.chat is not None and talk.chat.id == chat)
    talk.show(None)
    desk.settle()
    desk.wait(lambda: talk.chat is None and not talk.loading)
    desk.settle()
    assert desk.messages == []
    assert desk.window.page.transcript.model.rowCount() == 0
