"""What menus offer, for the palette. One rule: an action is written down once, in its menu.

What has the focus offers its own menu, and so does what it stands in; beside them stand those of the open chat and of
its last message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from paddock.ui.palette.entries import Entry

ICON = "more"


@runtime_checkable
class Offering(Protocol):
    """A widget with a menu of its own."""

    def offered(self) -> QMenu | None:
        """The menu of what is chosen in it, whose title is that; None: nothing is."""


Source = Callable[[QWidget | None], Iterable[QMenu]]
"""Makes menus, told what has the focus."""


class Offers:
    """The menus that are asked, while the palette is open."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._menus: list[QMenu] = []
        self._entries: list[Entry] | None = None

    def entries(self, focus: QWidget | None) -> Sequence[Entry]:
        """All that can be done now, read from the menus when it is first asked for."""
        if self._entries is None:
            self._menus = [menu for source in self._sources for menu in source(focus)]
            self._entries = [entry for menu in self._menus for entry in entries_of(menu)]
        return self._entries

    def forget(self) -> None:
        """The palette goes; what was chosen in it is still done."""
        for menu in self._menus:
            if isValid(menu):
                menu.deleteLater()
        self._menus, self._entries = [], None


def entries_of(menu: QMenu) -> Iterator[Entry]:
    """What can be chosen in a menu and in the menus within it."""
    for words, run in _leaves(menu, ""):
        yield Entry(words, menu.title(), ICON, run)


def _leaves(menu: QMenu, before: str) -> Iterator[tuple[str, Callable[[], object]]]:
    for action in menu.actions():
        words = action.text().partition("\t")[0].replace("&&", "&")
        inner = action.menu()
        if action.isSeparator() or not action.isEnabled():
            continue
        if isinstance(inner, QMenu):
            yield from _leaves(inner, f"{before}{words}: ")
        else:
            yield f"{before}{words}", action.trigger


def of_focus(widget: QWidget | None) -> Iterator[QMenu]:
    """Of the focused widget and of all it stands in."""
    while widget is not None:
        if isinstance(widget, Offering) and (menu := widget.offered()) is not None:
            yield menu
        widget = widget.parentWidget()
