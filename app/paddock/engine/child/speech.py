"""What a model writes, told apart: text, reasoning, calls of tools.

One rule: what comes out is final. Stop texts end what is said; inside reasoning they mean nothing, for there a model
weighs words that are no part of its answer.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence

from paddock.core.events import ReasoningDelta
from paddock.core.tools import ToolCall
from paddock.engine.child.calls import CallParser
from paddock.engine.child.reasoning import ReasoningSplitter
from paddock.engine.child.text import StopTexts

Spoken = str | ReasoningDelta | ToolCall


class Speech:
    """The parts of one answer.

    Args:
        stops: texts that end the answer and are not part of it.
        reasoning: the tags around it; ("", "") where the model does not reason.
        inside: the answer begins inside its reasoning.
        tools: names of those offered.
        spelt: control tokens that are to be spelt out, for a call or reasoning begins with them.
        ends: tokens that end the answer, besides those that llama.cpp knows of.
    """

    def __init__(
        self,
        stops: Sequence[str] = (),
        *,
        reasoning: tuple[str, str] = ("", ""),
        inside: bool = False,
        tools: Collection[str] = (),
        spelt: Collection[int] = (),
        ends: Collection[int] = (),
    ) -> None:
        self.spelt = spelt
        self.ends = ends
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._reasoning = ReasoningSplitter(reasoning, inside=inside) if reasoning[1] else None
        self._stops = StopTexts(stops)
        self._calls = CallParser(tools) if tools else None

    @property
    def stopped(self) -> bool:
        """Whether a stop text came."""
        return self._stops.stopped

    @property
    def called(self) -> bool:
        """Whether a tool was called."""
        return self._calls is not None and self._calls.made > 0

    def feed(self, data: bytes) -> list[Spoken]:
        """What can be told now that `data` has come; sets `stopped` when a stop text did."""
        return self._split(self._decoder.decode(data), final=False)

    def flush(self) -> list[Spoken]:
        """What is still held back, once nothing more comes."""
        return self._split(self._decoder.decode(b"", final=True), final=True)

    def _split(self, text: str, *, final: bool) -> list[Spoken]:
        spoken: list[Spoken] = []
        if self._reasoning is not None:
            thought, text = self._reasoning.feed(text, final=final)
            if thought:
                spoken.append(ReasoningDelta(thought))
        text = self._stops.feed(text) + (self._stops.flush() if final else "")
        if self._calls is None:
            return [*spoken, text] if text else spoken
        return [*spoken, *self._calls.feed(text), *(self._calls.flush() if final else ())]
