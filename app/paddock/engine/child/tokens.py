"""Text to tokens and back. One rule: whether special tokens are recognised is said at every call, never assumed."""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import Any


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

    def tokenize(self, text: str, *, parse_special: bool) -> list[int]:
        """Tokens of `text`, no BOS added.

        Args:
            parse_special: recognise the texts of control tokens as such: for what a template wrote, never for
                what a person did.
        """
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

    def is_end(self, token: int) -> bool:
        """Whether the token ends the answer (end of turn, of text, of message)."""
        return bool(self._lib.llama_vocab_is_eog(self._vocab, token))

    @cached_property
    def special_texts(self) -> tuple[str, ...]:
        """Texts that `parse_special` would turn into control tokens, longest first."""
        mask = self._lib.LLAMA_TOKEN_ATTR_CONTROL | self._lib.LLAMA_TOKEN_ATTR_UNKNOWN
        attributes = self._lib.llama_vocab_get_attr
        texts = {self.text(token) for token in range(self.size) if attributes(self._vocab, token) & mask}
        return tuple(sorted(texts - {""}, key=lambda text: (-len(text), text)))
