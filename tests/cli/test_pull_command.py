"""`paddock models pull` against a hub on loopback: in this process, and as the process a person starts and stops."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from gguf_bytes import LLAMA, gguf
from standin import Body, Hold, StandInHub, Status

from paddock.application import Application
from paddock.cli.models.pull import Wanted, add_pull, bar, choose, companion, parse
from paddock.cli.terminal import Terminal
from paddock.core.downloads import DownloadItem, DownloadRequest, DownloadState, request_id
from paddock.core.errors import UserError
from paddock.core.hub import Part, RepoFile, RepoPage, RepoSummary, Variant
from paddock.hub.catalog import recommended
from paddock.hub.journal import part_path, target_path, unfinished

ONE = recommended()[0]
PULL = ("models", "pull", ONE.id)
Q4, Q8 = Variant("Q4_K_M", "Q4_K_M", (RepoFile("m-Q4.gguf"),)), Variant("Q8_0", "Q8_0", (RepoFile("sub/m-Q8.gguf"),))
EYES = Variant("mmproj-F16", "F16", (RepoFile("mmproj-F16.gguf"),), Part.MMPROJ)
PAGE = RepoPage(RepoSummary("o/r", "o", "r"), "a" * 40, "", (Q8, Q4), (EYES,))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInHub]:
    with StandInHub(gguf(LLAMA, data=300_000)) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


@pytest.fixture
def target(home: Path) -> Path:
    return target_path(home / "models", ONE.repo_id, ONE.filename)


class Discovered:
    """What `DiscoverService` would say of `PAGE`."""

    def page(self, repo_id: str) -> RepoPage:
        assert repo_id == "o/r"
        return PAGE

    def request(self, page: RepoPage, variant: Variant, companions: Sequence[Variant] = ()) -> DownloadRequest:
        files = tuple(file for one in (variant, *companions) for file in one.files)
        return DownloadRequest(request_id("o/r", files[0].filename), "M", "o/r", files)


def with_page(cli: Callable[..., Any], *argv: str, patience: float = 60.0) -> tuple[int, str, str]:
    """The command with a page that needs no network."""
    out, err = io.StringIO(), io.StringIO()
    app = typer.Typer()
    add_pull(app, cli().build, Terminal(io.StringIO(), out, err), lambda application: Discovered(), patience)
    status = app(args=list(argv), standalone_mode=False)
    return int(status or 0), out.getvalue(), err.getvalue()


def test_a_model_of_the_catalogue(cli: Callable[..., Any], hub: StandInHub, target: Path) -> None:
    done = cli()(*PULL)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == str(target)
    assert f"{ONE.name}: downloading" in done.out.splitlines()
    assert target.read_bytes() == hub.content
    asked = len(hub.ranges())
    again = cli()(*PULL)  # and nothing has to come
    assert again.out == f"{ONE.name} is on this computer already; it is checked once more.\n{target}\n"
    assert (again.status, len(hub.ranges())) == (0, asked)
    target.write_bytes(b"x" + target.read_bytes()[1:])
    assert cli()(*PULL).status == 0  # it is not what it was, and comes again
    assert target.read_bytes() == hub.content


def test_json(cli: Callable[..., Any], hub: StandInHub, target: Path) -> None:
    done = cli()(*PULL, "--json")
    found = json.loads(done.out)
    assert done.status == 0
    assert {"name", "source", "quantization"} <= found.keys()
    assert (found["path"], found["size"], found["sha256"]) == (str(target), len(hub.content), hub.sha256)
    assert (found["repo_id"], found["filename"]) == (ONE.repo_id, ONE.filename)
    assert (found["architecture"], found["problem"]) == ("llama", "")


def test_what_is_no_model_is_said(cli: Callable[..., Any], hub: StandInHub, target: Path) -> None:
    hub.content = b"no model" * 1000
    done = cli()(*PULL, "--json")
    assert done.status == 0  # its SHA-256 is right
    assert json.loads(done.out)["problem"]


def test_on_a_terminal_there_is_a_bar(cli: Callable[..., Any], hub: StandInHub, target: Path) -> None:
    done = cli()(*PULL, tty=True)
    assert done.out == f"{target}\n"
    assert "Connecting to 127.0.0.1.\n" in done.err
    assert "\r" in done.err
    assert done.err.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("fault", "said"),
    [(Status(404), "no longer on the Hub"), (Status(403), "licence"), (Body(bytes(500_000)), "SHA-256 differs")],
)
def test_failures_end_with_one_and_no_model(
    cli: Callable[..., Any], hub: StandInHub, target: Path, fault: Status | Body, said: str
) -> None:
    hub.bodies.append(fault)
    done = cli()(*PULL)
    assert done.status == 1
    assert said in done.err
    assert not target.exists()


def test_offline_is_given_up_after_a_while(
    cli: Callable[..., Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandInHub(b"") as gone:
        monkeypatch.setenv("HF_ENDPOINT", gone.url)
    with pytest.raises(UserError) as caught:
        with_page(cli, "o/r", patience=0.0)
    assert caught.value.code == "offline"
    assert str(caught.value).endswith("Run the same command again later; what has come is kept.")
    (journal,) = unfinished(home / "models")
    assert not journal.wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("o/r", "m-Q4.gguf"),
        ("o/r:q8_0", "m-Q8.gguf"),
        ("o/r/sub/m-Q8.gguf", "m-Q8.gguf"),
        ("hf:o/r:Q4_K_M", "m-Q4.gguf"),
    ],
)
def test_a_repository(cli: Callable[..., Any], hub: StandInHub, home: Path, text: str, name: str) -> None:
    status, out, _ = with_page(cli, text)
    assert status == 0
    assert Path(out.splitlines()[-1]).name in (name, f"sub_{name}")
    assert Path(out.splitlines()[-1]).read_bytes() == hub.content


def test_with_what_goes_along(cli: Callable[..., Any], hub: StandInHub, home: Path) -> None:
    status, out, _ = with_page(cli, "o/r", "--with", "mmproj-F16.gguf", "--json")
    assert status == 0
    assert [file["filename"] for file in json.loads(out)["files"]] == ["m-Q4.gguf", "mmproj-F16.gguf"]
    assert sorted(path.name for path in (home / "models" / "o" / "r").iterdir()) == ["m-Q4.gguf", "mmproj-F16.gguf"]


@pytest.mark.parametrize("text", ["llama", "o/", "/r", "o//m.gguf", "o/r/m.gguf:Q4", ""])
def test_what_names_no_model(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(text)
    assert caught.value.code == "bad-reference"


def test_what_is_not_there_is_said_with_what_is() -> None:
    for wanted in (Wanted("o/r", "Q5_K_M"), Wanted("o/r", "", "other.gguf")):
        with pytest.raises(UserError) as caught:
            choose(PAGE, wanted)
        assert "Q8_0, Q4_K_M, mmproj-F16" in str(caught.value)
    with pytest.raises(UserError):
        companion(PAGE, "Q4_K_M")
    assert companion(PAGE, "MMPROJ-f16") is EYES
    only = RepoPage(PAGE.summary, PAGE.commit, "", (Q8,))
    assert choose(only, Wanted("o/r")) is Q8
    with pytest.raises(UserError) as caught:
        choose(RepoPage(PAGE.summary, PAGE.commit, "", ()), Wanted("o/r"))
    assert caught.value.code == "no-gguf"


def test_the_bar_says_how_far_how_fast_and_how_long() -> None:
    item = DownloadItem("a", "A", DownloadState.RUNNING, 250_000_000, 1_000_000_000, 5e6, seconds_left=3725.0)
    assert bar(item, False) == "######..................  25%  250 MB of 1.0 GB  5.0 MB/s  1:02:05 left"
    assert bar(item, True).startswith("██████░")
    assert bar(DownloadItem("a", "A", DownloadState.WAITING, error="No network."), True) == "No network."


def started(env: dict[str, str], hub: StandInHub) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "paddock", *PULL]
    return subprocess.Popen(command, env=env | hub.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for one process")
def test_ctrl_c_keeps_what_is_there_and_the_next_call_goes_on(
    env: dict[str, str], hub: StandInHub, home: Path, target: Path, cli: Callable[..., Any]
) -> None:
    hub.bodies.append(Hold(200_000))
    with started(env, hub) as process:
        assert hub.held.wait(60)
        while not any(part_path(target).read_bytes()[:1000]):  # what was sent has not come yet
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == ""
    assert not target.exists()
    (journal,) = unfinished(home / "models")
    assert not journal.wanted
    assert 0 < journal.done <= 200_000
    hub.released.set()
    assert cli()(*PULL).status == 0
    assert hub.ranges()[-1] == f"bytes={journal.done}-"
    assert target.read_bytes() == hub.content


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_asleep_in_mid_download_it_goes_on_where_it_was(
    env: dict[str, str], hub: StandInHub, home: Path, target: Path
) -> None:
    hub.bodies.append(Hold(200_000))
    with started(env, hub) as process:
        assert hub.held.wait(60)
        while not any(part_path(target).read_bytes()[:1000]):  # what was sent has not come yet
            assert process.poll() is None
        process.send_signal(signal.SIGSTOP)
        hub.drop()
        hub.released.set()
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out.splitlines()[-1]) == (0, "", str(target))
    assert target.read_bytes() == hub.content
    (again,) = hub.ranges()[1:]
    assert 0 < int(again.removeprefix("bytes=").rstrip("-")) <= 200_000


def test_beside_a_window_that_downloads_the_same(
    env: dict[str, str], hub: StandInHub, home: Path, cli: Callable[..., Any]
) -> None:
    hub.bodies.append(Hold(100_000))
    window: Application = cli().build(os.environ)
    window.paths.ensure()
    window.downloads.start_entry(ONE.id)
    assert hub.held.wait(60)
    with started(env, hub) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "is being downloaded by another Paddock" in err
    hub.released.set()
    assert window.downloads.wait(ONE.id, lambda item: None).state is DownloadState.DONE
    window.close()
