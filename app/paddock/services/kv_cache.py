"""The folder where the engine keeps what it has processed of chats (KV caches), as the person sees it.

One rule: only this folder's own files are deleted; what is in them only the engine can read.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.core.sizes import GB

MOST_BY_DEFAULT = 4 * GB
SHARE_BY_DEFAULT = 0.05  # of the disk
TUNING = "tuning.json"
DRIVERS = "drivers"  # the folder; see `engine.child.confinement`
FIELDS = {"n_threads", "n_threads_batch", "n_batch"}


@dataclass(frozen=True, slots=True)
class KvCache:
    """The folder and what it takes."""

    folder: Path

    def size(self) -> int:
        """Bytes that its files take now; 0 where there is no folder."""
        total = 0
        for file in self._files():
            try:
                total += file.stat().st_size
            except FileNotFoundError:  # the engine has just thrown it away
                continue
        return total

    def limit(self, wished: int = 0) -> int:
        """Bytes that its files may take: as wished; 0 is 4 GB, or 5 % of a disk that is smaller than 80 GB."""
        if wished:
            return wished
        place = self.folder
        while not place.exists():
            place = place.parent
        return min(MOST_BY_DEFAULT, int(shutil.disk_usage(place).total * SHARE_BY_DEFAULT))

    def clear(self) -> None:
        """Delete its files; the engine must not be writing there.

        Raises:
            UserError: "cache-not-cleared".
        """
        try:
            for file in self._files():
                file.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                say("The files in “{folder}” could not be deleted ({why}).", folder=self.folder, why=why_not(error)),
                say("Delete the folder yourself."),
                code="cache-not-cleared",
            ) from error

    def tuned(self) -> tuple[str, ...]:
        """What the engine found to be fastest here, in words; the models' names are not with it."""
        try:
            results = json.loads((self.folder / TUNING).read_bytes())
        except (OSError, ValueError, RecursionError):
            return ()
        found = results.values() if isinstance(results, dict) else ()
        return tuple(
            dict.fromkeys(
                say(
                    "{threads} threads while answering, {for_prompts} for prompts, {batch} tokens at once",
                    threads=result["n_threads"],
                    for_prompts=result["n_threads_batch"],
                    batch=result["n_batch"],
                )
                for result in found
                if isinstance(result, dict) and result.keys() >= FIELDS
            )
        )

    def _files(self) -> list[Path]:
        """Those that hold something of a chat: what the engine knows of the models, and what graphics drivers have
        compiled for it, lies beside them."""
        files = (file for file in self.folder.rglob("*") if file.is_file() and not file.is_symlink())
        compiled = self.folder / DRIVERS
        return [file for file in files if file.suffix != ".json" and compiled not in file.parents]
