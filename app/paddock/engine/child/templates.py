"""Chat templates: the turns of a chat as the text that the model was trained on.

One rule: a template is foreign code; it runs only in a process that can be killed (`rendering`).

Where a file's template does not render, llama.cpp's own (`llama_chat_apply_template`, which recognises the family by
the template's text) is the fallback.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from paddock.core.messages import Role, Turn
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.rendering.protocol import TemplateFailedError as TemplateFailedError
from paddock.engine.child.rendering.protocol import TemplateKilledError

PATIENCE = 3
"""Times that a template's process may have to be killed; then it is not tried again, for all wait meanwhile."""
SLOW = 0.1
"""Seconds of a rendering that others should not wait for without need; good ones take a few milliseconds."""


PROBE = "Paddock?"
"""What a template must write when it is said."""
Message = Mapping[str, Any]
"""As templates take it: role, content, and with an assistant's calls `tool_calls`."""


class ChatTemplate(Protocol):
    """Renders turns.

    Attributes:
        source: a `TemplateSource`.
        is_slow: the last rendering took longer than `SLOW`.
    """

    source: str
    is_slow: bool

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


class JinjaTemplate:
    """The template of the file.

    Args:
        host: where it runs.
        text: `tokenizer.chat_template`.
        bos: text of the BOS token, for `{{ bos_token }}`; likewise `eos`.
    """

    source = "file"

    def __init__(self, host: TemplateHost, text: str, *, bos: str, eos: str) -> None:
        self._host = host
        self._text = text
        self._tokens = {"bos_token": bos, "eos_token": eos}
        self._killed: list[str] = []
        self.is_slow = False

    def render(self, turns: Sequence[Turn]) -> str:
        """As `render_messages`, for turns of nothing but text."""
        return self.render_messages([{"role": turn.role.value, "content": turn.text} for turn in turns])

    def render_messages(
        self, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]] | None = None, **variables: Any
    ) -> str:
        """See `ChatTemplate`."""
        if len(self._killed) >= PATIENCE:
            raise TemplateKilledError(self._killed[-1])
        seen = {"documents": None, "add_generation_prompt": True, **self._tokens, **variables}
        began = time.monotonic()
        try:
            return self._host.render(self._text, {**seen, "messages": messages, "tools": tools})
        except TemplateKilledError as error:
            self._killed.append(str(error))
            raise
        finally:
            self.is_slow = time.monotonic() - began > SLOW


class BuiltinTemplate:
    """llama.cpp's own template for the family that it recognises in `text`.

    Args:
        lib: the bindings.
        text: `tokenizer.chat_template`.
    """

    source = "llama.cpp"
    is_slow = False

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


def choose_template(
    lib: Any,
    host: TemplateHost,
    text: str,
    *,
    bos: str,
    eos: str,
    failed: Callable[[str], None] = lambda cause: None,
) -> tuple[ChatTemplate, ...]:
    """The templates to try, in order, found by rendering one short turn; empty where none works.

    Args:
        failed: called with why the file's own does not, which goes on after "The template".
    """
    probe = (Turn(Role.USER, PROBE),)
    working: list[ChatTemplate] = []
    makers = (lambda: JinjaTemplate(host, text, bos=bos, eos=eos), lambda: BuiltinTemplate(lib, text))
    for make in makers:
        try:
            template: JinjaTemplate | BuiltinTemplate = make()
            if PROBE not in template.render(probe):
                raise TemplateFailedError("leaves out what is said")
        except TemplateFailedError as error:
            if make is makers[0]:
                failed(str(error))
            continue
        working.append(template)
    return tuple(working)
