"""Chats as one HTML file that any browser shows, without a network.

One rule: nothing that a person or a model wrote becomes HTML, loads anything, or runs; a policy in the file says so to
the browser as well. Formulas become MathML, code is coloured, pictures become links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from paddock.core.chats import Chat
from paddock.core.messages import Message, Part, ReasoningPart, TextPart, ToolCallPart
from paddock.core.said import ENGLISH, Wording
from paddock.core.writing import bare_links, known_language, right_to_left
from paddock.services.chat_words import SYSTEM_PROMPT, calls, result_of, thought, title_of, title_of_many, who_said
from paddock.services.markdown import pretty

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
LONGEST_CODE = 100_000  # characters of a code block that are coloured
LONGEST_FORMULA = 4_000
_WEB = re.compile(r"(https?|mailto):", re.IGNORECASE)
_STYLE = """
:root { color-scheme: light dark;
--line: #dfded6; --quiet: #5d6159; --mine: #f1f0eb; --code: #f7f6f2; --link: #1f6247; }
@media (prefers-color-scheme: dark) {
:root { --line: #363934; --quiet: #a6a99f; --mine: #272926; --code: #20221f; --link: #8fd0b0; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { margin: 3rem 0; break-before: auto; } article > h1 { font-size: 1.7rem; }
section { margin: 1.5rem 0; overflow-wrap: anywhere; } section > :last-child { margin-bottom: 0; }
h1, h2, h3, h4, h5, h6 { font-weight: 600; line-height: 1.3; margin: 1.5rem 0 .5rem; } section h1 { font-size: 1.5rem; }
section h2 { font-size: 1.3rem; } section h3 { font-size: 1.15rem; } section h4 { font-size: 1.05rem; }
section h5 { font-size: 1rem; } section h6 { font-size: .9rem; }
section h2.who { font-size: .85rem; color: var(--quiet); margin: 0 0 .35rem; } h2.who + * { margin-top: 0; }
section.user { background: var(--mine); border-radius: .75rem; padding: .75rem 1rem; }
a { color: var(--link); } hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow-x: auto;
direction: ltr; text-align: left; }
code { font: .9em ui-monospace, monospace; unicode-bidi: isolate; }
:not(pre) > code { background: var(--code); border-radius: .25rem; padding: .1em .3em; }
table { border-collapse: collapse; display: block; overflow-x: auto; overflow-wrap: normal; }
td, th { border: 1px solid var(--line); padding: .25rem .6rem; vertical-align: top; } th { background: var(--mine); }
th:not([style]) { text-align: start; } .task-list-item { list-style: none; }
.task-list-item > input { margin: 0 .4em 0 -1.4em; }
[dir=rtl] > .task-list-item > input { margin: 0 -1.4em 0 .4em; }
blockquote { border-inline-start: 3px solid var(--line); margin: 1rem 0; padding-inline-start: 1rem;
color: var(--quiet); } details { color: var(--quiet); }
@media print { pre { white-space: pre-wrap; } section { break-inside: avoid-page; } }
"""


def html_of(chats: Sequence[tuple[Chat, Sequence[Message]]], wording: Wording = ENGLISH) -> str:
    """One page with all of them, each the path that is given."""
    page = _Page(wording.words)
    title = wording.words(title_of(chats[0][0]) if len(chats) == 1 else title_of_many(len(chats)))
    body = "\n".join("".join(page.article(chat, path)) for chat, path in chats)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(wording.language)}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{_code_style()}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


class Fragments:
    """Single texts as HTML, to be pasted elsewhere."""

    def __init__(self) -> None:
        self._markdown = _parser()

    def markdown(self, source: str) -> str:
        """A Markdown text, as safe as a page of it."""
        return str(self._markdown.render(source, {}))

    def plain(self, text: str) -> str:
        """A text as it is."""
        return "<p>" + escape(text).replace("\n", "<br>\n") + "</p>\n"


class _Page:
    """Sets chats; the few words of ours are put through `words`."""

    def __init__(self, words: Callable[[str], str]) -> None:
        self._words = words
        self._markdown = _parser()

    def article(self, chat: Chat, path: Sequence[Message]) -> Iterator[str]:
        yield f"<article><h1>{self._said(title_of(chat))}</h1>\n"
        if chat.system_prompt:
            yield f"<details><summary>{self._said(SYSTEM_PROMPT)}</summary>{_plain(chat.system_prompt)}</details>\n"
        for message in path:
            who = self._said(who_said(message))
            yield f'<section class="{message.role.value}"><h2 class="who" dir="auto">{who}</h2>\n'
            yield from map(self._part, message.parts)
            yield "</section>\n"
        yield "</article>"

    def _part(self, part: Part) -> str:
        match part:
            case TextPart():
                return str(self._markdown.render(part.text, {}))
            case ReasoningPart():
                took = self._said(thought(part))
                return f"<details><summary>{took}</summary>{_plain(part.text.strip())}</details>\n"
            case ToolCallPart():
                shown = escape(pretty(part.call.arguments))
                return f"<p>{self._said(calls(part.call.name))}</p><pre><code>{shown}</code></pre>\n"
            case _:
                shown = escape(pretty(part.text))
                return f"<p>{self._said(result_of(part.name))}</p><pre><code>{shown}</code></pre>\n"

    def _said(self, text: str) -> str:
        return escape(self._words(text))


def _plain(text: str) -> str:
    return f'<pre style="white-space: pre-wrap">{escape(text)}</pre>'


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin
    from mdit_py_plugins.texmath import texmath_plugin

    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20, "breaks": True}).enable(
        ["table", "strikethrough"]
    )
    markdown.use(texmath_plugin, delimiters="brackets")
    markdown.use(dollarmath_plugin, allow_space=False, double_inline=True)
    markdown.use(footnote_plugin).use(tasklists_plugin)
    markdown.core.ruler.push("addresses", _link_addresses)
    markdown.core.ruler.push("directions", _set_directions)
    rules: dict[str, Any] = {
        "fence": lambda self, tokens, at, options, env: _code(tokens[at].content, tokens[at].info),
        "code_block": lambda self, tokens, at, options, env: _code(tokens[at].content, ""),
        "image": lambda self, tokens, at, options, env: _picture(tokens[at]),
        "link_open": lambda self, tokens, at, options, env: _link(tokens[at]),
    }
    for name in ("math_inline", "math_single"):
        rules[name] = lambda self, tokens, at, options, env: _formula(tokens[at].content, "inline")
    for name in ("math_block", "math_block_label", "math_block_eqno", "math_inline_double"):
        rules[name] = lambda self, tokens, at, options, env: _formula(tokens[at].content, "block")
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _link_addresses(state: StateCore) -> None:
    """Addresses that stand in the text as they are become links."""
    from markdown_it.token import Token

    for token in state.tokens:
        made: list[Token] = []
        inside = 0
        for child in token.children or ():
            inside += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type != "text" or inside:
                made.append(child)
                continue
            for piece, href in bare_links(child.content):
                text = [Token("text", "", 0, content=piece)] if piece else []
                link = [Token("link_open", "a", 1, attrs={"href": href}), *text, Token("link_close", "a", -1)]
                made += link if href else text
        if token.children:
            token.children = made


def _set_directions(state: StateCore) -> None:
    """A block is set from where its first letter says, and a list from where its first item is."""
    blocks: list[tuple[Token, list[str]]] = []  # those that are open, each with its direction once that is known
    for token in state.tokens:
        if token.nesting == 1:
            blocks.append((token, []))
        elif token.nesting == -1:
            blocks.pop()
        elif token.type == "inline":
            direction, around = "rtl" if right_to_left(token.content) else "ltr", "ltr"
            for block, known in blocks:
                if not known:
                    known.append(direction)
                    if direction != around:
                        block.attrSet("dir", direction)
                around = known[0]


def _link(token: Token) -> str:
    href = str(token.attrs.get("href", ""))
    if not (_WEB.match(href) or href.startswith("#")):
        return "<a>"
    return f'<a href="{escape(href)}" rel="noopener noreferrer nofollow">'


def _picture(token: Token) -> str:
    """A link in a picture's place, so that opening the page asks nobody for anything."""
    source = str(token.attrs.get("src", ""))
    named = escape(token.content or source or "picture")
    return f'<a href="{escape(source)}" rel="noopener noreferrer nofollow">{named}</a>' if _WEB.match(source) else named


def _formula(latex: str, display: str) -> str:
    """MathML; what cannot be read stays as it was written."""
    from latex2mathml.converter import convert

    if len(latex) <= LONGEST_FORMULA:
        try:
            return str(convert(latex.strip(), display=display))
        except Exception:  # it has no error of its own: whatever a formula breaks, the formula's source is shown
            pass
    return f"<code>{escape(latex)}</code>"


def _code(text: str, info: str) -> str:
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    language = known_language(info.split(maxsplit=1)[0]) if info.strip() else ""
    if language and len(text) <= LONGEST_CODE:
        try:
            lexer = get_lexer_by_name(language)
        except ClassNotFound:
            pass  # a language that nobody taught Pygments: the code is shown without colours
        else:
            return f"<pre><code>{highlight(text, lexer, HtmlFormatter(nowrap=True))}</code></pre>\n"
    return f"<pre><code>{escape(text)}</code></pre>\n"


def _code_style() -> str:
    from pygments.formatters.html import HtmlFormatter

    light = HtmlFormatter(style="default").get_style_defs("pre")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre")
    plain = [line for line in dark.splitlines() if "background" not in line]
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {' '.join(plain)} }}\npre {{ background: var(--code); }}\n"
