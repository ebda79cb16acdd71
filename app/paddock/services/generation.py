"""The one place that asks the engine. One rule: the model a chat names is loaded before its answer is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.messages import Role, Turn
from paddock.core.models import GUIDE, LoadedModel, ModelFile, ModelSource
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import DeviceReport, Engine, EngineState, EngineStatus, Generation, GenerationRequest
from paddock.services.models import ModelService

# The guide is trained on short questions and short conversations; more than that only confuses it.
GUIDE_TURNS = 3
GUIDE_CHARACTERS = 200  # of each question


class GenerationService:
    """Loads models and starts answers; may be called from any thread."""

    def __init__(self, engine: Engine, models: ModelService, settings: SettingsFile) -> None:
        self._engine = engine
        self._models = models
        self._settings = settings
        self._lock = threading.Lock()  # from loading the model of an answer until its generation has begun
        self._wishing = threading.Lock()
        self._wish = 0  # the number of the last `load`
        self._loading: Path | None = None  # what `load` loads now, for no answer yet

    @property
    def status(self) -> EngineStatus:
        """The engine's present status; never blocks."""
        return self._engine.status

    def subscribe(self, listener: Callable[[EngineStatus], None]) -> Callable[[], None]:
        """Hear every change of the engine's status, on one of its threads."""
        return self._engine.subscribe(listener)

    def load(self, ref: str, n_ctx: int = 0) -> LoadedModel:
        """Load a model by reference or name; blocks; costs nothing when it is loaded already.

        Of several that are wished for before there is an answer to give, only the last is loaded to its end.

        Args:
            n_ctx: context in tokens; 0 takes the settings' (where 0 lets the engine choose).

        Raises:
            UserError: see `Engine.load`; "cancelled" if another model was asked for meanwhile.
        """
        model = self._models.find(ref)
        with self._wishing:
            self._wish += 1
            wish = self._wish
        self._end_other_load(model)
        with self._lock:
            if wish != self._wish:
                raise load_stopped()
            self._loading = model.path
            try:
                return self._load(model, n_ctx)
            finally:
                self._loading = None

    def _end_other_load(self, model: ModelFile) -> None:
        """Nobody waits for a model that is only being got ready once another one is wanted."""
        if self._loading not in (None, model.path):
            self._engine.unload()

    def _load(self, model: ModelFile, n_ctx: int = 0) -> LoadedModel:
        chosen = n_ctx or (0 if model.source is ModelSource.GUIDE else self._settings.current.n_ctx)
        return self._engine.load(model.path, LoadParams(n_ctx=chosen))

    def sampling_for(self, model: ModelFile, **changes: object) -> SamplingParams:
        """The sampling a model is used with: the guide is always taken at its word (temperature 0)."""
        temperature = 0.0 if model.source is ModelSource.GUIDE else self._settings.current.temperature
        return SamplingParams(**{"temperature": temperature, **changes})  # type: ignore[arg-type]

    def answer(
        self,
        model: ModelFile,
        turns: Sequence[Turn],
        *,
        continue_last: bool = False,
        n_ctx: int = 0,
        sampling: SamplingParams | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generation:
        """Start the answer to `turns` with `model`, loading it first if need be; blocks while it loads.

        The guide is given the last turns only, and of each question the beginning.

        Args:
            cancelled: looked at before the model is loaded; `stop_loading` ends the load itself.

        Raises:
            UserError: see `Engine.load` and `Engine.generate`; "cancelled".
        """
        if model.ref == GUIDE:
            turns = for_the_guide(turns, continued=continue_last)
        request = GenerationRequest(
            turns=tuple(turns), continue_last=continue_last, sampling=sampling or self.sampling_for(model)
        )
        self._end_other_load(model)
        with self._lock:
            if cancelled():
                raise load_stopped()
            self._load(model, n_ctx)
            return self._engine.generate(request)

    def generate(self, request: GenerationRequest) -> Generation:
        """Start an answer with the model that is loaded.

        Raises:
            UserError: none is loaded, or the request cannot be answered.
        """
        with self._lock:
            return self._engine.generate(request)

    def stop_loading(self) -> None:
        """End a load that is on its way, soon; whoever waits for it gets the `UserError` "cancelled".

        Returns at once: the process may take a second to answer, and it is the window's thread that asks.
        """
        if self._engine.status.state in (EngineState.STARTING, EngineState.LOADING):
            # Not under the lock: the load holds it.
            threading.Thread(target=self._engine.unload, name="stop-loading", daemon=True).start()

    def unload(self) -> None:
        """Free the loaded model's memory."""
        with self._lock:
            self._engine.unload()

    def devices(self) -> DeviceReport:
        """What the engine can run on, which it takes, and why; blocks."""
        return self._engine.devices()

    def close(self) -> None:
        """End the engine's process."""
        self._engine.close()


def load_stopped() -> UserError:
    """Nobody needs to be told: it ended because the person wanted something else."""
    return UserError("Loading the model was stopped.", code="cancelled")


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
