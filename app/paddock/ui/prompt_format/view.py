"""A prompt as the model gets it. One rule: control tokens are marked, and nothing that only looks like one."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from paddock.core.prompts import TemplateReport
from paddock.services.templates import control_spans, is_control
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.widgets import of_kind

MOST_CHARACTERS = 200_000  # that are shown
MOST_TOKENS = 20_000


class PromptView(QPlainTextEdit):
    """The text, or its tokens with their numbers, one a line."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "details")
        self._appearance = appearance
        self._report: TemplateReport | None = None
        self._as_tokens = False
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("What the model is given"))
        appearance.changed.connect(self._fill)

    def show_report(self, report: TemplateReport | None) -> None:
        """Show this prompt; None: there is none."""
        self._report = report
        self._fill()

    def show_tokens(self, shown: bool) -> None:
        """Show the tokens instead of the text."""
        self._as_tokens = shown
        self._fill()

    def _fill(self) -> None:
        self.clear()
        if self._report is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._as_tokens:
            self._write_tokens(cursor, self._report)
        else:
            self._write_text(cursor, self._report)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_text(self, cursor: QTextCursor, report: TemplateReport) -> None:
        plain, control = QTextCharFormat(), self._control()
        at, text = 0, report.text[:MOST_CHARACTERS]
        for begin, end in control_spans(report):
            if end > len(text):
                break
            cursor.insertText(text[at:begin], plain)
            cursor.insertText(text[begin:end], control)
            at = end
        cursor.insertText(text[at:], plain)
        self._write_rest(cursor, len(report.text) > len(text))

    def _write_tokens(self, cursor: QTextCursor, report: TemplateReport) -> None:
        plain, control, number = QTextCharFormat(), self._control(), QTextCharFormat()
        number.setForeground(QColor(self._appearance.palette.muted))
        shown = list(zip(report.tokens, report.pieces, strict=False))[:MOST_TOKENS]
        width = max((len(str(token)) for token, _ in shown), default=0)
        for row, (token, piece) in enumerate(shown):
            cursor.insertText(f"{chr(10) if row else ''}{token:>{width}}  ", number)
            cursor.insertText(visible(piece), control if is_control(piece, report) else plain)
        self._write_rest(cursor, len(report.tokens) > len(shown))

    def _write_rest(self, cursor: QTextCursor, more: bool) -> None:
        if more:
            cursor.insertText("\n\n" + tr("There is more than can be shown here."), QTextCharFormat())

    def _control(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(self._appearance.palette.accent))
        form.setBackground(QColor(self._appearance.palette.selected))
        form.setFontWeight(QFont.Weight.DemiBold)
        return form


def visible(piece: str) -> str:
    """A token's text in one line, spaces to be seen."""
    shown = piece.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return shown.replace(" ", "\u00b7")
