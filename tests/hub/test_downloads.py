"""Downloads with the real client against a Hub that fails in every known way: never a model that is not whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from standin import Body, Cut, Fault, Hold, Redirect, StandInHub, Status, Whole
from transfer_kit import CHUNK, FILE, JOB, MANY, ONE, REPO, Downloads

from paddock.core.downloads import DownloadRequest
from paddock.core.errors import UserError
from paddock.core.hub import RepoFile
from paddock.hub.client import HubClient
from paddock.hub.control import StopSignal
from paddock.hub.downloads import Downloader, Progress
from paddock.hub.journal import part_path, unfinished

SIZE = 300_000
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def one(hub: StandInHub, tmp_path: Path) -> Downloads:
    """One connection: which bytes are asked for, and when, is certain."""
    return Downloads(hub, tmp_path / "models", ONE)


@pytest.fixture(params=[ONE, MANY], ids=["one", "many"])
def downloads(request: pytest.FixtureRequest, hub: StandInHub, tmp_path: Path) -> Downloads:
    return Downloads(hub, tmp_path / "models", request.param)


def refused(downloads: Downloads) -> UserError:
    with pytest.raises(UserError) as caught:
        downloads.fetch()
    assert caught.value.todo
    return caught.value


def test_downloads_checks_and_leaves_nothing_else(hub: StandInHub, one: Downloads) -> None:
    steps: list[Progress] = []
    path = one.fetch(steps.append)
    assert path == one.folder / "someone" / "Llama-GGUF" / "Llama-Q4_K_M.gguf"
    assert path.read_bytes() == hub.content
    assert one.files() == [path.name]
    assert steps[-1] == Progress(SIZE, SIZE)
    assert [(a.method, a.path.split("/")[-2:]) for a in hub.asked] == [
        ("HEAD", ["main", FILE]),
        ("GET", [COMMIT, FILE]),
        ("GET", ["", "cdn"]),
    ]


def test_several_parts_at_once_cover_the_file_once(hub: StandInHub, tmp_path: Path) -> None:
    many = Downloads(hub, tmp_path / "models", MANY)
    assert many.fetch().read_bytes() == hub.content
    asked = sorted(tuple(map(int, text.removeprefix("bytes=").split("-"))) for text in hub.ranges() if text[-1] != "-")
    rest = [text for text in hub.ranges() if text[-1] == "-"]
    ends = [start for start, _ in asked[1:]] + [int(text[6:-1]) for text in rest]
    assert len(asked) + len(rest) == -(-SIZE // CHUNK)
    assert [end + 1 for _, end in asked] == ends


def test_more_connections_join_where_the_first_do_not_get_much(hub: StandInHub, tmp_path: Path) -> None:
    downloader = Downloader(HubClient(hub.env, tmp_path / "cache"), tmp_path / "models", at_first=2, chunk=CHUNK)
    hub.bodies.extend([Hold(1000)] * 8)
    path = downloader.fetch(
        downloader.journal(JOB),
        StopSignal(),
        lambda progress: hub.released.set() if progress.done >= 8 * 1000 else None,  # eight are there
    )
    assert path.read_bytes() == hub.content


def test_a_small_file_is_asked_for_once(hub: StandInHub, tmp_path: Path) -> None:
    hub.content = hub.content[:CHUNK]
    many = Downloads(hub, tmp_path / "models", MANY)
    assert many.fetch().read_bytes() == hub.content
    assert hub.ranges() == [""]


def test_without_a_redirect(hub: StandInHub, downloads: Downloads) -> None:
    hub.elsewhere = False
    assert downloads.fetch().read_bytes() == hub.content


def test_no_token_is_ever_sent(hub: StandInHub, downloads: Downloads) -> None:
    downloads.fetch()
    assert all("authorization" not in asked.headers and "cookie" not in asked.headers for asked in hub.asked)


def test_a_commit_is_asked_for_where_it_is_known(hub: StandInHub, one: Downloads) -> None:
    request = DownloadRequest("llama", "Llama", REPO, (RepoFile(FILE),), commit="f" * 40)
    one.downloader.fetch(one.journal(request), StopSignal(), lambda progress: None)
    assert "f" * 40 in hub.asked[0].path


def test_a_finished_file_is_not_fetched_again(hub: StandInHub, downloads: Downloads) -> None:
    downloads.fetch()
    hub.asked.clear()
    assert downloads.fetch().read_bytes() == hub.content
    assert hub.ranges() == []
    assert downloads.files() == [FILE]


def test_a_damaged_finished_file_is_replaced(hub: StandInHub, downloads: Downloads) -> None:
    downloads.target.parent.mkdir(parents=True)
    downloads.target.write_bytes(bytes(SIZE))
    assert downloads.fetch().read_bytes() == hub.content


@pytest.mark.parametrize("cut", [0, 1, CHUNK - 1, CHUNK, 100_000, 299_999])
def test_a_broken_connection_goes_on_where_it_broke(hub: StandInHub, one: Downloads, cut: int) -> None:
    hub.bodies.append(Cut(cut))
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges() == (["", f"bytes={cut}-"] if cut else ["", ""])


def test_cut_at_many_places(hub: StandInHub, downloads: Downloads) -> None:
    rng = random.Random(7)
    hub.bodies.extend(Cut(rng.randrange(1, 9000)) for _ in range(30))
    assert downloads.fetch().read_bytes() == hub.content
    assert not hub.bodies


@pytest.mark.parametrize(
    "faults",
    [
        [Cut(10_000), Whole()],  # 200 instead of 206
        [Cut(10_000), Status(416)],
        [Status(429, {"Retry-After": "0"}), Status(503), Cut(5)],
        [Body(b""), Status(500)],
        [Cut(10_000), Redirect("/cdn")],
        [Cut(10_000), Status(429), Cut(9), Status(500), Whole()],
    ],
)
def test_mended_by_trying_again(hub: StandInHub, downloads: Downloads, faults: list[Fault]) -> None:
    hub.bodies.extend(faults)
    assert downloads.fetch().read_bytes() == hub.content


def test_a_server_that_gives_no_parts(hub: StandInHub, downloads: Downloads) -> None:
    hub.bodies.extend([Whole()])
    assert downloads.fetch().read_bytes() == hub.content
    assert len(hub.ranges()) == 1


def test_a_server_that_refuses_more_connections(hub: StandInHub, tmp_path: Path) -> None:
    many = Downloads(hub, tmp_path / "models", MANY)
    hub.bodies.extend([Cut(1000), *[Status(403)] * 7])
    error = None
    try:
        many.fetch()
    except UserError as raised:
        error = raised.code
    # all eight were refused, or the first was not among them and did the work alone
    assert error in (None, "gated")
    assert many.fetch().read_bytes() == hub.content


def test_head_is_tried_again(hub: StandInHub, one: Downloads) -> None:
    hub.heads.extend([Status(503), Status(429)])
    waits: list[Progress] = []
    assert one.fetch(waits.append).read_bytes() == hub.content
    assert [step.waiting.code for step in waits if step.waiting] == ["hub-error", "hub-error"]


def test_another_etag_of_the_body_starts_over_and_says_so(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    hub.body_etag = "body-2"
    steps: list[Progress] = []
    assert one.fetch(steps.append).read_bytes() == hub.content
    asked = [a for a in hub.asked if a.path == "/cdn"]
    assert asked[-2].headers["if-range"] == '"body-1"'
    assert "range" not in asked[-1].headers
    assert [step.notice for step in steps if step.notice] == [
        "The file has changed on the Hub: the download began again."
    ]


def test_another_file_on_the_hub_starts_over(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    hub.content = hub.content[::-1]
    steps: list[Progress] = []
    assert one.fetch(steps.append).read_bytes() == hub.content
    assert hub.ranges()[-1] == ""
    assert any("has changed" in step.notice for step in steps)


def test_the_same_files_at_another_commit_keep_what_is_still_right(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    again = DownloadRequest("llama", "Llama", REPO, (RepoFile(FILE),), commit="f" * 40)
    one.downloader.fetch(one.journal(again), StopSignal(), lambda progress: None)
    assert any("f" * 40 in asked.path for asked in hub.asked)
    assert hub.ranges()[-1] == "bytes=100000-"


def test_stop_and_resume(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(123_456)
    assert not one.target.exists()
    (journal,) = unfinished(one.folder)
    assert (journal.request, journal.done, journal.total) == (JOB, 123_456, SIZE)
    assert (journal.files[0].sha256, journal.files[0].etag) == (hub.sha256, '"body-1"')
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=123456-"


def test_stopped_in_the_middle_of_many_and_resumed(hub: StandInHub, tmp_path: Path) -> None:
    many = Downloads(hub, tmp_path / "models", MANY)
    hub.bodies.extend([Hold(5000)] * 8)
    seen = many.stopped_when(lambda progress: progress.done >= 8 * 5000)
    hub.released.set()
    assert many.journal().done == seen.done == 40_000
    asked = len(hub.ranges())
    assert many.fetch().read_bytes() == hub.content
    again = [text for text in hub.ranges()[asked:] if text.startswith(tuple(f"bytes={n * CHUNK}-" for n in range(8)))]
    assert again == []


def test_a_chunk_that_changed_on_the_disk_is_fetched_again_and_only_it(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    with part_path(one.target).open("r+b") as part:
        part.seek(2 * CHUNK + 5)
        part.write(b"x")
    assert one.fetch().read_bytes() == hub.content
    assert sorted(hub.ranges()[-2:]) == ["bytes=100000-", f"bytes={2 * CHUNK}-{3 * CHUNK - 1}"]


def test_a_chunk_that_is_unfinished_and_changed_is_found_too(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    with part_path(one.target).open("r+b") as part:
        part.seek(99_999)
        part.write(b"\x00" if hub.content[99_999] else b"\x01")
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1].startswith(f"bytes={100_000 // CHUNK * CHUNK}-")


def test_a_part_that_lost_its_end(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    os.truncate(part_path(one.target), 50_000)
    assert one.fetch().read_bytes() == hub.content


def test_a_part_that_is_gone(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    part_path(one.target).unlink()
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1] == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": 1}', "null", "\x00" * 99])
def test_a_broken_journal_begins_anew(hub: StandInHub, one: Downloads, text: str) -> None:
    one.stopped_at(100_000)
    one.journal_file.write_text(text)
    assert unfinished(one.folder) == []
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1] == ""


def test_a_journal_whose_last_line_was_cut_off_counts_up_to_there(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    lines = one.journal_file.read_bytes().splitlines(keepends=True)
    assert b'"mark"' in lines[-1]
    one.journal_file.write_bytes(b"".join(lines[:-1]) + lines[-1][:-3])
    done = one.journal().done
    assert 0 < done < 100_000
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1] == f"bytes={done}-"


def test_a_journal_in_another_place_is_not_believed(hub: StandInHub, one: Downloads, tmp_path: Path) -> None:
    one.stopped_at(100_000)
    elsewhere = one.folder / "other.gguf.part.json"
    one.journal_file.rename(elsewhere)
    assert unfinished(one.folder) == []


def test_other_bytes_than_promised(hub: StandInHub, downloads: Downloads) -> None:
    hub.bodies.append(Body(bytes(SIZE)))
    assert refused(downloads).code == "hash-mismatch"
    assert downloads.files() == [downloads.journal_file.name]
    assert downloads.fetch().read_bytes() == hub.content


def test_a_longer_body_is_cut_and_checked(hub: StandInHub, downloads: Downloads) -> None:
    hub.bodies.append(Body(hub.content + b"more"))
    assert downloads.fetch().read_bytes() == hub.content


def test_a_shorter_body_is_gone_on_with(hub: StandInHub, one: Downloads) -> None:
    hub.bodies.append(Body(hub.content[:70_000]))
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges() == ["", "bytes=70000-"]


def test_a_download_of_an_older_paddock_goes_on(hub: StandInHub, one: Downloads) -> None:
    one.folder.mkdir()
    old = one.folder / f"{FILE}.part"
    old.write_bytes(hub.content[:70_000] + b"not synchronised")
    told = {"id": "llama", "name": "Llama", "repo_id": REPO, "filename": FILE, "etag": '"body-1"', "synced": 70_000}
    old.with_name(old.name + ".json").write_text(json.dumps(told | {"size": SIZE, "sha256": hub.sha256}))
    one.downloader = Downloader(HubClient(hub.env, one.folder.parent / "cache"), one.folder)
    (journal,) = one.downloader.unfinished()
    assert (journal.request.id, journal.done, journal.total) == ("llama", 70_000, SIZE)
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges() == ["bytes=70000-"]
    assert one.files() == [FILE]
    assert list(one.folder.glob("*.part*")) == []


def test_discard_leaves_no_file_and_no_folder(hub: StandInHub, one: Downloads) -> None:
    one.stopped_at(100_000)
    one.journal_file.with_name(one.journal_file.name + ".new").touch()  # as a kill leaves it
    one.downloader.discard(one.journal())
    assert list(one.folder.iterdir()) == []


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
def test_final_answers_of_the_hub(hub: StandInHub, one: Downloads, head: Status, code: str) -> None:
    hub.heads.append(head)
    assert refused(one).code == code
    assert len(hub.asked) == 1


@pytest.mark.parametrize(("status", "code"), [(403, "gated"), (404, "not-found"), (418, "hub-error")])
def test_final_answers_for_the_body(hub: StandInHub, downloads: Downloads, status: int, code: str) -> None:
    hub.bodies.append(Status(status))
    assert refused(downloads).code == code


def test_a_hub_that_never_resumes_and_always_breaks(hub: StandInHub, downloads: Downloads) -> None:
    hub.bodies.extend([Cut(10_000), *[Body(hub.content[:10_000])] * 60])
    assert refused(downloads).code == "hub-error"
    assert len(hub.ranges()) < 50


def test_offline_is_said_at_once_and_goes_on_until_it_is_stopped(tmp_path: Path) -> None:
    with StandInHub(b"x") as gone:
        downloads = Downloads(gone, tmp_path / "models")
    waiting = downloads.stopped_when(lambda progress: progress.waiting is not None).waiting
    assert waiting is not None
    assert (waiting.code, waiting.what) == ("offline", "The Hub cannot be reached.")


def test_a_body_that_never_comes_is_waited_for(hub: StandInHub, downloads: Downloads) -> None:
    hub.bodies.extend([Status(503)] * 100_000)
    waiting = downloads.stopped_when(lambda progress: progress.waiting is not None).waiting
    assert waiting is not None
    assert waiting.code == "hub-error"


@pytest.mark.parametrize("connections", [ONE, MANY])
def test_a_stall_is_broken_off_and_resumed(hub: StandInHub, tmp_path: Path, connections: int) -> None:
    hub.bodies.append(Hold(10_000))
    downloads = Downloads(hub, tmp_path / "models", connections, timeout=0.2)
    assert downloads.fetch().read_bytes() == hub.content
    if connections == ONE:
        assert hub.ranges() == ["", "bytes=10000-"]


@pytest.mark.parametrize("endpoint", ["huggingface.co", "ftp://huggingface.co", "http://"])
def test_an_endpoint_that_is_none(endpoint: str, tmp_path: Path) -> None:
    downloader = Downloader(HubClient({"HF_ENDPOINT": endpoint}, tmp_path), tmp_path / "models")
    with pytest.raises(UserError) as caught:
        downloader.fetch(downloader.journal(JOB), StopSignal(), lambda progress: None)
    assert caught.value.code == "bad-endpoint"


@pytest.mark.parametrize("to", ["http://example.invalid/x", "ftp://localhost/x", "file:///etc/passwd"])
def test_redirects_to_unencrypted_hosts_are_refused(hub: StandInHub, downloads: Downloads, to: str) -> None:
    hub.bodies.append(Redirect(to))
    assert refused(downloads).code == "hub-error"


def test_endless_redirects(hub: StandInHub, one: Downloads) -> None:
    hub.bodies.extend([Redirect(f"{hub.url}/a/b/resolve/main/again")] * 20)
    assert refused(one).code == "hub-error"
    assert len(hub.asked) < 10


def test_metadata_that_is_not_a_hash(hub: StandInHub, one: Downloads) -> None:
    hub.etag = "d41d8cd98f00b204e9800998ecf8427e"
    assert refused(one).code == "hub-error"


def test_no_room(hub: StandInHub, one: Downloads) -> None:
    hub.linked_size = 10**16
    error = refused(one)
    assert error.code == "no-space"
    assert "10000000 GB" in error.what
    assert hub.ranges() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(one: Downloads) -> None:
    one.folder.mkdir(mode=0o500)
    assert refused(one).code == "disk-error"


def test_models_folder_is_a_file(one: Downloads) -> None:
    one.folder.write_text("")
    assert refused(one).code == "disk-error"


CHILD = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[4:]
from standin import StandInHub
from transfer_kit import JOB, Downloads
from paddock.core.errors import UserError
from paddock.hub.control import Stopped, StopSignal
url, folder, limit = sys.argv[1:4]
class Hub:
    env = {"HF_ENDPOINT": url}
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
downloads = Downloads(Hub(), Path(folder), 8 if not int(limit) else 1)
try:
    downloads.fetch(lambda progress: print(progress.done, flush=True))
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
def test_killed_and_resumed(hub: StandInHub, tmp_path: Path) -> None:
    many = Downloads(hub, tmp_path / "models", MANY)
    hub.bodies.extend([Hold(10_000)] * 8)
    with child(hub, many.folder) as process:
        assert next(done for done in numbers(process) if done >= 80_000)
        process.send_signal(signal.SIGKILL)
    hub.released.set()
    assert not many.target.exists()
    assert [journal.request for journal in unfinished(many.folder)] == [JOB]
    assert 80_000 - 8 * CHUNK // 4 < many.journal().done <= 80_000  # of each connection less than one mark's worth
    assert many.fetch().read_bytes() == hub.content
    # HF_ENDPOINT was in the child's environment: nothing but the file was asked for, no telemetry, no registry
    assert {asked.path.split("/")[-1] for asked in hub.asked} == {"cdn", FILE}


@pytest.mark.skipif(os.name == "nt", reason="no limit for a file's size")
def test_a_drive_that_takes_no_larger_file(hub: StandInHub, one: Downloads) -> None:
    with child(hub, one.folder, limit=123_457) as process:
        output, _ = process.communicate(timeout=60)
    assert output.splitlines()[-1] == "file-too-large"
    assert part_path(one.target).stat().st_size == 123_457  # what fitted is kept, to the byte
    assert one.fetch().read_bytes() == hub.content
    assert hub.ranges()[-1] == "bytes=123457-"
