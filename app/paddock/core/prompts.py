"""How a prompt is written for a model, and what there is to say about it, as values.

One rule: values; the engine's child is where templates are rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TemplateSource(StrEnum):
    """Where the template that is used comes from."""

    FILE = "file"  # the model's own, `tokenizer.chat_template`
    FAMILY = "family"  # the file has none that works; its family was recognised
    CHOSEN = "chosen"  # the person chose a prompt format for this model
    LLAMA_CPP = "llama.cpp"  # llama.cpp recognises the family by the template's text
    NONE = "none"  # nobody knows: only text can be continued, until the person chooses


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What becomes of messages on their way to a model.

    Attributes:
        family: id of the recognised family ("llama-3.1"), "" if it is none that Paddock knows; `family_name` in words.
        format: id of the prompt format in use, one of `core.families.PROMPT_FORMATS`; "" for the file's own.
        template: the Jinja text that is used; "" where there is none.
        sha256: of the file's own template, hex; "" if it has none.
        known: the name of the known good template that it is; "" where it is none of them.
        text: the prompt as text, control tokens spelt out.
        tokens: the prompt, as numbers.
        pieces: the text of each token.
        bos_count: how many BOS tokens the prompt begins with: 1 is right where the model wants one.
        stop_tokens: what ends an answer, spelt out; `stop_texts` what does so as plain text.
        warnings: sentences: what is wrong with the file or looks wrong, and what it means.
        error: why nothing was rendered, one sentence; "" if it was.
    """

    source: TemplateSource
    family: str = ""
    family_name: str = ""
    format: str = ""
    template: str = ""
    sha256: str = ""
    known: str = ""
    text: str = ""
    tokens: tuple[int, ...] = ()
    pieces: tuple[str, ...] = ()
    bos_count: int = 0
    stop_tokens: tuple[str, ...] = ()
    stop_texts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
