"""Which backends this machine can build, and what is missing for the others.

Its one rule: it only looks. Each backend has the flags that CMake is told, or the sentence that is printed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST_VULKAN = 275
"""VK_HEADER_VERSION of Vulkan 1.3 (Ubuntu 24.04's): llama.cpp uses what older headers do not declare."""
SYSTEM = Path("/usr")


@dataclass(frozen=True)
class Backend:
    """A backend, the flags that build it, or what is missing for it."""

    name: str
    flags: tuple[str, ...] = ()
    missing: str = ""


def processors() -> Backend:
    """A plugin for each generation of processors, and the network backend, which needs nothing."""
    return Backend("CPU", ("-DGGML_NATIVE=OFF", "-DGGML_BACKEND_DL=ON", "-DGGML_CPU_ALL_VARIANTS=ON", "-DGGML_RPC=ON"))


def vulkan(env: Mapping[str, str], system: Path = SYSTEM) -> Backend:
    """Vulkan: any graphics card with a driver, of any maker.

    The headers are the system's, or those in VULKAN_SDK, where newer ones can lie unpacked beside older ones.
    """
    if shutil.which("glslc", path=env.get("PATH")) is None:
        return Backend("Vulkan", missing="glslc is not there (Debian, Ubuntu: apt install glslc libvulkan-dev).")
    roots = [Path(env["VULKAN_SDK"])] if env.get("VULKAN_SDK") else []
    for root in [*roots, system]:
        header = root / "include" / "vulkan" / "vulkan_core.h"
        if header.exists() and header_version(header.read_text(errors="replace")) >= (3, OLDEST_VULKAN):
            break
    else:
        return Backend(
            "Vulkan",
            missing=f"the headers of Vulkan 1.3.{OLDEST_VULKAN} or later are not there (Debian, Ubuntu: apt install "
            "libvulkan-dev spirv-headers). Where the distribution's are older, unpack a newer one's packages of these "
            "names (dpkg -x PACKAGE.deb FOLDER) and set VULKAN_SDK=FOLDER/usr.",
        )
    spirv = [place for prefix in [root, system] for place in prefix.glob("**/cmake/SPIRV-Headers")]
    if not spirv:
        return Backend("Vulkan", missing="the headers of SPIR-V are not there (apt install spirv-headers).")
    include = (f"-DVulkan_INCLUDE_DIR={root / 'include'}", f"-DSPIRV-Headers_DIR={spirv[0]}")
    return Backend("Vulkan", ("-DGGML_VULKAN=ON", *include))


def header_version(text: str) -> tuple[int, int]:
    """The minor version and the revision of Vulkan that a vulkan_core.h describes; (0, 0) if it does not say."""
    revision = re.search(r"^#define VK_HEADER_VERSION (\d+)", text, re.MULTILINE)
    complete = re.search(r"^#define VK_HEADER_VERSION_COMPLETE VK_MAKE_API_VERSION\(0, 1, (\d+),", text, re.MULTILINE)
    return (int(complete[1]), int(revision[1])) if revision and complete else (0, 0)


def cuda(env: Mapping[str, str]) -> Backend:
    """CUDA, where NVIDIA's compiler is there and its library for matrices too."""
    nvcc = shutil.which("nvcc", path=env.get("PATH"))
    if nvcc is None:
        return Backend("CUDA", missing="nvcc is not there (NVIDIA's CUDA Toolkit).")
    asked = subprocess.run(
        [nvcc, "-E", "-x", "cu", "-"], input="#include <cublas_v2.h>\n", capture_output=True, text=True, check=False
    )
    if asked.returncode:
        return Backend("CUDA", missing="nvcc is there, but not cuBLAS (of NVIDIA's CUDA Toolkit).")
    return Backend("CUDA", ("-DGGML_CUDA=ON",))


def metal() -> Backend:
    """Metal, on a Mac."""
    return Backend("Metal", ("-DGGML_METAL=ON", "-DGGML_METAL_EMBED_LIBRARY=ON"))


def backends(env: Mapping[str, str] = os.environ) -> list[Backend]:
    """All that there are for this system."""
    if sys.platform == "darwin":
        return [processors(), metal()]
    return [processors(), vulkan(env), cuda(env)]
