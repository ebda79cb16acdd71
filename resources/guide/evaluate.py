"""Measures the guide as the program runs it: llama.cpp, the file's own template, temperature 0, no help by a sampler.

Rule: the questions are those of `heldout/`, which were never trained on; the exit status is 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from llama_cpp import Llama

import phrases
from corpus import HERE, MUST, OFF, Corpus, as_pattern, held_out, held_out_turns
from paddock.core.messages import Role, Turn
from paddock.services.generation import for_the_guide

BARS = {"right topic": 0.90, "refusal of anything else": 0.90, "whole words": 1.0, "must be right": 1.0}
Message = dict[str, str]


class Runner:
    """Asks the file questions, greedily."""

    def __init__(self, path: Path, context: int = 2048) -> None:
        self.llm = Llama(str(path), n_ctx=context, n_threads=1, n_threads_batch=1, verbose=False)
        self._template = jinja2.Template(self.llm.metadata["tokenizer.chat_template"])
        self._eot = int(self.llm.metadata["tokenizer.ggml.eos_token_id"])
        self.context = context

    def tokens(self, messages: list[Message], partial: str = "") -> list[int]:
        """The prompt of a chat; `partial` is the beginning of an answer that is to be continued."""
        text = self._template.render(messages=messages, bos_token="<|begin_of_text|>", add_generation_prompt=True)
        return self.llm.tokenize((text + partial).encode(), add_bos=False, special=True)

    def answer(self, messages: list[Message], partial: str = "", limit: int = 400) -> str:
        """The text that the window would show; like the window, it gives the guide the last exchange only."""
        turns = for_the_guide([Turn(Role(message["role"]), message["content"]) for message in messages])
        messages = [{"role": turn.role.value, "content": turn.text} for turn in turns]
        said: list[int] = []
        for token in self.llm.generate(self.tokens(messages, partial), temp=0.0, top_k=1, repeat_penalty=1.0):
            if token == self._eot or len(said) >= limit:
                break
            said.append(token)
        return self.llm.detokenize(said, special=False).decode("utf-8", "replace")

    def ask(self, question: str, system: str = "") -> str:
        """The answer to a single question."""
        before = [{"role": "system", "content": system}] if system else []
        return self.answer([*before, {"role": "user", "content": question}])


@dataclasses.dataclass
class Result:
    """A share, and what was missed."""

    name: str
    right: int = 0
    total: int = 0
    missed: list[str] = dataclasses.field(default_factory=list)

    def add(self, good: bool, note: str) -> None:
        """Count one case."""
        self.right += good
        self.total += 1
        if not good:
            self.missed.append(note)

    @property
    def share(self) -> float:
        """The share of right ones."""
        return self.right / max(1, self.total)

    def passed(self) -> bool:
        """Whether the bar, if there is one, is reached."""
        return self.share >= BARS.get(self.name, 0.0)


class Evaluation:
    """Runs all measurements on one file."""

    def __init__(self, path: Path, which: str) -> None:
        self.corpus = Corpus()
        self.run = Runner(path)
        self.which = which
        self.answers = {t.answer: name for name, t in self.corpus.topics.items()}
        self.words = {w for t in self.corpus.topics.values() for w in words(t.answer)}
        self.whole = Result("whole words")

    def _name(self, text: str) -> str:
        """The topic whose answer was given, and a look at its words on the way."""
        strange = sorted(set(words(text)) - self.words)
        self.whole.add(not strange, f"{strange}: {text!r}")
        return self.answers.get(text, "no known answer")

    def near_grammar(self) -> set[str]:
        """Held-out phrases that the grammar could make too; training throws them away, so they are new all the same."""
        patterns = [re.compile(as_pattern(node)) for node in self.corpus.grammars()]
        found = {phrases.normal(q) for q, _ in held_out(self.which)}
        return {q for q in found if any(p.fullmatch(q) for p in patterns)}

    def check_apart(self) -> None:
        """No held-out question may stand in the training text, and none may come out of the sampler."""
        held = {phrases.normal(q) for q, _ in held_out(self.which) if phrases.normal(q)}
        both = held & {phrases.normal(line) for line in self.corpus.trained_lines()}
        rng = random.Random(4)
        drawn = {phrases.normal(self.corpus.question(rng.choice(self.corpus.names), rng)) for _ in range(20_000)}
        if both | (held & drawn):
            raise SystemExit(f"held out, but trained on: {sorted(both | (held & drawn))}")

    def single(self) -> list[Result]:
        """Single questions about Paddock and about anything else, and those of them that no grammar line can make."""
        near = self.near_grammar()
        on, off = Result("right topic"), Result("refusal of anything else")
        far_on, far_off = Result("- beyond the grammar: right topic"), Result("- beyond the grammar: refusal")
        for question, topic in held_out(self.which):
            given = self._name(self.run.ask(question))
            note = f"{question!r}: {given}, not {topic}"
            (off if topic == OFF else on).add(given == topic, note)
            if phrases.normal(question) not in near:
                (far_off if topic == OFF else far_on).add(given == topic, note)
        return [on, far_on, off, far_off]

    def turns(self) -> Result:
        """Several turns, with the guide's own answers between them."""
        result = Result("follow-up turns")
        for asked, topic in held_out_turns(self.which):
            chat: list[Message] = []
            for question in asked:
                chat.append({"role": "user", "content": question})
                text = self.run.answer(chat)
                chat.append({"role": "assistant", "content": text})
            given = self._name(text)
            result.add(given == topic, f"{asked}: {given}, not {topic}")
        return result

    def long_chats(self) -> Result:
        """Chats of more than 1,000 tokens: is the last question still answered as it should?"""
        result = Result("right topic late in a long chat")
        rng = random.Random(1)
        pool = [pair for pair in held_out(self.which) if pair[1] != OFF]
        for _ in range(20):
            chat: list[Message] = []
            while len(self.run.tokens(chat)) < 1000:
                question, topic = rng.choice(pool)
                chat.append({"role": "user", "content": question})
                chat.append({"role": "assistant", "content": self.corpus.topics[topic].answer})
            question, topic = rng.choice(pool)
            given = self._name(self.run.answer([*chat, {"role": "user", "content": question}]))
            result.add(given == topic, f"{question!r}: {given}, not {topic}")
        return result

    def continued(self) -> Result:
        """Answers cut off after any token, as a stop does it: does the rest come?"""
        result = Result("continued to the end")
        rng = random.Random(2)
        for question, topic in rng.sample([pair for pair in held_out(self.which) if pair[1] != OFF], 150):
            whole = self.corpus.topics[topic].answer
            tokens = self.run.llm.tokenize(whole.encode(), add_bos=False)
            begun = self.run.llm.detokenize(tokens[: rng.randrange(1, len(tokens))]).decode("utf-8", "ignore")
            rest = self.run.answer([{"role": "user", "content": question}], begun)
            result.add(begun + rest == whole, f"{begun!r} + {rest!r}")
        return result

    def must(self) -> Result:
        """Questions that the window itself suggests, and a few more."""
        result = Result("must be right")
        for question, topic in MUST.items():
            given = self._name(self.run.ask(question))
            result.add(given == topic, f"{question!r}: {given}, not {topic}")
        return result

    def all(self) -> list[Result]:
        """Everything."""
        self.check_apart()
        results = self.single()
        results += [self.turns(), self.must(), self.continued(), self.long_chats()]
        return [*results, self.whole]


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text)


def table(results: Iterable[Result]) -> str:
    """The figures as a table."""
    lines = [f"{'':45} {'right':>6} {'of':>5} {'share':>8} {'bar':>6}"]
    for r in results:
        bar = f"{BARS[r.name]:.0%}" if r.name in BARS else ""
        mark = "" if r.passed() else "  MISSED"
        lines.append(f"{r.name:45} {r.right:6} {r.total:5} {r.share:8.1%} {bar:>6}{mark}")
    return "\n".join(lines)


def main() -> int:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=HERE / "guide.gguf")
    parser.add_argument("--set", choices=("dev", "test"), default="test", help="dev is for tuning, test for figures")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--missed", action="store_true", help="list what was answered wrongly")
    given = parser.parse_args()
    began = time.monotonic()
    results = Evaluation(given.model, given.set).all()
    passed = all(r.passed() for r in results)
    if given.json:
        figures: dict[str, Any] = {r.name: {"right": r.right, "total": r.total, "share": r.share} for r in results}
        print(json.dumps({"set": given.set, "passed": passed, "figures": figures}, indent=2))
    else:
        print(table(results))
        print(
            f"{given.set} set, {time.monotonic() - began:.0f} s, {'all bars reached' if passed else 'a bar is missed'}"
        )
    if given.missed:
        for r in results:
            print(f"\n{r.name}:", *r.missed, sep="\n  ")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
