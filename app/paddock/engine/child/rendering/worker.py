"""The process in which one template runs.

One rule: it answers each request or dies, and whoever asked has to live with either.
"""

from __future__ import annotations

import os

from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError

from paddock.engine.child.rendering.confinement import confine
from paddock.engine.child.rendering.environment import NOW, Given, make_environment
from paddock.engine.child.rendering.frames import read_frame, write_frame
from paddock.engine.child.rendering.limits import MIB, Limits
from paddock.engine.child.rendering.protocol import (
    FAILED,
    MAX_CAUSE,
    READY,
    SPENT,
    TEXT,
    TemplateFailedError,
    decode_request,
    encode_answer,
)

STDIN, STDOUT = 0, 1


def main() -> int:
    """The program, where workers are not forked: requests on standard input, answers on standard output."""
    limits = Limits()
    environment = make_environment()
    confine(limits)
    serve(STDIN, STDOUT, environment, limits)
    return 0


def serve(reads: int, writes: int, environment: Environment, limits: Limits) -> None:
    """Answer until the other side closes its pipe. The first frame is the template."""
    write_frame(writes, READY)
    try:
        template = _Rendering(environment, read_frame(reads).decode("utf-8", "surrogatepass"), limits)
        while True:
            write_frame(writes, template.answer(read_frame(reads)))
    except (EOFError, BrokenPipeError):
        os._exit(0)  # whoever asked is gone


class _Rendering:
    def __init__(self, environment: Environment, source: str, limits: Limits) -> None:
        self._environment = environment
        self._source = source
        self._template: Template | None = None
        self._no_memory = encode_answer(SPENT, f"needed more than {limits.memory // MIB} MiB")

    def answer(self, request: bytes) -> bytes:
        """Render; the answer, whatever happens."""
        try:
            return encode_answer(TEXT, self._render(request))
        except TemplateFailedError as error:
            return encode_answer(FAILED, str(error))
        except MemoryError:
            pass  # after this block what filled the memory is gone, and the answer has room
        return self._no_memory

    def _render(self, data: bytes) -> str:
        if self._template is None:
            self._template = self._compile()
        request = decode_request(data)
        self._environment.globals[NOW] = Given(NOW, request.now.strftime)
        room = request.room
        pieces: list[str] = []
        try:
            for piece in self._template.generate(request.variables):
                pieces.append(piece)
                room -= len(piece)
                if room < 0:
                    raise TemplateFailedError(f"wrote more than {request.room} characters")
            return "".join(pieces)
        except (MemoryError, TemplateFailedError):
            raise
        except Exception as error:  # foreign code: whatever it raises, it did not render
            raise TemplateFailedError(f"raised: {_words(error)}") from None

    def _compile(self) -> Template:
        try:
            return self._environment.from_string(self._source)
        except MemoryError:
            raise
        except TemplateSyntaxError as error:
            raise TemplateFailedError(
                f"is not Jinja: line {error.lineno}: {(error.message or '')[:MAX_CAUSE]}"
            ) from None
        except Exception as error:  # Python's own compiler refuses some of what Jinja makes of it
            raise TemplateFailedError(f"is not Jinja: {_words(error)}") from None


def _words(error: Exception) -> str:
    """What it says, in a line; what the template itself raises needs no name."""
    try:
        said = " ".join(str(error)[:MAX_CAUSE].split())
    except RecursionError:  # it quotes something that is nested too deep
        said = ""
    return said if type(error) is TemplateError else f"{type(error).__name__}: {said}"
