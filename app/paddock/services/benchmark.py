"""How fast a model is on this computer, measured the way a person meets it.

Its one rule: every text is a new one, so that nothing is found in a cache unless that is what is measured; and the
model chooses greedily and does not guess ahead, so that the figures can be compared.
"""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.models import LoadedModel, ModelFile
from paddock.core.params import SamplingParams
from paddock.core.said import say
from paddock.engine.api import EngineStatus, Generation, GenerationRequest
from paddock.services.generation import GenerationService
from paddock.services.models import ModelService

PROMPT, LONG_PROMPT, PASTE = 512, 4096, 1024  # tokens
ANSWER = 128  # tokens
RUNS = 3
TOGETHER = 4
SHORTEST = 8  # tokens of an answer that still say how fast it came
REPORTED = 0.5  # s: within that the engine says what it has processed ahead
WORDS = """
about after again always answer because before between bridge castle change city cloud corner country dinner
door early evening every family figure garden glass green harbour history house island journey kitchen
language later letter light market memory middle minute morning mountain music never night number often open
paper people place question quiet reason river road school season second simple small sound station story
street summer table time today together travel under valley village voice water weather window winter without
wonder word world year
"""


@dataclass(frozen=True, slots=True)
class PromptSpeed:
    """How fast prompts of a length are processed.

    Attributes:
        tokens: of the prompt, as counted by the model.
        tok_s: tokens per second; `first_token_ms`: what a person waits for.
    """

    tokens: int
    tok_s: float
    first_token_ms: float


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """What was measured. Medians, where there were several runs.

    Attributes:
        load_s: from asking for the model to its being ready, the start of the engine's process included.
        prompts: shortest first; those that the context has room for.
        decode_tok_s: of one answer after the first of `prompts`; 0 where the model always ended too soon to tell.
        together_tok_s: of TOGETHER answers at once, their short prompts included, all together.
        paste_tokens: of a prompt, after which the first token came in `paste_ms`, or in `prefilled_ms` when it had
            been processed ahead, as is done while a person still types and reads; 0 for a model without a template.
        memory: of the engine's process, resident bytes; `memory_own` without the model's file, which the system
            can drop and read again. 0 where the system does not tell.
        n_batch: tokens of a prompt that are processed at once.
        build: of llama.cpp.
    """

    model: str
    name: str
    quantization: str
    device: str
    device_reason: str
    n_ctx: int
    n_threads: int
    n_threads_batch: int
    n_batch: int
    build: str
    load_s: float
    prompts: tuple[PromptSpeed, ...]
    decode_tok_s: float
    together_tok_s: float
    paste_tokens: int
    paste_ms: float
    prefilled_ms: float
    memory: int
    memory_own: int


class BenchmarkService:
    """Measures models; one at a time."""

    def __init__(self, generation: GenerationService, models: ModelService) -> None:
        self._generation = generation
        self._models = models

    def run(self, ref: str, tell: Callable[[str], None] = lambda _: None) -> BenchmarkReport:
        """Load the model and measure it; blocks, up to minutes for a large model.

        Args:
            ref: reference or name of the model.
            tell: hears what is being measured.

        Raises:
            UserError: it cannot be loaded; "interrupted": the engine's process ended.
        """
        model = self._models.find(ref)
        tell(f"Loading {model.name}")
        began = time.perf_counter()
        loaded = self._generation.load(ref)
        load_s = time.perf_counter() - began
        return _Measurement(self._generation, model, loaded, tell).report(load_s)


class _Measurement:
    """The questions that one loaded model is asked."""

    def __init__(
        self, generation: GenerationService, model: ModelFile, loaded: LoadedModel, tell: Callable[[str], None]
    ) -> None:
        self._generation = generation
        self._model = model
        self._loaded = loaded
        self._tell = tell
        self._random = random.Random()
        self._words = WORDS.split()
        self._per_word = 1.0

    def report(self, load_s: float) -> BenchmarkReport:
        self._calibrate()
        lengths = list(self._lengths())
        first, answers = self._prompt(lengths[0], ANSWER, RUNS)
        prompts = [first, *(self._prompt(length, 1, 1)[0] for length in lengths[1:])]
        speeds = [end.timings.decode_tok_s for end in answers if end.usage.completion_tokens >= SHORTEST]
        together = self._together()
        paste_tokens, paste_ms, prefilled_ms = self._paste()
        memory, own = _memory(self._generation.status, self._loaded)
        threads, threads_batch, batch = self._threads()
        return BenchmarkReport(
            model=self._model.ref,
            name=self._model.name,
            quantization=self._model.quantization,
            device=self._loaded.device,
            device_reason=self._loaded.device_reason,
            n_ctx=self._loaded.n_ctx,
            n_threads=threads,
            n_threads_batch=threads_batch,
            n_batch=batch,
            build=self._loaded.build,
            load_s=load_s,
            prompts=tuple(prompts),
            decode_tok_s=statistics.median(speeds) if speeds else 0.0,
            together_tok_s=together,
            paste_tokens=paste_tokens,
            paste_ms=paste_ms,
            prefilled_ms=prefilled_ms,
            memory=memory,
            memory_own=own,
        )

    def _lengths(self) -> Iterator[int]:
        """Lengths of prompts that leave room for the answer."""
        room = self._loaded.n_ctx - ANSWER
        yield min(PROMPT, room // 2)
        if room >= LONG_PROMPT * 1.05:  # words are never counted exactly
            yield LONG_PROMPT

    def _calibrate(self) -> None:
        """Learn how many tokens a word has; and what is slow only once has happened then."""
        words = min(100, self._loaded.n_ctx // 8)
        end = self._ask(self._text(words), 2)
        self._per_word = max(0.5, end.usage.prompt_tokens / words)

    def _prompt(self, tokens: int, answer: int, runs: int) -> tuple[PromptSpeed, list[Finished]]:
        self._tell(f"Measuring a prompt of {tokens} tokens")
        ends = [self._ask(self._text(tokens), answer) for _ in range(runs)]
        speed = PromptSpeed(
            round(statistics.median(end.usage.prompt_tokens for end in ends)),
            statistics.median(end.timings.prompt_tok_s for end in ends),
            statistics.median(end.timings.ttft_ms for end in ends),
        )
        return speed, ends

    def _together(self) -> float:
        self._tell(f"Measuring {TOGETHER} answers at once")
        share = self._loaded.n_ctx // (2 * TOGETHER)
        texts = [self._text(min(64, share // 2)) for _ in range(TOGETHER)]
        began = time.perf_counter()
        running = [self._start(text, min(96, share)) for text in texts]
        ends = [self._end(generation) for generation in running]
        return sum(end.usage.completion_tokens for end in ends) / (time.perf_counter() - began)

    def _paste(self) -> tuple[int, float, float]:
        """Tokens of a long prompt, and the wait for the first token without and with processing it ahead, ms.

        All 0 for a model without a template: only chats are processed ahead.
        """
        if self._loaded.template_source == "none":
            return 0, 0.0, 0.0
        tokens = min(PASTE, self._loaded.n_ctx // 2)
        self._tell(f"Measuring a paste of {tokens} tokens")
        cold = self._end(self._generation.generate(self._chat(self._text(tokens))))
        text = self._text(tokens)
        self._prefill(self._chat(text), 2 * cold.timings.ttft_ms / 1000 + REPORTED)
        warm = self._end(self._generation.generate(self._chat(f"{text} {self._text(8)}")))
        return cold.usage.prompt_tokens, cold.timings.ttft_ms, warm.timings.ttft_ms

    def _prefill(self, request: GenerationRequest, patience: float) -> None:
        """Process a chat ahead; waits until it is done, at most `patience` seconds."""
        done = threading.Event()

        def look(status: EngineStatus) -> None:
            if any(0 < seen.prefill_total == seen.prefill_done for seen in status.activity):
                done.set()

        end = self._generation.subscribe(look)
        try:
            self._generation.prefill(request)
            done.wait(patience)
        finally:
            end()

    def _text(self, tokens: float) -> str:
        """A text of about so many tokens that nobody has seen before."""
        return " ".join(self._random.choices(self._words, k=max(1, round(tokens / self._per_word))))

    def _chat(self, text: str) -> GenerationRequest:
        """One question, of whose answer one token is enough."""
        turns = (Turn(Role.USER, text),)
        return GenerationRequest(turns, sampling=_greedy(1), model=self._model.path, speculate=False)

    def _start(self, text: str, tokens: int) -> Generation:
        request = GenerationRequest(raw=text, sampling=_greedy(tokens), model=self._model.path, speculate=False)
        return self._generation.generate(request)

    def _ask(self, text: str, tokens: int) -> Finished:
        return self._end(self._start(text, tokens))

    def _end(self, generation: Generation) -> Finished:
        (*_, end) = generation
        if not isinstance(end, Finished) or end.reason is FinishReason.INTERRUPTED:
            raise UserError(
                say("The engine stopped in the middle of the measurement."),
                self._generation.status.error or "Try again.",
                code="interrupted",
            )
        return end

    def _threads(self) -> tuple[int, int, int]:
        """While answering, while processing prompts, and tokens at once: as tuned, or as loaded."""
        loaded = self._loaded
        tuned = next((seen for seen in self._generation.status.activity if seen.path == loaded.path), None)
        if tuned is None or not tuned.n_threads:
            return loaded.n_threads, loaded.n_threads_batch, loaded.n_batch
        return tuned.n_threads, tuned.n_threads_batch, tuned.n_batch


def _greedy(tokens: int) -> SamplingParams:
    return SamplingParams(temperature=0.0, max_tokens=tokens)


def _memory(status: EngineStatus, loaded: LoadedModel) -> tuple[int, int]:
    """Resident bytes of the engine's process, and those that are not the model's file; 0 where it cannot be seen."""
    try:
        process = psutil.Process(status.pid)
        resident = int(process.memory_info().rss)
        areas: Sequence[Any] = process.memory_maps() if hasattr(process, "memory_maps") else ()
    except psutil.Error:  # it has ended, or the system does not let us look
        return 0, 0
    of_file = sum(area.rss for area in areas if area.path == str(loaded.path.resolve()))
    return resident, resident - of_file if areas else 0
