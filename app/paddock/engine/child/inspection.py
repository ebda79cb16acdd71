"""The template doctor: what becomes of a chat on its way to a model, and what is wrong with the file.

One rule: only the vocabulary is read, on a thread of its own, so that a file of any size is looked at beside answers.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paddock.core.errors import UserError
from paddock.core.families import scales_rope
from paddock.core.messages import Role
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.said import say
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import PROBE, ChatFormat, family_template, find_chat_format, make_template
from paddock.engine.child.failures import LlamaLog, check_file, explain_load
from paddock.engine.child.metadata import read_metadata
from paddock.engine.child.prompt import PromptBuilder
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.shape import tensor_names
from paddock.engine.child.templates import TemplateFailedError
from paddock.engine.child.tokens import Vocabulary

LONGEST_SAID = 80
"""Characters of a file's own words."""
CHAT = (
    {"role": "system", "content": "Be brief."},
    *PROBE,
    {"role": "assistant", "content": "Hello."},
    {"role": "user", "content": "Bye"},
)
"""What two templates are compared by."""


def inspect(
    lib: Any, log: LlamaLog, host: TemplateHost, path: Path, request: GenerationRequest, prompt_format: str
) -> TemplateReport:
    """See `Engine.inspect`; templates run in `host`.

    Raises:
        UserError: not a model, or one that llama.cpp does not know; "no-such-format".
    """
    check_file(path)
    with _vocabulary_of(lib, log, path) as model:
        vocabulary, metadata = Vocabulary(lib, model), read_metadata(lib, model)
        template = lib.llama_model_chat_template(model, None)
        chat = find_chat_format(lib, host, vocabulary, metadata, template, path, prompt_format)
        subject = _Subject(lib, host, path, vocabulary, metadata, template or b"", chat)
        return _Examination(subject, request).report()


@contextmanager
def _vocabulary_of(lib: Any, log: LlamaLog, path: Path) -> Iterator[Any]:
    """A `llama_model` without weights."""
    log.clear()
    params = lib.llama_model_default_params()
    params.vocab_only = True
    model = lib.llama_model_load_from_file(os.fsencode(path), params)
    if not model:
        raise explain_load(path, log)
    try:
        yield model
    finally:
        lib.llama_model_free(model)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is looked at."""

    lib: Any
    host: TemplateHost
    path: Path
    vocabulary: Vocabulary
    metadata: Mapping[str, str]
    template: bytes
    chat: ChatFormat


class _Examination:
    """Renders one request and looks for what is wrong."""

    def __init__(self, subject: _Subject, request: GenerationRequest) -> None:
        self._subject = subject
        self._words = subject.vocabulary
        self._chat = subject.chat
        self._request = request

    def report(self) -> TemplateReport:
        """All there is to say."""
        chat, words = self._chat, self._words
        prompts = PromptBuilder(words, chat)
        tokens: list[int] = []
        text = error = ""
        try:
            tokens, text = prompts.tokens(self._request), prompts.written(self._request)
        except UserError as failure:
            error = failure.what
        return TemplateReport(
            source=chat.source,
            family=chat.family.id if chat.family else "",
            family_name=chat.family.name if chat.family else "",
            format=chat.format,
            template=chat.text,
            sha256=chat.sha256,
            known=chat.known,
            text=text,
            tokens=tuple(tokens),
            pieces=tuple(words.piece(token, special=True).decode("utf-8", "replace") for token in tokens),
            bos_count=next((at for at, token in enumerate(tokens) if token != words.bos), len(tokens)),
            stop_tokens=tuple(words.text(token) for token in range(words.size) if self._ends(token)),
            stop_texts=(*self._request.sampling.stop, *chat.stops),
            warnings=tuple(self._warnings(text, prompts.replaced)),
            error=error,
        )

    def _ends(self, token: int) -> bool:
        return token in self._chat.ends or self._words.is_end(token)

    def _warnings(self, text: str, replaced: str) -> Iterator[str]:
        yield from self._about_the_template()
        if text and replaced:
            yield say(
                "For this chat another template is used than the one below, which {replaced}.",
                replaced=in_words(replaced),
            )
        yield from self._about_bos()
        yield from self._about_the_end()
        yield from self._about_rope()
        if text:
            yield from self._about_what_is_missing(text)

    def _about_what_is_missing(self, text: str) -> Iterator[str]:
        """What was said and is not in the prompt."""
        turns = self._request.turns
        missing = {turn.role for turn in turns if not any(said in text for said in _as_written(turn.text))}
        if Role.SYSTEM in missing:
            yield say("This template leaves the system prompt out: the model does not see it.")
        if missing & {Role.USER, Role.ASSISTANT}:
            yield say("This template leaves messages out: the model does not see them.")
        calls = [call.name for turn in turns for call in turn.calls]
        if Role.TOOL in missing or any(name not in text for name in calls):
            yield say("This template leaves calls of tools, or what came of them, out: the model does not see them.")

    def _about_the_template(self) -> Iterator[str]:
        chat = self._chat
        failure = self._failure()
        if failure:
            yield say(
                "The file's own template does not work: it {failure}. {instead}",
                failure=in_words(failure),
                instead=self._instead(),
            )
        elif chat.source is TemplateSource.FILE and not chat.known:
            yield say("The file's own template is not one of those that Paddock knows to be right.")
            if self._differs():
                assert chat.family is not None
                yield say("It writes a chat differently from the known template of {name}.", name=chat.family.name)
        if chat.source is TemplateSource.NONE and not failure:
            yield (
                say(
                    "The file has no chat template, and neither its words nor its name say how it wants to be spoken "
                    "with: it may be a base model, which only continues text. If it was made for chatting, choose a "
                    "prompt format."
                )
            )

    def _failure(self) -> str:
        """Why the file's own template does not render; "" if it does, or if there is none."""
        if self._chat.source is not TemplateSource.CHOSEN:
            return self._chat.failure
        own = self._subject.template.decode("utf-8", "replace")
        try:
            if own:
                make_template(self._subject.host, own, self._words).render_messages(PROBE)
        except TemplateFailedError as error:
            return str(error)
        return ""

    def _instead(self) -> str:
        match self._chat.source:
            case TemplateSource.FAMILY:
                assert self._chat.family is not None
                return say("That of {name} is used instead.", name=self._chat.family.name)
            case TemplateSource.LLAMA_CPP:
                return say("llama.cpp's own for it is used instead.")
            case TemplateSource.CHOSEN:
                return say("The chosen prompt format is used instead.")
        return say("There is none to use instead.")

    def _differs(self) -> bool:
        """Whether the file's template writes a plain chat otherwise than the known one of its family does."""
        known = family_template(self._subject.host, self._chat.family, self._words)
        try:
            return known is not None and known.render_messages(CHAT) != self._chat.templates[0].render_messages(CHAT)
        except TemplateFailedError:
            return True

    def _about_bos(self) -> Iterator[str]:
        words, bos = self._words, self._words.text(self._words.bos)
        if self._chat.source is not TemplateSource.FILE or self._chat.known or not bos:
            return  # the known good ones write one, as the tokenizer does, and nobody who knows them is misled by it
        try:
            text = self._chat.templates[0].render_messages(PROBE)
        except TemplateFailedError:
            return
        count = 0
        while text.startswith(bos):
            text, count = text.removeprefix(bos), count + 1
        if count > 1 or (count and words.wants_bos):
            who = "twice" if count > 1 else say("and the tokenizer would add another one")
            yield say(
                "Double BOS: the template writes {bos}, {who}. Paddock gives the model exactly one.", bos=bos, who=who
            )

    def _about_the_end(self) -> Iterator[str]:
        words, end = self._words, self._chat.end
        if not end or not self._chat.templates:
            return
        token = words.token(end)
        if token is None:
            if end in self._chat.text:
                yield (
                    say(
                        "Missing end of turn: the vocabulary has no token {end}, which the template writes. "
                        "Paddock ends an answer where these letters come.",
                        end=end,
                    )
                )
        elif not self._named_as_end(token):
            yield (
                say(
                    "Missing end of turn: the file names {eos} as the end of an answer, and a turn ends with "
                    "{end}. Paddock ends at both.",
                    eos=words.text(words.eos) or say("nothing"),
                    end=end,
                )
            )

    def _named_as_end(self, token: int) -> bool:
        """Whether the file itself says that the token ends an answer; llama.cpp may know it by its text alone."""
        keys = ("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id")
        return token == self._words.eos or str(token) in (self._subject.metadata.get(key) for key in keys)

    def _about_rope(self) -> Iterator[str]:
        """llama.cpp's converter writes the factors of Llama 3.1's rotary embeddings as a tensor since July 2024."""
        subject = self._subject
        scales = scales_rope({"llama.vocab_size": self._words.size, **subject.metadata}, self._chat.family)
        if not scales or any(".rope.scaling." in key for key in subject.metadata):
            return
        names = tensor_names(subject.lib, subject.path)
        if names and "rope_freqs.weight" not in names:
            yield (
                say(
                    "Old rope: this early conversion lacks the scaling of the rotary embeddings (rope_freqs.weight), "
                    "so answers to long texts come out wrong. Download the model anew, in a newer conversion."
                )
            )


def _as_written(text: str) -> tuple[str, str]:
    """How a template may write a text: as it is, or as JSON."""
    text = text.strip()
    return text, json.dumps(text, ensure_ascii=False)[1:-1]


def in_words(cause: str) -> str:
    """Why a template fails, to go on after "it" or "which"; the file's author does not speak in Paddock's voice."""
    kind, _, said = cause.partition(": ")
    if kind != "raised":
        return cause.rstrip(".")
    found = re.match(r"(\w+Error)(?:: |$)", said)
    name, text = (found[1], said[found.end() :]) if found else ("", said)
    if name == "SecurityError":
        return say("tries what its sandbox forbids")
    if name in ("OverflowError", "RecursionError", "MemoryError"):
        return say("asks for more than it may have")
    return (
        say("ends with an error; the file says: “{text}”", text=text[:LONGEST_SAID].rstrip("."))
        if text
        else say("ends with an error")
    )
