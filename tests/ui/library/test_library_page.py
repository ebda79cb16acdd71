"""What a person sees and does on the Models page, from a first download to a deleted model."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu
from pytestqt.qtbot import QtBot
from standin import Hold, Status

from paddock.core.hardware import Fit
from paddock.core.models import GUIDE
from paddock.hub.catalog import recommended
from paddock.ui.dialogs import Question
from paddock.ui.library.badge import fit_words
from paddock.ui.library.discover_get import Transfer
from paddock.ui.library.offer import Offer
from paddock.ui.library.page import DISCOVER, DOWNLOADS, HERE, LibraryPage
from paddock.ui.library.words import context_of, size_of
from paddock.ui.theme import ThemeChoice

ONE = recommended()[0]


def offer(shown, entry_id: str = ONE.id) -> Offer:
    return shown.page.discover.home.offers[entry_id]


def first(shown) -> Offer:
    return offer(shown, shown.application.discover.first_choice().entry.id)


def path_of(shown) -> Path:
    """Where the downloaded model lies."""
    return next(shown.folder.rglob(ONE.filename))


def transfer_of(shown) -> Transfer:
    transfer = offer(shown).get.transfer
    assert transfer is not None
    return transfer


def moves(shown) -> bool:
    """Whether something of the first offer has come."""
    transfer = offer(shown).get.transfer
    return transfer is not None and transfer.bar.value() > 0


def put(path: Path, **changes: object) -> Path:
    path.write_bytes(gguf({**LLAMA, **changes}))
    return path


def opened(shown, qtbot: QtBot, path: Path) -> str:
    """Open a file where it lies and wait until it is on the page; its reference."""
    shown.page.show_tab(HERE)
    shown.page.here.adding.open_paths([path])
    qtbot.waitUntil(lambda: str(path) in shown.page.here.rows and shown.page.here.rows[str(path)].isVisible())
    return str(path)


def entry_of(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(words))


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_is_recommended_with_why_and_what_it_costs(shown) -> None:
    best = first(shown)
    assert best is next(iter(shown.page.discover.home.offers.values()))
    assert best.property("kind") == "card"
    assert best.choice.why[1:] in best.why.text()
    assert "Community License" in best.facts.text()
    assert best.good_at.text()
    assert sum(o.property("kind") == "card" for o in shown.page.discover.home.offers.values()) == 1
    for other in shown.page.discover.home.offers.values():
        assert "B to download" in (other.facts if other is best else other.why).text()
        assert other.get.download.isVisible()
        assert other.get.transfer is None


def test_it_says_when_it_connects_until_something_was_downloaded(shown, qtbot: QtBot) -> None:
    note = first(shown).note
    assert note.isVisible()
    assert note.text() == "Connects to 127.0.0.1 only when you press a button or search."
    assert shown.hub.asked == []
    put(shown.folder / "something.gguf")
    shown.page.refresh()
    qtbot.waitUntil(lambda: not note.isVisible())


@pytest.mark.parametrize(("fit", "words"), [(Fit.FITS, "Fits"), (Fit.TIGHT, "Tight"), (Fit.NO, "not fit")])
def test_how_it_fits_is_said_in_words(qapp, fit: Fit, words: str) -> None:
    assert words in fit_words(fit)


def test_download_to_use(shown, qtbot: QtBot) -> None:
    shown.hub.content = gguf(LLAMA, data=50_000)
    press(qtbot, offer(shown).get.download)
    qtbot.waitUntil(offer(shown).get.use.isVisible, timeout=20_000)
    assert not transfer_of(shown).isVisible()
    assert "On this computer" in offer(shown).why.text() + offer(shown).facts.text()  # which depends on its place
    path = str(path_of(shown))
    assert path in shown.page.here.rows
    press(qtbot, offer(shown).get.use)
    assert shown.chosen == [path]


def test_pause_resume_cancel_with_the_keyboard(shown, qtbot: QtBot) -> None:
    shown.hub.bodies.append(Hold(100_000))
    offer(shown).get.download.setFocus()
    qtbot.keyClick(offer(shown).get.download, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: moves(shown), timeout=20_000)
    transfer = transfer_of(shown)
    assert "%" in transfer.bar.accessibleName()
    assert transfer.pause.hasFocus()
    qtbot.keyClick(transfer.pause, Qt.Key.Key_Return)
    qtbot.waitUntil(transfer.resume.isVisible)
    assert "paused" in transfer.words.text()
    assert transfer.resume.hasFocus()  # it stays where the person is
    assert not offer(shown).get.download.isVisible()
    qtbot.keyClick(transfer.cancel, Qt.Key.Key_Return)
    qtbot.waitUntil(offer(shown).get.download.isVisible)
    assert offer(shown).get.download.hasFocus()
    assert shown.application.downloads.items() == ()


def test_a_failed_download_says_what_to_do(shown, qtbot: QtBot) -> None:
    shown.hub.heads.append(Status(403, {"X-Error-Code": "GatedRepo"}))
    press(qtbot, offer(shown).get.download)
    qtbot.waitUntil(lambda: offer(shown).get.transfer is not None, timeout=20_000)
    qtbot.waitUntil(transfer_of(shown).resume.isVisible, timeout=20_000)
    assert "licence" in transfer_of(shown).words.text()


def test_an_unfinished_download_of_yesterday_is_shown_paused(shown, qtbot: QtBot) -> None:
    shown.hub.bodies.append(Hold(100_000))
    press(qtbot, offer(shown).get.download)
    qtbot.waitUntil(lambda: moves(shown), timeout=20_000)
    shown.application.downloads.pause(ONE.id)
    qtbot.waitUntil(transfer_of(shown).resume.isVisible)
    later = LibraryPage(shown.application, shown.page._tasks, shown.appearance)
    qtbot.addWidget(later)
    later.show()
    later.refresh()
    offers = later.discover.home.offers
    qtbot.waitUntil(lambda: bool(offers) and offers[ONE.id].get.transfer is not None)
    transfer = offers[ONE.id].get.transfer
    assert transfer is not None
    qtbot.waitUntil(transfer.resume.isVisible)
    later.show_tab(DOWNLOADS)
    qtbot.waitUntil(lambda: ONE.id in later.moving.rows and later.moving.rows[ONE.id].resume.isVisible())
    assert later.tabs.group.button(DOWNLOADS).text() == "Downloads  1"
    later.close_page()


def test_a_model_on_this_computer(shown, qtbot: QtBot, tmp_path: Path) -> None:
    ref = opened(shown, qtbot, put(tmp_path / "mine.gguf"))
    row = shown.page.here.rows[ref]
    assert row.name.text() == "Llama 3.2 1B Instruct"
    assert row.facts.text().startswith("Q4_K_M (a good balance)")
    assert row.use.accessibleName() == "Use: Llama 3.2 1B Instruct"
    shown.chosen.clear()
    press(qtbot, row.use)
    assert shown.chosen == [ref]


def test_the_model_in_use_says_so(shown, qtbot: QtBot) -> None:
    shown.hub.content = gguf(LLAMA, data=50_000)
    press(qtbot, offer(shown).get.download)
    qtbot.waitUntil(offer(shown).get.use.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: len(shown.page.here.rows) == 2)
    ref = next(ref for ref in shown.page.here.rows if ref != GUIDE)
    shown.page.set_in_use(ref)
    for button in (shown.page.here.rows[ref].use, offer(shown).get.use):
        assert button.text() == "In use"
        assert button.accessibleName().startswith("In use: ")
        assert not button.isEnabled()
    assert shown.page.here.rows[GUIDE].use.text() == "Use"
    shown.page.set_in_use(GUIDE)
    assert shown.page.here.rows[ref].use.text() == offer(shown).get.use.text() == "Use"
    assert not shown.page.here.rows[GUIDE].use.isEnabled()


def test_a_broken_model_says_why_and_cannot_be_used(shown, qtbot: QtBot) -> None:
    path = shown.folder / "broken.gguf"
    path.write_bytes(b"GGUF" + b"\xff" * 50)
    shown.page.show_tab(HERE)
    shown.page.refresh()
    qtbot.waitUntil(lambda: str(path) in shown.page.here.rows and shown.page.here.rows[str(path)].problem.isVisible())
    row = shown.page.here.rows[str(path)]
    assert "damaged" in row.problem.text()
    assert not row.use.isVisible()


def test_the_same_models_keep_their_rows_and_the_focus(shown, qtbot: QtBot, tmp_path: Path) -> None:
    ref = opened(shown, qtbot, put(tmp_path / "mine.gguf"))
    row = shown.page.here.rows[ref]
    row.use.setFocus()
    with qtbot.waitSignal(shown.page.refreshed):
        shown.page.refresh()
    assert shown.page.here.rows[ref] is row
    assert row.use.hasFocus()


def test_delete_asks_first_and_then_deletes(shown, qtbot: QtBot) -> None:
    path = put(shown.folder / "a.gguf")
    shown.page.show_tab(HERE)
    shown.page.refresh()
    qtbot.waitUntil(lambda: str(path) in shown.page.here.rows)
    row = shown.page.here.rows[str(path)]
    entry_of(row.make_menu(), "Delete").trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in shown.page.findChildren(Question)))
    dialog = next(d for d in shown.page.findChildren(Question) if d.isVisible())
    assert "Llama 3.2 1B Instruct" in dialog.heading.text()
    dialog.accept()
    qtbot.waitUntil(lambda: str(path) not in shown.page.here.rows)
    assert not path.exists()


def test_an_opened_model_is_only_taken_off_the_list(shown, qtbot: QtBot, tmp_path: Path) -> None:
    ref = opened(shown, qtbot, put(tmp_path / "mine.gguf"))
    entry_of(shown.page.here.rows[ref].make_menu(), "Take off").trigger()
    qtbot.waitUntil(lambda: ref not in shown.page.here.rows)
    assert (tmp_path / "mine.gguf").exists()


def test_open_a_file(shown, qtbot: QtBot, tmp_path: Path) -> None:
    path = put(tmp_path / "mine.gguf")
    shown.page.show_tab(HERE)
    dialog = shown.page.here.adding.ask_file()
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: shown.chosen == [str(path)])


def test_a_file_that_is_no_model(shown, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "picture.gguf"
    path.write_bytes(b"\x89PNG" + bytes(100))
    shown.page.show_tab(HERE)
    shown.page.here.adding.open_paths([path])
    qtbot.waitUntil(shown.page.here.notice.isVisible)
    assert "picture.gguf" in shown.page.here.notice.what.text()
    assert shown.chosen == []
    assert str(path) not in shown.page.here.rows


def test_drop_a_model(shown, qtbot: QtBot, tmp_path: Path) -> None:
    path = put(tmp_path / "mine.gguf")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, left, none)
    shown.page.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert shown.page._veil.isVisible()
    shown.page.dropEvent(QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, left, none))
    assert not shown.page._veil.isVisible()
    asked = next(dialog for dialog in shown.page.findChildren(Question) if dialog.isVisible())
    asked.accept()  # use it where it lies
    qtbot.waitUntil(lambda: shown.chosen == [str(path)])


def drop(page: LibraryPage, *urls: QUrl) -> bool:
    """Drag there and let go; whether it was taken."""
    data = QMimeData()
    data.setUrls(list(urls))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def test_a_folder_of_weights_is_explained(shown, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "Llama-3.2-3B-Instruct-GPTQ"
    folder.mkdir()
    (folder / "config.json").write_text(
        '{"architectures": ["LlamaForCausalLM"], "quantization_config": {"quant_method": "gptq"}}'
    )
    assert drop(shown.page, QUrl.fromLocalFile(str(folder)))
    qtbot.waitUntil(shown.page.here.notice.isVisible)
    assert "GPTQ" in shown.page.here.notice.what.text()
    assert shown.chosen == []


def test_what_is_elsewhere_is_not_taken(shown) -> None:
    assert not drop(shown.page, QUrl("https://example.org/model.gguf"))


def test_escape_goes_back(shown, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.page.closed):
        qtbot.keyClick(shown.page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(shown.page.closed):
        press(qtbot, shown.page.close_button)


def test_every_button_has_a_name_and_takes_the_focus(shown, qtbot: QtBot, tmp_path: Path) -> None:
    opened(shown, qtbot, put(tmp_path / "mine.gguf"))
    buttons = [b for b in shown.page.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) >= 7
    assert all(b.accessibleName() for b in buttons)
    by_arrows = [b for b in shown.page.tabs.group.buttons() if not b.isChecked()]  # Tab goes to the chosen one
    assert all(b.focusPolicy() & Qt.FocusPolicy.TabFocus for b in buttons if b not in by_arrows)


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (900, 2.0), (1400, 1.0)])
def test_it_fits_its_column_in_every_dress(shown, qtbot: QtBot, theme: ThemeChoice, width: int, scale: float) -> None:
    shown.appearance.set_choice(theme)
    shown.appearance.set_scale(scale)
    shown.page.resize(width, 700)
    qtbot.waitUntil(lambda: shown.page.width() == width)
    for tab in (DISCOVER, HERE, DOWNLOADS):
        shown.page.show_tab(tab)
        image = shown.page.grab().toImage()
        assert image.pixelColor(2, 2).name() == shown.appearance.palette.surface
        for label in shown.page.findChildren(QLabel):
            if label.isVisible():
                right = label.mapTo(shown.page, QPoint(label.width(), 0)).x()
                assert right <= width, label.text()


def test_words() -> None:
    sizes = (42_520_398_432, 2_019_377_696, 1_800_000, 900)
    assert [size_of(n) for n in sizes] == ["43 GB", "2.0 GB", "1.8 MB", "1 KB"]
    assert context_of(131_072) == "128K context"
    assert context_of(512) == "512 tokens of context"
