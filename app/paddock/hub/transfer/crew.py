"""The connections that fetch one file together. One rule: only what is written is counted, and only then marked.

The first connection begins alone: its answer tells whether the server gives parts of the file, and which version of it
it has. Then the others begin. Each rests on its own after an error, longer each time nothing comes, and does not end
while the network is away; one that a server refuses for good leaves the rest to the others.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from paddock.core.errors import UserError
from paddock.core.said import say
from paddock.hub.client import HubClient, Stream, TransientError, hub_error
from paddock.hub.control import LONGEST_WAIT, Stopped, StopSignal
from paddock.hub.journal import Journal, Mark
from paddock.hub.transfer.chunks import Chunks, Span
from paddock.hub.transfer.reader import Reader
from paddock.hub.transfer.throttle import Throttle

READ = 256 * 1024  # bytes that are written at once: they are still in the processor's cache then
MARK_EVERY = 1024 * 1024  # bytes; eight connections together lose at most half of 16 MiB by a kill
MOST_CHUNKS = 4  # that are asked for with one request, where several connections fetch
RETRY_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)  # seconds, the last one for ever


class StartOver(Exception):
    """The server has another version of the file, or gives no parts of it: what is there does not count.

    Attributes:
        etag: of the version that it has.
        changed: it is another version; False: the server cannot go on in the middle.
    """

    def __init__(self, etag: str, *, changed: bool) -> None:
        super().__init__(say("the file has changed") if changed else say("the server gives no parts"))
        self.etag = etag
        self.changed = changed


@dataclass(frozen=True, slots=True)
class Way:
    """How files are fetched.

    Attributes:
        waits: seconds before each new try, as long as nothing comes; the last one for ever.
        connections: at most, for one file; `at_first` of them begin.
        mark_every: bytes that one connection may write without saying so in the journal.
        open_part: opens a part for writing.
        free: bytes that the disk of a folder has left.
    """

    client: HubClient
    throttle: Throttle
    waits: tuple[float, ...]
    connections: int
    at_first: int
    mark_every: int
    open_part: Callable[[Path], BinaryIO]
    free: Callable[[Path], int]


@dataclass
class Source:
    """What is fetched, and whereto.

    Attributes:
        index: of the file in its request.
    """

    url: str
    part: Path
    journal: Journal
    index: int


@dataclass
class Crew:
    """The state that all connections of one file share; guarded by `changed`.

    Attributes:
        working: connections whose stream is open, or about to write.
        over: all end as soon as they can.
        failure: why, where it was for an error.
        trouble: what the last try that failed has met; None when bytes have come since.
    """

    way: Way
    source: Source
    chunks: Chunks
    stop: StopSignal
    need_room: Callable[[], None]
    changed: threading.Condition = field(default_factory=threading.Condition)
    working: int = 0
    alive: int = 0
    over: bool = False
    failure: BaseException | None = None
    trouble: UserError | None = None
    hired: bool = False

    def begin(self) -> None:
        """Start the first connection."""
        self._hire(1)

    def end(self) -> None:
        """Let all connections end; returns when none of them will write any more."""
        with self.changed:
            self.over = True
            self.changed.notify_all()
        self.stop.break_streams()
        with self.changed:
            self.changed.wait_for(lambda: self.working == 0)

    def fail(self, error: BaseException) -> None:
        """End for this reason, if there is none yet."""
        with self.changed:
            self.failure = self.failure or error
            self.over = True
            self.changed.notify_all()

    def _hire(self, count: int) -> None:
        with self.changed:
            self.alive += count
        for number in range(count):
            threading.Thread(target=_Connection(self).run, name=f"connection-{number}", daemon=True).start()

    def hire_others(self) -> None:
        """Start some more connections, once the server is known to give parts."""
        with self.changed:
            if self.hired:
                return
            self.hired = True
            self._hire(max(0, min(self.way.at_first, self._useful()) - 1))

    def grow(self) -> None:
        """Start all connections that are worth it: those that there are do not fill the line."""
        with self.changed:
            more = self._useful() - self.alive if self.hired and not self.over else 0
        self._hire(max(0, more))

    def _useful(self) -> int:
        return min(self.way.connections, self.chunks.missing() // self.chunks.chunk)

    def retire(self, error: UserError) -> None:
        """A connection is of no use; if it was the last one, nothing is."""
        with self.changed:
            self.alive -= 1
            if self.alive == 0:
                self.fail(error)
            self.changed.notify_all()

    def span(self) -> Span | None:
        """The next bytes to fetch; waits while there are none; None: it is over."""
        with self.changed:
            while not self.over:
                share = self.chunks.missing() // (self.chunks.chunk * 2 * self.way.connections)
                alone = self.way.connections == 1 or self.chunks.missing() <= self.chunks.chunk
                most = self.chunks.count if alone else max(1, min(MOST_CHUNKS, share))
                if span := self.chunks.take(most):
                    return span
                self.changed.wait()
            return None


class _Connection:
    """One after the other, requests for parts of the file."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._way = crew.way
        self._source = crew.source
        self._buffer = memoryview(bytearray(READ))
        self._misses = 0

    def run(self) -> None:
        crew = self._crew
        try:
            while span := crew.span():
                self._fetch(span)
        except Stopped:
            pass  # whoever stopped it knows
        except UserError as error:
            crew.retire(error)
        except BaseException as error:
            crew.fail(error)

    def _fetch(self, span: Span) -> None:
        """One request and, where it fails, the rest after it.

        Raises:
            UserError: the server refuses. OSError: the disk does. Stopped. StartOver.
        """
        held = span
        missed: TransientError | None = None
        try:
            end = None if span.end == self._crew.chunks.size else span.end
            etag = self._source.journal.files[self._source.index].etag
            with (
                self._way.client.stream(self._source.url, span.offset, etag, end=end) as stream,
                self._crew.stop.breaking(stream),
                self._at_work(),
                self._way.open_part(self._source.part) as part,  # closed before `Crew.end` returns: it may be renamed
            ):
                held = self._agree(stream, span)
                self._receive(part, Reader(stream), held)
        except TransientError as error:
            missed = error
        finally:
            with self._crew.changed:
                self._crew.chunks.give_back(held)
                self._crew.changed.notify_all()
        if missed is not None:
            self._rest(missed)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """While inside, `Crew.end` waits."""
        with self._crew.changed:
            if self._crew.over:
                raise Stopped
            self._crew.working += 1
        try:
            yield
        finally:
            with self._crew.changed:
                self._crew.working -= 1
                self._crew.changed.notify_all()

    def _agree(self, stream: Stream, span: Span) -> Span:
        """What of the file comes on this stream; raises StartOver where it does not go on with what is there."""
        crew, journal, index = self._crew, self._source.journal, self._source.index
        known = journal.files[index].etag
        changed = bool(known and stream.etag and stream.etag != known)
        if stream.offset != span.offset or changed:
            raise StartOver(stream.etag, changed=changed)
        if stream.etag:
            journal.set_etag(index, stream.etag)
        if not stream.is_part:
            with crew.changed:
                if crew.hired:  # it gave parts before
                    raise StartOver(stream.etag, changed=False)
                return crew.chunks.take_all(span)
        crew.hire_others()
        return span

    def _receive(self, part: BinaryIO, reader: Reader, span: Span) -> None:
        """Raises TransientError when less comes than was asked for."""
        at = span.offset
        part.seek(at)
        for index in range(span.first, self._crew.chunks.count):
            end = min(span.end, (index + 1) * self._crew.chunks.chunk)
            self._receive_chunk(part, reader, index, end - at)
            at = end
            if at == span.end:
                return  # whatever else a server sends is not part of it
            self._crew.need_room()

    def _receive_chunk(self, part: BinaryIO, reader: Reader, index: int, left: int) -> None:
        """The `left` bytes that are missing of a chunk."""
        unmarked = 0
        mark: Mark | None = None
        try:
            while left:
                data = self._read(reader, left)
                while data:  # a disk that gets full takes a part of it, and then no more
                    count = part.write(data)
                    mark = self._wrote(index, data[:count])
                    data, left, unmarked = data[count:], left - count, unmarked + count
                if unmarked >= self._way.mark_every:
                    self._mark(index, mark)
                    mark, unmarked = None, 0
        finally:
            self._mark(index, mark)

    def _wrote(self, index: int, data: memoryview) -> Mark:
        crew = self._crew
        crc = zlib.crc32(data, crew.chunks.crc(index))
        with crew.changed:
            mark = crew.chunks.wrote(index, len(data), crc)
            crew.trouble = None
            if crew.chunks.is_whole(index):
                crew.changed.notify_all()
        self._misses = 0
        return mark

    def _mark(self, index: int, mark: Mark | None) -> None:
        if mark is not None:
            self._source.journal.mark(self._source.index, index, mark)

    def _read(self, reader: Reader, most: int) -> memoryview:
        """The next bytes, at most so many.

        Raises:
            TransientError: the connection broke, or the body ended. Stopped: it is over.
        """
        throttle = self._way.throttle
        allowed = throttle.take(min(most, len(self._buffer)), self._crew.stop.check)
        count = reader.readinto(self._buffer[:allowed])
        throttle.put_back(allowed - count)
        if count == 0:
            raise TransientError(hub_error(say("The Hub sent less than it was asked for.")))
        if self._crew.over:
            raise Stopped
        return self._buffer[:count]

    def _rest(self, error: TransientError) -> None:
        """Wait after an error, longer each time nothing came."""
        crew = self._crew
        crew.stop.check()  # a stop breaks the connection, which looks like this
        wait = max(self._way.waits[min(self._misses, len(self._way.waits) - 1)], error.retry_after)
        self._misses += 1
        with crew.changed:
            crew.trouble = error.error
            crew.changed.notify_all()
            crew.changed.wait_for(lambda: crew.over, min(wait, LONGEST_WAIT))
