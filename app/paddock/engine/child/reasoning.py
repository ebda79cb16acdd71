"""Reasoning in an answer that is still being written: what stands between two tags at its beginning.

One rule: only there. A model that writes about the tags later on writes text.
"""

from __future__ import annotations

from enum import Enum, auto

from paddock.engine.child.text import overlap


class _Place(Enum):
    BEFORE = auto()
    INSIDE = auto()
    BEHIND = auto()


class ReasoningSplitter:
    """Splits the text of one answer; blanks around the tags belong to neither part.

    Args:
        tags: what encloses reasoning.
        inside: the prompt ends with the first of them, so the answer begins inside.
    """

    def __init__(self, tags: tuple[str, str], *, inside: bool) -> None:
        self._open, self._close = tags
        self._place = _Place.INSIDE if inside else _Place.BEFORE
        self._held = ""
        self._repeats = inside  # the model may write the tag that the prompt has already
        self._fresh = True  # nothing of this place was let out yet

    def feed(self, text: str, *, final: bool = False) -> tuple[str, str]:
        """What can be told apart now that `text` has come: reasoning, and what is said.

        Args:
            final: nothing more comes.
        """
        self._held += text
        thought = said = ""
        if self._place is _Place.BEFORE and not self._enter(final):
            return "", ""
        if self._place is _Place.INSIDE:
            thought = self._think(final)
        if self._place is _Place.BEHIND:
            said = self._say()
        return thought, said

    def _enter(self, final: bool) -> bool:
        """Whether it is known if the answer begins with reasoning."""
        begins = self._held.lstrip()
        if begins.startswith(self._open):
            self._place, self._held = _Place.INSIDE, begins.removeprefix(self._open)
        elif final or not self._open.startswith(begins):
            self._place, self._fresh = _Place.BEHIND, False
        return self._place is not _Place.BEFORE

    def _think(self, final: bool) -> str:
        if self._repeats:
            begins = self._held.lstrip()
            if self._open.startswith(begins) and begins != self._open and not final:
                return ""
            self._held, self._repeats = begins.removeprefix(self._open), False
        if self._fresh:
            self._held = self._held.lstrip()
            self._fresh = not self._held
        end = self._held.find(self._close)
        if end >= 0:
            thought, self._held = self._held[:end].rstrip(), self._held[end + len(self._close) :]
            self._place, self._fresh = _Place.BEHIND, True
            return thought
        keep = 0 if final else overlap(self._held, self._close)
        thought = self._held[: len(self._held) - keep].rstrip()
        self._held = "" if final else self._held[len(thought) :]
        return thought

    def _say(self) -> str:
        if self._fresh:
            self._held = self._held.lstrip()
            self._fresh = not self._held
        said, self._held = self._held, ""
        return said
