"""What a search can be narrowed down by. One rule: each filter is one table of words and fields of a `SearchQuery`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from paddock.core.hub import SearchQuery, Sort
from paddock.ui.i18n import tr
from paddock.ui.library.words import LICENCES
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ChoiceBox, FlowLayout, TextButton, label, of_kind

FIELD_WIDTH = 252  # px at 100 %
BILLION = 10**9
Fields = Mapping[str, Any]  # of a SearchQuery


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to narrow down by; the first choice is "any"."""

    name: str
    keys: tuple[str, ...]
    choices: tuple[tuple[str, Fields], ...]

    def chosen(self, query: SearchQuery) -> int:
        """Which choice a query has; 0 where it has none of them."""
        asked = {key: getattr(query, key) for key in self.keys}
        return next((i for i, (_, values) in enumerate(self.choices) if dict(values) == asked), 0)


def filters() -> tuple[Filter, ...]:
    """All of them, in the order of reading."""
    return (
        _filter(tr("Family"), "family", tr("Any family"), _families()),
        _sizes(),
        _filter(tr("Task"), "task", tr("Any task"), _tasks()),
        _filter(tr("Licence"), "licence", tr("Any licence"), {name: id_ for id_, name in LICENCES.items()}),
        _filter(
            tr("Access"), "gated", tr("Open and gated"), {tr("Open to everybody"): False, tr("Gated"): True}, any_=None
        ),
    )


def sorts() -> tuple[tuple[Sort, str], ...]:
    """The orders of results, and what they are called."""
    return (
        (Sort.TRENDING, tr("Trending")),
        (Sort.DOWNLOADS, tr("Most downloads")),
        (Sort.LIKES, tr("Most likes")),
        (Sort.NEWEST, tr("Newest")),
    )


def narrows(query: SearchQuery) -> bool:
    """Whether anything but its order makes it differ from asking for everything."""
    return replace(query, sort=Sort.TRENDING) != SearchQuery()


def _filter(name: str, key: str, any_words: str, choices: Mapping[str, object], any_: object = "") -> Filter:
    listed = ((any_words, {key: any_}), *((words, {key: value}) for words, value in choices.items()))
    return Filter(name, (key,), listed)


def _families() -> dict[str, str]:
    return {
        "Llama 4": "llama-4",
        "Llama 3.3": "llama-3.3",
        "Llama 3.2": "llama-3.2",
        "Llama 3.1": "llama-3.1",
        "Llama 3": "llama-3",
        "Llama 2": "llama-2",
        "Code Llama": "codellama",
        "Llama Guard": "llama-guard",
        "TinyLlama": "tinyllama",
        "Mistral": "mistral",
        "Mixtral": "mixtral",
        "Qwen": "qwen",
        "Gemma": "gemma",
        "Phi": "phi",
        "DeepSeek": "deepseek",
    }


def _sizes() -> Filter:
    def between(low: float, high: float) -> Fields:
        return {"min_params": int(low * BILLION), "max_params": int(high * BILLION)}

    choices = (
        (tr("Any size"), between(0, 0)),
        (tr("Up to 2B"), between(0, 2)),
        (tr("2B to 5B"), between(2, 5)),
        (tr("5B to 10B"), between(5, 10)),
        (tr("10B to 35B"), between(10, 35)),
        (tr("35B and more"), between(35, 0)),
    )
    return Filter(tr("Size"), ("min_params", "max_params"), choices)


def _tasks() -> dict[str, str]:
    return {
        tr("Writing and chatting"): "text-generation",
        tr("Pictures and text"): "image-text-to-text",
        tr("Embeddings"): "feature-extraction",
        tr("Sentence similarity"): "sentence-similarity",
        tr("Classifying text"): "text-classification",
        tr("Translation"): "translation",
    }


class FilterPanel(QFrame):
    """A row of choices that unfolds below the search field.

    Signals:
        changed: the person chose something.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._filters = filters()
        of_kind(self, "card")
        self.author = QLineEdit()
        self.author.setAccessibleName(tr("Author"))
        self.author.setPlaceholderText(tr("Any author"))
        self._author_said = ""
        self._base_model = ""  # chosen elsewhere: by a page that has no GGUF
        self.boxes: list[ChoiceBox] = []
        self._fields: list[QWidget] = []
        flow = FlowLayout(GRID * 4)
        inside = QWidget()
        inside.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        column.addWidget(inside)
        for each in self._filters:
            box = ChoiceBox(appearance).shrinkable()
            box.setAccessibleName(each.name)
            for words, _ in each.choices:
                box.addItem(words)
            box.activated.connect(self.changed)
            self.boxes.append(box)
            flow.addWidget(self._field(each.name, box))
        flow.addWidget(self._field(tr("Author"), self.author))
        self.author.editingFinished.connect(self._author_edited)
        appearance.changed.connect(self._dress)
        self._dress()

    def apply(self, query: SearchQuery) -> SearchQuery:
        """The query with what is chosen here."""
        values: dict[str, Any] = {"author": self.author.text().strip(), "base_model": self._base_model}
        for each, box in zip(self._filters, self.boxes, strict=True):
            values |= each.choices[box.currentIndex()][1]
        return replace(query, **values)

    def show_query(self, query: SearchQuery) -> None:
        """Choose what a query has."""
        self._author_said = query.author
        self._base_model = query.base_model
        self.author.setText(query.author)
        for each, box in zip(self._filters, self.boxes, strict=True):
            box.setCurrentIndex(each.chosen(query))

    def active(self, query: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
        """What narrows a query down, in words, each with the query as it is without that."""
        plain = SearchQuery()
        for each in self._filters:
            number = each.chosen(query)
            if number:
                without = replace(query, **{key: getattr(plain, key) for key in each.keys})
                yield each.choices[number][0], without
        if query.base_model:
            words = tr("Versions of {model}", model=query.base_model)
            yield words, replace(query, base_model="")
        if query.author:
            yield tr("by {author}", author=query.author), replace(query, author="")

    def _field(self, name: str, control: QWidget) -> QWidget:
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label(name, "small"))
        column.addWidget(control)
        column.addStretch(1)
        self._fields.append(field)
        return field

    def _author_edited(self) -> None:
        if self.author.text().strip() != self._author_said:
            self._author_said = self.author.text().strip()
            self.changed.emit()

    def _dress(self) -> None:
        for field in self._fields:
            field.setFixedWidth(self._appearance.px(FIELD_WIDTH))


class Chips(QWidget):
    """What narrows the search down now; pressing one takes it away."""

    def __init__(self, appearance: Appearance, take: Callable[[SearchQuery], object]) -> None:
        super().__init__()
        self._appearance = appearance
        self._take = take
        self._shown: tuple[tuple[str, SearchQuery], ...] = ()
        self.buttons: list[TextButton] = []
        self._flow = FlowLayout(GRID * 2)
        self.setLayout(self._flow)

    def show_active(self, active: Sequence[tuple[str, SearchQuery]]) -> None:
        """Show these; a chip says what it takes away, and holds the query without it."""
        if tuple(active) == self._shown:
            return
        self._shown = tuple(active)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = [self._chip(words, without) for words, without in active]
        self.setVisible(bool(active))
        self.updateGeometry()

    def _chip(self, words: str, without: SearchQuery) -> TextButton:
        chip = TextButton(self._appearance, words, "x", "chip")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # the cross stands behind the words
        chip.setLayoutDirection(Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(tr("Take away: {filter}", filter=words))
        chip.clicked.connect(lambda: self._take(without))
        self._flow.addWidget(chip)
        chip.show()
        return chip
