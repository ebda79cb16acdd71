"""A temporary chat in the real window: while it lasts and afterwards, no file anywhere is another one.

One rule: what is compared are the bytes of every file below every folder that the program is given, encrypted or not,
but for what the engine measures of the computer, and the empty lists that Enchant makes when a dictionary is opened.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

KEPT = "What is Paddock?"
SECRET = "Does anything leave my xylophone?"
SWITCH = "Temporary: nothing of this chat is kept"

OF_THE_MACHINE = ("tuning.json", "machine.json")
"""Threads, batches and bandwidth: measured in idle seconds, whenever those come."""
OF_ENCHANT = (".dic", ".exc")
"""A person's own words, and what is wrong nevertheless; Paddock adds none. A dictionary is opened at the first pause in
what is typed."""


def files(folder: Path) -> dict[str, str]:
    """SHA-256 of each file, by its path."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in OF_THE_MACHINE)
    found = (path for path in found if path.suffix not in OF_ENCHANT or path.stat().st_size)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_temporary_chat_never_touches_the_disk(start: Start, tmp_path: Path) -> None:
    for name in ("person", "run", "tmp"):
        (tmp_path / name).mkdir(mode=0o700)
    window = start(HOME=str(tmp_path / "person"), TMPDIR=str(tmp_path / "tmp"))
    window.answer(KEPT)
    window.new_chat()
    window.click(SWITCH)
    assert window.ask("settled")
    before = files(tmp_path)
    talk_in_secret(window)
    assert window.ask("settled")
    assert files(tmp_path) == before
    leave_it(window)
    window.tell("kill", victim="program")
    window.process.wait()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"xylophone" not in path.read_bytes(), path


def talk_in_secret(window: DrivenWindow) -> None:
    """Asked, edited, answered again, with a draft and a long text."""
    window.answer(SECRET)
    window.click("Again: write another answer", place=1)
    window.wait("finished")
    window.until(answering=False)
    window.ask("type", text="an unsent xylophone")
    window.wait("draft", text="an unsent xylophone")
    assert window.ask("words").count("What is Paddock?") == 1, "it is in the list"


def leave_it(window: DrivenWindow) -> None:
    """It is asked first; then it is gone, and no search finds it."""
    window.do("open", text=KEPT)
    window.see("Leave this temporary chat?")
    window.click("Leave it")
    window.until(title=KEPT)
    window.fill(Search_the_titles="xylophone")
    window.see("Nothing was found for “xylophone”.")
