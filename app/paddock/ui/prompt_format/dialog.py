"""The template doctor in the window. One rule: it shows and asks; it knows no service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from paddock.core.families import PROMPT_FORMATS
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.services.insight import PROMPT_FORMAT, Fact
from paddock.services.templates import AUTOMATIC, facts_of
from paddock.ui.i18n import tr, translated
from paddock.ui.inspector.now_page import FactRows
from paddock.ui.prompt_format.tools import ToolsField
from paddock.ui.prompt_format.view import PromptView
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, TextButton, label, of_kind

SIZE = (720, 720)  # px at 100 %
VIEW = 180  # px: height of the prompt, at least
SHORT = 16  # digits of a SHA-256


class FormatDialog(QDialog):
    """Where a model's prompt format comes from, what is wrong with it, the prompt (with tools, too), and other formats.

    Args:
        name: of the model.
        chosen: the prompt format that is set for it.
        fixed: there is nothing to choose.

    Signals:
        format_chosen: the id of a prompt format; "" is automatic.
    """

    format_chosen = Signal(str)

    def __init__(self, appearance: Appearance, name: str, chosen: str, fixed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sha256 = ""
        self.setWindowTitle(tr("Prompt format"))
        self.resize((QSize(*SIZE) * appearance.scale).boundedTo(parent.screen().availableSize() * 0.9))
        self.choice = ChoiceBox(appearance)
        self.facts = FactRows(appearance)
        self.warnings = _Warnings(appearance)
        self.told = label(tr("Reading the model…"), "small", wrap=True)
        self.view = PromptView(appearance)
        self.tools = ToolsField(appearance)
        self.tools_button = of_kind(TextButton(appearance, tr("Tools")), "choice")
        self.tokens_button = of_kind(TextButton(appearance, tr("Tokens")), "choice")
        self.copy_button = TextButton(appearance, tr("Copy"), "copy")
        self.hash_button = TextButton(appearance, tr("Copy the SHA-256"), "copy")
        self.close_button = TextButton(appearance, tr("Close"), kind="primary")
        self._build(name, fixed)
        self._offer(chosen)
        self._connect()
        (self.close_button if fixed else self.choice).setFocus()

    def _build(self, name: str, fixed: bool) -> None:
        inside = of_kind(QWidget(), "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 2)
        column.setSpacing(GRID * 3)
        column.addWidget(label(tr("How {name} is talked to", name=name), "section", wrap=True))
        column.addLayout(self._choosing(fixed))
        column.addWidget(self.warnings)
        column.addWidget(self.facts)
        column.addSpacing(GRID)
        column.addLayout(self._heading())
        column.addWidget(self.tools)
        column.addWidget(self.told)
        column.addWidget(self.view, 1)
        self.view.setMinimumHeight(self._appearance.px(VIEW))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID * 6, GRID * 2, GRID * 6, GRID * 5)
        foot.addWidget(self.hash_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _choosing(self, fixed: bool) -> QHBoxLayout:
        words = label(tr("Prompt format"))
        words.setBuddy(self.choice)
        self.choice.setAccessibleName(words.text())
        row = QHBoxLayout()
        row.setSpacing(GRID * 3)
        row.addWidget(words)
        row.addWidget(self.choice.shrinkable(), 1)
        for widget in (words, self.choice):
            widget.setVisible(not fixed)
        return row

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(label(tr("What the model is given"), "strong", wrap=True), 1)
        for button in (self.tools_button, self.tokens_button):
            button.setCheckable(True)
            button.setMinimumHeight(self.copy_button.sizeHint().height())
            row.addWidget(button)
        row.addWidget(self.copy_button)
        return row

    def _offer(self, chosen: str) -> None:
        self.choice.addItem(tr("Automatic"), AUTOMATIC)
        for format_id, name in PROMPT_FORMATS.items():
            self.choice.addItem(name, format_id)
        if self.choice.findData(chosen) < 0:
            self.choice.addItem(chosen, chosen)
        self.choice.setCurrentIndex(self.choice.findData(chosen))

    def _connect(self) -> None:
        self.tools.hide()
        self.tools_button.toggled.connect(self.tools.offer)
        self.tokens_button.toggled.connect(self.view.show_tokens)
        self.choice.activated.connect(lambda: self.format_chosen.emit(self.choice.currentData()))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.view.toPlainText()))
        self.hash_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._sha256))
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._show_prompt(None)

    def show_report(self, report: TemplateReport, told: str) -> None:
        """Show what was found; `told`: what the prompt is, in words."""
        self._sha256 = report.sha256
        self.warnings.set_warnings(report.warnings)
        self.facts.set_facts([self._worded(fact, report) for fact in facts_of(report)])
        self.told.setText(translated(report.error) or told)
        self._show_prompt(None if report.error else report)

    def _worded(self, fact: Fact, report: TemplateReport) -> Fact:
        """As it is said here: the format itself stands above, and a whole SHA-256 is wider than the dialog."""
        if fact.label == PROMPT_FORMAT:
            return Fact(tr("Comes from"), self._origin(report))
        if report.sha256 and report.sha256 in fact.text:  # its button copies all of it
            return replace(fact, text=fact.text.replace(report.sha256, f"{report.sha256[:SHORT]}…"))
        return fact

    def _origin(self, report: TemplateReport) -> str:
        words = {
            TemplateSource.FILE: tr("the file"),
            TemplateSource.FAMILY: tr("Paddock, as the file has none that works: {name}"),
            TemplateSource.CHOSEN: tr("your choice: {name}"),
            TemplateSource.LLAMA_CPP: tr("llama.cpp, as the file's does not work"),
            TemplateSource.NONE: tr("nowhere: it is not known"),
        }[report.source]
        return words.format(name=PROMPT_FORMATS.get(report.format, report.format))

    def show_problem(self, problem: str) -> None:
        """There is nothing to show: say why."""
        self._sha256 = ""
        self.warnings.set_warnings(())
        self.facts.set_facts(())
        self.told.setText(problem)
        self._show_prompt(None)

    def _show_prompt(self, report: TemplateReport | None) -> None:
        self.view.show_report(report)
        self.tokens_button.setEnabled(report is not None)
        self.copy_button.setEnabled(report is not None)
        self.hash_button.setVisible(bool(self._sha256))


class _Warnings(QFrame):
    """What is wrong, a sentence each; hidden where nothing is."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        of_kind(self, "bar")
        self._appearance = appearance
        self._icon = label("")
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        appearance.changed.connect(self._dress)
        self._dress()
        self.set_warnings(())

    def set_warnings(self, warnings: Sequence[str]) -> None:
        """Show these."""
        self._words.setText("\n".join(map(translated, warnings)))
        self.setAccessibleName(self._words.text())
        self.setVisible(bool(warnings))

    def words(self) -> str:
        """All of them."""
        return self._words.text()

    def _dress(self) -> None:
        size = self._appearance.px(20)
        icon = self._appearance.icon("alert-triangle", self._appearance.palette.danger, 20)
        self._icon.setPixmap(icon.pixmap(size, size))
