"""The menu of a message, as far as it concerns copying; the window adds the rest. One rule: it changes no message."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from paddock.ui.i18n import tr
from paddock.ui.transcript.document import MessageDocument

translate = QCoreApplication.translate


def copying_menu(document: MessageDocument, link: str, parent: QWidget) -> QMenu:
    """What can be copied of a message; `link` is what the pointer is on, or ""."""
    clipboard = QGuiApplication.clipboard()
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if document.has_selection():
        menu.addAction(tr("Copy"), lambda: clipboard.setText(document.selected_text()))
    menu.addAction(tr("Copy message"), lambda: clipboard.setText(document.message.text))
    if document.message.text:
        kinds = menu.addMenu(tr("Copy as"))
        kinds.addAction(tr("Markdown"), lambda: clipboard.setText(document.message.text))
        kinds.addAction(tr("Plain text"), lambda: clipboard.setText(plain_text(document)))
    if link:
        menu.addAction(tr("Copy link"), lambda: clipboard.setText(link))
    return menu


def plain_text(document: MessageDocument) -> str:
    """The message as it is read, without the marks of Markdown."""
    before = document.selection
    document.select_all()
    text = document.selected_text()
    document.selection = before
    return text
