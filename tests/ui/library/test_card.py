"""A model's card is somebody else's text: it is shown, and it does nothing."""

from __future__ import annotations

import re

import pytest
from discover_kit import CARD, page
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtNetwork import QNetworkAccessManager
from pytestqt.qtbot import QtBot

from paddock.ui.dialogs import LinkDialog
from paddock.ui.library.card_text import MAX_CARD, plain_card
from paddock.ui.library.card_view import CardView, card_parser
from paddock.ui.transcript.inline import render

REPO = "bartowski/Llama-GGUF"


@pytest.mark.parametrize(
    ("card", "plain"),
    [
        ("# A\n\ntext", "# A\n\ntext"),
        ('<div align="center"><h2>A</h2>b</div>', "## A\n\nb"),
        ("a<br>b", "a\nb"),
        ("<b>a</b> <i>b</i>", "**a** *b*"),
        ('<a href="https://e.org/(1)">x</a>', "[x](https://e.org/%281%29)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<img src="https://e.org/p.png" alt="P">', "![P](https://e.org/p.png)"),
        ('<img src="data:image/png;base64,AAAA">', "![]()"),
        ("a<script>alert('<b>')</script>b<!-- c -->", "ab"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("```\n<b>code</b>\n```", "```\n<b>code</b>\n```"),
        ("`<s>` is a token", "`<s>` is a token"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<https://e.org> and <your name>", "<https://e.org> and <your name>"),
        ("# \u202eA\x1b[31m\x07 card", "# A[31m card"),
        ("<details><summary>More</summary>text</details>", "**More**\n\ntext"),
    ],
)
def test_tags_become_markdown_or_go(card: str, plain: str) -> None:
    assert plain_card(card) == plain


def test_a_card_is_cut(qapp) -> None:
    assert len(plain_card("a" * (MAX_CARD + 100))) == MAX_CARD


@given(st.text(alphabet="<>/abdivimgscrpt=\"'- \n`![]()&;", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    shown = plain_card(text)
    assert shown == shown.strip()
    assert not {"<script>", "<img>", "<div>"}.intersection(re.findall(r"<\w+>", shown)) or "`" in text


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "`", "` ", "<script>", "<b", "&lt;", "<a href='", "</", "``` `"], ids=repr
)
def test_hostile_cards_are_read_once(piece: str) -> None:
    """Read once for each of its pieces, the longest card would take longer than a test may."""
    assert len(plain_card(piece * (MAX_CARD // len(piece)))) <= 2 * MAX_CARD


def test_a_picture_is_words_and_a_host(qapp) -> None:
    text, runs = render("See ![the plot](https://cdn.example.net/plot.png) here", card_parser(), {})
    assert text == "See the plot (picture on cdn.example.net) here"
    assert [run.href for run in runs if run.image] == ["https://cdn.example.net/plot.png"]


@pytest.mark.parametrize(
    "address", ["other.md", "#usage", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_what_leads_to_no_web_page_is_text(qapp, address: str) -> None:
    text, runs = render(f"See [this]({address}) and ![that]({address})", card_parser(), {})
    assert text == "See this and that"
    assert [run.href for run in runs if run.href] == []


def test_the_card_is_shown_and_connects_to_nothing(found) -> None:
    found.service.pages[REPO] = page(card=CARD)
    found.open(REPO)
    card = found.tab.repo.card
    assert card.isVisible()
    assert "alert" not in card.document.message.text
    assert "<" not in card.document.message.text.replace("<|", "").replace("{prompt}", "")
    assert not found.tab.findChildren(QNetworkAccessManager)
    assert found.opened == []
    assert all(not button.isVisible() for button in (card.copy, card.again, card.speed))


def test_a_link_asks_first_and_names_its_host(found) -> None:
    found.service.pages[REPO] = page(card="[the paper](https://arxiv.org/abs/1)")
    found.open(REPO)
    card = found.tab.repo.card
    found.qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    dialog = found.tab.findChild(LinkDialog)
    assert dialog is not None
    assert dialog.host.text() == "arxiv.org"
    assert found.opened == []
    dialog.yes.click()
    assert found.opened == ["https://arxiv.org/abs/1"]


def test_a_long_card_is_laid_out_in_slices(qtbot: QtBot, appearance) -> None:
    view = CardView(appearance, None)
    qtbot.addWidget(view)
    view.resize(700, 100)
    view.show()
    with qtbot.waitSignal(view.laid_out, timeout=20_000):
        view.show_card("\n\n".join(f"Paragraph {n} " + "word " * 60 for n in range(250)))
    assert view.height() > 7_500
    assert view.height() == view.document.height
    assert view.document.message.text.endswith(view.document.specs[-1].content)  # none of it is left out
    with qtbot.waitSignal(view.laid_out, timeout=20_000):
        view.resize(400, view.height())
    assert view.height() == view.document.height
