"""A Hub that says what a test wants, for the Discover tab. One rule: it keeps to the contract and never connects."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paddock.core.downloads import DownloadRequest, request_id
from paddock.core.errors import Remedy, UserError
from paddock.core.hardware import GIB, Fit, fit
from paddock.core.hub import (
    Gating,
    Licence,
    Part,
    RepoFile,
    RepoPage,
    RepoSummary,
    SearchPage,
    SearchQuery,
    Variant,
    VariantFit,
)
from paddock.core.models import ModelFile

HOST = "huggingface.co"
NOW = 1_800_000_000.0  # s
PORTION = 30  # results of a page
MEMORY = 16 * GIB
TRAINED = 131_072  # tokens
OFFLINE = UserError(
    "The Hub cannot be reached.", "Look at your network and try again.", code="offline", remedy=Remedy.RETRY
)


@dataclass(frozen=True)
class Entry:
    """A model of the catalogue."""

    id: str
    name: str
    repo_id: str
    filename: str
    size: int
    licence: str
    good_at: str
    group: str = "chat"
    languages: tuple[str, ...] = ("en", "de", "fr", "it", "pt", "hi", "es", "th")
    n_ctx_train: int = TRAINED


@dataclass(frozen=True)
class Choice:
    """It, on this computer."""

    entry: Entry
    fits: Fit
    why: str
    memory: int
    installed: ModelFile | None = None
    first_choice: bool = False
    tokens_per_second: float = 0.0


def choices() -> tuple[Choice, ...]:
    """A small catalogue; the 3B is the first choice."""
    rows = (
        ("llama-3.2-3b", "Llama 3.2 3B Instruct", 2.0, "chat", "llama3.2", "Everyday questions, summaries and drafts"),
        (
            "llama-3.2-1b",
            "Llama 3.2 1B Instruct",
            0.8,
            "chat",
            "llama3.2",
            "Asks little of a computer; simple questions and edits",
        ),
        ("llama-3.1-8b", "Llama 3.1 8B Instruct", 4.9, "chat", "llama3.1", "Better answers, longer texts and code"),
        ("codellama-7b", "Code Llama 7B Instruct", 4.1, "code", "llama2", "Writes and explains code"),
        (
            "llama-guard-3",
            "Llama Guard 3 8B",
            4.9,
            "safety",
            "llama3.1",
            "Says whether a text is safe, and which rule it breaks",
        ),
        ("bge-m3", "BGE M3", 0.6, "embeddings", "mit", "Finds texts that mean the same, in many languages"),
        (
            "llama-4-scout",
            "Llama 4 Scout 17B 16E",
            65.0,
            "large",
            "llama4",
            "Pictures and text, ten million tokens of context",
        ),
    )
    made = []
    for key, name, gigabytes, group, licence, good_at in rows:
        size = int(gigabytes * 1e9)
        memory = size + int(1.1e9)
        stem = name.replace(" ", "-")
        entry = Entry(key, name, f"bartowski/{stem}-GGUF", f"{stem}-Q4_K_M.gguf", size, licence, good_at, group)
        first = key == "llama-3.2-3b"
        why = "answers at about 12 words a second, uses 2.9 GB of your 16 GB" if first else ""
        made.append(Choice(entry, fit(memory, MEMORY), why, memory, None, first, 40e9 / size))
    return tuple(made)


def summary(number: int, name: str = "", **changes: object) -> RepoSummary:
    """The `number`th repository of the Hub."""
    authors = ("bartowski", "unsloth", "lmstudio-community", "TheBloke", "meta-llama")
    sizes = (1_235_814_400, 3_212_749_888, 8_030_261_312, 70_553_706_560, 0)
    author = authors[number % len(authors)]
    name = name or f"Llama-3.{number % 4}-{(1, 3, 8, 70, 13)[number % 5]}B-Instruct-v{number}-GGUF"
    made = RepoSummary(
        repo_id=f"{author}/{name}",
        author=author,
        name=name,
        likes=2_400 // (number + 1),
        downloads=1_830_000 // (number + 1),
        updated=f"2026-{1 + number % 11:02}-11T10:00:00+00:00",
        gating=Gating.MANUAL if number % 5 == 4 else Gating.OPEN,
        licence="llama3.2" if number % 2 else "llama3.1",
        task="text-generation",
        n_params=sizes[number % len(sizes)],
        architecture="llama",
        languages=("en", "de", "fr"),
        base_models=("meta-llama/Llama-3.2-3B-Instruct",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


QUANTIZATIONS = (
    ("F16", 16.0, "largest, lossless"),
    ("Q8_0", 8.5, "large, nearly lossless"),
    ("Q6_K", 6.56, "larger, hardly any loss"),
    ("Q5_K_M", 5.67, "larger, hardly any loss"),
    ("Q4_K_M", 4.89, "a good balance"),
    ("Q4_K_S", 4.67, "a good balance"),
    ("Q3_K_M", 4.0, "smaller, a little worse"),
    ("Q2_K", 3.2, "smallest, noticeably worse"),
)

CARD = """---
license: llama3.2
---
<div align="center">
  <img src="https://example.org/banner.png" alt="A banner">
  <h2>Quantised by hand</h2>
</div>

Made with **llama.cpp**, using the `imatrix` option. Prompt format:

```
<|begin_of_text|>{prompt}
```

| File | Size | What it is like |
| --- | --- | --- |
| Q4_K_M | 2.0 GB | a good balance |
| Q8_0 | 3.4 GB | nearly lossless |

- Read [the paper](https://arxiv.org/abs/2407.21783) first
- Then ask a question

![Perplexity](https://cdn.example.net/plot.png)
<script>alert(1)</script>
"""


def variants(n_params: int, stem: str, split_over: int = 20 * 10**9) -> tuple[Variant, ...]:
    """A model in all usual quantisations; large files are split into pieces of `split_over` bytes."""
    made = []
    for name, bits, words in QUANTIZATIONS:
        size = int(n_params * bits / 8)
        count = max(1, -(-size // split_over))
        names = (
            [f"{stem}-{name}.gguf"]
            if count == 1
            else [f"{name}/{stem}-{i + 1:05}-of-{count:05}.gguf" for i in range(count)]
        )
        files = tuple(RepoFile(each, size // count, "0" * 64) for each in names)
        made.append(Variant(name, name, files, words=words))
    return tuple(made)


def page(of: RepoSummary | None = None, **changes: object) -> RepoPage:
    """A repository of an 8B model, of which some variants fit 16 GB, some nearly and some do not."""
    about = of or summary(1, "Llama-3.1-8B-Instruct-GGUF", n_params=8_030_261_312)
    projector = Variant("mmproj-F16", "F16", (RepoFile("mmproj-F16.gguf", 1_240_000_000),), Part.MMPROJ)
    made = RepoPage(
        summary=about,
        commit="0" * 40,
        card=CARD.partition("---\n")[2].partition("---\n")[2],
        variants=variants(about.n_params or 8_030_261_312, about.name.removesuffix("-GGUF")),
        companions=(projector,),
        licence=Licence(
            "llama3.1", "Llama 3.1 Community License", "https://example.org/licence", "https://example.org/use"
        ),
        may_download=True,
        url=f"https://huggingface.co/{about.repo_id}",
        fetched_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class FakeDiscover:
    """Answers as it is told.

    Attributes:
        total: how many repositories a search finds.
        errors: raised, one a call, before anything is answered.
        problem: why what is answered comes from the cache.
        asked: every call that would have connected.
        gate: calls wait for it; `judging`: those that judge, too.
        judged: variants and contexts that were judged; `headers` that have been read for it.
        refused: ids of variants that cannot be judged.
    """

    total: int = 100
    errors: deque[UserError] = field(default_factory=deque)
    problem: str = ""
    fetched_at: float = NOW
    pages: dict[str, RepoPage] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)
    judged: list[tuple[str, int]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    judging: threading.Event = field(default_factory=threading.Event)
    headers: set[tuple[str, str]] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    found: tuple[Choice, ...] = field(default_factory=choices)
    host: str = HOST

    def __post_init__(self) -> None:
        self.gate.set()
        self.judging.set()

    def recommended(self) -> Sequence[Choice]:
        """The catalogue."""
        return self.found

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        """A portion of `total` repositories."""
        self._ask((query, cursor))
        first = int(cursor or 0)
        last = min(first + PORTION, self.total)
        items = tuple(summary(number) for number in range(first, last))
        if query.text:
            items = tuple(replace(item, name=f"{query.text} {item.name}") for item in items)
        return SearchPage(query, items, str(last) if last < self.total else "", self.fetched_at, self.problem)

    def page(self, repo_id: str) -> RepoPage:
        """A repository's page."""
        self._ask(repo_id)
        known = self.pages.get(repo_id)
        if known is None:
            author, _, name = repo_id.partition("/")
            known = page(summary(1, name, repo_id=repo_id, author=author, n_params=8_030_261_312))
        return replace(known, problem=self.problem, fetched_at=self.fetched_at)

    def judge(self, page: RepoPage, variant: Variant, n_ctx: int = 0) -> VariantFit:
        """Arithmetic over the size of the file: an 8B model's cache, and a memory that reads 40 GB a second."""
        assert self.judging.wait(20)
        header = (page.summary.repo_id, variant.id)
        if header not in self.headers:
            self._ask(header)
            self.headers.add(header)
        self.judged.append((variant.id, n_ctx))
        if variant.id in self.refused:
            raise UserError("Its header is damaged.", "Take another.", code="unknown-shape")
        tokens = n_ctx or 8192
        memory = variant.size + tokens * 131_072 + 600_000_000
        fits = fit(memory, MEMORY)
        speed = 40e9 / variant.size if fits is not Fit.NO else 0.0
        words = {Fit.FITS: "It fits.", Fit.TIGHT: "It is tight.", Fit.NO: "It does not fit."}[fits]
        return VariantFit(variant.id, fits, memory, MEMORY, tokens, TRAINED, speed, words=words)

    def request(self, page: RepoPage, variant: Variant, companions: Sequence[Variant] = ()) -> DownloadRequest:
        """What to fetch."""
        files = tuple(file for each in (variant, *companions) for file in each.files)
        key = request_id(page.summary.repo_id, files[0].filename)
        return DownloadRequest(key, page.summary.name, page.summary.repo_id, files, page.commit, page.licence.id)

    def gguf_versions(self, base_model: str) -> SearchQuery:
        """What to search for."""
        return SearchQuery(base_model=base_model)

    def _ask(self, what: object) -> None:
        self.asked.append(what)
        assert self.gate.wait(20)
        if self.errors:
            raise self.errors.popleft()


@dataclass
class FakeDownloads:
    """Notes what was asked for."""

    asked: list[tuple[str, object]] = field(default_factory=list)

    def start(self, request: DownloadRequest) -> None:
        """Download a repository's files."""
        self.asked.append(("start", request))

    def start_entry(self, entry_id: str) -> None:
        """Download a model of the catalogue."""
        self.asked.append(("start_entry", entry_id))

    def pause(self, download_id: str) -> None:
        """Stop for now."""
        self.asked.append(("pause", download_id))

    def resume(self, download_id: str) -> None:
        """Go on."""
        self.asked.append(("resume", download_id))

    def cancel(self, download_id: str) -> None:
        """Stop for good."""
        self.asked.append(("cancel", download_id))
