"""How the window writes numbers: with separators, without a needless decimal, one thing in the singular."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from paddock.core.hub import RepoSummary
from paddock.core.said import say
from paddock.ui.i18n import tr, translated, trn
from paddock.ui.library import installed_words
from paddock.ui.library.search_model import spoken
from paddock.ui.library.words import params_of, speed_of


def test_counts_have_separators(qapp: QApplication) -> None:
    del qapp
    assert tr("{count} tokens", count=8192) == "8,192 tokens"
    assert trn("one chat", "{n} chats", 12345) == "12,345 chats"
    assert translated(say("about {count} words a second", count=1151)) == "about 1,151 words a second"
    assert speed_of(1151 / 0.75) == "about 1,151 words a second"
    assert tr("{count} tokens", count=999) == "999 tokens"
    assert tr("{percent} %", percent=1000) == "1000 %"


@pytest.mark.usefixtures("german")
def test_counts_have_the_separators_of_the_language() -> None:
    assert speed_of(1151 / 0.75) == "etwa 1.151 Wörter pro Sekunde"
    assert params_of(3_200_000_000) == "3,2B"


@pytest.mark.parametrize(
    ("weights", "short"),
    [(1_000_000_000, "1B"), (1_040_000_000, "1B"), (3_210_000_000, "3.2B"), (70_600_000_000, "71B")],
)
def test_billions_have_a_decimal_only_where_it_says_something(qapp: QApplication, weights: int, short: str) -> None:
    del qapp
    assert params_of(weights) == short
    assert installed_words.params_of(weights) == f"{short} parameters"


def test_one_like_is_one(qapp: QApplication) -> None:
    del qapp
    assert spoken(RepoSummary("a/b", "a", "b", likes=1, downloads=1)).endswith("one like, one download")
    assert spoken(RepoSummary("a/b", "a", "b", likes=2, downloads=2000)).endswith("2 likes, 2,000 downloads")
