"""Windows' job object, as far as it can be checked elsewhere: what is told is laid out as winnt.h has it."""

from __future__ import annotations

import ctypes
import sys

import pytest

from paddock.engine.api import Guarded
from paddock.engine.job_object import ACTIVE_PROCESSES, BasicLimits, ExtendedLimits, IoCounters, JobObject, limits


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64 bits")
@pytest.mark.parametrize(
    ("structure", "size"), [(BasicLimits, 64), (IoCounters, 48), (ExtendedLimits, 144)], ids=lambda value: str(value)
)
def test_sizes(structure: type[ctypes.Structure], size: int) -> None:
    assert ctypes.sizeof(structure) == size


@pytest.mark.parametrize(
    ("name", "offset"), [("flags", 16), ("minimum_working_set", 24), ("active_processes", 40), ("affinity", 48)]
)
def test_places(name: str, offset: int) -> None:
    assert getattr(BasicLimits, name).offset == offset


def test_what_is_told() -> None:
    told = limits().basic
    assert (told.flags, told.active_processes) == (0x2408, ACTIVE_PROCESSES)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is made")
def test_elsewhere_there_is_none() -> None:
    barrier = JobObject(1).barrier
    assert (barrier.guards, barrier.holds) == (Guarded.PROGRAMS, False)
    assert "only Windows" in barrier.by
