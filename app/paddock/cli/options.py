"""The options of `paddock run`: their names, their help, and the parameters they stand for.

One rule: an option that was not given changes nothing; the names are llama.cpp's where it has one.
"""

# No `from __future__ import annotations` here: typer reads the annotations.

import math
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

import typer
from typer.core import TyperCommand

from paddock.cli.files import readable, text_of
from paddock.core.errors import UserError
from paddock.core.families import PROMPT_FORMATS
from paddock.core.params import OPTIONAL_SAMPLERS, SAMPLERS, Adapter, KvType, LoadParams, SamplingParams, Switch
from paddock.services.templates import checked_format

T = TypeVar("T")

ANSWER = "What it answers"
SAMPLING = "How the next token is chosen (what is 0, or 1 for top-p, typical and repeat-penalty, is off)"
LOADING = "How the model is loaded"
NONE = "none"


def _answer(*names: str, **facts: Any) -> Any:
    return typer.Option(*names, rich_help_panel=ANSWER, **facts)


def _sampling(*names: str, **facts: Any) -> Any:
    return typer.Option(*names, rich_help_panel=SAMPLING, **facts)


def _loading(*names: str, **facts: Any) -> Any:
    return typer.Option(*names, rich_help_panel=LOADING, **facts)


def known_format(prompt_format: str | None) -> str | None:
    """The same; for an option's `callback`.

    Raises:
        typer.BadParameter: there is no such prompt format.
    """
    try:
        return checked_format(prompt_format) if prompt_format else prompt_format
    except UserError as error:
        raise typer.BadParameter(str(error)) from error


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The command line of `paddock run`; None or empty where nothing was given.

    Fields that are named as those of `SamplingParams` and `LoadParams` stand for them.
    """

    model: Annotated[str, typer.Argument(metavar="MODEL", help="guide, a name from the library, or a GGUF file.")]
    text: Annotated[str | None, typer.Argument(metavar="PROMPT", help="What to ask; - reads standard input.")] = None

    system: Annotated[str | None, _answer("--system", help="What the model is told first.")] = None
    raw: Annotated[bool, _answer("--raw", help="Continue the text without a chat template.")] = False
    max_tokens: Annotated[int | None, _answer("--max-tokens", min=1, help="End the answer after so many tokens.")] = (
        None
    )
    stop: Annotated[list[str] | None, _answer("--stop", metavar="TEXT", help="End before this text; repeatable.")] = (
        None
    )
    grammar_file: Annotated[
        Path | None, _answer("--grammar", metavar="FILE", help="Answer only what this GBNF grammar allows.")
    ] = None
    schema_file: Annotated[
        Path | None, _answer("--json-schema", metavar="FILE", help="Answer JSON that fits this JSON schema.")
    ] = None
    tools_file: Annotated[
        str | None,
        _answer("--tools", metavar="FILE", help="Tools it may call: JSON, as OpenAI's API has them. Nothing is run."),
    ] = None
    overflow: Annotated[
        Literal["stop", "shift"] | None,
        _answer("--overflow", help="When the context is full: stop, or shift the oldest turns out."),
    ] = None
    as_json: Annotated[bool, _answer("--json", help="Print one JSON object instead, at the end.")] = False
    logprobs: Annotated[
        int | None,
        _answer("--logprobs", metavar="N", help="With --json: log probabilities, and of the N likeliest as well."),
    ] = None

    seed: Annotated[int | None, _sampling("--seed", min=0, max=2**32 - 1, help="The same seed, the same answer.")] = (
        None
    )
    temperature: Annotated[
        float | None, _sampling("--temp", min=0, max=10, help="Temperature; 0 is the likeliest.")
    ] = None
    dynatemp_range: Annotated[
        float | None, _sampling("--dynatemp-range", help="Vary the temperature by so much, with the entropy.")
    ] = None
    dynatemp_exponent: Annotated[float | None, _sampling("--dynatemp-exp", help="How it follows the entropy.")] = None
    top_k: Annotated[int | None, _sampling("--top-k", help="Only the K likeliest.")] = None
    top_p: Annotated[float | None, _sampling("--top-p", help="Only the likeliest that make up P together.")] = None
    min_p: Annotated[float | None, _sampling("--min-p", help="Only what is at least P times as likely.")] = None
    typical_p: Annotated[float | None, _sampling("--typical", help="Locally typical sampling.")] = None
    top_n_sigma: Annotated[float | None, _sampling("--top-nsigma", help="Within so many standard deviations.")] = None
    xtc_probability: Annotated[
        float | None, _sampling("--xtc-probability", help="How often the likeliest choices are left out (XTC).")
    ] = None
    xtc_threshold: Annotated[float | None, _sampling("--xtc-threshold", help="From which probability on.")] = None
    dry_multiplier: Annotated[float | None, _sampling("--dry-multiplier", help="Against repetition (DRY).")] = None
    dry_base: Annotated[float | None, _sampling("--dry-base", help="How it grows with the length.")] = None
    dry_allowed_length: Annotated[int | None, _sampling("--dry-allowed-length", help="Repeated for free.")] = None
    dry_penalty_last_n: Annotated[
        int | None, _sampling("--dry-penalty-last-n", help="Tokens it looks back; -1 is all.")
    ] = None
    dry_sequence_breakers: Annotated[
        list[str] | None,
        _sampling("--dry-sequence-breaker", metavar="TEXT", help="Ends a repetition; repeatable; none: nothing does."),
    ] = None
    repeat_penalty: Annotated[float | None, _sampling("--repeat-penalty", help="Of what was said already.")] = None
    frequency_penalty: Annotated[
        float | None, _sampling("--frequency-penalty", help="For each time that it was said.")
    ] = None
    presence_penalty: Annotated[float | None, _sampling("--presence-penalty", help="If it was said at all.")] = None
    penalty_last_n: Annotated[
        int | None, _sampling("--repeat-last-n", help="Tokens the three penalties look back; -1 is all.")
    ] = None
    mirostat: Annotated[int | None, _sampling("--mirostat", help="Version 1 or 2, in place of those that cut.")] = None
    mirostat_tau: Annotated[float | None, _sampling("--mirostat-ent", help="Mirostat's target entropy, tau.")] = None
    mirostat_eta: Annotated[float | None, _sampling("--mirostat-lr", help="Mirostat's learning rate, eta.")] = None
    adaptive_target: Annotated[float | None, _sampling("--adaptive-target", help="Of the sampler adaptive_p.")] = None
    adaptive_decay: Annotated[float | None, _sampling("--adaptive-decay", help="Of the sampler adaptive_p.")] = None
    logit_bias: Annotated[
        list[str] | None,
        _sampling("--logit-bias", metavar="TOKEN=BIAS", help="A token's number and a bias (-inf: never); repeatable."),
    ] = None
    samplers: Annotated[
        str | None,
        _sampling(
            "--samplers",
            metavar="NAMES",
            help=f"Which, in which order; usually {', '.join(SAMPLERS)}. Also {', '.join(OPTIONAL_SAMPLERS)}.",
        ),
    ] = None

    prompt_format: Annotated[
        str | None,
        _loading(
            "--format",
            metavar="ID",
            callback=known_format,
            help=f"Its prompt format, not the file's: {', '.join(PROMPT_FORMATS)}.",
        ),
    ] = None
    n_ctx: Annotated[int, _loading("--ctx", min=0, help="Context in tokens; 0 lets Paddock choose.")] = 0
    device: Annotated[
        str | None, _loading("--device", metavar="NAME", help="CPU, or a device that `paddock doctor` names.")
    ] = None
    n_gpu_layers: Annotated[
        int | None, _loading("--gpu-layers", metavar="N", min=-1, help="Layers on the GPU; -1: as many as fit.")
    ] = None
    n_cpu_moe: Annotated[
        int | None, _loading("--n-cpu-moe", metavar="N", min=-1, help="Layers whose experts stay in memory.")
    ] = None
    n_threads: Annotated[int | None, _loading("--threads", metavar="N", min=0, help="0 lets Paddock choose.")] = None
    n_batch: Annotated[
        int | None, _loading("--batch-size", metavar="N", min=0, help="Tokens of a prompt processed at once.")
    ] = None
    kv_type: Annotated[KvType | None, _loading("--kv-type", help="Numbers in the KV cache.")] = None
    flash_attention: Annotated[Switch | None, _loading("--flash-attention", help="Whether to use it.")] = None
    repack: Annotated[Switch | None, _loading("--repack", help="Order the weights for the processor too.")] = None
    draft: Annotated[
        str | None, _loading("--draft", metavar="MODEL", help="A small model of the same family that guesses ahead.")
    ] = None
    lora: Annotated[
        list[str] | None,
        _loading("--lora", metavar="FILE[:SCALE]", help="A LoRA adapter (GGUF) and its strength; repeatable."),
    ] = None

    def sampling(self) -> dict[str, Any]:
        """The fields of `SamplingParams` that were given; reads the files of grammar and schema.

        Raises:
            typer.BadParameter: a value that is not possible.
            UserError: "cannot-read": a file.
        """
        changes = {
            **_given(self, SamplingParams),
            **{name: tuple(getattr(self, name)) for name in ("stop",) if getattr(self, name)},
        }
        if self.dry_sequence_breakers:
            changes["dry_sequence_breakers"] = tuple(text for text in self.dry_sequence_breakers if text != NONE)
        if self.logit_bias:
            changes["logit_bias"] = tuple(_bias(text) for text in self.logit_bias)
        if self.samplers is not None:
            changes["samplers"] = tuple(filter(None, re.split(r"[;, ]+", self.samplers)))
        for name, file in (("grammar", self.grammar_file), ("json_schema", self.schema_file)):
            if file is not None:
                changes[name] = text_of(file)
        try:
            SamplingParams(**changes)
        except UserError as error:
            raise typer.BadParameter(error.what) from error
        return changes

    def loading(self) -> dict[str, Any]:
        """The fields of `LoadParams` that were given, but for the draft model, which has to be looked up.

        Raises:
            UserError: "cannot-read": an adapter.
        """
        changes = _given(self, LoadParams)
        changes.pop("draft", None)
        if not self.n_ctx:
            changes.pop("n_ctx")
        if self.kv_type is not None:
            changes["type_k"] = changes["type_v"] = self.kv_type
        if self.lora:
            adapters = tuple(_adapter(text) for text in self.lora)
            for adapter in adapters:
                readable(adapter.path)
            changes["adapters"] = adapters
        return changes


def _given(options: RunOptions, params: type[SamplingParams | LoadParams]) -> dict[str, Any]:
    """Single values that were given, by the names of the parameters."""
    known = {field.name for field in fields(params)} & {field.name for field in fields(RunOptions)}
    given = {name: getattr(options, name) for name in known if getattr(options, name) is not None}
    return {name: value for name, value in given.items() if not isinstance(value, list)}


def _bias(text: str) -> tuple[int, float]:
    match = re.fullmatch(r"(\d+)=(.+)", text)
    try:
        bias = float(match[2]) if match else math.nan
    except ValueError:
        bias = math.nan
    if match is None or math.isnan(bias):
        raise typer.BadParameter(f"“{text}” is not TOKEN=BIAS.", param_hint="'--logit-bias'")
    return int(match[1]), bias


def _adapter(text: str) -> Adapter:
    """FILE or FILE:SCALE; what follows the last colon is a scale only if it is a number."""
    path, colon, scale = text.rpartition(":")
    try:
        return Adapter(Path(path).absolute(), float(scale)) if colon else Adapter(Path(text).absolute())
    except ValueError:
        return Adapter(Path(text).absolute())


def taking(options: type[T], run: Callable[[T], int]) -> Callable[..., int]:
    """A function with one parameter for each field of the dataclass `options`, as typer wants it."""

    def command(**given: Any) -> int:
        return run(options(**given))

    hints = get_type_hints(options, include_extras=True)
    command.__annotations__ = hints
    command.__signature__ = Signature(  # type: ignore[attr-defined]  # typer reads it there
        [
            Parameter(
                field.name,
                Parameter.KEYWORD_ONLY,
                annotation=hints[field.name],
                default=Parameter.empty if field.default is MISSING else field.default,
            )
            for field in fields(options)  # type: ignore[arg-type]  # a dataclass, as its callers know
        ]
    )
    return command


class GroupedCommand(TyperCommand):
    """A command whose help shows its options under the headings that they name, without rich's frames."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """See `TyperCommand.format_options`."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            heading = "Arguments" if parameter.param_type_name == "argument" else "Options"
            if record is not None:
                groups.setdefault(getattr(parameter, "rich_help_panel", None) or heading, []).append(record)
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records)
