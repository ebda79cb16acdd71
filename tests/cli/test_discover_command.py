"""`paddock models search`, `show` and `recommended`: what they print, where they connect, and how they end."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gguf_bytes import LLAMA, gguf
from standin import Hub, Repository, Sparse, Status
from standin.made_up import header, weights

from paddock.core.quantization import words

Cli = Callable[..., Any]
MODEL = gguf({**LLAMA, "llama.feed_forward_length": 8192}, data=700_000)
REPO = "anna/model-1B-GGUF"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub with a model to talk with, one behind a gate, one in another format, and many small ones."""
    repositories = [
        Repository(
            REPO,
            {
                "README.md": b"# A model",
                "model-1B-Q4_K_M.gguf": MODEL,
                "model-1B-Q8_0.gguf": MODEL,
                "model-1B-Q2_K.gguf": b"<html>",
                "mmproj-model-F16.gguf": MODEL,
            },
            {"license": "llama3.2", "language": ["en", "de"]},
            ("base_model:quantized:meta/plain-1B",),
            likes=7,
            downloads=12_345,
            trending=100,
            gguf={"total": 1_235_814_400, "architecture": "llama", "context_length": 131072},
        ),
        Repository("meta/plain-1B", {"model.safetensors": b"x"}, {"license": "llama3.2"}),
        Repository("meta/gated-GGUF", {"gated-Q4_K_M.gguf": MODEL}, {"license": "llama3.2"}, gated="manual", likes=99),
        *(Repository(f"bertil/small-{n:02d}-GGUF", {"small-Q8_0.gguf": MODEL}, likes=1) for n in range(40)),
    ]
    with Hub(repositories) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        yield served


def answered_before(home: Path) -> None:
    """This computer's speed is known from an answer."""
    known = {"devices": {"CPU": {"bandwidth": 1e10, "at": time.time()}}, "memory": {"bandwidth": 0, "boot": 0}}
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "machine.json").write_text(json.dumps(known))


def found(result: Any) -> Any:
    assert (result.status, result.err) == (0, "")
    return json.loads(result.out)


def test_search_gives_a_person_a_table(cli: Cli, hub: Hub) -> None:
    result = cli()("models", "search", "model", "--author", "anna", tty=True)
    assert (result.status, result.err) == (0, "Connecting to 127.0.0.1.\n")
    head, row = result.out.splitlines()
    assert head.split() == ["Repository", "Weights", "Downloads", "Likes", "Changed", "Licence"]
    assert row.split() == [REPO, "1.2B", "12K", "7", "2026-02-01", "llama3.2"]


def test_search_gives_a_program_an_array(cli: Cli, hub: Hub) -> None:
    (one,) = found(cli()("models", "search", "--author", "anna", "--json"))
    assert {
        "name",
        "path",
        "size",
        "sha256",
        "repo_id",
        "filename",
        "architecture",
        "quantization",
        "source",
    } <= one.keys()
    assert (one["repo_id"], one["name"], one["n_params"], one["gating"]) == (REPO, "model-1B-GGUF", 1_235_814_400, "")
    assert one["licence"] == "llama3.2"
    assert found(cli()("models", "search", "nothing like this", "--json")) == []
    assert cli()("models", "search", "nothing like this").out == "Nothing was found.\n"


def test_search_goes_on_until_there_are_enough(cli: Cli, hub: Hub) -> None:
    assert len(found(cli()("models", "search", "small", "--json"))) == 20
    assert len(found(cli()("models", "search", "small", "--limit", "35", "--json"))) == 35
    assert len(found(cli()("models", "search", "small", "--limit", "99", "--json"))) == 40


def test_search_narrows_down_and_sorts(cli: Cli, hub: Hub) -> None:
    def names(*argv: str) -> list[str]:
        return [one["repo_id"] for one in found(cli()("models", "search", "--limit", "3", "--json", *argv))]

    assert names()[0] == REPO
    assert names("--sort", "likes")[0] == "meta/gated-GGUF"
    assert names("--gated") == ["meta/gated-GGUF"]
    assert "meta/gated-GGUF" not in names("--open", "--sort", "likes")
    assert names("--licence", "llama3.2", "--open") == [REPO]
    assert names("--min-size", "1B", "--max-size", "3b") == [REPO]
    assert names("--min-size", "4B") == []
    assert names("--base-model", "meta/plain-1B") == [REPO]
    assert names("--family", "model-1B") == [REPO]


def test_show_says_what_fits(cli: Cli, hub: Hub) -> None:
    result = cli()("models", "show", REPO)
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[:2] == [REPO, "12K downloads, 7 likes, changed 2026-02-01"]
    assert "Licence     llama3.2 https://www.llama.com/llama3_2/license" in lines
    assert "Use         https://www.llama.com/llama3_2/use-policy" in lines
    assert "Languages   en, de" in lines
    assert "With a context of 8192 tokens:" in lines
    (row,) = [line for line in lines if line.startswith("Q4_K_M ")]
    assert words("Q4_K_M") in row
    assert "fits" in row
    assert "words a second" in row
    (bad,) = [line for line in lines if line.startswith("Q2_K ") and "cannot be used:" in line]
    assert "model-1B-Q2_K.gguf" in bad
    assert "mmproj      mmproj-model-F16, 701 KB" in lines
    assert lines[-1] == f"To fetch one: paddock models pull {REPO}:Q4_K_M"
    assert "~" not in result.out


def test_show_offers_nothing_that_does_not_fit(cli: Cli, hub: Hub) -> None:
    head = header(layers=126, width=16_384)
    giant = Sparse(head, len(head) + weights(layers=126, width=16_384))
    hub.add(Repository("anna/giant-GGUF", {"giant-Q4_K_M.gguf": giant}))
    out = cli()("models", "show", "anna/giant-GGUF").out
    assert "does not fit" in out
    assert "words a second" not in out
    assert "To fetch one" not in out


def test_show_gives_a_program_all_of_it(cli: Cli, hub: Hub) -> None:
    shown = found(cli()("models", "show", REPO, "--context", "2048", "--json"))
    assert (shown["summary"]["repo_id"], shown["licence"]["id"], shown["card"]) == (REPO, "llama3.2", "# A model")
    by_id = {variant["id"]: variant for variant in shown["variants"]}
    assert set(by_id) == {"Q4_K_M", "Q8_0", "Q2_K"}
    verdict = by_id["Q4_K_M"]["fit"]
    assert (verdict["n_ctx"], verdict["n_ctx_train"], verdict["exact"], verdict["fits"]) == (2048, 131072, True, "fits")
    assert (by_id["Q4_K_M"]["size"], by_id["Q4_K_M"]["problem"]) == (len(MODEL), "")
    assert by_id["Q2_K"]["fit"] is None
    assert by_id["Q2_K"]["problem"]
    assert shown["companions"][0]["part"] == "mmproj"


def test_show_says_who_may_have_it(cli: Cli, hub: Hub) -> None:
    result = cli()("models", "show", "meta/gated-GGUF")
    assert result.status == 0
    assert "gated: for whoever its authors let in" in result.out
    assert "~: by the size alone" in result.out


def test_show_leads_from_another_format_to_gguf_versions(cli: Cli, hub: Hub) -> None:
    result = cli()("models", "show", "meta/plain-1B")
    assert result.status == 0
    assert "There is no GGUF file in it" in result.out
    assert "paddock models search --base-model meta/plain-1B" in result.out


def test_without_the_hub_what_it_said_before_is_shown_and_said(cli: Cli, hub: Hub, home: Path) -> None:
    answered_before(home)  # else each call measures anew how fast this computer is
    before = cli()("models", "show", REPO)
    listed = cli()("models", "search", "--author", "anna")
    hub.api.extend([Status(503)] * 20)
    after = cli()("models", "show", REPO)
    assert (after.status, after.out) == (0, before.out)
    assert re.fullmatch(r"paddock: .* This is what the Hub said at \d{4}-\d\d-\d\d \d\d:\d\d\.\n", after.err)
    hub.api.extend([Status(503)] * 20)
    again = cli()("models", "search", "--author", "anna")
    assert (again.status, again.out) == (0, listed.out)
    assert "This is what the Hub said at" in again.err


def test_recommended_names_one_to_begin_with_and_connects_to_nothing(cli: Cli, hub: Hub, home: Path) -> None:
    answered_before(home)  # else each call measures anew how fast this computer is
    result = cli()("models", "recommended")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Begin with this one: ")
    assert result.out.count("Begin with this one") == 1
    items = found(cli()("models", "recommended", "--json"))
    assert len(items) == result.out.count(" to download, ")
    (best,) = [item for item in items if item["first_choice"]]
    assert f"Begin with this one: {best['name']} ({best['id']})" in result.out
    assert best["why"] in result.out
    assert {item["group"] for item in items} >= {"chat", "code", "safety", "vision", "embeddings"}
    assert hub.asked == []


@pytest.mark.parametrize(
    ("argv", "status", "told"),
    [
        (["show", "no-slash"], 1, "not the name of a repository"),
        (["show", "nobody/nothing"], 1, ""),
        (["show"], 2, "REPO"),
        (["search", "--min-size", "large"], 2, "write it like 8B or 500M"),
        (["search", "--sort", "best"], 2, "--sort"),
        (["search", "--limit", "0"], 2, "--limit"),
    ],
)
def test_what_is_wrong_is_one_line(cli: Cli, hub: Hub, argv: list[str], status: int, told: str) -> None:
    result = cli()("models", *argv)
    assert (result.status, result.out, result.err.count("\n")) == (status, "", 1)
    assert told in result.err


def test_somebody_elses_words_do_not_turn_the_line_round(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    licence = {"license": "other", "license_name": "\u202efree\u202c"}
    with Hub([Repository("evil/card-GGUF", {"m-Q8_0.gguf": MODEL}, licence)]) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        result = cli()("models", "show", "evil/card-GGUF")
    assert "Licence     free\n" in result.out


def test_set_to_stay_offline_the_command_is_named_that_ends_it(cli: Cli) -> None:
    paddock = cli()
    assert paddock("config", "set", "offline", "true").status == 0
    result = paddock("models", "search", "llama")
    assert (result.status, result.out) == (1, "")
    assert result.err.endswith("nothing was asked. `paddock config set offline false` switches that off.\n")
