"""What a file that took over the engine's process would try; run as a process of its own, or `inside` that one.

    canary.py confined|free JSON   {"models": [...], "cache": ..., "outside": <folder>, "tcp": <port>, "unix": <path>,
                                    "datagrams": <path>}
    canary.py devices JSON         {"dev": <folder that stands for /dev>, "tried": [...]}

Its one rule: each attempt is what a program would really do, and succeeds in a process that is free. What it says, as
JSON, is "done", or the name of the error.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import importlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from paddock.engine import wire
from paddock.engine.child import landlock, places
from paddock.engine.child.confinement import confine
from paddock.engine.child.linux import give_up_privileges

Attempt = Callable[[], object]
TIOCGPTN = 0x80045430
"""asm-generic/ioctls.h"""


def attempts(at: dict[str, Any], had: socket.socket) -> Iterator[tuple[str, Attempt]]:
    """Name and attempt, in order; `had` is a socket for datagrams, made before anything was given up."""
    yield from files(Path(at["outside"]), Path(at["cache"]), [Path(model) for model in at["models"]])
    yield from network(at["tcp"], at["unix"])
    yield from datagrams(at["datagrams"], had)
    yield from programs()
    yield from processes()
    yield from scheduling(os.getppid())
    yield from signals_by_descriptor(os.getppid())
    yield from own(Path(at["cache"]), [Path(model) for model in at["models"]])


def files(outside: Path, cache: Path, models: list[Path]) -> Iterator[tuple[str, Attempt]]:
    """Those of a person: `outside` holds secret.txt, empty.txt, private/ and doomed.txt."""
    secret, empty, doomed = outside / "secret.txt", outside / "empty.txt", outside / "doomed.txt"
    yield "read a file", secret.read_text
    yield "read it by a link", (outside / "link.txt").read_text
    yield "read it by /proc/self/root", Path(f"/proc/self/root{secret}").read_text
    yield "list a folder", lambda: list(outside.iterdir())
    yield "list the home", lambda: list(Path.home().iterdir())
    yield "list /tmp", lambda: list(Path("/tmp").iterdir())
    yield "read the accounts", Path("/etc/passwd").read_text
    yield "write a file", lambda: (outside / "new.txt").write_text("x")
    yield "write into a file", lambda: os.close(os.open(empty, os.O_WRONLY))
    yield "write into a model", lambda: os.close(os.open(models[0], os.O_RDWR))
    yield "empty a file", lambda: os.truncate(empty, 0)
    yield "delete a file", doomed.unlink
    yield "rename a file", lambda: empty.rename(outside / "renamed.txt").rename(empty)
    yield "make a folder", (outside / "made").mkdir
    yield "take a file into the cache", lambda: os.link(secret, cache / "taken.txt")
    yield "make a link", lambda: (cache / "link.txt").symlink_to(secret)
    yield "change its rights", lambda: secret.chmod(0o644)
    yield "change its owner", lambda: os.chown(secret, os.getuid(), -1)
    yield "change its times", lambda: os.utime(secret)
    yield "use another device", lambda: command(Path("/dev/ptmx"))
    yield "watch a folder", lambda: watch(outside)
    yield "read the program's environment", Path(f"/proc/{os.getppid()}/environ").read_bytes
    yield "read what others are called", Path(f"/proc/{os.getppid()}/cmdline").read_bytes


def network(tcp: int, unix: str) -> Iterator[tuple[str, Attempt]]:
    """Servers listen at `tcp` and `unix`."""

    def connect(family: int, kind: int, address: Any) -> None:
        with socket.socket(family, kind) as it:
            it.connect(address)

    yield "TCP", lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", tcp))
    yield "TCP, version 6", lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()
    yield "UDP", lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 53))
    yield "a socket in the file system", lambda: connect(socket.AF_UNIX, socket.SOCK_STREAM, unix)
    yield "netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()
    yield "listen", lambda: socket.create_server(("127.0.0.1", 0)).close()
    yield "look up a name", lambda: socket.getaddrinfo("localhost", 80)


def datagrams(to: str, had: socket.socket) -> Iterator[tuple[str, Attempt]]:
    """A pair of sockets is connected, but each may send to others, too: somebody receives at `to`."""

    def send() -> None:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with one, other:
            one.sendto(b"x", to)

    yield "a datagram", send
    yield "a pair for packets", lambda: [end.close() for end in socket.socketpair(type=socket.SOCK_SEQPACKET)]
    yield "a datagram by an old socket", lambda: had.sendto(b"x", to)
    yield "a message by an old socket", lambda: had.sendmsg([b"x"], [], 0, to)
    yield "many messages", lambda: call(307, 269, had.fileno(), 0, 0, 0)  # sendmmsg, of none


def programs() -> Iterator[tuple[str, Attempt]]:
    """`true` is everywhere."""

    def run_in_memory() -> None:
        program = os.memfd_create("true", 0)
        os.write(program, Path("/bin/true").read_bytes())
        subprocess.run([f"/proc/self/fd/{program}"], pass_fds=[program], check=True)

    def replace() -> None:
        """Instead of a process that would be replaced if it could be: no program of that name would be found."""
        try:
            os.execv("/usr/lib/no-such-program", ["x"])
        except FileNotFoundError:
            return

    yield "start a program", lambda: subprocess.run(["/bin/true"], check=True)
    yield "start it otherwise", lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    yield "by a shell", lambda: done(os.system("/bin/true"))
    yield "from memory", run_in_memory
    yield "become a program", replace
    yield "fork", fork


def processes() -> Iterator[tuple[str, Attempt]]:
    """The one that started this."""
    parent = os.getppid()
    yield "signal the program", lambda: os.kill(parent, 0)
    yield "signal all", lambda: os.kill(-os.getpgrp(), 0)
    yield "trace the program", lambda: trace(parent)
    yield "hold the program", lambda: os.close(os.pidfd_open(parent))
    yield "read its memory", lambda: call(310, 270, parent, 0, 0, 0, 0, 0)  # process_vm_readv, of nothing
    yield "share memory with others", lambda: call(29, 194, 0, 4096, 0o1600)  # shmget
    yield "a ring of system calls", lambda: call(425, 425, 1, ctypes.create_string_buffer(256))  # io_uring_setup
    yield "another name space", lambda: call(272, 97, 0)  # unshare


def scheduling(other: int) -> Iterator[tuple[str, Attempt]]:
    """As it is, which needs no right."""
    nice = os.getpriority(os.PRIO_PROCESS, other)
    as_it_is = struct.pack("=IIQiIQQQ", 48, 0, 0, nice, 0, 0, 0, 0)  # struct sched_attr, linux/sched/types.h
    usual = os.sched_param(0)
    yield "another's priority", lambda: os.setpriority(os.PRIO_PROCESS, other, nice)
    yield "its scheduler", lambda: os.sched_setscheduler(other, os.SCHED_OTHER, usual)
    yield "its scheduler's parameter", lambda: os.sched_setparam(other, usual)
    yield "its scheduler's attributes", lambda: call(314, 274, other, as_it_is, 0)  # sched_setattr
    yield "its turn at the disk", lambda: call(251, 30, 1, other, 2 << 13 | 4)  # ioprio_set


def signals_by_descriptor(other: int) -> Iterator[tuple[str, Attempt]]:
    """The kernel sends them when something can be read; nothing ever can here."""

    def on_a_pipe(command: int, argument: int | bytes) -> None:
        ends = os.pipe()
        try:
            fcntl.fcntl(ends[0], command, argument)
        finally:
            for end in ends:
                os.close(end)

    def on_a_socket(command: int) -> None:
        one, other_end = socket.socketpair()
        with one, other_end:
            fcntl.ioctl(one, command, struct.pack("=i", other))

    yield "own a descriptor", lambda: on_a_pipe(fcntl.F_SETOWN, other)
    yield "own it otherwise", lambda: on_a_pipe(15, struct.pack("=ii", 1, other))  # F_SETOWN_EX, F_OWNER_PID
    yield "its signal", lambda: on_a_pipe(10, 9)  # F_SETSIG
    yield "own a socket", lambda: on_a_socket(0x8901)  # FIOSETOWN
    yield "own a socket otherwise", lambda: on_a_socket(0x8902)  # SIOCSPGRP


def own(cache: Path, models: list[Path]) -> Iterator[tuple[str, Attempt]]:
    """What the process needs, and has."""

    def keep() -> None:
        (cache / "a.part").write_bytes(b"x")
        (cache / "a.part").replace(cache / "a.kv")
        with (cache / "a.kv").open("r+b") as file:
            os.utime(file.fileno())
            file.truncate(0)
        (cache / "a.kv").unlink()
        (cache / "sub").mkdir()
        (cache / "sub").rmdir()

    def run() -> None:
        thread = threading.Thread(target=lambda: None)
        thread.start()
        thread.join()

    def send() -> None:
        one, other = socket.socketpair()
        with one, other:
            one.sendall(b"x")
            other.recv(1)

    yield "own: read the models", lambda: [model.read_bytes() for model in models]
    yield "own: the cache", keep
    yield "own: the memory's size", Path("/proc/meminfo").read_text
    yield "own: maps", Path("/proc/self/maps").read_text
    yield "own: the machine", lambda: list(Path("/sys/devices/system/cpu").iterdir())
    yield "own: random numbers", lambda: os.close(os.open("/dev/urandom", os.O_RDONLY))
    yield "own: nothing", lambda: Path("/dev/null").write_text("x")
    yield "own: an import", lambda: importlib.import_module("wave")
    yield "own: threads", run
    yield "own: a pair of sockets", lambda: [end.close() for end in socket.socketpair()]
    yield "own: sending to each other", send
    yield "own: a signal", lambda: os.kill(os.getpid(), 0)
    yield "own: how it is scheduled", lambda: os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    yield "own: where it runs", lambda: os.sched_setaffinity(threading.get_native_id(), os.sched_getaffinity(0))
    yield "own: flags of a descriptor", lambda: fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL))


def watch(folder: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(0)
    done(libc.inotify_add_watch(descriptor, os.fsencode(folder), 0x100))
    os.close(descriptor)


def fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def trace(pid: int) -> None:
    """PTRACE_SEIZE stops nobody."""
    libc = ctypes.CDLL(None, use_errno=True)
    done(libc.ptrace(0x4206, pid, None, None))
    libc.ptrace(17, pid, None, None)


def call(x86_64: int, aarch64: int, *arguments: object) -> None:
    """By its number, on either processor."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    done(libc.syscall(ctypes.c_long(aarch64 if os.uname().machine == "aarch64" else x86_64), *words))


def done(result: int) -> None:
    """As libc says it; a shell's status may be negative, too."""
    if result < 0 or result == 127 << 8:
        raise OSError(ctypes.get_errno() or errno.EPERM, "")


def command(device: Path) -> None:
    """Give a device a command: that for the number of a pseudo-terminal. What is none says that it does not know it."""
    descriptor = os.open(device, os.O_RDWR)
    try:
        number = ctypes.create_string_buffer(8)
        done(ctypes.CDLL(None, use_errno=True).ioctl(descriptor, ctypes.c_ulong(TIOCGPTN), number))
    except OSError as error:
        if error.errno not in (errno.ENOTTY, errno.EINVAL):
            raise
    finally:
        os.close(descriptor)


def tried(attempt: Attempt) -> str:
    """ "done", or the name of the error."""
    try:
        attempt()
    except socket.gaierror as error:
        return f"gaierror {error.errno}"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "no errno")
    return "done"


def states() -> list[str]:
    """How each thread of this process is filtered."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        lines = dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines() if ":\t" in line)
        found.append(f"Seccomp {lines['Seccomp']}, NoNewPrivs {lines['NoNewPrivs']}")
    return found


def found_by(at: dict[str, Any], had: socket.socket) -> dict[str, Any]:
    """Everything on this thread, and reading a file on one that is started now."""
    found = {name: tried(attempt) for name, attempt in attempts(at, had)}
    read, told = threading.Event(), threading.Event()

    def on_a_thread() -> None:
        found["on a thread"] = tried(Path(at["outside"], "secret.txt").read_text)
        read.set()
        told.wait()

    thread = threading.Thread(target=on_a_thread)
    thread.start()
    read.wait()
    result = {"found": found, "threads": states(), "environment": dict(os.environ)}
    told.set()
    thread.join()
    return result


def canary(at: dict[str, Any], confined: bool) -> dict[str, Any]:
    """A process of its own, which does what the engine's does."""
    barriers: list[str] = []
    had, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    if confined:
        access = wire.Confine(wire.START, tuple(map(Path, at["models"])), Path(at["cache"]), None)
        barriers = [f"{barrier.guards}: {barrier.holds}, {barrier.by}" for barrier in confine(access).barriers]
    return {"barriers": barriers, **found_by(at, had)}


def devices(dev: Path, names: list[str]) -> dict[str, str]:
    """Where `dev` is taken for /dev."""
    give_up_privileges()
    landlock.restrict(places.programs_and_devices(os.environ, dev))
    return {name: tried(lambda name=name: command(Path(name))) for name in names}


def main() -> None:
    """See above."""
    how, at = sys.argv[1], json.loads(sys.argv[2])
    print(json.dumps(devices(Path(at["dev"]), at["tried"]) if how == "devices" else canary(at, how == "confined")))


if __name__ == "__main__":
    main()
