"""A computer that is a folder: other programs' files in it, laid out as these programs lay them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from library_kit import library_in

from paddock.core.library import Found
from paddock.hub.adoption import Surroundings, scan


@dataclass
class Computer:
    """Its disk is `folder`; the person's folder is `home`."""

    folder: Path
    platform: str = "linux"
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = self.folder / "home"
        self.home.mkdir()
        self.library, _ = library_in(self.folder)

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.home, self.env, self.platform, self.folder / "root")

    def scan(self) -> list[Found]:
        return list(scan(self.around, self.library.describe))

    def found(self) -> dict[str, Found]:
        """By path from the person's folder."""
        return {found.path.relative_to(self.home).as_posix(): found for found in self.scan()}


@pytest.fixture
def computer(tmp_path: Path) -> Callable[..., Computer]:
    return lambda *args, **options: Computer(tmp_path, *args, **options)
