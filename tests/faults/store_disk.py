"""F3, F9 and F10: the power is cut, the disk is full or fails, and another program holds the database.

One rule: the real store runs on a disk that `disk.c` watches or lets fail; nothing of the store is exchanged.

A power cut is replayed: of what was written since a file's last synchronisation, each write is kept, lost, or torn at a
sector of 512 bytes, at random; a file that was made or removed since its folder was synchronised may be there or not.
"""

from __future__ import annotations

import errno
import random
import re
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fault_kit import Report
from store_kit import KEY, environment, look_at, start

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database

SECTOR = 512
SESSION = """
import os, random, sys
from pathlib import Path
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
acknowledged = os.open(folder / "acknowledged", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
database = Database.open(folder / "chats.db", bytes.fromhex(os.environ["PADDOCK_TEST_KEY"]))
store, draw = ChatStore(database), random.Random(seed)
chat, head = store.create_chat(), None
for number in range(int(sys.argv[3])):
    head = store.add_message(chat.id, head, Role.USER, f"w{number} " * draw.choice([1, 10, 100, 20_000])).id
    os.write(acknowledged, b"x")
os._exit(0)  # as if the power went
"""
COMMITS = 300
HELD = 30.0  # s


@dataclass
class _File:
    """A file as the disk has it, and what was done to it since it was last synchronised."""

    exists: bool = False
    content: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[str, int, bytes]] = field(default_factory=list)

    def settle(self) -> None:
        for what, offset, data in self.waiting:
            _apply(self.content, what, offset, data)
        self.waiting = []


def power_cut(folder: Path, count: int, seed: int) -> Report:
    """The power is cut at `count` moments of one session, each replayed by itself."""
    report = Report("F3, the power is cut", seed)
    disk = _shim(folder)
    if disk is None:
        report.seen["skipped: no C compiler"] = 1
        return report
    root, draw = folder / "disk", random.Random(seed)
    root.mkdir()
    log = folder / "log"
    with start(SESSION, root, seed, COMMITS, more={**disk, "DISK_ROOT": str(root), "DISK_LOG": str(log)}) as process:
        process.communicate()
    lengths = [len(text) for text in _texts(seed)]
    operations = list(_operations(log))
    report.seen[f"operations in the session: {len(operations)}"] = 1
    cuts: defaultdict[int, int] = defaultdict(int)
    for _ in range(count):
        cuts[draw.randrange(len(operations) + 1)] += 1
    files: defaultdict[str, _File] = defaultdict(_File)
    names: dict[str, bool] = {}
    acknowledged = 0
    for number in range(len(operations) + 1):
        for _ in range(cuts[number]):
            report.count += 1
            _cut(report, folder / "cut", files, names, draw, lengths[:acknowledged])
        if number < len(operations):
            acknowledged += _follow(files, names, root, *operations[number])
    report.check(acknowledged == COMMITS, f"the session ended after {acknowledged}")
    return report


def _texts(seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{number} " * draw.choice([1, 10, 100, 20_000]) for number in range(COMMITS)]


def _operations(log: Path) -> Iterator[tuple[str, str, int, bytes]]:
    """What was done, in order: letter, path, offset, bytes."""
    content, at = log.read_bytes(), 0
    head = re.compile(rb"(\w) (\d+) (\d+) (\d+)\n")
    while found := head.match(content, at):
        what, offset, length, path = found[1].decode(), int(found[2]), int(found[3]), int(found[4])
        at = found.end() + path
        yield what, content[found.end() : at].decode(), offset, content[at : at + length]
        at += length


def _follow(
    files: defaultdict[str, _File], names: dict[str, bool], root: Path, what: str, path: str, offset: int, data: bytes
) -> int:
    """Do one operation; how many commits it acknowledges."""
    name = path.removeprefix(f"{root}/")
    if name == "acknowledged":
        return len(data) if what == "w" else 0
    if path == str(root):  # the folder was synchronised
        for changed, exists in names.items():
            files[changed].exists = exists
        names.clear()
    elif what in "cu":
        names[name] = what == "c"
    elif what == "s":
        files[name].settle()
    else:
        files[name].waiting.append((what, offset, data))
    return 0


def _cut(
    report: Report,
    folder: Path,
    files: dict[str, _File],
    names: dict[str, bool],
    draw: random.Random,
    wanted: list[int],
) -> None:
    """Write what the disk may have now, and open it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    survival = draw.choice([0.0, 0.5, 0.9, 1.0])
    for name, file in files.items():
        exists = names[name] if name in names and draw.random() < 0.5 else file.exists
        if not exists:
            continue
        content = bytearray(file.content)
        for what, offset, data in file.waiting:
            if draw.random() < survival:
                _apply(content, what, offset, data)
            elif what == "w" and draw.random() < 0.5:
                _tear(content, offset, data, draw)
        (folder / name).write_bytes(content)
    path = folder / "chats.db"
    if not Database.exists(path):
        report.check(not wanted, f"{len(wanted)} were acknowledged, and there is no file")
        report.seen["before the first commit"] += 1
        return
    try:
        database = Database.open(path, KEY)
    except UserError as error:
        report.check(not wanted, f"{len(wanted)} were acknowledged, and it does not open: {error.code}")
        report.seen["before the first commit"] += 1
        return
    store = ChatStore(database)
    found = [len(message.text) for chat in store.list_chats() for message in store.path(chat.id)]
    report.check(found[: len(wanted)] == wanted, f"{len(wanted)} were acknowledged, {len(found)} are there")
    report.check(database.check() == [], "it is damaged")
    database.close()


def _apply(content: bytearray, what: str, offset: int, data: bytes) -> None:
    if what == "t":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
    else:
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data


def _tear(content: bytearray, offset: int, data: bytes, draw: random.Random) -> None:
    """Some sectors of a write."""
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
        if draw.random() < 0.5:
            _apply(content, "w", offset + at, data[at:end])
        at = end


WORK = """
import os, sys
from pathlib import Path
from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus, Role
from paddock.core.passphrase import Cost
from paddock.config.settings import SettingsFile
from paddock.store.backup import Surroundings, write_backup
from paddock.store.chats import ChatStore
from paddock.store.copies import Reason
from paddock.store.database import Database
folder, key = Path(sys.argv[1]), bytes.fromhex(os.environ["PADDOCK_TEST_KEY"])
kept = {}
def until_it_works(work):
    for _ in range(200):
        try:
            return work()
        except UserError as error:
            print("error", error.code, flush=True)
    print("gave up", flush=True)
    sys.exit(3)
def opened():
    kept["database"] = Database.open(folder / "chats.db", key)
until_it_works(opened)
database = kept["database"]
store = ChatStore(database)
chat = until_it_works(store.create_chat)
head = None
for number in range(12):
    text = f"w{number} " * (1 if number % 3 else 3000)
    head = until_it_works(lambda: store.add_message(chat.id, head, Role.USER, text)).id
    print("text", number, flush=True)
until_it_works(lambda: store.set_draft(chat.id, "a draft"))
until_it_works(lambda: database.keep_copy(Reason.WEEKLY, key))
settings = SettingsFile(folder / "settings.json")
until_it_works(lambda: settings.update(theme="dark"))
until_it_works(lambda: settings.update(theme="light"))
until_it_works(
    lambda: write_backup(folder / "chats.db", key, folder / "b", "a pass phrase", Surroundings(""), Cost(64, 1, 1))
)
answer = until_it_works(lambda: store.add_message(chat.id, head, Role.ASSISTANT, "", MessageStatus.STREAMING))
until_it_works(lambda: store.append_text(answer.id, "streamed"))
until_it_works(lambda: store.finish_message(answer.id, MessageStatus.COMPLETE))
database.close()
print("done", flush=True)
"""
FULL = {"disk-full", "disk-error", "no-copy", "no-backup", "settings-not-saved", "read-only-folder", "cannot-open"}


def disk_full(folder: Path, count: int, seed: int) -> Report:
    """No room, from one of the places that write on, for a while: at each a clear error; then it works again."""
    return _fails(Report("F9, the disk is full", seed), folder, count, seed, errno.ENOSPC)


def io_error(folder: Path, count: int, seed: int) -> Report:
    """The same with a disk that fails."""
    return _fails(Report("F10, the disk fails", seed), folder, count, seed, errno.EIO)


def _fails(report: Report, folder: Path, count: int, seed: int, number: int) -> Report:
    disk = _shim(folder)
    if disk is None:
        report.seen["skipped: no C compiler"] = 1
        return report
    whole = folder / "whole"
    whole.mkdir()
    counted = folder / "count"
    with start(WORK, whole, more={**disk, "DISK_ROOT": str(whole), "DISK_COUNT": str(counted)}) as process:
        process.communicate()
    places = int(counted.read_text())
    report.seen[f"places that write: {places}"] = 1
    draw = random.Random(seed)
    for place in sorted(draw.sample(range(places), min(count, places))):
        report.count += 1
        root = folder / str(place)
        root.mkdir()
        failing = {
            "DISK_FAIL_AT": str(place),
            "DISK_FAIL_COUNT": str(draw.choice([1, 3, 20])),
            "DISK_ERRNO": str(number),
        }
        command = [sys.executable, "-c", WORK, str(root)]
        more = {**disk, "DISK_ROOT": str(root), **failing}
        done = subprocess.run(command, env=environment(more), capture_output=True, text=True, check=False, timeout=60)
        lines = done.stdout.splitlines()
        report.check(lines[-1:] == ["done"], f"place {place}: {lines[-1:]} {done.stderr[-300:]}")
        codes = {line.split()[1] for line in lines if line.startswith("error")}
        report.check(codes <= FULL, f"place {place}: {codes - FULL}")
        for code in codes or {"nothing failed for the person"}:
            report.seen[code] += 1
        _look_at_work(report, root, lines)
        shutil.rmtree(root)
    return report


def _look_at_work(report: Report, root: Path, lines: list[str]) -> None:
    numbers = [int(line.split()[1]) for line in lines if line.startswith("text")]
    wanted = [f"w{number} " * (1 if number % 3 else 3000) for number in numbers]
    path = root / "chats.db"
    database = Database.open(path, KEY)
    chats = ChatStore(database).list_chats()
    report.check([chat.draft for chat in chats if chat.draft] == ["a draft"], "the draft is lost")
    database.close()
    messages = look_at(report, path, wanted)
    report.check([message.text for message in messages[-1:]] == ["streamed"], "what streamed is lost")


def lock_held(folder: Path, count: int, seed: int) -> Report:
    """Another program holds the database for 30 s: reading goes on, writing says so, and works afterwards."""
    report = Report("F10, a lock is held for 30 s", seed)
    for number in range(count):
        report.count += 1
        path = folder / f"{number}.db"
        database = Database.open(path, KEY)
        store = ChatStore(database)
        chat = store.create_chat()
        other, held = Database.open(path, KEY), threading.Event()
        holder = threading.Thread(target=other.write, args=(_holding(held),), daemon=True)
        holder.start()
        held.wait()
        refused = 0
        while holder.is_alive():
            report.check(store.get_chat(chat.id) == chat, "it cannot be read")
            try:
                store.add_message(chat.id, None, Role.USER, "text")
                break
            except UserError as error:
                report.check(error.code == "busy-store", error.code)
                refused += 1
        report.check(refused >= 4, f"refused {refused} times")
        holder.join()
        store.add_message(chat.id, None, Role.USER, "text")
        report.check(database.check() == [], "it is damaged")
        other.close()
        database.close()
    return report


def _holding(held: threading.Event) -> Callable[[object], bool]:
    """A transaction that says when it has begun, and ends half a minute later."""

    def work(_: object) -> bool:
        held.set()
        return threading.Event().wait(HELD)

    return work


def _shim(folder: Path) -> dict[str, str] | None:
    """The variables that put `disk.c` before the C library; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library, source = folder / "disk.so", Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}
