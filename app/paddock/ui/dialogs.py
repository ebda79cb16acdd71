"""The small questions of the window: a title, a system prompt, a link. One rule: `open()`, never a nested loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from paddock.ui.announcer import Announcer
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import TextButton, label, of_kind

WIDTH = 480  # px at 100 %
MARGIN = 80  # px that a dialog leaves of the screen
SIDE = GRID * 6  # px at its sides
SAFE_SCHEMES = ("http", "https", "mailto")


def keep_file_dialogs_in(folder: Path) -> None:
    """Let Qt's file dialogs remember folders and columns there; by itself Qt writes ~/.config/QtProject.conf."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


class Question(QDialog):
    """A heading, something in between, Cancel and one other button.

    Attributes:
        body: the layout of what is in between; `buttons` that of the buttons.
        announcer: tells a screen reader what comes while the dialog is open.
    """

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.announcer = Announcer(self)
        self.setMinimumWidth(min(appearance.px(WIDTH), parent.screen().availableSize().width() - MARGIN))
        self.heading = label("", "section", wrap=True)
        self.yes = TextButton(appearance, "", kind="primary")
        self.no = TextButton(appearance, tr("Cancel"))
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID * 3)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, GRID * 6, SIDE, GRID * 5)
        column.setSpacing(GRID * 3)
        column.addWidget(self.heading)
        column.addLayout(self.body)
        column.addSpacing(GRID)
        column.addLayout(self.buttons)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def event(self, event: QEvent) -> bool:
        """Grow where something came that needs more height: Qt does so for a dialog's first size alone.

        Buttons that have no room beside each other stand below each other.
        """
        kind = event.type()
        done = super().event(event)
        if kind in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._turn_buttons()
        if kind == QEvent.Type.LayoutRequest and (layout := self.layout()) is not None:
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done

    def _turn_buttons(self) -> None:
        items = (self.buttons.itemAt(number) for number in range(self.buttons.count()))
        wide = [item.sizeHint().width() for item in items if item is not None and not item.isEmpty()]
        needed = sum(wide) + self.buttons.spacing() * (len(wide) - 1)
        across = needed <= self.contentsRect().width() - 2 * SIDE
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if way != self.buttons.direction():
            self.buttons.setDirection(way)

    def set_words(self, title: str, yes: str) -> None:
        """The heading, and what the other button says."""
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)


class RenameDialog(Question):
    """A chat's title, where the list does not show the chat."""

    def __init__(self, appearance: Appearance, title: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Rename the chat"), tr("Rename"))
        self.field = QLineEdit(title)
        self.field.setAccessibleName(tr("Title of the chat"))
        self.field.selectAll()
        self.field.returnPressed.connect(self.accept)
        self.body.addWidget(self.field)
        self.field.setFocus()


class NameDialog(Question):
    """A name for something: a folder, a tag."""

    def __init__(self, appearance: Appearance, title: str, yes: str, what: str, old: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(title, yes)
        self.field = QLineEdit(old)
        self.field.setAccessibleName(what)
        self.field.setPlaceholderText(what)
        self.field.selectAll()
        self.field.returnPressed.connect(self.accept)
        self.body.addWidget(self.field)
        self.field.setFocus()


class PromptDialog(Question):
    """What the model is told before the first message of this chat."""

    def __init__(self, appearance: Appearance, prompt: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("System prompt"), tr("Save"))
        told = tr("What the model is told before this chat begins: a role, a tone, facts it should know.")
        self.field = of_kind(QPlainTextEdit(prompt), "field")
        self.field.setAccessibleName(tr("System prompt"))
        self.field.setPlaceholderText(tr("You answer briefly and in plain words."))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(appearance.px(140))
        self.body.addWidget(label(told, "muted", wrap=True))
        self.body.addWidget(self.field)
        self.field.setFocus()


class SummaryDialog(Question):
    """What the model reads in place of a chat's beginning."""

    def __init__(self, appearance: Appearance, summary: str, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Summary of the beginning"), tr("Close"))
        self.no.hide()
        told = tr("The model wrote it and reads it in place of the oldest messages, which stay in the chat.")
        self.field = of_kind(QPlainTextEdit(summary), "field")
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(tr("Summary of the beginning"))
        self.field.setMinimumHeight(appearance.px(220))
        self.body.addWidget(label(told, "muted", wrap=True))
        self.body.addWidget(self.field)


class LinkDialog(Question):
    """Shows where a link really leads before the browser opens it."""

    def __init__(self, appearance: Appearance, url: QUrl, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Open this link in your browser?"), tr("Open in browser"))
        self.host = label(url.host(QUrl.ComponentFormattingOption.FullyEncoded) or url.path(), "section", wrap=True)
        address = url.toDisplayString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.body.addWidget(self.host)
        self.body.addWidget(label(address, "muted", wrap=True))
        told = tr("The page is not Paddock's. Your browser connects to it.")
        self.body.addWidget(label(told, wrap=True))


def ask_to_open(
    appearance: Appearance,
    address: str,
    parent: QWidget,
    open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
) -> LinkDialog | None:
    """Ask, then open; links that are not for a browser (files, scripts) are not opened at all."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in SAFE_SCHEMES:
        return None
    dialog = LinkDialog(appearance, url, parent)
    dialog.accepted.connect(lambda: open_url(url))
    dialog.open()
    return dialog
