"""Files that are not finished: whoever is killed leaves nothing of a chat behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paddock.core.errors import UserError
from paddock.services.exchange.draft import drafted
from paddock.services.exchange.many import write_archive, write_folder
from paddock.store.files import DAY, WORKSHOP

KILLED = """
import sys
from pathlib import Path
from paddock.services.exchange.draft import drafted
with drafted(Path(sys.argv[1])) as draft:
    draft.file.write(b"what was said")
    draft.file.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""


def nowhere(folder: Path) -> int | None:
    """A system without files that have no name."""
    return None


def leftover(folder: Path, age: float) -> Path:
    """What a process left that was killed so many seconds ago."""
    left = folder / f"{WORKSHOP}left"
    left.mkdir()
    (left / "draft").write_text("what was said")
    then = left.stat().st_mtime - age
    os.utime(left, (then, then))
    return left


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
def test_a_process_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    command = [sys.executable, "-c", KILLED, str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.kill()
        process.wait()
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "old"


@pytest.mark.parametrize("nameless", [True, False])
def test_it_has_its_name_once_it_is_whole(tmp_path: Path, nameless: bool) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with drafted(path) if nameless else drafted(path, nowhere) as draft:
        draft.file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ZeroDivisionError), drafted(path) if nameless else drafted(path, nowhere) as draft:
        draft.file.write(b"half" * (1 // 0))
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_others_left_goes_with_the_next_export(tmp_path: Path) -> None:
    def one() -> None:
        with drafted(tmp_path / "a.md", nowhere) as draft:
            draft.file.write(b"x")

    def folder() -> None:
        write_folder(tmp_path / "chats", [("a.md", b"x", 0.0)])

    def archive() -> None:
        write_archive(tmp_path / "chats.zip", [("a.md", b"x", 0.0)])

    for export in (one, folder, archive):
        left = leftover(tmp_path, 2 * DAY)
        export()
        assert not left.exists()
    fresh = leftover(tmp_path, 60)  # perhaps somebody is still at it
    archive()
    assert fresh.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), drafted(tmp_path / "none" / "a.md"):
        pass
    with pytest.raises(UserError, match="cannot be written"):
        write_archive(tmp_path / "none" / "a.zip", [])
