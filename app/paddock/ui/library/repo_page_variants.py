"""A repository's variants: how good, how large, whether they fit. One rule: it shows what was judged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from paddock.core.downloads import DownloadItem
from paddock.core.errors import UserError
from paddock.core.hardware import Fit
from paddock.core.hub import Variant, VariantFit
from paddock.core.models import ModelFile
from paddock.ui.i18n import tr, translated
from paddock.ui.library.badge import FitBadge, MemoryBar
from paddock.ui.library.discover_get import GetButtons
from paddock.ui.library.words import memory_of, size_of, speed_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, FlowLayout, TextButton, label, line, of_kind

NARROW = 660  # px at 100 %; below it a row has two lines
ANY_WIDTH = 16_777_215  # px: no limit, as Qt has it
FIT_WIDTH = 248  # px at 100 %
SIZE_WIDTH = 76
BUTTON_WIDTH = 184  # the widest that can stand there, in every language: the columns of all rows are in one line
PORTION = 40  # rows that are made at once
_BITS = re.compile(r"(\d+)")


class VariantRow(QWidget):
    """One variant.

    Attributes:
        get: Download, how far it is, Use.
    """

    def __init__(self, appearance: Appearance, variant: Variant, title: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.variant = variant
        self.fit: VariantFit | None = None
        self._wide: bool | None = None
        shown = variant.id
        self.setAccessibleName(f"{title} {shown}")
        self.name = ElidedLabel(shown, "strong")
        self.mark = of_kind(label(tr("Recommended")), "mark")
        self.words = label(variant.words, "muted", wrap=True)
        self.badge = FitBadge(appearance)
        self.bar = MemoryBar(appearance)
        self.speed = label("", "small", wrap=True)
        self.amount = label(size_of(variant.size) if variant.size else "", "fact")
        self.files = label("", "small")
        self.get = GetButtons(appearance, f"{title} {shown}", self._place, self)
        self.mark.hide()
        if len(variant.files) > 1:
            self.files.setText(tr("{count} files", count=len(variant.files)))
        self._names, self._fits, self._sizes, self._buttons = self._parts()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GRID * 3, 0, GRID * 3)
        self._grid.setHorizontalSpacing(GRID * 4)
        self._grid.setVerticalSpacing(GRID * 2)
        self._grid.setColumnStretch(0, 1)
        self._arrange(True)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_fit(self, fit: VariantFit) -> None:
        """How it was judged."""
        self.fit = fit
        self.badge.show_fit(fit.fits)
        self.bar.show_use(fit.memory, fit.total, fit.fits, memory_of(fit.memory, fit.total))
        parts = [memory_of(fit.memory, fit.total)]
        if fit.fits is not Fit.NO and fit.tokens_per_second:
            parts.append(speed_of(fit.tokens_per_second))
        self.speed.setText(" · ".join(parts))
        told = translated(fit.words)
        told = told if fit.exact else f"{told} {tr('Reckoned from the size of the file.')}".strip()
        self._fits.setToolTip(told)
        self._fits.setAccessibleDescription(told)

    def show_refusal(self, error: UserError) -> None:
        """It cannot be judged."""
        self.badge.show_fit(None, tr("Cannot be judged"))
        self.speed.setText(translated(error.what))
        self.bar.hide()

    def show_state(self, item: DownloadItem | None, here: ModelFile | None, in_use: str) -> None:
        """How far its download is, its file on this computer, and what answers in the chat."""
        self.get.show_state(item, here, in_use)

    def recommend(self, recommended: bool) -> None:
        """Whether it is the one for this computer."""
        self.mark.setVisible(recommended)
        download = self.get.download
        if (download.property("kind") == "primary") is not recommended:
            of_kind(download, "primary" if recommended else "")
            download.style().unpolish(download)
            download.style().polish(download)
            download.set_icon("download")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines where one has no room."""
        super().resizeEvent(event)
        self._arrange(self.width() >= self._appearance.px(NARROW))

    def _parts(self) -> tuple[QWidget, QWidget, QWidget, QWidget]:
        names, fits, sizes, buttons = QWidget(), QWidget(), QWidget(), QWidget()
        top = QWidget()
        flow = FlowLayout(GRID * 2)
        top.setLayout(flow)
        flow.addWidget(self.name)
        flow.addWidget(self.mark)
        for inside, widgets in ((names, (top, self.words)), (fits, (self.badge, self.bar, self.speed))):
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GRID)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        column = QVBoxLayout(sizes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (self.amount, self.files):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTrailing)
        column.addStretch(1)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.get.download)
        row.addWidget(self.get.use)
        return names, fits, sizes, buttons

    def _arrange(self, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        grid, top, middle = self._grid, Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        for part in (self._names, self._fits, self._sizes, self._buttons):
            grid.removeWidget(part)
        grid.addWidget(self._names, 0, 0)
        if wide:
            grid.addWidget(self._fits, 0, 1)
            grid.addWidget(self._sizes, 0, 2)
            grid.addWidget(self._buttons, 0, 3, middle)
        else:
            grid.addWidget(self._buttons, 0, 1, top | Qt.AlignmentFlag.AlignTrailing)
            grid.addWidget(self._fits, 1, 0)
            grid.addWidget(self._sizes, 1, 1, top | Qt.AlignmentFlag.AlignTrailing)
        self._dress()

    def _place(self, transfer: QWidget) -> None:
        self._grid.addWidget(transfer, 2, 0, 1, 4)

    def _dress(self) -> None:
        px = self._appearance.px
        self._buttons.setMinimumWidth(px(BUTTON_WIDTH))
        if self._wide:
            self._fits.setFixedWidth(px(FIT_WIDTH))
            self._sizes.setFixedWidth(px(SIZE_WIDTH))
        else:
            self._fits.setMinimumWidth(0)
            self._fits.setMaximumWidth(ANY_WIDTH)  # what wraps is as high as its cell's width wants it
            self.bar.setMaximumWidth(px(FIT_WIDTH))
            self._sizes.setMinimumWidth(0)
            self._sizes.setMaximumWidth(px(SIZE_WIDTH * 2))


class VariantTable(QWidget):
    """All variants, in groups by quality, the largest first; made in portions.

    Signals:
        row_made: a VariantRow.
        more_shown: the variants of another portion.
    """

    row_made = Signal(object)
    more_shown = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._title = ""
        self._rest: list[Variant] = []
        self._group = ""
        self.rows: dict[str, VariantRow] = {}
        self.more = TextButton(appearance, "", "chevron-down", "quiet")
        self.more.clicked.connect(self.show_more)
        self._made = QVBoxLayout()
        self._made.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._made)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_variants(self, title: str, variants: Sequence[Variant]) -> tuple[Variant, ...]:
        """Show these instead of others; returns the ones of the first portion."""
        self.clear()
        self._title = title
        self._rest = list(variants)
        return self._add_portion()

    def show_more(self) -> None:
        """The next portion."""
        self.more_shown.emit(self._add_portion())

    def clear(self) -> None:
        """Show none."""
        while (item := self._made.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self._rest, self._group = {}, [], ""
        self.more.hide()

    def recommend(self, variant_id: str) -> None:
        """Mark one; "" none."""
        for key, row in self.rows.items():
            row.recommend(key == variant_id)

    def _add_portion(self) -> tuple[Variant, ...]:
        portion, self._rest = self._rest[:PORTION], self._rest[PORTION:]
        for variant in portion:
            heading = group_of(variant.quantization)
            if heading != self._group:
                self._group = heading
                title = label(heading, "title", wrap=True)
                title.setContentsMargins(0, 0 if not self.rows else GRID * 6, 0, GRID * 2)
                self._made.addWidget(title)
            self._made.addWidget(line())
            row = self.rows[variant.id] = VariantRow(self._appearance, variant, self._title)
            self._made.addWidget(row)
            self.row_made.emit(row)
        self.more.setText(tr("{count} more", count=len(self._rest)))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(self._rest))
        return tuple(portion)


def group_of(quantization: str) -> str:
    """The heading under which a quantisation stands, by its bits a weight."""
    found = _BITS.search(quantization)
    if found is None:
        return tr("Others")
    bits = int(found.group())
    if bits >= 8:
        return tr("8 bits and more: as good as the original")
    if bits >= 4:
        return tr("4 to 6 bits: much smaller, nearly as good")
    return tr("3 bits and less: smallest, and worse for it")
