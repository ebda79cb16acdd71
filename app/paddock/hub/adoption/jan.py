"""Jan: `llamacpp/models/ID/model.yml` names a file; before, `models/…/NAME.yml` did; before that, files lay there.

One rule: a path in such a file that is relative leads into Jan's own folder, or nowhere.

janhq/jan has `src-tauri/src/core/app/commands.rs` (`resolve_jan_data_folder`: JAN_DATA_FOLDER, `settings.json`, its
`data_folder`) and `extensions/llamacpp-extension/src/index.ts` (`list`, `migrateLegacyModels`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from paddock.hub.adoption.found import Candidate, files_in, files_under
from paddock.hub.adoption.surroundings import Surroundings, inside, read_object, read_yaml, text

NAME = "Jan"


def folders(around: Surroundings) -> list[Path]:
    """Where its data may lie."""
    own = around.data() / "Jan"
    named = around.named("JAN_DATA_FOLDER")
    found = [named] if named else []
    for settings in (own, around.config() / "Jan", around.data() / "jan.ai.app"):
        chosen = text(read_object(settings / "settings.json").get("data_folder"))
        found += [around.expanded(chosen)] if chosen else []
    found += [own / "data", around.config() / "Jan" / "data", around.home / "jan", around.home / "cortexcpp"]
    return list(dict.fromkeys(found))


def find(around: Surroundings) -> Iterator[Candidate]:
    """All that it has."""
    for data in folders(around):
        models = data / "llamacpp" / "models"
        for path in files_under(models, "model.yml"):
            if candidate := _listed(data, read_yaml(path), path.parent.relative_to(models).as_posix()):
                yield candidate
        for path in files_under(data / "models", ".yml"):
            if candidate := _listed(data, read_yaml(path), path.stem):
                yield candidate
        yield from files_in(data / "models")


def _listed(data: Path, model: dict[str, Any], id: str) -> Candidate | None:
    files = model.get("files")
    first = files[0] if isinstance(files, list) and files else None
    path = _path(data, text(model.get("model_path")) or text(first))
    if path is None:
        return None
    projector = _path(data, text(model.get("mmproj_path")))
    name = text(model.get("name")) or text(model.get("model")) or id
    return Candidate(path, name, "", (projector,) if projector else ())


def _path(data: Path, name: str) -> Path | None:
    if not name or "\0" in name:
        return None
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute():
        path = Path(name)
    else:
        path = data.joinpath(*PureWindowsPath(name).parts)
        if not inside(path, data):
            return None
    try:
        return path if path.is_file() else None
    except OSError:
        return None
