"""What a file is, by its first bytes and its name, or by what a GGUF file calls itself."""

from __future__ import annotations

import pytest

from paddock.core.errors import Remedy
from paddock.core.formats import (
    ARCHITECTURES,
    INSTEAD,
    TYPES,
    Kind,
    is_safetensors,
    kind_of_bytes,
    kind_of_gguf,
    safetensors_kind,
)

TENSORS = b'{"model.layers.0.q_proj.weight":{"dtype":"BF16","shape":[8,8],"data_offsets":[0,128]}}'


def safetensors(header: bytes) -> bytes:
    return len(header).to_bytes(8, "little") + header


@pytest.mark.parametrize(
    ("start", "name", "code"),
    [
        (b"", "model.gguf", "empty"),
        (bytes(64), "model.gguf", "unfinished"),
        (b"\x00\x01", "model.gguf", "not-a-model"),
        (b"anything", "Llama-Q4_K_M.gguf.part", "unfinished"),
        (b"anything", "Llama-Q4_K_M.gguf.CRDOWNLOAD", "unfinished"),
        (safetensors(TENSORS), "model.safetensors", "safetensors"),
        (safetensors(TENSORS), "renamed.gguf", "safetensors"),
        (safetensors(TENSORS.replace(b".weight", b".qweight")), "model.safetensors", "quantised-gptq"),
        (safetensors(TENSORS.replace(b"BF16", b"F8_E4M3")), "model.safetensors", "quantised-fp8"),
        (safetensors(b'{"a.lora_A.weight":{}}'), "adapter_model.safetensors", "peft-adapter"),
        (b"PK\x03\x04" + bytes(26) + b"archive/data.pkl", "pytorch_model", "pytorch"),
        (b"PK\x03\x04" + bytes(60), "consolidated.00.pth", "pytorch"),
        (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "pytorch_model.bin", "pytorch"),
        (b"PK\x03\x04" + bytes(60), "model.zip", "zip"),
        (b"\x1f\x8b\x08", "model.gguf.gz", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "model.7z", "archive"),
        (b"(\xb5/\xfd", "model.gguf.zst", "archive"),
        (b"model.gguf" + bytes(247) + b"ustar", "model.tar", "archive"),
        (b"\x08\x07\x12\x07pytorch\x1a\x05", "model", "onnx"),
        (b"\x08\x08\x3a\xff", "model.onnx", "onnx"),
        (b"MZqFpD='\n", "Llama.llamafile", "llamafile"),
        (b"PK\x03\x04", "Llama.llamafile", "llamafile"),
        (b"\x7fELF\x02", "Llama.llamafile", "llamafile"),
        (b"\x7fELF\x02", "ollama", "program"),
        (b"MZ\x90\0", "setup.exe", "program"),
        (b"lmgg\0\x7d\0\0", "ggml-model-q4_0.bin", "old-ggml"),
        (b"fmgg\x01\0\0\0", "ggml-model.bin", "old-ggml"),
        (b"tjgg\x03\0\0\0", "llama-7b.ggmlv3.q4_0.bin", "old-ggml"),
        (b"lmgg\0\x7d\0\0", "ggml-whisper-base.bin", "speech-model"),
        (b"algg\x01\0\0\0", "ggml-adapter-model.bin", "old-adapter"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:12\n", "model.gguf", "lfs-pointer"),
        (b"<!DOCTYPE html><html>", "model.gguf", "web-page"),
        (b"\n  <html lang=en>", "model.gguf", "web-page"),
        (b"<?xml version='1.0'?><html>", "model.gguf", "web-page"),
        (b'{"config":{"mediaType":"application/vnd.docker.distribution.manifest.v2+json"}}', "3b", "ollama-manifest"),
        (b'{"architectures":[]}', "config.json", "model-settings"),
        (b"FROM ./llama.gguf\nPARAMETER stop x\n", "Modelfile", "modelfile"),
        (b"from llama3.2\nSYSTEM x\n", "my-llama", "modelfile"),
        (b"\x89HDF\r\n\x1a\n", "model.h5", "other-framework"),
        (b"\x1c\0\0\0TFL3", "model.tflite", "other-framework"),
        (b"\x93NUMPY\x01", "weights.npy", "other-framework"),
        (b"these are only notes", "notes.txt", "not-a-model"),
        (b'{"a": 1}', "notes", "not-a-model"),
        (b"\xff\xfe\xfd", "", "not-a-model"),
    ],
)
def test_what_a_file_is(start: bytes, name: str, code: str) -> None:
    kind = kind_of_bytes(start, name)
    assert kind.code == code
    said(kind)


def said(kind: Kind) -> None:
    """Every kind is told in a sentence, with the way forward."""
    error = kind.error("a name with {braces}.gguf")
    assert error.what.startswith("“a name with {braces}.gguf” ")
    assert error.what.endswith(".")
    assert "{" not in kind.what
    assert error.todo.endswith(".")
    assert error.code == kind.code


def test_which_framework_is_named() -> None:
    assert "TensorFlow Lite" in kind_of_bytes(b"\x1c\0\0\0TFL3", "x").what


def test_a_safetensors_header_that_claims_too_much_is_not_one() -> None:
    assert not is_safetensors(b"\xff" * 8 + b"{")
    assert is_safetensors(safetensors(b"{}"))
    assert safetensors_kind(b"").code == "safetensors"


@pytest.mark.parametrize(
    ("architecture", "type_", "code"),
    [
        ("llama", "", ""),
        ("llama", "model", ""),
        ("llama4", "", ""),
        ("never-heard-of", "", ""),  # llama.cpp decides
        ("mllama", "", "vision-model"),
        ("clip", "", "projector"),
        ("llama", "mmproj", "projector"),
        ("llama", "adapter", "adapter"),
        ("", "imatrix", "imatrix"),
        ("llama", "vocab", "vocabulary"),
        ("", "", "no-architecture"),
        ("bert", "", "encoder"),
        ("nomic-bert-moe", "", "encoder"),
        ("deberta-v2", "", "encoder"),
        ("t5", "", "rewriting-model"),
        ("t5encoder", "", "encoder"),
        ("whisper", "", "speech-model"),
        ("flux", "", "picture-model"),
        ("SD3", "", "picture-model"),
        ("wan", "", "picture-model"),
        ("llada", "", "text-diffusion"),
        ("eagle3", "", "draft-helper"),
    ],
)
def test_what_a_gguf_file_is(architecture: str, type_: str, code: str) -> None:
    kind = kind_of_gguf(architecture, type_)
    assert (kind.code if kind else "") == code


@pytest.mark.parametrize(
    "kind", list({kind.what: kind for kind in (*ARCHITECTURES.values(), *TYPES.values())}.values())
)
def test_each_names_something_that_can_be_used_instead(kind: Kind) -> None:
    said(kind)
    assert "Llama 3.2 3B Instruct" in kind.todo
    assert kind.remedy in {Remedy.OPEN_MODELS, Remedy.OPEN_FILE}


def test_prompt_guard_and_llama_vision_are_told_by_name() -> None:
    assert "Prompt Guard" in ARCHITECTURES["deberta-v2"].what
    assert "Llama Guard 3" in ARCHITECTURES["deberta-v2"].todo
    assert "Paddock does not see pictures yet" in ARCHITECTURES["mllama"].todo
    assert "Scout" not in ARCHITECTURES["mllama"].todo  # of that, too, only the text is used
    assert INSTEAD.endswith("Llama 3.2 3B Instruct.")
