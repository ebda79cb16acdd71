"""Prompt templates: `/` opens the list, the field is filled, and they are written in a dialog."""

from __future__ import annotations

from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from paddock.ui.prompt_templates import TemplatesDialog, VariablesDialog

TEMPLATES = {
    "Summary": "Sum this up:\n{{clipboard}}",
    "Letter": "A letter to {{whom}} about {{what}}.",
    "Short": "Be short.",
}


def names(desk: Desk) -> list[str]:
    shown = desk.window.page.composer.templates
    return [shown.item(row).text() for row in range(shown.count())] if shown.isVisible() else []


def test_the_list_is_filtered_and_enter_fills_the_field(start: Start) -> None:
    desk = start(prompt_templates=TEMPLATES)
    desk.type("/")
    assert names(desk) == ["Letter", "Short", "Summary"]
    desk.type("s")
    assert names(desk) == ["Short", "Summary"]
    QGuiApplication.clipboard().setText("a long story")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    composer = desk.window.page.composer
    assert composer.text() == "Sum this up:\na long story"
    assert names(desk) == []
    assert desk.messages == []  # the person sends it
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)


def test_what_nobody_knows_is_asked_for(start: Start) -> None:
    desk = start(prompt_templates=TEMPLATES)
    desk.type("/let")
    desk.press(Qt.Key.Key_Tab)
    desk.wait(lambda: desk.window.findChildren(VariablesDialog))
    (dialog,) = desk.window.findChildren(VariablesDialog)
    dialog.fields["whom"].setText("the stable")
    dialog.fields["what"].setText("hay")
    dialog.accept()
    assert desk.window.page.composer.text() == "A letter to the stable about hay."


def test_esc_closes_the_list_and_a_slash_elsewhere_opens_none(start: Start) -> None:
    desk = start(prompt_templates=TEMPLATES)
    desk.type("/")
    desk.press(Qt.Key.Key_Escape)
    assert names(desk) == []
    assert desk.window.page.composer.text() == "/"
    desk.window.page.composer.set_text("")
    desk.type("and/or")
    assert names(desk) == []


def test_where_there_are_none_the_list_leads_to_writing_one(start: Start) -> None:
    desk = start()
    desk.type("/")
    assert names(desk) == ["New template…"]
    desk.press(Qt.Key.Key_Return)
    (dialog,) = desk.window.findChildren(TemplatesDialog)
    assert desk.window.page.composer.text() == ""
    assert dialog.list.count() == 1
    dialog.name.setText("Short")
    dialog.name.textEdited.emit("Short")
    dialog.text.setPlainText("Be short.")
    dialog.accept()
    desk.wait(lambda: desk.application.settings.current.prompt_templates == {"Short": "Be short."})
    desk.type("/")
    desk.wait(lambda: names(desk) == ["Short"])


def test_a_path_stays_a_message_where_there_are_no_templates(start: Start) -> None:
    desk = start()
    desk.type("/e")
    assert names(desk) == []


def test_they_are_written_and_removed_in_a_dialog(start: Start) -> None:
    desk = start(prompt_templates=TEMPLATES)
    dialog = desk.window.picker.manage()
    dialog.remove.click()
    dialog.new.click()
    desk.qtbot.keyClicks(dialog.name, "Rhyme")
    dialog.text.setPlainText("Let it rhyme.")
    dialog.accept()
    expected = {"Letter": TEMPLATES["Letter"], "Short": "Be short.", "Rhyme": "Let it rhyme."}
    desk.wait(lambda: desk.application.settings.current.prompt_templates == expected)
    other = desk.window.picker.manage()
    other.remove.click()
    other.reject()
    desk.settle()
    assert desk.application.settings.current.prompt_templates == expected
