"""The download service with the real client and a Hub on loopback."""

from __future__ import annotations

import queue
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standin import Body, Hold, StandInHub, Status

from paddock.core.downloads import DownloadItem, DownloadRequest, DownloadState
from paddock.core.errors import UserError
from paddock.core.hub import RepoFile
from paddock.core.library import Origin
from paddock.hub.catalog import recommended
from paddock.hub.client import HubClient
from paddock.hub.control import StopSignal
from paddock.hub.downloads import Downloader
from paddock.hub.journal import target_path, unfinished
from paddock.services.bus import Bus, DownloadChanged, ModelsChanged
from paddock.services.downloads import DownloadService

ONE, THREE = recommended()[0], recommended()[1]
SIZE = 300_000
State = DownloadState


@pytest.fixture
def hub() -> Iterator[StandInHub]:
    with StandInHub(random.Random(2).randbytes(SIZE)) as running:
        yield running


def at(tmp_path: Path) -> Path:
    """Where the finished file lies."""
    return target_path(tmp_path / "models", ONE.repo_id, ONE.filename)


def files(tmp_path: Path) -> list[str]:
    """The names of all files in the models folder."""
    return sorted(path.name for path in (tmp_path / "models").rglob("*") if path.is_file())


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
def kept() -> list[tuple[Path, Origin]]:
    """What was told of where finished models came from."""
    return []


@pytest.fixture
def make(
    hub: StandInHub, bus: Bus, tmp_path: Path, kept: list[tuple[Path, Origin]]
) -> Iterator[Callable[[], DownloadService]]:
    made: list[DownloadService] = []

    def make() -> DownloadService:
        client = HubClient(hub.env, tmp_path / "cache", timeout=5)
        service = DownloadService(
            client, tmp_path / "models", tmp_path / "cache", bus, waits=(0.0,), keep=lambda *args: kept.append(args)
        )
        made.append(service)
        return service

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
    service.start_entry(ONE.id)
    item = listener.state(State.DONE)
    assert (item.name, item.done_bytes, item.total_bytes, item.error) == (ONE.name, SIZE, SIZE, "")
    listener.until(lambda event: isinstance(event, ModelsChanged))
    assert listener.states[:2] == ["queued", "running"]
    assert service.items() == (item,)
    assert at(tmp_path).read_bytes() == hub.content


def test_what_runs_says_how_fast_and_how_long_still(
    service: DownloadService, listener: Listener, hub: StandInHub
) -> None:
    hub.rate = 100_000  # of each connection

    def moves(event: DownloadChanged | ModelsChanged) -> bool:
        item = event.item if isinstance(event, DownloadChanged) else None
        return item is not None and item.state is State.RUNNING and item.speed > 0 and item.seconds_left > 0

    service.start_entry(ONE.id)
    listener.until(moves)
    hub.rate = 0
    assert listener.state(State.DONE).speed == 0


def test_pause_resume(service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path) -> None:
    hub.bodies.append(Hold(100_000))
    service.start_entry(ONE.id)
    listener.until(lambda e: isinstance(e, DownloadChanged) and e.item is not None and e.item.done_bytes > 0)
    service.pause(ONE.id)
    assert listener.state(State.PAUSED).speed == 0
    service.pause(ONE.id)
    service.resume(ONE.id)
    listener.state(State.DONE)
    assert at(tmp_path).read_bytes() == hub.content
    assert hub.ranges()[-1].startswith("bytes=")


def test_starting_twice_is_one_download(service: DownloadService, listener: Listener, hub: StandInHub) -> None:
    hub.bodies.append(Hold(100_000))
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    service.start_entry(ONE.id)
    service.resume(ONE.id)
    hub.released.set()
    listener.state(State.DONE)
    assert hub.ranges() == [""]


def test_a_second_one_waits_and_can_be_paused_there(
    service: DownloadService, listener: Listener, hub: StandInHub
) -> None:
    hub.bodies.append(Hold(100_000))
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    service.start_entry(THREE.id)
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
    service.start_entry(ONE.id)
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
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    service.cancel(ONE.id)
    service.start_entry(ONE.id)
    listener.state(State.DONE)
    assert at(tmp_path).read_bytes() == hub.content


def test_failure_says_what_to_do_and_can_be_resumed(
    service: DownloadService, listener: Listener, hub: StandInHub
) -> None:
    hub.heads.append(Status(403, {"X-Error-Code": "GatedRepo"}))
    service.start_entry(ONE.id)
    item = listener.state(State.FAILED)
    assert "licence" in item.error
    service.resume(ONE.id)
    assert listener.state(State.DONE).error == ""


def test_wrong_bytes_never_become_a_model(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Body(bytes(SIZE)))
    service.start_entry(ONE.id)
    assert "SHA-256" in listener.state(State.FAILED).error
    assert files(tmp_path) == [f"{ONE.filename}.part.json"]


def test_found_again_paused_after_a_restart_and_nothing_is_asked(
    make: Callable[[], DownloadService], listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Hold(100_000))
    first = make()
    first.start_entry(ONE.id)
    listener.until(lambda e: isinstance(e, DownloadChanged) and e.item is not None and e.item.done_bytes > 0)
    first.close()
    asked = len(hub.asked)
    (journal,) = unfinished(tmp_path / "models")
    assert journal.done > 0
    second = make()
    assert second.items() == (
        DownloadItem(ONE.id, ONE.name, State.PAUSED, journal.done, SIZE, repo_id=ONE.repo_id, filename=ONE.filename),
    )
    assert len(hub.asked) == asked
    second.resume(ONE.id)
    listener.state(State.DONE)
    assert at(tmp_path).read_bytes() == hub.content
    assert make().items() == ()


def test_what_is_not_in_the_catalogue(service: DownloadService) -> None:
    with pytest.raises(UserError) as caught:
        service.start_entry("llama-9")
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

    client = HubClient(hub.env, tmp_path / "cache")
    service = DownloadService(client, tmp_path / "models", tmp_path / "cache", bus, clock=broken_clock)
    service.start_entry(ONE.id)
    assert "Paddock itself" in listener.state(State.FAILED).error
    service.close()
    service.start_entry(ONE.id)  # after the end nothing begins
    assert service.items()[0].state is State.FAILED


def request(name: str, *more: str) -> DownloadRequest:
    names = (name, *more)
    return DownloadRequest(f"o/r/{name}", name, "o/r", tuple(RepoFile(each) for each in names), "a" * 40, "llama3.2")


def order(service: DownloadService) -> list[str]:
    return [item.name for item in service.items()]


def test_where_a_model_came_from_is_kept(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path, kept: list[tuple[Path, Origin]]
) -> None:
    service.start(request("m-00001-of-00002.gguf", "m-00002-of-00002.gguf"))
    item = service.wait("o/r/m-00001-of-00002.gguf", lambda item: None)
    path = tmp_path / "models" / "o" / "r" / "m-00001-of-00002.gguf"
    assert (item.state, item.path, item.total_bytes) == (State.DONE, str(path), 2 * SIZE)
    ((told, origin),) = kept
    both = tuple((name, hub.sha256) for name in ("m-00001-of-00002.gguf", "m-00002-of-00002.gguf"))
    assert told == path
    assert origin == Origin("o/r", both[0][0], "a" * 40, hub.sha256, both, "llama3.2", obtained=origin.obtained)
    assert origin.obtained > 1.7e9


def test_the_order_is_the_persons_and_outlives_the_program(
    make: Callable[[], DownloadService], listener: Listener, hub: StandInHub
) -> None:
    hub.bodies.append(Hold(1000))
    first = make()
    for name in "abcd":
        first.start(request(name))
    assert hub.held.wait(20)
    first.move("o/r/d", 1)
    first.move("o/r/a", 3)
    first.move("o/r/nobody", 0)
    first.pause("o/r/c")
    assert order(first) == ["d", "b", "c", "a"]
    first.close()
    second = make()
    assert order(second) == ["d", "b", "c", "a"]
    assert {item.state for item in second.items()} == {State.PAUSED}
    asked = len(hub.asked)
    hub.released.set()
    second.continue_unfinished()
    for name in "dba":
        listener.state(State.DONE, f"o/r/{name}")
    assert [item.state for item in second.items()] == [State.DONE, State.DONE, State.PAUSED, State.DONE]
    heads = [one.path.rsplit("/", 1)[-1] for one in hub.asked[asked:] if one.method == "HEAD"]
    assert heads == ["d", "b", "a"]


def test_without_a_network_it_waits_and_says_why_and_can_be_paused(
    bus: Bus, listener: Listener, tmp_path: Path
) -> None:
    with StandInHub(b"") as gone:
        client = HubClient(gone.env, tmp_path / "cache", timeout=5)
    service = DownloadService(client, tmp_path / "models", tmp_path / "cache", bus, waits=(3600.0,))
    service.start_entry(ONE.id)
    item = listener.state(State.WAITING)
    assert item.error == "The Hub cannot be reached. Paddock tries again by itself."
    assert item.code == "offline"
    service.pause(ONE.id)
    assert listener.state(State.PAUSED).error == ""
    service.close()


def test_a_network_that_comes_back(service: DownloadService, listener: Listener, hub: StandInHub) -> None:
    hub.heads.append(Status(503))
    service.start_entry(ONE.id)
    assert listener.state(State.WAITING).code == "hub-error"
    item = listener.state(State.DONE)
    assert (item.error, item.code) == ("", "")


def test_a_failure_has_its_code_and_a_finished_one_is_forgotten(
    service: DownloadService, listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.heads.append(Status(404))
    service.start_entry(ONE.id)
    assert listener.state(State.FAILED).code == "not-found"
    service.forget(ONE.id)
    assert service.items() == ()
    assert files(tmp_path) == []
    service.start_entry(ONE.id)
    listener.state(State.DONE)
    service.forget(ONE.id)
    assert service.items() == ()
    service.close()
    assert files(tmp_path) == [ONE.filename]


def test_what_runs_is_not_forgotten(service: DownloadService, hub: StandInHub) -> None:
    hub.bodies.append(Hold(1000))
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    service.forget(ONE.id)
    assert [item.id for item in service.items()] == [ONE.id]


def test_a_limit_holds_what_runs_at_once(service: DownloadService, listener: Listener, hub: StandInHub) -> None:
    hub.bodies.append(Hold(1000))
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    service.set_limit(1)  # one byte a second: it would take three days
    hub.released.set()
    service.set_limit(0)
    listener.state(State.DONE)


def test_wait_ends_when_it_is_paused_or_cancelled(service: DownloadService, hub: StandInHub) -> None:
    hub.bodies.append(Hold(1000))
    service.start_entry(ONE.id)
    states: list[State] = []

    def report(item: DownloadItem) -> None:
        states.append(item.state)
        if item.state is State.RUNNING:
            service.pause(ONE.id)

    assert service.wait(ONE.id, report).state is State.PAUSED
    assert states[-1] is State.PAUSED
    service.cancel(ONE.id)
    with pytest.raises(UserError) as caught:
        service.wait(ONE.id, report)
    assert caught.value.code == "no-such-download"


def test_two_programs_do_not_write_one_file(
    make: Callable[[], DownloadService], listener: Listener, hub: StandInHub, tmp_path: Path
) -> None:
    hub.bodies.append(Hold(100_000))
    first, second = make(), make()
    first.start_entry(ONE.id)
    assert hub.held.wait(20)
    second.start_entry(ONE.id)
    item = listener.state(State.FAILED)
    assert item.code == "downloading-elsewhere"
    assert item.error.startswith(f"“{ONE.name}” is being downloaded by another Paddock.")
    with pytest.raises(UserError) as caught:
        second.cancel(ONE.id)
    assert caught.value.code == "downloading-elsewhere"
    hub.released.set()
    listener.state(State.DONE)
    first.close()
    second.resume(ONE.id)  # it finds what the other has done
    listener.state(State.DONE)
    assert at(tmp_path).read_bytes() == hub.content


def test_one_file_is_one_download(service: DownloadService, hub: StandInHub) -> None:
    hub.bodies.append(Hold(1000))
    service.start_entry(ONE.id)
    assert hub.held.wait(20)
    other = DownloadRequest("another", "Another", ONE.repo_id, (RepoFile(ONE.filename),))
    with pytest.raises(UserError) as caught:
        service.start(other)
    assert caught.value.code == "is-downloading"


def test_what_a_crash_kept_from_its_name_gets_it_at_the_next_start(
    make: Callable[[], DownloadService], hub: StandInHub, tmp_path: Path, kept: list[tuple[Path, Origin]]
) -> None:
    downloader = Downloader(HubClient(hub.env, tmp_path / "cache"), tmp_path / "models")
    journal = downloader.journal(request("m.gguf"))
    downloader.fetch(journal, StopSignal(), lambda progress: None)
    journal.target().rename(journal.part(0))
    service = make()
    assert service.items() == ()
    assert files(tmp_path) == ["m.gguf", "m.gguf.part.json"]
    service.continue_unfinished()
    service.close()
    assert files(tmp_path) == ["m.gguf"]
    assert [(path, origin.sha256) for path, origin in kept] == [(journal.target(), hub.sha256)]
