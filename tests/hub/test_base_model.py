"""What somebody has in another format is named so that its GGUF can be searched for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paddock.hub.base_model import base_model_of

CARD = "---\nlicense: llama3.2\nbase_model: {}\ntags: [x]\n---\n# A model\n"


def folder(tmp_path: Path, name: str, **files: object) -> Path:
    path = tmp_path / name
    path.mkdir(parents=True)
    (path / "model.safetensors").touch()
    for file, content in files.items():
        target = path / {"config": "config.json", "adapter": "adapter_config.json", "card": "README.md"}[file]
        target.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_the_folders_name_is_the_last_resort(tmp_path: Path) -> None:
    path = folder(tmp_path, "Llama-3.2-3B-Instruct-GPTQ-Int4")
    assert base_model_of(path) == "Llama-3.2-3B-Instruct"
    assert base_model_of(path / "model.safetensors") == "Llama-3.2-3B-Instruct"
    assert base_model_of(folder(tmp_path, "models")) == ""


def test_of_a_quantised_model_it_is_what_it_was_made_from(tmp_path: Path) -> None:
    path = folder(tmp_path, "x-AWQ", config={"quantization_config": {}}, card=CARD.format("meta-llama/Llama-3.2-3B"))
    assert base_model_of(path) == "meta-llama/Llama-3.2-3B"
    path = folder(tmp_path, "y", config={"quantization_config": {}}, card=CARD.format("[meta-llama/Llama-3.1-8B, b/c]"))
    assert base_model_of(path) == "meta-llama/Llama-3.1-8B"


def test_of_a_fine_tuned_model_it_is_itself(tmp_path: Path) -> None:
    cache = folder(tmp_path, "hub/models--NousResearch--Hermes-3/snapshots/0123", card=CARD.format("meta-llama/Llama"))
    assert base_model_of(cache) == "NousResearch/Hermes-3"
    named = folder(tmp_path, "z", config={"_name_or_path": "nous/Hermes"}, card=CARD.format("meta-llama/Llama"))
    assert base_model_of(named) == "nous/Hermes"
    assert base_model_of(folder(tmp_path, "w", config={"_name_or_path": "/home/me/out/Mine"})) == "Mine"
    assert base_model_of(folder(tmp_path, "v", card=CARD.format("meta-llama/Llama"))) == "meta-llama/Llama"


def test_of_an_adapter_it_is_what_it_is_for(tmp_path: Path) -> None:
    path = folder(tmp_path, "lora", adapter={"base_model_name_or_path": "meta-llama/Llama-3.2-1B"})
    assert base_model_of(path) == "meta-llama/Llama-3.2-1B"


@pytest.mark.parametrize(
    "text", ["{", "[1]", "null", '{"_name_or_path": 7}', "[" * 50_000, "\x00\xff", " " * 2_000_000]
)
def test_what_is_wrong_in_the_files_beside_is_passed_over(tmp_path: Path, text: str) -> None:
    path = folder(tmp_path, "Some-Model", config=text, adapter=text, card=f"---\n{text}\n---\n")
    assert base_model_of(path) == "Some-Model"


def test_a_name_cannot_disguise_itself(tmp_path: Path) -> None:
    path = folder(tmp_path, "x", config={"_name_or_path": "evil\u202e\n\x1b[2Jname"})
    assert base_model_of(path) == "evil [2Jname"
