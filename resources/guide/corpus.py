"""Reads the guide's text from its folders and draws training conversations from it.

Rule: nothing under `heldout/` is ever drawn: a phrase that reads the same as a held-out one is thrown away.
"""

from __future__ import annotations

import dataclasses
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import phrases
from phrases import Node

HERE = Path(__file__).resolve().parent
OFF = "off-topic"
UNCLEAR = "ask-in-full"
# Questions that the window suggests, or that everybody asks: they are trained on, often, and must be right.
MUST = {
    "What is Paddock?": "what-is-paddock",
    "Does anything leave my computer?": "leaves-computer",
    "Which model fits my computer?": "which-fits",
    "How do I get a model?": "get-model",
    "Show me an example of the command line": "cli-example",
    "Tell me everything about keyboard shortcuts": "shortcuts",
    "Give me a tour of Paddock": "tour",
    "Who are you?": "who-are-you",
    "Are you ChatGPT?": "are-you-chatgpt",
    "Hello": "greeting",
    "Thanks": "thanks",
    "What is the capital of France?": OFF,
    "Write me a poem about autumn": OFF,
}


@dataclasses.dataclass(frozen=True)
class Topic:
    """One thing the guide can say, and how people ask for it."""

    name: str
    answer: str
    ask: list[Node]
    weights: list[float]
    small_talk: bool


@dataclasses.dataclass(frozen=True)
class Turn:
    """A question, the topic it belongs to and the answer that stands in the chat."""

    question: str
    topic: str
    answer: str


def _toml(path: Path) -> dict:  # type: ignore[type-arg]
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> list[str]:
    """The lines of a list, without blank ones and comments."""
    found = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in found if line.strip() and not line.startswith("# ")]


def load_macros() -> dict[str, Node]:
    """The synonym lists, which may use those above them."""
    macros: dict[str, Node] = {}
    for name, text in _toml(HERE / "synonyms.toml").items():
        macros[name] = phrases.parse("|".join(text.split("\n")) if "\n" in text else text, macros)
    return macros


def load_topics(macros: dict[str, Node]) -> dict[str, Topic]:
    """Every topic, in a fixed order."""
    topics: dict[str, Topic] = {}
    more: dict[str, str] = {}
    for path in sorted((HERE / "phrasings").glob("*.toml")):
        for name, text in _toml(path).items():
            more[name] = more.get(name, "") + "\n" + text
    for path in sorted((HERE / "topics").glob("*.toml")):
        for name, entry in _toml(path).items():
            if name in topics:
                raise ValueError(f"topic {name} stands twice")
            ask = phrases.parse_lines(entry["ask"] + more.get(name, ""), macros)
            weights = [min(phrases.ways(node), 5000) ** 0.3 for node in ask]
            topics[name] = Topic(name, entry["answer"].strip(), ask, weights, "small-talk" in path.name)
    if set(more) - set(topics):
        raise ValueError(f"phrasings of unknown topics: {sorted(set(more) - set(topics))}")
    return topics


def held_out(name: str) -> list[tuple[str, str]]:
    """The (question, topic) pairs of a held-out set: `dev` or `test`."""
    pairs = []
    for topic, text in _toml(HERE / "heldout" / f"{name}.toml").items():
        pairs += [(line.strip(), topic) for line in text.splitlines() if line.strip()]
    return pairs + [(line, OFF) for line in _lines(HERE / "heldout" / f"offtopic-{name}.txt")]


def held_out_turns(name: str) -> list[tuple[list[str], str]]:
    """The conversations of a held-out set: questions, and the topic of the last one."""
    found = _toml(HERE / "heldout" / f"turns-{name}.toml")["chat"]
    return [(chat["ask"], chat["topic"]) for chat in found]


def held_out_phrases() -> set[str]:
    """Every held-out phrase in the form in which phrases are compared."""
    said: set[str] = set()
    for name in ("dev", "test"):
        said |= {phrases.normal(q) for q, _ in held_out(name)}
        said |= {phrases.normal(chat[0][-1]) for chat in held_out_turns(name)}
    return said


class Corpus:
    """Draws conversations."""

    def __init__(self) -> None:
        self.macros = load_macros()
        self.topics = load_topics(self.macros)
        self.names = list(self.topics)
        self._weights = [len(t.ask) ** 0.5 for t in self.topics.values()]
        self._weights[self.names.index(OFF)] = 0
        self._weights[self.names.index(UNCLEAR)] *= 0.4
        off = HERE / "offtopic"
        self._natural = [line for path in sorted(off.glob("natural*.txt")) for line in _lines(path)]
        self._near = [line for path in sorted(off.glob("near*.txt")) for line in _lines(path)]
        grammar = _toml(off / "grammar.toml")
        words = {
            name: phrases.parse("|".join(text.split("\n")), self.macros) for name, text in grammar["words"].items()
        }
        self._grammar = phrases.parse_lines(grammar["ask"], {**self.macros, **words})
        self._grammar_weights = [min(phrases.ways(node), 20000) ** 0.25 for node in self._grammar]
        self._words = [w for text in grammar["words"].values() for w in text.split("\n") if w and "(" not in w]
        self._systems = _lines(off / "system-prompts.txt")
        self._held = held_out_phrases()
        self._must: dict[str, list[str]] = {}
        for question, topic in MUST.items():
            self._must.setdefault(topic, []).append(question)
        follow = _toml(HERE / "followups.toml")
        self._kinds = {k: phrases.parse_lines(v, self.macros) for k, v in follow["phrases"].items()}
        self._default = follow["default"]
        self._links: dict[str, dict[str, str]] = follow["links"]
        self._check()

    def prefer(self, names: list[str], factor: float) -> None:
        """Draw some topics so many times as often from now on."""
        for name in names:
            self._weights[self.names.index(name)] *= factor

    def _check(self) -> None:
        """Every name that the text refers to must exist."""
        known = set(self.topics)
        used = set(self._default.values()) | set(self._links) | {v for d in self._links.values() for v in d.values()}
        if used - known:
            raise ValueError(f"unknown topics in followups: {sorted(used - known)}")
        kinds = {k for d in self._links.values() for k in d} - set(self._kinds)
        if kinds:
            raise ValueError(f"unknown kinds of follow-up: {sorted(kinds)}")

    def texts(self) -> Iterator[str]:
        """The text from which the vocabulary is learned."""
        rng = random.Random(7)
        for topic in self.topics.values():
            for _ in range(6):
                yield topic.answer
            for node in topic.ask:
                for _ in range(12):
                    yield phrases.dress(phrases.expand(node, rng), rng, plain=True)
        yield from self._natural
        yield from self._near
        for _ in range(4000):
            yield self.off_topic(rng)

    def trained_lines(self) -> Iterator[str]:
        """Every fixed line that is trained on as it stands."""
        yield from self._natural
        yield from self._near

    def grammars(self) -> Iterator[Node]:
        """Every grammar line that is trained on."""
        for topic in self.topics.values():
            yield from topic.ask
        for nodes in self._kinds.values():
            yield from nodes
        yield from self._grammar

    def _nonsense(self, rng: random.Random) -> str:
        """Letters, digits and signs without a sense, or words thrown together."""
        draw = rng.random()
        if draw < 0.5:
            letters = "abcdefghijklmnopqrstuvwxyz"
            words = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(rng.randint(1, 4))]
            return " ".join(words)
        if draw < 0.65:
            return "".join(rng.choices("0123456789+-*/=.?!@#%&()", k=rng.randint(1, 12)))
        return " ".join(rng.choices(self._words, k=rng.randint(1, 4)))

    def off_topic(self, rng: random.Random) -> str:
        """Draw a question about anything else."""
        draw = rng.random()
        if draw < 0.30:
            return phrases.dress(phrases.wrap(rng.choice(self._natural), rng), rng)
        if draw < 0.62:
            return phrases.dress(rng.choice(self._near), rng)
        if draw < 0.95:
            node = rng.choices(self._grammar, self._grammar_weights)[0]
            return phrases.dress(phrases.wrap(phrases.expand(node, rng), rng), rng)
        return self._nonsense(rng)

    def question(self, topic: str, rng: random.Random) -> str:
        """Draw a way to ask for a topic that is not held out."""
        if topic in self._must and topic != OFF and rng.random() < 0.25:
            return phrases.dress(rng.choice(self._must[topic]), rng, plain=True)
        while True:
            if topic == OFF:
                text = self.off_topic(rng)
            else:
                entry = self.topics[topic]
                text = phrases.expand(rng.choices(entry.ask, entry.weights)[0], rng)
                text = phrases.dress(text if entry.small_talk else phrases.wrap(text, rng), rng)
            if phrases.normal(text) not in self._held or (topic == OFF and not phrases.normal(text)):
                return text

    def topic(self, rng: random.Random, off_share: float) -> str:
        """Draw a topic."""
        if rng.random() < off_share:
            return OFF
        return rng.choices(self.names, self._weights)[0]

    def _follow_up(self, before: str, rng: random.Random) -> tuple[str, str]:
        """Draw a short question that needs the one before it."""
        links = self._links.get(before, {})
        kinds = list(links) if links and rng.random() < 0.8 else list(self._kinds)
        for _ in range(20):
            kind = rng.choice(kinds)
            text = phrases.dress(phrases.expand(rng.choice(self._kinds[kind]), rng), rng)
            if phrases.normal(text) not in self._held:
                break
        return text, links.get(kind, self._default[kind])

    def conversation(self, turns: int, rng: random.Random, off_share: float = 0.36) -> list[Turn]:
        """Draw a chat of so many questions."""
        chat: list[Turn] = []
        linked = list(self._links)
        for at in range(turns):
            if chat and rng.random() < 0.4:
                question, topic = self._follow_up(chat[-1].topic, rng)
            else:
                before_follow_up = at + 1 < turns and rng.random() < 0.35
                topic = rng.choice(linked) if before_follow_up else self.topic(rng, off_share)
                question = self.question(topic, rng)
            chat.append(Turn(question, topic, self.topics[topic].answer))
        return chat

    def system_prompt(self, rng: random.Random) -> str:
        """Draw a system prompt (the guide is to pay no attention to it), mostly none."""
        return rng.choice(self._systems) if rng.random() < 0.12 else ""

    def foreign_answer(self, rng: random.Random) -> str:
        """A text that another model may have left in the chat."""
        return " ".join(rng.choice(self._natural) for _ in range(rng.randint(1, 3)))


def as_pattern(node: Node) -> str:
    """A grammar line as a regular expression over compared forms, a little wider than the grammar itself."""
    if isinstance(node, str):
        text = re.sub(r"[^\w+ ]", " ", node.lower().replace("'", ""))
        return re.sub(r"(\\ | )+", " *", re.escape(text))
    if isinstance(node, tuple):
        return "(?:" + "|".join(as_pattern(part) for part in node) + ")"
    return "".join(as_pattern(part) for part in node)
