"""What is looked for in chats, and what was found. One rule: values and pure functions; the index is the store's.

Words are what Unicode calls words. Scripts that write none between spaces (Chinese, Japanese, Thai …) are cut into
single characters, in what is indexed and in what is looked for alike, so that any piece of such a text is found, of
whatever length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from paddock.core.chats import Chat
from paddock.core.messages import Role

SNIPPET = 160  # characters of a message that are shown around the first match
_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # radicals, kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Han, half-width kana
    "\U00020000-\U000323af"
    "])"
)
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_MARKDOWN = re.compile(r"\*\*|~~|`+|(?<!\S)(?:#{1,6}|>|\||\|?[:-]*---[:|-]*)(?!\S)")
"""What says how text is set, and is in the way of who reads a line of it."""
_STRESSED = re.compile(
    r"(?:(?<![\w*])\*(?=[^\s*.])|\A)([^*\n]*[^\s*([{])(?:\*(?![\w*])|\Z)"  # the piece may have lost an end of it
    r"|(?<!\w)_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)"
)
"""Words between single stars or lines: names like `__init__`, `*.gguf` and products are none."""


@dataclass(frozen=True, slots=True)
class ChatQuery:
    """A search in chats; what is left at its default narrows nothing down.

    Attributes:
        text: words, the last of which may be unfinished; "a phrase"; begin*; -without.
        folder_id, tag, role: where, and who said it.
        model: what answered, as it was shown.
        after: seconds since the epoch, from this moment on; `before`: up to it.
        limit: of hits, at most.
    """

    text: str
    folder_id: int | None = None
    tag: str = ""
    role: Role | None = None
    model: str = ""
    after: float | None = None
    before: float | None = None
    limit: int = 50

    def takes(self, chat: Chat) -> bool:
        """Whether a chat may be found by its title: what is asked of a message alone, no title has."""
        return (
            self.role is None
            and not self.model
            and (self.folder_id is None or chat.folder_id == self.folder_id)
            and (not self.tag or self.tag in chat.tags)
            and (self.after is None or chat.updated_at >= self.after)
            and (self.before is None or chat.updated_at < self.before)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One message, or the title of a chat, in which it was found.

    Attributes:
        message_id: None where the title was found.
        snippet: a piece of the text around the first match, one line.
        marks: where in `snippet` matches are: begin and end, in characters.
    """

    chat_id: int
    title: str
    message_id: int | None
    role: Role | None
    created_at: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    model: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text must have, or must not: words that follow each other, the last of which may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    without: bool = False


def indexable(text: str) -> str:
    """`text` as it is given to the index: with a space around every character of a script without spaces."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFC", text))


def terms_of(text: str) -> tuple[Term, ...]:
    """What a person's line asks for. The last word, if nothing follows it, is taken as unfinished."""
    terms: list[Term] = []
    for match in _PIECE.finditer(text):
        minus, phrase, word = match.groups()
        said = phrase if phrase is not None else word
        words = tuple(fold(found) for found in _WORD.findall(indexable(said)))
        if not words:
            continue
        last = phrase is None and match.end() == len(text)
        starred = phrase is None and said.endswith("*")
        # One letter begins a tenth of all words: it is a word of its own, unless a star says otherwise.
        unfinished = starred or (last and (len(words) > 1 or len(words[0]) > 1) and not _UNSPACED.match(words[-1]))
        terms.append(Term(words, unfinished, minus == "-"))
    return tuple(terms)


def fold(text: str) -> str:
    """Without case and accents, as FTS5's unicode61 has it."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char))


def snippet_of(text: str, terms: tuple[Term, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of `text` around the first match, in one line as it is read, and where in it the matches are."""
    wanted = [term for term in terms if not term.without]
    first = _first_match(text, wanted)
    start = max(0, first - SNIPPET // 3)
    if start:  # at the beginning of a word
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    piece = text[start : start + SNIPPET]
    shown = " ".join(_STRESSED.sub(r"\1\2", _MARKDOWN.sub("", piece)).split())
    shown = ("… " if start else "") + shown + (" …" if start + SNIPPET < len(text) else "")
    return shown, tuple(_marks(shown, wanted))


def _first_match(text: str, terms: list[Term]) -> int:
    found = next(iter(_marks(text, terms, most=1)), None)
    return found[0] if found else 0


def _marks(text: str, terms: list[Term], most: int = 100) -> list[tuple[int, int]]:
    """Where words of `terms` are, in order; only the words are compared, not whether they make the phrase."""
    whole = {word for term in terms for word in (term.words[:-1] if term.prefix else term.words)}
    begun = tuple(term.words[-1] for term in terms if term.prefix)
    marks: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        for begin, end in _pieces(match):
            word = fold(text[begin:end])
            if word in whole or (begun and word.startswith(begun)):
                if marks and marks[-1][1] == begin:
                    marks[-1] = (marks[-1][0], end)
                else:
                    marks.append((begin, end))
                if len(marks) >= most:
                    return marks
    return marks


def _pieces(match: re.Match[str]) -> list[tuple[int, int]]:
    """The words in a run of word characters: itself, or the characters of a script without spaces one by one."""
    run, at = match.group(), match.start()
    if run.isascii() or not _UNSPACED.search(run):
        return [match.span()]
    pieces: list[tuple[int, int]] = []
    for part in _UNSPACED.split(run):
        if part:
            pieces.append((at, at + len(part)))
        at += len(part)
    return pieces
