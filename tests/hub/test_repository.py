"""Files put together to what a person chooses among, by the names that people give them on the Hub."""

from __future__ import annotations

import pytest

from paddock.core.hub import Licence, Part, RepoFile
from paddock.hub.repository import card_body, is_plain, licence_of, not_gguf, quantization_of, variants

PAGE = "https://hub.example/owner/name"


def names(*filenames: str) -> list[RepoFile]:
    return [RepoFile(name, 100 - number) for number, name in enumerate(filenames)]


# As bartowski, unsloth, ggml-org, mradermacher, TheBloke and others name them
@pytest.mark.parametrize(
    ("filename", "quantization"),
    [
        ("Llama-3.2-1B-Instruct-Q4_K_M.gguf", "Q4_K_M"),
        ("llama-2-7b-chat.Q5_0.gguf", "Q5_0"),
        ("Llama-3.2-1B-Instruct.i1-IQ2_XXS.gguf", "IQ2_XXS"),
        ("llama-3.2-1b-instruct-q8_0.gguf", "Q8_0"),
        ("Llama-3.3-70B-Instruct-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"),
        ("Llama-4-Scout-17B-16E-Instruct-UD-IQ1_S.gguf", "UD-IQ1_S"),
        ("model-UD-TQ1_0.gguf", "UD-TQ1_0"),
        ("model-TQ2_0.gguf", "TQ2_0"),
        ("model-Q3_K_L.gguf", "Q3_K_L"),
        ("model-Q2_K.gguf", "Q2_K"),
        ("model-Q2_K_S.gguf", "Q2_K_S"),
        ("model-Q6_K_L.gguf", "Q6_K_L"),
        ("model-Q6_K.gguf", "Q6_K"),
        ("model-IQ4_NL.gguf", "IQ4_NL"),
        ("model-IQ4_XS.gguf", "IQ4_XS"),
        ("model-IQ3_M.gguf", "IQ3_M"),
        ("model-IQ1_M.gguf", "IQ1_M"),
        ("model-Q4_1.gguf", "Q4_1"),
        ("model-Q5_1.gguf", "Q5_1"),
        ("model-Q4_0_4_4.gguf", "Q4_0_4_4"),
        ("model-Q4_0_8_8.gguf", "Q4_0_8_8"),
        ("model-bf16.gguf", "BF16"),
        ("model-fp16.gguf", "F16"),
        ("model.f32.gguf", "F32"),
        ("gpt-oss-20b-mxfp4.gguf", "MXFP4"),
        ("model-MXFP4_MOE.gguf", "MXFP4_MOE"),
        ("model-NVFP4.gguf", "NVFP4"),
        ("Q4_K_M/model.gguf", "Q4_K_M"),
        ("UD-Q2_K_XL/model-00001-of-00002.gguf", "UD-Q2_K_XL"),
        ("BF16/model-Q8_0.gguf", "Q8_0"),
        ("Q4_K_M.gguf", "Q4_K_M"),
        ("model-f16-Q8_0.gguf", "Q8_0"),
        ("ggml-model-i2_s.gguf", ""),
        ("FAQ4_0.gguf", ""),
        ("model.gguf", ""),
        ("Q4/model.gguf", ""),
    ],
)
def test_names_tell_of_quantisations(filename: str, quantization: str) -> None:
    assert quantization_of(filename) == quantization


def test_the_largest_comes_first_and_is_called_by_its_quantisation() -> None:
    files = [
        RepoFile("m-Q4_K_M.gguf", 4),
        RepoFile("m-F16.gguf", 16),
        RepoFile("m-Q8_0.gguf", 8),
        RepoFile("notes.txt"),
    ]
    models, others = variants(files)
    assert [(model.id, model.size, model.part) for model in models] == [
        ("F16", 16, Part.MODEL),
        ("Q8_0", 8, Part.MODEL),
        ("Q4_K_M", 4, Part.MODEL),
    ]
    assert others == ()


def test_split_files_are_one_and_incomplete_ones_none() -> None:
    files = names(
        "Q8_0/m-Q8_0-00002-of-00003.gguf", "Q8_0/m-Q8_0-00001-of-00003.gguf", "Q8_0/m-Q8_0-00003-of-00003.gguf",
        "F16/m-F16-00001-of-00002.gguf", "m-Q4_0-00001-of-00001.gguf", "m-Q5_0-00000-of-00000.gguf",
        "m-Q6_K-00001-of-00002.gguf", "m-Q6_K-00003-of-00002.gguf",
    )  # fmt: skip
    models, _ = variants(files)
    assert sorted(model.id for model in models) == ["Q4_0", "Q8_0"]
    (split,) = [model for model in models if model.id == "Q8_0"]
    assert [file.filename[-19:-5] for file in split.files] == [f"{n:05d}-of-00003" for n in (1, 2, 3)]
    assert split.size == 100 + 99 + 98


def test_names_are_unique_whatever_lies_there() -> None:
    files = names("a-Q4_0.gguf", "b-Q4_0.gguf", "x/c-Q8_0.gguf", "y/c-Q8_0.gguf", "plain.gguf", "d-F16.gguf")
    models, _ = variants(files)
    assert sorted(model.id for model in models) == ["F16", "a-Q4_0", "b-Q4_0", "plain", "x/c-Q8_0", "y/c-Q8_0"]


def test_what_goes_with_a_model() -> None:
    files = names(
        "m-Q4_K_M.gguf", "mmproj-F16.gguf", "m.mmproj-Q8_0.gguf", "m-draft-Q4_0.gguf", "m-EAGLE3-F16.gguf",
        "lora-adapter-F16.gguf", "m-LoRA.gguf", "m-imatrix.gguf", "imatrix_unsloth.gguf", "imatrix.dat",
        "explorative-Q8_0.gguf",
    )  # fmt: skip
    models, others = variants(files)
    assert [model.id for model in models] == ["Q4_K_M", "Q8_0"]
    assert [(other.id, other.part) for other in others] == [
        ("mmproj-F16", Part.MMPROJ),
        ("m.mmproj-Q8_0", Part.MMPROJ),
        ("m-draft-Q4_0", Part.DRAFT),
        ("m-EAGLE3-F16", Part.DRAFT),
        ("lora-adapter-F16", Part.ADAPTER),
        ("m-LoRA", Part.ADAPTER),
    ]
    assert [other.quantization for other in others[:3]] == ["F16", "Q8_0", "Q4_0"]


def test_a_repository_of_draft_models_has_models() -> None:
    models, others = variants(names("qwen-draft-Q8_0.gguf", "qwen-draft-Q4_0.gguf"))
    assert [model.id for model in models] == ["Q8_0", "Q4_0"]
    assert others == ()


def test_other_formats() -> None:
    others = ("model-00001-of-00002.safetensors", "pytorch_model.bin", "x/consolidated.00.pth", "onnx/model.onnx")
    files = names("config.json", "model-Q8_0.gguf", "training_args.bin", "tokenizer.model", *others)
    assert not_gguf(files) == others


@pytest.mark.parametrize(
    "name", ["", "../a", "a/../b", "/a", "a//b", "./a", "a\\b", "a\nb", "a\x00", "a\u202eb", "a/", "C:\\x"]
)
def test_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    assert not is_plain(name)


def test_a_name_that_is_one() -> None:
    assert is_plain("a/b c/Modell-äöü (1).gguf")


def test_licences() -> None:
    def licence(card: dict[str, object], *files: str, fallback: str = "") -> Licence:
        return licence_of(card, fallback, names(*files), PAGE)

    meta = "https://www.llama.com/llama3_3"
    assert licence({"license": "mit"}) == Licence("mit")
    assert licence({}, fallback="apache-2.0") == Licence("apache-2.0")
    assert licence({"license": "llama3.3"}) == Licence("llama3.3", "", f"{meta}/license", f"{meta}/use-policy")
    assert licence({"license": "other", "license_name": "own", "license_link": "LICENSE"}) == Licence(
        "other", "own", f"{PAGE}/blob/main/LICENSE"
    )
    assert licence({"license": "other"}, "LICENSE.txt", "USE_POLICY.md") == Licence(
        "other", "", f"{PAGE}/blob/main/LICENSE.txt", f"{PAGE}/blob/main/USE_POLICY.md"
    )
    assert licence({"license": "other", "license_name": "\u202efree\u202c\n"}).name == "free"
    gate = {"license": "gemma", "extra_gated_prompt": "See [this](https://ai.example/gemma/prohibited_use_policy)."}
    assert licence(gate).acceptable_use_url == "https://ai.example/gemma/prohibited_use_policy"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "../../x", "", 7])
def test_links_that_are_none(link: object) -> None:
    assert licence_of({"license": "other", "license_link": link}, "", [], PAGE).url == ""


def test_a_card_without_its_yaml() -> None:
    assert card_body("---\na: 1\n---\n\n# Hello") == "# Hello"
    assert card_body("---\na: 1\n---") == ""
    assert card_body("# Hello\n---\nx\n---\n") == "# Hello\n---\nx\n---\n"
    assert card_body("") == ""
