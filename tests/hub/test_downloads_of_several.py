"""Downloads of several files, which appear together, and the names that files from repositories get."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from standin import StandInHub
from transfer_kit import CHUNK, MANY, ONE, REPO, Downloads

from paddock.core.downloads import DownloadRequest
from paddock.core.hub import RepoFile
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import Progress
from paddock.hub.journal import local_name, target_path

SIZE = 300_000


@pytest.fixture
def one(hub: StandInHub, tmp_path: Path) -> Downloads:
    """One connection: which bytes are asked for, and when, is certain."""
    return Downloads(hub, tmp_path / "models", ONE)


@pytest.fixture(params=[ONE, MANY], ids=["one", "many"])
def downloads(request: pytest.FixtureRequest, hub: StandInHub, tmp_path: Path) -> Downloads:
    return Downloads(hub, tmp_path / "models", request.param)


SPLIT = DownloadRequest(
    "split",
    "Split",
    REPO,
    (RepoFile("m-00001-of-00002.gguf"), RepoFile("m-00002-of-00002.gguf"), RepoFile("mmproj-m.gguf")),
)


def test_several_files_appear_together(hub: StandInHub, downloads: Downloads) -> None:
    before: list[str] = []

    def look(progress: Progress) -> None:
        if progress.done < progress.total or progress.checking:
            before.extend(name for name in downloads.files() if name.endswith(".gguf"))

    journal = downloads.journal(SPLIT)
    path = downloads.downloader.fetch(journal, StopSignal(), look)
    assert before == []
    assert path.name == "m-00001-of-00002.gguf"
    assert journal.total == 3 * SIZE
    downloads.downloader.settle(journal)
    assert downloads.files() == ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf", "mmproj-m.gguf"]


def test_what_is_verified_of_several_is_not_fetched_again(hub: StandInHub, one: Downloads) -> None:
    stop = StopSignal()
    journal = one.journal(SPLIT)

    def in_the_second(progress: Progress) -> None:
        if progress.done > SIZE:
            stop.stop()

    with pytest.raises(Stopped):
        one.downloader.fetch(journal, stop, in_the_second)
    asked = len(hub.ranges())
    again = one.journal(SPLIT)
    assert again.files[0].verified
    assert again.done >= SIZE
    one.downloader.fetch(again, StopSignal(), lambda progress: None)
    assert len(hub.ranges()) - asked <= 2


def crashed(downloads: Downloads, named: int) -> None:
    """All is verified, and the program died when the last `named` of the three files had their names."""
    journal = downloads.journal(SPLIT)
    downloads.downloader.fetch(journal, StopSignal(), lambda progress: None)
    for index in range(3 - named):
        journal.target(index).rename(journal.part(index))


@pytest.mark.parametrize("named", [0, 1, 2, 3])
def test_a_crash_between_two_names(hub: StandInHub, one: Downloads, named: int) -> None:
    crashed(one, named)
    (journal,) = one.downloader.unfinished()
    assert one.downloader.recover(journal)
    one.downloader.settle(journal)
    assert one.files() == ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf", "mmproj-m.gguf"]


@pytest.mark.parametrize("named", [0, 1, 2, 3])
def test_a_power_cut_between_the_last_check_and_the_disk(hub: StandInHub, one: Downloads, named: int) -> None:
    crashed(one, named)
    one.journal(SPLIT).set_naming(int(psutil.boot_time()) - 3600)
    (journal,) = one.downloader.unfinished()
    assert not one.downloader.recover(journal)
    assert [name for name in one.files() if name.endswith(".gguf")] == []
    with journal.part(2).open("r+b") as part:  # it never reached the disk
        part.seek(CHUNK)
        part.write(bytes(10))
    asked = len(hub.ranges())
    one.downloader.fetch(one.journal(SPLIT), StopSignal(), lambda progress: None)
    assert hub.ranges()[asked:] == [f"bytes={CHUNK}-{2 * CHUNK - 1}"]
    assert one.journal(SPLIT).target(2).read_bytes() == hub.content


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Model-Q4.gguf", "Model-Q4.gguf"),
        ("a/b/Model-b-Q4.gguf", "Model-b-Q4.gguf"),
        ("BF16/model.gguf", "BF16_model.gguf"),
        ("../../etc/passwd", "etc_passwd.gguf"),
        ("..", "model.gguf"),
        (".hidden.GGUF", "hidden.gguf"),
        ("C:\\evil.gguf", "C_evil.gguf"),
        ("a b\u202egpj.gguf", "a_b_gpj.gguf"),
        ("con.gguf", "_con.gguf"),
        ("x" * 300 + ".gguf", "x" * 120 + ".gguf"),
    ],
)
def test_names_from_a_repository_become_ours(name: str, local: str) -> None:
    assert local_name(name) == local


@pytest.mark.parametrize(
    ("repo", "folder"), [("o/r", "o/r"), ("../..", "model/model"), ("con/a b", "_con/a_b"), ("gpt2", "gpt2")]
)
def test_folders_from_a_repository_become_ours(repo: str, folder: str, tmp_path: Path) -> None:
    assert target_path(tmp_path, repo, "m.gguf") == tmp_path / folder / "m.gguf"
