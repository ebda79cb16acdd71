"""Prompt templates in the window: the list that `/` opens, what is asked for, and the editor.

One rule: choosing one only fills the field; the person sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from paddock.config.settings import SettingsFile
from paddock.services.prompt_templates import CLIPBOARD, DATE, asked_of, filled, found, uses_clipboard
from paddock.ui.composer import Composer
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton, label, of_kind

SHOWN = 6  # rows of the list


class TemplatePicker(QObject):
    """Shows the templates that fit what follows a `/` at the beginning of an otherwise empty message."""

    def __init__(
        self, composer: Composer, settings: SettingsFile, tasks: Tasks, appearance: Appearance, window: QWidget
    ) -> None:
        super().__init__(window)
        self._composer = composer
        self._settings = settings
        self._tasks = tasks
        self._appearance = appearance
        self._window = window
        self.list = composer.templates
        composer.edit.textChanged.connect(self._renew)
        composer.edit.installEventFilter(self)
        composer.templates_wanted.connect(self.manage)
        self.list.itemClicked.connect(lambda item: self.choose(item.text()))

    def _renew(self) -> None:
        typed = self._composer.edit.toPlainText()
        names = list(self._settings.current.prompt_templates)
        wanted = typed.startswith("/") and "\n" not in typed and self._composer.editing is None
        fitting = found(names, typed[1:].strip()) if wanted else []
        if wanted and not names and typed == "/":
            fitting = [tr("New template…")]
        self.list.clear()
        self.list.addItems(fitting)
        if fitting:
            self.list.setCurrentRow(0)
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(row * min(SHOWN, len(fitting)) + 2 * self._appearance.px(6))
        self.list.setVisible(bool(fitting))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is there, the keys up and down, Enter, Tab and Esc are its."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not self.list.isHidden():
            return self._pressed(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if step:
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.choose(self.list.currentItem().text())
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        else:
            return False
        return True

    def choose(self, name: str) -> None:
        """Put a template into the field, after asking for what nobody knows."""
        text = self._settings.current.prompt_templates.get(name)
        if text is None:  # there are none yet, and the list offers to write the first
            self._fill("")
            self.manage().new.click()
            return
        values = {DATE: QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)}
        if uses_clipboard(text):
            values[CLIPBOARD] = QGuiApplication.clipboard().text()
        if not asked_of(text):
            self._fill(filled(text, values))
            return
        dialog = VariablesDialog(self._appearance, name, asked_of(text), self._window)
        dialog.accepted.connect(lambda: self._fill(filled(text, {**values, **dialog.values()})))
        dialog.open()

    def _fill(self, text: str) -> None:
        self._composer.set_text(text)
        self.list.hide()
        self._composer.save_soon()
        self._composer.edit.setFocus()

    def manage(self) -> TemplatesDialog:
        """Let the person write and remove templates."""
        dialog = TemplatesDialog(self._appearance, self._settings.current.prompt_templates, self._write, self._window)
        dialog.open()
        return dialog

    def _write(self, templates: Mapping[str, str]) -> None:
        self._tasks.store(lambda: self._settings.update(prompt_templates=dict(templates)))


class VariablesDialog(Question):
    """A field for each variable of a template."""

    def __init__(self, appearance: Appearance, name: str, variables: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(name, tr("Insert"))
        self.fields: dict[str, QLineEdit] = {}
        for variable in variables:
            field = QLineEdit()
            field.setAccessibleName(variable)
            field.returnPressed.connect(self.accept)
            self.body.addWidget(label(variable, "muted"))
            self.body.addWidget(field)
            self.fields[variable] = field
        self.fields[variables[0]].setFocus()

    def values(self) -> dict[str, str]:
        """What was written, by variable."""
        return {variable: field.text() for variable, field in self.fields.items()}


class TemplatesDialog(Question):
    """All templates: a list, and the one that is chosen to be written in. Nothing is kept before Save."""

    def __init__(
        self,
        appearance: Appearance,
        templates: Mapping[str, str],
        save: Callable[[Mapping[str, str]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Prompt templates"), tr("Save"))
        self.resize(appearance.px(560), appearance.px(440))
        self._templates: list[list[str]] = [[name, text] for name, text in templates.items()]
        self.list = of_kind(QListWidget(), "order")
        self.list.setAccessibleName(tr("Prompt templates"))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("Name"))
        self.text = of_kind(QPlainTextEdit(), "field")
        self.text.setAccessibleName(tr("Text"))
        self.text.setTabChangesFocus(True)
        self.new = TextButton(appearance, tr("New"), "plus")
        self.remove = TextButton(appearance, tr("Remove"), "trash")
        told = tr(
            "Type / at the beginning of a message to choose one. {{date}} and {{clipboard}} are filled in; "
            "every other name in double braces is asked for."
        )
        self.body.addWidget(label(told, "muted", wrap=True))
        buttons = QHBoxLayout()
        for button in (self.new, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for widget in (self.list, self.name, self.text):
            self.body.addWidget(widget)
        self.body.insertLayout(2, buttons)
        self.list.currentRowChanged.connect(self._show)
        self.name.textEdited.connect(lambda text: self._change(0, text))
        self.text.textChanged.connect(lambda: self._change(1, self.text.toPlainText()))
        self.new.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.accepted.connect(lambda: save(self.templates()))
        self._fill(0)

    def templates(self) -> dict[str, str]:
        """Those with a name and a text; of two with one name the later."""
        return {name.strip(): text for name, text in self._templates if name.strip() and text.strip()}

    def _fill(self, row: int) -> None:
        self.list.clear()
        self.list.addItems([name for name, _ in self._templates])
        self.list.setCurrentRow(min(row, len(self._templates) - 1))
        self._show(self.list.currentRow())

    def _show(self, row: int) -> None:
        name, text = self._templates[row] if row >= 0 else ("", "")
        self.name.setText(name)
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        for widget in (self.name, self.text, self.remove):
            widget.setEnabled(row >= 0)

    def _change(self, part: int, value: str) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._templates[row][part] = value
            self.list.item(row).setText(self._templates[row][0])

    def _add(self) -> None:
        self._templates.append([tr("New template"), ""])
        self._fill(len(self._templates) - 1)
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._templates[row]
            self._fill(row)
