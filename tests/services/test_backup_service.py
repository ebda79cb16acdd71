"""Backups, copies and salvage by the whole program: nothing is lost, whatever is put in the place of the chats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.core.errors import UserError
from paddock.core.passphrase import Cost
from paddock.core.progress import Progress
from paddock.engine.fake import FakeEngine
from paddock.store.copies import Reason

CHEAP = Cost(64, 1, 1)
WORDS = "correct horse battery"


class Computers:
    """Programs on different computers, each with a folder and a keyring of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.keyrings: dict[str, MemoryBackend] = {}

    def start(self, name: str) -> Application:
        keyring = self.keyrings.setdefault(name, MemoryBackend())
        env = {"PADDOCK_HOME": str(self.folder / name)}
        return self._stack.enter_context(build(env, engine=FakeEngine(), secrets=keyring, cost=CHEAP))


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[Computers]:
    with ExitStack() as stack:
        yield Computers(tmp_path, stack)


def say(app: Application, *texts: str) -> None:
    chats = app.open_store()
    for text in texts:
        list(chats.send(chats.new_chat().id, text))


def said(app: Application) -> set[str]:
    """The first words of all chats."""
    chats = app.open_store()
    return {chats.messages(chat.id)[0].text for chat in chats.chats()}


def code_of(call: object) -> str:
    with pytest.raises(UserError) as caught:
        call()  # type: ignore[operator]
    return caught.value.code


@pytest.fixture
def backup(computers: Computers, tmp_path: Path) -> Path:
    """A backup of the chats of the computer "old", on which the theme is dark."""
    with computers.start("old") as app:
        say(app, "one", "two")
        app.settings.update(theme="dark")
        done = app.backups.back_up(tmp_path / "b.backup", WORDS)  # while it is open
        assert (done.chats, done.messages) == (2, 4)
        assert any(path.endswith("guide.gguf") for path in done.models.values())
    return tmp_path / "b.backup"


def test_on_another_computer(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        done = app.vacate().restore(backup, WORDS, replace=False)
        assert (done.chats, done.messages, done.kept, done.missing_models) == (2, 4, None, ())
        assert said(app) == {"one", "two"}
        assert app.settings.current.theme == "dark"
        with computers.start("old") as old:
            old.open_store()
            assert old.store_key.key != app.store_key.key
    assert said(computers.start("new")) == {"one", "two"}


def test_one_can_look_inside_first(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        found = app.backups.look(backup, WORDS)
        assert (found.chats, found.messages, found.missing_models, found.replaces) == (2, 4, (), False)
        assert code_of(lambda: app.backups.look(backup, "incorrect horse")) == "wrong-passphrase"
        say(app, "mine")
        assert app.backups.look(backup, WORDS).replaces
        assert said(app) == {"mine"}


def test_the_last_backup_is_remembered_and_comes_out_of_none(computers: Computers, backup: Path) -> None:
    with computers.start("old") as app:
        current = app.settings.current
        assert current.last_backup == str(backup)
        made_at = current.last_backup_at
        app.backups.back_up(backup.with_name("second"), WORDS)
        app.vacate().restore(backup.with_name("second"), WORDS, replace=True)
        assert app.settings.current.last_backup == str(backup.with_name("second"))
        assert app.settings.current.last_backup_at > made_at


def stopped_after(steps: int) -> Progress:
    """Stopped once it was told so many steps and one."""
    seen: list[int] = []

    def report(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) > steps:
            progress.stop()

    progress = Progress("It", report)
    return progress


def test_a_backup_tells_how_far_it_is_and_can_be_stopped(computers: Computers, tmp_path: Path) -> None:
    with computers.start("old") as app:
        say(app, *("long " * 100_000 for _ in range(4)))
        told: list[tuple[int, int]] = []
        progress = Progress("The backup", lambda done, total: told.append((done, total)))
        app.backups.back_up(tmp_path / "b", WORDS, progress)
        assert told == sorted(told)
        assert told[0] == (0, 0)
        assert told[-1][0] == told[-1][1] > 0
        assert len(told) > 4
        content = (tmp_path / "b").read_bytes()
        for at in range(len(told) - 1):
            stopping = stopped_after(at)
            with pytest.raises(UserError, match="stopped"):
                app.backups.back_up(tmp_path / "b", WORDS, stopping)
            assert (tmp_path / "b").read_bytes() == content
        assert not list(tmp_path.glob(".paddock*"))


def test_restoring_that_is_stopped_changes_nothing(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        say(app, "mine")
        progress = Progress("Restoring", lambda done, total: progress.stop())
        assert code_of(lambda: app.vacate().restore(backup, WORDS, replace=True, progress=progress)) == "cancelled"
        assert said(app) == {"mine"}
        assert app.backups.copies() == []
        assert app.settings.current.theme == "system"


def test_chats_that_are_replaced_are_kept(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        say(app, "mine")
        assert code_of(lambda: app.vacate().restore(backup, WORDS, replace=False)) == "chats-exist"
        assert said(app) == {"mine"}
        kept = app.vacate().restore(backup, WORDS, replace=True).kept
        assert kept is not None
        assert kept.reason is Reason.REPLACED
        assert said(app) == {"one", "two"}
        again = app.vacate().restore_copy(kept.name)
        assert (again.chats, again.messages) == (1, 2)
        assert said(app) == {"mine"}
        assert again.kept is not None
        app.vacate().restore_copy(str(again.kept.number))
        assert said(app) == {"one", "two"}


@pytest.mark.parametrize("how", ["passphrase", "damaged", "other"])
def test_a_backup_that_is_refused_changes_nothing(computers: Computers, backup: Path, how: str) -> None:
    content = bytearray(backup.read_bytes())
    passphrase = WORDS
    if how == "passphrase":
        passphrase = "incorrect horse"
    elif how == "damaged":
        content[-100] ^= 1
    else:
        content = bytearray(b"something else")
    backup.write_bytes(content)
    with computers.start("new") as app:
        say(app, "mine")
        app.vacate()
        before = {file: file.read_bytes() for file in app.paths.data.rglob("*") if file.is_file()}
        wanted = {"passphrase": "wrong-passphrase", "damaged": "damaged-backup", "other": "not-a-backup"}[how]
        assert code_of(lambda: app.backups.restore(backup, passphrase, replace=True)) == wanted
        assert {file: file.read_bytes() for file in app.paths.data.rglob("*") if file.is_file()} == before
        assert said(app) == {"mine"}


def test_where_the_key_is_lost_the_chats_are_kept_and_a_new_key_is_made(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        say(app, "mine")
        recovery = app.recovery_key()
    computers.keyrings["new"].secrets.clear()
    with computers.start("new") as app:
        assert code_of(app.open_store) == "key-missing"
        kept = app.vacate().restore(backup, WORDS, replace=True).kept
        assert kept is not None
        assert said(app) == {"one", "two"}
        assert app.recovery_key() != recovery
        assert code_of(lambda: app.vacate().restore_copy(kept.name)) == "wrong-key"
        assert said(app) == {"one", "two"}


def test_a_locked_keyring_is_waited_for(computers: Computers, backup: Path) -> None:
    with computers.start("new") as app:
        say(app, "mine")
        app.vacate()
        computers.keyrings["new"].failure = SecretsUnavailable("it is locked")
        assert code_of(lambda: app.backups.restore(backup, WORDS, replace=True)) == "keyring-locked"
        computers.keyrings["new"].failure = None
        assert said(app) == {"mine"}


def test_no_chats_no_backup(computers: Computers, tmp_path: Path) -> None:
    app = computers.start("new")
    assert code_of(lambda: app.backups.back_up(tmp_path / "b", WORDS)) == "no-chats"
    assert code_of(lambda: app.vacate().salvage()) == "no-chats"


def test_another_window_has_the_chats(computers: Computers, backup: Path) -> None:
    say(computers.start("new"), "mine")
    other = computers.start("new")
    assert code_of(other.vacate) == "running"
    assert code_of(other.erase) == "running"
    assert other.backups.back_up(backup.with_name("c"), WORDS).chats == 1  # reading is not in the way


def test_a_weekly_copy(computers: Computers) -> None:
    with computers.start("new") as app:
        app.open_store()
        assert app.backups.copy_if_due() is None  # nothing was said yet
        say(app, "one")
        copy = app.backups.copy_if_due()
        assert copy is not None
        assert copy.reason is Reason.WEEKLY
        assert app.backups.copy_if_due() is None
        assert app.backups.copies() == [copy]


class TestSalvage:
    def damage(self, app: Application) -> bytes:
        """Of the last pages, and so of the newest messages or of what finds them."""
        content = bytearray(app.paths.database.read_bytes())
        for page in range(len(content) // 4096 - 3, len(content) // 4096):
            content[page * 4096 + 100] ^= 0xFF
        app.paths.database.write_bytes(content)
        return bytes(content)

    def test_what_can_be_read_takes_the_place_and_the_damaged_file_is_kept(self, computers: Computers) -> None:
        with computers.start("new") as app:
            say(app, *(f"question {number} " * 50 for number in range(40)))
            app.vacate()
            damaged = self.damage(app)
            report, kept = app.backups.salvage()
            assert kept.reason is Reason.DAMAGED
            assert kept.path.read_bytes() == damaged
            assert len(said(app)) >= 30
            assert report.rows["chats"] >= 30
            assert code_of(lambda: app.vacate().salvage()) == "not-damaged"


class TestLock:
    def test_locking_closes_the_chats_and_tells_the_engine(self, computers: Computers) -> None:
        app = computers.start("new")
        say(app, "one")
        engine = app.generation._engine
        assert isinstance(engine, FakeEngine)
        assert code_of(app.lock) == "no-lock"
        app.set_lock(WORDS)
        assert engine.configs[-1].cache_key
        app.lock()
        assert not engine.configs[-1].cache_key
        assert engine.status.models == ()
        assert code_of(lambda: app.store_key) == "store-closed"
        assert code_of(app.open_store) == "locked"
        assert code_of(lambda: app.unlock("incorrect horse")) == "wrong-passphrase"
        assert len(app.unlock(WORDS).chats()) == 1
        assert engine.configs[-1].cache_key

    def test_the_next_start_asks(self, computers: Computers) -> None:
        with computers.start("new") as app:
            say(app, "one")
            recovery = app.recovery_key()
            app.set_lock(WORDS, with_keyring=True)
        app = computers.start("new")
        assert app.has_lock
        assert app.lock_needs_keyring
        assert code_of(app.open_store) == "locked"
        app.ask_passphrase = lambda: WORDS
        assert said(app) == {"one"}
        app.ask_passphrase = None
        app.lock()
        assert [chat.title for chat in app.restore_key(recovery).chats()] == ["one"]
        app.remove_lock()
        app.close()
        assert said(computers.start("new")) == {"one"}

    def test_a_backup_can_be_restored_behind_a_lock(self, computers: Computers, backup: Path) -> None:
        with computers.start("new") as app:
            say(app, "mine")
            app.set_lock(WORDS)
        app = computers.start("new")
        assert code_of(lambda: app.vacate().restore(backup, WORDS, replace=True)) == "locked"
        app.unlock(WORDS)
        app.vacate().restore(backup, WORDS, replace=True)
        assert said(app) == {"one", "two"}
        app.lock()
        assert code_of(app.open_store) == "locked"


class TestErase:
    def test_nothing_is_left(self, computers: Computers, backup: Path) -> None:
        with computers.start("new") as app:
            say(app, "mine")
            app.settings.update(theme="dark")
            app.vacate().restore(backup, WORDS, replace=True)
            (app.paths.kv / "block").write_bytes(b"x" * 100)
            app.paths.log_file.write_text("a log")
            (app.paths.models / "my.gguf").write_bytes(b"GGUF")
            app.paths.records.write_text("{}")
            (app.paths.config / "QtProject.conf").write_text("[FileDialog]")
            computers.keyrings["new"].set("hub-token https://hub.example", "hf_x")
            app.settings.update(hub_users={"https://hub.example": "anna"})
            done = app.erase()
            assert done.problems == []
            assert done.gone["chats"] > 0
            assert done.gone["copies of the chats"] > 0
            assert done.gone["cache"] == 100
            app.settings.update(theme="light", geometry="as the window is closed")
            left = {file.relative_to(computers.folder / "new") for file in (computers.folder / "new").rglob("*.*")}
            assert left == {Path("models/my.gguf"), Path("data/paddock.lock")}
        assert computers.keyrings["new"].secrets == {}
        assert backup.exists()
        with computers.start("new") as app:
            assert said(app) == set()
            app.erase(models=True)
            assert not list(app.paths.models.iterdir())

    def test_a_link_is_not_followed(self, computers: Computers, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "model.gguf").write_bytes(b"GGUF")
        with computers.start("new") as app:
            app.paths.ensure()
            (app.paths.models / "linked").symlink_to(outside)
            (app.paths.cache / "linked").symlink_to(outside)
            app.erase(models=True)
        assert (outside / "model.gguf").exists()

    def test_a_keyring_that_is_locked_is_said(self, computers: Computers) -> None:
        with computers.start("new") as app:
            say(app, "mine")
            computers.keyrings["new"].failure = SecretsUnavailable("it is locked")
            app.settings.update(hub_users={"https://hub.example": "anna"})
            done = app.erase()
            assert len(done.problems) == 2
            assert not app.paths.database.exists()
