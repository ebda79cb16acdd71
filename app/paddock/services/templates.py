"""What becomes of messages on their way to a model: the template doctor of window and command line.

One rule: it shows what the engine would really be given; nothing is generated, stored or loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paddock.core.errors import UserError
from paddock.core.families import PROMPT_FORMATS
from paddock.core.messages import Role, Turn
from paddock.core.prompts import TemplateReport
from paddock.core.said import joined, say
from paddock.core.tools import ToolDefinition
from paddock.services.generation import GenerationService, for_the_guide
from paddock.services.insight import PROMPT_FORMAT, SOURCES, Fact, template_text
from paddock.services.models import ModelService

SAMPLE = (
    Turn(Role.SYSTEM, "You are a helpful assistant."),
    Turn(Role.USER, "Hello!"),
    Turn(Role.ASSISTANT, "Hi! How can I help?"),
    Turn(Role.USER, "Name three colours."),
)
"""A short chat, where nobody gave one."""
SHORTENED = say("The guide is given only the last questions of a chat and no system prompt.")
AUTOMATIC = ""
"""In place of a prompt format: the engine chooses."""


class TemplateService:
    """Inspects prompts; may be called from any thread."""

    def __init__(self, generation: GenerationService, models: ModelService) -> None:
        self._generation = generation
        self._models = models

    def report(
        self,
        ref: str,
        turns: Sequence[Turn] = (),
        tools: Sequence[ToolDefinition] = (),
        prompt_format: str | None = None,
    ) -> TemplateReport:
        """What the model would be given; blocks.

        Args:
            ref: reference or name of a model; it need not be loaded.
            turns: none: a short sample.
            prompt_format: one of `PROMPT_FORMATS`, or AUTOMATIC; None is the one that is set for the model.

        Raises:
            UserError: no such model, not a model, "no-such-format".
        """
        model = self._models.find(ref)
        if prompt_format is None:
            prompt_format = self._generation.load_params_for(model).prompt_format
        turns = turns or SAMPLE
        report = self._generation.inspect(model, turns, tools, checked_format(prompt_format))
        if model.is_guide and len(for_the_guide(turns)) < len(turns):
            return replace(report, warnings=(SHORTENED, *report.warnings))
        return report


def checked_format(prompt_format: str) -> str:
    """The same.

    Raises:
        UserError: "no-such-format".
    """
    if prompt_format and prompt_format not in PROMPT_FORMATS:
        raise UserError(
            say("There is no prompt format “{prompt_format}”.", prompt_format=prompt_format[:50]),
            say("Choose one of {prompt_formats}.", prompt_formats=", ".join(PROMPT_FORMATS)),
            code="no-such-format",
        )
    return prompt_format


def facts_of(report: TemplateReport) -> Iterator[Fact]:
    """What there is to say of a prompt, but for its warnings and its text."""
    name, source = PROMPT_FORMATS.get(report.format, ""), SOURCES[report.source]
    yield Fact(PROMPT_FORMAT, joined((name, source), ", "))
    yield Fact(say("Family"), report.family_name or report.family or say("not recognised"))
    if report.sha256:
        yield Fact(
            say("Template"), f"sha256 {report.sha256}", template_text(report.sha256, report.known, report.source)
        )
    if report.error:
        return
    bos = {0: say("No BOS at the beginning."), 1: say("One BOS at the beginning.")}
    begins = bos.get(report.bos_count, say("{count} BOS at the beginning.", count=report.bos_count))
    yield Fact(say("Tokens"), f"{len(report.tokens):,}", begins)
    texts = ", ".join(json.dumps(text, ensure_ascii=False) for text in report.stop_texts)
    yield Fact(
        say("Ends at"),
        ", ".join(report.stop_tokens) or say("no token"),
        say("And before {texts}.", texts=texts) if texts else "",
    )


# How families spell control tokens. Not every "<…>" is one: vocabularies hold HTML, too.
_CONTROL = re.compile(r"<\|[^<>]*\|>|<｜[^<>]*｜>|</?s>|<(unk|pad)>|▁?<(PRE|SUF|MID|EOT)>")


def is_control(piece: str, report: TemplateReport) -> bool:
    """Whether a token of this text is one that the template writes, and no person can."""
    return piece in report.stop_tokens or _CONTROL.fullmatch(piece.strip(" ")) is not None


def control_spans(report: TemplateReport) -> Iterator[tuple[int, int]]:
    """Begin and end, within the report's text, of what really became control tokens.

    Found token by token: what a person typed looks the same as text, but is made of other tokens.
    """
    at = passed = 0
    for piece in report.pieces:
        # Pieces of one character's bytes, or with a space that the tokenizer added, are not in the text as they are.
        found = report.text.find(piece, at, at + passed + len(piece) + 8) if piece else -1
        if found < 0:
            passed += len(piece)
            continue
        at, passed = found + len(piece), 0
        if is_control(piece, report):
            yield found, at
