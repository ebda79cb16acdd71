"""A pytest plugin that makes this Python one in which PySide6 is not installed.

Its one rule: it takes Qt away and nothing else. `make test` runs all tests outside the window's with it.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

BLOCKED = {"PySide6", "shiboken6"}


class Blocker:
    """Stands before every other finder; child processes are not its business: they start without it."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r} (taken away by {__name__})", name=name)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """pytest-qt is not loaded in such a run, so its settings in pyproject.toml need another owner."""
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "unused without Qt")


def pytest_configure(config: pytest.Config) -> None:
    sys.meta_path.insert(0, Blocker())
