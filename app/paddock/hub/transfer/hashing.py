"""SHA-256 of a file while it comes. One rule: it reads what was written, chunk after chunk, and believes nothing else.

SHA-256 goes through a file in order only, so it follows the connections: one thread reads each chunk back, as soon as
it is whole, from the system's cache. A chunk of an earlier run whose CRC is not the journal's is missing again.
"""

from __future__ import annotations

import hashlib
import threading
import zlib
from io import FileIO
from pathlib import Path

from paddock.hub.journal import UNCHECKED
from paddock.hub.transfer.crew import Crew

_READ = 1024 * 1024


class Hashing:
    """The thread that hashes one crew's file.

    Attributes:
        done: bytes that are hashed.
        result: of the whole file, hexadecimal; "" until it is there.
    """

    def __init__(self, crew: Crew, part: Path) -> None:
        self.done = 0
        self.result = ""
        self._crew = crew
        self._part = part
        self._hash = hashlib.sha256()
        self._buffer = memoryview(bytearray(_READ))
        self._thread = threading.Thread(target=self._run, name="sha256", daemon=True)

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """Wait for it; the crew is over."""
        self._thread.join()

    def _run(self) -> None:
        crew = self._crew
        try:
            with self._part.open("rb", buffering=0) as file:
                index = 0
                while index < crew.chunks.count and self._wait_for(index):
                    if self._take(file, index):
                        index += 1
            with crew.changed:
                if not crew.over:
                    self.result = self._hash.hexdigest()
                    crew.over = True
                    crew.changed.notify_all()
        except BaseException as error:
            crew.fail(error)

    def _wait_for(self, index: int) -> bool:
        """Whether the chunk is whole; False: it is over."""
        with self._crew.changed:
            self._crew.changed.wait_for(lambda: self._crew.over or self._crew.chunks.is_whole(index))
            return not self._crew.over

    def _take(self, file: FileIO, index: int) -> bool:
        """Hash a chunk; False where it is not what the journal says."""
        crew, chunks = self._crew, self._crew.chunks
        known = index in chunks.inherited and chunks.crc(index) != UNCHECKED
        ahead = self._hash.copy()
        file.seek(index * chunks.chunk)
        left, crc = chunks.length(index), 0
        while left and not crew.over:
            count = file.readinto(self._buffer[: min(left, _READ)])
            if not count:
                break  # somebody cut the file
            data = self._buffer[:count]
            ahead.update(data)
            crc = zlib.crc32(data, crc) if known else crc
            left -= count
            self.done = (index + 1) * chunks.chunk - left
        if crew.over:
            return False
        if left or (known and crc != chunks.crc(index)):
            with crew.changed:
                chunks.lost(index)
                crew.changed.notify_all()
            return False
        self._hash = ahead
        return True
