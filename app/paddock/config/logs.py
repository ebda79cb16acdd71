"""The log file, and the one place where an uncaught exception ends.

One rule: no text of a chat. A foreign exception's message may quote what it choked on, so only its type and
the place are written; our own errors carry no chat text and are written whole.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from paddock.config.paths import Paths
from paddock.core.errors import PaddockError, UserError
from paddock.core.refusals import why_not
from paddock.core.said import say

LOG_BYTES = 1_000_000
LOG_FILES = 3

_log = logging.getLogger("paddock")


def setup_logging(paths: Paths, *, level: int = logging.INFO) -> None:
    """Write the program's log to `paths.log_file`, at most LOG_FILES of LOG_BYTES each.

    Raises:
        UserError: "folder-not-writable".
    """
    try:
        handler = logging.handlers.RotatingFileHandler(
            paths.log_file, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8", errors="backslashreplace"
        )
    except OSError as error:
        raise UserError(
            say("The log “{log_file}” cannot be written ({why}).", log_file=paths.log_file, why=why_not(error)),
            say("Make its folder writable, or set PADDOCK_HOME to a folder that is."),
            code="folder-not-writable",
        ) from error
    handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(level)
    _log.propagate = False


def end_logging(paths: Paths) -> None:
    """Let go of the log's file, so that every system lets it be deleted; what is logged from now on is lost."""
    for handler in list(_log.handlers):
        if isinstance(handler, logging.FileHandler) and handler.baseFilename == str(paths.log_file.absolute()):
            _log.removeHandler(handler)
            handler.close()
            _log.addHandler(logging.NullHandler())  # or the last resort would print it


class _SafeFormatter(logging.Formatter):
    """What `log.exception` adds to its line is as safe as everything else."""

    def formatException(self, ei: tuple[type[BaseException] | None, BaseException | None, object]) -> str:
        return "" if ei[1] is None else describe_exception(ei[1])


def describe_exception(error: BaseException) -> str:
    """A traceback that is safe to log and to copy: types, places, our own messages; no values."""
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        kind = type(link)
        message = f": {link}" if isinstance(link, PaddockError) else ""
        places = "".join(traceback.format_list(traceback.extract_tb(link.__traceback__)))
        lines.append(f"{places}{kind.__module__}.{kind.__qualname__}{message}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\ncaused by:\n".join(lines)


class ExceptionReporter:
    """Logs uncaught exceptions of every thread and hands each to `report`, once per place.

    Args:
        report: told on the thread where it happened; must not raise.
    """

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._seen: set[tuple[type[BaseException], str, int]] = set()

    def install(self) -> None:
        """Become the hook of `sys` and `threading`."""
        sys.excepthook = self._of_main
        threading.excepthook = self._of_thread

    def handle(self, error: BaseException) -> None:
        """Log `error`; report it if its place is new."""
        frames = traceback.extract_tb(error.__traceback__)
        last = frames[-1] if frames else None
        place = (type(error), last.filename if last else "", (last.lineno or 0) if last else 0)
        with self._lock:
            new = place not in self._seen
            self._seen.add(place)
        _log.error("uncaught exception%s\n%s", "" if new else " (again)", describe_exception(error))
        if new:
            self._report(error)

    def _of_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.handle(error)

    def _of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.handle(args.exc_value)
