"""The filter of system calls, run as the kernel runs it, for both kinds of processor."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from paddock.engine.child import seccomp
from paddock.engine.child.seccomp import (
    ALLOW,
    ARCHITECTURE,
    ARGUMENTS,
    AT_LEAST,
    CALLS,
    CLONE_THREAD,
    EQUAL,
    ERROR,
    F_SETOWN,
    F_SETOWN_EX,
    F_SETSIG,
    FIOSETOWN,
    HAS_BIT,
    KEEP_BITS,
    KILL,
    LOAD,
    NUMBER,
    PROCESSORS,
    RETURN,
    SCHEDULING,
    SIOCSPGRP,
    Instruction,
    Processor,
    assemble,
    usual,
)

PID = 4321
DENIED = ERROR | errno.EPERM
TESTS = {EQUAL: int.__eq__, AT_LEAST: int.__ge__, HAS_BIT: lambda one, bit: one & bit != 0}
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
READ = {"x86_64": 0, "aarch64": 63}


def run(program: list[Instruction], architecture: int, number: int, *arguments: int) -> int:
    """What the kernel is told to do: linux/filter.h in short."""
    data = {NUMBER: number, ARCHITECTURE: architecture}
    for at in range(6):
        value = arguments[at] if at < len(arguments) else 0
        data[ARGUMENTS + 8 * at], data[ARGUMENTS + 8 * at + 4] = value & 0xFFFFFFFF, value >> 32
    word = at = 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        if code == RETURN:
            return operand
        if code == LOAD:
            word = data[operand]
        elif code == KEEP_BITS:
            word &= operand
        else:
            at += if_true if TESTS[code](word, operand) else if_false


class Filter:
    """The usual one."""

    def __init__(self, machine: str) -> None:
        self.processor: Processor = PROCESSORS[machine]
        numbers = {name: both[self.processor.column] for name, both in CALLS.items()}
        self.numbers = {name: number for name, number in numbers.items() if number is not None}
        self.program = assemble(usual(PID), self.processor, self.numbers)

    def __call__(self, call: str, *arguments: int) -> int:
        return run(self.program, self.processor.architecture, self.numbers[call], *arguments)


@pytest.fixture(params=PROCESSORS)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def filtered(machine: str) -> Filter:
    return Filter(machine)


def test_every_call_of_the_list_is_denied(filtered: Filter) -> None:
    telling = {"socketpair": (1, 2), "sendto": (1, 1, 1, 0, 1), "fcntl": (1, F_SETOWN), "ioctl": (1, FIOSETOWN)}
    verdicts = {name: filtered(name, *telling.get(name, (1, 1))) for name in filtered.numbers}
    assert verdicts.pop("clone3") == ERROR | errno.ENOSYS
    assert set(verdicts.values()) == {DENIED}
    assert len(filtered.program) < 4096  # BPF_MAXINSNS


def test_all_others_are_allowed(filtered: Filter) -> None:
    others = set(range(500)) - set(filtered.numbers.values())
    assert {run(filtered.program, filtered.processor.architecture, number, 1) for number in others} == {ALLOW}


def test_threads_may_be_started_and_processes_not(filtered: Filter) -> None:
    assert filtered("clone", CLONE_THREAD | 0x3D0F00) == ALLOW
    assert filtered("clone", 0x01200011) == DENIED  # fork, as the C library does it
    assert filtered("clone", 0x4111) == DENIED  # vfork


@pytest.mark.parametrize("call", ["kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "kcmp"])
def test_of_processes_it_may_reach_itself(filtered: Filter, call: str) -> None:
    assert filtered(call, PID, 6) == ALLOW
    assert filtered(call, PID + 1, 6) == DENIED
    assert filtered(call, 0xFFFFFFFF, 9) == DENIED  # all


def test_limits_may_be_read_and_set_of_itself(filtered: Filter) -> None:
    assert filtered("prlimit64", 0, 7) == ALLOW
    assert filtered("prlimit64", 1, 7) == DENIED


def test_times_may_be_changed_of_what_is_open(filtered: Filter) -> None:
    assert filtered("utimensat", 5, 0) == ALLOW
    assert filtered("utimensat", 5, 0x7F00_0000_0000) == DENIED  # a name whose lower half is zero
    assert filtered("utimensat", 5, 0x1234) == DENIED


def test_sockets_reach_each_other_only(filtered: Filter) -> None:
    cloexec, stream, datagram, raw, packets = 0o2000000, 1, 2, 3, 5
    assert filtered("socketpair", 1, stream) == ALLOW
    assert filtered("socketpair", 1, stream | cloexec) == ALLOW
    for kind in (datagram, raw, packets, datagram | cloexec):
        assert filtered("socketpair", 1, kind) == DENIED
    assert filtered("sendto", 5, 1, 1, 0, 0, 0) == ALLOW
    assert filtered("sendto", 5, 1, 1, 0, 0x1234, 20) == DENIED
    assert filtered("sendto", 5, 1, 1, 0, 0x7F00_0000_0000, 20) == DENIED  # an address whose lower half is zero
    assert filtered("sendmsg", 5, 0, 0) == DENIED
    assert filtered("sendmmsg", 5, 0, 0, 0) == DENIED


@pytest.mark.parametrize("call", SCHEDULING)
def test_it_may_change_how_it_is_scheduled_itself(filtered: Filter, call: str) -> None:
    assert filtered(call, 0, 0) == ALLOW
    assert filtered(call, PID, 0) == ALLOW
    assert filtered(call, PID + 1, 0) == DENIED


def test_no_priorities_of_groups_or_users_are_set(filtered: Filter) -> None:
    for which in range(4):
        assert filtered("setpriority", which, 0, 19) == DENIED
        assert filtered("ioprio_set", which, 0, 0) == DENIED


def test_no_descriptor_sends_signals_to_others(filtered: Filter) -> None:
    denied = {command for command in range(2000) if filtered("fcntl", 5, command, PID + 1) != ALLOW}
    assert denied == {F_SETOWN, F_SETSIG, F_SETOWN_EX}
    assert filtered("fcntl", 5, 0xFFFF_0000_0000 | F_SETOWN) == DENIED  # the kernel looks at the lower half only
    denied = {command for command in range(0x10000) if filtered("ioctl", 5, command, PID + 1) != ALLOW}
    assert denied == {FIOSETOWN, SIOCSPGRP}


def test_numbers_of_another_processor_end_the_process(filtered: Filter, machine: str) -> None:
    (other,) = {processor.architecture for processor in PROCESSORS.values()} - {filtered.processor.architecture}
    assert run(filtered.program, other, READ[machine]) == KILL
    assert run(filtered.program, filtered.processor.architecture, 0x40000000 + READ[machine]) == KILL


def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    header = HEADERS[machine]
    if not header.exists():
        pytest.skip(f"{header} is not here (Debian, Ubuntu: linux-libc-dev)")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
    known = {name: int(number) for name, number in found}
    ours = {name: number for name, number in Filter(machine).numbers.items() if name in known}
    assert ours == {name: known[name] for name in ours}
    newer = {"fchmodat2", "setxattrat", "removexattrat", "file_setattr", "open_tree_attr"}
    assert Filter(machine).numbers.keys() - ours.keys() <= newer
    assert not {name for name in CALLS if name in known} - ours.keys()


def test_on_another_processor_it_says_so() -> None:
    with pytest.raises(OSError, match="no filter of system calls is known for riscv64"):
        seccomp.install(usual(PID), "riscv64")
