"""Signing in to the Hub: a token is checked before it is kept, used at once, and goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hub_kit import TOKEN, USER, repository, serving
from standin import Hub

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.core.errors import UserError
from paddock.core.hub import SearchQuery, TokenPlace, TokenState
from paddock.engine.fake import FakeEngine
from paddock.engine.process import scrubbed_environment

NAME = "owner/gated-GGUF"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serving(repository(NAME, gated="manual", let_in=frozenset({USER}))) as running:
        yield running


class Programs:
    """Builds programs over one folder."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.keyring = MemoryBackend()

    def start(self, hub: Hub, **env: str) -> Application:
        given = {"PADDOCK_HOME": str(self._folder), **hub.env, **env}
        program = self._stack.enter_context(build(given, engine=FakeEngine(), secrets=self.keyring))
        program.paths.ensure()
        return program


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    with ExitStack() as stack:
        yield Programs(tmp_path / "home", stack)


def test_a_token_opens_what_is_gated(hub: Hub, programs: Programs) -> None:
    program = programs.start(hub)
    assert program.token.state() == TokenState()
    assert program.hub.page(NAME).may_download is False
    assert hub.asked
    assert program.token.set(f"  {TOKEN}\n") == TokenState(TokenPlace.KEYRING, USER)
    assert program.hub.page(NAME).may_download is True
    program.token.remove()
    assert program.token.state() == TokenState()
    assert program.hub.page(NAME).may_download is False
    assert programs.keyring.secrets == {}


def test_a_wrong_one_is_not_kept_and_the_right_one_stays(hub: Hub, programs: Programs) -> None:
    program = programs.start(hub)
    program.token.set(TOKEN)
    for wrong in ("hf_wrong", "", "two words"):
        with pytest.raises(UserError) as caught:
            program.token.set(wrong)
        assert caught.value.code == "bad-token"
    assert program.token.state().user == USER
    assert program.hub.page(NAME).may_download is True


def test_the_next_process_uses_it(hub: Hub, programs: Programs) -> None:
    programs.start(hub).token.set(TOKEN)
    program = programs.start(hub)
    assert program.token.state() == TokenState(TokenPlace.KEYRING, USER)
    assert program.hub.page(NAME).may_download is True


def test_without_a_keyring_it_is_said(hub: Hub, programs: Programs) -> None:
    programs.keyring.failure = SecretsUnavailable("there is no keyring on this system", missing=True)
    program = programs.start(hub)
    assert program.token.set(TOKEN).place is TokenPlace.MEMORY
    assert "there is no keyring" in program.token.problem
    assert program.hub.page(NAME).may_download is True


def test_a_token_of_another_program_is_not_used(hub: Hub, programs: Programs) -> None:
    program = programs.start(hub, HF_TOKEN=TOKEN)
    assert program.token.not_used == "HF_TOKEN"
    program.hub.search(SearchQuery())
    assert not any("authorization" in asked.headers for asked in hub.asked)


def test_a_mirror_gets_none(hub: Hub, programs: Programs) -> None:
    with serving(repository("x/y")) as mirror:
        program = programs.start(hub)
        program.token.set(TOKEN)
        program.settings.update(hub_endpoint=mirror.url)
        assert program.hub.search(SearchQuery()).items[0].repo_id == "x/y"
        assert program.token.state() == TokenState()
        assert not any("authorization" in asked.headers for asked in mirror.asked)
        program.settings.update(hub_endpoint="")
        assert program.token.state().user == USER


def test_it_is_on_no_disk_and_in_no_childs_environment(hub: Hub, programs: Programs, tmp_path: Path) -> None:
    program = programs.start(hub, HF_TOKEN=TOKEN)
    program.token.set(TOKEN)
    program.hub.page(NAME)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "settings.json" for path in files)
    assert not any(TOKEN.encode() in path.read_bytes() for path in files)
    assert TOKEN not in json.dumps(scrubbed_environment({"HF_TOKEN": TOKEN, "PATH": "/bin"}))
