"""Which models there are on this computer.

One rule: a model is only a file; nothing here loads one, and only downloaded files are ever deleted.
"""

from __future__ import annotations

import logging
from pathlib import Path

from paddock.config.settings import SettingsFile
from paddock.core.errors import Remedy, UserError
from paddock.core.memory import ModelShape
from paddock.core.models import ModelFile, ModelSource
from paddock.core.said import say
from paddock.hub.catalog import CatalogEntry, recommended
from paddock.hub.library import Library
from paddock.services.bus import Bus, ModelsChanged

log = logging.getLogger(__name__)


class ModelService:
    """The models on this computer."""

    def __init__(self, library: Library, settings: SettingsFile, bus: Bus) -> None:
        self._library = library
        self._settings = settings
        self._bus = bus

    def _opened(self) -> tuple[Path, ...]:
        return tuple(Path(path) for path in self._settings.current.opened_models)

    def places(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """The files that were opened, and the folders that are watched beside the models folder; touches no disk."""
        return self._opened(), tuple(Path(path) for path in self._settings.current.model_folders)

    def paths(self) -> tuple[Path, ...]:
        """The files and folders that models lie in; touches no disk."""
        opened, folders = self.places()
        return (*self._library.places, *folders, *opened)

    @property
    def own_folder(self) -> Path:
        """Where downloads and imports go."""
        return self._library.models_dir

    def models(self) -> tuple[ModelFile, ...]:
        """All models, the guide first; reads headers, so not on the GUI thread."""
        found = self._library.models(*self.places())
        return self._library.models(*self.places()) if self._follow() else found

    def _follow(self) -> bool:
        """What the settings say of a model goes where the model went; whether any did."""
        settings = self._settings.current
        refs = {*settings.model_params, *settings.sampling, *settings.opened_models, settings.default_model}
        moved = {ref: str(new) for ref in refs if Path(ref).is_absolute() and (new := self._library.now_at(Path(ref)))}
        if not moved:
            return False
        try:
            self._settings.update(
                model_params={moved.get(ref, ref): fields for ref, fields in settings.model_params.items()},
                sampling={moved.get(ref, ref): fields for ref, fields in settings.sampling.items()},
                opened_models=tuple(dict.fromkeys(moved.get(ref, ref) for ref in settings.opened_models)),
                default_model=moved.get(settings.default_model, settings.default_model),
            )
        except UserError as error:  # it holds until the program ends; models are listed all the same
            log.info("The settings of a moved model were not saved: %s", error.code)
        return True

    def find(self, ref_or_name: str) -> ModelFile:
        """The model that a chat or a person means: "guide", a name in the library, or a path.

        Raises:
            UserError: there is none (not-downloaded: the catalogue knows it, or it names one on the Hub), or the file
                cannot be used.
        """
        if ref_or_name.lower().startswith("hf:"):
            raise UserError(
                say("Only models on this computer can be looked at or run, and “hf:” names one on Hugging Face."),
                say("Download it in the window, under Models; `paddock fit` tells before whether it would fit."),
                code="not-downloaded",
                remedy=Remedy.OPEN_MODELS,
            )
        try:
            model = self._library.find(ref_or_name, *self.places())
            self._follow()
        except UserError as error:
            entry = _in_catalogue(ref_or_name) if error.code == "no-such-model" else None
            if entry is None:
                raise
            raise UserError(
                say("{name} is not on this computer yet.", name=entry.name),
                say("Open Paddock, then Models, and press Download."),
                code="not-downloaded",
                remedy=Remedy.OPEN_MODELS,
            ) from error
        if model.refusal:
            raise model.refusal.error()
        return model

    def open_file(self, path: Path) -> ModelFile:
        """Use a file where it lies, and remember it.

        Raises:
            UserError: it is not a model that can be used; then it is not remembered.
        """
        path = path.expanduser().absolute()
        model = self._library.describe(path)
        if model.refusal:
            raise model.refusal.error()
        known = {item.ref for item in self.models()}
        if model.ref not in known:
            opened = (*self._settings.current.opened_models, model.ref)
            self._library.take_in(model.path)
            self._settings.update(opened_models=opened)
            self._bus.publish(ModelsChanged())
        return self._library.find(model.ref, *self.places())

    def forget(self, ref: str) -> None:
        """Take an opened file off the list; the file stays."""
        opened = tuple(path for path in self._settings.current.opened_models if path != ref)
        self._settings.update(opened_models=opened)
        self._bus.publish(ModelsChanged())

    def delete(self, ref: str) -> None:
        """Delete a downloaded model's file.

        Raises:
            UserError: it is not one that was downloaded, or it cannot be deleted.
        """
        model = self._library.find(ref, *self.places())
        if model.source is not ModelSource.DOWNLOADED:
            raise UserError(
                say("{name} was not downloaded by Paddock and is not deleted.", name=model.name),
                say("Delete the file yourself if you no longer want it."),
                code="not-ours",
            )
        self._library.delete(model)
        self._bus.publish(ModelsChanged())

    def shape(self, model: ModelFile) -> ModelShape | None:
        """What decides how much memory it takes; None where its header does not tell.

        Raises:
            UserError: the file cannot be read any more.
        """
        return self._library.shape(model)


def _in_catalogue(name: str) -> CatalogEntry | None:
    wanted = name.strip().casefold()
    return next((e for e in recommended() if wanted in (e.name.casefold(), e.id.casefold())), None)
