"""The files of the cache: nothing that is not exactly what was written is used, and nothing can be read in them."""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.engine.child.kv_store import UNUSED, KvNamespace, KvStore, StoredBlock, common_prefix, follow

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
LIMIT = 10**9


def tokens(count: int, first: int = 0) -> bytes:
    return b"".join((first + at).to_bytes(4, "little") for at in range(count))


def state(data: bytes) -> mmap.mmap:
    made = mmap.mmap(-1, len(data))
    made[:] = data
    return made


def stored(namespace: KvNamespace, block: StoredBlock | None) -> bytes | None:
    assert block is not None
    made = namespace.state(block)
    if made is None:
        return None
    with made:
        return made[:]


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kv"


@pytest.fixture
def namespace(folder: Path) -> KvNamespace:
    return KvStore(folder, KEY, LIMIT, reserve=0).namespace(model="m", n_ctx=512)


def fill(namespace: KvNamespace, count: int, size: int = 1000, first: int = 0) -> list[StoredBlock]:
    """A chain of blocks of four tokens."""
    chain, blocks = namespace.root, []
    for at in range(count):
        part = tokens(4, first + 4 * at)
        if block := namespace.put(chain, part, state(os.urandom(size))):
            blocks.append(block)
        chain = follow(chain, part)
    return blocks


def test_what_was_put_comes_back_after_a_restart(folder: Path, namespace: KvNamespace) -> None:
    data = os.urandom(3 * 2**20 + 17)
    assert namespace.put(namespace.root, tokens(256), state(data))
    again = KvStore(folder, KEY, LIMIT).namespace(n_ctx=512, model="m")
    found = again.find(again.root, tokens(256))
    assert found is not None
    assert found.common == 256
    assert stored(again, found) == data
    assert again.stored_bytes == sum(path.stat().st_size for path in files(folder)) == len(data) + 1024 + 64


def test_a_block_that_only_begins_as_wanted_is_found(namespace: KvNamespace) -> None:
    namespace.put(namespace.root, tokens(20), state(b"short"))
    namespace.put(namespace.root, tokens(100), state(b"long"))
    namespace.put(namespace.root, tokens(100, 7), state(b"other"))
    found = namespace.find(namespace.root, tokens(60) + tokens(40, 1000))
    assert found is not None
    assert (found.common, found.tokens) == (60, tokens(100))
    assert stored(namespace, found) == b"long"


def test_blocks_follow_on_what_came_before(namespace: KvNamespace) -> None:
    namespace.put(namespace.root, tokens(4), state(b"a"))
    assert namespace.find(follow(namespace.root, tokens(4)), tokens(4)) is None
    assert not namespace.has(follow(namespace.root, tokens(4)), tokens(4))
    assert namespace.has(namespace.root, tokens(4))


@pytest.mark.parametrize("facts", [{"model": "m", "n_ctx": 1024}, {"model": "n", "n_ctx": 512}, {"model": "m"}, {}])
def test_another_namespace_sees_nothing(folder: Path, namespace: KvNamespace, facts: dict[str, str | int]) -> None:
    fill(namespace, 2)
    other = KvStore(folder, KEY, LIMIT).namespace(**facts)
    assert other.find(other.root, tokens(4)) is None
    assert other.stored_bytes == 0
    assert len(files(folder)) == 2


def test_a_file_under_the_name_of_another_is_deleted(folder: Path, namespace: KvNamespace) -> None:
    (mine,) = fill(namespace, 1)
    other = KvStore(folder, KEY, LIMIT, reserve=0).namespace(model="other")
    (its,) = fill(other, 1)
    (folder / its.name).replace(folder / mine.name)
    assert stored(namespace, mine) is None
    assert files(folder) == []


def test_what_another_key_wrote_is_deleted(folder: Path, namespace: KvNamespace) -> None:
    fill(namespace, 3)
    (folder / "somebody's.txt").write_text("not ours")
    store = KvStore(folder, OTHER_KEY, LIMIT)
    assert store.size == 0
    assert [path.name for path in files(folder)] == ["somebody's.txt"]


def test_another_key_reads_nothing_even_under_its_own_name(folder: Path, namespace: KvNamespace) -> None:
    (mine,) = fill(namespace, 1)
    other = KvStore(folder.with_name("other"), OTHER_KEY, LIMIT, reserve=0)
    (its,) = fill(other.namespace(model="m", n_ctx=512), 1)
    (folder / mine.name).replace(folder.with_name("other") / its.name)
    again = KvStore(folder.with_name("other"), OTHER_KEY, LIMIT).namespace(model="m", n_ctx=512)
    assert stored(again, its) is None
    assert again.find(again.root, tokens(4)) is None


def test_no_flipped_bit_is_read(folder: Path, namespace: KvNamespace) -> None:
    """Each byte of a file: magic, count, nonces, tokens, state and tags."""
    data = os.urandom(40)
    namespace.put(namespace.root, tokens(4), state(data))
    (path,) = files(folder)
    whole = path.read_bytes()
    assert len(whole) == 4 + 4 + 12 + 16 + 16 + 12 + 40 + 16
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << (at % 8)
        path.write_bytes(damaged)
        store = KvStore(folder, KEY, LIMIT, reserve=0)
        again = store.namespace(model="m", n_ctx=512)
        assert stored(again, again.find(again.root, tokens(4))) is None, at
        assert not path.exists()
        assert store.size == 0


def test_no_truncated_file_is_read(folder: Path, namespace: KvNamespace) -> None:
    namespace.put(namespace.root, tokens(4), state(b"x" * 40))
    (path,) = files(folder)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        again = KvStore(folder, KEY, LIMIT, reserve=0).namespace(model="m", n_ctx=512)
        assert stored(again, again.find(again.root, tokens(4))) is None, length
        assert not path.exists()
    path.write_bytes(whole + b"\0")
    again = KvStore(folder, KEY, LIMIT, reserve=0).namespace(model="m", n_ctx=512)
    assert stored(again, again.find(again.root, tokens(4))) is None


def test_damaged_tokens_are_not_compared(folder: Path, namespace: KvNamespace) -> None:
    namespace.put(namespace.root, tokens(8), state(b"x" * 40))
    (path,) = files(folder)
    damaged = bytearray(path.read_bytes())
    damaged[24] ^= 1
    path.write_bytes(damaged)
    assert namespace.find(namespace.root, tokens(6)) is None
    assert not path.exists()


def test_what_follows_on_a_damaged_block_goes_with_it(folder: Path, namespace: KvNamespace) -> None:
    blocks = fill(namespace, 2000, size=1)
    (other,) = fill(namespace, 1, first=100_000)
    path = folder / blocks[1].name
    path.write_bytes(path.read_bytes()[:-1])
    assert stored(namespace, blocks[1]) is None
    assert {path.name for path in files(folder)} == {blocks[0].name, other.name}


def test_a_file_that_vanished_is_forgotten(folder: Path, namespace: KvNamespace) -> None:
    (block,) = fill(namespace, 1)
    (folder / block.name).unlink()
    assert stored(namespace, block) is None
    assert namespace.stored_bytes == 0
    assert namespace.find(namespace.root, tokens(4)) is None


def test_the_limit_holds_and_the_least_recently_used_end_goes_first(folder: Path) -> None:
    store = KvStore(folder, KEY, 6 * 1100, reserve=0)
    namespace = store.namespace(model="m")
    old, new = fill(namespace, 3), fill(namespace, 3, first=100)
    assert store.size <= 6 * 1100
    assert stored(namespace, old[0])
    assert stored(namespace, old[1])  # a short chat that begins like the old one was opened
    fill(namespace, 2, first=200)
    assert [(folder / block.name).exists() for block in old] == [True, True, False]
    assert [(folder / block.name).exists() for block in new] == [True, True, False]
    assert store.size == sum(path.stat().st_size for path in files(folder)) <= 6 * 1100


def test_the_order_of_use_survives_a_restart(folder: Path) -> None:
    store = KvStore(folder, KEY, LIMIT, reserve=0)
    namespace = store.namespace(model="m")
    blocks = [fill(namespace, 1, first=first)[0] for first in (0, 100, 200)]
    for age, block in enumerate(blocks):
        os.utime(folder / block.name, ns=(0, time.time_ns() - age))
    assert stored(namespace, blocks[2])
    smaller = KvStore(folder, KEY, store.size // 2, reserve=0)
    assert [path.name for path in files(folder)] == [blocks[2].name]
    assert smaller.size == files(folder)[0].stat().st_size


def test_a_chat_larger_than_the_limit_keeps_its_beginning(folder: Path) -> None:
    store = KvStore(folder, KEY, 3 * 1100, reserve=0)
    namespace = store.namespace(model="m")
    blocks = fill(namespace, 5)
    assert len(blocks) == 3
    assert all(stored(namespace, block) for block in blocks)


def test_limit_zero_keeps_nothing(folder: Path, namespace: KvNamespace) -> None:
    fill(namespace, 2)
    off = KvStore(folder, KEY, 0)
    assert files(folder) == []
    again = off.namespace(model="m", n_ctx=512)
    assert again.put(again.root, tokens(4), state(b"x")) is None
    assert files(folder) == []


def test_nothing_can_be_read_in_the_files(folder: Path) -> None:
    store = KvStore(folder, KEY, LIMIT, reserve=0)
    words = b"the quick brown fox jumps over the lazy dog"
    namespace = store.namespace(model="a" * 64)
    plain = tokens(64, 70_000)
    namespace.put(namespace.root, plain, state(words * 100))
    (path,) = files(folder)
    raw = path.read_bytes() + path.name.encode()
    for secret in (words, b"quick", b"a" * 8, KEY, KEY[:8], *(plain[at : at + 8] for at in range(0, 200, 4))):
        assert secret not in raw
        assert secret.hex().encode() not in raw
    namespace.remove(StoredBlock(path.name, plain, 64))
    namespace.put(namespace.root, plain, state(words * 100))
    assert path.name == files(folder)[0].name
    assert path.read_bytes()[8:] != raw[8 : -len(path.name)]  # another nonce each time


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_may_read(folder: Path, namespace: KvNamespace) -> None:
    fill(namespace, 1)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files(folder)[0].stat().st_mode & 0o777 == 0o600


@pytest.fixture
def small_files() -> Iterator[int]:
    """No file may grow beyond this: writing ends in the middle, as on a full disk."""
    resource = pytest.importorskip("resource")
    before, limit = resource.getrlimit(resource.RLIMIT_FSIZE), 2_500_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_is_told_once(
    folder: Path, namespace: KvNamespace, small_files: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for first in (0, 10, 20):
        assert namespace.put(namespace.root, tokens(4, first), state(os.urandom(2 * small_files))) is None
    assert files(folder) == []
    assert namespace.stored_bytes == 0
    assert capsys.readouterr().err == "The cache of processed chats cannot be written: File too large.\n"
    assert namespace.put(namespace.root, tokens(4), state(b"small"))


def test_the_last_of_the_disk_is_left_to_others(folder: Path) -> None:
    namespace = KvStore(folder, KEY, LIMIT, reserve=2**62).namespace(model="m")
    assert namespace.put(namespace.root, tokens(4), state(b"x")) is None
    assert files(folder) == []


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    store = KvStore(tmp_path / "file" / "kv", KEY, LIMIT)
    namespace = store.namespace(model="m")
    assert namespace.find(namespace.root, tokens(4)) is None
    assert namespace.put(namespace.root, tokens(4), state(b"x")) is None
    assert len(capsys.readouterr().err.splitlines()) == 1


WRITER = """
import mmap, sys
from pathlib import Path
from paddock.engine.child.kv_store import KvStore
store = KvStore(Path(sys.argv[1]), b"k" * 32, 10**9, reserve=0)
namespace = store.namespace(model="m", n_ctx=512)
state = mmap.mmap(-1, 4 * 2**20)
for at in range(10**6):
    namespace.put(namespace.root, at.to_bytes(4, "little"), state)
    print(at, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_that_dies_while_it_writes_breaks_nothing(folder: Path) -> None:
    app = Path(__file__).resolve().parents[2] / "app"
    for round_ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, env={"PYTHONPATH": str(app)}
        )
        assert writer.stdout is not None
        for _ in range(3 + round_):
            writer.stdout.readline()
        while not list(folder.glob("*.part")):  # in the middle of a file
            pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    namespace = KvStore(folder, KEY, LIMIT).namespace(model="m", n_ctx=512)
    for at in range(3):
        block = namespace.find(namespace.root, at.to_bytes(4, "little"))
        assert stored(namespace, block) == bytes(4 * 2**20)


def test_what_a_dead_process_left_is_removed_later(folder: Path, namespace: KvNamespace) -> None:
    fill(namespace, 1)
    left, young = folder / "0123.part", folder / "4567.part"
    left.write_bytes(b"half")
    young.write_bytes(b"another process is at it")
    os.utime(left, (time.time() - 3600,) * 2)
    KvStore(folder, KEY, LIMIT)
    assert not left.exists()
    assert young.exists()
    assert len(files(folder)) == 2


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (b"", tokens(3), 0),
        (tokens(3), tokens(3), 3),
        (tokens(3), tokens(9), 3),
        (tokens(9, 1), tokens(9), 0),
        (tokens(700) + tokens(9), tokens(700) + tokens(9, 1), 700),
    ],
)
def test_common_beginnings(one: bytes, other: bytes, count: int) -> None:
    assert common_prefix(one, other) == common_prefix(other, one) == count


def test_what_nobody_used_for_a_month_is_deleted(folder: Path, namespace: KvNamespace) -> None:
    """So nothing is left of a chat that was removed for good; what other chats share with it was used by them."""
    shared, gone, last = fill(namespace, 3)
    kept = namespace.put(follow(namespace.root, tokens(4)), tokens(4, 100), state(b"of another chat"))
    old = time.time() - UNUSED - 60
    for block in (gone, last):
        os.utime(folder / block.name, (old, old))
    again = KvStore(folder, KEY, LIMIT).namespace(model="m", n_ctx=512)
    assert kept is not None
    assert {path.name for path in files(folder)} == {shared.name, kept.name}
    assert again.stored_bytes == sum(path.stat().st_size for path in files(folder))
    os.utime(folder / kept.name, (old, old))
    assert stored(again, kept) == b"of another chat"
    KvStore(folder, KEY, LIMIT)
    assert (folder / kept.name).exists()  # reading is using


def adopt_all(namespace: KvNamespace, other: KvNamespace) -> int:
    """How many steps it took."""
    steps = 0
    while namespace.adopt(other):
        steps += 1
    return steps


def test_a_chat_that_was_kept_under_another_name_is_taken_over_with_its_branches(folder: Path) -> None:
    store = KvStore(folder, KEY, LIMIT, reserve=0)
    early, late = store.namespace(model="file"), store.namespace(model="hash")
    data = os.urandom(2000)
    first = early.put(early.root, tokens(4), state(data))
    behind = follow(early.root, tokens(4))
    for start in (4, 100, 200):
        assert early.put(behind, tokens(4, start), state(data + bytes([start])))
    assert late.put(late.root, tokens(4), state(b"from another time"))  # there already: it stays as it is
    assert first is not None
    assert adopt_all(late, early) == 7  # three are copied, four deleted
    assert early.stored_bytes == 0
    assert len(files(folder)) == 4
    again = KvStore(folder, KEY, LIMIT).namespace(model="hash")
    for start in (4, 100, 200):
        block = again.find(follow(again.root, tokens(4)), tokens(4, start))
        assert stored(again, block) == data + bytes([start])
    assert stored(again, again.find(again.root, tokens(4))) == b"from another time"


def test_what_is_damaged_is_not_taken_over_nor_tried_for_ever(folder: Path) -> None:
    store = KvStore(folder, KEY, LIMIT, reserve=0)
    early, late = store.namespace(model="file"), store.namespace(model="hash")
    _, second, third = fill(early, 3)
    path = folder / second.name
    path.write_bytes(path.read_bytes()[:-1])
    assert adopt_all(late, early) == 3  # the first is copied, the damaged one goes with what follows, the first goes
    assert early.stored_bytes == 0
    assert not (folder / third.name).exists()
    assert len(files(folder)) == 1


def test_taking_over_ends_where_the_limit_leaves_no_room(folder: Path) -> None:
    store = KvStore(folder, KEY, 3500, reserve=0)
    early, late = store.namespace(model="file"), store.namespace(model="hash")
    fill(early, 3)
    assert adopt_all(late, early) <= 6
    assert early.stored_bytes == 0
    assert store.size == late.stored_bytes <= 3500


def test_a_name_can_be_cleared(folder: Path) -> None:
    store = KvStore(folder, KEY, LIMIT, reserve=0)
    early, late = store.namespace(model="file"), store.namespace(model="hash")
    fill(early, 3)
    fill(early, 2, first=100)
    (kept,) = fill(late, 1)
    early.clear()
    assert [path.name for path in files(folder)] == [kept.name]
