"""What a search in the chats is narrowed down by: when, where, who, which model.

One rule: what narrows a search is always in sight, as a chip that takes it away again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from paddock.core.chats import Folder
from paddock.core.messages import Role
from paddock.core.searching import ChatQuery
from paddock.ui.dialogs import Question
from paddock.ui.i18n import tr
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, TextButton, label, pop_below

ANY = ChatQuery("")
WEEK, MONTH, YEAR = 7, 30, 365  # days
EARLIEST, LATEST = 1970, 2100  # years
LONGEST = 24  # characters of a chip; the whole is in its tooltip


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from."""

    folders: Sequence[Folder] = ()
    tags: Sequence[str] = ()
    models: Sequence[str] = ()


class SearchFilters(QWidget):
    """A button that narrows a search down, and a chip for everything that does.

    Signals:
        changed: the `ChatQuery` whose text does not count.
    """

    changed = Signal(object)

    def __init__(self, appearance: Appearance, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._appearance = appearance
        self._today = today
        self._choices = Choices()
        self._since = ""  # the period that was chosen, in words
        self.query = ANY
        self.button = TextButton(appearance, tr("Filter"), "sliders", "chip")
        self.button.clicked.connect(self._show_menu)
        self.chips: list[TextButton] = []
        self._flow = FlowLayout(GRID)
        self._flow.addWidget(self.button)
        self.setLayout(self._flow)
        self.hide()

    def set_choices(self, choices: Choices) -> None:
        """Folders, tags and models that there are now; a folder that has gone narrows nothing any more."""
        self._choices = choices
        if self.query.folder_id is not None and all(self.query.folder_id != one.id for one in choices.folders):
            self._take(replace(self.query, folder_id=None))

    def searching(self, text: str) -> None:
        """What stands in the field: without a search there is nothing to narrow down."""
        wanted = bool(text.strip())
        if not wanted and self.query != ANY:
            self._take(ANY)
        self.setVisible(wanted)

    def menu(self) -> QMenu:
        """What it can be narrowed down by; of what there is nothing of, there is no menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        query = self.query
        when = menu.addMenu(tr("When"))
        for words, days in self._periods():
            self._add(when, words, self._last(days), words == self._since, words)
        when.addSeparator()
        when.addAction(tr("From … to …"), self.ask_dates)
        who = menu.addMenu(tr("Written by"))
        for role, words in _roles():
            self._add(who, words, replace(query, role=role), query.role is role)
        lists: tuple[tuple[str, Iterable[tuple[str, ChatQuery]]], ...] = (
            (tr("Folder"), ((one.name, replace(query, folder_id=one.id)) for one in self._choices.folders)),
            (tr("Tag"), ((tag, replace(query, tag=tag)) for tag in self._choices.tags)),
            (tr("Model"), ((name, replace(query, model=name)) for name in self._choices.models)),
        )
        for title, choices in lists:
            sub: QMenu | None = None
            for words, narrowed in choices:
                sub = sub or menu.addMenu(title)
                self._add(sub, words.replace("&", "&&"), narrowed, narrowed == query)
        return menu

    def ask_dates(self) -> DatesDialog:
        """Ask for two days of the person's own."""
        dialog = DatesDialog(self._appearance, self.window())
        dialog.chosen.connect(self._between)
        dialog.open()
        return dialog

    def _show_menu(self) -> None:
        pop_below(self.menu(), self.button)

    def _periods(self) -> tuple[tuple[str, int], ...]:
        """Their words, and how many days before today they begin."""
        return (
            (tr("Today"), 0),
            (tr("Last 7 days"), WEEK),
            (tr("Last 30 days"), MONTH),
            (tr("Last 12 months"), YEAR),
        )

    def _last(self, days: int) -> ChatQuery:
        return replace(self.query, after=_midnight(self._today() - timedelta(days=days)), before=None)

    def _between(self, first: date | None, last: date | None, words: str) -> None:
        after = _midnight(first) if first is not None else None
        before = _midnight(last + timedelta(days=1)) if last is not None else None
        self._take(replace(self.query, after=after, before=before), words)

    def _add(self, menu: QMenu, words: str, narrowed: ChatQuery, chosen: bool, since: str | None = None) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self._take(narrowed, since))

    def _take(self, query: ChatQuery, since: str | None = None) -> None:
        """Narrow down by this. `since` is what a new period is called."""
        if since is not None:
            self._since = since
        if query.after is None and query.before is None:
            self._since = ""
        self.query = query
        self._show_chips()
        self.changed.emit(query)

    def _show_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = [self._chip(words, without) for words, without in self._active()]
        if had_focus:
            self.button.setFocus()
        self.updateGeometry()

    def _active(self) -> Iterator[tuple[str, ChatQuery]]:
        """What narrows it down, in words, each with the query as it is without that."""
        query = self.query
        if self._since:
            yield self._since, replace(query, after=None, before=None)
        if query.role is not None:
            yield dict(_roles())[query.role], replace(query, role=None)
        if query.folder_id is not None:
            names = {one.id: one.name for one in self._choices.folders}
            yield names.get(query.folder_id, ""), replace(query, folder_id=None)
        if query.tag:
            yield query.tag, replace(query, tag="")
        if query.model:
            yield query.model, replace(query, model="")

    def _chip(self, words: str, without: ChatQuery) -> TextButton:
        shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        chip = TextButton(self._appearance, shown.replace("&", "&&"), "x", "chip")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # the cross stands behind the words
        chip.setLayoutDirection(Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(tr("Take away: {filter}", filter=words))
        chip.setToolTip(words)
        chip.clicked.connect(lambda: self._take(without))
        self._flow.addWidget(chip)
        chip.show()
        return chip


class DatesDialog(Question):
    """Two days, either of which may be left out.

    Signals:
        chosen: the first and the last day, or None, and both in words.
    """

    chosen = Signal(object, object, str)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_words(tr("Search between two days"), tr("Search"))
        self.first, self.last = QLineEdit(), QLineEdit()
        for field, name in ((self.first, tr("From this day")), (self.last, tr("Up to this day"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(date.today().isoformat())
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self.accept)
            words = label(name, "muted")
            words.setBuddy(field)
            self.body.addWidget(words)
            self.body.addWidget(field)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.first.setFocus()
        self._typed()

    def accept(self) -> None:
        """Only with days that there are."""
        try:
            first, last = _day(self.first.text()), _day(self.last.text())
        except ValueError:
            self._say(tr("Write a day as year-month-day, like 2026-11-30."))
            return
        if first is None and last is None:
            return
        if first is not None and last is not None and first > last:
            self._say(tr("The first day is after the last one."))
            return
        self.chosen.emit(first, last, _between_words(first, last))
        super().accept()

    def _typed(self) -> None:
        self.problem.hide()
        self.yes.setEnabled(bool(self.first.text().strip() or self.last.text().strip()))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def _roles() -> tuple[tuple[Role, str], ...]:
    return ((Role.USER, tr("You")), (Role.ASSISTANT, tr("The model")))


def _between_words(first: date | None, last: date | None) -> str:
    if first is None:
        return tr("up to {day}", day=last)
    if last is None:
        return tr("from {day}", day=first)
    return tr("{first} to {last}", first=first, last=last)


def _day(text: str) -> date | None:
    """A day as it was typed, of a year that a clock can show. Raises `ValueError`."""
    if not text.strip():
        return None
    day = date.fromisoformat(text.strip())
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(text)
    return day


def _midnight(day: date) -> float:
    """When a day begins here, in seconds since the epoch."""
    return datetime(day.year, day.month, day.day).timestamp()
