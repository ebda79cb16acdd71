"""A llamafile is a program and a ZIP archive in one, with a GGUF file in it as it is; llama.cpp cannot read it there.

One rule: what stands in the archive is not believed: its list is bounded, names in it name nothing here, and what was
taken out has the checksum that the list says. Format: APPNOTE.TXT of PKWARE, sections 4.3.7 to 4.3.16.
"""

from __future__ import annotations

import errno
import os
import struct
import threading
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.formats import LLAMAFILE, MAGIC
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.hub.hashing import PIECE, Report, cancelled, pieces
from paddock.hub.relocate import ENDING, check_room, clear_leftovers, disk_error, place_for, sync_folders

MOST_LIST = 16 * 1024 * 1024
"""Bytes of the archive's list; those of llamafiles have some hundred."""
_TAIL = 22 + 65535 + 20  # the end record, its longest comment, and the locator of ZIP64's
_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LOCAL = struct.Struct("<4s22xHH")


@dataclass(frozen=True, slots=True)
class Inside:
    """The model in a llamafile: its file name, where it begins, its bytes, and their CRC-32."""

    name: str
    offset: int
    size: int
    crc: int


def is_llamafile(path: Path) -> bool:
    """By its name, or since it is a program with an archive at its end that holds a GGUF file."""
    if path.name.lower().endswith(".llamafile"):
        return True
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith((b"MZ", b"\x7fELF")):
                return False
        return find_model(path) is not None
    except (OSError, UserError):
        return False


def find_model(path: Path) -> Inside | None:
    """The largest GGUF file in it that is stored as it is; None if there is none.

    Raises:
        OSError: it cannot be read.
    """
    if not 0 < _list_size(path) <= MOST_LIST:
        return None
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            stored = [
                entry
                for entry in archive.infolist()
                if entry.filename.lower().endswith(".gguf")
                and entry.compress_type == zipfile.ZIP_STORED
                and not entry.flag_bits & 1
            ]
            for entry in sorted(stored, key=lambda entry: -entry.file_size):
                file.seek(entry.header_offset)
                mark, name, extra = _LOCAL.unpack(file.read(_LOCAL.size).ljust(_LOCAL.size, b"\0"))
                offset = entry.header_offset + _LOCAL.size + name + extra
                file.seek(offset)
                fits = offset + entry.file_size <= path.stat().st_size
                if mark == b"PK\x03\x04" and fits and file.read(4) == MAGIC:
                    return Inside(_file_name(entry.filename, path), offset, entry.file_size, entry.CRC)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        return None
    except OSError as error:
        if error.errno != errno.EINVAL:  # what an offset before the file's beginning comes to
            raise
    return None


def extract(path: Path, folder: Path, report: Report, stop: threading.Event) -> Path:
    """Take the model out of a llamafile into a folder; the llamafile stays as it is.

    Where the file system can (Btrfs, XFS, ReFS), both then share their bytes on the disk.

    Raises:
        UserError: llamafile: there is none in it; exists, disk-full, disk-error, damaged, cancelled.
    """
    try:
        model = find_model(path)
    except OSError as error:
        raise UserError(
            say("“{name}” cannot be read: {why}.", name=path.name, why=why_not(error)), code="unreadable"
        ) from error
    if model is None:
        raise UserError(
            say(
                "“{name}” {what}, but there is no GGUF file in it that could be taken out.",
                name=path.name,
                what=LLAMAFILE.what,
            ),
            say("Download the same model as GGUF."),
            code=LLAMAFILE.code,
        )
    target = folder / model.name
    place_for([target])
    clear_leftovers([folder])
    check_room(folder, model.size)
    partial = target.with_name(f".{target.name}.{os.getpid()}{ENDING}")
    try:
        _copy_range(path, model, partial, report, stop)
        if _crc(partial, model.size, report, stop) != model.crc:
            raise UserError(
                say("The model in “{name}” is damaged: its checksum is wrong.", name=path.name),
                say("Download the llamafile again."),
                code="damaged",
            )
        partial.replace(target)
        sync_folders([target])
    except BaseException as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise disk_error(folder, error) from error
        raise
    return target


def _copy_range(path: Path, model: Inside, target: Path, report: Report, stop: threading.Event) -> None:
    with path.open("rb", buffering=0) as reading, target.open("wb", buffering=0) as writing:
        done = 0
        while done < model.size:
            if stop.is_set():
                raise cancelled(say("Taking out the model"))
            left = min(16 * PIECE, model.size - done)
            count = _copied(reading.fileno(), writing.fileno(), model.offset + done, left)
            if not count:
                raise OSError(5, "the file ends too soon")
            done += count
            report(done, 2 * model.size)
        os.fsync(writing.fileno())


def _copied(source: int, target: int, at: int, count: int) -> int:
    """As many bytes as went over at once; the kernel shares them where it can."""
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):  # across file systems, on old kernels
            return os.copy_file_range(source, target, count, at)
    os.lseek(source, at, os.SEEK_SET)
    data = os.read(source, min(count, PIECE))
    written = 0
    while written < len(data):
        written += os.write(target, data[written:])
    return written


def _crc(path: Path, size: int, report: Report, stop: threading.Event) -> int:
    crc, done = 0, size
    with path.open("rb", buffering=0) as file:
        for piece in pieces(file):
            if stop.is_set():
                raise cancelled(say("Taking out the model"))
            crc = zlib.crc32(piece, crc)
            done += len(piece)
            report(done, 2 * size)
    return crc


def _list_size(path: Path) -> int:
    """Bytes of the archive's list, before it is read; 0 if there is no archive."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - _TAIL)
        file.seek(start)
        tail = file.read(_TAIL)
        end = tail.rfind(_END)
        if end < 0 or len(tail) - end < 22:
            return 0
        (listed,) = struct.unpack_from("<I", tail, end + 12)
        if listed != 0xFFFFFFFF:
            return int(listed)
        locator = tail.rfind(_LOCATOR, 0, end)
        if locator < 0:
            return 0
        (at,) = struct.unpack_from("<Q", tail, locator + 8)
        for place in (at, start + locator - 56):  # as it says; or right before, where a program stands in front
            if 0 <= place <= size - 56:
                file.seek(place)
                record = file.read(56)
                if record.startswith(_END64):
                    return int(struct.unpack_from("<Q", record, 40)[0])
    return 0


def _file_name(name: str, path: Path) -> str:
    """A file name of ours for one in an archive."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char if char.isalnum() or char in "._-" else "_" for char in last).strip("._")
    return kept[:120] if kept.lower().endswith(".gguf") and len(kept) > 5 else f"{path.stem}.gguf"
