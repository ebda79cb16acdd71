"""What the engine's process may use of the disk, and whether that is still enough. One rule: values, no threads.

A process is told at its start what it may read and write, and then gives up the rest for ever (`child/confinement.py`).
So one that is to load another file, or to keep KV caches elsewhere, gives way to a new one, which is told of that too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from paddock.core.errors import PaddockError, UserError
from paddock.engine import wire
from paddock.engine.api import EngineConfig, is_confined
from paddock.engine.jobs import GenerateJob, InspectJob, Job, LoadJob


class Reach:
    """Of the present process.

    Attributes:
        is_short: something is to be done that it may not do.
    """

    def __init__(self) -> None:
        self.is_short = False
        self._short_since = 0.0
        self._asked: dict[Path, None] = {}  # every file that was ever to be loaded
        self._told: Path | None = None  # where it was told to keep KV caches
        self._writes: Path | None = None  # where it may
        self._confined = False

    def ask(self, files: Iterable[Path]) -> None:
        """A model is to be loaded or looked at: each process to come may read it."""
        self._asked |= dict.fromkeys(files)

    def start(self, config: EngineConfig) -> wire.Confine:
        """What a process that starts now is told."""
        self.is_short, self._told = False, config.cache_dir
        models = dict.fromkeys(config.model_paths) | self._asked
        return wire.Confine(wire.START, tuple(models), config.cache_dir, config.cache_home, config.own_models)

    def hello(self, hello: wire.Hello, config: EngineConfig) -> None:
        """It is up; `config` is what holds now."""
        self._confined, self._writes = is_confined(hello.barriers), hello.writes
        self.configure(config)

    def configure(self, config: EngineConfig) -> None:
        """KV caches are to be kept there from now on."""
        if self._confined and config.cache_dir not in (None, self._told, self._writes):
            self._fall_short()

    def _fall_short(self) -> None:
        if not self.is_short:
            self.is_short, self._short_since = True, time.monotonic()

    def bars(self, job: Job, patience: float) -> bool:
        """Whether a job has to wait for the next process.

        Args:
            patience: seconds in which answers may begin all the same; later ones would put the next process off.
        """
        if isinstance(job, GenerateJob):
            return self.is_short and time.monotonic() >= self._short_since + patience
        return self.is_short and isinstance(job, LoadJob | InspectJob)

    def refuses(self, job: Job, error: PaddockError) -> bool:
        """Whether it only lacks the right to do this, which the next process will have; each job finds that once."""
        if not isinstance(job, LoadJob | InspectJob) or job.renewed or (isinstance(job, LoadJob) and job.dropped):
            return False
        if not isinstance(error, UserError) or error.code != "not-allowed":
            return False
        job.renewed = True
        self._fall_short()
        return True
