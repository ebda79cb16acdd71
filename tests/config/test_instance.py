"""Only one process writes; its death frees the place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paddock.config.instance import InstanceLock
from paddock.core.errors import UserError

HOLD = """
import sys
from pathlib import Path
from paddock.config.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2] / "app",
    )


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_second_process_does_not_get_it_until_the_first_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with start(path) as first:
        assert answer(first) == "True"
        assert not InstanceLock(path).acquire()
        with start(path) as second:
            assert answer(second) == "False"
            second.kill()
        first.kill()
        first.wait()
        lock = InstanceLock(path)
        assert lock.acquire()
        lock.release()


def test_asking_again_and_giving_back(tmp_path: Path) -> None:
    mine, other = InstanceLock(tmp_path / "lock"), InstanceLock(tmp_path / "lock")
    assert mine.acquire()
    assert mine.acquire()
    assert not other.acquire()
    mine.release()
    mine.release()
    assert other.acquire()
    other.release()


def test_a_place_without_a_folder_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        InstanceLock(tmp_path / "missing" / "lock").acquire()
    assert caught.value.code == "folder-not-writable"
