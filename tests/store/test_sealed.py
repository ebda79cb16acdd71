"""A sealed file: what goes in comes out, and nothing that was touched does."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.core.errors import UserError
from paddock.core.passphrase import Cost
from paddock.store import sealed
from paddock.store.sealed import CHUNK, HEADER, TAG, SealedReader, SealedWriter

CHEAP = Cost(64, 1, 1)
WORDS = "correct horse battery"
NOWHERE = Path("a backup")


def seal(content: bytes, passphrase: str = WORDS) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, passphrase, CHEAP)
    writer.write(content)
    writer.finish()
    return file.getvalue()


def unseal(content: bytes, passphrase: str = WORDS) -> bytes:
    return b"".join(SealedReader(io.BytesIO(content), NOWHERE, passphrase).rest())


def code_of(content: bytes, passphrase: str = WORDS) -> str:
    with pytest.raises(UserError) as caught:
        unseal(content, passphrase)
    return caught.value.code


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_round_trip(size: int) -> None:
    content = random.Random(size).randbytes(size)
    made = seal(content)
    assert len(made) == HEADER + size + TAG * max(1, -(-size // CHUNK))
    assert unseal(made) == content


@given(st.lists(st.binary(max_size=300), max_size=20), st.lists(st.integers(1, 400), max_size=20))
@settings(max_examples=30, deadline=None)
def test_it_may_be_written_and_read_in_any_pieces(pieces: list[bytes], sizes: list[int]) -> None:
    file = io.BytesIO()
    writer = SealedWriter(file, WORDS, CHEAP)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    whole, read = b"".join(pieces), b""
    reader = SealedReader(io.BytesIO(file.getvalue()), NOWHERE, WORDS)
    for size in sizes:
        if len(read) + size <= len(whole):
            read += reader.read(size)
    assert read + b"".join(reader.rest()) == whole


def test_the_content_does_not_show() -> None:
    made = seal(b"Rumpelstiltskin " * 10_000)
    assert b"Rumpelstiltskin" not in made
    assert WORDS.encode() not in made
    assert seal(b"the same") != seal(b"the same")  # salted


def test_a_wrong_passphrase_is_told_from_damage() -> None:
    made = seal(b"x" * 100)
    assert code_of(made, "incorrect horse") == "wrong-passphrase"
    assert code_of(made[:-1]) == "damaged-backup"
    assert unseal(seal(b"x", "Zwölf Boxkämpfer"), "Zwo\u0308lf Boxka\u0308mpfer") == b"x"  # another keyboard


def test_every_bit_counts() -> None:
    made = seal(random.Random(1).randbytes(2000))
    for place in range(len(made)):
        broken = bytearray(made)
        broken[place] ^= 1 << place % 8
        # A changed version may be a newer one.
        assert code_of(bytes(broken)) in ("damaged-backup", "not-a-backup", "newer-backup"), place


@pytest.mark.parametrize(
    "end", [0, 10, HEADER - 1, HEADER, HEADER + 5, HEADER + CHUNK + TAG, HEADER + 2 * (CHUNK + TAG)]
)
def test_whatever_is_cut_off_is_missed(end: int) -> None:
    made = seal(bytes(3 * CHUNK))
    assert code_of(made[:end]) in ("damaged-backup", "not-a-backup")


def test_chunks_that_are_exchanged_doubled_or_added_are_found() -> None:
    made = seal(random.Random(2).randbytes(3 * CHUNK))
    size = CHUNK + TAG
    header, first, second, third = (
        made[:HEADER],
        *(made[HEADER + at * size : HEADER + (at + 1) * size] for at in range(3)),
    )
    assert unseal(header + first + second + third)
    for order in (second + first + third, first + first + second + third, first + third, first + second + third + b"x"):
        assert code_of(header + order) == "damaged-backup"


def test_a_newer_format_is_named() -> None:
    made = bytearray(seal(b"x"))
    struct.pack_into(">H", made, 16, sealed.VERSION + 1)
    assert code_of(bytes(made)) == "newer-backup"


@pytest.mark.parametrize("memory", [0, 2**31])
def test_a_header_cannot_ask_for_all_memory(memory: int) -> None:
    made = bytearray(seal(b"x"))
    struct.pack_into(">I", made, 18, memory)
    struct.pack_into(">I", made, HEADER - 4, zlib.crc32(bytes(made[: HEADER - 4])))
    assert code_of(bytes(made)) == "damaged-backup"


def test_something_else_entirely() -> None:
    assert code_of(b"") == code_of(b"SQLite format 3\0" * 100) == "not-a-backup"
