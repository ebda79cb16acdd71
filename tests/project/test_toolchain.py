"""The compiler's help: only where its header is wrong, and then it mends what the header breaks."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

RIGHT = 'void f() { asm volatile ("ldtilecfg\\t%X0" :: "m" (*((const char (*)[64])p))); }'
WRONG = 'void f() { asm volatile ("ldtilecfg\\t%X0" :: "m" (*((const void **)__config))); }'
CONFIGURE = """
struct Config { unsigned char palette = 0, row = 0, zero[14] = {}; unsigned short columns[16] = {}; };
void configure() { alignas(64) Config c; c.palette = 1; c.columns[7] = 0x1234; _tile_loadconfig(&c); }
"""


@pytest.fixture
def toolchain(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "installers"))
    return importlib.import_module("toolchain")


def compiler(folder: Path, header: str, code: int = 0) -> str:
    """A stand-in that says what a header holds."""
    program = folder / "c++"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\ncat <<'END'\n{header}\nEND\nexit {code}\n")
    program.chmod(0o755)
    return str(program)


def test_only_a_wrong_header_is_mended(toolchain: ModuleType, tmp_path: Path) -> None:
    env = {"CXX": compiler(tmp_path, WRONG), "PATH": "/bin:/usr/bin", "CXXFLAGS": "-O2"}
    assert toolchain.with_flags(env)["CXXFLAGS"] == f'-O2 -include "{toolchain.HEADER}"'


@pytest.mark.parametrize(("header", "code"), [(RIGHT, 0), ("", 0), (WRONG, 1)])
def test_any_other_is_left_alone(toolchain: ModuleType, tmp_path: Path, header: str, code: int) -> None:
    env = {"CXX": compiler(tmp_path, header, code), "PATH": "/bin:/usr/bin"}
    assert toolchain.with_flags(env) == env


def test_without_a_compiler_nothing_is_added(toolchain: ModuleType) -> None:
    assert toolchain.cxx_flags({"CXX": "no-such-compiler", "PATH": "/nowhere"}) == ""


def test_the_whole_configuration_is_written(toolchain: ModuleType, tmp_path: Path) -> None:
    program = shutil.which("c++")
    source = tmp_path / "tile.cpp"
    source.write_text(CONFIGURE)
    command = [program or "c++", "-O3", "-mamx-tile", "-S", "-o", "-", "-include", str(toolchain.HEADER), str(source)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        pytest.skip("no C++ compiler here")
    if done.returncode:
        pytest.skip("a compiler for other processors")
    assert "ldtilecfg" in done.stdout
    assert "4660" in done.stdout or "0x1234" in done.stdout  # dropped where the compiler is told of eight bytes only
