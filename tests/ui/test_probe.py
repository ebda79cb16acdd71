"""The probe, run as the doctor runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from paddock.ui.probe import XCB_LIBRARIES, missing_libraries


def probe(**environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app"), **environment}
    command = [sys.executable, "-m", "paddock.ui.probe"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_it_says_what_qt_found() -> None:
    result = probe(QT_QPA_PLATFORM="offscreen")
    assert result.returncode == 0, result.stderr
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {"missing_libraries": []}  # offscreen needs none
    assert second["platform"] == "offscreen"
    assert second["qt"].startswith("6.")
    assert set(second) == {"qt", "platform", "font", "monospace_font", "emoji_font"}


def test_a_qt_that_cannot_start_has_said_what_is_missing_first() -> None:
    result = probe(QT_QPA_PLATFORM="nonsense")
    assert result.returncode != 0
    assert json.loads(result.stdout) == {"missing_libraries": []}
    assert "nonsense" in result.stderr


def test_the_libraries_are_asked_for_where_they_are_needed() -> None:
    found = probe(QT_QPA_PLATFORM="xcb", DISPLAY="").stdout.splitlines()[0]
    assert set(json.loads(found)["missing_libraries"]) <= set(XCB_LIBRARIES)
    assert set(missing_libraries()) <= set(XCB_LIBRARIES)
