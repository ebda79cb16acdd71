"""The way to the Hub: its address, proxies, certificates, and whom the token is sent to.

One rule: the token goes to the Hub's own origin alone, and there only encrypted or on this computer; never to where a
redirect leads. Every question ends within its deadline, whatever the server does.
"""

from __future__ import annotations

import http.cookiejar
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from paddock import __version__
from paddock.core.errors import Remedy, UserError
from paddock.core.said import say

if TYPE_CHECKING:
    import httpx2

ENDPOINT = "https://huggingface.co"
DEADLINE = 10.0  # seconds that a question may take, all in all
CONNECT_TIMEOUT = 4.0  # seconds to connect for a question: without a network nobody waits long
MAX_REDIRECTS = 5
MAX_ANSWER = 32 * 1024 * 1024  # bytes; a list of a repository with 50,000 files takes ten
MAX_NOTE = 64 * 1024  # bytes of a redirect's own text
KEPT_CONNECTIONS = 32
KEPT_FOR = 30.0  # seconds that an idle connection is kept
_PLAIN_HOSTS = {"localhost", "127.0.0.1", "::1"}
_PORTS = {"http": 80, "https": 443}
_OURS = ("authorization", "host")  # headers that depend on whom a request goes to
_CA_NAMES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
T = TypeVar("T")


class TransientError(Exception):
    """Worth another try: no connection, a server that is busy. `error` is what to say when tries run out."""

    def __init__(self, error: UserError, retry_after: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class HubSettings:
    """What the person set; "" leaves it to the environment.

    Attributes:
        endpoint: the Hub's address, of a mirror for instance.
        ca_file: a file of certificates (PEM) to trust as well, as companies have them.
        proxy: address of a proxy.
        offline: connect to nothing.
    """

    endpoint: str = ""
    ca_file: str = ""
    proxy: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """The way to the Hub that is in force, and who says so ("your settings", "HF_ENDPOINT", "as always").

    Attributes:
        ca_file: "" trusts what comes with the program or lies in SSL_CERT_DIR.
        ca_only: nothing but `ca_file` is trusted, as SSL_CERT_FILE means it.
        proxy: "" is the system's: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, but for the hosts in NO_PROXY.
    """

    endpoint: str
    endpoint_from: str
    ca_file: str = ""
    ca_from: str = ""
    ca_only: bool = False
    proxy: str = ""
    proxy_from: str = ""

    @property
    def host(self) -> str:
        """The Hub's host as shown to a person; the whole address where it is none."""
        return urlsplit(self.endpoint).hostname or self.endpoint

    @property
    def takes_token(self) -> bool:
        """Whether a token may be sent there: encrypted, or on this computer."""
        parts = urlsplit(self.endpoint)
        return parts.scheme == "https" or parts.hostname in _PLAIN_HOSTS


def address(env: Mapping[str, str], settings: HubSettings) -> Address:
    """The settings win, then the environment; neither is checked here."""
    endpoint_from: str
    if settings.endpoint:
        endpoint, endpoint_from = settings.endpoint, say("your settings")
    elif env.get("HF_ENDPOINT"):
        endpoint, endpoint_from = env["HF_ENDPOINT"], "HF_ENDPOINT"
    else:
        endpoint, endpoint_from = ENDPOINT, say("as always")
    ca_name = next((name for name in _CA_NAMES if env.get(name)), "")
    proxies = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")
    return Address(
        endpoint.rstrip("/"),
        endpoint_from,
        settings.ca_file or env.get(ca_name, ""),
        say("your settings") if settings.ca_file else ca_name,
        ca_only=not settings.ca_file and bool(ca_name),
        proxy=settings.proxy,
        proxy_from=say("your settings") if settings.proxy else next((name for name in proxies if env.get(name)), ""),
    )


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what makes two addresses one server's."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, (parts.hostname or "").lower(), port or _PORTS.get(parts.scheme, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `headers` by their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Network:
    """Connections to one Hub, kept for the next request; safe from any thread.

    Args:
        timeout: seconds to connect, and between two pieces of data.
        note: called with each address before it is asked for anything.

    Raises:
        UserError: bad-endpoint, bad-proxy, bad-certificates.
    """

    def __init__(self, where: Address, timeout: float, note: Callable[[str, str], None]) -> None:
        import httpx2

        self.where = where
        self._note = note
        self.timeout = timeout
        _check_endpoint(where)
        limits = httpx2.Limits(max_keepalive_connections=KEPT_CONNECTIONS, keepalive_expiry=KEPT_FOR)
        with _proxy_errors():
            self.client = httpx2.Client(
                timeout=timeout,
                limits=limits,
                follow_redirects=False,
                verify=_trusted(where),
                proxy=where.proxy or None,
                # a proxy that the person set is not asked for this computer itself
                mounts={f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")} if where.proxy else None,
                headers={"User-Agent": f"paddock/{__version__}"},
            )
        self.client.cookies.jar.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))

    def close(self) -> None:
        """Break what is still open. Idempotent."""
        self.client.close()

    def authorise(self, url: str, headers: dict[str, str], token: str) -> dict[str, str]:
        """The headers for a request to `url`: with the token only where it may go."""
        kept = {name: value for name, value in headers.items() if name.lower() not in _OURS}
        if token and self.where.takes_token and origin(url) == origin(self.where.endpoint):
            kept["Authorization"] = f"Bearer {token}"
        return kept

    def redirected(self, url: str, response: httpx2.Response) -> str:
        """Where a redirect leads: encrypted hosts only, but for this computer itself and the host that was named.

        Raises:
            UserError: hub-error.
        """
        if (
            response.headers.get("Content-Length", "").isdecimal()
            and int(response.headers["Content-Length"]) < MAX_NOTE
        ):
            with connection_errors():
                response.read()  # so that the connection can be used again
        try:
            url = urljoin(url, response.headers["Location"])
            target, own = urlsplit(url), urlsplit(self.where.endpoint)
        except ValueError as error:
            raise hub_error(say("The Hub sent on to an address that is none.")) from error
        plain_allowed = target.hostname in _PLAIN_HOSTS or (own.scheme == "http" and target.hostname == own.hostname)
        if target.scheme != "https" and not (target.scheme == "http" and plain_allowed):
            raise hub_error(
                say(
                    "The download was sent on to an unencrypted address ({hostname}) and was refused.",
                    hostname=target.hostname,
                )
            )
        return url

    def ask(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        token: str,
        deadline: float,
        *,
        most: int = MAX_ANSWER,
        cut: bool = False,
    ) -> Answer:
        """One small question and its whole answer; follows redirects, but for HEAD.

        Args:
            deadline: on the monotonic clock.
            most: bytes of the answer; of a longer one, that many if `cut`, or it is refused.

        Raises:
            UserError: hub-error, certificate. TransientError: offline, hub-error.
        """

        def read(response: httpx2.Response) -> bytes:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > most:
                    break
                if time.monotonic() > deadline:  # nobody waits for it any more
                    raise too_slow(self.where.host)
            plain = _unpacked(bytes(body), response.headers.get("Content-Encoding", ""), most)
            if len(plain) > most and not cut:
                raise hub_error(say("The Hub's answer has no end."))
            return plain[:most]

        return within(deadline, lambda: self._ask(method, url, headers, token, deadline, read), self.where.host)

    def _ask(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        token: str,
        deadline: float,
        read: Callable[[httpx2.Response], bytes],
    ) -> Answer:
        if method != "HEAD":  # of which the size is what is wanted
            others = {name: value for name, value in headers.items() if name.lower() != "accept-encoding"}
            headers = {**others, "Accept-Encoding": "gzip"}  # the only one that `_unpacked` can stop in time
        for _ in range(MAX_REDIRECTS):
            with self.response(method, url, self.authorise(url, headers, token), deadline) as response:
                if method != "HEAD" and response.has_redirect_location:
                    url = self.redirected(url, response)
                    continue
                with connection_errors():
                    body = response.read() if method == "HEAD" else read(response)  # of HEAD there is none
                return Answer(response.status_code, dict(response.headers), body)
        raise hub_error(say("The Hub sent the question from one address to the next without end."))

    @contextmanager
    def response(
        self, method: str, url: str, headers: dict[str, str], deadline: float | None = None
    ) -> Iterator[httpx2.Response]:
        """A response whose body is still to come; within a deadline no step waits beyond it."""
        import httpx2

        request = self.client.build_request(method, url, headers=headers)
        self._note(url, self.where.endpoint)
        if deadline is not None:
            left = max(0.001, min(deadline - time.monotonic(), self.timeout))
            timeout = httpx2.Timeout(left, connect=min(left, CONNECT_TIMEOUT))
            request.extensions["timeout"] = timeout.as_dict()
        with connection_errors():
            response = self.client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()


def within(deadline: float, work: Callable[[], T], host: str) -> T:
    """Do `work` on a thread of its own, and wait for it until the deadline; what comes later is thrown away.

    Looking a name up cannot be given a time, and a server may send its headers letter by letter.

    Raises:
        TransientError: the deadline passed. Otherwise what `work` raises.
    """
    results: list[T] = []
    failures: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            failures.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="hub-question", daemon=True).start()
    if not done.wait(max(0.0, deadline - time.monotonic())):
        raise too_slow(host)
    if failures:
        raise failures[0]
    return results[0]


def _unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """A body as it was before it was sent; hardly more than `most` bytes of it, however small it was packed.

    Raises:
        UserError: hub-error.
    """
    if encoding.lower() in ("", "identity"):
        return body
    try:
        if encoding.lower() == "gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, most + 1)
    except zlib.error as error:
        raise hub_error(say("The Hub's answer is damaged.")) from error
    raise hub_error(say("The Hub's answer is packed in a way that was not asked for."))


@contextmanager
def connection_errors() -> Iterator[None]:
    """What goes wrong below HTTP: worth another try, but for an address that is none or a certificate."""
    import httpx2

    try:
        yield
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise hub_error(say("The Hub's address cannot be used.")) from error
    except httpx2.ProxyError as error:
        todo = say("Check the proxy in the settings or in the environment (HTTPS_PROXY), then try again.")
        raise TransientError(_offline(say("The proxy refused the connection to the Hub."), todo)) from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        if _untrusted(error):
            raise _certificate() from error
        todo = say("Check the internet connection, then press Resume.")
        raise TransientError(_offline(say("The Hub cannot be reached."), todo)) from error
    except httpx2.RequestError as error:
        todo = say("Check the internet connection, then press Resume; what was downloaded is kept.")
        raise TransientError(_offline(say("The connection to the Hub broke."), todo)) from error


def hub_error(what: str) -> UserError:
    """The Hub behaves in a way that only waiting can mend."""
    return UserError(what, say("Try again later; what was downloaded is kept."), code="hub-error", remedy=Remedy.RETRY)


def too_slow(host: str) -> TransientError:
    """Nothing came in time."""
    todo = say("Check the internet connection and try again.")
    return TransientError(_offline(say("{host} did not answer in time.", host=host), todo))


def _offline(what: str, todo: str) -> UserError:
    return UserError(what, todo, code="offline", remedy=Remedy.RETRY)


def _untrusted(error: BaseException | None) -> bool:
    """Whether a certificate is at the bottom of it."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _certificate() -> UserError:
    return UserError(
        say("The Hub's certificate is not trusted, so nothing was sent."),
        say(
            "If your company or a virus scanner looks into encrypted connections, give Paddock its certificate: "
            "a PEM file in the settings, or SSL_CERT_FILE. Otherwise somebody may be listening: try another network."
        ),
        code="certificate",
    )


def _check_endpoint(where: Address) -> None:
    parts = urlsplit(where.endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        told = "HF_ENDPOINT" if where.endpoint_from == "HF_ENDPOINT" else say("The address of the Hub in the settings")
        raise UserError(
            say("{told} is not an address of the web.", told=told),
            say("Set it to one such as {endpoint}, or remove it.", endpoint=ENDPOINT),
            code="bad-endpoint",
        )


@contextmanager
def _proxy_errors() -> Iterator[None]:
    try:
        yield
    except (ValueError, ImportError) as error:  # the second where a SOCKS proxy is named
        raise UserError(
            say("The proxy's address cannot be used."),
            say(
                "Paddock knows proxies such as http://proxy.example.com:8080; look into the settings, "
                "and into HTTPS_PROXY and ALL_PROXY in the environment."
            ),
            code="bad-proxy",
        ) from error


def check_certificates(path: Path) -> None:
    """Whether a file can be trusted as `HubSettings.ca_file`. Raises `UserError`: "bad-certificates"."""
    _trusted(Address("", "", str(path), say("your settings")))


def _trusted(where: Address) -> ssl.SSLContext:
    """The certificates to trust: those that come with the HTTP client, and the file that was named."""
    import httpx2

    path = where.ca_file
    try:
        if path and where.ca_only:
            return ssl.create_default_context(cafile=path) if Path(path).is_file() else _from_folder(path)
        context = httpx2.create_ssl_context(trust_env=False)
        if path:
            context.load_verify_locations(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise UserError(
            say(
                "“{path}” ({ca_from}) cannot be used: it holds no certificates that can be read.",
                path=path,
                ca_from=where.ca_from,
            ),
            say("Name a file of certificates in PEM format, or remove the setting."),
            code="bad-certificates",
        ) from error
    return context


def _from_folder(path: str) -> ssl.SSLContext:
    """REQUESTS_CA_BUNDLE may name a folder, too."""
    return ssl.create_default_context(capath=path) if Path(path).is_dir() else ssl.create_default_context(cafile=path)
