"""Every state that must look right (the window's design lists them), and a few more. One rule: each is reached as a
person reaches it, and says itself what must be there; what must hold of all of them stands in `shot_looks`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import keeping_kit
from desk import Desk, TellingEngine
from discover_kit import OFFLINE, FakeDiscover, page, summary
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from shot_chats import (
    CALLS,
    CODE,
    MODEL,
    PROSE,
    SCRIPTS,
    SOURDOUGH,
    THOUGHT,
    THOUGHTS,
    Said,
    long_chat,
    record,
    usual,
)
from shot_dialogs import guided_persona, locked, passphrase, passphrase_removal, recovery_key_question, settings
from shot_scene import Scene

from paddock.core.downloads import DownloadItem, DownloadState, request_id
from paddock.core.errors import Remedy, UserError
from paddock.core.hub import Gating, SearchQuery
from paddock.core.messages import MessageStatus
from paddock.core.models import GUIDE, DeviceMemory
from paddock.engine.api import EngineState, EngineStatus
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.ui.transcript.buttons import FlatButton, Pill
from paddock.ui.transcript.specs import CodeSpec, FoldSpec, Spec, TableSpec

S = TypeVar("S", bound=Spec)
REPO = "bartowski/Llama-3.1-8B-Instruct-GGUF"


def shown(desk: Desk) -> list[str]:
    """What the transcript's visible buttons are called."""
    return [b.accessibleName() for b in desk.window.page.transcript.findChildren(FlatButton) if b.isVisible()]


def scroll(desk: Desk, share: float) -> None:
    bar = desk.window.page.transcript.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))


def drawn(desk: Desk) -> Desk:
    """With all formulas that are on the screen."""
    view = desk.window.page.transcript
    desk.wait(lambda: not view.reading and not view.formulas.busy())
    return desk


# --- the chat


def first_run(scene: Scene) -> QWidget:
    scene.model.unlink()
    engine = FakeEngine(memory=DeviceMemory("CPU", 4_200_000, 5_200_000, 2_100_000))  # the guide's
    desk = scene.open(engine=engine, default_model=GUIDE)
    suggestions = desk.window.page.suggestions
    desk.wait(lambda: suggestions.card.isVisible() and suggestions.card.entry_id())
    assert suggestions.questions.isVisible()
    assert desk.window.page.composer.edit.hasFocus()
    return desk.window


def empty_chat(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    assert desk.window.page.greeting.isVisible()
    assert MODEL in desk.window.page.greeting.below.text()
    return desk.window


def answered(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="Keeping a sourdough starter alive")
    assert desk.window.header.title.text() == "Keeping a sourdough starter alive"
    return desk.window


def streaming(scene: Scene) -> QWidget:
    begun = SOURDOUGH.answer[:330]
    desk = scene.open(FakeAnswer(pieces=(begun, " later"), gate=scene.gate), chats=usual())
    scene.ask(desk, SOURDOUGH.question)
    desk.wait(lambda: desk.window.page.transcript.model.messages()[-1].text == begun)
    assert desk.window.page.composer.button.accessibleName() == "Stop"
    return desk.window


def thinking(scene: Scene) -> QWidget:
    answer = FakeAnswer(reasoning=THOUGHTS, pieces=("408",), gate=scene.gate)
    desk = scene.open(answer, chats=usual())
    scene.ask(desk, THOUGHT.question)
    desk.wait(lambda: "Thinking…" in shown(desk))
    return desk.window


def unfinished(scene: Scene) -> QWidget:
    begun = (
        "A table, code and a formula that are not finished yet:\n\n| Type | Bits |\n|---|---:|\n| Q8_0 | 8.5 |\n"
        "| Q4_K_M |\n\n$$\\sum_{i=1}^{n} i\n\n```python\ndef half(of: int) -> float:\n    return of"
    )
    desk = scene.open(FakeAnswer(pieces=(begun, " / 2"), gate=scene.gate), chats=usual())
    scene.ask(desk, "Begin all of it")
    desk.wait(lambda: desk.window.page.transcript.model.messages()[-1].text == begun)
    return drawn(desk).window


def long_code(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="A cache whose entries expire")
    scroll(desk, 0.0)
    assert [name for name in shown(desk) if "code" in name.lower() or "wrap" in name.lower()]
    return desk.window


def wrapped_code(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="A cache whose entries expire")
    desk.click("Wrap long lines")
    scroll(desk, 1.0)
    desk.wait(lambda: "Do not wrap long lines" in shown(desk))
    return desk.window


def wide_table(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="Sizes of Llama 3")
    scroll(desk, 0.0)
    assert specs(desk, TableSpec)
    return desk.window


def formulas(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="The quadratic formula")
    return drawn(desk).window


def scrolled_up(scene: Scene) -> QWidget:
    """The view does not jump while an answer comes below it, and a pill leads down."""
    engine = TellingEngine([FakeAnswer(pieces=("Rye", " ends"), gate=scene.gate)])
    desk = scene.open(chats=[*usual(), long_chat()], show="A long talk about bread", engine=engine)
    scene.ask(desk, "And with rye?")
    view = desk.window.page.transcript
    desk.wait(lambda: view.model.messages()[-1].text == "Rye")
    scroll(desk, 0.5)
    before, offset = view.viewport().grab().toImage(), view.verticalScrollBar().value()
    engine.say(SOURDOUGH.answer)
    pill = view.findChild(Pill)
    assert isinstance(pill, Pill)
    desk.wait(lambda: pill.isVisible() and pill.text())
    assert view.verticalScrollBar().value() == offset, "the view jumped"
    above = before.rect().adjusted(
        0, 0, 0, pill.mapToGlobal(QPoint()).y() - view.mapToGlobal(QPoint()).y() - view.height()
    )
    assert before.copy(above) == view.viewport().grab().toImage().copy(above), "what is being read moved"
    return desk.window


def stopped(scene: Scene) -> QWidget:
    said = Said(SOURDOUGH.question, SOURDOUGH.answer[:224], MessageStatus.STOPPED)
    desk = scene.open(chats=[*usual(), record("Stopped", said)], show="Stopped")
    assert "Continue" in shown(desk)
    return desk.window


def interrupted(scene: Scene) -> QWidget:
    desk = scene.open(FakeAnswer(SOURDOUGH.answer[:224], dies=True), chats=usual())
    desk.ask(SOURDOUGH.question)
    assert desk.messages[-1].status is MessageStatus.INTERRUPTED
    desk.wait(lambda: "Continue" in shown(desk))
    return desk.window


def out_of_memory(scene: Scene) -> QWidget:
    error = UserError(
        f"There is not enough memory for “{MODEL}” with a context of 128K tokens.",
        "Try a smaller context or a smaller model.",
        code="no-memory",
        remedy=Remedy.SMALLER_CONTEXT,
    )
    desk = scene.open(chats=usual(), engine=FakeEngine(load_errors={scene.model: error}), preload=False)
    desk.ask("Read this whole book, please")
    desk.wait(lambda: "Try with a smaller context" in shown(desk))
    return desk.window


def loading(scene: Scene) -> QWidget:
    engine = TellingEngine(load_gate=scene.gate)
    desk = scene.open(chats=usual(), engine=engine, preload=False)
    scene.ask(desk, SOURDOUGH.question)
    desk.wait(lambda: engine.status.state is EngineState.LOADING)
    engine.tell(EngineStatus(EngineState.LOADING, progress=0.43, pid=1))
    desk.wait(lambda: desk.window.header.chip.fact() == "43 %")
    return desk.window


def no_model(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="Giraffes and their necks")
    scene.model.unlink()
    desk.application.generation.unload()
    desk.window.models.refresh()
    desk.ask("And how do they sleep?")
    desk.wait(lambda: "Choose a model…" in shown(desk))
    return desk.window


def search(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual(), show="Keeping a sourdough starter alive")
    with desk.qtbot.waitSignal(desk.window.places.searched, timeout=10_000):
        desk.window.sidebar.filter.setText("neck")
    model = desk.window.chat_model
    assert model.has_hits
    hit = next(row.hit for row in model._rows if row.hit is not None)
    desk.window.places.open_hit(hit)
    desk.wait(lambda: desk.window.header.title.text() == "Giraffes and their necks")
    desk.wait(lambda: desk.window.page.transcript.documents.marks.pattern is not None)
    return desk.window


def find(scene: Scene) -> QWidget:
    desk = scene.open(chats=[*usual(), long_chat()], show="A long talk about bread")
    desk.window.find_in_chat()
    desk.window.page.find_bar.field.setText("starter")
    desk.wait(lambda: desk.window.page.find_bar.count.text().endswith("of 24"))
    return desk.window


def of_text(text: str) -> Callable[[Scene], QWidget]:
    def open_(scene: Scene) -> QWidget:
        desk = scene.open(chats=[record("Shown", Said("Show it", text))], show="Shown")
        scroll(desk, 0.0)
        return drawn(desk).window

    return open_


def thought(scene: Scene) -> QWidget:
    desk = scene.open(chats=[*usual(), record("A product", THOUGHT)], show="A product")
    desk.click("Thought for 7 s")
    assert any(spec.open for spec in specs(desk, FoldSpec))
    return desk.window


def specs(desk: Desk, kind: type[S]) -> list[S]:
    """The blocks of a kind in the open chat, as far as they have been read."""
    view = desk.window.page.transcript
    return [
        spec for row in range(view.model.rowCount()) for spec in view._document(row).specs if isinstance(spec, kind)
    ]


def calls(scene: Scene) -> QWidget:
    said = Said("What is the weather in Köln?", "It will rain in Köln; take an umbrella.", after=CALLS)
    desk = scene.open(chats=[*usual(), record("The weather in Köln", said)], show="The weather in Köln")
    assert [spec for spec in specs(desk, CodeSpec) if "get_weather" in spec.title]
    desk.click("Result of get_weather")
    return desk.window


# --- dialogs


def versions(scene: Scene) -> QWidget:
    """A question that was asked anew, with the pointer and the focus elsewhere."""
    desk = scene.open("Seven bones, as in most mammals.", "They sleep standing, for minutes at a time.", chats=usual())
    desk.ask("How many bones has a neck?")
    desk.press(Qt.Key.Key_Up)
    desk.type(" And how do giraffes sleep?")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.messages) == 2 and not desk.window.conversation.answering)
    desk.wait(lambda: len(desk.messages[0].siblings) == 2)
    return desk.window


# --- models


def start_of(widget: QWidget, page_: QWidget) -> int:
    """Where it begins: all that stands in the column of the Models page begins in one line."""
    mirrored = page_.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return widget.mapTo(page_, QPoint(widget.width() if mirrored else 0, 0)).x()


def models_discover(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    page_ = scene.library(desk)
    offers = page_.discover.home.offers
    desk.wait(lambda: offers and all(offer.isVisible() for offer in offers.values()))
    desk.wait(lambda: start_of(page_.discover.home, page_) == start_of(page_.tabs, page_))
    return desk.window


def models_results(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    tab = scene.library(desk, discover=FakeDiscover(fetched_at=time.time())).discover
    tab.search(SearchQuery(text="llama 3"))
    desk.wait(lambda: tab.results.model.rowCount() > 5)
    return desk.window


def models_filtered(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    tab = scene.library(desk).discover
    tab.bar.filters.setChecked(True)
    tab.search(SearchQuery(text="instruct", family="llama-3.2", min_params=2 * 10**9, max_params=5 * 10**9))
    desk.wait(lambda: tab.results.model.rowCount() > 5)
    return desk.window


def models_nothing(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    tab = scene.library(desk, discover=FakeDiscover(total=0)).discover
    tab.search(SearchQuery(text="lama tree"))
    desk.wait(lambda: tab.results.nothing.isVisible())
    return desk.window


def models_offline(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    tab = scene.library(desk, discover=FakeDiscover(errors=deque([OFFLINE]))).discover
    tab.search(SearchQuery(text="llama 3"))
    desk.wait(lambda: tab.results.again.isVisible())
    return desk.window


def models_set_offline(scene: Scene) -> QWidget:
    """The person forbids every connection."""
    desk = scene.open(chats=usual(), offline=True)
    page = desk.window.library.show()
    desk.wait(lambda: page.discover.home.offers)
    assert page.offline.isVisible()
    return desk.window


def models_page(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    about = summary(1, "Llama-3.1-8B-Instruct-GGUF", repo_id=REPO, author="bartowski", n_params=8_030_261_312)
    service = FakeDiscover(fetched_at=time.time(), pages={REPO: page(about)})
    tab = scene.library(desk, discover=service).discover
    tab.open_repo(REPO)
    desk.wait(lambda: tab.repo.page is not None)
    tab.repo.context.slider.setValue(4)  # 32K tokens
    desk.wait(lambda: all(row.badge.words.text() != "…" for row in tab.repo.table.rows.values()))
    return desk.window


def models_gated(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    about = summary(4, "Llama-3.1-8B-Instruct-GGUF", gating=Gating.MANUAL, n_params=8_030_261_312)
    service = FakeDiscover(pages={about.repo_id: page(about, may_download=False)})
    tab = scene.library(desk, discover=service).discover
    tab.open_repo(about.repo_id, about)
    desk.wait(lambda: tab.repo.page is not None)
    return desk.window


def models_installed(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    page_ = scene.library(desk)
    page_.show_tab(1)
    desk.wait(lambda: page_.here.isVisible() and page_.here.rows[keeping_kit.LLAMA.ref].use.text() == "In use")
    return desk.window


def models_downloading(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    running = (DownloadState.FAILED,)
    items = [item for item in keeping_kit.usual_items() if item.state not in running]
    page_ = scene.library(desk, *items)
    page_.show_tab(2)
    desk.wait(lambda: desk.window.sidebar.downloads.isVisible())
    return desk.window


def models_failed(scene: Scene) -> QWidget:
    desk = scene.open(chats=usual())
    items = [item for item in keeping_kit.usual_items() if item.state is DownloadState.FAILED]
    page_ = scene.library(desk, *items)
    page_.show_tab(2)
    desk.wait(lambda: desk.window.sidebar.downloads.isVisible())
    desk.wait(lambda: start_of(page_.moving.summary, page_) == start_of(page_.tabs, page_))
    return desk.window


def models_fetched(scene: Scene) -> QWidget:
    """One of those that are recommended is on its way, another one failed."""
    desk = scene.open(chats=usual())
    page_ = scene.library(desk)
    shown_ = page_.discover.home.offers
    desk.wait(lambda: shown_ and all(offer.isVisible() for offer in shown_.values()))
    offers = [offer.choice.entry for offer in shown_.values()]
    for entry, state, error in (
        (offers[0], DownloadState.RUNNING, ""),
        (offers[1], DownloadState.FAILED, "The disk is full. Make room, then try again."),
    ):
        key = request_id(entry.repo_id, entry.filename)
        page_.shelf.set_item(
            key,
            DownloadItem(
                key, entry.name, state, entry.size // 3, entry.size, 42e6, error,
                repo_id=entry.repo_id, filename=entry.filename,
            ),
        )  # fmt: skip
    return desk.window


State = Callable[[Scene], QWidget]
STATES: dict[str, State] = {
    "first-run": first_run,
    "empty-chat": empty_chat,
    "streaming": streaming,
    "long-code": long_code,
    "wide-table": wide_table,
    "formulas": formulas,
    "scrolled-up": scrolled_up,
    "stopped": stopped,
    "interrupted": interrupted,
    "out-of-memory": out_of_memory,
    "loading": loading,
    "no-model": no_model,
    "search": search,
    "settings": settings(""),
    "models-discover": models_discover,
    "models-page": models_page,
    "models-installed": models_installed,
    "models-downloading": models_downloading,
    "models-failed": models_failed,
    "thought": thought,
    "markdown": of_text(PROSE),
    "scripts": of_text(SCRIPTS),
}
"""Those that the design names, and what follows the script it is written in: in every dress."""
MORE: dict[str, State] = {
    "answered": answered,
    "thinking": thinking,
    "unfinished": unfinished,
    "wrapped-code": wrapped_code,
    "code": of_text(CODE),
    "calls": calls,
    "find": find,
    "settings-privacy": settings("privacy"),
    "locked": locked,
    "passphrase": passphrase,
    "passphrase-removal": passphrase_removal,
    "recovery-key-question": recovery_key_question,
    "guided-persona": guided_persona,
    "versions": versions,
    "models-results": models_results,
    "models-filtered": models_filtered,
    "models-nothing": models_nothing,
    "models-offline": models_offline,
    "models-set-offline": models_set_offline,
    "models-gated": models_gated,
    "models-fetched": models_fetched,
}
"""In light and dark."""
