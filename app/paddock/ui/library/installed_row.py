"""One model on this computer. One rule: it offers only what can be done with this model; to do it is asked by a signal.

A row takes the focus: F2 renames, Enter shows the details, Delete asks, the menu key opens the menu.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from paddock.core.library import Verdict, Verified
from paddock.core.models import GUIDE, ModelFile, ModelSource
from paddock.ui.i18n import keys, tr, translated
from paddock.ui.library.installed_details import Details, NameEditor, Strip
from paddock.ui.library.installed_jobs import Progress
from paddock.ui.library.installed_words import SHRINKABLE, background_line, facts_line, marks_of, searchable
from paddock.ui.library.item import Item, empty
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, FlowLayout, IconButton, TextButton, label

ICON_PX = 20


class Deed(StrEnum):
    """What a person can ask for with a model."""

    USE = "use"
    RENAME = "rename"
    FOLDER = "folder"
    COPY_NAME = "copy-name"
    VERIFY = "verify"
    MOVE = "move"
    QUANTIZE = "quantize"
    FORMAT = "format"
    SEARCH = "search"  # for GGUF versions of weights in another format
    DELETE = "delete"
    FORGET = "forget"
    STOP = "stop"  # the job that is at work on it


class InstalledRow(Item):
    """Icon, name, facts, marks, Use, and a menu for the rest.

    Signals:
        asked: the Deed, and the ModelFile.
        renamed: the ModelFile and its new name, "" for the name it came with.
    """

    asked = Signal(object, object)
    renamed = Signal(object, str)

    def __init__(self, appearance: Appearance, model: ModelFile) -> None:
        super().__init__(appearance)
        self.model = model
        self._in_use = False
        self._verified: Verified | None = None
        self._icon = label("")
        self.name = ElidedLabel(model.name, "strong")
        self.facts = label("", "muted", wrap=True)
        self.background = label("", "small", wrap=True)
        self.problem = label("", "", wrap=True)
        self.note = label("", "small", wrap=True)
        self.twice = label("", "small", wrap=True)
        self.use = TextButton(appearance, tr("Use"))
        self.search = TextButton(appearance, tr("Search for GGUF versions"), "search")
        self.more = IconButton(appearance, "more", "")
        self._marks = QWidget()
        self._flow = FlowLayout(GRID)
        self._marks.setLayout(self._flow)
        self.strip: Strip | None = None
        self.details: Details | None = None
        self.editor: NameEditor | None = None
        self._arrange()
        self.use.clicked.connect(lambda: self._ask(Deed.USE))
        self.search.clicked.connect(lambda: self._ask(Deed.SEARCH))
        self.more.clicked.connect(self.open_menu)
        appearance.changed.connect(self._dress)
        self.show_model(model)

    # --- what it shows

    def show_model(self, model: ModelFile) -> None:
        """The same file, when something about it has changed."""
        self.model = model
        self.setAccessibleName(model.name)
        self.name.setText(model.name)
        self.facts.setText(facts_line(model))
        self.background.setText(background_line(model, time.time()))
        self.problem.setText(translated(model.problem))
        self.search.setAccessibleName(f"{self.search.text()}: {model.name}")
        self.more.setAccessibleName(tr("More about {name}", name=model.name))
        self.more.setToolTip(self.more.accessibleName())
        for words in (self.facts, self.background, self.problem, self.twice, self.note):
            words.setVisible(bool(words.text()))
        self.use.setVisible(not model.problem)
        self.search.setVisible(model.refusal is not None and searchable(model.refusal.code))
        self._show_marks()
        self.show_in_use(self._in_use)
        if self.details is not None:
            self.details.show_model(model)
        self._dress()

    def show_in_use(self, in_use: bool) -> None:
        """Whether this is the model that answers in the open chat."""
        self._in_use = in_use
        words = tr("In use") if in_use else tr("Use")
        self.use.setText(words)
        self.use.setAccessibleName(f"{words}: {self.model.name}")
        self.use.setEnabled(not in_use)

    def show_progress(self, progress: Progress | None) -> None:
        """A job on it; None when there is none."""
        if progress is None:
            if self.strip is not None:
                self.strip.hide()
            return
        if self.strip is None:
            self.strip = Strip(self._appearance, self.model.name)
            self.strip.stop_requested.connect(lambda: self._ask(Deed.STOP))
            self._column.addWidget(self.strip)
        self.strip.show_progress(progress)
        self.strip.show()

    def show_verified(self, verified: Verified) -> None:
        """What hashing the file again said; stays while the window is open."""
        self._verified = verified
        self.note.setText(translated(verified.words or verdict_words(verified.verdict)))
        self.note.show()
        self._dress()

    def show_twice(self, names: Sequence[str]) -> None:
        """The other models that hold the same."""
        words = tr("The same file as {names}", names=", ".join(names))
        self.twice.setText(words if names else "")
        self.twice.setVisible(bool(names))

    def toggle_details(self) -> None:
        """Show the rest that is known, or hide it."""
        if self.details is None:
            self.details = Details(self._appearance)
            self.details.show_model(self.model)
            self._column.addWidget(self.details)
            self.details.show()
        else:
            self.details.setVisible(self.details.isHidden())

    def rename(self) -> None:
        """Edit the name where it stands."""
        if self.model.ref == GUIDE or self.editor is not None:
            return
        self.editor = editor = NameEditor(self.model.name)
        self._head.replaceWidget(self.name, editor)
        self.name.hide()
        editor.done.connect(self._renamed)
        editor.show()
        editor.setFocus()

    # --- what it offers

    def deeds(self) -> list[Deed]:
        """All that can be done with this model, in the menu's order."""
        model = self.model
        if model.ref == GUIDE:
            return [Deed.FORMAT]
        found = [Deed.RENAME, Deed.COPY_NAME, Deed.FOLDER, Deed.VERIFY]
        ours = model.source is ModelSource.DOWNLOADED
        if ours:
            found.append(Deed.MOVE)
        if not model.problem:
            if model.quantization.upper() in SHRINKABLE:
                found.append(Deed.QUANTIZE)
            found.append(Deed.FORMAT)
        found.append(Deed.DELETE if ours else Deed.FORGET)
        return found

    def make_menu(self) -> QMenu:
        """What else can be done with this model."""
        menu = QMenu(self)
        details = self.details is not None and not self.details.isHidden()
        words = tr("Hide the details") if details else tr("Show the details")
        menu.addAction(self._appearance.icon("info"), words, self.toggle_details)
        for deed in self.deeds():
            if deed in (Deed.VERIFY, Deed.DELETE, Deed.FORGET):
                menu.addSeparator()
            menu.addAction(self._action(menu, deed))
        return menu

    def offered(self) -> QMenu:
        """For the palette."""
        menu = self.make_menu()
        menu.setTitle(self.model.name)
        return menu

    def open_menu(self) -> None:
        """Below its button."""
        self._popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _action(self, menu: QMenu, deed: Deed) -> QAction:
        icon, words, sequence = {
            Deed.RENAME: ("pencil", tr("Rename"), "F2"),
            Deed.COPY_NAME: ("copy", tr("Copy the name to type"), ""),
            Deed.FOLDER: ("folder", tr("Show in folder"), ""),
            Deed.VERIFY: ("check", tr("Check the file"), ""),
            Deed.MOVE: ("external", tr("Move to another folder…"), ""),
            Deed.QUANTIZE: ("box", tr("Make a smaller one…"), ""),
            Deed.FORMAT: ("message", tr("Prompt format…"), ""),
            Deed.DELETE: ("trash", tr("Delete…"), "Del"),
            Deed.FORGET: ("x", tr("Take off the list"), "Del"),
        }[deed]
        shown = f"{words}\t{keys(sequence)}" if sequence else words
        action = QAction(self._appearance.icon(icon), shown, menu)
        action.triggered.connect(lambda: self.rename() if deed is Deed.RENAME else self._ask(deed))
        return action

    def _popup(self, where: QPoint) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _ask(self, deed: Deed) -> None:
        self.asked.emit(deed, self.model)

    def _renamed(self, name: str) -> None:
        editor, self.editor = self.editor, None
        if editor is None:
            return
        had_focus = editor.hasFocus()
        self._head.replaceWidget(editor, self.name)
        self.name.show()
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self.setFocus()
        if name != self.model.name:
            self.renamed.emit(self.model, name)

    # --- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Enter, Delete and the arrows; Backspace deletes nothing."""
        key = event.key()
        if key == Qt.Key.Key_F2:
            self.rename()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggle_details()
        elif key == Qt.Key.Key_Delete and self.model.ref != GUIDE:
            self._ask(Deed.DELETE)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu, where it was asked for."""
        self._popup(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the row itself: the details."""
        del event
        self.toggle_details()

    def _step(self, by: int) -> None:
        """To the row above or below."""
        parent = self.parentWidget()
        if parent is None:
            return
        flags = Qt.FindChildOption.FindDirectChildrenOnly
        shown = [row for row in parent.findChildren(InstalledRow, options=flags) if row.isVisible()]
        shown.sort(key=lambda row: row.y())
        at = shown.index(self) + by
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)

    # --- how it looks

    def _arrange(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(GRID * 2)
        self._head.addWidget(self.name)
        self._head.addWidget(self._marks, 1)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addLayout(self._head)
        for widget in (self.facts, self.background, self.problem, self.twice, self.note):
            words.addWidget(widget)
        words.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        row.setSpacing(GRID * 3)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, GRID * 3)
        self._column.setSpacing(GRID * 2)
        self._column.addLayout(row)
        self._marks.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _show_marks(self) -> None:
        empty(self._flow)
        marks = marks_of(self.model)
        if self.model.source is ModelSource.ADOPTED:
            told = tr("Used where {program} keeps it; Paddock never deletes it.")
            program = self.model.program or tr("another program")
            marks.insert(0, (program, told.format(program=program)))
        for words, meaning in marks:
            mark = label(words, "mark")
            mark.setToolTip(meaning)
            mark.setAccessibleName(meaning)
            self._flow.addWidget(mark)
        self._marks.setVisible(bool(marks))

    def _dress(self) -> None:
        look = self._appearance
        broken = bool(self.model.problem)
        colour = look.palette.danger if broken else look.palette.muted
        name = "alert-triangle" if broken else "message" if self.model.ref == GUIDE else "box"
        side = look.px(ICON_PX)
        self._icon.setPixmap(look.icon(name, colour, ICON_PX).pixmap(side, side))
        self.problem.setStyleSheet(f"color: {look.palette.danger}; font-size: {look.px(13)}px;")
        bad = self._verified is not None and self._verified.verdict in (Verdict.CHANGED, Verdict.UNREADABLE)
        told = look.palette.danger if bad else look.palette.accent
        self.note.setStyleSheet(f"color: {told};")


def verdict_words(verdict: Verdict) -> str:
    """What hashing a file again said, where the service has no words of its own."""
    return {
        Verdict.GOOD: tr("The file is what the Hub promised."),
        Verdict.CHANGED: tr(
            "The file is not what it was: it is damaged or was changed. Delete it and download it again."
        ),
        Verdict.RECORDED: tr("Its SHA-256 is recorded now; the next check compares with it."),
        Verdict.UNREADABLE: tr("The file cannot be read."),
    }[verdict]
