"""KV caches on the disk: blocks of tokens, so that what chats have in common is there once.

One rule: it is a cache. Whatever is not exactly what was asked for is deleted and computed again; a disk that is full
or gone only means that nothing is kept.

A block belongs behind the tokens before it. What names it is a chain: SHA-256 over the chain of what came before and
its own tokens, and the chain begins with the facts of the namespace (model, build, types, …). A file's name is made
of three HMACs: of the store, of the chain before the block and of the chain with it. So nobody without the key can
tell of what a file is, but it can be seen which ones follow on which.

Files are not synchronised: a power cut may tear one, which its tag then shows. They are renamed into place, so that
a process that dies in the middle leaves only a temporary file, which a later start removes.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import mmap
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from paddock.engine.child.kv_blocks import OVERHEAD, DamagedError, read_state, read_tokens, write_block

NAME = re.compile(r"([0-9a-f]{8})([0-9a-f]{32})([0-9a-f]{32})\.kv")
PARTIAL = ".part"
ABANDONED = 600.0
"""Seconds after which a temporary file belongs to nobody."""
UNUSED = 30 * 86_400.0
"""Seconds after which what nobody used is deleted: a chat in the trash is removed for good then, and this with it."""
RESERVE = 2**30
"""Bytes of the disk that a cache leaves free, for the chats need them more."""
CANDIDATES = 32
"""Blocks that are looked into for one that begins as is wanted."""


Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A block on the disk.

    Attributes:
        name: of its file.
        tokens: 4 bytes each.
        common: how many of its tokens, from the first on, are those that were asked for.
    """

    name: str
    tokens: bytes
    common: int


class KvStore:
    """The folder.

    Args:
        directory: nothing else should be in it; it is made where it is missing.
        key: 32 bytes. What was written with another one is deleted.
        limit: bytes that the files may take; 0 keeps none.
        reserve: bytes of the disk that are left free.

    Attributes:
        size: bytes that the files take.
        changes: counts blocks that came and went.
    """

    def __init__(self, directory: Path, key: bytes, limit: int, *, reserve: int = RESERVE) -> None:
        self._directory = directory
        self._names_key = hmac.digest(key, b"names", "sha256")
        self._content_key = hmac.digest(key, b"content", "sha256")
        self._mark = hmac.digest(self._names_key, b"store", "sha256")[:4].hex()
        self._limit = limit
        self._reserve = reserve
        self._complained = False
        self._files: dict[str, int] = {}  # name to size, least recently used first
        self._children: dict[str, dict[str, None]] = {}  # hidden chain to the blocks that follow on it
        self._ends: set[str] = set()  # hidden chains that a block ends
        self.size = self.changes = 0
        with self._trying("read"):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._scan()
        self._shrink(0)

    def namespace(self, **facts: str | int) -> KvNamespace:
        """The blocks that were made with these facts: the model's hash, the build, the context, the types …"""
        text = "\n".join(f"{name}={facts[name]!r}" for name in sorted(facts))
        return KvNamespace(self, hashlib.sha256(text.encode()).digest())

    def name(self, before: bytes, chain: bytes) -> str:
        """The file name of the block between two chains."""
        return f"{self._mark}{self.hide(before)}{self.hide(chain)}.kv"

    def hide(self, chain: bytes) -> str:
        """A chain as it appears in names."""
        return hmac.digest(self._names_key, chain, "sha256")[:16].hex()

    def has(self, name: str) -> bool:
        """Whether there is such a block."""
        return name in self._files

    def reaches(self, chain: bytes) -> bool:
        """Whether there is a block that ends with this chain."""
        return self.hide(chain) in self._ends

    def after(self, chain: bytes) -> list[str]:
        """The blocks that follow on a chain, least recently used first."""
        return list(self._children.get(self.hide(chain), ()))

    def tree_size(self, chain: bytes) -> int:
        """Bytes of all that follows on a chain."""
        total, heads = 0, [self.hide(chain)]
        while heads:
            for name in self._children.get(heads.pop(), ()):
                total += self._files[name]
                heads.append(_parts(name)[1])
        return total

    def tokens(self, name: str) -> bytes | None:
        """The tokens of a block; None if it is damaged or gone."""
        return self._read(name, read_tokens)

    def state(self, name: str) -> mmap.mmap | None:
        """The state of a block, to be closed; None if it is damaged or gone."""
        state = self._read(name, read_state)
        if state is not None:
            self._add(name, self._forget(name))  # used just now
            with self._trying("changed"), (self._directory / name).open("rb") as file:
                # By its descriptor: to change the times of a file by its name is denied to this process.
                os.utime(file.fileno() if os.utime in os.supports_fd else self._directory / name)
        return state

    def put(self, name: str, tokens: bytes, state: mmap.mmap) -> bool:
        """Keep a block; False if it cannot be."""
        if not self._shrink(len(tokens) + len(state) + OVERHEAD, behind=name):
            return False
        size = 0
        with self._trying("written"):
            size = self._write(name, tokens, state)
        if size:
            self._forget(name)
            self._add(name, size)
        return size > 0

    def remove(self, name: str) -> None:
        """Delete a block, and those that follow on it: without a beginning they are of no use."""
        doomed = [name]
        while doomed:
            name = doomed.pop()
            doomed += self._children.get(_parts(name)[1], ())
            self._forget(name)
            with self._trying("deleted"):
                (self._directory / name).unlink(missing_ok=True)

    def _write(self, name: str, tokens: bytes, state: mmap.mmap) -> int:
        """The size of the file; 0 if the disk is too full for it."""
        if shutil.disk_usage(self._directory).free < len(state) + self._reserve:
            return 0
        path = self._directory / f"{secrets.token_hex(8)}{PARTIAL}"
        try:
            write_block(path, self._content_key, name, tokens, state)
            size = path.stat().st_size
            path.replace(self._directory / name)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return size

    def _shrink(self, room: int, behind: str = "") -> bool:
        """Delete what was used least recently until there is `room`; False if there cannot be.

        Only blocks that nothing follows on: the others would leave the rest without a beginning.

        Args:
            behind: the name of the block that the room is for; what it follows on stays.
        """
        while self._files and self.size + room > self._limit:
            needed = _parts(behind)[0] if behind else ""
            last = (
                name for name in self._files if _parts(name)[1] != needed and not self._children.get(_parts(name)[1])
            )
            victim = next(last, None)
            if victim is None:
                return False
            self.remove(victim)
        return room <= self._limit

    def _scan(self) -> None:
        found, forgotten = [], []
        now = time.time()
        with os.scandir(self._directory) as entries:
            for entry in entries:
                match = NAME.fullmatch(entry.name)
                status = entry.stat(follow_symlinks=False)
                if match and match[1] == self._mark:
                    found.append((status.st_mtime_ns, entry.name, status.st_size))
                    if now - status.st_mtime > UNUSED:
                        forgotten.append(entry.name)
                elif match or (entry.name.endswith(PARTIAL) and now - status.st_mtime > ABANDONED):
                    Path(entry.path).unlink(missing_ok=True)
        for _, name, size in sorted(found):
            self._add(name, size)
        for name in forgotten:
            self.remove(name)

    def _add(self, name: str, size: int) -> None:
        before, end = _parts(name)
        self._files[name] = size
        self._children.setdefault(before, {})[name] = None
        self._ends.add(end)
        self.size += size
        self.changes += 1

    def _forget(self, name: str) -> int:
        if name not in self._files:
            return 0
        before, end = _parts(name)
        size = self._files.pop(name)
        self._ends.discard(end)
        del self._children[before][name]
        if not self._children[before]:
            del self._children[before]
        self.size -= size
        self.changes += 1
        return size

    def _read(self, name: str, read: Callable[[Path, bytes, str], Data]) -> Data | None:
        """What is damaged is deleted."""
        try:
            return read(self._directory / name, self._content_key, name)
        except (DamagedError, FileNotFoundError):
            self.remove(name)
        except OSError as error:
            self._complain("read", error)
        return None

    @contextlib.contextmanager
    def _trying(self, what: str) -> Iterator[None]:
        """A disk that does not do it is no reason to stop."""
        try:
            yield
        except OSError as error:
            self._complain(what, error)

    def _complain(self, what: str, error: OSError) -> None:
        """Once, to the log; the error names no file that says anything."""
        if not self._complained:
            self._complained = True
            print(f"The cache of processed chats cannot be {what}: {error.strerror}.", file=sys.stderr, flush=True)


class KvNamespace:
    """The blocks of one model, as it is loaded now.

    Attributes:
        root: the chain before the first token.
    """

    def __init__(self, store: KvStore, root: bytes) -> None:
        self._store = store
        self._counted = (-1, 0)  # at which change, and how much there was
        self.root = root

    @property
    def stored_bytes(self) -> int:
        """What they take on the disk."""
        if self._counted[0] != self._store.changes:
            self._counted = (self._store.changes, self._store.tree_size(self.root))
        return self._counted[1]

    def has(self, chain: bytes, tokens: bytes) -> bool:
        """Whether the block of `tokens` that follows on `chain` is there."""
        return self._store.has(self._name(chain, tokens))

    def find(self, chain: bytes, wanted: bytes) -> StoredBlock | None:
        """The block behind `chain` that has most of `wanted` (one block's tokens) at its beginning."""
        name = self._name(chain, wanted)
        if self._store.has(name):
            return StoredBlock(name, wanted, len(wanted) // 4)
        found = [
            StoredBlock(name, tokens, common_prefix(tokens, wanted))
            for name in self._store.after(chain)[-CANDIDATES:]
            if (tokens := self._store.tokens(name))
        ]
        return max(found, key=lambda block: block.common, default=None)

    def state(self, block: StoredBlock) -> mmap.mmap | None:
        """Its state, to be closed; None if it turned out to be damaged."""
        return self._store.state(block.name)

    def put(self, chain: bytes, tokens: bytes, state: mmap.mmap) -> StoredBlock | None:
        """Keep the block of `tokens` that follows on `chain`; None if it cannot be, or what comes before is gone."""
        if chain != self.root and not self._store.reaches(chain):
            return None
        name = self._name(chain, tokens)
        return StoredBlock(name, tokens, len(tokens) // 4) if self._store.put(name, tokens, state) else None

    def adopt(self, other: KvNamespace) -> bool:
        """Take over a block of another name of the same model and the same store; False once that has none.

        A block is of no use without those before it, so each is copied before what follows on it, and deleted after.
        """
        store, name, mine, its = self._store, "", self.root, other.root
        while following := store.after(its):
            name = following[-1]
            tokens = store.tokens(name)
            if tokens is None or not self.has(mine, tokens):
                if tokens is None or not self._copy(name, mine, tokens):
                    store.remove(name)  # nothing can be kept of it
                return True
            mine, its = follow(mine, tokens), follow(its, tokens)
        if name:
            store.remove(name)
        return bool(name)

    def clear(self) -> None:
        """Delete all of its blocks."""
        for name in self._store.after(self.root):
            self._store.remove(name)

    def remove(self, block: StoredBlock) -> None:
        """Delete a block: it does not fit, or a longer one has taken its place."""
        self._store.remove(block.name)

    def _copy(self, name: str, chain: bytes, tokens: bytes) -> bool:
        state = self._store.state(name)
        if state is None:
            return False
        with state:
            return self.put(chain, tokens, state) is not None

    def _name(self, chain: bytes, tokens: bytes) -> str:
        return self._store.name(chain, follow(chain, tokens))


def follow(chain: bytes, tokens: bytes) -> bytes:
    """The chain behind `tokens`."""
    return hashlib.sha256(chain + tokens).digest()


def common_prefix(one: bytes, other: bytes) -> int:
    """How many tokens of 4 bytes two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other)) // 4
    if one[: 4 * high] == other[: 4 * high]:
        return high
    while high - low > 1:  # they agree up to `low` and not up to `high`
        middle = (low + high) // 2
        if one[4 * low : 4 * middle] == other[4 * low : 4 * middle]:
            low = middle
        else:
            high = middle
    return low


def _parts(name: str) -> tuple[str, str]:
    """The hidden chains before and with a block."""
    return name[8:40], name[40:72]
