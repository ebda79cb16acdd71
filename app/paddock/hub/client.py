"""Talks to Hugging Face's Hub. One rule: no telemetry, and no connection that a caller did not ask for.

What there is (lists, models, files, who somebody is) is asked of the real `huggingface_hub`, over a network of ours
(`session.py`); its own downloader never resumes and does not check hashes, so the bytes of files come through `Stream`.
What was once answered can be read without a network.
"""

from __future__ import annotations

import re
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from paddock.core.errors import UserError
from paddock.core.hub import Gating, RepoPage, SearchPage, SearchQuery
from paddock.core.said import say
from paddock.hub.answers import body_offset, library_errors, readable
from paddock.hub.call import Call
from paddock.hub.hub_cache import HubCache
from paddock.hub.network import (
    DEADLINE,
    ENDPOINT,
    MAX_REDIRECTS,
    Address,
    HubSettings,
    Network,
    TransientError,
    address,
    connection_errors,
    hub_error,
)
from paddock.hub.repository import card_body, files_of, licence_of, not_gguf, variants
from paddock.hub.search import card_of, is_repo_id, next_cursor, parameters, summary
from paddock.hub.session import calling

if TYPE_CHECKING:
    import httpx2

__all__ = ["ENDPOINT", "HubClient", "HubSettings", "RemoteFile", "Stream", "TransientError", "hub_error"]

TIMEOUT = 20.0  # seconds to connect, and between two pieces of data
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,500}")
_CARD = "README.md"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the Hub at one commit; `size` in bytes, `sha256` in hexadecimal."""

    url: str
    size: int
    sha256: str


class Stream:
    """The body of one response, as it comes.

    Attributes:
        offset: of the file's byte that the body begins with; 0 when the server sent the whole file.
        etag: of the body, quoted as the server sent it; "" if there is none that If-Range may use.
        response: for whoever reads the bytes past the client.
        is_part: the server sent the part that it was asked for, not the whole file.
    """

    def __init__(self, response: httpx2.Response, offset: int) -> None:
        self.response = response
        self.offset = offset
        etag = response.headers.get("ETag", "")
        self.etag = etag if etag.startswith('"') else ""
        self.is_part = response.status_code == 206

    def chunks(self) -> Iterator[bytes]:
        """The bytes.

        Raises:
            TransientError: the connection broke or stalled.
        """
        with connection_errors():
            yield from self.response.iter_raw()

    def abort(self) -> None:
        """Break the connection, so that a thread that waits in `chunks` wakes up; from any thread."""
        network = self.response.extensions.get("network_stream")
        sock = network.get_extra_info("socket") if network is not None else None
        if sock is None:
            return
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            return  # it was closed already, which is what was wanted


class HubClient:
    """One Hub; safe from any thread. Close it when done.

    Args:
        env: HF_ENDPOINT in it names another address than huggingface.co.
        cache_dir: answers are kept in `hub` in it; `huggingface_hub` may keep what it likes to keep beside.
        settings: what the person set, asked for with every request.
        token: the person's token, or ""; asked for with every request, and may block.
        note: called with each address that is asked, and the Hub's, before it is.
        timeout: seconds of silence in a download, for tests; `deadline` of a question.
    """

    def __init__(
        self,
        env: Mapping[str, str],
        cache_dir: Path,
        *,
        settings: Callable[[], HubSettings] = HubSettings,
        token: Callable[[], str] = str,
        note: Callable[[str, str], None] = lambda url, endpoint: None,
        timeout: float = TIMEOUT,
        deadline: float = DEADLINE,
    ) -> None:
        self._env = env
        self._cache_dir = cache_dir
        self._settings = settings
        self._token = token
        self._note = note
        self._timeout = timeout
        self._deadline = deadline
        self._cache = HubCache(cache_dir / "hub")
        self._lock = threading.Lock()
        self._networks: list[Network] = []  # the last is in use; downloads may still come over others
        weakref.finalize(self, _close, self._networks)

    @property
    def where(self) -> Address:
        """The way to the Hub that is in force, and who says so; connects to nothing."""
        return address(self._env, self._settings())

    @property
    def endpoint(self) -> str:
        """The Hub's address."""
        return self.where.endpoint

    @property
    def host(self) -> str:
        """The Hub's host as shown to a person; the whole setting where it is not an address."""
        return self.where.host

    def close(self) -> None:
        """Break all connections. Idempotent."""
        with self._lock:
            _close(self._networks)

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        """One page of the repositories with GGUF files; an earlier answer where the Hub cannot be asked.

        Args:
            cursor: of the page before; "" is the first page.

        Raises:
            UserError: offline, hub-error, certificate (nothing is kept of this search), bad-token, bad-endpoint …
        """

        def read(call: Call, library: Any) -> SearchPage:
            api = library.HfApi(endpoint=call.endpoint, token=False)
            found = [summary(item) for item in api.list_models(**parameters(query))]
            items = tuple(item for item in found if item is not None)
            following = next_cursor(call.link)
            more = items and following != cursor
            return SearchPage(query, items, following if more else "", call.fetched_at, call.problem)

        return self._read(read, query={"cursor": cursor} if cursor else {})

    def page(self, repo_id: str) -> RepoPage:
        """All that there is to say of a repository; an earlier answer where the Hub cannot be asked.

        Raises:
            UserError: not-found, bad-reference; otherwise as `search`.
        """
        if not is_repo_id(repo_id):
            raise UserError(
                say("This is not the name of a repository on the Hub."),
                say("Write it like bartowski/Llama-3.2-1B-Instruct-GGUF."),
                code="bad-reference",
            )

        def read(call: Call, library: Any) -> RepoPage:
            api = library.HfApi(endpoint=call.endpoint, token=False)
            info = api.model_info(repo_id, files_metadata=True)
            shown = summary(info)
            if shown is None or not _COMMIT.fullmatch(info.sha or ""):
                raise hub_error(say("The Hub's answer cannot be understood."))
            files, card, url = files_of(info.siblings), card_of(info), f"{call.endpoint}/{shown.repo_id}"
            models, companions = variants(files)
            readme = ""
            if any(file.filename == _CARD for file in files):
                at = library.hf_hub_url(shown.repo_id, _CARD, revision=info.sha, endpoint=call.endpoint)
                readme = card_body(call.text(at))
            return RepoPage(
                shown,
                info.sha,
                readme,
                models,
                companions,
                not_gguf(files),
                licence_of(card, shown.licence, files, url),
                True if shown.gating is Gating.OPEN else call.may_have(api, shown.repo_id),
                url,
                call.fetched_at,
                call.problem,
            )

        return self._read(read, page=repo_id)

    def whoami(self, token: str) -> str:
        """Whose token it is, as the Hub says.

        Raises:
            UserError: bad-token, insecure-hub (the token was not sent); offline, hub-error, certificate.
        """
        if not _TOKEN.fullmatch(token):
            raise UserError(
                say("This is not a token of the Hub's."), say("Copy it again; one begins with hf_."), code="bad-token"
            )
        network = self._connect()
        if not network.where.takes_token:
            raise UserError(
                say("The token was not sent: the connection to {host} is not encrypted.", host=network.where.host),
                say("Use an address of the Hub that begins with https://."),
                code="insecure-hub",
            )
        call = Call(network, token, time.monotonic() + self._deadline, None)
        try:
            with calling(call.send, self._cache_dir) as library, library_errors(""):
                answer = library.HfApi(endpoint=call.endpoint, token=False).whoami(token=token)
        except TransientError as error:
            raise readable(error) from error
        name = answer.get("name") if isinstance(answer, dict) else None
        if not isinstance(name, str) or not name:
            raise hub_error(say("The Hub did not say whose token this is."))
        return name

    def file(self, repo_id: str, filename: str, revision: str = "") -> RemoteFile:
        """What the Hub says about a file of a model's repository; one request.

        Args:
            revision: a commit or branch; "" is the present state.

        Raises:
            UserError: not-found, gated, hub-error, certificate. TransientError: offline, hub-error.
        """
        network = self._connect()
        call = Call(network, self._token_for(network), time.monotonic() + self._deadline, None)
        with calling(call.send, self._cache_dir) as library:
            url = library.hf_hub_url(repo_id, filename, revision=revision or None, endpoint=call.endpoint)
            with library_errors(f"{call.endpoint}/{repo_id}"):
                found = library.get_hf_file_metadata(url, token=False, endpoint=call.endpoint)
            if not found.size or found.commit_hash is None or not _SHA256.fullmatch(found.etag or ""):
                raise hub_error(say("The Hub did not say how large the file is and what its hash is."))
            pinned = library.hf_hub_url(repo_id, filename, revision=found.commit_hash, endpoint=call.endpoint)
        return RemoteFile(pinned, found.size, found.etag or "")

    @contextmanager
    def stream(self, url: str, offset: int = 0, etag: str = "", *, end: int | None = None) -> Iterator[Stream]:
        """Get a file from `offset` on, or the whole file where it is no longer the one with `etag`.

        Args:
            end: the first byte that is not wanted; None wants all. Some servers send more all the same.

        Raises:
            UserError: not-found, gated, hub-error, certificate. TransientError: offline, hub-error.
        """
        network = self._connect()
        token = self._token_for(network)
        headers = {"Accept-Encoding": "identity"}
        if offset or end is not None:
            headers["Range"] = f"bytes={offset}-{'' if end is None else end - 1}"
        if offset and etag:
            headers["If-Range"] = etag
        for _ in range(MAX_REDIRECTS):
            with network.response("GET", url, network.authorise(url, headers, token)) as response:
                if not response.has_redirect_location:
                    yield Stream(response, body_offset(response, offset))
                    return
                url = network.redirected(url, response)
        raise hub_error(say("The Hub sent the download from one address to the next without end."))

    def _read(self, read: Callable[[Call, Any], T], *, query: Mapping[str, str] | None = None, page: str = "") -> T:
        """What `read` makes of the Hub's answers, else of earlier ones."""
        where = self.where
        try:
            network = self._connect()
            token = self._token_for(network)
            call = Call(network, token, time.monotonic() + self._deadline, self._cache, query or {})
            result = self._run(call, read, page)
            call.keep()
            return result
        except (TransientError, UserError) as error:
            failed = readable(error)
            if failed.code not in ("offline", "offline-mode", "hub-error", "certificate"):
                raise failed from error
            replay = Call(None, "", 0.0, self._cache, query or {}, failed, where.endpoint)
            try:
                return self._run(replay, read, page)
            except (TransientError, UserError):  # nothing is kept that can be read
                raise failed from error

    def _run(self, call: Call, read: Callable[[Call, Any], T], page: str) -> T:
        about = f"{call.endpoint}/{page}" if page else ""
        with calling(call.send, self._cache_dir) as library, library_errors(about):
            return read(call, library)

    def _connect(self) -> Network:
        """The network in force; a new one where the settings changed."""
        if self._settings().offline:
            raise UserError(
                say("Paddock is set to stay offline, so nothing was asked."),
                say("Switch that off under Settings, Privacy."),
                code="offline-mode",
            )
        if self._env.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
            raise UserError(
                say("HF_HUB_OFFLINE is set, so nothing can be downloaded."),
                say("Remove it from the environment and start Paddock again."),
                code="offline",
            )
        where = self.where
        with self._lock:
            if not self._networks or self._networks[-1].where != where:
                self._networks.append(Network(where, self._timeout, self._note))
            return self._networks[-1]

    def _token_for(self, network: Network) -> str:
        return self._token() if network.where.takes_token else ""


def _close(networks: list[Network]) -> None:
    while networks:
        networks.pop().close()
