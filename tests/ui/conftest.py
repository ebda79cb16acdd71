"""The real window over the real services and store, with an engine that says what a test wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Start
from dictionaries import English
from gguf_bytes import LLAMA, gguf
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.application import build
from paddock.config.paths import resource
from paddock.config.secrets import MemoryBackend, SecretBackend
from paddock.core.passphrase import Cost
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.spelling import Dictionaries, Speller
from paddock.ui import accessible
from paddock.ui.icons import IconSet
from paddock.ui.looking import claim_or_look
from paddock.ui.main import LOGO
from paddock.ui.main_window import MainWindow
from paddock.ui.style import Appearance
from paddock.ui.theme import Contrast, Motion, ThemeChoice

MODEL_NAME = "Small Llama"
CHEAP = Cost(64, 1, 1)
"""What trying a passphrase costs in these tests."""
ENGLISH = English()


@pytest.fixture(autouse=True, scope="session")
def _told(qapp: QApplication) -> None:
    """What our widgets are for a screen reader, as `make_app` has it."""
    del qapp
    accessible.install()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A PADDOCK_HOME with one real model file of a few hundred bytes, which new chats use."""
    folder = tmp_path / "home"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "small.gguf").write_bytes(gguf({**LLAMA, "general.name": MODEL_NAME}))
    return folder


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Appearance]:
    """An appearance without a window."""
    made = Appearance(qapp, IconSet(resource("icons")), ThemeChoice.LIGHT, 1.0)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Start]:
    """Opens windows, one after the other, over one folder and one keyring."""
    desks: list[Desk] = []
    keyring = MemoryBackend()

    def begin(
        answers: Iterable[FakeAnswer | str] = ("This is an answer.",),
        secrets: SecretBackend | None = None,
        ready: bool = True,
        engine: FakeEngine | None = None,
        dictionaries: Dictionaries | None = ENGLISH,
        **settings: Any,
    ) -> Desk:
        engine = engine or FakeEngine(answers)
        env, speller = {"PADDOCK_HOME": str(home)}, Speller(lambda: dictionaries)
        application = build(env, engine=engine, secrets=secrets or keyring, cost=CHEAP, speller=speller)
        claim_or_look(application)
        if application.settings.current.default_model == "guide":
            settings.setdefault("default_model", str(home / "models" / "small.gguf"))
        settings.setdefault("model_titles", False)  # else a title takes one of the answers
        application.settings.update(**settings)
        chosen = application.settings.current
        appearance = Appearance(
            qapp, IconSet(resource("icons")), ThemeChoice(chosen.theme), chosen.text_scale,
            Contrast(chosen.contrast), Motion(chosen.motion),
        )  # fmt: skip
        window = MainWindow(application, appearance, resource(LOGO))
        desk = Desk(qtbot, window, application, appearance, engine)
        desks.append(desk)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.begin()
        if ready:
            with qtbot.waitSignal(window.conversation.draft_loaded, timeout=10_000):
                pass
            desk.wait(lambda: window.models.models)
            desk.settle()
        return desk

    yield begin
    for desk in desks:
        desk.close()
        desk.window.deleteLater()
        desk.appearance.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True, scope="session")
def _clipboard_empty_at_the_end(qapp: QApplication) -> Iterator[None]:
    """What was copied belongs to Python; Qt would delete it after Python has ended, and the process would crash."""
    yield
    qapp.clipboard().clear()
