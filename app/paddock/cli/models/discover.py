"""`paddock models search`, `show` and `recommended`: what there is, and what of it fits. One rule: they only print."""

# No `from __future__ import annotations` here: typer reads the annotations, and these name local functions.

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Any

import typer

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.hardware import Fit
from paddock.core.hub import Gating, RepoPage, RepoSummary, SearchPage, SearchQuery, Sort, Variant, VariantFit
from paddock.core.quantization import recommended as is_recommended
from paddock.core.sizes import memory_text, size_text
from paddock.services.discover import DiscoverService, Recommendation
from paddock.services.speed_estimate import words_a_second

Build = Callable[[Mapping[str, str]], Application]
SEARCH = "Search the Hub for models; connects to it. Without QUERY: what is trending."
SHOW = (
    "Say what is behind a repository of the Hub's: its files, and which of them fit this computer. Connects to the Hub."
)
RECOMMENDED = "The models that Paddock recommends, and which of them to begin with here. Connects to nothing."
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMBT]?)", re.IGNORECASE)
UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
LABEL_WIDTH = 12
NOT_HERE = {"path": "", "size": 0, "sha256": "", "filename": "", "quantization": "", "source": "hub"}
"""What a list says of every model, where it is none of this computer's."""
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def weights_of(text: str, option: str) -> int:
    """A number of weights, as models are called by it: "8B", "1.5b", "500M"; "" is 0."""
    found = SIZE.fullmatch(text.strip() or "0")
    if found is None:
        raise typer.BadParameter(f"“{text}” is no size of a model; write it like 8B or 500M", param_hint=option)
    return round(float(found[1]) * UNITS[found[2].upper()])


def plain(text: str) -> str:
    """Somebody else's words without what hides or turns letters round."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf"))


Size = Annotated[str, typer.Option(metavar="SIZE", help="Weights, like 8B or 500M.")]


def add_discover(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    """Add the commands."""
    _add_search(app, build, terminal)
    _add_show(app, build, terminal)

    @app.command("recommended", help=RECOMMENDED)
    def recommended(as_json: Json = False) -> int:
        with build(os.environ) as application:
            found = application.discover.recommended()
        if as_json:
            _print_json(terminal, [_recommendation_fields(item) for item in found])
        else:
            for line in _recommended_lines(found):
                terminal.line(line)
        return 0


def _add_search(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    @app.command("search", help=SEARCH)
    def search(
        query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Words of the name.")] = "",
        author: Annotated[str, typer.Option(help="Whose repositories.")] = "",
        family: Annotated[str, typer.Option(help="Like llama-3.2.")] = "",
        task: Annotated[str, typer.Option(help="The Hub's name of one, like text-generation.")] = "",
        licence: Annotated[str, typer.Option(help="The Hub's id of one, like llama3.2 or apache-2.0.")] = "",
        base_model: Annotated[str, typer.Option(help="Only GGUF versions of this one, OWNER/NAME.")] = "",
        min_size: Size = "",
        max_size: Size = "",
        gated: Annotated[
            bool | None, typer.Option("--gated/--open", help="Only those that ask for an account, or that do not.")
        ] = None,
        sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.TRENDING,
        limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
        as_json: Json = False,
    ) -> int:
        least, most = weights_of(min_size, "--min-size"), weights_of(max_size, "--max-size")
        wanted = SearchQuery(query, author, family, task, licence, least, most, gated, sort)
        with build(os.environ) as application:
            discover = application.discover
            if base_model:
                versions = discover.gguf_versions(base_model)
                wanted = replace(wanted, base_model=versions.base_model, text=query or versions.text)
            terminal.note(f"Connecting to {discover.host}.")
            found, old = _pages(discover, wanted, limit)
        if old:
            terminal.error(old)
        if as_json:
            _print_json(terminal, [_summary_fields(summary) for summary in found])
        else:
            if not found:
                terminal.tell("Nothing was found.")
            for line in _search_lines(found):
                terminal.line(plain(line))
        return 0


def _add_show(app: typer.Typer, build: Build, terminal: Terminal) -> None:
    @app.command("show", help=SHOW)
    def show(
        repo: Annotated[str, typer.Argument(metavar="REPO", help="OWNER/NAME.")],
        context: Annotated[int, typer.Option(min=0, help="Tokens; 0 is what Paddock would take.")] = 0,
        as_json: Json = False,
    ) -> int:
        with build(os.environ) as application:
            discover = application.discover
            terminal.note(f"Connecting to {discover.host}.")
            page = discover.page(repo)
            judged = []
            try:
                for variant in page.variants:
                    terminal.passing(f"Looking at {variant.id}…")
                    judged.append((variant, *_judged(discover, page, variant, context)))
            finally:
                terminal.passing("")
        if old := _old(page):
            terminal.error(old)
        if as_json:
            _print_json(terminal, _page_fields(page, judged))
        else:
            for line in (*_head_lines(page), *_variant_lines(page, judged)):
                terminal.line(plain(line).rstrip())
        return 0


Judged = tuple[Variant, VariantFit | None, str]
"""A variant, the verdict, and why there is none."""


def _judged(discover: DiscoverService, page: RepoPage, variant: Variant, context: int) -> tuple[VariantFit | None, str]:
    """One file that is no model hides none of the others."""
    try:
        return discover.judge(page, variant, context), ""
    except UserError as error:
        return None, str(error)


def _pages(discover: DiscoverService, query: SearchQuery, limit: int) -> tuple[list[RepoSummary], str]:
    """The first `limit` results, and what to say where they are old ones."""
    found: list[RepoSummary] = []
    page = discover.search(query)
    while True:
        found += page.items
        if len(found) >= limit or not page.cursor or page.problem:
            return found[:limit], _old(page)
        page = discover.search(query, page.cursor)


def _old(page: SearchPage | RepoPage) -> str:
    """That it comes from an earlier answer, and why; "" if it does not."""
    if not page.problem:
        return ""
    when = datetime.fromtimestamp(page.fetched_at).strftime("%Y-%m-%d %H:%M")
    return f"{page.problem} This is what the Hub said at {when}."


def _print_json(terminal: Terminal, value: object) -> None:
    terminal.line(json.dumps(value, ensure_ascii=not terminal.writes_unicode, indent=2))


# --- for programs


def _summary_fields(summary: RepoSummary) -> dict[str, Any]:
    return {**NOT_HERE, **asdict(summary)}


def _page_fields(page: RepoPage, judged: Sequence[Judged]) -> dict[str, Any]:
    fields = asdict(page)
    fields["variants"] = [
        {**asdict(variant), "size": variant.size, "fit": asdict(verdict) if verdict else None, "problem": problem}
        for variant, verdict, problem in judged
    ]
    fields["companions"] = [{**asdict(one), "size": one.size} for one in page.companions]
    return fields


def _recommendation_fields(item: Recommendation) -> dict[str, Any]:
    entry = item.entry
    return {
        "id": entry.id,
        "name": entry.name,
        "repo_id": entry.repo_id,
        "filename": entry.filename,
        "files": [asdict(file) for file in entry.files],
        "companions": [asdict(file) for file in entry.companions],
        "path": str(item.installed.path) if item.installed else "",
        "size": entry.size,
        "sha256": entry.files[0].sha256,
        "architecture": entry.numbers.architecture if entry.numbers else "",
        "source": NOT_HERE["source"],
        "exact_size": entry.exact,
        "quantization": entry.quantization,
        "n_params": entry.n_params,
        "n_ctx_train": entry.n_ctx_train,
        "licence": entry.licence_id,
        "languages": list(entry.languages),
        "group": entry.group.value,
        "good_at": entry.good_at,
        "fits": item.fits.value,
        "memory": item.memory,
        "tokens_per_second": item.tokens_per_second,
        "why": item.why,
        "first_choice": item.first_choice,
        "installed": str(item.installed.path) if item.installed else "",
    }


# --- for a person


def _table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Columns as wide as they need be; those in `right` end at the same place."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{cell:>{width}}" if number in right else f"{cell:<{width}}"
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _search_lines(found: Sequence[RepoSummary]) -> Iterator[str]:
    if not found:
        yield "Nothing was found."
        return
    rows = [("Repository", "Weights", "Downloads", "Likes", "Changed", "Licence", "")]
    rows += [
        (
            summary.repo_id,
            _weights(summary.n_params),
            _count(summary.downloads),
            _count(summary.likes),
            summary.updated[:10],
            summary.licence,
            "" if summary.gating is Gating.OPEN else "gated",
        )
        for summary in found
    ]
    yield from _table(rows, right=(1, 2, 3))


def _head_lines(page: RepoPage) -> Iterator[str]:
    summary, licence = page.summary, page.licence
    yield summary.repo_id
    yield f"{_count(summary.downloads)} downloads, {_count(summary.likes)} likes" + (
        f", changed {summary.updated[:10]}" if summary.updated else ""
    )
    yield ""
    facts = (
        ("Weights", _weights(summary.n_params)),
        ("Made from", ", ".join(summary.base_models)),
        ("Languages", ", ".join(summary.languages)),
        ("Licence", " ".join(filter(None, (licence.name or licence.id, licence.url)))),
        ("Use", licence.acceptable_use_url),
        ("Access", _access(page)),
        ("Page", page.url),
    )
    yield from (f"{label:<{LABEL_WIDTH}}{text}" for label, text in facts if text)


def _access(page: RepoPage) -> str:
    gating = page.summary.gating
    if gating is Gating.OPEN:
        return ""
    if page.may_download:
        return "gated; your token may have it"
    who = "whoever accepts its licence" if gating is Gating.AUTO else "whoever its authors let in"
    return f"gated: for {who}, on its page, with an account; then give Paddock a token of it"


def _variant_lines(page: RepoPage, judged: Sequence[Judged]) -> Iterator[str]:
    if not judged:
        yield ""
        yield "There is no GGUF file in it, so nothing that Paddock can run."
        if page.not_gguf:
            yield f"For GGUF versions of it: paddock models search --base-model {page.summary.repo_id}"
        return
    context = next((verdict.n_ctx for _, verdict, _ in judged if verdict), 0)
    yield ""
    yield f"With a context of {context} tokens:" if context else "None of its files can be used:"
    rows: list[tuple[str, ...]] = [("", "Quality", "Download", "Memory", "", "Speed")]
    rows += [_variant_row(variant, verdict) for variant, verdict, _ in judged]
    yield from _table(rows, right=(2, 3))
    for variant, _, problem in judged:
        if problem:
            yield ""
            yield f"{variant.id} cannot be used: {problem}"
    if any(verdict is not None and not verdict.exact for _, verdict, _ in judged):
        yield ""
        yield "~: by the size alone, since the header could not be read."
    for companion in page.companions:
        yield f"{companion.part.value:<{LABEL_WIDTH}}{companion.id}, {size_text(companion.size)}"
    usable = [variant for variant, verdict, _ in judged if verdict and verdict.fits is not Fit.NO]
    if usable:
        best = next((variant.id for variant in usable if is_recommended(variant.quantization)), usable[0].id)
        yield ""
        yield f"To fetch one: paddock models pull {page.summary.repo_id}:{best}"


def _variant_row(variant: Variant, verdict: VariantFit | None) -> tuple[str, ...]:
    size = size_text(variant.size)
    if verdict is None:
        return (variant.id, variant.words, size, "", "cannot be used", "")
    about = "" if verdict.exact else "~"
    memory = f"{about}{memory_text(verdict.memory)}"
    speed = words_a_second(verdict.tokens_per_second) if verdict.fits is not Fit.NO else ""
    return (variant.id, variant.words, size, memory, verdict.fits.value, speed)


def _recommended_lines(found: Sequence[Recommendation]) -> Iterator[str]:
    for item in sorted(found, key=lambda item: not item.first_choice):
        entry = item.entry
        mark = "Begin with this one: " if item.first_choice else ""
        here = ", on this computer" if item.installed else ""
        yield f"{mark}{entry.name} ({entry.id}{here})"
        yield f"    {entry.good_at}."
        about = "" if entry.exact else "about "
        yield f"    {item.fits.value}: {item.why}; {about}{size_text(entry.size)} to download, {entry.licence}"
        if item.first_choice:
            yield ""


def _weights(count: int) -> str:
    """ "3.2B", "135M"; "" if unknown."""
    if count >= 10**9:
        return f"{count / 1e9:.1f}B"
    return f"{count / 1e6:.0f}M" if count else ""


def _count(count: int) -> str:
    """ "950", "12K", "3.4M"."""
    if count >= 10**6:
        return f"{count / 1e6:.1f}M"
    return f"{count / 1e3:.0f}K" if count >= 10**4 else str(count)
