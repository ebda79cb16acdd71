"""How a model is talked to: shown, chosen, and told of where it is not known or new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtGui import QGuiApplication

from paddock.core.errors import Remedy, UserError
from paddock.core.families import PROMPT_FORMATS
from paddock.core.messages import MessageStatus, Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.tools import ToolDefinition
from paddock.engine.api import GenerationRequest
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.templates import SAMPLE
from paddock.ui.inspector.panel import ANSWERS, NOW
from paddock.ui.prompt_format.dialog import FormatDialog
from paddock.ui.widgets import TextButton

SHA = "ab" * 32
NEW = "Small Llama brings a chat template that Paddock has not seen before."
WOULD = "What this model would be given for this chat, up to its last question."
BROKEN = "The chat template in the file of Small Llama does not work."
UNKNOWN = "Paddock does not know how Small Llama wants to be talked to."
REPORT = TemplateReport(
    TemplateSource.FILE,
    family="llama-3",
    family_name="Llama 3",
    sha256=SHA,
    tokens=(1, 2, 3, 4),
    pieces=("<|begin_of_text|>", "Hello", " there", "<|eot_id|>"),
    bos_count=1,
    stop_tokens=("<|eot_id|>",),
    warnings=("It writes two BOS tokens.",),
)


class Engine(FakeEngine):
    """Every model it loads has these facts, and a format that is chosen holds."""

    def __init__(self, answers: Any = ("An answer.",), report: TemplateReport = REPORT, **facts: Any) -> None:
        super().__init__(answers, template=report)
        self.facts = facts

    def _model(self, path: Path, params: LoadParams) -> LoadedModel:
        model = replace(super()._model(path, params), **self.facts)
        return replace(model, template_source="chosen") if params.prompt_format else model

    def inspect(self, path: Path, request: GenerationRequest, prompt_format: str) -> TemplateReport:
        report = super().inspect(path, request, prompt_format)
        return replace(report, source=TemplateSource.CHOSEN, known="") if prompt_format else report


def opened(desk: Desk) -> FormatDialog:
    """The dialog, once it shows something."""
    desk.wait(lambda: desk.window.formats.dialog is not None)
    dialog = desk.window.formats.dialog
    assert dialog is not None
    desk.wait(lambda: "Reading" not in dialog.told.text())
    return dialog


def choose(dialog: FormatDialog, format_id: str) -> None:
    dialog.choice.setCurrentIndex(dialog.choice.findData(format_id))
    dialog.choice.activated.emit(dialog.choice.currentIndex())


def closed(desk: Desk, dialog: FormatDialog) -> None:
    dialog.close_button.click()
    desk.wait(lambda: desk.window.formats.dialog is None)


# --- the dialog


def test_it_shows_what_the_model_of_the_chat_was_given(start: Start) -> None:
    engine = Engine()
    desk = start(engine=engine)
    desk.ask("Hello there")
    desk.window.header.format_requested.emit()
    dialog = opened(desk)
    assert engine.inspections[-1][1].turns == (Turn(Role.USER, "Hello there"),), "as before its last answer"
    assert dialog.told.text() == WOULD
    assert dialog.view.toPlainText() == "Hello there"
    assert dialog.warnings.words() == "It writes two BOS tokens."
    for words in ("Comes from: the file", "Family: Llama 3", "sha256 abababababababab…", "Ends at: <|eot_id|>"):
        assert words in dialog.facts.words()
    dialog.hash_button.click()
    assert QGuiApplication.clipboard().text() == SHA
    dialog.tokens_button.click()
    assert dialog.view.toPlainText() == "1  <|begin_of_text|>\n2  Hello\n3  ·there\n4  <|eot_id|>"
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("1  <|begin_of_text|>")
    closed(desk, dialog)


def test_before_anything_was_asked_it_is_a_sample(start: Start) -> None:
    engine = Engine()
    desk = start(engine=engine)
    desk.window.formats.show()
    dialog = opened(desk)
    assert engine.inspections[-1][1].turns == SAMPLE
    assert dialog.told.text().startswith("The prompt of a short sample")
    closed(desk, dialog)


def test_tools_are_shown_to_the_model_beside_the_chat(start: Start) -> None:
    engine = Engine()
    desk = start(engine=engine)
    desk.window.formats.show()
    dialog = opened(desk)
    assert not dialog.tools.isVisible()
    dialog.tools_button.click()
    assert dialog.tools.edit.hasFocus()
    dialog.tools.edit.setPlainText('[{"name": "get_weather", "parameters": {"type": "object"}}]')
    weather = ToolDefinition("get_weather", parameters='{"type": "object"}')
    desk.wait(lambda: engine.inspections[-1][1].tools == (weather,))
    dialog.tools.edit.setPlainText('[\n{"name": }]')
    desk.wait(dialog.tools.problem.isVisible)
    assert "line 2 is not JSON" in dialog.tools.problem.text()
    choose(dialog, "llama-3.1")
    desk.wait(lambda: engine.inspections[-1][2] == "llama-3.1")
    assert engine.inspections[-1][1].tools == (weather,), "what could be read last still holds"
    dialog.told.setText("Reading")
    dialog.tools_button.click()
    opened(desk)
    assert engine.inspections[-1][1].tools == ()
    assert not dialog.tools.isVisible()
    closed(desk, dialog)


def test_control_tokens_are_marked_and_their_spellings_are_not(start: Start) -> None:
    desk = start(engine=Engine())
    desk.window.formats.show()
    dialog = opened(desk)
    pieces = ("<|begin_of_text|>", "a", " <|", "eot", "_id", "|>", "<|eot_id|>")
    text = "<|begin_of_text|>a <|eot_id|><|eot_id|>"
    dialog.show_report(replace(REPORT, text=text, pieces=pieces, tokens=tuple(range(7))), "A prompt.")
    marked, cursor = [], dialog.view.textCursor()
    for at in range(len(text)):
        cursor.setPosition(at + 1)  # the format of the character before it
        if cursor.charFormat().background().color().name() == desk.appearance.palette.selected:
            marked.append(at)
    assert marked == [*range(17), *range(29, 39)]
    closed(desk, dialog)


def test_a_chosen_format_holds_at_once_and_stays(start: Start, home: Path) -> None:
    engine = Engine()
    desk = start(engine=engine)
    desk.ask("Hello")
    desk.window.show_inspector(NOW)
    now = desk.window.inspector.now
    assert "Prompt format: from the file" in now.engine.words()
    show = next(button for button in now.findChildren(TextButton) if button.text() == "Show…")
    desk.wait(show.isVisible)
    desk.click("Prompt format: Show…")
    dialog = opened(desk)
    assert dialog.choice.currentText() == "Automatic"
    assert dialog.choice.count() == 1 + len(PROMPT_FORMATS)
    choose(dialog, "alpaca")
    desk.wait(lambda: engine.loads[-1][1].prompt_format == "alpaca")
    desk.wait(lambda: "Prompt format: Alpaca, chosen by you" in now.engine.words())
    desk.wait(lambda: engine.inspections[-1][2] == "alpaca")
    desk.wait(lambda: "Comes from: your choice: Alpaca" in dialog.facts.words())
    assert "The file's own template is not used." in dialog.facts.words()
    closed(desk, dialog)
    assert desk.window.focusWidget() is desk.window.page.composer.edit
    assert len(desk.messages) == 2, "nothing had failed, so nothing is asked again"
    ref = str(home / "models" / "small.gguf")
    assert desk.application.settings.current.model_params == {ref: {"prompt_format": "alpaca"}}
    desk.window.formats.show()
    dialog = opened(desk)
    assert dialog.choice.currentData() == "alpaca"
    choose(dialog, "")
    desk.wait(lambda: not desk.application.settings.current.model_params)
    closed(desk, dialog)


def test_other_settings_of_the_model_are_kept(start: Start, home: Path) -> None:
    desk = start(engine=Engine(), model_params={str(home / "models" / "small.gguf"): {"n_ctx": 2048}})
    desk.window.formats.show()
    dialog = opened(desk)
    choose(dialog, "vicuna")
    desk.wait(lambda: desk.engine.loads[-1][1] == LoadParams(n_ctx=2048, prompt_format="vicuna"))
    closed(desk, dialog)


def test_a_file_that_cannot_be_read_says_why(start: Start, home: Path) -> None:
    engine = Engine()
    desk = start(engine=engine, preload=False)
    engine._load_errors[home / "models" / "small.gguf"] = UserError("It is damaged.", "Take another.")
    desk.window.formats.show()
    dialog = opened(desk)
    assert dialog.told.text() == "It is damaged. Take another."
    assert not dialog.copy_button.isEnabled()
    closed(desk, dialog)


def test_a_template_that_does_not_render_says_why(start: Start) -> None:
    desk = start(engine=Engine(report=replace(REPORT, error="It does not come to an end.")))
    desk.window.formats.show()
    dialog = opened(desk)
    assert dialog.told.text() == "It does not come to an end."
    assert dialog.view.toPlainText() == ""
    closed(desk, dialog)


def test_the_guide_has_nothing_to_choose(start: Start) -> None:
    desk = start(engine=Engine())
    desk.window.conversation.set_model("guide")
    desk.wait(lambda: desk.window.conversation.model_ref == "guide")
    desk.window.formats.show()
    dialog = opened(desk)
    assert not dialog.choice.isVisible()
    closed(desk, dialog)


@pytest.mark.parametrize(
    ("overflow", "words"),
    [
        ("shift", "What does not fit into the context is left out, the oldest messages first."),
        ("summarise", "A summary takes the place of the oldest messages if they do not fit."),
        ("stop", "If it does not fit into the context, there is no answer."),
    ],
)
def test_of_a_prompt_that_does_not_fit_it_says_what_happens(start: Start, overflow: str, words: str) -> None:
    long = replace(REPORT, tokens=(1,) * 4000, pieces=("a",) * 4000)
    desk = start(engine=Engine(report=long, n_ctx=4096), overflow=overflow)
    desk.ask("Hello")
    desk.window.formats.show()
    dialog = opened(desk)
    assert dialog.told.text() == f"{WOULD} {words}"
    closed(desk, dialog)


def test_of_the_guide_it_says_what_it_is_not_given(start: Start) -> None:
    desk = start(engine=Engine())
    desk.window.conversation.set_model("guide")
    desk.wait(lambda: desk.window.conversation.model_ref == "guide")
    desk.ask("Hello")
    desk.window.formats.show()
    dialog = opened(desk)
    assert dialog.told.text().endswith("only the last questions, the beginning of each, and no system prompt.")
    closed(desk, dialog)


def test_the_guide_is_given_no_system_prompt(start: Start) -> None:
    desk = start(engine=Engine())
    desk.window.show_inspector(ANSWERS)
    button = desk.window.inspector.answers.prompt_button
    for ref, told in (("guide", "The guide is given no system prompt."), (desk.window.conversation.model_ref, "")):
        with desk.qtbot.waitSignal(desk.window.conversation.chat_changed):
            desk.window.conversation.set_model(ref)
        desk.wait(lambda told=told: button.isEnabled() == (not told))
        menu = desk.window.header.make_menu()
        action = next(action for action in menu.actions() if action.text() == "System prompt…")
        assert action.isEnabled() == (not told)
        assert menu.toolTipsVisible() == bool(told)
        assert button.toolTip() == told
        if told:
            assert action.toolTip() == told
        menu.deleteLater()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_all_formats_are_seen_at_once(start: Start) -> None:
    desk = start(engine=Engine())
    desk.window.formats.show()
    dialog = opened(desk)
    dialog.choice.showPopup()
    rows = dialog.choice.view()
    desk.wait(rows.isVisible)
    assert rows.verticalScrollBar().maximum() == 0
    for row in range(dialog.choice.count()):
        assert rows.viewport().rect().contains(rows.visualRect(rows.model().index(row, 0)))
    dialog.choice.hidePopup()
    closed(desk, dialog)


# --- where it is not known


def test_a_chat_without_a_format_asks_for_one_and_goes_on(start: Start) -> None:
    error = UserError(UNKNOWN, "Choose one.", code="no-template", remedy=Remedy.CHOOSE_FORMAT)
    engine = Engine([FakeAnswer(error=error), "Now I can."], template_source="none")
    desk = start(engine=engine)
    desk.wait(desk.window.format_bar.isVisible)
    assert desk.window.format_bar.what.text() == UNKNOWN
    desk.click("Close")
    desk.ask("Hello")
    assert desk.stored()[-1].status is MessageStatus.FAILED
    desk.click("Choose the prompt format…")
    dialog = opened(desk)
    choose(dialog, "alpaca")
    closed(desk, dialog)
    desk.wait(lambda: desk.messages[-1].text == "Now I can." and not desk.window.conversation.answering)
    assert engine.loads[-1][1].prompt_format == "alpaca"


def test_it_is_said_until_it_is_answered(start: Start) -> None:
    engine = Engine(template_source="none")
    desk = start(engine=engine)
    desk.wait(desk.window.format_bar.isVisible)
    assert desk.window.format_bar.what.text() == UNKNOWN
    desk.click("Choose the prompt format…")
    closed(desk, opened(desk))
    desk.ask("Hello")
    assert not desk.window.format_bar.isVisible()


# --- a template that is new


def test_a_new_template_is_told_of_once_ever(start: Start) -> None:
    desk = start(engine=Engine(template_sha256=SHA))
    desk.wait(desk.window.format_bar.isVisible)
    assert (desk.window.format_bar.what.text(), desk.window.format_bar.todo.text()) == (
        NEW,
        "It runs in a sandbox. SHA-256: abababababab…",
    )
    desk.click("Close")
    desk.wait(lambda: desk.application.settings.current.templates_seen == (SHA,))
    desk.close()
    again = start(engine=Engine(template_sha256=SHA))
    again.ask("Hello")
    assert not again.window.format_bar.isVisible()
    again.close()
    other = start(engine=Engine(template_sha256="cd" * 32))
    other.wait(other.window.format_bar.isVisible)
    other.click("Show…")
    other.wait(lambda: other.application.settings.current.templates_seen == (SHA, "cd" * 32))
    closed(other, opened(other))


@pytest.mark.parametrize("facts", [{"template_sha256": SHA, "template_known": "Llama 3 Instruct"}, {}])
def test_a_known_template_and_none_at_all_need_no_words(start: Start, facts: dict[str, str]) -> None:
    desk = start(engine=Engine(**facts))
    desk.ask("Hello")
    assert not desk.window.format_bar.isVisible()


def test_nothing_else_that_is_being_said_holds_it_back(start: Start) -> None:
    desk = start(engine=Engine(template_sha256=SHA), preload=False)
    desk.window.bar.say("Something else.", error=True)
    desk.ask("Hello")
    assert desk.window.bar.isVisible()
    assert desk.window.bar.what.text() == "Something else."
    assert desk.window.format_bar.isVisible()
    assert desk.window.format_bar.what.text() == NEW


@pytest.mark.parametrize(
    ("source", "todo"),
    [
        ("family", "Paddock's prompt format “Llama 3” is used instead."),
        ("llama.cpp", "llama.cpp's own for it is used instead."),
        ("none", "It can only continue text until you choose its prompt format."),
    ],
)
def test_a_template_that_does_not_work_is_told_of(start: Start, source: str, todo: str) -> None:
    engine = Engine(template_sha256=SHA, template_source=source, family="llama-3", template_known="Llama 3 Instruct")
    desk = start(engine=engine)
    desk.wait(desk.window.format_bar.isVisible)
    bar = desk.window.format_bar
    assert (bar.what.text(), bar.todo.text()) == (BROKEN, todo)
    bar.close_button.click()
    desk.ask("Hello")
    assert not bar.isVisible()
    assert desk.application.settings.current.templates_seen == (() if source == "none" else (SHA,))


# --- whose notice it is


def test_a_notice_leaves_once_a_format_is_chosen(start: Start) -> None:
    desk = start(engine=Engine(template_sha256=SHA))
    desk.wait(desk.window.format_bar.isVisible)
    desk.window.formats.show()
    dialog = opened(desk)
    choose(dialog, "alpaca")
    desk.wait(desk.window.format_bar.isHidden)
    closed(desk, dialog)


def test_a_notice_belongs_to_the_model_that_answers(start: Start, home: Path) -> None:
    first, second = home / "models" / "small.gguf", home / "models" / "other.gguf"
    second.write_bytes(gguf({**LLAMA, "general.name": "Other Llama"}))
    desk = start(engine=Engine(template_source="none"))
    bar, talk = desk.window.format_bar, desk.window.conversation
    desk.wait(bar.isVisible)
    assert bar.what.text() == UNKNOWN
    talk.set_model("guide")
    desk.wait(bar.isHidden)
    talk.set_model(str(second))
    desk.window.models.load(str(second))
    desk.wait(lambda: bar.isVisible() and "Other Llama" in bar.what.text())
    desk.window.models.load(str(first))
    talk.set_model(str(first))
    desk.wait(lambda: bar.isVisible() and bar.what.text() == UNKNOWN)
    bar.button.click()
    dialog = opened(desk)
    assert desk.engine.inspections[-1][0] == first
    closed(desk, dialog)
    talk.set_model(str(second))
    desk.wait(lambda: bar.isVisible() and "Other Llama" in bar.what.text())


def test_a_failed_answer_asks_for_the_format_of_its_own_model(start: Start, home: Path) -> None:
    error = UserError(UNKNOWN, "Choose one.", code="no-template", remedy=Remedy.CHOOSE_FORMAT)
    desk = start(engine=Engine([FakeAnswer(error=error)]))
    desk.ask("Hello")
    desk.window.conversation.set_model("guide")
    desk.click("Choose the prompt format…")
    dialog = opened(desk)
    assert desk.engine.inspections[-1][0] == home / "models" / "small.gguf"
    choose(dialog, "alpaca")
    closed(desk, dialog)
    desk.wait(lambda: desk.application.settings.current.model_params)
    assert not desk.window.conversation.answering, "the guide is not asked what another model was asked"
