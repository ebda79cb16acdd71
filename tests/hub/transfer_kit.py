"""What tests of downloads share. One rule: real files, a real client, a hub on loopback; no waiting by time.

`MANY` fetches in eight parts at once of a file of a few chunks, `ONE` in one, so that a test can say which bytes were
asked for, and in which order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from standin import Hold, StandInHub

from paddock.core.downloads import DownloadRequest
from paddock.core.hub import RepoFile
from paddock.hub.client import HubClient
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import Downloader, Progress
from paddock.hub.journal import Journal, journal_path, target_path

REPO = "someone/Llama-GGUF"
FILE = "Llama-Q4_K_M.gguf"
JOB = DownloadRequest("llama", "Llama", REPO, (RepoFile(FILE),))
CHUNK = 16 * 1024
ONE, MANY = 1, 8
PATIENCE = 30.0


class Downloads:
    """A downloader in a folder of its own, and what is looked at in tests."""

    def __init__(self, hub: StandInHub, folder: Path, connections: int = ONE, timeout: float = 5.0) -> None:
        self.hub = hub
        self.folder = folder
        client = HubClient(hub.env, folder.parent / "cache", timeout=timeout)
        self.downloader = Downloader(
            client,
            folder,
            waits=(0.0,),
            connections=connections,
            at_first=connections,
            chunk=CHUNK,
            mark_every=CHUNK // 4,
        )
        self.target = target_path(folder, REPO, FILE)
        self.journal_file = journal_path(self.target)

    def journal(self, request: DownloadRequest = JOB) -> Journal:
        """As it is on the disk now."""
        return self.downloader.journal(request)

    def fetch(self, report: Callable[[Progress], None] = lambda progress: None) -> Path:
        """From where it was left to the end, the disk's included."""
        journal = self.journal()
        path = self.downloader.fetch(journal, StopSignal(), report)
        self.downloader.settle(journal)
        return path

    def files(self) -> list[str]:
        """The names of all files in the folder, by name."""
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())

    def stopped_at(self, count: int) -> None:
        """Begin, and stop after `count` bytes, while a connection waits for the network."""
        self.hub.bodies.append(Hold(count))
        self.stopped_when(lambda progress: progress.done >= count)
        self.hub.released.set()

    def stopped_when(self, wanted: Callable[[Progress], bool]) -> Progress:
        """Begin, and stop at the first report that is wanted, which is returned."""
        stop, seen = StopSignal(), threading.Event()
        ended: list[type[BaseException]] = []
        reports: list[Progress] = []

        def report(progress: Progress) -> None:
            if wanted(progress) and not seen.is_set():
                reports.append(progress)
                seen.set()

        def run() -> None:
            try:
                self.downloader.fetch(self.journal(), stop, report)
            except Stopped as error:
                ended.append(type(error))

        thread = threading.Thread(target=run)
        thread.start()
        assert seen.wait(PATIENCE)
        stop.stop()
        thread.join(PATIENCE)
        assert ended == [Stopped]
        return reports[0]
