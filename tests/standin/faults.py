"""What a stand-in hub can be told to do wrong. One rule: values; `server.py` does it."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class Mute:
    """Say nothing at all, until the hub is released; `held` is set meanwhile."""


@dataclass(frozen=True)
class Drip:
    """Send one byte of the body every so many seconds: the connection is never idle, and nothing gets done."""

    every: float


@dataclass(frozen=True)
class Slow:
    """Send the body at so many bytes a second."""

    rate: int


@dataclass(frozen=True)
class Whole:
    """Send the whole file, whatever range was asked for."""


@dataclass(frozen=True)
class Body:
    """Send these bytes with a right Content-Length, whatever the file is."""

    data: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Redirect:
    """Send on to another address."""

    to: str


@dataclass(frozen=True)
class Lie:
    """Say something untrue about a file, or nothing (""); None is the truth."""

    size: str | None = None
    etag: str | None = None
    commit: str | None = None


Fault = Status | Cut | Hold | Mute | Drip | Slow | Whole | Body | Redirect | Lie
