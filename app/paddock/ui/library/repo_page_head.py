"""What a repository is: its name, who made it, and its facts in a row. One rule: a stranger's text stays text."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.core.hub import RepoSummary
from paddock.ui.i18n import tr
from paddock.ui.library.words import ago, count_of, languages_of, params_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import FlowLayout, label, of_kind


class Fact(QWidget):
    """A small name above a value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.value = of_kind(label(""), "fact")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(name, "small"))
        column.addWidget(self.value)

    def show_value(self, value: str) -> None:
        """Show it; "" hides the fact."""
        self.value.setText(value)
        self.setVisible(bool(value))


class RepoHead(QWidget):
    """Title, author, facts."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        del appearance
        self.title = label("", "greeting", wrap=True)
        self.author = label("", "muted", wrap=True)
        self.facts = {
            key: Fact(name)
            for key, name in (
                ("params", tr("Parameters")),
                ("architecture", tr("Architecture")),
                ("context", tr("Trained context")),
                ("languages", tr("Languages")),
                ("likes", tr("Likes")),
                ("downloads", tr("Downloads")),
                ("updated", tr("Changed")),
            )
        }
        row = QWidget()
        flow = FlowLayout(GRID * 8)
        row.setLayout(flow)
        for fact in self.facts.values():
            flow.addWidget(fact)
            fact.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.author)
        column.addSpacing(GRID * 3)
        column.addWidget(row)

    def show_summary(self, summary: RepoSummary) -> None:
        """This repository, as far as a list knows it."""
        self.title.setText(breakable(summary.name))
        parts = [tr("by {author}", author=summary.author)] if summary.author else []
        if summary.base_models:
            parts.append(tr("made from {models}", models=", ".join(summary.base_models[:3])))
        self.author.setText(" · ".join(parts))
        values = {
            "params": params_of(summary.n_params),
            "architecture": summary.architecture,
            "languages": languages_of(summary.languages),
            "likes": count_of(summary.likes) if summary.likes else "",
            "downloads": count_of(summary.downloads) if summary.downloads else "",
            "updated": ago(summary.updated),
            "context": "",
        }
        for key, value in values.items():
            self.facts[key].show_value(value)

    def show_context(self, words: str) -> None:
        """What the model was trained with, once a header told."""
        self.facts["context"].show_value(words)


def breakable(name: str) -> str:
    """A name that may be broken after its dashes and underscores: with zero-width spaces there."""
    return name.replace("-", "-\u200b").replace("_", "_\u200b")
