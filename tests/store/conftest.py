"""Databases for the store's tests: the real thing, in a temporary folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.store.chats import ChatStore
from paddock.store.database import Database


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chats.db"


@pytest.fixture
def db(path: Path, key: bytes) -> Iterator[Database]:
    database = Database.open(path, key)
    yield database
    database.close()


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(db: Database, clock: Clock) -> ChatStore:
    return ChatStore(db, clock)


@pytest.fixture
def child_env() -> dict[str, str]:
    """The environment of a script that imports Paddock."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app")}
