"""Downloads with the real client against a Hub that fails in every known way: never a model that is not whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from standin import Body, Cut, Fault, Hold, Redirect, StandInHub, Status, Whole

from paddock.core.errors import UserError
from paddock.hub.client import HubClient
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import Downloader, Progress
from paddock.hub.journal import Journal, Mark, local_name, part_path, read_journal, target_path, unfinished


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def downloader(hub: StandInHub, folder: Path, tmp_path: Path) -> Downloader:
    client = HubClient(hub.env, tmp_path / "cache", timeout=5)
    return Downloader(client, folder, retry_waits=NO_WAIT, sync_every=SYNC)


def fetch(downloader: Downloader) -> Path:
    return downloader.fetch(JOB, StopSignal(), lambda progress: None)


def refused(downloader: Downloader) -> UserError:
    with pytest.raises(UserError) as caught:
        fetch(downloader)
    assert caught.value.todo
    return caught.value


def only_file(folder: Path) -> str:
    (path,) = folder.iterdir()
    return path.name


def test_downloads_checks_and_leaves_nothing_else(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    steps: list[Progress] = []
    path = downloader.fetch(JOB, StopSignal(), steps.append)
    assert path == folder / "Llama-Q4_K_M.gguf"
    assert path.read_bytes() == hub.content
    assert only_file(folder) == path.name
    assert steps[-1] == Progress(300_000, 300_000)
    assert [(a.method, a.path.split("/")[-2:]) for a in hub.asked] == [
        ("HEAD", ["main", JOB.filename]),
        ("GET", ["0123456789abcdef0123456789abcdef01234567", JOB.filename]),
        ("GET", ["", "cdn"]),
    ]


def test_without_a_redirect(hub: StandInHub, downloader: Downloader) -> None:
    hub.elsewhere = False
    assert fetch(downloader).read_bytes() == hub.content


def test_no_token_is_ever_sent(hub: StandInHub, downloader: Downloader) -> None:
    fetch(downloader)
    assert all("authorization" not in asked.headers and "cookie" not in asked.headers for asked in hub.asked)


def test_a_finished_file_is_not_fetched_again(hub: StandInHub, downloader: Downloader) -> None:
    fetch(downloader)
    hub.asked.clear()
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges() == []


def test_a_damaged_finished_file_is_replaced(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    folder.mkdir()
    (folder / JOB.filename).write_bytes(bytes(300_000))
    assert fetch(downloader).read_bytes() == hub.content


@pytest.mark.parametrize("cut", [0, 1, SYNC - 1, SYNC, 100_000, 299_999])
def test_a_broken_connection_goes_on_where_it_broke(hub: StandInHub, downloader: Downloader, cut: int) -> None:
    hub.bodies.append(Cut(cut))
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges() == (["", f"bytes={cut}-"] if cut else ["", ""])


def test_cut_at_many_places(hub: StandInHub, downloader: Downloader) -> None:
    rng = random.Random(7)
    hub.bodies.extend(Cut(rng.randrange(1, 9000)) for _ in range(30))
    assert fetch(downloader).read_bytes() == hub.content
    assert len(hub.ranges()) == 31


@pytest.mark.parametrize(
    "faults",
    [
        [Cut(100_000), Whole()],  # 200 instead of 206
        [Cut(100_000), Status(416)],
        [Status(429, {"Retry-After": "0"}), Status(503), Cut(5)],
        [Body(b""), Status(500)],
        [Cut(100_000), Redirect("/cdn")],
    ],
)
def test_mended_by_trying_again(hub: StandInHub, downloader: Downloader, faults: list[Fault]) -> None:
    hub.bodies.extend(faults)
    assert fetch(downloader).read_bytes() == hub.content


def test_head_is_tried_again(hub: StandInHub, downloader: Downloader) -> None:
    hub.heads.extend([Status(503), Status(429)])
    assert fetch(downloader).read_bytes() == hub.content


def test_another_etag_of_the_body_starts_over(hub: StandInHub, downloader: Downloader) -> None:
    stopped_at(hub, downloader, 100_000)
    hub.body_etag = "body-2"
    assert fetch(downloader).read_bytes() == hub.content
    asked = [a for a in hub.asked if a.path == "/cdn"][-1]
    assert asked.headers["if-range"] == '"body-1"'


def test_another_file_on_the_hub_starts_over(hub: StandInHub, downloader: Downloader) -> None:
    stopped_at(hub, downloader, 100_000)
    hub.content = hub.content[::-1]
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges()[-1] == ""


def stopped_at(hub: StandInHub, downloader: Downloader, count: int) -> None:
    """Pause a download after `count` bytes."""
    hub.bodies.append(Hold(count))
    stop = StopSignal()
    seen = threading.Event()
    ended: list[type[BaseException]] = []

    def run() -> None:
        try:
            downloader.fetch(JOB, stop, lambda progress: seen.set() if progress.done >= count else None)
        except Stopped as error:
            ended.append(type(error))

    thread = threading.Thread(target=run)
    thread.start()
    assert seen.wait(20)
    stop.stop()  # while the thread waits for the network
    thread.join(20)
    assert ended == [Stopped]
    hub.released.set()


def test_pause_and_resume(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    stopped_at(hub, downloader, 123_456)
    assert not (folder / JOB.filename).exists()
    journal = read_journal(folder / JOB.filename)
    assert journal == replace(JOB, size=300_000, sha256=hub.sha256, etag='"body-1"', synced=123_456)
    assert unfinished(folder) == [journal]
    steps: list[Progress] = []
    assert downloader.fetch(JOB, StopSignal(), steps.append).read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=123456-"
    assert steps[0] == Progress(123_456, 300_000, checking=True)


def test_bytes_beyond_the_last_mark_are_not_believed(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    """After a power cut a file may be longer than what reached the disk."""
    stopped_at(hub, downloader, 100_000)
    target = folder / JOB.filename
    journal = read_journal(target)
    assert journal is not None
    write_journal(target, replace(journal, synced=65_536))
    with part_path(target).open("r+b") as part:
        part.seek(65_536)
        part.write(bytes(34_464))
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=65536-"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": 1}', "null", "\x00" * 99])
def test_a_broken_journal_begins_anew(hub: StandInHub, downloader: Downloader, folder: Path, text: str) -> None:
    stopped_at(hub, downloader, 100_000)
    journal_path(folder / JOB.filename).write_text(text)
    assert unfinished(folder) == []
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges()[-1] == ""


def test_a_part_that_lost_its_end(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    stopped_at(hub, downloader, 100_000)
    os.truncate(part_path(folder / JOB.filename), 50_000)
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=50000-"


def test_a_changed_part_is_found_and_removed(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    stopped_at(hub, downloader, 100_000)
    with part_path(folder / JOB.filename).open("r+b") as part:
        part.write(b"x")
    assert refused(downloader).code == "hash-mismatch"
    assert list(folder.iterdir()) == []


def test_other_bytes_than_promised(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    hub.bodies.append(Body(bytes(300_000)))
    assert refused(downloader).code == "hash-mismatch"
    assert list(folder.iterdir()) == []


def test_a_longer_body_is_cut_and_checked(hub: StandInHub, downloader: Downloader) -> None:
    hub.bodies.append(Body(hub.content + b"more"))
    assert fetch(downloader).read_bytes() == hub.content


def test_discard(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    stopped_at(hub, downloader, 100_000)
    (folder / f"{JOB.filename}.part.json.new").touch()  # as a kill leaves it
    downloader.discard(JOB.filename)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (Status(403, {"X-Error-Code": "GatedRepo"}), "gated"),
        (Status(401, {"X-Error-Code": "GatedRepo"}), "gated"),
        (Status(401, {"X-Error-Code": "RepoNotFound"}), "not-found"),
        (Status(404, {"X-Error-Code": "EntryNotFound"}), "not-found"),
        (Status(404, {"X-Error-Code": "RevisionNotFound"}), "not-found"),
        (Status(404), "not-found"),
        (Status(418), "hub-error"),
    ],
)
def test_final_answers_of_the_hub(hub: StandInHub, downloader: Downloader, head: Status, code: str) -> None:
    hub.heads.append(head)
    error = refused(downloader)
    assert error.code == code
    assert len(hub.asked) == 1
    if code == "gated":
        assert f"{hub.url}/{JOB.repo_id}" in error.todo
        assert "Open a file…" in error.todo


@pytest.mark.parametrize(("status", "code"), [(403, "gated"), (404, "not-found"), (418, "hub-error")])
def test_final_answers_for_the_body(hub: StandInHub, downloader: Downloader, status: int, code: str) -> None:
    hub.bodies.append(Status(status))
    assert refused(downloader).code == code


def test_tries_run_out(hub: StandInHub, downloader: Downloader) -> None:
    hub.heads.extend([Status(503)] * 9)
    assert refused(downloader).code == "hub-error"
    assert len(hub.asked) == 1 + len(NO_WAIT)
    hub.heads.clear()
    hub.bodies.extend([Cut(0)] * 9)
    assert refused(downloader).code == "offline"


def test_a_hub_that_never_resumes_and_always_breaks(hub: StandInHub, downloader: Downloader) -> None:
    hub.bodies.extend([Cut(100_000), *[Body(hub.content[:100_000])] * 20])
    assert refused(downloader).code == "hub-error"
    assert len(hub.ranges()) < 10


def test_offline(tmp_path: Path, folder: Path) -> None:
    with StandInHub(b"") as gone:
        env = gone.env
    waits = (0.0, 3600.0)  # no third try: one is told soon
    downloader = Downloader(HubClient(env, tmp_path, timeout=5), folder, retry_waits=waits)
    error = refused(downloader)
    assert error.code == "offline"
    assert str(error) == "There is no internet connection. Connect, then press Resume."


def test_a_stall_is_broken_off_and_resumed(hub: StandInHub, folder: Path, tmp_path: Path) -> None:
    hub.bodies.append(Hold(100_000))
    downloader = Downloader(HubClient(hub.env, tmp_path, timeout=0.2), folder, retry_waits=NO_WAIT)
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges() == ["", "bytes=100000-"]


@pytest.mark.parametrize("endpoint", ["huggingface.co", "ftp://huggingface.co", "http://"])
def test_an_endpoint_that_is_none(endpoint: str, folder: Path, tmp_path: Path) -> None:
    downloader = Downloader(HubClient({"HF_ENDPOINT": endpoint}, tmp_path), folder)
    assert refused(downloader).code == "bad-endpoint"


@pytest.mark.parametrize("to", ["http://example.invalid/x", "ftp://localhost/x", "file:///etc/passwd"])
def test_redirects_to_unencrypted_hosts_are_refused(hub: StandInHub, downloader: Downloader, to: str) -> None:
    hub.bodies.append(Redirect(to))
    assert refused(downloader).code == "hub-error"


def test_endless_redirects(hub: StandInHub, downloader: Downloader) -> None:
    hub.bodies.extend([Redirect(f"{hub.url}/a/b/resolve/main/again")] * 20)
    assert refused(downloader).code == "hub-error"
    assert len(hub.asked) < 10


def test_metadata_that_is_not_a_hash(hub: StandInHub, downloader: Downloader) -> None:
    hub.etag = "d41d8cd98f00b204e9800998ecf8427e"
    assert refused(downloader).code == "hub-error"


def test_no_room(hub: StandInHub, downloader: Downloader) -> None:
    hub.linked_size = 10**16
    error = refused(downloader)
    assert error.code == "no-space"
    assert "10000000.0 GB" in error.what
    assert hub.ranges() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(downloader: Downloader, folder: Path) -> None:
    folder.mkdir(mode=0o500)
    assert refused(downloader).code == "disk-error"


def test_models_folder_is_a_file(downloader: Downloader, folder: Path) -> None:
    folder.write_text("")
    assert refused(downloader).code == "disk-error"


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("a/b/Model-Q4.gguf", "Model-Q4.gguf"),
        ("../../etc/passwd", "passwd.gguf"),
        ("..", "model.gguf"),
        (".hidden.GGUF", "hidden.gguf"),
        ("C:\\evil.gguf", "evil.gguf"),
        ("a b\u202egpj.gguf", "a_b_gpj.gguf"),
        ("con.gguf", "_con.gguf"),
        ("x" * 300 + ".gguf", "x" * 120 + ".gguf"),
    ],
)
def test_names_from_a_repository_become_ours(name: str, local: str) -> None:
    assert local_name(name) == local


CHILD = """
import json, resource, sys
from pathlib import Path
from paddock.core.errors import UserError
from paddock.hub.client import HubClient
from paddock.hub.control import StopSignal
from paddock.hub.downloads import Downloader
from paddock.hub.journal import Journal
endpoint, folder, limit = sys.argv[1:]
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
client = HubClient({"HF_ENDPOINT": endpoint}, Path(folder) / "cache")
job = Journal("llama", "Llama", "someone/Llama-GGUF", "Llama-Q4_K_M.gguf")
downloader = Downloader(client, Path(folder), retry_waits=(0.0,), sync_every=16384)
try:
    downloader.fetch(job, StopSignal(), lambda progress: print(progress.done, flush=True))
except UserError as error:
    print(error.code)
"""


def child(hub: StandInHub, folder: Path, limit: int = 0) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **hub.env}
    command = [sys.executable, "-c", CHILD, hub.url, str(folder), str(limit)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def numbers(process: subprocess.Popen[str]) -> Iterator[int]:
    assert process.stdout is not None
    return (int(line) for line in process.stdout)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_and_resumed(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    hub.bodies.append(Hold(200_000))
    with child(hub, folder) as process:
        assert next(done for done in numbers(process) if done >= 200_000)
        process.send_signal(signal.SIGKILL)
    hub.released.set()
    assert not (folder / JOB.filename).exists()
    assert [journal.id for journal in unfinished(folder)] == ["llama"]
    assert fetch(downloader).read_bytes() == hub.content
    offset = int(hub.ranges()[-1].removeprefix("bytes=").removesuffix("-"))
    assert 200_000 - 2 * SYNC - 65_536 < offset <= 200_000
    # HF_ENDPOINT was in the child's environment: nothing but the file was asked for, no telemetry, no registry
    assert {asked.path.split("/")[-1] for asked in hub.asked} == {"cdn", JOB.filename}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_again_and_again(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    rng = random.Random(11)
    for _ in range(12):
        hub.bodies.append(Hold(20_000))
        before = read_journal(folder / JOB.filename)
        wanted = (before.synced if before else 0) + rng.randrange(1, 20_000)
        with child(hub, folder) as process:
            assert next(done for done in numbers(process) if done >= wanted)
            process.send_signal(signal.SIGKILL)
        assert not (folder / JOB.filename).exists()
    sent = [int(offset[6:-1]) if offset else 0 for offset in hub.ranges()]
    assert sent == sorted(sent)  # never back behind what was certain
    assert fetch(downloader).read_bytes() == hub.content


@pytest.mark.skipif(os.name == "nt", reason="no limit for a file's size")
def test_a_drive_that_takes_no_larger_file(hub: StandInHub, downloader: Downloader, folder: Path) -> None:
    with child(hub, folder, limit=123_457) as process:
        output, _ = process.communicate(timeout=60)
    assert output.splitlines()[-1] == "file-too-large"
    assert part_path(folder / JOB.filename).stat().st_size == 123_457  # what fitted is kept, to the byte
    assert fetch(downloader).read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=123457-"
