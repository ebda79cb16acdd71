"""One repository: what it is, its terms, what of it fits here, and what its authors say.

One rule: it asks the service in the background and fills in what comes; what was left is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadRequest
from paddock.core.errors import UserError
from paddock.core.hub import Gating, RepoPage, RepoSummary, Variant, VariantFit
from paddock.ui.dialogs import ask_to_open
from paddock.ui.i18n import tr
from paddock.ui.library.card_view import CardView
from paddock.ui.library.discover_parts import Parts
from paddock.ui.library.offline import offline_words
from paddock.ui.library.page_scroll import keep_width, scrolled
from paddock.ui.library.repo_page_companions import Companions
from paddock.ui.library.repo_page_context import ContextSlider
from paddock.ui.library.repo_page_head import RepoHead
from paddock.ui.library.repo_page_judge import Judge
from paddock.ui.library.repo_page_licence import TermsBox
from paddock.ui.library.repo_page_other import NotGguf
from paddock.ui.library.repo_page_pick import best_variant
from paddock.ui.library.repo_page_variants import VariantRow, VariantTable
from paddock.ui.library.words import seconds_ago, tokens_short
from paddock.ui.notice import NoticeBar
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label


class RepoView(QWidget):
    """A repository's page.

    Attributes:
        page: what is shown; None until it came.

    Signals:
        back_requested: to where the person came from.
        model_chosen: the reference of the model that shall answer.
        token_requested: the person has a token of the Hub.
        search_requested: a SearchQuery.
        shown: all that can be said without judging is shown.
    """

    back_requested = Signal()
    model_chosen = Signal(str)
    token_requested = Signal()
    search_requested = Signal(object)
    shown = Signal()

    def __init__(self, parts: Parts, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        look = parts.appearance
        self._parts = parts
        self._clock = clock
        self._visit = 0
        self._repo_id = ""
        self.page: RepoPage | None = None
        self._fits: dict[str, VariantFit] = {}
        self.judge = Judge(parts.service, parts.tasks, self)
        self.back = TextButton(look, tr("Back"), "chevron-right" if self.isRightToLeft() else "chevron-left", "row")
        self.browser = TextButton(look, tr("Open in browser"), "external", "row")
        self.notice = NoticeBar(look)
        self.status = label("", "small", wrap=True)
        self.retry = TextButton(look, tr("Try again"), "refresh", "row")
        self.head = RepoHead(look)
        self.terms = TermsBox(look)
        self.context = ContextSlider(look)
        self.companions = Companions(look)
        self.table = VariantTable(look)
        self.other = NotGguf(look)
        self.said = QWidget()
        self.card = CardView(look, self)
        self._body = QWidget()
        self._arrange()
        self._connect()

    def open(self, repo_id: str, summary: RepoSummary | None = None) -> None:
        """Show a repository; what a list knows of it stands there at once."""
        self._visit += 1
        visit = self._visit
        self._repo_id = repo_id
        self.page, self._fits = None, {}
        self.judge.leave()
        self.notice.dismiss()
        author, _, name = repo_id.rpartition("/")
        self.head.show_summary(summary or RepoSummary(repo_id, author, name))
        self._body.hide()
        self.browser.hide()
        self._say(tr("Asking {host}…", host=self._parts.service.host))
        self._parts.tasks.pool(
            lambda: self._parts.service.page(repo_id),
            lambda page: self._came(page, visit),
            lambda error: self._failed(error, visit),
        )

    def leave(self) -> None:
        """The person went back: nothing that is on its way is wanted."""
        self._visit += 1
        self.judge.leave()

    def reload(self) -> None:
        """Ask for the same page again (a token was given, the network came back)."""
        if self._repo_id:
            self.open(self._repo_id, self.page.summary if self.page is not None else None)

    # --- what came

    def _came(self, page: RepoPage, visit: int) -> None:
        if visit != self._visit:
            return
        self.page = page
        self.head.show_summary(page.summary)
        self.terms.show_page(page, self._parts.service.host)
        self.context.begin()
        self.context.setVisible(bool(page.variants))
        self.companions.show_variants(page.companions)
        self.other.show_page(page)
        first = self.table.show_variants(page.summary.name, page.variants)
        self.said.setVisible(bool(page.card.strip()))
        self.browser.setVisible(bool(page.url))
        self._body.show()
        self.card.show_card(page.card)
        self._say_state(page)
        self._renew()
        self.judge.look_at(page, first)
        self.shown.emit()

    def _failed(self, error: Exception, visit: int) -> None:
        if visit != self._visit:
            return
        if not isinstance(error, UserError):
            self._parts.tasks.failed.emit(error)
            return
        self._say("", retry=True)
        self.notice.say(error.what, error.todo, error=True)

    def _say_state(self, page: RepoPage) -> None:
        if page.problem:
            when = seconds_ago(self._clock() - page.fetched_at)
            self._say(tr("From {when}: {problem}", when=when, problem=page.problem), retry=True)
        else:
            self._say("")

    def _say(self, words: str, retry: bool = False) -> None:
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self.retry.setVisible(retry)

    # --- judging

    def _judged(self, fit: VariantFit) -> None:
        self._fits[fit.variant_id] = fit
        row = self.table.rows.get(fit.variant_id)
        if row is not None:
            row.show_fit(fit)
        self.context.learn(fit.n_ctx, fit.n_ctx_train)
        if fit.n_ctx_train:
            self.head.show_context(tokens_short(fit.n_ctx_train))
        if self.page is not None:
            self.table.recommend(best_variant(self.page.variants, self._fits))

    def _refused(self, variant_id: str, error: UserError) -> None:
        row = self.table.rows.get(variant_id)
        if row is not None:
            row.show_refusal(error)

    def _stopped(self, error: UserError) -> None:
        told = tr("Not everything could be judged. {what}", what=error.what)
        self.notice.say(told, error.todo, tr("Try again"), self.judge.again, error=True)

    # --- having

    def _row_made(self, row: VariantRow) -> None:
        run, downloads, get, variant = self._parts.run, self._parts.downloads, row.get, row.variant
        get.download_requested.connect(lambda: self._download(variant))
        get.pause_requested.connect(lambda key: run(lambda: downloads.pause(key)))
        get.resume_requested.connect(lambda key: run(lambda: downloads.resume(key)))
        get.cancel_requested.connect(lambda key: run(lambda: downloads.cancel(key)))
        get.use_requested.connect(self.model_chosen)
        self._renew_row(row)

    def _download(self, variant: Variant) -> None:
        page, companions = self.page, self.companions.chosen
        if page is None:
            return

        def start() -> None:
            request: DownloadRequest = self._parts.service.request(page, variant, companions)
            self._parts.downloads.start(request)

        self._parts.run(start)

    def _renew(self) -> None:
        for row in self.table.rows.values():
            self._renew_row(row)

    def _renew_row(self, row: VariantRow) -> None:
        page, shelf = self.page, self._parts.shelf
        if page is None:
            return
        repo_id, names = page.summary.repo_id, [file.filename for file in row.variant.files]
        item = shelf.item(repo_id, names[0]) if names else None
        row.show_state(item, shelf.here(repo_id, names), shelf.in_use)
        barred = page.summary.gating is not Gating.OPEN and page.may_download is False
        why = tr("Its terms have to be accepted first, see above.") if barred else ""
        if shelf.offline:
            why = offline_words()
        row.get.allow(not why, why, resumes=not shelf.offline)

    # --- building

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.browser.clicked.connect(lambda: self._open_link(self.page.url if self.page is not None else ""))
        self.retry.clicked.connect(self.reload)
        self.terms.link_requested.connect(self._open_link)
        self.terms.token_requested.connect(self.token_requested)
        self.context.changed.connect(self.judge.set_context)
        self.table.row_made.connect(self._row_made)
        self.table.more_shown.connect(self.judge.add)
        self.other.search_requested.connect(self._search_versions)
        self.card.link_activated.connect(self._open_link)
        self.judge.judged.connect(self._judged)
        self.judge.refused.connect(self._refused)
        self.judge.stopped.connect(self._stopped)
        self._parts.shelf.changed.connect(self._renew)

    def _search_versions(self) -> None:
        self.search_requested.emit(self._parts.service.gguf_versions(self._repo_id))

    def _open_link(self, address: str) -> None:
        ask_to_open(self._parts.appearance, address, self, self._parts.open_url)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.browser)
        state = QHBoxLayout()
        state.addWidget(self.status, 1)
        state.addWidget(self.retry)
        said = QVBoxLayout(self.said)
        said.setContentsMargins(0, GRID * 4, 0, 0)
        said.setSpacing(GRID * 4)
        said.addWidget(label(tr("What its authors say"), "section"))
        said.addWidget(self.card)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID * 6)
        for widget in (self.terms, self.other, self.context, self.companions, self.table, self.said):
            body.addWidget(widget)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, GRID * 12)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addSpacing(GRID * 2)
        rows.addWidget(self.head)
        rows.addSpacing(GRID * 2)
        rows.addLayout(state)
        rows.addSpacing(GRID * 2)
        rows.addWidget(self.notice)
        keep_width(self._parts.appearance, self.notice)
        rows.addSpacing(GRID * 2)
        rows.addWidget(self._body)
        rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(self._parts.appearance, inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.area.setAccessibleName(tr("The model's page"))
        outer.addWidget(self.area)
