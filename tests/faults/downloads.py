"""F7 and F9 for downloads: cut, refused, lied to, stalled, killed, on a disk that gets full; then whole and right.

One rule: the client, the server and the files are real; what is small is only the file, where its size does not matter.
`downloads.py URL FOLDER` is a process that downloads with everything as the program has it, and is killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fault_kit import Killer, Report, side_by_side
from standin import Body, Cut, Hold, Redirect, StandInHub, Status, Whole
from transfer_kit import CHUNK, JOB, MANY, ONE, Downloads

from paddock.core.errors import UserError
from paddock.hub.catalog import recommended
from paddock.hub.catalog_entry import CatalogEntry
from paddock.hub.client import HubClient
from paddock.hub.control import Stopped, StopSignal
from paddock.hub.downloads import Downloader, Progress
from paddock.hub.journal import journal_path, part_path, read_journal, target_path
from paddock.hub.transfer.throttle import Throttle

MOST_AGAIN = 16 * 1024 * 1024
"""Bytes that are fetched again at most, of what was written when the process was killed."""
SMALL, LARGE = 40 * CHUNK + 4321, 200 * 1024 * 1024
BLOCK = 64 * 1024
EXPECTED = {"hub-error", "hash-mismatch", "gated"}
"""What a hub that lies or refuses may lead to; everything else it does is got over."""
APP = Path(__file__).resolve().parents[2] / "app"


@dataclass
class Watched:
    """A download in whose folder no model may be before it is whole."""

    downloads: Downloads
    early: list[str] = field(default_factory=list)

    def report(self, progress: Progress) -> None:
        if progress.done < progress.total or progress.checking:
            self.early += [str(path) for path in self.downloads.folder.rglob("*.gguf")]

    def fetch(self) -> str:
        """The code of the error; "" for none."""
        try:
            self.downloads.fetch(self.report)
        except UserError as error:
            return error.code
        return ""

    def judge(self, report: Report) -> None:
        """It is whole now, and never was a model before."""
        whole = self.downloads.target.is_file() and self.downloads.target.read_bytes() == self.downloads.hub.content
        report.check(whole, "the file is not whole")
        report.check(not self.early, "it was a model before its SHA-256 was compared")
        report.check(self.downloads.files() == [self.downloads.target.name], f"left over: {self.downloads.files()}")


@contextmanager
def small(folder: Path, draw: random.Random, connections: int, timeout: float = 5.0) -> Iterator[Watched]:
    """A hub with a small file, and a download from it."""
    with StandInHub(draw.randbytes(SMALL)) as hub:
        yield Watched(Downloads(hub, folder / "models", connections, timeout))


def cut(folder: Path, count: int, seed: int) -> Report:
    """Cut the connection, each try at another place of the file, with one connection and with eight."""

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        connections = ONE if number % 2 else MANY
        place = SMALL * (number - 1) // max(1, count)
        with small(folder / str(number), draw, connections) as watched:
            hub = watched.downloads.hub
            hub.bodies.append(Cut(place if connections == ONE else place % CHUNK))
            report.check(watched.fetch() == "", "a cut was not got over")
            if connections == ONE and place:
                report.check(hub.ranges() == ["", f"bytes={place}-"], f"asked for {hub.ranges()}")
            watched.judge(report)

    return side_by_side(Report("F7, the connection is cut", seed), count, 2, attempt)


def lied_to(folder: Path, count: int, seed: int) -> Report:
    """Up to six answers that are wrong, too many, or none, one after the other; then an honest hub."""

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        connections = draw.choice((ONE, MANY))
        with small(folder / str(number), draw, connections) as watched:
            hub = watched.downloads.hub
            for name in draw.choices(list(LIES), k=draw.randint(1, 6)):
                report.seen[name] += 1
                hub.bodies.append(LIES[name](hub.content, draw))
            if draw.random() < 0.3:
                _stopped_soon(watched)
                hub.body_etag = "another"
                report.seen["stopped, and another ETag"] += 1
            code = watched.fetch()
            report.check(code in EXPECTED | {""}, f"ended with {code}")
            hub.bodies.clear()
            if code:
                report.seen[f"said: {code}"] += 1
                report.check(watched.fetch() == "", "an honest hub was of no use afterwards")
            watched.judge(report)

    return side_by_side(Report("F7, the hub refuses and lies", seed), count, 2, attempt)


def _stopped_soon(watched: Watched) -> None:
    """Stop as soon as anything is told, if it has not ended by itself before."""
    stop = StopSignal()
    with suppress(Stopped, UserError):
        watched.downloads.downloader.fetch(watched.downloads.journal(), stop, lambda progress: stop.stop())


LIES = {
    "200 in place of 206": lambda content, draw: Whole(),
    "416": lambda content, draw: Status(416),
    "429 with Retry-After": lambda content, draw: Status(429, {"Retry-After": "0"}),
    "5xx": lambda content, draw: Status(draw.choice((500, 502, 503))),
    "403": lambda content, draw: Status(403),
    "short body": lambda content, draw: Body(content[: draw.randrange(len(content))]),
    "long body": lambda content, draw: Body(content + b"more"),
    "other body": lambda content, draw: Body(bytes(len(content))),
    "nothing": lambda content, draw: Body(b""),
    "redirect to http": lambda content, draw: Redirect("http://example.invalid/x"),
    "cut": lambda content, draw: Cut(draw.randrange(len(content))),
}


def stalled(folder: Path, count: int, seed: int) -> Report:
    """The hub stops sending in the middle, and the connection stays open."""

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        connections = draw.choice((ONE, MANY))
        with small(folder / str(number), draw, connections, timeout=0.3) as watched:
            watched.downloads.hub.bodies.append(Hold(draw.randrange(CHUNK)))
            report.check(watched.fetch() == "", "a stall was not got over")
            watched.judge(report)

    return side_by_side(Report("F7, the hub stalls", seed), count, 4, attempt)


# --- SIGKILL


def killed_downloading(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL a process that downloads 200 MiB in eight parts, again and again until the file is whole."""
    report, draw = Report("F7, the downloading process is killed", seed), random.Random(seed)
    with StandInHub(draw.randbytes(LARGE)) as hub:
        downloads = Downloads(hub, folder / "models")
        command = [sys.executable, __file__, hub.url, str(downloads.folder)]
        while report.count < count:
            report.count += 1
            before = bytes_done(downloads.journal_file)
            wanted = before + draw.randrange(1, 3 * LARGE // max(count, 3))
            with subprocess.Popen(command, env=environment(hub), stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                reached = any(int(line) >= wanted for line in process.stdout)
                process.kill()
            report.check(reached or process.returncode == 0, f"it ended by itself with {process.returncode}")
            judge_kill(report, downloads, before)
        downloads.downloader = Downloader(HubClient(hub.env, folder / "cache"), downloads.folder)
        Watched(downloads).fetch()
        Watched(downloads).judge(report)
    return report


def pull_killed(folder: Path, count: int, seed: int) -> Report:
    """SIGKILL `paddock models pull` at any moment of its life, again and again; the next one goes on."""
    report, draw = Report("F7, the program is killed while it downloads", seed), random.Random(seed)
    entry, home = recommended()[0], folder / "home"
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"download_limit": 2 * LARGE // max(count, 1)}))  # bytes a second
    command = [sys.executable, "-m", "paddock", "models", "pull", entry.id]
    with StandInHub(draw.randbytes(LARGE)) as hub:
        env = environment(hub) | {"PADDOCK_HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        downloads = at_home(hub, home, entry)
        while report.count < count:
            report.count += 1
            before, asked = bytes_done(downloads.journal_file), len(hub.ranges())
            with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:
                while len(hub.ranges()) == asked and process.poll() is None:
                    time.sleep(0.01)
                Killer(process.pid, signal.SIGKILL, draw.uniform(0.0, 0.5)).join()
            judge_kill(report, downloads, before)
        settings.write_text("{}")
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        report.check(done.returncode == 0, f"the last one ended with {done.returncode}: {done.stderr}")
        right = hashlib.sha256(downloads.target.read_bytes()).hexdigest() == hub.sha256
        report.check(right, "the file is not the hub's")
        report.check(downloads.files() == [downloads.target.name], f"left over: {downloads.files()}")
    return report


def at_home(hub: StandInHub, home: Path, entry: CatalogEntry) -> Downloads:
    """Where the program that has this home puts a recommended model."""
    downloads = Downloads(hub, home / "models")
    downloads.target = target_path(downloads.folder, entry.repo_id, entry.filename)
    downloads.journal_file = journal_path(downloads.target)
    return downloads


def judge_kill(report: Report, downloads: Downloads, before: int) -> None:
    """Nothing is a model, and little has to come again, of what was there before and since."""
    if downloads.target.exists():
        right = downloads.target.read_bytes() == downloads.hub.content
        report.check(right, "it is a model, and not the hub's file")
        report.seen["the download was faster than the kill"] += 1
        downloads.target.unlink()
        downloads.journal_file.unlink(missing_ok=True)
        return
    done = bytes_done(downloads.journal_file)
    report.check(done >= before, f"{before - done} bytes of the journal were forgotten")
    again = _written(downloads) - done
    report.seen["killed in mid-download"] += 1
    report.seen["most bytes fetched again after one kill"] = max(
        report.seen["most bytes fetched again after one kill"], again
    )
    report.check(again <= MOST_AGAIN, f"{again} bytes have to come again")


def bytes_done(journal_file: Path) -> int:
    """What a journal says is there."""
    journal = read_journal(journal_file)
    return journal.done if journal else 0


def _written(downloads: Downloads) -> int:
    """Bytes of the file that are in its part, in whole blocks."""
    content, count = memoryview(downloads.hub.content), 0
    part = part_path(downloads.target)
    if not part.exists():
        return 0
    with part.open("rb") as file:
        for at in range(0, len(content), BLOCK):
            there = file.read(BLOCK)
            count += len(there) if there and there == content[at : at + len(there)] else 0
    return count


def environment(hub: StandInHub) -> dict[str, str]:
    """For a process of the program that has this hub."""
    here = Path(__file__).resolve().parents[1]
    paths = [APP, here, here / "faults", here / "hub", here / "engine"]
    return {**os.environ, **hub.env, "PYTHONPATH": os.pathsep.join(map(str, paths))}


# --- a full disk


def full(folder: Path, count: int, seed: int) -> Report:
    """A disk that is full after so many bytes, whatever is being written then; then it has room."""
    name = "F9, the disk gets full while it downloads"
    if not _mounted(folder / "probe", 1 << 20):
        return Report(name, seed, seen={"skipped: no right to mount a small disk": 1})
    _unmount(folder / "probe")

    def attempt(report: Report, number: int, draw: random.Random) -> None:
        connections, disk = draw.choice((ONE, MANY)), folder / str(number)
        room = draw.randrange(4096, SMALL + 64 * 1024)
        _mounted(disk, room)
        try:
            with small(disk, draw, connections) as watched:
                _full_then_room(report, watched, disk, connections)
        finally:
            _unmount(disk)

    return side_by_side(Report(name, seed), count, 2, attempt)


def _full_then_room(report: Report, watched: Watched, disk: Path, connections: int) -> None:
    downloads = watched.downloads
    client = HubClient(downloads.hub.env, disk.parent / "cache")
    big = partial(lambda folder: 1 << 40)  # or it would be refused before it begins
    downloads.downloader = Downloader(
        client, downloads.folder, waits=(0.0,), connections=connections, chunk=CHUNK, mark_every=CHUNK // 4, free=big
    )
    code = watched.fetch()
    report.seen[f"said: {code or 'nothing, it had room'}"] += 1
    report.check(code in ("disk-full", ""), f"ended with {code}")
    if not code:
        watched.judge(report)
        return
    done = bytes_done(downloads.journal_file)
    subprocess.run(["mount", "-o", f"remount,size={4 * SMALL}", str(disk)], check=True)
    report.check(bytes_done(downloads.journal_file) == done, "the journal is not what it was")
    report.check(watched.fetch() == "", "with room it did not go on")
    watched.judge(report)


def _mounted(folder: Path, size: int) -> bool:
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)


def _child(url: str, folder: str) -> None:
    """The process that is killed: as the program downloads, but no faster than that it can be killed in between."""
    client = HubClient({"HF_ENDPOINT": url}, Path(folder).parent / "cache")
    downloader = Downloader(client, Path(folder), throttle=Throttle(60_000_000), at_first=MANY)
    journal = downloader.journal(JOB)
    downloader.fetch(journal, StopSignal(), lambda progress: print(progress.done, flush=True))
    downloader.settle(journal)


if __name__ == "__main__":
    _child(*sys.argv[1:])
