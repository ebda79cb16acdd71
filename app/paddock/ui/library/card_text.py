"""A model's card as plain Markdown, without the HTML that authors put into it. One rule: nothing it gives is a tag.

What a tag meant is kept where Markdown can say it: headings, breaks, emphasis, links, pictures (as links). All else of
a tag is dropped; code stays as it was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

MAX_CARD = 120_000  # characters that are shown

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_SILENT = re.compile(r"<!--|<(script|style|svg|iframe|video|audio)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/][^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_BLANKS = re.compile(r"\n{3,}")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]")  # controls, and what turns letters round
_TICKS = re.compile("`+")

_BLOCKS = frozenset(
    (
        *("p", "div", "center", "section", "figure", "blockquote", "pre", "header", "footer", "details"),
        *("table", "thead", "tbody", "tr", "ul", "ol"),
    )
)
_OTHERS = frozenset(
    (
        *("span", "font", "small", "big", "sup", "sub", "u", "kbd", "picture", "source", "figcaption", "caption"),
        *("colgroup", "col", "tfoot", "dl", "dt", "dd", "samp", "var", "mark", "abbr", "cite", "q", "ins", "tt"),
        *("main", "article", "aside", "nav", "body", "html", "head", "meta", "link", "title", "input", "button"),
        *("script", "style", "svg", "iframe", "video", "audio", "path", "object", "embed", "form", "label"),
    )
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~"}


def plain_card(card: str) -> str:
    """The card without tags, and without characters that say something else than can be seen; cut at `MAX_CARD`."""
    pieces = []
    for text, is_code in _split(_UNSEEN.sub("", card[:MAX_CARD])):
        pieces.append(text if is_code else _without_tags(text))
    return _BLANKS.sub("\n\n", "".join(pieces)).strip()


def _split(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, and which of them are fenced code."""
    pieces: list[tuple[str, bool]] = []
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence:
            lines.append(line)
            if found and line.strip().startswith(fence) and not line.strip(f" \t\r\n{fence[0]}"):
                pieces.append(("".join(lines), True))
                lines, fence = [], ""
        elif found:
            pieces.append(("".join(lines), False))
            lines, fence = [line], found.group(1)
        else:
            lines.append(line)
    pieces.append(("".join(lines), bool(fence)))
    return pieces


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    text = _without_silent(text)
    shown, at, writer = [], 0, _Writer()
    for start, end in _inline_code(text):
        shown += [_TAG.sub(writer.tag, text[at:start]), text[start:end]]
        at = end
    shown.append(_TAG.sub(writer.tag, text[at:]))
    return _dedented("".join(shown))


def _without_silent(text: str) -> str:
    """Without comments and what is never text; read once, however many of them are never closed."""
    kept, at, endless = [], 0, set()
    while (found := _SILENT.search(text, at)) is not None:
        name = (found.group(1) or "").lower()
        closing = None
        if name not in endless:
            closing = re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE).search(text, found.end())
        kept.append(text[at : found.start()])
        if closing is None:
            endless.add(name)
        at = closing.end() if closing is not None else found.end()
    return "".join([*kept, text[at:]])


def _inline_code(text: str) -> Iterator[tuple[int, int]]:
    """Where code within lines begins and ends: from a run of backticks to the next of the same length."""
    runs = [found.span() for found in _TICKS.finditer(text)]
    after: dict[int, list[int]] = {}  # length to the places of such runs, the last first
    for number in range(len(runs) - 1, -1, -1):
        after.setdefault(runs[number][1] - runs[number][0], []).append(number)
    number = 0
    while number < len(runs):
        start, end = runs[number]
        places = after[end - start]
        while places and places[-1] <= number:
            places.pop()
        number += 1
        if places:
            yield start, runs[places[-1]][1]
            number = places[-1] + 1


class _Writer:
    """What stands for each tag; knows where the open link leads."""

    def __init__(self) -> None:
        self._links: list[str] = []

    def tag(self, found: re.Match[str]) -> str:
        name, closing = found.group(1).lower(), found.group().startswith("</")
        attributes = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found.group(2))}
        if name == "a":
            return self._link(closing, attributes.get("href", ""))
        if name == "img":
            alt = attributes.get("alt", "").replace("[", "").replace("]", "").strip()
            return f"![{alt}]({_address(attributes.get('src', ''))})"
        if name in _MARKS:
            return _MARKS[name]
        if name == "br":
            return "\n"
        if name == "hr":
            return "\n\n---\n\n"
        if name == "li":
            return "" if closing else "\n- "
        if name in ("td", "th"):
            return " · " if closing else ""
        if name == "summary":
            return "**\n\n" if closing else "\n\n**"
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            return "\n\n" if closing else f"\n\n{'#' * int(name[1])} "
        if name in _BLOCKS:
            return "\n\n"
        return "" if name in _OTHERS else found.group()  # a placeholder such as <name>, which nothing reads as a tag

    def _link(self, closing: bool, href: str) -> str:
        if not closing:
            self._links.append(_address(href))
            return "[" if self._links[-1] else ""
        address = self._links.pop() if self._links else ""
        return f"]({address})" if address else ""


def _address(address: str) -> str:
    """An address that ends where it should within Markdown; "" unless it is one for a browser."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    return address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("\n", "")


def _dedented(text: str) -> str:
    """Lines of HTML are often indented; four spaces would make code of what stood in them."""
    return "\n".join(
        line.lstrip()
        if line.startswith("    ") and not line.lstrip()[:1].isdigit() and line.lstrip()[:1] not in ("-", "*", "+")
        else line
        for line in text.split("\n")
    )
