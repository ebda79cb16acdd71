"""Linux's seccomp: system calls that this process has no use for fail from now on.

One rule: a call that is denied returns an error, as it would for a person without the right; only a call by the
numbers of another kind of processor ends the process, for no list here would hold for it.

It is a list of what is denied, not of what is allowed: graphics drivers and the C library use other calls with every
version, and a call that is missed here is still judged by Landlock and by the kernel's usual rules. The filter is a
program for the kernel's old packet filter: linux/seccomp.h, linux/bpf_common.h, man 2 seccomp.
"""

from __future__ import annotations

import ctypes
import errno
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paddock.engine.child.linux import system_call

SET_MODE_FILTER, TSYNC, SPEC_ALLOW = 1, 1, 4
"""`SPEC_ALLOW`: or older kernels slow the processor down, in memory of Spectre, for whoever uses seccomp."""
LOAD, KEEP_BITS, EQUAL, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
"""BPF_LD | BPF_W | BPF_ABS, BPF_ALU | BPF_AND, BPF_JMP | BPF_JEQ, _JGE, _JSET, BPF_RET."""
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Where they lie in `struct seccomp_data`; an argument has eight bytes, the low ones first."""
KILL, ERROR, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
"""SECCOMP_RET_KILL_PROCESS, _ERRNO, _ALLOW."""
X32 = 0x40000000
"""Added to the numbers of x86-64's 32-bit variant."""
CLONE_THREAD = 0x00010000
"""linux/sched.h"""
SOCK_STREAM, SOCK_TYPES = 1, 0xF
"""linux/net.h: the kind of a socket, and the bits that say it."""
F_SETOWN, F_SETSIG, F_SETOWN_EX = 8, 10, 15
"""asm-generic/fcntl.h"""
FIOSETOWN, SIOCSPGRP = 0x8901, 0x8902
"""asm-generic/sockios.h"""


@dataclass(frozen=True, slots=True)
class Processor:
    """A kind of processor: AUDIT_ARCH_* (linux/audit.h), the column of its numbers in `CALLS`."""

    architecture: int
    column: int


PROCESSORS = {"x86_64": Processor(0xC000003E, 0), "aarch64": Processor(0xC00000B7, 1)}
CALLS: dict[str, tuple[int | None, int | None]] = {
    # The network. A pair of sockets is left if it is a stream, whose ends reach each other only: one of datagrams
    # reaches whatever is named when something is sent, so nothing may be sent to a name, either.
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202),
    "accept4": (288, 242), "socketpair": (53, 199), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # Starting programs, and processes at all.
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "clone": (56, 220),
    "clone3": (435, 435),
    # Looking into other processes, ending them, talking to them.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "kill": (62, 129), "tkill": (200, 130),
    "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "prlimit64": (302, 261),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semtimedop": (220, 192), "semctl": (66, 191), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188),
    "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # How much of the processor others get. `sched_setaffinity` is left: its argument is the number of a thread, of
    # which this process has many, and AMD's libraries choose with it where theirs run.
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    # Of these only what has the kernel send signals to another process, whenever something happens to a descriptor.
    "fcntl": (72, 25), "ioctl": (16, 29),
    # What Landlock does not judge, or not in every version: size, owner, rights, attributes and times of files that are
    # named by their path, and who uses them.
    "truncate": (76, 45), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466), "file_setattr": (469, 469),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "inotify_add_watch": (254, 27), "fanotify_init": (300, 262), "fanotify_mark": (301, 263),
    "open_by_handle_at": (304, 265),
    # Parts of the kernel that need no right, or that root has: there is nothing in them for this process.
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268), "move_mount": (429, 429),
    "open_tree": (428, 428), "open_tree_attr": (467, 467), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "swapon": (167, 224),
    "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161), "setdomainname": (171, 162),
    "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443), "personality": (135, 92),
    "modify_ldt": (154, None), "ioperm": (173, None), "iopl": (172, None), "syslog": (103, 116), "vhangup": (153, 58),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "uselib": (134, None),
    # What was given up is not asked for again.
    "landlock_create_ruleset": (444, 444), "landlock_restrict_self": (446, 446), "seccomp": (317, 277),
}  # fmt: skip
"""The numbers of the calls that are denied; None where a kind of processor does not have it."""


@dataclass(frozen=True, slots=True)
class If:
    """A condition on an argument.

    Attributes:
        at: which argument, from 0 on.
        value: what its lower 32 bits must be; with `as_bit`, a bit that must be set in them.
        whole: the upper 32 bits must be zero.
        bits: of the lower 32 bits only these are looked at; 0 stands for all.
    """

    at: int
    value: int
    as_bit: bool = False
    whole: bool = False
    bits: int = 0


@dataclass(frozen=True, slots=True)
class Denied:
    """A call that fails with `error`.

    Attributes:
        unless: it is allowed if any of these holds.
        only: if there are some, it is denied only if any of these holds.
    """

    call: str
    error: int = errno.EPERM
    unless: tuple[If, ...] = ()
    only: tuple[If, ...] = ()


SCHEDULING = ("sched_setscheduler", "sched_setparam", "sched_setattr")


def usual(pid: int) -> tuple[Denied, ...]:
    """What the engine's process is denied.

    Args:
        pid: its number: to itself it may send signals, and set its own limits and how it is scheduled.
    """
    own, itself = If(0, pid), If(0, 0)
    special = {
        "socketpair": Denied("socketpair", unless=(If(1, SOCK_STREAM, bits=SOCK_TYPES),)),
        "sendto": Denied("sendto", unless=(If(4, 0, whole=True),)),  # without a name: to the other end
        "clone": Denied("clone", unless=(If(0, CLONE_THREAD, as_bit=True),)),
        # Its flags lie in memory, where no filter sees them. The C library then takes `clone`.
        "clone3": Denied("clone3", errno.ENOSYS),
        "prlimit64": Denied("prlimit64", unless=(itself,)),
        "utimensat": Denied("utimensat", unless=(If(1, 0, whole=True),)),  # without a name: of an open file
        **{name: Denied(name, unless=(own,)) for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")},
        "kcmp": Denied("kcmp", unless=(own,)),  # Mesa compares descriptors with it
        **{name: Denied(name, unless=(itself, own)) for name in SCHEDULING},
        "fcntl": Denied("fcntl", only=tuple(If(1, command) for command in (F_SETOWN, F_SETSIG, F_SETOWN_EX))),
        "ioctl": Denied("ioctl", only=tuple(If(1, command) for command in (FIOSETOWN, SIOCSPGRP))),
    }
    return tuple(special.get(name, Denied(name)) for name in CALLS)


def of_a_forking_process(pid: int) -> tuple[Denied, ...]:
    """What the templates' host is denied: it forks processes and ends them, and Landlock keeps it from others' ends."""
    return tuple(rule for rule in usual(pid) if rule.call not in ("fork", "clone", "kill"))


class _Instruction(ctypes.Structure):
    """`struct sock_filter`."""

    _fields_ = (("code", ctypes.c_uint16), ("jt", ctypes.c_uint8), ("jf", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction)))


Instruction = tuple[int, int, int, int]
"""Code, how many to leap if it is true, if it is false, operand."""


def assemble(denied: Iterable[Denied], processor: Processor, numbers: dict[str, int]) -> list[Instruction]:
    """The filter.

    Args:
        numbers: of the calls; those that are missing do not exist here.
    """
    program = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, processor.architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, KILL),
    ]
    for rule in denied:
        if rule.call in numbers:
            verdict = _verdict(rule)
            program += [(EQUAL, 0, len(verdict), numbers[rule.call]), *verdict]
    return [*program, (RETURN, 0, 0, ALLOW)]


def _verdict(rule: Denied) -> list[Instruction]:
    """What is done once it is this call; it always returns."""
    deny, allow = (RETURN, 0, 0, ERROR | rule.error), (RETURN, 0, 0, ALLOW)
    program: list[Instruction] = []
    for condition in rule.unless:
        program += _if(condition, allow)
    for condition in rule.only:
        program += _if(condition, deny)
    return [*program, allow if rule.only else deny]


def _if(condition: If, then: Instruction) -> list[Instruction]:
    """Does `then`, or goes on behind it."""
    low = ARGUMENTS + 8 * condition.at
    upper = [(LOAD, 0, 0, low + 4), (EQUAL, 0, 1, 0)] if condition.whole else []
    bits = [(KEEP_BITS, 0, 0, condition.bits)] if condition.bits else []
    test = (HAS_BIT if condition.as_bit else EQUAL, 0, len(upper) + 1, condition.value)
    return [(LOAD, 0, 0, low), *bits, test, *upper, then]


def install(denied: Sequence[Denied], machine: str = "") -> None:
    """Deny these calls from now on, to every thread of this process and to those to come.

    PR_SET_NO_NEW_PRIVS must be set.

    Args:
        machine: the kind of processor, as `platform.machine` names it; "" is this one.

    Raises:
        OSError: the kernel does not do it, or it is not known how on this kind of processor.
    """
    machine = machine or platform.machine()
    processor = PROCESSORS.get(machine)
    if processor is None:
        raise OSError(errno.ENOSYS, f"no filter of system calls is known for {machine}")
    numbers = {name: number for name, both in CALLS.items() if (number := both[processor.column]) is not None}
    program = assemble(denied, processor, numbers)
    filter_ = (_Instruction * len(program))(*(_Instruction(*step) for step in program))
    attr = _Program(len(program), filter_)
    thread = system_call(numbers["seccomp"], SET_MODE_FILTER, TSYNC | SPEC_ALLOW, ctypes.byref(attr))
    if thread:
        raise OSError(errno.EBUSY, f"thread {thread} keeps its own filter of system calls")
