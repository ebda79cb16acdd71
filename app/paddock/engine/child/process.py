"""How a process that runs llama.cpp behaves, whatever it is there for.

One rule: it is done first of all, before there is another thread and before llama.cpp is loaded.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
"""linux/prctl.h"""
OOM_SCORE = "600"
"""Of 1000; see proc_pid_oom_score_adj(5)."""


def take_stdout() -> BinaryIO:
    """Standard output as the wire; what anyone else prints there goes to standard error from now on."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(wire, "wb")


def behave() -> None:
    """What becomes of this process when things go wrong.

    When memory runs out it is the first to go, not the window. It ends with the program even if it is stopped and
    reads nothing. And a crash writes no memory image to the disk, for words of chats would be in it; where it was, in
    names of functions, goes to stderr on every system.
    """
    faulthandler.enable(all_threads=False)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # some containers forbid it; the window is merely less safe then
            Path("/proc/self/oom_score_adj").write_text(OOM_SCORE)
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(PR_SET_DUMPABLE, 0)
