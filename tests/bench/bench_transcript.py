"""How long the transcript holds the window up: opening a very long chat, and streaming a very long answer.

Its one rule: a figure is the time in which the window could do nothing else, painting included.
"""

import json
import os
import statistics
import sys
import time

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
FLUSH = 40  # characters; about ten tokens in 33 ms, a fast machine
ANSWER = (
    "Some **bold** words, some `code` and a [link](https://example.org), then a list that goes on for a while:\n\n"
    "- one thing\n- another *thing*\n  1. nested\n  2. deeper\n\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n"
    "```python\ndef area(r: float) -> float:\n    return 3.14159 * r**2  # square metres\n```\n\n"
)
FORMULAS = "So $x_1 = \\frac{a}{b}$ and \\(y\\), thus\n\n$$\n\\int_0^1 f(x)\\,dx = \\sqrt{2}\n$$\n\n"


def icon(name: str, colour: str, px: int) -> QIcon:
    del name
    pixmap = QPixmap(px, px)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)


def message(number: int, role: Role, text: str, status: MessageStatus = MessageStatus.COMPLETE) -> Message:
    model = "Guide" if role is Role.ASSISTANT else ""
    return Message(number, 1, number - 1 or None, role, (TextPart(text),), status=status, model=model)


def open_long_chat(app: QApplication, view: TranscriptView) -> float:
    """Milliseconds until a chat of `MESSAGES` messages is painted."""
    chat = [message(i, Role.USER if i % 2 else Role.ASSISTANT, ANSWER * (i % 4 + 1)) for i in range(1, MESSAGES + 1)]
    began = time.perf_counter()
    view.set_messages(chat)
    view.viewport().repaint()
    app.processEvents()
    return (time.perf_counter() - began) * 1e3


def scroll(app: QApplication, view: TranscriptView) -> list[float]:
    """Milliseconds of each page up, through messages that were never seen before."""
    bar, times = view.verticalScrollBar(), []
    for _ in range(50):
        began = time.perf_counter()
        bar.setValue(bar.value() - view.viewport().height())
        view.viewport().repaint()
        app.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def stream(app: QApplication, view: TranscriptView, unit: str) -> list[float]:
    """Milliseconds of each flush of an answer of `CHARACTERS` characters that repeats `unit`."""
    question, answer = message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, "", MessageStatus.STREAMING)
    view.set_messages([question, answer])
    text = (unit * (CHARACTERS // len(unit) + 1))[:CHARACTERS]
    times = []
    for start in range(0, len(text), FLUSH):
        began = time.perf_counter()
        view.append_text(2, text[start : start + FLUSH])
        view.viewport().repaint()
        app.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def frames(app: QApplication, view: TranscriptView) -> list[float]:
    """Milliseconds of each frame while a chat that was never seen is scrolled, a wheel's step at a time."""
    bar, times = view.verticalScrollBar(), []
    for _ in range(600):
        began = time.perf_counter()
        bar.setValue(bar.value() - 60)
        view.viewport().repaint()
        app.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def live(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """200 tokens a second into an answer of `CHARACTERS` characters, as the worker passes them on: every 33 ms.

    How much of a core it takes is the time this thread computes, by the time that the tokens take to come.
    """
    text, step = (ANSWER * (CHARACTERS // len(ANSWER) + 40)), 27  # 200 tokens a second of 4 characters, in 33 ms
    question = message(1, Role.USER, "Hello")
    view.set_messages([question, message(2, Role.ASSISTANT, text[:CHARACTERS], MessageStatus.STREAMING)])
    view.viewport().repaint()
    app.processEvents()
    times, before = [], time.thread_time()
    for at in range(CHARACTERS, CHARACTERS + 300 * step, step):
        began = time.perf_counter()
        view.append_text(2, text[at : at + step])
        view.viewport().repaint()
        app.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    share = (time.thread_time() - before) / (300 * 0.033) * 100
    return [
        *percentiles("transcript: 200 tok/s into 50,000 characters, flush", times, 16.0),
        figure("transcript: 200 tok/s, longest flush", max(times), 100.0),
        figure("transcript: 200 tok/s, share of a core", share, 15.0, "%"),
    ]


def growth(times: list[float]) -> dict[str, object]:
    """How much dearer the last fifth of an answer is than the first."""
    fifth = len(times) // 5
    ratio = statistics.median(times[-fifth:]) / statistics.median(times[:fifth])
    return figure("transcript: cost of a token, last fifth by first", ratio, 1.5, "x")


def huge(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """F18: a chat of 100,000 messages, and a message of 5 MB."""
    process, figures = psutil.Process(), []
    texts = (ANSWER, "A question", ANSWER * 2, "Another one")
    chat = [message(i, Role.USER if i % 2 else Role.ASSISTANT, texts[i % 4]) for i in range(1, 100_001)]
    whole = [message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, ANSWER * (5_000_000 // len(ANSWER)))]
    for name, messages in (("100,000 messages", chat), ("a message of 5 MB", whole)):
        before, times = process.memory_info().rss, []
        for _ in range(5):
            began = time.perf_counter()
            view.set_messages(messages)
            view.viewport().repaint()
            app.processEvents()
            times.append((time.perf_counter() - began) * 1e3)
        grown = (process.memory_info().rss - before) / 2**20
        figures += [
            figure(f"transcript: opening {name}, worst of 5", max(times), 300.0),
            figure(f"transcript: {name}, page up, worst", max(scroll(app, view)), 100.0),
            figure(f"transcript: {name}, memory", grown, 150.0, "MiB"),
        ]
    return figures


def find(app: QApplication, view: TranscriptView) -> list[dict[str, object]]:
    """Words that stand in every answer of 10,000 messages, and words that stand in none."""
    finder, figures = Finder(view), []
    for name, words in (("in every answer", "deeper"), ("in none", "nowhere at all")):
        done: list[int] = []
        told = finder.changed.connect(lambda at, total, end, done=done: done.append(total) if end else None)
        began, times = time.perf_counter(), []
        finder.find(words)
        while not done:
            before = time.perf_counter()
            app.processEvents()
            times.append((time.perf_counter() - before) * 1e3)
        figures += [
            figure(f"transcript: find, {name}: all 10,000 read", time.perf_counter() - began, None, "s"),
            figure(f"transcript: find, {name}: longest stall", max(times), 100.0),
        ]
        finder.changed.disconnect(told)
    finder.find("")
    return figures


def figure(name: str, value: float, bar: float | None = None, unit: str = "ms") -> dict[str, object]:
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": bar}


def percentiles(name: str, times: list[float], bar: float) -> list[dict[str, object]]:
    times = sorted(times)
    return [
        figure(f"{name}, median", statistics.median(times)),
        figure(f"{name}, 99th percentile", times[int(len(times) * 0.99)], bar),
    ]


def main() -> int:
    """Prints the figures; with --json as JSON."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    view = TranscriptView(LIGHT, icon)
    view.resize(1000, 800)
    view.show()
    app.processEvents()
    began = time.perf_counter()
    view.set_messages([message(1, Role.USER, "Hello"), message(2, Role.ASSISTANT, ANSWER)])
    view.viewport().repaint()
    app.processEvents()
    first = (time.perf_counter() - began) * 1e3
    figures = [
        figure("transcript: first answer painted (parsers imported)", first, 400.0),
        figure("transcript: opening 10,000 messages", open_long_chat(app, view), 50.0),
        *percentiles("transcript: scrolling, a frame", frames(app, view), 16.7),
        *percentiles("transcript: page up through unseen messages", scroll(app, view), 100.0),
        *find(app, view),
        *percentiles("transcript: flush, 50,000 mixed characters", mixed := stream(app, view, ANSWER), 16.0),
        growth(mixed),
        *live(app, view),
        *percentiles("transcript: flush, one code block", stream(app, view, "    x = f(1)  # no end\n"), 33.0),
        *percentiles("transcript: flush, one list", stream(app, view, "- an *item* of it\n"), 33.0),
        *percentiles("transcript: flush, one paragraph", stream(app, view, "words without an end, "), 33.0),
    ]
    figures += percentiles(
        "transcript: flush, one fence",
        stream(app, view, "```python\n" + "class A:\n    x = f(1)  # no end\n" * 2000),
        33.0,
    )
    figures += percentiles("transcript: flush, formulas", stream(app, view, FORMULAS), 33.0)
    figures += huge(app, view)
    if "--json" in sys.argv:
        print(json.dumps(figures))
    else:
        for row in figures:
            print(f"{row['name']:<60} {row['value']:>9} {row['unit']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
