"""`paddock models`: what keeps models, on the command line."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_kit import put

Cli = Callable[..., Any]
FIELDS = {"name", "path", "size", "sha256", "repo_id", "filename", "architecture", "quantization", "source"}


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the person's, where other programs have theirs."""
    folder = tmp_path / "person"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_the_list(cli: Cli, home: Path) -> None:
    path = put(home / "models" / "meta" / "Llama-GGUF" / "Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    lines = cli()("models", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["guide", "llama-3.2-1b-instruct:q4_k_m"]
    assert "downloaded, Q4_K_M" in lines[1]
    guide, model = json.loads(cli()("models", "list", "--json").out)
    assert set(model) >= FIELDS
    assert (model["name"], model["path"]) == ("llama-3.2-1b-instruct:q4_k_m", str(path))
    assert (model["source"], model["quantization"], model["size"]) == ("downloaded", "Q4_K_M", path.stat().st_size)
    assert guide["source"] == "guide"
    assert not (home / "data").exists()  # looking makes nothing


def test_a_new_name_is_shown(cli: Cli, home: Path) -> None:
    put(home / "models" / "a-Q4_0.gguf")
    line = cli()("models", "rename", "a:q4_0", "Anna").out
    assert line.split(maxsplit=3)[3].startswith("Anna, ")
    assert line.split() == cli()("models", "list").out.splitlines()[1].split()
    (_, model) = json.loads(cli()("models", "list", "--json").out)
    assert (model["name"], model["title"]) == ("a:q4_0", "Anna")


def test_a_name_is_what_run_takes(cli: Cli, home: Path) -> None:
    put(home / "models" / "Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    for name in ("llama-3.2-1b-instruct:q4_k_m", "llama-3.2-1b-instruct-q4_k_m"):
        result = cli("Yes.")("run", name, "Hello?")
        assert (result.status, result.out.strip()) == (0, "Yes.")
    (_, model) = json.loads(cli()("models", "list", "--json").out)
    assert model["last_used"] is not None  # it answered


def test_verify(cli: Cli, home: Path) -> None:
    path = put(home / "models" / "a-Q4_0.gguf")
    assert "recorded" in cli()("models", "verify", "a:q4_0").out
    assert cli()("models", "verify").status == 0
    with path.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    result = cli()("models", "verify", "--json")
    (found,) = json.loads(result.out)
    assert (result.status, found["verdict"], set(found) >= FIELDS) == (1, "changed", True)
    assert found["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found["expected"] != found["sha256"]
    assert cli()("models", "verify", "a:q4_0", "--accept").status == 0
    assert cli()("models", "verify", "--accept").status == 2


def test_removing_asks_and_says_what_it_frees(cli: Cli, home: Path, person: Path) -> None:
    path = put(home / "models" / "a-Q4_0.gguf", size=3_000_000)
    result = cli().converse("models", "rm", "a:q4_0", lines=["n"])
    assert (result.status, path.exists()) == (1, True)
    assert "Nothing was removed" in result.out
    assert cli().converse("models", "rm", "a:q4_0", lines=["y"]).status == 0
    assert not path.exists()
    put(path)
    result = cli()("models", "rm", "a:q4_0", "--json")  # no terminal: nobody to ask
    found = json.loads(result.out)
    assert (found["name"], found["freed"]) == ("a:q4_0", found["size"])
    assert cli()("models", "rm", "a:q4_0").status == 1
    assert cli()("models", "rm", "guide").status == 1


def test_import(cli: Cli, home: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "in" / "Llama-Q4_0.gguf")
    assert cli()("models", "import", str(source)).out == f"llama:q4_0: {source}\n"
    model = json.loads(cli()("models", "import", str(source), "--copy", "--json").out)
    assert model["path"] == str(home / "models" / "Llama-Q4_0.gguf")
    assert model["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert cli()("models", "import", str(source), "--copy", "--move").status == 2
    assert cli()("models", "import", str(source), "--move").status == 1  # there is one already
    assert source.exists()
    other = put(tmp_path / "in" / "Other-Q4_0.gguf", 2)
    assert cli()("models", "import", str(other), "--move").status == 0
    assert not other.exists()


def test_another_format_is_answered_with_a_search(cli: Cli, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Llama-3.2-1B-Instruct-AWQ"
    folder.mkdir()
    (folder / "model.safetensors").touch()
    result = cli()("models", "import", str(folder))
    assert result.status == 1
    assert "`paddock models search Llama-3.2-1B-Instruct`" in result.err
    (folder / "README.md").write_text("---\nbase_model: meta-llama/Llama-3.2-1B-Instruct\n---\n")
    for command in (("models", "import"), ("run",), ("fit",), ("template",)):
        prompt = ("hi",) if command == ("run",) else ()
        result = cli()(*command, str(folder), *prompt)
        assert (result.status, result.err.count("\n")) == (1, 1), command
        assert "`paddock models search --base-model meta-llama/Llama-3.2-1B-Instruct`" in result.err, command


def test_weights_that_were_cut_off_are_answered_with_it_too(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "Llama-3.2-1B-Instruct"
    folder.mkdir()
    header = b'{"model.embed_tokens.weight": {"dtype": "BF16", "shape": [8, 8], "data_offsets": [0, 128]}}'
    weights = folder / "model.safetensors"
    for cut in (0, 5, 8, 20, len(header), None):
        weights.write_bytes((struct.pack("<Q", len(header)) + header + bytes(128))[:cut])
        result = cli()("models", "import", str(weights))
        assert (result.status, result.err.count("\n")) == (1, 1)
        assert "safetensors" in result.err
        assert "`paddock models search Llama-3.2-1B-Instruct`" in result.err


def test_every_list_of_models_says_the_same_of_each(cli: Cli, home: Path, person: Path) -> None:
    """The search of the Hub is asked in `test_discover_command.py`."""
    put(home / "models" / "o" / "r" / "a-Q4_0.gguf")
    put(person / ".lmstudio" / "models" / "lmstudio-community" / "b-GGUF" / "b-Q4_0.gguf")
    for command in ("list", "verify", "scan", "recommended"):
        found = json.loads(cli()("models", command, "--json").out)
        assert found, command
        assert all(item.keys() >= FIELDS for item in found), command


def test_scan_and_adopt(cli: Cli, home: Path, person: Path) -> None:
    path = put(person / ".lmstudio/models/meta/Llama-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    assert "LM Studio: Llama 3.2 1B Instruct, Q4_K_M" in cli()("models", "scan").out
    (found,) = json.loads(cli()("models", "scan", "--json").out)
    assert set(found) >= FIELDS
    assert (found["repo_id"], found["known"], found["path"]) == ("meta/Llama-GGUF", False, str(path))
    assert not (home / "data").exists()
    assert cli()("models", "scan", "--adopt").status == 0
    (_, model) = json.loads(cli()("models", "list", "--json").out)
    assert (model["source"], model["program"], model["repo_id"]) == ("adopted", "LM Studio", "meta/Llama-GGUF")
    assert "in the library" in cli()("models", "scan").out
    assert "stays" in cli()("models", "rm", model["name"]).out
    assert path.exists()


def test_without_other_programs(cli: Cli, home: Path, person: Path) -> None:
    assert cli()("models", "scan").out == "No other program has models here.\n"
    assert json.loads(cli()("models", "scan", "--json").out) == []


def test_folders_move_rename_copies_disk(cli: Cli, home: Path, tmp_path: Path) -> None:
    path = put(home / "models" / "o" / "r" / "a-Q4_0.gguf")
    disk = tmp_path / "disk"
    model = json.loads(cli()("models", "move", "a:q4_0", str(disk), "--json").out)
    assert model["path"] == str(disk / "o" / "r" / "a-Q4_0.gguf")
    assert not path.exists()
    assert cli()("models", "folders").out.splitlines() == [str(home / "models"), str(disk)]
    (home / "models").mkdir(exist_ok=True)
    (home / "models" / "b-Q4_0.gguf").write_bytes(Path(model["path"]).read_bytes())
    (copies,) = json.loads(cli()("models", "copies", "--json").out)
    assert copies["wasted"] == model["size"]
    assert "could be had" in cli()("models", "copies").out
    ours, other = json.loads(cli()("models", "disk", "--json").out)
    assert (ours["models"], other["models"], other["folder"]) == (1, 1, str(disk))
    assert f"{disk}: 1 model, " in cli()("models", "disk").out
    named = json.loads(cli()("models", "rename", "a:q4_0", "My model", "--json").out)
    assert (named["title"], named["name"]) == ("My model", "a:q4_0")
    titles = [model["title"] for model in json.loads(cli()("models", "list", "--json").out)]
    assert titles.count("My model") == 2  # a name is of what the file holds
    assert json.loads(cli()("models", "folders", "--remove", str(disk), "--json").out) == [str(home / "models")]
    assert cli()("models", "folders", "--add", str(tmp_path / "missing")).status == 1


def test_a_broken_list_of_what_is_known_is_said(cli: Cli, home: Path) -> None:
    put(home / "models" / "a-Q4_0.gguf")
    (home / "data").mkdir(parents=True)
    (home / "data" / "models.json").write_text("{")
    result = cli()("models", "list")
    assert "kept as models.json.broken-1" in result.err
    assert result.status == 0
