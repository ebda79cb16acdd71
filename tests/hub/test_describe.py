"""What a person is told about a model's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, TENSORS, Tensor, Typed, gguf

from paddock.config.paths import resource
from paddock.core.models import ModelFile, ModelSource
from paddock.hub.describe import MAX_NAME, describe, display_text
from paddock.hub.gguf import read_header


@pytest.fixture
def described(tmp_path: Path):
    def of(
        metadata: dict[str, object],
        tensors: tuple[Tensor, ...] = tuple(TENSORS),
        name: str = "Some Model-Q4.gguf",
        **layout: object,
    ) -> ModelFile:
        path = tmp_path / name
        path.write_bytes(gguf(metadata, tensors, **layout))
        return describe(path, read_header(path), ModelSource.OPENED)

    return of


def test_llama(described, tmp_path: Path) -> None:
    model = described(dict(LLAMA))
    assert model.ref == str(tmp_path / "Some Model-Q4.gguf")
    assert model.name == "Llama 3.2 1B Instruct"
    assert model.short_name == "some-model:q4"
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
    ("changes", "code", "words"),
    [
        ({"general.architecture": "mllama"}, "vision-model", "Vision"),
        ({"general.architecture": "clip"}, "projector", "mmproj"),
        ({"general.type": "mmproj"}, "projector", "mmproj"),
        ({"general.type": "adapter"}, "adapter", "LoRA"),
        ({"general.architecture": "bert"}, "encoder", "cannot chat"),
        ({"general.architecture": "t5"}, "rewriting-model", "cannot chat"),
        ({"general.architecture": "flux"}, "picture-model", "pictures"),
        ({"general.architecture": ""}, "no-architecture", "does not say"),
        ({"llama.pooling_type": 1}, "embedding-model", "compare"),
        ({"llama.pooling_type": 3}, "embedding-model", "compare"),
        ({"llama.pooling_type": 4}, "reranker", "search results"),
    ],
)
def test_what_cannot_chat_says_why_and_what_instead(
    described, changes: dict[str, object], code: str, words: str
) -> None:
    model = described({**LLAMA, **changes})
    assert model.refusal.code == code
    assert words in model.problem
    assert "“Some Model-Q4.gguf”" in model.problem
    assert "Llama 3.2 3B Instruct" in model.problem
    error = model.refusal.error()
    assert (error.code, str(error)) == (code, model.problem)


@pytest.mark.parametrize("value", [0, -1, 9, "mean", (1, 2)])
def test_a_pooling_that_is_none_is_no_obstacle(described, value: object) -> None:
    written = list(value) if isinstance(value, tuple) else Typed(5, value) if isinstance(value, int) else value
    assert described({**LLAMA, "llama.pooling_type": written}).problem == ""


def test_a_vocabulary_is_not_a_model(described) -> None:
    assert described(dict(LLAMA), ()).refusal.code == "vocabulary"


@pytest.mark.parametrize(
    ("layout", "code"),
    [({"version": 1}, "gguf-version-1"), ({"order": ">"}, "big-endian"), ({"version": 2}, None)],
)
def test_what_llama_cpp_does_not_read_is_named_all_the_same(described, layout: dict[str, object], code: str) -> None:
    model = described(dict(LLAMA), **layout)
    assert model.name == "Llama 3.2 1B Instruct"
    assert (model.refusal and model.refusal.code) == code


@pytest.mark.parametrize("kind", [4, 31, 38])
def test_weights_in_an_order_that_llama_cpp_gave_up(described, kind: int) -> None:
    model = described(dict(LLAMA), (("t", (256,), kind, 0),))
    assert model.refusal.code == "removed-type"
    assert "Q4_0" in model.refusal.todo


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        (0, "big-00001-of-00003.gguf", None),
        (2, "big-00003-of-00003.gguf", None),
        (2, "renamed.gguf", "later-part"),
        (0, "renamed.gguf", "renamed-part"),
    ],
)
def test_parts_are_known_by_their_names(described, number: int, name: str, code: str | None) -> None:
    model = described({**LLAMA, "split.no": number, "split.count": 3}, (), name)
    assert (model.refusal and model.refusal.code) == code


def test_the_guide_is_called_guide(tmp_path: Path) -> None:
    path = tmp_path / "guide.gguf"
    path.write_bytes(gguf())
    model = describe(path, read_header(path), ModelSource.GUIDE)
    assert (model.ref, model.short_name, model.name) == ("guide", "guide", "Guide")


def test_a_copy_of_the_guide_is_known_by_what_it_says_wherever_it_lies(described) -> None:
    mark = {"paddock.guide.version": "0.1.0", "general.name": "Paddock Guide"}
    copy = described({**LLAMA, **mark}, (), "anything-q8_0.gguf")
    assert copy.is_guide
    assert copy.ref != "guide"
    assert not described({**LLAMA, "general.name": "Paddock Guide"}, (), "guide.gguf").is_guide


def test_the_guide_itself_bears_its_mark() -> None:
    path = resource("guide/guide.gguf")
    assert describe(path, read_header(path), ModelSource.OPENED).is_guide
