"""What the store's faults share: scripts in processes of their own, and what must hold of a database afterwards.

One rule: a script says what was acknowledged, a line each, only after the store has returned.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from fault_kit import Report
from store_state import Home

from paddock.core.errors import UserError
from paddock.core.messages import Message, Role
from paddock.core.searching import ChatQuery
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.search import ChatSearch

KEY = bytes(range(32))
PATIENCE = 60.0
"""Seconds that a script may take to say its next word."""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Of a script that imports Paddock."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PADDOCK_TEST_KEY": KEY.hex(), **more}


def start(script: str, *args: object, more: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """A script in a process of its own; it writes lines."""
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.Popen(command, env=environment(more or {}), stdout=subprocess.PIPE, text=True)


def whole_lines(text: str) -> list[str]:
    """The lines that have their end; a killed process may leave half of one."""
    return text[: text.rfind("\n") + 1].splitlines()


def look_at(report: Report, path: Path, wanted: Sequence[str], *, goes_on: bool = True) -> list[Message]:
    """Open the database as the next start does, and see that it is sound and has every wanted text, in order."""
    try:
        database = Database.open(path, KEY)
    except UserError as error:
        report.check(False, f"it does not open: {error.code}")
        return []
    try:
        store = ChatStore(database)
        store.mark_interrupted()
        report.check(database.check() == [], "it is damaged")
        messages = [message for chat in reversed(store.list_chats()) for message in store.path(chat.id)]
        texts = [message.text for message in messages]
        report.check(texts[: len(wanted)] == list(wanted), f"{len(wanted)} were acknowledged, {len(texts)} are there")
        for text in texts[:: max(1, len(texts) // 5)]:
            if word := text.split()[:1]:
                found = ChatSearch(database).find(ChatQuery(word[0], limit=1000))
                report.check(bool(found), f"the index does not know {word[0]}")
        if goes_on:
            store.add_message(store.create_chat().id, None, Role.USER, "it goes on")
        return messages
    finally:
        database.close()


def goes_on(report: Report, home: Home) -> None:
    """See that the next start finds what was cut off, and can write and search; where there are chats."""
    if not Database.exists(home.paths.database):
        return
    try:
        database = Database.open(home.paths.database, home.key()[0])
    except UserError as error:
        report.check(False, f"it does not go on: {error.code}")
        return
    try:
        store = ChatStore(database)
        store.mark_interrupted()
        store.add_message(store.create_chat().id, None, Role.USER, "goeson")
        report.check(len(ChatSearch(database).find(ChatQuery("goeson"))) == 1, "what is said now is not found")
        report.check(database.check() == [], "it is damaged once it goes on")
    finally:
        database.close()
