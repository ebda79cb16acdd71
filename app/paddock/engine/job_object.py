"""Windows' job object around the engine's process: it ends with the program, and starts at most a few others.

One rule: structures and numbers are those of winnt.h, so they can be checked anywhere; only Windows has the functions.

Reading files and using the network are not prevented there: that takes an AppContainer, which Paddock has not got.
"""

from __future__ import annotations

import ctypes
import sys

from paddock.core.said import say
from paddock.engine.api import Barrier, Guarded

ACTIVE_PROCESSES = 16
"""The engine's process, and those in which it renders chat templates; in a virtual environment each counts twice, for
Python's launcher there starts the real one."""
BASIC_UI_RESTRICTIONS, EXTENDED_LIMIT_INFORMATION = 4, 9
"""JOBOBJECTINFOCLASS"""
LIMIT_ACTIVE_PROCESS, LIMIT_DIE_ON_UNHANDLED_EXCEPTION, LIMIT_KILL_ON_JOB_CLOSE = 0x8, 0x400, 0x2000
UI_RESTRICTIONS = 0xFF
"""All of JOB_OBJECT_UILIMIT_*: no other program's windows, no clipboard, no settings of the system, no shutdown."""
PROCESS_TERMINATE, PROCESS_SET_QUOTA = 0x1, 0x100


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION"""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class IoCounters(ctypes.Structure):
    """IO_COUNTERS"""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("reads", "writes", "others", "read", "written", "other"))


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION"""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", IoCounters),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits() -> ExtendedLimits:
    """What the job is told."""
    wanted = ExtendedLimits()
    wanted.basic.flags = LIMIT_ACTIVE_PROCESS | LIMIT_DIE_ON_UNHANDLED_EXCEPTION | LIMIT_KILL_ON_JOB_CLOSE
    wanted.basic.active_processes = ACTIVE_PROCESSES
    return wanted


class JobObject:
    """A job with this one process; it ends when the program does, however that comes about.

    Attributes:
        barrier: what came of it.
    """

    def __init__(self, pid: int) -> None:
        self._handle: int | None = None
        error = self._make(pid, ui=True) and self._make(pid, ui=False)
        by = error or say(
            "a job object ends them with Paddock, and lets it have at most {count}", count=ACTIVE_PROCESSES
        )
        self.barrier = Barrier(Guarded.PROGRAMS, False, by)

    def _make(self, pid: int, *, ui: bool) -> str:
        """Why it failed; "" if it did not. A process that is in a job already takes none that restricts its windows."""
        error: str = say("only Windows has job objects")
        if sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = ctypes.c_void_p
            job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
            process = ctypes.c_void_p(kernel.OpenProcess(PROCESS_TERMINATE | PROCESS_SET_QUOTA, False, pid))
            told = [(EXTENDED_LIMIT_INFORMATION, limits())]
            told += [(BASIC_UI_RESTRICTIONS, ctypes.c_uint32(UI_RESTRICTIONS))] if ui else []
            set_ = kernel.SetInformationJobObject
            done = all(set_(job, kind, ctypes.byref(value), ctypes.sizeof(value)) for kind, value in told)
            if done and kernel.AssignProcessToJobObject(job, process):
                self._handle = job.value
                error = ""
            else:
                error = f"Windows refuses the job object (error {ctypes.get_last_error()})"
                kernel.CloseHandle(job)
            kernel.CloseHandle(process)
        return error

    def close(self) -> None:
        """The process is gone; this ends what it has left behind."""
        if sys.platform == "win32" and self._handle is not None:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(self._handle))
            self._handle = None
