"""`python tests/faults/run.py F1 [--count N] [--seed S]`: tries a fault as often as RELIABILITY.md says.

Its one rule: it knows no fault, only what each is called and how often it is tried; `make faults` tries all of them.
It tells what held, the times and the seed, and ends with 1 where something broke or a time missed its bar.
"""

from __future__ import annotations

import argparse
import logging
import secrets
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent / "app"), str(TESTS), str(TESTS / "engine"), str(TESTS / "hub")]

from fault_list import FAULTS  # noqa: E402


def main() -> int:
    """Returns 1 where something did not hold."""
    parser = argparse.ArgumentParser(description="Try faults, many times.")
    parser.add_argument("row", nargs="*", help="F1, F4 …; all of them if none is named")
    parser.add_argument("--count", type=int, help="tries, instead of the usual number")
    parser.add_argument("--seed", type=int, help="of the random moments")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    bad = 0
    for fault in FAULTS:
        if options.row and fault.row not in options.row and fault.attempt.__name__ not in options.row:
            continue
        with tempfile.TemporaryDirectory() as folder:
            seed = secrets.randbelow(2**32) if options.seed is None else options.seed
            report = fault.attempt(Path(folder), options.count or fault.count, seed)
        print(*report.lines(), sep="\n", flush=True)
        bad += bool(report.broken or report.missed())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
