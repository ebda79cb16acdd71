"""What is known of an unfinished download, beside it on the disk. One rule: what cannot be believed is fetched again.

`NAME.gguf.part` holds the bytes of one file. `FIRST.gguf.part.json` is the journal of the whole request, named after
its first file: a line of JSON that says what is wanted, then one line for everything that happened since, appended
with a single write, so that a kill loses at most the line it fell into. The last line of a kind is the one that holds.

Each chunk of 16 MiB has the CRC-32 of its bytes in it: a chunk whose bytes are others when a download is taken up
again is fetched anew. CRC-32 is enough against a disk that lost or changed something, at a fifth of SHA-256's time;
against everything else there is the SHA-256 of the whole file, without which no file gets its name.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from paddock.core.downloads import DownloadRequest
from paddock.core.hub import RepoFile

CHUNK = 16 * 1024 * 1024  # bytes
UNCHECKED = -1  # in place of a CRC: a chunk of which only the length is known
PART = ".part"
_FORMAT = 2
_MAX_JOURNAL = 64 * 1024 * 1024  # bytes
_MAX_STEM = 120
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names of devices on Windows


@dataclass(frozen=True, slots=True)
class Mark:
    """`count` bytes at a chunk's beginning are written; `crc` is their CRC-32, or UNCHECKED."""

    count: int
    crc: int


@dataclass
class FileState:
    """How far one file of a request is.

    Attributes:
        size: bytes; 0 until the Hub was asked.
        sha256: hexadecimal; it is what "the same file" means.
        etag: of the server that sends the bytes, for If-Range; "" if it has none.
        marks: by chunk.
        verified: all of it is on the disk for certain, and its SHA-256 is right.
    """

    size: int = 0
    sha256: str = ""
    etag: str = ""
    marks: dict[int, Mark] = field(default_factory=dict)
    verified: bool = False

    @property
    def done(self) -> int:
        """Bytes that are written."""
        return self.size if self.verified else sum(mark.count for mark in self.marks.values())


class Journal:
    """One request and how far it is; safe from any thread.

    Attributes:
        path: its file.
        wanted: it was under way or waited for its turn; False: the person paused it, or it failed.
        place: where it stands in the queue; lower is earlier.
        naming: all files are verified and get their names: when the computer was started that knows this, in
            seconds since 1970; 0: they are not. After another start it is not sure that all of it reached the disk.
    """

    def __init__(self, path: Path, request: DownloadRequest, chunk: int = CHUNK) -> None:
        self.path = path
        self.request = request
        self.chunk = chunk
        self.files = [FileState(file.size, file.sha256) for file in request.files]
        self.wanted = False
        self.place = 0
        self.naming = 0
        self._lock = threading.Lock()

    @property
    def done(self) -> int:
        """Bytes that are written, of all files."""
        with self._lock:
            return sum(file.done for file in self.files)

    @property
    def total(self) -> int:
        """Bytes of all files; 0 while one is unknown."""
        sizes = [file.size for file in self.files]
        return sum(sizes) if all(sizes) else 0

    def asked_for(self, request: DownloadRequest) -> Journal:
        """The same, where the same files are asked for again: perhaps at another commit, by another name."""
        again = Journal(self.path, request, self.chunk)
        again.files, again.naming = self.files, self.naming
        again.wanted, again.place = self.wanted, self.place
        return again

    def part(self, index: int) -> Path:
        """Where the bytes of a file gather."""
        return part_path(self.target(index))

    def target(self, index: int = 0) -> Path:
        """Where a file will lie when it is finished."""
        return self.path.with_name(local_name(self.request.files[index].filename))

    def mark(self, index: int, chunk: int, mark: Mark) -> None:
        """So much of a chunk is written. Raises OSError, like all that follow."""
        self._append(["mark", index, chunk, mark.count, mark.crc])

    def promised(self, index: int, size: int, sha256: str) -> None:
        """What the Hub says about a file; where it is another one than before, nothing of that counts any more."""
        file = self.files[index]
        if (file.size, file.sha256) != (size, sha256) or not self.path.exists():
            self._append(["promised", index, size, sha256])

    def start_over(self, index: int, etag: str = "") -> None:
        """Nothing that is there of a file counts any more."""
        self._append(["over", index, etag])

    def set_etag(self, index: int, etag: str) -> None:
        """From which version of the file on its server the bytes come."""
        if self.files[index].etag != etag:
            self._append(["etag", index, etag])

    def verified(self, index: int) -> None:
        """A file is whole and right."""
        self._append(["verified", index])

    def set_naming(self, naming: int) -> None:
        """The files get their names from now on, or (0) have lost them again."""
        self._append(["naming", naming])

    def set_wanted(self, wanted: bool, place: int | None = None) -> None:
        """Whether it is to be continued, and where in the queue."""
        place = self.place if place is None else place
        if (self.wanted, self.place) != (wanted, place):
            self._append(["wanted", wanted, place])

    def create(self) -> None:
        """Write the file anew with what holds now; on the disk when this returns."""
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = _temporary(self.path)
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(json.dumps(line) + "\n" for line in self._lines())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)

    def sync(self) -> None:
        """Force what was appended to the disk."""
        with self.path.open("ab") as file:
            os.fsync(file.fileno())

    def _append(self, line: list[Any]) -> None:
        with self._lock:
            self._hold(line)
            if self.path.exists():  # else it is not begun yet, or forgotten already
                with self.path.open("ab", buffering=0) as file:
                    file.write(json.dumps(line).encode() + b"\n")

    def _hold(self, line: list[Any]) -> None:
        """What a line says. Raises ValueError, IndexError, TypeError: it says nothing that can be."""
        match line:
            case ["mark", int(index), int(chunk), int(count), int(crc)] if chunk >= 0 < count <= self.chunk:
                self.files[index].marks[chunk] = Mark(count, crc)
            case ["promised", int(index), int(size), str(sha256)] if size >= 0:
                self.files[index] = FileState(size, sha256)
            case ["over", int(index), str(etag)]:
                self.files[index] = FileState(self.files[index].size, self.files[index].sha256, etag)
            case ["etag", int(index), str(etag)]:
                self.files[index].etag = etag
            case ["verified", int(index)]:
                self.files[index].verified = True
            case ["naming", int(naming)]:
                self.naming = naming
            case ["wanted", bool(wanted), int(place)]:
                self.wanted, self.place = wanted, place
            case _:
                raise ValueError("no line of a journal")

    def _lines(self) -> Iterator[Any]:
        request = self.request
        yield {
            "paddock-download": _FORMAT,
            "id": request.id,
            "name": request.name,
            "repo_id": request.repo_id,
            "commit": request.commit,
            "licence": request.licence,
            "chunk": self.chunk,
            "files": [[file.filename, file.size, file.sha256] for file in request.files],
        }
        yield ["wanted", self.wanted, self.place]
        for index, file in enumerate(self.files):
            yield ["promised", index, file.size, file.sha256]
            if file.etag:
                yield ["etag", index, file.etag]
            if file.verified:
                yield ["verified", index]
            else:
                yield from (["mark", index, chunk, mark.count, mark.crc] for chunk, mark in file.marks.items())
        if self.naming:
            yield ["naming", self.naming]


def local_name(filename: str) -> str:
    """A file name of ours for a name from a repository: one safe component that ends in .gguf.

    A folder's name is put before it where the file's own does not tell it already ("BF16/model.gguf").
    """
    path = PurePosixPath(filename.replace("\\", "/"))
    stem = re.sub(r"\.gguf$", "", path.name, flags=re.IGNORECASE)
    folder = _safe(path.parent.name) if len(path.parts) > 1 else ""
    stem = _safe(stem)[:_MAX_STEM] or "model"
    if folder and folder.casefold() not in stem.casefold():
        stem = f"{folder[:_MAX_STEM]}_{stem}"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}.gguf"


def target_path(folder: Path, repo_id: str, filename: str) -> Path:
    """Where the finished file lies: OWNER/REPOSITORY/FILE.gguf in the models folder, all three names of ours."""
    for part in repo_id.split("/"):
        name = _safe(part)[:_MAX_STEM] or "model"
        folder /= f"{'_' if _RESERVED.match(name) else ''}{name}"
    return folder / local_name(filename)


def part_path(target: Path) -> Path:
    """Where the bytes of `target` gather."""
    return target.with_name(target.name + PART)


def journal_path(target: Path) -> Path:
    """Where the journal of a request lies whose first file is `target`."""
    return target.with_name(target.name + PART + ".json")


def read_journal(path: Path) -> Journal | None:
    """The journal in this file; None if there is none that can be believed."""
    try:
        with path.open("rb") as file:
            lines = file.read(_MAX_JOURNAL).split(b"\n")
        journal = _head(path, json.loads(lines[0]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # the download begins anew then
        return None
    for line in lines[1:-1]:  # what comes after the last newline was never written to its end
        try:
            journal._hold(json.loads(line))
        except (ValueError, IndexError, TypeError, RecursionError):
            break  # what was appended to a broken line says nothing for certain
    return journal


def unfinished(folder: Path) -> list[Journal]:
    """All downloads that can be taken up again, in the order of the queue."""
    found = (read_journal(path) for path in sorted(folder.rglob("*" + PART + ".json")))
    mine = [j for j in found if j and j.path == journal_path(target_path(folder, j.request.repo_id, _first(j)))]
    return sorted(mine, key=lambda journal: journal.place)


def remove(journal: Journal, folder: Path) -> None:
    """Delete all traces of an unfinished download, and what folders of `folder` are empty then. Raises OSError."""
    for index in range(len(journal.files)):
        journal.part(index).unlink(missing_ok=True)
    forget(journal)
    for empty in journal.path.parents:
        if empty == folder or folder not in empty.parents or not empty.is_dir() or any(empty.iterdir()):
            break
        empty.rmdir()


def forget(journal: Journal) -> None:
    """Delete the journal; the download is finished. Raises OSError."""
    for path in (journal.path, _temporary(journal.path)):
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make names that were created or replaced in `folder` survive a power cut, where the system can."""
    if os.name == "nt":  # folders cannot be opened there; NTFS journals names itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _head(path: Path, data: dict[str, Any]) -> Journal:
    """Raises KeyError, TypeError, ValueError."""
    if data["paddock-download"] != _FORMAT:
        raise ValueError("another version's journal")
    texts = [data[name] for name in ("id", "name", "repo_id", "commit", "licence")]
    files = tuple(RepoFile(name, size, sha256) for name, size, sha256 in data["files"])
    chunk = data["chunk"]
    sizes = [chunk, *(file.size for file in files)]
    texts += [text for file in files for text in (file.filename, file.sha256)]
    if not files or not all(isinstance(text, str) for text in texts):
        raise TypeError("not text")
    if not all(isinstance(size, int) and size >= 0 for size in sizes) or chunk == 0:
        raise TypeError("not sizes")
    identity, name, repo_id, commit, licence = texts[:5]
    return Journal(path, DownloadRequest(identity, name, repo_id, files, commit, licence), chunk)


def _first(journal: Journal) -> str:
    return journal.request.files[0].filename


def _safe(text: str) -> str:
    return _UNSAFE.sub("_", text).strip("._")


def _temporary(path: Path) -> Path:
    """A journal that is being written; a kill may leave it behind."""
    return path.with_name(path.name + ".new")
