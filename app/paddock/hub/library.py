"""The models on this computer. Its one rule: only files that lie in the models folder itself are ever deleted."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.memory import ModelShape
from paddock.core.models import GUIDE, ModelFile, ModelSource, Problem
from paddock.hub.describe import describe, display_text
from paddock.hub.gguf import GgufHeader, read_header
from paddock.hub.shape import shape_of

_PART = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$", re.IGNORECASE)
_MOST_PARTS = 1000

LOST_GUIDE = Problem(
    "The guide's file is missing from the program, or damaged.", "Install Paddock again.", "guide-missing", Remedy.NONE
)

_Stamp = tuple[str, int, int]  # path, bytes, mtime in ns


class Library:
    """Finds, describes and deletes models; may be used from any thread."""

    def __init__(self, models_dir: Path, guide_path: Path) -> None:
        self._models_dir = models_dir
        self._guide_path = guide_path
        self._headers: dict[_Stamp, GgufHeader | UserError] = {}
        self._lock = threading.Lock()

    @property
    def places(self) -> tuple[Path, ...]:
        """Where models lie that need not be opened: the guide's file, and the models folder."""
        return self._guide_path, self._models_dir

    def models(self, opened: Sequence[Path] = ()) -> tuple[ModelFile, ...]:
        """The guide, the models folder's, then `opened`; each file once.

        A file that cannot be used is listed with its `refusal`; nothing is raised for it.

        Raises:
            UserError: unreadable, the models folder cannot be listed.
        """
        found = [self._listed(self._guide_path, ModelSource.GUIDE)]
        found += [self._listed(path, ModelSource.DOWNLOADED) for path in self._downloaded()]
        seen = {os.path.realpath(model.path) for model in found}
        for path in opened:
            first = _first_part(_absolute(path))
            real = os.path.realpath(first)
            if real not in seen:
                seen.add(real)
                found.append(self._listed(first, ModelSource.OPENED))
        return tuple(found)

    def describe(self, path: Path) -> ModelFile:
        """The model in `path`, wherever it lies (any part of a split model names the whole).

        `refusal` says why a sound file cannot be used.

        Raises:
            UserError: as `read_header`, or missing-part.
        """
        first = _first_part(_absolute(path))
        if first == _absolute(self._guide_path):
            return self._described(first, ModelSource.GUIDE)
        return self._described(first, ModelSource.DOWNLOADED if self._owns(first) else ModelSource.OPENED)

    def find(self, ref_or_name: str, opened: Sequence[Path] = ()) -> ModelFile:
        """The model of a reference, a short name, a name, or a path; upper and lower case alike.

        Raises:
            UserError: no-such-model (says what there is), ambiguous-model; for a path also those of `describe`.
        """
        models = self.models(opened)
        wanted = ref_or_name.strip().casefold()
        for model in models:
            if model.ref == ref_or_name or (model.ref == GUIDE and wanted == GUIDE):
                return model
        if _looks_like_path(ref_or_name):
            return self.describe(Path(ref_or_name).expanduser())
        matches = [m for m in models if m.short_name.casefold() == wanted]
        matches = matches or [m for m in models if m.name.casefold() == wanted]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UserError(
                f"“{display_text(ref_or_name)}” names {len(matches)} models.",
                "Give the path of one: " + ", ".join(m.ref for m in matches) + ".",
                code="ambiguous-model",
                remedy=Remedy.OPEN_MODELS,
            )
        if os.path.lexists(ref_or_name):  # a file or folder where the command was typed
            return self.describe(Path(ref_or_name))
        raise UserError(
            f"There is no model “{display_text(ref_or_name)}”.",
            "There is: " + ", ".join(m.name for m in models) + "; or give the path of a .gguf file.",
            code="no-such-model",
            remedy=Remedy.OPEN_MODELS,
        )

    def shape(self, model: ModelFile) -> ModelShape | None:
        """What decides how much memory it takes; None where its header does not tell.

        Raises:
            UserError: as `describe`.
        """
        return shape_of(*(self._header(part) for part in _parts(model.path)))

    def delete(self, model: ModelFile) -> None:
        """Delete a downloaded model's file or files; of a link only the link.

        Raises:
            UserError: not-ours (it lies elsewhere), cannot-delete.
        """
        if model.source is not ModelSource.DOWNLOADED or not self._owns(model.path):
            raise UserError(
                f"“{model.name}” does not lie in Paddock's models folder.",
                "Paddock deletes only models that it downloaded; delete this file where it lies.",
                code="not-ours",
            )
        try:
            for path in _parts(model.path):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"“{model.name}” cannot be deleted: {error.strerror}.",
                "Close programs that use the file and try again.",
                code="cannot-delete",
                remedy=Remedy.RETRY,
            ) from error

    def _downloaded(self) -> list[Path]:
        """Model files in the models folder by name; of a split model its first part."""
        try:
            files = sorted((e for e in self._models_dir.iterdir() if not e.is_dir()), key=lambda e: e.name.casefold())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise UserError(
                f"The models folder cannot be read: {error.strerror}.",
                f"Check that you may read “{self._models_dir}”.",
                code="unreadable",
                remedy=Remedy.RETRY,
            ) from error
        return list(dict.fromkeys(_first_part(_absolute(path)) for path in files if _is_model_name(path.name)))

    def _owns(self, path: Path) -> bool:
        """Whether `path` is an entry of the models folder, however either is spelled or linked."""
        return os.path.realpath(path.parent) == os.path.realpath(self._models_dir)

    def _listed(self, path: Path, source: ModelSource) -> ModelFile:
        try:
            return self._described(path, source)
        except UserError as error:
            empty = GgufHeader(0, 0, {}, _size(path), 0, 0, {})
            refusal = LOST_GUIDE if source is ModelSource.GUIDE else Problem.of(error)
            return replace(describe(path, empty, source), refusal=refusal)

    def _described(self, path: Path, source: ModelSource) -> ModelFile:
        parts = _parts(path)
        for part in parts:
            if len(parts) > 1 and not part.exists():
                raise UserError(
                    f"“{part.name}” is missing: the model comes in {len(parts)} files.",
                    "Put all of them into the same folder.",
                    code="missing-part",
                    remedy=Remedy.OPEN_MODELS,
                )
        headers = [self._header(part) for part in parts]
        model = describe(path, headers[0], source)
        if len(parts) == 1:
            return model
        return replace(model, size=sum(h.file_size for h in headers), n_params=sum(h.n_params for h in headers))

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


def _absolute(path: Path) -> Path:
    """Absolute, with a real folder; a link that is the file itself stays: the Hub's cache links names to blobs."""
    return Path(os.path.realpath(path.parent), path.name)


def _is_model_name(name: str) -> bool:
    return name.lower().endswith(".gguf") and not name.startswith(".")


def _looks_like_path(text: str) -> bool:
    return "/" in text or os.sep in text or text.lower().endswith(".gguf")


def _parts(path: Path) -> list[Path]:
    """All files of the model that `path` is (a part of), in order."""
    match = _PART.match(path.name)
    count = int(match["count"]) if match else 0
    if match is None or not 1 < count <= _MOST_PARTS:
        return [path]
    ending = f"-of-{match['count']}{path.suffix}"
    return [path.with_name(f"{match['stem']}-{n:05d}{ending}") for n in range(1, count + 1)]


def _first_part(path: Path) -> Path:
    return _parts(path)[0]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is listed with that problem already
        return 0
