"""Downloads: what a person sees of the queue, and what the buttons ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import keeping_kit as kit
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.ui.dialogs import Question
from paddock.ui.library.downloads import DownloadsTab
from paddock.ui.library.downloads_row import DownloadCard
from paddock.ui.library.downloads_words import summary, time_left, words_of
from paddock.ui.settings.token import TokenDialog
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import ThemeChoice


@dataclass
class Shown:
    tab: DownloadsTab
    host: kit.FakeHost
    qtbot: QtBot
    appearance: Appearance
    opened: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    def row(self, number: str) -> DownloadCard:
        return self.tab.rows[number]

    def state(self, number: str) -> DownloadState:
        return self.host.downloads.by(number).state

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def press(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def order(self) -> list[str]:
        return [row.item.id for row in self.tab._queued()]

    def buttons(self, number: str) -> list[str]:
        """The words of a row's visible buttons."""
        found = self.row(number).findChildren(QAbstractButton)
        return [button.text() for button in found if button.isVisible() and button.text()]


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    tasks = Tasks()
    made: list[Shown] = []

    def begin(*items: DownloadItem) -> Shown:
        host = kit.FakeHost(tmp_path, items=items)
        opened: list[str] = []
        tab = DownloadsTab(host, tasks, appearance, lambda url: opened.append(QUrl(url).toString()))
        qtbot.addWidget(tab)
        shown = Shown(tab, host, qtbot, appearance, opened)
        tab.model_chosen.connect(shown.chosen.append)
        tab.resize(900, 1000)
        made.append(shown)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        with qtbot.waitSignal(tab.refreshed, timeout=10_000):
            tab.refresh()
        return shown

    yield begin
    for shown in made:
        shown.tab.close_tab()
    tasks.close()


def test_each_state_has_its_words_and_its_buttons(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    said = {number: row.words.text() for number, row in shown.tab.rows.items()}
    assert said["a"] == "1.9 of 4.9 GB · 18 MB/s · 3 min left"
    assert said["b"] == "Checking the file…"
    assert said["c"] == "No connection. It tries again by itself."
    assert said["d"] == "Waits for its turn"
    assert said["e"] == "8.1 of 42.5 GB · paused"
    assert said["h"] == "Done, 0.8 GB"
    assert {number: shown.buttons(number) for number in shown.tab.rows} == {
        "a": ["Pause"],
        "b": [],
        "c": ["Pause"],
        "d": ["Pause"],
        "e": ["Resume"],
        "f": ["Open its page", "Enter a token…", "Resume"],
        "g": ["Resume"],
        "h": ["Show in folder", "Use"],
    }
    assert shown.tab.summary.text() == "2 running · 18 MB/s · 37 min left"
    assert shown.tab.others.text() == "1 without a connection · 1 in the queue · 1 paused · 2 failed"


def test_pause_and_resume_keep_the_focus(make: Callable[..., Shown]) -> None:
    shown = make(kit.usual_items()[0])
    row = shown.row("a")
    row.pause.setFocus()
    shown.qtbot.keyClick(row.pause, Qt.Key.Key_Return)
    shown.wait(row.resume.isVisible)
    assert row.resume.hasFocus()
    assert row.words.text() == "1.9 of 4.9 GB · paused"
    shown.qtbot.keyClick(row.resume, Qt.Key.Key_Return)
    shown.wait(row.pause.isVisible)
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_Space)
    shown.wait(lambda: shown.state("a") is DownloadState.PAUSED)


def test_all_at_once(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    shown.press(shown.tab.pause_all)
    shown.wait(lambda: not shown.tab.pause_all.isVisible())
    assert [shown.state(number) for number in "abcde"] == [DownloadState.PAUSED] * 5
    shown.press(shown.tab.resume_all)
    shown.wait(lambda: not shown.tab.resume_all.isVisible())
    assert [shown.state(number) for number in "abcdefg"] == [DownloadState.QUEUED] * 7
    shown.press(shown.tab.clear_done)
    shown.wait(lambda: "h" not in shown.tab.rows)
    assert not shown.tab._done_head.isVisible()


def test_cancel_asks_where_much_would_be_lost(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    shown.press(shown.row("d").cancel)  # nothing of it is here
    shown.wait(lambda: "d" not in shown.tab.rows)
    shown.row("e").setFocus()
    shown.qtbot.keyClick(shown.row("e"), Qt.Key.Key_Delete)
    dialog = shown.tab.findChild(Question)
    assert dialog is not None
    assert dialog.heading.text() == "Cancel the download of Llama 3.3 70B Instruct?"
    assert any("8.1 GB" in part.text() for part in dialog.findChildren(QLabel))
    assert dialog.focusWidget() is dialog.no
    dialog.reject()
    assert "e" in shown.tab.rows
    shown.press(shown.tab.cancel_all)
    asked = [one for one in shown.tab.findChildren(Question) if one.isVisible()]
    assert asked[-1].heading.text() == "Cancel 6 downloads?"
    asked[-1].accept()
    shown.wait(lambda: list(shown.tab.rows) == ["h"])


def test_a_download_is_moved_with_the_keyboard(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    alt = Qt.KeyboardModifier.AltModifier
    row = shown.row("d")
    row.setFocus()
    assert row.up.isVisible()
    assert not shown.row("a").up.isVisible()
    shown.qtbot.keyClick(row, Qt.Key.Key_Up, alt)
    assert shown.order() == ["a", "b", "d", "c", "e", "f", "g"]
    shown.wait(lambda: [item.id for item in shown.host.downloads.queue] == ["a", "b", "d", "c", "e", "f", "g", "h"])
    shown.qtbot.keyClick(row, Qt.Key.Key_Down, alt)
    shown.wait(lambda: [item.id for item in shown.host.downloads.queue] == list("abcdefgh"))
    assert row.hasFocus()
    first = shown.row("a")
    first.setFocus()
    assert not first.up.isEnabled()
    shown.qtbot.keyClick(first, Qt.Key.Key_Up, alt)
    assert shown.order()[0] == "a"


def test_a_download_is_dragged_to_another_place(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    row, below = shown.row("b"), shown.row("d")
    start = QPoint(40, 6)
    shown.qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    for height in (2, row.height(), below.geometry().bottom() - row.y() - 2):
        at = QPointF(start + QPoint(0, height))
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(QEvent.Type.MouseMove, at, row.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(row, event)
    assert shown.order() == ["a", "c", "d", "b", "e", "f", "g"]
    assert [item.id for item in shown.host.downloads.queue] == list("abcdefgh"), "not before it is dropped"
    shown.qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=start)
    shown.wait(lambda: [item.id for item in shown.host.downloads.queue] == list("acdbefgh"))
    done = shown.row("h")
    shown.qtbot.mousePress(done, Qt.MouseButton.LeftButton, pos=start)
    shown.qtbot.mouseRelease(done, Qt.MouseButton.LeftButton, pos=start)
    assert shown.order() == ["a", "c", "d", "b", "e", "f", "g"]


def test_gated_leads_to_the_page_and_to_a_token(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    row = shown.row("f")
    shown.press(row.page)
    assert shown.opened == ["https://huggingface.co/meta-llama/Llama-Guard-3-8B"]
    shown.press(row.mend)
    dialog = shown.tab.findChild(TokenDialog)
    assert dialog is not None
    shown.qtbot.keyClicks(dialog.field, "hf_secret")
    shown.qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    shown.wait(lambda: shown.state("f") is DownloadState.QUEUED)
    assert shown.host.token.got == ["hf_secret"]


def test_done_is_used_shown_and_cleared(make: Callable[..., Shown]) -> None:
    shown = make(replace(kit.usual_items()[0], path="/models/x.gguf"))
    row = shown.row("a")
    assert not row.use.isVisible()
    shown.host.downloads.change("a", state=DownloadState.DONE)
    shown.wait(row.use.isVisible)
    assert not row.bar.isVisible()
    assert shown.order() == []
    shown.press(row.use)
    assert shown.chosen == ["/models/x.gguf"]
    shown.press(row.folder)
    assert shown.opened == ["file:///models"]
    row.setFocus()
    shown.qtbot.keyClick(row, Qt.Key.Key_Delete)
    shown.wait(shown.tab.empty.isVisible)


def test_what_moves_is_renewed_in_place(make: Callable[..., Shown]) -> None:
    shown = make(kit.usual_items()[0])
    row = shown.row("a")
    shown.host.downloads.change("a", done_bytes=2_460_369_616)
    shown.wait(lambda: row.bar.value() == 500)
    assert shown.row("a") is row
    assert row.bar.accessibleName() == "50 % of Llama 3.1 8B Instruct"
    shown.host.downloads.put(DownloadItem("z", "Another", DownloadState.QUEUED, 0, 1_000_000))
    shown.wait(lambda: shown.order() == ["a", "z"])


def test_the_limit_holds_at_once(make: Callable[..., Shown]) -> None:
    shown = make()
    assert shown.tab.limit.currentText() == "No limit"
    shown.tab.limit.setCurrentIndex(shown.tab.limit.findText("2 MB/s"))
    shown.tab.limit.activated.emit(shown.tab.limit.currentIndex())
    shown.wait(lambda: shown.host.settings.current.download_limit == 2_000_000)
    shown.host.settings.update(download_limit=3_000_000)
    shown.tab.refresh()
    assert shown.tab.limit.currentText() == "3 MB/s"


def test_nothing_says_where_to_begin(make: Callable[..., Shown]) -> None:
    shown = make()
    assert shown.tab.empty.isVisible()
    assert "Discover" in shown.tab.empty.text()
    assert not shown.tab.summary.isVisible()
    assert not shown.tab.pause_all.isVisible()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ""), (20, "less than a minute left"), (150, "2 min left"), (5400, "1.5 h left")],
)
def test_time_left_as_a_person_says_it(qapp, seconds: float, said: str) -> None:
    assert time_left(seconds) == said


def test_words_of_little_and_unknown_sizes(qapp) -> None:
    running = DownloadState.RUNNING
    assert words_of(DownloadItem("a", "A", running)) == "Connecting…"
    assert words_of(DownloadItem("a", "A", running, 2_500_000, 0, 900_000.0)) == "2.5 MB · 900 KB/s"
    assert words_of(DownloadItem("a", "A", running, 2_500_000, 5_000_000, 1e6)).startswith("2.5 of 5.0 MB · 1.0 MB/s")
    assert words_of(DownloadItem("a", "A", DownloadState.FAILED)) == "Failed"
    assert summary([DownloadItem("a", "A", DownloadState.PAUSED)]) == "Nothing is running"


def test_every_button_has_a_name_and_takes_the_focus(make: Callable[..., Shown]) -> None:
    shown = make(*kit.usual_items())
    buttons = [button for button in shown.tab.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) > 12
    assert all(button.accessibleName() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (900, 2.0), (1400, 1.0)])
def test_nothing_is_cut_off_in_any_dress(
    make: Callable[..., Shown], theme: ThemeChoice, width: int, scale: float
) -> None:
    shown = make(*kit.usual_items())
    shown.appearance.set_choice(theme)
    shown.appearance.set_scale(scale)
    shown.tab.resize(width, 800)
    shown.wait(lambda: shown.tab._column.width() <= width)
    for widget in (*shown.tab.findChildren(QAbstractButton), *shown.tab.findChildren(QLabel)):
        if widget.isVisible():
            left = widget.mapTo(shown.tab, QPoint(0, 0)).x()
            assert left >= 0
            assert left + widget.width() <= width, widget.accessibleName() or widget.property("text")
