"""Reads a response's body past the HTTP client. One rule: only where it is certain what the socket's bytes are.

The client's own reading copies each byte four times while no other thread may run, which is slower than a disk. So
only the first piece of a body, with which the client empties its buffer, comes from it; the rest is read from its
socket into memory of ours. The connection is not used again afterwards: the client knows that the body has not ended.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say
from paddock.hub.client import Stream, TransientError


class Reader:
    """One stream's bytes, in order."""

    def __init__(self, stream: Stream) -> None:
        self._pieces: Iterator[bytes] = stream.chunks()
        self._piece = memoryview(next(self._pieces, b""))
        self._socket, self._left = _past_client(stream, len(self._piece))

    def readinto(self, buffer: memoryview) -> int:
        """Read some bytes into `buffer`; returns how many, 0 at the end.

        Raises:
            TransientError: the connection broke or stalled.
        """
        if not self._piece and self._socket is None:
            self._piece = memoryview(next(self._pieces, b""))
        if self._piece:
            count = min(len(buffer), len(self._piece))
            buffer[:count] = self._piece[:count]
            self._piece = self._piece[count:]
            return count
        return self._receive(self._socket, buffer[: self._left]) if self._socket and self._left else 0

    def _receive(self, sock: socket.socket, buffer: memoryview) -> int:
        try:
            count = sock.recv_into(buffer)  # with the client's timeout, which it has set
        except OSError as error:
            raise _broken() from error
        if count == 0:
            raise _broken()
        self._left -= count
        return count


def _past_client(stream: Stream, had: int) -> tuple[socket.socket | None, int]:
    """The socket that the bytes after the first `had` can be read from, and how many; None where it is unsure."""
    response = stream.response
    network = response.extensions.get("network_stream")
    length = response.headers.get("Content-Length", "")
    if network is None or not length.isdecimal() or "Transfer-Encoding" in response.headers:
        return None, 0
    sock = network.get_extra_info("socket")
    if network.get_extra_info("ssl_object") is not None and not isinstance(sock, ssl.SSLSocket):
        return None, 0  # encrypted once more, within a proxy's connection
    if response.http_version != "HTTP/1.1" or not isinstance(sock, socket.socket):
        return None, 0
    return sock, max(0, int(length) - had)


def _broken() -> TransientError:
    todo = say("Check the internet connection, then press Resume; what was downloaded is kept.")
    return TransientError(UserError(say("The connection to the Hub broke."), todo, code="offline", remedy=Remedy.RETRY))
