"""Chat templates: the turns of a chat as the text that the model was trained on.

One rule: a template is foreign code; it runs only in a process that can be killed (`rendering`).

Where a file's template does not render, llama.cpp's own (`llama_chat_apply_template`, which recognises the family by
the template's text) is the fallback.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from paddock.core.messages import Role, Turn
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.rendering.protocol import TemplateFailedError as TemplateFailedError
from paddock.engine.child.rendering.protocol import TemplateKilledError

PATIENCE = 3
"""Times that a template's process may have to be killed; then it is not tried again, for all wait meanwhile."""


class ChatTemplate(Protocol):
    """Renders turns.

    Attributes:
        source: "file" or "llama.cpp".
    """

    source: str

    def render(self, turns: Sequence[Turn]) -> str:
        """The prompt, up to where the assistant's answer begins.

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

    def render(self, turns: Sequence[Turn]) -> str:
        """See `ChatTemplate`."""
        return self.render_messages([{"role": turn.role.value, "content": turn.text} for turn in turns])

    def render_messages(
        self,
        messages: Sequence[Mapping[str, Any]],
        tools: Sequence[Mapping[str, Any]] | None = None,
        **variables: Any,
    ) -> str:
        """The prompt of messages as Transformers has them.

        Args:
            messages: JSON objects: `role`, `content`, perhaps `tool_calls`, …
            tools: JSON objects, the definitions of functions.
            variables: what else the template is to see, as JSON values (`date_string`, `enable_thinking`, …);
                `add_generation_prompt` is true unless told otherwise.

        Raises:
            TemplateFailedError: it does not render.
        """
        if len(self._killed) >= PATIENCE:
            raise TemplateKilledError(self._killed[-1])
        seen = {"documents": None, "add_generation_prompt": True, **self._tokens, **variables}
        try:
            return self._host.render(self._text, {**seen, "messages": messages, "tools": tools})
        except TemplateKilledError as error:
            self._killed.append(str(error))
            raise


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
        """See `ChatTemplate`."""
        messages = (self._lib.llama_chat_message * len(turns))()
        for message, turn in zip(messages, turns, strict=True):
            message.role = turn.role.value.encode()
            message.content = turn.text.replace("\0", "\ufffd").encode("utf-8", errors="replace")
        size = 2 * sum(len(message.content) for message in messages) + 4096
        while True:
            buffer = bytes(size)
            count = self._lib.llama_chat_apply_template(self._text, messages, len(turns), True, buffer, size)
            if count < 0:
                raise TemplateFailedError("llama.cpp does not know this template")
            if count <= size:
                return buffer[:count].decode("utf-8", "replace")
            size = count


def choose_template(lib: Any, host: TemplateHost, text: str, *, bos: str, eos: str) -> tuple[ChatTemplate, ...]:
    """The templates to try, in order, found by rendering one short turn; empty where none works."""
    probe = (Turn(Role.USER, "Hello"),)
    working: list[ChatTemplate] = []
    for make in (lambda: JinjaTemplate(host, text, bos=bos, eos=eos), lambda: BuiltinTemplate(lib, text)):
        try:
            template: ChatTemplate = make()
            template.render(probe)
        except TemplateFailedError:
            continue
        working.append(template)
    return tuple(working)
