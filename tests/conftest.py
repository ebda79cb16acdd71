"""What holds for every test. Its one rule: nothing about a single part of the program; that lies beside its tests.

- Qt runs without a display unless QT_QPA_PLATFORM says otherwise; tests marked `xcb` run only on a real X server.
- A log line at WARNING or above that a test did not announce with `allow_log` fails it, from whichever thread.
- Hypothesis draws the same examples every time and has no deadline: a busy machine fails no test.
- No test touches the person's own folders: HOME and PADDOCK_HOME point into pytest's temporary folder.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("paddock", derandomize=True, deadline=None, database=None)
settings.load_profile("paddock")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips tests that need an X server where there is none."""
    if item.get_closest_marker("xcb") and os.environ["QT_QPA_PLATFORM"] != "xcb":
        pytest.skip("needs an X server: `make test` runs it under Xvfb with QT_QPA_PLATFORM=xcb")


class LogGuard(logging.Handler):
    """Collects what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _allowed(record: logging.LogRecord, markers: list[pytest.Mark]) -> bool:
    names = [marker.args[0] if marker.args else marker.kwargs.get("logger") for marker in markers]
    return any(name is None or record.name == name or record.name.startswith(f"{name}.") for name in names)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(guard)
    markers = list(request.node.iter_markers("allow_log"))
    unexpected = [record for record in guard.records if not _allowed(record, markers)]
    if unexpected:
        lines = "\n".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in unexpected)
        pytest.fail(f"unexpected log lines:\n{lines}", pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Child processes of tests inherit it, too."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("PADDOCK_HOME", str(home / "paddock"))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.delenv(name, raising=False)
        yield home
