"""Reads the header of a model that lies on the Hub, so that one knows whether it fits before downloading it.

One rule: only what the header takes is fetched (with a tokenizer of Llama 3's size about 8 MB), never the weights.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from paddock.core.errors import UserError
from paddock.core.models import ModelSource, Problem
from paddock.core.said import say
from paddock.hub.client import RemoteFile, Stream, TransientError
from paddock.hub.describe import describe
from paddock.hub.gguf import GgufHeader, read_stream
from paddock.hub.shape import shape_of
from paddock.hub.shape_cache import RemoteFacts

FIRST_PART = 256 * 1024  # bytes asked for at first, then twice as many each time
LARGEST_PART = 2 * 1024 * 1024
_REFERENCE = re.compile(r"hf:(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[^?#]+\.gguf)", re.IGNORECASE)
_SPLIT = re.compile(r"^(?P<stem>.+)-\d{5}-of-(?P<count>\d{5})\.gguf$", re.IGNORECASE)
_MOST_PARTS = 100


class Files(Protocol):
    """What is asked of a Hub; see `HubClient`."""

    def file(self, repo_id: str, filename: str, revision: str = "") -> RemoteFile:
        """What the Hub says about a file at a commit; "": now."""

    def stream(
        self, url: str, offset: int = 0, etag: str = "", *, end: int | None = None
    ) -> AbstractContextManager[Stream]:
        """A file's bytes from `offset` up to `end`."""


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model's file on the Hub, or the first of its files; at a commit, or ("") now."""

    repo_id: str
    filename: str
    revision: str = ""


def parse_reference(text: str) -> RemoteModel | None:
    """What "hf:owner/repository/file.gguf" names; None where it is no such reference.

    Raises:
        UserError: bad-reference, it begins with "hf:" but names no file.
    """
    if not text.lower().startswith("hf:"):
        return None
    found = _REFERENCE.fullmatch(text)
    if found is None or ".." in PurePosixPath(found["file"]).parts:
        raise UserError(
            say("This does not name a file on the Hub."),
            say("Write it like hf:bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf."),
            code="bad-reference",
        )
    return RemoteModel(found["repo"], found["file"])


def read_remote_headers(client: Files, model: RemoteModel) -> tuple[GgufHeader, ...]:
    """The headers of the file, or of all files of a model that comes in several, the first one first. Connects.

    Raises:
        UserError: offline, not-found, gated, hub-error, certificate …; or, for the file, as `read_stream`.
    """
    try:
        return tuple(_read(client, model, name) for name in _parts(model.filename))
    except _Unanswered as failed:
        raise failed.error from failed


def is_split(filename: str) -> bool:
    """Whether it is one of several files of a model."""
    return _SPLIT.fullmatch(filename) is not None


def read_facts(client: Files, model: RemoteModel) -> tuple[RemoteFacts, GgufHeader | None]:
    """What the headers say, and the first of them; of a file that cannot be used, why, and None. Connects.

    Raises:
        UserError: the Hub does not give the file; too-slow, which a busy computer may be.
    """
    try:
        headers = tuple(_read(client, model, name) for name in _parts(model.filename))
    except _Unanswered as failed:
        raise failed.error from failed
    except UserError as error:
        if error.code == "too-slow":
            raise
        return RemoteFacts(refusal=Problem.of(error)), None
    described = describe(Path("/", model.filename), headers[0], ModelSource.DOWNLOADED)
    return RemoteFacts(shape_of(*headers), described.refusal), headers[0]


class _Unanswered(Exception):
    """The Hub did not give what was asked for; whatever is wrong, it is not the file."""

    def __init__(self, cause: UserError | TransientError) -> None:
        super().__init__(str(cause))
        error = cause if isinstance(cause, UserError) else cause.error
        todo = error.todo if isinstance(cause, UserError) else say("Check the internet connection and try again.")
        self.error = UserError(error.what, todo, code=error.code, remedy=error.remedy)


def _parts(filename: str) -> list[str]:
    split = _SPLIT.fullmatch(filename)
    if split is None:
        return [filename]
    count = int(split["count"])
    if not 0 < count <= _MOST_PARTS:
        return [filename]
    return [f"{split['stem']}-{number:05d}-of-{count:05d}.gguf" for number in range(1, count + 1)]


def _read(client: Files, model: RemoteModel, filename: str) -> GgufHeader:
    try:
        file = client.file(model.repo_id, filename, model.revision)
    except (UserError, TransientError) as error:
        raise _Unanswered(error) from error
    return read_stream(Path(filename), _Parts(client, file), file.size)


class _Parts:
    """A file's bytes in order, each fetched when it is asked for."""

    def __init__(self, client: Files, file: RemoteFile) -> None:
        self._client = client
        self._file = file
        self._at = 0
        self._size = FIRST_PART

    def read(self, _count: int, /) -> bytes:
        """The next part; how much is wanted at least does not matter, for the reader asks again."""
        end = min(self._at + self._size, self._file.size)
        if self._at >= end:
            return b""
        try:
            data = self._fetch(end)
        except (UserError, TransientError) as error:
            raise _Unanswered(error) from error
        self._at += len(data)
        self._size = min(2 * self._size, LARGEST_PART)
        return data

    def _fetch(self, end: int) -> bytes:
        """The bytes up to `end`, or fewer."""
        data = bytearray()
        with self._client.stream(self._file.url, self._at, end=end) as stream:
            skipped = self._at - stream.offset  # of a server that sends the whole file whatever it is asked for
            for chunk in stream.chunks():
                data += chunk
                if len(data) >= end - stream.offset:
                    break
        return bytes(data[skipped : end - stream.offset])
