"""`paddock models quantize`: the table, the file, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from quantize_kit import write_slow_model

Cli = Callable[..., Any]


def test_without_a_type_it_shows_them(cli: Cli) -> None:
    result = cli()("models", "quantize", "guide")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0].split() == ["Type", "File", "Memory", "Bits", "Quality"]
    assert lines[1].split() == ["Q8_0", "1.1", "MB", "9.6", "MB", "8.5", "large,", "nearly", "lossless;", "fits"]
    assert any(line.startswith("Q4_K_M ") for line in lines)


def test_a_program_gets_the_types_as_an_array(cli: Cli) -> None:
    choices = json.loads(cli()("models", "quantize", "guide", "--json").out)
    assert choices[0].keys() == {"type", "size", "words", "memory", "fits", "bits"}
    assert "Q4_K_M" in {choice["type"] for choice in choices}


def test_it_makes_one_and_says_where(cli: Cli, home: Path) -> None:
    result = cli()("models", "quantize", "guide", "q4_0", tty=True)
    (made,) = home.rglob("*.gguf")
    assert (result.status, made.name) == (0, "guide-Q4_0.gguf")
    assert result.out == f"{made} (828 KB); to ask it: paddock run guide:q4_0\n"
    assert "Q4_0  100 %" in result.err
    again = cli()("models", "quantize", "guide", "q4_0")
    assert (again.status, again.out, again.err.count("\n")) == (1, "", 1)


def test_a_program_gets_what_was_made(cli: Cli, home: Path, tmp_path: Path) -> None:
    result = cli()("models", "quantize", "guide", "Q8_0", "--output", str(tmp_path / "out"), "--json")
    made = json.loads(result.out)
    assert made["path"] == str(tmp_path / "out" / "guide-Q8_0.gguf")
    assert made["size"] == Path(made["path"]).stat().st_size
    assert (made["name"], made["quantization"], made["made_from"]) == ("guide:q8_0", "Q8_0", "guide.gguf")
    assert made["source"] == "made here"
    assert {"sha256", "repo_id", "filename", "architecture", "source"} <= made.keys()
    assert cli()("run", "guide:q8_0", "hi").status == 0


@pytest.mark.parametrize(
    ("argv", "status", "words"),
    [
        (["guide", "Q9"], 1, "There is no type “Q9”. There is: "),
        (["nothing", "Q8_0"], 1, "There is no model"),
        (["guide", "Q8_0", "--imatrix", "none.gguf"], 1, "no importance matrix"),
        ([], 2, "NAME"),
    ],
)
def test_what_is_wrong_is_one_line(cli: Cli, argv: list[str], status: int, words: str) -> None:
    result = cli()("models", "quantize", *argv)
    assert (result.status, result.out, result.err.count("\n")) == (status, "", 1)
    assert words in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_it_and_leaves_nothing(env: dict[str, str], home: Path, tmp_path: Path) -> None:
    slow = write_slow_model(tmp_path / "slow.gguf")
    master, slave = os.openpty()
    command = [sys.executable, "-m", "paddock", "models", "quantize", str(slow), "IQ3_S"]
    with subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave) as program:
        os.close(slave)
        assert b"IQ3_S" in os.read(master, 1000)  # it has begun
        assert list((home / "models").glob("*.part")) != []
        program.send_signal(signal.SIGINT)
        assert program.wait(30) == 130
    os.close(master)
    assert [path for path in home.rglob("*") if path.is_file() and "models" in path.parts] == []
