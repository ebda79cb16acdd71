"""F8, F11 and F13: flipped bits, clocks that jump, and keyrings that do not answer.

One rule: chats that are there are opened as they are or not at all, and nothing overwrites them.
"""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

from fault_kit import Report
from store_kit import KEY

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.engine.fake import FakeEngine
from paddock.store.chats import ChatStore
from paddock.store.copies import WEEK, Reason
from paddock.store.database import Database
from paddock.store.salvage import salvage

CHATS, TURNS = 20, 8
PAGE = 4096
YEAR = 365.25 * 24 * 3600


def _fill(path: Path) -> set[str]:
    database = Database.open(path, KEY)
    store = ChatStore(database)
    texts = set()
    for number in range(CHATS):
        chat, head = store.create_chat(), None
        for turn in range(TURNS):
            texts.add(text := f"c{number}t{turn} " * 40)
            head = store.add_message(chat.id, head, Role.USER, text).id
    database.close()
    return texts


def flipped(folder: Path, count: int, seed: int) -> Report:
    """Bits are flipped in a database, or its end is cut off: found, the file kept, and salvage offered."""
    report = Report("F8, a damaged database", seed)
    draw = random.Random(seed)
    sound = folder / "sound.db"
    texts = _fill(sound)
    content = sound.read_bytes()
    for number in range(count):
        report.count += 1
        path = folder / f"{number}.db"
        broken = bytearray(content)
        if draw.random() < 0.3:
            del broken[draw.randrange(1, len(broken)) :]
            what = "cut off"
        else:
            for _ in range(draw.choice([1, 1, 2, 5, 30])):
                broken[draw.randrange(16, len(broken))] ^= 1 << draw.randrange(8)
            what = "flipped"
        path.write_bytes(broken)
        found = _found(path)
        report.check(found or bytes(broken) == content, f"{what}: not found")
        report.check(path.read_bytes() == broken, f"{what}: the file was changed")
        target = folder / f"{number}-salvaged.db"
        try:
            salvage(path, KEY, target)
        except UserError as error:
            report.check(error.code == "nothing-salvaged", f"{what}: {error.code}")
            report.seen[f"{what}, nothing could be read"] += 1
        else:
            _look_at_salvaged(report, what, target, texts)
        report.check(path.read_bytes() == broken, f"{what}: salvage changed the file")
        for left in folder.glob(f"{number}*"):
            left.unlink()
    return report


def _found(path: Path) -> bool:
    """Whether opening or checking says that it is damaged; nothing is written."""
    try:
        database = Database.open(path, KEY, read_only=True)
    except UserError:
        return True
    try:
        return database.check() != []
    except UserError:
        return True
    finally:
        database.close()


def _look_at_salvaged(report: Report, what: str, target: Path, texts: set[str]) -> None:
    database = Database.open(target, KEY)
    store = ChatStore(database)
    report.check(database.check() == [], f"{what}: what was salvaged is damaged")
    saved = {message.text for chat in store.list_chats() for message in store.path(chat.id)}
    report.check(saved <= texts, f"{what}: something was salvaged that nobody wrote")
    report.seen[f"{what}, {10 * (10 * len(saved) // len(texts))} % or more salvaged"] += 1
    database.close()


def clock_jumps(folder: Path, count: int, seed: int) -> Report:
    """The clock jumps by up to ten years, forwards and backwards, between and inside answers."""
    report = Report("F11, the clock jumps", seed)
    draw = random.Random(seed)
    for number in range(count):
        report.count += 1
        now = [1.8e9]
        database = Database.open(folder / f"{number}.db", KEY)
        store = ChatStore(database, lambda now=now: now[0])  # type: ignore[misc]
        order: list[int] = []
        for turn in range(20):
            now[0] = 1.8e9 + draw.uniform(-10, 10) * YEAR
            chat = store.create_chat()
            if order and draw.random() < 0.4:
                store.delete(chat.id)
                store.restore(chat.id)
            store.add_message(chat.id, None, Role.USER, f"text {turn}")
            order.append(chat.id)
        shown = [chat.id for chat in store.list_chats()]
        report.check(shown == order[::-1], "the order is not that of writing")
        now[0] = 1.8e9 - 10 * YEAR
        store.delete(order[0])
        store.purge_deleted()
        store.restore(order[0])
        report.check(len(store.list_chats()) == 20, "a chat went from the trash at once")
        made = [database.keep_copy(Reason.WEEKLY, KEY) for _ in range(2)]
        report.check(made[0].number < made[1].number, "copies are not in order")
        for years in (-10, 10):
            report.check(database.copies.due(made[1].made_at + years * YEAR), "no copy after a jump")
        report.check(not database.copies.due(made[1].made_at + WEEK / 2), "a copy too many")
        database.close()
        shutil.rmtree(folder / "backups")
    return report


class _Slow(MemoryBackend):
    """A keyring that shows a dialog which nobody answers until `answered` is set."""

    def __init__(self, secrets: dict[str, str]) -> None:
        super().__init__()
        self.secrets = secrets
        self.asked, self.answered = threading.Event(), threading.Event()

    def get(self, user: str) -> str | None:
        self.asked.set()
        self.answered.wait()
        return super().get(user)


KINDS = ("missing", "locked", "denied", "slow", "wrong key", "lost key")


def keyring_fails(folder: Path, count: int, seed: int) -> Report:
    """The keyring is missing, locked, denies, waits, has the wrong key or none: the chats stay, no file has the key."""
    report = Report("F13, the keyring fails", seed)
    offset = random.Random(seed).randrange(len(KINDS))
    for number in range(count):
        report.count += 1
        kind = KINDS[(number + offset) % len(KINDS)]
        report.seen[kind] += 1
        home, backend = folder / str(number), MemoryBackend()
        with _program(home, backend) as first:
            first.open_store().new_chat()
            recovery = first.recovery_key()
        before = (home / "data" / "chats.db").read_bytes()
        if kind == "slow":
            _slow(report, home, backend.secrets)
        else:
            _refused(report, home, _failing(kind, backend), kind)
        report.check((home / "data" / "chats.db").read_bytes() == before, f"{kind}: the chats were changed")
        report.check(not (home / "config" / "store.key").exists(), f"{kind}: the key is in a file")
        with _program(home, MemoryBackend()) as rescued:
            report.check(len(rescued.restore_key(recovery).chats()) == 1, f"{kind}: the recovery key does not help")
    return report


def _program(home: Path, backend: MemoryBackend) -> Application:
    return build({"PADDOCK_HOME": str(home)}, engine=FakeEngine(), secrets=backend)


def _failing(kind: str, backend: MemoryBackend) -> MemoryBackend:
    if kind == "wrong key":
        backend.secrets = dict.fromkeys(backend.secrets, "ab" * 32)
    elif kind == "lost key":
        backend.secrets = {}
    else:
        words = {"missing": "there is none", "locked": "it is locked", "denied": "it does not answer (ConnectionError)"}
        backend.failure = SecretsUnavailable(words[kind], missing=kind == "missing")
    return backend


def _refused(report: Report, home: Path, backend: MemoryBackend, kind: str) -> None:
    wanted = {"wrong key": "wrong-key", "locked": "keyring-locked", "denied": "keyring-locked"}.get(kind, "key-missing")
    with _program(home, backend) as program:
        try:
            program.open_store()
        except UserError as error:
            report.check(error.code == wanted, f"{kind}: {error.code}")
        else:
            report.check(False, f"{kind}: the chats were opened")


def _slow(report: Report, home: Path, secrets: dict[str, str]) -> None:
    """Whoever asks for the chats waits; what else the program does, does not; and then they open."""
    backend = _Slow(secrets)
    with _program(home, backend) as program:
        opened = threading.Event()
        opener = threading.Thread(target=lambda: (program.open_store(), opened.set()), daemon=True)
        opener.start()
        backend.asked.wait()
        program.settings.update(theme="dark")
        program.models.models()
        report.check(not opened.is_set(), "slow: it did not wait")
        backend.answered.set()
        opener.join(60)
        report.check(opened.is_set(), "slow: the chats did not open")
