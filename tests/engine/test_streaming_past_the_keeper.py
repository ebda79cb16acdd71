"""What streams into an answer goes past the keeper's thread, however early it comes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from engine_kit import PATIENCE, ask, until_text

from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine import wire
from paddock.engine.generation import EngineGeneration
from paddock.engine.jobs import Limits, LoadSpec
from paddock.engine.keeper import Keeper
from paddock.engine.mailbox import Mailbox
from paddock.engine.process import ChildProcess, scrubbed_environment

SCRIPTED = Path(__file__).parents[1] / "faults" / "scripted_child.py"


class OutrunKeeper(Keeper):
    """Another thread always has the interpreter until the process has begun to answer."""

    def __init__(self, mailbox: Mailbox) -> None:
        command = (sys.executable, str(SCRIPTED))
        super().__init__(mailbox, command, scrubbed_environment({}), Limits(), lambda status: None)
        self._answers = threading.Event()

    def _say(self, command: wire.Command) -> None:
        super()._say(command)
        if isinstance(command, wire.Generate):
            assert self._answers.wait(PATIENCE)

    def _on_message(self, child: ChildProcess, message: wire.Message) -> None:
        super()._on_message(child, message)
        if isinstance(message, wire.TextArrived):
            self._answers.set()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox("test-keeper")


@pytest.fixture
def keeper(mailbox: Mailbox) -> Iterator[Keeper]:
    made = OutrunKeeper(mailbox)
    yield made
    mailbox.post(made.close)
    mailbox.join(PATIENCE)


def test_an_answer_that_begins_before_the_keeper_goes_on_is_whole(keeper: Keeper, mailbox: Mailbox, tiny: Path) -> None:
    loaded: Future[LoadedModel] = Future()
    mailbox.post(partial(keeper.load, LoadSpec.of(tiny, LoadParams()), loaded))
    loaded.result(PATIENCE)
    begun: Future[EngineGeneration] = Future()
    mailbox.post(partial(keeper.generate, ask("Hello"), 1, begun))
    generation = begun.result(PATIENCE)
    assert until_text(generation).startswith("0@")
    assert not generation.ended
