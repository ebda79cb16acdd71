"""Character cards of all versions, and files that are none."""

from __future__ import annotations

import base64
import json
import random
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest

from paddock.core.cards import (
    LARGEST_CARD,
    LARGEST_JSON,
    LARGEST_TEXT,
    LeftOut,
    card_of_persona,
    left_out,
    persona_of_card,
    png_with_card,
)
from paddock.core.errors import UserError
from paddock.core.personas import Persona, without_persona

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


def test_what_of_a_card_is_not_used() -> None:
    rich = {
        **FIELDS,
        "character_book": {"entries": [{"keys": ["loom"], "content": "A loom weaves."}]},
        "post_history_instructions": "Stay in character.",
        "extensions": {"talkativeness": "0.5", "depth_prompt": {"prompt": ""}, "regex_scripts": [{"id": 1}]},
        "assets": [{"type": "icon"}, {"type": "background"}],
        "group_only_greetings": ["Hello, all."],
    }
    assert left_out(persona_of_card(json.dumps({"data": rich}).encode()).card) == tuple(
        kind for kind in LeftOut if kind is not LeftOut.GREETINGS
    )
    quiet = {**FIELDS, "extensions": {"depth_prompt": {"prompt": "", "depth": 4}, "fav": False}}
    assert left_out(json.dumps({"data": quiet})) == left_out("") == ()


def test_greetings_and_a_description() -> None:
    card = {**FIELDS, "alternate_greetings": ["Hello, {{user}}.", 7, " "], "creator_notes": "For {{char}}."}
    persona = persona_of_card(json.dumps({"data": card}).encode())
    assert persona.greetings == ("Good day, You. I am Ada Lovelace.", "Hello, You.")
    assert persona.description == "For Ada Lovelace."
    many = {**FIELDS, "alternate_greetings": ["x"] * 1000}
    assert left_out(persona_of_card(json.dumps(many).encode()).card) == (LeftOut.GREETINGS,)


WRITTEN = Persona(
    0,
    "Ada",
    "🧮",
    "You are Ada.\n\nYou count.",
    "Good day.",
    sampling='{"temperature": 0.2}',
    description="Counts.",
    alternates=("Hello.", "Ah!"),
)


def test_a_persona_goes_into_a_card_and_comes_back() -> None:
    back = persona_of_card(card_of_persona(WRITTEN).encode())
    assert replace(back, card="") == WRITTEN
    assert replace(persona_of_card(card_of_persona(back).encode()), card="") == WRITTEN
    nobody = Persona(0, "Empty")
    assert replace(persona_of_card(card_of_persona(nobody).encode()), card="") == nobody


def test_a_card_goes_on_as_it_came() -> None:
    book = {"entries": [{"keys": ["loom"], "content": "A loom weaves."}]}
    came = persona_of_card(json.dumps({"data": {**FIELDS, "character_book": book, "creator": "somebody"}}).encode())
    fields = json.loads(card_of_persona(came))["data"]
    assert (fields["character_book"], fields["creator"]) == (book, "somebody")
    assert fields["mes_example"] == FIELDS["mes_example"], "what was not changed stays as its author wrote it"
    changed = json.loads(card_of_persona(replace(came, system_prompt="You are somebody else.")))["data"]
    assert (changed["system_prompt"], changed["description"]) == ("You are somebody else.", "")
    assert changed["character_book"] == book


def test_a_card_in_a_picture() -> None:
    picture = png_with_card(png(), card_of_persona(WRITTEN))
    assert replace(persona_of_card(picture), card="") == WRITTEN
    for none in (b"", b"\xff\xd8\xff", png()[:20]):
        with pytest.raises(UserError) as caught:
            png_with_card(none, "{}")
        assert caught.value.code == "not-a-picture"


@pytest.mark.parametrize(
    "card",
    [
        {"name": "Ada", "description": "x" * (LARGEST_TEXT + 1)},
        {"name": "Ada", "first_mes": "x" * LARGEST_TEXT, "alternate_greetings": ["y"]},
        {"name": "Ada", "extensions": {"x": "y" * LARGEST_JSON}},
    ],
)
def test_more_than_any_model_reads_is_refused(card: Any) -> None:
    data = json.dumps(card).encode()
    for whole in (data, png((b"chara", base64.b64encode(data)))):
        with pytest.raises(UserError) as caught:
            persona_of_card(whole)
        assert caught.value.code == "card-too-large"


def test_a_persona_is_taken_from_a_chats_settings() -> None:
    persona = Persona(0, "Ada", sampling='{"temperature": 0.2, "top_k": 5}')
    assert without_persona('{"temperature": 0.2, "top_k": 7, "min_p": 0.1}', persona) == '{"top_k": 7, "min_p": 0.1}'
    assert without_persona('{"temperature": 0.2}', persona) == without_persona("", persona) == ""
