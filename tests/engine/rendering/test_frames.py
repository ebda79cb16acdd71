"""Frames between processes: whole or not at all, and nobody waits longer than they said."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("pipes of POSIX", allow_module_level=True)

from paddock.engine.child.rendering.frames import Channel, read_frame, write_frame

LONG = bytes(range(256)) * 4000
SOON = 0.02


class Pair:
    """A channel, and the other side's two descriptors."""

    def __init__(self) -> None:
        (self.reads, writes), (reads, self.writes) = os.pipe(), os.pipe()
        self.channel = Channel(reads, writes)

    def say(self, data: bytes) -> None:
        os.write(self.writes, data)

    def close(self) -> None:
        self.channel.close()
        for descriptor in (self.reads, self.writes):
            os.close(descriptor)


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.close()


def now(after: float = 0.0) -> float:
    return time.monotonic() + after


@pytest.mark.parametrize("frame", [b"", b"a", LONG], ids=["empty", "short", "long"])
def test_what_is_sent_comes(pair: Pair, frame: bytes) -> None:
    def echo() -> None:
        write_frame(pair.writes, read_frame(pair.reads))

    thread = threading.Thread(target=echo)
    thread.start()
    assert pair.channel.send(frame, now(30))
    assert pair.channel.receive(len(frame), now(30)) == frame
    thread.join()


def test_half_a_frame_is_no_frame_until_the_rest_comes(pair: Pair) -> None:
    pair.say(b"\0\0\0\5Hel")
    assert pair.channel.receive(9, now()) is None
    assert pair.channel.receive(9, now(SOON)) is None
    pair.say(b"lo\0\0\0\1!\0\0")
    assert pair.channel.receive(9, now(30)) == b"Hello"
    assert pair.channel.receive(9, now()) == b"!"
    assert pair.channel.receive(9, now()) is None


def test_one_who_says_more_than_they_may_is_as_good_as_gone(pair: Pair) -> None:
    pair.say(b"\xff\xff\xff\xff")
    with pytest.raises(EOFError):
        pair.channel.receive(9, now(30))


def test_one_who_does_not_listen_is_not_waited_for(pair: Pair) -> None:
    assert not pair.channel.send(LONG, now(SOON))


def test_one_who_is_gone_is_told_from_one_who_is_slow(pair: Pair) -> None:
    pair.say(b"\0\0\0\5Hel")
    os.close(os.dup(pair.writes))
    assert pair.channel.receive(9, now(SOON)) is None
    other = Pair()
    os.close(other.reads)
    os.close(other.writes)
    for _ in range(2):
        with pytest.raises(EOFError):
            other.channel.receive(9, now(30))
        with pytest.raises(EOFError):
            other.channel.send(b"Hello", now(30))
    other.channel.close()
