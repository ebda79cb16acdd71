"""A scene for each state and dress, with a model that has the name of a usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shot_chats import MODEL
from shot_scene import Dress, Scene, SetUp


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A PADDOCK_HOME with one model."""
    folder = tmp_path / "home"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "small.gguf").write_bytes(gguf({**LLAMA, "general.name": MODEL}))
    return folder


@pytest.fixture
def set_up(start: Start, home: Path, qapp: QApplication) -> Iterator[SetUp]:
    """Makes the scene of a test."""
    scenes: list[Scene] = []

    def make(dress: Dress) -> Scene:
        qapp.setLayoutDirection(dress.direction)
        scenes.append(Scene(start, home, dress, home / "models" / "small.gguf"))
        return scenes[-1]

    yield make
    for scene in scenes:
        scene.close()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
