"""The small controls: what cannot be is not taken, and everything works by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.params import SAMPLERS, SamplingParams
from paddock.ui.fields import FieldRow, Group, NumberField, Range, Toggle
from paddock.ui.inspector.order_list import OrderList
from paddock.ui.inspector.sampling_editor import SamplingEditor, biases_of, lines_of, text_of
from paddock.ui.inspector.sampling_fields import GROUPS
from paddock.ui.meter import Meter
from paddock.ui.style import Appearance
from paddock.ui.widgets import label

CONTEXT = Range(256, 100_000, 1024, whole=True, blank=0)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("4096", 4096), ("", 0), ("17", 256), ("9e9", 100_000), ("many", 2048), ("nan", 2048), ("1000,4", 1000)],
)
def test_a_number_is_always_a_possible_one(look: Appearance, qtbot: QtBot, typed: str, value: float) -> None:
    field = NumberField(look, "Context", CONTEXT, "auto")
    qtbot.addWidget(field)
    field.set_value(2048)
    field.setText(typed)
    field.editingFinished.emit()
    assert field.value == value
    assert field.text() == ("" if value == 0 else str(value))


def test_a_number_steps_and_goes_back(look: Appearance, qtbot: QtBot) -> None:
    field = NumberField(look, "Temperature", Range(0, 2, 0.1))
    qtbot.addWidget(field)
    field.set_value(0.7)
    changes = QSignalSpy(field.changed)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "0.8"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value == 0.7
    field.setText("1.9")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.value, changes.count()) == ("0.7", 0.7, 2)


def test_an_automatic_number_steps_from_its_lowest(look: Appearance, qtbot: QtBot) -> None:
    field = NumberField(look, "Layers", Range(-1, 99, 1, whole=True, blank=-1), "auto")
    qtbot.addWidget(field)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == 1


def test_a_switch_and_a_group_work_by_key(look: Appearance, qtbot: QtBot) -> None:
    toggle, group = Toggle(look, "Tune"), Group(look, "Device")
    inside = label("inside")
    group.body.addWidget(inside)
    for widget in (toggle, group):
        qtbot.addWidget(widget)
        widget.show()
    qtbot.keyClick(toggle, Qt.Key.Key_Return)
    assert toggle.isChecked()
    assert not inside.isVisible()
    qtbot.keyClick(group.header, Qt.Key.Key_Return)
    assert inside.isVisible()


def test_the_way_back_shows_only_where_something_changed(look: Appearance, qtbot: QtBot) -> None:
    row = FieldRow(look, "Top-k", NumberField(look, "Top-k", CONTEXT), "What it means.")
    qtbot.addWidget(row)
    row.show()
    assert not row.reset.isVisible()
    row.set_default(False)
    assert row.reset.isVisible()
    assert row.reset.accessibleName() == "Top-k: back to the default"


def test_the_meter_says_what_it_shows(look: Appearance, qtbot: QtBot) -> None:
    meter = Meter(look, 64)
    qtbot.addWidget(meter)
    meter.set_use(3, 4, "3 of 4 tokens")
    assert (meter.share, meter.accessibleName()) == (0.75, "3 of 4 tokens")
    meter.set_use(9, 4, "")
    assert meter.share == 1.0


def test_the_samplers_order_is_moved_by_key_and_by_ticks(look: Appearance, qtbot: QtBot) -> None:
    order = OrderList(look)
    qtbot.addWidget(order)
    order.set_order(SAMPLERS)
    changes = QSignalSpy(order.changed)
    order.setCurrentRow(0)
    qtbot.keyClick(order, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order.order() == (SAMPLERS[1], SAMPLERS[0], *SAMPLERS[2:])
    order.setCurrentRow(0)
    qtbot.keyClick(order, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    order.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert order.order() == (SAMPLERS[0], *SAMPLERS[2:])
    assert changes.count() == 2


def test_every_number_of_the_samplers_can_be_set(look: Appearance, qtbot: QtBot) -> None:
    editor = SamplingEditor(look)
    qtbot.addWidget(editor)
    for group in GROUPS:
        for number in group.numbers:
            changes = QSignalSpy(editor.changed)
            field = editor.numbers[number.field]
            before = field.value
            qtbot.keyClick(field, Qt.Key.Key_Down if before == number.possible.high else Qt.Key.Key_Up)
            params = changes.at(0)[0]
            assert getattr(params, number.field) == pytest.approx(field.value)
            assert type(getattr(params, number.field)) is type(getattr(SamplingParams(), number.field))
    named = {number.field for group in GROUPS for number in group.numbers}
    others = {"logit_bias", "samplers", "grammar", "json_schema", "logprobs", "seed", "max_tokens", "stop"}
    assert named | others | {"dry_sequence_breakers"} == set(SamplingParams.__dataclass_fields__)


def test_the_form_of_an_answer_is_one_or_the_other(look: Appearance, qtbot: QtBot) -> None:
    editor = SamplingEditor(look)
    qtbot.addWidget(editor)
    changes = QSignalSpy(editor.changed)
    for form, text in ((1, '{"type": "object"}'), (2, 'root ::= "yes"')):
        editor.form.setCurrentIndex(form)
        editor.form_text.setPlainText(text)
        editor.form_text.edited.emit()
        shown = changes.at(changes.count() - 1)[0]
        assert (shown.json_schema, shown.grammar) == ((text, "") if form == 1 else ("", text))
    editor.form.setCurrentIndex(0)
    editor.form.activated.emit(0)
    assert changes.at(changes.count() - 1)[0].grammar == ""


def test_what_is_not_possible_is_said_and_changes_nothing(look: Appearance, qtbot: QtBot) -> None:
    editor = SamplingEditor(look)
    qtbot.addWidget(editor)
    editor.show()
    changes = QSignalSpy(editor.changed)
    editor.bias.setPlainText("the word no")
    editor.bias.edited.emit()
    assert "A bias is" in editor.problem.text()
    assert editor.problem.isVisible()
    assert changes.count() == 0
    editor.bias.setPlainText("128009 -2.5")
    editor.bias.edited.emit()
    assert changes.at(0)[0].logit_bias == ((128009, -2.5),)
    assert not editor.problem.isVisible()


def test_texts_of_several_lines() -> None:
    assert lines_of("\\n\n:\n\n\\t") == ("\n", ":", "\t")
    assert lines_of(text_of(("\n", "###"))) == ("\n", "###")
    assert biases_of("1, -inf\n\n2 3") == ((1, float("-inf")), (2, 3.0))
    with pytest.raises(UserError):
        biases_of("1")
