"""How often the engine's process died, and what follows from it. One rule: counting, no processes.

A graphics card is tried once more after it failed; then the processor answers. After `Limits.deaths` deaths within
`Limits.death_window` nothing is tried any more.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable

from paddock.engine.jobs import Limits, LoadSpec

CARD_TRIES = 2
"""Deaths with a model on a graphics card until the processor takes over."""


class Crashes:
    """The deaths of the last minutes.

    Attributes:
        on_card: whether a graphics card was in use at the last one.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._deaths: deque[float] = deque()
        self._blamed: Counter[LoadSpec] = Counter()
        self.on_card = False

    def count(self, *, on_card: bool) -> None:
        """The process died, and nobody had asked it to."""
        self.on_card = on_card
        now = time.monotonic()
        self._deaths.append(now)
        while self._deaths[0] < now - self._limits.death_window:
            self._deaths.popleft()

    def blame(self, specs: Iterable[LoadSpec]) -> None:
        """These models were on a graphics card when it died."""
        self._blamed.update(specs)

    def give_up_card(self, spec: LoadSpec) -> None:
        """It died while it loaded this onto a graphics card."""
        self._blamed[spec] = CARD_TRIES

    def on_cpu(self, spec: LoadSpec) -> bool:
        """Whether the processor has to do, as the graphics card failed with this model."""
        return self._blamed[spec] >= CARD_TRIES

    @property
    def too_many(self) -> bool:
        """Whether it makes sense no more."""
        return len(self._deaths) >= self._limits.deaths

    def forget(self) -> None:
        """The person tries again."""
        self._deaths.clear()
