"""What stands around the text of an answer: what was thought above it, calls and their results below.

One rule: a person who reads the answer need not read this; what is folded costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.core.messages import Message, MessageStatus
from paddock.services.markdown import pretty
from paddock.ui.i18n import tr
from paddock.ui.transcript.reader import TextReader
from paddock.ui.transcript.specs import CodeSpec, FoldSpec, Inset, Spec, code_specs
from paddock.ui.transcript.splitter import clean, limited

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

THOUGHTS = -1
"""The key of the fold of the thoughts; results have 0, 1, 2 …"""


class Asides:
    """The folds and calls of one message.

    Args:
        parser: reads the Markdown of thoughts.
    """

    def __init__(self, parser: MarkdownIt) -> None:
        self._chosen: dict[int, bool] = {}  # what the person folded or unfolded
        self._message: Message | None = None
        self._reader = TextReader(parser)
        self._closed: list[Spec] = []

    def set_message(self, message: Message) -> None:
        """Show what belongs to this message."""
        self._message = message

    @property
    def unread(self) -> bool:
        """Whether there is more of the unfolded thoughts than was read."""
        return self._reader.unread and self.is_open(THOUGHTS)

    def is_open(self, key: int) -> bool:
        """Whether a fold is open: thoughts are while nothing follows them."""
        message = self._message
        waits = key == THOUGHTS and message is not None and not (message.text or message.calls)
        return self._chosen.get(key, waits)

    def toggle(self, key: int) -> None:
        """Fold, or unfold."""
        self._chosen[key] = not self.is_open(key)

    def open_all(self) -> None:
        """Unfold everything."""
        keys = range(THOUGHTS, len(self._message.results) if self._message is not None else 0)
        self._chosen = dict.fromkeys(keys, True)

    def open(self, keys: Collection[int]) -> None:
        """Unfold these."""
        self._chosen |= dict.fromkeys(keys, True)

    def keep(self) -> None:
        """Let the thoughts stay as they are now, whatever comes: they are being read."""
        if self._message is not None and self._message.reasoning:
            self._chosen.setdefault(THOUGHTS, self.is_open(THOUGHTS))

    def above(self) -> list[Spec]:
        """The thoughts."""
        message = self._message
        if message is None or not (thoughts := message.reasoning):
            return []
        open_ = self.is_open(THOUGHTS)
        head: list[Spec] = [FoldSpec(key=THOUGHTS, title=thoughts_title(message), open=open_)]
        return head + self._body(thoughts) if open_ else head

    def _body(self, thoughts: str) -> list[Spec]:
        """Read on from where it was; what is finished is made once."""
        if not self._reader.read(thoughts):
            self._closed = []
        splitter = self._reader.splitter
        self._closed += map(_thought, splitter.closed[len(self._closed) :])
        return [*self._closed, *map(_thought, splitter.open)]

    def below(self) -> Iterator[Spec]:
        """Calls and results."""
        if self._message is None:
            return
        for call in self._message.calls:
            title = tr("Calls {name}", name=_one_line(call.name))
            specs = code_specs(limited(clean(pretty(call.arguments))), "json")
            yield from (replace(spec, title=title) if isinstance(spec, CodeSpec) else spec for spec in specs)
        for key, result in enumerate(self._message.results):
            name = _one_line(result.name) or tr("a tool")
            open_ = self.is_open(key)
            yield FoldSpec(key=key, title=tr("Result of {name}", name=name), open=open_)
            if open_:
                shown = pretty(result.text)
                yield from code_specs(limited(clean(shown)), "json" if shown != result.text else "")


def thoughts_title(message: Message) -> str:
    """What the fold of the thoughts says."""
    if message.status is MessageStatus.STREAMING and not (message.text or message.calls):
        return tr("Thinking…")
    minutes, seconds = divmod(round(message.reasoning_seconds), 60)
    if not minutes and not seconds:
        return tr("Thought for a moment")
    if minutes:
        words = tr("Thought for {minutes} min {seconds} s")
        return words.format(minutes=minutes, seconds=seconds)
    return tr("Thought for {seconds} s", seconds=seconds)


def _thought(spec: Spec) -> Spec:
    return replace(spec, insets=(Inset.THOUGHT, *spec.insets))


def _one_line(name: str) -> str:
    return " ".join(name.split())[:200]
