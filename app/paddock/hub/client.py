"""Talks to Hugging Face's Hub. One rule: no account, no telemetry, and no connection that a caller did not ask for.

What a file is (size, SHA-256, commit) is asked of the real `huggingface_hub`; its own downloader never resumes
and does not check hashes, so the bytes come through a client of our own (`Stream`), which follows redirects itself
to keep them off unencrypted hosts.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from paddock import __version__
from paddock.core.errors import Remedy, UserError

if TYPE_CHECKING:
    import httpx2

ENDPOINT = "https://huggingface.co"
TIMEOUT = 20.0  # seconds to connect, and between two pieces of data
ASK_CONNECT_TIMEOUT = 4.0  # seconds to connect for the first question: without a network nobody waits long
MAX_REDIRECTS = 5
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class TransientError(Exception):
    """Worth another try: no connection, a server that is busy. `error` is what to say when tries run out."""

    def __init__(self, error: UserError, retry_after: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


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
        response: for whoever reads the bytes past the client, see `transfer/reader.py`.
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
        with _connection_errors():
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
    """One Hub, without an account.

    Args:
        env: HF_ENDPOINT in it names another address than huggingface.co.
        cache_dir: where `huggingface_hub` may keep what it likes to keep.
        timeout: seconds, for tests.

    Raises:
        UserError: bad-endpoint, HF_ENDPOINT is not an address.
    """

    def __init__(self, env: Mapping[str, str], cache_dir: Path, *, timeout: float = TIMEOUT) -> None:
        self.endpoint = (env.get("HF_ENDPOINT") or ENDPOINT).rstrip("/")
        self._cache_dir = cache_dir
        self._timeout = timeout

    @property
    def host(self) -> str:
        """The Hub's host as shown to a person; the whole setting where it is not an address."""
        return urlsplit(self.endpoint).hostname or self.endpoint

    def file(self, repo_id: str, filename: str, revision: str = "") -> RemoteFile:
        """What the Hub says about a file of a model's repository at a commit ("": the present one); one request.

        Raises:
            UserError: not-found, gated, hub-error. TransientError: offline, hub-error.
        """
        self._check_endpoint()
        self._prepare_environment()
        import httpx2
        import huggingface_hub as hub

        timeout = httpx2.Timeout(self._timeout, connect=min(self._timeout, ASK_CONNECT_TIMEOUT))
        url = hub.hf_hub_url(repo_id, filename, revision=revision or None, endpoint=self.endpoint)
        with _hub_errors(repo_id, self.endpoint), _connection_errors():
            found = hub.get_hf_file_metadata(
                url,
                token=False,
                timeout=timeout,  # type: ignore[arg-type]  # it only hands it to httpx2
                library_name="paddock",
                library_version=__version__,
                endpoint=self.endpoint,
            )
        if not found.size or found.commit_hash is None or not _SHA256.fullmatch(found.etag or ""):
            raise hub_error("The Hub did not say how large the file is and what its hash is.")
        pinned = hub.hf_hub_url(repo_id, filename, revision=found.commit_hash, endpoint=self.endpoint)
        return RemoteFile(pinned, found.size, found.etag or "")

    @contextmanager
    def stream(self, url: str, offset: int = 0, etag: str = "", *, end: int | None = None) -> Iterator[Stream]:
        """Get a file from `offset` on, or the whole file where it is no longer the one with `etag`.

        Args:
            end: the first byte that is not wanted; None wants all. Some servers send more all the same.

        Raises:
            UserError: not-found, gated, hub-error. TransientError: offline, hub-error.
        """
        import httpx2

        headers = {"Accept-Encoding": "identity", "User-Agent": f"paddock/{__version__}"}
        if offset or end is not None:
            headers["Range"] = f"bytes={offset}-{'' if end is None else end - 1}"
        if offset and etag:
            headers["If-Range"] = etag
        with httpx2.Client(timeout=self._timeout, follow_redirects=False) as client:
            for _ in range(MAX_REDIRECTS):
                with _get(client, url, headers) as response:
                    if not response.has_redirect_location:
                        yield Stream(response, _body_offset(response, offset))
                        return
                    url = urljoin(url, response.headers["Location"])
                    self._check_redirect(url)
        raise hub_error("The Hub sent the download from one address to the next without end.")

    def _check_endpoint(self) -> None:
        parts = urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UserError(
                "HF_ENDPOINT is not an address of the web.",
                f"Set it to one such as {ENDPOINT}, or remove it.",
                code="bad-endpoint",
            )

    def _check_redirect(self, url: str) -> None:
        """Encrypted hosts only, but for this computer itself and the host that HF_ENDPOINT names."""
        target, own = urlsplit(url), urlsplit(self.endpoint)
        plain_allowed = target.hostname in _LOOPBACK or (own.scheme == "http" and target.hostname == own.hostname)
        if target.scheme != "https" and not (target.scheme == "http" and plain_allowed):
            raise hub_error(f"The download was sent on to an unencrypted address ({target.hostname}) and was refused.")

    def _prepare_environment(self) -> None:
        """Silence `huggingface_hub` before its first import; it reads these names then and never again."""
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
        os.environ["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"
        os.environ["HF_HUB_DISABLE_XET"] = "1"
        os.environ["HF_HOME"] = str(self._cache_dir / "huggingface")


@contextmanager
def _get(client: httpx2.Client, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
    request = client.build_request("GET", url, headers=headers)
    with _connection_errors():
        response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _body_offset(response: httpx2.Response, wanted: int) -> int:
    """Where in the file the body begins; -1: the wanted part does not exist (416).

    Raises:
        UserError or TransientError: the status is an error.
    """
    status = response.status_code
    if status == 200:
        return 0
    if status == 206:
        match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != wanted:
            raise hub_error("The Hub sent another part of the file than was asked for.")
        return wanted
    if status == 416:
        return -1
    raise _status_error(status, response.headers)


def _status_error(status: int, headers: Mapping[str, str]) -> Exception:
    if status in (401, 403):
        return _gated("")
    if status == 404:
        return _not_found()
    error = hub_error(f"The Hub answered with an error ({status}).")
    if status in (408, 425, 429) or status >= 500:
        after = headers.get("Retry-After", "")
        return TransientError(error, float(after) if after.isdecimal() else 0.0)
    return error


@contextmanager
def _hub_errors(repo_id: str, endpoint: str) -> Iterator[None]:
    """The real client's exceptions in our words."""
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError as error:
        raise _gated(f"{endpoint}/{repo_id}") from error
    except (errors.RepositoryNotFoundError, errors.EntryNotFoundError, errors.RevisionNotFoundError) as error:
        raise _not_found() from error
    except errors.OfflineModeIsEnabled as error:
        raise UserError(
            "HF_HUB_OFFLINE is set, so nothing can be downloaded.",
            "Remove it from the environment and start Paddock again.",
            code="offline",
        ) from error
    except errors.HfHubHTTPError as error:
        raise _status_error(error.response.status_code, error.response.headers) from error


@contextmanager
def _connection_errors() -> Iterator[None]:
    """What goes wrong below HTTP: always worth another try, but for an address that is none."""
    import httpx2

    try:
        yield
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise hub_error("The Hub's address cannot be used.") from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        raise TransientError(_offline("There is no internet connection.", "Connect, then press Resume.")) from error
    except httpx2.RequestError as error:
        todo = "Check the internet connection, then press Resume; what was downloaded is kept."
        raise TransientError(_offline("The connection to the Hub broke.", todo)) from error


def _offline(what: str, todo: str) -> UserError:
    return UserError(what, todo, code="offline", remedy=Remedy.RETRY)


def hub_error(what: str) -> UserError:
    """The Hub behaves in a way that only waiting can mend."""
    return UserError(what, "Try again later; what was downloaded is kept.", code="hub-error", remedy=Remedy.RETRY)


def _not_found() -> UserError:
    return UserError(
        "The file is no longer on the Hub.",
        "Choose another model, or download a GGUF file in the browser and use “Open a file…”.",
        code="not-found",
        remedy=Remedy.OPEN_FILE,
    )


def _gated(page: str) -> UserError:
    where = f"at {page} " if page else ""
    return UserError(
        "This file is only given to people who have an account and have accepted the model's licence.",
        f"Sign in {where}in the browser, accept the licence, download the file there and use “Open a file…”.",
        code="gated",
        remedy=Remedy.OPEN_FILE,
    )
