"""The download service with the real client and a Hub on loopback."""

from __future__ import annotations

import queue
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standin import Body, Hold, StandInHub, Status

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import UserError
from paddock.hub.catalog import recommended
from paddock.hub.journal import unfinished
from paddock.services.bus import Bus, DownloadChanged, ModelsChanged
from paddock.services.downloads import DownloadService

ONE, THREE = recommended()[0], recommended()[1]
SIZE = 300_000
State = DownloadState


@pytest.fixture
def hub() -> Iterator[StandInHub]:
    with StandInHub(random.Random(2).randbytes(SIZE)) as running:
        yield running


class Listener:
    """Everything that was published, in order; waits for what is expected."""

    def __init__(self, bus: Bus) -> None:
        self._events: queue.Queue[DownloadChanged | ModelsChanged] = queue.Queue()
        self.states: list[str] = []
        bus.subscribe(DownloadChanged, self._events.put)
        bus.subscribe(ModelsChanged, self._events.put)

    def until(self, wanted: Callable[[DownloadChanged | ModelsChanged], bool]) -> DownloadChanged | ModelsChanged:
        while True:
            event = self._events.get(timeout=20)
            if isinstance(event, DownloadChanged):
                self.states.append(event.item.state.value if event.item else "gone")
            if wanted(event):
                return event

    def state(self, state: State, entry_id: str = ONE.id) -> DownloadItem:
        event = self.until(
            lambda e: (
                isinstance(e, DownloadChanged) and e.id == entry_id and e.item is not None and e.item.state is state
            )
        )
        assert isinstance(event, DownloadChanged)
        assert event.item is not None
        return event.item


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def listener(bus: Bus) -> Listener:
    return Listener(bus)


@pytest.fixture
def make(hub: StandInHub, bus: Bus, tmp_path: Path) -> Iterator[Callable[[], DownloadService]]:
    made: list[DownloadService] = []

    def make() -> DownloadService:
        made.append(DownloadService(tmp_path / "models", tmp_path / "cache", bus, hub.env, retry_waits=(0.0,)))
        return made[-1]

    yield make
    hub.released.set()
    for service in made:
        service.close()


@pytest.fixture
def service(make: Callable[[], DownloadService]) -> DownloadService:
    return make()


def test_a_download_from_start_to_model(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    assert service.items() == ()
    service.start(ONE.id)
    item = listener.state(State.DONE)
    assert (item.name, item.done_bytes, item.total_bytes, item.error) == (ONE.name, SIZE, SIZE, "")
    listener.until(lambda event: isinstance(event, ModelsChanged))
    assert listener.states[:2] == ["queued", "running"]
    assert service.items() == (item,)
    assert (tmp_path / "models" / ONE.filename).read_bytes() == hub.content


def test_pause_resume(service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path) -> None:
    hub.bodies.append(Hold(100_000))
    service.start(ONE.id)
    listener.until(lambda e: isinstance(e, DownloadChanged) and e.item is not None and e.item.done_bytes > 0)
    service.pause(ONE.id)
    assert listener.state(State.PAUSED).speed == 0
    service.pause(ONE.id)
    service.resume(ONE.id)
    listener.state(State.DONE)
    assert (tmp_path / "models" / ONE.filename).read_bytes() == hub.content
    assert hub.ranges()[-1].startswith("bytes=")


def test_starting_twice_is_one_download(service: DownloadService, listener: Listener, hub: StandInHub) -> None:
    hub.bodies.append(Hold(100_000))
    service.start(ONE.id)
    assert hub.held.wait(20)
    service.start(ONE.id)
    service.resume(ONE.id)
    hub.released.set()
    listener.state(State.DONE)
    assert hub.ranges() == [""]


def test_a_second_one_waits_and_can_be_paused_there(
    service: DownloadService, listener: Listener, hub: StandInHub
) -> None:
    hub.bodies.append(Hold(100_000))
    service.start(ONE.id)
    assert hub.held.wait(20)
    service.start(THREE.id)
    assert listener.state(State.QUEUED, THREE.id).total_bytes == THREE.size
    service.pause(THREE.id)
    hub.released.set()
    listener.state(State.DONE)
    assert [item.state for item in service.items()] == [State.DONE, State.PAUSED]
    service.resume(THREE.id)
    listener.state(State.DONE, THREE.id)


@pytest.mark.parametrize("paused", [False, True])
def test_cancel_leaves_nothing(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path, paused: bool
) -> None:
    hub.bodies.append(Hold(100_000))
    service.start(ONE.id)
    assert hub.held.wait(20)
    if paused:
        service.pause(ONE.id)
    service.cancel(ONE.id)
    listener.until(lambda e: isinstance(e, DownloadChanged) and e.item is None)
    assert service.items() == ()
    service.close()
    assert list((tmp_path / "models").iterdir()) == []


def test_cancelled_and_started_again_at_once(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Hold(100_000))
    service.start(ONE.id)
    assert hub.held.wait(20)
    service.cancel(ONE.id)
    service.start(ONE.id)
    listener.state(State.DONE)
    assert (tmp_path / "models" / ONE.filename).read_bytes() == hub.content


def test_failure_says_what_to_do_and_can_be_resumed(
    service: DownloadService, listener: Listener, hub: StandInHub
) -> None:
    hub.heads.append(Status(403, {"X-Error-Code": "GatedRepo"}))
    service.start(ONE.id)
    item = listener.state(State.FAILED)
    assert "licence" in item.error
    service.resume(ONE.id)
    assert listener.state(State.DONE).error == ""


def test_wrong_bytes_never_become_a_model(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Body(bytes(SIZE)))
    service.start(ONE.id)
    assert "SHA-256" in listener.state(State.FAILED).error
    assert list((tmp_path / "models").iterdir()) == []


def test_found_again_paused_after_a_restart_and_nothing_is_asked(
    make: Callable[[], DownloadService], listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Hold(100_000))
    first = make()
    first.start(ONE.id)
    listener.until(lambda e: isinstance(e, DownloadChanged) and e.item is not None and e.item.done_bytes > 0)
    first.close()
    asked = len(hub.asked)
    synced = unfinished(tmp_path / "models")[0].synced
    second = make()
    assert second.items() == (DownloadItem(ONE.id, ONE.name, State.PAUSED, synced, SIZE),)
    assert len(hub.asked) == asked
    second.resume(ONE.id)
    listener.state(State.DONE)
    assert (tmp_path / "models" / ONE.filename).read_bytes() == hub.content
    assert make().items() == ()


def test_what_is_not_in_the_catalogue(service: DownloadService) -> None:
    with pytest.raises(UserError) as caught:
        service.start("llama-9")
    assert caught.value.code == "no-such-model"
    service.resume("llama-9")
    service.pause("llama-9")
    service.cancel("llama-9")
    assert service.items() == ()


@pytest.mark.allow_log("paddock.services.downloads")
def test_a_mistake_of_ours_is_shown_not_swallowed(
    hub: StandInHub, bus: Bus, listener: Listener, tmp_path: Path
) -> None:
    def broken_clock() -> float:
        raise ZeroDivisionError

    service = DownloadService(tmp_path / "models", tmp_path / "cache", bus, hub.env, clock=broken_clock)
    service.start(ONE.id)
    assert "Paddock itself" in listener.state(State.FAILED).error
    service.close()
    service.start(ONE.id)  # after the end nothing begins
    assert service.items()[0].state is State.FAILED
