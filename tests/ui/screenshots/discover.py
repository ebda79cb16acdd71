"""`python tests/ui/screenshots/discover.py FOLDER [NAME…]`: pictures of the Discover tab in all its states.

One rule: the real window over a Hub that is made up (`tests/ui/library/discover_kit.py`); nothing is drawn by hand.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
for folder in ("app", "tests/ui/library", "tests/hub"):
    sys.path.insert(0, str(ROOT / folder))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from discover_kit import OFFLINE, FakeDiscover, page, summary  # noqa: E402
from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from paddock.application import build  # noqa: E402
from paddock.config.paths import resource  # noqa: E402
from paddock.config.secrets import MemoryBackend  # noqa: E402
from paddock.core.downloads import DownloadItem, DownloadState, request_id  # noqa: E402
from paddock.core.hub import Gating, RepoPage, SearchQuery  # noqa: E402
from paddock.engine.fake import FakeEngine  # noqa: E402
from paddock.ui.icons import IconSet  # noqa: E402
from paddock.ui.library.page import LibraryPage  # noqa: E402
from paddock.ui.main import LOGO  # noqa: E402
from paddock.ui.main_window import MainWindow  # noqa: E402
from paddock.ui.style import Appearance  # noqa: E402
from paddock.ui.theme import ThemeChoice  # noqa: E402

SIZE = (1240, 860)
SETTLE = 150  # ms
MODEL = "bartowski/Llama-3.1-8B-Instruct-GGUF"


def settle(milliseconds: int = SETTLE) -> None:
    """Let what was asked for arrive and be painted."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def eight() -> RepoPage:
    """An 8B model."""
    author, _, name = MODEL.partition("/")
    return page(summary(1, name, repo_id=MODEL, author=author, n_params=8_030_261_312), fetched_at=time.time())


class Stage:
    """The real window with the Models page open."""

    def __init__(self, app: QApplication, home: Path, theme: ThemeChoice, scale: float) -> None:
        self.service = FakeDiscover(fetched_at=time.time())
        self.application = build({"PADDOCK_HOME": str(home)}, engine=FakeEngine(), secrets=MemoryBackend())
        self.application.claim()
        self.appearance = Appearance(app, IconSet(resource("icons")), theme, scale)
        self.window = MainWindow(self.application, self.appearance, resource(LOGO))
        self.window.resize(*SIZE)
        self.page = LibraryPage(self.application, self.window.tasks, self.appearance, service=self.service)
        self.window._library = self.page
        self.window.stack.addWidget(self.page)
        self.window.show()
        self.window.begin()
        settle()
        self.window.show_models()
        settle()

    def search(self, text: str) -> None:
        """As a person does."""
        self.page.discover.bar.field.setText(text)
        self.page.discover.bar.say()
        settle()

    def model(self) -> None:
        """A repository of which some variants fit, some are tight and some do not fit."""
        self.service.pages[MODEL] = eight()
        self.page.discover.open_repo(MODEL)
        settle()
        self.page.discover.repo.context.slider.setValue(4)  # 32K tokens
        settle()

    def scroll(self, share: float) -> None:
        """The repository's page, so far down."""
        bar = self.page.discover.repo.area.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        settle(200)

    def close(self) -> None:
        """End all of it."""
        self.service.judging.set()
        self.window.close()
        self.application.close()
        self.window.deleteLater()
        self.appearance.deleteLater()
        settle(50)


def recommended(stage: Stage) -> None:
    """What everybody sees first."""


def recommended_below(stage: Stage) -> None:
    """The groups below."""
    bar = stage.page.discover.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def downloading(stage: Stage) -> None:
    """One runs, one failed."""
    offers = [offer.choice.entry for offer in stage.page.discover.home.offers.values()]
    for entry, state, error in (
        (offers[0], DownloadState.RUNNING, ""),
        (offers[1], DownloadState.FAILED, "The disk is full. Free some space, then resume."),
    ):
        done = entry.size // 3
        item = DownloadItem(
            entry.id, entry.name, state, done, entry.size, 42e6, error, repo_id=entry.repo_id, filename=entry.filename
        )
        stage.page.shelf.set_item(item.id, item)


def results(stage: Stage) -> None:
    """What a search finds."""
    stage.search("llama 3")


def filtered(stage: Stage) -> None:
    """Filters unfolded, two of them active."""
    stage.page.discover.bar.filters.setChecked(True)
    stage.page.discover.search(
        SearchQuery(text="instruct", family="llama-3.2", min_params=2 * 10**9, max_params=5 * 10**9)
    )


def offline(stage: Stage) -> None:
    """Results from the cache."""
    stage.service.problem = str(OFFLINE)
    stage.service.fetched_at = time.time() - 12 * 60
    stage.search("llama 3")


def failed(stage: Stage) -> None:
    """A search that failed; what was found before stays."""
    stage.search("llama 3")
    stage.service.errors = deque([OFFLINE])
    stage.search("llama 3.2")


def nothing(stage: Stage) -> None:
    """A search that found nothing."""
    stage.service.total = 0
    stage.search("lama tree")


def unreached(stage: Stage) -> None:
    """The first search, without a network."""
    stage.service.errors = deque([OFFLINE])
    stage.search("llama 3")


def model(stage: Stage) -> None:
    """A model's page."""
    stage.model()


def variants(stage: Stage) -> None:
    """Its variants, one of them on its way."""
    stage.model()
    repo = stage.page.discover.repo
    assert repo.page is not None
    variant = next(v for v in repo.page.variants if v.id == "Q5_K_M")
    key = request_id(MODEL, variant.files[0].filename)
    item = DownloadItem(key, "Llama 3.1 8B Instruct", DownloadState.RUNNING, variant.size // 3, variant.size, 42e6)
    stage.page.shelf.set_item(key, item)
    stage.scroll(0.42)


def card(stage: Stage) -> None:
    """What its authors say."""
    stage.model()
    stage.scroll(1.0)


def judging(stage: Stage) -> None:
    """Nothing is judged yet."""
    stage.service.judging.clear()
    stage.service.pages[MODEL] = eight()
    stage.page.discover.open_repo(MODEL)


def gated(stage: Stage) -> None:
    """A model that has to be asked for."""
    about = summary(4, "Llama-3.1-8B-Instruct-GGUF", gating=Gating.MANUAL, n_params=8_030_261_312)
    stage.service.pages[about.repo_id] = page(about, may_download=False, fetched_at=time.time())
    stage.page.discover.open_repo(about.repo_id, about)


def split(stage: Stage) -> None:
    """A 70B model: split files, hardly anything fits."""
    about = summary(3, "Llama-3.3-70B-Instruct-GGUF")
    stage.service.pages[about.repo_id] = page(about, companions=(), fetched_at=time.time())
    stage.page.discover.open_repo(about.repo_id, about)
    settle()
    stage.scroll(0.5)


def other_format(stage: Stage) -> None:
    """A repository without GGUF files."""
    about = summary(4, "Llama-3.2-3B-Instruct", gating=Gating.OPEN)
    files = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    stage.service.pages[about.repo_id] = page(about, variants=(), companions=(), not_gguf=files, fetched_at=time.time())
    stage.page.discover.open_repo(about.repo_id, about)


def here(stage: Stage) -> None:
    """The second tab."""
    stage.page.show_tab(1)


STATES: tuple[Callable[[Stage], None], ...] = (
    recommended,
    recommended_below,
    downloading,
    results,
    filtered,
    offline,
    failed,
    nothing,
    unreached,
    model,
    variants,
    card,
    judging,
    gated,
    split,
    other_format,
    here,
)
DRESSES = (("light", ThemeChoice.LIGHT, 1.0), ("dark", ThemeChoice.DARK, 1.0), ("large", ThemeChoice.LIGHT, 2.0))


def main(folder: Path, names: list[str]) -> None:
    """Print all, or the named ones (`results`, `results-dark`, `results-rtl`)."""
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    dresses = [(*dress, Qt.LayoutDirection.LeftToRight) for dress in DRESSES]
    dresses.append(("rtl", ThemeChoice.LIGHT, 1.0, Qt.LayoutDirection.RightToLeft))
    for dress, theme, scale, direction in dresses:
        for state in STATES:
            name = state.__name__.replace("_", "-")
            if names and name not in names and f"{name}-{dress}" not in names:
                continue
            app.setLayoutDirection(direction)
            with tempfile.TemporaryDirectory() as home:
                stage = Stage(app, Path(home), theme, scale)
                state(stage)
                settle()
                stage.window.grab().save(str(folder / f"{name}-{dress}.png"))
                stage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
