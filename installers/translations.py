"""The program's messages, and their translations: `make translations`.

Rule: the sources say what there is to translate; a `.ts` file keeps what was written for it, and nothing else.

A message is the text in `tr("…")`, `trn("…", "…", n)` (`ui/i18n.py`) or `say("…")` (`core/said.py`). New ones are added
to `resources/translations/paddock_*.ts` as unfinished, those that are gone are removed, and `lrelease`, which comes
with PySide6, makes the `.qm` files that the program loads. Standard library only.
"""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "app" / "paddock"
FOLDER = ROOT / "resources" / "translations"
CONTEXT = "paddock"
TEXTS = {"tr": 1, "trn": 2, "say": 1}
"""How many of a function's first arguments are texts to translate."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text handed to one of the functions.

    Attributes:
        text: the English text; None where it is not written there as it is, so that nobody can translate it.
        place: the file and the line.
    """

    text: str | None
    place: str


def found_in(path: Path) -> Iterator[Found]:
    """Everything that one source file hands to the functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS:
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            for argument in node.args[: TEXTS[node.func.id]]:
                for text in _texts(argument):
                    yield Found(text, place)


def _texts(node: ast.expr) -> list[str | None]:
    """What an argument can be: a literal, or one or the other of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return [None]


def messages() -> dict[str, str]:
    """Every message of the program with a place where it is."""
    texts: dict[str, str] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for found in found_in(path):
            if found.text:
                texts.setdefault(found.text, found.place)
    return texts


def placeholders(text: str) -> set[str]:
    """The names in braces that get filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def read(path: Path) -> dict[str, str]:
    """The translations in a `.ts` file; "" is one that is not finished."""
    texts: dict[str, str] = {}
    for message in ET.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        finished = translation is not None and translation.get("type") is None
        texts[message.findtext("source") or ""] = (
            (translation.text or "") if finished and translation is not None else ""
        )
    return texts


def write(path: Path, texts: dict[str, str]) -> None:
    """Write a `.ts` file, its messages in the order of their texts."""
    language = path.stem.rpartition("_")[2]
    root = ET.Element("TS", {"version": "2.1", "language": language, "sourcelanguage": "en"})
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for source in sorted(texts):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation", {} if texts[source] else {"type": "unfinished"})
        translation.text = texts[source]
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8", newline="\n")


def release(path: Path) -> None:
    """Make the `.qm` file of a `.ts` file."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise SystemExit("PySide6 is not installed: make run")
    program = Path(found.origin).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    command = [str(program), "-silent", "-nounfinished", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def main() -> int:
    """Bring every `.ts` file up to date, and make its `.qm`; 1 if something is left to translate."""
    texts = messages()
    left = 0
    for path in sorted(FOLDER.glob("paddock_*.ts")):
        known = read(path)
        write(path, {text: known.get(text, "") for text in texts})
        release(path)
        unfinished = [text for text in texts if not known.get(text)]
        left += len(unfinished)
        print(f"{path.name}: {len(texts)} messages, {len(unfinished)} to translate")
        for text in unfinished:
            print(f"  {texts[text]}: {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
