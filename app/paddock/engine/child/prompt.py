"""A request as tokens: exactly one BOS, and nothing a person typed becomes a control token.

One rule: what the template wrote is tokenised with `parse_special=True`, what a person or a model wrote never is.

In the ordinary case (no text holds the spelling of a control token) the tokens are those of the rendered text as a
whole. Otherwise each such spelling travels through the template as a placeholder, and the text is cut there.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from paddock.core.errors import Remedy, UserError
from paddock.core.messages import Role, Turn
from paddock.engine.api import GenerationRequest
from paddock.engine.child.templates import ChatTemplate, TemplateFailedError
from paddock.engine.child.tokens import Vocabulary

AROUND_TURN = 5
"""Tokens; Llama 3 writes four headers' tokens and an end."""
MORE = ("a", " 1", "\n\n?")
"""What might be typed next: where three such different texts agree, any will."""


class PromptBuilder:
    """Turns requests into tokens for one model.

    Args:
        templates: to try in order.
    """

    def __init__(self, vocabulary: Vocabulary, templates: Sequence[ChatTemplate]) -> None:
        self._vocabulary = vocabulary
        self._templates = tuple(templates)

    @property
    def template_source(self) -> str:
        """Of the template that is tried first: "file", "llama.cpp" or "none"."""
        return self._templates[0].source if self._templates else "none"

    @cached_property
    def special(self) -> re.Pattern[str] | None:
        """The spellings of control tokens; costs some fifty milliseconds once, so it is asked for in idle ones."""
        texts = self._vocabulary.special_texts
        return re.compile("|".join(map(re.escape, texts))) if texts else None

    def tokens(self, request: GenerationRequest) -> list[int]:
        """The prompt.

        Raises:
            UserError: the model has no template, or none renders these turns.
        """
        if request.raw is not None:
            tokens = self._vocabulary.tokenize(request.raw, parse_special=False)
        elif request.continue_last:
            *turns, last = request.turns
            tokens = self._chat(turns) + self._vocabulary.tokenize(last.text, parse_special=False)
        else:
            tokens = self._chat(request.turns)
        return self._with_one_bos(tokens)

    def lengths(self, turns: Sequence[Turn]) -> list[int]:
        """About how many tokens each turn takes: its text, and what a template writes around it."""
        return [len(self._vocabulary.tokenize(turn.text, parse_special=False)) + AROUND_TURN for turn in turns]

    def without(self, request: GenerationRequest, dropped: int) -> GenerationRequest:
        """The request without its oldest turns; a system prompt stays."""
        first = 1 if request.turns and request.turns[0].role is Role.SYSTEM else 0
        return replace(request, turns=(*request.turns[:first], *request.turns[first + dropped :]))

    def stable(self, request: GenerationRequest) -> list[int]:
        """The beginning of the prompt that stays when more is typed after the last turn."""
        if request.raw is not None or not request.turns:
            return []
        *before, last = request.turns
        versions = [self.tokens(replace(request, turns=(*before, Turn(last.role, last.text + more)))) for more in MORE]
        shortest = min(map(len, versions))
        return versions[0][: next((at for at in range(shortest) if len({v[at] for v in versions}) > 1), shortest)]

    def _with_one_bos(self, tokens: list[int]) -> list[int]:
        bos = self._vocabulary.bos
        start = 0
        while start < len(tokens) and tokens[start] == bos:
            start += 1
        wanted = start > 0 or self._vocabulary.wants_bos
        return ([bos] if wanted else []) + tokens[start:]

    def _chat(self, turns: Sequence[Turn]) -> list[int]:
        guard = _Guard(self.special)
        rendered = self._render([Turn(turn.role, guard.hide(turn.text)) for turn in turns])
        tokens: list[int] = []
        for text, typed in guard.split(rendered):
            tokens += self._vocabulary.tokenize(text, parse_special=not typed)
        return tokens

    def _render(self, turns: Sequence[Turn]) -> str:
        if not self._templates:
            raise UserError(
                "Paddock does not know how this model wants to be talked to: it can only continue text.",
                "Choose its prompt format, or an Instruct model.",
                code="no-template",
                remedy=Remedy.CHOOSE_FORMAT,
            )
        for template in self._templates:
            try:
                return template.render(turns)
            except TemplateFailedError:
                continue
        raise UserError(
            "The chat template of this model cannot write down this chat.",
            "Start a new chat without a system prompt, or choose another model.",
            code="template-failed",
        )


class _Guard:
    """Hides the spellings of control tokens from a template, and finds them again in what it wrote.

    The placeholder holds a random number, so that nobody can type one.
    """

    def __init__(self, special: re.Pattern[str] | None) -> None:
        self._special = special
        self._nonce = secrets.randbelow(10**18)
        self._hidden: list[str] = []

    def hide(self, text: str) -> str:
        return self._special.sub(self._placeholder, text) if self._special else text

    def _placeholder(self, match: re.Match[str]) -> str:
        self._hidden.append(match.group())
        return f"\ue000{self._nonce}.{len(self._hidden) - 1}\ue001"

    def split(self, rendered: str) -> list[tuple[str, bool]]:
        """Pieces of what the template wrote, and whether each is a hidden spelling; empty ones left out."""
        if not self._hidden:
            return [(rendered, False)]
        pieces = re.split(f"\ue000{self._nonce}\\.(\\d+)\ue001", rendered)
        named = [(self._hidden[int(text)], True) if at % 2 else (text, False) for at, text in enumerate(pieces)]
        return [(text, typed) for text, typed in named if text]
