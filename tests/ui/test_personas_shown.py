"""Personas in the window: from a card to a chat, written by hand, changed, taken away; and what is no card."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Start
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage

from paddock.core.cards import LARGEST_CARD, png_with_card
from paddock.core.messages import Role
from paddock.core.models import GUIDE
from paddock.core.personas import Persona
from paddock.ui.dialogs import Question
from paddock.ui.personas.choose import ChoosePersona
from paddock.ui.personas.control import PersonaControl
from paddock.ui.personas.editor import PersonaEditor
from paddock.ui.personas.page import PersonasPage
from paddock.ui.personas.picture import SIDE, kept_picture, shown_picture
from paddock.ui.transcript.row import MessageRow

CTRL = Qt.KeyboardModifier.ControlModifier
CARD = {
    "spec": "chara_card_v2",
    "data": {
        "name": "Ada",
        "description": "{{char}} counts.",
        "first_mes": "Good day, {{user}}.",
        "alternate_greetings": ["Ah, a visitor!"],
        "creator_notes": "Fond of looms.",
        "character_book": {"entries": [{"keys": ["loom"], "content": "It weaves."}]},
    },
}


def picture(width: int = 40, height: int = 60, kind: str = "PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#335577"))
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(written, kind)  # type: ignore[call-overload]
    return bytes(written.data().data())


def drop(page: PersonasPage, *paths: Path) -> None:
    """Drag files onto the page, and let them go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, none)
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, none))


def gallery(desk: Desk) -> PersonasPage:
    desk.press(Qt.Key.Key_P, CTRL)
    page = desk.window.personas.page
    assert page is not None
    assert page.isVisible()
    return page


def names(page: PersonasPage) -> list[str]:
    return [page.cards.cards.item(row).text() for row in range(page.cards.cards.rowCount())]


def there(desk: Desk, *wanted: Persona) -> list[Persona]:
    """Personas that are kept already, and known to the window."""
    kept = [desk.application.personas.save(persona) for persona in wanted]
    desk.wait(lambda: len(desk.window.personas.all) >= len(kept))
    return kept


def dialog_of(desk: Desk, kind: type[Any]) -> Any:
    found = [dialog for dialog in desk.window.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def begin(desk: Desk, persona: Persona) -> None:
    desk.window.personas.begin(persona.id)
    desk.wait(lambda: desk.window.conversation.chat is not None and desk.window.header.persona.isVisible())


# --- the whole way


def test_from_a_card_to_an_answer_and_after_a_restart(start: Start, tmp_path: Path) -> None:
    desk = start(["Looms, of course."])
    path = tmp_path / "ada.png"
    path.write_bytes(png_with_card(picture(), json.dumps(CARD)))
    page = gallery(desk)
    assert page.empty.isVisible()
    drop(page, path)
    desk.wait(lambda: names(page) == ["Ada"])
    desk.wait(lambda: page.notice.isVisible())
    assert page.notice.what.text() == "“Ada” came in."
    assert "lorebook" in page.notice.todo.text()
    page.cards.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: [message.text for message in desk.messages] == ["Good day, You."])
    assert desk.window.page.composer.edit.hasFocus()
    assert desk.window.header.persona.text() == "Ada"
    assert desk.titles() == ["Ada"], "it has no title yet"
    assert not [button for button in desk.window.findChildren(MessageRow)[0].buttons() if button.text() == "Again"]
    desk.click("Next answer")
    desk.wait(lambda: [message.text for message in desk.messages] == ["Ah, a visitor!"])
    desk.click("Previous answer")
    desk.wait(lambda: [message.text for message in desk.messages] == ["Good day, You."])
    desk.window.page.composer.edit.setFocus()
    desk.ask("What do you love?")
    request = desk.engine.requests[-1]
    said = [(Role.SYSTEM, "Ada counts."), (Role.ASSISTANT, "Good day, You."), (Role.USER, "What do you love?")]
    assert [(turn.role, turn.text) for turn in request.turns] == said
    desk.close()

    again = start(["Mathematics."])
    again.wait(lambda: len(again.messages) == 3)
    again.wait(lambda: again.window.header.persona.isVisible())
    assert again.window.header.persona.text() == "Ada"
    (kept,) = again.window.personas.all
    assert shown_picture(kept.icon).size().width() == 40
    row = again.window.findChildren(MessageRow)[0]
    assert row.accessibleName() in ("Ada", "Ada · Small Llama", "You")
    again.ask("And else?")
    assert again.engine.requests[-1].turns[0].text == "Ada counts."


def test_one_that_is_written(start: Start) -> None:
    desk = start(["Indeed."])
    page = gallery(desk)
    desk.press(Qt.Key.Key_Return)  # the first thing to do has the focus
    editor = dialog_of(desk, PersonaEditor)
    assert not editor.save.isEnabled()
    desk.qtbot.keyClicks(editor.name, "Socrates")
    editor.icon.emoji.setText("🏛️")  # pasted: a test has no keys for it
    editor.icon.emoji.textEdited.emit("🏛️")
    desk.qtbot.keyClicks(editor.description, "Asks.")
    desk.qtbot.keyClicks(editor.prompt, "You ask one question.")
    desk.wait(lambda: "token" in editor.tokens.text())
    desk.qtbot.keyClicks(editor.greetings.fields[0], "What do you know?")
    editor.greetings.add.click()
    desk.qtbot.keyClicks(editor.greetings.fields[1], "What is good?")
    editor.model.setCurrentIndex(1)
    editor.sampling.header.setChecked(True)
    editor.sampling.editor.numbers["temperature"].setText("0.1")
    editor.sampling.editor.numbers["temperature"].editingFinished.emit()
    editor.save.click()
    desk.wait(lambda: names(page) == ["Socrates"])
    (kept,) = desk.window.personas.all
    small = desk.application.settings.current.default_model
    assert (kept.icon, kept.greetings, kept.model) == ("🏛️", ("What do you know?", "What is good?"), small)
    begin(desk, kept)
    desk.ask("Nothing.")
    assert desk.engine.requests[-1].sampling.temperature == 0.1


def test_what_was_written_is_not_lost_by_a_key(start: Start) -> None:
    desk = start()
    (ada,) = there(desk, Persona(0, "Ada", system_prompt="You are Ada."))
    editor = desk.window.personas.edit_new(desk.application.personas.get(ada.id))
    editor.reject()
    assert not editor.isVisible(), "nothing was changed"
    editor = desk.window.personas.edit_new(desk.application.personas.get(ada.id))
    desk.qtbot.keyClicks(editor.name, "X")
    editor.reject()
    asked = [dialog for dialog in editor.findChildren(Question) if dialog.isVisible()]
    assert editor.isVisible()
    asked[0].no.click()
    assert editor.isVisible()
    editor.reject()
    next(dialog for dialog in editor.findChildren(Question) if dialog.isVisible()).yes.click()
    assert not editor.isVisible()
    assert desk.application.personas.get(ada.id).name == "Ada"


def test_one_that_cannot_be_kept_stays_in_the_editor(start: Start) -> None:
    desk = start()
    editor = desk.window.personas.edit_new(Persona(99, "Nobody", system_prompt="Gone."))
    editor.save.click()
    desk.wait(lambda: editor.problem.isVisible())
    assert "no longer there" in editor.problem.text()
    assert editor.isVisible()


# --- the page


def test_delete_duplicate_and_undo(start: Start) -> None:
    desk = start()
    there(desk, Persona(0, "Ada"), Persona(0, "Bob", description="Bakes bread."))
    page = gallery(desk)
    page.cards.setFocus()
    desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: names(page) == ["Bob"])
    desk.wait(lambda: page.undo.isVisible())
    page.undo.button.click()
    desk.wait(lambda: names(page) == ["Ada", "Bob"])
    words = {action.text(): action for action in page.menu_for(desk.window.personas.all[1]).actions()}
    words["Duplicate"].trigger()
    desk.wait(lambda: names(page) == ["Ada", "Bob", "Bob (copy)"])
    page.filter.setText("BREAD bob")
    assert names(page) == ["Bob", "Bob (copy)"]
    page.filter.setText("nobody")
    assert page.nothing.isVisible()
    assert page.filter.hasFocus(), "the cards had it, and are gone"
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.page.isVisible()
    assert desk.window.page.composer.edit.hasFocus()


def test_a_click_begins_a_chat_and_the_corner_opens_the_menu(start: Start) -> None:
    desk = start()
    there(desk, Persona(0, "Ada", greeting="Good day."))
    page = gallery(desk)
    card = page.cards.visualRect(page.cards.cards.index(0, 0))
    wanted: list[Persona] = []
    page.cards.menu_wanted.disconnect()  # a menu grabs the keyboard, which cannot be had here
    page.cards.menu_wanted.connect(lambda persona, where: wanted.append(persona))
    corner = page.cards.more_area(card, False).center()
    desk.qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert [persona.name for persona in wanted] == ["Ada"]
    assert desk.window.conversation.chat is None
    desk.qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=card.center())
    desk.wait(lambda: [message.text for message in desk.messages] == ["Good day."])


def test_out_as_a_card(start: Start, tmp_path: Path) -> None:
    desk = start()
    (ada,) = there(desk, Persona(0, "Ada", kept_picture(picture()), "You are Ada.", "Good day."))
    page = gallery(desk)
    for count, name in enumerate(("ada.json", "ada.png"), 2):
        asked = desk.window.personas.ask_export(ada)
        assert [asked.kind.itemData(place) for place in range(asked.kind.count())] == ["json", "png"]
        asked.file.set_path(tmp_path / name)
        asked.yes.click()
        desk.wait(lambda name=name: page.notice.what.text() == f"Saved as {name}.")
        desk.window.personas.import_cards([tmp_path / name])
        desk.wait(lambda count=count: names(page) == ["Ada"] * count and "Saved" not in page.notice.what.text())
    icons = [persona.icon for persona in desk.window.personas.all]
    assert [icon.startswith("data:") for icon in icons] == [True, False, True]


def test_a_card_without_a_picture_is_text_whatever_its_name_says(start: Start, tmp_path: Path) -> None:
    desk = start()
    (ada,) = there(desk, Persona(0, "Ada", "", "You are Ada."))
    page = gallery(desk)
    asked = desk.window.personas.ask_export(ada)
    assert not asked.kind.isVisible()
    asked.file.set_path(tmp_path / "ada.png")
    asked.yes.click()
    desk.wait(lambda: page.notice.what.text() == "Saved as ada.png.json.")
    assert (tmp_path / "ada.png.json").read_bytes().startswith(b"{")


def test_what_is_no_card_is_said_and_changes_nothing(start: Start, tmp_path: Path) -> None:
    desk = start()
    there(desk, Persona(0, "Ada"))
    page = gallery(desk)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    bomb += bytes(4) + b"\0\0\0\0IEND\xaeB`\x82"
    files = {
        "text.json": b"{",
        "picture.png": picture(),
        "huge.json": b" " * (LARGEST_CARD + 1),
        "deep.json": b"[" * 200_000,
        "long.json": json.dumps({"name": "Ada", "first_mes": "x" * 2_000_000}).encode(),
        "cut.png": png_with_card(picture(), json.dumps(CARD))[:-200],
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    drop(page, *(tmp_path / name for name in files), tmp_path / "none.png")
    desk.wait(lambda: page.notice.isVisible())
    assert page.notice.what.text() == "Nothing was imported."
    for name in (*files, "none.png"):
        assert name in page.notice.todo.text()
    assert names(page) == ["Ada"]
    (tmp_path / "bomb.png").write_bytes(png_with_card(bomb, json.dumps(CARD)))
    drop(page, tmp_path / "bomb.png")
    desk.wait(lambda: names(page) == ["Ada", "Ada"])
    assert [persona.icon for persona in desk.window.personas.all] == ["", ""], "its picture is not unpacked"


# --- the open chat


def test_another_plays_in_a_chat_that_is_there(start: Start) -> None:
    desk = start(["One.", "Two.", "Three.", "Four."])
    ada, bob = there(desk, Persona(0, "Ada", system_prompt="You are Ada."), Persona(0, "Bob", system_prompt="Bob."))
    desk.ask("Hello")
    actions = {action.text(): action for action in desk.window.header.make_menu().actions()}
    actions["Persona…"].trigger()
    asked = dialog_of(desk, ChoosePersona)
    assert asked.chosen() is None
    asked.list.setCurrentRow(2)
    asked.yes.click()
    desk.wait(lambda: desk.window.header.persona.text() == "Bob")
    desk.ask("Who?")
    assert desk.engine.requests[-1].turns[0].text == "Bob."
    desk.wait(lambda: desk.window.page.undo.isVisible())
    desk.window.page.undo.button.click()
    desk.wait(lambda: desk.window.header.persona.isHidden())
    desk.ask("And now?")
    assert desk.engine.requests[-1].turns[0].role is Role.USER
    chat = desk.window.conversation.chat
    assert chat is not None
    desk.window.personas.play(chat.id, ada.id)
    desk.wait(lambda: desk.window.header.persona.text() == "Ada")
    del bob
    menu = {action.text(): action for action in desk.window.header.persona.make_menu().actions()}
    menu["No persona in this chat"].trigger()
    desk.wait(lambda: desk.window.header.persona.isHidden())


def test_a_chat_without_a_greeting_says_who_plays(start: Start) -> None:
    desk = start()
    (duck,) = there(desk, Persona(0, "Duck", "🦆", description="Listens."))
    begin(desk, duck)
    greeting = desk.window.page.greeting
    assert (greeting.words.text(), greeting.below.text()) == ("Duck", "Listens.")
    assert desk.window.page.temporary.isHidden(), "this chat is kept already"
    desk.window.new_chat()
    desk.wait(lambda: desk.window.conversation.chat is None)
    desk.wait(lambda: greeting.words.text() != "Duck")
    assert not desk.window.page.temporary.isHidden()
    assert desk.window.header.persona.isHidden()


def test_that_the_guide_plays_nobody_is_said_where_one_is_chosen(start: Start) -> None:
    desk = start(default_model=GUIDE)
    desk.window.conversation.set_model(GUIDE)
    desk.ask("Hello")
    plain, own = there(desk, Persona(0, "Ada"), Persona(0, "Bob", model=str(desk.application.paths.models / "b.gguf")))
    dialog = desk.window.personas.ask()
    assert dialog is not None
    for persona, told in ((None, False), (plain, True), (own, False)):
        number = persona.id if persona is not None else 0
        rows = range(dialog.list.count())
        dialog.list.setCurrentRow(next(r for r in rows if dialog.list.item(r).data(Qt.ItemDataRole.UserRole) == number))
        assert dialog.hint.isVisible() is told
    dialog.reject()
    page = gallery(desk)
    assert page.guided.isVisible()
    page.models.click()
    assert desk.window.stack.currentWidget() is desk.window.library.page
    desk.window.personas.begin(plain.id)
    desk.wait(lambda: desk.window.header.persona.isVisible())
    assert "plays nobody" in desk.window.page.greeting.below.text()


def test_with_a_real_model_nothing_is_said_of_the_guide(start: Start) -> None:
    desk = start()
    desk.ask("Hello")
    there(desk, Persona(0, "Ada"))
    dialog = desk.window.personas.ask()
    assert dialog is not None
    dialog.list.setCurrentRow(1)
    assert not dialog.hint.isVisible()
    dialog.reject()
    assert not gallery(desk).guided.isVisible()


def test_nothing_of_them_is_shown_when_the_chats_are_locked(start: Start) -> None:
    desk = start()
    (ada,) = there(desk, Persona(0, "Ada"))
    page = gallery(desk)
    control: PersonaControl = desk.window.personas
    control.let_go()
    assert names(page) == []
    assert control.known == {}
    control.begin(ada.id)
    control.import_cards([Path("nowhere")])
    desk.settle()
    assert desk.window.conversation.chat is None
    control.start()
    desk.wait(lambda: names(page) == ["Ada"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures(kind: str) -> None:
    kept = kept_picture(picture(900, 1200, kind))
    assert shown_picture(kept).size().toTuple() == (SIDE, SIDE)
    assert kept_picture(b"") == kept_picture(b"GIF89a") == ""
    for data in ("!!!", base64.b64encode(zlib.compress(b"x")).decode()):
        assert shown_picture(f"data:image/png;base64,{data}").isNull()


def test_everything_has_a_name(start: Start) -> None:
    from test_reachable import nameless

    desk = start()
    gallery(desk)
    assert not nameless(desk.window)
    (ada,) = there(desk, Persona(0, "Ada", alternates=("Hello.",)))
    editor = desk.window.personas.edit_new(desk.application.personas.get(ada.id))
    editor.sampling.header.setChecked(True)
    assert not nameless(editor)
