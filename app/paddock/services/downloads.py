"""The queue of downloads. One rule: nothing is fetched that a person did not start or resume.

One worker thread takes them one after the other, in the order that the person gave them. Every change is published as
`DownloadChanged`; a finished model as `ModelsChanged`, too. The queue lies in the journals beside the files: order, and
which of them were wanted when the program ended, whatever ended it. A wish to have a model lasts until it is there or
the person pauses it, so `continue_unfinished`, which the window calls, goes on with those (setting `resume_downloads`).
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from paddock.config.instance import InstanceLock
from paddock.core.downloads import DownloadItem, DownloadRequest, DownloadState
from paddock.core.errors import Remedy, UserError
from paddock.core.library import Origin
from paddock.core.said import joined, say
from paddock.hub.catalog import CatalogEntry, recommended
from paddock.hub.client import HubClient
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import Downloader, disk_errors
from paddock.hub.journal import Journal
from paddock.hub.transfer.crew import RETRY_WAITS
from paddock.hub.transfer.fetch import Progress
from paddock.hub.transfer.throttle import Throttle
from paddock.services.bus import Bus, DownloadChanged, ModelsChanged
from paddock.services.meter import Meter

log = logging.getLogger(__name__)

CLOSE_WAIT = 2.0  # seconds; the journal makes a harder end harmless
GOES_ON = say("Paddock tries again by itself.")

Keep = Callable[[Path, Origin], object]
_State = DownloadState
_BUSY = (_State.RUNNING, _State.VERIFYING, _State.WAITING)
_IDLE = (_State.PAUSED, _State.FAILED, _State.DONE)


@dataclass
class _Job:
    """One download; guarded by the service's lock."""

    journal: Journal
    item: DownloadItem
    stop: StopSignal = field(default_factory=StopSignal)
    cancelled: bool = False


def request_of(entry: CatalogEntry) -> DownloadRequest:
    """What a download of a model of the catalogue needs."""
    files = (*entry.files, *entry.companions)
    return DownloadRequest(entry.id, entry.name, entry.repo_id, files, licence=entry.licence_id)


class DownloadService:
    """Starts, pauses, resumes and cancels downloads; every method may be called from any thread.

    Args:
        models_dir: where the files go; unfinished ones are looked for here at once.
        cache_dir: for the locks that keep two programs off one file.
        keep: told where a finished model came from.
        limit: bytes a second, of all downloads together; 0: none.
        waits: seconds before each new try, the last one for ever.

    Attributes:
        host: what a download connects to, for saying so ("huggingface.co").
    """

    def __init__(
        self,
        client: HubClient,
        models_dir: Path,
        cache_dir: Path,
        bus: Bus,
        *,
        keep: Keep | None = None,
        limit: int = 0,
        waits: tuple[float, ...] = RETRY_WAITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.host = client.host
        self._throttle = Throttle(limit)
        self._downloader = Downloader(client, models_dir, throttle=self._throttle, waits=waits)
        self._locks = cache_dir / "downloads"
        self._bus = bus
        self._keep = keep
        self._clock = clock
        self._changed = threading.Condition(threading.RLock())
        self._worker: threading.Thread | None = None
        self._current: _Job | None = None  # what the worker is inside of
        self._closed = False
        self._unsettled: list[Journal] = []  # models that may not have reached the disk
        self._jobs = self._left()

    def items(self) -> tuple[DownloadItem, ...]:
        """All downloads of this run and those left unfinished by an earlier one, in the order of the queue."""
        with self._changed:
            return tuple(job.item for job in self._jobs.values())

    def start_entry(self, entry_id: str) -> None:
        """Download a model of the catalogue. Raises `UserError`: no-such-model, and those of `start`."""
        entry = next((entry for entry in recommended() if entry.id == entry_id), None)
        if entry is None:
            raise UserError(
                say("Paddock does not know a model “{entry_id}”.", entry_id=entry_id),
                say("Choose one from the Models page."),
                code="no-such-model",
            )
        self.start(request_of(entry))

    def is_there(self, request: DownloadRequest) -> bool:
        """Whether its files have come at some time; `start` sees whether they are what the Hub has."""
        with self._changed, disk_errors():
            journal = self._downloader.journal(request)
            return not journal.path.exists() and all(journal.target(n).is_file() for n in range(len(journal.files)))

    def start(self, request: DownloadRequest) -> None:
        """Download a request's files; goes on with what is there of them. Does nothing if it is under way.

        Raises:
            UserError: is-downloading (the same file, under another name), disk-error, disk-full.
        """
        with self._changed:
            if request.id not in self._jobs:
                journal = self._downloader.journal(request)
                self._check_free(request, journal)
                with disk_errors():
                    if not journal.path.exists():
                        journal.create()
                self._jobs[request.id] = _Job(journal, _item(journal, request))
                self._number()
        self.resume(request.id)

    def resume(self, download_id: str) -> None:
        """Go on with a paused or failed download. Does nothing if it is under way or unknown."""
        with self._changed:
            old = self._jobs.get(download_id)
            if self._closed or old is None or old.item.state not in _IDLE:
                return
            # a new job, since the worker may still be on its way out of the old one
            job = _Job(old.journal, replace(old.item, notice="", path=""))
            self._jobs[download_id] = job
            self._want(job, True)
            self._change(job, state=_State.QUEUED, **_NO_ERROR)
            self._start_worker()

    def continue_unfinished(self) -> None:
        """Go on with what was under way, or waited for its turn, when the program ended."""
        if self._unsettled:
            self._start_worker()
        for item in self.items():
            with self._changed:
                job = self._jobs.get(item.id)
                if job is not None and job.journal.wanted and job.item.state is _State.PAUSED:
                    self.resume(item.id)

    def pause(self, download_id: str) -> None:
        """Stop for now; what has come is kept. Does nothing if it is not under way."""
        with self._changed:
            job = self._jobs.get(download_id)
            if job is None or job.item.state in _IDLE:
                return
            self._want(job, False)
            self._change(job, state=_State.PAUSED, **_NO_ERROR)
        job.stop.stop()

    def cancel(self, download_id: str) -> None:
        """Stop, delete what has come, and forget it. A finished file stays.

        Raises:
            UserError: disk-error, it cannot be deleted; downloading-elsewhere.
        """
        with self._changed:
            job = self._jobs.get(download_id)
            if job is None:
                return
            current = self._current
            if current is None or current.item.id != download_id:
                with self._alone(job.journal):
                    self._downloader.discard(job.journal)
            job.cancelled = True
            del self._jobs[download_id]
            self._bus.publish(DownloadChanged(download_id, None))
            self._changed.notify_all()
            if current is not None and current.item.id == download_id:
                current.cancelled = True  # the worker deletes what it is still writing
                current.stop.stop()

    def move(self, download_id: str, position: int) -> None:
        """Put a download at this place of `items()`; what runs goes on. Does nothing if it is unknown."""
        with self._changed:
            if download_id not in self._jobs:
                return
            order = [other for other in self._jobs if other != download_id]
            order.insert(max(0, position), download_id)
            self._jobs = {one: self._jobs[one] for one in order}
            self._number()
            for job in self._jobs.values():
                self._change(job)

    def forget(self, download_id: str) -> None:
        """Take a finished or failed download off the list; of a failed one what has come is deleted.

        Raises:
            UserError: as `cancel`.
        """
        with self._changed:
            job = self._jobs.get(download_id)
            if job is None or job.item.state not in (_State.DONE, _State.FAILED):
                return
            if job.item.state is _State.FAILED:
                self.cancel(download_id)
                return
            del self._jobs[download_id]
            self._bus.publish(DownloadChanged(download_id, None))

    def set_limit(self, bytes_per_second: int) -> None:
        """What all downloads together may take from now on; 0: as much as they get."""
        self._throttle.set_limit(bytes_per_second)

    def wait(self, download_id: str, report: Callable[[DownloadItem], None]) -> DownloadItem:
        """Wait until a download has ended or is paused; `report` is called on this thread, not for every change.

        Raises:
            UserError: no-such-download, it was cancelled.
        """
        told: DownloadItem | None = None
        while True:
            item = self._next_state(download_id, told)
            if item is None:
                raise UserError(say("The download was cancelled."), say("Start it again."), code="no-such-download")
            if item is not told:
                report(item)
            told = item
            if item.state in _IDLE:
                return item

    def origin(self, download_id: str) -> Origin:
        """Where a finished download's model came from; nothing of one that is not finished."""
        with self._changed:
            job = self._jobs.get(download_id)
            return _origin(job.journal) if job is not None and job.item.state is _State.DONE else Origin()

    def close(self) -> None:
        """End the download that runs; it is found again at the next start. Idempotent."""
        with self._changed:
            self._closed = True
            worker, current = self._worker, self._current
            self._changed.notify_all()
        if current is not None:
            current.stop.stop()
        if worker is not None:
            worker.join(CLOSE_WAIT)

    def _next_state(self, download_id: str, told: DownloadItem | None) -> DownloadItem | None:
        """A download as it is now, as soon as it is not as it was told; waits only so long that Ctrl-C is heard."""
        with self._changed:
            self._changed.wait_for(lambda: self._look(download_id) is not told, 0.5)
            return self._look(download_id)

    def _look(self, download_id: str) -> DownloadItem | None:
        job = self._jobs.get(download_id)
        return job.item if job else None

    def _left(self) -> dict[str, _Job]:
        """What earlier runs left; what only lacked its name gets it."""
        jobs: dict[str, _Job] = {}
        try:
            found = self._downloader.unfinished()
        except UserError as error:  # the window opens all the same
            log.warning("downloads of before were not found: %s", error)
            return jobs
        for journal in found:
            if not self._recover(journal):
                jobs[journal.request.id] = _Job(journal, _item(journal, journal.request))
        return jobs

    def _recover(self, journal: Journal) -> bool:
        """Whether it is no unfinished download, but a model, or about to become one."""
        if not journal.naming:
            return False
        try:
            with self._alone(journal):
                if self._downloader.recover(journal):
                    self._unsettled.append(journal)
                    return True
                return False
        except UserError as error:
            if error.code != "downloading-elsewhere":
                log.warning("a download could not be recovered: %s", error)
            return True

    def _check_free(self, request: DownloadRequest, journal: Journal) -> None:
        """Raises UserError where another download has the same file."""
        for other in self._jobs.values():
            if other.journal.path == journal.path and other.item.state is not _State.DONE:
                raise UserError(
                    say("This file is among the downloads already, as “{name}”.", name=other.item.name),
                    say("Resume that one, or cancel it first."),
                    code="is-downloading",
                    remedy=Remedy.OPEN_MODELS,
                )

    def _number(self) -> None:
        """Write down the order, under the lock."""
        for place, job in enumerate(self._jobs.values()):
            self._want(job, job.journal.wanted, place)

    def _want(self, job: _Job, wanted: bool, place: int | None = None) -> None:
        """Write it into the journal; where the disk refuses, only a later start does not know it."""
        try:
            job.journal.set_wanted(wanted, place)
        except OSError as error:
            log.warning("a download's journal could not be written: %s", error.strerror)

    @contextmanager
    def _alone(self, journal: Journal) -> Iterator[None]:
        """While inside, no other Paddock touches this download's files. Raises UserError: one does already."""
        name = hashlib.sha256(str(journal.path).encode()).hexdigest()[:32]
        self._locks.mkdir(parents=True, exist_ok=True)
        lock = InstanceLock(self._locks / f"{name}.lock")
        if not lock.acquire():
            raise UserError(
                say("“{name}” is being downloaded by another Paddock.", name=journal.request.name),
                say("Wait until it is done, or stop it there."),
                code="downloading-elsewhere",
                remedy=Remedy.RETRY,
            )
        try:
            yield
        finally:
            lock.release()

    def _start_worker(self) -> None:
        with self._changed:
            if self._worker is None and not self._closed:
                self._worker = threading.Thread(target=self._work, name="downloads", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        """The worker thread."""
        self._settle_all()
        while (job := self._enter()) is not None:
            try:
                self._fetch(job)
            finally:
                self._leave(job)

    def _enter(self) -> _Job | None:
        """The next download of the queue; waits for one; None: it is closed."""
        with self._changed:
            while not self._closed:
                job = next((job for job in self._jobs.values() if job.item.state is _State.QUEUED), None)
                if job is not None:
                    self._current = job
                    self._change(job, state=_State.RUNNING)
                    return job
                self._changed.wait()
            return None

    def _leave(self, job: _Job) -> None:
        with self._changed:
            self._current = None
            if job.cancelled:
                try:
                    self._downloader.discard(job.journal)
                except UserError as error:
                    log.warning("a cancelled download was not deleted: %s", error)

    def _fetch(self, job: _Job) -> None:
        meter = Meter(self._clock)
        try:
            with self._alone(job.journal):
                with self._changed:  # another Paddock may have gone on with it meanwhile
                    fresh = self._downloader.journal(job.journal.request)
                    fresh.set_wanted(job.journal.wanted, job.journal.place)
                    job.journal = fresh
                path = self._downloader.fetch(fresh, job.stop, lambda progress: self._tell(job, meter, progress))
                self._finished(job, path)
                self._downloader.settle(fresh)
        except Stopped:
            return  # `pause`, `cancel` or `close` has said so already
        except UserError as error:
            self._failed(job, error)
        except Exception:
            log.exception("a download failed")
            what = say("Something went wrong in Paddock itself; the log says more.")
            self._failed(job, UserError(what, say("Press Resume to try again."), code="bug", remedy=Remedy.RETRY))

    def _tell(self, job: _Job, meter: Meter, progress: Progress) -> None:
        """The worker's news of `job`, unless the person has decided otherwise meanwhile."""
        meter.saw(progress)
        changes: dict[str, Any] = _NO_ERROR | {"speed": meter.speed, "seconds_left": meter.seconds_left}
        state = _State.VERIFYING if progress.checking else _State.RUNNING
        if progress.waiting is not None:
            state = _State.WAITING
            changes |= {"error": joined((progress.waiting.what, GOES_ON)), "code": progress.waiting.code, "speed": 0.0}
        if progress.notice:
            changes["notice"] = progress.notice
        if not progress.checking:
            changes["done_bytes"] = progress.done
        with self._changed:
            if job.item.state in _BUSY:
                total = progress.total or job.item.total_bytes
                self._change(job, state=state, total_bytes=total, **changes)

    def _settle_all(self) -> None:
        """Bring to an end what a crash left between the last check and the disk."""
        for journal in self._unsettled:
            try:
                with self._alone(journal):
                    self._remember(journal)
                    self._downloader.settle(journal)
            except UserError as error:
                log.warning("a download was not brought to its end: %s", error)
        self._unsettled.clear()

    def _remember(self, journal: Journal) -> None:
        if self._keep is not None:
            self._keep(journal.target(), _origin(journal))

    def _finished(self, job: _Job, path: Path) -> None:
        self._remember(job.journal)
        with self._changed:
            total = job.item.total_bytes
            self._change(job, state=_State.DONE, done_bytes=total, path=str(path), **_NO_ERROR)
            self._bus.publish(ModelsChanged())

    def _failed(self, job: _Job, error: UserError) -> None:
        with self._changed:
            if job.item.state in _BUSY:
                self._want(job, False)
                changes = _NO_ERROR | {"error": str(error), "code": error.code, "remedy": error.remedy}
                self._change(job, state=_State.FAILED, **changes)

    def _change(self, job: _Job, **changes: Any) -> None:
        """Change and tell, under the lock, so that everyone hears it in order."""
        before, job.item = job.item, replace(job.item, **changes)
        if changes and before == job.item:
            return
        if self._jobs.get(job.item.id) is job:
            self._bus.publish(DownloadChanged(job.item.id, job.item))
            self._changed.notify_all()


_NO_ERROR: dict[str, Any] = {"error": "", "code": "", "remedy": Remedy.NONE, "speed": 0.0, "seconds_left": 0.0}


def _item(journal: Journal, request: DownloadRequest) -> DownloadItem:
    """A download that does not run."""
    return DownloadItem(
        request.id,
        request.name,
        _State.PAUSED,
        journal.done,
        journal.total,
        repo_id=request.repo_id,
        filename=request.files[0].filename,
    )


def _origin(journal: Journal) -> Origin:
    """Where a finished model came from."""
    request = journal.request
    hashes = tuple((file.filename, state.sha256) for file, state in zip(request.files, journal.files, strict=True))
    several = hashes if len(hashes) > 1 else ()
    return Origin(
        request.repo_id,
        request.files[0].filename,
        request.commit,
        hashes[0][1],
        several,
        request.licence,
        time.time(),
    )
