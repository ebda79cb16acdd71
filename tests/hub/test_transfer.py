"""The parts of a transfer that need no hub: the limit, and which chunks are handed out."""

from __future__ import annotations

import threading

import pytest

from paddock.hub.control import Stopped, StopSignal
from paddock.hub.journal import UNCHECKED, Mark
from paddock.hub.transfer.chunks import Chunks, Span
from paddock.hub.transfer.throttle import Throttle


class Clock:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def never() -> None:
    """Nobody stops it."""


def test_without_a_limit_all_may_be_read() -> None:
    assert Throttle().take(10**9, never) == 10**9


def test_a_limit_gives_what_has_gathered_and_no_more() -> None:
    clock = Clock()
    throttle = Throttle(1_000_000, clock)
    taken = 0
    for _ in range(1000):
        clock.now += 0.01
        taken += throttle.take(1_000_000, never)
    assert taken == pytest.approx(10_000_000, rel=0.03)


def test_no_more_than_a_moments_worth_gathers() -> None:
    clock = Clock()
    throttle = Throttle(1_000_000, clock)
    clock.now += 3600
    assert throttle.take(10**9, never) == 250_000


def test_what_did_not_come_is_put_back() -> None:
    clock = Clock()
    throttle = Throttle(1_000_000, clock)
    clock.now += 1
    assert throttle.take(250_000, never) == 250_000
    throttle.put_back(240_000)
    assert throttle.take(250_000, never) == 240_000


def test_who_waits_for_the_limit_can_be_stopped() -> None:
    stop = StopSignal()
    throttle = Throttle(1, Clock())
    threading.Thread(target=stop.stop).start()
    with pytest.raises(Stopped):
        throttle.take(10**6, stop.check)


def test_taking_the_limit_away_lets_all_go_on() -> None:
    throttle = Throttle(1, Clock())
    threading.Thread(target=throttle.set_limit, args=(0,)).start()
    assert throttle.take(10**6, never) == 10**6


def test_chunks_are_handed_out_in_order_and_come_back() -> None:
    chunks = Chunks(95, 10, {0: Mark(10, 1), 3: Mark(4, 2)})
    assert (chunks.count, chunks.done, chunks.length(9)) == (10, 14, 5)
    first, second = chunks.take(4), chunks.take(4)
    assert (first, second) == (Span(1, 10, 30), Span(3, 34, 70))  # one that has begun stands at a span's beginning
    assert chunks.take(4) == Span(7, 70, 95)
    assert chunks.take(4) is None
    assert first is not None
    chunks.give_back(first)
    assert chunks.take(1) == Span(1, 10, 20)


def test_marks_that_cannot_be_are_not_believed() -> None:
    assert Chunks(15, 10, {1: Mark(6, 0), 2: Mark(1, 0), -1: Mark(1, 0)}).done == 0


def test_a_lost_chunk_is_missing_again() -> None:
    chunks = Chunks(20, 10, {0: Mark(10, 7), 1: Mark(10, UNCHECKED)})
    assert chunks.take(2) is None
    chunks.lost(0)
    assert (chunks.done, chunks.take(2)) == (10, Span(0, 0, 10))


def test_a_crc_that_nobody_knew_stays_unknown() -> None:
    chunks = Chunks(10, 10, {0: Mark(4, UNCHECKED)})
    assert chunks.wrote(0, 6, 123) == Mark(10, UNCHECKED)
