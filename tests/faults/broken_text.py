"""F15: what a model says comes in pieces that are cut inside characters, and is no text everywhere.

One rule: bytes go the whole way that an answer goes (the child's `Speech`, the pipe's protocol, the encrypted store
while it streams, an export, an import into other chats), and what comes out is compared with Python's reading of the
whole.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from fault_kit import Report
from store_kit import KEY

from paddock.core.messages import MessageStatus, Role
from paddock.engine import wire
from paddock.engine.child.speech import Speech
from paddock.services.bus import Bus
from paddock.services.exchange.service import ExchangeService, Format
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.transfer import Transfer

PER_CHAT = 250
"""Streams of one chat, which is then exported, imported and compared."""
PIECES = 40
"""Pieces that go to the store at once, as the program saves five times a second."""
VALID = (
    "plain words ", "Grüße, naïve café ", "Ελληνικά ", "кириллица ", "हिन्दी में ", "ไทย ", "한국어 ", "漢字かな交じり ",
    "🦙", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301\u0323\u0308", "\u200f\u202eright to left\u202c\u2066\u2069", "مرحبا ", "שלום ",
    "\x00", "a\x00b", "\r\n", "\r", "\n\n", "\t", "\u2028\u2029\x85\x0b\x0c", "\ufeff", "\ufffd", "\uffff",
    "\U0010ffff",
    "</script><!--", "```\ncode\n", "| a | b |\n", "\x1b[31m", "\\u0000 \\ \" ' ",
)  # fmt: skip
BAD = (
    b"\x80", b"\xbf\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xf0\x80\x80\x80", b"\xed\xa0\x80",
    b"\xed\xa0\xbd\xed\xb8\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe\xff", b"\xff",
    b"\xc3", b"\xe2\x82", b"\xf0\x9f\xa6",
)  # fmt: skip
"""Ends without a beginning, longer than needed, surrogates, beyond Unicode, beginnings without an end."""


def broken_text(folder: Path, count: int, seed: int) -> Report:
    """`count` streams, of which a third is all valid."""
    report, draw = Report("F15, pieces that are no text", seed), random.Random(seed)
    here, there = Database.open(folder / "here.db", KEY), Database.open(folder / "there.db", KEY)
    try:
        while report.count < count:
            _chat(report, draw, here, there, folder, min(PER_CHAT, count - report.count))
    finally:
        here.close()
        there.close()
    return report


def _chat(report: Report, draw: random.Random, here: Database, there: Database, folder: Path, count: int) -> None:
    store = ChatStore(here)
    chat, wanted, parent = store.create_chat(), [], None
    for _ in range(count):
        report.count += 1
        kind = ("valid", "malformed", "random bytes")[report.count % 3]
        data, expected = _said(draw, kind)
        report.seen[kind] += 1
        shown = _spoken(report, _cut(draw, data))
        report.check("".join(shown) == expected, f"{kind}: it was shown otherwise")
        answer = store.add_message(chat.id, parent, Role.ASSISTANT, "", MessageStatus.STREAMING)
        for at in range(0, len(shown), PIECES):
            store.append_text(answer.id, "".join(shown[at : at + PIECES]))
        store.finish_message(answer.id, MessageStatus.COMPLETE)
        wanted.append(expected)
        parent = answer.id
    question = "a lone \ud83d in what was typed"
    store.add_message(chat.id, parent, Role.USER, question)
    wanted.append(question.replace("\ud83d", "\ufffd"))
    report.check([message.text for message in store.path(chat.id)] == wanted, "the store has something else")
    _taken_elsewhere(report, here, there, folder / "chats.json", chat.id, wanted)


def _taken_elsewhere(
    report: Report, here: Database, there: Database, path: Path, chat_id: int, wanted: Sequence[str]
) -> None:
    """Export the chat in every kind of text, and import it into other chats."""
    out = _exchange(here)
    for kind in (Format.MARKDOWN, Format.HTML):
        report.check(bool(out.export([chat_id], kind).decode("utf-8")), f"no {kind.value}")
    out.export_to(path, [chat_id], Format.JSON)
    into = _exchange(there).import_from(path)
    report.check(not into.problems and len(into.chat_ids) == 1, f"import: {into.problems[:1]}")
    for number in into.chat_ids:
        texts = [message.text for message in ChatStore(there).path(number)]
        report.check(texts == wanted, "what came back from the export is something else")


def _exchange(database: Database) -> ExchangeService:
    store = ChatStore(database)
    return ExchangeService(store, Transfer(database, store), Bus())


def _said(draw: random.Random, kind: str) -> tuple[bytes, str]:
    """What a model says, and what a person is to read."""
    if kind == "valid":
        text = "".join(draw.choices(VALID, k=draw.randrange(1, 30)))
        return text.encode(), text
    if kind == "random bytes":
        data = draw.randbytes(draw.randrange(1, 300))
    else:
        pieces = [draw.choice(VALID).encode() if draw.random() < 0.6 else draw.choice(BAD) for _ in range(20)]
        data = b"".join(pieces)
    return data, data.decode("utf-8", "replace")


def _cut(draw: random.Random, data: bytes) -> Iterator[bytes]:
    """In pieces of one byte to five, so that most characters beyond ASCII are cut somewhere."""
    at = 0
    while at < len(data):
        length = draw.randrange(1, 6)
        yield data[at : at + length]
        at += length


def _spoken(report: Report, pieces: Iterator[bytes]) -> list[str]:
    """What the window is told, a piece each, after the way through the pipe."""
    speech, lines = Speech(["<|never said|>"]), []
    for spoken in [*(speech.feed(piece) for piece in pieces), speech.flush()]:
        lines += [wire.encode(wire.TextArrived(1, text)) for text in spoken if isinstance(text, str)]
    report.check(all(line.isascii() and line.count(b"\n") == 1 for line in lines), "a line of the pipe is none")
    return [message.text for message in wire.read_messages(io.BytesIO(b"".join(lines))) if message.text]
