"""The three streams of a command.

One rule: answers go to stdout as they come, everything else to stderr, and nothing a model writes commands the
terminal.
"""

from __future__ import annotations

import getpass
import os
from typing import TextIO

# Control characters but for tab and newline: a terminal obeys them (titles, colours, the clipboard).
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\ufffd")


def harmless(text: str) -> str:
    """The same without what commands a terminal: for output that a pager shows, and not only a terminal."""
    return text.translate(_CONTROLS)


class Terminal:
    """Where a command reads and writes."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._stdin = stdin
        self._stdout = stdout
        self._stderr = stderr
        self._shows = stdout.isatty()
        self._notes = stderr.isatty()
        for stream in (stdout, stderr):
            # A terminal that has no letter for a character shows another, instead of ending the answer.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    @property
    def is_conversation(self) -> bool:
        """Whether a person sits at the other end of stdin."""
        return self._stdin.isatty()

    @property
    def writes_unicode(self) -> bool:
        """Whether stdout takes every character."""
        return (self._stdout.encoding or "").lower().replace("-", "").startswith("utf")

    @property
    def shows_notes(self) -> bool:
        """Whether a person sees what is told in passing."""
        return self._notes

    def write(self, text: str) -> None:
        """Put `text` on stdout now; raises BrokenPipeError when nobody reads any more."""
        self._stdout.write(harmless(text) if self._shows else text)
        self._stdout.flush()

    def line(self, text: str = "") -> None:
        """Put a line on stdout."""
        self.write(f"{text}\n")

    def note(self, text: str) -> None:
        """Tell the person something in passing; silent where stderr is not a terminal."""
        if self._notes:
            self._stderr.write(f"{text}\n")
            self._stderr.flush()

    def tell(self, text: str) -> None:
        """One line beside the output, on stderr: what a person wants to know and a program that reads stdout not."""
        self._stderr.write(f"{harmless(text)}\n")
        self._stderr.flush()

    def passing(self, text: str) -> None:
        """Show `text` in place of the last passing text; "" takes it away."""
        if self._notes:
            self._stderr.write(f"\r\x1b[K{text}")
            self._stderr.flush()

    def aside(self, text: str) -> None:
        """Show what goes on beside the answer, faintly; silent where stderr is not a terminal."""
        if self._notes:
            self._stderr.write(f"\x1b[2m{harmless(text)}\x1b[22m")
            self._stderr.flush()

    def error(self, text: str) -> None:
        """One line on stderr."""
        line = harmless(" ".join(text.split()))
        self._stderr.write(f"paddock: {line}\n")
        self._stderr.flush()

    def read_all(self) -> str:
        """Everything on stdin, as UTF-8 whatever the locale says."""
        buffer = getattr(self._stdin, "buffer", None)
        return self._stdin.read() if buffer is None else buffer.read().decode("utf-8", "replace")

    def read_line(self) -> str:
        """The next line of stdin, without its end, as UTF-8 whatever the locale says."""
        buffer = getattr(self._stdin, "buffer", None)
        line = self._stdin.readline() if buffer is None else buffer.readline().decode("utf-8", "replace")
        return line.rstrip("\r\n")

    def ask_secret(self, prompt: str) -> str:
        """One line from the person, which does not show. Raises EOFError (Ctrl-D) and KeyboardInterrupt (Ctrl-C)."""
        import getpass

        return getpass.getpass(prompt)

    def ask(self, prompt: str) -> str:
        """One line from the person. Raises EOFError (Ctrl-D) and KeyboardInterrupt (Ctrl-C)."""
        return input(prompt)

    def secret(self, prompt: str) -> str:
        """One line that is not shown while it is typed; what stdin holds where nobody sits there."""
        if not self.is_conversation:
            return self.read_all().strip()
        return getpass.getpass(prompt, stream=self._stderr)

    def abandon(self) -> None:
        """Nobody reads stdout any more: let what is still buffered go, so that Python's exit does not fail over it."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stdout.fileno())
