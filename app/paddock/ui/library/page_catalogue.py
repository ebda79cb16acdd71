"""The catalogue alone, for a program that cannot search the Hub yet. One rule: it connects to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paddock.core.downloads import DownloadRequest
from paddock.core.errors import UserError
from paddock.core.hardware import Fit
from paddock.core.hub import RepoPage, SearchPage, SearchQuery, Variant, VariantFit
from paddock.core.models import ModelFile
from paddock.services.models import ModelService, Recommendation

WITHOUT = UserError("This Paddock cannot search the Hub.", "Choose one of the recommended models.", code="no-search")


@dataclass(frozen=True)
class _Entry:
    id: str
    name: str
    repo_id: str
    filename: str
    size: int
    licence: str
    good_at: str
    group: str = "chat"
    languages: tuple[str, ...] = ()
    n_ctx_train: int = 0


@dataclass(frozen=True)
class _Choice:
    entry: _Entry
    fits: Fit
    why: str
    memory: int
    installed: ModelFile | None
    first_choice: bool
    tokens_per_second: float = 0.0


class CatalogueAlone:
    """What `Discovery` is, as far as it goes without the Hub."""

    def __init__(self, models: ModelService, host: str) -> None:
        self._models = models
        self.host = host

    def recommended(self) -> Sequence[_Choice]:
        """The catalogue, judged for this computer."""
        first = self._models.first_choice().entry.id
        return tuple(_choice(item, item.entry.id == first) for item in self._models.recommended())

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        """Nothing can be searched."""
        raise WITHOUT

    def page(self, repo_id: str) -> RepoPage:
        """No page can be read."""
        raise WITHOUT

    def judge(self, page: RepoPage, variant: Variant, n_ctx: int = 0) -> VariantFit:
        """There is no page."""
        raise WITHOUT

    def request(self, page: RepoPage, variant: Variant, companions: Sequence[Variant] = ()) -> DownloadRequest:
        """There is no page."""
        raise WITHOUT

    def gguf_versions(self, base_model: str) -> SearchQuery:
        """What would be searched for."""
        return SearchQuery(base_model=base_model)


def _choice(item: Recommendation, first: bool) -> _Choice:
    e = item.entry
    entry = _Entry(e.id, e.name, e.repo_id, e.filename, e.size, e.licence, e.good_at)
    return _Choice(entry, item.fits, item.why, item.memory, item.installed, first)
