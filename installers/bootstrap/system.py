"""Asks the machine what it has, and installs what it lacks where that was asked for.

Its one rule: it never installs anything unless PADDOCK_INSTALL_SYSTEM_PACKAGES=1 and the user is root.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bootstrap import packages
from bootstrap.packages import Need, System

OLDEST, NEWEST = (3, 11), (3, 13)
AT_SPI_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
INSTALL = "PADDOCK_INSTALL_SYSTEM_PACKAGES"

_HELLO = {"c": "#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n"}
_HELLO["c++"] = "#include <cstdlib>\n#include <string>\nint main() { return std::string().empty() ? 0 : 1; }\n"


class SetupError(Exception):
    """Setting up cannot go on; the text says what happened and what to do."""


def python_version(python: str) -> tuple[int, int] | None:
    """Its major and minor version, or None where it does not run (a pyenv shim without its Python, say)."""
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True, timeout=30, check=True)
        major, minor = done.stdout.split()
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return int(major), int(minor)


def find_python(env: Mapping[str, str]) -> str:
    """The Python to make the environment with: PYTHON= decides; otherwise this one, or the newest that fits.

    Raises SetupError where none is between OLDEST and NEWEST.
    """
    chosen = env.get("PYTHON", "")
    names = [chosen] if chosen else [sys.executable, "python3.13", "python3.12", "python3.11", "python3"]
    seen = []
    for name in names:
        version = python_version(name)
        if version and OLDEST <= version <= NEWEST:
            return name
        seen.append(f"{name} ({'.'.join(map(str, version)) if version else 'does not run'})")
    raise SetupError(
        f"Paddock needs Python {_dotted(OLDEST)} to {_dotted(NEWEST)}. Looked at: {', '.join(seen)}.\n"
        "Install one of them, or name it: make run PYTHON=/path/to/python3.12"
    )


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def missing_venv(python: str) -> list[Need]:
    """Debian's python3 imports venv but lacks ensurepip until python3.x-venv is there."""
    done = subprocess.run([python, "-I", "-c", "import venv, ensurepip"], capture_output=True, check=False)
    if done.returncode == 0:
        return []
    return [packages.venv_module(_dotted(python_version(python) or OLDEST))]


def compiles(language: str, env: Mapping[str, str]) -> bool:
    """Builds a program of one line: a compiler without its headers or linker counts as missing."""
    variable, names = {"c": ("CC", ("cc", "gcc", "clang")), "c++": ("CXX", ("c++", "g++", "clang++"))}[language]
    wanted = env.get(variable, "").split()
    found = next((path for path in (shutil.which(name, path=env.get("PATH", "")) for name in names) if path), None)
    compiler = wanted or ([found] if found else [])
    if not compiler:
        return False
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "hello." + {"c": "c", "c++": "cpp"}[language])
        source.write_text(_HELLO[language])
        try:
            done = subprocess.run(
                [*compiler, str(source), "-o", str(Path(folder, "hello"))], capture_output=True, env=env, check=False
            )
        except OSError:
            return False
    return done.returncode == 0


def missing_compilers(env: Mapping[str, str]) -> list[Need]:
    """What llama.cpp is compiled with. cmake and ninja come from the constraints files."""
    wanted = (("c", packages.C_COMPILER), ("c++", packages.CXX_COMPILER))
    return [need for language, need in wanted if not compiles(language, env)]


def missing_libraries(needs: Iterable[Need]) -> list[Need]:
    """Those that the dynamic loader does not find. Only Linux leaves them to the system."""
    if not sys.platform.startswith("linux"):
        return []
    return [need for need in needs if not _loads(need.name)]


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_xvfb(env: Mapping[str, str]) -> list[Need]:
    """The X server without a screen that the xcb tests run on."""
    there = not sys.platform.startswith("linux") or shutil.which("Xvfb", path=env.get("PATH", ""))
    return [] if there else [packages.XVFB]


def missing_at_spi(env: Mapping[str, str]) -> list[Need]:
    """What the tests need that read the window as a screen reader does."""
    if not sys.platform.startswith("linux"):
        return []
    daemon = [] if shutil.which("dbus-daemon", path=env.get("PATH", "")) else [packages.DBUS_DAEMON]
    return [*daemon, *([] if AT_SPI_SERVICE.exists() else [packages.AT_SPI])]


def may_install(env: Mapping[str, str]) -> bool:
    """True where installing system packages was asked for; SetupError where it was but cannot be done."""
    if env.get(INSTALL) != "1":
        return False
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(
            f"{INSTALL}=1 installs system packages, which only root may do. Run it as root or leave it out."
        )
    return True


def installer(env: Mapping[str, str]) -> System | None:
    """The system whose package manager is here."""
    path = env.get("PATH", "")
    return next((system for system in packages.SYSTEMS if shutil.which(system.install[0], path=path)), None)


def install(needs: Sequence[Need], env: Mapping[str, str]) -> None:
    """Installs the packages that bring the needs. Raises SetupError with the manager's last words."""
    system = installer(env)
    if system is None:
        raise SetupError("None of apt-get, dnf and pacman is here. " + packages.explain(list(needs)))
    wanted = packages.names(needs, system)
    print(f"Installing {' '.join(wanted)}", flush=True)
    quiet = {**env, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*system.refresh], [*system.install, *wanted]):
        done = subprocess.run(
            command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    if done.returncode:  # a refresh that failed does not matter if the packages could be had all the same
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise SetupError(f"{tail}\n\n`{' '.join(command)}` failed (exit code {done.returncode}).")


def explain(needs: list[Need]) -> str:
    """What is missing and how to get it, on macOS in one line."""
    if sys.platform == "darwin":
        return f"Missing: {', '.join(need.name for need in needs)}\n\n  xcode-select --install"
    return packages.explain(needs)
