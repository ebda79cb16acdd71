"""A process that crashes leaves no image of its memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
CRASH = """
import os, resource
from paddock.config.dumps import forbid_core_dumps
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
forbid_core_dumps()
print(*resource.getrlimit(resource.RLIMIT_CORE), hard, flush=True)
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(APP)}
    command = [sys.executable, "-c", CRASH]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        said = child.stdout.read()
        _, status = os.waitpid(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []
    soft, hard, before = map(int, said.split())
    assert soft in (0, 1)
    assert hard == before  # what a program started by this one wants to do is its own affair
