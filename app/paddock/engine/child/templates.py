"""Chat templates: the turns of a chat as the text that the model was trained on.

One rule: a template is foreign code; it runs in Jinja's immutable sandbox, with bounded time and output, in the
process that can be killed.

The environment is the one of Transformers (`transformers.utils.chat_template_utils`), because templates are written
against it. Where a file's template does not render, llama.cpp's own (`llama_chat_apply_template`, which recognises
the family by the template's text) is the fallback.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn, Protocol

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from paddock.core.messages import Role, Turn

MAX_SECONDS = 2.0
EXTRA_OUTPUT = 1_000_000
"""Characters that a template may add to what the turns hold."""


class TemplateFailedError(Exception):
    """The template does not render these turns."""


Message = Mapping[str, Any]
"""As templates take it: role, content, and with an assistant's calls `tool_calls`."""


class ChatTemplate(Protocol):
    """Renders turns.

    Attributes:
        source: a `TemplateSource`.
    """

    source: str

    def render_messages(
        self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] | None = None, **variables: Any
    ) -> str:
        """The prompt, up to where the assistant's answer begins.

        Args:
            tools: definitions, see `ToolDefinition.as_function`.
            variables: what else the template may look at ("date_string").

        Raises:
            TemplateFailedError: it does not render.
        """


class _Generation(Extension):
    """`{% generation %}…{% endgeneration %}`, which marks answers for training, means nothing here."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's own form

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _raise_exception(message: str) -> NoReturn:
    raise TemplateError(message)


def _tojson(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _strftime_now(format: str) -> str:
    return datetime.now().strftime(format)


class JinjaTemplate:
    """The template of the file.

    Args:
        text: `tokenizer.chat_template`.
        bos: text of the BOS token, for `{{ bos_token }}`; likewise `eos`.

    Raises:
        TemplateFailedError: it is not Jinja.
    """

    source = "file"

    def __init__(self, text: str, *, bos: str, eos: str) -> None:
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, loopcontrols]
        )
        environment.filters["tojson"] = _tojson
        environment.globals.update(
            raise_exception=_raise_exception, strftime_now=_strftime_now, bos_token=bos, eos_token=eos
        )
        try:
            self._template = environment.from_string(text)
        except (TemplateError, RecursionError) as error:
            raise TemplateFailedError(str(error)) from error

    def render(self, turns: Sequence[Turn]) -> str:
        """As `render_messages`, for turns of nothing but text."""
        return self.render_messages([{"role": turn.role.value, "content": turn.text} for turn in turns])

    def render_messages(
        self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] | None = None, **variables: Any
    ) -> str:
        """See `ChatTemplate`."""
        room = len(json.dumps([messages, tools])) + EXTRA_OUTPUT
        deadline = time.monotonic() + MAX_SECONDS
        pieces: list[str] = []
        try:
            for piece in self._template.generate(
                messages=messages, tools=tools, documents=None, add_generation_prompt=True, **variables
            ):
                pieces.append(piece)
                room -= len(piece)
                if room < 0 or time.monotonic() > deadline:
                    raise TemplateFailedError("the template does not come to an end")
        except TemplateFailedError:
            raise
        except Exception as error:  # foreign code: whatever it raises, it did not render
            raise TemplateFailedError(f"{type(error).__name__}: {error}") from error
        return "".join(pieces)


class BuiltinTemplate:
    """llama.cpp's own template for the family that it recognises in `text`.

    Args:
        lib: the bindings.
        text: `tokenizer.chat_template`.
    """

    source = "llama.cpp"

    def __init__(self, lib: Any, text: str) -> None:
        self._lib = lib
        self._text = text.encode()

    def render(self, turns: Sequence[Turn]) -> str:
        """As `render_messages`, for turns of nothing but text."""
        return self.render_messages([{"role": turn.role.value, "content": turn.text} for turn in turns])

    def render_messages(
        self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] | None = None, **variables: Any
    ) -> str:
        """See `ChatTemplate`; llama.cpp's templates know nothing but text, and no variables."""
        if tools or any(message["role"] == "tool" or message.get("tool_calls") for message in messages):
            raise TemplateFailedError("llama.cpp's templates know no tools")
        array = (self._lib.llama_chat_message * len(messages))()
        for entry, message in zip(array, messages, strict=True):
            entry.role = message["role"].encode()
            entry.content = message["content"].replace("\0", "\ufffd").encode("utf-8", errors="replace")
        size = 2 * sum(len(entry.content) for entry in array) + 4096
        while True:
            buffer = bytes(size)
            count = self._lib.llama_chat_apply_template(self._text, array, len(messages), True, buffer, size)
            if count < 0:
                raise TemplateFailedError("llama.cpp does not know this template")
            if count <= size:
                return buffer[:count].decode("utf-8", "replace")
            size = count


def choose_template(lib: Any, text: str, *, bos: str, eos: str) -> tuple[ChatTemplate, ...]:
    """The templates to try, in order, found by rendering one short turn; empty where none works."""
    probe = (Turn(Role.USER, "Hello"),)
    working: list[ChatTemplate] = []
    for make in (lambda: JinjaTemplate(text, bos=bos, eos=eos), lambda: BuiltinTemplate(lib, text)):
        try:
            template: JinjaTemplate | BuiltinTemplate = make()
            template.render(probe)
        except TemplateFailedError:
            continue
        working.append(template)
    return tuple(working)
