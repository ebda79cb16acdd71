"""Files that are named on the command line. One rule: what cannot be read is said in one line, with the file's name."""

from __future__ import annotations

import json
from pathlib import Path

from paddock.cli.terminal import Terminal
from paddock.core.errors import UserError

MAX_BYTES = 64_000_000
STDIN = "-"


def text_of(file: Path) -> str:
    """A file in UTF-8.

    Raises:
        UserError: "cannot-read".
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UserError(f"{file} is too large.", "Give another file.", code="cannot-read")
        return data.decode("utf-8")
    except OSError as error:
        raise UserError(
            f"{file} cannot be read ({error.strerror}).", "Give another file.", code="cannot-read"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(f"{file} is not text.", "Give a file in UTF-8.", code="cannot-read") from error


def json_of(name: str, terminal: Terminal) -> object:
    """The JSON in a file; of `-`, on standard input.

    Raises:
        UserError: "cannot-read", "not-json".
    """
    text = terminal.read_all() if name == STDIN else text_of(Path(name))
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = "Standard input" if name == STDIN else name
        raise UserError(f"{what} is not JSON.", "Give a JSON file.", code="not-json") from error
    return value
