"""Answers that follow a grammar. One rule: a token that the grammar refuses is never drawn, and never accepted."""

from __future__ import annotations

import ctypes
import time
from typing import Any

from paddock.core.errors import UserError
from paddock.core.params import SamplingParams
from paddock.core.said import say
from paddock.engine.child.gbnf import bad_grammar, check_grammar
from paddock.engine.child.json_schema import bad_schema, schema_grammar
from paddock.engine.child.tokens import Vocabulary, utf8


def grammar_of(params: SamplingParams) -> str:
    """The grammar (GBNF) that was asked for, or that the JSON schema means; "" if neither was.

    Raises:
        UserError: `bad-grammar` or `bad-schema`.
    """
    if params.json_schema:
        grammar = schema_grammar(params.json_schema)
        try:
            check_grammar(grammar)
        except UserError:  # it speaks of lines that nobody wrote
            raise bad_schema(say("it is too large, or refers to itself without end")) from None
        return grammar
    if params.grammar:
        check_grammar(params.grammar)
    return params.grammar


class Constraint:
    """A grammar on its way through one answer.

    As llama.cpp's own programs do (`common_sampler_sample`), a token is drawn first and then checked; only where it is
    refused, the grammar goes over the whole vocabulary, which costs milliseconds, and another one is drawn.

    Args:
        lib: the bindings.
        grammar: GBNF that `check_grammar` let pass; its start is the rule `root`.
        chain: the samplers that draw; None if nothing will be drawn.
        patience: seconds for one token; usual are 0.0001 to 0.03 with 128,000 tokens.

    Raises:
        UserError: `bad-grammar`.
    """

    def __init__(self, lib: Any, vocabulary: Vocabulary, grammar: str, chain: Any, patience: float = 2.0) -> None:
        self._lib = lib
        self._chain = chain
        self._patience = patience
        self._grammar = lib.llama_sampler_init_grammar(vocabulary.pointer, utf8(grammar), b"root")
        if not self._grammar:
            raise bad_grammar(say("llama.cpp does not take it"))  # a token that there is not, nothing that is repeated
        self._grammar_first = False
        # llama_sampler_sample fills the candidates in C, applies the chain, and accepts at once what was drawn. So the
        # chain hangs behind a sampler of our own, which accepts nothing.
        self._interface = lib.llama_sampler_i(apply=lib.llama_sampler_i_apply(self._apply))
        self._outer = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        lib.llama_sampler_chain_add(self._outer, lib.llama_sampler_init(self._interface, None))
        self._single = lib.llama_token_data(0, 0.0, 0.0)

    def sample(self, context: Any, index: int) -> int:
        """The next token.

        Raises:
            UserError: `grammar-stuck`: no token of the model can go on; `bad-grammar`: it takes ever longer.
        """
        lib = self._lib
        started = time.perf_counter()
        for self._grammar_first in (False, True):
            token = int(lib.llama_sampler_sample(self._outer, context, index))
            if self._allows(token):
                lib.llama_sampler_accept(self._grammar, token)
                lib.llama_sampler_accept(self._chain, token)
                self._check_time(time.perf_counter() - started)
                return token
        raise UserError(
            say("The model cannot go on as the grammar asks."),
            say("Change the grammar, or remove what forbids tokens."),
            code="grammar-stuck",
        )

    def _check_time(self, seconds: float) -> None:
        """A grammar that leaves open which of its rules a text follows keeps all the ways in mind; there may be twice
        as many with each token, which no check of the grammar foresees."""
        if seconds > self._patience:
            raise bad_grammar(say("it leaves so many ways open that each token takes longer than the one before"))

    def _apply(self, _sampler: Any, candidates: Any) -> None:
        if self._grammar_first:
            self._lib.llama_sampler_apply(self._grammar, candidates)
        self._lib.llama_sampler_apply(self._chain, candidates)

    def _allows(self, token: int) -> bool:
        lib, single = self._lib, self._single
        single.id, single.logit = token, 1.0
        lib.llama_sampler_apply(self._grammar, lib.llama_token_data_array(ctypes.pointer(single), 1, -1, False))
        return bool(single.logit == 1.0)

    def close(self) -> None:
        """Free the memory. Idempotent."""
        if self._grammar is not None:
            self._lib.llama_sampler_free(self._outer)
            self._lib.llama_sampler_free(self._grammar)
            self._grammar = None
