"""On this computer: what a person sees and does, over services that do what the test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keeping_kit as kit
import pytest
from installed_kit import ALL, Shown, showing
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from paddock.core.errors import UserError
from paddock.core.hub import SearchQuery
from paddock.core.library import Copies, ImportMode, Verdict
from paddock.core.models import GUIDE, ModelFile
from paddock.ui.dialogs import Question
from paddock.ui.library.installed_add import DropDialog
from paddock.ui.library.installed_folders import FoldersDialog
from paddock.ui.library.installed_row import InstalledRow
from paddock.ui.library.quantize import QuantizeDialog
from paddock.ui.style import Appearance
from paddock.ui.theme import ThemeChoice


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    yield from showing(qtbot, appearance, tmp_path)


def words(shown: Shown, model: ModelFile) -> str:
    return "\n".join(part.text() for part in shown.row(model).findChildren(QLabel) if part.isVisible())


def test_a_model_says_what_it_is_and_where_it_came_from(make: Callable[..., Shown]) -> None:
    shown = make()
    said = words(shown, kit.LLAMA)
    assert "Q4_K_M (" in said  # with what that means, which the catalogue's words decide
    for part in ("2.0 GB", "3.2B parameters", "128K context", kit.LLAMA.short_name):
        assert part in said
    assert "From bartowski/Llama-3.2-3B-Instruct-GGUF" in said
    assert "Licence llama3.2" in said
    assert "used " in said
    assert "Belongs to Ollama" in words(shown, kit.ADOPTED)
    assert "Your file" in words(shown, kit.MINE)
    assert "sees pictures" in words(shown, kit.VISION)
    assert "2 files" in words(shown, kit.VISION)


def test_a_model_that_cannot_be_used_says_why_and_offers_no_use(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.BROKEN)
    assert "ends too early" in row.problem.text()
    assert not row.use.isVisible()
    assert not row.search.isVisible()


def test_weights_in_another_format_lead_to_a_search(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.FOREIGN)
    shown.qtbot.mouseClick(row.search, Qt.MouseButton.LeftButton)
    shown.wait(lambda: shown.searched)
    assert shown.searched == [SearchQuery(text="Mistral-7B-Instruct-v0.3-GPTQ")]


def test_use_and_in_use(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.tab.set_in_use(kit.BIG.ref)
    assert shown.row(kit.BIG).use.text() == "In use"
    assert not shown.row(kit.BIG).use.isEnabled()
    shown.qtbot.mouseClick(shown.row(kit.LLAMA).use, Qt.MouseButton.LeftButton)
    assert shown.chosen == [kit.LLAMA.ref]


def test_rename_in_place(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_F2)
    assert row.editor is not None
    assert row.editor.selectedText() == kit.LLAMA.name
    shown.qtbot.keyClicks(row.editor, "My daily one")
    shown.qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    shown.wait(lambda: shown.row(kit.LLAMA).name.text() == "My daily one")
    assert row.editor is None
    assert row.name.isVisible()
    assert row.hasFocus()


def test_escape_takes_a_new_name_back(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    shown.menu(kit.LLAMA)["Rename"].trigger()
    assert row.editor is not None
    shown.qtbot.keyClicks(row.editor, "No")
    shown.qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.name.text() == kit.LLAMA.name
    assert shown.host.models.by(kit.LLAMA.ref).name == kit.LLAMA.name


def test_no_name_is_the_one_it_came_with(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    row.rename()
    assert row.editor is not None
    row.editor.clear()
    shown.qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    shown.wait(lambda: row.name.text() == "as it came")


@pytest.mark.parametrize(
    ("model", "offered"),
    [
        (kit.LLAMA, ["Rename", "Copy the name to type", "Show in folder", "Check the file", "Move to another folder…",
                     "Prompt format…", "Delete…"]),
        (kit.BIG, ["Rename", "Copy the name to type", "Show in folder", "Check the file", "Move to another folder…",
                   "Make a smaller one…", "Prompt format…", "Delete…"]),
        (kit.ADOPTED, ["Rename", "Copy the name to type", "Show in folder", "Check the file", "Make a smaller one…",
                       "Prompt format…", "Take off the list"]),
        (kit.BROKEN, ["Rename", "Copy the name to type", "Show in folder", "Check the file", "Move to another folder…",
                      "Delete…"]),
        (kit.THE_GUIDE, ["Prompt format…"]),
    ],
)  # fmt: skip
def test_the_menu_offers_what_can_be_done(make: Callable[..., Shown], model: ModelFile, offered: list[str]) -> None:
    assert list(make().menu(model)) == ["Show the details", *offered]


def test_copy_the_name_show_the_folder_choose_the_format(make: Callable[..., Shown]) -> None:
    shown = make()
    menu = shown.menu(kit.LLAMA)
    menu["Copy the name to type"].trigger()
    assert QGuiApplication.clipboard().text() == kit.LLAMA.short_name
    menu["Show in folder"].trigger()
    assert shown.folders == [str(kit.LLAMA.path.parent)]
    menu["Prompt format…"].trigger()
    assert shown.formats == [kit.LLAMA.ref]


def test_delete_says_what_it_frees_and_then_asks(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_Backspace)
    shown.qtbot.keyClick(row, Qt.Key.Key_Delete)
    shown.wait(lambda: shown.tab.findChildren(Question))
    dialog = shown.dialog(Question)
    assert dialog.heading.text() == f"Delete {kit.LLAMA.name}?"
    assert any("2.0 GB" in part.text() for part in dialog.findChildren(QLabel))
    assert dialog.focusWidget() is dialog.no
    dialog.reject()
    assert shown.host.library.trashed == []
    shown.qtbot.keyClick(row, Qt.Key.Key_Delete)
    shown.wait(lambda: [one for one in shown.tab.findChildren(Question) if one.isVisible()])
    shown.dialog(Question).accept()
    shown.wait(lambda: kit.LLAMA.ref not in shown.tab.rows)
    assert shown.host.library.trashed == [kit.LLAMA.ref]
    shown.wait(lambda: shown.tab.notice.what.text() == "It is in the trash.")


def test_anothers_file_is_only_taken_off_the_list(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.menu(kit.ADOPTED)["Take off the list"].trigger()
    shown.wait(lambda: kit.ADOPTED.ref not in shown.tab.rows)
    assert not shown.tab.findChildren(Question)
    row = shown.row(kit.MINE)
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_Delete)  # a key is soon pressed by mistake
    dialog = shown.dialog(Question)
    assert dialog.heading.text() == "Take Pirate off the list?"
    assert kit.MINE.ref in shown.tab.rows
    dialog.accept()
    shown.wait(lambda: kit.MINE.ref not in shown.tab.rows)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [(Verdict.GOOD, "what the Hub promised"), (Verdict.CHANGED, "damaged"), (Verdict.RECORDED, "recorded")],
)
def test_verify_shows_how_far_it_is_and_what_came_of_it(
    make: Callable[..., Shown], verdict: Verdict, said: str
) -> None:
    shown = make()
    shown.host.library.verdict = verdict
    shown.menu(kit.LLAMA)["Check the file"].trigger()
    row = shown.row(kit.LLAMA)
    shown.wait(lambda: row.strip is not None and "50 %" in row.strip.words.text())
    shown.host.library.may_end.set()
    shown.wait(row.note.isVisible)
    assert said in row.note.text()
    assert row.strip is not None
    assert not row.strip.isVisible()


def test_one_job_at_a_time_and_each_can_be_stopped(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.menu(kit.LLAMA)["Check the file"].trigger()
    shown.menu(kit.MINE)["Check the file"].trigger()
    first, second = shown.row(kit.LLAMA), shown.row(kit.MINE)
    shown.wait(lambda: first.strip is not None and second.strip is not None and "50 %" in first.strip.words.text())
    assert first.strip is not None
    assert second.strip is not None
    assert "when the work before it is done" in second.strip.words.text()
    shown.qtbot.mouseClick(first.strip.stop, Qt.MouseButton.LeftButton)
    shown.wait(lambda: not first.strip.isVisible())
    shown.wait(lambda: "50 %" in second.strip.words.text())
    shown.qtbot.mouseClick(second.strip.stop, Qt.MouseButton.LeftButton)
    shown.wait(lambda: not second.strip.isVisible())
    assert not shown.tab.notice.isVisible()
    assert not first.note.isVisible()


def test_move_to_another_folder(make: Callable[..., Shown], tmp_path: Path) -> None:
    shown = make()
    shown.host.library.may_end.set()
    shown.menu(kit.LLAMA)["Move to another folder…"].trigger()
    dialog = shown.tab.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    shown.wait(lambda: str(tmp_path / kit.LLAMA.path.name) in shown.tab.rows)
    assert kit.LLAMA.ref not in shown.tab.rows
    assert str(tmp_path) in shown.tab.notice.what.text()


def test_make_a_smaller_one(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.menu(kit.BIG)["Make a smaller one…"].trigger()
    dialog = shown.tab.findChild(QuantizeDialog)
    assert dialog is not None
    assert not dialog.yes.isEnabled()
    shown.wait(dialog.yes.isEnabled)
    assert dialog.types() == ["Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q3_K_M", "Q2_K"]
    assert dialog.note.isVisible()
    named = dialog.group.checkedButton().accessibleName()
    assert named == "Q4_K_M: a good balance. 0.8 GB · 1.7 GB of memory. Fits this computer"
    dialog.choose("Q6_K")
    dialog.accept()
    row = shown.row(kit.BIG)
    shown.wait(lambda: row.strip is not None and "Making Q6_K… 25 %" in row.strip.words.text())
    shown.host.quantizer.may_end.set()
    shown.wait(lambda: any(ref.endswith("Q6_K.gguf") for ref in shown.tab.rows))
    assert shown.host.quantizer.made == [(kit.BIG.ref, "Q6_K")]


def test_what_cannot_be_made_smaller_says_so(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.host.quantizer.offered = ()
    dialog = shown.tab.deeds.ask_type(kit.BIG)
    shown.wait(dialog.problem.isVisible)
    assert not dialog.yes.isEnabled()


def test_details_open_and_close_with_enter(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.details is not None
    assert row.details.isVisible()
    facts = dict(row.details.facts)
    assert facts["SHA-256"] == kit.LLAMA.origin.sha256
    assert facts["File"] == str(kit.LLAMA.path)
    assert facts["Version"] == "5ab33fa94d1d"
    shown.qtbot.keyClick(row, Qt.Key.Key_Return)
    assert not row.details.isVisible()


def test_the_arrows_go_from_row_to_row(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.tab.filter.setFocus()
    shown.qtbot.keyClick(shown.tab.filter, Qt.Key.Key_Down)
    first = shown.tab.focusWidget()
    assert isinstance(first, InstalledRow)
    shown.qtbot.keyClick(first, Qt.Key.Key_Down)
    second = shown.tab.focusWidget()
    assert isinstance(second, InstalledRow)
    assert second.y() > first.y()
    shown.qtbot.keyClick(second, Qt.Key.Key_Up)
    assert shown.tab.focusWidget() is first


def test_filter_and_order(make: Callable[..., Shown]) -> None:
    shown = make()
    assert shown.names()[0] == kit.LLAMA.name  # the only one that answered
    assert shown.names()[-1] == kit.THE_GUIDE.name
    shown.tab.order.setCurrentIndex(shown.tab.order.findData("size"))
    shown.tab.order.activated.emit(shown.tab.order.currentIndex())
    shown.wait(lambda: shown.names()[0] == kit.VISION.name)
    shown.tab.filter.setText("ollama")
    assert shown.names() == [kit.ADOPTED.name]
    shown.tab.filter.setText("nothing like it")
    assert shown.names() == []
    assert shown.tab.empty.isVisible()
    assert "nothing like it" in shown.tab.empty.text()


def test_the_same_models_keep_their_rows_and_the_focus(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.row(kit.LLAMA)
    row.use.setFocus()
    shown.host.models.add(replace(kit.LLAMA, name="Other"))
    shown.wait(lambda: row.name.text() == "Other")
    assert shown.row(kit.LLAMA) is row
    assert row.use.hasFocus()


def test_many_models_come_in_portions(make: Callable[..., Shown]) -> None:
    models = [replace(kit.LLAMA, ref=f"/models/{n}", name=f"Model {n:03}") for n in range(100)]
    shown = make(*models)
    assert len(shown.tab.rows) == 100
    assert shown.names() == [model.name for model in models]


def test_disk_use_at_a_glance(make: Callable[..., Shown]) -> None:
    shown = make(uses=kit.usual_uses())
    shown.wait(lambda: shown.tab.disks.isVisible())
    said = [sentence.text() for sentence in shown.tab.disks.sentences]
    assert said == ["Models take 16 GB on this disk, 80 GB are free."]


def test_what_is_here_twice_can_be_shown_alone(make: Callable[..., Shown]) -> None:
    shown = make(same=(Copies("aa", (kit.LLAMA.ref, kit.MINE.ref), 2_019_377_696),))
    shown.wait(shown.tab.twice.isVisible)
    assert shown.tab.twice.what.text() == "A model is here twice; 2.0 GB could be had back."
    assert "The same file as Pirate" in words(shown, kit.LLAMA)
    shown.qtbot.mouseClick(shown.tab.twice.button, Qt.MouseButton.LeftButton)
    assert sorted(shown.names()) == [kit.LLAMA.name, kit.MINE.name]
    shown.host.library.same = ()
    shown.tab.refresh()
    shown.wait(lambda: len(shown.names()) == len(ALL))
    assert not shown.tab.twice.isVisible()


def test_open_a_file(make: Callable[..., Shown], tmp_path: Path) -> None:
    shown = make()
    menu = shown.tab.adding.make_menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open a file…",
        "Add a folder…",
        "Find models of other programs…",
        "Folders with models…",
    ]
    menu.actions()[0].trigger()
    dialog = shown.tab.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "own.gguf"))
    dialog.reject()
    shown.wait(lambda: shown.chosen == [str(tmp_path / "own.gguf")])


def test_what_is_no_model_says_why_and_leads_to_a_search(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.host.models.refuses = UserError("It is quantised with AWQ.", "Look for GGUF.", code="quantised-awq")
    shown.tab.drop([Path("/home/me/Llama-AWQ/model.safetensors")])
    shown.wait(shown.tab.notice.isVisible)
    assert shown.tab.notice.what.text() == "It is quantised with AWQ."
    assert shown.tab.notice.button.text() == "Search for GGUF versions"
    shown.qtbot.mouseClick(shown.tab.notice.button, Qt.MouseButton.LeftButton)
    shown.wait(lambda: shown.searched == [SearchQuery(text="Llama-AWQ")])


@pytest.mark.parametrize("mode", [ImportMode.USE, ImportMode.COPY, ImportMode.MOVE])
def test_a_dropped_file_is_used_copied_or_moved(make: Callable[..., Shown], mode: ImportMode) -> None:
    shown = make()
    path = Path("/home/me/new.gguf")
    shown.tab.drop([path])
    dialog = shown.dialog(DropDialog)
    button = {ImportMode.USE: dialog.yes, ImportMode.COPY: dialog.copy, ImportMode.MOVE: dialog.move_button}[mode]
    assert dialog.focusWidget() is dialog.yes
    shown.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    if mode is ImportMode.USE:
        shown.wait(lambda: shown.chosen == [str(path)])
        assert shown.host.models.opened == [path]
        return
    strips = shown.tab._strips
    shown.wait(lambda: strips and "50 %" in strips[str(path)].words.text())
    shown.host.library.may_end.set()
    shown.wait(lambda: shown.chosen == [str(kit.HERE / "new.gguf")])
    assert shown.host.library.imported == [(path, mode)]
    assert not strips


def test_a_file_that_is_on_the_list_is_used_without_a_question(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.tab.drop([kit.MINE.path])
    shown.wait(lambda: shown.chosen == [str(kit.MINE.path)])
    assert not shown.tab.findChildren(DropDialog)


def test_folders_are_added_and_taken_off(make: Callable[..., Shown], tmp_path: Path) -> None:
    shown = make()
    folders = shown.tab.show_folders().list
    shown.wait(lambda: folders.folders)
    assert not folders.remove_buttons  # our own stays
    shown.qtbot.mouseClick(folders.add, Qt.MouseButton.LeftButton)
    dialog = shown.dialog(FoldersDialog).findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    shown.wait(lambda: tmp_path in folders.remove_buttons)
    shown.qtbot.mouseClick(folders.remove_buttons[tmp_path], Qt.MouseButton.LeftButton)
    shown.wait(lambda: not folders.remove_buttons)
    assert shown.host.library.watched == [kit.HERE]


def test_a_folder_that_cannot_be_watched_says_why(make: Callable[..., Shown]) -> None:
    shown = make()
    shown.host.library.refuses = UserError("It is no folder.", code="no-folder")
    folders = shown.tab.show_folders().list
    folders._do(lambda: shown.host.library.add_folder(Path("/nowhere")))
    shown.wait(folders.problem.isVisible)
    assert "It is no folder." in folders.problem.text()


def test_what_comes_into_a_watched_folder_is_seen(make: Callable[..., Shown], tmp_path: Path) -> None:
    shown = make(kit.THE_GUIDE)
    folder = tmp_path / "watched"
    folder.mkdir()
    shown.host.library.watched = [folder]
    watched: list[object] = []
    shown.tab._watch.changed.connect(lambda: watched.append(True))
    shown.renew()
    number = 0

    def seen() -> bool:
        nonlocal number
        number += 1
        (folder / f"{number}.gguf").touch()  # again, until the watcher's thread watches
        return bool(watched)

    shown.host.models.listed.append(kit.LLAMA)
    shown.wait(seen)
    shown.wait(lambda: kit.LLAMA.ref in shown.tab.rows)


def test_every_button_has_a_name_and_takes_the_focus(make: Callable[..., Shown]) -> None:
    shown = make(uses=kit.usual_uses(), same=(Copies("aa", (kit.LLAMA.ref, kit.MINE.ref), 1),))
    shown.row(kit.LLAMA).toggle_details()
    buttons = [button for button in shown.tab.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) > 12
    assert all(button.accessibleName() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    assert all(row.accessibleName() for row in shown.tab.rows.values())


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (900, 2.0), (1400, 1.0)])
def test_nothing_is_cut_off_in_any_dress(
    make: Callable[..., Shown], theme: ThemeChoice, width: int, scale: float
) -> None:
    shown = make(uses=kit.usual_uses())
    shown.appearance.set_choice(theme)
    shown.appearance.set_scale(scale)
    shown.tab.resize(width, 800)
    column = shown.tab._column
    shown.wait(lambda: column.width() <= width)
    for widget in (*shown.tab.findChildren(QAbstractButton), *shown.tab.findChildren(QLabel)):
        if widget.isVisible() and not widget.property("elided"):
            left = widget.mapTo(shown.tab, QPoint(0, 0)).x()
            assert left >= 0
            assert left + widget.width() <= width, widget.accessibleName() or widget.property("text")


def test_the_guide_has_no_name_to_change(make: Callable[..., Shown]) -> None:
    shown = make()
    row = shown.tab.rows[GUIDE]
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_F2)
    shown.qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert row.editor is None
    assert not shown.tab.findChildren(Question)
