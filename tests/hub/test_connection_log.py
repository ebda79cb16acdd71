"""Every connection is noted, with why and without what was looked for; and offline, none is made."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from standin import StandInHub

from paddock.core.connections import Connection
from paddock.core.errors import UserError
from paddock.core.hub import SearchQuery
from paddock.hub.client import HubClient
from paddock.hub.connection_log import MOST, SAME_WITHIN, ConnectionLog, purpose_of
from paddock.hub.network import HubSettings

HUB = "https://hub.example"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"{HUB}/api/models?search=my+secret&filter=gguf", "a search"),
        (f"{HUB}/api/models/owner/repo?blobs=true", "the page of owner/repo"),
        (f"{HUB}/api/models/owner/repo/revision/main", "the page of owner/repo"),
        (f"{HUB}/api/whoami-v2", "whose token it is"),
        (f"{HUB}/owner/repo/resolve/main/README.md", "README.md of owner/repo"),
        (f"{HUB}/owner/repo/resolve/0123/folder/a%20b.gguf", "a b.gguf of owner/repo"),
        (f"{HUB}/other", "a question to the Hub"),
        ("https://cdn.example/x?token=y", "a download that the Hub sent on"),
    ],
)
def test_why(url: str, why: str) -> None:
    assert purpose_of(url, HUB) == why


def test_what_is_the_same_within_a_minute_is_noted_once(tmp_path: Path) -> None:
    clock = Clock()
    log = ConnectionLog(tmp_path / "log", clock)
    for _ in range(3):
        log.note(f"{HUB}/api/models?search=secret", HUB)
    clock.now += SAME_WITHIN
    log.note(f"{HUB}/api/models", HUB)
    log.note(f"{HUB}/api/whoami-v2", HUB)
    assert log.all() == (
        Connection(1060.0, "hub.example", "whose token it is"),
        Connection(1060.0, "hub.example", "a search"),
        Connection(1000.0, "hub.example", "a search"),
    )
    assert "secret" not in (tmp_path / "log").read_text()
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0
    assert ConnectionLog(tmp_path / "log").all() == log.all()
    log.clear()
    assert log.all() == ()


def test_the_file_stays_small(tmp_path: Path) -> None:
    clock = Clock()
    log = ConnectionLog(tmp_path / "log", clock)
    for _ in range(2 * MOST):
        clock.now += SAME_WITHIN
        log.note(f"{HUB}/api/models", HUB)
    assert len((tmp_path / "log").read_text().splitlines()) < 1.5 * MOST
    assert len(log.all()) == MOST
    assert log.all()[0].at == clock.now


def test_lines_that_are_none_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "log"
    good = json.dumps({"at": 1, "host": "a", "why": "b"})
    path.write_bytes(b"\xff\n{}\n[]\n" + good.encode() + b'\n{"at": "x", "host": 1, "why": 2}\n{"at":')
    assert ConnectionLog(path).all() == (Connection(1.0, "a", "b"),)


def test_a_disk_that_takes_nothing_does_not_forget(tmp_path: Path) -> None:
    log = ConnectionLog(tmp_path / "none" / "log", Clock())
    log.note(f"{HUB}/api/models", HUB)
    assert [made.why for made in log.all()] == ["a search"]


def test_two_processes_and_many_threads_write_whole_lines(tmp_path: Path) -> None:
    logs = [ConnectionLog(tmp_path / "log") for _ in range(4)]

    def write(number: int) -> None:
        for count in range(50):
            logs[number].note(f"{HUB}/api/models/owner/repo-{number}-{count}", HUB)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(logs[0].all()) == 200


def test_the_client_notes_before_it_asks_and_asks_nothing_offline(tmp_path: Path) -> None:
    log = ConnectionLog(tmp_path / "log")
    settings = HubSettings()
    with StandInHub(b"x" * 100) as hub:
        client = HubClient(hub.env, tmp_path, settings=lambda: settings, note=log.note)
        client.file("owner/repo", "file.gguf")
        assert [made.why for made in log.all()] == ["file.gguf of owner/repo"]
        asked = len(hub.asked)
        settings = HubSettings(offline=True)
        for question in (
            lambda: client.file("owner/repo", "file.gguf"),
            lambda: client.search(SearchQuery("x")),
            lambda: client.page("owner/repo"),
            lambda: client.whoami("hf_abcdefgh"),
        ):
            with pytest.raises(UserError) as caught:
                question()
            assert caught.value.code == "offline-mode"
        with pytest.raises(UserError), client.stream(f"{hub.url}/cdn"):
            pass
        assert len(hub.asked) == asked
        assert len(log.all()) == 1
        client.close()
