"""The models there are and what the engine does, brought to the GUI thread. One rule: a picture, no decisions."""

from __future__ import annotations

from pathlib import Path, PurePath

from PySide6.QtCore import QObject, Signal

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.core.models import GUIDE, LoadedModel, ModelFile
from paddock.core.sizes import memory_text
from paddock.engine.api import EngineState, EngineStatus
from paddock.services.bus import ModelsChanged
from paddock.services.insight import ContextUse, model_of
from paddock.ui.i18n import figure, tr, translated, trn
from paddock.ui.tasks import Tasks


class ModelState(QObject):
    """What the chip, the composer and the welcome show of models.

    Signals:
        models_changed: another model is there, or one has gone.
        status_changed: the engine loads, is ready, failed …
    """

    models_changed = Signal()
    status_changed = Signal()

    def __init__(self, application: Application, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._tasks = tasks
        self.models: tuple[ModelFile, ...] = ()
        self.status: EngineStatus = application.generation.status
        self._contexts: dict[Path, int] = {}  # of each model that was loaded, the last one
        self._ends = (
            application.generation.subscribe(lambda status: tasks.on_gui(lambda: self._set_status(status))),
            application.bus.subscribe(ModelsChanged, lambda event: tasks.on_gui(self.refresh)),
        )

    def refresh(self) -> None:
        """Look what is there, off the GUI thread."""
        self._tasks.pool(self._application.models.models, self._set_models)

    def load(self, ref: str) -> None:
        """Load a model ahead of the first question."""
        self._tasks.pool(lambda: self._application.generation.load(ref), failed=self._load_failed)

    def _load_failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and error.code == "cancelled":
            return  # another model was chosen, or the answer that needed it was stopped
        self._tasks.failed.emit(error)

    def close(self) -> None:
        """Hear nothing more."""
        for end in self._ends:
            end()

    def find(self, ref: str) -> ModelFile | None:
        """The model of a reference, one from before it was moved included, if it is here."""
        return next((model for model in self.models if model.ref == ref or ref in model.former), None)

    def is_guide(self, ref: str) -> bool:
        """Whether this is the guide, or a copy of it."""
        model = self.find(ref)
        return ref == GUIDE or (model is not None and model.is_guide)

    def name(self, ref: str) -> str:
        """What to call a model; one that has gone is called by its file's name."""
        if ref == GUIDE:
            return tr("Guide")
        model = self.find(ref)
        return model.name if model else PurePath(ref).stem

    def loaded(self, ref: str) -> LoadedModel | None:
        """What the engine says of this model; None while it is not in memory."""
        model = self.find(ref)
        return model_of(self.status, model.path) if model is not None else None

    def is_loaded(self, ref: str) -> bool:
        """Whether the engine has this model ready."""
        return self.status.state is not EngineState.STARTING and self.loaded(ref) is not None

    def last_context(self, ref: str) -> int:
        """Tokens of the context that a model has, or had when it was loaded last; 0: it was not since the start."""
        model = self.find(ref)
        return self._contexts.get(model.path, 0) if model is not None else 0

    def all_loaded(self) -> list[tuple[ModelFile, LoadedModel]]:
        """Every model in memory, as far as its file is known."""
        by_path = {model.path: model for model in self.models}
        return [(by_path[loaded.path], loaded) for loaded in self.status.models if loaded.path in by_path]

    def memory_text(self, ref: str) -> str:
        """How much memory a loaded model takes ("1.2 GB"); "" if that is not known."""
        model = self.loaded(ref)
        taken = sum(memory.total for memory in model.memory) if model is not None else 0
        return translated(memory_text(taken)) if taken else ""

    def is_answering(self, path: Path) -> bool:
        """Whether answers of this model are on their way."""
        return any(activity.running for activity in self.status.activity if activity.path == path)

    def loading_percent(self, ref: str | None = None) -> int | None:
        """How far a model is loaded; None when none is being loaded, or `ref` is there already."""
        loading = self.status.state in (EngineState.LOADING, EngineState.STARTING)
        if not loading or (ref is not None and self.is_loaded(ref)):
            return None
        return round(100 * self.status.progress)

    def line(self, ref: str, use: ContextUse | None) -> str:
        """Who answers, for the line below the composer; with the context in use once that is known."""
        if self.is_guide(ref):
            return tr("The guide: answers questions about Paddock")
        name = self.name(ref)
        if use is None or not use.used or not use.n_ctx:
            return name
        used, whole = thousands(use.used), thousands(use.n_ctx)
        line = tr("{name} · context {used} of {whole}", name=name, used=used, whole=whole)
        typed = trn("your message: one token", "your message: {n} tokens", use.draft) if use.draft else ""
        return f"{line} · {typed}" if typed else line

    def _set_models(self, models: tuple[ModelFile, ...]) -> None:
        self.models = models
        self.models_changed.emit()

    def _set_status(self, status: EngineStatus) -> None:
        self.status = status
        self._contexts.update({model.path: model.n_ctx for model in status.models})
        self.status_changed.emit()


def thousands(tokens: int) -> str:
    """A count of tokens as it is usually said: 812, 3.1K, 16K."""
    if tokens < 1000:
        return str(tokens)
    share = tokens / 1024
    return tr("{count}K", count=figure(share, ".0f" if f"{share:.1f}".endswith(".0") else ".1f"))
