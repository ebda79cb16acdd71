"""Formulas to pictures, in a process of its own: LaTeX that nests fractions takes four times as long with each one.

One rule: whoever asks may kill it at any moment; it keeps nothing, and whatever a formula breaks, it answers. And where
whoever asked was killed itself, no formula keeps it: it ends by itself.

One request a line on stdin, one answer a line on stdout, both JSON: `latex`, `size` (px), `colour` ("#rrggbb") and
`display` (set by itself) in; `svg` out, "" for a formula that cannot be read. The baseline is y = 0 of the SVG's view
box. It ends when stdin ends.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from os import devnull
from pathlib import Path

from paddock.services.latex_spaces import spaced

MEMORY = 1 << 30  # bytes of address space, where the system can limit it
WORK = 2  # s of the processor for one formula, where the system can limit it
LONGEST = 20.0  # s for one formula, however busy the computer is; whoever asks waits for less
MAX_SVG = 300_000  # characters; a bigger picture takes too long to be read


def main() -> int:
    """Answer until there is nothing more to read."""
    _limit_memory()
    with Path(devnull).open("w", encoding="utf-8") as nowhere:
        for line in sys.stdin:
            wanted = json.loads(line)
            _limit_work()
            faulthandler.dump_traceback_later(LONGEST, exit=True, file=nowhere)  # its thread needs no turn of Python's
            svg = picture(wanted["latex"], wanted["size"], wanted["colour"], display=wanted["display"])
            faulthandler.cancel_dump_traceback_later()
            try:
                print(json.dumps({"svg": svg}), flush=True)
            except BrokenPipeError:  # whoever asked is gone
                return 1
    return 0


def picture(latex: str, size: float, colour: str, *, display: bool) -> str:
    """The formula as SVG 1.1, "" where it cannot be read."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg draws no symbols that are used elsewhere
    try:
        svg = str(Latex(spaced(latex), size=size, color=colour, inline=not display).svg())
    except Exception:  # it has no error of its own: AssertionError, KeyError, RecursionError, MemoryError …
        return ""
    return svg if len(svg) <= MAX_SVG else ""


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_work() -> None:
    """The system ends the process once it has worked that long from now on."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + WORK + 1, hard))


if __name__ == "__main__":
    sys.exit(main())
