"""Backups that a person makes, copies that Paddock keeps, and putting either in the place of the chats.

One rule: chats that are replaced are first kept as a copy, and what takes their place is whole before they move.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from paddock import __version__
from paddock.config.paths import Paths
from paddock.config.secrets import KeyVault, StoreKey
from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.passphrase import USUAL, Cost
from paddock.core.progress import Progress
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.services.models import ModelService
from paddock.store.backup import (
    Manifest,
    Surroundings,
    check_backup,
    check_whole,
    look_into,
    rekey,
    unpack,
    write_backup,
)
from paddock.store.cipher import empty_log
from paddock.store.copies import Copies, Copy, Reason
from paddock.store.database import Database
from paddock.store.errors import DRIVER_ERRORS, is_unreadable
from paddock.store.files import remove_leftovers, settle, sync_folder, workshop
from paddock.store.salvage import Salvaged, salvage

OWN = ("last_backup", "last_backup_at")
"""Settings that say something of this computer's backups, and come out of none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself, and what would become of what is here.

    Attributes:
        made_at: seconds since 1970.
        missing_models: names of models that were used, and are not on this computer.
        replaces: whether there are chats here that it would take the place of.
    """

    program: str
    made_at: float
    chats: int
    messages: int
    missing_models: tuple[str, ...]
    replaces: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in the place of the chats.

    Attributes:
        kept: the copy of the chats that were there before; None if there were none.
        missing_models: names of models that were used, and are not on this computer.
    """

    chats: int
    messages: int
    kept: Copy | None
    missing_models: tuple[str, ...] = ()


class BackupService:
    """Writes and reads backups. What restores needs the chats closed and the writer's lock held.

    Args:
        find_key: the key of the chats that are there; may block on a keyring or ask for the passphrase.
        cost: of trying a backup's passphrase.
    """

    def __init__(
        self,
        paths: Paths,
        vault: KeyVault,
        settings: SettingsFile,
        models: ModelService,
        find_key: Callable[[], StoreKey],
        cost: Cost = USUAL,
    ) -> None:
        self._paths = paths
        self._vault = vault
        self._settings = settings
        self._models = models
        self._find_key = find_key
        self._cost = cost
        self._copies = Copies(paths.backups)

    # --- to keep

    def back_up(self, target: Path, passphrase: str, progress: Progress | None = None) -> Manifest:
        """Write all chats and settings into one file that the passphrase opens; beside a window that is open.

        Raises:
            UserError: "no-chats", "passphrase-too-short", "no-backup", "cancelled", and those of opening the chats.
        """
        if not Database.exists(self._paths.database):
            raise UserError(say("There are no chats yet."), say("There is nothing to back up."), code="no-chats")
        models = {model.name: str(model.path) for model in self._models.models()}
        beside = Surroundings(__version__, asdict(self._settings.current), models)
        key = self._find_key().key
        done = write_backup(self._paths.database, key, target, passphrase, beside, self._cost, progress)
        with contextlib.suppress(UserError):  # a full disk: the backup is whole, and holds until the program ends
            self._settings.update(last_backup=str(target.absolute()), last_backup_at=done.made_at)
        return done

    def look(self, source: Path, passphrase: str) -> Contents:
        """What is in a backup, as it says itself; nothing is changed.

        Raises:
            UserError: "wrong-passphrase", "damaged-backup", "not-a-backup", "newer-backup", "cannot-read-backup".
        """
        found = look_into(source, passphrase)
        return Contents(
            found.program,
            found.made_at,
            found.chats,
            found.messages,
            self._missing(found),
            self.has_chats(),
        )

    def check(self, source: Path) -> None:
        """Whether a file is a backup at all; needs no passphrase.

        Raises:
            UserError: "not-a-backup", "newer-backup", "damaged-backup", "cannot-read-backup".
        """
        check_backup(source)

    def copies(self) -> list[Copy]:
        """The copies that Paddock keeps by itself, the newest first."""
        return self._copies.all()

    def find_copy(self, name: str) -> Copy:
        """A copy by its name, its number, or "latest". Raises `UserError`: "no-such-copy"."""
        return self._copies.find(name)

    def copy_if_due(self) -> Copy | None:
        """Keep a copy of the chats, if there are any and the last weekly one is older than a week.

        Blocks, but nobody who writes.

        Raises:
            UserError: "no-copy", and those of opening the chats.
        """
        remove_leftovers(self._paths.data, self._paths.backups)
        if not Database.exists(self._paths.database) or not self._copies.due(time.time()):
            return None
        key = self._find_key().key
        database = Database.open(self._paths.database, key, read_only=True)
        try:
            if not database.read(lambda connection: connection.execute("SELECT 1 FROM messages LIMIT 1").fetchone()):
                return None
            return database.keep_copy(Reason.WEEKLY, key)
        finally:
            database.close()

    # --- to bring back

    def restore(self, source: Path, passphrase: str, *, replace: bool, progress: Progress | None = None) -> Restored:
        """Put the chats and settings of a backup in the place of those that are here.

        Args:
            replace: there may be chats; they are kept as a copy.

        Raises:
            UserError: "chats-exist", "wrong-passphrase", "damaged-backup", "not-a-backup", "newer-backup",
                "newer-schema", "cancelled", "not-restored": the disk does not take it. Nothing was changed then.
        """
        progress = progress or Progress()
        self.check(source)
        self._paths.ensure()
        if not replace and self.has_chats():
            raise UserError(
                say("There are chats here already."),
                say("Give --replace to put those of the backup in their place; they are kept as a copy."),
                code="chats-exist",
            )
        with _disk(), workshop(self._paths.data) as work:
            manifest = unpack(source, passphrase, work / "unpacked.db", progress)
            key = self._key_for_restoring()
            new = work / "new.db"
            rekey(work / "unpacked.db", bytes.fromhex(manifest.key), new, key.key)
            progress.at(manifest.size, manifest.size)
            kept = self._put_in_place(new, key.key)
        self._settings.adopt({name: value for name, value in manifest.settings.items() if name not in OWN})
        return Restored(manifest.chats, manifest.messages, kept, self._missing(manifest))

    def restore_copy(self, name: str) -> Restored:
        """Put a copy that Paddock kept in the place of the chats.

        Raises:
            UserError: "no-such-copy", "damaged", "wrong-key", "newer-schema", "not-restored". Nothing was changed then.
        """
        self._paths.ensure()
        copy, key = self._copies.find(name), self._find_key().key
        with _disk(), workshop(self._paths.data) as work:
            new = work / "new.db"
            rekey(copy.path, key, new, key)
            chats, messages = check_whole(new, key)
            kept = self._put_in_place(new, key)
        return Restored(chats, messages, kept)

    def salvage(self) -> tuple[Salvaged, Copy]:
        """Copy what can be read of damaged chats into new ones, which take their place; the damaged file is kept.

        Raises:
            UserError: "no-chats", "not-damaged", "nothing-salvaged", "not-restored". Nothing was changed then.
        """
        if not Database.exists(self._paths.database):
            raise UserError(say("There are no chats here."), say("There is nothing to salvage."), code="no-chats")
        key = self._find_key().key
        self._refuse_sound(key)
        with _disk(), workshop(self._paths.data) as work:
            new = work / "new.db"
            report = salvage(self._paths.database, key, new)
            kept = self._put_in_place(new, key, Reason.DAMAGED)
        assert kept is not None
        return report, kept

    def has_chats(self) -> bool:
        """Whether anything would be replaced; chats that nobody can look at just now count."""
        if not Database.exists(self._paths.database):
            return False
        if self._vault.has_lock:
            return True
        try:
            database = Database.open(self._paths.database, self._find_key().key, read_only=True)
        except UserError as error:
            return error.code != "no-store"
        try:
            found = database.read(lambda connection: connection.execute("SELECT 1 FROM chats LIMIT 1").fetchone())
        finally:
            database.close()
        return found is not None

    def _missing(self, manifest: Manifest) -> tuple[str, ...]:
        here = {model.name for model in self._models.models()}
        return tuple(sorted(manifest.models.keys() - here))

    def _refuse_sound(self, key: bytes) -> None:
        try:
            check_whole(self._paths.database, key)
        except UserError as error:
            if error.code != "damaged":
                raise
        else:
            raise UserError(say("Your chats are not damaged."), say("There is nothing to salvage."), code="not-damaged")

    def _key_for_restoring(self) -> StoreKey:
        """The key that is here, or a new one: where there are no chats, or theirs cannot be had."""
        exists = Database.exists(self._paths.database)
        try:
            return self._find_key()
        except UserError as error:
            if error.code != "key-missing":
                raise
            return self._vault.renew() if exists or self._paths.key_file.exists() else self._vault.open(False)

    def _put_in_place(self, new: Path, key: bytes, reason: Reason = Reason.REPLACED) -> Copy | None:
        """Give a whole database the name of the chats, once those that have it were copied."""
        database, kept = self._paths.database, None
        if Database.exists(database):
            try:
                empty_log(database, key)
            except DRIVER_ERRORS as error:
                if not is_unreadable(error):  # a full disk: without its log the file lacks what was said last
                    raise
                # Damaged, or another key's: its log is copied with it.
            kept = self._copies.take(database, reason)
        for ending in ("-wal", "-shm"):  # or SQLite would play the old log into the new file
            database.with_name(database.name + ending).unlink(missing_ok=True)
        sync_folder(database.parent)  # nor may a power cut keep the old log beside the new file
        settle(new, database)
        return kept


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    """What the disk does not take is the person's to mend."""
    try:
        yield
    except (OSError, *DRIVER_ERRORS) as error:
        why = why_not(error) if isinstance(error, OSError) else str(error)
        raise UserError(
            say("The disk does not take the restored chats ({why}).", why=why),
            say("Make room on the disk, then try again; your chats are as they were."),
            code="not-restored",
        ) from error
