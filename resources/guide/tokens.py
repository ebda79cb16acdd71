"""The guide's vocabulary: byte-level BPE learned from its own text, Llama 3's specials and one hidden token a topic.

Rule: what is encoded here must be exactly what llama.cpp makes of the same text (`evaluate.py` checks it).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import gguf
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

LLAMA3_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+"
)
RESERVED = "<|reserved_"
SPECIALS = ("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
CHAT_TEMPLATE = (
    "{{- bos_token }}{%- for message in messages %}"
    "{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim"
    " + '<|eot_id|>' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}"
)


def _splitting(bpe: Tokenizer) -> Tokenizer:
    """Give a tokenizer Llama 3's way of splitting a text into words and bytes."""
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(LLAMA3_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    return bpe


class Vocabulary:
    """Encodes text and the frame of a chat; ids: BPE first, then the specials, then the topics."""

    def __init__(self, bpe: Tokenizer, topics: list[str]) -> None:
        self._bpe = bpe
        self.size = self._bpe.get_vocab_size()
        self.bos, self.eos, self.start, self.end, self.eot = range(self.size, self.size + 5)
        self.topic_base = self.size + len(SPECIALS)
        self.topics = topics
        self.fresh: list[str] = []  # topics that the file it was taken from did not have
        self.total = -(-(self.topic_base + len(topics)) // 32) * 32
        self._frames = {r: [self.start, *self.text(r), self.end] for r in ("user", "assistant", "system")}
        self._blank = self.text("\n\n")

    @classmethod
    def learn(cls, texts: Iterable[str], topics: list[str], size: int) -> Vocabulary:
        """Learn the pieces from a text."""
        bpe = _splitting(Tokenizer(models.BPE()))
        trainer = trainers.BpeTrainer(
            vocab_size=size, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
        )
        bpe.train_from_iterator(texts, trainer)
        return cls(bpe, topics)

    @classmethod
    def of_file(cls, path: Path, topics: list[str]) -> Vocabulary:
        """Take the pieces of a guide that was written before; topics may only have been added after its own."""
        fields = gguf.GGUFReader(path).fields
        pieces: list[str] = fields["tokenizer.ggml.tokens"].contents()
        pairs = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
        plain = pieces[: pieces.index(SPECIALS[0])]
        bpe = Tokenizer(models.BPE(vocab={piece: i for i, piece in enumerate(plain)}, merges=pairs))
        vocab = cls(_splitting(bpe), topics)
        pairs_of_pieces = zip(pieces, vocab.pieces(), strict=False)
        if vocab.total != len(pieces) or any(a != b and not a.startswith(RESERVED) for a, b in pairs_of_pieces):
            raise ValueError("the file has other topics: begin with stage 1")
        vocab.fresh = [name for name in topics if f"<|topic:{name}|>" not in pieces]
        return vocab

    def text(self, text: str) -> list[int]:
        """Encode plain text as the file's tokenizer does."""
        return self._bpe.encode(text).ids

    def broken(self, text: str, rng: random.Random) -> list[int]:
        """Encode text with one word cut in two at a random place, so that the model knows the pieces as well."""
        at = rng.randrange(len(text) + 1)
        return self.text(text[:at]) + self.text(text[at:])

    def turn(self, role: str, body: list[int]) -> list[int]:
        """Frame one message; body is its text encoded with the two line ends before it."""
        return [*self._frames[role], *body, self.eot]

    def prompt(self) -> list[int]:
        """The opening of an answer."""
        return [*self._frames["assistant"], *self._blank]

    def merges(self) -> list[str]:
        """The merges in the form the GGUF wants: two pieces and a blank."""
        listed = json.loads(self._bpe.to_str())["model"]["merges"]
        return [m if isinstance(m, str) else " ".join(m) for m in listed]

    def pieces(self) -> list[str]:
        """Every token's text, in the order of the ids."""
        plain = [p for p, _ in sorted(self._bpe.get_vocab().items(), key=lambda item: item[1])]
        names = [*plain, *SPECIALS, *(f"<|topic:{name}|>" for name in self.topics)]
        return names + [f"{RESERVED}{i}|>" for i in range(self.total - len(names))]
