"""A crash must not put the memory on the disk: words of chats and their key are in it.

One rule: every process that opens chats or answers says so before it does; the engine's child sees to itself.
"""

from __future__ import annotations

import sys


def forbid_core_dumps() -> None:
    """Have the system keep no image of this process, and of those it starts, when it crashes.

    Linux hands the image to a program (systemd-coredump, apport) even where the limit is 0, but not where it is 1, and
    a file of one byte it does not begin either: core(5), fs/coredump.c. PR_SET_DUMPABLE would do as well, but then the
    desktop's portals refuse this process, and with them its file dialogs.
    """
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    wanted = 1 if sys.platform == "linux" and hard != 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (wanted, hard))
