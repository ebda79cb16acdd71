"""`paddock fit`: what it prints, where it connects, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from standin import StandInHub

from paddock.core.errors import UserError
from paddock.core.hardware import Fit
from paddock.engine.fake import FakeEngine

Cli = Callable[..., Any]


class DeafEngine(FakeEngine):
    """An engine whose process does not start."""

    def devices(self) -> Any:
        raise UserError("llama.cpp is not installed.", "Install it.", code="engine-missing")


def fields(result: Any) -> dict[str, Any]:
    assert (result.status, result.err) == (0, "")
    found = json.loads(result.out)
    assert isinstance(found, dict)
    return found


def test_a_person_gets_a_table_a_verdict_and_the_largest_context(cli: Cli, model: Path) -> None:
    result = cli()("fit", str(model), "--ctx", "1000")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "Tiny Random Llama (F32) with a context of 1000 tokens"
    assert lines[2].split() == ["Weights", "KV", "cache", "Compute", "Total", "Free", "now"]
    assert lines[3].split()[0] == "CPU"
    assert any(line.startswith("It fits: it takes ") for line in lines)
    assert lines[-1].split() == ["f16", "KV", "4096", "tokens"]  # heads of 8 numbers are not quantised


def test_a_program_gets_bytes(cli: Cli, model: Path) -> None:
    found = fields(cli()("fit", str(model), "--json"))
    (cpu,) = found["devices"]
    assert found["total"] == cpu["total"] == cpu["weights"] + cpu["kv"] + cpu["compute"]
    assert cpu["kv"] == 4096 * 2 * 2 * 8 * 2 * 2  # tokens · layers · KV heads · head · (key, value) · f16
    assert (found["fits"], found["n_ctx"], found["largest"]) == (Fit.FITS.value, 4096, {"f16": 4096})
    assert found["problem"] == ""


def test_the_guide_has_a_name(cli: Cli) -> None:
    assert fields(cli()("fit", "guide", "--json"))["model"] == "Guide"


def test_without_an_engine_the_processor_is_judged(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = DeafEngine()
    result = paddock("fit", str(model))
    assert result.status == 0
    assert "Only the processor was looked at: llama.cpp is not installed." in result.out


def test_a_file_on_the_hub_is_judged_and_it_says_that_it_connects(
    cli: Cli, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandInHub(model.read_bytes()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        result = cli()("fit", "hf:owner/repo/tiny.gguf", "--json", tty=True)
        assert len(hub.ranges()) == 1
    assert result.err == "Connecting to 127.0.0.1 to read the file's header.\n"
    local = fields(cli()("fit", str(model), "--json"))
    assert json.loads(result.out)["total"] == local["total"]


def test_nothing_connects_for_a_file_on_this_computer(cli: Cli, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StandInHub(b"") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        assert cli()("fit", str(model)).status == 0
        assert hub.asked == []


@pytest.mark.parametrize(
    ("argv", "status", "words"),
    [
        (["nothing"], 1, "There is no model"),
        (["hf:owner/repo"], 1, "does not name a file on the Hub"),
        (["guide", "--ctx", "-1"], 2, "less than 0"),
        ([], 2, "MODEL"),
    ],
)
def test_what_is_wrong_is_one_line(cli: Cli, argv: list[str], status: int, words: str) -> None:
    result = cli()("fit", *argv)
    assert (result.status, result.out, result.err.count("\n")) == (status, "", 1)
    assert words in result.err


def test_the_help_says_that_it_connects(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli()("fit", "--help").status == 0
    assert "connects to the Hub" in " ".join(capsys.readouterr().out.split())
