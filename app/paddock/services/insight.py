"""What the engine does, how fast, and why not faster: in words, for whoever wants to know.

One rule: pure functions of what was measured; nothing here asks, waits or guesses without saying so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paddock.core.families import FAMILIES, PROMPT_FORMATS
from paddock.core.messages import Message, MessageStatus
from paddock.core.models import LoadedModel, ModelActivity
from paddock.core.prompts import TemplateSource
from paddock.core.said import Said, joined, listed, say
from paddock.core.sizes import memory_text, size_text
from paddock.engine.api import Barrier, EngineState, EngineStatus, Guarded

CPU = "CPU"


@dataclass(frozen=True, slots=True)
class ContextUse:
    """How full a model's context is.

    Attributes:
        used: tokens of the prompt that the model is given.
        n_ctx: tokens that fit; 0 if that is not known, as the model is not loaded.
        first_kept: the first message that the model still sees word for word; None: it sees all.
        summarised: a summary stands for what is before that.
        draft: tokens of what is being typed, which are among the used ones; 0 where nothing is, or it is not known.
    """

    used: int = 0
    n_ctx: int = 0
    first_kept: int | None = None
    summarised: bool = False
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: a label, what holds, and perhaps a sentence about it."""

    label: str
    text: str
    detail: str = ""


def engine_facts_of(status: EngineStatus, ref_path: Path | None = None, chosen: str = "") -> tuple[Fact, ...]:
    """What is known of a loaded model.

    Args:
        ref_path: its file; None is the model that was used last.
        chosen: the id of the prompt format that is set for it; "" where that is not known.
    """
    model = model_of(status, ref_path)
    if model is None:
        return (Fact(say("Model"), STATES[status.state], status.error),)
    activity = next((found for found in status.activity if found.path == model.path), ModelActivity(model.path))
    confined = confinement_of(status.barriers)
    return (*_place(model), _format(model, chosen), *_layout(model, activity), *_memory(model, activity), *confined)


GUARDED = {
    Guarded.FILES: (say("reads only models"), say("may read your files")),
    Guarded.NETWORK: (say("no network"), say("may use the network")),
    Guarded.PROGRAMS: (say("starts no programs"), say("may start programs")),
    Guarded.PROCESSES: (say("reaches no other program"), say("may reach other programs")),
    Guarded.MEMORY: (say("takes no more memory than there is"), say("may take all memory")),
    Guarded.TEMPLATES: (say("templates run confined"), say("templates run without a filter of system calls")),
}
"""What the engine's process is kept from, and what it may do where nothing keeps it."""


def confinement_of(barriers: Iterable[Barrier]) -> tuple[Fact, ...]:
    """What the engine's process is kept from, and then what it is not kept from; nothing before it has started."""
    held = [barrier for barrier in barriers if barrier.holds]
    means = dict.fromkeys(name for barrier in held for name in _means(barrier.by))
    words = joined((GUARDED[barrier.guards][0] for barrier in held), " · ")
    confined = [Fact(say("Confined"), words, say("By {means}.", means=listed([*means])))] if held else []
    missing = [
        Fact(say("Not confined"), GUARDED[barrier.guards][1], say("Why: {why}.", why=barrier.by))
        for barrier in barriers
        if not barrier.holds
    ]
    return (*confined, *missing)


def _means(by: str) -> Iterable[str]:
    """A sentence is one thing; names stand in a row."""
    return (by,) if isinstance(by, Said) else by.split(", ")


STATES = {
    EngineState.STOPPED: say("none is loaded"),
    EngineState.STARTING: say("the engine is starting"),
    EngineState.LOADING: say("being loaded"),
    EngineState.READY: say("not loaded"),
    EngineState.FAILED: say("could not be loaded"),
}


def model_of(status: EngineStatus, path: Path | None) -> LoadedModel | None:
    """The loaded model of that file; of None, the one that was used last."""
    if path is None:
        return status.model
    loaded = (*status.models, *([status.model] if status.model else []))
    return next((model for model in loaded if model.path == path), None)


def _place(model: LoadedModel) -> Iterator[Fact]:
    yield Fact(say("Model"), model.description, size_text(model.size) if model.size else "")
    yield Fact(say("Runs on"), model.device, model.device_reason)
    if model.notice:
        yield Fact(say("Notice"), model.notice)
    if model.n_gpu_layers:
        yield Fact(
            say("Layers"),
            say(
                "{n_gpu_layers} of {n_layer} on {device}",
                n_gpu_layers=model.n_gpu_layers,
                n_layer=model.n_layer,
                device=model.device,
            ),
        )
    elif model.n_layer:
        yield Fact(say("Layers"), say("all {n_layer} on the processor", n_layer=model.n_layer))


PROMPT_FORMAT = say("Prompt format")
SOURCES: Mapping[str, str] = {  # of `TemplateSource`
    TemplateSource.FILE: say("from the file"),
    TemplateSource.FAMILY: say("Paddock's own, as the file has none that works"),
    TemplateSource.CHOSEN: say("chosen by you"),
    TemplateSource.LLAMA_CPP: say("llama.cpp's own, as the file's does not work"),
    TemplateSource.NONE: say("not known"),
}


def _format(model: LoadedModel, chosen: str) -> Fact:
    source = SOURCES.get(model.template_source, model.template_source)
    if model.template_source == TemplateSource.NONE:
        return Fact(PROMPT_FORMAT, source, say("The model only continues text until one is chosen."))
    family = FAMILIES.get(model.family)
    name = family.name if family is not None else ""
    if model.template_source == TemplateSource.CHOSEN:
        name = PROMPT_FORMATS.get(chosen, "")
    text = joined((name, source), ", ")
    return Fact(PROMPT_FORMAT, text, template_text(model.template_sha256, model.template_known, model.template_source))


def template_text(sha256: str, known: str, source: str) -> str:
    """What there is to say of a file's own template, a sentence; "" if it has none.

    Args:
        known: which known good one it is; "" for none.
        source: a `TemplateSource`: where the one that is used comes from.
    """
    if sha256 and source != TemplateSource.FILE:
        return say("The file's own template is not used.")
    if known:
        return say("The file's template is a known one: {known}.", known=known)
    return say("The file's template is none that Paddock has seen before. It runs in a sandbox.") if sha256 else ""


def _layout(model: LoadedModel, activity: ModelActivity) -> Iterator[Fact]:
    trained = (
        say("The model was trained for up to {n_ctx_train:,}.", n_ctx_train=model.n_ctx_train)
        if model.n_ctx_train
        else ""
    )
    yield Fact(say("Context"), say("{n_ctx:,} tokens", n_ctx=model.n_ctx), trained)
    kinds = (
        model.type_k
        if model.type_k == model.type_v
        else say("keys {type_k}, values {type_v}", type_k=model.type_k, type_v=model.type_v)
    )
    yield Fact(
        say("KV cache"),
        kinds,
        say("Flash attention is on.") if model.flash_attention else say("Flash attention is off."),
    )
    threads, for_prompts = activity.n_threads or model.n_threads, activity.n_threads_batch or model.n_threads_batch
    if threads:
        batch = activity.n_batch or model.n_batch
        text = say(
            "{threads}; {for_prompts} for prompts, {batch} tokens at once",
            threads=threads,
            for_prompts=for_prompts or threads,
            batch=batch,
        )
        yield Fact(
            say("Threads"), text, say("Being measured: {tuning}.", tuning=activity.tuning) if activity.tuning else ""
        )
    if model.draft:
        yield Fact(say("Draft model"), model.draft, say("It guesses ahead; the answer is the same."))
    if model.n_adapters:
        yield Fact(say("Adapters"), say("{n_adapters} LoRA", n_adapters=model.n_adapters))
    if model.build:
        yield Fact("llama.cpp", model.build)


def _memory(model: LoadedModel, activity: ModelActivity) -> Iterator[Fact]:
    for memory in model.memory:
        detail = say(
            "Weights {weights}, KV cache {kv}, buffers {compute}.",
            weights=memory_text(memory.weights),
            kv=memory_text(memory.kv),
            compute=memory_text(memory.compute),
        )
        yield Fact(say("Memory on {device}", device=memory.device), memory_text(memory.total), detail)
    if activity.cells:
        one, count = activity.sequences == 1, activity.sequences
        chats = say("{count} conversation", count=count) if one else say("{count} conversations", count=count)
        yield Fact(
            say("Remembered"),
            say("{cells_used:,} of {cells:,} tokens", cells_used=activity.cells_used, cells=activity.cells),
            say("Of {chats}.", chats=chats),
        )
    if activity.stored_bytes:
        yield Fact(
            say("On the disk"),
            size_text(activity.stored_bytes),
            say("Processed chats, encrypted; read back when used."),
        )
    if activity.prefill_total:
        done = say(
            "{prefill_done:,} of {prefill_total:,} tokens",
            prefill_done=activity.prefill_done,
            prefill_total=activity.prefill_total,
        )
        yield Fact(say("Processed ahead"), done, say("While you type or read."))
    if activity.running or activity.waiting:
        waiting = say(", {waiting} waiting", waiting=activity.waiting) if activity.waiting else ""
        yield Fact(say("Answers"), say("{running} on the way{waiting}", running=activity.running, waiting=waiting))


def answer_facts(message: Message) -> tuple[Fact, ...]:
    """How an answer was made: speed, what was used again, and what makes it again."""
    return (*_speed(message), *_origin(message))


def _speed(message: Message) -> Iterator[Fact]:
    usage, timings = message.usage, message.timings
    if message.speed:
        yield Fact(
            say("Answer"),
            say("{speed:.1f} tokens/s", speed=message.speed),
            say("{completion_tokens:,} tokens.", completion_tokens=usage.completion_tokens),
        )
    fresh = usage.prompt_tokens - usage.cached_tokens
    if usage.prompt_tokens:
        speed = say("nothing to process")
        if timings.prompt_tok_s and fresh:
            speed = say("{speed:.0f} tokens/s", speed=timings.prompt_tok_s)
        if fresh > 1 and not timings.prompt_tok_s and message.status is MessageStatus.STOPPED:
            speed = say("stopped before the answer began")
        yield Fact(
            say("Prompt"),
            speed,
            say("{prompt_tokens:,} tokens, {fresh:,} of them new.", prompt_tokens=usage.prompt_tokens, fresh=fresh),
        )
    if timings.ttft_ms:
        yield Fact(say("First word"), say("after {ttft_ms}", ttft_ms=seconds_text(timings.ttft_ms)))
    if timings.load_ms:
        yield Fact(say("Loading"), seconds_text(timings.load_ms), say("Before this answer, once."))
    if usage.cached_tokens:
        disk = (
            say("{restored_tokens:,} of them read from the disk.", restored_tokens=usage.restored_tokens)
            if usage.restored_tokens
            else ""
        )
        yield Fact(say("Used again"), say("{cached_tokens:,} tokens", cached_tokens=usage.cached_tokens), disk)
    if usage.drafted_tokens:
        yield Fact(
            say("Guessed ahead"),
            say(
                "{accepted_tokens:,} of {drafted_tokens:,} tokens right",
                accepted_tokens=usage.accepted_tokens,
                drafted_tokens=usage.drafted_tokens,
            ),
        )


def _origin(message: Message) -> Iterator[Fact]:
    if message.first_kept is not None:
        yield Fact(say("Left out"), say("the beginning of the chat"), say("It did not fit into the context."))
    if message.model:
        yield Fact(say("Model"), message.model)
    if message.seed is not None and message.build:
        yield Fact(
            say("Seed"), str(message.seed), say("The same seed, settings, model and build give the same answer.")
        )
    elif message.seed is not None:
        yield Fact(say("Seed"), str(message.seed))
    if message.build:
        yield Fact(say("Settings"), sampling_text(message.sampling))
        yield Fact("llama.cpp", message.build)


def sampling_text(stored: str) -> str:
    """Sampling settings as an answer keeps them, in one line; long ones (grammars) only by name."""
    if not stored:
        return say("the usual ones")
    parts = []
    for name, value in json.loads(stored).items():
        text = value if isinstance(value, str) else json.dumps(value)
        parts.append(f"{name} {text}" if len(text) <= 40 else name)
    return ", ".join(parts)


def seconds_text(milliseconds: float) -> str:
    """A time to read: "12 s", "1.3 s", "40 ms"."""
    if milliseconds < 1000:
        return say("{milliseconds:.0f} ms", milliseconds=milliseconds)
    seconds = milliseconds / 1000
    return say("{seconds:.1f} s", seconds=seconds) if seconds < 10 else say("{seconds:.0f} s", seconds=seconds)
