"""Character cards of all versions, and files that are none."""

from __future__ import annotations

import base64
import json
import random
import struct
import zlib
from typing import Any

import pytest

from paddock.core.errors import UserError
from paddock.core.cards import LARGEST_CARD, persona_of_card

FIELDS = {
    "name": "Ada  Lovelace",
    "description": "{{char}} is a mathematician.",
    "personality": "Curious.",
    "scenario": "{{user}} visits.",
    "first_mes": "Good day, {{User}}. I am {{char}}.",
    "mes_example": "<START>\n{{char}}: Indeed.",
    "system_prompt": "",
}
V2 = {"spec": "chara_card_v2", "spec_version": "2.0", "data": FIELDS}
V3 = {"spec": "chara_card_v3", "spec_version": "3.0", "data": {**FIELDS, "name": "Ada III"}}


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*texts: tuple[bytes, bytes], packed: bool = False) -> bytes:
    made = [
        chunk(b"zTXt", key + b"\0\0" + zlib.compress(text)) if packed else chunk(b"tEXt", key + b"\0" + text)
        for key, text in texts
    ]
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + b"".join(made) + chunk(b"IEND", b"")


def coded(card: Any) -> bytes:
    return base64.b64encode(json.dumps(card).encode())


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(FIELDS).encode(),
        json.dumps(V2).encode(),
        b"\xef\xbb\xbf" + json.dumps(V2).encode(),
        png((b"chara", coded(V2))),
        png((b"Comment", b"x"), (b"chara", coded(V2))),
        png((b"chara", coded(V2)), packed=True),
    ],
)
def test_cards(data: bytes) -> None:
    persona = persona_of_card(data)
    assert persona.name == "Ada Lovelace"
    assert persona.greeting == "Good day, You. I am Ada Lovelace."
    assert persona.system_prompt.startswith("Ada Lovelace is a mathematician.\n\nCurious.\n\nYou visits.")
    assert "{{" not in persona.system_prompt
    assert json.loads(persona.card) in (FIELDS, V2)


def test_version_3_goes_before_version_2() -> None:
    assert persona_of_card(png((b"chara", coded(V2)), (b"ccv3", coded(V3)))).name == "Ada III"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b'{"name": 7}',
        b'{"name": " "}',
        b'{"data": []}',
        b"[" * 100_000,
        png(),
        png((b"chara", b"!!!")),
        png((b"chara", coded([1]))),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 0xFFFFFFFF, b"tEXt"),
        png((b"chara", coded(V2)))[:60],
    ],
)
def test_what_is_no_card(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        persona_of_card(data)
    assert caught.value.code == "not-a-card"


def test_too_large() -> None:
    with pytest.raises(UserError) as caught:
        persona_of_card(bytes(LARGEST_CARD + 1))
    assert caught.value.code == "card-too-large"


def test_damaged_cards_are_refused_or_read() -> None:
    seed = 4
    print(f"seed {seed}")
    draw = random.Random(seed)
    whole = png((b"chara", coded(V2)), (b"ccv3", coded(V3)))
    read = 0
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 5)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            persona_of_card(bytes(data[: draw.randint(8, len(data))]))
        except UserError:
            continue
        read += 1
    assert read > 0
