"""The families of Llama models: how a chat is written for each, what ends its answers, and how a file shows its family.

One rule: nothing is guessed. A base model gets no chat format, and where a file says too little, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PromptFormat:
    """A way to write a chat down.

    Attributes:
        name: what a person chooses by.
        ends: texts of the tokens that end an answer; the first ends the assistant's turn.
        stops: plain texts that do so, where a family has no token for it.
        reasons: its models think between the tags `THINK` before they answer.
    """

    id: str
    name: str
    ends: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A family of models.

    Attributes:
        name: in words.
        format: one of `PROMPT_FORMATS`; "" for one that was not made for chatting, or that nobody can tell of.
        ends: of more tokens that end its answers, as in `PromptFormat`.
        long_rope: its long context needs scaled rotary embeddings, which early conversions lack.
    """

    id: str
    name: str
    format: str = ""
    ends: tuple[str, ...] = ()
    long_rope: bool = False


THINK = ("<think>", "</think>")
"""What encloses reasoning."""
_LLAMA_3 = ("<|eot_id|>", "<|eom_id|>", "<|end_of_text|>")
_HASHES = ("\n\n### Instruction:", "### Instruction:")

FORMATS: Mapping[str, PromptFormat] = {
    format.id: format
    for format in (
        PromptFormat("llama-3", "Llama 3", _LLAMA_3),
        PromptFormat("llama-3.1", "Llama 3.1 and 3.3", _LLAMA_3),
        PromptFormat("llama-3.2", "Llama 3.2", _LLAMA_3),
        PromptFormat("llama-4", "Llama 4", ("<|eot|>", "<|eom|>", "<|end_of_text|>")),
        PromptFormat("llama-2", "Llama 2 Chat, Code Llama Instruct", ("</s>",)),
        PromptFormat("codellama-70b", "Code Llama 70B Instruct", ("<step>", "</s>")),
        PromptFormat("llama-guard-3", "Llama Guard 3", _LLAMA_3),
        PromptFormat("chatml", "ChatML", ("<|im_end|>",)),
        PromptFormat("deepseek-r1", "DeepSeek-R1-Distill", ("<｜end▁of▁sentence｜>",), reasons=True),
        PromptFormat("alpaca", "Alpaca", ("</s>",), (*_HASHES, "\n\n### Response:", "### Response:")),
        PromptFormat("vicuna", "Vicuna", ("</s>",), ("\nUSER:", "\nASSISTANT:")),
        PromptFormat("wizardlm", "WizardLM 7B", ("</s>",), (*_HASHES, "\n\n### Response:", "### Response:")),
        PromptFormat("orca", "Orca", ("</s>",), ("\n\n### User:", "### User:", "\n\n### System:", "### System:")),
    )
}
PROMPT_FORMATS: Mapping[str, str] = {format.id: format.name for format in FORMATS.values()}
"""What a person may choose from when a file does not say: id, and name in words."""

FAMILIES: Mapping[str, Family] = {
    family.id: family
    for family in (
        Family("llama-1", "Llama 1"),
        Family("alpaca", "Alpaca", "alpaca"),
        Family("vicuna", "Vicuna", "vicuna"),
        Family("wizardlm", "WizardLM 7B", "wizardlm"),
        Family("orca", "Orca", "orca"),
        Family("llama-2", "Llama 2", "llama-2"),
        Family("codellama", "Code Llama", "llama-2", ("▁<EOT>", "<EOT>")),
        Family("codellama-70b", "Code Llama 70B", "codellama-70b", ("▁<EOT>", "<EOT>")),
        Family("codellama-python", "Code Llama Python"),
        Family("llama-3", "Llama 3", "llama-3"),
        Family("llama-3.1", "Llama 3.1", "llama-3.1", long_rope=True),
        Family("llama-3.2", "Llama 3.2", "llama-3.2", long_rope=True),
        Family("llama-3.3", "Llama 3.3", "llama-3.1", long_rope=True),
        Family("llama-4", "Llama 4", "llama-4"),
        Family("llama-guard-3", "Llama Guard 3", "llama-guard-3", long_rope=True),
        Family("chatml", "ChatML", "chatml"),
        Family("deepseek-r1", "DeepSeek-R1-Distill", "deepseek-r1"),
    )
}

_ALWAYS_CHAT = ("alpaca", "vicuna", "wizardlm", "orca", "llama-guard-3", "chatml", "deepseek-r1")
"""Families that exist only as models for chatting."""
_SAYS_CHAT = re.compile(r"(?:^|-)(?:instruct|chat|assistant)(?:-|$)")

_NAMES: Sequence[tuple[str, str]] = (  # the first that is found in a name counts
    (r"llama-?guard-?3", "llama-guard-3"),
    (r"deepseek-?r1-distill|r1-distill", "deepseek-r1"),
    (r"code-?llama.*70b.*python|code-?llama.*python", "codellama-python"),
    (r"code-?llama.*70b", "codellama-70b"),
    (r"wizard-?(?:coder|math)|alpaca", "alpaca"),
    (r"wizard-?lm.*7b", "wizardlm"),
    (r"wizard-?lm|vicuna", "vicuna"),
    (r"orca-?mini", "orca"),
    (r"orca-?2(?:-|$)|hermes-?[234](?:-|$)|openhermes|dolphin-?[23](?:-|$)", "chatml"),
    (r"nous-hermes", "alpaca"),
    (r"code-?llama", "codellama"),
    (r"llama-?4(?:-|$)", "llama-4"),
    (r"llama-?3-?1(?:-|$)", "llama-3.1"),
    (r"llama-?3-?2(?:-|$)", "llama-3.2"),
    (r"llama-?3-?3(?:-|$)", "llama-3.3"),
    (r"llama-?3(?:-|$)", "llama-3"),
    (r"(?:^|-)llama-?2(?:-|$)", "llama-2"),
    (r"(?:^|-)llama-?(?:1|7b|13b|30b|33b|65b)(?:-|$)", "llama-1"),
)
_MARKERS: Sequence[tuple[tuple[str, ...], tuple[str, ...]]] = (  # what a template writes, and families that do
    (("UNSAFE CONTENT CATEGORIES", "Elections", "<|start_header_id|>"), ("llama-guard-3",)),
    (("<｜User｜>",), ("deepseek-r1",)),
    (("<|header_start|>",), ("llama-4",)),
    (("<|start_header_id|>",), ("llama-3", "llama-3.1", "llama-3.2", "llama-3.3")),
    (("<|im_start|>",), ("chatml",)),
    (("Source: ", "<step>"), ("codellama-70b",)),
    (("[INST]", "<<SYS>>"), ("llama-2", "codellama")),
    (("### Instruction:",), ("alpaca",)),
    (("### User:", "### Response:"), ("orca",)),
    (("### Response:",), ("wizardlm",)),
    (("USER:", "ASSISTANT:"), ("vicuna",)),
)
_TURN_ENDS: Mapping[
    str, tuple[str, ...]
] = {  # what a model made for chatting ends its answers with; no base model does
    "<|eot_id|>": ("llama-3", "llama-3.1", "llama-3.2", "llama-3.3", "llama-guard-3"),
    "<|eot|>": ("llama-4",),
    "<|im_end|>": ("chatml",),
    "<step>": ("codellama-70b",),
    "<｜end▁of▁sentence｜>": ("deepseek-r1",),
}


def recognise(metadata: Mapping[str, object], file_name: str = "", end: str = "") -> Family | None:
    """The family of a model; one that only continues text has no `format`.

    What the file's template writes weighs most, then how its answers end, then the names, then the shape.

    Args:
        metadata: of the GGUF file's header: numbers as such or as text.
        file_name: of the file, which often is all that there is.
        end: the text of the token that its header names as the end of an answer.
    """
    template = _text(metadata, "tokenizer.chat_template")
    llama = _text(metadata, "general.architecture") in ("llama", "llama4")
    names = _names(metadata, file_name)
    marked = next((families for marks, families in _MARKERS if all(mark in template for mark in marks)), ())
    if not llama:
        return FAMILIES[marked[0]] if marked in (("chatml",), ("deepseek-r1",)) else None
    named = next((id for name in names for pattern, id in _NAMES if re.search(pattern, name)), "")
    shaped = _by_shape(metadata)
    ended = () if template else _by_end(end, shaped)
    if marked := marked or ended:
        id = next((id for id in (named, shaped) if id in marked), marked[0])
    elif not (id := named or shaped):
        return None
    family = FAMILIES[id]
    chats = bool(template or ended) or id in _ALWAYS_CHAT or any(_SAYS_CHAT.search(name) for name in names)
    return family if chats else replace(family, format="")


def scales_rope(metadata: Mapping[str, object], family: Family | None) -> bool:
    """Whether a model needs factors for its rotary embeddings: by its family, or by the shape that it inherited."""
    return bool(family and family.long_rope) or bool((id := _by_shape(metadata)) and FAMILIES[id].long_rope)


def _by_end(end: str, shaped: str) -> tuple[str, ...]:
    """The families whose models end their answers so."""
    families = _TURN_ENDS.get(end, ())
    # DeepSeek's own models end theirs so, too, those that only continue text among them; they have other words.
    return families if families != ("deepseek-r1",) or shaped.startswith("llama-3") else ()


def _by_shape(metadata: Mapping[str, object]) -> str:
    """The family that the numbers of the header show; "" where they show none."""
    if _text(metadata, "general.architecture") == "llama4":
        return "llama-4"
    context, words = _number(metadata, "llama.context_length"), _words(metadata)
    if _text(metadata, "tokenizer.ggml.model") == "llama":
        if words == 32016 and _number(metadata, "llama.rope.freq_base") == 1_000_000:
            return "codellama"
        if words in (32000, 32001):  # with a padding word, as Alpaca began it
            return "llama-1" if context == 2048 else "llama-2" if context == 4096 else ""
    elif 128256 <= words < 128512 and _text(metadata, "tokenizer.ggml.pre") == "llama-bpe":
        if context >= 131072:
            return "llama-3.2" if _number(metadata, "llama.block_count") in (16, 28) else "llama-3.1"
        return "llama-3" if context == 8192 else ""
    return ""


def _names(metadata: Mapping[str, object], file_name: str) -> list[str]:
    """What the file is called, in small letters and digits with hyphens between; its own names first."""
    keys = ("general.name", "general.basename", "general.finetune", "general.base_model.0.name")
    own, base, tune, model = (_text(metadata, key) for key in keys)
    found = (own, f"{base} {tune}", file_name.removesuffix(".gguf"), model)
    return [name for text in found if (name := re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-"))]


def _words(metadata: Mapping[str, object]) -> int:
    tokens = metadata.get("tokenizer.ggml.tokens")
    return _number(metadata, "llama.vocab_size") or (len(tokens) if isinstance(tokens, (list, tuple)) else 0)


def _text(metadata: Mapping[str, object], key: str) -> str:
    value = metadata.get(key, "")
    return value if isinstance(value, str) else ""


def _number(metadata: Mapping[str, object], key: str) -> int:
    value = metadata.get(key, 0)
    try:
        return int(float(value)) if isinstance(value, (int, float, str)) else 0
    except (ValueError, OverflowError):
        return 0
