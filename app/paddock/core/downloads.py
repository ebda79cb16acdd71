"""Downloads as the front ends see them. One rule: values; the work is the hub's and the service's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DownloadState(StrEnum):
    """How far a download is."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    VERIFYING = "verifying"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DownloadItem:
    """One download at one moment.

    Attributes:
        id: the catalogue entry's id.
        done_bytes: on disk already, of `total_bytes` (0 while unknown).
        speed: bytes a second over the last seconds; 0 when not running.
        error: what happened and what to do; "" unless FAILED.
    """

    id: str
    name: str
    state: DownloadState
    done_bytes: int = 0
    total_bytes: int = 0
    speed: float = 0.0
    error: str = ""
