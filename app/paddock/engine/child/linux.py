"""System calls of Linux that Python has no function for. One rule: what fails is an OSError, as in `os`."""

from __future__ import annotations

import ctypes
import os

PR_SET_NO_NEW_PRIVS = 38
"""linux/prctl.h"""


def system_call(number: int, *arguments: object) -> int:
    """The call of this number; an argument is a number, or what `ctypes` takes for a pointer.

    Raises:
        OSError: it failed.
    """
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype = ctypes.c_long
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return _checked(function(ctypes.c_long(number), *words))


def give_up_privileges() -> None:
    """No program that this process starts gets more rights than it has: both Landlock and seccomp ask for that.

    Raises:
        OSError: it failed.
    """
    zero = ctypes.c_ulong(0)
    _checked(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero))


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
