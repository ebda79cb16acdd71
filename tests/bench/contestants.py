"""The two that `bench_engine_vs_server.py` compares: the engine as the window drives it, and llama-server over HTTP.

Its one rule: the same file, the same settings, the same questions, the same clock: the client's.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import psutil

from paddock.core.events import Finished, TextDelta
from paddock.core.messages import Turn
from paddock.core.params import KvType, LoadParams, SamplingParams, Switch
from paddock.engine.api import EngineConfig, GenerationRequest, Priority
from paddock.engine.child.attention import WITHOUT_BATCH
from paddock.engine.child.resident import known_attention
from paddock.engine.supervisor import EngineSupervisor

ROOT = Path(__file__).resolve().parents[2]
CONTEXT, BATCH, SLOTS = 8192, 512, 4
CHOICE_SECONDS, CHOICES = 60.0, 4
"""For the idle seconds in which the engine finds out what is fastest here; and tries, as others may disturb it."""


def threads() -> int:
    """As many as there are cores to use; both get the same."""
    return psutil.cpu_count(logical=False) or os.cpu_count() or 1


def peers() -> Path:
    """The folder with llama-server and llama-bench, built now if need be."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "installers" / "peers.py")], stdout=subprocess.PIPE, text=True, check=True
    )
    return Path(done.stdout.strip())


@dataclass(frozen=True)
class Reply:
    """One answer by the client's clock.

    Attributes:
        first: seconds from asking to the first token; `total` to the end.
        prompt: tokens of the prompt that were computed; `answer` tokens were generated.
    """

    first: float
    total: float
    prompt: int
    answer: int

    @property
    def prompt_speed(self) -> float:
        """Tokens of the prompt per second, until the first token was there."""
        return self.prompt / self.first

    @property
    def decode_speed(self) -> float:
        """Tokens per second after the first."""
        return (self.answer - 1) / (self.total - self.first)


class Contestant(Protocol):
    """Answers greedily. `seconds_to_ready` is from the start of its process to its own word that it is ready."""

    name: str
    pid: int
    seconds_to_ready: float

    def text(self, prompt: str, n: int) -> Reply:
        """Continue a text, without a template, by n tokens."""

    def chat(self, turns: Sequence[Turn], n: int) -> Reply:
        """Answer a chat by the model's template with n tokens."""

    def close(self) -> None: ...


def repacks() -> bool:
    """Whether both keep weights in a second order made for the processor; PADDOCK_BENCH_REPACK=off: they do not."""
    return os.environ.get("PADDOCK_BENCH_REPACK", "on") != "off"


class LlamaServer:
    """llama-server: its answers are read as they come and only the last line is parsed, so that only it is measured."""

    name = "llama-server"

    def __init__(self, program: Path, model: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        place = ["--host", "127.0.0.1", "--port", str(self._port), "--no-ui"]
        size = ["-c", str(CONTEXT), "-b", "2048", "-ub", str(BATCH), "-np", str(SLOTS), "-kvu", "-t", str(threads())]
        # Without its cache of prompts in RAM, which would count as its memory and which `cache_prompt` switches off.
        kinds = ["-fa", "on", "-ctk", "f16", "-ctv", "f16", "-ngl", "0", "--cache-ram", "0", *options]
        kinds += [] if repacks() else ["--no-repack"]
        began = time.perf_counter()
        self._process = subprocess.Popen(
            [str(program), "-m", str(model), *place, *size, *kinds],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self._process.pid
        self._wait_until_ready()
        self.seconds_to_ready = time.perf_counter() - began

    def text(self, prompt: str, n: int) -> Reply:
        """See `Contestant.text`; nothing it computed before is used."""
        return self._ask("/completion", {"prompt": prompt, "n_predict": n})

    def chat(self, turns: Sequence[Turn], n: int) -> Reply:
        """See `Contestant.chat`; nothing it computed before is used."""
        messages = [{"role": turn.role.value, "content": turn.text} for turn in turns]
        return self._ask("/v1/chat/completions", {"messages": messages, "max_tokens": n})

    def count(self, text: str) -> int:
        """How many tokens a text has."""
        return len(json.loads(self._post("/tokenize", {"content": text}).read())["tokens"])

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _ask(self, path: str, question: Mapping[str, Any]) -> Reply:
        greedy = {"temperature": 0.0, "samplers": ["top_k"], "top_k": 1, "ignore_eos": True}  # the quickest it has
        began = time.perf_counter()
        response = self._post(path, {**question, **greedy, "stream": True, "cache_prompt": False})
        first, last = 0.0, b""
        for line in response:
            if line.startswith(b"data: {"):
                # The first piece of a chat names the role, before anything is computed.
                if not first and b'"role":' not in line:
                    first = time.perf_counter() - began
                last = line
        total = time.perf_counter() - began
        timings = json.loads(last.removeprefix(b"data: "))["timings"]
        return Reply(first, total, timings["prompt_n"], timings["predicted_n"])

    def _post(self, path: str, body: Mapping[str, Any]) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=300)
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"llama-server says {response.status}: {response.read()[:500]!r}")
        return response

    def _wait_until_ready(self) -> None:
        while self._process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass  # it does not listen yet
            time.sleep(0.002)
        raise RuntimeError(f"llama-server ended with {self._process.returncode}")


class Paddock:
    """The engine with its process.

    Args:
        cache: where KV caches are kept.
        flash: with flash attention, as llama-server; or as `chosen` says.
    """

    name = "Paddock"

    def __init__(self, model: Path, cache: Path, *, flash: bool) -> None:
        self.engine = EngineSupervisor()
        # No tuning: it would take processor time while the other one is measured, and change the threads.
        config = EngineConfig(cache_dir=cache, cache_key="5a" * 32, cache_limit=4 << 30, tune=False)
        self.engine.configure(config)
        params = replace(settings(), flash_attention=Switch.ON if flash else Switch.OFF)
        if not flash:
            params = replace(params, n_batch=WITHOUT_BATCH)
        began = time.perf_counter()
        self.engine.load(model, params)
        self.seconds_to_ready = time.perf_counter() - began
        self.pid = self.engine.status.pid or 0

    def text(self, prompt: str, n: int) -> Reply:
        """See `Contestant.text`; what it computed before is used, so the prompt must be a new one to be cold."""
        return self._ask(GenerationRequest(raw=prompt, sampling=greedy(n), speculate=False))

    def chat(self, turns: Sequence[Turn], n: int) -> Reply:
        """See `Contestant.chat`; likewise."""
        return self._ask(GenerationRequest(tuple(turns), sampling=greedy(n), speculate=False))

    def prefill(self, turns: Sequence[Turn] | None) -> None:
        """Process a chat ahead, in the background; None ends it."""
        request = None if turns is None else GenerationRequest(tuple(turns), priority=Priority.BACKGROUND)
        self.engine.prefill(request)

    def close(self) -> None:
        self.engine.close()

    def _ask(self, request: GenerationRequest) -> Reply:
        began = time.perf_counter()
        first = 0.0
        for event in self.engine.generate(request):
            if not first and isinstance(event, TextDelta | Finished):
                first = time.perf_counter() - began
            if isinstance(event, Finished):
                usage = event.usage
        total = time.perf_counter() - began
        return Reply(first, total, usage.prompt_tokens - usage.cached_tokens, usage.completion_tokens)


def settings() -> LoadParams:
    """What both are given, but for what the engine chooses."""
    f16 = KvType.F16
    repack = Switch.ON if repacks() else Switch.OFF
    return LoadParams(CONTEXT, "CPU", 0, 0, threads(), BATCH, repack=repack, type_k=f16, type_v=f16)


def chosen(model: Path, cache: Path) -> bool:
    """Whether the engine uses flash attention here, after its idle seconds; PADDOCK_BENCH_FLASH=on: as llama-server."""
    if os.environ.get("PADDOCK_BENCH_FLASH") == "on":
        return True
    for _ in range(CHOICES):
        engine = EngineSupervisor()
        try:
            engine.configure(EngineConfig(cache_dir=cache))
            engine.load(model, settings())
            deadline = time.monotonic() + CHOICE_SECONDS
            while known_attention(model, cache) is Switch.AUTO and time.monotonic() < deadline:
                time.sleep(0.5)
        finally:
            engine.close()
        if known_attention(model, cache) is not Switch.AUTO:
            break
    return known_attention(model, cache) is not Switch.OFF


def greedy(n: int) -> SamplingParams:
    """The likeliest token always, n of them."""
    return SamplingParams(temperature=0.0, max_tokens=n)


def memory(pid: int, model: Path) -> float:
    """Resident megabytes (10^6 bytes) of a process, without the pages of the model's file that it maps."""
    maps = psutil.Process(pid).memory_maps()
    return sum(area.rss for area in maps if Path(area.path) != model.resolve()) / 1e6
