"""What the compiler must be told to make a sound llama.cpp. One rule: nothing, where the compiler needs no help.

Some versions of GCC (12 in Debian 12 is one) say in their header for Intel's AMX that `_tile_loadconfig` reads eight
bytes, where it reads 64. The optimiser then drops the others from ggml's tile configuration, and every quantised model
ends the process with SIGSEGV on a processor that has AMX. A header of ours, included before anything else, says what
is true; with it AMX works, and is several times as fast as without.
"""

from __future__ import annotations

import functools
import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

HEADER = Path(__file__).with_name("amx_tile.h")
_WRONG = re.compile(r'ldtilecfg[^"]*"\s*::\s*"m"\s*\(\*\(\(const void \*\*\)')
_PROBE = "#include <immintrin.h>\n"


def cxx_flags(env: Mapping[str, str] = os.environ) -> str:
    """What is added to CXXFLAGS; "" where nothing is needed."""
    return f'-include "{HEADER}"' if _is_wrong(env.get("CXX") or "c++", env.get("PATH", "")) else ""


def with_flags(env: Mapping[str, str]) -> dict[str, str]:
    """`env` with them."""
    added = cxx_flags(env)
    return {**env, "CXXFLAGS": f"{env.get('CXXFLAGS', '')} {added}".strip()} if added else dict(env)


@functools.cache
def _is_wrong(compiler: str, path: str) -> bool:
    """Whether the compiler's own header says so; one for other processors, or none, has no such header."""
    command = [*shlex.split(compiler), "-mamx-tile", "-E", "-x", "c++", "-"]
    try:
        done = subprocess.run(
            command, input=_PROBE, capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
        )
    except OSError:
        return False
    return done.returncode == 0 and _WRONG.search(done.stdout) is not None
