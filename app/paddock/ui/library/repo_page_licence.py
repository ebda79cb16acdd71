"""Under what terms a model is given, shown before it is fetched. One rule: a link opens only after it was pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.hub import Gating, RepoPage
from paddock.ui.i18n import tr
from paddock.ui.library.words import licence_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, TextButton, label, of_kind

ICON_PX = 18


class TermsBox(QFrame):
    """The licence, and for gated models how to get in.

    Signals:
        link_requested: an address that the person wants to see.
        token_requested: the person has a token.
    """

    link_requested = Signal(str)
    token_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon_name = "key"
        of_kind(self, "card")
        self.icon = label("")
        self.title = label("", "strong", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.open_page = TextButton(appearance, tr("Open its page"), "external", "primary")
        self.token = TextButton(appearance, tr("I have a token"), "key")
        self.licence = TextButton(appearance, tr("Read the licence"), "external")
        self.acceptable = TextButton(appearance, tr("Acceptable use"), "external")
        self._links = {self.open_page: "", self.licence: "", self.acceptable: ""}
        self._buttons = QWidget()
        flow = FlowLayout(GRID * 2)
        self._buttons.setLayout(flow)
        for button in (self.open_page, self.token, self.licence, self.acceptable):
            flow.addWidget(button)
        self._arrange()
        for button in self._links:
            button.clicked.connect(lambda checked=False, button=button: self.link_requested.emit(self._links[button]))
        self.token.clicked.connect(self.token_requested)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_page(self, page: RepoPage, host: str) -> None:
        """The terms of this repository."""
        gating, licence = page.summary.gating, page.licence
        gated = gating is not Gating.OPEN
        name = licence.name or licence_of(licence.id)
        self._icon_name = "lock" if gated and page.may_download is not True else "key"
        self.title.setText(name or tr("It names no licence"))
        self.told.setText(terms(page, host))
        self._links = {
            self.open_page: page.url,
            self.licence: licence.url,
            self.acceptable: licence.acceptable_use_url,
        }
        waits = gated and page.may_download is not True
        self.open_page.setVisible(waits and bool(page.url))
        self.token.setVisible(waits)
        self.licence.setVisible(bool(licence.url))
        self.acceptable.setVisible(bool(licence.acceptable_use_url))
        self._buttons.setVisible(waits or bool(licence.url) or bool(licence.acceptable_use_url))
        self._dress()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self.title)
        words.addWidget(self.told)
        words.addSpacing(GRID)
        words.addWidget(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 4)
        row.setSpacing(GRID * 3)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _dress(self) -> None:
        side = self._appearance.px(ICON_PX)
        self.icon.setPixmap(self._appearance.icon(self._icon_name, size=ICON_PX).pixmap(side, side))


def terms(page: RepoPage, host: str) -> str:
    """Who may have it, in sentences."""
    match page.summary.gating:
        case Gating.OPEN:
            if page.licence.id or page.licence.name:
                return tr("Everybody can download it. The licence is recorded with the model.")
            return tr("Everybody can download it. Ask its authors before you use it for more than trying it out.")
        case _ if page.may_download:
            return tr("It is gated, and your account may download it. The licence is recorded with the model.")
        case Gating.AUTO:
            how = tr("Open its page, sign in, and accept the terms there.")
        case Gating.MANUAL:
            how = tr("Open its page, sign in, and ask its authors for access; they decide, which can take days.")
    told = tr("It is gated: {host} gives it only to those who accepted its terms. {how} Then give Paddock a token.")
    return told.format(host=host, how=how)
