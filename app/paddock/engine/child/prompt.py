"""A request as tokens: exactly one BOS, and nothing a person typed becomes a control token.

One rule: what the template wrote is tokenised with `parse_special=True`, what a person, a model or a tool wrote, names
and definitions of tools included, never is.

In the ordinary case (no text holds the spelling of a control token) the tokens are those of the rendered text as a
whole. Otherwise each such spelling travels through the template as a placeholder, and the text is cut there.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from paddock.core.errors import Remedy, UserError
from paddock.core.messages import Role, Turn
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import ChatFormat
from paddock.engine.child.speech import Speech
from paddock.engine.child.templates import TemplateFailedError
from paddock.engine.child.tokens import Vocabulary
from paddock.engine.child.turns import arguments_as_text, plain_turns, to_message, weight

AROUND_TURN = 5
"""Tokens; Llama 3 writes four headers' tokens and an end."""
MORE = ("a", " 1", "\n\n?")
"""What might be typed next: where three such different texts agree, any will."""


class PromptBuilder:
    """Turns requests into tokens for one model."""

    def __init__(self, vocabulary: Vocabulary, chat: ChatFormat) -> None:
        self._vocabulary = vocabulary
        self.chat = chat

    @cached_property
    def special(self) -> re.Pattern[str] | None:
        """The spellings of control tokens; costs some fifty milliseconds once, so it is asked for in idle ones."""
        texts = self._vocabulary.special_texts
        return re.compile("|".join(map(re.escape, texts))) if texts else None

    def tokens(self, request: GenerationRequest) -> list[int]:
        """The prompt.

        Raises:
            UserError: the model has no template, none renders these turns or takes tools, or it cannot fill in.
        """
        if request.raw is not None:
            if request.suffix is not None:
                return self._with_one_bos(self._infill(request.raw, request.suffix))
            return self._with_one_bos(self._vocabulary.tokenize(request.raw, parse_special=False))
        tokens: list[int] = []
        words = self._vocabulary
        for text, typed in self._pieces(request):
            inside = bool(tokens) and not words.is_control(tokens[-1])
            tokens += words.tokenize(text, parse_special=not typed, inside=inside)
        return self._with_one_bos(tokens + words.tokenize(self._begun(request), parse_special=False))

    def written(self, request: GenerationRequest) -> str:
        """The prompt as text, with what stands for one BOS however many the template wrote.

        Raises:
            UserError: as `tokens`.
        """
        bos = self._vocabulary.text(self._vocabulary.bos)
        if request.raw is not None:
            text = request.raw if request.suffix is None else self._spell(self._infill(request.raw, request.suffix))
            return f"{bos}{text}" if self._vocabulary.wants_bos else text
        text = "".join(text for text, _ in self._pieces(request)) + self._begun(request)
        begins = bool(bos) and text.startswith(bos)
        while bos and text.startswith(bos):
            text = text.removeprefix(bos)
        return f"{bos}{text}" if begins or self._vocabulary.wants_bos else text

    def speech(self, request: GenerationRequest) -> Speech:
        """Tells the parts of the answer apart."""
        if request.raw is not None:
            return Speech(request.sampling.stop)
        chat = self.chat
        tools = [tool.name for tool in request.tools]
        return Speech(
            (*request.sampling.stop, *chat.stops),
            reasoning=chat.reasoning,
            inside=chat.opens_reasoning and not self._begun(request),
            tools=tools,
            spelt=chat.spelt if tools else frozenset(filter(self._is_tag, chat.spelt)),
        )

    def lengths(self, turns: Sequence[Turn]) -> list[int]:
        """About how many tokens each turn takes: its text, and what a template writes around it."""
        return [len(self._vocabulary.tokenize(weight(turn), parse_special=False)) + AROUND_TURN for turn in turns]

    def without(self, request: GenerationRequest, dropped: int) -> GenerationRequest:
        """The request without its oldest turns; a system prompt stays."""
        first = 1 if request.turns and request.turns[0].role is Role.SYSTEM else 0
        return replace(request, turns=(*request.turns[:first], *request.turns[first + dropped :]))

    def stable(self, request: GenerationRequest) -> list[int]:
        """The beginning of the prompt that stays when more is typed after the last turn."""
        if request.raw is not None or not request.turns:
            return []
        *before, last = request.turns
        longer = [replace(last, text=last.text + more) for more in MORE]
        versions = [self.tokens(replace(request, turns=(*before, turn))) for turn in longer]
        shortest = min(map(len, versions))
        return versions[0][: next((at for at in range(shortest) if len({v[at] for v in versions}) > 1), shortest)]

    def _with_one_bos(self, tokens: list[int]) -> list[int]:
        bos = self._vocabulary.bos
        start = 0
        while start < len(tokens) and tokens[start] == bos:
            start += 1
        wanted = start > 0 or self._vocabulary.wants_bos
        return ([bos] if wanted else []) + tokens[start:]

    def _infill(self, before: str, behind: str) -> list[int]:
        """The order is that of Code Llama's `infilling_prompt_tokens`: before, behind, and what is to be written."""
        if self.chat.infill is None:
            raise UserError(
                "This model cannot fill in text between two others.",
                "Choose a model that can, such as Code Llama 7B or 13B.",
                code="cannot-infill",
                remedy=Remedy.OPEN_MODELS,
            )
        prefix, suffix, middle = self.chat.infill
        words = self._vocabulary
        first = words.tokenize(before, parse_special=False)
        return [prefix, *first, suffix, *words.tokenize(behind, parse_special=False, inside=True), middle]

    def _spell(self, tokens: Sequence[int]) -> str:
        return b"".join(self._vocabulary.piece(token, special=True) for token in tokens).decode("utf-8", "replace")

    def _is_tag(self, token: int) -> bool:
        return self._vocabulary.text(token) in self.chat.reasoning

    def _begun(self, request: GenerationRequest) -> str:
        """What there is of the answer."""
        return request.turns[-1].text if request.continue_last else ""

    def _pieces(self, request: GenerationRequest) -> list[tuple[str, bool]]:
        """Pieces of the prompt, and whether each was typed; without the beginning of the answer."""
        turns = request.turns[:-1] if request.continue_last else request.turns
        guard = _Guard(self.special)
        pieces = guard.split(self._render(turns, request, guard))
        if self.chat.opens_reasoning and self._begun(request):  # what was said is gone on with, not what was thought
            pieces.append((f"\n{self.chat.reasoning[1]}\n\n", False))
        return pieces

    def _render(self, turns: Sequence[Turn], request: GenerationRequest, guard: _Guard) -> str:
        templates = self.chat.with_tools if request.tools else self.chat.templates
        if not self.chat.templates:
            raise UserError(
                "Paddock does not know how this model wants to be talked to: it can only continue text.",
                "Choose its prompt format, or an Instruct model.",
                code="no-template",
                remedy=Remedy.CHOOSE_FORMAT,
            )
        if not templates:
            raise UserError(
                "This model cannot be given tools: its chat template does not know any.",
                "Choose a model that takes tools, such as Llama 3.2 3B Instruct, or ask without them.",
                code="no-tools",
                remedy=Remedy.OPEN_MODELS,
            )
        tools = [guard.hide_all(tool.as_function()) for tool in request.tools] or None
        messages = guard.hide_all([to_message(turn) for turn in turns])
        plain = guard.hide_all([to_message(turn) for turn in plain_turns(turns)])
        for version in (messages, arguments_as_text(messages), plain):
            for template in templates:
                try:
                    return template.render_messages(version, tools)
                except TemplateFailedError:
                    continue
            if version == plain:
                break
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

    def hide_all(self, item: Any) -> Any:
        """The same data, with the texts and names in it hidden."""
        match item:
            case str():
                return self.hide(item)
            case dict():
                return {self.hide(key): self.hide_all(value) for key, value in item.items()}
            case list():
                return [self.hide_all(value) for value in item]
        return item

    def hide(self, text: str) -> str:
        return self._special.sub(self._placeholder, text) if self._special else text

    def _placeholder(self, match: re.Match[str]) -> str:
        self._hidden.append(match.group())
        return f"\ue000{self._nonce}.{len(self._hidden) - 1}\ue001"

    def split(self, rendered: str) -> list[tuple[str, bool]]:
        """Pieces of what the template wrote, and whether each is a hidden spelling; empty ones left out."""
        if not self._hidden:
            return [(rendered, False)]
        # JSON that is ASCII only writes the marks as escapes
        pieces = re.split(rf"(?:\ue000|\\ue000){self._nonce}\.(\d+)(?:\ue001|\\ue001)", rendered)
        named = [(self._hidden[int(text)], True) if at % 2 else (text, False) for at, text in enumerate(pieces)]
        return [(text, typed) for text, typed in named if text]
