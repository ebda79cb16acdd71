"""Where the person writes. One rule: what was typed is never thrown away; it leaves only by `take`.

Grows from one to eight lines, then scrolls. Enter sends, Shift+Enter breaks the line, Esc stops an answer; the key up
in an empty field brings the last message back to be edited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QMenu, QVBoxLayout, QWidget

from paddock.ui.attachments import Attachment, size_words, taken_apart, written_out
from paddock.ui.composer_parts import Banner, Chips, QueueList, TextDialog
from paddock.ui.i18n import tr
from paddock.ui.message_edit import ComposerFrame, MessageEdit
from paddock.ui.meter import Meter
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, ToolButton, label, of_kind, pop_below

DRAFT_DELAY = 300  # ms
PLACE_FROM = 440  # px at 100 %: from this width on it is said where the model runs
METER_WIDTH = 64  # px at 100 %


@dataclass(frozen=True, slots=True)
class Editing:
    """A message that is being written anew.

    Attributes:
        text: as it was.
        held: what had been typed before, and comes back afterwards.
    """

    message_id: int
    answer: bool
    text: str
    held: str


class Composer(QWidget):
    """Field, Send or Stop, and one muted line about who answers and where.

    Signals:
        submitted: the person wants this text sent; `take` empties the field.
        stopped: the person wants the answer to end.
        draft_changed: the text, 300 ms after the last key.
        recalled: the person wants to edit their last message. taken_back: number of a message that waits.
        files_dropped: paths of files to attach; file_wanted: one is to be chosen.
        templates_wanted: the person wants to write or remove prompt templates.

    Attributes:
        editing: the message that is being written anew; None where it is a new one.
    """

    submitted = Signal()
    stopped = Signal()
    draft_changed = Signal(str)
    recalled = Signal()
    taken_back = Signal(int)
    files_dropped = Signal(object)
    file_wanted = Signal()
    templates_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._answering = False
        self._shut = False
        self._attachments: list[Attachment] = []
        self.editing: Editing | None = None
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_DELAY)
        self._draft_timer.timeout.connect(self._say_draft)
        self._build()
        appearance.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        self.edit = MessageEdit(self._appearance)
        self.edit.setPlaceholderText(tr("Message Paddock…"))
        self.edit.setAccessibleName(tr("Message"))
        self.plus = IconButton(self._appearance, "plus", tr("Add to the message"))
        self.button = of_kind(ToolButton(), "send")
        self.banner = Banner(self._appearance, tr("Do not edit"))
        self.templates = of_kind(QListWidget(), "order")
        self.templates.setAccessibleName(tr("Prompt templates"))
        self.templates.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.templates.hide()
        self.chips = Chips(self._appearance)
        self.begin = MessageEdit(self._appearance)
        self.begin.setPlaceholderText(tr("How the answer begins…"))
        self.begin.setAccessibleName(tr("How the answer begins"))
        self.begin_words = label(tr("The answer begins with:"), "small")
        self.begin_words.hide()
        self.begin.hide()
        self.queue = QueueList(self._appearance)
        self.model_line = ElidedLabel(kind="small")
        self.meter = Meter(self._appearance, METER_WIDTH)
        self.place_line = ElidedLabel(tr("on this computer"), kind="small")
        self._frame = ComposerFrame(self._appearance)
        fields = QVBoxLayout()
        fields.setSpacing(GRID * 2)
        shown: tuple[QWidget, ...] = (
            self.banner, self.templates, self.chips, self.edit, self.begin_words, self.begin,
        )  # fmt: skip
        for part in shown:
            fields.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter if part is self.edit else Qt.AlignmentFlag(0))
        inside = QHBoxLayout(self._frame)
        inside.setContentsMargins(GRID * 3, GRID * 4, GRID * 4, GRID * 4 + 3)
        inside.setSpacing(GRID * 2)
        inside.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(fields, 1)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.setContentsMargins(GRID * 5, 0, GRID * 5, 0)
        below.setSpacing(GRID * 2)
        below.addWidget(self.model_line)
        below.addWidget(self.meter)
        below.addStretch(1)
        below.addWidget(self.place_line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(self._frame)
        outer.addWidget(self.queue)
        outer.addLayout(below)
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To the field. A focus proxy would do that, too, but take the buttons beside it out of the way of Tab."""
        self.edit.setFocus(event.reason())

    def _connect(self) -> None:
        for field in (self.edit, self.begin):
            field.submitted.connect(self._submit)
            field.focused.connect(self._frame.set_focused)
            field.textChanged.connect(self._text_changed)
            field.files_dropped.connect(self.files_dropped)
        self.edit.stopped.connect(self._escaped)
        self.edit.recalled.connect(self.recalled)
        self.edit.long_text.connect(self._attach_pasted)
        self.begin.long_text.connect(self.begin.insertPlainText)
        self.begin.stopped.connect(lambda: self.show_begin(False))
        self.banner.closed.connect(self.end_editing)
        self.chips.shown.connect(self._show_attachment)
        self.chips.removed.connect(self._remove_attachment)
        self.queue.taken_back.connect(self.taken_back)
        self.plus.clicked.connect(lambda: pop_below(self.make_menu(), self.plus))
        self.button.clicked.connect(self._pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, who answers matters more than where."""
        super().resizeEvent(event)
        self.place_line.setVisible(self.width() > self._appearance.px(PLACE_FROM))

    # --- what is written

    def text(self) -> str:
        """What is in the field, and the texts beside it."""
        return written_out(self.edit.toPlainText(), self._attachments)

    def next_message(self) -> str:
        """What would be sent at the end of the chat; "" while an earlier message is written anew."""
        return self.text() if self.editing is None else ""

    def set_text(self, text: str) -> None:
        """Put text into the field, the cursor after it, and beside it what is long; does not count as typing."""
        typed, attachments = taken_apart(text)
        self._set_attachments(attachments)
        self.edit.setPlainText(typed)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self._draft_timer.stop()

    def take(self) -> str:
        """Empty the field and return what was in it; what had been typed before an edit comes back."""
        text, edited = self.text(), self.editing is not None
        self.set_text(self._end_edit())
        if edited:
            self._draft_timer.start()
        return text

    def take_begin(self) -> str:
        """How the answer shall begin; "" where the person did not say."""
        begin = self.begin.toPlainText()
        self.begin.clear()
        self.show_begin(False)
        return begin

    def leave(self) -> None:
        """Another chat is about to be shown: say this one's draft and empty the field."""
        if self.editing is not None or self.begin.toPlainText():
            self._say_draft()
        self.flush_draft()
        self._end_edit()
        self.take_begin()
        self.set_text("")
        self._draft_timer.stop()

    def restore(self, text: str) -> None:
        """Put a draft before what has been typed meanwhile."""
        typed = self.text()
        if text:
            self.set_text(f"{text}{typed}")
        if typed:
            self._draft_timer.start()

    def give_back(self, text: str) -> None:
        """Put what could not be sent before what has been typed meanwhile; it is a draft from now on."""
        if self.editing is not None:
            self.editing = replace(self.editing, held="\n".join(part for part in (text, self.editing.held) if part))
        else:
            typed = self.text()
            self.set_text(f"{text}\n{typed}" if typed else text)
        self._draft_timer.start()

    def save_soon(self) -> None:
        """What is in the field counts as typed."""
        self._draft_timer.start()

    def flush_draft(self) -> None:
        """Say now what the draft is, if a key was pressed since it was said last."""
        if self._draft_timer.isActive():
            self._say_draft()

    def _say_draft(self) -> None:
        self._draft_timer.stop()
        parts = [self.text(), self.begin.toPlainText()]
        if self.editing is not None:
            parts = [self.editing.held, parts[0] if parts[0] != self.editing.text else ""]
        self.draft_changed.emit("\n\n".join(part for part in parts if part))

    # --- editing what was sent

    def begin_editing(self, message_id: int, text: str, *, answer: bool) -> None:
        """Let the person write a message anew; what they had typed comes back afterwards."""
        if self._shut:
            return
        held = self.editing.held if self.editing is not None else self.text()
        self.show_begin(False)
        self.editing = Editing(message_id, answer, text, held)
        self.set_text(text)
        if answer:
            self.banner.say(tr("You edit the answer; Enter keeps it beside the old one"))
        else:
            self.banner.say(tr("You edit your message; Enter asks anew"))
        self._dress()
        self.edit.setFocus()

    def end_editing(self) -> None:
        """The message stays as it was."""
        if self.editing is not None:
            self.set_text(self._end_edit())
            self._draft_timer.start()
            self.edit.setFocus()

    def _end_edit(self) -> str:
        """No message is edited any more; what had been typed before."""
        held = self.editing.held if self.editing is not None else ""
        self.editing = None
        self.banner.setVisible(self._shut)
        return held

    def _escaped(self) -> None:
        if self.editing is not None:
            self.end_editing()
        else:
            self.stopped.emit()

    # --- what can be added

    def make_menu(self) -> QMenu:
        """What can be added to a message."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._appearance.icon
        menu.addAction(icon("file"), tr("Attach a text file…"), self.file_wanted.emit)
        begin = menu.addAction(icon("pencil"), tr("Begin the answer…"), lambda: self.show_begin(True))
        begin.setEnabled(self.editing is None and not self._answering)
        menu.addAction(icon("braces"), tr("Prompt templates…"), self.templates_wanted.emit)
        return menu

    def show_begin(self, shown: bool) -> None:
        """Offer a second field, for how the answer begins; what is in it when it goes is put into the first."""
        if not shown and self.begin.toPlainText():
            self.edit.appendPlainText(self.begin.toPlainText())
            self.begin.clear()
        shown = shown and not self._shut
        self.begin_words.setVisible(shown)
        if shown:
            self.begin.show()
            self.begin.setFocus()
        else:
            if self.begin.hasFocus():
                self.edit.setFocus()
            self.begin.hide()

    def attach(self, attachment: Attachment) -> None:
        """Put a text beside the message."""
        self._set_attachments([*self._attachments, attachment])
        self._text_changed()
        self.edit.textChanged.emit()  # those who read along read this, too

    def _attach_pasted(self, text: str) -> None:
        self.attach(Attachment(tr("Pasted text, {size}", size=size_words(text)), text.strip("\n")))

    def _set_attachments(self, attachments: list[Attachment]) -> None:
        self._attachments = attachments
        self.chips.show_all(attachments)

    def _show_attachment(self, number: int) -> None:
        each = self._attachments[number]
        TextDialog(self._appearance, each.name, each.text, self.window()).open()

    def _remove_attachment(self, number: int) -> None:
        self._set_attachments([each for at, each in enumerate(self._attachments) if at != number])
        self._text_changed()
        self.edit.textChanged.emit()
        self.edit.setFocus()

    # --- sending

    def set_answering(self, answering: bool) -> None:
        """Send becomes Stop while an answer comes."""
        self._answering = answering
        self._dress()

    def shut(self, why: str) -> None:
        """Nothing can be written or sent any more; what was typed before can still be read and copied."""
        self._shut = True
        self.edit.setReadOnly(True)
        self.plus.setEnabled(False)
        self.banner.close_button.hide()
        self.banner.say(why)
        self.edit.setAccessibleDescription(why)
        self._dress()

    def set_model_line(self, text: str, used: int = 0, whole: int = 0) -> None:
        """Who answers, in one line, and how full the context is (`whole` is 0 while that is not known)."""
        self.model_line.setText(text)
        self.meter.setVisible(whole > 0)
        self.meter.set_use(used, whole, text)

    def _submit(self) -> None:
        if self.text().strip() and not self._shut:
            self.submitted.emit()

    def _pressed(self) -> None:
        if self._answering:
            self.stopped.emit()
        else:
            self._submit()
        self.edit.setFocus()

    def _text_changed(self) -> None:
        if not self._shut:
            self._draft_timer.start()
        self._enable()

    def _enable(self) -> None:
        palette = self._appearance.palette
        ready = self._answering or (bool(self.text().strip()) and not self._shut)
        self.button.setEnabled(ready)
        colour = palette.on_accent if ready else palette.muted
        self.button.setIcon(self._appearance.icon("square" if self._answering else "arrow-up", colour, 18))

    def _dress(self) -> None:
        name = tr("Stop") if self._answering else tr("Send")
        self.button.setAccessibleName(name)
        self.button.setToolTip(f"{name}  {tr('Esc') if self._answering else tr('Enter')}")
        self.button.setIconSize(self._appearance.icon_size(18))
        self._enable()
        hint = "" if self._shut else tr("Message Paddock…")
        if self._answering:
            hint = tr("Write on: it is sent afterwards")
        self.edit.setPlaceholderText(hint)
        self.edit.viewport().update()  # Qt paints it anew only where the cursor blinks
        side = self._appearance.px(34)
        self.button.setFixedSize(QSize(side, side))
        self.edit.setMinimumHeight(0)
        self.edit.fit()
