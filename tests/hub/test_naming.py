"""Names are short, stay what they are, and are found by what they were called before."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from library_kit import library_in, put

from paddock.core.library import Origin
from paddock.hub.naming import Named, base_name, distinct, old_name


@pytest.mark.parametrize(
    ("filename", "quantization", "folder", "called", "name"),
    [
        ("Llama-3.2-1B-Instruct-Q4_K_M.gguf", "Q4_K_M", "", "", "llama-3.2-1b-instruct:q4_k_m"),
        ("llama-3.2-1b-instruct.Q4_K_M.gguf", "", "", "", "llama-3.2-1b-instruct:q4_k_m"),
        ("Llama-3.3-70B-Q4_K_M-00001-of-00002.gguf", "Q4_K_M", "", "", "llama-3.3-70b:q4_k_m"),
        ("Llama-4-Scout-UD-Q4_K_XL.gguf", "Q4_K_M", "", "", "llama-4-scout:ud-q4_k_xl"),
        ("mine.gguf", "Q8_0", "", "", "mine:q8_0"),
        ("mine.gguf", "", "", "", "mine"),
        ("model.gguf", "F16", "Tiny-Llama-GGUF", "", "tiny-llama:f16"),
        ("ggml-model-q4_0.gguf", "Q4_0", "Tiny-Llama-GGUF", "", "tiny-llama:q4_0"),
        ("ggml-model-q4_0.gguf", "Q4_0", "", "", "ggml-model:q4_0"),
        ("sha256-" + "ab" * 32, "Q4_K_M", "blobs", "llama3.2:1b", "llama3.2:1b"),
        ("sha256-" + "ab" * 32, "Q4_K_M", "blobs", "llama3.2", "llama3.2:q4_k_m"),
        ("Mein Modell (neu).gguf", "Q5_K_S", "", "", "mein-modell-neu:q5_k_s"),
        ("BF16-Model-BF16.gguf", "", "", "", "bf16-model:bf16"),
        ("$(rm -rf).gguf", "", "", "", "rm--rf"),
        ("模型.gguf", "Q4_0", "", "", "模型:q4_0"),
    ],
)
def test_a_name_from_a_file(filename: str, quantization: str, folder: str, called: str, name: str) -> None:
    assert base_name(filename, quantization, folder, called) == name


def test_the_old_kind_of_name() -> None:
    assert old_name("Llama 3.2-Q4_K_M-00001-of-00002.gguf") == "llama-3.2-q4_k_m"


MODELS = [
    Named("llama:q4_0", "bartowski", "/m/a", 3.0),
    Named("llama:q4_0", "unsloth", "/m/b", 1.0),
    Named("llama:q4_0", "bartowski", "/m/c", 2.0),
    Named("llama:q4_0", "", "/m/d", 4.0),
    Named("other:q4_0", "unsloth", "/m/e", 5.0),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::7])
def test_names_do_not_depend_on_the_order(order: tuple[int, ...]) -> None:
    names = dict(zip([MODELS[n].place for n in order], distinct([MODELS[n] for n in order]), strict=True))
    assert names["/m/b"] == "llama:q4_0"  # it was first
    assert names["/m/c"] == "llama:q4_0@bartowski"
    assert names["/m/e"] == "other:q4_0"
    assert len({*names.values()}) == 5
    for place in ("/m/a", "/m/d"):
        assert names[place].startswith("llama:q4_0@")
        assert len(names[place]) == len("llama:q4_0@") + 8


def test_a_name_stays_when_another_model_comes(tmp_path: Path) -> None:
    library, records = library_in(tmp_path)
    first = put(tmp_path / "models" / "z-owner" / "repo" / "llama-Q4_0.gguf", 1)
    records.put(first, Origin("z-owner/repo", obtained=100.0))
    assert library.models()[1].short_name == "llama:q4_0"
    second = put(tmp_path / "models" / "a-owner" / "repo" / "llama-Q4_0.gguf", 2)
    records.put(second, Origin("a-owner/repo", obtained=200.0))
    names = {model.path: model.short_name for model in library.models()}
    assert names[first] == "llama:q4_0"
    assert names[second] == "llama:q4_0@a-owner"
    assert library.find("llama:q4_0").path == first
    assert library.find("LLAMA:q4_0@z-owner").path == first  # so called, it is found whoever else comes or goes
    assert library.find("llama:q4_0@a-owner").path == second
    first.unlink()
    assert library.find("llama:q4_0").path == second
    assert library.find("llama:q4_0@a-owner").path == second


def test_what_was_typed_before_is_found(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    path = put(tmp_path / "models" / "Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    for name in ("llama-3.2-1b-instruct:q4_k_m", "llama-3.2-1b-instruct-q4_k_m", "Llama 3.2 1B Instruct",
                 "llama-3.2-1b-instruct"):  # fmt: skip
        assert library.find(name).path == path
