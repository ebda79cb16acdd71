"""F2, F12 and F19: the writer, the whole program or a migration is killed, and two programs start at once.

One rule: what was acknowledged is there after each kill, and the database goes on from one try to the next.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from fault_kit import Bar, Report
from store_kit import KEY, goes_on, look_at, start, whole_lines
from store_session import BACKUP, KEYRING, SESSION, STATES, misfit, whole_state
from store_state import FileKeyring, Home, State

from paddock.store import index, migrations
from paddock.store.chats import ChatStore
from paddock.store.copies import Copies
from paddock.store.database import Database

PROGRAM = """
import os, sys
from paddock.application import build
from paddock.engine.fake import FakeAnswer, FakeEngine
with build(os.environ, engine=FakeEngine((FakeAnswer(" ".join(f"a{n}" for n in range(400))),))) as application:
    chats = application.open_store()
    chat = (chats.chats() or [chats.new_chat()])[0]
    print("open", flush=True)
    number = int(sys.argv[1])
    while True:
        reply = chats.send(chat.id, f"q{number}")
        print(number, flush=True)
        list(reply)
        number += 1
"""
NOTED = "noted"


def writer_killed(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL the process that writes, at a random moment of the session that does everything the store does."""
    report = Report("F2, the writer is killed", seed, {"open again": Bar(3.0)})
    draw = random.Random(seed)
    states = _states(folder, seed)
    report.seen[f"numbers in the session: {len(states)}"] = 1
    for _ in range(count):
        report.count += 1
        root = folder / "killed"
        root.mkdir()
        said = _kill_writer(root, folder, seed, draw.randrange(len(states) - 1), draw.uniform(0.0, 0.004))
        before, after = states[said], states[min(said + 1, len(states) - 1)]
        keyring = FileKeyring(root / KEYRING)
        main, other = Home(root / "home", keyring), Home(root / "other", keyring)
        began = time.monotonic()
        if Database.exists(main.paths.database):
            Database.open(main.paths.database, main.key()[0]).close()
        report.took("open again", time.monotonic() - began)
        for what in misfit(whole_state(main, other, root / BACKUP, read_only=False), before[1], after[1]):
            report.check(False, f"after {before[0]!r}, before {after[0]!r}: {what}")
        goes_on(report, main)
        shutil.rmtree(root)
    return report


def _states(folder: Path, seed: int) -> list[tuple[str, State]]:
    """What the disk says at each number of a session that nobody kills."""
    root = folder / NOTED
    root.mkdir()
    with start(SESSION, root, folder, seed, NOTED) as process:
        process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in (folder / STATES).read_text().splitlines()]


def _kill_writer(root: Path, outside: Path, seed: int, lines: int, delay: float) -> int:
    """Let a session write until it has said so many numbers, and kill it; how many it has said."""
    with start(SESSION, root, outside, seed, "plain") as process:
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(delay)  # any moment of a transaction
        process.kill()
        return lines + len(whole_lines(process.communicate()[0]))


def program_killed(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL the whole program while it answers; the next start has every question, and what was answered."""
    report = Report("F2, the whole program is killed", seed, {"started again": Bar(3.0)})
    draw = random.Random(seed)
    more = {"PADDOCK_HOME": str(folder / "home"), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    asked = 0
    for _ in range(count):
        report.count += 1
        began = time.monotonic()
        with start(PROGRAM, asked, more=more) as process:
            assert process.stdout is not None
            report.check(process.stdout.readline() == "open\n", "it did not start")
            report.took("started again", time.monotonic() - began)
            for _ in range(draw.randrange(1, 4)):
                process.stdout.readline()
                asked += 1
            time.sleep(draw.uniform(0.0, 0.1))
            process.kill()
            asked += len(whole_lines(process.communicate()[0]))
        key = bytes.fromhex((folder / "home" / "config" / "store.key").read_text().strip())
        database = Database.open(folder / "home" / "data" / "chats.db", key, read_only=True)
        texts = [m.text for m in ChatStore(database).path(1) if m.role.value == "user"]
        report.check(texts[:asked] == [f"q{number}" for number in range(asked)], f"{asked} asked, {texts[-3:]}")
        report.check(database.check() == [], "it is damaged")
        database.close()
        asked = len(texts)
    return report


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from paddock.store import database, migrations
from paddock.store.database import Database
at, done = int(sys.argv[2]), 0
class Counting:
    def __init__(self, connection): self.connection = connection
    def execute(self, *args):
        global done
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        return self.connection.execute(*args)
    @property
    def in_transaction(self): return self.connection.in_transaction
original = migrations.migrate
migrations.migrate = lambda connection, now: original(Counting(connection), now)
Database.open(Path(sys.argv[1]), bytes.fromhex(os.environ["PADDOCK_TEST_KEY"])).close()
print(done)
"""


def migration_killed(folder: Path, count: int, seed: int) -> Report:
    """Every old schema, killed at each statement of the way to the newest; `count` of the moments are tried."""
    report = Report("F19, killed in a migration", seed)
    draw = random.Random(seed)
    moments: list[tuple[int, int]] = []
    for steps in range(1, len(migrations.MIGRATIONS)):
        old = folder / f"schema-{steps}.db"
        _old(old, steps)
        whole = folder / f"whole-{steps}" / "chats.db"
        whole.parent.mkdir()
        shutil.copyfile(old, whole)
        with start(KILLED_AT, whole, -1) as process:
            total = int(process.communicate()[0])
        moments += [(steps, at) for at in range(total)]
    draw.shuffle(moments)
    for steps, at in moments[:count]:
        report.count += 1
        path = folder / f"{steps}-{at}" / "chats.db"
        path.parent.mkdir()
        shutil.copyfile(folder / f"schema-{steps}.db", path)
        with start(KILLED_AT, path, at) as process:
            process.communicate()
        report.check(process.returncode == -signal.SIGKILL, f"schema {steps}: not killed at {at}")
        (copy,) = Copies(path.parent / "backups").all()[-1:]
        kept = Database.open(copy.path, KEY, read_only=True)
        report.check(len(kept.read(migrations.applied)) == steps, "the copy is not of the old schema")
        report.check([m.text for m in ChatStore(kept).path(1)] == TEXTS, "the copy lacks something")
        kept.close()
        look_at(report, path, TEXTS)
        report.seen[f"from schema {steps}"] += 1
    return report


TEXTS = [f"m{number} told" for number in range(8)]
INDEXED = migrations.MIGRATIONS.index(migrations.m004_keeping) + 1
"""Steps from which on every word is in an index."""


def _old(path: Path, steps: int) -> None:
    path.touch()
    database = Database(path, read_only=False)

    def work() -> None:
        database._connection = connection = database._connect(KEY)
        migrations.migrate(connection, 0.0, migrations.MIGRATIONS[:steps])
        connection.execute(
            "INSERT INTO chats (title, model, system_prompt, draft, created_at, updated_at, touched) "
            "VALUES ('Old', 'guide', '', 'half', 1, 2, 1)"
        )
        for number, text in enumerate(TEXTS, 1):
            connection.execute(
                "INSERT INTO messages (chat_id, parent_id, role, parts, status, created_at, model) "
                "VALUES (1, ?, 'user', json_array(json_object('type', 'text', 'text', ?)), 'complete', 1, '')",
                (number - 1 or None, text),
            )
        connection.execute(f"UPDATE chats SET head_id = {len(TEXTS)}")
        if steps >= INDEXED:  # the program of that time did it with each message
            query = "SELECT id, chat_id, role, model, created_at, parts FROM messages"
            for row in connection.execute(query).fetchall():
                index.add(connection, *row)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    database._run(work)
    database.close()


RACER = """
import os, sys
from paddock.application import build
from paddock.core.errors import UserError
from paddock.engine.fake import FakeEngine
print("ready", flush=True)
sys.stdin.readline()
with build(os.environ, engine=FakeEngine()) as application:
    try:
        chats = application.open_store()
        chats.new_chat()
        print("writer", flush=True)
    except UserError as error:
        print(error.code, flush=True)
    sys.stdin.readline()
"""


def instances_race(folder: Path, count: int, seed: int) -> Report:
    """Two programs start at the same moment in one folder, a new one each time: one writes, the other is told."""
    import subprocess

    from store_kit import environment

    report = Report("F12, two instances race", seed)
    for number in range(count):
        report.count += 1
        more = {"PADDOCK_HOME": str(folder / str(number)), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", RACER], env=environment(more), text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
            for _ in range(2)
        ]  # fmt: skip
        for racer in racers:
            assert racer.stdout is not None
            racer.stdout.readline()
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("\n")
            racer.stdin.flush()
        said = sorted(racer.stdout.readline().strip() for racer in racers if racer.stdout is not None)
        for racer in racers:
            racer.communicate("\n")
        report.check(said == ["running", "writer"], f"they said {said}")
        key = bytes.fromhex((folder / str(number) / "config" / "store.key").read_text().strip())
        database = Database.open(folder / str(number) / "data" / "chats.db", key, read_only=True)
        report.check(len(ChatStore(database).list_chats()) == 1, "not one chat")
        database.close()
    return report
