"""Chats as one HTML file that any browser shows, without a network.

One rule: nothing that a person or a model wrote becomes HTML, loads anything, or runs; a policy in the file says so to
the browser as well. Formulas become MathML, code is coloured, pictures become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from paddock.core.chats import Chat
from paddock.core.messages import Message, Part, ReasoningPart, Role, TextPart, ToolCallPart
from paddock.services.markdown import pretty

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
LONGEST_CODE = 100_000  # characters of a code block that are coloured
LONGEST_FORMULA = 4_000
_WEB = re.compile(r"(https?|mailto):", re.IGNORECASE)
_STYLE = """
:root { color-scheme: light dark; --line: #d7d7db; --quiet: #6b6b73; --mine: #f0f0f3; --code: #f6f6f8; }
@media (prefers-color-scheme: dark) { :root { --line: #3a3a40; --quiet: #a0a0aa; --mine: #2a2a2f; --code: #222226; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { margin: 3rem 0; break-before: auto; } h1 { font-size: 1.6rem; }
section { margin: 1.5rem 0; overflow-wrap: anywhere; }
section > h2 { font-size: .85rem; color: var(--quiet); margin: 0; }
section.user { background: var(--mine); border-radius: .75rem; padding: .75rem 1rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow-x: auto; }
code { font: .9em ui-monospace, monospace; } table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border: 1px solid var(--line); padding: .25rem .6rem; } blockquote { border-left: 3px solid var(--line);
margin: 0; padding-left: 1rem; color: var(--quiet); } details { color: var(--quiet); }
@media print { pre { white-space: pre-wrap; } section { break-inside: avoid-page; } }
"""


def html_of(chats: Sequence[tuple[Chat, Sequence[Message]]]) -> str:
    """One page with all of them, each the path that is given."""
    markdown = _parser()
    title = _title(chats[0][0]) if len(chats) == 1 else f"{len(chats)} chats"
    body = "\n".join("".join(_article(chat, path, markdown)) for chat, path in chats)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n'
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


def _article(chat: Chat, path: Sequence[Message], markdown: MarkdownIt) -> Iterator[str]:
    yield f"<article><h1>{escape(_title(chat))}</h1>\n"
    if chat.system_prompt:
        yield f"<details><summary>System prompt</summary>{_plain(chat.system_prompt)}</details>\n"
    for message in path:
        yield f'<section class="{message.role.value}" dir="auto"><h2>{escape(_who(message))}</h2>\n'
        for part in message.parts:
            yield _part(part, markdown)
        yield "</section>\n"
    yield "</article>"


def _title(chat: Chat) -> str:
    return chat.title or "New chat"


def _who(message: Message) -> str:
    if message.role is Role.TOOL:
        return "Tool"
    return "You" if message.role is Role.USER else message.model or "Answer"


def _part(part: Part, markdown: MarkdownIt) -> str:
    match part:
        case TextPart():
            return str(markdown.render(part.text, {}))
        case ReasoningPart():
            took = f" for {part.seconds:.0f} s" if part.seconds >= 1 else ""
            return f"<details><summary>Thought{took}</summary>{_plain(part.text.strip())}</details>\n"
        case ToolCallPart():
            return (
                f"<p>Calls {escape(part.call.name)}</p><pre><code>{escape(pretty(part.call.arguments))}</code></pre>\n"
            )
        case _:
            return f"<p>Result of {escape(part.name or 'a call')}</p><pre><code>{escape(part.text)}</code></pre>\n"


def _plain(text: str) -> str:
    return f'<pre style="white-space: pre-wrap">{escape(text)}</pre>'


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin
    from mdit_py_plugins.texmath import texmath_plugin

    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    markdown.use(texmath_plugin, delimiters="brackets")
    markdown.use(dollarmath_plugin, allow_space=False, double_inline=True)
    markdown.use(footnote_plugin).use(tasklists_plugin)
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

    language = info.split(maxsplit=1)[0] if info.strip() else ""
    if language and len(text) <= LONGEST_CODE:
        try:
            lexer = get_lexer_by_name(language)
        except ClassNotFound:
            pass
        else:
            return f"<pre><code>{highlight(text, lexer, HtmlFormatter(nowrap=True))}</code></pre>\n"
    return f"<pre><code>{escape(text)}</code></pre>\n"


def _code_style() -> str:
    from pygments.formatters.html import HtmlFormatter

    light = HtmlFormatter(style="default").get_style_defs("pre")
    dark = HtmlFormatter(style="github-dark").get_style_defs("pre")
    plain = [line for line in dark.splitlines() if "background" not in line]
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {' '.join(plain)} }}\npre {{ background: var(--code); }}\n"
