"""The process gives up what it needs not, before it reads the first byte of a model file.

One rule: what the system does not offer stops nobody; it is told, barrier by barrier, and the program shows it.

Model files come from strangers, and llama.cpp's readers have had their holes. So nothing that a file can make this
process do should reach a person's files, the network, or another program. It is done on the main thread, before any
other is started: threads inherit it.

    Linux    Landlock (files, TCP, signals), seccomp (system calls), resource limits
    macOS    the sandbox that `sandbox-exec` uses
    Windows  only the job object that the program puts this process into (engine/job_object.py)
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.said import joined, say
from paddock.engine.api import Barrier, Guarded, is_confined
from paddock.engine.child import landlock, places, seatbelt, seccomp
from paddock.engine.child.bindings import CARDS, built_for
from paddock.engine.child.linux import give_up_privileges
from paddock.engine.child.shape import parts_of
from paddock.engine.ram import total_memory
from paddock.engine.wire import START, Confine

OPEN_FILES = 4096
"""A model in a thousand files has them all open while it is loaded; graphics drivers open dozens."""
LARGEST_FILE = 4 << 30
"""Bytes. A block of the KV cache has 256 tokens: 0.7 GB of the largest Llama without grouped heads."""
SPARE_ADDRESSES = 1 << 30
"""Bytes beside the memory that there is: what threads and allocators reserve and never touch."""
DRIVERS = "drivers"
"""The folder beside KV caches where graphics drivers keep the programs that they have compiled."""
WAKING = 10.0  # s
WITHOUT_LANDLOCK = {
    errno.ENOSYS: say("this kernel has no Landlock"),
    errno.EOPNOTSUPP: say("Landlock is switched off in this kernel"),
}


@dataclass(frozen=True, slots=True)
class Confinement:
    """What this process is kept from.

    Attributes:
        writes: the folder that it may write in.
    """

    barriers: tuple[Barrier, ...] = ()
    writes: Path | None = None

    def check(self, paths: Iterable[Path]) -> None:
        """Refuse to load what this process may not read: the program can then start another one that may.

        Args:
            paths: of a model in several files the first.

        Raises:
            UserError: "not-allowed".
        """
        if not is_confined(self.barriers):
            return
        for path in paths:
            for part in parts_of(path):
                if _is_denied(part):
                    raise UserError(
                        say("The engine may not read “{name}”.", name=part.name),
                        say("Check the rights of the file, or open it again."),
                        code="not-allowed",
                        remedy=Remedy.OPEN_FILE,
                    )


def _is_denied(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    except PermissionError:
        return not path.is_dir()
    except OSError:
        return False  # it is missing or broken: loading it says so, as of a folder
    return False


def confine(access: Confine) -> Confinement:
    """Give up everything but `access`, and what Python, llama.cpp and the drivers are made of."""
    writes = _cache(access)
    os.environ.update(_compiled(writes))
    return Confinement(tuple(_barriers(access, writes, sys.platform)), writes)


def confine_writer(reads: Iterable[Path], target: Path | None, largest: int) -> Confinement:
    """As `confine`, for a process that makes one file of others.

    Args:
        reads: of a model in several files the first.
        target: the file, which is there already: where files are made nothing is granted.
        largest: bytes that it may have.
    """
    os.environ.update(_compiled(None))
    access = Confine(START, tuple(reads), None, None)
    return Confinement(tuple(_barriers(access, target, sys.platform, largest)), target)


def _barriers(access: Confine, writes: Path | None, system: str, largest: int = LARGEST_FILE) -> Iterator[Barrier]:
    if system == "win32":
        yield from (Barrier(guarded, False, say("Paddock does not do that on Windows")) for guarded in OPEN_ON_WINDOWS)
        return
    limit(largest)
    if system == "linux":
        wake_nvidia()
        yield from _linux(access, writes)
        yield limit_memory(total_memory() + SPARE_ADDRESSES)
    elif system == "darwin":
        yield from seatbelt.barriers(places.models(access.models, access.own_models), writes)
        yield Barrier(Guarded.MEMORY, False, say("macOS has no limit for it"))


OPEN_ON_WINDOWS = (Guarded.FILES, Guarded.NETWORK, Guarded.PROCESSES, Guarded.MEMORY)
"""The program tells of the others: its job object does what is done."""


def _cache(access: Confine) -> Path | None:
    if access.cache_dir is not None:
        with contextlib.suppress(OSError):  # whoever writes there says what is wrong
            access.cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = access.cache_dir or access.cache_home
    return folder if folder is not None and folder.is_dir() else None


def _compiled(writes: Path | None) -> dict[str, str]:
    """Tells graphics drivers where to keep what they compile, which can take minutes: beside KV caches, or nowhere.

    No word of a chat is in it, only the operations of models.
    """
    if writes is None:
        return {"MESA_SHADER_CACHE_DISABLE": "true", "CUDA_CACHE_DISABLE": "1", "__GL_SHADER_DISK_CACHE": "0"}
    folder = writes / DRIVERS
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    names = ("MESA_SHADER_CACHE_DIR", "CUDA_CACHE_PATH", "__GL_SHADER_DISK_CACHE_PATH", "AMD_SHADER_DISK_CACHE_PATH")
    return dict.fromkeys(names, str(folder))


def wake_nvidia() -> None:
    """What CUDA does when it is first used since the computer started, and here could not: have the kernel's driver
    loaded and its device files made, by a program that comes with the driver."""
    tool = shutil.which("nvidia-modprobe")
    if tool and not Path("/dev/nvidia-uvm").exists() and built_for("cuda"):
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            quiet = subprocess.DEVNULL
            subprocess.run([tool, "-u", "-c=0"], stdin=quiet, stdout=quiet, stderr=quiet, timeout=WAKING, check=False)


def limit(largest: int) -> None:
    """No memory image on the disk, no endless file, no thousands of open ones."""
    import resource  # POSIX alone has it

    most = {resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: OPEN_FILES, resource.RLIMIT_FSIZE: largest}
    for name, value in most.items():
        _, hard = resource.getrlimit(name)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (value, value))


def limit_memory(most: int) -> Barrier:
    """So that a file that makes llama.cpp ask for too much fails at that, and not all that runs on the computer.

    What is written to counts, and what could be; a model's mapped file does not. Not where graphics cards are used:
    how many addresses their drivers reserve so nobody says.

    Args:
        most: bytes.
    """
    import resource

    if built_for(*CARDS):
        return Barrier(Guarded.MEMORY, False, say("drivers of graphics cards may reserve more than there is"))
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (OSError, ValueError) as error:
        return Barrier(Guarded.MEMORY, False, say("the limit cannot be set ({why})", why=error))
    return Barrier(Guarded.MEMORY, True, say("a resource limit"))


def _linux(access: Confine, writes: Path | None) -> Iterator[Barrier]:
    own = [landlock.Grant(writes, landlock.WRITE)] if writes is not None else []
    grants = [
        *places.programs_and_devices(os.environ),
        *map(landlock.Grant, places.models(access.models, access.own_models)),
        *own,
    ]
    files, fails = _landlock(grants), _seccomp()
    yield Barrier(Guarded.FILES, not files.error, files.error or files.name)
    yield _either(Guarded.NETWORK, fails)
    yield _either(Guarded.PROGRAMS, fails, files)  # by Landlock: nothing is granted to be executed
    yield _either(Guarded.PROCESSES, fails)


@dataclass(frozen=True, slots=True)
class _Means:
    """What confines, and why it does not ("" if it does)."""

    name: str
    error: str = ""


def _landlock(grants: Iterable[landlock.Grant]) -> _Means:
    try:
        give_up_privileges()
        return _Means(f"Landlock {landlock.restrict(grants)}")
    except OSError as error:
        why = WITHOUT_LANDLOCK.get(error.errno or 0, say("Landlock cannot be used ({why})", why=error.strerror))
        return _Means("Landlock", why)


def _seccomp() -> _Means:
    try:
        give_up_privileges()
        seccomp.install(seccomp.usual(os.getpid()))
        return _Means("seccomp")
    except OSError as error:
        return _Means("seccomp", say("seccomp cannot be used ({why})", why=error.strerror))


def _either(guarded: Guarded, *means: _Means) -> Barrier:
    """Any of these is enough."""
    holding = [each.name for each in means if not each.error]
    return Barrier(guarded, bool(holding), ", ".join(holding) or joined((each.error for each in means), ", "))
