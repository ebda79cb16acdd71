"""Which faults there are, what rows of RELIABILITY.md they are, and how often they are tried. One rule: a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import asleep
import chaos
import hanging_engine
import hostile_files
import hostile_replies
import killed_engine
import killed_parent
import lost_card
import memory
from fault_kit import Report


class Fault(NamedTuple):
    """A fault of RELIABILITY.md, and how often it is tried."""

    row: str
    attempt: Callable[[Path, int, int], Report]
    count: int


FAULTS = (
    Fault("F1", killed_engine.killed_scripted, 1000),
    Fault("F1", killed_engine.killed_real, 100),
    Fault("F1", chaos.killed_at_any_moment, 100),
    Fault("F4", killed_parent.killed, 200),
    Fault("F5", killed_engine.crashed_real, 100),
    Fault("F5", hanging_engine.hangs, 50),
    Fault("F5", hanging_engine.stops, 50),
    Fault("F5", hanging_engine.gives_up, 20),
    Fault("F6", memory.runs_out, 40),
    Fault("F14", hostile_files.headers, 100_000),
    Fault("F14", hostile_files.files, 1000),
    Fault("F16", hostile_replies.replies, 500),
    Fault("F20", lost_card.lost_scripted, 100),
    Fault("F20", lost_card.lost_real, 20),
    Fault("F20", asleep.sleeps, 30),
)
