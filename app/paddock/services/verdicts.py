"""What came of checking a file, in a sentence. One rule: it says what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from paddock.core.library import Verdict
from paddock.core.said import listed, say


def verdict_words(verdict: Verdict, differ: Sequence[str], *, promised: bool) -> str:
    """What a person is told; `differ` names the files that changed."""
    if verdict is Verdict.CHANGED:
        return say(
            "{differ} changed since it came. Download it again; the file is kept as it is.", differ=listed(differ)
        )
    if verdict is Verdict.RECORDED:
        return say("There was nothing to compare it with; its hash is kept from now on.")
    return say("It is what it was promised to be.") if promised else say("It is what it was when it was first hashed.")
