"""Files that are named on the command line.

One rule: what cannot be read is said in one line, with the file's name; nothing is opened that could be waited for.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path

from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError
from paddock.core.messages import Turn
from paddock.core.nesting import nesting_error
from paddock.core.openai import BAD_MESSAGES, turns_from_json
from paddock.core.refusals import why_not
from paddock.core.tools import BAD_TOOLS, ToolDefinition, tools_from_json

MAX_BYTES = 64_000_000
STDIN = "-"


def ordinary(file: Path) -> Path:
    """The same; looked at before it is opened, since opening a pipe would wait for its writer.

    What cannot be looked at passes: whoever opens it says why.

    Raises:
        UserError: "cannot-read".
    """
    try:
        mode = file.stat().st_mode
    except OSError:
        return file
    if stat.S_ISREG(mode):
        return file
    what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device, not a file"
    raise UserError(f"“{file}” is {what}.", "Give an ordinary file.", code="cannot-read")


def unless_there(file: Path, replace: bool) -> Path:
    """The same: a name to write to; one that something has only where it is to be replaced.

    Raises:
        UserError: "file-exists".
    """
    if file.exists() and not replace:
        raise UserError(f"“{file}” is there already.", "Give --replace, or another name.", code="file-exists")
    return file


def readable(file: Path) -> Path:
    """The same, once it could be opened; whoever reads it says it by its name alone.

    Raises:
        UserError: "cannot-read".
    """
    try:
        with ordinary(file).open("rb"):
            return file
    except OSError as error:
        raise _cannot_read(file, error) from error


def text_of(file: Path) -> str:
    """A file in UTF-8.

    Raises:
        UserError: "cannot-read", "empty".
    """
    try:
        with ordinary(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UserError(f"“{file}” is too large.", "Give another file.", code="cannot-read")
        text = data.decode("utf-8")
    except OSError as error:
        raise _cannot_read(file, error) from error
    except UnicodeDecodeError as error:
        raise UserError(f"“{file}” is not text.", "Give a file in UTF-8.", code="cannot-read") from error
    return _filled(text, f"“{file}”")


def messages_of(name: str, terminal: Terminal) -> tuple[Turn, ...]:
    """The messages in a file; of `-`, on standard input.

    Raises:
        UserError: "cannot-read", "empty", "not-json", "bad-messages".
    """
    try:
        return turns_from_json(_json_of(name, terminal))
    except RecursionError as error:
        raise nesting_error("messages", BAD_MESSAGES) from error


def tools_of(name: str, terminal: Terminal) -> tuple[ToolDefinition, ...]:
    """The tools in a file; of `-`, on standard input.

    Raises:
        UserError: "cannot-read", "empty", "not-json", "bad-tools".
    """
    try:
        return tools_from_json(_json_of(name, terminal))
    except RecursionError as error:
        raise nesting_error("tools", BAD_TOOLS) from error


def _json_of(name: str, terminal: Terminal) -> object:
    """Raises RecursionError where it is nested too deeply for Python's own reader."""
    what = "Standard input" if name == STDIN else f"“{name}”"
    text = _filled(terminal.read_all(), what) if name == STDIN else text_of(Path(name))
    try:
        value: object = json.loads(text)
    except ValueError as error:
        raise UserError(f"{what} is not JSON.", "Give a JSON file.", code="not-json") from error
    return value


def _cannot_read(file: Path, error: OSError) -> UserError:
    return UserError(f"“{file}” cannot be read ({why_not(error)}).", "Give another file.", code="cannot-read")


def _filled(text: str, what: str) -> str:
    if not text.strip():
        raise UserError(f"{what} is empty.", "Give another file.", code="empty")
    return text
