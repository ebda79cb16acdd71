"""What the system refuses is said in words of ours, which can be translated; what is rare in the system's own."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from paddock.core.refusals import is_full, why_not
from paddock.core.said import Said


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EIO])
def test_what_is_common_can_be_translated(code: int) -> None:
    said = why_not(OSError(code, os.strerror(code)))
    assert isinstance(said, Said)
    assert said != os.strerror(code)


def test_what_the_system_really_says(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none" / "file").read_bytes()
    assert why_not(missing.value) == "there is no such file or folder"
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert why_not(folder.value) == "it is a folder"


def test_what_is_rare_is_told_as_it_was() -> None:
    assert why_not(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert why_not(OSError("no number")) == "no number"


def test_when_making_room_helps() -> None:
    assert is_full(OSError(errno.ENOSPC, "full"))
    assert not is_full(PermissionError(errno.EACCES, "no"))
