"""The inspector: what it shows is so, and what is set there holds for the next answer or the next load."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, Start, TellingEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from paddock.core.models import DeviceMemory, ModelActivity
from paddock.core.params import SAMPLERS, Adapter, KvType, Overflow, Switch
from paddock.engine.fake import FakeAnswer
from paddock.ui.inspector.panel import ANSWERS, MODEL, NOW

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(desk: Desk, page: int) -> Desk:
    """The window with the inspector at one of its pages, and a model that has answered."""
    desk.ask("Hello")
    desk.window.show_inspector(page)
    return desk


def ask(desk: Desk, text: str) -> None:
    """Go back to the message, and ask."""
    desk.window.page.composer.edit.setFocus()
    desk.ask(text)


def set_number(desk: Desk, field: str, text: str) -> None:
    numbers = {**desk.window.inspector.answers.sampling.numbers, **desk.window.inspector.model.editor.numbers}
    numbers[field].setText(text)
    numbers[field].editingFinished.emit()


def choose(desk: Desk, field: str, words: str) -> None:
    box = desk.window.inspector.model.editor.choices[field]
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


# --- the panel


def test_it_comes_and_goes_by_key_and_stays_as_it_was_left(start: Start) -> None:
    desk = start()
    panel, composer = desk.window.inspector, desk.window.page.composer.edit
    assert not panel.isVisible()
    desk.press(Qt.Key.Key_I, CTRL)
    assert panel.isVisible()
    assert desk.window.header.inspector_button.isChecked()
    assert panel.isAncestorOf(desk.window.focusWidget())
    desk.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert composer.hasFocus()
    desk.click("Inspector")
    desk.wait(lambda: desk.application.settings.current.inspector_visible)
    desk.close()
    again = start()
    assert again.window.inspector.isVisible()
    assert again.window.page.composer.edit.hasFocus()


def test_it_stands_beside_the_chat_and_above_it_where_there_is_no_room(start: Start) -> None:
    desk = opened(start(), NOW)
    window, panel, page = desk.window, desk.window.inspector, desk.window.page

    def right() -> int:
        return page.mapTo(window, page.rect().topRight()).x()

    window.resize(1400, 800)
    desk.wait(lambda: panel.geometry().right() == window.width() - 1 == 1399)
    desk.wait(lambda: right() < panel.geometry().left())
    window.resize(window.minimumSize())
    desk.wait(lambda: panel.geometry().right() == window.width() - 1 == window.minimumWidth() - 1)
    desk.wait(lambda: right() > panel.geometry().left())
    assert panel.width() == panel.preferred_width()
    desk.press(Qt.Key.Key_M, CTRL)
    assert not panel.isVisible(), "it belongs to the chat"
    desk.press(Qt.Key.Key_M, CTRL)
    assert panel.isVisible()


@pytest.mark.parametrize("page", [NOW, ANSWERS, MODEL])
def test_every_page_is_reached_by_tab(start: Start, page: int) -> None:
    desk = opened(start(), page)
    panel = desk.window.inspector
    panel.tabs.button(page).setFocus()
    seen = []
    for _ in range(80):
        desk.press(Qt.Key.Key_Tab)
        focus = desk.window.focusWidget()
        if focus is None or not panel.isAncestorOf(focus):
            break
        seen.append(focus)
    wanted = (panel.now.speed_button, panel.answers.overflow, panel.model.editor.numbers["n_ctx"])[page]
    assert wanted in seen


# --- now


def test_it_says_what_the_engine_does_and_how_the_last_answer_went(start: Start) -> None:
    desk = opened(start(["Seven words are enough to be timed"]), NOW)
    now = desk.window.inspector.now
    for words in ("Runs on: CPU It is a fake.", "KV cache: f16", "Memory on CPU: 1.2 GB", "llama.cpp: fake-1"):
        assert words in now.engine.words()
    for words in ("Answer: 100.0 tokens/s 7 tokens.", "Seed: 42", "Model: Small Llama"):
        assert words in now.answer.words()
    desk.wait(lambda: "of 4K tokens" in now.context.text())
    assert "The model sees the whole chat." in now.context.text()


def test_it_follows_the_engine_and_not_more_often_than_the_eye(start: Start) -> None:
    engine = TellingEngine()
    desk = opened(start(engine=engine), NOW)
    now, status = desk.window.inspector.now, engine.status
    assert status.model is not None
    pictures = QSignalSpy(desk.window.inspecting.refreshed)
    for done in range(201):
        activity = ModelActivity(status.model.path, 4096, done, 2, 25_000_000, done, 200)
        engine.tell(replace(status, activity=(activity,)))
    desk.wait(lambda: "Processed ahead: 200 of 200 tokens" in now.engine.words())
    assert "Remembered: 200 of 4,096 tokens Of 2 conversations." in now.engine.words()
    assert "On the disk: 25 MB" in now.engine.words()
    assert pictures.count() < 20, "200 changes are a few pictures"


def test_rows_that_come_and_go_leave_nothing_behind(start: Start) -> None:
    engine = TellingEngine()
    desk = opened(start(engine=engine), NOW)
    rows, status = desk.window.inspector.now.engine, engine.status
    assert status.model is not None
    more = replace(status.model, draft="small.gguf", n_adapters=1, memory=(DeviceMemory("CPU", 1), DeviceMemory("GPU")))
    engine.tell(replace(status, model=more, models=(more,)))
    desk.wait(lambda: "Draft model: small.gguf" in rows.words())
    engine.tell(status)
    desk.wait(lambda: "Draft model" not in rows.words())

    def shown() -> int:  # Qt shows what was added to a layout only when its events are next handled
        return len([child for child in rows.children() if child.isWidgetType() and not child.isHidden()])  # type: ignore[attr-defined]

    desk.wait(lambda: shown() == 2 * len(rows.words().split("\n")))


# --- answers


def test_a_sampler_holds_from_the_next_answer_on_for_that_model(start: Start) -> None:
    desk = opened(start(), ANSWERS)
    desk.click("All chats with it")
    set_number(desk, "temperature", "0.2")
    set_number(desk, "top_k", "7")
    desk.wait(lambda: desk.application.settings.current.sampling)
    ask(desk, "And now?")
    sampling = desk.engine.requests[-1].sampling
    assert (sampling.temperature, sampling.top_k) == (0.2, 7)
    desk.close()
    again = opened(start(), ANSWERS)
    again.click("All chats with it")
    page = again.window.inspector.answers
    assert page.sampling.numbers["temperature"].text() == "0.2"
    again.click("All back to the default")
    again.wait(lambda: not again.application.settings.current.sampling)
    again.wait(lambda: page.sampling.numbers["temperature"].text() == "0.7")
    assert not page.reset.isEnabled()


def test_one_sampler_goes_back_to_its_default(start: Start) -> None:
    desk = opened(start(), ANSWERS)
    desk.click("All chats with it")
    set_number(desk, "temperature", "1.5")
    desk.click("Temperature: back to the default")
    desk.wait(lambda: not desk.application.settings.current.sampling)
    desk.wait(lambda: desk.window.inspector.answers.sampling.numbers["temperature"].text() == "0.7")


def test_order_stop_texts_seed_and_schema_reach_the_engine(start: Start) -> None:
    desk = opened(start(), ANSWERS)
    editor = desk.window.inspector.answers.sampling
    editor.order.setCurrentRow(0)
    desk.qtbot.keyClick(editor.order, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    editor.stop.setPlainText("###\n\\n\\n")
    editor.stop.edited.emit()
    editor.seed.setText("7")
    editor.seed.editingFinished.emit()
    editor.form.setCurrentIndex(1)
    editor.form_text.setPlainText('{"type": "object"}')
    editor.form_text.edited.emit()
    ask(desk, "And now?")
    sampling = desk.engine.requests[-1].sampling
    assert sampling.samplers == (SAMPLERS[1], SAMPLERS[0], *SAMPLERS[2:])
    assert (sampling.stop, sampling.seed, sampling.json_schema) == (("###", "\n\n"), 7, '{"type": "object"}')


def test_the_policy_belongs_to_the_chat(start: Start) -> None:
    desk = opened(start(), ANSWERS)
    box = desk.window.inspector.answers.overflow
    assert box.currentText() == "Leave the oldest messages out"
    box.activated.emit(2)
    ask(desk, "And now?")
    assert desk.engine.requests[-1].overflow is Overflow.STOP
    first = desk.window.conversation.chat
    assert first is not None
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None and not desk.messages)
    assert box.currentIndex() == 0
    box.activated.emit(1)
    ask(desk, "In a new chat")
    chat = desk.window.conversation.chat
    assert chat is not None
    assert chat.overflow is Overflow.SUMMARISE
    assert desk.application.open_store().get(first.id).overflow is Overflow.STOP


def test_the_guide_has_nothing_to_set(start: Start) -> None:
    desk = start(default_model="guide")
    desk.window.show_inspector(ANSWERS)
    desk.window.conversation.set_model("guide")
    assert not desk.window.inspector.answers.sampling.isVisible()
    desk.window.inspector.show_page(MODEL)
    assert not desk.window.inspector.model.editor.isVisible()


# --- model


def test_nothing_is_loaded_anew_before_apply_and_then_it_holds(start: Start) -> None:
    desk = opened(start(), MODEL)
    editor = desk.window.inspector.model.editor
    assert not editor.apply_button.isEnabled()
    before = len(desk.engine.loads)
    set_number(desk, "n_ctx", "2048")
    choose(desk, "type_k", "q8_0")
    choose(desk, "flash_attention", "On")
    set_number(desk, "n_threads", "3")
    assert len(desk.engine.loads) == before
    desk.click("Apply")
    desk.wait(lambda: len(desk.engine.loads) > before)
    params = desk.engine.loads[-1][1]
    assert (params.n_ctx, params.n_threads) == (2048, 3)
    assert params.type_k is KvType.Q8_0
    assert params.flash_attention is Switch.ON
    desk.wait(lambda: not editor.apply_button.isEnabled())
    desk.close()
    again = opened(start(), MODEL)
    assert again.engine.loads[-1][1] == params
    again.click("All automatic")
    again.click("Apply")
    again.wait(lambda: not again.application.settings.current.model_params)
    again.wait(lambda: again.engine.loads[-1][1].n_ctx == 0)


def test_a_model_is_not_taken_from_under_an_answer(start: Start) -> None:
    gate = threading.Event()
    desk = opened(start(["Hello.", FakeAnswer("One two three", gate=gate)]), MODEL)
    set_number(desk, "n_ctx", "2048")
    editor = desk.window.inspector.model.editor
    assert editor.apply_button.isEnabled()
    desk.window.conversation.send("More")
    desk.wait(lambda: not editor.apply_button.isEnabled())
    gate.set()
    desk.wait(editor.apply_button.isEnabled)


def test_the_processor_can_be_chosen_once_the_devices_are_known(start: Start) -> None:
    desk = opened(start(), MODEL)
    box = desk.window.inspector.model.editor.choices["device"]
    desk.wait(lambda: box.findText("The processor") >= 0)
    choose(desk, "device", "The processor")
    desk.click("Apply")
    desk.wait(lambda: desk.engine.loads[-1][1].device == "CPU")


def test_adapters_act_at_once(start: Start, tmp_path: Path) -> None:
    desk = opened(start(), MODEL)
    box = desk.window.inspector.model.editor.adapters
    dialog = box.ask_file()
    dialog.fileSelected.emit(str(tmp_path / "pirate.gguf"))
    dialog.reject()
    desk.wait(lambda: desk.engine.loads[-1][1].adapters == (Adapter(tmp_path / "pirate.gguf", 1.0),))
    box.rows[0].slider.setValue(10)
    desk.wait(lambda: desk.engine.loads[-1][1].adapters == (Adapter(tmp_path / "pirate.gguf", 0.5),))
    box.add(tmp_path / "pirate.gguf")
    assert len(box.rows) == 1, "a file acts once"
    box.rows[0].remove.click()
    desk.wait(lambda: desk.engine.loads[-1][1].adapters == ())
    desk.wait(lambda: not desk.application.settings.current.model_params)


def test_a_draft_model_is_one_of_the_models_or_a_file(start: Start, tmp_path: Path) -> None:
    desk = opened(start(), MODEL)
    editor = desk.window.inspector.model.editor
    dialog = editor.ask_draft()
    dialog.fileSelected.emit(str(tmp_path / "draft.gguf"))
    dialog.reject()
    assert editor.choices["draft"].currentText() == "draft"
    desk.window.inspector.page_shown.emit()
    assert editor.choices["draft"].currentText() == "draft", "what is being changed is not taken away"
    desk.click("Apply")
    desk.wait(lambda: desk.engine.loads[-1][1].draft == tmp_path / "draft.gguf")
