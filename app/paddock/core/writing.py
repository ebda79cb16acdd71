"""What can be told of a text by its characters alone: its direction, the addresses in it, the names of languages.

One rule: pure functions, the same for the window, for paper and for a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BARE_URL = re.compile(r"https?://[^\s<>\"'`\u2028]+", re.IGNORECASE)
_ALSO = {
    "assembly": "nasm", "curl": "sh", "gbnf": "ebnf", "jsonc": "json", "jsonl": "json", "kt": "kotlin",
    "mathml": "xml", "patch": "diff", "plsql": "sql", "shellsession": "console", "sqlite": "sql", "svelte": "html",
    "svg": "xml", "vba": "vbnet",
}  # fmt: skip


def right_to_left(text: str) -> bool:
    """Whether text is set from the right: its first letter with a direction decides (Unicode's rules P2 and P3)."""
    if text.isascii():
        return False
    for character in text[:1000]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def bare_links(text: str) -> Iterator[tuple[str, str]]:
    """`text` in pieces, each with the address it links to or "": GFM's extended autolinks, http(s) only."""
    at = 0
    for match in _BARE_URL.finditer(text):
        url = match.group().rstrip("?!.,:;*_~")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1]
        yield text[at : match.start()], ""
        yield url, url
        at = match.start() + len(url)
    yield text[at:], ""


def known_language(name: str) -> str:
    """What Pygments calls a language that models call by another name."""
    return _ALSO.get(name.lower(), name)
