"""The models on this computer.

Its one rule: only files that lie in the models folder, or that Paddock put where they are, are ever deleted.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.memory import ModelShape
from paddock.core.models import GUIDE, ModelFile, ModelSource, Problem
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.hub.describe import describe, display_text
from paddock.hub.gguf import GgufHeader, read_header
from paddock.hub.grouping import (
    COMPANION_NAME,
    MOST_BESIDE,
    absolute,
    called,
    first_part,
    named,
    owner_of,
    parts,
    with_companions,
)
from paddock.hub.naming import Named, base_name
from paddock.hub.records import NOTHING, Known, Records
from paddock.hub.shape import shape_of
from paddock.hub.walk import Walker

LOST_GUIDE = Problem(
    say("The guide's file is missing from the program, or damaged."),
    say("Install Paddock again."),
    "guide-missing",
    Remedy.NONE,
)

EMPTY = GgufHeader(0, 0, {}, 0, 0, 0, {})
"""Of a file that has none."""
_Stamp = tuple[str, int, int]  # path, bytes, mtime in ns


class Library:
    """Finds, describes and deletes models; may be used from any thread.

    Args:
        records: what is known of the files beside what stands in them; None: nothing.
    """

    def __init__(self, models_dir: Path, guide_path: Path, records: Records | None = None) -> None:
        self._models_dir = models_dir
        self._guide_path = guide_path
        self._records = records
        self._walker = Walker()
        self._headers: dict[_Stamp, GgufHeader | UserError] = {}
        self._lock = threading.Lock()

    @property
    def places(self) -> tuple[Path, ...]:
        """Where models lie that need not be opened: the guide's file, and the models folder."""
        return self._guide_path, self._models_dir

    @property
    def models_dir(self) -> Path:
        """Where downloads and imports go."""
        return self._models_dir

    def models(self, opened: Sequence[Path] = (), folders: Sequence[Path] = ()) -> tuple[ModelFile, ...]:
        """The guide, the models folder's, those of `folders`, then `opened`; each file once, each name once.

        A file that cannot be used is listed with its `refusal`; nothing is raised for it. A folder that is not there,
        for its disk is away, holds nothing. What belongs to a model beside it is among its `companions`.

        Raises:
            UserError: unreadable, the models folder cannot be listed.
        """
        paths = [*self._inside(self._models_dir), *(p for folder in folders for p in self._inside(folder, quiet=True))]
        first = [first_part(absolute(path)) for path in (*paths, *opened)]
        found = [self._listed(self._guide_path, ModelSource.GUIDE)]
        seen = {os.path.realpath(self._guide_path)}
        for path in dict.fromkeys(first):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                found.append(self._listed(path, self._source(path)))
        return tuple(named(with_companions(found, {self._models_dir, *folders}, self._beside), self._name))

    def describe(self, path: Path) -> ModelFile:
        """The model in `path`, wherever it lies (any part of a split model names the whole).

        `refusal` says why a sound file cannot be used.

        Raises:
            UserError: as `read_header`, or missing-part.
        """
        first = first_part(absolute(path))
        if first == absolute(self._guide_path):
            return self._described(first, ModelSource.GUIDE)
        return self._described(first, self._source(first))

    def find(self, ref_or_name: str, opened: Sequence[Path] = (), folders: Sequence[Path] = ()) -> ModelFile:
        """The model of a reference, a short name, a name, or a path; upper and lower case alike.

        A path where a model lay before it was moved finds it where it is now.

        Raises:
            UserError: no-such-model (says what there is), ambiguous-model; for a path also those of `describe`.
        """
        models = self.models(opened, folders)
        wanted = ref_or_name.strip().casefold()
        for model in models:
            if model.ref == ref_or_name or (model.ref == GUIDE and wanted == GUIDE):
                return model
        if _looks_like_path(ref_or_name):
            path = first_part(absolute(Path(ref_or_name).expanduser()))
            path = self.now_at(path) or path
            return next((model for model in models if model.path == path), None) or self.describe(path)
        matches = called(models, wanted, self._name)
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UserError(
                say(
                    "“{ref_or_name}” names {matches} models.",
                    ref_or_name=display_text(ref_or_name),
                    matches=len(matches),
                ),
                say(
                    "Give the name or the path of one: {there}.",
                    there=", ".join(f"{m.short_name} ({m.ref})" for m in matches),
                ),
                code="ambiguous-model",
                remedy=Remedy.OPEN_MODELS,
            )
        if os.path.lexists(ref_or_name):  # a file or folder where the command was typed
            return self.describe(Path(ref_or_name))
        raise UserError(
            say("There is no model “{ref_or_name}”.", ref_or_name=display_text(ref_or_name)),
            say("There is: {there}; or give the path of a .gguf file.", there=", ".join(m.short_name for m in models)),
            code="no-such-model",
            remedy=Remedy.OPEN_MODELS,
        )

    def now_at(self, path: Path) -> Path | None:
        """Where a model is now that lay at `path`; None where nobody knows, or it lies there still."""
        return self._records.now_at(path) if self._records else None

    def shape(self, model: ModelFile) -> ModelShape | None:
        """What decides how much memory it takes; None where its header does not tell.

        Raises:
            UserError: as `describe`.
        """
        return shape_of(*(self._header(part) for part in parts(model.path)))

    def delete(self, model: ModelFile) -> None:
        """Delete a downloaded model's file or files; of a link only the link.

        Raises:
            UserError: not-ours (it lies elsewhere), cannot-delete.
        """
        if self._source(model.path) is not ModelSource.DOWNLOADED or model.ref == GUIDE:
            raise UserError(
                say("“{name}” was not put there by Paddock.", name=model.name),
                say("Paddock deletes only models that it downloaded; delete this file where it lies."),
                code="not-ours",
            )
        try:
            for path in parts(model.path):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                say("“{name}” cannot be deleted: {why}.", name=model.name, why=why_not(error)),
                say("Close programs that use the file and try again."),
                code="cannot-delete",
                remedy=Remedy.RETRY,
            ) from error

    def _inside(self, folder: Path, *, quiet: bool = False) -> tuple[Path, ...]:
        """Model files in a folder and its folders."""
        try:
            return self._walker.models(folder)
        except FileNotFoundError:
            return ()
        except OSError as error:
            if quiet:
                return ()
            raise UserError(
                say("The models folder cannot be read: {why}.", why=why_not(error)),
                say("Check that you may read “{folder}”.", folder=folder),
                code="unreadable",
                remedy=Remedy.RETRY,
            ) from error

    def _owns(self, path: Path) -> bool:
        """Whether `path` lies in the models folder, however either is spelled or linked."""
        top, parent = os.path.realpath(self._models_dir), os.path.realpath(path.parent)
        return parent == top or parent.startswith(top + os.sep)

    def _source(self, path: Path) -> ModelSource:
        if self._owns(path):
            return ModelSource.DOWNLOADED
        known = self._known(path)
        place = known.place(path)
        if self._records and place.ours and self._records.is_same(path, known):
            return ModelSource.DOWNLOADED
        return ModelSource.ADOPTED if place.program else ModelSource.OPENED

    def _known(self, path: Path) -> Known:
        return self._records.known(path) if self._records else NOTHING

    def _beside(self, path: Path) -> list[ModelFile]:
        """What lies beside an opened file and is, by its name, a part of a model."""
        try:
            beside = Walker(0, MOST_BESIDE).models(path.parent)
        except OSError:
            return []
        return [self._listed(p, ModelSource.OPENED) for p in beside if COMPANION_NAME.search(p.name) and p != path]

    def _listed(self, path: Path, source: ModelSource) -> ModelFile:
        try:
            return self._described(path, source)
        except UserError as error:
            empty = replace(EMPTY, file_size=_size(path))
            refusal = LOST_GUIDE if source is ModelSource.GUIDE else Problem.of(error)
            return replace(describe(path, empty, source), refusal=refusal)

    def _described(self, path: Path, source: ModelSource) -> ModelFile:
        files = parts(path)
        for part in files:
            if len(files) > 1 and not part.exists():
                raise UserError(
                    say("“{name}” is missing: the model comes in {files} files.", name=part.name, files=len(files)),
                    say("Put all of them into the same folder."),
                    code="missing-part",
                    remedy=Remedy.OPEN_MODELS,
                )
        headers = [self._header(part) for part in files]
        model = self._with_record(describe(path, headers[0], source))
        if len(files) == 1:
            return model
        size, n_params = sum(h.file_size for h in headers), sum(h.n_params for h in headers)
        return replace(model, size=size, n_params=n_params, files=tuple(files))

    def _with_record(self, model: ModelFile) -> ModelFile:
        """The same, with what is known of it; that a known file lies here now is remembered."""
        if self._records is None or model.ref == GUIDE:
            return model
        known = self._known(model.path)
        place = known.place(model.path)
        if known.id and not place.size:
            self._records.note(model.path, known)
            model = replace(model, source=self._source(model.path))
        others = (was.path for was in known.places if was.path != str(model.path))
        nameless = model.name == describe(model.path, EMPTY, model.source).name
        return replace(
            model,
            name=known.name or (place.called if nameless else "") or model.name,
            origin=known.origin,
            program=place.program if model.source is ModelSource.ADOPTED else "",
            last_used=known.last_used,
            companions=tuple(Path(path) for path in place.companions),
            former=tuple(path for path in others if not os.path.lexists(path)),
        )

    def take_in(self, path: Path) -> None:
        """Note when the file at `path` came onto the list, so that an older model of its name keeps that name.

        Raises:
            UserError: records-not-saved.
        """
        if self._records is not None and not self._known(path).place(path).since:
            self._records.change(path, since=time.time())

    def _name(self, model: ModelFile) -> Named:
        """What it is to be called."""
        place = self._known(model.path).place(model.path)
        owner, repository = owner_of(model.path, model.origin, self._models_dir)
        came = place.since or model.origin.obtained or _changed(model.path)
        base = base_name(model.path.name, model.quantization, repository, place.called)
        return Named(base, owner or model.program, str(model.path), came)

    def _header(self, path: Path) -> GgufHeader:
        """The header, read again only when the file has changed."""
        try:
            status = path.stat()
        except OSError:
            return read_header(path)  # raises what there is to say
        stamp = (str(path), status.st_size, status.st_mtime_ns)
        with self._lock:
            known = self._headers.get(stamp)
        if known is None:
            try:
                known = read_header(path)
            except UserError as error:
                if error.code == "unreadable":  # may be mended without a change of the file
                    raise
                known = error
            with self._lock:
                self._headers[stamp] = known
        if isinstance(known, UserError):
            raise UserError.from_dict(known.to_dict())
        return known


def _looks_like_path(text: str) -> bool:
    return "/" in text or os.sep in text or text.lower().endswith(".gguf")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is listed with that problem already
        return 0


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
