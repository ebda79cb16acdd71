"""The kernel's side: a process that has got out of the sandbox finds nothing it could do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paddock.engine.child.landlock import version
from paddock.engine.process import scrubbed_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp")


def landlock_version() -> int:
    """0 without Landlock."""
    try:
        return version() if sys.platform == "linux" else 0
    except OSError:
        return 0


landlock = pytest.mark.skipif(landlock_version() < 6, reason="needs Linux 6.12 with Landlock")

ATTEMPTS = {
    "open": "os.open(__file__, os.O_RDONLY)",
    "create": "os.open(FILE, os.O_WRONLY | os.O_CREAT)",
    "stat": "os.stat('/')",
    "list": "os.listdir('/')",
    "unlink": "os.unlink(FILE)",
    "socket": "socket.socket()",
    "pipe": "os.pipe()",
    "fork": "os.fork()",
    "exec": "os.execv('/bin/true', ['true'])",
    "thread": "threading.Thread(target=print).start()",
    "kill": "os.kill(os.getppid(), 0)",
    "limits": "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
    "timer": "signal.setitimer(signal.ITIMER_REAL, 1)",
    "code": "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "memory": "bytearray(600 * 2**20)",
}
NAMES = {"memory": "MemoryError", "thread": "RuntimeError", "limits": "ValueError", "timer": "itimer_error"}
"""What Python makes of it; all others are told the kernel's EPERM."""
PROGRAM = """
import mmap, os, resource, signal, socket, sys, threading
from paddock.engine.child.rendering.confinement import confine
from paddock.engine.child.rendering.limits import Limits
FILE = sys.argv[1]
confine(Limits())
try:
    {attempt}
    said = "done"
except BaseException as error:
    said = type(error).__name__
os.write(1, said.encode())
os._exit(0)
"""


def confined(attempt: str, file: Path) -> tuple[int, str]:
    """What became of it."""
    program = PROGRAM.replace("{attempt}", attempt.replace("__file__", repr(__file__)))
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, str(file)],
        env=scrubbed_environment(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_it_cannot(tmp_path: Path, attempt: str) -> None:
    file = tmp_path / "file"
    assert confined(ATTEMPTS[attempt], file) == (0, NAMES.get(attempt, "PermissionError"))
    assert not file.exists()


def test_it_can_compute(tmp_path: Path) -> None:
    work = "assert len(bytearray(400 * 2**20)) and sorted(range(10**5)) and 'x'.upper() and os.urandom(4)"
    assert confined(work, tmp_path / "file") == (0, "done")


HOST = """
import ctypes, os, signal, socket, sys
from pathlib import Path
from paddock.engine.child import landlock
from paddock.engine.child.rendering.confinement import confine_host
def attempt(work):
    try:
        work()
        return "done"
    except OSError as error:
        return type(error).__name__
file = Path(sys.argv[1])
confine_host()
reads, writes = os.pipe()
print(attempt(file.read_bytes), attempt(lambda: os.listdir(file.parent)), attempt(file.unlink))
print(attempt(lambda: os.kill(os.getppid(), 0)), attempt(lambda: os.kill(os.getpid(), 0)))
print(attempt(lambda: os.listdir("/dev/fd")), attempt(lambda: os.open(os.devnull, os.O_RDWR)))
"""
BESIDE = """
def ptrace():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0x4206, os.getppid(), None, None) < 0:
        raise OSError(ctypes.get_errno(), "")
def end():
    pid = os.fork()
    if pid == 0:
        signal.pause()
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
inet, unix = socket.AF_INET, socket.AF_UNIX
kinds = [(inet, socket.SOCK_STREAM), (inet, socket.SOCK_DGRAM), (unix, socket.SOCK_STREAM)]
print(*(attempt(lambda kind=kind: socket.socket(*kind)) for kind in kinds))
print(attempt(lambda: os.execv("/bin/true", ["true"])), attempt(lambda: os.posix_spawn("/bin/true", ["true"], {})))
print(attempt(ptrace), attempt(lambda: os.pidfd_open(os.getppid())), attempt(end))
"""


@landlock
def test_the_host_has_no_files_and_signals_nobody_but_its_own(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("secret")
    command = [sys.executable, "-P", "-c", HOST, str(file)]
    environment = scrubbed_environment(os.environ)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    denied = "PermissionError"
    assert done.stdout.splitlines() == [f"{denied} {denied} {denied}", f"{denied} done", "done done"]
    assert file.exists()


def test_the_host_has_no_network_and_no_programs_and_ends_what_it_forks() -> None:
    command = [sys.executable, "-P", "-c", HOST + BESIDE, os.devnull]
    environment = scrubbed_environment(os.environ)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    no = "PermissionError"
    assert done.stdout.splitlines()[3:] == [f"{no} {no} {no}", f"{no} {no}", f"{no} {no} done"]


UNKNOWN = """
import sys
from paddock.engine.child.rendering import confinement
from paddock.engine.child.rendering.limits import Limits
confinement.CALLS.clear()
print(confinement.why_unfiltered(Limits()))
sys.stdout.flush()
confinement.confine(Limits(), filtered={filtered})
print("as asked")
"""


@pytest.mark.parametrize("filtered", [True, False])
def test_on_a_processor_that_is_not_known_it_fails_unless_no_filter_is_asked_for(filtered: bool) -> None:
    command = [sys.executable, "-P", "-c", UNKNOWN.format(filtered=filtered)]
    environment = scrubbed_environment(os.environ)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = "seccomp cannot be used (Function not implemented)\n"
    assert (done.returncode, done.stdout) == ((1, said) if filtered else (0, f"{said}as asked\n"))
    assert ("no filter of system calls is known for" in done.stderr) == filtered


def test_the_kernel_ends_it_where_nobody_else_does(tmp_path: Path) -> None:
    work = "resource.prlimit(0, resource.RLIMIT_CPU)"  # not even asking is allowed; it was set before
    assert confined(work, tmp_path / "file") == (0, "PermissionError")
    endless = PROGRAM.replace("Limits()", "Limits(cpu_seconds=1)").replace("{attempt}", "while True: pass")
    done = subprocess.run([sys.executable, "-P", "-c", endless, ""], env=scrubbed_environment(os.environ), check=False)
    assert done.returncode < 0
