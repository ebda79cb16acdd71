"""What the kernel lets a template's process do: compute, and answer. For a template that got out of Jinja's sandbox.

One rule: it is the last thing done before the template is read, and nothing that is needed later opens a file.

On Linux all system calls but those of `CALLS` fail with EPERM (seccomp(2), with a filter in classic BPF), and no new
memory can be made executable. Elsewhere only the limits of setrlimit(2) hold, and on Windows none: there the sandbox,
and the pool's watch over time and memory, have to do. Whether the filter can be had is told (`why_unfiltered`);
where it can, a process that does not get it ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from pathlib import Path

from paddock.engine.child import landlock, seccomp
from paddock.engine.child.linux import give_up_privileges
from paddock.engine.child.rendering.limits import Limits

if sys.platform != "win32":
    import resource

PR_SET_SECCOMP = 22
"""linux/prctl.h"""
SECCOMP_MODE_FILTER = 2
KILL, DENY, ALLOW = 0x80000000, 0x00050000 | errno.EPERM, 0x7FFF0000
"""linux/seccomp.h: SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ERRNO, SECCOMP_RET_ALLOW"""
LOAD, IF_EQUAL, IF_ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
"""linux/bpf_common.h: BPF_LD | BPF_W | BPF_ABS; BPF_JMP | BPF_K with BPF_JEQ and BPF_JSET; BPF_RET | BPF_K"""
NUMBER, ARCHITECTURE, THIRD_ARGUMENT = 0, 4, 32
"""Where they are in struct seccomp_data; the lower half of an argument comes first on both architectures."""
PROT_EXEC = 4

CALLS: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            **{"read": 0, "write": 1, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14},
            **{"rt_sigreturn": 15, "mremap": 25, "madvise": 28, "exit": 60, "futex": 202, "restart_syscall": 219},
            **{"clock_gettime": 228, "exit_group": 231, "getrandom": 318},
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            **{"read": 63, "write": 64, "munmap": 215, "brk": 214, "rt_sigaction": 134, "rt_sigprocmask": 135},
            **{"rt_sigreturn": 139, "mremap": 216, "madvise": 233, "exit": 93, "futex": 98, "restart_syscall": 128},
            **{"clock_gettime": 113, "exit_group": 94, "getrandom": 278},
        },
    ),
}
"""By `os.uname().machine`: AUDIT_ARCH_… (linux/audit.h), and the calls that are allowed (asm/unistd_64.h)."""
OPEN_FILES = 64
"""Of the host: two a template's process, of which it keeps a few."""
MAPPING = {"x86_64": (9, 10), "aarch64": (222, 226)}
"""mmap and mprotect, whose third argument says what memory may be used for."""


def confine(limits: Limits, *, filtered: bool = True) -> None:
    """Give up all that rendering does not need, for good.

    Args:
        filtered: by a filter of system calls, too (Linux).

    Raises:
        OSError: there is no such filter.
    """
    if sys.platform == "win32":
        return
    _set_limits(limits)
    if filtered and sys.platform == "linux":
        _filter_calls(os.uname().machine)


def confine_host() -> None:
    """Leave the process that forks templates' processes what that takes: no file, but pipes; on Linux, no network, no
    program, no look into others, no signal to them. What of that the kernel does not do, it does not do for the
    engine's process either, which says so."""
    if sys.platform == "win32":
        return
    _limit({resource.RLIMIT_NOFILE: OPEN_FILES, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0})
    if sys.platform == "linux":
        give_up_privileges()
        with contextlib.suppress(OSError):
            landlock.restrict([landlock.Grant(Path("/proc")), landlock.Grant(Path(os.devnull), landlock.DEVICE)])
        with contextlib.suppress(OSError):
            seccomp.install(seccomp.of_a_forking_process(os.getpid()))


def why_unfiltered(limits: Limits) -> str:
    """Why processes here can have no filter of system calls; "" if they can.

    It is tried, in a process of its own; so this belongs to a process of one thread (POSIX).
    """
    if sys.platform != "linux":
        return "only Linux has a filter of system calls"
    pid = os.fork()
    if pid == 0:
        status = errno.EPERM
        try:
            confine(limits)
            status = 0
        except OSError as error:
            status = error.errno or status
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return f"seccomp cannot be used ({os.strerror(status)})" if status else ""


def _set_limits(limits: Limits) -> None:
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 0,  # those that are open stay so
    }
    if sys.platform == "linux":  # elsewhere it is not kept, and the pool watches
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        wanted[resource.RLIMIT_AS] = pages * resource.getpagesize() + limits.memory
    _limit(wanted)


def _limit(most: dict[int, int]) -> None:
    for kind, value in most.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


class _Instruction(ctypes.Structure):
    """struct sock_filter, linux/filter.h"""

    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    """struct sock_fprog, linux/filter.h"""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def _filter_calls(machine: str) -> None:
    """Raises OSError on a kernel that has no seccomp, and on a processor that `CALLS` does not name."""
    if machine not in CALLS:
        raise OSError(errno.ENOSYS, f"no filter of system calls is known for {machine}")
    steps = _steps(machine)
    program = _Program(len(steps), (_Instruction * len(steps))(*(_Instruction(*step) for step in steps)))
    give_up_privileges()
    zero, mode = ctypes.c_ulong(0), ctypes.c_ulong(SECCOMP_MODE_FILTER)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_SECCOMP, mode, ctypes.byref(program), zero, zero):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _steps(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter: (code, steps to skip if true, if false, operand), as the kernel's seccomp_filter.rst has it."""
    architecture, allowed = CALLS[machine]
    steps = [(LOAD, 0, 0, ARCHITECTURE), (IF_EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    for number in sorted(allowed.values()):
        steps += [(IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    for number in MAPPING[machine]:
        steps += [(IF_EQUAL, 0, 4, number), (LOAD, 0, 0, THIRD_ARGUMENT)]
        steps += [(IF_ANY_BIT, 0, 1, PROT_EXEC), (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]
    return [*steps, (RETURN, 0, 0, DENY)]
