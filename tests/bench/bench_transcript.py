"""How long the transcript holds the window up: opening a very long chat, and streaming a very long answer.

Its one rule: a figure is the time in which the window could do nothing else, painting included. Beside it stands what
of that time this thread computed: where the two differ much, it was other programs that held the window up.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from paddock.core.messages import Message, MessageStatus, Role, TextPart
from paddock.ui.theme import LIGHT
from paddock.ui.transcript import TranscriptView
from paddock.ui.transcript.finder import Finder

MESSAGES = 10_000
CHARACTERS = 50_000
FLUSH = 48  # characters; twelve tokens in 60 ms, a fast machine
ANSWER = (
    "Some **bold** words, some `code` and a [link](https://example.org), then a list that goes on for a while:\n\n"
    "- one thing\n- another *thing*\n  1. nested\n  2. deeper\n\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
    "```python\ndef area(r: float) -> float:\n    return 3.14159 * r**2  # square metres\n```\n\n"
)
TABLE = "| a | column | of many |\n|---|:-:|--:|\n" + "| some *words* | and | others |\n" * 2000
FORMULAS = "So $x_1 = \\frac{a}{b}$ and \\(y\\), thus\n\n$$\n\\int_0^1 f(x)\\,dx = \\sqrt{2}\n$$\n\n"


class Times:
    """How long each of many steps took, ms: by the clock, and of this thread's own computing."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.own: list[float] = []

    @contextmanager
    def step(self) -> Iterator[None]:
        began, computed = time.perf_counter(), time.thread_time()
        yield
        self.wall.append((time.perf_counter() - began) * 1e3)
        self.own.append((time.thread_time() - computed) * 1e3)


def icon(name: str, colour: str, px: int) -> QIcon:
    del name
    pixmap = QPixmap(px, px)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


def message(number: int, role: Role, text: str, status: MessageStatus = MessageStatus.COMPLETE) -> Message:
    model = "Guide" if role is Role.ASSISTANT else ""
    return Message(number, 1, number - 1 or None, role, (TextPart(text),), status=status, model=model)


def shown(app: QApplication) -> None:
    """Let the window paint what is new, and do what it put off."""
    app.processEvents()


def opening(app: QApplication, view: TranscriptView, messages: list[Message], often: int) -> Times:
    """Until a chat is painted, each time anew."""
    times = Times()
    for _ in range(often):
        with times.step():
            view.set_messages(messages)
            shown(app)
    return times


def long_chat() -> list[Message]:
    return [message(i, Role.USER if i % 2 else Role.ASSISTANT, ANSWER * (i % 4 + 1)) for i in range(1, MESSAGES + 1)]


def scroll(app: QApplication, view: TranscriptView, steps: int, px: int) -> Times:
    """Each step up, through messages that were never seen before."""
    bar, times = view.verticalScrollBar(), Times()
    for _ in range(steps):
        with times.step():
            bar.setValue(bar.value() - px)
            shown(app)
    return times


def stream(app: QApplication, view: TranscriptView, unit: str) -> Times:
    """Each flush of an answer of `CHARACTERS` characters that repeats `unit`."""
    question, answer = message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, "", MessageStatus.STREAMING)
    view.set_messages([question, answer])
    text = (unit * (CHARACTERS // len(unit) + 1))[:CHARACTERS]
    times = Times()
    for start in range(0, len(text), FLUSH):
        with times.step():
            view.append_text(2, text[start : start + FLUSH])
            shown(app)
    return times


def live(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """200 tokens a second into an answer of `CHARACTERS` characters, as the worker passes them on: every 60 ms.

    How much of a core it takes is the time this thread computes, by the time that the tokens take to come.
    """
    text, step = (ANSWER * (CHARACTERS // len(ANSWER) + 60)), FLUSH
    question = message(1, Role.USER, "Hello")
    view.set_messages([question, message(2, Role.ASSISTANT, text[:CHARACTERS], MessageStatus.STREAMING)])
    shown(app)
    times = Times()
    for at in range(CHARACTERS, CHARACTERS + 300 * step, step):
        with times.step():
            view.append_text(2, text[at : at + step])
            shown(app)
    share = sum(times.own) / (300 * 60) * 100
    return [
        *percentiles("transcript: 200 tok/s into 50,000 characters, flush", times, 16.0),
        *longest("transcript: 200 tok/s, longest flush", times, 100.0),
        figure("transcript: 200 tok/s, share of a core", share, 15.0, "%"),
    ]


def growth(times: Times) -> dict[str, object]:
    """How much dearer the last fifth of an answer is than the first."""
    fifth = len(times.own) // 5
    ratio = statistics.median(times.own[-fifth:]) / statistics.median(times.own[:fifth])
    return figure("transcript: cost of a token, last fifth by first", ratio, 1.5, "x")


def huge(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """F18: a chat of 100,000 messages, and a message of 5 MB."""
    process, figures = psutil.Process(), []
    texts = (ANSWER, "A question", ANSWER * 2, "Another one")
    chat = [message(i, Role.USER if i % 2 else Role.ASSISTANT, texts[i % 4]) for i in range(1, 100_001)]
    whole = [message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, ANSWER * (5_000_000 // len(ANSWER)))]
    for name, messages in (("100,000 messages", chat), ("a message of 5 MB", whole)):
        view.set_messages([])
        shown(app)
        gc.collect()
        before = process.memory_info().rss
        figures += longest(f"transcript: opening {name}, worst of 5", opening(app, view, messages, 5), 100.0)
        figures += longest(f"transcript: {name}, reading it, longest stall", settle(app, view), 100.0)
        figures += longest(
            f"transcript: {name}, page up, worst of 50", scroll(app, view, 50, view.viewport().height()), 100.0
        )
        grown = (process.memory_info().rss - before) / 2**20
        figures.append(figure(f"transcript: {name}, memory", grown, 150.0, "MiB"))
    return figures


def settle(app: QApplication, view: TranscriptView) -> Times:
    """What the window goes on doing after it has shown a chat, until it is idle."""
    times = Times()
    while not times.wall or view.reading:
        with times.step():
            app.processEvents()
    return times


def find(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """Words that stand in every answer of 10,000 messages, and words that stand in none."""
    finder, figures = Finder(view), []
    for name, words in (("in every answer", "deeper"), ("in none", "nowhere at all")):
        done: list[int] = []
        told = finder.changed.connect(lambda at, total, end, done=done: done.append(total) if end else None)
        began, times = time.perf_counter(), Times()
        finder.find(words)
        while not done:
            with times.step():
                app.processEvents()
        figures.append(figure(f"transcript: find, {name}: all 10,000 read", time.perf_counter() - began, None, "s"))
        figures += longest(f"transcript: find, {name}: longest stall", times, 100.0)
        finder.changed.disconnect(told)
    finder.find("")
    return figures


def figure(name: str, value: float, bar: float | None = None, unit: str = "ms") -> dict[str, object]:
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": bar}


def percentiles(name: str, times: Times, bar: float) -> list[dict[str, object]]:
    return [
        figure(f"{name}, median", statistics.median(times.wall)),
        figure(f"{name}, 99th percentile", _p99(times.wall), bar),
        figure(f"{name}, 99th percentile, computing", _p99(times.own)),
    ]


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def longest(name: str, times: Times, bar: float) -> list[dict[str, object]]:
    return [figure(name, max(times.wall), bar), figure(f"{name}, computing", max(times.own))]


def main() -> int:
    """Prints the figures; with --json as JSON."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    view = TranscriptView(LIGHT, icon)
    view.resize(1000, 800)
    view.show()
    app.processEvents()
    begin = [message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, ANSWER)]
    fence = "```python\n" + "class A:\n    x = f(1)  # no end\n" * 2000
    page = view.viewport().height()
    figures = [
        *longest("transcript: first answer painted (parsers imported)", opening(app, view, begin, 1), 400.0),
        *longest("transcript: opening 10,000 messages", opening(app, view, long_chat(), 1), 50.0),
        *percentiles("transcript: scrolling, a frame", scroll(app, view, 600, 60), 16.7),
        *percentiles("transcript: page up through unseen messages", scroll(app, view, 50, page), 100.0),
        *find(app, view),
        *percentiles("transcript: flush, 50,000 mixed characters", mixed := stream(app, view, ANSWER), 16.0),
        growth(mixed),
        *live(app, view),
        *percentiles("transcript: flush, one code block", stream(app, view, "    x = f(1)  # no end\n"), 16.0),
        *percentiles("transcript: flush, one list", stream(app, view, "- an *item* of it\n"), 16.0),
        *percentiles("transcript: flush, one table", stream(app, view, TABLE), 16.0),
        *percentiles("transcript: flush, one paragraph", stream(app, view, "words without an end, "), 16.0),
        *percentiles("transcript: flush, one fence", stream(app, view, fence), 16.0),
        *percentiles("transcript: flush, formulas", stream(app, view, FORMULAS), 16.0),
        *huge(app, view),
    ]
    if "--json" in sys.argv:
        print(json.dumps(figures))
    else:
        for row in figures:
            print(f"{row['name']:<76} {row['value']:>9} {row['unit']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
