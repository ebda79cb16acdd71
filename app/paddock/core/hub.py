"""What a Hub has to offer, as values. One rule: nothing here connects, and every text is somebody else's: display text.

A *repository* holds files; a *variant* is what a person chooses among them: one quantisation of the model, in one file
or in several that belong together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from paddock.core.hardware import Fit


class Sort(StrEnum):
    """The order of a search's results."""

    TRENDING = "trending"
    DOWNLOADS = "downloads"
    LIKES = "likes"
    NEWEST = "newest"


class Gating(StrEnum):
    """Who may download."""

    OPEN = ""
    AUTO = "auto"  # whoever has an account and accepts the licence
    MANUAL = "manual"  # whoever the authors then let in


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for; an empty field does not narrow anything down.

    Attributes:
        text: words of the repository's name.
        author: the account that holds the repository.
        family: "llama-3.2" and the like: a text that the names must have, beside `text`.
        task: the Hub's name of one ("text-generation", "feature-extraction").
        licence: the Hub's id of one ("llama3.2", "apache-2.0").
        min_params: number of weights, at least; `max_params` at most, 0: no limit.
        gated: only gated ones, only open ones, or (None) both.
        base_model: "owner/name" of a repository: only quantised versions of its model.
    """

    text: str = ""
    author: str = ""
    family: str = ""
    task: str = ""
    licence: str = ""
    min_params: int = 0
    max_params: int = 0
    gated: bool | None = None
    sort: Sort = Sort.TRENDING
    base_model: str = ""


@dataclass(frozen=True, slots=True)
class RepoSummary:
    """One repository, as a list shows it.

    Attributes:
        updated: when it last changed, ISO 8601; "" if unknown.
        licence: the Hub's id of it; "" if it names none.
        n_params: number of weights; 0 if unknown.
        base_models: the repositories that it was made from.
    """

    repo_id: str
    author: str
    name: str
    likes: int = 0
    downloads: int = 0
    updated: str = ""
    gating: Gating = Gating.OPEN
    licence: str = ""
    task: str = ""
    n_params: int = 0
    architecture: str = ""
    languages: tuple[str, ...] = ()
    base_models: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of a search's results.

    Attributes:
        cursor: what to ask the next page with; "" if this is the last.
        fetched_at: seconds since 1970.
        problem: why this comes from the cache and not from the Hub; "" if it is fresh.
    """

    query: SearchQuery
    items: tuple[RepoSummary, ...]
    cursor: str = ""
    fetched_at: float = 0.0
    problem: str = ""


class Part(StrEnum):
    """What a variant is of a model."""

    MODEL = "model"
    MMPROJ = "mmproj"  # sees pictures for a model
    DRAFT = "draft"  # a small model that guesses ahead for a larger one
    ADAPTER = "adapter"  # LoRA


@dataclass(frozen=True, slots=True)
class RepoFile:
    """A file of a repository; `size` in bytes, `sha256` in hexadecimal, "" where the Hub does not tell."""

    filename: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """What can be downloaded as one: a quantisation of the model, or something that goes with it.

    Attributes:
        id: stable within the repository, what `paddock models pull REPO:ID` takes ("Q4_K_M").
        quantization: its quantisation type; "" if the name does not tell.
        files: all of it, in order.
        words: how good it is, for a person ("smaller, a little worse"); "" if nobody knows.
    """

    id: str
    quantization: str
    files: tuple[RepoFile, ...]
    part: Part = Part.MODEL
    words: str = ""

    @property
    def size(self) -> int:
        """Of all its files, bytes."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms a model is given; addresses are "" where there is none."""

    id: str = ""
    name: str = ""
    url: str = ""
    acceptable_use_url: str = ""


@dataclass(frozen=True, slots=True)
class RepoPage:
    """All that is shown of one repository.

    Attributes:
        commit: 40 hexadecimal digits; the files are those of this commit.
        card: its README in Markdown, without the YAML at its top; as its author wrote it, so hostile.
        variants: of the model, the largest first; `companions` go with it.
        not_gguf: file names of weights in formats that llama.cpp does not read ("model.safetensors").
        may_download: it is open, or the token in use may have it; None: nobody asked the Hub.
        url: its page, for a browser.
        fetched_at, problem: as in `SearchPage`.
    """

    summary: RepoSummary
    commit: str
    card: str
    variants: tuple[Variant, ...]
    companions: tuple[Variant, ...] = ()
    not_gguf: tuple[str, ...] = ()
    licence: Licence = field(default_factory=Licence)
    may_download: bool | None = None
    url: str = ""
    fetched_at: float = 0.0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class VariantFit:
    """One variant on this computer, with a context of `n_ctx` tokens.

    Attributes:
        memory: that it takes, bytes; `total` that there is on the device where it runs.
        tokens_per_second: of answers, as expected from the measured memory bandwidth; 0 if nobody knows.
        n_ctx_train: tokens that the model was trained with; 0 if unknown.
        exact: computed from the file's own header; otherwise from its size.
        words: the verdict in one or two sentences.
    """

    variant_id: str
    fits: Fit
    memory: int
    total: int
    n_ctx: int
    n_ctx_train: int = 0
    tokens_per_second: float = 0.0
    device: str = "CPU"
    exact: bool = True
    words: str = ""


class TokenPlace(StrEnum):
    """Where the Hub's token is kept."""

    NONE = "none"
    KEYRING = "keyring"
    MEMORY = "memory"  # no keyring can be used: until the program ends


@dataclass(frozen=True, slots=True)
class TokenState:
    """The Hub's token, without the token: `user` is whose it is, "" while nobody has asked the Hub."""

    place: TokenPlace = TokenPlace.NONE
    user: str = ""
