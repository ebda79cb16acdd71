"""Personas: written, imported as character cards, and played in chats; the inspector says where each value comes from.

One rule: the guide plays nobody, so a model of random words does, whose answers are stopped.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tiny_model import write_tiny_model

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

MODEL = "Tiny Random Llama"
VERSION_2 = {"spec": "chara_card_v2", "spec_version": "2.0",
             "data": {"name": "Bela", "description": "{{char}} weaves.", "first_mes": "Ah, {{user}}!"}}  # fmt: skip
VERSION_3 = {"spec": "chara_card_v3", "spec_version": "3.0",
             "data": {"name": "Cora", "description": "{{char}} sings.", "first_mes": "La.",
                      "alternate_greetings": ["Lala."], "group_only_greetings": []}}  # fmt: skip


def picture_with(card: object) -> bytes:
    """A PNG of one pixel with a card in it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    text = b"chara\0" + base64.b64encode(json.dumps(card).encode())
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\x33\x55\x77")
    parts = (b"IHDR", head), (b"tEXt", text), (b"IDAT", pixel), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def test_personas_are_made_imported_and_played(start: Start, tmp_path: Path) -> None:
    models = tmp_path / "home" / "models"
    models.mkdir(parents=True)
    write_tiny_model(models / "tiny.gguf", n_ctx_train=100_000)
    window = start()
    one_is_written(window)
    cards_are_imported(window, tmp_path)
    ada_plays(window)
    the_inspector_says_where_values_come_from(window)
    one_greets_in_two_ways(window)


def one_is_written(window: DrivenWindow) -> None:
    window.click("Personas", "New persona")
    window.fill(Name="Ada", What_the_model_is_told="You are Ada.", Greeting="Good day.")
    window.do("choose", field="Model", text=MODEL)
    window.click("How it answers", "Choice of words")
    window.do("fill", field="Top-k", text="7")
    window.ask("key", key="Tab")
    window.click("Save")
    window.do("lists", name="Personas", count=1)


def cards_are_imported(window: DrivenWindow, folder: Path) -> None:
    (folder / "bela.png").write_bytes(picture_with(VERSION_2))
    (folder / "cora.json").write_text(json.dumps(VERSION_3))
    (folder / "nobody.json").write_text("{}")
    for name, said in {"bela.png": "“Bela” came in.", "cora.json": "“Cora” came in.",
                       "nobody.json": "Nothing was imported."}.items():  # fmt: skip
        window.click("Import a card…")
        window.do("file", path=str(folder / name))
        window.see(said)
    window.do("lists", name="Personas", count=3)


def ada_plays(window: DrivenWindow) -> None:
    window.do("open", text="Ada")
    window.until(texts=["Good day."])
    window.ask("send", text="Who are you?")
    window.wait("text")
    window.ask("key", key="Escape")
    greeting, question, answer = window.until(answering=False)["messages"]
    assert greeting["text"] == "Good day."
    assert question["text"] == "Who are you?"
    assert answer["model"] == MODEL
    window.menu(2, "Again with", "Temperature 0.3")
    window.wait("text")
    window.ask("key", key="Escape")
    assert window.until(answering=False)["messages"][2]["of"] == [2, 2]


def the_inspector_says_where_values_come_from(window: DrivenWindow) -> None:
    """The chat's goes before the persona's, and leads back to it."""
    window.click("Inspector", "Answers")
    window.click("Choice of words")
    window.do("row_says", name="Top-k", origin="From Ada")
    window.do("row_says", name="Top-p", origin="Paddock's default")
    window.do("fill", field="Top-k", text="9")
    window.ask("key", key="Tab")
    window.do("row_says", name="Top-k", origin="Set for this chat")
    window.click("Top-k: back to what Ada has")
    window.do("row_says", name="Top-k", origin="From Ada")
    window.click("All chats with it")
    window.do("fill", field="Top-p", text="0.5")
    window.ask("key", key="Tab")
    window.do("row_says", name="Top-p", origin="Set for this model")
    window.click("This chat")
    window.do("row_says", name="Top-k", origin="From Ada")
    window.do("row_says", name="Top-p", origin="Set for this model")


def one_greets_in_two_ways(window: DrivenWindow) -> None:
    window.click("Personas")
    window.do("open", text="Cora")
    window.until(texts=["La."])
    window.click("Next answer", place=0)
    window.until(texts=["Lala."])
