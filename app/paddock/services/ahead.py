"""Has the model of a chat ready before the next question in it is asked.

One rule: nothing has to make way for it, and nobody is told when it does not work: the question will tell.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from paddock.config.settings import SettingsFile
from paddock.core.errors import PaddockError, UserError
from paddock.core.hardware import Ram, most_usable
from paddock.core.memory import CPU
from paddock.core.models import LoadedModel, ModelFile
from paddock.core.params import LoadParams
from paddock.engine.api import EngineState
from paddock.services.fit import Computer, FitReport, look
from paddock.services.generation import GenerationService
from paddock.services.insight import model_of
from paddock.services.models import ModelService

log = logging.getLogger(__name__)


class LoadAhead:
    """Loads models that may be asked soon; may be called from any thread.

    Args:
        ram: the computer's memory at this moment.
    """

    def __init__(
        self, generation: GenerationService, models: ModelService, settings: SettingsFile, ram: Callable[[], Ram]
    ) -> None:
        self._generation = generation
        self._models = models
        self._settings = settings
        self._ram = ram
        self._failed: set[Path] = set()  # those are tried again when they are asked, and not before

    def load(self, ref: str) -> None:
        """Load the model of a chat that is open, if the settings say so and it harms nothing; blocks; never raises.

        An answer of another model ends it, and so does another chat.
        """
        if not self._settings.current.preload or self._gave_up:
            return
        try:
            model = self._models.find(ref)
            if model.path not in self._failed and self._is_harmless(model):
                self._load(model)
        except PaddockError as error:
            log.info("A chat's model was not loaded ahead: %s", _code(error))

    @property
    def _gave_up(self) -> bool:
        """Whether the engine died too often: then a person has to try again."""
        status = self._generation.status
        return status.state is EngineState.FAILED and bool(status.last_words)

    def _load(self, model: ModelFile) -> None:
        try:
            self._generation.load(model.ref)
        except PaddockError as error:
            if _code(error) != "cancelled":
                self._failed.add(model.path)
            raise

    def _is_harmless(self, model: ModelFile) -> bool:
        """Whether it fits beside what is loaded, into memory that nobody uses.

        What is loaded may lie in memory that counts as free, for its file can be read again, so it is counted anew.
        Where it would get less of a graphics card than it could have alone, it is left until it is needed.
        """
        loaded = self._generation.status.models
        shape = self._models.shape(model)
        if model_of(self._generation.status, model.path) is not None or shape is None:
            return False
        params = self._generation.load_params_for(model)
        computer = look(self._generation.devices, self._ram())
        if params.device == CPU or params.n_gpu_layers >= 0 or params.n_cpu_moe > 0:
            computer = replace(computer, graphics=())  # as if all of it lay in the computer's memory
        report = computer.judge(shape, model.size, params.n_ctx).report()
        whole = not computer.graphics or (report.n_gpu_layers == report.n_layer and report.n_cpu_moe == 0)
        if loaded and not whole:
            return False
        room = min(computer.ram.free, most_usable(computer.ram.total))
        return _needed(report, params, computer) + _held(loaded, computer) <= room


def _needed(report: FitReport, params: LoadParams, computer: Computer) -> int:
    """Bytes of the computer's memory that a model will take, with what is loaded beside it."""
    beside = sum(path.stat().st_size for path in params.files if path.exists())
    return beside + sum(part.total for part in report.devices if part.device not in _cards(computer))


def _held(loaded: tuple[LoadedModel, ...], computer: Computer) -> int:
    """Bytes of it that models take already."""
    cards = _cards(computer)
    return sum(part.total for model in loaded for part in model.memory if part.device not in cards)


def _cards(computer: Computer) -> set[str]:
    """Graphics cards with a memory of their own."""
    return {device.name for device in computer.graphics if device.kind == "GPU"}


def _code(error: PaddockError) -> str:
    return error.code if isinstance(error, UserError) else type(error).__name__
