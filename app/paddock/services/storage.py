"""What Paddock has stored on this computer, by kind, with sizes. One rule: each file in its folders is counted once.

What no kind below knows is OTHER, so that the list is complete whatever lies there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from paddock.config.paths import Paths
from paddock.services.erase import DIALOGS
from paddock.store.files import WORKSHOP


class Kind(StrEnum):
    """What a file holds."""

    CHATS = "chats"
    COPIES = "copies"
    KEYS = "keys"
    SETTINGS = "settings"
    MODELS = "models"
    MODEL_NOTES = "model-notes"
    PROCESSED = "processed-chats"
    HUB = "hub"
    CONNECTIONS = "connections"
    LOGS = "logs"
    OTHER = "other"


ENCRYPTED = frozenset({Kind.CHATS, Kind.COPIES, Kind.PROCESSED})


@dataclass(frozen=True, slots=True)
class Stored:
    """All files of one kind.

    Attributes:
        place: the folder that they lie in.
        size: bytes.
    """

    kind: Kind
    place: Path
    files: int
    size: int

    @property
    def encrypted(self) -> bool:
        """Whether nobody reads it without the key of the chats."""
        return self.kind in ENCRYPTED


def stored(paths: Paths) -> tuple[Stored, ...]:
    """What there is, in the order of `Kind`; kinds of which there is nothing are left out, OTHER is last."""
    found: dict[Kind, list[int]] = {}
    for path in _files(paths):
        try:
            size = path.lstat().st_size
        except OSError:  # it has just gone
            continue
        found.setdefault(_kind(paths, path), []).append(size)
    return tuple(
        Stored(kind, place_of(paths, kind), len(found[kind]), sum(found[kind])) for kind in Kind if kind in found
    )


def _files(paths: Paths) -> Iterator[Path]:
    """Every file below the program's folders; no link is followed."""
    roots = {paths.config, paths.data, paths.cache, paths.models, paths.logs}
    for root in sorted(roots):
        if not any(root != other and root.is_relative_to(other) for other in roots):
            for folder, _, names in os.walk(root):
                yield from (Path(folder, name) for name in names)


def _kind(paths: Paths, path: Path) -> Kind:
    by_folder = (
        (paths.models, Kind.MODELS),
        (paths.backups, Kind.COPIES),
        (paths.kv, Kind.PROCESSED),
        (paths.logs, Kind.CONNECTIONS if path.name.startswith(paths.connections.name) else Kind.LOGS),
        (paths.cache, Kind.HUB),
    )
    for folder, kind in by_folder:
        if path.is_relative_to(folder):
            return kind
    by_name = {
        paths.database.name: Kind.CHATS,
        paths.records.name: Kind.MODEL_NOTES,
        paths.settings_file.name: Kind.SETTINGS,
        paths.key_file.name: Kind.KEYS,
        paths.passphrase_file.name: Kind.KEYS,
        paths.store_id_file.name: Kind.KEYS,
    }
    for name, kind in by_name.items():
        if path.name.removeprefix(".").startswith(name):
            return kind
    if path.parent == paths.config and path.match(DIALOGS):
        return Kind.SETTINGS
    return Kind.CHATS if WORKSHOP in str(path) else Kind.OTHER


def place_of(paths: Paths, kind: Kind) -> Path:
    """The folder that files of a kind lie in."""
    return {
        Kind.COPIES: paths.backups,
        Kind.KEYS: paths.config,
        Kind.SETTINGS: paths.config,
        Kind.MODELS: paths.models,
        Kind.PROCESSED: paths.kv,
        Kind.HUB: paths.cache,
        Kind.CONNECTIONS: paths.logs,
        Kind.LOGS: paths.logs,
    }.get(kind, paths.data)
