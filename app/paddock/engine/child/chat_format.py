"""How a model is spoken with: its templates in the order they are tried, what ends its answers, what its parts are.

One rule: what the person chose comes first, then the file's own template if it renders, then that of the recognised
family, then llama.cpp's. Where nobody knows, there is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paddock.core.errors import UserError
from paddock.core.families import FORMATS, THINK, Family, recognise
from paddock.core.known_templates import name_of
from paddock.core.prompts import TemplateSource
from paddock.core.said import say
from paddock.core.tools import ToolDefinition
from paddock.engine.child.call_syntax import PYTHON_END, PYTHON_START, PYTHON_TAG, TOOL_CALL, TOOL_CALL_END
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.templates import ChatTemplate, JinjaTemplate, TemplateFailedError, choose_template
from paddock.engine.child.tokens import Vocabulary

TEMPLATES = Path(__file__).with_name("formats")
PROBE = ({"role": "user", "content": "Hello"},)
PROBE_TOOL = ToolDefinition("paddock_probe", parameters='{"type": "object", "properties": {}}')
SPELT = (PYTHON_TAG, PYTHON_START, PYTHON_END, TOOL_CALL, TOOL_CALL_END)


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """How a model is spoken with.

    Attributes:
        templates: to try in order.
        with_tools: those of them that write definitions of tools.
        source: of the first; `format` is its id among `core.families.FORMATS`, "" for another; `text` is it in Jinja.
        sha256: of the file's own template; "" without one. `known` names it if it is a known good one.
        end: text of the token that ends the assistant's turn; "" where nobody knows.
        ends: tokens that end an answer.
        stops: texts that do so.
        reasoning: the tags around reasoning; ("", "") without. `opens_reasoning`: the prompt ends with the first.
        spelt: control tokens that begin or end a call or reasoning.
        infill: see `Vocabulary.infill_tokens`; None where the model cannot.
        failure: why the file's own template does not render, goes on after "The template"; "" if it does.
    """

    templates: tuple[ChatTemplate, ...] = ()
    with_tools: tuple[ChatTemplate, ...] = ()
    source: TemplateSource = TemplateSource.NONE
    format: str = ""
    text: str = ""
    family: Family | None = None
    sha256: str = ""
    known: str = ""
    end: str = ""
    ends: frozenset[int] = frozenset()
    stops: tuple[str, ...] = ()
    reasoning: tuple[str, str] = ("", "")
    opens_reasoning: bool = False
    spelt: frozenset[int] = frozenset()
    infill: tuple[int, int, int] | None = None
    failure: str = ""


def find_chat_format(
    lib: Any,
    host: TemplateHost,
    vocabulary: Vocabulary,
    metadata: Mapping[str, object],
    template: bytes | None,
    path: Path,
    prompt_format: str,
) -> ChatFormat:
    """How the model in the file at `path` is spoken with.

    Args:
        host: where templates run.
        metadata: of its header.
        template: `tokenizer.chat_template`.
        prompt_format: what the person chose; see `LoadParams`.

    Raises:
        UserError: "no-such-format".
    """
    if prompt_format and prompt_format not in FORMATS:
        raise UserError(
            say("There is no prompt format “{prompt_format}”.", prompt_format=prompt_format[:40]),
            say("Choose one of the list."),
            code="no-such-format",
        )
    own = template.decode("utf-8", "replace") if template else ""
    known = {"llama.vocab_size": vocabulary.size, **metadata, "tokenizer.chat_template": own}
    family = recognise(known, path.name, vocabulary.text(vocabulary.eos))
    format_id = prompt_format or (family.format if family else "")
    finder = _Templates(lib, host, own, vocabulary)
    templates = finder.in_order(prompt_format, format_id)
    source = TemplateSource(templates[0].source) if templates else TemplateSource.NONE
    ours = source in (TemplateSource.CHOSEN, TemplateSource.FAMILY)
    text = read_format(format_id) if ours else own if templates else ""
    ending = _Ending(vocabulary, format_id, family, text)
    opens = THINK[0] in text and _opens(templates[0], THINK[0])
    reasoning = THINK if opens or _reasons(vocabulary, format_id, text) else ("", "")
    sha256 = hashlib.sha256(template).hexdigest() if template else ""
    return ChatFormat(
        templates=templates,
        with_tools=tuple(filter(takes_tools, templates)),
        source=source,
        format=format_id if ours else "",
        text=text,
        family=family,
        sha256=sha256,
        known=name_of(sha256),
        end=ending.end,
        ends=ending.tokens(),
        stops=ending.stops(),
        reasoning=reasoning,
        opens_reasoning=opens,
        spelt=frozenset(t for text in (*SPELT, *filter(None, reasoning)) if (t := vocabulary.token(text)) is not None),
        infill=_infill(vocabulary, family, metadata),
        failure=finder.failure,
    )


def read_format(id: str) -> str:
    """The Jinja text of a prompt format of our own."""
    return (TEMPLATES / f"{id}.jinja").read_text(encoding="utf-8")


def family_template(host: TemplateHost, family: Family | None, vocabulary: Vocabulary) -> ChatTemplate | None:
    """The known good template of a family; None where there is none."""
    return make_template(host, read_format(family.format), vocabulary) if family and family.format else None


def make_template(host: TemplateHost, text: str, vocabulary: Vocabulary) -> JinjaTemplate:
    """A template for a model's words."""
    return JinjaTemplate(host, text, bos=vocabulary.text(vocabulary.bos), eos=vocabulary.text(vocabulary.eos))


def takes_tools(template: ChatTemplate) -> bool:
    """Whether it writes the definitions of tools: tried, for there are many ways to be one that does not."""
    try:
        return PROBE_TOOL.name in template.render_messages(PROBE, [PROBE_TOOL.as_function()])
    except TemplateFailedError:
        return False


class _Templates:
    """The templates that render."""

    def __init__(self, lib: Any, host: TemplateHost, own: str, vocabulary: Vocabulary) -> None:
        self._lib = lib
        self._host = host
        self._own = own
        self._words = vocabulary
        self.failure = ""

    def in_order(self, chosen: str, format_id: str) -> tuple[ChatTemplate, ...]:
        """Those to try."""
        if chosen:
            return (self._ours(chosen, TemplateSource.CHOSEN),)
        bos, eos = self._words.text(self._words.bos), self._words.text(self._words.eos)
        theirs: tuple[ChatTemplate, ...] = ()
        if self._own:
            theirs = choose_template(self._lib, self._host, self._own, bos=bos, eos=eos, failed=self._failed)
        files = [template for template in theirs if template.source == TemplateSource.FILE]
        ours = [self._ours(format_id, TemplateSource.FAMILY)] if format_id else []
        return (*files, *ours, *(template for template in theirs if template not in files))

    def _failed(self, cause: str) -> None:
        self.failure = cause

    def _ours(self, id: str, source: TemplateSource) -> ChatTemplate:
        template = make_template(self._host, read_format(id), self._words)
        template.source = source
        return template


class _Ending:
    """What ends an answer."""

    def __init__(self, vocabulary: Vocabulary, format_id: str, family: Family | None, text: str) -> None:
        self._vocabulary = vocabulary
        self._format = FORMATS.get(format_id)
        self._family = family
        self._text = text
        self.end = self._format.ends[0] if self._format else ""

    def tokens(self) -> frozenset[int]:
        texts = (*(self._format.ends if self._format else ()), *(self._family.ends if self._family else ()))
        return frozenset(token for text in texts if (token := self._vocabulary.token(text)) is not None)

    def stops(self) -> tuple[str, ...]:
        """Where the vocabulary lacks the token that the template writes, the model writes it in letters."""
        stops = self._format.stops if self._format else ()
        if self.end and self.end in self._text and self._vocabulary.token(self.end) is None:
            stops = (*stops, self.end)
        return stops


def _reasons(vocabulary: Vocabulary, format_id: str, text: str) -> bool:
    """Whether the family, the template or the vocabulary has the tags of reasoning."""
    return (
        (bool(format_id) and FORMATS[format_id].reasons) or THINK[1] in text or vocabulary.token(THINK[1]) is not None
    )


def _opens(template: ChatTemplate, tag: str) -> bool:
    try:
        return template.render_messages(PROBE).rstrip().endswith(tag)
    except TemplateFailedError:
        return False


def _infill(
    vocabulary: Vocabulary, family: Family | None, metadata: Mapping[str, object]
) -> tuple[int, int, int] | None:
    """Code Llama's 34B and Python variants were not trained to; the former have no such tokens."""
    return None if family is not None and family.id == "codellama-python" else vocabulary.infill_tokens()
