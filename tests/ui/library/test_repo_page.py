"""A repository's page: its terms, what fits here at which context, and what can be downloaded of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from discover_kit import NOW, OFFLINE, QUANTIZATIONS, page, summary, variants
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from paddock.core.downloads import DownloadItem, DownloadState, request_id
from paddock.core.hardware import Fit
from paddock.core.hub import Gating, SearchQuery
from paddock.core.library import Origin
from paddock.core.models import ModelFile, ModelSource
from paddock.ui.dialogs import LinkDialog
from paddock.ui.library.repo_page_context import ContextSlider
from paddock.ui.library.repo_page_pick import best_variant
from paddock.ui.library.repo_page_variants import NARROW, group_of
from paddock.ui.style import Appearance

REPO = "bartowski/Llama-GGUF"


def press(found, button: QAbstractButton) -> None:
    assert button.isVisible()
    found.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fits(found) -> dict[str, Fit | None]:
    return {key: row.badge.fit for key, row in found.tab.repo.table.rows.items()}


def confirm(found) -> str:
    """Say yes to the question about a link; the host that it named."""
    dialog = found.tab.findChildren(LinkDialog)[-1]
    host = dialog.host.text()
    dialog.yes.click()
    return str(host)


def test_details_open_the_page_and_back_leads_home(found) -> None:
    offer = found.tab.home.offers["llama-3.1-8b"]
    press(found, offer.details)
    assert found.service.asked == [] or found.service.asked[0] == offer.choice.entry.repo_id
    assert found.tab.repo.isVisible()
    found.wait(lambda: found.tab.repo.page is not None)
    press(found, found.tab.repo.back)
    assert found.tab.home.isVisible()


def test_a_page_has_a_ring_only_where_the_keyboard_led_to_it(found) -> None:
    area = found.tab.repo.area
    found.open(REPO)
    found.qtbot.waitUntil(area.hasFocus)
    assert area.property("kind") == "unringed"
    area.clearFocus()
    area.setFocus(Qt.FocusReason.TabFocusReason)
    assert area.property("kind") == ""


def test_variants_are_judged_one_after_the_other(found) -> None:
    found.service.gate.clear()
    found.tab.open_repo(REPO)
    found.wait(lambda: found.service.asked == [REPO])
    assert found.tab.repo.status.text() == "Asking huggingface.co…"
    found.service.gate.set()
    found.wait(lambda: found.tab.repo.page is not None)
    found.wait(lambda: all(fits(found).values()))
    assert found.service.asked[1:] == [(REPO, name) for name, _, _ in QUANTIZATIONS]
    assert fits(found)["F16"] is Fit.NO
    assert fits(found)["Q4_K_M"] is Fit.FITS
    row = found.tab.repo.table.rows["Q4_K_M"]
    assert row.words.text() == "a good balance"
    assert row.amount.text() == "4.9 GB"
    assert row.speed.text() == "6.1 of 16 GB · about 6 words a second"
    assert 0.3 < row.bar.share < 0.5


def test_one_variant_is_recommended(found) -> None:
    found.open()
    rows = found.tab.repo.table.rows
    assert [key for key, row in rows.items() if row.mark.isVisible()] == ["Q4_K_M"]
    assert rows["Q4_K_M"].get.download.property("kind") == "primary"


def test_another_context_is_arithmetic(found) -> None:
    found.open()
    asked = list(found.service.asked)
    repo = found.tab.repo
    assert repo.context.tokens == 8192
    assert repo.context.steps == tuple(2048 << n for n in range(7))
    assert repo.head.facts["context"].value.text() == "128K tokens"
    repo.context.slider.setValue(4)
    assert repo.context.value.text() == "32K tokens · about 25000 words"
    found.wait(lambda: fits(found)["Q8_0"] is Fit.TIGHT)
    repo.context.slider.setValue(6)
    found.wait(lambda: fits(found)["Q4_K_M"] is Fit.NO)
    assert set(fits(found).values()) == {Fit.NO}
    assert not any(row.mark.isVisible() for row in repo.table.rows.values())
    assert found.service.asked == asked


def test_the_slider_moves_while_variants_are_judged(found) -> None:
    found.tab.open_repo(REPO)
    found.wait(lambda: fits(found).get("F16"))
    found.service.gate.clear()
    found.tab.repo.context.slider.setValue(0)
    found.service.gate.set()
    found.wait(lambda: len(fits(found)) == len(QUANTIZATIONS) and all(fits(found).values()))
    last = dict(found.service.judged)
    found.wait(lambda: {row.fit.n_ctx for row in found.tab.repo.table.rows.values()} == {2048})
    assert set(last) == {name for name, _, _ in QUANTIZATIONS}


def test_who_left_the_page_is_not_judged_for(found) -> None:
    found.service.gate.clear()
    found.tab.open_repo(REPO)
    found.wait(lambda: found.service.asked == [REPO])
    assert found.tab.step_back()
    found.service.gate.set()
    found.search("llama")
    assert (REPO, "F16") not in found.service.asked
    assert found.tab.repo.page is None


def test_what_cannot_be_judged_says_so_and_the_others_go_on(found) -> None:
    found.service.refused = {"Q6_K"}
    found.open()
    row = found.tab.repo.table.rows["Q6_K"]
    assert row.badge.words.text() == "Cannot be judged"
    assert row.speed.text() == "Its header is damaged."
    assert fits(found)["Q2_K"] is Fit.FITS


def test_a_network_that_went_stops_judging_until_one_tries_again(found) -> None:
    found.service.judging.clear()
    found.tab.open_repo(REPO)
    repo = found.tab.repo
    found.wait(lambda: repo.page is not None)
    found.service.errors.append(OFFLINE)
    found.service.judging.set()
    found.wait(repo.notice.isVisible)
    assert "cannot be reached" in repo.notice.what.text()
    assert set(fits(found).values()) == {None}
    press(found, repo.notice.button)
    found.wait(lambda: all(fits(found).values()))
    assert not repo.notice.isVisible()


def test_a_page_that_does_not_come_can_be_tried_again(found) -> None:
    found.service.errors.append(OFFLINE)
    found.tab.open_repo(REPO)
    repo = found.tab.repo
    found.wait(repo.notice.isVisible)
    assert repo.notice.what.text() == OFFLINE.what
    press(found, repo.retry)
    found.wait(lambda: repo.page is not None)
    assert not repo.notice.isVisible()


def test_a_page_from_the_cache_says_how_old_it_is(found) -> None:
    found.service.problem, found.service.fetched_at = "the Hub cannot be reached", NOW - 3 * 3600
    found.tab.repo._clock = lambda: NOW
    found.open()
    assert found.tab.repo.status.text() == "From 3 hours ago: the Hub cannot be reached"
    assert found.tab.repo.retry.isVisible()


def test_download_with_what_goes_along(found) -> None:
    found.open()
    repo = found.tab.repo
    toggle, companion = repo.companions.toggles[0]
    assert not toggle.isChecked()
    toggle.click()
    press(found, repo.table.rows["Q4_K_M"].get.download)
    found.wait(lambda: found.downloads.asked)
    [(what, request)] = found.downloads.asked
    assert what == "start"
    assert [file.filename for file in request.files] == ["Llama-Q4_K_M.gguf", companion.files[0].filename]
    assert request.licence == "llama3.1"


def test_a_download_is_followed_and_the_model_used(found) -> None:
    found.open()
    repo = found.tab.repo
    row = repo.table.rows["Q4_K_M"]
    filename = row.variant.files[0].filename
    key = request_id(REPO, filename)
    found.shelf.set_item(key, DownloadItem(key, "Llama", DownloadState.RUNNING, 10**9, 2 * 10**9, 1e6))
    assert row.get.transfer.isVisible()
    assert not row.get.download.isVisible()
    row.get.transfer.pause.click()
    found.wait(lambda: found.downloads.asked == [("pause", key)])
    found.shelf.set_item(key, DownloadItem(key, "Llama", DownloadState.DONE, 10**9, 10**9))
    origin = Origin(REPO, filename)
    model = ModelFile("/m/a.gguf", Path("/m/a.gguf"), "Llama", "llama", ModelSource.DOWNLOADED, origin=origin)
    found.shelf.set_models((model,))
    assert row.get.use.isVisible()
    chosen: list[str] = []
    found.tab.model_chosen.connect(chosen.append)
    press(found, row.get.use)
    assert chosen == ["/m/a.gguf"]
    found.shelf.set_in_use("/m/a.gguf")
    assert row.get.use.text() == "In use"


def test_split_files_count_as_one(found) -> None:
    about = summary(3, "Llama-70B-GGUF", repo_id=REPO)
    found.service.pages[REPO] = page(about)
    found.open()
    row = found.tab.repo.table.rows["Q8_0"]
    assert row.files.text() == "4 files"
    assert row.amount.text() == "75 GB"
    assert row.badge.fit is Fit.NO
    assert row.speed.text() == "71 GB · a model can have 13 of 16"


def test_variants_of_one_quantization_are_told_apart(found) -> None:
    variants = [replace(one, id=f"{name}-Q4_K_M") for name in ("small", "large") for one in page().variants[3:4]]
    found.service.pages[REPO] = replace(page(), variants=tuple(variants))
    found.open()
    rows = found.tab.repo.table.rows
    assert {row.name.text() for row in rows.values()} == {"small-Q4_K_M", "large-Q4_K_M"}
    assert len({row.get.download.accessibleName() for row in rows.values()}) == 2


def test_the_licence_stands_above_the_downloads(found) -> None:
    found.open()
    terms = found.tab.repo.terms
    assert terms.title.text() == "Llama 3.1 Community License"
    assert not terms.token.isVisible()
    below = found.tab.repo.table.rows["F16"].get.download
    assert terms.mapTo(found.tab, terms.rect().bottomLeft()).y() < below.mapTo(found.tab, below.rect().topLeft()).y()
    press(found, terms.licence)
    assert found.opened == []
    assert confirm(found) == "example.org"
    assert found.opened == ["https://example.org/licence"]


@pytest.mark.parametrize(("gating", "words"), [(Gating.AUTO, "accept the terms"), (Gating.MANUAL, "ask its authors")])
def test_a_gated_model_explains_and_takes_a_token(found, gating: Gating, words: str) -> None:
    about = summary(1, "Gated-GGUF", repo_id=REPO, gating=gating, n_params=8_030_261_312)
    found.service.pages[REPO] = page(about, may_download=False)
    found.open()
    terms, row = found.tab.repo.terms, found.tab.repo.table.rows["Q4_K_M"]
    assert "It is gated" in terms.told.text()
    assert words in terms.told.text()
    assert not row.get.download.isEnabled()
    assert "terms" in row.get.download.toolTip()
    press(found, terms.open_page)
    assert found.opened == []
    assert confirm(found) == "huggingface.co"
    assert found.opened == [f"https://huggingface.co/{REPO}"]
    with found.qtbot.waitSignal(found.tab.token_requested):
        press(found, terms.token)
    found.service.pages[REPO] = page(about, may_download=True)
    found.tab.repo.reload()
    found.wait(lambda: "your account may" in terms.told.text())
    assert not terms.token.isVisible()
    assert found.tab.repo.table.rows["Q4_K_M"].get.download.isEnabled()


def test_a_repository_in_another_format_leads_to_one_in_ours(found) -> None:
    files = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    found.service.pages[REPO] = page(variants=(), companions=(), not_gguf=files)
    found.open()
    repo = found.tab.repo
    assert files[0] in repo.other.told.text()
    assert not repo.context.isVisible()
    press(found, repo.other.search)
    found.wait(lambda: found.names())
    assert found.service.asked[-1] == (SearchQuery(base_model=REPO), "")
    assert [chip.text() for chip in found.tab.bar.chips.buttons] == [f"Versions of {REPO}"]


def test_many_variants_come_in_portions(found) -> None:
    many = tuple(replace(variants(10**9, "m")[4], id=f"Q4_{n}") for n in range(90))
    found.service.pages[REPO] = page(variants=many)
    found.open()
    table = found.tab.repo.table
    assert len(table.rows) == 40
    assert table.more.text() == "50 more"
    press(found, table.more)
    found.wait(lambda: len(fits(found)) == 80 and all(fits(found).values()))
    press(found, table.more)
    assert not table.more.isVisible()


@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (900, 1.0), (900, 2.0)])
def test_it_fits_its_column(found, width: int, scale: float) -> None:
    found.appearance.set_scale(scale)
    found.tab.resize(width, 800)
    found.open()
    row = found.tab.repo.table.rows["Q4_K_M"]
    narrow = row.width() < found.appearance.px(NARROW)
    below = row.badge.mapTo(row, row.badge.rect().topLeft()).y() > row.words.mapTo(row, row.words.rect().topLeft()).y()
    assert below is narrow
    for label in found.tab.repo.findChildren(QLabel):
        if label.isVisible():
            where = label.mapTo(found.tab, label.rect().topLeft()).x()
            assert where >= 0
            assert where + label.width() <= width, label.text()


def test_what_is_recommended_follows_from_what_was_judged(found) -> None:
    made = page()
    judged = {v.id: found.service.judge(made, v) for v in made.variants}
    assert best_variant(made.variants, judged) == "Q4_K_M"
    assert best_variant(made.variants, {}) == ""
    tight = {"F16": judged["F16"], "Q8_0": replace(judged["Q8_0"], fits=Fit.TIGHT)}
    assert best_variant(made.variants, tight) == "Q8_0"
    assert best_variant(made.variants, {"F16": judged["F16"]}) == ""


@pytest.mark.parametrize(
    ("quantization", "words"), [("BF16", "8 bits and"), ("IQ4_XS", "4 to 6"), ("TQ1_0", "3 bits"), ("", "Others")]
)
def test_groups(qapp, quantization: str, words: str) -> None:
    assert group_of(quantization).startswith(words)


def test_the_columns_of_all_variants_stand_in_one_line_whatever_their_buttons(found) -> None:
    found.open(REPO)
    found.wait(lambda: all(fits(found).values()))
    rows = found.tab.repo.table.rows
    found.wait(lambda: any(row.mark.isVisible() for row in rows.values()))
    first, *others = rows.values()
    first.get.show_state(None, ModelFile("here", Path("/m.gguf"), "M", "m", ModelSource.DOWNLOADED), "")
    assert first.get.use.isVisible()
    assert first.get.download.isHidden()
    assert len(others) > 1
    found.wait(lambda: len({row.badge.mapTo(found.tab, QPoint()).x() for row in rows.values()}) == 1)


def test_a_context_with_one_stop_is_no_choice(found, look: Appearance) -> None:
    context = ContextSlider(look)
    found.qtbot.addWidget(context)
    context.show()
    assert context.slider.isVisible()
    context.learn(2048, 2048)
    assert context.steps == (2048,)
    assert not context.slider.isVisible()
    assert "nothing to choose" in context.meaning.text()
    context.begin()
    assert context.slider.isVisible()
