"""Meta's templates, rendered as Transformers renders them: the same text, and the same tokens.

The goldens are Transformers' (`golden/make.py`); they name the templates that they were made with by SHA-256.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from engine_kit import SHARED, shared_file

from paddock.core.known_templates import KNOWN, name_of
from paddock.core.messages import Role, Turn
from paddock.core.prompts import TemplateSource
from paddock.core.tools import ToolCall, tools_from_json
from paddock.engine.api import GenerationRequest
from paddock.engine.child.chat_format import ChatFormat, find_chat_format, read_format
from paddock.engine.child.metadata import read_metadata
from paddock.engine.child.prompt import PromptBuilder
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.templates import JinjaTemplate
from paddock.engine.child.tokens import Vocabulary

GOLDEN = Path(__file__).with_name("golden")
HEAD, *ITEMS = map(json.loads, (GOLDEN / "llama-3.jsonl").read_text(encoding="utf-8").splitlines())
BOS = "<|begin_of_text|>"
OURS = {
    "meta-llama-Llama-3.1-8B-Instruct": "llama-3.1",
    "meta-llama-Llama-3.2-3B-Instruct": "llama-3.2",
    "meta-llama-Llama-3.3-70B-Instruct": "llama-3.1",
}


def load_make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_make", GOLDEN / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = load_make()
every_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item['template'][11:20]}-{item['case']}")


def published(name: str) -> str:
    """The text of a template; the goldens must have been made with it."""
    data = shared_file(f"templates/{name}.jinja").read_bytes()
    assert hashlib.sha256(data).hexdigest() == HEAD["templates"][name]
    return data.decode()


def given(item: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]] | None, dict[str, str]]:
    messages, tools, date = MAKE.CASES[item["case"]]
    return messages, tools, {} if date is None else {"date_string": date}


def to_request(item: dict[str, Any]) -> GenerationRequest:
    """The case as the program would ask."""
    messages, tools, _ = given(item)
    turns = []
    for message in messages:
        functions = [call["function"] for call in message.get("tool_calls", ())]
        calls = tuple(ToolCall(function["name"], json.dumps(function["arguments"])) for function in functions)
        turns.append(Turn(Role(message["role"]), message["content"], calls, message.get("name", "")))
    return GenerationRequest(turns=tuple(turns), tools=tools_from_json(tools or []))


@pytest.fixture(scope="module")
def words(lib: Any) -> Iterator[Vocabulary]:
    params = lib.llama_model_default_params()
    params.vocab_only = True
    path = shared_file("models/ggml-vocab-llama-bpe.gguf")
    model = lib.llama_model_load_from_file(os.fsencode(path), params)
    assert name_of("") == ""
    assert read_metadata(lib, model)["general.architecture"] == "llama"
    yield Vocabulary(lib, model)
    lib.llama_model_free(model)


@every_item
def test_the_text_is_transformers(host: TemplateHost, item: dict[str, Any]) -> None:
    messages, tools, variables = given(item)
    template = JinjaTemplate(host, published(item["template"]), bos=BOS, eos="<|end_of_text|>")
    assert template.render_messages(messages, tools, **variables) == item["text"]


@every_item
def test_our_own_formats_write_the_same(host: TemplateHost, item: dict[str, Any]) -> None:
    messages, tools, variables = given(item)
    template = JinjaTemplate(host, read_format(OURS[item["template"]]), bos=BOS, eos="<|end_of_text|>")
    assert template.render_messages(messages, tools, **variables) == item["text"]


class Dated(JinjaTemplate):
    """A template on another day."""

    date = ""

    def render_messages(self, messages: Any, tools: Any = None, **variables: Any) -> str:
        return super().render_messages(messages, tools, **({"date_string": self.date} if self.date else {}))


@every_item
def test_the_prompts_tokens_are_transformers(host: TemplateHost, words: Vocabulary, item: dict[str, Any]) -> None:
    template = Dated(host, published(item["template"]), bos=BOS, eos="<|end_of_text|>")
    template.date = given(item)[2].get("date_string", "")
    prompts = PromptBuilder(words, ChatFormat((template,), (template,)))
    request = to_request(item)
    tokens = prompts.tokens(request)
    if item["tokens"] is not None:
        assert tokens == item["tokens"]
        return
    # Where somebody typed the spelling of a control token, Transformers takes it for one, and Paddock does not.
    as_one = words.tokenize(item["text"], parse_special=True)
    assert b"".join(words.piece(t, special=True) for t in tokens) == b"".join(
        words.piece(t, special=True) for t in as_one
    )
    controls = [t for t in tokens if words.is_control(t)]
    assert len(controls) < len([t for t in as_one if words.is_control(t)])
    headers = [text for text in map(words.text, controls) if text == "<|start_header_id|>"]
    system = request.turns[0].role is Role.SYSTEM
    assert len(headers) == len(request.turns) + (1 if system else 2)


def test_meta_templates_and_the_guides_are_known(
    lib: Any, host: TemplateHost, words: Vocabulary, tmp_path: Path
) -> None:
    for name in HEAD["templates"]:
        text = published(name).encode()
        for data in (text, text.rstrip(b"\n")):
            chat = find_chat_format(lib, host, words, {"general.architecture": "llama"}, data, tmp_path / "x.gguf", "")
            assert chat.known == KNOWN[chat.sha256] != ""
            assert chat.source is TemplateSource.FILE
            assert chat.with_tools
    assert find_chat_format(lib, host, words, {}, text + b" ", tmp_path / "x.gguf", "").known == ""


LLAMA_3 = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + "
    "message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
)
ANSWER = "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"


@pytest.mark.parametrize("ending", [f"{{% if add_generation_prompt %}}{ANSWER}{{% endif %}}", ANSWER])
def test_llama_3s_two_templates_are_known_and_write_what_ours_does(host: TemplateHost, ending: str) -> None:
    for text in (LLAMA_3 + ending, LLAMA_3 + ending + "\n"):
        assert name_of(hashlib.sha256(text.encode()).hexdigest()) == "Meta’s for Llama 3"
    theirs, ours = (JinjaTemplate(host, t, bos=BOS, eos="") for t in (LLAMA_3 + ending, read_format("llama-3")))
    for name in ("question", "system", "turns", "blanks", "unicode"):
        messages = MAKE.CASES[name][0]
        assert theirs.render_messages(messages) == ours.render_messages(messages)


def test_transformers_still_says_the_same() -> None:
    if importlib.util.find_spec("transformers") is None:
        pytest.skip("transformers is not installed")
    vocabulary = shared_file("models/ggml-vocab-llama-bpe.gguf")
    assert list(MAKE.render(MAKE.make_tokenizer(vocabulary), SHARED / "templates")) == ITEMS
