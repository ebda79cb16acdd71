"""The engine against llama-server, built from the same source: the same file and settings, one after the other.

Its one rule: they take turns (A B A B …), so that what else the computer does meets both, and a pair during which
other programs took much of the processors is measured again. A ratio is the median of the pairs' ratios, a figure the
median of its runs.

The model is the one that PADDOCK_BENCH_MODEL names, or one of Llama 3.2 1B's shape with random weights. Takes eight
minutes on two cores that have nothing else to do. PADDOCK_BENCH_REPACK=off measures both without weights in a second
order. Paddock is measured with the attention that it finds to be the fastest here in its idle seconds;
PADDOCK_BENCH_FLASH=on gives it flash attention, which llama-server has. Names of parts as arguments (load short four
chat paste background) run only those.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import random_model
from contestants import BATCH, ROOT, SLOTS, Contestant, LlamaServer, Paddock, chosen, memory, peers, threads

from paddock.core.messages import Role, Turn

Figure = dict[str, Any]
Pair = tuple[Any, Any]
LOADS, SHORT, CHATS, PASTES, BACKGROUNDS = 5, 5, 3, 2, 7
DISTURBED = 0.10  # share of all processors that other programs may take during a pair


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def told(name: str, values: Sequence[float], unit: str) -> Figure:
    """A figure that is only told."""
    say(f"  {name}: {' '.join(f'{value:.4g}' for value in values)} {unit}")
    return {"name": name, "value": statistics.median(values), "unit": unit, "bar": None}


def held(name: str, value: float, unit: str, bar: float, *, least: bool = False) -> Figure:
    """A figure that is held against its bar: the most it may be, or the least."""
    say(f"  {name}: {value:.4g} {unit}")
    return {"name": name, "value": value, "unit": unit, "bar": bar, "least": least}


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the pairs' ratios."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


class Meter:
    """How much of the processors other programs take while it runs."""

    def __init__(self) -> None:
        self._began, self._others = time.monotonic(), others_seconds()

    def share(self) -> float:
        """Of all processors, since this was made."""
        elapsed = time.monotonic() - self._began
        return (others_seconds() - self._others) / elapsed / (os.cpu_count() or 1)


def others_seconds() -> float:
    """Processor seconds that everything has used but this program and the processes it started."""
    times = psutil.cpu_times()
    own = sum(os.times()[:4])
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it has just ended, and is counted above
            used = process.cpu_times()
            own += used.user + used.system
    return float(times.user + times.nice + times.system - own)


def pairs(count: int, more: int, measure: Callable[[], Pair]) -> tuple[list[Any], list[Any]]:
    """So many pairs in which nobody disturbed; after `more` tries than that, the least disturbed ones."""
    tries: list[tuple[float, Pair]] = []
    while len(tries) < count + more and sum(share < DISTURBED for share, _ in tries) < count:
        meter = Meter()
        pair = measure()
        tries.append((meter.share(), pair))
    tries.sort(key=lambda one: one[0])
    if len(tries) > count:
        say(f"  measured again: {len(tries) - count}; other programs took up to {tries[count - 1][0]:.0%}")
    return [pair[0] for _, pair in tries[:count]], [pair[1] for _, pair in tries[:count]]


class Texts:
    """Texts that were never seen before, of about so many tokens."""

    def __init__(self, count: Callable[[str], int]) -> None:
        self._random = random.Random(0)
        self._per_word = 1.0
        self._per_word = count(self.words(2000)) / 2000

    def words(self, tokens: int) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        count = max(1, round(tokens / self._per_word))
        return " ".join("".join(self._random.choices(letters, k=5)) for _ in range(count))

    def chat(self, tokens: int) -> tuple[Turn, ...]:
        """A system prompt, and questions and answers of 250 tokens each; the last is a short question."""
        turns = [Turn(Role.SYSTEM, self.words(40))]
        while tokens > 500:
            turns += [Turn(Role.USER, self.words(240)), Turn(Role.ASSISTANT, self.words(240))]
            tokens -= 500
        return (*turns, Turn(Role.USER, self.words(max(20, tokens - 50))))


class Comparison:
    """Both contestants and what the parts of the comparison share.

    Args:
        caches: a folder for the engine's KV caches.
    """

    def __init__(self, model: Path, programs: Path, caches: Path) -> None:
        self.model = model
        self._programs = programs
        self._caches = caches
        self._flash = chosen(model, caches)
        say(f"Paddock answers {'with' if self._flash else 'without'} flash attention here, llama-server with it")
        self.server = self.start_server()
        self.texts = Texts(self.server.count)

    def start_server(self) -> LlamaServer:
        return LlamaServer(self._programs / "llama-server", self.model)

    def start_paddock(self) -> Paddock:
        return Paddock(self.model, self._caches, flash=self._flash)

    def load(self) -> Iterator[Figure]:
        """From the start of the process to ready, with the file in the system's cache; and on to the first token."""

        def once(start: Callable[[], Contestant]) -> tuple[float, float]:
            one = start()
            reply = one.text(self.texts.words(20), 1)
            one.close()
            return one.seconds_to_ready, one.seconds_to_ready + reply.first

        theirs, ours = pairs(LOADS, LOADS, lambda: (once(self.start_server), once(lambda: self.start_paddock())))
        for at, what in enumerate(("start to ready", "start to the first token of 20")):
            yield told(f"{what}: llama-server", [times[at] for times in theirs], "s")
            yield told(f"{what}: Paddock", [times[at] for times in ours], "s")
        quicker = ratio([times[0] for times in ours], [times[0] for times in theirs])
        yield held("load: time of Paddock / llama-server", quicker, "x", 1.0)

    def short(self) -> Iterator[Figure]:
        """A prompt of 512 tokens and 128 after it, one sequence; then the memory of both."""
        paddock = self.start_paddock()
        theirs, ours = self._in_turn(SHORT, paddock, lambda one, text: one.text(text, 128), lambda: self._new(512))
        yield from self._speeds("prompt 512", [r.prompt_speed for r in theirs], [r.prompt_speed for r in ours])
        yield from self._speeds("decode after 512", [r.decode_speed for r in theirs], [r.decode_speed for r in ours])
        used = [memory(one.pid, self.model) for one in (self.server, paddock)]
        yield told("memory without the model's file: llama-server", used[:1], "MB")
        yield told("memory without the model's file: Paddock", used[1:], "MB")
        yield held("memory: Paddock - llama-server", used[1] - used[0], "MB", 60)
        paddock.close()

    def four(self) -> Iterator[Figure]:
        """Four questions of 64 tokens at once, 96 tokens each: tokens per second of all together."""
        paddock = self.start_paddock()

        def at_once(one: Contestant, texts: list[str]) -> float:
            began = time.perf_counter()
            with ThreadPoolExecutor(SLOTS) as pool:
                replies = list(pool.map(lambda text: one.text(text, 96), texts))
            return sum(reply.answer for reply in replies) / (time.perf_counter() - began)

        theirs, ours = self._in_turn(SHORT, paddock, at_once, lambda: [self._new(64) for _ in range(SLOTS)])
        yield from self._speeds("4 sequences together", theirs, ours)
        paddock.close()

    def chat(self) -> Iterator[Figure]:
        """Chats of 4,096 tokens: cold, answered again, with another last message, and after a restart."""
        paddock = self.start_paddock()

        def once() -> Pair:
            turns = self.texts.chat(4096)
            other = (*turns[:-1], Turn(Role.USER, self._new(40)))
            theirs = self.server.chat(turns, 1)
            return theirs, (turns, *(paddock.chat(asked, 1) for asked in (turns, turns, other)))

        cold, ours = pairs(CHATS, 1, once)
        yield from self._speeds("prompt 4096", [r.prompt_speed for r in cold], [mine[1].prompt_speed for mine in ours])
        paddock.close()
        paddock = self.start_paddock()
        answer_and_question = [Turn(Role.ASSISTANT, self._new(20)), Turn(Role.USER, self._new(20))]
        reopened = [paddock.chat((*mine[0], *answer_and_question), 1).first for mine in ours]
        paddock.close()
        waits = [reply.first for reply in cold]
        yield told("first token, chat of 4096: llama-server, cold", waits, "s")
        again, edited = [mine[2].first for mine in ours], [mine[3].first for mine in ours]
        for what, times in (("answered again", again), ("last message edited", edited), ("reopened", reopened)):
            yield told(f"first token, chat of 4096: Paddock, {what}", times, "s")
            yield held(f"{what}: time of Paddock / llama-server cold", ratio(times, waits), "x", 0.05)

    def paste(self) -> Iterator[Figure]:
        """2,000 tokens pasted, 15 seconds for typing and reading, then Enter."""
        paddock = self.start_paddock()

        def once() -> Pair:
            text, question = self._new(2000), self._new(20)
            turns = [Turn(Role.USER, f"{text}\n\n{question}")]
            theirs = self.server.chat(turns, 1).first
            paddock.prefill([Turn(Role.USER, text)])
            time.sleep(15)
            return theirs, paddock.chat(turns, 1).first

        cold, prefilled = pairs(PASTES, 1, once)
        paddock.close()
        yield told("first token, paste of 2000: llama-server", cold, "s")
        yield told("first token, paste of 2000: Paddock", prefilled, "s")
        yield held("paste after 15 s: time of Paddock / llama-server", ratio(prefilled, cold), "x", 0.10)

    def background(self) -> Iterator[Figure]:
        """A question of 64 tokens and 96 after it, alone and while a prompt of 3,000 is processed ahead."""
        paddock = self.start_paddock()

        def once() -> Pair:
            alone = paddock.text(self._new(64), 96).total
            paddock.prefill([Turn(Role.USER, self._new(3000))])
            time.sleep(0.5)
            beside = paddock.text(self._new(64), 96).total
            paddock.prefill(None)
            return alone, beside

        alone, beside = pairs(BACKGROUNDS, BACKGROUNDS, once)
        paddock.close()
        yield told("reply of 96 tokens: alone", alone, "s")
        yield told("reply of 96 tokens: while a prompt is processed ahead", beside, "s")
        yield held("prefill slows a reply by", 100 * (ratio(beside, alone) - 1), "%", 3.0)

    def _new(self, tokens: int) -> str:
        return self.texts.words(tokens)

    def _in_turn(
        self, count: int, paddock: Paddock, ask: Callable[[Contestant, Any], Any], question: Callable[[], Any]
    ) -> tuple[list[Any], list[Any]]:
        """The answers of the server and of Paddock. Each is asked once before, unmeasured: the first pages fault."""
        for one in (self.server, paddock):
            one.text(self._new(64), 4)

        def once() -> Pair:
            theirs = ask(self.server, question())
            return theirs, ask(paddock, question())

        return pairs(count, count, once)

    def _speeds(self, what: str, theirs: list[float], ours: list[float]) -> Iterator[Figure]:
        yield told(f"{what}: llama-server", theirs, "tok/s")
        yield told(f"{what}: Paddock", ours, "tok/s")
        yield held(f"{what}: Paddock / llama-server", ratio(ours, theirs), "x", 1.0, least=True)


def llama_bench(program: Path, model: Path) -> list[Figure]:
    """llama.cpp's own benchmark, for reference: no server, no sampling."""
    options = ["-t", str(threads()), "-ub", str(BATCH), "-fa", "1", "-ngl", "0", "-r", "2", "-o", "json"]
    command = [str(program), "-m", str(model), "-p", "512", "-n", "128", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        told(f"llama-bench: {'prompt 512' if run['n_prompt'] else 'decode 128'}", run["samples_ts"], "tok/s")
        for run in json.loads(done.stdout)
    ]


def main(wanted: list[str]) -> None:
    cache = Path(os.environ.get("PADDOCK_BENCH_CACHE") or ROOT / ".bench")
    model = Path(os.environ.get("PADDOCK_BENCH_MODEL") or random_model.provide(cache))
    programs = peers()
    began, meter = time.monotonic(), Meter()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(dir=cache, prefix="kv-") as folder:
        comparison = Comparison(model, programs, Path(folder))
        try:
            for part in ("load", "short", "four", "chat", "paste", "background"):
                if not wanted or part in wanted:
                    say(f"{part}, after {time.monotonic() - began:.0f} s")
                    figures += getattr(comparison, part)()
        finally:
            comparison.server.close()
    if not wanted or "llama-bench" in wanted:
        figures += llama_bench(programs / "llama-bench", model)
    figures.append(told("processor time that other programs took meanwhile", [100 * meter.share()], "%"))
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word != "--json"])
