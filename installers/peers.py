"""Builds llama-server and llama-bench, the programs that `make bench` measures the engine against.

Its one rule: the peers come from the source distribution that `constraints.txt` pins, configured as pip configured it
for the engine, so that a difference between them is ours. Standard library only.

`python installers/peers.py` prints the folder that holds them. The first run takes about six minutes on two cores, the
next ones nothing. They lie in `.bench` (which `make clean` removes), or where PADDOCK_BENCH_CACHE says.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from toolchain import HEADER, cxx_flags, with_flags

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("llama-server", "llama-bench")
FLAGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=ON",
    "-DGGML_NATIVE=ON",
    # The programs find their libraries beside them, wherever the folder is moved.
    "-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON",
    "-DCMAKE_INSTALL_RPATH=$ORIGIN",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_APP=OFF",
    # The source distribution holds no built web page; the server is asked over HTTP only. Without the second flag
    # the build would fetch the page from the network.
    "-DLLAMA_BUILD_UI=OFF",
    "-DLLAMA_USE_PREBUILT_UI=OFF",
    "-DLLAMA_OPENSSL=OFF",
)


class PeersError(Exception):
    """They could not be built; the text says what to look at."""


def pinned(constraints: str) -> tuple[str, str]:
    """The requirement and the hash options of the engine, as one line of `constraints.txt` each."""
    found = re.search(r"^(llama-cpp-python==\S+)((?:\s*\\?\s*--hash=\S+)+)", constraints, re.MULTILINE)
    if found is None:
        raise PeersError("installers/constraints.txt pins no llama-cpp-python with a hash.")
    return found[1], " ".join(re.findall(r"--hash=\S+", found[2]))


def flags() -> tuple[str, ...]:
    """What CMake is told; CMAKE_ARGS is read by pip's build of the engine as well."""
    return (*FLAGS, *shlex.split(os.environ.get("CMAKE_ARGS", "")))


def key(requirement: str, hashes: str, options: Sequence[str], compiler: str) -> str:
    """Names a build: equal for equal sources, flags and compiler."""
    digest = hashlib.sha256("\n".join([requirement, hashes, *options, compiler]).encode()).hexdigest()
    return f"{requirement.replace('==', '-')}-{digest[:12]}"


def compiler() -> str:
    """The compiler's own words for its version, and what it needs; "" where there is none (CMake then says so)."""
    program = shutil.which(os.environ.get("CXX") or "c++")
    if program is None:
        return ""
    words = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return words + (HEADER.read_text() if cxx_flags() else "")


def cache() -> Path:
    return Path(os.environ.get("PADDOCK_BENCH_CACHE") or ROOT / ".bench")


def fetch(requirement: str, hashes: str, folder: Path, log: Path) -> Path:
    """The unpacked source of llama.cpp."""
    wanted = folder / "requirement.txt"
    wanted.write_text(f"{requirement} {hashes}\n")
    pip = [sys.executable, "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", "download"]
    options = ["--no-binary", ":all:", "--no-deps", "--no-build-isolation", "--require-hashes"]
    _run([*pip, *options, "-d", str(folder), "-r", str(wanted)], log)
    (archive,) = folder.glob("llama_cpp_python-*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    return archive.with_name(archive.name.removesuffix(".tar.gz")) / "vendor" / "llama.cpp"


def build(source: Path, folder: Path, options: Sequence[str], log: Path) -> Path:
    """Compiles the two programs and nothing that they do not need; returns the folder they are in."""
    _run(["cmake", "-G", "Ninja", "-S", str(source), "-B", str(folder), *options], log)
    _run(["cmake", "--build", str(folder), "--target", *PROGRAMS], log)
    return folder / "bin"


def provide() -> Path:
    """The folder with the programs, built now if they are not there yet. Raises PeersError."""
    requirement, hashes = pinned((ROOT / "installers" / "constraints.txt").read_text())
    options = flags()
    home = cache() / key(requirement, hashes, options, compiler())
    if home.exists():
        return home
    cache().mkdir(parents=True, exist_ok=True)
    log = cache() / "peers.log"
    log.write_text("")
    print(f"Building {' and '.join(PROGRAMS)} of {requirement} (once; about six minutes on two cores)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=cache(), prefix="building-") as name:
        folder = Path(name)
        built = build(fetch(requirement, hashes, folder, log), folder / "build", options, log)
        # Only a finished build gets the name that the next run looks for.
        built.rename(home)
    return home


def _run(command: Sequence[str], log: Path) -> None:
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    with log.open("a", encoding="utf-8") as out:
        out.write(f"\n$ {shlex.join(command)}\n")
        out.flush()
        try:
            done = subprocess.run(
                command, stdout=out, stderr=subprocess.STDOUT, env=with_flags({**os.environ, "PATH": path}), check=False
            )
        except OSError as error:
            raise PeersError(f"{command[0]} does not start: {error}") from error
    if done.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise PeersError("\n".join([*tail, f"{command[0]} failed; all it said is in {log}"]))


def main() -> int:
    """Exit codes: 0 with the folder on standard output, 1 with the reason on standard error."""
    try:
        print(provide())
    except PeersError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
