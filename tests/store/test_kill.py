"""SIGKILL the writer: everything it had acknowledged is there."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from paddock.core.messages import MessageStatus
from paddock.store.chats import ChatStore
from paddock.store.database import Database

# Says the number of each piece only after the store has returned.
WRITER = """
import sys
from pathlib import Path
from paddock.core.messages import MessageStatus, Role
from paddock.store.chats import ChatStore
from paddock.store.database import Database
store = ChatStore(Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
store.mark_interrupted()
chat = (store.list_chats() or [store.create_chat()])[0]
answer = store.add_message(chat.id, chat.head_id, Role.ASSISTANT, "", MessageStatus.STREAMING)
for number in range(1_000_000):
    store.append_text(answer.id, f"{number} ")
    print(number, flush=True)
"""

ROUNDS = 12


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_no_acknowledged_piece_is_lost(path: Path, key: bytes, child_env: dict[str, str]) -> None:
    seed = 20_260_421
    draw = random.Random(seed)
    acknowledged: list[int] = []
    for _ in range(ROUNDS):
        acknowledged.append(_write_until_killed(path, key, child_env, draw.randrange(1, 120)))
    reader = Database.open(path, key, read_only=True)  # `paddock chats` before the next start of the window
    assert len(ChatStore(reader).path(1)[-1].text.split()) > acknowledged[-1]
    reader.close()
    database = Database.open(path, key)
    store = ChatStore(database)
    assert store.mark_interrupted() == 1
    answers = store.path(1)
    assert len(answers) == ROUNDS
    for answer, last in zip(answers, acknowledged, strict=True):
        pieces = [int(piece) for piece in answer.text.split()]
        assert pieces == list(range(len(pieces)))
        assert len(pieces) > last
        assert answer.status is MessageStatus.INTERRUPTED
    assert database.check() == []
    database.close()


def _write_until_killed(path: Path, key: bytes, env: dict[str, str], pieces: int) -> int:
    """The last piece that was acknowledged."""
    command = [sys.executable, "-c", WRITER, str(path), key.hex()]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(pieces):
            process.stdout.readline()
        process.kill()
        rest = process.stdout.read()
    whole = rest[: rest.rfind("\n") + 1].split()
    return int(whole[-1]) if whole else pieces - 1
