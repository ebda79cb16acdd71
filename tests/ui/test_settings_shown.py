"""The settings: every control takes effect at once and is there again after a restart."""

from __future__ import annotations

import threading

from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from paddock import __version__
from paddock.application import build
from paddock.core.models import GUIDE
from paddock.core.params import Overflow
from paddock.services.storage import Kind, place_of
from paddock.ui.settings.dialog import SettingsDialog
from paddock.ui.theme import DARK


def settings_of(desk: Desk) -> SettingsDialog:
    desk.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    return dialog


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_theme_and_text_size(start: Start) -> None:
    desk = start()
    section = settings_of(desk).appearance_section
    next(button for button in section.themes.buttons() if button.text() == "Dark").click()
    assert desk.appearance.palette is DARK
    section.scale.setCurrentIndex(section.scale.findText("150 %"))
    section.scale.activated.emit(section.scale.currentIndex())
    assert desk.appearance.scale == 1.5
    desk.wait(lambda: desk.application.settings.current.theme == "dark")
    desk.wait(lambda: desk.application.settings.current.text_scale == 1.5)
    desk.close()
    assert start().appearance.palette is DARK


def test_the_chosen_theme_has_the_focus_and_the_accent(start: Start) -> None:
    desk = start(theme="dark")
    dialog = settings_of(desk)
    chosen = {button.text(): button for button in dialog.appearance_section.themes.buttons()}
    assert dialog.focusWidget() is chosen["Dark"]
    accent = QColor(desk.appearance.palette.accent)
    fills = {name: button.grab().toImage().pixelColor(8, button.height() // 2) for name, button in chosen.items()}
    assert [name for name, fill in fills.items() if fill == accent] == ["Dark"]


def test_the_context_is_what_the_engine_gets(start: Start) -> None:
    desk = start()
    section = settings_of(desk).models_section
    assert section.context.currentText() == "Automatic"
    section.context.setCurrentIndex(section.context.findData(2048))
    section.context.activated.emit(section.context.currentIndex())
    desk.wait(lambda: desk.application.settings.current.n_ctx == 2048)
    desk.window.findChild(SettingsDialog).close()
    desk.ask("Hello")
    assert desk.engine.loads[-1][1].n_ctx == 2048


def test_privacy_says_where_the_key_is_and_which_connections_there_are(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk)
    assert desk.application.store_key.detail in words_of(dialog.privacy_section)
    words = words_of(dialog.network_section)
    assert "huggingface.co" in words
    assert "no telemetry" in words


def test_privacy_says_what_the_engine_is_kept_from(start: Start) -> None:
    desk = start()
    desk.application.generation.devices()  # starts it
    assert "Confined: reads only models · no network" in words_of(settings_of(desk).privacy_section)


def test_privacy_says_so_while_there_is_no_engine(start: Start) -> None:
    assert "not been started yet" in words_of(settings_of(start(preload=False)).privacy_section)


def test_what_is_stored_where_is_said_with_its_size(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    dialog = settings_of(desk)
    dialog.show_page("privacy")
    section = dialog.storage_section
    desk.wait(lambda: "nothing yet" in section.kinds[Kind.COPIES].meaning)
    for kind in set(Kind) - {Kind.OTHER}:
        assert str(place_of(desk.application.paths, kind)) in section.kinds[kind].meaning
        assert section.buttons[kind].isVisible()
    assert "Encrypted." in section.kinds[Kind.CHATS].meaning
    assert " files" in section.kinds[Kind.CHATS].meaning
    assert "Not encrypted." in section.kinds[Kind.LOGS].meaning
    assert "1 KB in one file" in section.kinds[Kind.MODELS].meaning


def test_about_names_the_version_and_the_licence(start: Start) -> None:
    words = words_of(settings_of(start()).about_section)
    assert __version__ in words
    assert "Apache License 2.0" in words


def test_what_was_chosen_last_is_written_before_the_window_has_closed(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    busy = threading.Event()
    for _ in range(4):  # as many as other calls may run at once
        desk.window.tasks.pool(busy.wait)
    sections = settings_of(desk)
    next(button for button in sections.appearance_section.themes.buttons() if button.text() == "Dark").click()
    sections.models_section.context.activated.emit(sections.models_section.context.currentIndex())
    sections.close()
    for scale in (1.5, 1.2, 1.4):
        desk.window.looks.set_scale(scale)
    desk.window.new_chat()
    with desk.qtbot.waitSignal(desk.window.conversation.draft_loaded):
        pass
    desk.window.conversation.set_model("another")
    desk.close()
    written = build({"PADDOCK_HOME": str(desk.application.paths.config.parent)}).settings.current
    busy.set()
    assert (written.theme, written.text_scale, written.open_chat) == ("dark", 1.4, None)
    assert written.default_model == "another"


def test_the_model_that_was_picked_answers_even_when_enter_comes_before_it_is_written(start: Start) -> None:
    desk = start()
    gate = threading.Event()
    desk.window.tasks.store(gate.wait)  # nothing is written yet
    desk.window.conversation.set_model(GUIDE)
    at_once = desk.window.conversation.model_ref
    desk.type("Hello")
    desk.press(Qt.Key.Key_Return)
    gate.set()
    assert at_once == GUIDE
    desk.wait(lambda: desk.messages and not desk.window.conversation.answering)
    chat = desk.window.conversation.chat
    assert chat is not None
    assert chat.model == GUIDE
    desk.window.new_chat()
    assert desk.window.conversation.model_ref == desk.application.settings.current.default_model == GUIDE


def test_what_holds_for_all_models_is_kept_and_reaches_the_engine(start: Start) -> None:
    desk = start()
    section = settings_of(desk).models_section
    assert section.preload.isChecked()
    assert section.tune.isChecked()
    section.preload.click()
    section.tune.click()
    section.idle.setCurrentIndex(section.idle.findText("After 5 minutes"))
    section.idle.activated.emit(section.idle.currentIndex())
    section.overflow.setCurrentIndex(section.overflow.findText("Stop and say so"))
    section.overflow.activated.emit(section.overflow.currentIndex())
    desk.wait(lambda: desk.application.settings.current.overflow == "stop")
    current = desk.application.settings.current
    assert (current.preload, current.tune, current.idle_unload_minutes) == (False, False, 5)
    assert (desk.engine.configs[-1].tune, desk.engine.configs[-1].idle_unload) == (False, 300.0)
    desk.window.findChild(SettingsDialog).close()
    desk.ask("Hello")
    assert desk.engine.requests[-1].overflow is Overflow.STOP


def test_sampling_of_all_models(start: Start) -> None:
    desk = start()
    dialog = settings_of(desk).models_section.change_sampling()
    field = dialog.editor.numbers["temperature"]
    field.setText("0.1")
    field.editingFinished.emit()
    assert dialog.reset.isEnabled()
    desk.wait(lambda: desk.application.settings.current.sampling)
    dialog.accept()
    desk.window.findChild(SettingsDialog).close()
    desk.ask("Hello")
    assert desk.engine.requests[-1].sampling.temperature == 0.1
    desk.window.show_settings()
    again = desk.window.findChildren(SettingsDialog)[-1].models_section.change_sampling()
    assert again.editor.numbers["temperature"].text() == "0.1"
    again.reset.click()
    assert again.editor.numbers["temperature"].text() == "0.7"
    desk.wait(lambda: not desk.application.settings.current.sampling)


def test_processed_chats_are_counted_limited_cleared_and_switched_off(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    folder = desk.application.cache.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "block").write_bytes(bytes(3_000_000))
    section = settings_of(desk).cache_section
    desk.wait(lambda: section.used.text() == "3.0 MB")
    section.limit.setCurrentIndex(section.limit.findText("2 GB"))
    section.limit.activated.emit(section.limit.currentIndex())
    desk.wait(lambda: desk.engine.configs[-1].cache_limit == 2_000_000_000)
    section.clear_button.click()
    desk.wait(lambda: section.used.text() == "nothing")
    assert not (folder / "block").exists()
    assert not section.clear_button.isEnabled()
    section.keep.click()
    desk.wait(lambda: desk.engine.configs[-1].cache_limit == 0)
    assert not section.limit.isEnabled()


def test_offline_is_a_switch_and_connections_are_a_list(start: Start) -> None:
    desk = start()
    section = settings_of(desk).network_section
    section.offline.click()
    desk.wait(lambda: desk.application.settings.current.offline)
    desk.application.connections.note("https://hub.example/api/models", "https://hub.example")
    listed = section.show_list()
    desk.wait(lambda: listed.table.rowCount() == 1)
    assert [listed.table.item(0, column).text() for column in (1, 2)] == ["hub.example", "a search"]
    listed.accept()


def test_the_list_of_connections_can_be_cleared(start: Start) -> None:
    desk = start()
    desk.application.connections.note("https://hub.example/api/models", "https://hub.example")
    listed = settings_of(desk).network_section.show_list()
    desk.wait(lambda: listed.clear_button.isEnabled())
    listed.clear_button.click()
    desk.wait(lambda: listed.empty.isVisible())
    assert desk.application.connections.all() == ()
    listed.accept()
