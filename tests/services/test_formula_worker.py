"""The process that draws formulas: what it answers, and that it does not outlive whoever asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys

FORMULAS = (sys.executable, "-P", "-m", "paddock", "--formulas")
ENDLESS = r"\frac{" * 40 + "x" + "}{y}" * 40  # each level takes four times as long as the one in it


def line(latex: str) -> bytes:
    return json.dumps({"latex": latex, "size": 15.0, "colour": "#000000", "display": True}).encode() + b"\n"


def test_it_answers_line_by_line() -> None:
    asked = line("x^2") + line(r"\frac{") + line("y")
    done = subprocess.run(FORMULAS, input=asked, capture_output=True, timeout=60, check=True)
    drawn = [json.loads(answer)["svg"] for answer in done.stdout.splitlines()]
    assert [bool(svg) for svg in drawn] == [True, False, True]
    assert done.stderr == b""


def test_a_function_and_its_argument_do_not_touch() -> None:
    asked = line(r"\sin x") + line(r"\sin{}x")
    done = subprocess.run(FORMULAS, input=asked, capture_output=True, timeout=60, check=True)
    drawn = [json.loads(answer)["svg"] for answer in done.stdout.splitlines()]
    apart, touching = (float(re.findall(r'viewBox="\S+ \S+ (\S+) ', svg)[0]) for svg in drawn)
    assert apart > touching + 1.5


def test_it_ends_by_itself_in_the_middle_of_a_formula_that_has_no_end() -> None:
    """As when the window was killed: nobody is there to kill it."""
    done = subprocess.run(FORMULAS, input=line(ENDLESS), capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    assert (done.stdout, done.stderr) == (b"", b"")
