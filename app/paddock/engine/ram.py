"""How much memory this process may use, as limited by control groups.

Rule: everybody who says how much there is and how much is free asks here, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil

from paddock.core.hardware import Ram

CGROUPS = Path("/sys/fs/cgroup")


def read_ram() -> Ram:
    """As it is now; without swap, in which no model answers."""
    return Ram(_limited(psutil.virtual_memory().total), available_memory())


def total_memory() -> int:
    """Bytes of memory and swap there are for this process, in use or not."""
    return _limited(psutil.virtual_memory().total + psutil.swap_memory().total)


def available_memory() -> int:
    """Bytes that can be had without pushing other programs out."""
    free: list[int] = [psutil.virtual_memory().available]
    for group in control_groups():
        limit, used = fact_of(group / "memory.max"), fact_of(group / "memory.current")
        if limit.isdigit() and used.isdigit():
            free.append(int(limit) - int(used) + _file_cache(group))
    return max(0, min(free))


def control_groups() -> Iterator[Path]:
    """The control groups (version 2) of this process, from its own up to the root."""
    for line in fact_of(Path("/proc/self/cgroup")).splitlines():
        if line.startswith("0::"):
            group = CGROUPS / line[3:].lstrip("/")
            while group != CGROUPS and CGROUPS in group.parents:
                yield group
                group = group.parent
            yield CGROUPS


def fact_of(path: Path) -> str:
    """A small file of the kernel's; "" where there is none."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _limited(total: int) -> int:
    limits = (fact_of(group / "memory.max") for group in control_groups())
    return min([total, *(int(limit) for limit in limits if limit.isdigit())])


def _file_cache(group: Path) -> int:
    lines = (line.split() for line in fact_of(group / "memory.stat").splitlines())
    return sum(int(words[1]) for words in lines if words[0] in ("active_file", "inactive_file"))
