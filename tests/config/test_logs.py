"""The log tells where something went wrong, and nothing of what was said."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.config.logs import LOG_BYTES, LOG_FILES, ExceptionReporter, describe_exception, end_logging, setup_logging
from paddock.config.paths import Paths
from paddock.core.errors import UserError

SECRET = "what only the person knows"


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path)})
    paths.ensure()
    logger = logging.getLogger("paddock")
    before = (logger.level, logger.propagate)
    setup_logging(paths)
    yield paths
    for handler in list(logger.handlers):
        if isinstance(handler, logging.FileHandler):
            logger.removeHandler(handler)
            handler.close()
    logger.setLevel(before[0])
    logger.propagate = before[1]


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_lines_go_into_the_file(paths: Paths) -> None:
    logging.getLogger("paddock.engine").info("started")
    assert "INFO MainThread paddock.engine: started" in paths.log_file.read_text()


def test_the_log_stays_small(paths: Paths) -> None:
    line = "x" * 10_000
    for _ in range(LOG_BYTES * LOG_FILES // 10_000 + 150):
        logging.getLogger("paddock").info(line)
    files = list(paths.logs.iterdir())
    assert len(files) == LOG_FILES
    assert all(file.stat().st_size <= LOG_BYTES for file in files)


def test_an_exception_is_described_without_its_words() -> None:
    try:
        try:
            SECRET.encode("ascii") + f"é{SECRET}".encode("ascii")
        except UnicodeEncodeError as error:
            raise UserError("It happened.", "Do this.") from error
    except UserError as error:
        text = describe_exception(error)
    assert "UnicodeEncodeError" in text
    assert "It happened. Do this." in text
    assert "test_logs.py" in text
    assert SECRET not in text


def test_a_caught_exception_is_logged_without_its_words(paths: Paths) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("paddock.services").exception("a listener failed")
    log = paths.log_file.read_text()
    assert "ERROR MainThread paddock.services: a listener failed" in log
    assert "ValueError" in log
    assert "test_logs.py" in log
    assert SECRET not in log


def test_a_mistake_is_reported_once_and_logged_each_time(paths: Paths) -> None:
    reported: list[BaseException] = []
    reporter = ExceptionReporter(reported.append)
    for _ in range(3):
        reporter.handle(raised(ValueError(SECRET)))
    reporter.handle(raised(KeyError(SECRET)))
    assert [type(error) for error in reported] == [ValueError, KeyError]
    log = paths.log_file.read_text()
    assert log.count("uncaught exception") == 4
    assert SECRET not in log


def test_a_threads_mistake_is_reported(paths: Paths) -> None:
    reported: list[BaseException] = []
    hooks = (sys.excepthook, threading.excepthook)
    ExceptionReporter(reported.append).install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        sys.excepthook, threading.excepthook = hooks
    assert [type(error) for error in reported] == [ZeroDivisionError]
    assert "ZeroDivisionError" in paths.log_file.read_text()


def test_no_place_for_the_log_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        setup_logging(Paths.from_environment({"PADDOCK_HOME": str(tmp_path / "missing")}))
    assert caught.value.code == "folder-not-writable"


def test_the_file_can_be_let_go_of(paths: Paths) -> None:
    logging.getLogger("paddock").info("before")
    end_logging(paths)
    paths.log_file.unlink()
    logging.getLogger("paddock").info("after")
    assert not paths.log_file.exists()
