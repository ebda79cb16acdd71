"""A search in the chats is narrowed down in the window: by day, folder, tag, who said it and which model."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from desk import Desk, Start
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from paddock.core.messages import Role
from paddock.core.searching import ChatQuery
from paddock.ui.search_filters import SearchFilters
from paddock.ui.style import Appearance


@pytest.fixture
def desk(start: Start) -> Desk:
    """Two chats about giraffes; the first one lies in a folder and has a tag."""
    made = start(("An answer with words.", "Another answer."))
    made.ask("giraffes first")
    made.window.new_chat()
    made.wait(lambda: made.window.conversation.chat is None)
    made.ask("giraffes second")
    made.wait(lambda: len(made.titles()) == 2)
    places = made.application.places
    first = next(chat for chat in made.application.open_store().chats() if chat.title == "giraffes first")
    places.put([first.id], places.add_folder("Zoo & more").id)
    places.tag([first.id], "animals")
    made.wait(lambda: made.window.chat_model.folders)
    made.settle()
    return made


def submenus(menu: QMenu) -> dict[str, list[QAction]]:
    found = {}
    for action in menu.actions():
        inside = action.menu()
        assert isinstance(inside, QMenu)
        found[action.text()] = inside.actions()
    return found


def choose(filters: SearchFilters, title: str, text: str) -> None:
    next(action for action in submenus(filters.menu())[title] if action.text() == text).trigger()


def lines(desk: Desk) -> list[str]:
    model = desk.window.chat_model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def found(desk: Desk, expected: list[str]) -> None:
    desk.wait(lambda: [line for line in lines(desk) if line not in ("Today", "In messages")] == expected)


def test_where_and_who(desk: Desk) -> None:
    window, filters = desk.window, desk.window.sidebar.filters
    assert filters.isHidden()
    window.sidebar.filter.setText("giraffes")
    assert filters.isVisible()
    both = ["giraffes second", "giraffes first"]
    desk.wait(lambda: window.chat_model.has_hits)
    choose(filters, "Folder", "Zoo && more")
    found(desk, ["giraffes first"] * 2)
    assert [chip.toolTip() for chip in filters.chips] == ["Zoo & more"]
    choose(filters, "Written by", "The model")
    found(desk, [])
    assert window.sidebar.empty.isVisible()
    desk.click("Take away: The model")
    found(desk, ["giraffes first"] * 2)
    desk.click("Take away: Zoo & more")
    found(desk, both * 2)
    choose(filters, "Tag", "animals")
    found(desk, ["giraffes first"] * 2)
    checked = {
        title: [a.text() for a in actions if a.isChecked()] for title, actions in submenus(filters.menu()).items()
    }
    assert checked["Tag"] == ["animals"]
    desk.qtbot.keyClick(window.sidebar.filter, Qt.Key.Key_Escape)
    assert filters.isHidden()
    assert filters.query == ChatQuery("")
    assert filters.chips == []


def test_which_model_and_when(desk: Desk) -> None:
    window, filters = desk.window, desk.window.sidebar.filters
    [answered] = desk.application.places.models()
    answer = desk.messages[-1].text.split()[0]
    window.sidebar.filter.setText(answer)
    desk.wait(lambda: window.chat_model.has_hits)
    choose(filters, "Model", answered)
    desk.wait(lambda: window.chat_model.has_hits)
    choose(filters, "When", "Today")
    desk.wait(lambda: window.chat_model.has_hits)
    dialog = filters.ask_dates()
    yesterday = date.today() - timedelta(days=1)
    dialog.last.setText(yesterday.isoformat())
    dialog.yes.click()
    desk.wait(lambda: not window.chat_model.has_hits)
    assert [chip.toolTip() for chip in filters.chips] == [f"up to {yesterday}", answered]


def test_a_folder_that_goes_narrows_nothing_any_more(desk: Desk) -> None:
    window, filters = desk.window, desk.window.sidebar.filters
    window.sidebar.filter.setText("giraffes")
    choose(filters, "Folder", "Zoo && more")
    found(desk, ["giraffes first"] * 2)
    desk.application.places.remove_folder(window.chat_model.folders[0].id)
    found(desk, ["giraffes second", "giraffes first"] * 2)
    assert filters.chips == []
    assert "Folder" not in submenus(filters.menu())


@pytest.fixture
def filters(look: Appearance, qtbot: QtBot) -> SearchFilters:
    made = SearchFilters(look, today=lambda: date(2026, 11, 30))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("words", "first"), [("Today", 30), ("Last 7 days", 23)])
def test_periods_begin_at_midnight(filters: SearchFilters, words: str, first: int) -> None:
    choose(filters, "When", words)
    assert filters.query == ChatQuery("", after=datetime(2026, 11, first).timestamp())


def test_two_days_and_what_is_no_day(filters: SearchFilters) -> None:
    dialog = filters.ask_dates()
    assert not dialog.yes.isEnabled()
    for first, last, problem in (
        ("soon", "", "Write a day"),
        ("9999-12-31", "", "Write a day"),
        ("2026-11-30", "2026-11-01", "is after"),
    ):
        dialog.first.setText(first)
        dialog.last.setText(last)
        dialog.yes.click()
        assert problem in dialog.problem.text()
        assert filters.query == ChatQuery("")
    dialog.last.setText("2026-12-01")
    dialog.yes.click()
    assert filters.query.after == datetime(2026, 11, 30).timestamp()
    assert filters.query.before == datetime(2026, 12, 2).timestamp()


def test_a_long_name_is_cut_and_said_whole(filters: SearchFilters) -> None:
    filters._take(ChatQuery("", role=Role.USER, model="A model with a name that is longer than the sidebar is wide"))
    assert filters.chips[1].text().endswith("…")
    assert filters.chips[1].accessibleName().endswith("the sidebar is wide")
