"""Which faults there are, what rows of RELIABILITY.md they are, and how often they are tried. One rule: a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import asleep
import broken_text
import chaos
import damaged_models
import downloads
import hanging_engine
import hostile_files
import hostile_replies
import killed_engine
import killed_parent
import killed_window
import lost_card
import memory
import store_damage
import store_disk
import store_killed
import store_power
from fault_kit import Report


class Fault(NamedTuple):
    """A fault of RELIABILITY.md, and how often it is tried."""

    row: str
    attempt: Callable[[Path, int, int], Report]
    count: int


FAULTS = (
    Fault("F1", killed_engine.killed_scripted, 1000),
    Fault("F1", killed_engine.killed_real, 100),
    Fault("F1", chaos.killed_at_any_moment, 25),
    Fault("F2", store_killed.writer_killed, 500),
    Fault("F2", store_killed.program_killed, 50),
    Fault("F3", store_power.power_cut, 5000),
    Fault("F4", killed_parent.killed, 200),
    Fault("F5", killed_engine.crashed_real, 100),
    Fault("F5", hanging_engine.hangs, 50),
    Fault("F5", hanging_engine.stops, 50),
    Fault("F5", hanging_engine.gives_up, 20),
    Fault("F6", memory.runs_out, 40),
    Fault("F8", damaged_models.damaged, 300),
    Fault("F7", downloads.cut, 200),
    Fault("F7", downloads.lied_to, 300),
    Fault("F7", downloads.stalled, 50),
    Fault("F7", downloads.killed_downloading, 50),
    Fault("F7", downloads.pull_killed, 50),
    Fault("F7", killed_window.window_killed, 50),
    Fault("F9", downloads.full, 100),
    Fault("F8", store_damage.flipped, 300),
    Fault("F9", store_disk.disk_full, 60),
    Fault("F10", store_disk.io_error, 60),
    Fault("F10", store_disk.lock_held, 3),
    Fault("F11", store_damage.clock_jumps, 40),
    Fault("F12", store_killed.instances_race, 100),
    Fault("F13", store_damage.keyring_fails, 60),
    Fault("F14", hostile_files.headers, 100_000),
    Fault("F14", hostile_files.files, 1000),
    Fault("F15", broken_text.broken_text, 10_000),
    Fault("F19", store_killed.migration_killed, 217),
    Fault("F16", hostile_replies.replies, 500),
    Fault("F20", lost_card.lost_scripted, 100),
    Fault("F20", lost_card.lost_real, 20),
    Fault("F20", asleep.sleeps, 30),
)
