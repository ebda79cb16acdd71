"""Where programs keep their files on this computer, and how what they wrote is read.

One rule: folders are pure functions of home, environment and system, so that every system's are tested on every one;
and what other programs wrote is read within bounds, for nobody knows who wrote it.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 1024 * 1024
"""Of a file of settings, or of a list of a model's parts."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """This computer, as other programs see it.

    Attributes:
        home: the person's folder.
        env: the environment.
        platform: as `sys.platform`.
        root: where absolute paths of the system begin; another folder in tests.
    """

    home: Path
    env: Mapping[str, str]
    platform: str = sys.platform
    root: Path = Path("/")

    @classmethod
    def of(cls, env: Mapping[str, str]) -> Surroundings:
        """The one that the program runs on."""
        return cls(Path(os.path.expanduser("~")), env)  # noqa: PTH111  # Path.home() raises without one

    def named(self, variable: str) -> Path | None:
        """The folder that a variable names; None if it is not set."""
        value = self.env.get(variable, "").strip()
        return self.expanded(value) if value else None

    def expanded(self, text: str) -> Path:
        """A path that may begin with `~`."""
        return self.home / text[2:] if text.startswith(("~/", "~\\")) else Path(text)

    def data(self) -> Path:
        """Where programs keep what they need on this computer for this person."""
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support"
        if self.platform == "win32":
            return self.named("APPDATA") or self.home / "AppData" / "Roaming"
        return self.named("XDG_DATA_HOME") or self.home / ".local" / "share"

    def local_data(self) -> Path:
        """The same, but for what stays on this computer; on Windows alone it is another one."""
        if self.platform == "win32":
            return self.named("LOCALAPPDATA") or self.home / "AppData" / "Local"
        return self.data()

    def config(self) -> Path:
        """Where programs keep their settings."""
        if self.platform == "win32":
            return self.data()
        return self.named("XDG_CONFIG_HOME") or self.home / ".config"

    def cache(self) -> Path:
        """Where programs keep what can be made again."""
        if self.platform == "darwin":
            return self.home / "Library" / "Caches"
        if self.platform == "win32":
            return self.local_data()
        return self.named("XDG_CACHE_HOME") or self.home / ".cache"

    def downloads(self) -> Path:
        """Where browsers put what they fetch (on Linux: user-dirs.dirs, of freedesktop.org's xdg-user-dirs)."""
        if self.platform == "linux":
            for line in read_text(self.config() / "user-dirs.dirs").splitlines():
                name, _, value = line.partition("=")
                value = value.strip().strip('"')
                if name.strip() == "XDG_DOWNLOAD_DIR" and value.startswith(("$HOME/", "/")):
                    return Path(value.replace("$HOME", str(self.home), 1))
        return self.home / "Downloads"


def read_text(path: Path) -> str:
    """A small text; "" for what cannot be read, is no ordinary file, or is larger than any that programs write."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def read_object(path: Path) -> dict[str, Any]:
    """A small JSON object; {} for anything else."""
    try:
        value = json.loads(read_text(path))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def read_yaml(path: Path) -> dict[str, Any]:
    """A small YAML mapping; {} for anything else."""
    import yaml

    try:
        value = yaml.safe_load(read_text(path))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """The same if it is a text; "" for anything else."""
    return value if isinstance(value, str) else ""


def inside(path: Path, folder: Path) -> bool:
    """Whether `path` really lies in `folder`, wherever links and `..` lead."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real.startswith(top + os.sep)
