"""Very long chats and a very long list of them in the real window, out of the real, encrypted store.

Its one rule: the clock runs from the click to what is painted, through the store, its thread and the window, and each
turn of the window's event loop is timed until nothing more is read. The store keeps the messages of the chat that was
read last, so two chats of a size take turns: each opening decrypts and reads all that it shows (SQLite and the system
may have pages of the file in memory, as for a person who goes to and fro). A small chat is opened before, once, since
the first one pays for imports. Takes a few minutes on two cores.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from sqlite3 import Connection

import psutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from paddock.application import Application, build
from paddock.config.paths import resource
from paddock.config.secrets import MemoryBackend
from paddock.core.messages import Role, TextPart
from paddock.engine.fake import FakeEngine
from paddock.services.bus import ChatsChanged
from paddock.store.chats import ChatStore
from paddock.store.rows import dump_parts
from paddock.ui.icons import IconSet
from paddock.ui.main import LOGO
from paddock.ui.main_window import MainWindow
from paddock.ui.style import Appearance
from paddock.ui.theme import ThemeChoice

ANSWER = (
    "Some **bold** words, some `code` and a [link](https://example.org), then a list that goes on for a while:\n\n"
    "- one thing\n- another *thing*\n  1. nested\n  2. deeper\n\n```python\nprint('an answer')\n```\n"
)
SIZES = {10_000: 50.0, 100_000: 300.0}  # messages, and within how many ms their end has to be seen
MEMORY = {100_000: 150.0}  # MiB that a chat of so many messages may take
SMALL = 300  # messages of the chat that is opened before anything is measured
LIST = 10_000  # chats
OFTEN = 5


def fill(store: ChatStore, count: int) -> int:
    """A chat of so many messages, a question and an answer in turn."""
    chat = store.create_chat("guide")
    texts = [dump_parts((TextPart(text),)) for text in ("And what of this?", ANSWER)]
    roles = (Role.USER.value, Role.ASSISTANT.value)

    def work(connection: Connection) -> None:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
        connection.executemany(
            "INSERT INTO messages (id, chat_id, parent_id, role, parts, status, created_at, model) "
            "VALUES (?, ?, ?, ?, ?, 'complete', ?, 'Guide')",
            (  # no list: what it took would be free afterwards, and hide what the window takes
                (last + n, chat.id, last + n - 1 if n > 1 else None, roles[(n - 1) % 2], texts[(n - 1) % 2], n)
                for n in range(1, count + 1)
            ),
        )
        connection.execute("UPDATE chats SET head_id = ?, title = ? WHERE id = ?", (last + count, f"{count}", chat.id))

    store._db.write(work)
    return chat.id


def fill_list(store: ChatStore, count: int) -> None:
    """So many chats, one a minute, with titles and without messages."""
    store._db.write(
        lambda connection: connection.executemany(
            "INSERT INTO chats (title, titled, model, system_prompt, draft, created_at, updated_at, touched) "
            "VALUES (?, 'words', 'guide', '', '', ?, ?, ?)",
            ((f"What was said of matter {n}", 60.0 * n, 60.0 * n, n) for n in range(1, count + 1)),
        )
    )


def until(app: QApplication, condition: Callable[[], object], stalls: list[float]) -> float:
    """Runs the window until something is so; how long that took, ms. Each turn of its loop goes into `stalls`."""
    began = time.perf_counter()
    while not condition():
        turn = time.perf_counter()
        app.processEvents()
        stalls.append((time.perf_counter() - turn) * 1e3)
        time.sleep(0.0005)  # as an idle loop waits: the store's thread has the interpreter meanwhile
    return (time.perf_counter() - began) * 1e3


def leave(app: QApplication, window: MainWindow, stalls: list[float]) -> None:
    """Show the empty page."""
    talk = window.conversation
    talk.show(None)
    until(app, lambda: talk.chat is None and not talk.loading, stalls)


def measure(
    app: QApplication, window: MainWindow, pair: tuple[int, int], count: int, bar: float
) -> list[dict[str, object]]:
    """Open two chats of the same size in turn."""
    talk, transcript = window.conversation, window.page.transcript
    opened, whole, stalls = [], [], []
    leave(app, window, [])
    process = psutil.Process()
    gc.collect()
    before = process.memory_info().rss
    for turn in range(OFTEN):
        leave(app, window, stalls)
        began = time.perf_counter()
        talk.show(pair[turn % 2])
        until(app, lambda: transcript.model.rowCount() and not transcript.isHidden(), stalls)
        transcript.viewport().repaint()
        opened.append((time.perf_counter() - began) * 1e3)
        until(app, lambda: transcript.model.rowCount() == count, stalls)
        whole.append((time.perf_counter() - began) * 1e3)
    grown = (process.memory_info().rss - before) / 2**20
    name = f"window: a chat of {count:,} messages"
    return [
        figure(f"{name}, clicked to seen, median of {OFTEN}", statistics.median(opened), bar),
        figure(f"{name}, clicked to seen, worst", max(opened)),
        figure(f"{name}, clicked to all read", statistics.median(whole)),
        figure(f"{name}, longest stall", max(stalls), 100.0),
        figure(f"{name}, memory", grown, MEMORY.get(count), "MiB"),
        *answered(app, window, name),
    ]


def listed(
    app: QApplication, application: Application, window: MainWindow, what: str, change: Callable[[int, str], object]
) -> list[dict[str, object]]:
    """From a change of one chat, in the middle of the list, to the sidebar that shows it, painted."""
    store, model = application.open_store()._store, window.chat_model
    told: list[None] = []
    for signal in (model.dataChanged, model.modelReset):
        signal.connect(lambda *which: told.append(None))

    def is_shown(number: int, title: str) -> bool:
        if told:
            told.clear()
            return bool(model.index_of(number).data() == title)
        return False

    shown, stalls = [], []
    for turn in range(OFTEN):
        number, title = store.list_chats()[LIST // 2].id, f"Another title {what} {turn}"
        began = time.perf_counter()
        window.tasks.store(partial(change, number, title))
        until(app, partial(is_shown, number, title), stalls)
        window.sidebar.list.viewport().repaint()
        shown.append((time.perf_counter() - began) * 1e3)
    name = f"window: a list of {LIST:,} chats, {what}"
    return [
        figure(f"{name}, to seen, median of {OFTEN}", statistics.median(shown), 50.0),
        figure(f"{name}, to seen, worst", max(shown)),
        figure(f"{name}, longest stall", max(stalls), 50.0),
    ]


def lists(app: QApplication, application: Application, window: MainWindow) -> list[dict[str, object]]:
    """One chat of many changes where it stands, moves to the top, or may be any."""
    service = application.open_store()
    store = service._store

    def written_to(number: int, title: str) -> None:
        store.rename(number, title)
        store.add_message(number, None, Role.USER, "And on")
        application.bus.publish(ChatsChanged(number))

    def any_of_them(number: int, title: str) -> None:
        store.rename(number, title)
        application.bus.publish(ChatsChanged())

    until(app, lambda: window.chat_model.rowCount() > LIST, [])
    return [
        *listed(app, application, window, "one renamed", service.rename),
        *listed(app, application, window, "one written to", written_to),
        *listed(app, application, window, "all read anew", any_of_them),
    ]


def answered(app: QApplication, window: MainWindow, name: str) -> list[dict[str, object]]:
    """A question in the open chat, to an engine that answers at once."""
    talk, stalls = window.conversation, list[float]()
    before = len(talk.messages)
    talk.send("And then?")
    took = until(app, lambda: len(talk.messages) == before + 2 and not talk.answering, stalls)
    return [
        figure(f"{name}, sent to answered", took),
        figure(f"{name}, sent to answered, longest stall", max(stalls), 100.0),
    ]


def figure(name: str, value: float, bar: float | None = None, unit: str = "ms") -> dict[str, object]:
    print(f"  {name}: {value:.4g} {unit}", file=sys.stderr)
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": bar}


def started(app: QApplication, application: Application) -> MainWindow:
    window = MainWindow(
        application, Appearance(app, IconSet(resource("icons")), ThemeChoice.LIGHT, 1.0), resource(LOGO)
    )
    window.resize(1100, 800)
    window.show()
    window.begin()
    until(app, lambda: not window.conversation.loading and window.models.models, [])
    return window


def main() -> None:
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        engine = FakeEngine(["An answer."])
        application = build({"PADDOCK_HOME": str(Path(folder, "home"))}, engine=engine, secrets=MemoryBackend())
        application.claim()
        application.settings.update(model_titles=False)
        window = started(app, application)
        store = application.open_store()._store
        small = fill(store, SMALL)
        chats = {count: (fill(store, count), fill(store, count)) for count in SIZES}
        window.conversation.show(small)
        until(app, lambda: window.page.transcript.model.rowCount() == SMALL, [])
        figures = [item for count, bar in SIZES.items() for item in measure(app, window, chats[count], count, bar)]
        leave(app, window, [])
        fill_list(store, LIST)
        application.bus.publish(ChatsChanged())
        figures += lists(app, application, window)
        window.close()
        until(app, lambda: not window.isVisible(), [])
        application.close()
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
