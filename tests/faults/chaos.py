"""F1, at any moment at all: several chats with two models answer at once, while their engine is killed again and again.

One rule: nobody waits for the right moment. The kills come while models load, while prompts are read (ahead, or
because somebody asked), while threads are tuned, while KV blocks are written to the disk or read back.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from pathlib import Path

from engine_kit import PATIENCE
from fault_kit import REAL, Program, Report, Watch, children, left_over, program, read
from tiny_model import write_tiny_model

from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus
from paddock.core.models import GUIDE
from paddock.engine.api import EngineState

WORKERS = 3
EVERY = (0.05, 3.0)
"""Seconds between two kills."""
CALM = 1.0
"""Seconds after a restart until the next kill, at least, every second time."""
QUESTIONS = ("What is Paddock?", "Does anything leave my computer?", "How do I change the model?")
BETWEEN = 2.5
"""Seconds that a person reads, at most: KV blocks are written after two."""
ENDED = {MessageStatus.COMPLETE, MessageStatus.INTERRUPTED, MessageStatus.STOPPED, MessageStatus.FAILED}


def killed_at_any_moment(folder: Path, count: int, seed: int) -> Report:
    """`count` kills; every answer ends, every chat is stored as it was shown, and the guide still knows its text."""
    report, draw, before = Report("F1, llama.cpp killed at any moment", seed), random.Random(seed), children()
    models = [str(write_tiny_model(folder / f"tiny{n}.gguf", seed=n, n_ctx_train=100_000)) for n in range(2)]
    with program(folder / "home", REAL) as running:
        for model in models:
            running.endless(model)
        known = {question: _ask(running, running.start(GUIDE), question)[0] for question in QUESTIONS}
        over, lock = threading.Event(), threading.Lock()
        workers = [_Worker(running, report, lock, over, models, known, draw.randrange(2**32)) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        for report.count in range(1, count + 1):
            time.sleep(draw.uniform(*EVERY))
            _kill(running, report)
        over.set()
        for worker in workers:
            worker.join(2 * PATIENCE)
            report.check(not worker.is_alive(), "a worker waits for ever")
        for question, text in known.items():
            report.check(_ask(running, running.start(GUIDE), question)[0] == text, "the guide says something else")
        shown = {worker.chat: worker.shown for worker in workers}
        for chat, messages in shown.items():
            report.check([m.text for m in running.chats.messages(chat)] == messages, f"chat {chat} is not as shown")
    report.check(not left_over(before), f"processes are left: {left_over(before)}")
    stored = running.reopened()
    report.check(all(status in ENDED for chat in stored for _, _, status in chat), "an answer streams for ever")
    return report


def _kill(running: Program, report: Report) -> None:
    status = running.engine.status
    if status.pid is None:
        report.seen["no process to kill"] += 1
        return
    busy = [activity for activity in status.activity if activity.running or activity.waiting]
    tuned = any(activity.tuning for activity in status.activity)
    doing = "answering" if busy else "tuning" if tuned else "nothing, or writing KV blocks"
    report.seen[f"killed {status.state.value}" + (f", {doing}" if status.state.value == "ready" else "")] += 1
    try:
        os.kill(status.pid, signal.SIGKILL)
    except ProcessLookupError:
        report.seen["it had died already"] += 1
    if report.count % 2:  # of two kills only the second comes at a restart: else it would never come any further
        Watch(running.engine).wait(lambda later: later.state is EngineState.READY and later.pid != status.pid)
        time.sleep(CALM)


def _ask(running: Program, chat: int, question: str) -> tuple[str, str]:
    reply = running.chats.send(chat, question)
    text, _ = read(reply)
    return text, reply.message_now().status.value


class _Worker(threading.Thread):
    """Somebody who chats, reads a little, types, and goes on."""

    def __init__(
        self, running: Program, report: Report, lock: threading.Lock, over: threading.Event, models: list[str],
        known: dict[str, str], seed: int,
    ) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self._running, self._report, self._lock, self._over = running, report, lock, over
        self._models, self._known, self._draw = models, known, random.Random(seed)
        self.chat = running.chats.new_chat(models[0]).id
        self.shown: list[str] = []

    def run(self) -> None:
        try:
            while not self._over.is_set():
                self._turn()
                self._running.chats.prefill(self.chat, "word " * self._draw.randrange(300))
                self._over.wait(self._draw.choice([0.0, self._draw.uniform(0.0, BETWEEN)]))
        except Exception as error:  # a finding
            self._note(False, f"{type(error).__name__}: {error}")

    def _turn(self) -> None:
        if self._draw.random() < 0.3:
            self._ask_the_guide()
            return
        self._running.chats.set_model(self.chat, self._draw.choice(self._models))
        question = "word " * self._draw.randrange(1, 60)
        reply = self._running.chats.send(self.chat, question)
        text = ""
        enough = self._draw.randrange(1, 400)
        try:
            text, end = read(reply, lambda said: len(said) > enough)
            if end is None:
                reply.cancel()
                text += read(reply)[0]
        except UserError as error:  # it was killed while it loaded the model: that is said, and the question is kept
            text = reply.message_now().text
            self._note(error.code == "no-memory", f"an answer failed: {error}")
            self._see("an answer failed, as loading its model was killed")
        self._note(reply.message_now().text == text or bool(text), "what was shown was not stored")
        self.shown += [question, text]

    def _ask_the_guide(self) -> None:
        """Beside the chat, and it is known what it answers: nothing that was cached, kept or restored is wrong."""
        question = self._draw.choice(QUESTIONS)
        chat = self._running.chats.new_chat(GUIDE).id
        try:
            text, status = _ask(self._running, chat, question)
        except UserError as error:
            self._note(error.code == "no-memory", f"the guide failed: {error}")
            return
        whole = self._known[question]
        self._note(whole.startswith(text), f"the guide says something else: {text!r}")
        self._note(status != "complete" or text == whole, "the guide ended too early")
        self._see(f"the guide's answer was {status}")

    def _note(self, holds: bool, what: str) -> None:
        with self._lock:
            self._report.check(holds, what)

    def _see(self, what: str) -> None:
        with self._lock:
            self._report.seen[what] += 1
