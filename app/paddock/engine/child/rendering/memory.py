"""What another process takes.

One rule: this is a guard for where the kernel keeps no limit, so not knowing is no error.
"""

from __future__ import annotations


def resident_memory(pid: int) -> int:
    """Bytes in memory; 0 if the process is gone or the system does not tell."""
    import psutil  # late: the engine's own process can do without

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
