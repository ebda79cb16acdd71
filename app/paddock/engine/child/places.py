"""Which files Python, llama.cpp and the drivers of graphics cards are made of, on Linux.

One rule: nothing here belongs to a person or to another program: no home, no temporary folder, no settings.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from paddock.engine.child.landlock import DEVICE, READ, Grant, Right
from paddock.engine.child.shape import parts_of

PROGRAMS = (
    *("/usr", "/lib", "/lib32", "/lib64", "/opt"),
    *("/nix/store", "/gnu/store", "/run/opengl-driver", "/run/opengl-driver-32"),  # NixOS, Guix
    *("/app/lib", "/run/host/usr/lib"),  # Flatpak
)
"""Folders of shared libraries, and what belongs to them; CUDA and ROCm lie in /usr/local or /opt."""
SETTINGS = (
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "ld.so.preload", "localtime"),
    *("vulkan", "OpenCL", "drirc", "nvidia", "glvnd", "egl", "alternatives"),
    *("ssl/openssl.cnf", "pki/tls/openssl.cnf", "crypto-policies"),
)
"""In /etc; no names, no addresses, no secrets."""
KERNEL = (
    "/sys",
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/vmstat", "/proc/version", "/proc/devices"),
    *("/proc/filesystems", "/proc/modules", "/proc/sys", "/proc/driver", "/proc/bus/pci"),
)
"""What the machine is, and how much of it is free. Of /proc nothing that tells of other processes."""
PLAIN_DEVICES = ("null", "zero", "full", "random", "urandom")
GRAPHICS_DEVICES = ("nvidia*", "dri", "kfd", "dxg", "mali*", "kgsl*", "udmabuf", "dma_heap")
"""In /dev: NVIDIA's, those of the kernel's own drivers, AMD's for computing, Windows' (WSL), of telephones' chips."""
MOST_ENTRIES, DEEPEST = 20_000, 6
"""Of a folder of models: entries that are looked at, and folders below it."""
PATH_LISTS = ("LD_LIBRARY_PATH", "VK_LAYER_PATH", "VK_ADD_LAYER_PATH", "GGML_BACKEND_PATH", "LLAMA_CPP_LIB_PATH")
FILE_LISTS = ("VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES")
DATA_LISTS = ("XDG_DATA_HOME", "XDG_DATA_DIRS")
"""Variables of the environment that name folders (or files) of libraries, of Vulkan's drivers, of data."""


def programs_and_devices(environment: Mapping[str, str], dev: Path = Path("/dev")) -> Iterator[Grant]:
    """What the process needs, whatever the model."""
    yield from (Grant(Path(folder)) for folder in (*PROGRAMS, *KERNEL))
    yield from (Grant(Path("/etc", name)) for name in SETTINGS)
    yield from (Grant(folder) for folder in _python() if not _too_much(folder))
    yield from (Grant(folder) for folder in _named(environment) if not _too_much(folder))
    yield Grant(Path("/proc/self"), READ | Right.WRITE_FILE)  # threads are named there
    yield from (Grant(dev / name, DEVICE) for name in PLAIN_DEVICES)
    yield from (Grant(device, DEVICE) for name in GRAPHICS_DEVICES for device in dev.glob(name))


def models(paths: Iterable[Path], own: Path | None = None) -> Iterator[Path]:
    """Files with the further ones of the same model; of folders the GGUF files that lie there now, through links.

    Args:
        own: a folder that is granted as a whole.
    """
    if own is not None and own.is_dir() and not _too_much(own):
        yield own
    for path in paths:
        with contextlib.suppress(OSError):  # it is not there: loading it says so
            yield from _inside(path) if path.is_dir() else parts_of(path)


def _inside(root: Path) -> Iterator[Path]:
    left, been, waiting = MOST_ENTRIES, set(), [(root, 0)]
    while waiting:
        folder, depth = waiting.pop(0)
        with contextlib.suppress(OSError):
            status = folder.stat()
            if (status.st_dev, status.st_ino) in been:  # links may lead in circles
                continue
            been.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as found:
                for entry in found:
                    if (left := left - 1) < 0:
                        return
                    if Path(entry.path).is_dir():  # `entry` would stumble over a link to itself
                        if depth < DEEPEST and not entry.name.startswith("."):
                            waiting.append((Path(entry.path), depth + 1))
                    elif entry.name.lower().endswith(".gguf"):
                        yield Path(entry.path)


def _python() -> Iterator[Path]:
    """Where modules are imported from, and the libraries of the installation."""
    yield from (Path(folder) for folder in sys.path if folder)
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        yield from (Path(prefix, name) for name in ("lib", "lib64"))


def _named(environment: Mapping[str, str]) -> Iterator[Path]:
    def listed(names: tuple[str, ...]) -> Iterator[Path]:
        for name in names:
            yield from (Path(path) for path in environment.get(name, "").split(os.pathsep) if path)

    yield from listed(PATH_LISTS)
    yield from (file.parent for file in listed(FILE_LISTS))
    yield from (folder / "vulkan" for folder in listed(DATA_LISTS))


def _too_much(folder: Path) -> bool:
    """Whether a person's files lie in it: somebody put their home on Python's path, say."""
    private = [Path("/tmp")]
    with contextlib.suppress(RuntimeError):  # an account without one
        private.append(Path.home().resolve())
    folder = folder.resolve()
    return any(folder == place or folder in place.parents for place in private)
