"""F16: replies that want the window to load, to open, or to hang.

One rule: the real transcript shows them in a process of its own, and the kernel tells what it opened (strace).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from fault_kit import Bar, Report
from hostile_window import BAIT, MARKER

WINDOW = Path(__file__).with_name("hostile_window.py")
STALL = "the window does nothing else"
_CALL = re.compile(r'\b(open|openat|connect|socket|execve)\((?:AT_FDCWD, )?(?:"([^"]*)")?')
_OURS = tuple(
    str(Path(place).resolve())
    for place in {
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        WINDOW.parents[2],
        *filter(None, sys.path),
    }
)
_SYSTEM = (
    "/usr/",
    "/lib",
    "/etc/ld.so",
    "/etc/fonts",
    "/etc/localtime",
    "/proc/",
    "/sys/",
    "/dev/null",
    "/dev/urandom",
    "/var/cache/fontconfig",
)
"""Where Python, its libraries and the fonts lie; none of them is named by a reply."""


def replies(folder: Path, count: int, seed: int) -> Report:
    """Hostile replies, shown and streamed."""
    report = Report("F16, hostile replies", seed, {STALL: Bar(0.2)})
    strace = shutil.which("strace")
    if strace is None:
        report.seen["skipped: no strace"] += 1
        return report
    log = folder / "calls"
    command = [strace, "-f", "--seccomp-bpf", "-s", "300", "-o", str(log)]
    command += ["-e", "trace=open,openat,connect,socket,execve,access,stat,newfstatat,faccessat2"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(WINDOW.parents[2] / "app"), *sys.path])}
    environment |= {"HOME": str(folder), "XDG_CACHE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command += [sys.executable, str(WINDOW), str(count), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    report.check(done.returncode == 0, f"it ends with {done.returncode}: {done.stderr[-600:]}")
    report.check("Traceback" not in done.stderr, done.stderr[-600:])
    if done.returncode == 0:
        for stall in json.loads(done.stdout)["stalls"]:
            report.count += 1
            report.took(STALL, stall)
    _check_calls(report, log.read_text(errors="replace"), folder)
    return report


def _check_calls(report: Report, calls: str, folder: Path) -> None:
    """No call names what a reply names; after the start no socket, and no file but the program's own."""
    _, begun, after = calls.partition(MARKER)
    report.check(bool(begun), "it never began")
    for line in after.splitlines():
        report.check(BAIT not in line, line)
        if found := _CALL.search(line):
            call, path = found.groups()
            allowed = call in ("open", "openat", "execve") and _is_ours(path or "", folder)
            report.check(allowed, line)
            report.seen["files of the program opened"] += allowed


def _is_ours(path: str, folder: Path) -> bool:
    return path.startswith((*_OURS, *_SYSTEM, str(folder))) or not path.startswith("/")
