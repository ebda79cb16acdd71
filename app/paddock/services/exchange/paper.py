"""Chats as a PDF, set by a process of its own: that is long work, and the window's thread must not wait for Python.

Rule: the file has its name once all of it is written; whoever stops it, or whatever breaks, leaves nothing behind.

The process reads JSON, one object a line: `Sheet` first, then a chat and each of its messages in turn, then `END`. It
answers with how much of a chat is done, and at last with its pages, or with what is wrong.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import paddock
from paddock.core.chats import Chat
from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.messages import Message, MessageStatus, Role
from paddock.core.refusals import is_full, why_not
from paddock.core.said import say
from paddock.services.exchange.draft import Draft, drafted
from paddock.store.rows import dump_parts, load_parts

COMMAND = (sys.executable, "-P", "-m", "paddock", "--paper")
END = {"end": True}
Report = Callable[[float], object]  # how much is done, 0 to 1
Chats = Iterable[tuple[Chat, Sequence[Message]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the process is told before any chat.

    Attributes:
        path: the file to write, which is there already.
        title: of the whole document; "" is the first chat's.
        language: of what is said about the chats.
    """

    path: str
    title: str = ""
    language: str = "en"


def write_pdf(
    path: Path,
    chats: Chats,
    count: int,
    *,
    title: str = "",
    language: str = "en",
    report: Report | None = None,
    stop: threading.Event | None = None,
    command: Sequence[str] = COMMAND,
) -> int:
    """Write chats into a PDF, each on pages of its own; the number of pages. Blocks, for long chats for a minute.

    Args:
        chats: read one after the other while the pages are set.
        count: how many there are, for `report`.
        stop: once it is set, the process is killed.

    Raises:
        UserError: "cancelled", "not-written".
        BugError: the process died.
    """
    try:
        with drafted(path) as draft:
            process = _start(command, draft)
            with _Press(process, report or (lambda share: None), count, stop or threading.Event()) as press:
                return press.set(Sheet(draft.way, title, language), chats)
    except OSError as error:
        raise not_written(path, error) from error


def _start(command: Sequence[str], draft: Draft) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=_environment(), stdin=pipe, stdout=pipe, pass_fds=draft.descriptors)


def not_written(path: Path, error: OSError) -> UserError:
    """The disk or the folder does not take the file."""
    return UserError(
        say("“{path}” cannot be written: {why}.", path=path, why=why_not(error)),
        say("Choose another place, or make room.") if is_full(error) else say("Choose another place."),
        code="not-written",
        remedy=Remedy.RETRY,
    )


class _Press:
    """The process: written to by whoever calls, heard by a thread, killed by another when it has to stop."""

    def __init__(self, process: subprocess.Popen[bytes], report: Report, count: int, stop: threading.Event) -> None:
        self._report = report
        self._count = max(count, 1)
        self._stop = stop
        self._last: dict[str, Any] = {}
        self._over = threading.Event()
        self._process = process
        self._hearing = threading.Thread(target=self._hear, name="paper", daemon=True)
        self._watching = threading.Thread(target=self._watch, name="paper-stop", daemon=True)
        self._hearing.start()
        self._watching.start()

    def __enter__(self) -> _Press:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._process.kill()
        self._hearing.join()
        self._watching.join()
        with contextlib.suppress(OSError):  # what it did not read
            self._pipe.close()
        self._process.wait()

    @property
    def _pipe(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def set(self, sheet: Sheet, chats: Chats) -> int:
        try:
            self._send(asdict(sheet))
            for chat, path in chats:
                self._send(chat_line(chat, len(path)))
                for message in path:
                    if self._stop.is_set():
                        raise _cancelled()
                    self._send(message_line(message))
            self._send(END)
            self._pipe.close()
        except (BrokenPipeError, ConnectionError):
            pass  # it died, or was killed: what it said last says why
        self._hearing.join()
        if self._stop.is_set():
            raise _cancelled()
        if "error" in self._last:
            raise OSError(self._last.get("number") or 0, str(self._last["error"]))
        if "pages" not in self._last:
            raise BugError("The pages could not be set.", f"the process ended with {self._process.wait()}")
        return int(self._last["pages"])

    def _send(self, value: Mapping[str, Any]) -> None:
        self._pipe.write(json.dumps(value).encode() + b"\n")
        self._pipe.flush()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._last = json.loads(line)
                if "share" in self._last:
                    self._report((int(self._last["chat"]) + float(self._last["share"])) / self._count)

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            if self._stop.is_set():
                self._process.kill()
                return


def _cancelled() -> UserError:
    return UserError(say("The export was stopped."), say("Nothing was written."), code="cancelled")


def chat_line(chat: Chat, messages: int) -> dict[str, Any]:
    """A chat as the process reads it."""
    return {
        "chat": {
            "title": chat.title,
            "created_at": chat.created_at,
            "updated_at": chat.updated_at,
            "system_prompt": chat.system_prompt,
        },
        "messages": messages,
    }


def chat_of(line: Mapping[str, Any]) -> Chat:
    """What `chat_line` said."""
    return Chat(0, **line["chat"])


def message_line(message: Message) -> dict[str, Any]:
    """A message as the process reads it."""
    return {
        "role": message.role.value,
        "parts": dump_parts(message.parts),
        "status": message.status.value,
        "created_at": message.created_at,
        "model": message.model,
        "finish_reason": message.finish_reason,
        "error": message.error,
    }


def message_of(line: Mapping[str, Any]) -> Message:
    """What `message_line` said; one that is still being written counts as complete."""
    status = MessageStatus(line["status"])
    return Message(
        0,
        0,
        None,
        Role(line["role"]),
        load_parts(line["parts"]),
        status=MessageStatus.COMPLETE if status is MessageStatus.STREAMING else status,
        created_at=line["created_at"],
        model=line["model"],
        finish_reason=line["finish_reason"],
        error=line["error"],
    )


def _environment() -> dict[str, str]:
    """No window, and this package's folder on the path, so that the process starts from any folder."""
    root = str(Path(paddock.__file__).resolve().parent.parent)
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
