"""`paddock doctor`: everything it promises to say, and that it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paddock import __version__
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.core.errors import UserError
from paddock.engine.api import DeviceReport
from paddock.engine.fake import FakeAnswer, FakeEngine

Cli = Callable[..., Any]


class DeafEngine(FakeEngine):
    """An engine whose process does not start."""

    def devices(self) -> Any:
        raise UserError("llama.cpp is not installed.", "Install it.", code="engine-missing")


def report(result: Any) -> dict[str, Any]:
    assert result.status == 0
    found = json.loads(result.out)
    assert isinstance(found, dict)
    return found


def test_it_says_what_it_found_and_makes_nothing(cli: Cli, home: Path) -> None:
    found = report(cli()("doctor", "--json"))
    assert found["version"] == __version__
    assert found["engine"]["llama_cpp"] == "fake"
    assert (found["engine"]["chosen"], found["engine"]["cpu_variant"]) == ("CPU", "FAKE")
    assert found["engine"]["devices"][0]["description"] == "a fake processor"
    assert "because" in found["engine"]["reason"]
    assert found["memory_total"] > found["memory_available"] > 0
    assert {Path(folder).is_relative_to(home) for folder in found["folders"].values()} == {True}
    assert set(found["folders"]) == {"config", "data", "cache", "models", "logs"}
    assert (found["keyring"]["backend"], found["keyring"]["location"]) == ("memory", "none yet")
    assert found["store"]["status"] == "none yet"
    assert not home.exists()


def test_a_person_can_read_it(cli: Cli, home: Path) -> None:
    result = cli()("doctor")
    assert (result.status, result.err) == (0, "")
    for expected in (__version__, "a fake processor", "FAKE", str(home / "data"), "memory", "There are no chats yet"):
        assert expected in result.out


def test_chats_are_counted_in_words(cli: Cli, home: Path, model: Path) -> None:
    paddock = cli()
    assert "Chats           There are no chats yet.\n" in paddock("doctor").out
    for counted in ("1 chat. ", "2 chats. "):
        paddock.engine = FakeEngine()
        write_a_chat(paddock, home, model)
        assert f"verified, {counted}(ok, " in paddock("doctor").out


def test_it_says_what_the_engine_is_kept_from(cli: Cli) -> None:
    barriers = report(cli()("doctor", "--json"))["engine"]["barriers"]
    assert [(barrier["guards"], barrier["holds"]) for barrier in barriers] == [
        ("files", True), ("network", True), ("programs", True), ("processes", True), ("memory", True),
        ("templates", True),
    ]  # fmt: skip
    out = cli()("doctor").out
    assert "Confined        reads only models · no network · starts no programs · reaches no other program" in out
    assert " · templates run confined. By " in out


def test_with_chats_it_verifies_them(cli: Cli, home: Path, model: Path) -> None:
    paddock = cli()
    write_a_chat(paddock, home, model)
    before = (home / "data" / "chats.db").read_bytes()
    found = report(paddock("doctor", "--json"))
    assert (found["store"]["status"], found["store"]["chats"]) == ("ok", 1)
    assert found["keyring"]["location"] == "keyring"
    assert (home / "data" / "chats.db").read_bytes() == before


def test_the_size_counts_what_is_still_in_the_write_ahead_log(cli: Cli, home: Path) -> None:
    data = home / "data"
    data.mkdir(parents=True)
    (data / "chats.db").write_bytes(b"x" * 4096)
    (data / "chats.db-wal").write_bytes(b"x" * 8192)
    assert report(cli()("doctor", "--json"))["store"]["size"] == 12288


def test_the_memory_of_the_processor_is_told_once(cli: Cli) -> None:
    out = cli()("doctor").out
    assert "available" in out
    assert " free" not in out


def test_it_finds_a_flipped_bit(cli: Cli, home: Path, model: Path) -> None:
    paddock = cli()
    write_a_chat(paddock, home, model)
    path = home / "data" / "chats.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    found = report(paddock("doctor", "--json"))
    assert found["store"]["status"] == "damaged"
    assert found["store"]["detail"] in found["problems"]
    assert path.read_bytes() == content


def test_it_says_plainly_that_the_key_lies_beside_the_data(cli: Cli, home: Path, model: Path) -> None:
    paddock = cli()
    paddock.secrets = MemoryBackend(SecretsUnavailable("there is none", missing=True))
    write_a_chat(paddock, home, model)
    result = paddock("doctor")
    assert f"it lies in a file beside the data, {home / 'config' / 'store.key'}." in result.out
    found = report(paddock("doctor", "--json"))
    assert found["keyring"]["location"] == "file"
    assert found["keyring"]["detail"] in found["problems"]


def test_a_key_that_is_out_of_reach(cli: Cli, home: Path, model: Path) -> None:
    paddock = cli()
    write_a_chat(paddock, home, model)
    paddock.secrets.failure = SecretsUnavailable("it is locked")
    found = report(paddock("doctor", "--json"))
    assert (found["keyring"]["location"], found["store"]["status"]) == ("unreachable", "not opened")
    assert "it is locked" in found["problems"][0]


def test_an_engine_that_does_not_start_is_a_finding(cli: Cli) -> None:
    paddock = cli()
    paddock.engine = DeafEngine()
    result = paddock("doctor")
    assert result.status == 0
    assert "llama.cpp is not installed. Install it." in result.out


def test_it_says_what_the_engine_is_made_of_and_what_decides_the_speed(cli: Cli, home: Path) -> None:
    paddock = cli()
    found = report(paddock("doctor", "--json"))
    assert (found["engine"]["dynamic"], found["engine"]["backends"], found["engine"]["unused"]) == (False, [], [])
    assert "GB a second in memory" in found["speed"][0]
    assert found["cache"]["folder"] == str(home / "cache" / "kv")
    assert (found["cache"]["size"], found["cache"]["tuned"]) == (0, [])
    assert found["cache"]["limit"] > 0
    assert "trial" not in found


class Graphics(FakeEngine):
    """An engine of many backends, with a card that it does not use."""

    def devices(self) -> DeviceReport:
        return replace(
            super().devices(),
            dynamic=True,
            backends=("CPU", "Vulkan", "RPC"),
            unused=("The Radeon is not used, because its driver is too old.",),
        )


def test_it_says_which_card_is_not_used_and_why(cli: Cli, home: Path) -> None:
    tuning = home / "cache" / "kv" / "tuning.json"
    tuning.parent.mkdir(parents=True)
    tuning.write_text('{"k": {"n_threads": 3, "n_threads_batch": 4, "n_batch": 256}}')
    paddock = cli()
    paddock.engine = Graphics()
    out = paddock("doctor").out
    assert "one build for every machine, its backends are plugins; backends: CPU, Vulkan, RPC" in out
    assert out.count("The Radeon is not used, because its driver is too old.") == 1
    assert "RPC servers on other computers are not used" in out
    assert "3 threads while answering, 4 for prompts, 256 tokens at once" in out


def test_a_model_can_be_tried_out(cli: Cli, model: Path, home: Path) -> None:
    result = cli("One two three four five six.")("doctor", str(model))
    assert result.status == 0
    for expected in ("It is a fake.", "100.0 tokens/s", "Bottleneck", "KV cache", "Prompt format"):
        assert expected in result.out
    assert result.out.count("\nModel ") == 1
    paddock = cli("One two three four five six.")
    found = report(paddock("doctor", str(model), "--json"))["trial"]
    assert set(found) == {"model", "answer", "speed"}
    assert found["speed"]["bottleneck"]
    (request,) = paddock.engine.requests
    assert request.sampling.max_tokens == 48
    assert not home.exists()


def test_a_model_that_only_continues_text_can_be_tried_out(cli: Cli, model: Path) -> None:
    no_template = UserError("It only continues text.", code="no-template")
    paddock = cli(FakeAnswer(error=no_template), "And so on.")
    assert paddock("doctor", str(model)).status == 0
    assert [bool(request.raw) for request in paddock.engine.requests] == [False, True]


def test_a_model_that_is_not_there_cannot_be_tried_out(cli: Cli) -> None:
    result = cli()("doctor", "no-such-model")
    assert (result.status, result.err.count("\n")) == (1, 1)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that not even root may write to")
def test_folders_that_cannot_be_made_are_a_problem(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDOCK_HOME", "/proc/nope")
    (problem,) = report(cli()("doctor", "--json"))["problems"][:1]
    assert "/proc/nope/config" in problem
    assert "PADDOCK_HOME" in problem


def test_a_file_in_the_way_of_a_folder_is_a_problem(cli: Cli, home: Path) -> None:
    home.mkdir()
    (home / "config").write_text("not a folder")
    before = sorted(home.rglob("*"))
    problems = [problem for problem in report(cli()("doctor", "--json"))["problems"] if str(home) in problem]
    assert len(problems) == 1
    assert str(home / "config") in problems[0]
    assert sorted(home.rglob("*")) == before


@pytest.mark.usefixtures("home")
def test_the_real_one(paddock: Callable[..., Any]) -> None:
    """The engine's process, Qt's process, no keyring."""
    result = paddock("doctor", "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["engine"]["problem"] == ""
    assert "0.3" in found["engine"]["llama_cpp"]
    assert any(device["kind"] == "CPU" for device in found["engine"]["devices"])
    assert found["keyring"]["backend"] == "none"
    if "PySide6" not in found["window"]["problem"]:  # the suites pass without it, too
        assert found["window"]["platform"] == "offscreen"
        assert found["window"]["qt"].startswith("6.")


def write_a_chat(paddock: Any, home: Path, model: Path) -> None:
    with paddock.build({"PADDOCK_HOME": str(home)}) as app:
        chats = app.open_store()
        chat = chats.new_chat(model=str(model))
        list(chats.send(chat.id, "hi"))
    paddock.engine = FakeEngine()
