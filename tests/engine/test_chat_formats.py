"""Every family's prompt, from a file with the right metadata to the last token: text, BOS, ends, stop texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from vocabularies import (
    CODE_LLAMA,
    CODE_LLAMA_7B,
    CODE_LLAMA_70B,
    DEEPSEEK,
    LLAMA_1_7B,
    LLAMA_2_7B,
    LLAMA_3_1_8B,
    LLAMA_3_2_1B,
    LLAMA_3_3_70B,
    LLAMA_3_8B,
    LLAMA_4,
    LLAMA_4_SCOUT,
    THINK,
    write_bpe,
    write_spm,
)

from paddock.core.errors import UserError
from paddock.core.families import PROMPT_FORMATS
from paddock.core.messages import Role, Turn
from paddock.core.params import SamplingParams
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.tools import ToolCall, ToolDefinition
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import TEMPLATES
from paddock.engine.child.failures import LlamaLog
from paddock.engine.child.inspection import in_words, inspect
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.turns import BEGINS

CHAT = (
    Turn(Role.SYSTEM, "Be brief."),
    Turn(Role.USER, " Hello "),
    Turn(Role.ASSISTANT, "Hé"),
    Turn(Role.USER, "Bye"),
)
CHATML = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
LLAMA_3_CHAT = (
    "Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\nHé<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
)
SYSTEM = "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
DATED = f"{SYSTEM}Cutting Knowledge Date: December 2023\nToday Date: "
LLAMA_2_CHAT = "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHello [/INST] Hé </s><s>[INST] Bye [/INST]"
GUARD_CHAT = (
    "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nTask: Check if there is unsafe content in 'User' "
    "messages in conversations according our safety policy with the below categories.\n\n"
    "<BEGIN UNSAFE CONTENT CATEGORIES>\nS1: Violent Crimes.\nS2: Non-Violent Crimes.\nS3: Sex Crimes.\n"
    "S4: Child Exploitation.\nS5: Defamation.\nS6: Specialized Advice.\nS7: Privacy.\nS8: Intellectual Property.\n"
    "S9: Indiscriminate Weapons.\nS10: Hate.\nS11: Self-Harm.\nS12: Sexual Content.\nS13: Elections.\n"
    "S14: Code Interpreter Abuse.\n<END UNSAFE CONTENT CATEGORIES>\n\n<BEGIN CONVERSATION>\n\nUser: Hello\n\n"
    "Agent: Hé\n\nUser: Bye\n\n<END CONVERSATION>\n\nProvide your safety assessment for ONLY THE LAST User message in "
    "the above conversation:\n - First line must read 'safe' or 'unsafe'.\n - If unsafe, a second line must include a "
    "comma-separated list of violated categories.<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
)
LLAMA_3_ENDS = ("<|end_of_text|>", "<|eom_id|>", "<|eot_id|>")
HASHES = ("\n\n### Instruction:", "### Instruction:", "\n\n### Response:", "### Response:")
Write = Callable[..., Path]
FAMILIES: dict[str, tuple[Write, str, str, tuple[str, ...], tuple[str, ...]]] = {
    # name in the file: how it is written, format, prompt, ends, stop texts
    "alpaca-7b": (write_spm, "alpaca", (
        "<s>Be brief.\n\n### Instruction:\nHello\n\n### Response:\nHé</s>\n\n### Instruction:\nBye\n\n### Response:\n"
    ), ("</s>",), HASHES),
    "vicuna-7b-v1.5": (write_spm, "vicuna", "<s>Be brief. USER: Hello ASSISTANT: Hé</s>USER: Bye ASSISTANT:",
        ("</s>",), ("\nUSER:", "\nASSISTANT:")),
    "WizardLM-7B-V1.0": (write_spm, "wizardlm",
        "<s>Be brief.\n\nHello\n\n### Response:Hé</s>\n\nBye\n\n### Response:", ("</s>",), HASHES),
    "orca_mini_7b": (write_spm, "orca", (
        "<s>### System:\nBe brief.\n\n### User:\nHello\n\n### Response:\nHé</s>\n\n### User:\nBye\n\n### Response:\n"
    ), ("</s>",), ("\n\n### User:", "### User:", "\n\n### System:", "### System:")),
    "Llama-2-7b-chat": (write_spm, "llama-2", LLAMA_2_CHAT, ("</s>",), ()),
    "CodeLlama-7b-Instruct": (partial(write_spm, normals=CODE_LLAMA), "llama-2", LLAMA_2_CHAT,
        ("</s>", "▁<EOT>"), ()),
    "CodeLlama-70b-Instruct": (partial(write_spm, controls=("<step>",), eos="<step>"), "codellama-70b", (
        "<s>Source: system\n\n Be brief. <step> Source: user\n\n Hello <step> Source: assistant\n\n Hé <step> "
        "Source: user\n\n Bye <step> Source: assistant\nDestination: user\n\n "
    ), ("</s>", "<step>"), ()),
    "Meta-Llama-3-8B-Instruct": (write_bpe, "llama-3",
        f"{SYSTEM}{LLAMA_3_CHAT}", LLAMA_3_ENDS, ()),
    "Llama-3.1-8B-Instruct": (write_bpe, "llama-3.1", f"{DATED}26 Jul 2024\n\n{LLAMA_3_CHAT}", LLAMA_3_ENDS, ()),
    "Llama-3.3-70B-Instruct": (write_bpe, "llama-3.1", f"{DATED}26 Jul 2024\n\n{LLAMA_3_CHAT}", LLAMA_3_ENDS, ()),
    "Llama-Guard-3-8B": (write_bpe, "llama-guard-3", GUARD_CHAT, LLAMA_3_ENDS, ()),
    "Llama-4-Scout-17B-16E-Instruct": (partial(write_bpe, specials=LLAMA_4, eos="<|eot|>"), "llama-4", (
        "<|begin_of_text|><|header_start|>system<|header_end|>\n\nBe brief.<|eot|>"
        "<|header_start|>user<|header_end|>\n\nHello<|eot|><|header_start|>assistant<|header_end|>\n\nHé<|eot|>"
        "<|header_start|>user<|header_end|>\n\nBye<|eot|><|header_start|>assistant<|header_end|>\n\n"
    ), ("<|end_of_text|>", "<|eom|>", "<|eot|>"), ()),
    "Hermes-3-Llama-3.1-8B": (partial(write_bpe, specials=CHATML, eos="<|im_end|>"), "chatml", (
        "<|endoftext|><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n"
        "<|im_start|>assistant\nHé<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n"
    ), ("<|endoftext|>", "<|im_end|>"), ()),
    "DeepSeek-R1-Distill-Llama-8B": (
        partial(write_bpe, specials=DEEPSEEK, visible=THINK, eos="<｜end▁of▁sentence｜>"), "deepseek-r1", (
        "<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hello<｜Assistant｜>Hé<｜end▁of▁sentence｜><｜User｜>Bye"
        "<｜Assistant｜><think>\n"), ("<｜end▁of▁sentence｜>",), ()),
}  # fmt: skip


@pytest.fixture(scope="module")
def look(lib: Any, host: TemplateHost) -> Iterator[Callable[..., TemplateReport]]:
    """Inspects a file in this process."""
    log = LlamaLog(lib)  # llama.cpp keeps a pointer to it

    def look_(path: Path, request: GenerationRequest | None = None, prompt_format: str = "") -> TemplateReport:
        return inspect(lib, log, host, path, request or GenerationRequest(turns=CHAT), prompt_format)

    yield look_
    lib.llama_log_set(lib.llama_log_callback(), None)


Look = Callable[..., TemplateReport]


def plain(text: str) -> str:
    """Without the spaces that SentencePiece adds, and a character that bytes make up."""
    return text.translate(dict.fromkeys(map(ord, " é\ufffd")))


FACTS: dict[str, Mapping[str, object]] = {
    "alpaca-7b": {**LLAMA_1_7B, "words": 32001},
    "vicuna-7b-v1.5": LLAMA_2_7B,
    "WizardLM-7B-V1.0": {**LLAMA_1_7B, "words": 32001},
    "orca_mini_7b": LLAMA_1_7B,
    "Llama-2-7b-chat": LLAMA_2_7B,
    "CodeLlama-7b-Instruct": CODE_LLAMA_7B,
    "CodeLlama-70b-Instruct": CODE_LLAMA_70B,
    "Meta-Llama-3-8B-Instruct": LLAMA_3_8B,
    "Llama-3.1-8B-Instruct": LLAMA_3_1_8B,
    "Llama-3.3-70B-Instruct": LLAMA_3_3_70B,
    "Llama-Guard-3-8B": LLAMA_3_1_8B,
    "Llama-4-Scout-17B-16E-Instruct": LLAMA_4_SCOUT,
    "Hermes-3-Llama-3.1-8B": LLAMA_3_1_8B,
    "DeepSeek-R1-Distill-Llama-8B": LLAMA_3_1_8B,
}
"""The numbers of their headers: words, context, rotary embeddings, shape."""


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_without_a_template_is_recognised_and_written_as_it_should_be(
    look: Look, tmp_path: Path, name: str
) -> None:
    write, format, text, ends, stops = FAMILIES[name]
    for path in (write(tmp_path / "model.gguf", name=name, **FACTS[name]), write(tmp_path / f"{name}.gguf")):
        report = look(path)
        assert (report.source, report.format) == (TemplateSource.FAMILY, format)
        assert (report.text, report.error) == (text, "")
        assert report.bos_count == 1
        assert sorted(report.stop_tokens) == sorted(ends)
        assert report.stop_texts == stops
        assert len(report.warnings) == (name == "Llama-Guard-3-8B")  # which does not see the system prompt
        assert plain("".join(report.pieces)) == plain(text)
        assert report.template == (TEMPLATES / f"{format}.jinja").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FAMILIES if name != "Llama-Guard-3-8B"])
def test_a_chat_may_begin_with_a_greeting(look: Look, tmp_path: Path, name: str) -> None:
    turns = (Turn(Role.SYSTEM, "Be brief."), Turn(Role.ASSISTANT, "Good day."), Turn(Role.USER, "Bye"))
    write = FAMILIES[name][0]
    report = look(write(tmp_path / f"{name}.gguf"), GenerationRequest(turns=turns))
    assert report.error == ""
    places = [report.text.find(said) for said in ("Be brief.", "Good day.", "Bye")]
    assert -1 not in places
    assert places == sorted(places)
    assert (BEGINS in report.text) == (FAMILIES[name][1] == "llama-2"), "only where the format wants a question first"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("CodeLlama-70b-Instruct", "codellama-70b"),
        ("Meta-Llama-3-8B-Instruct", "llama-3"),
        ("Llama-3.1-8B-Instruct", "llama-3.1"),
        ("Llama-3.3-70B-Instruct", "llama-3.1"),  # written in the same way
        ("Llama-4-Scout-17B-16E-Instruct", "llama-4"),
        ("Hermes-3-Llama-3.1-8B", "chatml"),
        ("DeepSeek-R1-Distill-Llama-8B", "deepseek-r1"),
    ],
)
def test_where_no_name_says_it_the_vocabulary_and_the_shape_do(
    look: Look, tmp_path: Path, name: str, family: str
) -> None:
    write, format, text, ends, _ = FAMILIES[name]
    report = look(write(tmp_path / "merged.gguf", name="model", **FACTS[name]))
    assert (report.source, report.family, report.format) == (TemplateSource.FAMILY, family, format)
    assert (report.text, report.error, report.bos_count) == (text, "", 1)
    assert sorted(report.stop_tokens) == sorted(ends)
    assert report.warnings == ()


def test_llama_3_2_is_known_by_its_layers(look: Look, tmp_path: Path) -> None:
    report = look(write_bpe(tmp_path / "merged.gguf", name="model", **LLAMA_3_2_1B))
    assert (report.source, report.family, report.format) == (TemplateSource.FAMILY, "llama-3.2", "llama-3.2")


@pytest.mark.parametrize(
    ("write", "facts", "family"),
    [
        (write_spm, LLAMA_1_7B, "llama-1"),
        (write_spm, FACTS["alpaca-7b"], "llama-1"),
        (write_spm, LLAMA_2_7B, "llama-2"),
        (partial(write_spm, normals=CODE_LLAMA), CODE_LLAMA_7B, "codellama"),
        (partial(write_bpe, eos="<|end_of_text|>"), LLAMA_3_8B, "llama-3"),
        (partial(write_bpe, eos="<|end_of_text|>"), LLAMA_3_1_8B, "llama-3.1"),
        (partial(write_bpe, specials=LLAMA_4, eos="<|end_of_text|>"), LLAMA_4_SCOUT, "llama-4"),
        (partial(write_bpe, specials=DEEPSEEK, eos="<｜end▁of▁sentence｜>"), {"words": 102400, "context": 4096}, ""),
    ],
    ids=["Llama 1", "with a padding word", "Llama 2", "Code Llama", "Llama 3", "Llama 3.1", "Llama 4", "DeepSeek"],
)
def test_what_the_shape_alone_shows_is_a_family_and_no_format(
    look: Look, tmp_path: Path, write: Write, facts: Mapping[str, object], family: str
) -> None:
    """A person is asked: nothing in such a header tells a model for chatting from one that continues text."""
    report = look(write(tmp_path / "merged.gguf", name="model", **facts))
    assert (report.family, report.source, report.format) == (family, TemplateSource.NONE, "")
    assert "choose a prompt format" in report.warnings[0]
    asked = GenerationRequest(raw="Hello a", suffix="is")
    assert (look(tmp_path / "merged.gguf", asked).error == "") == (family == "codellama")


def test_llama_3_2_knows_todays_date(look: Look, tmp_path: Path) -> None:
    report = look(write_bpe(tmp_path / "Llama-3.2-1B-Instruct.gguf"))
    assert (report.format, report.bos_count, report.error, report.warnings) == ("llama-3.2", 1, "", ())
    assert sorted(report.stop_tokens) == sorted(LLAMA_3_ENDS)
    assert re.fullmatch(rf"{re.escape(DATED)}\d\d \w+ \d{{4}}\n\n{re.escape(LLAMA_3_CHAT)}", report.text)


@pytest.mark.parametrize("format", PROMPT_FORMATS)
def test_any_format_can_be_chosen_for_any_model(look: Look, tmp_path: Path, format: str) -> None:
    path = write_bpe(tmp_path / "model.gguf", template="{{ 'its own' }}")
    report = look(path, prompt_format=format)
    assert (report.source, report.format, report.bos_count, report.error) == (TemplateSource.CHOSEN, format, 1, "")
    assert "Bye" in report.text
    assert "its own" not in report.text


def test_a_format_that_there_is_not_is_refused(look: Look, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        look(write_bpe(tmp_path / "model.gguf"), prompt_format="../../etc/passwd")
    assert caught.value.code == "no-such-format"


@pytest.mark.parametrize("name", ["Llama-7B", "Llama-2-7B", "Llama-3.1-8B", "CodeLlama-34b-Python", "", "My model"])
def test_a_base_model_gets_no_chat_format(look: Look, tmp_path: Path, name: str) -> None:
    write = write_spm if name.endswith("7B") or "Code" in name else partial(write_bpe, eos="<|end_of_text|>")
    report = look(write(tmp_path / "model.gguf", name=name))
    assert (report.source, report.format, report.template, report.text) == (TemplateSource.NONE, "", "", "")
    assert "base model" in " ".join(report.warnings)
    assert report.error


@pytest.mark.parametrize(
    "template",
    ["{% for %}", "{{ raise_exception('never') }}", "{{ 1 / 0 }}", "{{ ''.__class__.__mro__ }}", "{{ x.y.z }}"],
)
def test_a_template_that_does_not_work_gives_way_to_the_familys(look: Look, tmp_path: Path, template: str) -> None:
    report = look(write_bpe(tmp_path / "m.gguf", name="Llama-3.1-8B-Instruct", template=template))
    assert (report.source, report.format) == (TemplateSource.FAMILY, "llama-3.1")
    assert report.text == f"{DATED}26 Jul 2024\n\n{LLAMA_3_CHAT}"
    assert "does not work" in report.warnings[0]
    assert "That of Llama 3.1 is used instead." in report.warnings[0]
    assert len(report.sha256) == 64


def test_llama_cpps_template_is_the_last_resort(look: Look, tmp_path: Path) -> None:
    broken = "<|im_start|> <|im_end|> {{ raise_exception('never') }}"
    report = look(write_bpe(tmp_path / "m.gguf", CHATML, eos="<|im_end|>", architecture="qwen2", template=broken))
    assert report.source is TemplateSource.FAMILY  # ChatML is known whatever the architecture
    other = "<end_of_utterance> [gMASK]<sop> {{ raise_exception('never') }}"
    report = look(write_bpe(tmp_path / "n.gguf", architecture="qwen2", template=other))
    assert report.source is TemplateSource.LLAMA_CPP
    assert "llama.cpp's own" in report.warnings[0]


def test_the_files_own_template_comes_first(look: Look, tmp_path: Path) -> None:
    own = "{{ bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}<|eot_id|>{% endfor %}"
    report = look(write_bpe(tmp_path / "m.gguf", name="Llama-3.1-8B-Instruct", template=own))
    assert (report.source, report.format, report.template) == (TemplateSource.FILE, "", own)
    assert report.text.startswith("<|begin_of_text|>[system] Be brief.<|eot_id|>[user]  Hello <|eot_id|>")
    assert [warning.split(":")[0] for warning in report.warnings] == [
        "The file's own template is not one of those that Paddock knows to be right.",
        "It writes a chat differently from the known template of Llama 3.1.",
        "Double BOS",
    ]


def test_a_bos_written_twice_counts_once(look: Look, tmp_path: Path) -> None:
    own = "{{ bos_token }}{{ bos_token }}{{ messages[0].content }}"
    report = look(write_bpe(tmp_path / "m.gguf", template=own, tokenizer__ggml__add_bos_token=False))
    assert (report.bos_count, report.text) == (1, "<|begin_of_text|>Be brief.")
    assert any("twice" in warning for warning in report.warnings)


def test_an_end_that_the_file_does_not_name_ends_all_the_same(look: Look, tmp_path: Path) -> None:
    report = look(write_bpe(tmp_path / "m.gguf", name="Llama 3 8B Instruct", eos="<|end_of_text|>"))
    assert set(report.stop_tokens) == set(LLAMA_3_ENDS)
    assert any("Missing end of turn" in warning and "<|eot_id|>" in warning for warning in report.warnings)
    specials = tuple(special for special in LLAMA_4 if special != "<|eom|>")
    report = look(write_bpe(tmp_path / "n.gguf", specials, name="Llama-4-Scout-Instruct", eos="<|end_of_text|>"))
    assert set(report.stop_tokens) == {"<|end_of_text|>", "<|eot|>"}


def test_an_end_that_is_no_token_is_a_stop_text(look: Look, tmp_path: Path) -> None:
    report = look(write_spm(tmp_path / "Hermes-2-Llama-2-7B.gguf"))
    assert report.format == "chatml"
    assert report.stop_texts == ("<|im_end|>",)
    assert any("Missing end of turn" in warning for warning in report.warnings)


@pytest.mark.parametrize(
    ("tensors", "scaling", "old"),
    [
        (("output_norm.weight",), {}, True),
        (("output_norm.weight", "rope_freqs.weight"), {}, False),
        (("output_norm.weight",), {"llama__rope__scaling__type": "yarn"}, False),
        ((), {}, False),  # a vocabulary alone
    ],
)
def test_an_early_conversion_is_told(
    look: Look, tmp_path: Path, tensors: tuple[str, ...], scaling: dict[str, str], old: bool
) -> None:
    path = write_bpe(tmp_path / "m.gguf", name="Llama 3.1 8B Instruct", context=131072, tensors=tensors, **scaling)
    assert any("Old rope" in warning for warning in look(path).warnings) == old


def test_what_a_template_leaves_out_is_told(look: Look, tmp_path: Path) -> None:
    report = look(write_bpe(tmp_path / "m.gguf", template="{{ messages[-1].content }}"))
    assert "leaves the system prompt out" in report.warnings[-2]
    assert "leaves messages out" in report.warnings[-1]


def test_the_requests_own_stop_texts_count_as_well(look: Look, tmp_path: Path) -> None:
    request = GenerationRequest(turns=CHAT, sampling=SamplingParams(stop=("END",)))
    assert look(write_spm(tmp_path / "vicuna-7b.gguf"), request).stop_texts == ("END", "\nUSER:", "\nASSISTANT:")


# Tools

SCHEMA = '{"type": "object", "properties": {"city": {"type": "string"}}}'
WEATHER = ToolDefinition("get_weather", "Now <|eot_id|>", SCHEMA)
CALLED = (
    Turn(Role.USER, "Rain?"),
    Turn(Role.ASSISTANT, "", (ToolCall("get_weather", '{"city": "Köln", "n": [1, null]}'),)),
    Turn(Role.TOOL, '{"rain": true}', name="get_weather"),
)


@pytest.mark.parametrize(
    ("name", "write", "call", "result"),
    [
        ("Llama-3.2-3B-Instruct", write_bpe,
         '{"name": "get_weather", "parameters": {"city": "Köln", "n": [1, null]}}<|eot_id|>',
         '<|start_header_id|>ipython<|end_header_id|>\n\n"{\\"rain\\": true}"<|eot_id|>'),
        ("Llama-4-Scout-Instruct", partial(write_bpe, specials=LLAMA_4, eos="<|eot|>"),
         '[get_weather(city="Köln", n=[1, None])]<|eot|>',
         '<|header_start|>ipython<|header_end|>\n\n"{\\"rain\\": true}"<|eot|>'),
        ("Hermes-3-8B", partial(write_bpe, specials=CHATML, eos="<|im_end|>"),
         '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Köln", "n": [1, null]}}\n</tool_call><|im_end|>',
         '<tool_response>\n{"rain": true}\n</tool_response><|im_end|>'),
    ],
)  # fmt: skip
def test_tools_go_in_as_definitions_calls_and_results(
    look: Look, tmp_path: Path, name: str, write: Write, call: str, result: str
) -> None:
    report = look(write(tmp_path / f"{name}.gguf"), GenerationRequest(turns=CALLED, tools=(WEATHER,)))
    assert report.error == ""
    before, behind = report.text.split(call)
    assert '"get_weather"' in before
    assert "Rain?" in before
    assert result in behind
    # what the definition spells out stays letters
    ends = [piece for piece in report.pieces if piece == "<|eot_id|>"]
    assert len(ends) == (4 if name.startswith("Llama-3.2") else 0)


def test_a_model_without_tools_says_so(look: Look, tmp_path: Path) -> None:
    report = look(write_spm(tmp_path / "llama-2-7b-chat.gguf"), GenerationRequest(turns=CHAT, tools=(WEATHER,)))
    assert "cannot be given tools" in report.error


def test_what_another_model_called_is_told_in_words(look: Look, tmp_path: Path) -> None:
    turns = (*CALLED, Turn(Role.TOOL, "a", name="b"), Turn(Role.ASSISTANT, "Yes."), Turn(Role.USER, "Thanks"))
    report = look(write_spm(tmp_path / "llama-2-7b-chat.gguf"), GenerationRequest(turns=turns))
    assert report.text == (
        '<s>[INST] Rain? [/INST] {"name": "get_weather", "parameters": {"city": "Köln", "n": [1, null]}} </s>'
        '<s>[INST] Result of get_weather:\n{"rain": true}\n\nResult of b:\na [/INST] Yes. </s><s>[INST] Thanks [/INST]'
    )


def test_a_template_that_joins_arguments_as_text_gets_text(look: Look, tmp_path: Path) -> None:
    own = (
        "{% for m in messages %}{{ m.content }}{% for c in m.tool_calls or [] %}"
        "{{ c.function.name + ' ' + c.function.arguments }}{% endfor %}{% endfor %}"
    )
    report = look(write_bpe(tmp_path / "m.gguf", template=own), GenerationRequest(turns=CALLED))
    assert report.text == '<|begin_of_text|>Rain?get_weather {"city": "Köln", "n": [1, null]}{"rain": true}'


def test_a_template_for_one_call_at_a_time_gives_way_where_there_are_two(look: Look, tmp_path: Path) -> None:
    own = (
        "<|start_header_id|>{% for m in messages %}{% if (m.tool_calls or []) | length > 1 %}"
        "{{ raise_exception('one') }}{% endif %}{{ m.content }}{% endfor %}"
    )
    two = Turn(Role.ASSISTANT, "", (ToolCall("a"), ToolCall("b")))
    path = write_bpe(tmp_path / "m.gguf", name="Llama 3.1 8B Instruct", template=own)
    report = look(path, GenerationRequest(turns=(Turn(Role.USER, "Do"), two)))
    assert '{"name": "a", "parameters": {}}; {"name": "b", "parameters": {}}<|eot_id|>' in report.text


# Infilling


@pytest.mark.parametrize("marked", ["normals", "controls"])
def test_code_llama_fills_in(look: Look, tmp_path: Path, marked: str) -> None:
    path = write_spm(tmp_path / "CodeLlama-7b.gguf", **{marked: CODE_LLAMA})  # type: ignore[arg-type]
    report = look(path, GenerationRequest(raw="Hello a", suffix="is</s>"))
    assert report.pieces[:2] == ("<s>", "▁<PRE>") or report.pieces[1].strip() == "<PRE>"
    spelt = "".join(report.pieces).replace("▁", " ")
    assert spelt == "<s> <PRE> Hello a <SUF>is</s> <MID>"
    assert report.bos_count == 1
    assert "▁<EOT>" in report.stop_tokens
    assert report.tokens.count(2) == 0  # what was typed is no end


@pytest.mark.parametrize("name", ["CodeLlama-34b-Instruct", "CodeLlama-7b-Python", "llama-2-7b-chat"])
def test_who_cannot_fill_in_says_so(look: Look, tmp_path: Path, name: str) -> None:
    normals = CODE_LLAMA if "Python" in name else ()
    report = look(write_spm(tmp_path / f"{name}.gguf", normals=normals), GenerationRequest(raw="a", suffix="b"))
    assert "cannot fill in" in report.error
    assert report.tokens == ()


# Reasoning


def test_an_answer_that_was_begun_is_gone_on_with_outside_the_reasoning(look: Look, tmp_path: Path) -> None:
    write = FAMILIES["DeepSeek-R1-Distill-Llama-8B"][0]
    path = write(tmp_path / "DeepSeek-R1-Distill-Llama-8B.gguf")
    turns = (Turn(Role.USER, "Hello"), Turn(Role.ASSISTANT, "Yes, "))
    report = look(path, GenerationRequest(turns=turns, continue_last=True))
    assert report.text.endswith("<｜Assistant｜><think>\n\n</think>\n\nYes, ")
    turns = (Turn(Role.USER, "Hello"), Turn(Role.ASSISTANT, ""))
    report = look(path, GenerationRequest(turns=turns, continue_last=True))
    assert report.text.endswith("<｜Assistant｜><think>\n")


def test_one_that_leaves_out_what_is_said_is_not_used(look: Look, tmp_path: Path) -> None:
    report = look(write_bpe(tmp_path / "m.gguf", name="Llama-3.1-8B-Instruct", template="{{ bos_token }}Hello"))
    assert (report.source, report.format) == (TemplateSource.FAMILY, "llama-3.1")
    assert report.warnings[0] == (
        "The file's own template does not work: it leaves out what is said. That of Llama 3.1 is used instead."
    )


def test_a_result_that_is_written_as_json_is_not_missing(look: Look, tmp_path: Path) -> None:
    template = "{{ bos_token }}{% for m in messages %}{{ m.content | tojson }}<|eot_id|>{% endfor %}"
    turns = (Turn(Role.USER, "Go"), Turn(Role.TOOL, '{"temperature": "20 °C"}', name="weather"))
    report = look(write_bpe(tmp_path / "m.gguf", template=template), GenerationRequest(turns=turns))
    assert not [warning for warning in report.warnings if "out" in warning]


def test_another_template_that_takes_over_for_one_chat_is_told(look: Look, tmp_path: Path) -> None:
    strict = (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('No <b>system</b>.') }}"
        "{% endif %}{{ m.content }}<|eot_id|>{% endfor %}"
    )
    report = look(write_bpe(tmp_path / "m.gguf", name="Llama-3.1-8B-Instruct", template=strict))
    assert report.source is TemplateSource.FILE
    assert "<|start_header_id|>system<|end_header_id|>" in report.text
    (warning,) = [warning for warning in report.warnings if "another template" in warning]
    assert warning.endswith("which ends with an error; the file says: “No <b>system</b>”.")


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("took longer than 2 seconds", "took longer than 2 seconds"),
        (
            "raised: SecurityError: access to attribute '__class__' of 'str' object is unsafe.",
            "tries what its sandbox forbids",
        ),
        ("raised: OverflowError: Range too big.", "asks for more than it may have"),
        ("raised: ValueError", "ends with an error"),
        ("raised: TemplateError: " + "x" * 200, f"ends with an error; the file says: “{'x' * 80}”"),
    ],
)
def test_why_a_template_fails_is_said_in_words(cause: str, words: str) -> None:
    assert in_words(cause) == words
