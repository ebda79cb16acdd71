"""The session that F2, F3, F9 and F10 drive: it does what `store_steps.py` lists, in a process of its own.

One rule: every commit and every step is acknowledged once it has returned, with a number; `STATES` holds what the disk
said at each number, so that what is found after a fault can be compared with it.

`python -c "import store_session; store_session.main()" ROOT OUTSIDE SEED MODE`: ROOT is the disk that fails, OUTSIDE
one that does not. The modes: "plain" says a line for each number; "noted" writes a byte of ROOT/acknowledged for each,
and its state into OUTSIDE/states; "failing" tries each step until it works.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from store_state import COST, FileKeyring, Home, State, backup_at, state_of, unfit
from store_steps import REPLACING, STEPS

from paddock.config.files import keep_aside, make_private_folder, write_private
from paddock.config.paths import resource
from paddock.config.settings import SettingsFile
from paddock.core.chats import Chat, Summary, Titled
from paddock.core.errors import UserError
from paddock.core.exchange import ChatRecord
from paddock.core.messages import Message, Role, TextPart
from paddock.hub.library import Library
from paddock.hub.records import FileTools, Records
from paddock.services.backup import BackupService
from paddock.services.bus import Bus
from paddock.services.exchange import own
from paddock.services.exchange.service import ExchangeService
from paddock.services.models import ModelService
from paddock.store.branches import Branches
from paddock.store.chats import DAY, ChatStore
from paddock.store.database import Database
from paddock.store.organise import Organiser
from paddock.store.personas import PersonaStore
from paddock.store.transfer import Transfer

SESSION = "import store_session; store_session.main()"
ACKNOWLEDGED, KEYRING, BACKUP, STATES = "acknowledged", "keyring", "all.backup", "states"
MOST_TRIES = 200
T = TypeVar("T")


class Watched(Database):
    """A database that says when a commit has returned."""

    committed: Callable[[], object] = staticmethod(lambda: None)

    def write(self, work: Callable[..., T]) -> T:
        """See `Database`."""
        result = super().write(work)
        self.committed()
        return result


class World:
    """What the steps work with; `world["chat"]` is what the step of that name returned.

    Args:
        root: the disk that fails.
        outside: for what is read only.
        noted: called at each commit and at the end of each step.
    """

    def __init__(self, root: Path, outside: Path, seed: int, noted: Callable[[], object]) -> None:
        keyring = FileKeyring(root / KEYRING)
        self.main, self.other = Home(root / "home", keyring), Home(root / "other", keyring)
        self.backup_file = root / BACKUP
        self.import_file = outside / "import.json"
        self.import_file.write_text(own.dump([_record(number) for number in (1, 2)]))
        self.settings = SettingsFile(self.main.paths.settings_file)
        self.vault = self.main.vault()
        self._draw = random.Random(seed)
        self._noted = noted
        self._now = 1.8e9
        self._made: dict[str, object] = {}
        self._database: Watched | None = None

    def __getitem__(self, name: str):
        return self._made[name]

    def run(self, name: str) -> None:
        """Do one step, and tell that it is done."""
        self._made[name] = STEPS[name](self)
        self._noted()

    def text(self, number: int) -> str:
        """Words that belong to a number, many or few."""
        return f"w{number} {'z' * 150}\n" * self._draw.choice([1, 5, 20, 400 if number < 3 else 60])

    def clock(self) -> float:
        """A second later each time."""
        self._now += 1.0
        return self._now

    def later(self, days: float) -> float:
        """Let time pass."""
        self._now += days * DAY
        return self._now

    @property
    def database(self) -> Database:
        """The chats that are open."""
        assert self._database is not None
        return self._database

    def open(self) -> None:
        """As the program does it; with the passphrase where there is a lock."""
        paths = self.main.paths
        paths.ensure()
        if self.vault.has_lock:
            self.vault.unlock(self.main.key()[1])
        self.key = self.vault.open(Database.exists(paths.database))
        self._database = Watched.open(paths.database, self.key.key)
        self._database.committed = self._noted
        self.store = ChatStore(self.database, self.clock)
        self.branches = Branches(self.database, self.store, self.clock)
        self.organiser = Organiser(self.database, self.clock)
        self.personas = PersonaStore(self.database, self.clock)

    def shut(self) -> None:
        """Close the chats and forget their key."""
        if self._database is not None:
            self._database.close()
        self.vault.forget()

    def closed(self, work: Callable[[], object]) -> None:
        """Do what needs the chats closed."""
        self.shut()
        work()
        self.open()

    def set_lock(self, passphrase: str, *, with_keyring: bool = False) -> None:
        """Lock the chats that are open."""
        self.key = self.vault.set_lock(self.key, passphrase, with_keyring=with_keyring)

    def remove_lock(self) -> None:
        """… or lock them no longer."""
        self.key = self.vault.remove_lock(self.key)

    def exchange(self) -> ExchangeService:
        """What imports."""
        return ExchangeService(self.store, Transfer(self.database, self.store), Bus())

    def backups(self, home: Home | None = None) -> BackupService:
        """What keeps copies and puts them back, of one of the two installations."""
        home = home or self.main
        paths, bus = home.paths, Bus()
        settings = self.settings if home is self.main else SettingsFile(paths.settings_file)
        vault = self.vault if home is self.main else home.vault()
        records = Records(paths.records, FileTools(make_private_folder, write_private, keep_aside))
        models = ModelService(Library(paths.models, resource("guide/guide.gguf"), records), settings, bus)
        return BackupService(paths, vault, settings, models, lambda: vault.open(Database.exists(paths.database)), COST)

    def state(self, *, read_only: bool = True) -> State:
        """What is on the disk now."""
        return whole_state(self.main, self.other, self.backup_file, read_only=read_only)


def whole_state(
    main: Home, other: Home, backup: Path, *, read_only: bool, copies: Callable[[str], bool] = lambda name: True
) -> State:
    """Of both installations, and the backup; see `state_of`."""
    return {
        "home": state_of(main, read_only=read_only, copies=copies),
        "other": state_of(other, read_only=read_only, copies=copies),
        "backup": backup_at(backup),
    }


def misfit(seen: State, before: State, after: State) -> list[str]:
    """What of all that does not fit; see `unfit`."""
    wrong = [f"{home}: {what}" for home in ("home", "other") for what in unfit(seen[home], before[home], after[home])]
    if seen["backup"] not in (before["backup"], after["backup"]):
        wrong.append(f"the backup: {seen['backup']}; before {before['backup']}; after {after['backup']}")
    return wrong


def _record(number: int) -> ChatRecord:
    """A chat that comes from elsewhere, with a branch, a folder, tags and a summary."""
    said = [
        Message(1, 1, None, Role.USER, (TextPart(f"imported question {number}"),), created_at=1.7e9),
        Message(2, 1, 1, Role.ASSISTANT, (TextPart("an answer " * 200),), created_at=1.7e9, model="elsewhere", seed=3),
        Message(3, 1, 1, Role.ASSISTANT, (TextPart("another"),), created_at=1.7e9, first_kept=1),
    ]
    chat = Chat(
        1, f"Imported {number}", 3, "guide", "", "a draft", 1.7e9, 1.7e9 + number,
        tags=("from elsewhere", "sums"), titled=Titled.PERSON, pinned=True,
    )  # fmt: skip
    summary = Summary(1, 1, 2, "It was about numbers.", "elsewhere", 1.7e9)
    return ChatRecord(f"{number:032x}", chat, tuple(said), "Imported", "Ada L.", (summary,))


class Failing:
    """Tries each step until it works, and sees at each failure that nothing was changed but as a whole."""

    def __init__(self, root: Path, outside: Path, seed: int) -> None:
        self.world = World(root, outside, seed, self._committed)
        self._state = self.world.state()
        self._failed: list[State] = []
        self._name = ""

    def run(self) -> None:
        """All steps."""
        for self._name in STEPS:
            self._until_it_works()
            self._committed()
        self._tell(misfit(self._state, self._state, self._state))
        self.world.shut()
        print("done", flush=True)

    def _until_it_works(self) -> None:
        for _ in range(MOST_TRIES):
            try:
                self.world.run(self._name)
            except UserError as error:
                print("error", error.code, flush=True)
                self._failed.append(self.world.state())
            else:
                return
        print("broken it never works", self._name, flush=True)
        sys.exit(3)

    def _committed(self) -> None:
        """What the disk said after a failure is what it said before it, or what it says now that it has worked."""
        state = self.world.state()
        for failed in self._failed:
            self._tell(misfit(failed, self._state, state))
            if self._name not in REPLACING and failed["home"]["chats"] != self._state["home"]["chats"]:
                self._tell([f"{failed['home']['chats']} after a failure, not {self._state['home']['chats']}"])
        self._state, self._failed = state, []

    def _tell(self, wrong: list[str]) -> None:
        for what in wrong:
            print("broken", f"{self._name}: {what}", flush=True)


def plain(root: Path, outside: Path, seed: int) -> None:
    """Say a line for each number."""
    descriptor = sys.stdout.fileno()
    world = World(root, outside, seed, lambda: os.write(descriptor, b"x\n"))
    for name in STEPS:
        world.run(name)
    world.shut()


def noted(root: Path, outside: Path, seed: int) -> None:
    """Write what the disk said at each number."""
    acknowledged = os.open(root / ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with (outside / STATES).open("w") as states:

        def note() -> None:
            states.write(json.dumps([name, world.state()]) + "\n")
            states.flush()
            os.write(acknowledged, b"x")

        name = "before"
        world = World(root, outside, seed, note)
        states.write(json.dumps([name, world.state()]) + "\n")
        for name in STEPS:
            world.run(name)
    os._exit(0)  # as if the power went


def main() -> None:
    """See the module."""
    root, outside, seed, mode = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    if mode == "failing":
        Failing(root, outside, seed).run()
    else:
        {"plain": plain, "noted": noted}[mode](root, outside, seed)
