"""From nothing to an answer of one's own model, against the stand-in hub: in the window, and on the command line.

One rule: window, child, client and hub are the real ones, each in a process of its own; nothing leaves this computer.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shell import Shell
from standin import Hub, Repository
from standin.made_up import GUIDE, TOKEN

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

TESTS = Path(__file__).resolve().parents[1]
QUESTION = "Does anything leave my computer?"
MIB = 2**20
PATIENCE = 60.0  # s
SLOWLY = ("--rate", "200000")  # bytes a second: so that what is under way can be seen
LARGE = 160 * MIB


class StandIn:
    """`python -m standin`, as `make hub` starts it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._record = folder / "asked.txt"
        command = [sys.executable, "-u", "-m", "standin", "--port", "0", "--record", str(self._record), *options]
        env = {**os.environ, "PYTHONPATH": str(TESTS)}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        found = re.search(r"http://[\d.:]+\d", self.process.stdout.readline())
        assert found is not None
        self.url = found.group()
        self._told = threading.Thread(target=self.process.stdout.read)
        self._told.start()

    @property
    def asked(self) -> list[str]:
        """Every request so far, as "GET /path", without what follows the path."""
        lines = self._record.read_text().splitlines() if self._record.exists() else []
        return [line.partition("?")[0] for line in lines]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._told.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StandIn]:
    """The stand-in, which ends with the test; a parameter are its options."""
    if not GUIDE.exists():
        pytest.skip("the guide has not been trained: `make guide`")
    stand_in = StandIn(tmp_path, *getattr(request, "param", ()))
    yield stand_in
    stand_in.end()


# --- the window


def look_at(window: DrivenWindow, words: str, name: str) -> None:
    """Models, a search, and the page of the repository that is called so."""
    assert window.ask("click", text="Models")
    assert window.ask("fill", field="Search ", text=words)
    window.see(name)
    assert window.ask("open", text=name)


@pytest.mark.parametrize("hub", [SLOWLY], indirect=True, ids=["slow line"])
def test_from_the_models_page_to_an_answer(start: Start, hub: StandIn) -> None:
    window = start(HF_ENDPOINT=hub.url)
    assert window.ask("click", text="Models")
    window.see("Llama 3.2 1B")
    assert hub.asked == [], "asked before the person searched"

    assert window.ask("fill", field="Search ", text="guide")
    window.see("2 models")
    assert set(hub.asked) == {"GET /api/models"}

    assert window.ask("open", text="guide-GGUF")
    for words in ("Fits this computer", "nearly lossless", "words a second", "Everybody can download it"):
        window.see(words)
    assert window.ask("click", text="Download: guide-GGUF Q8_0")
    window.see("Pause")
    assert "guide Q8_0" in window.ask("words"), "not in the sidebar's foot"
    assert window.ask("click", text=window.see("Downloads  1"))
    window.see("1 running")
    assert "Pause: guide Q8_0" in window.ask("names")

    window.see("is on this computer now")
    assert window.ask("click", text="Use it")
    window.ask("send", text=QUESTION)
    answer = window.wait("finished")
    assert "never leave" in answer["text"]
    assert answer["model"] == "Paddock Guide"
    assert window.ask("state")["model"].endswith("guide-Q8_0.gguf")


def test_a_page_says_of_each_file_whether_it_fits(start: Start, hub: StandIn) -> None:
    """`snug-GGUF` is as large as this computer's memory asks for: of its files some fit, one is tight, one does not."""
    window = start(HF_ENDPOINT=hub.url)
    look_at(window, "snug", "snug-GGUF")
    for words in ("Fits this computer", "Tight on this computer", "Does not fit", "a model can have"):
        window.see(words)


def test_a_gated_model_is_explained_then_had_with_a_token(start: Start, hub: StandIn) -> None:
    window = start(HF_ENDPOINT=hub.url)
    look_at(window, "gated", "gated-1B-GGUF")
    window.see("It is gated")
    assert {"Open its page", "Read the licence", "Acceptable use"} <= set(window.ask("buttons"))
    assert not window.ask("click", text="Download: gated-1B-GGUF Q4_K_M"), "it cannot be had yet"

    assert window.ask("click", text="I have a token")
    assert window.ask("fill", field="Token", text="hf_wrong")
    assert window.ask("click", text="Check and keep")
    window.see("does not accept this token")
    assert window.ask("fill", field="Token", text=TOKEN)
    assert window.ask("click", text="Check and keep")
    window.see("your account may download it")
    assert window.ask("click", text="Download: gated-1B-GGUF Q4_K_M")
    window.see("is on this computer now")


class Counted:
    """A file of a repository, and how much of it was read to be sent.

    Attributes:
        enough: set when `wanted` bytes were.
    """

    def __init__(self, data: bytes, wanted: int) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._wanted = wanted
        self.sent = 0
        self.enough = threading.Event()
        self.size = len(data)
        self.sha256 = hashlib.sha256(data).hexdigest()

    def read(self, start: int, end: int) -> bytes:
        piece = self._data[start:end]
        with self._lock:
            self.sent += len(piece)
        if self.sent >= self._wanted:
            self.enough.set()
        return piece


def written(part: Path, content: Counted) -> int:
    """Bytes of the file that are in its part, in whole blocks."""
    block, count = 64 * 1024, 0
    with part.open("rb") as file:
        for at in range(0, content.size, block):
            there = file.read(block)
            count += len(there) if there and there == content._data[at : at + len(there)] else 0
    return count


def test_killed_in_mid_download_it_goes_on_when_it_is_started_again(start: Start, tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    content = Counted(GUIDE.read_bytes() + random.Random(seed).randbytes(LARGE), LARGE // 2)
    card = b"---\nlicense: apache-2.0\n---\n# Large\n"
    repository = Repository("paddock/large-GGUF", {"README.md": card, "large-F16.gguf": content})
    with Hub([repository]) as hub:
        hub.rate = 8 * MIB
        window = start(HF_ENDPOINT=hub.url)
        look_at(window, "large", "large-GGUF")
        window.see("Fits this computer")
        assert window.ask("click", text="Download: large-GGUF F16")
        assert content.enough.wait(PATIENCE)
        window.tell("kill", victim="program")
        window.process.wait()
        (part,) = (tmp_path / "home" / "models").rglob("*.part")
        assert not list((tmp_path / "home" / "models").rglob("*.gguf")), "a model before it was whole"
        before = written(part, content)
        assert LARGE // 4 < before < content.size

        hub.rate = content.sent = 0
        again = start(HF_ENDPOINT=hub.url)
        again.see("is on this computer now")
        print(f"{before} bytes were written, {content.sent} came after the kill")
        assert content.sent <= content.size - before + 16 * MIB
    (model,) = (tmp_path / "home" / "models").rglob("*.gguf")
    assert hashlib.sha256(model.read_bytes()).hexdigest() == content.sha256


def test_without_the_wish_to_go_on_it_waits(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"resume_downloads": False}))
    content = Counted(GUIDE.read_bytes() + bytes(40 * MIB), 8 * MIB)
    with Hub([Repository("paddock/large-GGUF", {"large-F16.gguf": content})]) as hub:
        hub.rate = 2 * MIB
        window = start(HF_ENDPOINT=hub.url)
        look_at(window, "large", "large-GGUF")
        window.see("Fits this computer")
        assert window.ask("click", text="Download: large-GGUF F16")
        assert content.enough.wait(PATIENCE)
        window.tell("kill", victim="program")
        window.process.wait()
        hub.asked.clear()
        again = start(HF_ENDPOINT=hub.url)
        again.see("large F16")
        assert "Resume" in again.ask("names")
        assert hub.asked == []


# --- the command line


def test_the_same_on_the_command_line(hub: StandIn, tmp_path: Path) -> None:
    paddock = Shell(tmp_path, hub.url)
    assert [model["name"] for model in paddock.json("models", "list")] == ["guide"]
    assert paddock.json("models", "recommended")[0]["files"]
    assert hub.asked == []

    found = paddock.json("models", "search", "guide")
    assert [summary["repo_id"] for summary in found] == ["paddock/guide-GGUF", "paddock/guide-split-GGUF"]
    shown = paddock.json("models", "show", "paddock/guide-GGUF")
    assert {(variant["id"], variant["fit"]["fits"]) for variant in shown["variants"]} == {
        (name, "fits") for name in ("F16", "Q8_0", "Q5_0", "Q4_0")
    }
    paddock("models", "pull", "paddock/guide-GGUF:F16")
    before = len(hub.asked)
    paddock("models", "pull", "paddock/guide-GGUF:F16")
    assert not [line for line in hub.asked[before:] if "/cdn/" in line], "fetched a second time"

    model = next(model for model in paddock.json("models", "list") if model["name"] == "guide:f16")
    assert model["sha256"] == hashlib.sha256(GUIDE.read_bytes()).hexdigest()
    wanted = {"path", "size", "repo_id", "filename", "architecture", "quantization", "source"}
    assert wanted <= model.keys()
    assert (model["repo_id"], model["licence"]) == ("paddock/guide-GGUF", "apache-2.0")
    assert "good" in paddock("models", "verify", "guide:f16")
    assert "never leave" in paddock("run", "guide:f16", QUESTION)
    assert "Q8_0" in paddock("models", "quantize", "guide:f16")
    paddock("models", "quantize", "guide:f16", "q8_0")
    assert "never leave" in paddock("run", "guide:q8_0", QUESTION)
    made = {model["name"]: Path(model["path"]) for model in paddock.json("models", "list")}["guide:q8_0"]
    data = made.read_bytes()
    pulled = paddock.json("models", "pull", "paddock/guide-GGUF:Q8_0")
    assert made.read_bytes() == data, "what was made here was written over"
    assert pulled["name"].startswith("guide:q8_0@"), "a name went to another model"
    paddock("models", "rm", pulled["path"], "--yes")
    paddock("models", "rm", "guide:f16", "--yes")
    assert [model["name"] for model in paddock.json("models", "list")] == ["guide", "guide:q8_0"]


def test_a_gated_model_on_the_command_line(hub: StandIn, tmp_path: Path) -> None:
    paddock = Shell(tmp_path, hub.url)
    gated = "meta/gated-1B-GGUF"
    assert "paddock models token set" in paddock.refused("models", "pull", gated)
    assert paddock.json("models", "list")[-1]["name"] == "guide"
    paddock.refused("models", "token", "set", typed="hf_wrong\n")
    said = paddock("models", "token", "set", typed=f"{TOKEN}\n")
    assert TOKEN not in said
    assert "stand-in-person" in said
    paddock("models", "pull", gated)
    model = paddock.json("models", "list")[-1]
    assert (model["repo_id"], model["licence"]) == (gated, "llama3.2")
    paddock("models", "token", "remove")
    assert "gated" in paddock("models", "show", gated)
    for path in (tmp_path / "home").rglob("*"):
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes(), path
