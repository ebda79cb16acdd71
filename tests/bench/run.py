"""`make bench`: runs every bench_*.py beside it and holds what they measured against their bars.

Its one rule: it knows no benchmark. Each is a program of its own that prints, with --json, a list of objects:
`name`, `value`, `unit`, and `bar`: the most it may be, with `least` true the least; null where it is only told.
Arguments choose: `make bench` runs all, `python tests/bench/run.py guide` those whose name holds "guide".
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

Figure = dict[str, Any]


def measure(program: Path) -> list[Figure]:
    """What it measured; what it says besides, of its progress or of why it breaks down, a person sees at once."""
    done = subprocess.run([sys.executable, str(program), "--json"], stdout=subprocess.PIPE, text=True, check=True)
    figures: list[Figure] = json.loads(done.stdout)
    return figures


def holds(figure: Figure) -> bool:
    """Whether it keeps its bar, if it has one."""
    bar, value = figure["bar"], figure["value"]
    return bar is None or bool(value >= bar if figure.get("least") else value <= bar)


def line(figure: Figure) -> str:
    bar = figure["bar"]
    verdict = "" if bar is None else "ok" if holds(figure) else "MISSED"
    limit = "" if bar is None else f"{'≥' if figure.get('least') else '≤'} {bar:g}"
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
            print(f"{program.name}: {error}", flush=True)
            missed += 1
            continue
        for figure in figures:
            print(line(figure), flush=True)
            missed += not holds(figure)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
