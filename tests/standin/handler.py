"""One connection to a stand-in hub. Its one rule: statuses and headers are those that the Hub sends."""

from __future__ import annotations

import gzip
import json
import re
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from standin import api
from standin.faults import Body, Cut, Drip, Fault, Hold, Lie, Mute, Redirect, Slow, Status, Whole
from standin.repositories import Bytes, Content, OnDisk, Repository, blob_id

if TYPE_CHECKING:
    from collections import deque

    from standin.server import Hub

PIECE = 1024 * 1024
SLOW_PIECES = 20  # a second
_RESOLVE = re.compile(r"/(?P<repo>[\w.-]+/[\w.-]+)/(?:resolve|raw)/(?P<revision>[^/]+)/(?P<file>.+)")
_API = re.compile(r"/api/models/(?P<repo>[\w.-]+/[\w.-]+?)(?P<rest>/auth-check|/revision/[^/]+)?/?")
NOT_VALID = "Invalid credentials in Authorization header"


class Handler(BaseHTTPRequestHandler):
    """Answers what comes; `hub` says with what."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    hub: Hub

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def handle(self) -> None:
        """Requests, one after the other, until the other side goes away, which is part of the tests."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def do_HEAD(self) -> None:
        """What a file is."""
        self._note()
        if not self._refused():
            self._resolve()

    def do_GET(self) -> None:
        """Everything else."""
        path = self._note()
        behind = self.hub.behind(path)
        if behind is not None:
            self._from_elsewhere(*behind)
        elif self._refused():
            return
        elif path.startswith("/api/"):
            self._api(path)
        else:
            self._resolve()

    # The API

    def _api(self, path: str) -> None:
        fault = _next(self.hub.api)
        if fault is not None and self._instead(fault):
            return
        if path == "/api/whoami-v2":
            self._whoami(fault)
        elif path == "/api/models":
            self._search(fault)
        elif found := _API.fullmatch(path):
            self._model(found["repo"], found["rest"] or "", fault)
        else:
            self._error(404, "RepoNotFound", "Not found")

    def _whoami(self, fault: Fault | None) -> None:
        if not self._user:
            self._error(401, "", "Invalid username or password.")
        else:
            self._json({"type": "user", "name": self._user, "auth": {"type": "access_token"}, "orgs": []}, fault)

    def _search(self, fault: Fault | None) -> None:
        params = parse_qs(urlsplit(self.path).query)
        items, cursor = api.search(self.hub.repositories.values(), params, self._user)
        if self.hub.endless:
            cursor = cursor or api.cursor(0)
        headers = {}
        if cursor:
            query = urlencode([(n, v) for n, vs in params.items() for v in vs if n != "cursor"] + [("cursor", cursor)])
            headers["Link"] = f'<{self.hub.url}/api/models?{query}>; rel="next"'
        self._json(items, fault, headers)

    def _model(self, repo_id: str, rest: str, fault: Fault | None) -> None:
        repository = self._repository(repo_id)
        if repository is None:
            return
        if rest == "/auth-check":
            if self._may(repository):
                self._json({}, fault)
            return
        if rest and not self.hub.knows(repository, rest.removeprefix("/revision/")):
            self._error(404, "RevisionNotFound", "Invalid rev id")
            return
        blobs = "true" in parse_qs(urlsplit(self.path).query.lower()).get("blobs", [])
        self._json(api.info(repository, blobs=blobs), fault)

    # Files

    def _resolve(self) -> None:
        found = _RESOLVE.fullmatch(unquote(urlsplit(self.path).path))
        if found is None:
            self._error(404, "RepoNotFound", "Repository not found")
            return
        repository = self._repository(found["repo"])
        if repository is None:
            return
        name = found["file"]
        large = self.hub.is_large(name)
        if self.command == "HEAD":
            fault = _next(self.hub.heads)
            if fault is not None and self._instead(fault):
                return
        elif not large:
            fault = _next(self.hub.api)
            if fault is not None and self._instead(fault):
                return
        else:
            fault = None
        content = self._allowed(repository, name, found["revision"])
        if content is None:
            return
        if self.command == "HEAD":
            self._facts(repository, name, content, fault)
        elif not large:
            self._body(content, f'"{blob_id(content)}"', fault, {"X-Repo-Commit": repository.commit})
        elif self.hub.elsewhere:
            self._send_on(repository, name)
        else:
            self._large_body(content)

    def _allowed(self, repository: Repository, name: str, revision: str) -> Content | None:
        """The file, if it is there and this person may have it; otherwise that is answered."""
        if not self.hub.knows(repository, revision):
            self._error(404, "RevisionNotFound", "Invalid rev id")
            return None
        if not (name == "README.md" and repository.card_public) and not self._may(repository):
            return None
        content = self.hub.file_of(repository, name)
        if content is None:
            self._error(404, "EntryNotFound", "Entry not found")
        return content

    def _facts(self, repository: Repository, name: str, content: Content, fault: Fault | None) -> None:
        lie = fault if isinstance(fault, Lie) else Lie()
        commit = repository.commit if lie.commit is None else lie.commit
        headers = {"X-Repo-Commit": commit, "Accept-Ranges": "bytes"}
        if not self.hub.is_large(name):
            self._answer(200, headers | {"ETag": f'"{blob_id(content)}"', "Content-Length": str(content.size)})
            return
        etag = self.hub.etag if self.hub.etag is not None else content.sha256
        size = str(self.hub.linked_size if self.hub.linked_size is not None else content.size)
        etag, size = (etag if lie.etag is None else lie.etag), (size if lie.size is None else lie.size)
        headers |= {"X-Linked-Etag": f'"{etag}"', "X-Linked-Size": size, "ETag": '"git"'}
        if self.hub.elsewhere:
            self._answer(302, headers | {"Location": self.hub.other + quote(self.hub.body_path(repository, name))})
        else:
            self._answer(200, headers | {"Content-Length": size})

    def _send_on(self, repository: Repository, name: str) -> None:
        fault = self.hub.bodies[0] if self.hub.bodies else None
        if isinstance(fault, Redirect):
            self.hub.bodies.popleft()
            self._answer(302, {"Location": fault.to})
        else:
            self._answer(302, {"Location": self.hub.other + quote(self.hub.body_path(repository, name))})

    def _from_elsewhere(self, repo_id: str, name: str) -> None:
        """The other host knows no accounts: whoever has the address has the file."""
        repository = self.hub.find(repo_id)
        content = self.hub.file_of(repository, name) if repository else None
        if content is None:
            self._answer(404, {})
        else:
            self._large_body(content)

    def _large_body(self, content: Content) -> None:
        fault = _next(self.hub.bodies)
        if fault is None or not self._instead(fault, whole=False):
            etag = self.hub.body_etag or content.sha256
            self._body(Bytes(fault.data) if isinstance(fault, Body) else content, f'"{etag}"', fault)

    # Who may

    @property
    def _token(self) -> str:
        return str(self.headers.get("Authorization", "")).removeprefix("Bearer ")

    @property
    def _user(self) -> str:
        return self.hub.tokens.get(self._token, "")

    def _refused(self) -> bool:
        """Whether a token came that is none; that is answered."""
        if not self._token or self._user:
            return False
        self._error(401, "", NOT_VALID)
        return True

    def _repository(self, repo_id: str) -> Repository | None:
        """The repository, if this person may know of it; otherwise that is answered."""
        repository = self.hub.find(repo_id)
        if repository is None or (repository.private and self._user not in repository.let_in):
            self._error(404 if self._user else 401, "RepoNotFound", "Repository not found")
            return None
        return repository

    def _may(self, repository: Repository) -> bool:
        """Whether this person may have its files; if not, that is answered."""
        if not repository.gated or self._user in repository.let_in:
            return True
        told = f"Access to model {repository.id} is restricted."
        self._error(403 if self._user else 401, "GatedRepo", told)
        return False

    # Sending

    def _instead(self, fault: Fault, *, whole: bool = True) -> bool:
        """Do what comes in place of an answer; False if the fault is one of the answer's body.

        Args:
            whole: `Body` and `Redirect` stand for the whole answer.
        """
        match fault:
            case Status(code, headers):
                self._answer(code, headers)
            case Mute():
                self.hub.held.set()
                self.hub.released.wait()
                self.close_connection = True
            case Redirect(to) if whole:
                self._answer(302, {"Location": to})
            case Body(data, headers) if whole:
                sent = {"Content-Length": str(len(data)), "Content-Type": "application/json", **headers}
                self._answer(200, sent, data)
            case _:
                return False
        return True

    def _json(self, value: Any, fault: Fault | None, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        sent = {**(headers or {}), "Content-Type": "application/json"}
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            data, sent["Content-Encoding"] = gzip.compress(data, 1), "gzip"
        self._answer(200, {**sent, "Content-Length": str(len(data))})
        self._send(Bytes(data), 0, len(data), fault)

    def _body(self, content: Content, etag: str, fault: Fault | None, headers: dict[str, str] | None = None) -> None:
        size = content.size
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", etag) == etag
        part = wanted if same and not isinstance(fault, Whole | Body) else None
        start = int(part[1]) if part else 0
        end = min(int(part[2]) + 1, size) if part and part[2] else size
        if start >= size > 0:
            self._answer(416, {"Content-Range": f"bytes */{size}"})
            return
        sent = {**(headers or {}), "ETag": etag, "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
        if part:
            sent["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        self._answer(206 if part else 200, sent)
        self._send(content, start, end, fault)

    def _send(self, content: Content, start: int, end: int, fault: Fault | None) -> None:
        match fault:
            case Cut(after):
                self._pieces(content, start, min(start + after, end))
                self.wfile.flush()
                self.close_connection = True
            case Hold(after):
                middle = min(start + after, end)
                self._pieces(content, start, middle)
                self.hub.held.set()
                self.hub.released.wait()
                self._pieces(content, middle, end)
            case Drip(every):
                self._at_intervals(content, start, end, 1, every)
            case Slow(rate):
                self._at_intervals(content, start, end, max(1, rate // SLOW_PIECES), 1 / SLOW_PIECES)
            case _ if self.hub.rate:
                self._at_intervals(content, start, end, max(1, self.hub.rate // SLOW_PIECES), 1 / SLOW_PIECES)
            case _:
                self._pieces(content, start, end)

    def _pieces(self, content: Content, start: int, end: int) -> None:
        if isinstance(content, OnDisk) and end - start > PIECE:
            with content.path.open("rb") as file:  # the kernel sends it, so that a fast client is not held up here
                self.connection.sendfile(file, start, end - start)
            return
        while start < end:
            piece = content.read(start, min(start + PIECE, end))
            self.wfile.write(piece)
            start += len(piece)

    def _at_intervals(self, content: Content, start: int, end: int, count: int, seconds: float) -> None:
        while start < end:
            self.wfile.write(content.read(start, min(start + count, end)))
            start += count
            if self.hub.released.wait(seconds):
                self.close_connection = True
                return

    def _error(self, status: int, code: str, message: str) -> None:
        data = json.dumps({"error": message}).encode()
        headers = {"X-Error-Message": message, "Content-Type": "application/json", "Content-Length": str(len(data))}
        self._answer(status, headers | ({"X-Error-Code": code} if code else {}), data)

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def _note(self) -> str:
        """Remember the request; its path without the query."""
        self.hub.note(self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
        return unquote(urlsplit(self.path).path)


def _next(faults: deque[Fault]) -> Fault | None:
    return faults.popleft() if faults else None
