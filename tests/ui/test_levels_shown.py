"""The inspector says where each setting of a chat comes from, and leads back to what is inherited."""

from __future__ import annotations

from desk import Desk, Start

from paddock.core.params import Overflow, SamplingParams
from paddock.core.personas import Persona
from paddock.ui.fields import FieldRow
from paddock.ui.inspector.panel import ANSWERS, MODEL


def set_number(desk: Desk, field: str, text: str) -> None:
    number = desk.window.inspector.answers.sampling.numbers[field]
    number.setText(text)
    number.editingFinished.emit()


def row_of(desk: Desk, field: str) -> FieldRow:
    row = desk.window.inspector.answers.sampling.numbers[field].parent()
    assert isinstance(row, FieldRow)
    return row


def said(desk: Desk, field: str) -> tuple[str, str]:
    """A sampler's number as shown, and where it comes from."""
    return desk.window.inspector.answers.sampling.numbers[field].text(), row_of(desk, field).origin.text()


def ask(desk: Desk, text: str) -> None:
    desk.window.page.composer.edit.setFocus()
    desk.ask(text)


def test_chat_before_model_before_all_models(start: Start) -> None:
    desk = start(["One.", "Two.", "Three.", "Four.", "Five."])
    desk.application.generation.set_sampling("", SamplingParams(temperature=0.3))
    desk.ask("Hello")
    desk.window.show_inspector(ANSWERS)
    assert said(desk, "temperature") == ("0.3", "Set for all models")
    assert said(desk, "top_k") == ("40", "Paddock's default")
    desk.click("All chats with it")
    set_number(desk, "temperature", "0.5")
    desk.wait(lambda: said(desk, "temperature") == ("0.5", "Set for this model"))
    desk.click("This chat")
    set_number(desk, "temperature", "0.9")
    assert said(desk, "temperature") == ("0.9", "Set for this chat")
    ask(desk, "And here?")
    assert desk.engine.requests[-1].sampling.temperature == 0.9
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    desk.wait(lambda: said(desk, "temperature") == ("0.5", "Set for this model"))
    ask(desk, "And elsewhere?")
    assert desk.engine.requests[-1].sampling.temperature == 0.5
    desk.close()

    again = start(["Six."], inspector_visible=True)
    first = again.application.open_store().chats()[-1]
    again.window.open_chat(first.id)
    again.wait(lambda: again.window.conversation.chat is not None and again.window.conversation.chat.id == first.id)
    again.window.show_inspector(ANSWERS)
    again.wait(lambda: said(again, "temperature") == ("0.9", "Set for this chat"))
    again.click("Temperature: back to what is set for the model")
    again.wait(lambda: said(again, "temperature") == ("0.5", "Set for this model"))
    again.click("All chats with it")
    again.click("Temperature: back to what is set for all models")
    again.wait(lambda: said(again, "temperature") == ("0.3", "Set for all models"))
    ask(again, "And now?")
    assert again.engine.requests[-1].sampling.temperature == 0.3


def test_a_chat_that_does_not_exist_yet_has_its_own(start: Start) -> None:
    desk = start()
    desk.window.show_inspector(ANSWERS)
    desk.wait(lambda: said(desk, "top_k") == ("40", "Paddock's default"))
    set_number(desk, "top_k", "7")
    assert said(desk, "top_k") == ("7", "Set for this chat")
    ask(desk, "Hello")
    assert desk.engine.requests[-1].sampling.top_k == 7
    assert not desk.application.settings.current.sampling
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    desk.wait(lambda: said(desk, "top_k") == ("40", "Paddock's default"))


def test_what_a_persona_says_and_the_way_back_to_it(start: Start) -> None:
    desk = start(["One.", "Two.", "Three."])
    ada = desk.application.personas.save(
        Persona(0, "Ada", system_prompt="You are Ada.", sampling='{"temperature": 0.2, "json_schema": "{}"}')
    )
    desk.wait(lambda: desk.window.personas.all)
    desk.window.personas.begin(ada.id)
    desk.wait(lambda: desk.window.header.persona.isVisible())
    desk.window.show_inspector(ANSWERS)
    page = desk.window.inspector.answers
    desk.wait(lambda: said(desk, "temperature") == ("0.2", "From Ada"))
    assert page.prompt_row.origin.text() == "From Ada"
    assert page.prompt_row.reset.isHidden()
    assert not page.reset.isEnabled()
    desk.window.conversation.set_prompt("You are Charles.")
    desk.wait(lambda: page.prompt_row.origin.text() == "Set for this chat")
    set_number(desk, "temperature", "1")
    set_number(desk, "min_p", "0.2")
    assert said(desk, "temperature") == ("1", "Set for this chat")
    desk.click("Temperature: back to what Ada has")
    desk.wait(lambda: said(desk, "temperature") == ("0.2", "From Ada"))
    desk.click("System prompt: back to what Ada has")
    desk.wait(lambda: page.prompt_row.origin.text() == "From Ada")
    ask(desk, "Hello")
    request = desk.engine.requests[-1]
    assert (request.turns[0].text, request.sampling.temperature) == ("You are Ada.", 0.2)
    assert (request.sampling.min_p, request.sampling.json_schema) == (0.2, "{}")
    page.sampling.groups["Form of the answer"].header.setChecked(True)
    page.sampling.form.setCurrentIndex(0)
    page.sampling.form.activated.emit(0)
    desk.click("Form: back to what Ada has")
    desk.wait(lambda: page.sampling.form.currentIndex() == 1)
    set_number(desk, "top_k", "3")
    page.reset.click()
    desk.wait(lambda: said(desk, "min_p") == ("0.05", "Paddock's default"))
    assert said(desk, "temperature") == ("0.2", "From Ada")


def test_the_context_says_where_it_comes_from(start: Start) -> None:
    desk = start(n_ctx=2048)
    desk.ask("Hello")
    desk.window.show_inspector(MODEL)
    editor = desk.window.inspector.model.editor
    number, other = editor.numbers["n_ctx"], editor.numbers["n_threads"]
    row, below = number.parent(), other.parent()
    assert isinstance(row, FieldRow)
    assert isinstance(below, FieldRow)
    assert (number.text(), row.origin.text()) == ("2048", "Set for all models")
    assert below.origin.text() == "Paddock's default"
    number.setText("1024")
    number.editingFinished.emit()
    assert row.origin.text() == "Set for this model"
    desk.click("Context: back to what is set for all models")
    assert (number.text(), row.origin.text()) == ("2048", "Set for all models")


def test_the_policy_says_where_it_comes_from(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    desk.window.show_inspector(ANSWERS)
    page = desk.window.inspector.answers
    assert page.overflow_row.origin.text() == "As in the settings"
    page.overflow.setCurrentIndex(2)
    page.overflow.activated.emit(2)
    desk.wait(lambda: page.overflow_row.origin.text() == "Set for this chat")
    desk.click("When the context is full: back to what the settings say")
    desk.wait(lambda: page.overflow_row.origin.text() == "As in the settings")
    assert page.overflow.currentIndex() == 0
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.settle()
    assert desk.application.open_store().get(chat.id).overflow is Overflow.SHIFT
