"""What is said of downloads. One rule: the same words in the sidebar's foot, on the card and in the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import Remedy
from paddock.core.sizes import GB, MB, size_text
from paddock.ui.i18n import tr, translated

ACTIVE = (DownloadState.RUNNING, DownloadState.VERIFYING)
UNDER_WAY = (*ACTIVE, DownloadState.WAITING, DownloadState.QUEUED)
STOPPED = (DownloadState.PAUSED, DownloadState.FAILED)
LIMITS = (0, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000)


def words_of(item: DownloadItem) -> str:
    """One line about a download: "0.4 of 2.0 GB · 12 MB/s · 2 min left"."""
    if item.state is DownloadState.FAILED:
        return translated(item.error) or tr("Failed")
    if item.state is DownloadState.DONE:
        return tr("Done, {size}", size=size_words(item.total_bytes)) if item.total_bytes else tr("Done")
    if item.state is DownloadState.VERIFYING:
        return tr("Checking the file…")
    if item.state is DownloadState.WAITING:
        return translated(item.error) or tr("No connection. It goes on by itself once there is one.")
    if item.state is DownloadState.QUEUED:
        return amount(item, tr("waits for its turn")) if item.done_bytes else tr("Waits for its turn")
    if item.state is DownloadState.RUNNING and not item.done_bytes:
        return tr("Connecting…")
    if item.state is DownloadState.PAUSED:
        return amount(item, tr("paused"))
    return amount(item, speed_words(item.speed), time_left(item.seconds_left or seconds_left(item)))


def amount(item: DownloadItem, *more: str) -> str:
    """How much of it is here, and what else is to be said."""
    if item.total_bytes:
        scale, unit = (GB, tr("GB")) if item.total_bytes >= GB / 10 else (MB, tr("MB"))
        done = tr(
            "{done:.1f} of {total:.1f} {unit}", done=item.done_bytes / scale, total=item.total_bytes / scale, unit=unit
        )
    else:
        done = size_words(item.done_bytes)
    return " · ".join((done, *(part for part in more if part)))


def size_words(count: float) -> str:
    """Bytes: "2.0 GB", "58 MB"."""
    return translated(size_text(count))


def speed_words(speed: float) -> str:
    """Bytes a second: "12 MB/s"; "" when nothing moves."""
    if speed <= 0:
        return ""
    return tr("{size}/s", size=size_words(speed))


def seconds_left(item: DownloadItem) -> float:
    """By its present speed; 0 if nobody can tell."""
    return (item.total_bytes - item.done_bytes) / item.speed if item.speed > 0 and item.total_bytes else 0.0


def time_left(seconds: float) -> str:
    """Rounded as a person would say it; "" while unknown."""
    if seconds <= 0:
        return ""
    if seconds < 60:
        return tr("less than a minute left")
    if seconds < 3600:
        return tr("{count} min left", count=round(seconds / 60))
    return tr("{count:.1f} h left", count=seconds / 3600)


def share_of(item: DownloadItem) -> float:
    """How much of it is here, 0 to 1."""
    if item.state is DownloadState.DONE:
        return 1.0
    return min(1.0, item.done_bytes / item.total_bytes) if item.total_bytes else 0.0


def limit_words(limit: int) -> str:
    """Bytes a second, as a choice: "2 MB/s"."""
    return tr("{count:.10g} MB/s", count=limit / MB) if limit else tr("No limit")


def summary(items: Sequence[DownloadItem]) -> str:
    """How many are under way, how fast, how long."""
    running = sum(item.state in ACTIVE for item in items)
    speed = sum(item.speed for item in items if item.state is DownloadState.RUNNING)
    parts = (tr("{count} running", count=running), speed_words(speed), time_left(left_of_all(items)))
    return " · ".join(part for part in parts if part) if running else tr("Nothing is running")


def others(items: Sequence[DownloadItem]) -> str:
    """Those that are not running, in one line."""
    counts = [
        (sum(item.state is DownloadState.WAITING for item in items), tr("{count} without a connection")),
        (sum(item.state is DownloadState.QUEUED for item in items), tr("{count} in the queue")),
        (sum(item.state is DownloadState.PAUSED for item in items), tr("{count} paused")),
        (sum(item.state is DownloadState.FAILED for item in items), tr("{count} failed")),
    ]
    return " · ".join(words.format(count=count) for count, words in counts if count)


def left_of_all(items: Iterable[DownloadItem]) -> float:
    """Seconds until all that run or wait their turn are here, at the present speed; 0 if nobody can tell."""
    wanted = [item for item in items if item.state in UNDER_WAY]
    speed = sum(item.speed for item in wanted)
    left = sum(item.total_bytes - item.done_bytes for item in wanted if item.total_bytes)
    return left / speed if speed > 0 else 0.0


def remedy_words(remedy: Remedy) -> str:
    """What the button says that mends a failed download; "" where trying again is all there is."""
    return {
        Remedy.OPEN_MODELS: tr("Look for another one"),
        Remedy.OPEN_FILE: tr("Open a file…"),
    }.get(remedy, "")
