"""F9 and F10: the disk is full or fails, and another program holds the database.

One rule: the real store runs on a disk that `disk.c` lets fail; nothing of the store is exchanged.
"""

from __future__ import annotations

import errno
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from fault_kit import Report
from store_kit import KEY, environment, goes_on, start
from store_session import KEYRING, SESSION
from store_state import FileKeyring, Home

from paddock.core.errors import UserError
from paddock.core.messages import Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database

HELD = 30.0  # s
PATIENCE = 120.0
"""Seconds that a session may take, however often it has to try."""
CODES = {
    "busy-store", "cannot-open", "disk-error", "disk-full", "folder-not-writable", "key-not-saved", "no-backup",
    "no-copy", "not-restored", "read-only-folder", "settings-not-saved",
}  # fmt: skip
"""What a person may be told."""


def disk_full(folder: Path, count: int, seed: int) -> Report:
    """No room, from one of the places that write on, for a while: at each a clear error; then it works again."""
    return _fails(Report("F9, the disk is full", seed), folder, count, seed, errno.ENOSPC)


def io_error(folder: Path, count: int, seed: int) -> Report:
    """The same with a disk that fails."""
    return _fails(Report("F10, the disk fails", seed), folder, count, seed, errno.EIO)


def _fails(report: Report, folder: Path, count: int, seed: int, number: int) -> Report:
    disk = shim(folder)
    if disk is None:
        report.seen["skipped: no C compiler"] = 1
        return report
    counted = folder / "count"
    with start(SESSION, *_places(folder, "whole"), seed, "plain", more={
        **disk, "DISK_ROOT": str(folder / "whole"), "DISK_COUNT": str(counted)
    }) as process:  # fmt: skip
        process.communicate()
    places = int(counted.read_text())
    report.seen[f"places that write: {places}"] = 1
    draw = random.Random(seed)
    for place in sorted(draw.sample(range(places), min(count, places))):
        report.count += 1
        root, outside = _places(folder, str(place))
        more = {
            **disk, "DISK_ROOT": str(root), "DISK_FAIL_AT": str(place), "DISK_ERRNO": str(number),
            "DISK_FAIL_COUNT": str(draw.choice([1, 3, 20])),
        }  # fmt: skip
        command = [sys.executable, "-c", SESSION, str(root), str(outside), str(seed), "failing"]
        done = subprocess.run(
            command, env=environment(more), capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        _look_at_said(report, f"place {place}", done.stdout.splitlines(), done.stderr[-300:])
        goes_on(report, Home(root / "home", FileKeyring(root / KEYRING)))
        shutil.rmtree(root)
    return report


def _places(folder: Path, name: str) -> tuple[Path, Path]:
    """A disk that fails, and one that does not."""
    root, outside = folder / name, folder / f"{name}-outside"
    root.mkdir()
    outside.mkdir()
    return root, outside


def _look_at_said(report: Report, where: str, lines: list[str], problem: str) -> None:
    report.check(lines[-1:] == ["done"], f"{where}: {lines[-1:]} {problem}")
    for line in lines:
        report.check(not line.startswith("broken"), f"{where}: {line}")
    codes = {line.split()[1] for line in lines if line.startswith("error")}
    report.check(codes <= CODES, f"{where}: {codes - CODES}")
    for code in codes or {"nothing failed for the person"}:
        report.seen[code] += 1


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


def shim(folder: Path) -> dict[str, str] | None:
    """The variables that put `disk.c` before the C library; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library, source = folder / "disk.so", Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}
