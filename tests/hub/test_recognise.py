"""What someone opened, file or folder, comes out with what it is and the way forward, wherever it was opened."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf

from paddock.core.errors import Remedy, UserError
from paddock.hub.gguf import read_header
from paddock.hub.recognise import DEEPEST, MOST

TENSORS = b'{"model.layers.0.q_proj.weight":{"dtype":"BF16","shape":[8,8],"data_offsets":[0,128]}}'
CONFIG: dict[str, object] = {"model_type": "llama", "architectures": ["LlamaForCausalLM"]}


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        read_header(path)
    assert caught.value.todo
    return caught.value


def hf_folder(path: Path, header: bytes = TENSORS, **config: object) -> Path:
    """A model as Hugging Face keeps it."""
    path.mkdir(parents=True)
    (path / "config.json").write_text(json.dumps({**CONFIG, **config}))
    (path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(128))
    (path / "tokenizer.json").write_text("{}")
    return path


@pytest.mark.parametrize("method", ["gptq", "awq", "fp8", "bitsandbytes"])
def test_a_quantised_folder_and_the_file_in_it(tmp_path: Path, method: str) -> None:
    folder = hf_folder(tmp_path / "Llama-3.2-3B-Instruct-Q", quantization_config={"quant_method": method})
    for path in (folder, folder / "model.safetensors"):
        error = refusal(path)
        assert error.code == f"quantised-{method}"
        assert "“Llama-3.2-3B-Instruct-Q GGUF”" in error.todo
        assert error.remedy is Remedy.OPEN_MODELS
    assert "is part of a model" in error.what


def test_a_plain_folder_and_the_file_in_it(tmp_path: Path) -> None:
    folder = hf_folder(tmp_path / "Llama-3.2-1B-Instruct")
    assert refusal(folder).code == "hf-folder"
    assert refusal(folder / "model.safetensors").code == "safetensors"
    assert refusal(folder / "config.json").code == "model-settings"


def test_llama_vision_and_prompt_guard(tmp_path: Path) -> None:
    vision = hf_folder(tmp_path / "Llama-3.2-11B-Vision-Instruct", model_type="mllama")
    guard = hf_folder(tmp_path / "Prompt-Guard-86M", model_type="deberta-v2")
    for path in (vision, vision / "model.safetensors"):
        assert refusal(path).code == "vision-model"
    for path in (guard, guard / "model.safetensors"):
        assert "Prompt Guard" in refusal(path).what


def test_a_safetensors_file_tells_by_itself_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"unrelated": true}')
    padding = b'{"__metadata__":{"x":"' + b" " * 100_000 + b'"},'
    for inner, code in (
        (b".qweight", "quantised-gptq"),
        (b".lora_A.weight", "peft-adapter"),
        (b".weight", "safetensors"),
    ):
        header = padding + TENSORS[1:].replace(b".weight", inner)
        path = tmp_path / "some.safetensors"
        path.write_bytes(len(header).to_bytes(8, "little") + header)
        assert refusal(path).code == code


def test_a_folder_with_models_names_the_best(tmp_path: Path) -> None:
    folder = hf_folder(tmp_path / "models")
    (folder / "snapshots" / "0123").mkdir(parents=True)
    for name in (
        "mmproj-F16.gguf", "b-00002-of-00003.gguf", "b-00001-of-00003.gguf", "c.gguf", "snapshots/0123/a.gguf",
    ):  # fmt: skip
        (folder / name).write_bytes(gguf())
    error = refusal(folder)
    assert (error.code, error.remedy) == ("folder", Remedy.OPEN_FILE)
    assert "“b-00001-of-00003.gguf” (there are 4)" in error.todo


def test_a_download_cache(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--owner--repo" / "snapshots" / "0123456789"
    snapshot.mkdir(parents=True)
    (tmp_path / "blob").write_bytes(gguf())
    (snapshot / "model.gguf").symlink_to(tmp_path / "blob")
    assert "“snapshots/0123456789/model.gguf”" in refusal(snapshot.parents[1]).todo


def test_deep_wide_and_circular_folders_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(DEEPEST + 2):
        deep = deep / "inside"
        deep.mkdir()
    (deep / "model.gguf").write_bytes(gguf())
    (tmp_path / "inside" / "loop").symlink_to(tmp_path)
    assert "without a GGUF model" in refusal(tmp_path).what
    wide = tmp_path / "wide"
    wide.mkdir()
    for number in range(MOST + 10):
        (wide / f"{number}.jpg").touch()
    assert refusal(wide).code == "folder"


@pytest.mark.parametrize(
    "config",
    [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 200_000, b'{"a":' * 200_000, b"9" * 100_000, b'{"model_type": 7}'],
)
def test_settings_that_are_none(tmp_path: Path, config: bytes) -> None:
    folder = hf_folder(tmp_path / "x")
    (folder / "config.json").write_bytes(config)
    assert refusal(folder).code == "hf-folder"
    assert refusal(folder / "model.safetensors").code == "safetensors"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    folder = hf_folder(tmp_path / "x")
    (folder / "config.json").unlink()
    os.mkfifo(folder / "config.json")
    assert refusal(folder).code == "hf-folder"


def test_the_present_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = hf_folder(tmp_path / "Llama-GPTQ")
    monkeypatch.chdir(folder)
    assert "“Llama-GPTQ” is a folder" in refusal(Path()).what


def test_a_loop_of_links_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refusal(tmp_path / "a").code == "unreadable"


def test_ollamas_files_are_models(tmp_path: Path) -> None:
    blob = tmp_path / "sha256-0123"
    blob.write_bytes(gguf())
    assert read_header(blob).metadata["general.name"] == LLAMA["general.name"]
