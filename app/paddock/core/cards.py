"""Character cards: reading them, saying what of them is not used, and writing them. One rule: values, pure functions.

A card is JSON, alone or in a PNG's text chunk: "chara" (version 2) or "ccv3" (version 3), base64 of the JSON.
Formats: github.com/malfoyslastname/character-card-spec-v2, github.com/kwaroran/character-card-spec-v3.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from paddock.core.errors import UserError
from paddock.core.personas import LONGEST_NAME, Persona, fields_of

LARGEST_CARD = 32 * 1024 * 1024  # bytes of the file
LARGEST_JSON = 8 * 1024 * 1024  # bytes of a card's JSON
LARGEST_TEXT = 1024 * 1024  # characters of what a card says to a model; no context holds more
LONGEST_DESCRIPTION = 2000
MOST_GREETINGS = 100
PNG = b"\x89PNG\r\n\x1a\n"
_USER = "You"
_OURS = "paddock"  # our place in a card's extensions


class LeftOut(StrEnum):
    """What a card has and a persona has not."""

    LOREBOOK = "lorebook"
    AFTER_HISTORY = "after-history"  # instructions that shall stand behind the chat
    SCRIPTS = "scripts"  # and other extensions of single programs
    PICTURES = "pictures"  # more of them than the one
    GROUP_GREETINGS = "group-greetings"
    GREETINGS = "greetings"  # more than MOST_GREETINGS


def persona_of_card(data: bytes) -> Persona:
    """The persona that a character card (JSON or PNG, versions 1 to 3) tells of; its number is 0, it has no picture.

    Raises:
        UserError: "not-a-card", "card-too-large".
    """
    if len(data) > LARGEST_CARD:
        raise _too_large()
    card = _json(_of_png(data) if data.startswith(PNG) else data)
    fields = _fields(card)
    name = " ".join(_text(fields, "name").split())[:LONGEST_NAME]
    if not name:
        raise _not_a_card()
    ours = _ours(fields)
    said = [_text(fields, key) for key in ("system_prompt", "description", "personality", "scenario")]
    if examples := _text(fields, "mes_example").strip():
        said.append(f"How {name} speaks:\n{examples}")
    prompt = "\n\n".join(part.strip() for part in said if part.strip())
    if not prompt and ours is None:
        prompt = f"You are {name}."
    greetings = [filled(text.strip(), name) for text in (_text(fields, "first_mes"), *_alternates(fields))]
    if sum(map(len, (prompt, *greetings))) > LARGEST_TEXT:
        raise _too_large()
    return Persona(
        0,
        name,
        icon=_icon(ours),
        system_prompt=filled(prompt, name),
        greeting=greetings[0],
        sampling=_sampling(ours),
        card=json.dumps(card, ensure_ascii=False, separators=(",", ":")),
        description=filled(_text(fields, "creator_notes").strip(), name)[:LONGEST_DESCRIPTION],
        alternates=tuple(text for text in greetings[1:] if text),
    )


def left_out(card: str) -> tuple[LeftOut, ...]:
    """What of a persona's card (JSON; "" is none) is kept with it, but not used."""
    fields = _fields(fields_of(card))
    book, extensions, assets = fields.get("character_book"), fields.get("extensions"), fields.get("assets")
    greetings = fields.get("alternate_greetings")
    found = {
        LeftOut.LOREBOOK: isinstance(book, Mapping) and bool(book.get("entries")),
        LeftOut.AFTER_HISTORY: bool(_text(fields, "post_history_instructions").strip()),
        LeftOut.SCRIPTS: isinstance(extensions, Mapping) and any(_matters(*item) for item in extensions.items()),
        LeftOut.PICTURES: isinstance(assets, list) and len(assets) > 1,
        LeftOut.GROUP_GREETINGS: bool(fields.get("group_only_greetings")),
        LeftOut.GREETINGS: isinstance(greetings, list) and len(greetings) > MOST_GREETINGS,
    }
    return tuple(kind for kind, there in found.items() if there)


def card_of_persona(persona: Persona) -> str:
    """A persona as a character card (chara_card_v2, JSON), with all of the card that it was made from.

    Where it lies, which model plays it and its picture are not in it.
    """
    fields = dict(_fields(fields_of(persona.card)))
    known = persona_of_card(persona.card.encode("utf-8", "replace")) if persona.card else None
    if known is None or known.system_prompt != persona.system_prompt:
        fields |= dict.fromkeys(("description", "personality", "scenario", "mes_example"), "")
        fields["system_prompt"] = persona.system_prompt
    if known is None or known.greetings != persona.greetings:
        fields |= {"first_mes": persona.greeting, "alternate_greetings": list(persona.alternates)}
    if known is None or known.description != persona.description:
        fields["creator_notes"] = persona.description
    extensions = fields.get("extensions")
    emoji = "" if persona.icon.startswith("data:") else persona.icon
    ours = {"sampling": fields_of(persona.sampling), "icon": emoji}
    fields["name"] = persona.name
    fields["extensions"] = {**(extensions if isinstance(extensions, Mapping) else {}), _OURS: ours}
    for key in ("description", "personality", "scenario", "first_mes", "mes_example", "creator_notes"):
        fields.setdefault(key, "")
    for key in ("system_prompt", "post_history_instructions", "creator", "character_version"):
        fields.setdefault(key, "")
    for key in ("alternate_greetings", "tags"):
        fields.setdefault(key, [])
    card = {"spec": "chara_card_v2", "spec_version": "2.0", "data": fields}
    return json.dumps(card, ensure_ascii=False, indent=2)


def picture_of(icon: str) -> bytes:
    """The PNG in a persona's icon; b"" where the icon is none."""
    head = "data:image/png;base64,"
    return base64.b64decode(icon.removeprefix(head)) if icon.startswith(head) else b""


def png_with_card(picture: bytes, card: str) -> bytes:
    """A PNG picture that carries a character card.

    Raises:
        UserError: "not-a-picture": it is no PNG.
    """
    end = picture.rfind(b"IEND") - 4
    if not picture.startswith(PNG) or end < len(PNG):
        raise UserError("This picture is no PNG.", "Choose another one.", code="not-a-picture")
    body = b"tEXt" + b"chara\0" + base64.b64encode(card.encode("utf-8", "replace"))
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:end] + chunk + picture[end:]


def filled(text: str, name: str) -> str:
    """`text` with the card's stand-ins for the two who speak replaced."""
    for mark, meant in (("{{char}}", name), ("<BOT>", name), ("{{user}}", _USER), ("<USER>", _USER)):
        text = text.replace(mark, meant).replace(mark.upper(), meant).replace(mark.title(), meant)
    return text.replace("{{original}}", "")


def _fields(card: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a card tells: version 1 tells it at the top."""
    inner = card.get("data")
    return inner if isinstance(inner, Mapping) else card


def _ours(fields: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What this program wrote into a card; None where it wrote none."""
    extensions = fields.get("extensions")
    ours = extensions.get(_OURS) if isinstance(extensions, Mapping) else None
    return ours if isinstance(ours, Mapping) else None


def _matters(key: str, value: Any) -> bool:
    """Whether an extension would change what is said; single words and numbers are other programs' bookkeeping."""
    if key == _OURS or not isinstance(value, dict | list):
        return False
    return bool(value.get("prompt", value) if isinstance(value, dict) else value)


def _icon(ours: Mapping[str, Any] | None) -> str:
    icon = ours.get("icon") if ours else None
    return icon[:16] if isinstance(icon, str) and not icon.startswith("data:") else ""


def _sampling(ours: Mapping[str, Any] | None) -> str:
    fields = ours.get("sampling") if ours else None
    return json.dumps(fields) if isinstance(fields, Mapping) and fields else ""


def _alternates(fields: Mapping[str, Any]) -> list[str]:
    found = fields.get("alternate_greetings")
    texts = [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
    return texts[:MOST_GREETINGS]


def _json(data: bytes) -> Mapping[str, Any]:
    if len(data) > LARGEST_JSON:
        raise _too_large()
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
    at = len(PNG)
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
                yield key.decode("latin-1").lower(), unpacker.decompress(rest[1:], 2 * LARGEST_JSON)
            except zlib.error:
                continue


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _not_a_card() -> UserError:
    return UserError(
        "This file is no character card.", "Choose a card as JSON or PNG (chara_card v2 or v3).", code="not-a-card"
    )


def _too_large() -> UserError:
    return UserError(
        "This card is larger than any model can read.", "Choose another one, or shorten it.", code="card-too-large"
    )
