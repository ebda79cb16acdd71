"""A request as tokens: exactly one BOS, and nothing a person typed becomes a control token.

One rule: what the template wrote is tokenised with `parse_special=True`, what a person, a model or a tool wrote, names
and definitions of tools included, never is.

In the ordinary case the tokens are those of the rendered text as a whole. Where that would make control tokens of what
somebody wrote, in one piece or put together by the template, the text is rendered again with stand-ins for the
characters that begin them: what the template spells then are the control tokens, and all else is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from paddock.core.errors import Remedy, UserError
from paddock.core.messages import Role, Turn
from paddock.core.said import say
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import ChatFormat
from paddock.engine.child.rendering.protocol import TemplateKilledError
from paddock.engine.child.speech import Speech
from paddock.engine.child.templates import ChatTemplate, TemplateFailedError
from paddock.engine.child.tokens import Vocabulary
from paddock.engine.child.turns import arguments_as_text, plain_turns, to_message, weight

AROUND_TURN = 5
"""Tokens; Llama 3 writes four headers' tokens and an end."""
MORE = ("a", " 1", "\n\n?")
"""What might be typed next: where three such different texts agree, any will."""


MOST_SPECIAL = 4096
"""Spellings that are looked for; a model with more of them has them to waste time."""
_Messages = list[dict[str, Any]]
PRIVATE_USE = (0xE000, 0xF900)
"""Code points that mean nothing to anybody (the Unicode standard, 23.5)."""


class PromptBuilder:
    """Turns requests into tokens for one model.

    Attributes:
        replaced: why another template than the first wrote the last prompt; "" if it did not. It may quote the chat.
    """

    def __init__(self, vocabulary: Vocabulary, chat: ChatFormat) -> None:
        self._vocabulary = vocabulary
        self.chat = chat
        self.replaced = ""

    @cached_property
    def special(self) -> re.Pattern[str] | None:
        """The spellings of control tokens; costs some fifty milliseconds once, so it is asked for in idle ones."""
        texts = self._vocabulary.special_texts[:MOST_SPECIAL]
        return re.compile("|".join(map(re.escape, texts))) if texts else None

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The characters that they begin with."""
        return frozenset(text[0] for text in self._vocabulary.special_texts[:MOST_SPECIAL])

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
        chat = self.chat
        if request.raw is not None:
            return Speech(request.sampling.stop, ends=chat.ends)
        tools = [tool.name for tool in request.tools]
        return Speech(
            (*request.sampling.stop, *chat.stops),
            reasoning=chat.reasoning,
            inside=chat.opens_reasoning and not self._begun(request),
            tools=tools,
            spelt=chat.spelt if tools else frozenset(filter(self._is_tag, chat.spelt)),
            ends=chat.ends,
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
                say("This model cannot fill in text between two others."),
                say("Choose a model that can, such as Code Llama 7B or 13B."),
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
        tools = [tool.as_function() for tool in request.tools] or None
        messages, plain = [to_message(turn) for turn in turns], [to_message(turn) for turn in plain_turns(turns)]
        rendered = self._render(messages, plain, tools)
        marks = _Marks(self._firsts, _texts([messages, plain, tools]))
        pieces = [(rendered, False)]
        if self.special is not None and marks.needed:
            hidden = self._render(marks.hide_all(messages), marks.hide_all(plain), marks.hide_all(tools))
            spelt = [len(self.special.findall(text)) for text in (hidden, rendered)]
            if marks.show(hidden) != rendered or spelt[0] != spelt[1]:
                pieces = self._by_who_wrote(hidden, marks)
        if self.chat.opens_reasoning and self._begun(request):  # what was said is gone on with, not what was thought
            pieces.append((f"\n{self.chat.reasoning[1]}\n\n", False))
        return pieces

    def _by_who_wrote(self, hidden: str, marks: _Marks) -> list[tuple[str, bool]]:
        """Control tokens are what the template has spelt; what lies between them is text, whoever wrote it."""
        assert self.special is not None
        pieces, at = [], 0
        for match in self.special.finditer(hidden):
            pieces += [(marks.show(hidden[at : match.start()]), True), (match.group(), False)]
            at = match.end()
        pieces.append((marks.show(hidden[at:]), True))
        return [(text, typed) for text, typed in pieces if text]

    def _render(self, messages: _Messages, plain: _Messages, tools: _Messages | None) -> str:
        templates = self.chat.with_tools if tools else self.chat.templates
        if not self.chat.templates:
            raise self._unknown()
        if not templates:
            raise UserError(
                say("This model cannot be given tools: its chat template does not know any."),
                say("Choose a model that takes tools, such as Llama 3.2 3B Instruct, or ask without them."),
                code="no-tools",
                remedy=Remedy.OPEN_MODELS,
            )
        text = self._first_that_works(templates, (messages, arguments_as_text(messages), plain), tools)
        if text is not None:
            return text
        raise UserError(
            say("The chat template of this model cannot write down this chat."),
            say("Choose another prompt format, or start a new chat without a system prompt."),
            code="template-failed",
            remedy=Remedy.CHOOSE_FORMAT,
        )

    def _unknown(self) -> UserError:
        """There is no template to use."""
        what = say("Paddock does not know how this model wants to be talked to: it can only continue text.")
        if self.chat.failure:
            what = say(
                "The chat template in this model’s file does not work, and Paddock does not know another one for it."
            )
        return UserError(
            what,
            say("Choose its prompt format, or an Instruct model."),
            code="no-template",
            remedy=Remedy.CHOOSE_FORMAT,
        )

    def _first_that_works(
        self, templates: Sequence[ChatTemplate], versions: Sequence[_Messages], tools: _Messages | None
    ) -> str | None:
        """What the first template writes that takes one of the versions of the messages; None if none does.

        One that had to be killed is not tried with another version: that would cost two seconds more.
        """
        self.replaced = ""
        killed: list[ChatTemplate] = []
        for version in versions:
            for template in templates:
                if template in killed:
                    continue
                try:
                    return template.render_messages(version, tools)
                except TemplateKilledError as error:
                    killed.append(template)
                    cause = str(error)
                except TemplateFailedError as error:
                    cause = str(error)
                if template is templates[0]:
                    self.replaced = cause
            if version == versions[-1]:
                break
        return None


class _Marks:
    """Stand-ins for the characters that begin the spelling of a control token, in what people, models and tools wrote.

    A template cannot put a control token together out of what only has stand-ins, whatever it cuts, adds or replaces.

    Args:
        firsts: those characters.
        texts: everything that is to be hidden; no stand-in occurs in it.
    """

    def __init__(self, firsts: frozenset[str], texts: str) -> None:
        unused = (chr(code) for code in range(*PRIVATE_USE) if chr(code) not in texts)
        self._hidden = {ord(first): mark for first, mark in zip(sorted(firsts), unused, strict=False)}
        self.needed = any(chr(first) in texts for first in self._hidden)

    def hide_all(self, item: Any) -> Any:
        """The same data, with the texts and names in it hidden."""
        match item:
            case str():
                return item.translate(self._hidden)
            case dict():
                return {self.hide_all(key): self.hide_all(value) for key, value in item.items()}
            case list():
                return [self.hide_all(value) for value in item]
        return item

    def show(self, text: str) -> str:
        """The inverse, for text; JSON that is ASCII only writes a stand-in as an escape."""
        for first, mark in self._hidden.items():
            text = text.replace(mark, chr(first)).replace(f"\\u{ord(mark):04x}", chr(first))
        return text


def _texts(item: Any) -> str:
    """All texts in it, behind one another."""
    match item:
        case str():
            return item
        case dict():
            return "".join(_texts(part) for pair in item.items() for part in pair)
        case list():
            return "".join(map(_texts, item))
    return ""
