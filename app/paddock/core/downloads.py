"""Downloads as the front ends see them. One rule: values; the work is the hub's and the service's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paddock.core.errors import Remedy
from paddock.core.hub import RepoFile


class DownloadState(StrEnum):
    """How far a download is."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"  # for a network or a busy server; goes on by itself
    PAUSED = "paused"
    VERIFYING = "verifying"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """What to fetch: one model's files, which appear together or not at all.

    Attributes:
        id: stable; asking again for the same id goes on with what is there. `request_id` makes one.
        name: what is shown.
        commit: of the repository, 40 hexadecimal digits; "" asks the Hub for the present one.
        files: the model's own first, then what goes with it (mmproj, draft model); sizes and hashes where known.
        licence: id of the licence that the person was shown.
    """

    id: str
    name: str
    repo_id: str
    files: tuple[RepoFile, ...]
    commit: str = ""
    licence: str = ""


def request_id(repo_id: str, filename: str) -> str:
    """The id of the download of a repository's file (of several, the first)."""
    return f"{repo_id}/{filename}"


@dataclass(frozen=True, slots=True)
class DownloadItem:
    """One download at one moment.

    Attributes:
        id: its request's.
        done_bytes: on disk already, of `total_bytes` (0 while unknown), all files together.
        speed: bytes a second over the last seconds; 0 when not running.
        seconds_left: as expected from the speed; 0 while unknown.
        error: what happened and what to do; "" unless FAILED or WAITING.
        code: the error's slug; `remedy` the button that mends it.
        path: the finished model; "" unless DONE.
        notice: what happened on the way and a person should know ("The file has changed on the Hub: …"); else "".
    """

    id: str
    name: str
    state: DownloadState
    done_bytes: int = 0
    total_bytes: int = 0
    speed: float = 0.0
    error: str = ""
    seconds_left: float = 0.0
    code: str = ""
    remedy: Remedy = Remedy.NONE
    repo_id: str = ""
    filename: str = ""
    path: str = ""
    notice: str = ""
