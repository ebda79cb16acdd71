"""GPT4All: files in one folder, which its settings name.

One rule: what it is still fetching (`incomplete-…`) is none of its models.

nomic-ai/gpt4all has `gpt4all-chat/src/mysettings.cpp` (`modelPath`, `defaultLocalModelsPath`: AppLocalDataLocation),
`main.cpp` (organisation nomic.ai, application GPT4All, QSettings::IniFormat) and, for Python, `~/.cache/gpt4all`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paddock.hub.adoption.found import Candidate, files_in
from paddock.hub.adoption.surroundings import Surroundings, read_text

NAME = "GPT4All"


def settings(around: Surroundings) -> Path:
    """Qt's place for an INI file; on macOS it is the same as on Linux."""
    folder = around.config() if around.platform == "win32" else around.home / ".config"
    if around.platform == "linux":
        folder = around.config()
    return folder / "nomic.ai" / "GPT4All.ini"


def folders(around: Surroundings) -> list[Path]:
    """Where its models may lie."""
    chosen = _chosen(read_text(settings(around)))
    usual = [around.local_data() / "nomic.ai" / "GPT4All", around.home / ".cache" / "gpt4all"]
    return list(dict.fromkeys([*([around.expanded(chosen)] if chosen else []), *usual]))


def find(around: Surroundings) -> Iterator[Candidate]:
    """All that it has."""
    for folder in folders(around):
        for candidate in files_in(folder, 1):
            if not candidate.path.name.startswith("incomplete-"):
                yield candidate


def _chosen(ini: str) -> str:
    """`modelPath` of Qt's INI file, which writes a backslash as two."""
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(ini)
        return parser.get("General", "modelPath", fallback="").strip().strip('"').replace("\\\\", "\\")
    except configparser.Error:
        return ""
