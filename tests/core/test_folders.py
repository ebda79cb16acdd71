"""What a model's folder is, by the names in it and by its config.json, whose values may be of any type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.core.folders import holds, kind_of_config, kind_of_names, part_of

LLAMA: dict[str, object] = {"model_type": "llama", "architectures": ["LlamaForCausalLM"]}


def by(method: str) -> dict[str, object]:
    return {**LLAMA, "quantization_config": {"quant_method": method}}


@pytest.mark.parametrize(
    ("config", "code", "word"),
    [
        (LLAMA, "hf-folder", "convert_hf_to_gguf.py"),
        ({**LLAMA, "torch_dtype": "bfloat16"}, "hf-folder", "safetensors"),
        (by("gptq"), "quantised-gptq", "GPTQ"),
        (by("awq"), "quantised-awq", "AWQ"),
        (by("fp8"), "quantised-fp8", "FP8"),
        (by("fbgemm_fp8"), "quantised-fp8", "FP8"),
        (by("compressed-tensors"), "quantised-compressed", "vLLM"),
        (by("bitsandbytes"), "quantised-bitsandbytes", "bitsandbytes"),
        ({**LLAMA, "quantization_config": {"load_in_4bit": True}}, "quantised-bitsandbytes", "bitsandbytes"),
        ({**LLAMA, "quantization_config": {"quant_algo": "NVFP4"}}, "quantised-modelopt", "ModelOpt"),
        (by("of next year"), "quantised-", "of next year"),
        ({**LLAMA, "quantization_config": {}}, "quantised-a", "does not name"),
        ({**LLAMA, "quantization": {"group_size": 64, "bits": 4}}, "quantised-mlx", "MLX"),
        ({**LLAMA, "torch_dtype": "float8_e4m3fn"}, "quantised-fp8", "FP8"),
        ({"model_type": "mllama"}, "vision-model", "does not see pictures yet"),
        ({"architectures": ["MllamaForConditionalGeneration"]}, "vision-model", "mllama"),
        ({"model_type": "llama4", "architectures": ["Llama4ForConditionalGeneration"]}, "hf-folder", "GGUF"),
        ({"model_type": "deberta-v2"}, "encoder", "Prompt Guard"),
        ({"model_type": "bert"}, "encoder", "cannot chat"),
        ({"model_type": "llama", "architectures": ["LlamaForSequenceClassification"]}, "classifier", "classes"),
        ({"model_type": "x", "architectures": ["XForMaskedLM"]}, "encoder", "cannot chat"),
        ({"model_type": "t5"}, "rewriting-model", "T5"),
        ({"model_type": "whisper"}, "speech-model", "speaks"),
        ({"model_type": "siglip"}, "seeing-model", "pictures"),
        ({}, "hf-folder", "GGUF"),
    ],
)
def test_by_its_settings(config: dict[str, object], code: str, word: str) -> None:
    kind = kind_of_config(config, "Llama-3.2-3B-Instruct")
    assert kind.code == code
    assert word in f"{kind.what} {kind.todo}"


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Llama-3.2-3B-Instruct-GPTQ", "Llama-3.2-3B-Instruct"),
        ("Llama-3.1-8B-Instruct-AWQ-INT4", "Llama-3.1-8B-Instruct"),
        ("Meta-Llama-3.1-8B-Instruct-FP8-dynamic", "Meta-Llama-3.1-8B-Instruct"),
        ("Llama-3.2-1B-4bit-mlx", "Llama-3.2-1B"),
        ("Llama-2-7b-chat-hf", "Llama-2-7b-chat"),
        ("GPTQ", "GPTQ"),
    ],
)
def test_what_to_search_for(name: str, searched: str) -> None:
    assert f"“{searched} GGUF”" in kind_of_config(LLAMA, name).todo


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["config.json", "model.safetensors"], None),
        (["adapter_config.json", "adapter_model.safetensors", "config.json"], "peft-adapter"),
        (["model_index.json", "unet"], "picture-model"),
        (["modules.json", "config.json"], "embedding-model"),
        (["consolidated.00.pth", "params.json"], "meta-folder"),
        (["model.safetensors", "tokenizer.json"], "hf-folder"),
        (["Llama.mlpackage"], "other-framework"),
        ([], "empty-folder"),
        (["holiday.jpg"], "folder"),
    ],
)
def test_by_the_names_in_it(names: list[str], code: str | None) -> None:
    kind = kind_of_names(names, "a folder")
    assert (kind and kind.code) == code


def test_a_name_tells_where_the_settings_are_missing() -> None:
    kind = kind_of_names(["model.safetensors"], "Llama-3.2-1B-exl2")
    assert kind is not None
    assert kind.code == "quantised-exl2"


def test_models_in_it_are_named() -> None:
    assert holds(["a.gguf"]).todo == "Open the model in it: “a.gguf”."
    assert "(there are 3)" in holds(["a.gguf", "b.gguf", "c.gguf"]).todo


def test_a_file_out_of_such_a_folder() -> None:
    part = part_of(kind_of_config(by("gptq"), "x"))
    assert part is not None
    assert part.what.startswith("is part of a model quantised with GPTQ")
    assert part_of(kind_of_config(LLAMA, "x")) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@given(
    config=st.dictionaries(
        st.sampled_from(
            ["model_type", "architectures", "quantization_config", "quantization", "torch_dtype", "dtype", "other"]
        ),
        JSON,
    ),
    name=st.text(max_size=20),
)
def test_settings_of_any_type_become_a_kind(config: dict[str, object], name: str) -> None:
    kind = kind_of_config(config, name)
    assert kind.error(name).todo
