"""What a person is told about a model's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, TENSORS, Tensor, gguf

from paddock.core.models import ModelFile, ModelSource
from paddock.hub.describe import MAX_NAME, describe, display_text
from paddock.hub.gguf import read_header


@pytest.fixture
def described(tmp_path: Path):
    def of(metadata: dict[str, object], tensors: tuple[Tensor, ...] = tuple(TENSORS)) -> ModelFile:
        path = tmp_path / "Some Model-Q4.gguf"
        path.write_bytes(gguf(metadata, tensors))
        return describe(path, read_header(path), ModelSource.OPENED)

    return of


def test_llama(described, tmp_path: Path) -> None:
    model = described(dict(LLAMA))
    assert model.ref == str(tmp_path / "Some Model-Q4.gguf")
    assert model.name == "Llama 3.2 1B Instruct"
    assert model.short_name == "some-model-q4"
    assert (model.architecture, model.quantization, model.n_ctx_train) == ("llama", "Q4_K_M", 131072)
    assert model.kv_bytes_per_token == 32 * 1024  # 16 layers · 8 heads · 64 · 2 (k, v) · 2 bytes
    assert model.n_params == 1032
    assert model.has_chat_template
    assert model.problem == ""


def test_key_and_value_lengths_and_heads_of_each_layer(described) -> None:
    model = described({**LLAMA, "llama.attention.key_length": 128, "llama.attention.value_length": 64})
    assert model.kv_bytes_per_token == 2 * 16 * 8 * (128 + 64)
    model = described({**LLAMA, "llama.attention.head_count_kv": [8, 0, 4]})
    assert model.kv_bytes_per_token == 2 * 12 * (64 + 64)


def test_impossible_numbers_become_unknown(described) -> None:
    model = described({**LLAMA, "llama.attention.head_count": 0, "llama.context_length": "long"})
    assert (model.kv_bytes_per_token, model.n_ctx_train) == (0, 0)


def test_name_from_its_parts_or_the_file(described) -> None:
    nameless = {key: item for key, item in LLAMA.items() if key != "general.name"}
    parts = {"general.basename": "Llama-3.2", "general.size_label": "1B", "general.finetune": "Instruct"}
    assert described({**nameless, **parts}).name == "Llama-3.2 1B Instruct"
    assert described(nameless).name == "Some Model-Q4"


def test_names_cannot_disguise_themselves() -> None:
    assert display_text("Llama\u202e\x00\n3.2\u200b  8B\x1b[31m") == "Llama 3.2 8B[31m"
    assert len(display_text("x" * 1000)) == MAX_NAME


def test_quantisation_from_the_weights_where_the_file_does_not_say(described) -> None:
    unsaid = {key: item for key, item in LLAMA.items() if key != "general.file_type"}
    assert described(unsaid).quantization == "Q4_K"
    assert described({**LLAMA, "general.file_type": 1024 + 7}).quantization == "Q8_0"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"general.architecture": "mllama"}, "Vision"),
        ({"general.architecture": "clip"}, "mmproj"),
        ({"general.type": "mmproj"}, "mmproj"),
        ({"general.type": "adapter"}, "LoRA"),
        ({"general.architecture": "bert"}, "cannot chat"),
        ({"general.architecture": "t5"}, "cannot chat"),
        ({"general.architecture": "flux"}, "pictures"),
        ({"general.architecture": ""}, "does not say"),
    ],
)
def test_what_cannot_chat_says_why_and_what_instead(described, changes: dict[str, object], words: str) -> None:
    problem = described({**LLAMA, **changes}).problem
    assert words in problem
    assert "Llama 3.2 3B Instruct" in problem


def test_a_vocabulary_is_not_a_model(described) -> None:
    assert "vocabulary" in described(dict(LLAMA), ()).problem


def test_the_guide_is_called_guide(tmp_path: Path) -> None:
    path = tmp_path / "guide.gguf"
    path.write_bytes(gguf())
    model = describe(path, read_header(path), ModelSource.GUIDE)
    assert (model.ref, model.short_name, model.name) == ("guide", "guide", "Guide")
