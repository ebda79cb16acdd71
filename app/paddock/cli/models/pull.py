"""`paddock models pull`: download a model. One rule: it ends with 0 only when the file has the promised SHA-256."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

import typer

from paddock.application import Application
from paddock.cli.models.library import source_of
from paddock.cli.terminal import Terminal
from paddock.core.downloads import DownloadItem, DownloadRequest, DownloadState
from paddock.core.errors import UserError
from paddock.core.hub import RepoPage, Variant
from paddock.core.models import ModelSource
from paddock.core.sizes import size_text
from paddock.hub.catalog import recommended
from paddock.services.downloads import request_of

HELP = (
    "Download a model, or go on with a download; connects to the Hub. "
    "MODEL is OWNER/REPOSITORY, with :QUANTISATION or /FILE, or a name that `paddock models recommended` shows."
)
USUAL = "Q4_K_M"
"""The quantisation that is meant where none is named."""
PATIENCE = 60.0
"""Seconds without a connection after which a command, other than the window, gives up for now."""
BAR = 24
ENDED = (DownloadState.DONE, DownloadState.FAILED, DownloadState.PAUSED)
WORDS = {
    DownloadState.QUEUED: "waiting for its turn",
    DownloadState.RUNNING: "downloading",
    DownloadState.VERIFYING: "checking what came",
}


class Discover(Protocol):
    """What is asked of `DiscoverService`."""

    def page(self, repo_id: str) -> RepoPage:
        """One repository."""

    def request(self, page: RepoPage, variant: Variant, companions: Sequence[Variant] = ()) -> DownloadRequest:
        """What a download of it needs."""


def add_pull(
    models: typer.Typer,
    build: Callable[[Mapping[str, str]], Application],
    terminal: Terminal,
    discover: Callable[[Application], Discover],
    patience: float = PATIENCE,
) -> None:
    """Add the command."""

    @models.command("pull", help=HELP)
    def pull(
        model: Annotated[str, typer.Argument(metavar="MODEL", help="For instance OWNER/REPOSITORY:Q4_K_M.")],
        along: Annotated[
            list[str] | None,
            typer.Option("--with", metavar="FILE", help="Of the same repository, too: what sees pictures, or guesses."),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON; sizes in bytes.")] = False,
    ) -> int:
        with build(os.environ) as application:
            application.paths.ensure()
            terminal.note(f"Connecting to {application.downloads.host}.")
            request = _wanted(discover, application, model, along or [])
            there = application.downloads.is_there(request)
            if there and not as_json:
                terminal.line(f"{request.name} is on this computer already; it is checked once more.")
            application.downloads.start(request)
            item = _Watch(application, terminal, as_json, patience, there).wait(request.id)
            fields = _fields(application, item)
        if as_json:
            terminal.line(json.dumps(fields, ensure_ascii=not terminal.writes_unicode, indent=2))
        else:
            terminal.line(item.path)
        return 0


def _wanted(
    discover: Callable[[Application], Discover], application: Application, model: str, along: Sequence[str]
) -> DownloadRequest:
    """What to download."""
    entry = next((e for e in recommended() if model.strip().casefold() in (e.id.casefold(), e.name.casefold())), None)
    if entry is not None and not along:
        return request_of(entry)
    wanted = parse(f"{entry.repo_id}/{entry.filename}" if entry is not None else model)
    service = discover(application)
    page = service.page(wanted.repo_id)
    return service.request(page, choose(page, wanted), [companion(page, name) for name in along])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person named: a repository, and one of its quantisations or files ("" if neither)."""

    repo_id: str
    quantization: str = ""
    filename: str = ""


def parse(text: str) -> Wanted:
    """What "OWNER/REPOSITORY", with ":QUANTISATION" or "/FILE", names.

    Raises:
        UserError: bad-reference.
    """
    name, _, quantization = text.strip().removeprefix("hf:").partition(":")
    parts = name.split("/", 2)
    if len(parts) < 2 or not all(parts) or (len(parts) == 3 and quantization):
        raise UserError(
            f"“{text}” does not name a model on the Hub.",
            "Write it like bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M, or see `paddock models recommended`.",
            code="bad-reference",
        )
    return Wanted(f"{parts[0]}/{parts[1]}", quantization, parts[2] if len(parts) == 3 else "")


def choose(page: RepoPage, wanted: Wanted) -> Variant:
    """The variant that is meant; the usual one, or the only one, where none is named.

    Raises:
        UserError: no-such-variant (says what there is), no-gguf.
    """
    if not page.variants:
        raise UserError(
            f"{page.summary.repo_id} has no GGUF files.",
            f"Look for GGUF versions: `paddock models search --base-model {page.summary.repo_id}`.",
            code="no-gguf",
        )
    if wanted.filename:
        return _only(_with_file((*page.variants, *page.companions), wanted.filename), page, wanted.filename)
    quantization = wanted.quantization or USUAL
    found = [v for v in page.variants if quantization.casefold() in (v.id.casefold(), v.quantization.casefold())]
    if not wanted.quantization and not found and len(page.variants) == 1:
        found = list(page.variants)
    return _only(found, page, quantization)


def companion(page: RepoPage, name: str) -> Variant:
    """What goes with a model and is called so. Raises `UserError`: no-such-variant."""
    found = [v for v in page.companions if v.id.casefold() == name.casefold()]
    return _only(found or _with_file(page.companions, name), page, name)


def _with_file(variants: Iterable[Variant], filename: str) -> list[Variant]:
    return [variant for variant in variants if any(file.filename == filename for file in variant.files)]


def _only(found: Sequence[Variant], page: RepoPage, name: str) -> Variant:
    if found:
        return found[0]
    there = ", ".join(variant.id for variant in (*page.variants, *page.companions))
    raise UserError(
        f"{page.summary.repo_id} has no “{name}”.",
        f"There is: {there}; write it like {page.summary.repo_id}:{page.variants[0].id if page.variants else ''}.",
        code="no-such-variant",
    )


class _Watch:
    """Shows a download until it has ended."""

    def __init__(self, application: Application, terminal: Terminal, quiet: bool, patience: float, there: bool) -> None:
        self._downloads = application.downloads
        self._terminal = terminal
        self._quiet = quiet
        self._patience = patience
        self._there = there  # before it was asked for: until bytes come, there is nothing to tell but that
        self._told = ""
        self._stuck = 0.0  # since when; 0: it gets on

    def wait(self, download_id: str) -> DownloadItem:
        """The finished download.

        Raises:
            UserError: it failed. KeyboardInterrupt: the person stopped it; what has come is kept.
        """
        try:
            item = self._downloads.wait(download_id, self._show)
        except KeyboardInterrupt:
            self._downloads.pause(download_id)
            raise
        finally:
            self._terminal.passing("")
        if item.state is not DownloadState.DONE:
            error = item.error.replace("press Resume", "run the same command again")
            raise UserError(error or "The download was stopped.", code=item.code or "stopped")
        return item

    def _show(self, item: DownloadItem) -> None:
        if item.notice and item.notice != self._told:
            self._told = item.notice
            self._terminal.error(item.notice)
        if item.state not in ENDED:
            self._terminal.passing(bar(item, self._terminal.writes_unicode))
            self._tell(item)
        self._give_up(item)

    def _tell(self, item: DownloadItem) -> None:
        """A line a state, for whoever reads no bar."""
        words = item.error or f"{item.name}: {WORDS.get(item.state, '')}"
        comes = item.state is DownloadState.RUNNING and 0 < item.done_bytes < item.total_bytes
        if self._there and not item.error and not comes:
            return
        if not self._terminal.shows_notes and not self._quiet and words != self._told:
            self._told = words
            self._terminal.line(words)

    def _give_up(self, item: DownloadItem) -> None:
        if item.state is not DownloadState.WAITING:
            self._stuck = 0.0
            return
        self._stuck = self._stuck or time.monotonic()
        if time.monotonic() - self._stuck >= self._patience:
            self._downloads.pause(item.id)
            todo = "Run the same command again later; what has come is kept."
            raise UserError(item.error.removesuffix(" Paddock tries again by itself."), todo, code=item.code)


def bar(item: DownloadItem, unicode: bool) -> str:
    """One line: how far, how fast, how long still."""
    if item.state is DownloadState.WAITING:
        return item.error
    full, empty = ("█", "░") if unicode else ("#", ".")
    share = item.done_bytes / item.total_bytes if item.total_bytes else 0.0
    filled = round(share * BAR)
    parts = [f"{full * filled}{empty * (BAR - filled)} {share:4.0%}"]
    if item.state is DownloadState.VERIFYING:
        parts.append("checking what came")
    elif item.total_bytes:
        parts.append(f"{size_text(item.done_bytes)} of {size_text(item.total_bytes)}")
    if item.speed and item.state is DownloadState.RUNNING:
        parts.append(f"{size_text(round(item.speed))}/s")
    if item.seconds_left:
        parts.append(f"{_clock(item.seconds_left)} left")
    return "  ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _fields(application: Application, item: DownloadItem) -> dict[str, Any]:
    """The finished model, for programs."""
    origin = application.downloads.origin(item.id)
    fields: dict[str, Any] = {
        "name": item.name,
        "path": item.path,
        "size": item.total_bytes,
        "sha256": origin.sha256,
        "repo_id": origin.repo_id,
        "filename": origin.filename,
        "architecture": "",
        "quantization": "",
        "source": ModelSource.DOWNLOADED.value,
        "files": [{"filename": name, "sha256": sha256} for name, sha256 in origin.files],
        "licence": origin.licence,
        "problem": "",
    }
    try:
        model = application.models.find(item.path)
    except UserError as error:  # the file is what the Hub promised, and still cannot be used
        return fields | {"problem": str(error)}
    return fields | {
        "name": model.short_name,
        "architecture": model.architecture,
        "quantization": model.quantization,
        "source": source_of(model),
    }
