"""What `make engine` would build here, told from what there is; nothing is compiled."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

HEADER = """#define VK_HEADER_VERSION {revision}
#define VK_HEADER_VERSION_COMPLETE VK_MAKE_API_VERSION(0, 1, {minor}, VK_HEADER_VERSION)
"""


@pytest.fixture
def backends(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "installers"))
    return importlib.import_module("engine.backends")


class Machine:
    """A folder of programs and one of headers."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.sdk = folder / "bin", folder / "sdk"
        self.programs.mkdir()
        self.sdk.mkdir()
        self.env = {"PATH": str(self.programs), "VULKAN_SDK": str(self.sdk)}

    def program(self, name: str, text: str = "exit 0") -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def headers(self, minor: int, revision: int) -> None:
        path = self.sdk / "include" / "vulkan" / "vulkan_core.h"
        path.parent.mkdir(parents=True)
        path.write_text(HEADER.format(minor=minor, revision=revision))
        (self.sdk / "share" / "cmake" / "SPIRV-Headers").mkdir(parents=True)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if sys.platform == "win32":
        pytest.skip("programs of sh")
    return Machine(tmp_path)


def test_processors_are_always_built(backends: ModuleType) -> None:
    names = [backend.name for backend in backends.backends()]
    assert names[0] == "CPU"
    assert "-DGGML_CPU_ALL_VARIANTS=ON" in backends.backends()[0].flags
    assert len(names) > 1


@pytest.mark.parametrize(("minor", "revision", "enough"), [(3, 239, False), (3, 275, True), (4, 309, True)])
def test_vulkan_needs_recent_headers(
    backends: ModuleType, machine: Machine, minor: int, revision: int, enough: bool
) -> None:
    machine.program("glslc")
    machine.headers(minor, revision)
    found = backends.vulkan(machine.env, system=machine.sdk)
    assert ("-DGGML_VULKAN=ON" in found.flags) is enough
    assert bool(found.missing) is not enough
    assert enough or "VULKAN_SDK" in found.missing


def test_vulkan_needs_a_compiler_of_shaders(backends: ModuleType, machine: Machine) -> None:
    machine.headers(4, 309)
    assert "glslc" in backends.vulkan(machine.env).missing


def test_a_file_that_is_no_header_has_no_version(backends: ModuleType) -> None:
    assert backends.header_version("") == backends.header_version("#define VK_HEADER_VERSION 309\n") == (0, 0)


@pytest.mark.parametrize(
    ("nvcc", "missing"), [(None, "nvcc is not there"), ("exit 1", "not cuBLAS"), ("exit 0", "")], ids=str
)
def test_cuda_needs_its_compiler_and_its_matrices(
    backends: ModuleType, machine: Machine, nvcc: str | None, missing: str
) -> None:
    if nvcc is not None:
        machine.program("nvcc", nvcc)
    found = backends.cuda(machine.env)
    assert missing in found.missing
    assert bool(found.flags) is not bool(found.missing)
    assert bool(found.missing) is bool(missing)
