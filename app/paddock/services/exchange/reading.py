"""Finds out whose chats a file or a folder holds, and reads them.

One rule: whatever is in it, reading ends, takes a bounded amount of memory, and says what was left out.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from paddock.core.errors import UserError
from paddock.core.exchange import ChatRecord, Parsed
from paddock.core.refusals import why_not
from paddock.core.said import listed, say
from paddock.core.sizes import GB, size_text
from paddock.services.exchange import chatgpt, claude, jan, lmstudio, openwebui, own

LARGEST = GB  # bytes of one file, unpacked
MOST_FILES = 100_000
PAGES = (".md", ".html", ".htm", ".pdf")
LONGEST_LIST = 20  # problems that are told one by one
_KINDS = (chatgpt, claude, openwebui, lmstudio)
_Read = Callable[[], bytes]


def read(path: Path) -> Parsed:
    """The chats in a JSON file, a ZIP archive or a folder.

    Raises:
        UserError: "unreadable", "not-chats", "file-too-large", "newer-format".
    """
    if path.name in (jan.THREAD, jan.MESSAGES):  # a thread is both
        path = path.parent
    with _disk_errors(path):
        if path.is_dir():
            return _checked(_of_files(list(_in_folder(path))), path)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _checked(_of_files(list(_in_archive(archive))), path)
        parsed = _of_files([(path.name, path.stat().st_size, path.read_bytes)])
        if not parsed.program and parsed.problems:  # the only file there is
            if _for_reading(path):
                raise _pages(path)
            if path.suffix.lower() == ".zip":  # most likely a download that has broken off
                raise _broken_archive(path)
            raise _no_chats(say("“{name}” is not JSON, as exports of chats are.", name=path.name))
        return _checked(parsed, path)


def _no_chats(what: str) -> UserError:
    todo = say("Choose an export of Paddock, ChatGPT, Claude, Open WebUI or LM Studio, or Jan's threads folder.")
    return UserError(what, todo, code="not-chats")


def _broken_archive(path: Path) -> UserError:
    what = say("“{name}” is not a whole ZIP archive.", name=path.name)
    return UserError(what, say("Download or export it again."), code="not-chats")


def _pages(path: Path) -> UserError:
    return UserError(
        say("“{name}” is for reading (Markdown, web pages or PDF): no chats can be made of it again.", name=path.name),
        say("Export them as JSON; of other programs take what ChatGPT, Claude, Open WebUI, LM Studio or Jan export."),
        code="not-chats",
    )


def _for_reading(path: Path) -> bool:
    """Whether it is what chats are exported as to be read: nobody can make chats of that again."""
    names = [path.name]
    if path.is_dir():
        names = [found.name for found in path.rglob("*.*")]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    endings = {PurePosixPath(name).suffix.lower() for name in names}
    return not endings.isdisjoint(PAGES) and ".json" not in endings


def _checked(parsed: Parsed, path: Path) -> Parsed:
    if not parsed.records and not parsed.problems:
        if _for_reading(path):
            raise _pages(path)
        raise _no_chats(say("“{name}” holds no chats that Paddock can read.", name=path.name))
    if len(parsed.problems) > LONGEST_LIST:
        more = say("… and {problems} more.", problems=len(parsed.problems) - LONGEST_LIST)
        return Parsed(parsed.program, parsed.records, (*parsed.problems[:LONGEST_LIST], more))
    return parsed


_File = tuple[str, int, _Read]  # name with "/", bytes, and how to read it


def _in_folder(folder: Path) -> Iterator[_File]:
    for number, path in enumerate(sorted(folder.rglob("*.json*"))):
        if number >= MOST_FILES:
            return
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.stat().st_size, path.read_bytes


def _in_archive(archive: zipfile.ZipFile) -> Iterator[_File]:
    for info in archive.infolist()[:MOST_FILES]:
        name = PurePosixPath(info.filename)
        if name.suffix in (".json", ".jsonl") and not name.name.startswith("._"):  # what macOS puts beside a file
            yield info.filename, info.file_size, partial(_unpacked, archive, info)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes; never more than it says, whatever it unpacks to."""
    with archive.open(info) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(info.filename)
    return data


def _of_files(files: Sequence[_File]) -> Parsed:
    records: list[ChatRecord] = []
    problems: list[str] = []
    programs: dict[str, None] = {}
    names = {name: (size, content) for name, size, content in files}
    for name, size, content in files:
        if size > LARGEST:
            raise _too_large(name)
        if PurePosixPath(name).name == jan.MESSAGES:
            continue
        parsed = _of_json(name, content(), names)
        records += parsed.records
        problems += parsed.problems
        if parsed.program and (parsed.records or parsed.problems):
            programs[parsed.program] = None
    return Parsed(listed([*programs]), tuple(records), tuple(problems))


def _of_json(name: str, data: bytes, names: Mapping[str, tuple[int, _Read]]) -> Parsed:
    """The chats of one file; none where it is something else's."""
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Parsed("", (), (say("“{name}” is not JSON.", name=PurePosixPath(name).name),))
    if own.is_ours(value):
        return own.load(value)
    if PurePosixPath(name).name == jan.THREAD and isinstance(value, Mapping):
        beside = names.get(str(PurePosixPath(name).with_name(jan.MESSAGES)))
        lines = beside[1]().decode("utf-8", "replace").split("\n") if beside and beside[0] <= LARGEST else []
        problems: list[str] = []
        return _one(jan.PROGRAM, lambda: jan.load(value, lines, problems), problems)
    return _of_chats(value if isinstance(value, list) else [value])


def _of_chats(chats: Sequence[Any]) -> Parsed:
    parsed = [_chat(chat) for chat in chats]
    programs = dict.fromkeys(one.program for one in parsed if one.program)
    records = tuple(record for one in parsed for record in one.records)
    return Parsed(listed([*programs]), records, tuple(problem for one in parsed for problem in one.problems))


def _chat(chat: Any) -> Parsed:
    if not isinstance(chat, Mapping):
        return Parsed("")
    kind = next((kind for kind in _KINDS if kind.is_it(chat)), None)
    if kind is None:
        return Parsed("")
    problems: list[str] = []
    return _one(kind.PROGRAM, lambda: kind.load(chat, problems), problems)


def _one(program: str, load: Callable[[], ChatRecord], problems: list[str]) -> Parsed:
    """One chat of another program's; what nobody expected in it is a problem of this chat alone."""
    try:
        record = load()
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        return Parsed(program, (), (say("A chat could not be read ({name__}).", name__=type(error).__name__),))
    if not record.messages:
        return Parsed(program, (), tuple(problems))
    return Parsed(program, (record,), tuple(problems))


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        if isinstance(error, OSError):
            why, todo = why_not(error), say("Choose another file.")
        else:
            why, todo = say("it is damaged or has a password"), say("Choose another file, or unpack it first.")
        what = say("“{name}” cannot be read: {why}.", name=path.name, why=why)
        raise UserError(what, todo, code="unreadable") from error


def _too_large(name: str) -> UserError:
    return UserError(
        say("“{name}” is larger than {largest}.", name=PurePosixPath(name).name, largest=size_text(LARGEST)),
        say("Export fewer chats at once."),
        code="file-too-large",
    )
