"""Erases what Paddock has stored of a person. One rule: it says what is gone and what is not, and follows no link.

The keys go with the chats, and the chats are encrypted: what a disk still holds of deleted files opens with nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from paddock.config.paths import Paths
from paddock.config.secrets import KeyVault
from paddock.config.token import TokenVault
from paddock.core.refusals import why_not
from paddock.core.said import say

DIALOGS = "*.conf"
"""What Qt remembers of its file dialogs: the folders that were looked at."""


@dataclass
class Erased:
    """What was done.

    Attributes:
        gone: bytes that were freed, by what they were.
        problems: what is still there, in sentences.
    """

    gone: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def erase(paths: Paths, vault: KeyVault, tokens: TokenVault, *, models: bool) -> Erased:
    """Delete chats, backups, settings, keys, cache and logs; the writer's lock is held and the chats are closed.

    Args:
        tokens: of the Hub; they are forgotten, too.
        models: the downloaded model files, too. Model files elsewhere are never touched.
    """
    done = Erased()
    done.problems += tokens.destroy()  # first: the settings know which there are
    name = paths.database.name
    chats = [*paths.data.glob(f"{name}*"), *paths.data.glob(".paddock-work-*")]
    _delete(done, "chats", chats)
    _delete(done, say("copies of the chats"), [paths.backups])
    done.problems += vault.destroy()
    done.gone["keys"] = 0
    own, notes = paths.settings_file.name, paths.records.name
    settings = [*paths.config.glob(f"{own}*"), *paths.config.glob(f".{own}*"), *paths.config.glob(DIALOGS)]
    _delete(done, "settings", [*settings, *paths.data.glob(f"{notes}*")])
    _delete(done, "logs", [paths.logs])
    _delete(done, "cache", paths.cache.glob("*") if paths.cache.is_dir() else ())
    if models:
        _delete(done, "models", paths.models.glob("*") if paths.models.is_dir() else ())
    return done


def _delete(done: Erased, what: str, places: Iterable[Path]) -> None:
    freed = 0
    for place in places:
        size = _size(place)
        try:
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
        except OSError as error:
            done.problems.append(say("“{place}” could not be deleted ({why}).", place=place, why=why_not(error)))
            continue
        freed += size
    done.gone[what] = freed


def _size(place: Path) -> int:
    if place.is_symlink() or not place.exists():
        return 0
    if place.is_file():
        return place.stat().st_size
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file() and not file.is_symlink())
