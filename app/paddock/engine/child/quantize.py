"""The process that makes a model smaller: reads one, writes one, and ends.

One rule: it may read the model and write the one file it was given, and it ends with the program that started it.

llama.cpp tells only its log how far it is, and which type each tensor gets. So the log is read here: a line for each
tensor, in pieces.
"""

from __future__ import annotations

import ctypes
import math
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.engine.child.bindings import load_bindings
from paddock.engine.child.confinement import confine_writer
from paddock.engine.child.failures import LlamaLog, check_file, explain_load
from paddock.engine.child.imatrix import Imatrix
from paddock.engine.child.machine import usable_threads
from paddock.engine.child.process import behave, take_stdout
from paddock.engine.quantizing import Advanced, Event, Finished, Planned, Quantize, Started, read_command
from paddock.engine.wire import START, Refused, WireError, encode

ROWS = 256 << 20
"""Bytes of rows that are worked on at once: llama.cpp's own 8 GiB would be more than many a computer has."""
NICE = 10
"""Of 19: everything else on the computer goes first."""
TENSOR = re.compile(r"\[ *\d+/ *\d+\] (\S.*?) +- \[([ \d,]+)\], type = ")
BECOMES = re.compile(r"size = .* MiB -> .* MiB \((\w+)\)")
NEEDS_IMATRIX = re.compile(r"require an imatrix|requires an (?:imatrix|importance matrix)|Missing importance matrix")
OTHER_IMATRIX = re.compile(r"imatrix size \d+ is different|imatrix contains non-finite")
NOT_WRITTEN = re.compile(r"iostream error|basic_(?:ios|ofstream|filebuf)")
LOADING = re.compile(r"error loading model|failed to quantize: (?:.*(?:model|tensor|gguf|architecture))", re.I)


class QuantizeLog(LlamaLog):
    """llama.cpp's log, read as it is said.

    Args:
        advanced: called with the weights of the tensors that are done, at the beginning of each further one.
    """

    def __init__(self, lib: Any, advanced: Callable[[int], None]) -> None:
        self._advanced = advanced
        self.begin()
        super().__init__(lib)

    def begin(self) -> None:
        """Another type is tried."""
        self.types: list[tuple[str, str]] = []
        self.needs_imatrix = False
        self._tensor = ""
        self._done = self._current = 0

    def _keep(self, level: int, text: bytes, data: Any) -> None:
        super()._keep(level, text, data)
        said = text.decode("utf-8", "replace")
        if found := TENSOR.search(said):
            self._done += self._current
            self._tensor, self._current = found[1], math.prod(map(int, found[2].split(",")))
            self._advanced(self._done)
        if found := BECOMES.search(said):
            self.types.append((self._tensor, found[1]))
        if NEEDS_IMATRIX.search(said):
            self.needs_imatrix = True


def main() -> int:
    """The process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, which then ends this
    behave()
    wire = take_stdout()
    try:
        job = read_command(sys.stdin.buffer)
    except WireError as error:
        print(f"This process did not understand the program: {error}.", file=sys.stderr, flush=True)
        return 2
    if job is None:
        return 0
    _step_back()
    reads = [job.source] if job.imatrix is None else [job.source, job.imatrix]
    confinement = confine_writer(reads, job.target, job.largest)
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), name="stdin", daemon=True).start()

    def send(event: Event) -> None:
        wire.write(encode(event))
        wire.flush()

    send(Started(confinement.barriers))
    try:
        _Work(load_bindings(), job, send).do()
    except UserError as error:
        send(Refused.of(START, error))
        return 1
    send(Finished())
    return 0


def _step_back() -> None:
    """Let everything else on the computer go first."""
    psutil.Process().nice(NICE if sys.platform != "win32" else psutil.BELOW_NORMAL_PRIORITY_CLASS)


def _end_with(stream: BinaryIO) -> None:
    """Ends the process at the end of standard input: the program is gone, or wants no more of it."""
    while stream.read(1):
        pass
    os._exit(1)


class _Work:
    """One command."""

    def __init__(self, lib: Any, job: Quantize, send: Callable[[Event], None]) -> None:
        self._lib = lib
        self._job = job
        self._send = send
        self._log = QuantizeLog(lib, self._tell)
        self._imatrix = None if job.imatrix is None else Imatrix(lib, job.imatrix)

    def do(self) -> None:
        """Plan, or write.

        Raises:
            UserError: why not.
        """
        check_file(self._job.source)
        if self._job.target is not None:
            self._write(self._job.target)
            return
        for planned in self._plans():
            self._send(planned)

    def _tell(self, weights: int) -> None:
        if self._job.target is not None:
            self._send(Advanced(weights))

    def _plans(self) -> Iterator[Planned]:
        failed = 0
        for file_type in self._job.file_types:
            self._log.begin()
            if self._run(file_type, b"", plan=True):
                yield Planned(file_type, tuple(self._log.types), self._log.needs_imatrix)
            else:
                failed += 1  # this type cannot hold this model; if none can, it is the model's fault
        if failed == len(self._job.file_types):
            raise self._failure()

    def _write(self, target: Path) -> None:
        (file_type,) = self._job.file_types
        if not self._run(file_type, os.fsencode(target), plan=False):
            raise self._failure()

    def _run(self, file_type: int, target: bytes, *, plan: bool) -> bool:
        options = self._lib.llama_model_quantize_default_params()
        options.ftype = file_type
        options.nthread = usable_threads()
        options.allow_requantize = True  # from what, the service decides
        options.max_buf_size = ROWS
        options.dry_run = plan
        if self._imatrix is not None:
            options.imatrix = self._imatrix.pointer
        done: int = self._lib.llama_model_quantize(os.fsencode(self._job.source), target, ctypes.byref(options))
        return done == 0

    def _failure(self) -> UserError:
        said, name = self._log.text(), self._job.source.name
        if NEEDS_IMATRIX.search(said):
            return UserError(
                say("llama.cpp makes this type of “{name}” only with an importance matrix for all of it.", name=name),
                say("Give one that was made for this model, or choose another type."),
                code="needs-imatrix",
            )
        if OTHER_IMATRIX.search(said):
            return UserError(
                say("The importance matrix does not belong to this model, or is damaged."),
                say("Choose the one that was made for it."),
                code="bad-imatrix",
            )
        if NOT_WRITTEN.search(said):
            return UserError(
                say("The smaller model could not be written: the disk is full, or takes no file as large as this."),
                say("Make room, or choose another folder or a smaller type."),
                code="disk-full",
            )
        if LOADING.search(said):
            return explain_load(self._job.source, self._log)
        return UserError(
            say(
                "llama.cpp could not make “{name}” smaller ({cause}).",
                name=name,
                cause=self._log.cause() or "it gave no reason",
            ),
            say("Choose another type, or download the file you want."),
            code="quantize-failed",
        )
