"""Files that are named on the command line: what cannot be read, and what would never come to an end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddock.cli.files import text_of
from paddock.core.errors import UserError

OPTIONS = [
    ("template", "--messages"),
    ("template", "--tools"),
    ("run", "--tools"),
    ("run", "--grammar"),
    ("run", "--json-schema"),
    ("run", "--lora"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    paddock: Callable[..., Any], tmp_path: Path, command: str, option: str
) -> None:
    os.mkfifo(tmp_path / "fifo")
    prompt = ("hi",) if command == "run" else ()
    result = paddock(command, "guide", *prompt, option, "fifo")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "fifo” is a pipe or a device, not a file." in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="devices of POSIX")
def test_a_device_is_not_read() -> None:
    with pytest.raises(UserError, match=r"^“/dev/zero” is a pipe or a device"):
        text_of(Path("/dev/zero"))


def test_a_folder_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder") as caught:
        text_of(tmp_path)
    assert caught.value.code == "cannot-read"
    empty = tmp_path / "empty.json"
    empty.write_text("\n")
    with pytest.raises(UserError, match=r"empty\.json” is empty\.") as caught:
        text_of(empty)
    assert caught.value.code == "empty"
