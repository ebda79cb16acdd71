"""F1 and the crashes of F5: the engine's process is killed in the middle of an answer, again and again.

One rule: the same steps for a scripted process (a thousand times) and for llama.cpp: ask, kill at a random moment,
look at what is kept, ask to go on, and in the end open the chats anew and compare all of them.
"""

from __future__ import annotations

import random
import signal
from pathlib import Path

import psutil
from fault_kit import REAL, SCRIPTED, Bar, Killer, Program, Report, Watch, children, left_over, program, read
from tiny_model import write_tiny_model

from paddock.core.events import FinishReason
from paddock.core.messages import MessageStatus

QUICK, LONG = 0.06, 0.6
"""Seconds from the question to the kill, at most: most answers die young, one in five when it has been saved."""
KEPT = 0.25
"""Seconds of an answer that may be lost."""
PER_CHAT = 5
"""Questions in one chat."""
BARS = {
    "noticed": Bar(0.1),
    "of the answer lost": Bar(KEPT),
    "ready again": Bar(1.0, p99=True),
}


def killed_scripted(folder: Path, count: int, seed: int) -> Report:
    """F1 with a process that only speaks the wire."""
    model = folder / "scripted.gguf"
    write_tiny_model(model)
    return _killed("F1, the scripted engine", SCRIPTED, folder, str(model), count, seed, [signal.SIGKILL])


def killed_real(folder: Path, count: int, seed: int) -> Report:
    """F1 with llama.cpp and a model of a hundred kilobytes that never ends by itself."""
    return _killed("F1, llama.cpp", REAL, folder, str(_tiny(folder)), count, seed, [signal.SIGKILL])


def crashed_real(folder: Path, count: int, seed: int) -> Report:
    """F5 with llama.cpp: SIGSEGV and SIGABRT in turn."""
    signals = [signal.SIGSEGV, signal.SIGABRT]
    return _killed("F5, llama.cpp crashes", REAL, folder, str(_tiny(folder)), count, seed, signals)


def _tiny(folder: Path) -> Path:
    return write_tiny_model(folder / "tiny.gguf", n_ctx_train=100_000)


def _killed(
    name: str, command: tuple[str, ...], folder: Path, ref: str, count: int, seed: int, signals: list[int]
) -> Report:
    report, draw, before = Report(name, seed, BARS), random.Random(seed), children()
    with program(folder / "home", command) as running:
        running.endless(ref)
        ledger: list[list[tuple[str, str, MessageStatus]]] = []
        for report.count in range(1, count + 1):
            if report.count % PER_CHAT == 1:
                chat = running.start(ref)
                ledger.append([])
            delay = draw.uniform(0.0, LONG if draw.random() < 0.2 else QUICK)
            number = signals[report.count % len(signals)]
            ledger[-1] += _kill_once(running, report, chat, command == SCRIPTED, delay, number)
    report.check(not left_over(before), f"processes are left: {left_over(before)}")
    report.check(running.reopened() == ledger, "the chats are not what they were")
    return report


def _kill_once(
    running: Program, report: Report, chat: int, scripted: bool, delay: float, number: int
) -> list[tuple[str, str, MessageStatus]]:
    """One question, one death, one Continue; what the chat has then."""
    watch, pid = Watch(running.engine), running.pid
    question = f"Question {report.count}"
    reply = running.chats.send(chat, question)
    begun = "" if report.count % 10 == 0 else read(reply, bool)[0]  # one in ten dies before it says anything
    killer = Killer(pid, number, delay)
    said, end = read(reply, lambda text: killer.at > 0 and running.engine.status.pid not in (None, pid))
    said = begun + said
    killer.join()
    report.took("noticed", watch.wait_for_death(pid) - killer.at)
    report.seen["killed in the middle of the answer" if end and said else "killed before it had said anything"] += 1
    if end is None:  # nothing had come of it, so the next process was given it
        reply.cancel()
        more, end = read(reply)
        said += more
    else:
        report.check(end.reason is FinishReason.INTERRUPTED, f"the answer ended with {end.reason}")
        _check_kept(report, said, killer.at, scripted)
    kept = reply.message_now()
    report.check(kept.text == said, "what was shown was not stored")
    report.check(not psutil.pid_exists(pid), f"the process {pid} is still there")
    report.took("ready again", watch.wait_for_restart(pid) - killer.at)
    watch.end()
    text, status = _go_on(running, report, kept.id, said, scripted)
    return [("user", question, MessageStatus.COMPLETE), ("assistant", text, status)]


def _check_kept(report: Report, said: str, killed: float, scripted: bool) -> None:
    pieces = said.split()
    if scripted and pieces:
        report.took("of the answer lost", killed - float(pieces[-1].partition("@")[2]))


def _go_on(running: Program, report: Report, message: int, said: str, scripted: bool) -> tuple[str, MessageStatus]:
    """Continue; Stop after a little."""
    reply = running.chats.resume(message)
    more, end = read(reply, lambda text: len(text) > 100)
    if end is None:
        reply.cancel()
        rest, end = read(reply)
        more += rest
    stored = reply.message_now()
    report.check(end.reason is FinishReason.CANCELLED, f"going on ended with {end.reason}")
    report.check(bool(more) and stored.text == said + more, "going on did not go on from where it was")
    if scripted:
        numbers = [int(piece.partition("@")[0]) for piece in stored.text.split()]
        report.check(numbers == list(range(len(numbers))), "a piece is missing or there twice")
    return stored.text, stored.status
