"""The one place that asks the engine. One rule: the model a chat names is loaded before its answer is asked for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from paddock.config.overrides import Fields, load_fields, load_params, sampling_fields, sampling_params
from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.events import Finished, StreamEvent
from paddock.core.messages import Role, Turn
from paddock.core.models import GUIDE, LoadedModel, ModelFile
from paddock.core.params import LoadParams, Overflow, SamplingParams
from paddock.core.prompts import TemplateReport
from paddock.core.said import say
from paddock.core.tools import ToolDefinition
from paddock.engine.api import (
    DeviceReport,
    Engine,
    EngineConfig,
    EngineState,
    EngineStatus,
    Generation,
    GenerationRequest,
    PromptMeasure,
)
from paddock.services.kv_cache import KvCache
from paddock.services.models import ModelService

# The guide is trained on short questions and short conversations; more than that only confuses it.
GUIDE_TURNS = 3
GUIDE_CHARACTERS = 200  # of each question
MINUTE = 60.0  # s
FILL_ME = "<FILL_ME>"
"""Where a model that can infill is to write; the mark that Code Llama's own programs use."""
ALL_MODELS = ""
"""In place of a model's reference: the sampling of every model but the guide."""

log = logging.getLogger(__name__)


class GenerationService:
    """Loads models and starts answers; may be called from any thread.

    Args:
        cache: where the engine keeps processed chats, once it has a key for them.
        used: told the reference of a model that begins to answer.
    """

    def __init__(
        self,
        engine: Engine,
        models: ModelService,
        settings: SettingsFile,
        cache: KvCache,
        used: Callable[[str], None] = lambda ref: None,
    ) -> None:
        self._engine = engine
        self._models = models
        self._settings = settings
        self._cache = cache
        self._used = used
        self._cache_key = b""
        self._configured: EngineConfig | None = None
        self._configuring = threading.Lock()
        self._wishing = threading.Lock()
        self._wish = 0  # the number of the last `load`
        # Of each model, held from loading it for an answer until that has begun: an answer of one model does not wait
        # for another one to be loaded.
        self._locks: dict[Path, threading.Lock] = {}
        self._loading: dict[Path, bool] = {}  # and whether an answer waits for it; otherwise it gives way to others
        self._listeners: list[Callable[[LoadedModel, Finished], None]] = []
        settings.subscribe(self.configure)

    @property
    def status(self) -> EngineStatus:
        """The engine's present status; never blocks."""
        return self._engine.status

    def subscribe(self, listener: Callable[[EngineStatus], None]) -> Callable[[], None]:
        """Hear every change of the engine's status, on one of its threads."""
        return self._engine.subscribe(listener)

    # --- what holds for all models

    def configure(self) -> None:
        """Tell the engine what the settings say; returns at once, starts nothing. Called at every change of them."""
        with self._configuring:
            config = self._config()
            if config != self._configured:
                self._configured = config
                self._engine.configure(config)

    def keep_kv(self, key: bytes) -> None:
        """Let the engine keep processed chats on the disk from now on, if the settings allow it.

        Args:
            key: 32 bytes that encrypt them; b"" keeps none any more.
        """
        self._cache_key = key
        self.configure()

    def _config(self) -> EngineConfig:
        settings = self._settings.current
        config = EngineConfig(
            idle_unload=settings.idle_unload_minutes * MINUTE,
            tune=settings.tune,
            model_paths=self._models.paths(),
            cache_home=self._cache.folder,
            own_models=self._models.own_folder,
        )
        if not self._cache_key:
            return config
        config = replace(config, cache_dir=self._cache.folder)  # what was measured is kept there in any case
        if not settings.kv_on_disk:
            return config
        return replace(config, cache_key=self._cache_key.hex(), cache_limit=self._cache.limit(settings.kv_limit))

    def clear_cache(self) -> None:
        """Forget what was processed of chats, on the disk and in memory; the models have to be loaded again; blocks.

        Raises:
            UserError: "busy": an answer is on its way; "cache-not-cleared".
        """
        self._refuse_while_answering()
        key, self._cache_key = self._cache_key, b""
        self.configure()  # or what is in memory would be written again
        try:
            self.unload()
            self._cache.clear()
        finally:
            self.keep_kv(key)

    def forget(self) -> None:
        """Forget what was processed of chats in memory, and the key of what the disk has of them; blocks.

        Raises:
            UserError: "busy": an answer is on its way.
        """
        self._refuse_while_answering()
        self.keep_kv(b"")  # or what is in memory would be written
        self.unload()

    def _refuse_while_answering(self) -> None:
        if any(activity.running for activity in self._engine.status.activity):
            raise UserError(
                say("An answer is on its way, and it needs what is kept of its chat."), say("Wait for it, or stop it."),
                code="busy",
            )  # fmt: skip

    # --- how a model is loaded and sampled

    def load_params_for(self, model: ModelFile) -> LoadParams:
        """The settings, with what was changed for this model."""
        return load_params(self._settings.current.model_params.get(model.ref, {}), self._usual_load(model.ref))

    def set_load_params(self, ref: str, params: LoadParams | None) -> None:
        """How this model is loaded from now on; None: as usual. Holds from the next `load`."""
        fields = load_fields(params, self._usual_load(ref)) if params is not None else {}
        self._settings.update(model_params=_with(self._settings.current.model_params, ref, fields))

    def _usual_load(self, ref: str) -> LoadParams:
        return LoadParams(n_ctx=0 if ref == GUIDE else self._settings.current.n_ctx)

    def sampling_for(self, model: ModelFile, **changes: Any) -> SamplingParams:
        """The sampling a model is used with: the guide is always taken at its word (temperature 0).

        Args:
            changes: fields of `SamplingParams`, for this answer.

        Raises:
            UserError: "bad-params".
        """
        if model.is_guide:
            usual = SamplingParams(temperature=0.0)
        else:
            usual = sampling_params(self._settings.current.sampling.get(model.ref, {}), self._usual_sampling(model.ref))
        return replace(usual, **changes)

    def sampling_of(self, ref: str) -> SamplingParams:
        """The sampling that is set for a model other than the guide; ALL_MODELS: for all that have no own."""
        return sampling_params(self._settings.current.sampling.get(ref, {}), self._usual_sampling(ref))

    def set_sampling(self, ref: str, params: SamplingParams | None) -> None:
        """How this model's tokens are chosen from now on; None: as usual. ALL_MODELS: that of all but the guide."""
        fields = sampling_fields(params, self._usual_sampling(ref)) if params is not None else {}
        self._settings.update(sampling=_with(self._settings.current.sampling, ref, fields))

    def _usual_sampling(self, ref: str) -> SamplingParams:
        settings = self._settings.current
        usual = SamplingParams(temperature=settings.temperature)
        return usual if ref == ALL_MODELS else sampling_params(settings.sampling.get(ALL_MODELS, {}), usual)

    # --- loading

    def load(self, ref: str, params: LoadParams | None = None) -> LoadedModel:
        """Load a model by reference or name; blocks; costs nothing when it is loaded already.

        Of several that are wished for before there is an answer to give, only the last is loaded to its end.

        Args:
            params: instead of those that are set for it.

        Raises:
            UserError: see `Engine.load`; "cancelled" if another model was asked for meanwhile.
        """
        model = self._models.find(ref)
        with self._wishing:
            self._wish += 1
            wish = self._wish
        self._end_other_loads(model)
        with self._lock_of(model.path):
            if wish != self._wish:
                raise load_stopped()
            return self._load(model, params, awaited=False)

    def preload(self) -> None:
        """At the start: load the model that was used last, if the settings say so and nobody wished for one yet.

        Blocks; never raises: why it cannot be had is said when it is needed.
        """
        settings = self._settings.current
        with self._wishing:
            wished = self._wish > 0
        if wished or not settings.preload:
            return
        try:
            self.load(settings.default_model)
        except UserError as error:
            log.info("No model was loaded ahead: %s", error.code)

    def ready(self, model: ModelFile, cancelled: Callable[[], bool]) -> LoadedModel:
        """Load the model of an answer if need be; blocks while it loads.

        Args:
            cancelled: looked at before the model is loaded; `stop_loading` ends the load itself.

        Raises:
            UserError: see `Engine.load`; "cancelled".
        """
        self._end_other_loads(model)
        with self._lock_of(model.path):
            if cancelled():
                raise load_stopped()
            return self._load(model, None, awaited=True)

    def _lock_of(self, path: Path) -> threading.Lock:
        with self._wishing:
            return self._locks.setdefault(path, threading.Lock())

    def _end_other_loads(self, model: ModelFile) -> None:
        """Nobody waits for a model that is only being got ready once another one is wanted."""
        for path, awaited in list(self._loading.items()):
            if path != model.path and not awaited:
                self._engine.unload(path)

    def _load(self, model: ModelFile, params: LoadParams | None, *, awaited: bool) -> LoadedModel:
        self._loading[model.path] = awaited
        try:
            return self._engine.load(model.path, params or self.load_params_for(model))
        finally:
            self._loading.pop(model.path, None)

    def stop_loading(self, ref: str | None = None) -> None:
        """End a load that is on its way (or all), soon; whoever waits for it gets the `UserError` "cancelled".

        Returns at once: the process may take a second to answer, and it is the window's thread that asks.
        """
        wanted = self._models.find(ref).path if ref is not None else None
        if self._engine.status.state not in (EngineState.STARTING, EngineState.LOADING):
            return
        for path in list(self._loading):
            if wanted in (None, path):
                # Not under the lock: the load holds it.
                threading.Thread(target=self._engine.unload, args=(path,), name="stop-loading", daemon=True).start()

    def unload(self, ref: str | None = None) -> None:
        """Free a model's memory, or that of all."""
        path = self._models.find(ref).path if ref is not None else None
        self._engine.unload(path)

    # --- answering

    def request(
        self,
        model: ModelFile,
        turns: Sequence[Turn],
        *,
        continue_last: bool = False,
        sampling: SamplingParams | None = None,
        overflow: Overflow = Overflow.STOP,
        tools: Sequence[ToolDefinition] = (),
        private: bool = False,
    ) -> GenerationRequest:
        """What the engine is asked for an answer to `turns`; see also `infilling`.

        The guide is given the last turns only, and of each question the beginning.
        """
        if model.is_guide:
            turns = for_the_guide(turns, continued=continue_last)
        return GenerationRequest(
            turns=tuple(turns),
            continue_last=continue_last,
            sampling=sampling or self.sampling_for(model),
            model=model.path,
            overflow=Overflow.SHIFT if overflow is Overflow.SUMMARISE else overflow,
            tools=tuple(tools),
            private=private,
        )

    def answer(
        self,
        model: ModelFile,
        turns: Sequence[Turn],
        *,
        continue_last: bool = False,
        params: LoadParams | None = None,
        sampling: SamplingParams | None = None,
        overflow: Overflow = Overflow.STOP,
        tools: Sequence[ToolDefinition] = (),
        cancelled: Callable[[], bool] = lambda: False,
        private: bool = False,
    ) -> Generation:
        """Start the answer to `turns` with `model`, loading it first if need be; blocks while it loads.

        Where the last question holds FILL_ME and the model can infill, the answer is what stands there.

        Args:
            tools: what the model may call.
            params: see `load`.
            cancelled: see `ready`.
            private: see `GenerationRequest`.

        Raises:
            UserError: see `Engine.load` and `Engine.generate`; "cancelled".
        """
        request = self.request(
            model,
            turns,
            continue_last=continue_last,
            sampling=sampling,
            overflow=overflow,
            tools=tools,
            private=private,
        )
        self._end_other_loads(model)
        with self._lock_of(model.path):
            if cancelled():
                raise load_stopped()
            loaded = self._load(model, params, awaited=True)
            generation = self._engine.generate(infilling(request, loaded))
        self._used(model.ref)
        return _Told(generation, partial(self._tell, loaded))

    def subscribe_answers(self, listener: Callable[[LoadedModel, Finished], None]) -> None:
        """Call `listener` when an answer has ended, on the thread that reads it; it must be quick."""
        self._listeners.append(listener)

    def _tell(self, loaded: LoadedModel, end: Finished) -> None:
        for listener in self._listeners:
            try:
                listener(loaded, end)
            except Exception:  # one listener's mistake takes nobody's answer away
                log.exception("a listener of answers failed")

    def generate(self, request: GenerationRequest) -> Generation:
        """Start an answer with a model that is loaded.

        Raises:
            UserError: none is loaded, or the request cannot be answered.
        """
        return self._engine.generate(request)

    def prefill(self, request: GenerationRequest | None) -> None:
        """Process ahead what may be asked, when there is nothing else to do; None ends it. Returns at once.

        Left undone where the request's model is not loaded.
        """
        if request is None or any(loaded.path == request.model for loaded in self._engine.status.models):
            self._engine.prefill(request)

    def measure(self, request: GenerationRequest) -> PromptMeasure:
        """How long a prompt is; blocks. Raises `UserError`: its model is not loaded, or has no template."""
        return self._engine.measure(request)

    def inspect(
        self, model: ModelFile, turns: Sequence[Turn], tools: Sequence[ToolDefinition], prompt_format: str
    ) -> TemplateReport:
        """What becomes of a prompt on its way to a model, which need not be loaded; blocks.

        Args:
            prompt_format: one of `PROMPT_FORMATS`; "" lets the engine choose.

        Raises:
            UserError: see `Engine.inspect`.
        """
        return self._engine.inspect(model.path, self.request(model, turns, tools=tools), prompt_format)

    def devices(self) -> DeviceReport:
        """What the engine can run on, which it takes, and why; blocks."""
        return self._engine.devices()

    def close(self) -> None:
        """End the engine's process."""
        self._engine.close()


class _Told:
    """A `Generation` that says once when it has ended."""

    def __init__(self, generation: Generation, tell: Callable[[Finished], None]) -> None:
        self._generation = generation
        self._tell = tell
        self._ended = False

    def next(self, timeout: float | None = None) -> StreamEvent | None:
        """See `Generation.next`."""
        event = self._generation.next(timeout)
        if isinstance(event, Finished) and not self._ended:
            self._ended = True
            self._tell(event)
        return event

    def __iter__(self) -> Iterator[StreamEvent]:
        """See `Generation`."""
        while True:
            event = self.next()
            if event is not None:
                yield event
            if isinstance(event, Finished):
                return

    def cancel(self) -> None:
        """See `Generation.cancel`."""
        self._generation.cancel()


def _with(stored: Mapping[str, Fields], ref: str, fields: Fields) -> dict[str, Fields]:
    """The same for all other models; no entry for one that has nothing of its own."""
    others = {key: value for key, value in stored.items() if key != ref}
    return {**others, ref: fields} if fields else others


def infilling(request: GenerationRequest, loaded: LoadedModel) -> GenerationRequest:
    """The same request; but where its text, or its last question, holds FILL_ME once: to fill in what stands there.

    Only of models that can. An answer that broke off goes on from where it ended.
    """
    if not loaded.can_infill:
        return request
    begun = request.turns[-1].text if request.continue_last else ""
    asked = request.turns[:-1] if request.continue_last else request.turns
    if request.raw is None and not (asked and asked[-1].role is Role.USER):
        return request
    text = request.raw if request.raw is not None else asked[-1].text
    if text.count(FILL_ME) != 1:
        return request
    prefix, _, suffix = text.partition(FILL_ME)
    return replace(request, turns=(), continue_last=False, raw=prefix + begun, suffix=suffix)


def load_stopped() -> UserError:
    """Nobody needs to be told: it ended because the person wanted something else."""
    return UserError(say("Loading the model was stopped."), code="cancelled")


def for_the_guide(turns: Sequence[Turn], *, continued: bool = False) -> tuple[Turn, ...]:
    """What the guide can deal with: no system prompt, the last turns, the beginning of each question.

    The first turn is always one of the person's.
    """
    rest = list(turns)[-GUIDE_TURNS - continued :]
    while len(rest) > 1 and rest[0].role is not Role.USER:
        rest.pop(0)
    return tuple(Turn(turn.role, _beginning(turn.text)) if turn.role is Role.USER else turn for turn in rest)


def _beginning(text: str) -> str:
    """At most GUIDE_CHARACTERS, cut at a word."""
    if len(text) <= GUIDE_CHARACTERS:
        return text
    head, _, _ = text[:GUIDE_CHARACTERS].rpartition(" ")
    return head or text[:GUIDE_CHARACTERS]
