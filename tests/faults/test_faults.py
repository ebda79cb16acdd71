"""Every fault of RELIABILITY.md, a few times: so that what `make faults` tries a hundred times cannot rot.

Times are told by the runner and judged there; here only what must hold on any machine, however busy.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from fault_list import FAULTS, Fault

ROOT = Path(__file__).resolve().parents[2]

QUICK = {
    "killed_scripted": 12, "lost_scripted": 1, "headers": 500, "damaged": 20, "cut": 4, "lied_to": 6, "stalled": 2,
    "full": 4, "clock_jumps": 2, "keyring_fails": 6, "flipped": 8, "broken_text": 60,
}  # fmt: skip
"""What takes less than three seconds. The others are tried as often as each of their kinds needs."""
SLOW = {
    "killed_real": 6, "killed_at_any_moment": 4, "killed": 7, "crashed_real": 4, "hangs": 2, "stops": 7, "gives_up": 2,
    "runs_out": 4, "lost_real": 2, "sleeps": 3, "files": 60,
    "killed_downloading": 3, "pull_killed": 3, "window_killed": 3,
    "writer_killed": 4, "program_killed": 3, "power_cut": 40, "disk_full": 2, "io_error": 2, "lock_held": 1,
    "instances_race": 2, "migration_killed": 6,
    "replies": 60,
}  # fmt: skip

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="signals, pidfd, RLIMIT_AS"),
    pytest.mark.allow_log("paddock.engine"),
]


def _cases() -> Iterator[ParameterSet]:
    for fault in FAULTS:
        name = fault.attempt.__name__
        marks = () if name in QUICK else (pytest.mark.slow,)
        yield pytest.param(fault, (QUICK | SLOW)[name], marks=marks, id=f"{fault.row} {name}")


@pytest.mark.parametrize(("fault", "count"), list(_cases()))
def test_it_holds(fault: Fault, count: int, tmp_path: Path) -> None:
    report = fault.attempt(tmp_path, count, 1)
    assert report.broken == []
    if skipped := [what for what in report.seen if what.startswith("skipped") and len(report.seen) == 1]:
        pytest.skip(skipped[0])
    assert report.count == count


def test_the_runner_tells_what_held() -> None:
    command = [
        sys.executable,
        str(Path(__file__).with_name("run.py")),
        "killed_scripted",
        "--count",
        "2",
        "--seed",
        "7",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "2 tries, all held (seed 7)" in done.stdout
    assert "bar: 100 ms" in done.stdout


def test_every_row_is_told_with_its_command() -> None:
    text = (ROOT / "RELIABILITY.md").read_text()
    assert set(re.findall(r"run\.py (F\d+)", text)) == {fault.row for fault in FAULTS}
    for number in range(1, 23):
        assert f"| F{number} |" in text
