"""The key of the chats: made once, found again, never replaced."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from paddock.config.paths import Paths
from paddock.config.secrets import (
    KeyringBackend,
    KeyVault,
    MemoryBackend,
    SecretsUnavailable,
    StoreKey,
    hkdf,
    recovery_text,
)
from paddock.core.errors import Remedy, UserError

MISSING = SecretsUnavailable("there is none", missing=True)
LOCKED = SecretsUnavailable("it is locked")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path)})
    paths.ensure()
    return paths


class TestWithAKeyring:
    def test_the_key_is_made_once_and_found_again(self, paths: Paths) -> None:
        backend = MemoryBackend()
        first = KeyVault(paths, backend).open(database_exists=False)
        assert len(first.key) == 32
        assert first.location == "keyring"
        assert not paths.key_file.exists()
        assert KeyVault(paths, backend).open(database_exists=True) == first
        # After a crash between the key and the database there is a key and no database: it is used.
        assert KeyVault(paths, backend).open(database_exists=False) == first

    def test_two_installations_have_two_keys(self, tmp_path: Path) -> None:
        backend = MemoryBackend()
        keys = set()
        for name in ("a", "b"):
            paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path / name)})
            paths.ensure()
            keys.add(KeyVault(paths, backend).open(False).key)
        assert len(keys) == len(backend.secrets) == 2

    def test_the_key_does_not_show(self, paths: Paths) -> None:
        key = KeyVault(paths, MemoryBackend()).open(False)
        assert key.key.hex() not in repr(key)
        assert repr(key.key) not in repr(key)

    def test_a_lost_entry_is_not_replaced(self, paths: Paths) -> None:
        backend = MemoryBackend()
        vault = KeyVault(paths, backend)
        vault.open(False)
        backend.secrets.clear()
        with pytest.raises(UserError) as caught:
            vault.open(database_exists=True)
        assert (caught.value.code, caught.value.remedy) == ("key-missing", Remedy.ENTER_RECOVERY_KEY)
        assert backend.secrets == {}
        assert not paths.key_file.exists()

    def test_a_database_without_any_key_gets_none(self, paths: Paths) -> None:
        backend = MemoryBackend()
        with pytest.raises(UserError) as caught:
            KeyVault(paths, backend).open(database_exists=True)
        assert caught.value.code == "key-missing"
        assert backend.secrets == {}
        assert list(paths.config.iterdir()) == []

    @pytest.mark.parametrize(
        ("failure", "code", "remedy"),
        [(LOCKED, "keyring-locked", Remedy.RETRY), (MISSING, "key-missing", Remedy.ENTER_RECOVERY_KEY)],
    )
    def test_an_expected_keyring_that_does_not_answer(
        self, paths: Paths, failure: SecretsUnavailable, code: str, remedy: Remedy
    ) -> None:
        backend = MemoryBackend()
        vault = KeyVault(paths, backend)
        first = vault.open(False)
        backend.failure = failure
        with pytest.raises(UserError) as caught:
            vault.open(database_exists=True)
        assert (caught.value.code, caught.value.remedy) == (code, remedy)
        assert not paths.key_file.exists()  # never silently a file
        backend.failure = None
        assert vault.open(database_exists=True) == first

    def test_a_damaged_entry_asks_for_the_recovery_key(self, paths: Paths) -> None:
        backend = MemoryBackend()
        vault = KeyVault(paths, backend)
        vault.open(False)
        for wrong in ("not hex", "abcd"):
            backend.secrets = dict.fromkeys(backend.secrets, wrong)
            with pytest.raises(UserError) as caught:
                vault.open(database_exists=True)
            assert caught.value.code == "key-missing"


class TestWithoutAKeyring:
    @pytest.mark.parametrize("failure", [MISSING, LOCKED])
    def test_a_first_key_goes_into_a_private_file(self, paths: Paths, failure: SecretsUnavailable) -> None:
        vault = KeyVault(paths, MemoryBackend(failure))
        key = vault.open(database_exists=False)
        assert key.location == "file"
        assert str(paths.key_file) in key.detail
        assert "not in a keyring" in key.detail
        assert "beside the data" in key.detail
        if sys.platform != "win32":
            assert stat.S_IMODE(paths.key_file.stat().st_mode) == 0o600
        assert vault.open(database_exists=True) == key

    def test_the_file_stays_in_force_when_a_keyring_appears(self, paths: Paths) -> None:
        backend = MemoryBackend(MISSING)
        vault = KeyVault(paths, backend)
        key = vault.open(False)
        backend.failure = None
        assert vault.open(True) == key
        assert backend.secrets == {}

    @pytest.mark.parametrize("content", [b"", b"zz", b"\xff", b"00" * 31])
    def test_a_damaged_file_is_left_as_it_is(self, paths: Paths, content: bytes) -> None:
        paths.key_file.write_bytes(content)
        with pytest.raises(UserError) as caught:
            KeyVault(paths, MemoryBackend()).open(database_exists=True)
        assert (caught.value.code, caught.value.remedy) == ("key-missing", Remedy.ENTER_RECOVERY_KEY)
        assert paths.key_file.read_bytes() == content

    def test_a_folder_that_cannot_be_written_to(self, tmp_path: Path) -> None:
        paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path / "missing")})
        with pytest.raises(UserError) as caught:
            KeyVault(paths, MemoryBackend()).open(database_exists=False)
        assert caught.value.code == "key-not-saved"


class TestRestore:
    def test_the_key_comes_back_into_the_keyring(self, paths: Paths) -> None:
        backend = MemoryBackend()
        vault = KeyVault(paths, backend)
        key = vault.open(False)
        backend.secrets.clear()
        assert vault.restore(recovery_text(key.key)) == key
        assert vault.open(True) == key

    def test_without_a_keyring_it_comes_back_into_the_file(self, paths: Paths) -> None:
        vault = KeyVault(paths, MemoryBackend(MISSING))
        key = bytes(range(32))
        assert vault.restore(recovery_text(key)).location == "file"
        assert vault.open(True).key == key

    @pytest.mark.parametrize("failure", [None, MISSING])
    def test_another_key_in_the_file_is_kept_aside(self, paths: Paths, failure: SecretsUnavailable | None) -> None:
        old, new = bytes(32), bytes(range(32))
        paths.key_file.write_text(old.hex())
        vault = KeyVault(paths, MemoryBackend(failure))
        vault.restore(recovery_text(new))
        assert vault.open(True).key == new
        assert paths.key_file.with_name("store.key.old-1").read_text() == old.hex()

    def test_another_key_in_the_keyring_is_kept_under_its_name(self, paths: Paths) -> None:
        backend = MemoryBackend()
        vault = KeyVault(paths, backend)
        old = vault.open(False)
        name = paths.store_id_file.read_text()
        new = bytes(range(32))
        vault.restore(recovery_text(new))
        assert vault.open(True).key == new
        assert sorted(backend.secrets.values()) == sorted([old.key.hex(), new.hex()])
        assert paths.store_id_file.with_name("store-id.old-1").read_text() == name

    def test_checking_keeps_nothing(self, paths: Paths) -> None:
        backend = MemoryBackend()
        tried: list[bytes] = []
        KeyVault(paths, backend).check(recovery_text(bytes(32)), tried.append)
        assert tried == [bytes(32)]
        assert backend.secrets == {}
        with pytest.raises(UserError) as caught:
            KeyVault(paths, backend).check("nonsense", tried.append)
        assert caught.value.code == "bad-recovery-key"


class DictKeyring(keyring.backend.KeyringBackend):
    """A keyring library backend in memory; `raising` is raised by every call, `drops` loses what is set."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, raising: Exception | None = None, drops: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.raising = raising
        self.drops = drops

    def get_password(self, service: str, username: str) -> str | None:
        if self.raising:
            raise self.raising
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.raising:
            raise self.raising
        if not self.drops:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if not self.drops:
            del self.kept[service, username]


class PlainFileKeyring(DictKeyring):
    priority = 0.5  # type: ignore[assignment]


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """The library's choice of a backend is put back after the test."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("own_keyring")
class TestTheKeyringLibrary:
    def test_it_keeps_a_secret(self) -> None:
        backend = DictKeyring()
        keyring.set_keyring(backend)
        KeyringBackend().set("chats-1", "s")
        assert KeyringBackend().get("chats-1") == "s"
        assert KeyringBackend().get("chats-2") is None
        assert backend.kept == {("Paddock", "chats-1"): "s"}
        assert KeyringBackend().name == backend.name
        KeyringBackend().delete("chats-2")  # there is none
        KeyringBackend().delete("chats-1")
        assert backend.kept == {}

    @pytest.mark.parametrize(
        "backend", [keyring.backends.fail.Keyring(), keyring.backends.null.Keyring(), PlainFileKeyring()]
    )
    def test_what_is_no_keyring_counts_as_missing(self, backend: keyring.backend.KeyringBackend) -> None:
        keyring.set_keyring(backend)
        for call in (lambda: KeyringBackend().get("u"), lambda: KeyringBackend().set("u", "s")):
            with pytest.raises(SecretsUnavailable) as caught:
                call()
            assert caught.value.missing
        assert KeyringBackend().name == "none"

    @pytest.mark.parametrize(
        ("raising", "why"),
        [
            (keyring.errors.KeyringLocked(), "it is locked"),
            (keyring.errors.PasswordSetError(), "it refused to keep the key"),
            (ConnectionError("secret"), "it does not answer (ConnectionError)"),
        ],
    )
    def test_whatever_it_raises_is_one_error(self, raising: Exception, why: str) -> None:
        keyring.set_keyring(DictKeyring(raising))
        with pytest.raises(SecretsUnavailable) as caught:
            KeyringBackend().set("u", "s")
        assert caught.value.why == why
        assert not caught.value.missing

    def test_one_that_forgets_is_found_out(self) -> None:
        keyring.set_keyring(DictKeyring(drops=True))
        with pytest.raises(SecretsUnavailable):
            KeyringBackend().set("u", "s")

    def test_one_that_does_not_forget_is_found_out(self) -> None:
        backend = DictKeyring(drops=True)
        backend.kept["Paddock", "u"] = "s"
        keyring.set_keyring(backend)
        with pytest.raises(SecretsUnavailable):
            KeyringBackend().delete("u")


def test_derived_keys_are_those_of_the_rfc() -> None:
    """RFC 5869, test case 3: no salt, no info; the first 32 bytes of its 42."""
    wanted = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert hkdf(bytes([0x0B] * 22), b"").hex() == wanted


def test_a_derived_key_belongs_to_its_purpose_and_to_its_key() -> None:
    keys = [StoreKey(bytes([number]) * 32, "file", "") for number in (1, 2)]
    derived = {key.derive(purpose) for key in keys for purpose in ("one", "two")}
    assert len(derived) == 4
    assert all(len(key) == 32 for key in derived)
    assert derived.isdisjoint({key.key for key in keys})
    assert keys[0].derive("one") == keys[0].derive("one")
