"""llama.cpp's own test vectors: each text has the tokens that it should have, in the real process too.

Llama 3's vocabulary lies in ../shared; of the one of Llama 1, Llama 2 and Code Llama the golden holds what the texts
need (`golden/spm.py`), at the same numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from vocabularies import LLAMA_2_7B, write_words

from paddock.engine.api import GenerationRequest
from paddock.engine.child.tokens import Vocabulary
from paddock.engine.supervisor import EngineSupervisor

GOLDEN = Path(__file__).with_name("golden") / "llama-spm.jsonl"
BETWEEN = "\n__ggml_vocab_test__\n"
SPM, BPE = 1, 128000
"""BOS of each."""
Vector = tuple[str, list[int]]
Open = Callable[[Path], Vocabulary]


@pytest.fixture(scope="module")
def spm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Vector]]:
    """The vocabulary of Llama 2, as far as its vectors need it, and those."""
    words, *vectors = map(json.loads, GOLDEN.read_text(encoding="utf-8").splitlines())
    path = write_words(tmp_path_factory.mktemp("spm") / "spm.gguf", words, int(str(LLAMA_2_7B["words"])))
    return path, [(vector["text"], vector["tokens"]) for vector in vectors]


@pytest.fixture
def bpe(llama3_vocabulary: Path) -> tuple[Path, Sequence[Vector]]:
    """The whole vocabulary of Llama 3, and its vectors."""
    texts = Path(f"{llama3_vocabulary}.inp").read_text(encoding="utf-8").split(BETWEEN)
    lines = Path(f"{llama3_vocabulary}.out").read_text().splitlines()
    numbers = [[int(word) for word in line.split()] for line in lines]
    return llama3_vocabulary, list(zip(texts, numbers, strict=False))


def check(words: Vocabulary, vectors: Sequence[Vector]) -> None:
    assert len(vectors) > 40
    for text, expected in vectors:
        assert words.tokenize(text, parse_special=False) == expected, text


def check_in_the_process(engine: EngineSupervisor, path: Path, bos: int, vectors: Sequence[Vector]) -> None:
    """As a text that is to be continued: one BOS, then the vector. Some are enough: each reads the vocabulary anew."""
    for text, expected in vectors[::8]:
        report = engine.inspect(path, GenerationRequest(raw=text), "")
        assert report.tokens == (bos, *expected), text


def test_llama_2_tokenizes_as_its_vectors_say(open_vocabulary: Open, spm: tuple[Path, Sequence[Vector]]) -> None:
    check(open_vocabulary(spm[0]), spm[1])


def test_llama_3_tokenizes_as_its_vectors_say(open_vocabulary: Open, bpe: tuple[Path, Sequence[Vector]]) -> None:
    check(open_vocabulary(bpe[0]), bpe[1])


def test_so_does_the_real_process_with_llama_2s(engine: EngineSupervisor, spm: tuple[Path, Sequence[Vector]]) -> None:
    check_in_the_process(engine, spm[0], SPM, spm[1])


def test_so_does_the_real_process_with_llama_3s(engine: EngineSupervisor, bpe: tuple[Path, Sequence[Vector]]) -> None:
    check_in_the_process(engine, bpe[0], BPE, bpe[1])


def test_llama_2_puts_no_space_inside_a_prompt(open_vocabulary: Open, spm: tuple[Path, Sequence[Vector]]) -> None:
    """Only before the first word; what it cannot spell it writes as bytes, which come back as they were."""
    words = open_vocabulary(spm[0])
    first, inside = (words.tokenize("Hello", parse_special=False, inside=inside) for inside in (False, True))
    assert b"".join(map(words.piece, first)) == b" Hello"
    assert b"".join(map(words.piece, inside)) == b"Hello"
    for text, tokens in spm[1]:
        assert b"".join(map(words.piece, tokens)).removeprefix(b" ") == text.encode()
