"""The way to the Hub: whom the token is sent to, which address, proxy and certificates are used, and how many wait."""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from certificates import make_certificate
from hub_kit import TOKEN, USER, client, refused, repository, serving
from standin import CDN, Hold, Redirect

from paddock.core.hub import SearchQuery
from paddock.hub.client import HubClient
from paddock.hub.network import ENDPOINT, HubSettings, TransientError, address

NAME, FILE = "owner/model-GGUF", "model-Q4_K_M.gguf"
MINE = repository(gated="manual", let_in=frozenset({USER}))


def fetch(using: HubClient) -> bytes:
    """The model's file, whole."""
    with using.stream(using.file(NAME, FILE).url) as stream:
        return b"".join(stream.chunks())


def everything(using: HubClient) -> None:
    """All that a client does."""
    using.search(SearchQuery())
    using.page(NAME)
    using.whoami(TOKEN)
    fetch(using)


def test_the_token_goes_to_the_hub_and_not_to_where_it_sends_on(tmp_path: Path) -> None:
    with serving(MINE) as hub:
        everything(client(hub, tmp_path, token=TOKEN))
        elsewhere = [asked for asked in hub.asked if asked.path.startswith(CDN)]
        assert elsewhere
        assert all(asked.headers["host"].startswith("localhost") for asked in elsewhere)
        assert not any("authorization" in asked.headers for asked in elsewhere)
        assert all(asked.token == TOKEN for asked in hub.asked if asked not in elsewhere)
        assert not any("cookie" in asked.headers for asked in hub.asked)
        assert not any(TOKEN in asked.path for asked in hub.asked)


def test_without_a_token_nothing_is_sent(tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        using.search(SearchQuery())
        using.page(NAME)
        fetch(using)
        assert not any("authorization" in asked.headers for asked in hub.asked)


def test_questions_sent_on_to_another_host_go_without_it(tmp_path: Path) -> None:
    with serving(MINE) as hub:
        using = client(hub, tmp_path, token=TOKEN)
        hub.api.append(Redirect(f"{hub.other}/api/models?filter=gguf"))
        using.search(SearchQuery())
        hub.heads.append(Redirect(f"{hub.other}/{NAME}/resolve/main/{FILE}"))
        refused(lambda: using.file(NAME, FILE))
        elsewhere = [asked for asked in hub.asked if asked.headers["host"].startswith("localhost")]
        assert len(elsewhere) >= 1
        assert not any("authorization" in asked.headers for asked in elsewhere)


@pytest.mark.parametrize("target", ["http://example.invalid/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//[::1/x"])
def test_questions_are_not_sent_on_to_what_is_not_encrypted(target: str, tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(Redirect(target))
        assert refused(lambda: client(hub, tmp_path).search(SearchQuery())).code == "hub-error"
        assert len(hub.asked) == 1


def test_the_token_is_in_no_log_file_and_environment(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(MINE) as hub:
        using = client(hub, tmp_path, token=TOKEN)
        everything(using)
        refused(lambda: using.whoami("hf_AnotherToken"))
        using.close()
    assert caplog.records
    for record in caplog.records:
        assert TOKEN not in record.getMessage()
        assert TOKEN not in repr(record.__dict__)
    assert not any(TOKEN in value for value in os.environ.values())
    assert not any(TOKEN.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_token_that_is_none_is_said(tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        assert using.whoami(TOKEN) == USER
        asked = len(hub.asked)
        assert refused(lambda: using.whoami("hf_wrong")).code == "bad-token"
        assert len(hub.asked) == asked + 1
        for token in ("", "two words", "a\r\nX-Evil: 1", "ü", "x" * 501):
            assert refused(lambda token=token: using.whoami(token)).code == "bad-token"
        assert len(hub.asked) == asked + 1
        revoked = client(hub, tmp_path, token="hf_wrong")
        assert refused(lambda: revoked.search(SearchQuery())).code == "bad-token"


# Addresses, proxies and certificates


def test_the_settings_win_then_the_environment() -> None:
    env = {"HF_ENDPOINT": "https://mirror.example/", "SSL_CERT_FILE": "/a.pem", "HTTPS_PROXY": "http://p:1"}
    nothing, all_of_it = address({}, HubSettings()), address(env, HubSettings("http://mine:8", "/b.pem", "http://q:2"))
    from_env = address(env, HubSettings())
    assert (nothing.endpoint, nothing.endpoint_from, nothing.host) == (ENDPOINT, "as always", "huggingface.co")
    assert (from_env.endpoint, from_env.endpoint_from) == ("https://mirror.example", "HF_ENDPOINT")
    assert (from_env.ca_file, from_env.ca_from, from_env.ca_only) == ("/a.pem", "SSL_CERT_FILE", True)
    assert (from_env.proxy, from_env.proxy_from) == ("", "HTTPS_PROXY")
    assert (all_of_it.endpoint, all_of_it.endpoint_from) == ("http://mine:8", "your settings")
    assert (all_of_it.ca_file, all_of_it.ca_from, all_of_it.ca_only) == ("/b.pem", "your settings", False)
    assert (all_of_it.proxy, all_of_it.proxy_from) == ("http://q:2", "your settings")
    assert address({"REQUESTS_CA_BUNDLE": "/c.pem"}, HubSettings()).ca_from == "REQUESTS_CA_BUNDLE"
    assert address({}, HubSettings("https://x")).takes_token
    assert not address({}, HubSettings("http://mirror.example")).takes_token


def test_a_changed_address_holds_at_once(tmp_path: Path) -> None:
    settings = [HubSettings()]
    with serving() as first, serving(repository("x/other")) as second:
        using = HubClient(first.env, tmp_path, settings=lambda: settings[0])
        assert using.search(SearchQuery()).items[0].repo_id == NAME
        settings[0] = HubSettings(second.url)
        assert using.host == "127.0.0.1"
        assert using.search(SearchQuery()).items[0].repo_id == "x/other"
        settings[0] = HubSettings()
        assert using.search(SearchQuery()).items[0].repo_id == NAME


def test_a_proxy_is_asked_and_gets_no_token_in_the_clear(tmp_path: Path) -> None:
    with serving() as proxy:
        settings = HubSettings("http://hub.invalid", proxy=proxy.url)
        using = HubClient({}, tmp_path, settings=lambda: settings, token=lambda: TOKEN)
        assert using.search(SearchQuery()).items[0].repo_id == NAME
        assert proxy.asked[-1].path.startswith("http://hub.invalid/api/models?")
        assert "authorization" not in proxy.asked[-1].headers
        assert refused(lambda: using.whoami(TOKEN)).code == "insecure-hub"
        assert len(proxy.asked) == 1


def test_a_proxy_is_not_asked_for_this_computer(tmp_path: Path) -> None:
    with serving() as hub, serving(repository("x/proxy")) as proxy:
        using = HubClient(hub.env, tmp_path, settings=lambda: HubSettings(proxy=proxy.url))
        assert using.search(SearchQuery()).items[0].repo_id == NAME
        assert proxy.asked == []


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "nonsense", "ftp://x"])
def test_a_proxy_that_is_none_is_said(proxy: str, tmp_path: Path) -> None:
    using = HubClient({}, tmp_path, settings=lambda: HubSettings(proxy=proxy))
    assert refused(lambda: using.search(SearchQuery())).code == "bad-proxy"


def test_a_certificate_is_trusted_when_it_is_named(tmp_path: Path) -> None:
    pem, key = make_certificate(tmp_path)
    with serving(tls=(pem, key)) as hub:

        def using(settings: HubSettings, **env: str) -> HubClient:
            return HubClient({**hub.env, **env}, tmp_path / "cache", settings=lambda: settings, token=lambda: TOKEN)

        for untrusting in (using(HubSettings()), using(HubSettings(), SSL_CERT_FILE="")):
            error = refused(lambda using=untrusting: using.search(SearchQuery()))
            assert error.code == "certificate"
            assert "SSL_CERT_FILE" in error.todo
            assert refused(lambda using=untrusting: using.file(NAME, FILE)).code == "certificate"
        assert hub.asked == []
        trusting = [
            using(HubSettings(ca_file=pem)),
            using(HubSettings(), SSL_CERT_FILE=pem),
            using(HubSettings(), REQUESTS_CA_BUNDLE=pem),
        ]
        for each in trusting:
            assert each.search(SearchQuery()).problem == ""
            assert fetch(each) == hub.repositories[NAME].contents[FILE].read(0, 1000)
        assert {asked.token for asked in hub.asked if not asked.path.startswith(CDN)} == {TOKEN}
        assert not any(asked.token for asked in hub.asked if asked.path.startswith(CDN))


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_certificates_that_are_none_are_said(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    for settings, env in ((HubSettings(ca_file=str(path)), {}), (HubSettings(), {"SSL_CERT_FILE": str(path)})):
        using = HubClient(env, tmp_path, settings=lambda settings=settings: settings)
        error = refused(lambda using=using: using.search(SearchQuery()))
        assert error.code == "bad-certificates"
        assert str(path) in error.what


# Many at once


def test_connections_are_used_again(tmp_path: Path) -> None:
    with serving() as hub:
        using = client(hub, tmp_path)
        for _ in range(5):
            using.search(SearchQuery())
            fetch(using)
        assert hub.connections <= 4
        using.close()
        using.close()
        assert using.search(SearchQuery()).problem == ""


def test_eight_parts_at_once(tmp_path: Path) -> None:
    data = os.urandom(8_000_000)
    with serving(repository(files={FILE: data})) as hub:
        using = client(hub, tmp_path)
        file = using.file(NAME, FILE)
        together = threading.Barrier(8)

        def part(number: int) -> bytes:
            start = number * 1_000_000
            with using.stream(file.url, start, end=start + 1_000_000) as stream:
                assert stream.offset == start
                together.wait(30)  # all eight are open
                return b"".join(stream.chunks())

        with ThreadPoolExecutor(8) as pool:
            assert b"".join(pool.map(part, range(8))) == data


def test_many_questions_at_once_get_their_own_answers(tmp_path: Path) -> None:
    names = [f"x/model-{number}" for number in range(40)]
    with serving(*[repository(name) for name in names]) as hub:
        using = client(hub, tmp_path)
        with ThreadPoolExecutor(8) as pool:
            assert [page.summary.repo_id for page in pool.map(using.page, names)] == names


def test_a_hub_that_is_released_late_does_not_hold_the_next_question(tmp_path: Path) -> None:
    with serving() as hub:
        hub.bodies.append(Hold(10))
        using = client(hub, tmp_path)
        with using.stream(using.file(NAME, FILE).url) as stream:
            assert hub.held.wait(30)
            assert using.search(SearchQuery()).problem == ""
            stream.abort()
            with pytest.raises(TransientError):
                b"".join(stream.chunks())


def test_a_file_of_a_commit_is_asked_for(tmp_path: Path) -> None:
    with serving() as hub:
        commit = hub.repositories[NAME].commit
        assert client(hub, tmp_path).file(NAME, FILE, commit).url.endswith(f"/{NAME}/resolve/{commit}/{FILE}")
        assert hub.asked[-1].path.split("/resolve/")[1].startswith(commit)
        assert refused(lambda: client(hub, tmp_path).file(NAME, FILE, "nowhere")).code == "not-found"
