"""Every state of the window in every dress: what must be seen is there, nothing is cut off or lies over another thing,
and every text can be read.

`make screenshots` runs these tests with PADDOCK_PICTURES set to a folder: then each leaves its picture there.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot
from shot_looks import faults
from shot_pictures import save
from shot_scene import DRESSES, SIZE, Dress, SetUp
from shot_states import MORE, STATES

FOLDER = os.environ.get("PADDOCK_PICTURES", "")
QUICK = DRESSES[:1]
CASES = [
    pytest.param(state, dress, id=f"{state}-{dress.name}", marks=() if dress in QUICK else pytest.mark.slow)
    for states, dresses in ((STATES, DRESSES), (MORE, DRESSES[:2]))
    for state in states
    for dress in dresses
]


@pytest.mark.parametrize(("state", "dress"), CASES)
def test_it_looks_right(set_up: SetUp, qtbot: QtBot, state: str, dress: Dress) -> None:
    scene = set_up(dress)
    root = (STATES | MORE)[state](scene)
    palette = scene.desk.appearance.palette
    found: list[str] = []

    def looks_right() -> bool:
        found[:] = faults(root, palette)
        return not found

    with contextlib.suppress(TimeoutError):  # what has just come is laid out a moment later
        qtbot.waitUntil(looks_right, timeout=10_000)
    if FOLDER:
        save(root, Path(FOLDER, f"{state}-{dress.name}.png"))
    assert scene.desk.window.size().toTuple() == SIZE
    assert found == []
