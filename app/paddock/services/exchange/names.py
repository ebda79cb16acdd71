"""Names of files for chats. One rule: every system takes them, and no two of one export are the same."""

from __future__ import annotations

import re

LONGEST = 80  # characters; of up to three bytes each that is less than the 255 that file systems take
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names of devices on Windows


def file_name(title: str) -> str:
    """A title as a file name without its ending."""
    cleaned = " ".join(_FORBIDDEN.sub(" ", title).split()).strip(" .")[:LONGEST].strip(" .")
    return f"{cleaned}_" if _RESERVED.fullmatch(cleaned) else cleaned or "chat"


class Names:
    """Gives each chat of an export a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, title: str, folder: str, ending: str) -> str:
        """Its path in the export, with "/"; the chats of a folder lie in one of its name."""
        before = f"{file_name(folder)}/" if folder else ""
        stem, number = f"{before}{file_name(title)}", 1
        name = stem
        while name.casefold() in self._taken:  # some systems tell no capitals apart
            number += 1
            name = f"{stem} ({number})"
        self._taken.add(name.casefold())
        return f"{name}.{ending}"
