"""F3: the power is cut.

One rule: the real store runs on a disk that `disk.c` watches; what it did is replayed up to some moment, and what a
disk may have then is written out and opened.

Of what was written since a file's last synchronisation, each write is kept, lost, or torn at a sector of 512 bytes, at
random; of the names that were given and taken in a folder since that was synchronised, each change is kept or lost,
one by one. What the keyring keeps is kept.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fault_kit import Report
from store_disk import shim
from store_kit import goes_on, start
from store_session import ACKNOWLEDGED, BACKUP, KEYRING, SESSION, STATES, misfit, whole_state
from store_state import FileKeyring, Home, State

SECTOR = 512
LOOKED_INTO = 0.3
"""The share of copies that are opened after each cut."""


class Done(NamedTuple):
    """An operation: create, make a folder, unlink, rename, synchronise, write, truncate."""

    what: str
    name: str
    offset: int
    data: bytes


@dataclass(eq=False)
class Node:
    """A file as the disk has it, and what was done to it since it was last synchronised; or a folder."""

    folder: bool = False
    content: bytearray = field(default_factory=bytearray)
    waiting: list[Done] = field(default_factory=list)

    def settle(self) -> None:
        """It was synchronised."""
        for done in self.waiting:
            _apply(self.content, done.what, done.offset, done.data)
        self.waiting = []

    def perhaps(self, draw: random.Random, survival: float) -> bytearray:
        """What the disk may have of it now."""
        content = bytearray(self.content)
        for done in self.waiting:
            if draw.random() < survival:
                _apply(content, done.what, done.offset, done.data)
            elif done.what == "w" and draw.random() < 0.5:
                _tear(content, done.offset, done.data, draw)
        return content


class Change(NamedTuple):
    """A name that was given (`node`) or taken (None); `old` is the one that it had before."""

    name: str
    node: Node | None
    old: str = ""


class Disk:
    """All files and folders, by name: as the program sees them, and as they have to be after a power cut."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self.keyring = bytearray()
        self._now: dict[str, Node] = {}
        self._kept: dict[str, Node] = {}
        self._changes: defaultdict[str, list[Change]] = defaultdict(list)

    def follow(self, done: Done) -> None:
        """Do one operation."""
        what, name = done.what, done.name
        if name in (ACKNOWLEDGED, KEYRING):
            self._reliable(done)
        elif what in "cm":
            self._now[name] = Node(what == "m")
            self._change(Change(name, self._now[name]))
        elif what == "u":
            self._now.pop(name, None)
            self._change(Change(name, None))
        elif what == "r":
            new = done.data.decode()
            self._now[new] = self._now.pop(name)
            self._change(Change(new, self._now[new], name))
        elif what == "s" and (name == "." or (name in self._now and self._now[name].folder)):
            for change in self._changes.pop(name, []):
                _rename(self._kept, change)
        elif name in self._now:  # else it has no name any more
            node = self._now[name]
            node.settle() if what == "s" else node.waiting.append(done)

    def _change(self, change: Change) -> None:
        self._changes[str(PurePosixPath(change.name).parent)].append(change)

    def _reliable(self, done: Done) -> None:
        if done.what == "w":
            if done.name == ACKNOWLEDGED:
                self.acknowledged += len(done.data)
            else:
                self.keyring += done.data

    def write(self, folder: Path, draw: random.Random) -> None:
        """Write what the disk may have after a power cut at this moment."""
        names, kept, survival = draw.choice([0.0, 0.5, 1.0]), dict(self._kept), draw.choice([0.0, 0.5, 0.9, 1.0])
        for changes in self._changes.values():
            for change in changes:
                if draw.random() < names:
                    _rename(kept, change)
        folder.mkdir()
        (folder / KEYRING).write_bytes(self.keyring)
        for name in sorted(kept, key=lambda name: name.count("/")):
            path = folder / name
            if not path.parent.is_dir():  # the folder it lies in has no name
                continue
            if kept[name].folder:
                path.mkdir()
            else:
                path.write_bytes(kept[name].perhaps(draw, survival))


def power_cut(folder: Path, count: int, seed: int) -> Report:
    """The power is cut at `count` moments of one session, each replayed by itself."""
    report = Report("F3, the power is cut", seed)
    watched = shim(folder)
    if watched is None:
        report.seen["skipped: no C compiler"] = 1
        return report
    root, outside, log = folder / "disk", folder / "outside", folder / "log"
    root.mkdir()
    outside.mkdir()
    more = {**watched, "DISK_ROOT": str(root), "DISK_LOG": str(log)}
    with start(SESSION, root, outside, seed, "noted", more=more) as process:
        process.communicate()
    states = [json.loads(line) for line in (outside / STATES).read_text().splitlines()]
    operations = list(_operations(log, root))
    report.seen[f"operations in the session: {len(operations)}; numbers: {len(states)}"] = 1
    draw, disk = random.Random(seed), Disk()
    cuts: defaultdict[int, int] = defaultdict(int)
    for _ in range(count):
        cuts[draw.randrange(len(operations) + 1)] += 1
    for number in range(len(operations) + 1):
        for _ in range(cuts[number]):
            report.count += 1
            _cut(report, folder / "cut", disk, draw, states)
        if number < len(operations):
            disk.follow(operations[number])
    report.check(disk.acknowledged == len(states) - 1, f"{disk.acknowledged} of {len(states)}: it ended too early")
    return report


def _operations(log: Path, root: Path) -> Iterator[Done]:
    """What was done, in order; names without the root."""
    content, at = log.read_bytes(), 0
    head = re.compile(rb"(\w) (\d+) (\d+) (\d+)\n")
    begin = len(str(root)) + 1
    while found := head.match(content, at):
        what, offset, length, path = found[1].decode(), int(found[2]), int(found[3]), int(found[4])
        at = found.end() + path
        name = content[found.end() : at].decode()[begin:] or "."
        data = content[at : at + length]
        at += length
        yield Done(what, name, offset, data[begin:] if what == "r" else data)


def _cut(report: Report, folder: Path, disk: Disk, draw: random.Random, states: list[tuple[str, State]]) -> None:
    """Write what the disk may have now, and see that the next start of the program finds it right."""
    shutil.rmtree(folder, ignore_errors=True)
    disk.write(folder, draw)
    keyring = FileKeyring(folder / KEYRING)
    main, other = Home(folder / "home", keyring), Home(folder / "other", keyring)
    before = states[disk.acknowledged]
    after = states[min(disk.acknowledged + 1, len(states) - 1)]
    seen = whole_state(main, other, folder / BACKUP, read_only=False, copies=lambda name: draw.random() < LOOKED_INTO)
    for what in misfit(seen, before[1], after[1]):
        report.check(False, f"after {before[0]!r}, before {after[0]!r}: {what}")
    goes_on(report, main)


def _rename(names: dict[str, Node], change: Change) -> None:
    if change.node is None:
        names.pop(change.name, None)
        return
    names[change.name] = change.node
    if change.old and names.get(change.old) is change.node:
        del names[change.old]


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
