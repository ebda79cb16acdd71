"""What a person does with the window: keys, clicks, menus, drags, pastes.

One rule: only what is in reach can be used, which is the dialog in front, if there is one; what cannot be done now
returns something false, so that it can be tried again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from paddock.ui.main_window import MainWindow
from paddock.ui.settings.rows import Row
from paddock.ui.transcript.row import MessageRow

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def modifiers(names: str) -> Qt.KeyboardModifier:
    """Of "ControlModifier+ShiftModifier"."""
    held = NONE
    for name in names.split("+"):
        held |= Qt.KeyboardModifier[name]
    return held


class Hands(QObject):
    """Does what it is told, by the method that is called `do_` and the command."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window

    # --- what is in reach

    def _top(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _focus(self) -> QWidget:
        top = self._top()
        if not top.isActiveWindow():  # without a window manager nothing is, once a dialog has gone
            top.activateWindow()
            QCoreApplication.processEvents()
        return top.focusWidget() or (self._window.page.composer.edit if top is self._window else top)

    def _row(self, place: int) -> MessageRow | None:
        """The message at that place of the chat, if it is on the screen."""
        number = self._window.conversation.messages[place].id
        rows = self._window.page.transcript.findChildren(MessageRow)
        return next((row for row in rows if row.document is not None and row.document.message.id == number), None)

    def _item(self, text: str) -> tuple[QAbstractItemView, QPoint] | None:
        """A visible list with a row of that text, and where it is."""
        for view in self._top().findChildren(QAbstractItemView):
            model = view.model()
            for row in range(model.rowCount() if view.isVisible() else 0):
                index = model.index(row, 0)
                if index.data() == text:
                    view.scrollTo(index)
                    return view, view.visualRect(index).center()
        return None

    def _buttons(self, text: str, place: int | None) -> Iterator[QAbstractButton]:
        within = self._top() if place is None else self._row(place)
        for button in within.findChildren(QAbstractButton) if within is not None else ():
            if button.isVisible() and button.isEnabled() and text in (button.text(), button.accessibleName()):
                yield button

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()

    # --- keys

    def do_type(self, text: str) -> None:
        """Keys into whatever has the focus: after a start that is the composer."""
        QTest.keyClicks(self._focus(), text)

    def do_fill(self, field: str, text: str) -> bool:
        """Click into the visible field whose accessible name begins so, and type into it in place of what is there."""
        for edit in self._top().findChildren(QWidget):
            if not isinstance(edit, QLineEdit | QPlainTextEdit | QTextEdit) or not edit.isVisible():
                continue
            if edit.isEnabled() and edit.accessibleName().startswith(field):
                self._scroll_to(edit)
                QTest.mouseClick(edit if isinstance(edit, QLineEdit) else edit.viewport(), LEFT)
                edit.selectAll()
                QTest.keyClicks(edit, text)
                return True
        return False

    def do_send(self, text: str) -> None:
        """Type and press Enter."""
        self.do_type(text)
        QTest.keyClick(self._window.page.composer.edit, Qt.Key.Key_Return)

    def do_key(self, key: str, modifier: str = "NoModifier", times: int = 1) -> None:
        """One key, where the focus is."""
        for _ in range(times):
            QTest.keyClick(self._focus(), Qt.Key[f"Key_{key}"], modifiers(modifier))

    def do_key_until(self, key: str, name: str, row: str = "") -> bool:
        """One key, unless the focus is where that name is, and there on that row of a list; pressed until it is."""
        focus = self._focus()
        there = focus.accessibleName() == name
        if there and row:
            there = isinstance(focus, QAbstractItemView) and focus.currentIndex().data() == row
        if not there:
            self.do_key(key)
        return there

    def do_paste(self, text: str) -> None:
        """Ctrl+V, of a text that was copied elsewhere."""
        QGuiApplication.clipboard().setText(text)
        self.do_key("V", "ControlModifier")

    def do_clipboard(self) -> dict[str, str]:
        """What was copied here."""
        data = QGuiApplication.clipboard().mimeData()
        return {"text": data.text(), "markdown": bytes(data.data("text/markdown").data()).decode(), "html": data.html()}

    # --- clicks

    def do_click(self, text: str, place: int | None = None) -> bool:
        """Click the visible button of that text or name, if it can be clicked; `place` is a message's, in the chat."""
        QCoreApplication.processEvents()  # what was just announced is also shown
        for button in self._buttons(text, place):
            self._scroll_to(button)
            QTest.mouseClick(button, LEFT)
            return True
        return False

    def do_follow(self, place: int, url: str) -> bool:
        """Click that link in a message."""
        row = self._row(place)
        if row is None or row.document is None:
            return False
        corner = self._spot(row, 0, 0) - QPoint(0, 8)
        points = (QPoint(x, y) for y in range(0, row.document.height, 6) for x in range(0, row.width(), 6))
        at = next((point for point in points if row.document.link_at(QPointF(point)) == url), None)
        if at is not None:
            QTest.mouseClick(row, LEFT, NONE, at + corner - row.document.origin(0))
        return at is not None

    def do_open(self, text: str, modifier: str = "NoModifier") -> bool:
        """Click the row of that text in a visible list."""
        found = self._item(text)
        if found is not None:
            QTest.mouseClick(found[0].viewport(), LEFT, modifiers(modifier), found[1])
        return found is not None

    def do_choose(self, field: str, text: str) -> bool:
        """Choose in the box of that name."""
        for box in self._top().findChildren(QComboBox):
            at = box.findText(text)
            if box.isVisible() and box.accessibleName() == field and at >= 0:
                self._scroll_to(box)
                QTest.keyClick(box, Qt.Key.Key_Space)
                box.view().setCurrentIndex(box.model().index(at, 0))
                QTest.keyClick(box.view(), Qt.Key.Key_Return)
                return True
        return False

    def do_turn_rows(self) -> list[str]:
        """Give each setting on this page that is a switch or a choice another value; the names of those settings."""
        turned: list[str] = []
        for row in reversed(self._top().findChildren(Row)):  # a switch may take those below it out of use
            control = row.control
            if not row.isVisible() or not row.settings or control is None or not control.isEnabled():
                continue
            self._scroll_to(row)
            if isinstance(control, QComboBox):
                self.do_choose(
                    control.accessibleName(), control.itemText((control.currentIndex() + 1) % control.count())
                )
            elif buttons := self._choices(control):
                QTest.mouseClick(buttons[-1], LEFT)
            else:
                continue
            turned += row.settings
        return turned

    def _choices(self, control: QWidget) -> list[QAbstractButton]:
        """The switch that a control is, or those of its buttons that are not pressed."""
        if isinstance(control, QAbstractButton):
            return [control] if control.isCheckable() else []
        return [each for each in control.findChildren(QAbstractButton) if each.isCheckable() and not each.isChecked()]

    def do_file(self, path: str) -> bool:
        """Name a file in the file dialog."""
        dialog = QApplication.activeModalWidget()
        name = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
        if not isinstance(name, QLineEdit):
            return False
        name.setText(path)
        QTest.keyClick(name, Qt.Key.Key_Return)
        return True

    # --- menus

    def do_context(self, text: str) -> bool:
        """Click the row of that text in a visible list with the other button of the mouse."""
        found = self._item(text)
        if found is None:
            return False
        area, at = found[0].viewport(), found[1]
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, area.mapToGlobal(at))
        QApplication.sendEvent(area, asked)
        return isinstance(QApplication.activePopupWidget(), QMenu)

    def do_pick(self, words: list[str]) -> bool:
        """Choose in the menu that is open, from menu to menu, with the keys."""
        menu = QApplication.activePopupWidget()
        for number, word in enumerate(words, 1):
            if not isinstance(menu, QMenu):
                return False
            action = next((each for each in menu.actions() if each.text() == word), None)
            if not isinstance(action, QAction) or not action.isEnabled():
                return False
            menu.setActiveAction(action)
            QTest.keyClick(menu, Qt.Key.Key_Return if number == len(words) else Qt.Key.Key_Right)
            menu = QApplication.activePopupWidget()
        return True

    def do_offered(self) -> dict[str, bool]:
        """What the open menu offers, and whether it can be chosen."""
        menu = QApplication.activePopupWidget()
        actions = menu.actions() if isinstance(menu, QMenu) else []
        return {action.text(): action.isEnabled() for action in actions if not action.isSeparator()}

    # --- drags and wheels

    def do_sweep(self, first: int, last: int) -> bool:
        """Drag the mouse from the beginning of one message to the end of another."""
        row, other = self._row(first), self._row(last)
        if row is None or other is None or other.document is None:
            return False
        begin = self._spot(row, 0, 0)
        area = self._window.page.transcript.viewport()
        end = row.mapFrom(area, other.mapTo(area, self._spot(other, len(other.document) - 1, 2000)))
        QTest.mousePress(row, LEFT, NONE, begin)
        QTest.mouseMove(row, end)
        QTest.mouseRelease(row, LEFT, NONE, end)
        return True

    def _spot(self, row: MessageRow, block: int, x: int) -> QPoint:
        """A point in the first line of a block, in the row's coordinates."""
        assert row.document is not None
        assert row.geometry_used is not None
        corner = QPoint(row.geometry_used.text_left(row.document), row.geometry_used.above(row.document))
        return corner + row.document.origin(block) + QPoint(x, 8)

    def do_wheel(self, steps: int) -> None:
        """Turn the wheel over the messages; up is positive."""
        area = self._window.page.transcript.viewport()
        at = QPointF(area.rect().center())
        turned = QWheelEvent(
            at, area.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, NONE,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(area, turned)

    def do_drag(self, rows: list[str], onto: str) -> bool:
        """Drag rows of a list onto another of its rows."""
        found = self._item(onto)
        if found is None:
            return False
        view, at = found
        model = view.model()
        indices = [model.index(row, 0) for row in range(model.rowCount())]
        data = model.mimeData([index for index in indices if index.data() in rows])
        move = Qt.DropAction.MoveAction
        view.dragEnterEvent(QDragEnterEvent(at, move, data, LEFT, NONE))
        view.dragMoveEvent(QDragMoveEvent(at, move, data, LEFT, NONE))
        view.dropEvent(QDropEvent(QPointF(at), move, data, LEFT, NONE))
        return True

    # --- the window

    def do_resize(self, width: int, height: int) -> None:
        """As with the mouse."""
        self._window.resize(width, height)

    def do_use(self, ref: str) -> None:
        """Choose a model as the chip's menu does."""
        self._window.model_actions.choose(ref)

    def do_close(self) -> None:
        """The window's close button."""
        self._window.close()


def words_of(widget: Any) -> Iterator[str]:
    """What can be read of one widget: a label, a button, a field, the rows of a list or table."""
    if isinstance(widget, QAbstractButton):
        yield widget.text()
        yield widget.accessibleName()
    elif isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView):
        model = widget.model()
        columns = widget.horizontalHeader().count() if isinstance(widget, QTableView) else 1
        for row in range(model.rowCount()):
            yield from (str(model.index(row, column).data()) for column in range(columns))
