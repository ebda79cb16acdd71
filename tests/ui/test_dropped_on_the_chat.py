"""A model's file dropped on the chat is taken as one that is dropped on the Models page."""

from __future__ import annotations

from pathlib import Path

from desk import Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from paddock.ui.dialogs import Question

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_model_dropped_on_the_chat_answers_in_it(start: Start, tmp_path: Path) -> None:
    desk = start()
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf({**LLAMA, "general.name": "Mine"}))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE))
    desk.wait(lambda: any(dialog.isVisible() for dialog in desk.window.findChildren(Question)))
    next(dialog for dialog in desk.window.findChildren(Question) if dialog.isVisible()).accept()
    desk.wait(lambda: desk.window.conversation.model_ref == str(path))


def test_an_address_of_the_web_is_not_taken(start: Start) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/model.gguf")])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(start().window, enter)
    assert not enter.isAccepted()
