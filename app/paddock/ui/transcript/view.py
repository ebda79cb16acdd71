"""The scrolling transcript. One rule: the line that is being read never moves by itself.

Rows have estimated heights until they are seen. Whatever changes above or below, the view keeps a visible block that
was already laid out at its place on the screen; only a reader who is at the end is taken along by new text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from paddock.core.messages import Message, MessageStatus, Part, Role
from paddock.ui.i18n import tr
from paddock.ui.theme import Palette
from paddock.ui.transcript import scrolling
from paddock.ui.transcript.asked import AskingView
from paddock.ui.transcript.buttons import Pill
from paddock.ui.transcript.divider import Divider
from paddock.ui.transcript.document import MessageDocument
from paddock.ui.transcript.documents import Documents
from paddock.ui.transcript.dots import WaitingDots
from paddock.ui.transcript.finding import Found
from paddock.ui.transcript.formulas import Formulas, Wanted
from paddock.ui.transcript.geometry import Anchor, RowGeometry, find_anchor
from paddock.ui.transcript.heights import Heights
from paddock.ui.transcript.inline import NOTE
from paddock.ui.transcript.model import TranscriptModel
from paddock.ui.transcript.notices import ending_words
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.rows import Rows
from paddock.ui.transcript.selection import Selection
from paddock.ui.transcript.style import Icons, Style

_PASSES = 16  # of measuring until nothing visible is estimated
_NEAR_END = 4  # px; so close to the end counts as at the end


class TranscriptView(AskingView):
    """One chat, in the colours of `theme`; `icons` gives one by name, colour as "#rrggbb", and size in px."""

    def __init__(self, theme: Palette, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TranscriptModel(self)
        self._palette = theme
        self._icons = icons
        self._scale = 1.0
        self._wrap = False
        self._look = Style(theme, 1.0, self.font(), icons)
        self._geometry = RowGeometry(self._look, self.width())
        self.formulas = Formulas(self)
        self._documents = Documents(self._look, self.formulas)
        self._heights = Heights()
        self._rows = Rows(self, self._new_row)
        self._follow = True
        self._news = False  # something was written below what the reader sees
        self._adjusting = False
        self._streaming: set[int] = set()
        self._divider: tuple[int, Divider] | None = None  # a row, and what stands above it
        self._dots = WaitingDots(self, self._rows)
        self._pill = Pill(self)
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._read_more)
        self._selection = Selection(self, self._rows, self._document)
        self._prepare()

    def _prepare(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Transcript"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else it could not be scrolled
        self.setAutoFillBackground(True)  # under the scroll bar
        self.model.modelReset.connect(self._reset)
        self.model.rowsInserted.connect(self._inserted)
        self.model.dataChanged.connect(self._changed)
        self.formulas.arrived.connect(self._show_formulas)
        self._pill.clicked.connect(self.scroll_to_end)
        self._apply_style()

    # --- the contract of the window ---

    def set_palette_colours(self, palette: Palette) -> None:
        """Change the colours."""
        self._palette = palette
        self._apply_style()

    def set_text_scale(self, scale: float) -> None:
        """Change the size of everything, 1.0 is normal."""
        self._scale = scale
        self._apply_style()

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Open a chat, scrolled to its end."""
        self.model.reset(messages)

    def prepend_messages(self, messages: Sequence[Message]) -> None:
        """Put the beginning of a chat before its end, which was shown first; what is read stays where it is."""
        anchor, count = self._anchor(), len(messages)
        self._heights.prepend(self._geometry.estimates(messages))
        if self._divider is not None:
            self._divider = self._divider[0] + count, self._divider[1]
        self.model.prepend(messages)
        self._arrange(anchor and anchor._replace(row=anchor.row + count))

    def append_message(self, message: Message) -> None:
        """Add a message at the end; the person's own message brings them to the end."""
        if message.role is Role.USER:
            self._follow = True
        self.model.append(message)

    def update_message(self, message: Message) -> None:
        """Replace a message (status, text, siblings); ignored when its chat is not the open one."""
        self.model.update(message)

    def renumber(self, number: int, message: Message) -> None:
        """A message that was shown before it was stored is stored, and has its real number."""
        self._rows.keep(set(self._rows) - {number})
        self._selection.renumber(number, message.id)
        self.model.renumber(number, message)

    def append_text(self, message_id: int, text: str) -> None:
        """Add streamed text to a message; ignored when its chat is not the open one."""
        self.model.append_text(message_id, text)

    def append_part(self, message_id: int, part: Part) -> None:
        """Add a streamed thought or call; likewise."""
        self.model.append_part(message_id, part)

    def set_progress(self, message_id: int, text: str) -> None:
        """What a still empty answer waits for, in one short line."""
        row = self.model.row_of(message_id)
        if row >= 0:
            anchor = self._anchor()
            self._document(row).set_progress(text)
            self._refresh(row)
            self._arrange(anchor)

    def set_divider(self, row: int, divider: Divider | None) -> None:
        """Let a divider stand above the message at `row`; None takes it away. Another chat begins without."""
        wanted = (row, divider) if divider is not None else None
        if wanted == self._divider:
            return
        anchor = self._anchor()
        before, self._divider = self._divider, wanted
        for place in (before, wanted):
            if place is not None and place[0] < self.model.rowCount():
                self._document(place[0])
                self._refresh(place[0])
        self._arrange(anchor)

    def follow(self) -> bool:
        """Whether the view goes along with new text."""
        return self._follow

    def scroll_to_end(self) -> None:
        """Bring the reader to the end, and along with what comes."""
        self._follow = True
        self._arrange()

    def scroll_to_message(self, message_id: int) -> bool:
        """Bring a message to the top of what is seen; False where it is not in the open chat."""
        row = self.model.row_of(message_id)
        if row < 0:
            return False
        self._follow = False
        self._arrange(Anchor(row, -1, self._look.px(24)))
        self._follow = self._at_end()
        return True

    # --- what the finder asks for ---

    @property
    def documents(self) -> Documents:
        """The layouts, and the words that are marked in them."""
        return self._documents

    @property
    def reading(self) -> bool:
        """Whether a message on the screen has not been read to its end yet."""
        return self._more.isActive()

    def first_visible(self) -> int:
        """The first row on the screen, -1 for none."""
        return next(iter(self._visible()), -1)

    def repaint_rows(self) -> None:
        """Other words are marked."""
        self._rows.repaint()

    def unfolded(self, row: int, keys: Collection[int]) -> MessageDocument:
        """The blocks of the message at `row`, some of its folds open."""
        document = self._document(row)
        document.asides.open(keys)
        document.read_on()
        self._refresh(row)
        return document

    def reveal(self, row: int, place: Found) -> None:
        """Bring a place of the message at `row` into view, if it is not there already."""
        document = self._document(row)
        box = document.box(place.block)
        self._refresh(row)
        area = next(iter(box.rects(place.start, place.end)), QRectF())
        if not 0 <= area.center().x() <= self._geometry.width:
            box.scroll_by(area.center().x() - self._geometry.width / 2)
        in_block = document.gap(place.block) + int(area.top())
        y = self._heights.top(row) + self._geometry.above(document) + document.top(place.block) + in_block
        height = self.viewport().height()
        if self._offset() <= y <= self._offset() + height - self._look.px(60):
            self._arrange()
        else:
            self._follow = False
            self._arrange(Anchor(row, place.block, height // 3 - in_block))
            self._follow = self._at_end()
        self.repaint_rows()

    # --- style ---

    def _toggle_wrap(self) -> None:
        self._wrap = not self._wrap
        self._apply_style()

    def _apply_style(self) -> None:
        anchor = self._anchor()
        self._look = Style(self._palette, self._scale, self.font(), self._icons, wrap=self._wrap)
        self._geometry = RowGeometry(self._look, self.width())
        self._documents.set_style(self._look)
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, self._look.colour("surface"))
        self.setPalette(ground)
        self.viewport().update()
        self._show_pill()
        self._arrange(anchor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground; painted here so that no style sheet of the window can take its colour away."""
        self.paint_ground(event.rect(), self._look.colour("surface"), self._look.colour("accent"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        del event
        anchor = self._anchor()
        self._geometry = RowGeometry(self._look, self.width())
        self._arrange(anchor)

    # --- the model ---

    def _reset(self) -> None:
        self._rows.keep(())
        self._documents.clear()
        self._selection.clear()
        self._follow, self._news, self._divider = True, False, None
        messages = self.model.messages()
        self._streaming = {m.id for m in messages if m.status is MessageStatus.STREAMING}
        self._heights = Heights(self._geometry.estimates(messages))
        self._arrange()

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        del parent
        if len(self._heights) == self.model.rowCount():
            return  # they were put before the others
        for row in range(first, last + 1):
            message = self.model.message(row)
            if message.status is MessageStatus.STREAMING:
                self._streaming.add(message.id)
            self._heights.append(self._geometry.estimate(message))
        if first:
            self._sync_document(first - 1)
        self._news = not self._follow
        self._arrange()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        anchor = self._anchor()
        for row in range(first.row(), last.row() + 1):
            message = self.model.message(row)
            if message.status is MessageStatus.STREAMING:
                self._streaming.add(message.id)
            if message.id in self._streaming:
                self._news = self._news or not self._follow
                if message.status is not MessageStatus.STREAMING:
                    self._streaming.discard(message.id)
                    self.announced.emit(ending_words(message))
            self._sync_document(row)
        self._arrange(anchor)

    def _sync_document(self, row: int) -> None:
        """Bring a laid-out message up to date; one that is not laid out is read when it is seen."""
        message = self.model.message(row)
        document = self._documents.peek(message.id)
        if document is None:
            self._heights[row] = self._geometry.estimate(message)
            return
        if not self._follow:
            document.asides.keep()  # the line that is being read stays where it is
        document.set_message(message, last=row == len(self._heights) - 1)
        self._refresh(row)

    def _refresh(self, row: int) -> None:
        """A laid-out message changed."""
        message_id = self.model.message(row).id
        document = self._documents.peek(message_id)
        assert document is not None
        self._heights[row] = self._geometry.height(document)
        if message_id in self._rows:
            self._rows[message_id].bind(document, self._geometry)

    def _show_formulas(self, came: Collection[Wanted]) -> None:
        anchor = self._anchor()
        for number in self._documents.show_formulas(came):
            self._refresh(self.model.row_of(number))
        self._arrange(anchor)

    def _document(self, row: int) -> MessageDocument:
        """The layout of a message, made when it is first needed."""
        message = self.model.message(row)
        document = self._documents.get(
            message, last=row == len(self._heights) - 1, used={*self._rows, self._selection.message_id}
        )
        document.set_width(self._geometry.text_width(message.role))
        self._selection.apply(row, document)
        document.divider = self._divider[1] if self._divider is not None and self._divider[0] == row else None
        return document

    # --- laying out what is visible ---

    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _set_range(self) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        self._adjusting = True
        bar.setPageStep(height)
        bar.setSingleStep(self._look.body_line * 2)
        bar.setRange(0, max(self._heights.total + self._look.px(16) - height, 0))
        if self._follow:
            bar.setValue(bar.maximum())
        self._adjusting = False

    def _visible(self) -> range:
        """The rows in the viewport."""
        top = self._offset()
        first = self._heights.at(top)
        if first < 0:
            return range(0)
        last = self._heights.at(top + self.viewport().height() - 1)
        return range(first, last + 1)

    def _anchor(self) -> Anchor | None:
        """What is to stay where it is; None where the end is."""
        if self._follow:
            return None
        top = self._offset()
        documents = ((row, self._documents.peek(self.model.message(row).id)) for row in self._visible())
        return find_anchor(documents, self._heights, self._geometry, top, top + self.viewport().height())

    def _restore(self, anchor: Anchor | None) -> None:
        """Put the anchor back where it was on the screen."""
        if anchor is None or anchor.row >= len(self._heights):
            return
        y = self._heights.top(anchor.row)
        document = self._documents.peek(self.model.message(anchor.row).id)
        if anchor.block >= 0 and document is not None:
            y += self._geometry.above(document) + document.top(anchor.block)
        self._adjusting = True
        self.verticalScrollBar().setValue(y - anchor.y)
        self._adjusting = False

    def _measure(self) -> bool:
        """Lay out what is visible; whether any height changed."""
        changed = False
        top = self._offset()
        bottom = top + self.viewport().height()
        row = max(self._heights.at(top), 0)
        while row < len(self._heights) and (y := self._heights.top(row)) < bottom:
            document = self._document(row)
            text = y + self._geometry.above(document)
            changed = document.measure(top - text, bottom - text) or changed
            height = self._geometry.height(document)
            changed = changed or height != self._heights[row]
            self._heights[row] = height
            row += 1
        return changed

    def _arrange(self, anchor: Anchor | None = None) -> None:
        """Lay out and place what is visible; `anchor`, by default what is visible now, stays where it is."""
        anchor = anchor or self._anchor()
        for _ in range(_PASSES):
            self._set_range()
            if not self._follow:
                self._restore(anchor)
            anchor = anchor if anchor is not None and anchor.block >= 0 else self._anchor()
            if not self._measure():
                break
        else:
            self._set_range()
        self._place_rows()
        self._show_pill()
        self._dots.run()
        if self._rows.unread():
            self._more.start()

    def _read_more(self) -> None:
        """Read on in messages too long to be read at once, in pieces between which the window lives."""
        anchor = self._anchor()
        for document in self._rows.unread():
            document.read_more()
            self._refresh(self.model.row_of(document.message.id))
        self._arrange(anchor)

    def _place_rows(self) -> None:
        top = self._offset()
        shown = [(self._document(row), self._heights.top(row) - top, self._heights[row]) for row in self._visible()]
        self._rows.order_tabs(self._rows.place(shown, self._geometry, self.viewport()), self._pill)

    def _new_row(self) -> MessageRow:
        row = MessageRow(self.viewport())
        self.connect_row(row)
        row.code.wrap_requested.connect(self._toggle_wrap)
        row.fold_requested.connect(self._fold)
        self._selection.listen(row)
        row.focused.connect(self._reveal)
        return row

    def follow_link(self, address: str) -> None:
        """To a footnote of the message, or out of the program."""
        sender = self.sender()
        shown = sender.document if isinstance(sender, MessageRow) else None
        row = self.model.row_of(shown.message.id) if shown is not None and address.startswith(NOTE) else -1
        block = self._document(row).footnote(address.removeprefix(NOTE)) if row >= 0 else -1
        if block >= 0:
            self.reveal(row, Found(block, 0, 0))
        elif not address.startswith(NOTE):
            self.link_activated.emit(address)

    def _fold(self, message_id: int, key: int) -> None:
        """Fold or unfold a part of a message; what was pressed stays where it is."""
        row = self.model.row_of(message_id)
        document = self._document(row)
        block = document.fold(key)
        y = self._heights.top(row) + self._geometry.above(document) + document.top(block) - self._offset()
        document.asides.toggle(key)
        document.refresh()
        self._refresh(row)
        self._follow = False
        self._arrange(Anchor(row, block, y))
        self._follow = self._at_end()

    # --- scrolling ---

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        if self._adjusting:
            return
        self._follow = self._at_end()
        self._arrange()

    def _at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_END

    def wheelEvent(self, event: QWheelEvent) -> None:
        scrolling.wheel(event, self.verticalScrollBar(), self._look.body_line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._selection.key(event):
            return
        if event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
        elif (action := scrolling.action(event)) is not None:
            self.verticalScrollBar().triggerAction(action)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the keyboard: of the message in which something is selected, else of the last that is seen."""
        row = self._rows.get(self._selection.message_id)
        if row is None and self._rows:
            row = max(self._rows.values(), key=lambda shown: shown.y())
        if row is not None:
            row.show_menu(row.mapToGlobal(row.menu_place()))

    def _reveal(self, area: QRect) -> None:
        """Scroll until a focused button is in view."""
        scrolling.bring_into_view(area, self.verticalScrollBar(), self.viewport().height(), self._look.px(8))

    def _show_pill(self) -> None:
        bar = self.verticalScrollBar()
        self._news = self._news and not self._follow
        away = not self._follow and bar.maximum() - bar.value() > self._look.body_line
        self._pill.set_look(self._look, tr("New") if self._news else "", tr("To the end"))
        self._pill.float_at_end(away)
