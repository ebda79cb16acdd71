"""Personas: whose part a model plays. One rule: values and pure functions.

A character card is JSON, alone or in a PNG's text chunk: "chara" (version 2) or "ccv3" (version 3), base64 of the JSON.
Formats: github.com/malfoyslastname/character-card-spec-v2, github.com/kwaroran/character-card-spec-v3.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paddock.core.errors import UserError

LARGEST_CARD = 32 * 1024 * 1024  # bytes of the file
LARGEST_TEXT = 8 * 1024 * 1024  # bytes of a card's JSON
_PNG = b"\x89PNG\r\n\x1a\n"
_USER = "You"


@dataclass(frozen=True, slots=True)
class Persona:
    """Whose part a model plays in a chat.

    Attributes:
        icon: name of one of ours, or "" for the first letter.
        greeting: what it says first; "" is nothing.
        model: reference of the model that plays it; "" is the usual one.
        sampling: settings of its own, JSON as `config.overrides` has it; "" is none.
        card: the character card it was made from, JSON; "" if there was none.
    """

    id: int
    name: str
    icon: str = ""
    system_prompt: str = ""
    greeting: str = ""
    model: str = ""
    sampling: str = ""
    card: str = ""


def persona_of_card(data: bytes) -> Persona:
    """The persona that a character card (JSON or PNG, versions 1 to 3) tells of; its number is 0.

    Raises:
        UserError: "not-a-card", "card-too-large".
    """
    if len(data) > LARGEST_CARD:
        raise UserError("This file is too large for a character card.", "Choose another one.", code="card-too-large")
    card = _json(_of_png(data) if data.startswith(_PNG) else data)
    inner = card.get("data")
    fields: Mapping[str, Any] = inner if isinstance(inner, Mapping) else card
    name = " ".join(_text(fields, "name").split())[:80]
    if not name:
        raise _not_a_card()
    said = [_text(fields, key) for key in ("system_prompt", "description", "personality", "scenario")]
    if examples := _text(fields, "mes_example"):
        said.append(f"How {name} speaks:\n{examples}")
    prompt = "\n\n".join(part.strip() for part in said if part.strip())
    return Persona(
        0,
        name,
        system_prompt=filled(prompt or f"You are {name}.", name),
        greeting=filled(_text(fields, "first_mes").strip(), name),
        card=json.dumps(card, ensure_ascii=False),
    )


def filled(text: str, name: str) -> str:
    """`text` with the card's stand-ins for the two who speak replaced."""
    for mark, meant in (("{{char}}", name), ("<BOT>", name), ("{{user}}", _USER), ("<USER>", _USER)):
        text = text.replace(mark, meant).replace(mark.upper(), meant).replace(mark.title(), meant)
    return text.replace("{{original}}", "")


def _json(data: bytes) -> Mapping[str, Any]:
    try:
        card = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise _not_a_card() from error
    if not isinstance(card, Mapping):
        raise _not_a_card()
    return card


def _of_png(data: bytes) -> bytes:
    """The JSON in a PNG's text chunks; version 3 goes before version 2."""
    found = dict(_texts(data))
    text = found.get("ccv3") or found.get("chara")
    if text is None:
        raise _not_a_card()
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError) as error:
        raise _not_a_card() from error


def _texts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Key and text of each tEXt and zTXt chunk, as far as the file is sound."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length or kind == b"IEND":
            return
        at += 12 + length
        key, _, rest = body.partition(b"\0")
        if kind == b"tEXt":
            yield key.decode("latin-1").lower(), rest
        elif kind == b"zTXt" and rest[:1] == b"\0":
            unpacker = zlib.decompressobj()
            try:
                yield key.decode("latin-1").lower(), unpacker.decompress(rest[1:], 2 * LARGEST_TEXT)
            except zlib.error:
                continue


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value[:LARGEST_TEXT] if isinstance(value, str) else ""


def _not_a_card() -> UserError:
    return UserError(
        "This file is no character card.", "Choose a card as JSON or PNG (chara_card v2 or v3).", code="not-a-card"
    )
