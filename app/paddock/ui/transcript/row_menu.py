"""The menu of a message, as far as it concerns copying; the window adds the rest. One rule: it changes no message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from paddock.ui.i18n import tr
from paddock.ui.transcript.clipboard import Kind, copy_message
from paddock.ui.transcript.document import MessageDocument


def copying_menu(document: MessageDocument, link: str, parent: QWidget, selected: Callable[[Kind], None]) -> QMenu:
    """What can be copied of a message.

    Args:
        link: what the pointer is on, or "".
        selected: copies what is selected, which may reach over more messages.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if document.has_selection():
        menu.addAction(tr("Copy"), lambda: selected(Kind.ALL))
        _kinds(menu.addMenu(tr("Copy selection as")), selected)
    menu.addAction(tr("Copy message"), lambda: copy_message(document, Kind.ALL))
    if document.message.text:
        _kinds(menu.addMenu(tr("Copy as")), lambda kind: copy_message(document, kind))
    if link:
        menu.addAction(tr("Copy link"), lambda: QGuiApplication.clipboard().setText(link))
    return menu


def _kinds(menu: QMenu, copy: Callable[[Kind], None]) -> None:
    menu.addAction(tr("Markdown"), lambda: copy(Kind.MARKDOWN))
    menu.addAction(tr("Plain text"), lambda: copy(Kind.TEXT))
    menu.addAction(tr("Rich text"), lambda: copy(Kind.RICH))
