"""`paddock bench`: what it prints, with a fake engine and with the real one and the guide. No time is asserted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

Cli = Callable[..., Any]
SENTENCE = "an answer of just ten words, so that it counts"

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and terminals")


def test_a_person_gets_a_table(cli: Cli, model: Path, home: Path) -> None:
    result = cli(SENTENCE)("bench", str(model))
    assert (result.status, result.err) == (0, "")
    table = {line[:32].strip(): line[32:] for line in result.out.splitlines()}
    assert table["Model"] == "Tiny Random Llama (F32)"
    assert table["Runs on"] == "CPU. It is a fake."
    assert table["4 answers at once"].endswith("tokens/s together")
    assert table["Threads"] == "2; 2 for prompts, 512 tokens at once"
    (answer,) = (text for label, text in table.items() if label.startswith("Answer, after "))
    assert answer == "100 tokens/s"
    assert table["Bottleneck"]
    assert table["Layers"]
    assert not home.exists()  # nothing is stored


def test_a_program_gets_every_figure(cli: Cli, model: Path) -> None:
    result = cli(SENTENCE)("bench", str(model), "--json")
    assert (result.status, result.err) == (0, "")
    found = json.loads(result.out)
    assert found["model"] == str(model)
    assert (found["device"], found["decode_tok_s"], found["n_ctx"]) == ("CPU", 100.0, 4096)
    assert [prompt["tok_s"] for prompt in found["prompts"]] == [1000.0]
    assert found["trial"]["speed"]["bottleneck"]
    assert {"load_s", "together_tok_s", "paste_ms", "prefilled_ms", "memory", "n_batch"} <= set(found)


def test_a_model_that_ends_too_soon_is_told(cli: Cli, model: Path) -> None:
    assert "the model ended too soon to tell" in cli("No.")("bench", str(model)).out


def test_a_model_that_is_not_there(cli: Cli) -> None:
    result = cli()("bench", "no-such-model")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("paddock: ")
    assert result.err.count("\n") == 1


@pytest.mark.slow
def test_the_guide_on_the_real_engine(paddock: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = paddock("bench", "guide", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["prompts"]
    assert found["decode_tok_s"] > 0
    assert found["together_tok_s"] > 0
    assert found["prefilled_ms"] > 0
    assert found["memory"] > found["memory_own"] > 0 or sys.platform != "linux"
    assert found["n_threads"] > 0


@posix
@pytest.mark.slow
def test_ctrl_c_ends_it_and_the_engine(env: dict[str, str], model: Path) -> None:
    ours, theirs = os.openpty()  # what is being measured is told at a terminal only
    command = [sys.executable, "-m", "paddock", "bench", str(model)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        said = b""
        while b"Measuring" not in said:
            said += os.read(ours, 1000)
        (engine,) = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stdout is not None
        assert process.stdout.read() == ""
    os.close(ours)
    engine.wait(10)
