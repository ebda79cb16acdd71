"""Every sampler's numbers, their order, and the form of the answer. One rule: it shows and gives `SamplingParams`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from paddock.core.errors import UserError
from paddock.core.params import SamplingParams
from paddock.ui.fields import FieldRow, Group, NumberField, Origin, Range
from paddock.ui.i18n import tr, translated
from paddock.ui.inspector.order_list import OrderList
from paddock.ui.inspector.sampling_fields import GROUPS, Number
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, label, of_kind

FORMS = ("", "json_schema", "grammar")
NO_NUMBER = -1  # an empty field: no seed, no limit


class TextField(QPlainTextEdit):
    """Some lines of text; said when the person leaves it."""

    edited = Signal()

    def __init__(self, appearance: Appearance, name: str, lines: int, code: bool = False) -> None:
        super().__init__()
        self._appearance = appearance
        self._lines = lines
        self._said = ""
        of_kind(self, "details" if code else "field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        appearance.changed.connect(self._dress)
        self._dress()

    def set_text(self, text: str) -> None:
        """Show a text; does not count as the person's change, and never takes away what is being written."""
        if not self.hasFocus() and text != self.toPlainText():
            self.setPlainText(text)
        self._said = text

    def focusOutEvent(self, event: Any) -> None:
        """What was written holds from now on."""
        super().focusOutEvent(event)
        if self.toPlainText() != self._said:
            self._said = self.toPlainText()
            self.edited.emit()

    def _dress(self) -> None:
        self.setFixedHeight(self._appearance.px(20 * self._lines + 18))


class SamplingEditor(QWidget):
    """Groups that fold.

    Signals:
        changed: the person chose other `SamplingParams`.
    """

    changed = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._params = SamplingParams()
        self._defaults = SamplingParams()
        self.groups: dict[str, Group] = {}
        self.numbers: dict[str, NumberField] = {}
        self._rows: dict[str, FieldRow] = {}
        self.problem = label("", "small", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.problem)
        for group in GROUPS:
            made = self._group(translated(group.title), translated(group.meaning), open_=group is GROUPS[0])
            for number in group.numbers:
                made.body.addWidget(self._number(number))
        self._make_breakers(self.groups[translated(GROUPS[2].title)])
        self._make_order()
        self._make_form()
        self._make_repeatable()
        self.show_params(self._params, self._defaults)

    # --- building

    def _group(self, title: str, meaning: str, open_: bool = False) -> Group:
        made = self.groups[title] = Group(self._appearance, title, meaning, open_)
        column = self.layout()
        assert column is not None
        column.addWidget(made)
        return made

    def _number(self, number: Number) -> FieldRow:
        field = NumberField(self._appearance, translated(number.name), number.possible)
        self.numbers[number.field] = field
        kind = int if number.possible.whole else float
        field.changed.connect(lambda: self._set(**{number.field: kind(field.value)}))
        return self._row(number.field, translated(number.name), field, translated(number.meaning))

    def _row(self, field: str, name: str, control: QWidget, meaning: str, wide: bool = False) -> FieldRow:
        row = self._rows[field] = FieldRow(self._appearance, name, control, meaning, wide)
        row.reset_requested.connect(lambda: self._set(**{field: getattr(self._defaults, field)}))
        return row

    def _make_breakers(self, group: Group) -> None:
        self.breakers = self._text("dry_sequence_breakers", tr("DRY sequence breakers"), group)

    def _text(self, field: str, name: str, group: Group) -> TextField:
        """A field with one text on each line; \\n and \\t stand for a line's end and a tab."""
        made = TextField(self._appearance, name, 3, code=True)
        made.edited.connect(lambda: self._set(**{field: lines_of(made.toPlainText())}))
        meaning = tr("One on each line; \\n stands for the end of a line.")
        group.body.addWidget(self._row(field, name, made, meaning, wide=True))
        return made

    def _make_order(self) -> None:
        meaning = tr("From top to bottom. Drag a sampler, or move it with Alt and the arrow keys.")
        group = self._group(tr("Order of the samplers"), meaning)
        self.order = OrderList(self._appearance)
        self.order.changed.connect(lambda: self._set(samplers=self.order.order()))
        group.body.addWidget(self._row("samplers", tr("Used in this order"), self.order, meaning, wide=True))

    def _make_form(self) -> None:
        meaning = tr("What an answer may look like, and where it ends.")
        group = self._group(tr("Form of the answer"), meaning)
        self.form = of_kind(ChoiceBox(self._appearance).shrinkable(), "small")
        for name in (tr("Free"), tr("JSON, after a schema"), tr("A grammar (GBNF)")):
            self.form.addItem(name)
        self.form.activated.connect(self._form_chosen)
        self._form_row = FieldRow(self._appearance, tr("Form"), self.form, "", wide=True)
        self._form_row.reset_requested.connect(
            lambda: self._set(grammar=self._defaults.grammar, json_schema=self._defaults.json_schema)
        )
        group.body.addWidget(self._form_row)
        self.form_text = TextField(self._appearance, tr("Schema or grammar"), 7, code=True)
        self.form_text.edited.connect(self._form_written)
        group.body.addWidget(self.form_text)
        self.stop = self._text("stop", tr("Ends at one of these texts"), group)
        possible = Range(1, 1 << 20, 64, whole=True, blank=NO_NUMBER)
        self.longest = NumberField(self._appearance, tr("Longest answer"), possible, tr("no limit"))
        self.longest.changed.connect(lambda: self._set(max_tokens=_number_or_none(self.longest)))
        told = tr("In tokens, of which three or four are about two words.")
        group.body.addWidget(self._row("max_tokens", tr("Longest answer"), self.longest, told))

    def _make_repeatable(self) -> None:
        group = self._group(tr("Seed and bias"), tr("The same seed and settings give the same answer."))
        possible = Range(0, 2**32 - 1, 1, whole=True, blank=NO_NUMBER)
        self.seed = NumberField(self._appearance, tr("Seed"), possible, tr("drawn"))
        self.seed.changed.connect(lambda: self._set(seed=_number_or_none(self.seed)))
        told = tr("Empty draws one for each answer; it is kept with the answer.")
        group.body.addWidget(self._row("seed", tr("Seed"), self.seed, told))
        self.bias = TextField(self._appearance, tr("Bias of tokens"), 3, code=True)
        self.bias.setPlaceholderText("128009 -2.5")
        self.bias.edited.connect(
            lambda: self._guarded(lambda: self._set(logit_bias=biases_of(self.bias.toPlainText())))
        )
        told = tr("A token's number and what is added to its logit, one on each line; -inf forbids it.")
        group.body.addWidget(self._row("logit_bias", tr("Bias of tokens"), self.bias, told, wide=True))

    # --- showing

    def show_params(
        self, params: SamplingParams, defaults: SamplingParams, origins: Mapping[str, Origin] | None = None
    ) -> None:
        """Show what holds, offer the way back to `defaults`, and say where each value comes from."""
        self._params, self._defaults = params, defaults
        for name, origin in (origins or {}).items():
            row = self._rows.get(name)
            if row is not None:
                row.set_origin(origin)
        for name, field in self.numbers.items():
            field.set_value(getattr(params, name))
        self.order.set_order(params.samplers)
        self.longest.set_value(NO_NUMBER if params.max_tokens is None else params.max_tokens)
        self.seed.set_value(NO_NUMBER if params.seed is None else params.seed)
        self.breakers.set_text(text_of(params.dry_sequence_breakers))
        self.stop.set_text(text_of(params.stop))
        self.bias.set_text("\n".join(f"{token} {bias:g}" for token, bias in params.logit_bias))
        self._show_form(FORMS.index("json_schema" if params.json_schema else "grammar" if params.grammar else ""))
        for name, row in self._rows.items():
            row.set_default(getattr(params, name) == getattr(defaults, name))
        self._show_form_row(origins or {})
        self.problem.hide()

    def _show_form(self, chosen: int) -> None:
        if chosen or not self.form_text.hasFocus():
            self.form.setCurrentIndex(chosen)
        self.form_text.set_text(self._params.json_schema or self._params.grammar)
        self._show_form_text(self.form.currentIndex())

    def _show_form_row(self, origins: Mapping[str, Origin]) -> None:
        """The form is two fields in one: a schema, or a grammar."""
        ours, theirs = self._params, self._defaults
        said = origins.get("grammar" if ours.grammar else "json_schema")
        if said is not None:
            self._form_row.set_origin(said)
        same = (ours.grammar, ours.json_schema) == (theirs.grammar, theirs.json_schema)
        self._form_row.set_default(same)

    def _show_form_text(self, chosen: int) -> None:
        hints = ("", '{"type": "object", "properties": {"name": {"type": "string"}}}', 'root ::= "yes" | "no"')
        self.form_text.setVisible(bool(chosen))
        self.form_text.setPlaceholderText(hints[chosen])

    # --- choosing

    def _form_chosen(self, chosen: int) -> None:
        self._show_form_text(chosen)
        if chosen == 0 and (self._params.grammar or self._params.json_schema):
            self._set(grammar="", json_schema="")
        elif chosen:
            self.form_text.setFocus()
            self._form_written()

    def _form_written(self) -> None:
        text = self.form_text.toPlainText().strip()
        chosen = FORMS[self.form.currentIndex()]
        if chosen and text:
            other = "grammar" if chosen == "json_schema" else "json_schema"
            self._set(**{chosen: text, other: ""})
        elif self._params.grammar or self._params.json_schema:
            self._set(grammar="", json_schema="")

    def _bias_written(self) -> None:
        self._set(logit_bias=biases_of(self.bias.toPlainText()))

    def _set(self, **changes: Any) -> None:
        self._guarded(lambda: self._take(replace(self._params, **changes)))

    def _take(self, params: SamplingParams) -> None:
        if params != self._params:
            self.changed.emit(params)  # first: whoever keeps it says where each value comes from now
            self.show_params(params, self._defaults)

    def _guarded(self, act: Callable[[], None]) -> None:
        """Say what is not possible where it was written; what held before still holds."""
        try:
            act()
        except UserError as error:
            self.problem.setText(translated(error.said))
            self.problem.show()


def lines_of(text: str) -> tuple[str, ...]:
    """One text from each line that is not empty."""
    return tuple(line.replace("\\n", "\n").replace("\\t", "\t") for line in text.split("\n") if line)


def text_of(lines: tuple[str, ...]) -> str:
    """The inverse of `lines_of`."""
    return "\n".join(line.replace("\n", "\\n").replace("\t", "\\t") for line in lines)


def biases_of(text: str) -> tuple[tuple[int, float], ...]:
    """Token and bias from each line.

    Raises:
        UserError: a line is not two numbers.
    """
    try:
        pairs = [line.replace(",", " ").split() for line in text.split("\n") if line.strip()]
        return tuple((int(token), float(bias)) for token, bias in pairs)
    except ValueError as error:
        what = tr("A bias is a token's number and a number, as in “128009 -2.5”.")
        raise UserError(what, tr("Correct the line."), code="bad-params") from error


def _number_or_none(field: NumberField) -> int | None:
    return None if field.value == NO_NUMBER else int(field.value)
