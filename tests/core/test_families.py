"""Families: recognised by what a file says, and by nothing else."""

from __future__ import annotations

import pytest

from paddock.core.families import FAMILIES, FORMATS, PROMPT_FORMATS, recognise, scales_rope
from paddock.core.guard import CATEGORIES, explain

LLAMA_3 = "{{ bos_token }}<|start_header_id|>{{ messages[0].content }}<|eot_id|>"


def header(name: str = "", template: str = "", **more: object) -> dict[str, object]:
    keys = {"general.architecture": "llama", "general.name": name, "tokenizer.chat_template": template}
    return {**keys, **{key.replace("__", "."): value for key, value in more.items()}}


def bpe(context: int, layers: int = 32, template: str = "") -> dict[str, object]:
    return header("", template, tokenizer__ggml__model="gpt2", tokenizer__ggml__pre="llama-bpe",
                  llama__vocab_size=128256, llama__context_length=context, llama__block_count=layers)  # fmt: skip


def spm(context: int, words: int = 32000, base: float = 10000.0) -> dict[str, object]:
    return header(tokenizer__ggml__model="llama", llama__vocab_size=words, llama__context_length=context,
                  llama__rope__freq_base=base)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "family", "format"),
    [
        ("Llama-7B", "llama-1", ""),
        ("alpaca-7b-native", "alpaca", "alpaca"),
        ("vicuna-13b-v1.5", "vicuna", "vicuna"),
        ("WizardLM-7B-V1.0", "wizardlm", "wizardlm"),
        ("WizardLM-13B-V1.2", "vicuna", "vicuna"),
        ("WizardCoder-Python-34B-V1.0", "alpaca", "alpaca"),
        ("orca_mini_7b", "orca", "orca"),
        ("Orca-2-13b", "chatml", "chatml"),
        ("Llama-2-7B", "llama-2", ""),
        ("Llama-2-7b-chat-hf", "llama-2", "llama-2"),
        ("CodeLlama-7b-hf", "codellama", ""),
        ("CodeLlama-13b-Instruct-hf", "codellama", "llama-2"),
        ("CodeLlama-34b-Python-hf", "codellama-python", ""),
        ("CodeLlama-70b-Instruct-hf", "codellama-70b", "codellama-70b"),
        ("CodeLlama-70b-hf", "codellama-70b", ""),
        ("Meta-Llama-3-8B", "llama-3", ""),
        ("Meta-Llama-3-8B-Instruct", "llama-3", "llama-3"),
        ("Meta-Llama-3.1-8B", "llama-3.1", ""),
        ("Meta Llama 3.1 8B Instruct", "llama-3.1", "llama-3.1"),
        ("Llama-3.2-1B", "llama-3.2", ""),
        ("Llama-3.2-3B-Instruct", "llama-3.2", "llama-3.2"),
        ("Llama-3.3-70B-Instruct", "llama-3.3", "llama-3.1"),
        ("Llama-4-Scout-17B-16E", "llama-4", ""),
        ("Llama-4-Scout-17B-16E-Instruct", "llama-4", "llama-4"),
        ("Llama-Guard-3-8B", "llama-guard-3", "llama-guard-3"),
        ("DeepSeek-R1-Distill-Llama-8B", "deepseek-r1", "deepseek-r1"),
        ("Hermes-3-Llama-3.1-8B", "chatml", "chatml"),
        ("Nous-Hermes-13b", "alpaca", "alpaca"),
    ],
)
def test_a_name_tells_the_family_and_whether_it_chats(name: str, family: str, format: str) -> None:
    for metadata, file_name in ((header(name), "x.gguf"), (header(), f"{name}.gguf")):
        found = recognise(metadata, file_name)
        assert found is not None
        assert (found.id, found.format) == (family, format)


def test_other_models_of_the_same_architecture_are_none_of_the_family() -> None:
    assert recognise(header("Mistral-7B-Instruct-v0.2", "[INST] {{ messages[0].content }} [/INST]")) is None
    assert recognise(header("TinyLlama-1.1B-Chat-v1.0", "<|user|>")) is None


@pytest.mark.parametrize("name", ["", "x", "my-model-7b", "Mistral-7B-Instruct", "llama", "stories260K"])
def test_a_name_that_says_nothing_is_asked_about(name: str) -> None:
    assert recognise(header(name), "ggml-model.gguf") is None


@pytest.mark.parametrize(
    ("metadata", "family"),
    [
        (bpe(8192), "llama-3"),
        (bpe(131072), "llama-3.1"),
        (bpe(131072, 16), "llama-3.2"),
        (bpe(131072, 28), "llama-3.2"),
        (bpe(65536), ""),
        (spm(2048), "llama-1"),
        (spm(4096), "llama-2"),
        (spm(16384, 32016, 1e6), "codellama"),
        (spm(4096, 512), ""),
        ({"general.architecture": "llama4"}, "llama-4"),
    ],
)
def test_the_shape_tells_the_family_but_never_a_format(metadata: dict[str, object], family: str) -> None:
    for given in (metadata, {key: str(value) for key, value in metadata.items()}):
        found = recognise(given)
        assert (found.id if found else "") == family
        assert found is None or found.format == ""


@pytest.mark.parametrize(
    ("template", "family"),
    [
        (LLAMA_3, "llama-3"),
        ("<|header_start|>", "llama-4"),
        ("[INST] <<SYS>>", "llama-2"),
        ("Source: user <step>", "codellama-70b"),
        ("<|im_start|>", "chatml"),
        ("<｜User｜>", "deepseek-r1"),
        ("### Instruction:", "alpaca"),
        ("### User: ### Response:", "orca"),
        ("USER: ASSISTANT:", "vicuna"),
        ("<|start_header_id|> <BEGIN UNSAFE CONTENT CATEGORIES> S13: Elections.", "llama-guard-3"),
    ],
)
def test_what_the_template_writes_tells_the_format(template: str, family: str) -> None:
    for name in ("", "My own model"):
        found = recognise(header(name, template))
        assert found is not None
        assert found.id == family
        assert found.format == FAMILIES[family].format


@pytest.mark.parametrize(
    ("metadata", "end", "family", "format"),
    [
        (bpe(8192), "<|eot_id|>", "llama-3", "llama-3"),
        (bpe(131072, 28), "<|eot_id|>", "llama-3.2", "llama-3.2"),
        (header("Llama-3.3-70B"), "<|eot_id|>", "llama-3.3", "llama-3.1"),
        (header("Llama-Guard-3-8B"), "<|eot_id|>", "llama-guard-3", "llama-guard-3"),
        (bpe(131072), "<|end_of_text|>", "llama-3.1", ""),
        (header("Llama-3.1-8B-Instruct"), "<|im_end|>", "chatml", "chatml"),
        (spm(4096, 32016), "<step>", "codellama-70b", "codellama-70b"),
        (bpe(131072), "<｜end▁of▁sentence｜>", "deepseek-r1", "deepseek-r1"),
        (spm(4096, 102400), "<｜end▁of▁sentence｜>", "", ""),
        (header("", "USER: ASSISTANT:"), "<|im_end|>", "vicuna", "vicuna"),  # what the template writes weighs more
        ({"general.architecture": "qwen2"}, "<|im_end|>", "", ""),
    ],
)
def test_the_end_of_an_answer_tells_whether_it_chats(
    metadata: dict[str, object], end: str, family: str, format: str
) -> None:
    found = recognise(metadata, "merged.gguf", end)
    assert (found.id, found.format) == (family, format) if found else not family


def test_the_template_weighs_more_than_the_name() -> None:
    found = recognise(header("Llama-3.1-8B-Instruct", "<|im_start|>"))
    assert found is not None
    assert found.id == "chatml"


def test_name_and_shape_tell_apart_what_the_template_leaves_open() -> None:
    assert [
        found.id
        for metadata in (header("Llama-3.3-70B-Instruct", LLAMA_3), bpe(131072, 28, LLAMA_3), bpe(131072, 32, LLAMA_3))
        if (found := recognise(metadata))
    ] == ["llama-3.3", "llama-3.2", "llama-3.1"]


def test_a_fine_tune_is_known_by_its_base_model() -> None:
    metadata = header("Aunt Emma", general__base_model__0__name="Llama 3.1 8B Instruct")
    found = recognise(metadata, "emma.gguf")
    assert found is not None
    assert (found.id, found.format) == ("llama-3.1", "llama-3.1")


def test_other_architectures_are_left_alone_but_for_formats_they_share() -> None:
    other = {"general.architecture": "qwen2", "general.name": "Llama-3.1-8B-Instruct"}
    assert recognise(other) is None
    assert recognise({**other, "tokenizer.chat_template": LLAMA_3}) is None
    found = recognise({**other, "tokenizer.chat_template": "<|im_start|>"})
    assert found is not None
    assert found.id == "chatml"


@pytest.mark.parametrize("value", [None, 3, ["llama"], "x" * 10_000, "\0", float("inf"), "1e999", "nan"])
def test_nonsense_in_a_header_is_no_family_and_no_error(value: object) -> None:
    keys = ("general.name", "tokenizer.chat_template", "llama.vocab_size", "llama.context_length", "general.basename")
    assert recognise({"general.architecture": "llama", **dict.fromkeys(keys, value)}) is None
    assert recognise({"general.architecture": value}) is None  # type: ignore[dict-item]


def test_who_needs_scaled_embeddings_is_told_by_family_or_by_shape() -> None:
    assert scales_rope({}, FAMILIES["llama-3.3"])
    assert scales_rope(bpe(131072), FAMILIES["chatml"])  # a fine-tune with a template of its own
    assert not scales_rope(bpe(8192), FAMILIES["llama-3"])
    assert not scales_rope(spm(131072), None)


def test_every_family_is_written_in_a_format_that_there_is() -> None:
    assert {family.format for family in FAMILIES.values()} - {""} == set(FORMATS) == set(PROMPT_FORMATS)
    assert all(format.name and format.ends for format in FORMATS.values())


def test_llama_guards_answers_in_words() -> None:
    assert explain("\n\nsafe") == "Safe."
    assert explain("unsafe\nS9") == "Unsafe: S9 Indiscriminate Weapons."
    assert explain("unsafe\nS1,S10\n") == "Unsafe: S1 Violent Crimes, S10 Hate."
    assert explain("unsafe") == "Unsafe."
    assert explain("unsafe\nS99") == "Unsafe: S99."
    assert len(CATEGORIES) == 14


@pytest.mark.parametrize("text", ["", "It is safe.", "safe\nS1", "unsafe S", "unsafe\nS1 S2", "SAFE"])
def test_what_llama_guard_would_not_say_is_not_explained(text: str) -> None:
    assert explain(text) == ""
