"""The options of `paddock run`: every one reaches the engine, and what is not possible is refused before it starts."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from paddock.core.events import TextDelta, TokenChance, TokenLogprob
from paddock.core.models import LoadedModel
from paddock.core.params import Adapter, KvType, LoadParams, Overflow, SamplingParams, Switch
from paddock.engine.api import Device, Generation, GenerationRequest
from paddock.engine.fake import PROCESSOR, FakeAnswer, FakeEngine

Cli = Callable[..., Any]

CARD = Device("Vulkan0", "a fake card", "GPU", 2**30, 2**30)
SAMPLING: dict[str, tuple[str, Any]] = {
    "--seed 3": ("seed", 3),
    "--temp 0.25": ("temperature", 0.25),
    "--dynatemp-range 0.5": ("dynatemp_range", 0.5),
    "--dynatemp-exp 2": ("dynatemp_exponent", 2.0),
    "--top-k 7": ("top_k", 7),
    "--top-p 0.5": ("top_p", 0.5),
    "--min-p 0.25": ("min_p", 0.25),
    "--typical 0.5": ("typical_p", 0.5),
    "--top-nsigma 1.5": ("top_n_sigma", 1.5),
    "--xtc-probability 0.5": ("xtc_probability", 0.5),
    "--xtc-threshold 0.25": ("xtc_threshold", 0.25),
    "--dry-multiplier 0.75": ("dry_multiplier", 0.75),
    "--dry-base 2": ("dry_base", 2.0),
    "--dry-allowed-length 3": ("dry_allowed_length", 3),
    "--dry-penalty-last-n 128": ("dry_penalty_last_n", 128),
    "--dry-sequence-breaker a --dry-sequence-breaker b": ("dry_sequence_breakers", ("a", "b")),
    "--dry-sequence-breaker none": ("dry_sequence_breakers", ()),
    "--repeat-penalty 1.25": ("repeat_penalty", 1.25),
    "--frequency-penalty 0.5": ("frequency_penalty", 0.5),
    "--presence-penalty -0.5": ("presence_penalty", -0.5),
    "--repeat-last-n -1": ("penalty_last_n", -1),
    "--mirostat 2": ("mirostat", 2),
    "--mirostat-ent 4": ("mirostat_tau", 4.0),
    "--mirostat-lr 0.25": ("mirostat_eta", 0.25),
    "--adaptive-target 0.25": ("adaptive_target", 0.25),
    "--adaptive-decay 0.5": ("adaptive_decay", 0.5),
    "--logit-bias 13=-inf --logit-bias 7=1.5": ("logit_bias", ((13, -math.inf), (7, 1.5))),
    "--samplers top_k;temperature": ("samplers", ("top_k", "temperature")),
    "--samplers min_p,adaptive_p": ("samplers", ("min_p", "adaptive_p")),
    "--max-tokens 5": ("max_tokens", 5),
    "--stop END --stop STOP": ("stop", ("END", "STOP")),
    "--json --logprobs 2": ("logprobs", 2),
}
LOADING: dict[str, tuple[str, Any]] = {
    "--ctx 512": ("n_ctx", 512),
    "--device Vulkan0": ("device", "Vulkan0"),
    "--gpu-layers 5": ("n_gpu_layers", 5),
    "--n-cpu-moe 4": ("n_cpu_moe", 4),
    "--threads 3": ("n_threads", 3),
    "--batch-size 64": ("n_batch", 64),
    "--flash-attention off": ("flash_attention", Switch.OFF),
    "--repack off": ("repack", Switch.OFF),
    "--format vicuna": ("prompt_format", "vicuna"),
}


@pytest.mark.parametrize("options", SAMPLING)
def test_how_the_next_token_is_chosen(cli: Cli, model: Path, options: str) -> None:
    paddock = cli()
    name, value = SAMPLING[options]
    assert paddock("run", str(model), "hi", *options.split()).status == 0
    (request,) = paddock.engine.requests
    assert request.sampling == replace(SamplingParams(), **{name: value})


def test_every_parameter_has_its_option() -> None:
    files = {"grammar", "json_schema"}
    assert {name for name, _ in SAMPLING.values()} | files == {field.name for field in fields(SamplingParams)}
    others = {"type_k", "type_v", "draft", "adapters"}
    internal = {"n_seq_max"}  # how many chats stay in memory is nothing to one command
    assert {name for name, _ in LOADING.values()} | others | internal == {field.name for field in fields(LoadParams)}


@pytest.mark.parametrize("options", LOADING)
def test_how_the_model_is_loaded(cli: Cli, model: Path, options: str) -> None:
    paddock = cli()
    paddock.engine = FakeEngine(("This is an answer.",), devices=(PROCESSOR, CARD))
    name, value = LOADING[options]
    assert paddock("run", str(model), "hi", *options.split()).status == 0
    ((_, params),) = paddock.engine.loads
    assert params == replace(LoadParams(), **{name: value})


def test_kv_type_adapters_and_draft(cli: Cli, model: Path, tmp_path: Path) -> None:
    paddock = cli()
    lora = tmp_path / "a:b.gguf"
    lora.touch()
    options = ["--kv-type", "q8_0", "--lora", str(lora), "--lora", f"{lora}:0.5", "--draft", str(model)]
    assert paddock("run", str(model), "hi", *options).status == 0
    ((_, params),) = paddock.engine.loads
    assert (params.type_k, params.type_v) == (KvType.Q8_0, KvType.Q8_0)
    assert params.adapters == (Adapter(lora), Adapter(lora, 0.5))
    assert params.draft == model


def test_a_device_that_is_not_there(cli: Cli, model: Path) -> None:
    paddock = cli()
    result = paddock("run", str(model), "hi", "--device", "nope")
    assert (result.status, result.out, paddock.engine.loads) == (2, "", [])
    assert "there is no device “nope”, but CPU" in result.err


def test_a_device_is_named_in_capitals_or_not(cli: Cli, model: Path) -> None:
    paddock = cli()
    assert paddock("run", str(model), "hi", "--device", "cpu").status == 0
    assert paddock.engine.loads[0][1].device == "CPU"


def test_an_adapter_that_is_not_there(cli: Cli, model: Path, tmp_path: Path) -> None:
    paddock = cli()
    result = paddock("run", str(model), "hi", "--lora", f"{tmp_path}/nope:0.5")
    assert (result.status, result.out, paddock.engine.loads) == (1, "", [])
    assert f"“{tmp_path}/nope” cannot be read (there is no such file or folder)." in result.err


def test_a_draft_model_that_is_not_there(cli: Cli, model: Path) -> None:
    result = cli()("run", str(model), "hi", "--draft", "no-such-model")
    assert (result.status, result.err.count("\n")) == (1, 1)


def test_a_grammar_and_a_schema_come_from_files(cli: Cli, model: Path, tmp_path: Path) -> None:
    grammar, schema = tmp_path / "g.gbnf", tmp_path / "s.json"
    grammar.write_text('root ::= "é"', "utf-8")
    schema.write_text('{"type": "object"}')
    for option, file in (("--grammar", grammar), ("--json-schema", schema)):
        paddock = cli()
        paddock("run", str(model), "hi", option, str(file))
        sampling = paddock.engine.requests[0].sampling
        assert file.read_text("utf-8") in (sampling.grammar, sampling.json_schema)
        assert "" in (sampling.grammar, sampling.json_schema)
    both = cli()("run", str(model), "hi", "--grammar", str(grammar), "--json-schema", str(schema))
    assert both.status == 2
    assert "not both" in both.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["missing", "binary"])
def test_a_grammar_that_cannot_be_read(cli: Cli, model: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "g.gbnf"
    if content is not None:
        path.write_bytes(content)
    paddock = cli()
    result = paddock("run", str(model), "hi", "--grammar", str(path))
    assert (result.status, paddock.engine.loads) == (1, [])
    assert str(path) in result.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--top-p 2", "top-p must lie between 0 and 1"),
        ("--mirostat 3", "Mirostat must be 0, 1 or 2"),
        ("--samplers warmth", "There is no sampler of that name"),
        ("--samplers top_k,top_k", "only once"),
        ("--logit-bias 13", "“13” is not TOKEN=BIAS"),
        ("--logit-bias 13=much", "“13=much” is not TOKEN=BIAS"),
        ("--logit-bias 13=nan", "“13=nan” is not TOKEN=BIAS"),
        ("--logit-bias 13=inf", "A logit bias needs"),
        ("--kv-type f15", "“f15” is not one of “auto”, “f16”, “q8_0”, “q4_0”"),
        ("--overflow summarise", "“summarise” is not one of “stop”, “shift”"),
        ("--logprobs 3", "it needs --json"),
        ("--json --logprobs 99", "At most 20"),
        ("--gpu-layers -2", "less than -1"),
        ("--threads x", "“x” is not a whole number"),
        ("--raw --tools tools.json", "--raw knows no tools"),
        ("--raw --format vicuna", "--raw has no prompt format"),
        ("--format esperanto", "Choose one of llama-"),
    ],
)
def test_what_is_not_possible_is_refused_before_anything_is_loaded(
    cli: Cli, model: Path, options: str, said: str
) -> None:
    paddock = cli()
    result = paddock("run", str(model), "hi", *options.split())
    assert (result.status, paddock.engine.loads) == (2, [])
    assert said in result.err
    assert "Value error" not in result.err


def test_overflow(cli: Cli, model: Path) -> None:
    for options, wanted in (((), Overflow.SHIFT), (("stop",), Overflow.STOP), (("shift",), Overflow.SHIFT)):
        paddock = cli(FakeAnswer("Fine.", dropped=2))
        result = paddock("run", str(model), "hi", *(f"--overflow={option}" for option in options), tty=True)
        assert "does not see the first 2 turns" in result.err
        assert [request.overflow for request in paddock.engine.requests] == [wanted]


def test_one_turn_is_one(cli: Cli, model: Path) -> None:
    result = cli(FakeAnswer("Fine.", dropped=1))("run", str(model), "hi")
    assert result.err == "paddock: The context is full: the model does not see the first turn.\n"


class Short(FakeEngine):
    """An engine whose card has too little memory."""

    def load(self, path: Path, params: LoadParams) -> LoadedModel:
        return replace(super().load(path, params), notice="The card has too little memory, so the processor is used.")


def test_what_could_not_be_had_is_said(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = Short(["Fine."], devices=(PROCESSOR, CARD))
    result = paddock("run", str(model), "hi", "--device", "Vulkan0")
    assert (result.status, result.out) == (0, "Fine.\n")
    assert result.err == "paddock: The card has too little memory, so the processor is used.\n"


class Sure(FakeEngine):
    """Says how sure it is of each word."""

    def generate(self, request: GenerationRequest) -> Any:
        generation = super().generate(request)
        return _Sure(generation)


class _Sure:
    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def next(self, timeout: float | None = None) -> Any:
        event = self._generation.next(timeout)
        if isinstance(event, TextDelta):
            chance = TokenLogprob(5, event.text, -0.25, (TokenChance(5, event.text, -0.25),))
            return TextDelta(event.text, (chance,))
        return event


def test_log_probabilities_come_with_the_json(cli: Cli, model: Path) -> None:
    paddock = cli()
    paddock.engine = Sure(["One two."])
    found = json.loads(paddock("run", str(model), "hi", "--json", "--logprobs", "1").out)
    assert found["build"] == "fake-1"
    assert [entry["text"] for entry in found["logprobs"]] == ["One", " two."]
    assert found["logprobs"][0] == {
        "token": 5,
        "text": "One",
        "logprob": -0.25,
        "top": [{"token": 5, "text": "One", "logprob": -0.25}],
    }


@pytest.mark.usefixtures("home")
def test_the_help_names_every_option_under_a_heading(paddock: Callable[..., Any]) -> None:
    out = paddock("run", "--help").stdout
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert [heading.split(" (")[0].rstrip(":") for heading in headings] == [
        "Usage: paddock run [OPTIONS] {MODEL} [PROMPT]",
        "Arguments",
        "What it answers",
        "How the next token is chosen",
        "How the model is loaded",
        "Options",
    ]
    for options in (*SAMPLING, *LOADING, "--grammar", "--json-schema", "--kv-type", "--lora", "--draft", "--overflow"):
        assert options.split()[0] in out
