"""`python -m engine [FOLDER]`: builds the engine into FOLDER (build/engine) as a folder for Python's path, and a wheel.

Its one rule: only a finished build that passed its checks gets the name that the next run looks for.

`PYTHONPATH=build/engine` makes a program use it; `pip install --force-reinstall --no-deps build/engine/wheel/*.whl`
puts it in the place of pip's build. The first run takes about six minutes on two cores, the next ones nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.backends import Backend, backends
from peers import ROOT, PeersError, compiler, fetch, key, pinned
from toolchain import with_flags

NO_COMMON = "set(LLAMA_BUILD_COMMON OFF)\n"
"""Read by CMake within the bindings' project, which otherwise builds llama-common: its programs' library, unused."""
FLAGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DLLAVA_BUILD=OFF",  # pictures
    "-DGGML_CCACHE=OFF",
    # Otherwise the plugins land where llama.cpp never looks, and every library is there three times.
    "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib",
    "-DCMAKE_PLATFORM_NO_VERSIONED_SONAME=ON",
    "-DCMAKE_INSTALL_RPATH=@loader_path" if sys.platform == "darwin" else "-DCMAKE_INSTALL_RPATH=$ORIGIN",
)
LIBRARIES = (".so", ".dylib", ".dll")
_SAME_DATE = "315619200"  # 1980-01-02, the first day that every time zone has in a ZIP file


def provide(folder: Path) -> Path:
    """The folder with the engine, built now if it is not there yet. Raises PeersError."""
    requirement, hashes = pinned((ROOT / "installers" / "constraints.txt").read_text())
    found = backends()
    flags = (*FLAGS, *(flag for backend in found for flag in backend.flags))
    name = key(requirement, hashes, flags, compiler())
    stamp = folder / "built-from.txt"
    if stamp.exists() and stamp.read_text() == name:
        return folder
    _announce(requirement, found)
    folder.parent.mkdir(parents=True, exist_ok=True)
    log = folder.with_name(folder.name + ".log")
    log.write_text("")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-engine-") as work:
        built = build(requirement, hashes, flags, Path(work), log)
        check(built, Path(work))
        (built / stamp.name).write_text(name)
        shutil.rmtree(folder, ignore_errors=True)
        built.rename(folder)
    return folder


def build(requirement: str, hashes: str, flags: Sequence[str], work: Path, log: Path) -> Path:
    """Fetches, compiles and unpacks; the wheel lies beside the package."""
    source = fetch(requirement, hashes, work, log).parents[1]
    (no_common := work / "no-common.cmake").write_text(NO_COMMON)
    arguments = [*flags, f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={no_common}"]
    built = work / "engine"
    pip = [sys.executable, "-I", "-m", "pip", "--no-input", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    settings = [f"--config-settings=build-dir={work / 'build'}"]
    settings += [f"--config-settings=cmake.args={';'.join(arguments)}"]
    run([*pip, "wheel", *offline, *settings, "-w", str(built / "wheel"), str(source)], environment(source, work), log)
    (wheel,) = (built / "wheel").glob("*.whl")
    run([*pip, "install", *offline, "--no-compile", "--target", str(built), str(wheel)], dict(os.environ), log)
    return built


def environment(source: Path, work: Path) -> dict[str, str]:
    """What makes two builds equal: no folder's name, no date and no commit of ours in the libraries."""
    mapped = f"-ffile-prefix-map={source}=llama_cpp_python -ffile-prefix-map={work}=build"
    given = with_flags(os.environ)
    own = {name: f"{given.get(name, '')} {mapped}".strip() for name in ("CFLAGS", "CXXFLAGS")}
    own |= {"SOURCE_DATE_EPOCH": _SAME_DATE, "ZERO_AR_DATE": "1", "GIT_CEILING_DIRECTORIES": str(work.parent)}
    own["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    return {name: text for name, text in os.environ.items() if name not in ("CMAKE_ARGS", "FORCE_CMAKE")} | own


def check(built: Path, work: Path) -> None:
    """Raises PeersError where a plugin is missing, a library is there twice, or one names the folder it came from."""
    libraries = sorted(path for path in (built / "llama_cpp" / "lib").iterdir() if path.suffix in LIBRARIES)
    names = [path.name for path in libraries]
    if not any("ggml-cpu-" in name for name in names):
        raise PeersError(f"The build has no plugins for processors, only {', '.join(names)}.")
    copies = sorted({path.read_bytes() for path in libraries}, key=len)
    if len(copies) != len(libraries):
        raise PeersError(f"The build has libraries twice: {', '.join(names)}.")
    named = [path.name for path in libraries if str(work).encode() in path.read_bytes()]
    if named:
        raise PeersError(f"The build depends on the folder it was made in: {', '.join(named)}.")


def run(command: Sequence[str], env: dict[str, str], log: Path) -> None:
    """Runs it with its output in `log`. Raises PeersError."""
    with log.open("a", encoding="utf-8") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=env, check=False)
    if done.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise PeersError("\n".join([*tail, f"Building the engine failed; all it said is in {log}"]))


def _announce(requirement: str, found: Iterable[Backend]) -> None:
    names = [backend.name for backend in found if not backend.missing]
    print(f"Building {requirement} with {', '.join(names)} (once; about six minutes on two cores)", flush=True)
    for backend in found:
        if backend.missing:
            print(f"  without {backend.name}: {backend.missing}", flush=True)


def main() -> int:
    """Exit codes: 0 with the folder on standard output, 1 with the reason on standard error, 2 wrong usage."""
    if len(sys.argv) > 2 or any(argument.startswith("-") for argument in sys.argv[1:]):
        print("usage: python -m engine [FOLDER]", file=sys.stderr)
        return 2
    try:
        print(provide(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build" / "engine"))
    except PeersError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
