"""A Hub on loopback that misbehaves on request. Its one rule: the program's side of the connection is all real.

Each body (GET of a file), each question about a file (HEAD) and each other question (API, small files) takes the next
fault of its list, or none when it is empty. `http://127.0.0.1` is the Hub, `http://localhost` the other host that large
files are redirected to.
"""

from __future__ import annotations

import os
import socket
import ssl
import sys
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from types import TracebackType

from standin.faults import Fault
from standin.handler import Handler
from standin.repositories import Content, Repository, is_large

CDN = "/cdn"


@dataclass(frozen=True)
class Asked:
    """One request that came; `headers` by their names in lower case."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def token(self) -> str:
        """The token that was sent with it."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


class Hub:
    """Serves repositories; a context manager.

    Args:
        repositories: what it holds.
        tokens: which token is whose.
        port: 0 takes any that is free.
        tls: (certificate, key): then the Hub is https, and the other host, too.

    Attributes:
        heads, bodies, api: faults to come, see above.
        rate: bytes a second of every body; 0 is as fast as it goes.
        elsewhere: redirect bodies of large files to the other host, as the Hub does.
        endless: every page of a list names a next one.
        linked_size, etag: what the Hub says about files, where it is not the truth.
        body_etag: of bodies on the other host; "" is their SHA-256.
        asked: what was asked, in order; the other host's requests begin with `CDN`.
        held: somebody is kept waiting, until `released`.
    """

    def __init__(
        self,
        repositories: Iterable[Repository] = (),
        *,
        tokens: Mapping[str, str] | None = None,
        port: int = 0,
        tls: tuple[str, str] | None = None,
    ) -> None:
        os.environ["NO_PROXY"] = "127.0.0.1,localhost"  # or a proxy of the machine's would be asked for it
        self.repositories = {repository.id: repository for repository in repositories}
        self.tokens = dict(tokens or {})
        self.heads: deque[Fault] = deque()
        self.bodies: deque[Fault] = deque()
        self.api: deque[Fault] = deque()
        self.rate = 0
        self.elsewhere = True
        self.endless = False
        self.linked_size: int | None = None
        self.etag: str | None = None
        self.body_etag = ""
        self.asked: list[Asked] = []
        self.held = threading.Event()
        self.released = threading.Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server(("127.0.0.1", port), type("Bound", (Handler,), {"hub": self}))
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._server.tls = context
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The Hub's address."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def other(self) -> str:
        """The address of the other host, without its path."""
        return f"{self._scheme}://localhost:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """What makes a client ask this one."""
        return {"HF_ENDPOINT": self.url}

    def add(self, *repositories: Repository) -> None:
        """Hold more, or other, repositories."""
        self.repositories |= {repository.id: repository for repository in repositories}

    def find(self, repo_id: str) -> Repository | None:
        """The repository of that name."""
        return self.repositories.get(repo_id)

    def file_of(self, repository: Repository, filename: str) -> Content | None:
        """A file of it."""
        return repository.contents.get(filename)

    def knows(self, repository: Repository, revision: str) -> bool:
        """Whether there is such a revision of it."""
        return revision in ("main", repository.commit)

    def is_large(self, filename: str) -> bool:
        """Whether the Hub has a file in LFS."""
        return is_large(filename)

    def body_path(self, repository: Repository, filename: str) -> str:
        """Where the other host has a file."""
        return f"{CDN}/{repository.id}/{repository.commit}/{filename}"

    def behind(self, path: str) -> tuple[str, str] | None:
        """(repository, file) of a path on the other host; None if it is none."""
        if not path.startswith(f"{CDN}/"):
            return None
        owner, name, _, filename = path.removeprefix(f"{CDN}/").split("/", 3)
        return f"{owner}/{name}", filename

    @property
    def connections(self) -> int:
        """How many there were."""
        return self._server.accepted

    def note(self, method: str, path: str, headers: dict[str, str]) -> None:
        """One request came."""
        self.asked.append(Asked(method, path, headers))

    def paths(self, method: str = "") -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked if method in ("", asked.method)]

    def ranges(self) -> list[str]:
        """The Range header of every request for a body on the other host, in order."""
        return [asked.headers.get("range", "") for asked in self.asked if asked.path.startswith(CDN)]

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def drop(self) -> None:
        """Every connection breaks, as where a computer slept or came into another network; new ones are answered."""
        self._server.break_connections()

    def stop(self) -> None:
        """End: connections break, and nobody answers any more."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.break_connections()
        self._thread.join()

    def __enter__(self) -> Hub:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    tls: ssl.SSLContext | None = None

    def __init__(self, address: tuple[str, int], handler: type[Handler]) -> None:
        self._open: set[socket.socket] = set()
        self.accepted = 0
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name server for this machine's name
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[0], self.server_address[1]

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """In the connection's own thread, so that a client that does not shake hands keeps nobody waiting."""
        if self.tls is not None:
            try:
                request = self.tls.wrap_socket(request, server_side=True)
            except OSError:
                return  # it does not trust the certificate, which is part of the tests
        with self._lock:
            self._open.add(request)
            self.accepted += 1
        try:
            super().finish_request(request, client_address)  # type: ignore[arg-type]
        finally:
            with self._lock:
                self._open.discard(request)
            if self.tls is not None:
                request.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is part of the tests; anything else is a mistake of the stand-in's."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def break_connections(self) -> None:
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it is closed already
