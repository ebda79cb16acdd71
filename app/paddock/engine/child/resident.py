"""A loaded model at work: its answers, what it remembers, and what it does while nobody asks.

One rule: idle work is done in steps of at most some fifty milliseconds, so that a question never waits for it.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paddock.core.errors import BugError, UserError
from paddock.core.events import ContextShifted, PromptProgress, TokenLogprob
from paddock.core.models import ModelActivity
from paddock.core.params import LoadParams, Switch
from paddock.core.said import say
from paddock.core.tools import ToolCall
from paddock.engine.api import EngineConfig, GenerationRequest, PromptMeasure
from paddock.engine.child.answer import Answer, Listener
from paddock.engine.child.attention import AttentionTrial, attention_key
from paddock.engine.child.batching import BatchLoop
from paddock.engine.child.failures import no_memory
from paddock.engine.child.fingerprint import Fingerprint, known_fingerprint
from paddock.engine.child.inbox import Inbox
from paddock.engine.child.kv_store import KvNamespace, KvStore
from paddock.engine.child.model import Model
from paddock.engine.child.outbox import Outbox
from paddock.engine.child.overflow import fit
from paddock.engine.child.tuning import Tuner, TuningFile
from paddock.engine.wire import (
    Broken,
    ContextMoved,
    Done,
    Event,
    Generate,
    PromptProcessed,
    ReasoningArrived,
    Refused,
    TextArrived,
    ToolCalled,
)

SAVE_AFTER = 2.0
"""Seconds without work until KV caches are written to the disk: a person reads, and then asks on."""


class Resident:
    """One model in memory.

    Args:
        store: of KV caches on the disk; None keeps none.
    """

    def __init__(
        self, lib: Any, model: Model, inbox: Inbox, outbox: Outbox, config: EngineConfig, store: KvStore | None
    ) -> None:
        self._lib = lib
        self._inbox = inbox
        self._outbox = outbox
        self._config = config
        self._store = store
        self.model = model
        self.used_at = time.monotonic()
        self._loop = BatchLoop(
            lib,
            model.context,
            model.pool,
            inbox,
            n_batch=model.loaded.n_batch,
            can_guess=model.is_divisible,
            refit=self._refit,
            drafter=model.draft,
        )
        self._fingerprint = self._make_fingerprint()
        self._sha256 = ""
        self._tuner: Tuner | None = None
        self._attention: AttentionTrial | None = None
        self._warm = False
        self._settled = False  # nothing is left to keep on the disk
        self._name_cache()
        if self._fingerprint is not None and self._fingerprint.value:
            self._learn(self._fingerprint)  # from the last time

    def close(self) -> None:
        """Free it."""
        self._loop.close()
        self._close_fingerprint()
        self._end_attention()
        self.model.close()

    def configure(self, config: EngineConfig, store: KvStore | None) -> None:
        """What holds from now on."""
        self._config, self._store = config, store
        self._close_fingerprint()
        self._fingerprint = self._make_fingerprint()
        self._name_cache()

    def adapt(self, params: LoadParams) -> None:
        """Let other LoRA adapters act, and write chats in another prompt format.

        Raises:
            UserError: `bad-adapter`, `no-such-format`.
        """
        self._touch()
        self.model.adapt(params)
        self._name_cache()

    def _touch(self) -> None:
        self.used_at = time.monotonic()
        self._settled = False

    # What is asked

    def generate(self, command: Generate, arrived: float) -> None:
        """Start an answer.

        Raises:
            UserError: it cannot be answered.
        """
        self._touch()
        request = command.request
        self.model.check_sampling(request.sampling)
        fitted = fit(request, self.model.prompts, self.model.pool.cells)
        if not fitted.tokens:
            raise UserError(say("There is nothing to answer."), say("Write something first."), code="empty-prompt")
        listener = self._listener(command.id)
        speech = self.model.prompts.speech(request)
        answer = Answer(
            self._lib,
            self.model.vocabulary,
            command.id,
            request,
            command.seed,
            fitted.tokens,
            arrived,
            listener,
            speech,
        )
        if fitted.shift is not None:
            answer.tell_shift(fitted.shift)
        try:
            self._loop.add(answer)
        except UserError:
            answer.close()
            raise

    def _listener(self, id: int) -> Listener:
        def progress(done: PromptProgress) -> None:
            self._outbox.send(PromptProcessed(id, done))

        def shifted(shift: ContextShifted) -> None:
            self._outbox.send(ContextMoved(id, shift))

        def text(text: str, logprobs: tuple[TokenLogprob, ...]) -> None:
            self._outbox.send(TextArrived(id, text, logprobs))

        def reasoning(text: str) -> None:
            self._outbox.send(ReasoningArrived(id, text))

        def called(call: ToolCall) -> None:
            self._outbox.send(ToolCalled(id, call))

        return Listener(progress, shifted, text, reasoning, called)

    def _refit(self, answer: Answer) -> Sequence[int] | None:
        """A shorter prompt for an answer that fills the context."""
        try:
            fitted = fit(answer.request, self.model.prompts, self.model.pool.cells, answer.produced)
        except UserError:
            return None  # not even the last question and the answer fit
        if fitted.shift is None:
            return None
        answer.tell_shift(fitted.shift)
        return fitted.tokens

    def prefill(self, request: GenerationRequest | None) -> None:
        """Process this prompt ahead; what cannot be is left."""
        tokens: list[int] = []
        if request is not None:
            self._touch()
            try:
                tokens = self.model.prompts.stable(self._fitting(request))
            except UserError:
                tokens = []
        private = request is not None and request.private
        self._loop.prefill(tokens if len(tokens) < self.model.pool.cells else [], private=private)

    def _fitting(self, request: GenerationRequest) -> GenerationRequest:
        fitted = fit(request, self.model.prompts, self.model.pool.cells)
        if fitted.shift is None:
            return request
        return self.model.prompts.without(request, fitted.shift.dropped)

    @property
    def renders_slowly(self) -> bool:
        """Whether the other models' answers would stand still for a while if a chat were rendered."""
        return any(template.is_slow for template in self.model.prompts.chat.templates)

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        """Count the tokens of a prompt."""
        prompts = self.model.prompts
        return PromptMeasure(len(prompts.tokens(request)), tuple(prompts.lengths(request.turns)), self.model.pool.cells)

    # What it does

    def busy(self, *, foreground: bool) -> bool:
        """Whether `step` has something to do."""
        return self._loop.busy(foreground=foreground)

    def step(self, *, foreground: bool) -> None:
        """Compute one batch and say what came of it."""
        with self._outbox.together():
            self._loop.step(foreground=foreground)
            self._end_answers()

    def end_cancelled(self) -> None:
        """End what was cancelled."""
        self._loop.end_cancelled()
        self._end_answers()

    def give_up(self, error: Exception | None = None) -> None:
        """End all answers: the model is to be freed, or a mistake was made that nobody can tell the extent of."""
        self._loop.end_all(error)
        if error is not None:
            self.model.pool.clear()
        self._end_answers()

    def _end_answers(self) -> None:
        for answer in self._loop.take_ended():
            self._touch()
            self._end(answer)

    def _end(self, answer: Answer) -> None:
        self._inbox.done(answer.id)
        self._outbox.send(self._last_word(answer))
        answer.close()

    def _last_word(self, answer: Answer) -> Event:
        loaded = self.model.loaded
        match answer.error:
            case None:
                return Done(answer.id, answer.finish(loaded.load_ms, loaded.build))
            case UserError():
                return Refused.of(answer.id, answer.error)
            case BugError():
                return Broken(answer.id, answer.error.what, answer.error.details)
            case MemoryError():
                error = no_memory(
                    say("There is not enough memory for “{name}”.", name=loaded.path.name), smaller_context=True
                )
                return Refused.of(answer.id, error)
            case error:
                return Broken(answer.id, say("The engine made a mistake."), frames(error))

    def idle_step(self) -> bool:
        """Do a little of what makes later work faster; False when there is nothing to do now."""
        if not self._warm:
            self._warm = True
            _ = self.model.prompts.special
            return True
        if self._fingerprint is not None and not self._sha256:
            self._learn(self._fingerprint)
            return True
        if self.model.pool.earlier is not None:
            self._adopt(self.model.pool.earlier)
            return True
        if not self._settled and time.monotonic() - self.used_at >= SAVE_AFTER:
            self._settled = not self.model.pool.save_step()
            if not self._settled:
                return True
        if self._tuner is not None and self._tune(self._tuner):
            return True
        return self._attention is not None and self._try_attention(self._attention)

    def rest(self) -> None:
        """Do nothing more while nobody asks: it went wrong, and answers do not need it."""
        self._close_fingerprint()
        self._fingerprint = self._tuner = self.model.pool.earlier = None
        self._end_attention()
        self._settled = True

    @property
    def has_idle_work(self) -> bool:
        """Whether `idle_step` will have something to do."""
        return not self._settled

    def _make_fingerprint(self) -> Fingerprint | None:
        if self._config.cache_dir is None:
            return None
        fingerprint = Fingerprint(self.model.loaded.path, self._config.cache_dir / "models.json")
        if self.model.is_still_the_file:
            return fingerprint
        fingerprint.close()
        return None

    def _close_fingerprint(self) -> None:
        if self._fingerprint is not None:
            self._fingerprint.close()

    def _learn(self, fingerprint: Fingerprint) -> None:
        """Read on in the file; once its hash is known, what is kept is named by it."""
        if not fingerprint.value and fingerprint.step():
            return
        self._sha256 = fingerprint.value
        if not self._sha256:  # the file cannot be read any more, or was written to: nobody knows what was loaded
            self._fingerprint = None
            if self.model.pool.namespace is not None:
                self.model.pool.namespace.clear()
        self._name_cache()
        if not self._sha256:
            return
        if self._config.tune and self._config.cache_dir is not None:
            self._tuner = self.model.tuner(self._tuning_file(), self._sha256)

    def _name_cache(self) -> None:
        """Tell the pool what its KV caches are called on the disk.

        Hashing a new file takes seconds of idle time. What has to be written before that is named by what a remembered
        hash is believed of, and named anew once the hash is known, here or after the next load.
        """
        pool, fingerprint = self.model.pool, self._fingerprint
        pool.namespace = pool.earlier = None
        self._settled = False
        if self._store is None or fingerprint is None or not fingerprint.identity:
            return
        early = self._namespace(self._store, f"file {fingerprint.identity}")
        if self._sha256:
            pool.namespace, pool.earlier = self._namespace(self._store, self._sha256), early
        else:
            pool.namespace = early

    def _namespace(self, store: KvStore, model: str) -> KvNamespace:
        """A name holds all that KV caches depend on."""
        loaded = self.model.loaded
        return store.namespace(
            model=model,
            build=loaded.build,
            device=loaded.device,
            n_ctx=loaded.n_ctx,
            type_k=loaded.type_k,
            type_v=loaded.type_v,
            flash_attention=loaded.flash_attention,
            adapters=self.model.adapters_key,
        )

    def _adopt(self, early: KvNamespace) -> None:
        """Name one block anew."""
        namespace = self.model.pool.namespace
        if namespace is None or not namespace.adopt(early):
            self.model.pool.earlier = None

    def _tune(self, tuner: Tuner) -> bool:
        """Measure once, until somebody asks something; whether there is more to measure now."""
        self._inbox.begin((), interruptible=True)
        more = tuner.step()
        self._inbox.end()
        if not tuner.doing:
            if tuner.result is not None:
                self.model.retuned(tuner.result)
                self._loop.chunk = self.model.loaded.n_batch
            self._tuner = None
            self._attention = self.model.attention_trial(self._tuning_file(), self._sha256)
        return more

    def _try_attention(self, trial: AttentionTrial) -> bool:
        """Likewise, for what holds from the next load on."""
        self._inbox.begin((), interruptible=True)
        trial.step()
        self._inbox.end()
        if not trial.doing:
            self._end_attention()
        return True

    def _end_attention(self) -> None:
        if self._attention is not None:
            self._attention.close()
            self._attention = None

    def _tuning_file(self) -> TuningFile:
        assert self._config.cache_dir is not None  # or there would be no fingerprint
        return tuning_file(self._config.cache_dir)

    def save(self, deadline: float) -> None:
        """Write what is worth keeping, until `time.monotonic()` is `deadline`."""
        while time.monotonic() < deadline and self.model.pool.save_step():
            continue

    @property
    def _doing(self) -> str:
        """What is being measured."""
        tuned = self._tuner.doing if self._tuner is not None else ""
        return tuned or (self._attention.doing if self._attention is not None else "")

    def activity(self) -> ModelActivity:
        """What it does now."""
        pool, loaded = self.model.pool, self.model.loaded
        done, total = self._loop.prefill_progress
        return ModelActivity(
            path=loaded.path,
            cells=pool.cells,
            cells_used=pool.cells_used,
            sequences=pool.sequences,
            stored_bytes=pool.stored_bytes,
            prefill_done=done,
            prefill_total=total,
            tuning=self._doing,
            n_threads=loaded.n_threads,
            n_threads_batch=loaded.n_threads_batch,
            n_batch=loaded.n_batch,
            waiting=self._loop.waiting,
            running=self._loop.running,
        )


def tuning_file(cache: Path) -> TuningFile:
    """Where what was measured is kept."""
    return TuningFile(cache / "tuning.json")


def known_attention(path: Path, cache: Path | None) -> Switch:
    """What was measured of this model earlier, before it is loaded; AUTO: nothing."""
    if cache is None:
        return Switch.AUTO
    fingerprint = known_fingerprint(path, cache / "models.json")
    return tuning_file(cache).attention(attention_key(fingerprint)) if fingerprint else Switch.AUTO


def frames(error: Exception) -> str:
    """Where it happened and its type; not its message, which may hold words of a chat."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
