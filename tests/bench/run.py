"""`make bench`: runs every bench_*.py beside it and holds what they measured against their bars.

Its one rule: it knows no benchmark. Each is a program of its own that prints, with --json, a list of objects:
`name`, `value`, `unit`, and `bar` (the most it may be) or null where a figure is only told.
Arguments choose: `make bench` runs all, `python tests/bench/run.py guide` those whose name holds "guide".
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

Figure = dict[str, Any]


def measure(program: Path) -> list[Figure]:
    """What it measured; what it said besides matters only if it broke down."""
    done = subprocess.run([sys.executable, str(program), "--json"], capture_output=True, text=True, check=True)
    figures: list[Figure] = json.loads(done.stdout)
    return figures


def line(figure: Figure) -> str:
    bar = figure["bar"]
    verdict = "" if bar is None else "ok" if figure["value"] <= bar else "OVER"
    limit = "" if bar is None else f"< {bar:g}"
    return f"{figure['name']:<60} {figure['value']:>10.5g} {figure['unit']:<6} {limit:>8}  {verdict}"


def main(wanted: list[str]) -> int:
    """Returns 1 where a bar was missed or a benchmark broke down."""
    missed = 0
    for program in sorted(Path(__file__).parent.glob("bench_*.py")):
        if wanted and not any(word in program.name for word in wanted):
            continue
        try:
            figures = measure(program)
        except (subprocess.CalledProcessError, ValueError) as error:
            print(f"{program.name}: {error}\n{getattr(error, 'stderr', '')}", flush=True)
            missed += 1
            continue
        for figure in figures:
            print(line(figure), flush=True)
            missed += figure["bar"] is not None and figure["value"] > figure["bar"]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
