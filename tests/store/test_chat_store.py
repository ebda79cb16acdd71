"""Chats are trees; nothing written is lost; the clock decides nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.core.errors import BugError, UserError
from paddock.core.events import Timings, Usage
from paddock.core.messages import Message, MessageStatus, Role
from paddock.core.params import Overflow
from paddock.store.chats import DAY, ChatStore
from paddock.store.database import Database


def say(store: ChatStore, chat_id: int, *texts: str) -> list[Message]:
    """Question and answer in turn, below the head."""
    head = store.get_chat(chat_id).head_id
    said = []
    for number, text in enumerate(texts):
        said.append(store.add_message(chat_id, head, (Role.USER, Role.ASSISTANT)[number % 2], text))
        head = said[-1].id
    return said


class TestChats:
    def test_a_new_chat(self, store: ChatStore, clock: Any) -> None:
        chat = store.create_chat(model="guide", system_prompt="Be brief.")
        assert (chat.title, chat.model, chat.system_prompt, chat.head_id) == ("", "guide", "Be brief.", None)
        assert chat.created_at == chat.updated_at == clock.now
        assert store.get_chat(chat.id) == chat
        assert store.path(chat.id) == []

    def test_what_can_be_changed(self, store: ChatStore) -> None:
        chat = store.create_chat()
        store.rename(chat.id, "Über Zelte 🏕")
        store.set_model(chat.id, "/m.gguf")
        store.set_system_prompt(chat.id, "s")
        store.set_draft(chat.id, "not sent\nyet")
        store.set_overflow(chat.id, Overflow.STOP)
        found = store.get_chat(chat.id)
        assert (found.title, found.model, found.system_prompt, found.draft) == (
            "Über Zelte 🏕",
            "/m.gguf",
            "s",
            "not sent\nyet",
        )
        assert (chat.overflow, found.overflow) == (Overflow.SHIFT, Overflow.STOP)
        assert store.create_chat(overflow=Overflow.SUMMARISE).overflow is Overflow.SUMMARISE

    def test_the_one_written_to_last_comes_first_whatever_the_clock_says(self, store: ChatStore, clock: Any) -> None:
        first, second, third = (store.create_chat().id for _ in range(3))
        clock.now -= 10 * 365 * DAY
        say(store, first, "hello")
        clock.now += 20 * 365 * DAY
        say(store, second, "hello")
        clock.now = 0.0
        say(store, first, "again")
        chats = store.list_chats()
        assert [chat.id for chat in chats] == [first, second, third]
        assert [chat.touched for chat in chats] == sorted((chat.touched for chat in chats), reverse=True)

    def test_some_chats_are_listed_as_all_are(self, store: ChatStore) -> None:
        first, second, third, gone = (store.create_chat().id for _ in range(4))
        say(store, first, "hello")
        store.delete(gone)
        some = store.list_some([third, gone, first, 12_345])
        assert some == [chat for chat in store.list_chats() if chat.id != second]
        assert store.list_some([gone]) == []

    def test_looking_and_renaming_move_nothing(self, store: ChatStore) -> None:
        first, second = store.create_chat(), store.create_chat()
        store.rename(first.id, "x")
        store.set_draft(first.id, "x")
        assert [chat.id for chat in store.list_chats()] == [second.id, first.id]

    def test_delete_and_undo(self, store: ChatStore) -> None:
        chat = store.create_chat()
        said = say(store, chat.id, "hello", "hi")
        store.delete(chat.id)
        assert store.list_chats() == []
        with pytest.raises(UserError) as caught:
            store.get_chat(chat.id)
        assert caught.value.code == "no-such-chat"
        store.append_text(said[1].id, "!")  # an answer that still streams goes on
        store.restore(chat.id)
        assert [message.text for message in store.path(chat.id)] == ["hello", "hi"]
        assert store.list_chats()[0].id == chat.id

    def test_purging_takes_only_what_is_old(self, store: ChatStore, clock: Any) -> None:
        old, recent, kept = (store.create_chat().id for _ in range(3))
        for chat_id in (old, recent, kept):
            say(store, chat_id, "a", "b", "c")
        store.delete(old)
        clock.now += 20 * DAY
        store.delete(recent)
        clock.now += 20 * DAY
        assert store.purge_deleted(30) == 1
        assert store.purge_deleted(30) == 0
        with pytest.raises(UserError):
            store.restore(old)
        store.restore(recent)
        assert len(store.path(recent)) == len(store.path(kept)) == 3

    def test_a_number_that_is_no_chat(self, store: ChatStore) -> None:
        for call in (
            lambda: store.get_chat(9),
            lambda: store.path(9),
            lambda: store.rename(9, "x"),
            lambda: store.delete(9),
            lambda: store.add_message(9, None, Role.USER, "x"),
        ):
            with pytest.raises(UserError) as caught:
                call()
            assert caught.value.code == "no-such-chat"


class TestMessages:
    def test_a_message_moves_the_head(self, store: ChatStore, clock: Any) -> None:
        chat = store.create_chat()
        clock.now += 5
        first, second = say(store, chat.id, "hello", "hi")
        found = store.get_chat(chat.id)
        assert (found.head_id, found.updated_at) == (second.id, clock.now)
        assert [message.parent_id for message in store.path(chat.id)] == [None, first.id]
        assert store.path(chat.id) == [first, second]
        assert store.path(chat.id, first.id) == [first]

    def test_a_parent_of_another_chat_is_refused(self, store: ChatStore) -> None:
        mine, other = store.create_chat(), store.create_chat()
        (foreign,) = say(store, other.id, "hello")
        with pytest.raises(BugError):
            store.add_message(mine.id, foreign.id, Role.USER, "x")
        with pytest.raises(BugError):
            store.set_head(mine.id, foreign.id)
        assert store.get_chat(mine.id).head_id is None
        assert store.path(mine.id, foreign.id) == []

    def test_siblings(self, store: ChatStore) -> None:
        chat = store.create_chat()
        question, first = say(store, chat.id, "q", "one")
        second = store.add_message(chat.id, question.id, Role.ASSISTANT, "two")
        other_root = store.add_message(chat.id, None, Role.USER, "another beginning")
        assert second.siblings == (first.id, second.id)
        assert other_root.siblings == (question.id, other_root.id)
        store.set_head(chat.id, first.id)
        shown = store.path(chat.id)
        assert [message.siblings for message in shown] == [(question.id, other_root.id), (first.id, second.id)]
        assert shown == [store.message(question.id), store.message(first.id)]

    def test_the_leaf_below_is_the_newest(self, store: ChatStore) -> None:
        chat = store.create_chat()
        question, first = say(store, chat.id, "q", "one")
        follow_up = store.add_message(chat.id, first.id, Role.USER, "more")
        second = store.add_message(chat.id, question.id, Role.ASSISTANT, "two")
        assert store.leaf_below(first.id) == follow_up.id
        assert store.leaf_below(question.id) == second.id
        assert store.leaf_below(second.id) == second.id

    def test_no_such_message(self, store: ChatStore) -> None:
        with pytest.raises(UserError) as caught:
            store.message(1)
        assert caught.value.code == "no-such-message"

    def test_an_answer_streams_and_ends(self, store: ChatStore) -> None:
        chat = store.create_chat()
        (question,) = say(store, chat.id, "q")
        answer = store.add_message(chat.id, question.id, Role.ASSISTANT, "", MessageStatus.STREAMING, model="Guide")
        assert (answer.parts, answer.status, answer.model) == ((), MessageStatus.STREAMING, "Guide")
        for piece in ("Hel", "lo", " 🌍"):
            store.append_text(answer.id, piece)
        assert store.message(answer.id).text == store.path(chat.id)[-1].text == "Hello 🌍"
        usage, timings = Usage(10, 3, 7, 5, 4, 2), Timings(1.5, 2.5, 3.5, 4.5)
        store.finish_message(
            answer.id,
            MessageStatus.COMPLETE,
            finish_reason="stop",
            usage=usage,
            timings=timings,
            seed=2**32 - 1,
            sampling='{"stop":["é"]}',
            build="b9006",
            first_kept=question.id,
        )
        ended = store.path(chat.id)[-1]
        assert ended == store.message(answer.id)
        assert (ended.text, ended.status, ended.finish_reason) == ("Hello 🌍", MessageStatus.COMPLETE, "stop")
        assert (ended.usage, ended.timings, ended.seed) == (usage, timings, 2**32 - 1)
        assert (ended.sampling, ended.build, ended.first_kept) == ('{"stop":["é"]}', "b9006", question.id)
        assert len(ended.parts) == 1

    def test_continue_goes_on_where_it_ended(self, store: ChatStore) -> None:
        chat = store.create_chat()
        answer = store.add_message(chat.id, None, Role.ASSISTANT, "", MessageStatus.STREAMING)
        store.append_text(answer.id, "one ")
        store.finish_message(answer.id, MessageStatus.FAILED, finish_reason="retry", error="No memory.")
        assert store.message(answer.id).error == "No memory."
        store.reopen_message(answer.id)
        reopened = store.message(answer.id)
        assert (reopened.status, reopened.error, reopened.finish_reason) == (MessageStatus.STREAMING, "", "")
        store.append_text(answer.id, "two")
        assert store.path(chat.id)[0].text == "one two"
        store.finish_message(answer.id, MessageStatus.COMPLETE)
        assert store.message(answer.id).text == "one two"

    def test_what_streamed_when_the_program_died_is_interrupted(self, store: ChatStore) -> None:
        chat = store.create_chat()
        question, done = say(store, chat.id, "q", "done")
        cut = store.add_message(chat.id, question.id, Role.ASSISTANT, "", MessageStatus.STREAMING)
        store.append_text(cut.id, "half of")
        assert store.mark_interrupted() == 1
        assert store.mark_interrupted() == 0
        found = store.message(cut.id)
        assert (found.text, found.status, found.finish_reason) == (
            "half of",
            MessageStatus.INTERRUPTED,
            "interrupted",
        )
        assert store.message(done.id).status is MessageStatus.COMPLETE

    def test_a_megabyte_in_small_pieces(self, store: ChatStore) -> None:
        chat = store.create_chat()
        answer = store.add_message(chat.id, None, Role.ASSISTANT, "", MessageStatus.STREAMING)
        piece = "0123456789" * 100
        for _ in range(1000):
            store.append_text(answer.id, piece)
        store.finish_message(answer.id, MessageStatus.COMPLETE)
        assert store.message(answer.id).text == piece * 1000

    def test_a_chat_of_ten_thousand_messages(self, store: ChatStore) -> None:
        """Each query of a path takes steps in proportion to its length, which SQLite counts for us."""
        lengths = (1_000, 10_000)
        steps = []
        for length in lengths:
            chat = store.create_chat()
            store._db.write(lambda connection, chat=chat, length=length: _chain(connection, chat.id, length))
            assert len(store.path(chat.id)) == length
            steps.append(_steps(store, chat.id))
        assert steps[1] < 12 * steps[0]

    @pytest.mark.parametrize("text", ["", "\0", "a\0b", "line\r\nline\u2028", "\u202e evil", "'; DROP TABLE chats; --"])
    def test_strange_text_comes_back(self, store: ChatStore, text: str) -> None:
        chat = store.create_chat()
        message = store.add_message(chat.id, None, Role.USER, text)
        store.append_text(message.id, text)
        store.rename(chat.id, text)
        assert store.message(message.id).text == text * 2
        assert store.get_chat(chat.id).title == text

    def test_a_lone_surrogate_becomes_the_replacement_character(self, store: ChatStore) -> None:
        chat = store.create_chat()
        message = store.add_message(chat.id, None, Role.USER, "a\ud800b")
        store.append_text(message.id, "\udc00\ud83c\udfd5")
        assert store.message(message.id).text == "a\ufffdb\ufffd🏕"

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(pieces=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
    def test_any_text_comes_back(self, store: ChatStore, pieces: list[str]) -> None:
        chat = store.create_chat()
        message = store.add_message(chat.id, None, Role.ASSISTANT, "", MessageStatus.STREAMING)
        for piece in pieces:
            store.append_text(message.id, piece)
        store.finish_message(message.id, MessageStatus.COMPLETE)
        assert store.message(message.id).text == "".join(pieces)


def test_small_facts(store: ChatStore) -> None:
    assert store.get_state("draft") == ""
    assert store.get_state("draft", "none") == "none"
    store.set_state("draft", "a")
    store.set_state("draft", "b")
    assert store.get_state("draft") == "b"


def _chain(connection: Any, chat_id: int, length: int) -> None:
    parent = None
    for _ in range(length):
        parent = connection.execute(
            "INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model) "
            "VALUES (?, ?, 'user', '[]', 'complete', 0, '')",
            (chat_id, parent),
        ).lastrowid
    connection.execute("UPDATE chats SET head_id = ? WHERE id = ?", (parent, chat_id))


def _steps(store: ChatStore, chat_id: int) -> int:
    """Hundreds of steps of SQLite's machine that reading the path takes."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    connection = store._db._open_connection()
    store._db._run(lambda: connection.set_progress_handler(tick, 100))
    store.path(chat_id)
    store._db._run(lambda: connection.set_progress_handler(None, 0))
    return count


def test_a_question_and_the_answer_to_come_are_written_together(store: ChatStore) -> None:
    chat = store.create_chat()
    asked, answer = store.add_exchange(chat.id, "why?", "a title", "Guide")
    assert (answer.parent_id, answer.status, answer.model, answer.text) == (
        asked.id,
        MessageStatus.STREAMING,
        "Guide",
        "",
    )
    assert (store.get_chat(chat.id).title, store.get_chat(chat.id).head_id) == ("a title", answer.id)
    store.add_exchange(chat.id, "and?", "another title", "Guide")
    assert store.get_chat(chat.id).title == "a title"
    with pytest.raises(UserError):
        store.add_exchange(999, "lost", "lost", "Guide")
    assert [message.text for message in store.path(chat.id)] == ["why?", "", "and?", ""]


class TestSummaries:
    def test_they_are_kept_in_order_and_per_chat(self, store: ChatStore, clock: Any) -> None:
        chat, other = store.create_chat(), store.create_chat()
        first, second = say(store, chat.id, "q", "a")
        early = store.add_summary(chat.id, first.id, "They said hello. \ud800", "Llama")
        clock.now += 5
        late = store.add_summary(chat.id, second.id, "More.", "Llama")
        assert (early.text, early.model, early.message_id) == ("They said hello. \ufffd", "Llama", first.id)
        assert late.created_at == clock.now
        assert store.summaries(chat.id) == [early, late]
        assert store.summaries(other.id) == []

    def test_the_message_has_to_be_of_that_chat(self, store: ChatStore) -> None:
        chat, other = store.create_chat(), store.create_chat()
        (foreign,) = say(store, other.id, "hello")
        with pytest.raises(BugError):
            store.add_summary(chat.id, foreign.id, "x", "")

    def test_they_go_with_their_chat(self, store: ChatStore, db: Database, clock: Any) -> None:
        chat = store.create_chat()
        (said,) = say(store, chat.id, "hello")
        store.add_summary(chat.id, said.id, "They said hello.", "")
        store.delete(chat.id)
        clock.now += 31 * DAY
        assert store.purge_deleted(30) == 1
        assert db.read(lambda connection: connection.execute("SELECT count(*) FROM summaries").fetchone()) == (0,)
