"""F14: model files that were damaged, or made to do harm.

One rule: a file is mutated at random, and whatever comes of it is a header, a model, or a `UserError` that says what
to do; the program lives, and the next sound model answers as always.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
from engine_kit import PATIENCE, ask
from fault_kit import REAL, Bar, Report, Watch, children, left_over
from gguf_bytes import FORMATS, LLAMA, TENSORS, Typed, gguf
from mutations import Seed, mutated
from tiny_model import write_tiny_model

from paddock.core.errors import BugError, UserError
from paddock.core.events import Finished, FinishReason, TextDelta
from paddock.core.models import ModelSource
from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.describe import describe
from paddock.hub.gguf import TENSOR_TYPES, read_header
from paddock.hub.library import Library
from paddock.hub.shape import shape_of

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "resources" / "guide" / "guide.gguf"
STORIES = ROOT.parent / "shared" / "models" / "stories260K.gguf"
HEADER, WHOLE = Bar(1.0), Bar(10.0)
GIB = 2**30
MOST_MEMORY = 2 * GIB
PEAK = "memory of the process at most, MiB"
DIED = "The engine ended"
"""Begins what the status says of a death, be it over a load or an answer; nothing else begins so."""
FEW = 8
"""Tokens that a damaged model that loads is asked for."""


def headers(folder: Path, count: int, seed: int) -> Report:
    """Mutated headers, read as the window does it: a header or words, and little time and memory."""
    report, draw = Report("F14, headers", seed, {"a header is read": HEADER}), random.Random(seed)
    whole = [*_generated(), *_models(folder)]
    size = {seed.name: len(seed.content) for seed in whole}
    seeds = [replace(seed, content=seed.content[: seed.header]) for seed in whole]
    path = folder / "mutated.gguf"
    for sound in whole:
        path.write_bytes(sound.content)
        _read(path)  # as it is, each is sound
    before = psutil.Process().memory_info().rss
    for number in range(1, count + 1):
        report.count = number
        sound = draw.choice(seeds)
        content = mutated(sound, seeds, draw, quiet=number % 2 > 0)
        with path.open("wb") as file:
            file.write(content)
            file.truncate(max(len(content), draw.choice((0, size[sound.name], size[sound.name], 2**40))))
        began = time.perf_counter()
        try:
            _read(path)
        except UserError as error:
            report.check(bool(error.what and error.todo and error.code), f"{sound.name}: it says only {error}")
            report.seen[f"refused: {error.code}"] += 1
        except Exception as error:
            report.check(False, f"{sound.name}: {type(error).__name__}: {error}")
        else:
            report.seen["read"] += 1
        report.took("a header is read", time.perf_counter() - began)
    grown = psutil.Process().memory_info().rss - before
    report.check(grown < MOST_MEMORY, f"it took {grown} bytes")
    return report


def _read(path: Path) -> None:
    """As the library and `paddock fit` do it."""
    header = read_header(path)
    model = describe(path, header, ModelSource.OPENED)
    assert header.data_end <= path.stat().st_size
    assert len(model.name) <= 80
    assert all(isinstance(text, str) for text in header.chat_templates.values())
    shape_of(header)


def files(folder: Path, count: int, seed: int) -> Report:
    """Mutated files, given to the real process, whatever the reader in front of it says of them.

    Two in three are changed so quietly that most pass the reader.
    """
    report, draw = Report("F14, whole files", seed, {"until it is clear": WHOLE}), random.Random(seed)
    before, seeds = children(), _models(folder)
    sound = write_tiny_model(folder / "sound.gguf", seed=1)
    library = Library(folder / "none", folder / "none.gguf")
    engine = EngineSupervisor(REAL)
    engine.configure(EngineConfig(own_models=folder))  # so that one process may read all of them
    try:
        attempt = _Attempt(report, engine, sound)
        for number in range(1, count + 1):
            report.count = number
            model = draw.choice(seeds)
            path = folder / f"mutated{number}.gguf"
            path.write_bytes(mutated(model, seeds, draw, quiet=number % 3 > 0))
            try:
                attempt.give(path, model, _refusal(library, path))
            except (BugError, TimeoutError) as error:
                report.check(False, f"{type(error).__name__}: {error} {getattr(error, 'details', '')}")
            path.unlink()
    finally:
        engine.close()
    report.check(not left_over(before), f"processes are left: {left_over(before)}")
    return report


class _Attempt:
    """One file after the other, given to the same engine as a person would open them."""

    def __init__(self, report: Report, engine: EngineSupervisor, sound: Path) -> None:
        self._report = report
        self._engine = engine
        self._sound = sound
        self._answer = ""
        self._check_works()

    def give(self, path: Path, sound: Seed, refused: UserError | None) -> None:
        """Load it, let it say something, and look whether all is well afterwards."""
        self._engine.unload()
        pid, watch = self._engine.status.pid, Watch(self._engine)
        began = time.monotonic()
        came = self._load_and_ask(path)
        self._report.took("until it is clear", time.monotonic() - began)
        died = any(status.error.startswith(DIED) for _, status in (*watch.seen, (0.0, self._engine.status)))
        watch.end()
        front = f"the reader says {refused.code}" if refused else "the reader lets it pass"
        self._report.seen[f"{front}; the process {'DIES ' if died else ''}{came}"] += 1
        self._check_memory()
        if died:
            self._report.check(refused is not None, f"{sound.name}: the reader lets it pass, and it kills the process")
            self._check_works()
        else:
            self._report.check(self._engine.status.pid == pid, "the process is another one, and none has died")

    def _load_and_ask(self, path: Path) -> str:
        error = _said(lambda: self._engine.load(path, LoadParams(n_ctx=512)))
        if error is not None:
            self._report.check(path.name in error.what and bool(error.todo), f"it says {error!r}")
            return f"refuses: {error.code}"
        said = _said(self._ask)
        if said is not None:
            self._report.check(bool(said.todo), f"it says {said!r}")
            return f"loads, then refuses: {said.code}"
        return "answers"

    def _ask(self) -> str:
        generation = self._engine.generate(ask("Hello", max_tokens=FEW, seed=1))
        text = ""
        while not isinstance(event := generation.next(PATIENCE), Finished):
            if event is None:
                generation.cancel()
                raise TimeoutError("the answer does not come to an end")
            text += event.text if isinstance(event, TextDelta) else ""
        if event.reason is FinishReason.INTERRUPTED:
            raise UserError("It was interrupted.", "Choose another model.", code="interrupted")
        return text

    def _check_works(self) -> None:
        """A sound model, loaded by hand as a person does it after the engine gave up, answers as it always does."""
        self._engine.load(self._sound, LoadParams(n_ctx=512))
        answer = self._ask()
        self._report.check(answer == (self._answer or answer) != "", f"the sound model says {answer!r}")
        self._answer = answer

    def _check_memory(self) -> None:
        """What the process took at most since it began; one that died took less than the next one may."""
        pid = self._engine.status.pid
        if pid is None:
            return
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:  # it is being replaced
            return
        for line in lines:
            if line.startswith("VmHWM:"):
                peak = int(line.split()[1]) * 1024
                self._report.check(peak < MOST_MEMORY, f"it took {peak} bytes")
                seen = self._report.seen
                seen[PEAK] = max(seen[PEAK], peak >> 20)


def _refusal(library: Library, path: Path) -> UserError | None:
    """What the window says of the file, for which it asks before the process gets it."""
    try:
        model = library.describe(path)
    except UserError as error:
        return error
    return model.refusal.error() if model.refusal else None


def _said(call: Callable[[], object]) -> UserError | None:
    """What was refused; any other error is a finding."""
    try:
        call()
    except UserError as error:
        return error
    return None


def _models(folder: Path) -> list[Seed]:
    """Models that llama.cpp runs: the guide, a tiny one, and one that tells stories, where they are."""
    paths = [write_tiny_model(folder / "tiny.gguf"), *(path for path in (GUIDE, STORIES) if path.exists())]
    return [_seed(path.name, path.read_bytes(), path) for path in paths]


def _generated() -> list[Seed]:
    """Headers with all that the format has."""
    every = {f"x.{code}": Typed(kind, 1) for kind, code in enumerate(FORMATS) if code}
    arrays = {f"y.{code}": Typed(kind, [1] * 9) for kind, code in enumerate(FORMATS) if code}
    texts = {
        "tokenizer.ggml.tokens": [f"word{at}" for at in range(2000)],
        "general.tags": ["a", "b"],
        "deep": [[[1], [2, 3]]],
    }
    metadata = {**LLAMA, **every, **arrays, **texts}
    kinds = [(f"blk.{kind}.ffn_up.weight", (256, 2), kind) for kind in (0, 1, 2, 8, 12, 14, 39, 42)]
    tensors, end = list(TENSORS), 608
    for name, dims, kind in kinds:
        tensors.append((name, dims, kind, end))
        end += -(-_size(kind, 512) // 32) * 32
    variants = itertools.product((1, 2, 3), "<>")
    made = [gguf(metadata, tensors, version=version, order=order, data=end) for version, order in variants]
    made.append(gguf({**LLAMA, "split.no": 0, "split.count": 3}, tensors, data=end))
    return [Seed.of(f"generated {at}", content, len(content) - end) for at, content in enumerate(made)]


def _size(kind: int, weights: int) -> int:
    _, block, size = TENSOR_TYPES[kind]
    return weights // block * size


def _seed(name: str, content: bytes, path: Path) -> Seed:
    header = read_header(path)
    return Seed.of(name, content, len(content) - sum(-(-tensor.size // 32) * 32 for tensor in header.tensors))
