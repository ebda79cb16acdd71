"""Judges a repository's variants for this computer, one after the other. One rule: whoever left the page is forgotten.

The first judgement of a variant may read its header over the network; another context is arithmetic.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paddock.core.errors import Remedy, UserError
from paddock.core.hub import RepoPage, Variant, VariantFit
from paddock.ui.library.discover_service import Discovery
from paddock.ui.tasks import Tasks


class Judge(QObject):
    """What fits, at which context.

    Signals:
        judged: a VariantFit.
        refused: a variant's id, and why it cannot be judged (a UserError); the others go on.
        stopped: why nothing more can be judged now (a UserError); `again` goes on.
    """

    judged = Signal(object)
    refused = Signal(str, object)
    stopped = Signal(object)

    def __init__(self, service: Discovery, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._visit = 0  # which page is looked at
        self._asked = 0  # which context was asked for last
        self._page: RepoPage | None = None
        self._waiting: deque[Variant] = deque()
        self._known: dict[str, Variant] = {}
        self._n_ctx = 0

    def look_at(self, page: RepoPage, variants: Sequence[Variant]) -> None:
        """Judge these of a page, in this order, with the context that a model usually gets."""
        self.leave()
        self._page = page
        self._waiting.extend(variants)
        self._next(self._visit)

    def add(self, variants: Sequence[Variant]) -> None:
        """Judge more of the same page."""
        idle = not self._waiting
        self._waiting.extend(variants)
        if idle:
            self._next(self._visit)

    def leave(self) -> None:
        """Judge nothing more; what is on its way is dropped when it comes."""
        self._visit += 1
        self._page = None
        self._waiting.clear()
        self._known.clear()
        self._n_ctx = 0

    def again(self) -> None:
        """Go on where it stopped."""
        self._next(self._visit)

    def set_context(self, n_ctx: int) -> None:
        """Judge all that are known with another context, in tokens, and the others with it, too."""
        self._n_ctx = n_ctx
        self._asked += 1
        number, visit, page, known = self._asked, self._visit, self._page, tuple(self._known.values())
        if page is None or not known:
            return

        def work() -> list[VariantFit]:
            return [self._service.judge(page, variant, n_ctx) for variant in known]

        def came(fits: list[VariantFit]) -> None:
            if visit == self._visit and number == self._asked:
                for fit in fits:
                    self.judged.emit(fit)

        self._tasks.pool(work, came, lambda error: self._failed(error, visit))

    def _next(self, visit: int) -> None:
        page = self._page
        if visit != self._visit or page is None or not self._waiting:
            return
        variant, n_ctx = self._waiting[0], self._n_ctx

        def came(fit: VariantFit) -> None:
            if visit != self._visit:
                return
            self._waiting.popleft()
            self._known[variant.id] = variant
            if n_ctx == self._n_ctx:
                self.judged.emit(fit)
            else:  # the slider moved meanwhile
                self.set_context(self._n_ctx)
            self._next(visit)

        def failed(error: Exception) -> None:
            if visit != self._visit:
                return
            if isinstance(error, UserError) and error.remedy is not Remedy.RETRY:
                self._waiting.popleft()
                self.refused.emit(variant.id, error)
                self._next(visit)
            else:
                self._failed(error, visit)

        self._tasks.pool(lambda: self._service.judge(page, variant, n_ctx), came, failed)

    def _failed(self, error: Exception, visit: int) -> None:
        if visit != self._visit:
            return
        if isinstance(error, UserError):
            self.stopped.emit(error)
        else:
            self._tasks.failed.emit(error)
