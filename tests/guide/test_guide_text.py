"""The guide's text is what it promises; these checks need neither PyTorch nor the model's arithmetic.

Rule: every answer may state only what the program does, and no held-out question may be trained on.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide"
sys.path.insert(0, str(GUIDE))

import corpus as guide_corpus  # noqa: E402
import phrases  # noqa: E402

NOT_THERE_YET = (
    "mobile",
    "sync",
    "vision",
    "finetune",
    "languages-window",
    "web-search",
    "attachments",
    "voice",
    "plugins",
    "api-server",
)
LEARNED = (
    "password-lock",
    "temporary-chat",
    "search-messages",
    "undo-delete",
    "delete-all",
    "export",
    "export-all",
    "folders-pins",
    "edit-message",
    "import",
    "backup",
    "move-computer",
)
FORBIDDEN = re.compile(
    r"\b(soon|coming|planned|will be added|next version|roadmap|guaranteed|unbreakable|perfectly)\b", re.I
)


@pytest.fixture(scope="module")
def corpus() -> guide_corpus.Corpus:
    return guide_corpus.Corpus()


def test_there_are_enough_topics_and_phrasings(corpus: guide_corpus.Corpus) -> None:
    assert len(corpus.topics) >= 160
    for name, topic in corpus.topics.items():
        if name != guide_corpus.OFF:
            assert sum(min(phrases.ways(node), 100_000) for node in topic.ask) >= 25, name


def test_answers_are_short_and_promise_nothing(corpus: guide_corpus.Corpus) -> None:
    assert len({t.answer for t in corpus.topics.values()}) == len(corpus.topics)
    for name, topic in corpus.topics.items():
        assert not FORBIDDEN.search(topic.answer), name
        assert not topic.answer.startswith((" ", "\n")), name
        assert len(topic.answer) < 1200, name
        assert len(topic.answer) < 420 or name in {"tour", "shortcuts"}, name
    assert len(corpus.topics["tour"].answer.split()) >= 120
    assert "```sh" in corpus.topics["cli-example"].answer


@pytest.mark.parametrize("name", NOT_THERE_YET)
def test_what_paddock_cannot_do_is_said_plainly(corpus: guide_corpus.Corpus, name: str) -> None:
    assert re.search(r"can't|only runs|English only", corpus.topics[name].answer)


@pytest.mark.parametrize("name", LEARNED)
def test_what_paddock_has_learned_is_not_denied(corpus: guide_corpus.Corpus, name: str) -> None:
    assert not re.search(r"\bcan't|\byet\b|\bno button\b", corpus.topics[name].answer)


def test_every_command_and_option_in_an_answer_exists(corpus: guide_corpus.Corpus) -> None:
    from typer.main import get_command

    from paddock.application import build as build_application
    from paddock.cli.main import grammar
    from paddock.cli.terminal import Terminal

    app: Any = get_command(grammar(build_application, Terminal(*[io.StringIO()] * 3)))
    said = [part for topic in corpus.topics.values() for part in re.findall(r"`(paddock [^`]+)`", topic.answer)]
    assert len(said) > 40
    for line in said:
        command, words = app, line.split()[1:]
        while words and hasattr(command, "commands") and not words[0].startswith("-"):
            assert words[0] in command.commands, line
            command = command.commands[words.pop(0)]
        options = {option for param in command.params for option in param.opts} | {"--help", "--version"}
        assert {word for word in words if len(word) > 1 and word.startswith("-")} <= options, line


def test_what_the_window_relies_on(corpus: guide_corpus.Corpus) -> None:
    assert "never leave" in corpus.topics["leaves-computer"].answer
    assert "your own computer" in corpus.topics["what-is-paddock"].answer
    off = corpus.topics[guide_corpus.OFF].answer
    assert "only the guide" in off
    assert "Models" in off


@pytest.mark.parametrize("which", ["dev", "test"])
def test_held_out_questions_name_known_topics(corpus: guide_corpus.Corpus, which: str) -> None:
    pairs = guide_corpus.held_out(which)
    assert {topic for _, topic in pairs} <= set(corpus.topics)
    assert {chat[1] for chat in guide_corpus.held_out_turns(which)} <= set(corpus.topics)


def test_every_topic_has_four_held_out_questions(corpus: guide_corpus.Corpus) -> None:
    lines = {phrases.normal(line) for line in corpus.trained_lines()}
    left = dict.fromkeys(corpus.topics, 0)
    for question, topic in guide_corpus.held_out("test"):
        assert phrases.normal(question) not in lines - {""}, question
        left[topic] += 1
    assert {name: count for name, count in left.items() if count < 4} == {}
    assert left[guide_corpus.OFF] >= 250


def test_many_held_out_questions_are_beyond_the_grammar(corpus: guide_corpus.Corpus) -> None:
    patterns = [re.compile(guide_corpus.as_pattern(node)) for node in corpus.grammars()]
    beyond = 0
    for question, topic in guide_corpus.held_out("test"):
        beyond += topic != guide_corpus.OFF and not any(p.fullmatch(phrases.normal(question)) for p in patterns)
    assert beyond >= 300


def test_the_two_held_out_sets_do_not_overlap() -> None:
    dev = {phrases.normal(q) for q, _ in guide_corpus.held_out("dev")}
    test = {phrases.normal(q) for q, _ in guide_corpus.held_out("test")}
    assert not dev & test


def test_what_is_drawn_is_never_held_out(corpus: guide_corpus.Corpus) -> None:
    import random

    held = {said for said in guide_corpus.held_out_phrases() if said}
    rng = random.Random(11)
    for name in corpus.names:
        for _ in range(40):
            assert phrases.normal(corpus.question(name, rng)) not in held


def test_the_file() -> None:
    gguf = pytest.importorskip("gguf")
    path = GUIDE / "guide.gguf"
    assert path.stat().st_size <= 10_000_000
    fields = gguf.GGUFReader(path).fields
    text = {key: fields[key].contents() for key in fields if key.startswith(("general.", "tokenizer.chat", "paddock."))}
    assert text["general.architecture"] == "llama"
    assert text["general.name"] == "Paddock Guide"
    assert text["general.license"] == "apache-2.0"
    assert text["paddock.guide.version"]
    assert "paddock.guide.seed" in text
    template = text["tokenizer.chat_template"]
    assert "<|start_header_id|>" in template
    assert "<|eot_id|>" in template
    assert "add_generation_prompt" in template
    tokens = fields["tokenizer.ggml.tokens"].contents()
    assert tokens[fields["tokenizer.ggml.eos_token_id"].contents()] == "<|eot_id|>"
    assert fields["llama.context_length"].contents() >= 1024
