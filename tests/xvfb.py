"""`python tests/xvfb.py COMMAND…`: runs a command on an X server of its own that has no screen.

Its one rule: the server picks its display itself and says when it is ready, so there is no port to race for and
nothing to wait for. Without Xvfb the command runs as it is, and the tests that need an X server skip by name.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def x_server() -> Iterator[str]:
    """Yields the name of the display (":3"); the server ends with the block."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x960x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as ready:
            number = ready.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb ended with exit code {server.wait()} before it was ready")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def main(command: Sequence[str]) -> int:
    """Returns the command's exit code."""
    if not shutil.which("Xvfb"):
        print("Xvfb is not installed", file=sys.stderr)
        return subprocess.run(command, check=False).returncode
    with x_server() as display:
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        env.pop("WAYLAND_DISPLAY", None)
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
