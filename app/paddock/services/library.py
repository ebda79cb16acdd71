"""The library: the models of this computer, looked after.

One rule: what Paddock did not put there, it never deletes.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.library import Copies, DiskUse, Found, ImportMode, Origin, Verdict, Verified
from paddock.core.models import GUIDE, ModelFile, ModelSource
from paddock.core.said import say
from paddock.hub import relocate
from paddock.hub.adoption import DOWNLOADS
from paddock.hub.base_model import base_model_of
from paddock.hub.grouping import files_of, owner_of
from paddock.hub.hashing import Report, sha256_of, unreadable
from paddock.hub.library import Library
from paddock.hub.llamafile import extract, is_llamafile
from paddock.hub.records import Known, Records
from paddock.hub.trash import ASIDE, system_trash, to_trash
from paddock.services.bus import Bus, ModelsChanged
from paddock.services.models import ModelService
from paddock.services.verdicts import verdict_words

USED_AGAIN = 60.0
"""Seconds within which a further use of a model is not written down."""

log = logging.getLogger(__name__)


def silent(done: int, total: int) -> None:
    """A report that nobody wants."""


class LibraryService:
    """Keeps models; every method may be called from any thread and may block.

    Args:
        scan: finds what other programs have, told of each one's name before.
        trash: moves a file to the system's trash.
    """

    def __init__(
        self,
        models: ModelService,
        library: Library,
        records: Records,
        settings: SettingsFile,
        bus: Bus,
        *,
        scan: Callable[[Callable[[str], None]], Iterable[Found]] = lambda report: (),
        trash: Callable[[Path], None] = system_trash,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._models = models
        self._library = library
        self._records = records
        self._settings = settings
        self._bus = bus
        self._scan = scan
        self._trash = trash
        self._clock = clock
        self._used: dict[str, float] = {}
        self._moving = threading.Lock()  # two at once would clear away each other's unfinished files

    # --- folders

    def folders(self) -> tuple[Path, ...]:
        """The models folder, then those that are watched beside it."""
        return self._library.models_dir, *(Path(path) for path in self._settings.current.model_folders)

    def _roots(self) -> tuple[Path, ...]:
        """The same as models' paths have them, which lead through no links."""
        return tuple(Path(os.path.realpath(folder)) for folder in self.folders())

    def add_folder(self, path: Path) -> None:
        """List the models of a folder from now on; they stay where they are.

        Raises:
            UserError: no-folder.
        """
        path = Path(os.path.realpath(path.expanduser()))
        if not path.is_dir():
            raise UserError(
                say("“{path}” is no folder.", path=path), say("Choose a folder that is there."), code="no-folder"
            )
        if path in self._roots():
            return
        self._settings.update(model_folders=(*self._settings.current.model_folders, str(path)))
        self._bus.publish(ModelsChanged())

    def remove_folder(self, path: Path) -> None:
        """List the models of a folder no longer; nothing in it changes.

        Raises:
            UserError: no-folder: it is not one of those that are watched.
        """
        known = self._settings.current.model_folders
        left = tuple(folder for folder in known if not _same(Path(folder), path.expanduser()))
        if left == known:
            raise UserError(
                say("“{path}” is not watched.", path=path),
                say("`paddock models folders` lists them."),
                code="no-folder",
            )
        self._settings.update(model_folders=left)
        self._bus.publish(ModelsChanged())

    def watch_paths(self) -> tuple[Path, ...]:
        """Folders to watch for changes: when one changes, `refresh`."""
        found = dict.fromkeys(folder for folder in self.folders() if folder.is_dir())
        for model in self._models.models():
            if model.ref != GUIDE and model.source is not ModelSource.OPENED:
                found[model.path.parent] = None
        return tuple(found)

    def refresh(self) -> None:
        """Look again, and tell whoever shows the models."""
        self._models.models()
        self._bus.publish(ModelsChanged())

    @property
    def problem(self) -> str:
        """What was wrong with the list of what is known of models, for the person; "" if nothing was."""
        return self._records.problem

    # --- what is known

    def record(self, ref: str) -> Known:
        """Everything that is known of a model beside what stands in its file. Raises UserError: there is none."""
        return self._records.known(self._model(ref).path)

    def rename(self, ref: str, name: str) -> None:
        """Call a model so from now on; "" gives it back its own name. Files keep theirs.

        Raises:
            UserError: the guide keeps its name; records-not-saved.
        """
        model = self._model(ref)
        if model.ref == GUIDE:
            raise UserError(say("The guide keeps its name."), say("Rename another model."), code="not-ours")
        self._records.change(model.path, name=" ".join(name.split()))
        self._bus.publish(ModelsChanged())

    def used(self, ref: str) -> None:
        """A model of the library answers; never raises, for the answer matters more.

        Of a file that was only named once, in a command, nothing is written down.
        """
        now = self._clock()
        if ref == GUIDE or not self._is_listed(Path(ref)) or now - self._used.get(ref, float("-inf")) < USED_AGAIN:
            return
        self._used[ref] = now
        try:
            self._records.change(Path(ref), last_used=now)
        except UserError as error:
            log.info("The use of a model was not recorded: %s", error.code)

    def _is_listed(self, path: Path) -> bool:
        opened, _ = self._models.places()
        return path in opened or any(folder in path.parents for folder in self._roots())

    # --- what there is elsewhere

    def scan(self, report: Callable[[str], None] | None = None) -> tuple[Found, ...]:
        """What other programs have; touches no network.

        Args:
            report: told the name of each program before it is looked for.
        """
        here = {os.path.realpath(model.path) for model in self._models.models()}
        found = self._scan(report or (lambda program: None))
        return tuple(replace(item, known=os.path.realpath(item.path) in here) for item in found)

    def adopt(self, paths: Sequence[Path]) -> tuple[ModelFile, ...]:
        """Use models where other programs have them.

        Args:
            paths: of what `scan` found.

        Raises:
            UserError: one is none that can be used; those before it are adopted.
        """
        found = {item.path: item for item in self.scan()}
        adopted = []
        for path in paths:
            item = found.get(path)
            if item is not None and not item.problem and not item.known:
                program = item.program if item.program != DOWNLOADS else ""
                beside = tuple(str(companion) for companion in item.companions)
                self._records.accept(path, program=program, called=item.called, companions=beside, since=self._clock())
                if item.origin != Origin() and self._records.get(path) == Origin():
                    self._records.change(path, origin=item.origin)
            adopted.append(self._models.open_file(path))
        return tuple(adopted)

    # --- checking

    def verify(self, ref: str, report: Report = silent, stop: threading.Event | None = None) -> Verified:
        """Hash a model again, and compare it with what the Hub promised, or with what it was when it was first hashed.

        What came of it is kept, see `record`.

        Raises:
            UserError: cancelled; no such model.
        """
        model = self._model(ref)
        known = self._records.known(model.path)
        files = files_of(model)
        promised = dict(known.origin.files)
        expected = tuple(promised.get(path.name, "") for path in files) if promised else ()
        expected = expected if any(expected) else (known.origin.sha256,) if known.origin.sha256 else known.hashes
        then = _first(expected)
        try:
            hashes = sha256_of(files, report, stop or threading.Event())
        except OSError as error:
            why = str(unreadable(model.path, error))
            return Verified(model.ref, model.short_name, Verdict.UNREADABLE, "", then, why)
        differ = [p.name for p, now, was in zip(files, hashes, expected, strict=False) if was and now != was]
        verdict = Verdict.CHANGED if differ else Verdict.GOOD if any(expected) else Verdict.RECORDED
        if model.ref != GUIDE:
            if verdict is Verdict.RECORDED:
                self._records.change(model.path, hashes=hashes)
            self._records.change_place(model.path, hashes=hashes, hashed_at=self._clock(), verdict=verdict.value)
        words = verdict_words(verdict, differ, promised=bool(known.origin.sha256))
        return Verified(model.ref, model.short_name, verdict, hashes[0], then, words)

    def accept(self, ref: str) -> None:
        """A model is another one than it was, and the person knows: from now on it counts as it is.

        Raises:
            UserError: no such model; records-not-saved.
        """
        model = self._model(ref)
        place = self._records.known(model.path).place(model.path)
        self._records.accept(model.path, ours=place.ours, program=place.program, since=self._clock())
        self._bus.publish(ModelsChanged())

    def copies(self, report: Report = silent, stop: threading.Event | None = None) -> tuple[Copies, ...]:
        """Models that are here more than once. Only what has one size and one identity is hashed, once.

        Raises:
            UserError: cancelled.
        """
        alike: dict[str, list[ModelFile]] = {}
        for model in self._models.models():
            if model.ref != GUIDE and (identity := self._records.identity(model.path)):
                alike.setdefault(identity, []).append(model)
        groups = [_distinct_files(models) for models in alike.values()]
        found = []
        for group in groups:
            if len(group) < 2:
                continue
            by_hash: dict[tuple[str, ...], list[ModelFile]] = {}
            for model in group:
                by_hash.setdefault(self._hashes(model, report, stop or threading.Event()), []).append(model)
            for hashes, models in by_hash.items():
                if hashes and len(models) > 1:
                    wasted = models[0].size * (len(models) - 1)
                    found.append(Copies(hashes[0], tuple(model.ref for model in models), wasted))
        return tuple(found)

    def _hashes(self, model: ModelFile, report: Report, stop: threading.Event) -> tuple[str, ...]:
        """None if it cannot be read."""
        place = self._records.known(model.path).place(model.path)
        if place.hashes and self._records.is_at(model.path, place):
            return place.hashes
        try:
            hashes = sha256_of(files_of(model), report, stop)
        except OSError:
            return ()
        self._records.change_place(model.path, hashes=hashes, hashed_at=self._clock())
        return hashes

    # --- taking away

    def frees(self, ref: str) -> int:
        """Bytes that the disk has more once the model is gone from it; 0 where it is only taken off the list."""
        model = self._model(ref)
        if model.source is not ModelSource.DOWNLOADED:
            return 0
        return sum(_taken(path) for path in self._goes_with(model))

    def trash(self, ref: str) -> str:
        """Put a model into the system's trash; what Paddock did not put there is only taken off the list.

        Returns:
            What became of it, one sentence.

        Raises:
            UserError: not-ours: the guide, or a file in a watched folder that Paddock did not put there; cannot-delete.
        """
        model = self._model(ref)
        if model.ref == GUIDE:
            raise UserError(
                say("The guide came with Paddock and stays."), say("Choose another model."), code="not-ours"
            )
        if model.source is ModelSource.DOWNLOADED:
            own = to_trash(self._goes_with(model), self._library.models_dir / ASIDE, self._trash)
            self._tidy(model.path.parent)
            said = say("It is in the trash; its room is free once it is deleted there.")
            if own:
                said = say(
                    "It lies in “{own}” now, for this disk has no trash; delete it there to free its room.", own=own
                )
        elif model.ref in self._settings.current.opened_models:
            if model.source is ModelSource.ADOPTED:
                self._records.forget_place(model.path)
            said = say("It is off the list; the file stays where it is.")
        else:
            raise UserError(
                say("“{name}” is your own file in a folder that Paddock only watches.", name=model.name),
                say("Delete it yourself in “{parent}”, or stop watching that folder.", parent=model.path.parent),
                code="not-ours",
            )
        self._models.forget(model.ref)
        return said

    def _goes_with(self, model: ModelFile) -> tuple[Path, ...]:
        """Its files, and the companions in the folders of ours that no other model has."""
        others = {path for other in self._models.models() if other.ref != model.ref for path in other.companions}
        mine = [path for path in model.companions if path not in others and path.parent == model.path.parent]
        return *(path for path in files_of(model) if os.path.lexists(path)), *mine

    def _tidy(self, folder: Path) -> None:
        """Take away the folders of owner and repository that hold nothing any more."""
        tops = self._roots()
        while any(top in folder.parents for top in tops):
            try:
                folder.rmdir()
            except OSError:  # something is in it
                return
            folder = folder.parent

    # --- bringing elsewhere

    def move(self, ref: str, folder: Path, report: Report = silent, stop: threading.Event | None = None) -> ModelFile:
        """Bring a model of ours into another folder, perhaps on another disk; that folder is watched from then on.

        Chats that name it find it there, and its settings go along.

        Raises:
            UserError: not-ours; exists, disk-full, disk-error, copy-differs, cancelled: it is where it was.
        """
        model = self._model(ref)
        if model.source is not ModelSource.DOWNLOADED:
            raise UserError(
                say("“{name}” was not put there by Paddock and is not moved.", name=model.name),
                say("Import it first, or move the file yourself: Paddock finds it again."),
                code="not-ours",
            )
        folder = Path(os.path.realpath(folder.expanduser()))
        files = self._goes_with(model)
        targets = [folder / self._below(model) / path.name for path in files]
        if targets[0] == model.path:
            return model
        known = self._records.known(model.path)
        with self._moving:
            self._records.change(model.path)  # a record, even if nothing is known: chats find it by that
            relocate.move(files, targets, report, stop or threading.Event())
        self._tidy(model.path.parent)
        self.add_folder(folder)
        self._records.change(targets[0], ours=True, since=known.place(model.path).since)
        self.refresh()
        return self._models.find(str(targets[0]))

    def import_file(
        self, path: Path, mode: ImportMode, report: Report = silent, stop: threading.Event | None = None
    ) -> ModelFile:
        """Bring a model's file into the library; of a llamafile, in whatever mode, the model is taken out of it.

        Raises:
            UserError: it is no model (see `core.formats`, and `base_model_of`), or as `move`.
        """
        path = path.expanduser().absolute()
        if path.is_file() and is_llamafile(path):
            return self._take_out(path, report, stop or threading.Event())
        model = self._library.describe(path)
        if model.refusal:
            raise model.refusal.error()
        if mode is ImportMode.USE:
            return self._models.open_file(path)
        if model.source is ModelSource.DOWNLOADED or model.ref == GUIDE:
            return model
        known = self._records.known(model.path)
        files = files_of(model)
        folder = self._library.models_dir / self._below(model)
        targets = [folder / path.name for path in files]
        hashes: tuple[str, ...] = ()
        with self._moving:
            if mode is ImportMode.LINK:
                for source, target in zip(files, targets, strict=True):
                    relocate.link(source, target)
            elif mode is ImportMode.COPY:
                hashes = relocate.copy(files, targets, report, stop or threading.Event())
            else:
                relocate.move(files, targets, report, stop or threading.Event())
        self._records.change(targets[0], ours=True, since=self._clock(), hashes=known.hashes or hashes)
        if mode is ImportMode.MOVE:
            self._models.forget(model.ref)
        self._bus.publish(ModelsChanged())
        return self._models.find(str(targets[0]))

    def _take_out(self, path: Path, report: Report, stop: threading.Event) -> ModelFile:
        with self._moving:
            target = extract(path, self._library.models_dir, report, stop)
        self._records.change(target, ours=True, since=self._clock())
        self._bus.publish(ModelsChanged())
        return self._models.find(str(target))

    def base_model_of(self, path: Path) -> str:
        """What to search for to have this as GGUF: a repository or a name; "" where nothing tells."""
        return base_model_of(path.expanduser())

    def _below(self, model: ModelFile) -> Path:
        """Where in a models folder it lies: OWNER/REPOSITORY, where these are known."""
        for folder in self._roots():
            if folder in model.path.parents:
                return model.path.parent.relative_to(folder)
        owner, name = owner_of(model.path, model.origin, self._library.models_dir)
        return Path(_safe(owner), _safe(name)) if owner and name else Path()

    # --- how much there is

    def disk_use(self) -> tuple[DiskUse, ...]:
        """Each folder and program that has models: how many, how many bytes, and how many are left on its disk."""
        groups: dict[tuple[Path, str], list[ModelFile]] = {(folder, ""): [] for folder in self.folders()}
        for model in self._models.models():
            if model.ref == GUIDE:
                continue
            inside = (f for f in self.folders() if Path(os.path.realpath(f)) in model.path.parents)
            folder = next(inside, model.path.parent)
            groups.setdefault((folder, model.program), []).append(model)
        return tuple(
            DiskUse(folder, len(models), sum(map(_bytes, models)), _free(folder), program)
            for (folder, program), models in groups.items()
        )

    def _model(self, ref: str) -> ModelFile:
        """A model of the list, one that cannot be used included."""
        model = next((model for model in self._models.models() if model.ref == ref), None)
        return model or self._library.find(ref, *self._models.places())


def _first(hashes: Sequence[str]) -> str:
    return hashes[0] if hashes else ""


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _safe(name: str) -> str:
    """A folder's name of ours for a name from elsewhere."""
    kept = "".join(char if char.isalnum() or char in "._-" else "_" for char in name).strip(".")
    return kept[:120] or "_"


def _taken(path: Path) -> int:
    """Bytes that are free when this name is gone: none of a link, none of what has another name."""
    try:
        status = path.lstat()
    except OSError:
        return 0
    return status.st_size if status.st_nlink < 2 and not path.is_symlink() else 0


def _bytes(model: ModelFile) -> int:
    return sum(path.stat().st_size for path in (*files_of(model), *model.companions) if path.exists())


def _free(folder: Path) -> int:
    """Of the disk that a folder is on, or would be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _distinct_files(models: Iterable[ModelFile]) -> list[ModelFile]:
    """One for each file on the disk: a link is no copy."""
    found: dict[tuple[int, int], ModelFile] = {}
    for model in models:
        try:
            status = model.path.stat()
        except OSError:
            continue
        found.setdefault((status.st_dev, status.st_ino), model)
    return list(found.values())
