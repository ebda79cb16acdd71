"""Where the Hub's token is kept: in the keyring if there is one, never on the disk, one for each Hub."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.config.settings import SettingsFile
from paddock.config.token import TokenVault
from paddock.core.errors import UserError
from paddock.core.hub import TokenPlace, TokenState

HUB, MIRROR = "https://huggingface.co", "https://mirror.example"
TOKEN = "hf_OnlyInTheKeyring"


class Counting(MemoryBackend):
    """Says how often it was asked."""

    def __init__(self, failure: SecretsUnavailable | None = None) -> None:
        super().__init__(failure)
        self.asked: list[str] = []

    def get(self, user: str) -> str | None:
        self.asked.append(user)
        return super().get(user)


class Stuck(MemoryBackend):
    """Never answers, as where nobody sees the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.never = threading.Event()

    def get(self, user: str) -> str | None:
        self.never.wait(60)
        return None

    def set(self, user: str, secret: str) -> None:
        self.never.wait(60)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def vault(backend: MemoryBackend, path: Path, hub: str = HUB, patience: float = 30) -> TokenVault:
    """As a new process has it."""
    settings = SettingsFile(path)
    settings.load()
    return TokenVault(backend, settings, lambda: hub, patience=patience)


def test_it_is_there_again_in_the_next_process(path: Path) -> None:
    keyring = MemoryBackend()
    first = vault(keyring, path)
    assert (first.state(), first.get()) == (TokenState(), "")
    assert first.keep(TOKEN, "anna") == TokenState(TokenPlace.KEYRING, "anna")
    assert first.get() == TOKEN
    again = vault(keyring, path)
    assert again.state() == TokenState(TokenPlace.KEYRING, "anna")
    assert again.get() == TOKEN
    assert again.problem == ""
    assert TOKEN not in path.read_text()
    assert TOKEN not in repr(vars(again))


def test_a_keyring_that_holds_none_is_not_asked(path: Path) -> None:
    keyring = Counting()
    one = vault(keyring, path)
    one.get()
    one.state()
    assert keyring.asked == []
    one.keep(TOKEN, "anna")
    later = vault(keyring, path)
    later.state()
    assert keyring.asked == []
    assert [later.get() for _ in range(3)] == [TOKEN] * 3
    assert len(keyring.asked) == 1


def test_each_hub_has_its_own(path: Path) -> None:
    keyring = MemoryBackend()
    vault(keyring, path).keep(TOKEN, "anna")
    mirror = vault(keyring, path, MIRROR)
    assert (mirror.get(), mirror.state()) == ("", TokenState())
    mirror.keep("hf_mirror", "bertil")
    mirror.remove()
    assert vault(keyring, path).get() == TOKEN


@pytest.mark.parametrize("missing", [True, False])
def test_without_a_keyring_it_is_kept_until_the_end(path: Path, missing: bool) -> None:
    one = vault(MemoryBackend(SecretsUnavailable("it is locked", missing=missing)), path)
    assert one.keep(TOKEN, "anna") == TokenState(TokenPlace.MEMORY, "anna")
    assert one.get() == TOKEN
    assert "until Paddock ends" in one.problem
    assert "it is locked" in one.problem
    assert vault(MemoryBackend(), path).state() == TokenState()
    one.remove()
    assert (one.get(), one.state(), one.problem) == ("", TokenState(), "")


def test_a_keyring_that_never_answers_does_not_hold_the_program(path: Path) -> None:
    vault(MemoryBackend(), path).keep(TOKEN, "anna")
    stuck = Stuck()
    one = vault(stuck, path, patience=0.05)
    assert one.get() == ""
    assert "did not answer" in one.problem
    assert one.keep(TOKEN, "anna").place is TokenPlace.MEMORY
    stuck.never.set()


def test_a_keyring_that_locked_itself(path: Path) -> None:
    keyring = Counting()
    vault(keyring, path).keep(TOKEN, "anna")
    keyring.failure = SecretsUnavailable("it is locked")
    one = vault(keyring, path)
    assert [one.get(), one.get()] == ["", ""]
    assert len(keyring.asked) == 1  # one dialog, not one a request
    assert "it is locked" in one.problem
    with pytest.raises(UserError) as caught:
        one.remove()
    assert caught.value.code == "token-not-removed"
    assert one.get() == ""
    keyring.failure = None
    one.remove()
    assert keyring.secrets == {}
    assert vault(keyring, path).state() == TokenState()


def test_removing_what_is_not_there(path: Path) -> None:
    for keyring in (MemoryBackend(), MemoryBackend(SecretsUnavailable("there is none", missing=True))):
        one = vault(keyring, path)
        one.remove()
        assert (one.get(), one.state()) == ("", TokenState())


def test_a_token_that_somebody_took_out_of_the_keyring(path: Path) -> None:
    keyring = MemoryBackend()
    vault(keyring, path).keep(TOKEN, "anna")
    keyring.secrets.clear()
    assert vault(keyring, path).get() == ""


def test_settings_that_cannot_be_written_keep_nothing(path: Path) -> None:
    keyring = MemoryBackend()
    path.parent.joinpath("settings.json").mkdir()
    settings = SettingsFile(path)
    with pytest.raises(UserError) as caught:
        TokenVault(keyring, settings, lambda: HUB).keep(TOKEN, "anna")
    assert caught.value.code == "settings-not-saved"
    assert keyring.secrets == {}
