"""The app lock: while there is one, nothing but the passphrase and the recovery key opens the chats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paddock.config.lock import PassphraseLock
from paddock.config.paths import Paths
from paddock.config.secrets import KeyVault, MemoryBackend, SecretsUnavailable, recovery_text
from paddock.core.errors import Remedy, UserError
from paddock.core.passphrase import USUAL, Cost

CHEAP = Cost(64, 1, 1)
WORDS = "correct horse battery"
OTHER = "staple staple staple"
MISSING = SecretsUnavailable("there is none", missing=True)
LOCKED = SecretsUnavailable("it is locked")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path)})
    paths.ensure()
    return paths


def vault_of(paths: Paths, backend: MemoryBackend) -> KeyVault:
    """Another start of the program."""
    return KeyVault(paths, backend, CHEAP)


def code_of(vault: KeyVault, passphrase: str = "") -> str:
    with pytest.raises(UserError) as caught:
        vault.unlock(passphrase) if passphrase else vault.open(True)
    return caught.value.code


def everything(paths: Paths) -> bytes:
    return b"".join(file.read_bytes() for file in paths.config.rglob("*") if file.is_file())


@pytest.mark.parametrize("failure", [None, MISSING])
@pytest.mark.parametrize("with_keyring", [False, True])
def test_a_lock(paths: Paths, failure: SecretsUnavailable | None, with_keyring: bool) -> None:
    backend = MemoryBackend(failure)
    vault = vault_of(paths, backend)
    key = vault.open(False)
    if with_keyring and failure:
        with pytest.raises(UserError) as caught:
            vault.set_lock(key, WORDS, with_keyring=True)
        assert caught.value.code == "keyring-needed"
        assert vault.open(True) == key
        assert not vault.has_lock
        return
    locked = vault.set_lock(key, WORDS, with_keyring=with_keyring)
    assert (locked.key, locked.location) == (key.key, "passphrase")
    assert vault.open(True) == locked  # it stays open
    # Nothing that is stored gives the key away.
    assert key.key.hex() not in backend.secrets.values()
    assert key.key.hex().encode() not in everything(paths)
    assert len(backend.secrets) == (1 if with_keyring else 0)

    again = vault_of(paths, backend)
    assert again.has_lock
    assert again.needs_keyring is with_keyring
    assert code_of(again) == "locked"
    assert code_of(again, OTHER) == "wrong-passphrase"
    assert again.unlock(WORDS).key == again.open(True).key == key.key
    again.forget()
    assert code_of(again) == "locked"

    again.unlock(WORDS)
    kept = again.remove_lock(again.open(True))
    assert kept.location == ("file" if failure else "keyring")
    assert not again.has_lock
    assert vault_of(paths, backend).open(True).key == key.key
    assert len(backend.secrets) == (0 if failure else 1)


def test_the_error_offers_the_passphrase(paths: Paths) -> None:
    vault = vault_of(paths, MemoryBackend())
    vault.set_lock(vault.open(False), WORDS, with_keyring=False)
    vault.forget()
    for call in (lambda: vault.open(True), lambda: vault.unlock("wrong passphrase")):
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.remedy is Remedy.ENTER_PASSPHRASE


def test_another_passphrase(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    key = vault.open(False)
    vault.set_lock(key, WORDS, with_keyring=True)
    vault.set_lock(vault.open(True), OTHER, with_keyring=True)
    assert len(backend.secrets) == 1  # the first lock's half is gone
    vault.forget()
    assert code_of(vault, WORDS) == "wrong-passphrase"
    assert vault.unlock(OTHER).key == key.key


def test_a_short_one_is_refused_and_changes_nothing(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    key = vault.open(False)
    with pytest.raises(UserError) as caught:
        vault.set_lock(key, "1234567", with_keyring=False)
    assert caught.value.code == "passphrase-too-short"
    assert vault_of(paths, backend).open(True) == key


def test_with_the_keyring_the_passphrase_alone_opens_nothing(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    key = vault.open(False)
    vault.set_lock(key, WORDS, with_keyring=True)
    vault.forget()
    backend.failure = LOCKED
    assert code_of(vault, WORDS) == "keyring-locked"
    backend.failure = MISSING
    assert code_of(vault, WORDS) == "key-missing"
    backend.failure = None
    name = next(iter(backend.secrets))
    half = backend.secrets.pop(name)
    assert code_of(vault, WORDS) == "key-missing"
    backend.secrets[name] = "00" * 32
    assert code_of(vault, WORDS) == "wrong-passphrase"
    backend.secrets[name] = half
    assert vault.unlock(WORDS).key == key.key


def test_the_recovery_key_opens_and_leaves_the_lock(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    key = vault.open(False)
    vault.set_lock(key, WORDS, with_keyring=True)
    vault.forget()
    backend.failure = LOCKED
    assert vault.restore(recovery_text(key.key)).key == vault.open(True).key == key.key
    assert key.key.hex().encode() not in everything(paths)
    vault.forget()
    assert code_of(vault) == "locked"
    vault.restore(recovery_text(key.key))
    backend.failure = None
    vault.set_lock(vault.open(True), OTHER, with_keyring=False)  # who forgot the passphrase takes another
    assert vault_of(paths, backend).unlock(OTHER).key == key.key


def test_a_key_that_a_crash_left_outside_goes_at_the_next_unlocking(paths: Paths) -> None:
    vault = vault_of(paths, MemoryBackend(MISSING))
    key = vault.open(False)
    content, ids = paths.key_file.read_bytes(), paths.store_id_file.read_bytes()
    vault.set_lock(key, WORDS, with_keyring=False)
    paths.key_file.write_bytes(content)
    paths.store_id_file.write_bytes(ids)
    vault.forget()
    assert code_of(vault) == "locked"
    vault.unlock(WORDS)
    assert not paths.key_file.exists()


def test_a_keyring_that_does_not_forget_is_told(paths: Paths) -> None:
    class Stubborn(MemoryBackend):
        def delete(self, user: str) -> None:
            raise LOCKED

    vault = vault_of(paths, Stubborn())
    key = vault.open(False)
    with pytest.raises(UserError) as caught:
        vault.set_lock(key, WORDS, with_keyring=False)
    assert caught.value.code == "key-not-forgotten"
    assert vault.has_lock


def test_keys_of_other_chats_stay(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    old = vault.open(False)
    new = vault.restore(recovery_text(bytes(range(32))))
    vault.set_lock(new, WORDS, with_keyring=False)
    assert list(backend.secrets.values()) == [old.key.hex()]
    paths.key_file.with_name("store.key.old-1").write_text("00" * 32)
    vault.set_lock(vault.open(True), OTHER, with_keyring=False)
    assert paths.key_file.with_name("store.key.old-1").exists()


@pytest.mark.parametrize("field", ["memory", "iterations", "lanes", "salt", "nonce", "key", "keyring", "version"])
@pytest.mark.parametrize("value", [None, 0, "zz", -1, [1], 10**12])
def test_a_damaged_file_asks_for_the_recovery_key(paths: Paths, field: str, value: object) -> None:
    vault = vault_of(paths, MemoryBackend())
    vault.set_lock(vault.open(False), WORDS, with_keyring=False)
    vault.forget()
    stored = json.loads(paths.passphrase_file.read_bytes())
    stored[field] = value
    paths.passphrase_file.write_text(json.dumps(stored))
    assert code_of(vault) == "locked"
    # A version or a name that is possible is another associated text, so the passphrase does not open it either.
    assert code_of(vault, WORDS) in {"key-missing", "newer-lock", "wrong-passphrase"}


def test_every_field_is_authenticated(tmp_path: Path) -> None:
    lock = PassphraseLock(tmp_path / "lock", CHEAP)
    lock.close(bytes(32), WORDS)
    assert lock.open(WORDS) == bytes(32)
    stored = json.loads(lock.path.read_bytes())
    lock.path.write_text(json.dumps({**stored, "more": 1}))
    with pytest.raises(UserError) as caught:
        lock.open(WORDS)
    assert caught.value.code == "wrong-passphrase"


def test_destroying_forgets_every_key(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    vault.open(False)
    vault.set_lock(vault.restore(recovery_text(bytes(range(32)))), WORDS, with_keyring=True)
    assert vault.destroy() == []
    assert backend.secrets == {}
    assert list(paths.config.iterdir()) == []
    assert vault.open(False).key != bytes(range(32))


def test_what_cannot_be_destroyed_is_told(paths: Paths) -> None:
    backend = MemoryBackend()
    vault = vault_of(paths, backend)
    vault.open(False)
    backend.failure = LOCKED
    (problem,) = vault.destroy()
    assert "it is locked" in problem


def test_the_usual_cost_is_what_rfc_9106_asks_for() -> None:
    assert USUAL.sane
    assert USUAL.memory >= 64 << 10  # KiB, its second recommendation, with three iterations and four lanes
    assert (USUAL.iterations, USUAL.lanes) == (3, 4)
    assert not Cost(8 << 20, 3, 4).sane
    assert not Cost(64, 0, 1).sane
    assert not Cost(64, 1, 16).sane
