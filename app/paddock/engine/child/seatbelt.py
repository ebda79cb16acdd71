"""macOS's sandbox ("Seatbelt"): the process gives up what it may do with files, the network and programs.

One rule: the profile allows what it does not name, for nobody lists what Metal needs; what is denied comes last.

`sandbox_init` has been called deprecated for years, and is what browsers use. Its language is not documented; this is
as much of it as Apple's own profiles (/System/Library/Sandbox/Profiles) show.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from paddock.core.said import say
from paddock.engine.api import Barrier, Guarded

LIBRARY = "/usr/lib/libSystem.dylib"
PRIVATE = ("/Users", "/Volumes", "/private/tmp", "/private/var/folders")
"""Where people's files lie."""
PROFILE = """(version 1)
(allow default)
(deny network*)
(deny process-exec*)
(deny process-fork)
(deny signal (target others))
(deny file-read-data {private})
(deny file-write*)
(allow file-write-data (literal "/dev/null") (literal "/dev/zero"))
(allow file-read-data {readable})
(allow file-read* file-write* (regex #"^/private/var/folders/.*/com\\.apple\\.metal"))
{cache}"""


def profile(models: Iterable[Path], writes: Path | None) -> str:
    """What `sandbox_init` is given; a later line counts more than an earlier one."""
    readable = [_quoted("subpath", path) for path in _readable(models)]
    cache = f"(allow file-read* file-write* {_quoted('subpath', writes)})\n" if writes is not None else ""
    private = " ".join(_quoted("subpath", Path(folder)) for folder in PRIVATE)
    return PROFILE.format(private=private, readable=" ".join(readable), cache=cache)


def barriers(models: Iterable[Path], writes: Path | None) -> Iterator[Barrier]:
    """Give it up, and say what came of that."""
    error = _init(profile(models, writes))
    for guarded in (Guarded.FILES, Guarded.NETWORK, Guarded.PROGRAMS, Guarded.PROCESSES):
        yield Barrier(guarded, not error, error or say("macOS's sandbox"))


def _readable(models: Iterable[Path]) -> Iterator[Path]:
    yield from (Path(folder) for folder in sys.path if folder)
    yield from map(Path, {sys.prefix, sys.base_prefix})
    yield from models


def _quoted(kind: str, path: Path) -> str:
    text = str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    return f'({kind} "{text}")'


def _init(text: str) -> str:
    """Why it failed; "" if it did not."""
    try:
        function = ctypes.CDLL(LIBRARY).sandbox_init
    except (OSError, AttributeError):
        return "this macOS has no sandbox that a program can enter by itself"
    function.argtypes = [ctypes.c_char_p, ctypes.c_uint64, ctypes.POINTER(ctypes.c_char_p)]
    error = ctypes.c_char_p()
    if function(text.encode(), 0, ctypes.byref(error)) == 0:
        return ""
    return f"macOS's sandbox: {(error.value or b'it refuses').decode('utf-8', 'replace')}"
