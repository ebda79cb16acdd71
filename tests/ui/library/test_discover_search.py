"""Searching: when the Hub is asked, what of the answers is shown, and what stays when it cannot be reached."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from discover_kit import NOW, OFFLINE, PORTION, summary
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from paddock.core.hub import Gating, SearchPage, SearchQuery, Sort
from paddock.ui.library.discover_tab import HOME, RESULTS
from paddock.ui.library.search_bar import PAUSE_MS
from paddock.ui.library.search_filters import FilterPanel, filters, narrows
from paddock.ui.library.search_model import Roles, SearchModel, spoken


def test_nothing_is_asked_before_something_is_said(found) -> None:
    bar = found.tab.bar
    assert bar.host.text() == "Searches huggingface.co"
    bar.filters.click()
    assert bar.panel.isVisible()
    bar.field.setFocus()
    assert found.tab.below.currentIndex() == HOME
    assert found.service.asked == []


def test_a_pause_in_typing_searches(found) -> None:
    assert found.tab.bar._pause.interval() == PAUSE_MS < 300
    found.qtbot.keyClicks(found.tab.bar.field, "llama")
    assert found.service.asked == []  # the pause is not over
    found.wait(lambda: found.names())
    assert found.service.asked == [(SearchQuery(text="llama"), "")]
    assert found.names()[0].startswith("llama ")
    assert found.tab.below.currentIndex() == RESULTS


def test_enter_searches_at_once(found) -> None:
    found.tab.bar.field.setText("llama")
    found.qtbot.keyClick(found.tab.bar.field, Qt.Key.Key_Return)
    assert not found.tab.bar._pause.isActive()
    found.wait(lambda: found.names())
    assert len(found.service.asked) == 1


def test_only_the_newest_question_is_answered(found) -> None:
    found.service.gate.clear()
    found.tab.bar.field.setText("one")
    found.tab.bar.say()
    found.tab.bar.field.setText("two")
    found.tab.bar.say()
    found.wait(lambda: len(found.service.asked) == 2)
    assert found.tab.results.status.text() == "Searching…"
    found.service.gate.set()
    found.wait(lambda: found.names())
    assert found.names()[0].startswith("two ")
    assert len(found.names()) == PORTION


def test_emptying_the_field_goes_back_to_what_is_recommended(found) -> None:
    found.search("llama")
    found.service.gate.clear()
    found.tab.bar.field.setText("llama 3")
    found.tab.bar.say()
    found.qtbot.mouseClick(found.tab.bar.field.clear_button, Qt.MouseButton.LeftButton)
    assert found.tab.below.currentIndex() == HOME
    found.service.gate.set()
    found.wait(lambda: len(found.service.asked) == 2)
    assert found.tab.below.currentIndex() == HOME


def test_more_comes_as_one_scrolls(found) -> None:
    found.service.total = 100
    found.search("llama")
    results = found.tab.results
    assert results.status.text() == "30 models, and more as you scroll"
    bar = results.list.verticalScrollBar()
    for count in (60, 90, 100):
        bar.setValue(bar.maximum())
        found.wait(lambda count=count: len(found.names()) == count)
    assert results.status.text() == "100 models"
    bar.setValue(bar.maximum())
    assert len(found.service.asked) == 4
    assert len(set(found.names())) == 100


def test_the_next_page_is_asked_for_once(found) -> None:
    found.search("llama")
    found.service.gate.clear()
    bar = found.tab.results.list.verticalScrollBar()
    for share in (1.0, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * share))
    found.wait(lambda: len(found.service.asked) == 2)
    found.service.gate.set()
    found.wait(lambda: len(found.names()) == 60)
    assert len(found.service.asked) == 2


def test_scrolling_the_old_results_asks_nothing_of_the_new_search(found) -> None:
    found.search("llama")
    found.service.gate.clear()
    found.tab.bar.field.setText("mistral")
    found.tab.bar.say()
    bar = found.tab.results.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    found.service.gate.set()
    found.wait(lambda: found.names()[0].startswith("mistral "))
    assert found.service.asked[1:] == [(SearchQuery(text="mistral"), "")]


def test_without_a_network_what_was_found_stays(found) -> None:
    found.search("llama")
    before = found.names()
    found.service.errors.append(OFFLINE)
    found.search("mistral")
    results = found.tab.results
    assert found.names() == before
    assert "cannot be reached" in results.status.text()
    assert results.status.text().endswith("Below is what the search for “llama” found.")
    assert results.retry.isVisible()
    found.service.errors.append(OFFLINE)
    found.search("llama")
    assert "Below" not in results.status.text(), "they are what was asked for"
    found.search("mistral")
    found.wait(lambda: found.names()[0].startswith("mistral "))
    assert not results.retry.isVisible()


def test_a_next_page_that_failed_is_not_asked_for_again_by_itself(found) -> None:
    found.search("llama")
    found.service.errors.append(OFFLINE)
    bar = found.tab.results.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    found.wait(found.tab.results.retry.isVisible)
    bar.setValue(0)
    bar.setValue(bar.maximum())
    assert len(found.service.asked) == 2
    found.tab.results.retry.click()
    found.wait(lambda: len(found.names()) == 60)


def test_the_first_search_without_a_network_says_what_to_do(found) -> None:
    found.service.errors.append(OFFLINE)
    found.search("llama")
    results = found.tab.results
    assert results.nothing.isVisible()
    assert results.nothing.text() == OFFLINE.what
    assert results.advice.text() == OFFLINE.todo
    found.qtbot.mouseClick(results.again, Qt.MouseButton.LeftButton)
    found.wait(lambda: found.names())


def test_results_from_the_cache_say_how_old_they_are(found) -> None:
    results = found.tab.results
    results._clock = lambda: NOW
    found.service.problem, found.service.fetched_at = "the Hub cannot be reached", NOW - 12 * 60
    found.search("llama")
    assert results.status.text() == "From 12 minutes ago: the Hub cannot be reached"
    assert results.retry.isVisible()
    assert len(found.names()) == PORTION


def test_nothing_found_says_what_to_do(found) -> None:
    found.service.total = 0
    found.search("lama tree")
    results = found.tab.results
    assert results.nothing.text() == "Nothing was found."
    assert results.advice.isVisible()
    found.qtbot.mouseClick(results.clear, Qt.MouseButton.LeftButton)
    assert found.tab.below.currentIndex() == HOME
    assert found.tab.bar.field.text() == ""


def test_filters_search_at_once_and_can_be_taken_away(found) -> None:
    bar = found.tab.bar
    bar.filters.click()
    family, size = bar.panel.boxes[0], bar.panel.boxes[1]
    family.setCurrentIndex(family.findText("Llama 3.2"))
    family.activated.emit(family.currentIndex())
    size.setCurrentIndex(size.findText("2B to 5B"))
    size.activated.emit(size.currentIndex())
    found.wait(lambda: len(found.service.asked) == 2)
    query, _ = found.service.asked[-1]
    assert query == SearchQuery(family="llama-3.2", min_params=2 * 10**9, max_params=5 * 10**9)
    assert [chip.text() for chip in bar.chips.buttons] == ["Llama 3.2", "2B to 5B"]
    assert bar.filters.text() == "Filters (2)"
    bar.chips.buttons[0].click()
    found.wait(lambda: len(found.service.asked) == 3)
    assert found.service.asked[-1][0].family == ""
    assert [chip.text() for chip in bar.chips.buttons] == ["2B to 5B"]
    bar.chips.buttons[0].click()
    assert found.tab.below.currentIndex() == HOME


def test_an_author_is_searched_for_when_it_was_typed(found) -> None:
    bar = found.tab.bar
    bar.filters.click()
    found.qtbot.keyClicks(bar.panel.author, "bartowski")
    assert found.service.asked == []
    found.qtbot.keyClick(bar.panel.author, Qt.Key.Key_Return)
    found.wait(lambda: found.service.asked)
    assert found.service.asked[0][0] == SearchQuery(author="bartowski")
    assert [chip.text() for chip in bar.chips.buttons] == ["by bartowski"]
    bar.field.setFocus()  # leaving the field says nothing new
    assert len(found.service.asked) == 1


def test_another_order_searches_anew(found) -> None:
    found.search("llama")
    sort = found.tab.bar.sort
    assert sort.isVisible()
    sort.setCurrentIndex(sort.findData(Sort.NEWEST))
    sort.activated.emit(sort.currentIndex())
    found.wait(lambda: len(found.service.asked) == 2)
    assert found.service.asked[-1][0] == SearchQuery(text="llama", sort=Sort.NEWEST)


def test_browsing_asks_for_everything(found) -> None:
    found.qtbot.mouseClick(found.tab.home.browse, Qt.MouseButton.LeftButton)
    found.wait(lambda: found.names())
    assert found.service.asked == [(SearchQuery(), "")]
    assert found.tab.step_back()
    assert found.tab.below.currentIndex() == HOME
    assert not found.tab.step_back()


def test_the_keyboard_goes_into_the_results_and_back(found) -> None:
    found.search("llama")
    field, results = found.tab.bar.field, found.tab.results.list
    field.setFocus()
    found.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert results.hasFocus()
    assert results.currentIndex().row() == 0
    found.qtbot.keyClick(results, Qt.Key.Key_Up)
    assert field.hasFocus()
    found.qtbot.keyClick(field, Qt.Key.Key_Down)
    found.qtbot.keyClick(results, Qt.Key.Key_Down)
    found.qtbot.keyClick(results, Qt.Key.Key_Return)
    assert found.tab.repo.isVisible()
    assert found.tab.repo.head.title.text().replace("\u200b", "") == found.names()[1]
    assert found.tab.step_back()
    assert results.hasFocus()
    assert results.currentIndex().row() == 1


@pytest.mark.parametrize("each", filters(), ids=lambda each: each.name)
def test_every_choice_of_a_filter_comes_back_from_its_query(found, each) -> None:
    panel = FilterPanel(found.appearance)
    found.qtbot.addWidget(panel)
    number = filters().index(each)
    for choice in range(len(each.choices)):
        panel.boxes[number].setCurrentIndex(choice)
        query = panel.apply(SearchQuery(text="a"))
        assert each.chosen(query) == choice
        assert len(list(panel.active(query))) == (1 if choice else 0)
        assert narrows(replace(query, text="")) is bool(choice)


def test_the_model_is_a_good_one(qapp) -> None:
    model = SearchModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = tuple(summary(n) for n in range(30))
    model.show_page(SearchPage(SearchQuery(), first, "30"))
    model.add_page(SearchPage(SearchQuery(), (first[29], summary(30)), ""))  # the Hub moved on meanwhile
    assert model.rowCount() == 31
    assert model.is_whole
    model.show_page(SearchPage(SearchQuery(), ()))
    assert model.rowCount() == 0
    tester.deleteLater()


def test_a_row_says_all_that_is_known(qapp) -> None:
    about = summary(4)
    assert about.gating is Gating.MANUAL
    model = SearchModel()
    model.show_page(SearchPage(SearchQuery(), (about, summary(1))))
    facts = model.index(1, 0).data(Roles.FACTS)
    for part in ("unsloth", "3.2B", "llama", "Llama 3.2 Community License", "changed "):
        assert part in facts
    assert model.index(1, 0).data(Roles.LIKES) == "1.2K"
    assert "gated" in spoken(about)
    assert "likes" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_is_left_is_not_shown_later(found) -> None:
    found.service.gate = threading.Event()
    found.tab.bar.field.setText("one")
    found.tab.bar.say()
    found.tab.close_tab()
    found.service.gate.set()
    found.wait(lambda: found.service.asked)
    assert found.names() == []
