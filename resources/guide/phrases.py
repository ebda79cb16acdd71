"""Turns a short grammar line into one of the many ways a person may type it.

Rule: everything is drawn from the generator that is handed in, so one seed gives one text.
"""

from __future__ import annotations

import random
import re
import unicodedata

Node = str | list["Node"] | tuple["Node", ...]  # text, sequence, choice

_OPENERS = (
    "hi, ", "hello, ", "hey ", "hey, ", "please tell me ", "tell me ", "can you tell me ", "quick question: ",
    "question: ", "i was wondering, ", "i wonder ", "excuse me, ", "sorry, ", "ok, ", "ok so ", "so ", "and ", "um ",
    "also, ", "could you explain ", "do you know ", "i need to know ", "just curious, ", "one more thing: ", "well, ",
    "hmm, ", "now ", "but ", "please, ", "i have a question. ", "i'd like to know ", "next: ",
)  # fmt: skip
_CLOSERS = (
    " please", " thanks", ", please", " exactly", " then", " again", ", thank you", " by the way", ", do you know",
    " actually", " today", " pls", " thx", " now", " for me", " in general", ", if i may ask", " or not", " really",
)  # fmt: skip
_BEFORE_WORD = (
    "what about ", "how about ", "question about ", "i have a question about ", "tell me about ", "info on ",
    "information about ", "something about ", "regarding ", "about ", "what can you say about ", "and ", "how do i ",
    "i want to know about ", "explain ", "how does it go with ", "need help with ", "help with ", "where is ",
    "i'm asking about ", "concerning ", "what is the thing with ", "i'd like to hear about ",
)  # fmt: skip
_AFTER_WORD = (
    ", what is that", ", how", " - how", ", how does that work", ", what about it", ", please explain",
    ", is that possible",
    ": what do i need to know", ", how is that done", ", can you explain", ", please help", ", tell me more", "... how",
    ", where", ", what do i do", ", any idea", ", how exactly", ", what's that",
)  # fmt: skip
_KEYS = "qwertyuiopasdfghjklzxcvbnm"


def _parse(text: str, at: int, macros: dict[str, Node]) -> tuple[Node, int]:
    """Read a choice up to its closing bracket or the end; give the node and where reading stopped."""
    choices: list[Node] = []
    parts: list[Node] = []
    word = ""
    while at < len(text) and text[at] != ")":
        mark = text[at]
        if mark in "({|":
            if word:
                parts.append(word)
            word = ""
        if mark == "(":
            node, at = _parse(text, at + 1, macros)
            parts.append(node)
        elif mark == "{":
            end = text.index("}", at)
            parts.append(macros[text[at + 1 : end]])
            at = end
        elif mark == "|":
            choices.append(parts)
            parts = []
        else:
            word += mark
        at += 1
    if word:
        parts.append(word)
    choices.append(parts)
    return (tuple(choices) if len(choices) > 1 else parts), at


def parse(line: str, macros: dict[str, Node]) -> Node:
    """Parse one grammar line: `(a|b)` is a choice, `{name}` a list of synonyms."""
    node, at = _parse(line, 0, macros)
    if at != len(line):
        raise ValueError(f"unbalanced bracket in {line!r}")
    return node


def parse_lines(text: str, macros: dict[str, Node]) -> list[Node]:
    """Parse every line of a block that is not empty."""
    return [parse(line.strip(), macros) for line in text.splitlines() if line.strip()]


def expand(node: Node, rng: random.Random) -> str:
    """Draw one phrase of the grammar."""
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return expand(node[int(rng.random() * len(node))], rng)
    return "".join(expand(part, rng) for part in node)


def ways(node: Node) -> int:
    """Count the phrases of a grammar line."""
    if isinstance(node, str):
        return 1
    if isinstance(node, tuple):
        return sum(ways(part) for part in node)
    count = 1
    for part in node:
        count *= ways(part)
    return count


def tidy(text: str) -> str:
    """Remove the doubled blanks that optional parts leave."""
    return re.sub(r" +([?!.,])", r"\1", re.sub(r"\s+", " ", text)).strip()


def normal(text: str) -> str:
    """The form in which two phrasings count as the same: no case, no punctuation, no accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return " ".join(re.sub(r"[^\w+ ]", " ", plain.replace("'", "")).split())


def typo(text: str, rng: random.Random) -> str:
    """Make one slip of the keyboard."""
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    if len(letters) < 4:
        return text
    at = rng.choice(letters[1:])
    kind = rng.random()
    if kind < 0.3:
        return text[:at] + text[at + 1 :]
    if kind < 0.5:
        return text[:at] + text[at] + text[at:]
    if kind < 0.8 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + rng.choice(_KEYS) + text[at + 1 :]


def _case(text: str, rng: random.Random) -> str:
    """Type the text as people do: mostly small letters or a capital at the beginning."""
    draw = rng.random()
    if draw < 0.40:
        return text.lower()
    if draw < 0.90:
        return text[:1].upper() + text[1:]
    if draw < 0.93:
        return text.upper()
    if draw < 0.95:
        return text.title()
    return text


_QUESTION = re.compile(
    r"^(what|how|why|where|which|who|when|is|are|do|does|can|could|will|would|should|did|has|have|am|may)\b", re.I
)


def wrap(text: str, rng: random.Random) -> str:
    """Now and then make a question of a bare keyword."""
    text = tidy(text)
    if len(text.split()) > 4 or _QUESTION.match(text) or rng.random() > 0.3:
        return text
    if rng.random() < 0.5:
        return rng.choice(_BEFORE_WORD) + text
    return text + rng.choice(_AFTER_WORD)


def dress(text: str, rng: random.Random, plain: bool = False) -> str:
    """Give a phrase an opening, an ending, a case and, now and then, a typo."""
    text = tidy(text)
    if not plain:
        if rng.random() < 0.16:
            text = rng.choice(_OPENERS) + text
        if rng.random() < 0.09 and text[-1:] not in "?!.":
            text += rng.choice(_CLOSERS)
        if rng.random() < 0.10:
            text = typo(text, rng)
        if rng.random() < 0.03:
            text = typo(text, rng)
    if text[-1:] not in "?!.":
        draw = rng.random()
        if _QUESTION.match(text):
            text += "?" if draw < 0.6 else "??" if draw < 0.63 else " ?" if draw < 0.65 else ""
        else:
            text += "?" if draw < 0.2 else "." if draw < 0.35 else "!" if draw < 0.38 else ""
    return _case(text, rng)
