"""Downloads onto a disk that gets full: what came is kept, and goes on once there is room."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest
from standin import StandInHub
from transfer_kit import CHUNK, MANY, ONE, Downloads

from paddock.core.errors import UserError
from paddock.hub.client import HubClient
from paddock.hub.downloads import Downloader
from paddock.hub.transfer.fetch import SPARE_ROOM

SIZE = 300_000


def refused(downloads: Downloads) -> UserError:
    with pytest.raises(UserError) as caught:
        downloads.fetch()
    return caught.value


class Disk:
    """A disk that gets full after `room` bytes, and says how much it has left."""

    def __init__(self, room: int) -> None:
        self.room = room

    def opens(self, path: Path) -> FileIO:
        disk = self

        class Part(FileIO):
            def write(self, data: object) -> int:
                view = memoryview(data)[: disk.room]  # type: ignore[call-overload]
                if not view:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                disk.room -= len(view)
                return super().write(view)

        return Part(path, "r+")


def filling(hub: StandInHub, tmp_path: Path, connections: int, **disk: Callable[[Path], object]) -> Downloads:
    downloads = Downloads(hub, tmp_path / "models", connections)
    client = HubClient(hub.env, tmp_path / "cache", timeout=5)
    downloads.downloader = Downloader(
        client, downloads.folder, waits=(0.0,), connections=connections, at_first=connections, chunk=CHUNK, **disk
    )  # type: ignore[arg-type]
    return downloads


@pytest.mark.parametrize("connections", [ONE, MANY])
@pytest.mark.parametrize("room", [0, 1, CHUNK, 123_457, SIZE - 1])
def test_a_disk_that_gets_full_keeps_what_came(hub: StandInHub, tmp_path: Path, connections: int, room: int) -> None:
    disk = Disk(room)
    downloads = filling(hub, tmp_path, connections, opens=disk.opens)
    assert refused(downloads).code == "disk-full"
    assert downloads.journal().done == room  # to the byte
    assert not downloads.target.exists()
    disk.room = SIZE - room  # not a byte more than what is missing
    assert downloads.fetch().read_bytes() == hub.content


def test_room_is_looked_at_while_it_downloads(hub: StandInHub, tmp_path: Path) -> None:
    left = iter([10**12, 10**12, SPARE_ROOM - 1])
    downloads = filling(hub, tmp_path, ONE, free=lambda folder: next(left))
    assert refused(downloads).code == "disk-full"
    assert downloads.journal().done == 2 * CHUNK
