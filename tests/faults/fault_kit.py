"""What all faults share: a whole program without a window, ways to wait, and the report of what held.

One rule: a fault returns a `Report`; what did not hold is a line in it, and the times are told, not judged: the runner
compares them with their bars, for on a busy machine a time says nothing about the program.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from engine_kit import CHILD, PATIENCE

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend
from paddock.core.events import Finished, StreamEvent, TextDelta
from paddock.core.messages import MessageStatus
from paddock.core.params import SamplingParams
from paddock.engine.api import EngineState, EngineStatus
from paddock.engine.jobs import Limits
from paddock.engine.supervisor import EngineSupervisor
from paddock.services.chats import ChatService
from paddock.services.reply import Reply
from paddock.store.database import Database

REAL = CHILD
SCRIPTED = (sys.executable, "-P", str(Path(__file__).with_name("scripted_child.py")))
TIRELESS = Limits(death_window=0.0)
"""As the program has them, but no number of deaths is too many."""


@dataclass
class Bar:
    """What a time may be at most, in seconds; `p99` allows one in a hundred to be longer."""

    at_most: float
    p99: bool = False


@dataclass
class Report:
    """What came of a fault that was tried `count` times.

    Attributes:
        broken: what did not hold; each line says in which try.
        seen: how often things were the case that are neither right nor wrong ("killed while it loaded").
    """

    name: str
    seed: int
    bars: dict[str, Bar] = field(default_factory=dict)
    count: int = 0
    broken: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def check(self, holds: bool, what: str) -> None:
        """Note what does not hold in the present try."""
        if not holds:
            self.broken.append(f"try {self.count}: {what}")

    def took(self, what: str, seconds: float) -> None:
        """Note a time."""
        self.times[what].append(seconds)

    def add(self, other: Report) -> None:
        """What came of more tries."""
        self.count += other.count
        self.broken += other.broken
        for what, times in other.times.items():
            self.times[what] += times
        for what, number in other.seen.items():
            self.seen[what] += number

    def missed(self) -> list[str]:
        """The bars that were missed."""
        return [what for what, bar in self.bars.items() if self.times[what] and self.judged(what) > bar.at_most]

    def judged(self, what: str) -> float:
        """The time that is compared with the bar."""
        times = sorted(self.times[what])
        return times[min(len(times) - 1, int(0.99 * len(times)))] if self.bars[what].p99 else times[-1]

    def lines(self) -> Iterator[str]:
        """For a person."""
        verdict = f"{len(self.broken)} BROKEN" if self.broken else "all held"
        yield f"{self.name}: {self.count} tries, {verdict} (seed {self.seed})"
        for what, number in sorted(self.seen.items()):
            yield f"    {what}: {number}"
        for what, unsorted in self.times.items():
            times = sorted(unsorted)
            p99 = times[min(len(times) - 1, int(0.99 * len(times)))]
            line = f"median {_ms(times[len(times) // 2])}, p99 {_ms(p99)}, most {_ms(times[-1])}"
            if bar := self.bars.get(what):
                line += f"; bar: {'p99 ' if bar.p99 else ''}{_ms(bar.at_most)}"
                line += "  MISSED" if self.judged(what) > bar.at_most else "  ok"
            yield f"    {what}: {line}"
        yield from (f"    {line}" for line in self.broken[:20])


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


class Watch:
    """Every status of an engine from now on, and when it came."""

    def __init__(self, engine: EngineSupervisor) -> None:
        self._changed = threading.Condition()
        self.seen: list[tuple[float, EngineStatus]] = []
        self.end = engine.subscribe(self._keep)

    def _keep(self, status: EngineStatus) -> None:
        with self._changed:
            self.seen.append((time.monotonic(), status))
            self._changed.notify_all()

    def wait(self, wanted: Callable[[EngineStatus], bool], patience: float = PATIENCE) -> tuple[float, EngineStatus]:
        """The first wanted status, and when it came.

        Raises:
            TimeoutError: it does not come.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: any(wanted(status) for _, status in self.seen), patience):
                raise TimeoutError(f"after {[(status.state.value, status.pid) for _, status in self.seen]}")
            return next((at, status) for at, status in self.seen if wanted(status))

    def wait_for_death(self, pid: int) -> float:
        """When it was known that this process is gone."""
        return self.wait(lambda status: status.pid != pid)[0]

    def wait_for_restart(self, pid: int) -> float:
        """When another process had the model."""
        return self.wait(lambda status: status.state is EngineState.READY and status.pid not in (None, pid))[0]


class Program:
    """The program without its window: the services, the real store, and an engine in a process."""

    def __init__(self, home: Path, command: Sequence[str], limits: Limits = TIRELESS) -> None:
        self.home = home
        self._secrets = MemoryBackend()
        self.engine = EngineSupervisor(command, limits=limits)
        self.application: Application = build({"PADDOCK_HOME": str(home)}, engine=self.engine, secrets=self._secrets)
        self.chats: ChatService = self.application.open_store()

    def endless(self, ref: str) -> None:
        """Let this model answer without an end, always the same."""
        self.application.generation.set_sampling(ref, SamplingParams(temperature=0.0, max_tokens=None, seed=1))

    def start(self, ref: str) -> int:
        """A chat whose model is loaded; its number."""
        chat = self.chats.new_chat(ref)
        self.application.generation.load(ref)
        return chat.id

    @property
    def pid(self) -> int:
        """The engine's process."""
        pid = self.engine.status.pid
        assert pid is not None
        return pid

    def close(self) -> None:
        """End all."""
        self.application.close()

    def reopened(self) -> list[list[tuple[str, str, MessageStatus]]]:
        """What another start of the program finds in each chat: role, text, status; the first chat first.

        Raises:
            AssertionError: the database is damaged.
        """
        with build({"PADDOCK_HOME": str(self.home)}, secrets=self._secrets) as application:
            chats = application.open_store()
            database = Database.open(application.paths.database, application.store_key.key, read_only=True)
            assert database.check() == []
            database.close()
            numbers = sorted(chat.id for chat in chats.chats())
            return [[(m.role.value, m.text, m.status) for m in chats.messages(number)] for number in numbers]


@contextmanager
def program(home: Path, command: Sequence[str], limits: Limits = TIRELESS) -> Iterator[Program]:
    """A program that is closed in the end, with no process left."""
    running = Program(home, command, limits)
    try:
        yield running
    finally:
        running.close()


def read(reply: Reply, enough: Callable[[str], bool] = lambda text: False) -> tuple[str, Finished | None]:
    """Read until the end or until there is enough: what was said, and the end.

    Raises:
        TimeoutError: nothing comes.
    """
    said: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        event: StreamEvent | None = reply.next(0.05)
        if isinstance(event, Finished):
            return "".join(said), event
        if isinstance(event, TextDelta):
            said.append(event.text)
            deadline = time.monotonic() + PATIENCE
            if enough("".join(said)):
                return "".join(said), None
    raise TimeoutError("the answer does not come to an end")


class Killer(threading.Thread):
    """Sends a signal in so many seconds; `at` is when."""

    def __init__(self, pid: int, number: int, delay: float) -> None:
        super().__init__(daemon=True)
        self._pid, self._number, self._delay = pid, number, delay
        self.at = 0.0
        self.start()

    def run(self) -> None:
        time.sleep(self._delay)
        self.at = time.monotonic()
        os.kill(self._pid, self._number)


def left_over(before: set[int]) -> list[int]:
    """Processes of ours that were not there before."""
    return [child.pid for child in psutil.Process().children(recursive=True) if child.pid not in before]


def children() -> set[int]:
    """Processes of ours."""
    return {child.pid for child in psutil.Process().children(recursive=True)}


def side_by_side(
    report: Report, count: int, at_once: int, attempt: Callable[[Report, int, random.Random], None]
) -> Report:
    """Try something that mostly waits `count` times, `at_once` of them together.

    Args:
        attempt: is given a report of its own, the number of the try, and its random numbers.
    """
    reports: list[Report] = []

    def one(number: int) -> Report:
        own = Report(report.name, report.seed, count=number)
        try:
            attempt(own, number, random.Random(report.seed * 1_000_003 + number))
        except Exception as error:  # it is a finding, and the others go on
            own.check(False, f"{type(error).__name__}: {error} {getattr(error, 'details', '')[-600:]}")
        return own

    with ThreadPoolExecutor(at_once, "try") as pool:
        reports = list(pool.map(one, range(1, count + 1)))
    for own in reports:
        own.count = 1
        report.add(own)
    return report
