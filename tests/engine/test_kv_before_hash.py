"""What is computed with a new file before its hash is known is kept as well, with the real llama.cpp."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import EngineConfig, GenerationRequest
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.failures import LlamaLog
from paddock.engine.child.inbox import Inbox
from paddock.engine.child.kv_store import KvStore
from paddock.engine.child.model import Model
from paddock.engine.child.outbox import Outbox
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.resident import Resident
from paddock.engine.wire import Done, Generate, read_messages

CHAT, OTHER = "The first horse stays. " * 30, "Hay is what the second one eats. " * 25
FOR_EVER = float("inf")


class Opened:
    """A model in this process, as after a start of the program; nothing is done with it but what is asked."""

    def __init__(self, lib: Any, log: LlamaLog, host: TemplateHost, path: Path, cache: Path) -> None:
        self._said = io.BytesIO()
        abort = CancelFlag()
        model = Model(
            lib,
            log,
            path,
            LoadParams(n_ctx=1024),
            host=host,
            abort=abort,
            cancel=CancelFlag(),
            on_progress=lambda _fraction, _device: None,
        )
        store = KvStore(cache, b"k" * 32, 10**9, reserve=0)
        config = EngineConfig(cache_dir=cache, cache_key="6b" * 32, cache_limit=10**9, tune=False)
        self.resident = Resident(lib, model, Inbox(abort), Outbox(self._said), config, store)

    def restored(self, text: str) -> int:
        """Answer; how many tokens of the prompt the disk had."""
        self._said.seek(0)
        self._said.truncate()
        sampling = SamplingParams(temperature=0.0, max_tokens=1)
        request = GenerationRequest((Turn(Role.USER, text),), sampling=sampling)
        self.resident.generate(Generate(1, request, 0), time.perf_counter())
        while self.resident.busy(foreground=True):
            self.resident.step(foreground=True)
        self._said.seek(0)
        (done,) = (message for message in read_messages(self._said) if isinstance(message, Done))
        return done.finished.usage.restored_tokens

    def idle(self) -> None:
        """All that is to be done before something has to wait."""
        while self.resident.idle_step():
            continue

    def idle_until(self, done: Callable[[], bool]) -> None:
        """What is to be done until then."""
        while not done():
            assert self.resident.idle_step()


Open = Callable[[], Opened]


@pytest.fixture
def path(tiny: Path, tmp_path: Path) -> Path:
    """A file that nobody has seen before."""
    return Path(shutil.copy(tiny, tmp_path / "new.gguf"))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where hashes are remembered."""
    return tmp_path / "kv" / "models.json"


@pytest.fixture
def start(lib: Any, host: TemplateHost, path: Path, index: Path) -> Iterator[Open]:
    """Opens the model; what was opened before is freed."""
    log = LlamaLog(lib)  # llama.cpp keeps a pointer to it
    opened: list[Opened] = []

    def start() -> Opened:
        while opened:
            opened.pop().resident.close()
        opened.append(Opened(lib, log, host, path, index.parent))
        return opened[0]

    yield start
    for each in opened:
        each.resident.close()
    lib.llama_log_set(lib.llama_log_callback(), None)


def test_it_is_there_after_closing_and_stays_when_the_hash_comes(start: Open, index: Path) -> None:
    first = start()
    assert first.restored(CHAT) == 0
    first.resident.save(FOR_EVER)
    second = start()
    assert not index.exists()  # nobody knows the hash yet
    assert (length := second.restored(CHAT)) > 600
    second.idle()
    assert index.exists()
    third = start()
    assert third.restored(CHAT) == length
    assert third.restored(OTHER) == 0


def test_it_is_there_after_it_was_evicted(start: Open, index: Path) -> None:
    first = start()
    assert first.restored(CHAT) == 0
    assert first.restored(OTHER) == 0  # both do not fit into the context
    assert first.restored(CHAT) > 600
    assert not index.exists()
    first.idle()
    assert first.restored(OTHER) > 600  # named anew meanwhile
    second = start()
    assert second.restored(CHAT) > 600


def test_it_is_there_while_it_is_named_anew(start: Open, index: Path) -> None:
    first = start()
    first.restored(CHAT)
    first.resident.save(FOR_EVER)
    files = set(index.parent.glob("*.kv"))
    second = start()
    second.idle_until(index.exists)
    assert set(index.parent.glob("*.kv")) == files  # the hash is known, and nothing is named by it yet
    assert (length := second.restored(CHAT)) > 600
    second.restored(OTHER)  # evicts the first
    third = start()
    third.idle_until(lambda: not files <= set(index.parent.glob("*.kv")))  # the old ones are going
    assert third.restored(CHAT) == length


def test_what_lay_in_memory_when_the_hash_came_is_kept_under_it(start: Open) -> None:
    first = start()
    first.restored(CHAT)
    first.resident.save(FOR_EVER)
    first.idle()
    first.resident.save(FOR_EVER)
    assert start().restored(CHAT) > 600


def test_of_another_file_in_its_place_nothing_comes_back(start: Open, path: Path) -> None:
    first = start()
    first.restored(CHAT)
    first.resident.save(FOR_EVER)
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert start().restored(CHAT) == 0


def test_of_a_file_that_was_written_to_nothing_is_kept(start: Open, path: Path, index: Path) -> None:
    first = start()
    first.restored(CHAT)
    first.resident.save(FOR_EVER)
    assert list(index.parent.glob("*.kv"))
    with path.open("ab") as file:
        file.write(b"more")
    first.idle()
    assert not index.exists()
    assert not list(index.parent.glob("*.kv"))
    first.resident.save(FOR_EVER)
    assert not list(index.parent.glob("*.kv"))
