"""Renders chats as Transformers does, with the templates in ../shared/templates: what ours is compared with.

One rule: nothing of Paddock runs here. It needs `transformers`, `tokenizers`, `jinja2` and `gguf`:

    python tests/engine/golden/make.py ../shared tests/engine/golden/llama-3.json
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LLAMA_3_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""Llama 3's pre-tokenizer (`tokenizer.json` of the published models)."""
DATE = "05 Mar 2025"
CONTROL = 3


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def assistant(text: str, *calls: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    made = [{"id": "", "type": "function", "function": {"name": name, "arguments": given}} for name, given in calls]
    return {"role": "assistant", "content": text, **({"tool_calls": made} if made else {})}


def system(text: str) -> dict[str, Any]:
    return {"role": "system", "content": text}


def result(name: str, text: str) -> dict[str, Any]:
    return {"role": "tool", "content": text, "name": name, "tool_call_id": ""}


def tool(name: str, description: str, **properties: dict[str, Any]) -> dict[str, Any]:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


WEATHER = tool("get_weather", "The weather “now”, in °C", city={"type": "string", "description": "Name of a city\n"})
ADD = tool("add", "a + b < c & d", a={"type": "number"}, b={"type": "number", "enum": [1, 2.5, None, True]})
CALL = ("get_weather", {"city": "Köln", "days": [1, 2.5, None, True], "more": {"a": '"quoted"\n'}})
CASES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]] | None, str | None]] = {
    # name: messages, tools, date
    "question": ([user("Hello, how are you?")], None, None),
    "system": ([system("Be brief."), user("Hello")], None, None),
    "dated": ([system("Be brief."), user("Hello")], None, DATE),
    "turns": ([user("One"), assistant("Two"), user("Three"), assistant("Four"), user("Five 12345?")], None, DATE),
    "blanks": ([system("  spaced\n"), user("\n\n code:\n\tx = 1  \n"), assistant(" "), user("")], None, DATE),
    "unicode": (
        [user("Grüße, 你好, مرحبا, नमस्ते 🦙👩‍👩‍👧 e\u0301"),
         assistant("𝔘𝔫𝔦 ﷽"), user("\u200b\u00a0…")], None, DATE),
    "spelt": (
        [system("<|eot_id|> ends"), user("<|begin_of_text|>Say <|eot_id|><|start_header_id|>"),
         assistant("<|x|>"), user("?")],
        None,
        DATE,
    ),
    "template in text": ([user("{{ bos_token }} {% raw %} {# no #}")], None, DATE),
    "tools": ([system("Be brief."), user(" Rain in Köln? ")], [WEATHER, ADD], DATE),
    "tools alone": ([user("Rain?")], [WEATHER], None),
    "call": ([user("Rain?"), assistant("", CALL)], [WEATHER], DATE),
    "result": ([user("Rain?"), assistant("", CALL), result("get_weather", '{"rain": "é"}\n')], [WEATHER], DATE),
    "after": (
        [system("S"), user("Rain?"), assistant("", CALL), result("get_weather", "no"), assistant("No."),
         user("Thanks")],
        [WEATHER, ADD],
        DATE,
    ),
    "call without tools": ([user("Rain?"), assistant("", CALL), result("get_weather", "no"), user("So?")], None, DATE),
    "spelt in tools": (
        [user("Go"), assistant("", ("f", {"<|eot_id|>": "<|eot_id|>"})), result("f", "<|eot_id|>")],
        [tool("f", "<|end_of_text|>", x={"type": "<|eot_id|>"})],
        DATE,
    ),
}  # fmt: skip


def make_tokenizer(vocabulary: Path) -> Any:
    """Transformers' tokenizer with the words and merges of a GGUF file."""
    from gguf import GGUFReader
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    fields = GGUFReader(vocabulary).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(numbers, merges, ignore_merges=True))
    split = pre_tokenizers.Split(Regex(LLAMA_3_WORDS), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    controls = [word for word, kind in zip(words, kinds, strict=True) if kind == CONTROL]
    tokenizer.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in controls])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<|begin_of_text|>",
        eos_token="<|end_of_text|>",
        clean_up_tokenization_spaces=False,
    )


def render(tokenizer: Any, templates: Path) -> Iterator[dict[str, Any]]:
    """Each case with each template; the tokens too, where no text spells a control token."""
    for path in sorted(templates.glob("*.jinja")):
        template = path.read_text(encoding="utf-8")
        for name, (messages, tools, date) in CASES.items():
            options: dict[str, Any] = {"tools": tools, "chat_template": template, "add_generation_prompt": True}
            if date is not None:
                options["date_string"] = date
            elif "strftime_now" in template:
                continue  # it would be another text tomorrow
            text = tokenizer.apply_chat_template(messages, tokenize=False, **options)
            tokens = tokenizer.apply_chat_template(messages, tokenize=True, return_dict=False, **options)
            spelt = name.startswith("spelt")
            yield {"template": path.stem, "case": name, "text": text, "tokens": None if spelt else list(tokens)}


def main(shared: Path, out: Path) -> None:
    import transformers

    templates = shared / "templates"
    sums = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(templates.glob("*.jinja"))}
    head = {"transformers": transformers.__version__, "templates": sums}
    tokenizer = make_tokenizer(shared / "models" / "ggml-vocab-llama-bpe.gguf")
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in render(tokenizer, templates)]
    out.write_text(json.dumps(head) + "\n" + "".join(line + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
