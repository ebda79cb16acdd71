"""A Hub on loopback that misbehaves on request. Its one rule: the program's side of the connection is all real.

Each body (GET) and each question about a file (HEAD) takes the next fault of its list, or none when it is empty.
`http://127.0.0.1` is the Hub, `http://localhost` the other host that large files are redirected to.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Status:
    """Answer with an error."""

    code: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cut:
    """Break the connection after this many bytes of the body."""

    after: int


@dataclass(frozen=True)
class Hold:
    """Wait after this many bytes of the body, until the hub is released; `held` is set meanwhile."""

    after: int


@dataclass(frozen=True)
class Whole:
    """Send the whole file, whatever range was asked for."""


@dataclass(frozen=True)
class Body:
    """Send these bytes with a right Content-Length, whatever the file is."""

    data: bytes


@dataclass(frozen=True)
class Redirect:
    """Send on to another address."""

    to: str


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]


Fault = Status | Cut | Hold | Whole | Body | Redirect


class StandInHub:
    """Serves `content` under every file name; a context manager.

    Attributes:
        linked_size, etag: what the Hub says about the file, where it is not the truth.
        elsewhere: redirect bodies to the other host, as the Hub does.
    """

    def __init__(self, content: bytes) -> None:
        os.environ["NO_PROXY"] = "127.0.0.1,localhost"  # or a proxy of the machine's would be asked for it
        self.content = content
        self.linked_size: int | None = None
        self.etag: str | None = None
        self.elsewhere = True
        self.body_etag = "body-1"
        self.heads: deque[Fault] = deque()
        self.bodies: deque[Fault] = deque()
        self.asked: list[Asked] = []
        self.held = threading.Event()
        self.released = threading.Event()
        hub = self

        class Handler(_Handler):
            pass

        Handler.hub = hub
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        return {"HF_ENDPOINT": self.url}

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def ranges(self) -> list[str]:
        """The Range header of every request for a body, in order."""
        return [asked.headers.get("range", "") for asked in self.asked if asked.path == "/cdn"]

    def __enter__(self) -> StandInHub:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: StandInHub

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the other side went away, which is part of the tests

    def do_HEAD(self) -> None:
        self._note()
        fault = self.hub.heads.popleft() if self.hub.heads else None
        if isinstance(fault, Status):
            self._answer(fault.code, fault.headers)
            return
        content = self.hub.content
        etag = self.hub.etag if self.hub.etag is not None else self.hub.sha256
        size = self.hub.linked_size if self.hub.linked_size is not None else len(content)
        headers = {"X-Repo-Commit": COMMIT, "X-Linked-Etag": f'"{etag}"', "X-Linked-Size": str(size), "ETag": '"git"'}
        if self.hub.elsewhere:
            self._answer(302, {**headers, "Location": f"http://localhost:{self.hub.port}/cdn"})
        else:
            self._answer(200, {**headers, "Content-Length": str(size)})

    def do_GET(self) -> None:
        self._note()
        if self.path != "/cdn" and self.hub.elsewhere:
            fault = self.hub.bodies[0] if self.hub.bodies else None
            if isinstance(fault, Redirect):
                self.hub.bodies.popleft()
                self._answer(302, {"Location": fault.to})
            else:
                self._answer(302, {"Location": f"http://localhost:{self.hub.port}/cdn"})
            return
        self._body(self.hub.bodies.popleft() if self.hub.bodies else None)

    def _body(self, fault: Fault | None) -> None:
        content = fault.data if isinstance(fault, Body) else self.hub.content
        etag = f'"{self.hub.body_etag}"'
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", etag) == etag
        part = wanted if same and not isinstance(fault, Whole | Body) else None
        start = int(part[1]) if part else 0
        end = min(int(part[2]) + 1, len(content)) if part and part[2] else len(content)
        if isinstance(fault, Status):
            self._answer(fault.code, fault.headers)
            return
        if start >= len(content) > 0:
            self._answer(416, {"Content-Range": f"bytes */{len(content)}"})
            return
        self.send_response(206 if part else 200)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(end - start))
        if part:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
        self.end_headers()
        self._send(content[start:end], fault)

    def _send(self, data: bytes, fault: Fault | None) -> None:
        if not isinstance(fault, Cut | Hold):
            self.wfile.write(data)
            return
        self.wfile.write(data[: fault.after])
        self.wfile.flush()
        if isinstance(fault, Cut):
            self.close_connection = True
            return
        self.hub.held.set()
        self.hub.released.wait()
        self.wfile.write(data[fault.after :])

    def _answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _note(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.hub.asked.append(Asked(self.command, self.path, headers))
