"""Text to tokens and back. One rule: whether special tokens are recognised is said at every call, never assumed."""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import Any

BEFORE = "☺"
"""What stands before a text that is to be tokenised without a space before it. No word holds it, so it is cut off
again without a trace; Code Llama's own tokenizer does the same with the same character (`encode_infilling`)."""


INFILL = ("▁<PRE>", "▁<SUF>", "▁<MID>")
"""Code Llama's, for files that do not say."""


def utf8(text: str) -> bytes:
    """Bytes for llama.cpp; half a surrogate pair, which is no character, becomes "?"."""
    return text.encode("utf-8", errors="replace")


class Vocabulary:
    """The vocabulary of a loaded model.

    Args:
        lib: the bindings.
        model: the `llama_model` pointer, which must outlive this.

    Attributes:
        pointer: the `llama_vocab`.
    """

    def __init__(self, lib: Any, model: Any) -> None:
        self._lib = lib
        self._vocab = self.pointer = lib.llama_model_get_vocab(model)
        self.size: int = lib.llama_vocab_n_tokens(self._vocab)
        self.bos: int = lib.llama_vocab_bos(self._vocab)
        self.eos: int = lib.llama_vocab_eos(self._vocab)
        self.wants_bos: bool = bool(lib.llama_vocab_get_add_bos(self._vocab)) and self.bos >= 0
        self.is_sentencepiece: bool = lib.llama_vocab_type(self._vocab) == lib.LLAMA_VOCAB_TYPE_SPM
        self._buffer = ctypes.create_string_buffer(256)

    def tokenize(self, text: str, *, parse_special: bool, inside: bool = False) -> list[int]:
        """Tokens of `text`, no BOS added.

        Args:
            parse_special: recognise the texts of control tokens as such: for what a template wrote, never for
                what a person did.
            inside: it follows another text, so SentencePiece puts no space before it.
        """
        if inside and self.is_sentencepiece and text:
            before = self.tokenize(BEFORE, parse_special=False)
            return self.tokenize(BEFORE + text, parse_special=parse_special)[len(before) :]
        data = utf8(text)
        room = len(data) + 16
        tokens = (self._lib.llama_token * room)()
        count = self._lib.llama_tokenize(self._vocab, data, len(data), tokens, room, False, parse_special)
        if count < 0:
            tokens = (self._lib.llama_token * -count)()
            count = self._lib.llama_tokenize(self._vocab, data, len(data), tokens, -count, False, parse_special)
        return list(tokens[:count])

    def piece(self, token: int, *, special: bool = False, strip_space: bool = False) -> bytes:
        """Bytes of one token, which may end inside a character; nothing for control tokens unless `special`.

        Args:
            strip_space: without the space that SentencePiece puts before the first word of a text.
        """
        while True:
            room = len(self._buffer)
            count = self._lib.llama_token_to_piece(self._vocab, token, self._buffer, room, int(strip_space), special)
            if count >= 0:
                return self._buffer.raw[:count]
            self._buffer = ctypes.create_string_buffer(-count)

    def text(self, token: int) -> str:
        """Text of a token as the vocabulary spells it; "" for one that does not exist."""
        return self._lib.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace") if token >= 0 else ""

    def is_control(self, token: int) -> bool:
        """Whether it is one that a person cannot type."""
        return bool(self._lib.llama_vocab_is_control(self._vocab, token))

    def is_end(self, token: int) -> bool:
        """Whether llama.cpp takes the token for the end of an answer (of turn, of text, of message), by what the file
        says and by its text."""
        return bool(self._lib.llama_vocab_is_eog(self._vocab, token))

    def token(self, text: str) -> int | None:
        """The token that is spelt so and that a template can write; None if there is none."""
        tokens = self.tokenize(text, parse_special=True)
        if tokens and self.text(tokens[-1]) == text and b"".join(map(self._spelt, tokens)).lstrip() == utf8(text):
            return tokens[-1]
        return self._words.get(text) if self.is_sentencepiece else None

    def _spelt(self, token: int) -> bytes:
        return self.piece(token, special=True)

    @cached_property
    def _words(self) -> dict[str, int]:
        """Tokens by their text: old files with SentencePiece's vocabulary, which is small, mark none as special."""
        return {self.text(token): token for token in range(self.size)}

    def infill_tokens(self) -> tuple[int, int, int] | None:
        """Those before the text before, before the text behind, and before what is to be filled in."""
        lib, vocab = self._lib, self._vocab
        known = (lib.llama_vocab_fim_pre(vocab), lib.llama_vocab_fim_suf(vocab), lib.llama_vocab_fim_mid(vocab))
        named = [self.token(text) if token < 0 else token for token, text in zip(known, INFILL, strict=True)]
        prefix, suffix, middle = named
        return (prefix, suffix, middle) if prefix is not None and suffix is not None and middle is not None else None

    @cached_property
    def special_texts(self) -> tuple[str, ...]:
        """Texts that `parse_special` would turn into control tokens, longest first."""
        mask = self._lib.LLAMA_TOKEN_ATTR_CONTROL | self._lib.LLAMA_TOKEN_ATTR_UNKNOWN
        attributes = self._lib.llama_vocab_get_attr
        texts = {self.text(token) for token in range(self.size) if attributes(self._vocab, token) & mask}
        return tuple(sorted(texts - {""}, key=lambda text: (-len(text), text)))
