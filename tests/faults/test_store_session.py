"""The session of F2, F3, F9 and F10 does everything that the store can write."""

from __future__ import annotations

import inspect
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, ModuleType

from store_session import World
from store_steps import STEPS

from paddock.config import lock, secrets, settings
from paddock.services import backup as backup_service
from paddock.store import backup, branches, chats, copies, database, files, organise, personas, salvage, transfer

WRITERS = (
    chats, branches, organise, personas, transfer, database, copies, backup, files, salvage, settings, lock, secrets,
    backup_service,
)  # fmt: skip
READERS = {
    "ChatStore.end_of_path", "ChatStore.get_chat", "ChatStore.get_state", "ChatStore.message", "ChatStore.path",
    "ChatStore.list_chats", "ChatStore.list_some", "ChatStore.path_above", "ChatStore.summaries",
    "Organiser.folders", "Organiser.tags", "Organiser.trashed",
    "PersonaStore.all", "PersonaStore.get", "PersonaStore.playing",
    "Transfer.folders", "Transfer.known", "Transfer.messages", "Transfer.record",
    "Database.read", "Database.check",
    "Copies.all", "Copies.due", "Copies.find", "Copy.name",
    "BackupService.check", "BackupService.copies", "BackupService.find_copy", "BackupService.look",
    "look_into", "check_backup",
    "Manifest.text", "Salvaged.whole",
    "KeyVault.backend_name", "KeyVault.check", "KeyVault.check_passphrase", "KeyVault.has_keyring",
    "KeyVault.has_lock", "KeyVault.needs_keyring", "StoreKey.derive", "hkdf",
    "PassphraseLock.exists", "PassphraseLock.keyring_name", "locked",
    "SettingsFile.current", "SettingsFile.load",
}  # fmt: skip
"""What only reads, or only reckons."""
ELSEWHERE = {
    "Database.in_memory": "a temporary chat touches no disk: tests/store/test_in_memory.py",
    "KeyVault.destroy": "erasing keeps nothing: tests/services/test_erase.py",
    "SettingsFile.keep_no_more": "the same",
    "SettingsFile.subscribe": "writes nothing",
}


def _functions(module: ModuleType) -> Iterator[tuple[str, CodeType]]:
    """Every public function and method of a module, with its code."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", "") != module.__name__:
            continue
        if not inspect.isclass(thing):
            members = {name: thing}
        else:
            members = {f"{name}.{key}": value for key, value in vars(thing).items() if not key.startswith("_")}
        for full, member in members.items():
            plain = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if inspect.isfunction(function := inspect.unwrap(plain)):
                yield full, function.__code__


def _called_in_a_session(root: Path, outside: Path) -> set[CodeType]:
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    world = World(root, outside, 1, lambda: None)
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        for name in STEPS:
            world.run(name)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        world.shut()
    return called


def test_it_calls_whatever_writes(tmp_path: Path) -> None:
    """A method that is new has to be in a step, or be named as one that only reads."""
    (tmp_path / "root").mkdir()
    codes = {name: code for module in WRITERS for name, code in _functions(module)}
    called = _called_in_a_session(tmp_path / "root", tmp_path)
    known = READERS | ELSEWHERE.keys()
    assert known <= codes.keys()
    assert {name for name, code in codes.items() if code not in called} - known == set()
    # What is said to be elsewhere is not here, too; and no writer is called a reader.
    assert not [name for name in ELSEWHERE if codes[name] in called]


def test_every_step_changes_what_the_disk_says(tmp_path: Path) -> None:
    """Or nothing would be lost with it."""
    (tmp_path / "root").mkdir()
    world = World(tmp_path / "root", tmp_path, 1, lambda: None)
    before, same = json.dumps(world.state()), []
    for name in STEPS:
        world.run(name)
        now = json.dumps(state := world.state())
        assert state["home"]["broken"] == state["other"]["broken"] == []
        same += [name] if now == before else []
        before = now
    world.shut()
    assert same == ["open", "shut", "unlocked", "elsewhere's key"]
