"""What each thing that may be missing is called by the systems' package managers.

Its one rule: data and look-up only; nothing here asks the machine anything or changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Something outside Python: a library by the name the loader looks for, or a program."""

    name: str
    debian: str
    fedora: str
    arch: str


@dataclass(frozen=True)
class System:
    """One family of distributions.

    Attributes:
        refresh: fetches the lists of packages; a fresh image has none, and an old one names versions that are gone.
        install: installs the packages put behind it.
    """

    key: str
    title: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]


SYSTEMS = (
    System("debian", "Debian, Ubuntu", ("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends")),
    System("fedora", "Fedora", ("dnf", "makecache"), ("dnf", "install", "-y")),
    System("arch", "Arch", ("pacman", "-Sy"), ("pacman", "-S", "--needed", "--noconfirm")),
)

# A person who types the command is asked, and gets what the system recommends.
_UNATTENDED = ("-y", "--noconfirm", "--no-install-recommends")

C_COMPILER = Need("a C compiler", "gcc libc6-dev", "gcc", "gcc")
CXX_COMPILER = Need("a C++ compiler", "g++", "gcc-c++", "gcc")

# What a screen reader reads windows with; its tests start one on a bus of their own.
DBUS_DAEMON = Need("dbus-daemon", "dbus-daemon", "dbus-daemon", "dbus")
AT_SPI = Need("at-spi2-core", "at-spi2-core", "at-spi2-core", "at-spi2-core")
XVFB = Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb")

# What Qt's widgets link to, whatever they are shown on.
QT_LIBRARIES = (
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Need("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
)

# What its xcb platform needs on top, to show a window on X11 or XWayland.
XCB_LIBRARIES = (
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Need("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Need("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)


def venv_module(python_version: str) -> Need:
    """Debian splits venv and ensurepip off, one package for each minor version; the others ship them with Python."""
    return Need(f"Python {python_version}'s venv module", f"python{python_version}-venv", "python3", "python")


def names(needs: Iterable[Need], system: System) -> list[str]:
    """The packages that bring the needs on this system, each once, in order."""
    found = (package for need in needs for package in getattr(need, system.key).split())
    return list(dict.fromkeys(found))


def explain(needs: list[Need], systems: Iterable[System] = SYSTEMS) -> str:
    """What is missing and the one command that brings it, for each system."""
    lines = ["Missing: " + ", ".join(need.name for need in needs), ""]
    width = max(len(system.title) for system in SYSTEMS)
    for system in systems:
        command = ["sudo", *(word for word in system.install if word not in _UNATTENDED)]
        lines.append(f"  {system.title + ':':<{width + 1}}  {' '.join([*command, *names(needs, system)])}")
    return "\n".join(lines)
