"""Linux's Landlock: the process gives up what it may do with files, and never gets it back.

One rule: what is not granted here is denied, by every right that the running kernel knows; no caller is asked twice.

Landlock judges by where a file lies, at the moment it is opened: what was open before stays open. It does not keep
from looking whether a file exists, nor from changing its owner, rights and times; `seccomp.py` does the latter.
Structures and numbers: linux/landlock.h.
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path

from paddock.engine.child.linux import system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""System calls, the same on every processor."""
RULESET_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
RULE_PATH_BENEATH = 1
NET = 0b11
"""LANDLOCK_ACCESS_NET_BIND_TCP, _CONNECT_TCP; from version 4 on."""
SCOPED = 0b11
"""LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, _SIGNAL; from version 6 on."""
O_PATH = getattr(os, "O_PATH", 0)  # Linux alone has it
PROC = Path("/proc")


class Right(IntFlag):
    """LANDLOCK_ACCESS_FS_*. Nothing is ever granted `EXECUTE`: it is for starting programs, not for libraries."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


SINCE = {2: Right.REFER, 3: Right.TRUNCATE, 5: Right.IOCTL_DEV}
"""The version of Landlock that first knows a right; the others are those of version 1."""
READ = Right.READ_FILE | Right.READ_DIR
WRITE = (
    READ
    | Right.WRITE_FILE
    | Right.TRUNCATE
    | (Right.MAKE_REG | Right.MAKE_DIR)
    | (Right.REMOVE_FILE | Right.REMOVE_DIR)
)
DEVICE = READ | Right.WRITE_FILE | Right.IOCTL_DEV
OF_FILES = Right.EXECUTE | Right.WRITE_FILE | Right.READ_FILE | Right.TRUNCATE | Right.IOCTL_DEV
"""What can be granted of something that is no folder."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What may be done with a file, or with all that lies in a folder. Links are followed."""

    path: Path
    rights: Right = READ


def version() -> int:
    """Which version of Landlock the kernel has.

    Raises:
        OSError: none, or it is switched off.
    """
    return system_call(CREATE_RULESET, None, 0, RULESET_VERSION)


def known_rights(of_version: int) -> Right:
    """The rights that a version of Landlock can deny."""
    rights = Right(0)
    for right in Right:
        since = next((first for first, new in SINCE.items() if right == new), 1)
        if since <= of_version:
            rights |= right
    return rights


def restrict(grants: Iterable[Grant]) -> int:
    """Deny this thread, and all that it starts from now on, everything but `grants`; the version that does it.

    PR_SET_NO_NEW_PRIVS must be set. What does not exist is passed over. The descriptors of what is granted in /proc
    stay open for ever: the kernel forgets the files there as it likes, makes them anew when they are asked for, and a
    grant is for the old ones.

    Raises:
        OSError: the kernel does not do it; then nothing is denied.
    """
    kernel = version()
    known = known_rights(kernel)
    attr = struct.pack("=QQQ", known, NET, SCOPED)  # struct landlock_ruleset_attr
    size = 8 if kernel < 4 else 16 if kernel < 6 else 24  # as much of its beginning as this kernel knows
    ruleset = system_call(CREATE_RULESET, attr, size, 0)
    try:
        for grant in grants:
            _add(ruleset, grant, known)
        system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return kernel


def _add(ruleset: int, grant: Grant, known: Right) -> None:
    """What cannot be granted, a pipe for one, stays denied."""
    with contextlib.suppress(OSError):
        descriptor = os.open(grant.path, O_PATH | os.O_CLOEXEC)
        try:
            rights = grant.rights & known
            if not os.path.isdir(descriptor):  # noqa: PTH112  # what is open, not what has that name now
                rights &= OF_FILES
            attr = struct.pack("=Qi", rights, descriptor)  # struct landlock_path_beneath_attr
            system_call(ADD_RULE, ruleset, RULE_PATH_BENEATH, attr, 0)
        finally:
            if PROC not in grant.path.parents:
                os.close(descriptor)
