"""What was once read of the Hub can be read again without it; and what is kept has its bounds."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hub_kit import TOKEN, USER, client, refused, repository, serving
from standin import Body, Mute, Status

from paddock.core.hub import SearchQuery
from paddock.hub.hub_cache import HubCache

NAME = "owner/model-GGUF"
QUERY = SearchQuery("model")


def test_results_come_back_when_the_hub_is_gone(tmp_path: Path) -> None:
    many = [repository(f"x/model-{number}") for number in range(30)]
    with serving(*many) as hub:
        using = client(hub, tmp_path)
        first = using.search(QUERY)
        second = using.search(QUERY, first.cursor)
        found = using.page("x/model-7")
    again = using.search(QUERY)
    assert (again.items, again.cursor) == (first.items, first.cursor)
    assert using.search(QUERY, again.cursor).items == second.items
    assert again.problem
    assert first.problem == ""
    assert 0 < again.fetched_at <= first.fetched_at + 1
    kept = using.page("x/model-7")
    assert kept.problem
    assert (kept.card, kept.variants, kept.commit) == (found.card, found.variants, found.commit)
    assert refused(lambda: using.search(SearchQuery("another"))).code == "offline"
    assert refused(lambda: using.page("x/model-8")).code == "offline"


def test_another_process_finds_them(tmp_path: Path) -> None:
    with serving() as hub:
        first = client(hub, tmp_path).search(QUERY)
        env = hub.env
    other = client(hub, tmp_path)
    assert other.endpoint == env["HF_ENDPOINT"]
    assert other.search(QUERY).items == first.items


@pytest.mark.parametrize("fault", [Body(b"<html>"), Body(b"[1]"), Status(503), Status(429), Mute()], ids=repr)
def test_a_bad_answer_does_not_take_the_place_of_a_good_one(fault: Body | Status | Mute, tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path, deadline=0.5)
        good = using.search(QUERY)
        for _ in range(2):
            hub.api.append(fault)
            again = using.search(QUERY)
            assert again.items == good.items
            assert again.problem
        assert using.search(QUERY).problem == ""


def test_a_final_answer_is_not_covered_up(tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        using.page(NAME)
        del hub.repositories[NAME]
        assert refused(lambda: using.page(NAME)).code == "not-found"


def test_who_may_have_it_is_not_remembered(tmp_path: Path) -> None:
    with serving(repository(gated="auto", let_in=frozenset({USER}))) as hub:
        using = client(hub, tmp_path, token=TOKEN)
        assert using.page(NAME).may_download is True
    assert using.page(NAME).may_download is None


def test_another_hub_has_its_own_answers(tmp_path: Path) -> None:
    with serving() as first:
        client(first, tmp_path).search(QUERY)
    with serving() as second:
        using = client(second, tmp_path)
    assert refused(lambda: using.search(QUERY)).code == "offline"


def test_the_files_tell_nothing_by_their_names_and_are_the_persons_own(tmp_path: Path) -> None:
    with serving() as hub:
        client(hub, tmp_path, token=TOKEN).search(SearchQuery("private-thoughts"))
    folder = tmp_path / "hub"
    (path,) = folder.iterdir()
    assert "private" not in path.name
    assert TOKEN.encode() not in path.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_damaged_files_were_never_there(tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        using.search(QUERY)
    (path,) = (tmp_path / "hub").iterdir()
    body = json.loads(path.read_bytes())
    damages = [b"", b"{", b"[]", b"7", json.dumps(body | {"body": "!"}).encode(), b"[" * 100_000]
    damages.append(json.dumps(body | {"body": "W10="[:-1]}).encode())
    for damage in damages:
        path.write_bytes(damage)
        assert refused(lambda: using.search(QUERY)).code == "offline"


def test_the_oldest_goes_first(tmp_path: Path) -> None:
    cache = HubCache(tmp_path / "hub", limit=20_000, clock=lambda: 100.0)
    for number in range(30):
        assert cache.put(f"key-{number}", bytes(1000), f"note-{number}") == 100.0
        for age, path in enumerate(sorted((tmp_path / "hub").iterdir(), key=lambda path: path.stat().st_mtime)):
            os.utime(path, (age, age))
    size = sum(path.stat().st_size for path in (tmp_path / "hub").iterdir())
    assert 10_000 < size <= 20_000
    assert cache.get("key-0") is None
    newest = cache.get("key-29")
    assert newest is not None
    assert (newest.body, newest.note, newest.fetched_at) == (bytes(1000), "note-29", 100.0)


@pytest.mark.allow_log("paddock.hub.hub_cache")
def test_a_disk_that_takes_nothing_only_means_that_nothing_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "hub").write_bytes(b"a file where the folder would be")
    with serving() as hub:
        assert client(hub, tmp_path).search(QUERY).items
    assert "not kept" in caplog.text
