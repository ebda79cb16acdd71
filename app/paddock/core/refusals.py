"""Why the system refused something, in words. One rule: what is common has a sentence of ours, which can be translated.

Of anything else the system's own words are told, which are English here whatever the language.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from paddock.core.said import say

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What making room helps against."""

_WORDS: Mapping[int, str] = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.ENOTDIR: say("a part of the path is not a folder"),
    errno.EISDIR: say("it is a folder"),
    errno.EEXIST: say("it is there already"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.EACCES: say("the system does not allow it"),
    errno.EPERM: say("the system does not allow it"),
    errno.EROFS: say("the disk can only be read"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("your share of the disk is used up"),
    errno.EFBIG: say("it is too large for this disk"),
    errno.EIO: say("the disk reports an error"),
    errno.EBUSY: say("another program is using it"),
}


def why_not(error: OSError) -> str:
    """What an error of the system says, to stand behind a colon or in brackets."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)


def is_full(error: OSError) -> bool:
    """Whether making room would help."""
    return error.errno in FULL
