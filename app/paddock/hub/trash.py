"""Takes a file away so that a person can have it back.

One rule: it goes to the system's own trash; where there is none, it is moved into a folder beside it, and that is said.
Nothing is ever deleted here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.hub.relocate import disk_error, sync_folders

ASIDE = ".deleted"
"""Our own trash: a folder of the models folder. Its name begins with a point, so no model is looked for in it."""


def system_trash(path: Path) -> None:
    """Move a file to the system's trash. Raises OSError: there is none for this disk."""
    from send2trash import send2trash

    send2trash(path)


def to_trash(files: Sequence[Path], aside: Path, system: Callable[[Path], None] = system_trash) -> Path | None:
    """Take files away; None if the system's trash has them all, else the folder of ours that they lie in now.

    Args:
        aside: the folder that takes what the system's trash does not.

    Raises:
        UserError: disk-error: neither takes it.
    """
    own = None
    for path in files:
        try:
            system(path)
        except OSError:
            own = _aside(path, aside)
    sync_folders(files)
    return own


def _aside(path: Path, folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, target = 1, folder / path.name
        while target.exists():
            number += 1
            target = folder / f"{path.stem} ({number}){path.suffix}"
        path.rename(target)
    except OSError as error:
        wrapped = disk_error(folder, error)
        raise UserError(
            say("“{name}” cannot be put into the trash: {what}", name=path.name, what=wrapped.what),
            wrapped.todo,
            code="cannot-delete",
        ) from error
    return folder
