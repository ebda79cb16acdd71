"""Copying and moving: the new file is whole or not there, the old one stays until then."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from paddock.core.errors import UserError
from paddock.hub import relocate
from paddock.hub.hashing import PIECE

ROOT = Path(__file__).resolve().parents[2]
OTHER_DISK = Path("/dev/shm")
other_disk = pytest.mark.skipif(
    not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == ROOT.stat().st_dev, reason="needs a second file system"
)


def silent(done: int, total: int) -> None:
    pass


def files(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    found = [folder / name for name in names]
    for number, path in enumerate(found):
        path.write_bytes(os.urandom(1000) * (number + 1))
    return found


def test_copies_are_whole_and_their_hashes_are_told(tmp_path: Path) -> None:
    sources = files(tmp_path / "a", "one.gguf", "two.gguf")
    targets = [tmp_path / "b" / "c" / path.name for path in sources]
    seen: list[tuple[int, int]] = []
    hashes = relocate.copy(sources, targets, lambda *at: seen.append(at), threading.Event())
    for source, target, said in zip(sources, targets, hashes, strict=True):
        assert target.read_bytes() == source.read_bytes()
        assert said == hashlib.sha256(source.read_bytes()).hexdigest()
        assert target.stat().st_mtime_ns == source.stat().st_mtime_ns
    assert seen[-1] == (6000, 6000)  # read and read back
    assert len(list((tmp_path / "b" / "c").iterdir())) == 2


def test_on_one_disk_a_move_is_a_new_name(tmp_path: Path) -> None:
    (source,) = files(tmp_path / "a", "one.gguf")
    inode = source.stat().st_ino
    relocate.move([source], [tmp_path / "b" / "one.gguf"], silent, threading.Event())
    assert (tmp_path / "b" / "one.gguf").stat().st_ino == inode
    assert not source.exists()


@other_disk
def test_to_another_disk_it_is_copied_and_then_taken_away(tmp_path: Path) -> None:
    sources = files(tmp_path / "a", "one.gguf", "two.gguf")
    contents = [path.read_bytes() for path in sources]
    folder = OTHER_DISK / f"paddock-test-{os.getpid()}"
    try:
        targets = [folder / path.name for path in sources]
        relocate.move(sources, targets, silent, threading.Event())
        assert [path.read_bytes() for path in targets] == contents
        assert not any(path.exists() for path in sources)
    finally:
        for path in folder.glob("*"):
            path.unlink()
        folder.rmdir()


def test_of_several_files_all_or_none_are_moved(tmp_path: Path) -> None:
    sources = files(tmp_path / "a", "one.gguf", "two.gguf")
    targets = [tmp_path / "b" / "one.gguf", tmp_path / "b" / "two.gguf"]
    (tmp_path / "b").mkdir()
    missing = [sources[0], tmp_path / "a" / "gone.gguf"]
    with pytest.raises((UserError, OSError)):
        relocate._rename(missing, targets)
    assert sources[0].exists()
    assert list((tmp_path / "b").iterdir()) == []


@pytest.mark.parametrize("how", ["copy", "move", "link"])
def test_nothing_is_overwritten(tmp_path: Path, how: str) -> None:
    (source,) = files(tmp_path / "a", "one.gguf")
    (target,) = files(tmp_path / "b", "one.gguf")
    before = target.read_bytes()
    args = (source, target) if how == "link" else ([source], [target], silent, threading.Event())
    with pytest.raises(UserError) as caught:
        getattr(relocate, how)(*args)
    assert caught.value.code == "exists"
    assert (target.read_bytes(), source.exists()) == (before, True)


def test_stopping_leaves_the_original_and_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "a.gguf"
    source.write_bytes(bytes(3 * PIECE))
    stop = threading.Event()
    with pytest.raises(UserError) as caught:
        relocate.copy([source], [tmp_path / "b" / "a.gguf"], lambda done, total: stop.set(), stop)
    assert caught.value.code == "cancelled"
    assert list((tmp_path / "b").iterdir()) == []
    assert source.stat().st_size == 3 * PIECE


def test_a_copy_that_comes_out_wrong_is_not_kept(tmp_path: Path) -> None:
    """A faulty disk: what is read back is not what was written."""
    source = tmp_path / "a.gguf"
    source.write_bytes(os.urandom(5000))

    def damage(done: int, total: int) -> None:
        for path in (tmp_path / "b").glob(".*.moving"):
            if done == 5000:  # all is read; before it is read back
                with path.open("r+b") as file:
                    file.write(b"x")

    # The report of the last piece comes before that piece is written, so a second file gives the time for damage.
    second = tmp_path / "c.gguf"
    second.write_bytes(os.urandom(100))
    with pytest.raises(UserError) as caught:
        relocate.copy(
            [source, second],
            [tmp_path / "b" / "a.gguf", tmp_path / "b" / "c.gguf"],
            lambda done, total: damage(5000 if done == 5100 else 0, total),
            threading.Event(),
        )
    assert caught.value.code == "copy-differs"
    assert list((tmp_path / "b").iterdir()) == []


def test_a_full_disk_is_known_before(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        relocate.check_room(tmp_path, 2**60)
    assert caught.value.code == "disk-full"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (source,) = files(tmp_path / "a", "one.gguf")
    (tmp_path / "file").touch()
    with pytest.raises(UserError) as caught:
        relocate.copy([source], [tmp_path / "file" / "one.gguf"], silent, threading.Event())
    assert caught.value.code == "disk-error"


COPYING = """
import sys, threading
from pathlib import Path
from paddock.hub import relocate
def report(done, total):
    print(done, flush=True)
    sys.stdin.readline()
relocate.copy([Path(sys.argv[1])], [Path(sys.argv[2])], report, threading.Event())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_after_a_kill_the_original_is_there_and_leftovers_go_with_the_next_copy(tmp_path: Path) -> None:
    source, folder = tmp_path / "a.gguf", tmp_path / "b"
    source.write_bytes(bytes(3 * PIECE))
    process = subprocess.Popen(
        [sys.executable, "-c", COPYING, str(source), str(folder / "a.gguf")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "app")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert int(process.stdout.readline()) == PIECE
    process.send_signal(signal.SIGKILL)
    process.communicate()
    left = [path.name for path in folder.iterdir()]
    assert left == [f".a.gguf.{process.pid}.moving"]
    assert source.stat().st_size == 3 * PIECE
    relocate.copy([source], [folder / "a.gguf"], silent, threading.Event())
    assert [path.name for path in folder.iterdir()] == ["a.gguf"]


def test_a_link_is_a_second_name(tmp_path: Path) -> None:
    (source,) = files(tmp_path / "a", "one.gguf")
    relocate.link(source, tmp_path / "b" / "one.gguf")
    assert (tmp_path / "b" / "one.gguf").samefile(source)
