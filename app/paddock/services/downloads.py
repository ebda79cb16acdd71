"""The downloads of the catalogue's models. One rule: nothing is fetched that a person did not start or resume.

One worker thread takes them one after the other. Every change is published as `DownloadChanged`; a finished file as
`ModelsChanged`, too. What was left unfinished by an earlier run is found again, paused.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import UserError
from paddock.hub.catalog import recommended
from paddock.hub.client import HubClient
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import RETRY_WAITS, Downloader, Progress
from paddock.hub.journal import Journal, unfinished
from paddock.services.bus import Bus, DownloadChanged, ModelsChanged

log = logging.getLogger(__name__)

REPORT_EVERY = 0.2  # seconds between two progress events
SPEED_SPAN = 5.0  # seconds that the speed is the mean of
CLOSE_WAIT = 2.0  # seconds; the journal makes a harder end harmless

_BUSY = (DownloadState.RUNNING, DownloadState.VERIFYING)
_IDLE = (DownloadState.PAUSED, DownloadState.FAILED, DownloadState.DONE)


@dataclass
class _Job:
    """One download; guarded by the service's lock."""

    journal: Journal
    item: DownloadItem
    stop: StopSignal = field(default_factory=StopSignal)
    cancelled: bool = False


class DownloadService:
    """Starts, pauses, resumes and cancels downloads; every method may be called from any thread.

    Args:
        models_dir: where the files go; unfinished ones are looked for here at once.
        cache_dir: for `huggingface_hub`'s own files.
        env: HF_ENDPOINT in it names another Hub.

    Attributes:
        host: what a download connects to, for saying so ("huggingface.co").
    """

    def __init__(
        self,
        models_dir: Path,
        cache_dir: Path,
        bus: Bus,
        env: Mapping[str, str],
        *,
        retry_waits: tuple[float, ...] = RETRY_WAITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        client = HubClient(env, cache_dir)
        self.host = client.host
        self._downloader = Downloader(client, models_dir, retry_waits=retry_waits)
        self._bus = bus
        self._clock = clock
        self._lock = threading.RLock()
        self._queue: queue.Queue[_Job | None] = queue.Queue()
        self._worker: threading.Thread | None = None
        self._current: _Job | None = None  # what the worker is inside of
        self._closed = False
        self._jobs = {journal.id: _left(journal) for journal in unfinished(models_dir)}

    def items(self) -> tuple[DownloadItem, ...]:
        """All downloads of this run and those left unfinished by an earlier one."""
        with self._lock:
            return tuple(job.item for job in self._jobs.values())

    def start_entry(self, entry_id: str) -> None:
        """Download a model of the catalogue; goes on with what is there of it. Does nothing if it is under way.

        Raises:
            UserError: no-such-model.
        """
        with self._lock:
            job = self._jobs.get(entry_id)
            if job is None:
                entry = next((entry for entry in recommended() if entry.id == entry_id), None)
                if entry is None:
                    raise UserError(
                        f"Paddock does not know a model “{entry_id}”.",
                        "Choose one from the Models page.",
                        code="no-such-model",
                    )
                journal = Journal(entry.id, entry.name, entry.repo_id, entry.filename)
                item = DownloadItem(entry.id, entry.name, DownloadState.PAUSED, 0, entry.size)
                self._jobs[entry_id] = _Job(journal, item)
        self.resume(entry_id)

    start = start_entry

    def resume(self, download_id: str) -> None:
        """Go on with a paused or failed download. Does nothing if it is under way or unknown."""
        with self._lock:
            old = self._jobs.get(download_id)
            if self._closed or old is None or old.item.state not in _IDLE:
                return
            # a new job, since the worker may still be on its way out of the old one
            job = _Job(old.journal, old.item)
            self._jobs[download_id] = job
            self._change(job, state=DownloadState.QUEUED, error="")
            self._queue.put(job)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="downloads", daemon=True)
                self._worker.start()

    def pause(self, download_id: str) -> None:
        """Stop for now; what has come is kept. Does nothing if it is not under way."""
        with self._lock:
            job = self._jobs.get(download_id)
            if job is None or job.item.state in _IDLE:
                return
            self._change(job, state=DownloadState.PAUSED, speed=0.0)
        job.stop.stop()

    def cancel(self, download_id: str) -> None:
        """Stop, delete what has come, and forget it. A finished file stays.

        Raises:
            UserError: disk-error, it cannot be deleted.
        """
        with self._lock:
            job = self._jobs.pop(download_id, None)
            if job is None:
                return
            job.cancelled = True
            self._bus.publish(DownloadChanged(download_id, None))
            current = self._current
            if current is not None and current.journal.id == download_id:
                current.cancelled = True  # the worker deletes what it is still writing
                current.stop.stop()
            else:
                self._downloader.discard(job.journal.filename)

    def close(self) -> None:
        """End the download that runs; it is found again, paused, at the next start. Idempotent."""
        with self._lock:
            self._closed = True
            worker, current = self._worker, self._current
        self._queue.put(None)
        if current is not None:
            current.stop.stop()
        if worker is not None:
            worker.join(CLOSE_WAIT)

    def _work(self) -> None:
        """The worker thread."""
        while (job := self._queue.get()) is not None:
            if self._enter(job):
                try:
                    self._fetch(job)
                finally:
                    self._leave(job)

    def _enter(self, job: _Job) -> bool:
        with self._lock:
            if self._closed or job.cancelled or job.item.state is not DownloadState.QUEUED:
                return False
            self._current = job
            self._change(job, state=DownloadState.RUNNING)
            return True

    def _leave(self, job: _Job) -> None:
        with self._lock:
            self._current = None
            if job.cancelled:
                self._discard(job)

    def _fetch(self, job: _Job) -> None:
        try:
            self._downloader.fetch(job.journal, job.stop, _Meter(self, job, self._clock))
        except Stopped:
            return  # `pause`, `cancel` or `close` has said so already
        except UserError as error:
            self.changed(job, state=DownloadState.FAILED, speed=0.0, error=str(error))
        except Exception:
            log.exception("a download failed")
            what = "Something went wrong in Paddock itself; the log says more. Press Resume to try again."
            self.changed(job, state=DownloadState.FAILED, speed=0.0, error=what)
        else:
            with self._lock:
                total = job.item.total_bytes
                self._change(job, state=DownloadState.DONE, speed=0.0, done_bytes=total)
                self._bus.publish(ModelsChanged())

    def _discard(self, job: _Job) -> None:
        try:
            self._downloader.discard(job.journal.filename)
        except UserError as error:
            log.warning("a cancelled download was not deleted: %s", error)

    def changed(self, job: _Job, **changes: Any) -> None:
        """The worker's news of `job`, unless the person has decided otherwise meanwhile."""
        with self._lock:
            if job.item.state in _BUSY:
                self._change(job, **changes)

    def _change(self, job: _Job, **changes: Any) -> None:
        """Change and tell, under the lock, so that everyone hears it in order."""
        job.item = replace(job.item, **changes)
        if self._jobs.get(job.item.id) is job:
            self._bus.publish(DownloadChanged(job.item.id, job.item))


class _Meter:
    """Turns every piece of a download into a few reports a second, with a speed."""

    def __init__(self, service: DownloadService, job: _Job, clock: Callable[[], float]) -> None:
        self._service = service
        self._job = job
        self._clock = clock
        self._told = float("-inf")
        self._checking = False
        self._seen: deque[tuple[float, int]] = deque()

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.checking != self._checking:
            self._checking, self._told = progress.checking, float("-inf")
            self._seen.clear()
        if now - self._told < REPORT_EVERY and progress.done < progress.total:
            return
        self._told = now
        self._seen.append((now, progress.done))
        while now - self._seen[0][0] > SPEED_SPAN:
            self._seen.popleft()
        (start, before) = self._seen[0]
        speed = max(0.0, (progress.done - before) / (now - start)) if now > start and not progress.checking else 0.0
        state = DownloadState.VERIFYING if progress.checking else DownloadState.RUNNING
        self._service.changed(self._job, state=state, done_bytes=progress.done, total_bytes=progress.total, speed=speed)


def _left(journal: Journal) -> _Job:
    """A download that an earlier run left."""
    entry = next((entry for entry in recommended() if entry.id == journal.id), None)
    total = journal.size or (entry.size if entry else 0)
    item = DownloadItem(journal.id, journal.name, DownloadState.PAUSED, journal.synced, total)
    return _Job(Journal(journal.id, journal.name, journal.repo_id, journal.filename), item)
