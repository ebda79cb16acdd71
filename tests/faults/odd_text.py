"""Text that no keyboard writes: streams cut inside characters, bytes that are no UTF-8, NUL, half pairs, bidi.

One rule: what is text comes out as it went in, everywhere; what is none becomes U+FFFD, once, as Python reads it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fault_kit import Report

from paddock.core.messages import Message, Role
from paddock.engine.child.speech import Speech
from paddock.services.bus import Bus
from paddock.services.exchange import own
from paddock.services.exchange.service import ExchangeService, Format
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.rows import storable
from paddock.store.transfer import Transfer

BATCH = 100  # streams of a chat
ALPHABETS = (
    "abc xyz.,\n\t`*_#|$\\",
    "äöüßéñçø",
    "漢字かな한글กขค",
    "\U0001f999\U0001f468\u200d\U0001f469\u200d\U0001f467🏳\ufe0f\u200d🌈🇩🇪",
    "e\u0301a\u0308\u0e33\u0e49",
    "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200fאבגابت",
    "\0\x01\x1b\x7f\x85\ufeff\u2028\u2029\ufffd\ufffe\U0010ffff",
)
BROKEN = (
    *(b"\x80", b"\xff", b"\xfe", b"\xc0\x80", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"),
    *(b"\xf0\x9f\xa6", b"\xe6\xbc"),
)
HALVES = ("\ud800", "\udfff", "\ud83d", "\ude00")


def streams(folder: Path, count: int, seed: int) -> Report:
    """Each is spoken in pieces, stored beside a question of the same kind, read by the next start, written and read."""
    report, rng = Report("text that no keyboard writes", seed), random.Random(seed)
    while report.count < count:
        home = folder / str(report.count)
        home.mkdir()
        _batch(report, home, rng, min(BATCH, count - report.count))
    return report


def _batch(report: Report, home: Path, rng: random.Random, count: int) -> None:
    key, wanted = rng.randbytes(32), []
    database = Database.open(home / "chats.db", key)
    store = ChatStore(database)
    chat, parent = store.create_chat(), None
    for _ in range(count):
        report.count += 1
        question, answer = _typed(rng), _spoken(report, rng)
        for role, text in ((Role.USER, question), (Role.ASSISTANT, answer)):
            parent = store.add_message(chat.id, parent, role, text).id
            wanted.append(storable(text))
    database.close()

    database = Database.open(home / "chats.db", key)
    store = ChatStore(database)
    shown = store.path(chat.id)
    report.check(database.check() == [], "the database is damaged")
    report.check([message.text for message in shown] == wanted, "a message is another after the next start")
    _written(report, database, store, chat.id, shown)
    database.close()


def _written(report: Report, database: Database, store: ChatStore, chat_id: int, shown: list[Message]) -> None:
    transfer = Transfer(database, store)
    exchange = ExchangeService(store, transfer, Bus())
    for kind in Format:
        if kind is not Format.PDF:  # Qt's, in a process of its own
            data = exchange.export([chat_id], kind)
            report.check(data.decode("utf-8").encode("utf-8") == data, f"the {kind.value} is no UTF-8")
    first = exchange.export([chat_id], Format.JSON)
    parsed = own.load(json.loads(first))
    report.check(parsed.problems == (), "the JSON is not read without a problem")
    texts = [message.text for record in parsed.records for message in record.messages]
    report.check(texts == [message.text for message in shown], "the JSON has other texts")
    again = transfer.add(parsed.records[0])
    report.check([m.text for m in store.path(again)] == texts, "what was read from the JSON is stored otherwise")


def _spoken(report: Report, rng: random.Random) -> str:
    """What the window gets of bytes that come in pieces."""
    data = bytearray(_text(rng).encode())
    whole = rng.random() < 0.5
    for _ in range(0 if whole else rng.randrange(1, 4)):
        at = rng.randrange(len(data) + 1)
        if rng.random() < 0.3:
            del data[at : at + 1]
        else:
            data[at:at] = rng.choice(BROKEN)
    report.seen["of valid text" if whole else "with bytes that are no text"] += 1
    speech = Speech()
    said = "".join(str(part) for piece in _pieces(rng, bytes(data)) for part in speech.feed(piece))
    said += "".join(map(str, speech.flush()))
    report.check(said == bytes(data).decode("utf-8", "replace"), "a stream says something else than its bytes")
    return said


def _typed(rng: random.Random) -> str:
    """A question, perhaps with halves of pairs, as a paste may hold them."""
    text = list(_text(rng))
    for _ in range(rng.randrange(3)):
        text.insert(rng.randrange(len(text) + 1), rng.choice(HALVES))
    return "".join(text)


def _text(rng: random.Random) -> str:
    return "".join(rng.choice(rng.choice(ALPHABETS)) for _ in range(rng.randrange(1, 60)))


def _pieces(rng: random.Random, data: bytes) -> Iterator[bytes]:
    cuts = sorted(rng.randrange(len(data) + 1) for _ in range(rng.randrange(12)))
    yield from (data[start:end] for start, end in pairwise([0, *cuts, len(data)]))
