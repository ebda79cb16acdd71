"""What ends the batch that computes, and what waits for its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import ask

from paddock.core.params import LoadParams
from paddock.engine.api import Priority
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.inbox import Arrival, Inbox, Work
from paddock.engine.wire import Generate, Load, Prefill

FRONT = Generate(1, ask("Hi"), 0)
BEHIND = Generate(2, replace(ask("Hi"), priority=Priority.BACKGROUND), 0)
URGENT = (FRONT, Load(3, Path("/m.gguf"), LoadParams()), Prefill(4, None))


@pytest.fixture
def abort() -> CancelFlag:
    return CancelFlag()


@pytest.fixture
def inbox(abort: CancelFlag) -> Inbox:
    return Inbox(abort)


@pytest.mark.parametrize("command", URGENT)
def test_what_somebody_waits_for_ends_a_batch_that_nobody_waits_for(
    inbox: Inbox, abort: CancelFlag, command: Work
) -> None:
    inbox.begin({7}, interruptible=True)
    inbox.put(command)
    assert abort.is_set()
    inbox.end()
    assert not abort.is_set(), "the next batch is computed"


@pytest.mark.parametrize(("command", "interruptible"), [(FRONT, False), (BEHIND, True), (BEHIND, False)])
def test_everything_else_waits_for_its_end(inbox: Inbox, abort: CancelFlag, command: Work, interruptible: bool) -> None:
    inbox.begin({7}, interruptible=interruptible)
    inbox.put(command)
    assert not abort.is_set()
    inbox.end()
    came = inbox.take(0)
    assert isinstance(came, Arrival)
    assert came.command is command


def test_what_came_just_before_such_a_batch_ends_it_too(inbox: Inbox, abort: CancelFlag) -> None:
    inbox.put(FRONT)
    inbox.begin({7}, interruptible=True)
    assert abort.is_set()


def test_a_cancel_ends_the_batch_that_works_on_it_and_no_other(inbox: Inbox, abort: CancelFlag) -> None:
    inbox.begin({7, 8}, interruptible=False)
    inbox.cancel(9)
    assert not abort.is_set()
    inbox.cancel(8)
    assert abort.is_set()
    inbox.end()
    inbox.begin({7}, interruptible=False)
    assert not abort.is_set()
    inbox.end()
    inbox.begin({8}, interruptible=False)
    assert abort.is_set(), "it is cancelled until it has been answered"
    inbox.done(8)
    assert not inbox.is_cancelled(8)


def test_a_cancel_ends_a_load_whether_it_has_begun_or_not(inbox: Inbox) -> None:
    early, late = CancelFlag(), CancelFlag()
    inbox.cancel(1)
    inbox.loading(1, early)
    inbox.loading(2, late)
    assert early.is_set()
    assert not late.is_set()
    inbox.cancel(2)
    assert late.is_set()
