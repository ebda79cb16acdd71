"""The library's service over real files, records and settings. One rule: only the system's trash is a stand-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from library_kit import library_in, put

from paddock.config.settings import SettingsFile
from paddock.hub.adoption import Surroundings, scan
from paddock.hub.library import Library
from paddock.hub.records import Records
from paddock.services.bus import Bus, ModelsChanged
from paddock.services.library import LibraryService
from paddock.services.models import ModelService


@dataclass
class Shelf:
    """The service, and what it stands on; `clock` is the time it believes in."""

    folder: Path
    has_trash: bool = True
    clock: float = 1_000_000.0
    changes: int = 0
    trashed: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.library: Library
        self.records: Records
        self.library, self.records = library_in(self.folder)
        self.settings = SettingsFile(self.folder / "settings.json")
        self.settings.load()
        self.bus = Bus()
        self.bus.subscribe(ModelsChanged, self._changed)
        self.models = ModelService(self.library, self.settings, self.bus)
        around = Surroundings(self.folder / "home", {}, "linux", self.folder / "root")
        self.service = LibraryService(
            self.models,
            self.library,
            self.records,
            self.settings,
            self.bus,
            scan=lambda report: scan(around, self.library.describe, report),
            trash=self._trash,
            clock=lambda: self.clock,
        )

    def _changed(self, event: ModelsChanged) -> None:
        self.changes += 1

    def _trash(self, path: Path) -> None:
        if not self.has_trash:
            raise OSError("there is no trash here")
        self.trashed.append(path)
        trash = self.folder / "trash"
        trash.mkdir(exist_ok=True)
        path.rename(trash / path.name)

    def put(self, name: str, seed: int = 0, **changes: object) -> str:
        """A model below the models folder; its reference."""
        return str(put(self.folder / "models" / name, seed, **changes))

    def refs(self) -> list[str]:
        return [model.ref for model in self.models.models()[1:]]
