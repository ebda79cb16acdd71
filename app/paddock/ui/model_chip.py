"""The chip that says which model answers, and its menu. One rule: what it shows is so; a choice is only asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from paddock.core.models import GUIDE
from paddock.ui.i18n import tr, translated
from paddock.ui.model_state import ModelState
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import pop_below

NAME_WIDTH = 240  # px at 100 %; longer names are elided
DOT = 8


class ModelChip(QAbstractButton):
    """A button with a dot (filled once the model is loaded), the model's name, and how far it is loaded or its memory.

    Signals:
        model_chosen: a model's reference.
        unload_requested: the reference of a model whose memory is wanted back.
        models_requested, open_file_requested: the entries at the menu's foot.
    """

    model_chosen = Signal(str)
    unload_requested = Signal(str)
    models_requested = Signal()
    open_file_requested = Signal()

    def __init__(self, appearance: Appearance, state: ModelState) -> None:
        super().__init__()
        self._appearance = appearance
        self._state = state
        self._ref = GUIDE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: pop_below(self.make_menu(), self))
        for signal in (appearance.changed, state.models_changed, state.status_changed):
            signal.connect(self._renew)
        self._renew()

    def set_model(self, ref: str) -> None:
        """The model that answers in the open chat."""
        self._ref = ref
        self._renew()

    def label(self) -> str:
        """The words on the chip: they stay while a model is loaded, so that nothing jumps."""
        return self._state.name(self._ref)

    def fact(self) -> str:
        """What stands after the name: how far the model is loaded, then how much memory it takes."""
        percent = self._state.loading_percent(self._ref)
        if percent is not None:
            return tr("{percent} %", percent=percent)
        return self._state.memory_text(self._ref)

    def _fact_width(self) -> int:
        """Room for any fact, so that the chip does not breathe while a model is loaded."""
        if not self.fact():
            return 0
        metrics = QFontMetrics(self._appearance.font(12))
        return max(metrics.horizontalAdvance(text) for text in (self.fact(), "888 MB")) + GRID * 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down and Space open the menu."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Offer the models there are, to the keyboard: the first is chosen, and a screen reader says it."""
        menu = self.make_menu()
        pop_below(menu, self)
        menu.setActiveAction(menu.actions()[0])

    def make_menu(self) -> QMenu:
        """The guide, the models on this computer, and the ways to more."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        refs = [GUIDE, *(model.ref for model in self._state.models if model.ref != GUIDE)]
        for ref in refs:
            self._add_model(menu, ref)
        menu.addSeparator()
        self._add_loaded(menu)
        icon = self._appearance.icon
        menu.addAction(icon("download"), tr("Get a real model…"), self.models_requested.emit)
        menu.addAction(icon("folder"), tr("Open a file…"), self.open_file_requested.emit)
        return menu

    def _add_model(self, menu: QMenu, ref: str) -> None:
        model = self._state.find(ref)
        text = self._state.name(ref)
        if ref == GUIDE:
            text = tr("Guide – answers questions about Paddock")
        elif model is not None and model.quantization and model.quantization not in text:
            text = f"{text} · {model.quantization}"
        colour = self._appearance.palette.accent
        icon = self._appearance.icon("check", colour) if ref == self._ref else QIcon()
        action = menu.addAction(icon, text.replace("&", "&&"), lambda: self.model_chosen.emit(ref))
        if model is not None and model.problem:
            action.setEnabled(False)
            action.setToolTip(translated(model.problem))

    def _add_loaded(self, menu: QMenu) -> None:
        """The models that take memory, and the way to have it back."""
        loaded = self._state.all_loaded()
        for model, _ in loaded:
            name, memory = self._state.name(model.ref), self._state.memory_text(model.ref)
            text = tr("Unload {name} ({memory})") if memory else tr("Unload {name}")
            words = text.format(name=name, memory=memory).replace("&", "&&")
            ask = partial(self.unload_requested.emit, model.ref)
            action = menu.addAction(self._appearance.icon("power"), words, ask)
            action.setEnabled(not self._state.is_answering(model.path))
        if loaded:
            menu.addSeparator()

    def sizeHint(self) -> QSize:
        """Dot, name, chevron."""
        metrics = QFontMetrics(self._appearance.font(14))
        shown = min(metrics.horizontalAdvance(self.label()), self._appearance.px(NAME_WIDTH))
        return QSize(shown + self._fact_width() + self._appearance.px(DOT + 16) + GRID * 9, self._appearance.px(34))

    def minimumSizeHint(self) -> QSize:
        """May shrink to the dot and a few letters."""
        return QSize(self._appearance.px(64), self._appearance.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline pill; hover and focus as everywhere."""
        palette = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, self.width(), self.height()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(palette.accent if focused else palette.edge), 2 if focused else 1))
        down = self.isDown()
        painter.setBrush(QColor(palette.selected if down else palette.hover if self.underMouse() else palette.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._paint_inside(painter, box)
        painter.end()

    def _paint_inside(self, painter: QPainter, box: QRectF) -> None:
        palette, px = self._appearance.palette, self._appearance.px
        dot, chevron = px(DOT), px(16)
        inner = box.adjusted(GRID * 3, 0, -GRID * 2, 0)
        dot_at = self._place(QRectF(inner.left(), inner.center().y() - dot / 2, dot, dot), inner)
        self._paint_dot(painter, dot_at)
        at = QRectF(inner.right() - chevron, inner.center().y() - chevron / 2, chevron, chevron)
        icon = self._appearance.icon("chevron-down", palette.muted, 16)
        icon.paint(painter, self._place(at, inner).toRect())
        fact = self._fact_width() if self.width() >= self.sizeHint().width() else 0
        if fact:
            painter.setFont(self._appearance.font(12))
            painter.setPen(QColor(palette.muted))
            beside = QRectF(inner.right() - chevron - GRID - fact, inner.top(), fact, inner.height())
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # "1.2 GB" is one in any language
            painter.drawText(self._place(beside, inner), int(Qt.AlignmentFlag.AlignCenter), self.fact())
            painter.setLayoutDirection(self.layoutDirection())
        room = self._place(inner.adjusted(dot + GRID * 2, 0, -chevron - GRID - fact, 0), inner)
        font = self._appearance.font(14)
        text = QFontMetrics(font).elidedText(self.label(), Qt.TextElideMode.ElideMiddle, int(room.width()) + 1)
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)

    def _paint_dot(self, painter: QPainter, where: QRectF) -> None:
        """Full when the model is ready, a ring that closes while it is loaded, empty otherwise."""
        palette = self._appearance.palette
        percent = self._state.loading_percent(self._ref)
        ready = percent is None and self._state.is_loaded(self._ref)
        painter.setPen(QPen(QColor(palette.accent if ready else palette.muted), 1.5))
        painter.setBrush(QColor(palette.accent) if ready else Qt.BrushStyle.NoBrush)
        if percent is None:
            painter.drawEllipse(where)
            return
        ring = where.adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.setPen(QPen(QColor(palette.border), 2.5))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(palette.accent), 2.5))
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * max(percent, 4) / 100))

    def _place(self, rect: QRectF, area: QRectF) -> QRectF:
        """The same place, mirrored where the window is."""
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRectF(area.left() + area.right() - rect.right(), rect.top(), rect.width(), rect.height())

    def _renew(self) -> None:
        percent, memory = self._state.loading_percent(self._ref), self._state.memory_text(self._ref)
        said = tr("Model: {name}", name=self.label())
        if memory:
            said = tr("Model: {name}, {memory} of memory", name=self.label(), memory=memory)
        if percent is not None:
            said = tr("Model: {name}, loading {percent} %", name=self.label(), percent=percent)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setMaximumWidth(self.sizeHint().width())
        self.updateGeometry()
        self.update()
