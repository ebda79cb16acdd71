"""The engine's process as the operating system sees it: started, written to, read from, reaped.

One rule: no call here waits for the process; what it says and that it ended arrive through callbacks.

Three threads per process: one writes (a stopped process fills its pipe, and nobody may hang on that), one keeps the
last words of its stderr, one reads its events and, when they end, reaps it.
"""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import paddock
from paddock.engine.api import Barrier
from paddock.engine.job_object import JobObject
from paddock.engine.wire import WireError, encode, read_messages

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LAST_LINES = 40
LONGEST_LINE = 500
"""Characters kept of one line of stderr."""
FAULT_DUMP = ("Fatal Python error: ", "Windows fatal exception: ")
"""How `faulthandler` begins when a signal ends the child: which functions it was in, for details to copy."""
NONSENSE = "error: the process wrote"
"""How the last words of one begin that was killed for it."""
NO_MEMORY = re.compile(r"MemoryError|bad_alloc|out of memory|cannot allocate|failed to allocate", re.I)

KEPT_NAMES = frozenset(
    {"PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "TZ", "LANG"}
)
KEPT_PREFIXES = (
    *("LC_", "LD_LIBRARY_", "DYLD_", "XDG_DATA_", "OMP_", "GOMP_"),
    *("GGML_", "LLAMA_", "CUDA_", "NVIDIA_", "VK_", "MESA_", "HIP_", "ROCR_", "HSA_"),
)
SECRET = re.compile(r"KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|COOKIE|PROXY|URL")
"""In the name of a variable that is not kept, whatever it begins with: NVIDIA_API_KEY and LLAMA_API_KEY exist."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a process ended.

    Attributes:
        code: exit status, or the negative number of a signal.
        last_words: the end of what it wrote to stderr.
    """

    code: int
    last_words: tuple[str, ...]

    @property
    def killed(self) -> bool:
        """Ended by SIGKILL, as the out-of-memory killer does it."""
        return sys.platform != "win32" and self.code == -signal.SIGKILL

    @property
    def out_of_memory(self) -> bool:
        """Whether the memory ran out, as far as anyone can tell: it said so at the end, or it was killed."""
        return self.killed or any(NO_MEMORY.search(line) for line in self._said()[-3:])

    def _said(self) -> tuple[str, ...]:
        """Its last words without what `faulthandler` wrote."""
        words = self.last_words
        return words[: next((at for at, line in enumerate(words) if line.startswith(FAULT_DUMP)), len(words))]

    @property
    def cause(self) -> str:
        """In words: what it said at the very end, or the signal or exit status."""
        words = self._said()
        # A signal from outside, or a bad pointer, has nothing to do with what was said before it.
        spoke = self.code >= 0 or self.code == -signal.SIGABRT
        for line in reversed(words[-3:] if spoke else ()):
            if "ASSERT" in line or "rror" in line or "failed" in line:
                return _without_folder(line)
        if self.code < 0:
            return f"signal {signal.Signals(-self.code).name}"
        return words[-1] if words else f"exit status {self.code}"

    @property
    def last_line(self) -> str:
        """What it wrote at the very end, or how `faulthandler`'s dump begins; "" if it wrote nothing."""
        said = self._said()
        lines = self.last_words[len(said) :][:1] or said[-1:]
        return _without_folder(lines[0]) if lines else ""


def _without_folder(line: str) -> str:
    """A line of the log without the folder where llama.cpp was compiled."""
    return re.sub(r"\S*/(?=[^/\s]+:\d+: )", "", line)


def scrubbed_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What llama.cpp, its graphics drivers and Python need of `environment`, and nothing else.

    This package's folder is put on the path, so that the process starts from any folder.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper() in KEPT_NAMES or (name.upper().startswith(KEPT_PREFIXES) and not SECRET.search(name.upper()))
    }
    root = str(Path(paddock.__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])])
    kept["GGML_NO_BACKTRACE"] = "1"  # else a failed assertion starts a debugger before the process ends
    return kept


class ChildProcess:
    """One process from its start to its end. Callbacks come from its own threads.

    On Linux it dies with the *thread* that makes this (PR_SET_PDEATHSIG), so that has to be one that stays.

    Args:
        on_message: called with each event, in order.
        on_death: called once, after the last event.
        read: makes events of what the process writes; without it they are those of the engine.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        on_message: Callable[[ChildProcess, Any], None],
        on_death: Callable[[ChildProcess, Death], None],
        read: Callable[[BinaryIO], Iterator[Any]] = read_messages,
    ) -> None:
        self._read = read
        self._on_message = on_message
        self._on_death = on_death
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._last_words: deque[str] = deque(maxlen=LAST_LINES)
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environment),
            start_new_session=True,  # Ctrl+C in a terminal is for the program alone
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.pid = self._process.pid
        self._job = JobObject(self.pid) if sys.platform == "win32" else None
        self._errors = self._start("stderr", self._keep_last_words)
        self._writer = self._start("writer", self._write)
        self._reader = self._start("reader", self._read_and_reap)

    def _start(self, name: str, target: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=target, name=f"engine-{name}-{self.pid}", daemon=True)
        thread.start()
        return thread

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """What it is kept from by this process; it says itself what else it is kept from."""
        return () if self._job is None else (self._job.barrier,)

    def send(self, command: DataclassInstance) -> None:
        """Say something to it; returns at once.

        Raises:
            UserError: the command is too long.
        """
        self._outgoing.put(encode(command))

    def hang_up(self) -> None:
        """Close its standard input, which asks it to end."""
        self._outgoing.put(None)

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._process.kill()

    def wait(self, timeout: float) -> bool:
        """Wait until it is reaped and its callbacks are done; whether that came about."""
        self._reader.join(timeout)
        return not self._reader.is_alive()

    def _write(self) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        try:
            with pipe:
                while (line := self._outgoing.get()) is not None:
                    pipe.write(line)
                    pipe.flush()
        except OSError:
            return  # it died; the reader says so

    def _keep_last_words(self) -> None:
        pipe = cast(BinaryIO, self._process.stderr)
        with pipe:
            while line := pipe.readline(4 * LONGEST_LINE):
                if text := line.decode("utf-8", "replace").strip():
                    self._last_words.append(text[:LONGEST_LINE])

    def _read_and_reap(self) -> None:
        pipe = cast(BinaryIO, self._process.stdout)
        with pipe:
            try:
                for message in self._read(pipe):
                    self._on_message(self, message)
            except WireError as error:
                self._last_words.append(f"{NONSENSE} {error}")
        self._process.kill()  # it has closed its side or talks nonsense: in either case of no more use
        code = self._process.wait()
        if self._job is not None:
            self._job.close()
        self._outgoing.put(None)
        self._errors.join(1.0)
        self._on_death(self, Death(code, tuple(self._last_words)))
