"""Searching the Hub: what is asked, how pages follow each other, and what becomes of answers that are none."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hub_kit import client, refused, repository, serving
from standin import Body, Cut, Drip, Fault, Hub, Mute, Redirect, Status

from paddock.core.hub import Gating, SearchQuery, Sort
from paddock.hub.client import HubClient
from paddock.hub.search import PAGE, next_cursor


def asked(hub: Hub) -> dict[str, list[str]]:
    """The parameters of the last request."""
    return parse_qs(urlsplit(hub.asked[-1].path).query)


def test_what_the_hub_says_of_a_repository(tmp_path: Path) -> None:
    one = repository(
        card_data={"license": "llama3.2", "language": ["en", "de"], "base_model": "meta/base"},
        tags=("base_model:quantized:meta/base", "imatrix"),
        gguf={"total": 3_000_000_000, "architecture": "llama", "context_length": 4096},
        gated="manual",
        modified="2026-03-04T05:06:07.000Z",
    )
    with serving(one) as hub:
        (item,) = client(hub, tmp_path).search(SearchQuery()).items
    assert (item.repo_id, item.author, item.name) == ("owner/model-GGUF", "owner", "model-GGUF")
    assert (item.likes, item.downloads, item.n_params) == (3, 4, 3_000_000_000)
    assert (item.licence, item.task, item.architecture) == ("llama3.2", "text-generation", "llama")
    assert item.gating is Gating.MANUAL
    assert item.languages == ("en", "de")
    assert item.base_models == ("meta/base",)
    assert item.updated.startswith("2026-03-04T05:06:07")
    assert "imatrix" in item.tags


def test_every_field_of_a_query_is_the_hubs_business(tmp_path: Path) -> None:
    query = SearchQuery("instruct", "owner", "llama-3.2", "text-generation", "llama3.2", 500_000_000, 8 * 10**9, False)
    with serving() as hub:
        client(hub, tmp_path).search(query)
        assert asked(hub) | {"expand": []} == {
            "filter": ["gguf", "license:llama3.2"],
            "author": ["owner"],
            "search": ["llama-3.2 instruct"],
            "pipeline_tag": ["text-generation"],
            "num_parameters": ["min:500M,max:8B"],
            "gated": ["false"],
            "sort": ["trendingScore"],
            "limit": [str(PAGE)],
            "expand": [],
        }


@pytest.mark.parametrize(
    ("sort", "first"), [(Sort.TRENDING, "c"), (Sort.DOWNLOADS, "b"), (Sort.LIKES, "a"), (Sort.NEWEST, "d")]
)
def test_the_order_is_the_hubs(sort: Sort, first: str, tmp_path: Path) -> None:
    some = [
        repository("x/a", likes=9), repository("x/b", downloads=9), repository("x/c", trending=9),
        repository("x/d", created="2026-09-09T00:00:00.000Z"),
    ]  # fmt: skip
    with serving(*some) as hub:
        assert client(hub, tmp_path).search(SearchQuery(sort=sort)).items[0].name == first


def test_pages_follow_each_other_to_the_end(tmp_path: Path) -> None:
    names = [f"x/model-{number:03d}" for number in range(2 * PAGE + 5)]
    with serving(*[repository(name) for name in names]) as hub:
        using, cursor, found, sizes = client(hub, tmp_path), "", [], []
        for _ in range(3):
            page = using.search(SearchQuery(), cursor)
            found += [item.repo_id for item in page.items]
            sizes.append(len(page.items))
            cursor = page.cursor
        assert len(hub.asked) == 3
    assert (cursor, sizes) == ("", [PAGE, PAGE, 5])
    assert sorted(found) == names


def test_a_hub_without_end_is_not_followed(tmp_path: Path) -> None:
    with serving() as hub:
        hub.endless = True
        using = client(hub, tmp_path)
        first = using.search(SearchQuery())
        assert len(hub.asked) == 1
        assert first.cursor
        assert using.search(SearchQuery(), first.cursor).cursor == ""  # the same place again
        assert using.search(SearchQuery(text="nothing")).cursor == ""  # nothing on the page


def test_only_the_cursor_is_taken_from_a_link() -> None:
    assert next_cursor('<https://evil.invalid/api/models?limit=3&cursor=abc%3D>; rel="next"') == "abc="
    assert next_cursor("<https://a/b?cursor=x>; rel=next") == "x"
    for link in ("", "nonsense", '<https://a/b?cursor=x>; rel="prev"', '<https://a/b>; rel="next"', "<::>; rel=next"):
        assert next_cursor(link) == ""


def item(**changes: Any) -> bytes:
    return json.dumps([{"id": "owner/name", "tags": ["gguf"], **changes}]).encode()


ODD = [1, -1, "x", None, [], {}, [None, 1, {}], {"total": "x"}, True, 1e300, "2026-13-45T99:00:00.000Z"]


@pytest.mark.parametrize("name", ["likes", "downloads", "gated", "gguf", "tags", "pipeline_tag", "author", "private"])
def test_values_of_any_type_do_no_harm(name: str, tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        for value in ODD:
            hub.api.append(Body(item(**{name: value})))
            (found,) = using.search(SearchQuery()).items
            assert found.repo_id == "owner/name"
            assert found.likes >= 0


@pytest.mark.parametrize("repo_id", ["nameless", "../x", "a/b/c", "a b/c", "", "ä/ö\n", 7, None])
def test_what_has_no_name_is_left_out(repo_id: object, tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(Body(json.dumps([{"id": repo_id}, {"id": "owner/name"}]).encode()))
        assert [found.repo_id for found in client(hub, tmp_path).search(SearchQuery()).items] == ["owner/name"]


BROKEN: list[Fault] = [
    Body(b""),
    Body(b"<html>Sign in to this network</html>"),
    Body(b"{"),
    Body(b"null"),
    Body(b'{"error": "x"}'),
    Body(b"[1, 2]"),
    Body(b'["x"]'),
    Body(b"[" * 100_000),
    Body(b'[{"id": "a/b", "lastModified": "never"}]'),
    Body(b'[{"id": "a/b", "safetensors": 1}]'),
    Body(b"\xff\xfe\x00"),
    Status(500),
    Status(502),
    Status(429, {"Retry-After": "3600"}),
    Status(418),
    Status(400),
    Status(204),
    Cut(0),
    Cut(5),
]


@pytest.mark.parametrize("fault", BROKEN, ids=repr)
def test_an_answer_that_is_none_is_said_and_not_asked_for_again(fault: Fault, tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(fault)
        error = refused(lambda: client(hub, tmp_path).search(SearchQuery()))
        assert error.code in ("hub-error", "offline")
        assert "Resume" not in str(error)
        assert len(hub.asked) == 1


def test_an_answer_without_end_is_given_up(tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(Body(b"[" + b" " * (33 * 1024 * 1024)))
        error = refused(lambda: client(hub, tmp_path).search(SearchQuery()))
    assert error.code == "hub-error"
    assert "no end" in error.what


def test_an_answer_is_unpacked_as_far_as_it_may_go(tmp_path: Path) -> None:
    packed = {"Content-Encoding": "gzip"}
    with serving() as hub:
        using = client(hub, tmp_path)
        hub.api.append(Body(gzip.compress(item()), packed))
        assert [found.repo_id for found in using.search(SearchQuery("a")).items] == ["owner/name"]
        assert hub.asked[-1].headers["accept-encoding"] == "gzip"
        bomb = gzip.compress(b"[" + bytes(300_000_000), 1)
        for body, headers, what in (
            (bomb, packed, "no end"),
            (b"no gzip", packed, "damaged"),
            (gzip.compress(item())[:-20], packed, "understood"),
            (item(), {"Content-Encoding": "br"}, "packed"),
        ):
            hub.api.append(Body(body, headers))
            assert what in refused(lambda: using.search(SearchQuery("b"))).what


def test_a_firewall_that_refuses_is_not_taken_for_a_licence(tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(Status(403))
        error = refused(lambda: client(hub, tmp_path).search(SearchQuery()))
        assert (error.code, "403" in error.what) == ("hub-error", True)


def never_answers(hub: Hub) -> None:
    hub.api.append(Mute())


def drips(hub: Hub) -> None:
    hub.api.append(Drip(0.02))


def goes_in_circles(hub: Hub) -> None:
    hub.api.extend([Redirect(f"{hub.url}/api/models?again")] * 30)


@pytest.mark.parametrize("behaviour", [never_answers, drips])
def test_the_deadline_holds_whatever_the_server_does(behaviour: Callable[[Hub], None], tmp_path: Path) -> None:
    with serving(*[repository(f"x/{number}") for number in range(PAGE)]) as hub:
        behaviour(hub)
        error = refused(lambda: client(hub, tmp_path, deadline=0.3).search(SearchQuery()))
        assert error.code == "offline"
        assert "did not answer in time" in error.what


def test_endless_redirects_end(tmp_path: Path) -> None:
    with serving() as hub:
        goes_in_circles(hub)
        assert refused(lambda: client(hub, tmp_path).search(SearchQuery())).code == "hub-error"
        assert len(hub.asked) < 10


def test_nobody_there(tmp_path: Path) -> None:
    nobody = HubClient({"HF_ENDPOINT": "http://127.0.0.1:9"}, tmp_path)
    assert refused(lambda: nobody.search(SearchQuery())).code == "offline"
    for endpoint in ("nonsense", "ftp://127.0.0.1", "http://"):
        wrong = HubClient({"HF_ENDPOINT": endpoint}, tmp_path)
        assert refused(lambda using=wrong: using.search(SearchQuery())).code == "bad-endpoint"


def test_without_permission_to_go_online(tmp_path: Path) -> None:
    with serving() as hub:
        using = HubClient({**hub.env, "HF_HUB_OFFLINE": "1"}, tmp_path)
        error = refused(lambda: using.search(SearchQuery()))
        assert (error.code, hub.asked) == ("offline", [])
        assert "HF_HUB_OFFLINE" in error.what
