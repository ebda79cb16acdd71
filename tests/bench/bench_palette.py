"""How long the command palette takes to open, and to list what fits after a letter, with 10,000 chats in the store.

Its one rule: the real window over the real, encrypted store; from the key to the painted frame, on the GUI thread.
Titles come from the search's thread a moment later, which nobody waits for here: the frame before is measured.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend
from paddock.store import index
from paddock.ui.main import make_app, open_window
from paddock.ui.main_window import MainWindow

CHATS, TIMES, BAR = 10_000, 20, 50.0  # ms


def fill(application: Application) -> None:
    """10,000 chats with a title each."""

    database = application.open_store()._store._db

    def chats(connection: object) -> None:
        connection.executemany(  # type: ignore[attr-defined]
            "INSERT INTO chats (id, title, titled, model, system_prompt, draft, created_at, updated_at, touched) "
            "VALUES (?, ?, 'words', 'guide', '', '', ?, ?, ?)",
            [(n, f"Chat about the matter {n}", n, n, n) for n in range(1, CHATS + 1)],
        )
        for number in range(1, CHATS + 1):
            index.add_title(connection, number, f"Chat about the matter {number}")  # type: ignore[arg-type]

    database.write(chats)


def took(work: Callable[[], object]) -> float:
    """ms until what it changed has been painted."""
    began = time.perf_counter()
    work()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # type: ignore[call-overload]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)  # type: ignore[call-overload]
    return 1000 * (time.perf_counter() - began)


def figures(window: MainWindow) -> list[dict[str, object]]:
    """Opened for the first time, opened again, and with each of some letters."""
    palette = window.command_palette
    first = took(palette.open)
    assert palette.panel is not None
    field = palette.panel.field
    opened, typed = [], []
    for _ in range(TIMES):
        palette.open()
        opened.append(took(palette.open))
        typed += [took(lambda letter=letter: field.insert(letter)) for letter in "matt"]  # type: ignore[misc]
    return [
        {"name": "palette: opened for the first time", "value": first, "unit": "ms", "bar": BAR},
        {
            "name": f"palette: opened again with {CHATS} chats, median",
            "value": statistics.median(opened),
            "unit": "ms",
            "bar": BAR,
        },
        {
            "name": "palette: a letter, 95th percentile",
            "value": statistics.quantiles(typed, n=20)[-1],
            "unit": "ms",
            "bar": BAR,
        },
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        application = build({"PADDOCK_HOME": str(Path(folder, "home"))}, secrets=MemoryBackend())
        application.claim()
        fill(application)
        app = make_app(sys.argv)
        window = open_window(app, application)
        while window.chat_model.rowCount() < CHATS:
            QTest.qWait(50)
        QTest.qWait(1000)  # what begins with the window has begun
        json.dump(figures(window), sys.stdout, indent=1)
        sys.stdout.flush()
        window.close()
        application.close()


if __name__ == "__main__":
    main()
