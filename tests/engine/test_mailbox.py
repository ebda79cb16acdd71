"""The mailbox: in order, one at a time, alarms included, and no mistake ends it."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from engine_kit import PATIENCE

from paddock.engine.mailbox import Mailbox


def finish(mailbox: Mailbox) -> None:
    mailbox.post(mailbox.stop)
    mailbox.join(PATIENCE)


def test_what_is_posted_is_done_in_order() -> None:
    mailbox, done = Mailbox("test"), []
    for number in range(100):
        mailbox.post(partial(done.append, number))
    finish(mailbox)
    assert done == list(range(100))


def test_after_stop_nothing_is_done() -> None:
    mailbox, done = Mailbox("test"), []
    finish(mailbox)
    mailbox.post(partial(done.append, 1))
    mailbox.timer("late", 0.0, partial(done.append, 2))
    mailbox.join(PATIENCE)
    assert done == []


def test_a_timer_goes_off_once_and_can_be_replaced_or_cleared() -> None:
    mailbox, done, rang = Mailbox("test"), [], threading.Event()

    def set_timers() -> None:
        mailbox.timer("replaced", 0.0, partial(done.append, "wrong"))
        mailbox.timer("replaced", 0.0, partial(done.append, "right"))
        mailbox.timer("cleared", 0.0, partial(done.append, "wrong"))
        mailbox.clear_timer("cleared")
        mailbox.clear_timer("never set")
        mailbox.timer("last", 0.01, rang.set)

    mailbox.post(set_timers)
    assert rang.wait(PATIENCE)
    finish(mailbox)
    assert done == ["right"]


def test_a_timer_that_another_clears_does_not_go_off() -> None:
    mailbox, done = Mailbox("test"), []

    def first() -> None:
        mailbox.clear_timers()
        mailbox.stop()

    def set_timers() -> None:
        mailbox.timer("first", 0.0, first)
        mailbox.timer("second", 0.0, partial(done.append, "wrong"))

    mailbox.post(set_timers)
    mailbox.join(PATIENCE)
    assert done == []


@pytest.mark.allow_log("paddock.engine.mailbox")
def test_a_mistake_ends_one_action_only(caplog: pytest.LogCaptureFixture) -> None:
    mailbox, done = Mailbox("test"), []
    mailbox.post(lambda: done.append(1 // 0))
    mailbox.post(partial(done.append, "after"))
    finish(mailbox)
    assert done == ["after"]
    assert "ZeroDivisionError" in caplog.text


def test_it_knows_its_own_thread() -> None:
    mailbox, seen = Mailbox("test"), []
    mailbox.post(lambda: seen.append(mailbox.is_current_thread()))
    finish(mailbox)
    assert seen == [True]
    assert not mailbox.is_current_thread()
