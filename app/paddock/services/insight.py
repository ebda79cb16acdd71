"""What the engine does, how fast, and why not faster: in words, for whoever wants to know.

One rule: pure functions of what was measured; nothing here asks, waits or guesses without saying so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import Remedy
from paddock.core.families import FAMILIES, PROMPT_FORMATS
from paddock.core.messages import Message, MessageStatus
from paddock.core.models import LoadedModel, ModelActivity
from paddock.core.prompts import TemplateSource
from paddock.core.sizes import memory_text, size_text
from paddock.engine.api import Barrier, EngineState, EngineStatus, Guarded

GIGA, MEGA = 1e9, 1e6
FULL = 0.85  # of all memory: beyond it the system throws out parts of the model, and reads them again
TIGHT = 0.04  # of all memory available: nothing is left for the system's own cache
BUSY = 0.25  # of all processors, taken by other programs
BOUND = 0.5  # of the measured bandwidth; a copy reads and writes, and one thread does not reach all of it
LONG_WAIT = 2000.0  # ms that a person notices
CPU = "CPU"


@dataclass(frozen=True, slots=True)
class ContextUse:
    """How full a model's context is.

    Attributes:
        used: tokens of the prompt that the model is given.
        n_ctx: tokens that fit; 0 if that is not known, as the model is not loaded.
        first_kept: the first message that the model still sees word for word; None: it sees all.
        summarised: a summary stands for what is before that.
    """

    used: int = 0
    n_ctx: int = 0
    first_kept: int | None = None
    summarised: bool = False


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
        return (Fact("Model", STATES[status.state], status.error),)
    activity = next((found for found in status.activity if found.path == model.path), ModelActivity(model.path))
    confined = confinement_of(status.barriers)
    return (*_place(model), _format(model, chosen), *_layout(model, activity), *_memory(model, activity), *confined)


GUARDED = {
    Guarded.FILES: ("reads only models", "may read your files"),
    Guarded.NETWORK: ("no network", "may use the network"),
    Guarded.PROGRAMS: ("starts no programs", "may start programs"),
    Guarded.PROCESSES: ("reaches no other program", "may reach other programs"),
    Guarded.TEMPLATES: ("templates run confined", "templates run without a filter of system calls"),
}
"""What the engine's process is kept from, and what it may do where nothing keeps it."""


def confinement_of(barriers: Iterable[Barrier]) -> tuple[Fact, ...]:
    """What the engine's process is kept from, and then what it is not kept from; nothing before it has started."""
    held = [barrier for barrier in barriers if barrier.holds]
    means = dict.fromkeys(name for barrier in held for name in barrier.by.split(", "))
    words = " · ".join(GUARDED[barrier.guards][0] for barrier in held)
    confined = [Fact("Confined", words, f"By {' and '.join(means)}.")] if held else []
    missing = [
        Fact("Not confined", GUARDED[barrier.guards][1], f"{barrier.by[:1].upper()}{barrier.by[1:]}.")
        for barrier in barriers
        if not barrier.holds
    ]
    return (*confined, *missing)


STATES = {
    EngineState.STOPPED: "none is loaded",
    EngineState.STARTING: "the engine is starting",
    EngineState.LOADING: "being loaded",
    EngineState.READY: "not loaded",
    EngineState.FAILED: "could not be loaded",
}


def model_of(status: EngineStatus, path: Path | None) -> LoadedModel | None:
    """The loaded model of that file; of None, the one that was used last."""
    if path is None:
        return status.model
    loaded = (*status.models, *([status.model] if status.model else []))
    return next((model for model in loaded if model.path == path), None)


def _place(model: LoadedModel) -> Iterator[Fact]:
    yield Fact("Model", model.description, size_text(model.size) if model.size else "")
    yield Fact("Runs on", model.device, model.device_reason)
    if model.notice:
        yield Fact("Notice", model.notice)
    if model.n_gpu_layers:
        yield Fact("Layers", f"{model.n_gpu_layers} of {model.n_layer} on {model.device}")
    elif model.n_layer:
        yield Fact("Layers", f"all {model.n_layer} on the processor")


PROMPT_FORMAT = "Prompt format"
SOURCES: Mapping[str, str] = {  # of `TemplateSource`
    TemplateSource.FILE: "from the file",
    TemplateSource.FAMILY: "Paddock's own, as the file has none that works",
    TemplateSource.CHOSEN: "chosen by you",
    TemplateSource.LLAMA_CPP: "llama.cpp's own, as the file's does not work",
    TemplateSource.NONE: "not known",
}


def _format(model: LoadedModel, chosen: str) -> Fact:
    source = SOURCES.get(model.template_source, model.template_source)
    if model.template_source == TemplateSource.NONE:
        return Fact(PROMPT_FORMAT, source, "The model only continues text until one is chosen.")
    family = FAMILIES.get(model.family)
    name = family.name if family is not None else ""
    if model.template_source == TemplateSource.CHOSEN:
        name = PROMPT_FORMATS.get(chosen, "")
    text = f"{name}, {source}" if name else source
    return Fact(PROMPT_FORMAT, text, template_text(model.template_sha256, model.template_known, model.template_source))


def template_text(sha256: str, known: str, source: str) -> str:
    """What there is to say of a file's own template, a sentence; "" if it has none.

    Args:
        known: which known good one it is; "" for none.
        source: a `TemplateSource`: where the one that is used comes from.
    """
    if sha256 and source != TemplateSource.FILE:
        return "The file's own template is not used."
    if known:
        return f"The file's template is a known one: {known}."
    return "The file's template is none that Paddock has seen before. It runs in a sandbox." if sha256 else ""


def _layout(model: LoadedModel, activity: ModelActivity) -> Iterator[Fact]:
    trained = f"The model was trained for up to {model.n_ctx_train:,}." if model.n_ctx_train else ""
    yield Fact("Context", f"{model.n_ctx:,} tokens", trained)
    kinds = model.type_k if model.type_k == model.type_v else f"keys {model.type_k}, values {model.type_v}"
    yield Fact("KV cache", kinds, f"Flash attention is {'on' if model.flash_attention else 'off'}.")
    threads, for_prompts = activity.n_threads or model.n_threads, activity.n_threads_batch or model.n_threads_batch
    if threads:
        batch = activity.n_batch or model.n_batch
        text = f"{threads}; {for_prompts or threads} for prompts, {batch} tokens at once"
        yield Fact("Threads", text, f"Being measured: {activity.tuning}." if activity.tuning else "")
    if model.draft:
        yield Fact("Draft model", model.draft, "It guesses ahead; the answer is the same.")
    if model.n_adapters:
        yield Fact("Adapters", f"{model.n_adapters} LoRA")
    if model.build:
        yield Fact("llama.cpp", model.build)


def _memory(model: LoadedModel, activity: ModelActivity) -> Iterator[Fact]:
    for memory in model.memory:
        detail = (
            f"Weights {memory_text(memory.weights)}, KV cache {memory_text(memory.kv)}, "
            f"buffers {memory_text(memory.compute)}."
        )
        yield Fact(f"Memory on {memory.device}", memory_text(memory.total), detail)
    if activity.cells:
        chats = f"{activity.sequences} conversation{'' if activity.sequences == 1 else 's'}"
        yield Fact("Remembered", f"{activity.cells_used:,} of {activity.cells:,} tokens", f"Of {chats}.")
    if activity.stored_bytes:
        yield Fact("On the disk", size_text(activity.stored_bytes), "Processed chats, encrypted; read back when used.")
    if activity.prefill_total:
        done = f"{activity.prefill_done:,} of {activity.prefill_total:,} tokens"
        yield Fact("Processed ahead", done, "While you type or read.")
    if activity.running or activity.waiting:
        waiting = f", {activity.waiting} waiting" if activity.waiting else ""
        yield Fact("Answers", f"{activity.running} on the way{waiting}")


def answer_facts(message: Message) -> tuple[Fact, ...]:
    """How an answer was made: speed, what was used again, and what makes it again."""
    return (*_speed(message), *_origin(message))


def _speed(message: Message) -> Iterator[Fact]:
    usage, timings = message.usage, message.timings
    if timings.decode_tok_s:
        yield Fact("Answer", f"{timings.decode_tok_s:.1f} tokens/s", f"{usage.completion_tokens:,} tokens.")
    fresh = usage.prompt_tokens - usage.cached_tokens
    if usage.prompt_tokens:
        speed = f"{timings.prompt_tok_s:.0f} tokens/s" if timings.prompt_tok_s and fresh else "nothing to process"
        if fresh > 1 and not timings.prompt_tok_s and message.status is MessageStatus.STOPPED:
            speed = "stopped before the answer began"
        yield Fact("Prompt", speed, f"{usage.prompt_tokens:,} tokens, {fresh:,} of them new.")
    if timings.ttft_ms:
        yield Fact("First word", f"after {seconds_text(timings.ttft_ms)}")
    if timings.load_ms:
        yield Fact("Loading", seconds_text(timings.load_ms), "Before this answer, once.")
    if usage.cached_tokens:
        disk = f"{usage.restored_tokens:,} of them read from the disk." if usage.restored_tokens else ""
        yield Fact("Used again", f"{usage.cached_tokens:,} tokens", disk)
    if usage.drafted_tokens:
        yield Fact("Guessed ahead", f"{usage.accepted_tokens:,} of {usage.drafted_tokens:,} tokens right")


def _origin(message: Message) -> Iterator[Fact]:
    if message.first_kept is not None:
        yield Fact("Left out", "the beginning of the chat", "It did not fit into the context.")
    if message.model:
        yield Fact("Model", message.model)
    if message.seed is not None and message.build:
        yield Fact("Seed", str(message.seed), "The same seed, settings, model and build give the same answer.")
    elif message.seed is not None:
        yield Fact("Seed", str(message.seed))
    if message.build:
        yield Fact("Settings", sampling_text(message.sampling))
        yield Fact("llama.cpp", message.build)


def sampling_text(stored: str) -> str:
    """Sampling settings as an answer keeps them, in one line; long ones (grammars) only by name."""
    if not stored:
        return "the usual ones"
    parts = []
    for name, value in json.loads(stored).items():
        text = value if isinstance(value, str) else json.dumps(value)
        parts.append(f"{name} {text}" if len(text) <= 40 else name)
    return ", ".join(parts)


def seconds_text(milliseconds: float) -> str:
    """A time to read: "12 s", "1.3 s", "40 ms"."""
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f} s" if milliseconds < 10_000 else f"{milliseconds / 1000:.0f} s"


# --- why is this slow?


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer at one moment, as far as it matters.

    Attributes:
        memory_total: bytes; `memory_available` of them could be had without swapping.
        cores: processors that the system counts.
        other_load: share of them that other programs take, 0 to 1.
        memory_bandwidth: bytes a second, measured by copying with one thread; 0 if it was not measured.
        gpus: names of the devices other than the processor.
        unused: for each device that is seen and not used, one sentence why.
    """

    memory_total: int
    memory_available: int
    cores: int
    other_load: float = 0.0
    memory_bandwidth: float = 0.0
    gpus: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What would help, and the button for it, if there is one."""

    text: str
    remedy: Remedy = Remedy.NONE


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """The bottleneck in one line, what was measured, and what would help, the best first."""

    bottleneck: str
    sentences: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Finding:
    headline: str
    sentence: str
    advice: tuple[Advice, ...] = ()


SMALLER_MODEL = Advice(
    "A smaller model, or one with fewer bits per weight, needs less of everything.", Remedy.OPEN_MODELS
)


def why_slow(status: EngineStatus, message: Message | None, machine: Machine) -> SpeedReport:
    """Name the bottleneck.

    Args:
        message: the answer that was slow; None: what can be said without one.
    """
    model = model_of(status, None)
    if model is None:
        return _without_model(status, machine)
    found = [
        *_out_of_memory(model, machine),
        *_others(machine),
        *(_times(model, message, machine) if message is not None else ()),
        *_gpu(model, machine),
    ]
    if not found:
        return SpeedReport("Nothing stands out.", tuple(_machine(model, machine)))
    advice = dict.fromkeys(advice for finding in found for advice in finding.advice)
    sentences = (*(finding.sentence for finding in found), *_machine(model, machine))
    return SpeedReport(found[0].headline, sentences, tuple(advice))


def _without_model(status: EngineStatus, machine: Machine) -> SpeedReport:
    headline = {
        EngineState.LOADING: f"The model is being loaded ({status.progress:.0%}).",
        EngineState.STARTING: "The engine is starting.",
    }.get(status.state, "No model is loaded.")
    sentences = [f"The model {STATES[status.state]}. {status.error}".strip()] if status.error else []
    found = list(_others(machine))
    advice = tuple(advice for finding in found for advice in finding.advice)
    return SpeedReport(headline, (*sentences, *(finding.sentence for finding in found), *machine.unused), advice)


def _out_of_memory(model: LoadedModel, machine: Machine) -> Iterator[_Finding]:
    needed = sum(memory.total for memory in model.memory if memory.device == CPU) or (
        0 if model.n_gpu_layers else model.size
    )
    too_big = needed > machine.memory_total * FULL
    if too_big or machine.memory_available < machine.memory_total * TIGHT:
        yield _Finding(
            "There is too little memory." if not too_big else "The model is too big for this computer's memory.",
            f"The model takes {memory_text(needed)} of {memory_text(machine.memory_total)}, "
            f"{memory_text(machine.memory_available)} are free: parts of it are read from the disk again and again.",
            (
                SMALLER_MODEL,
                Advice("A smaller context takes less memory.", Remedy.SMALLER_CONTEXT),
                Advice("Close programs that you do not need."),
            ),
        )


def _others(machine: Machine) -> Iterator[_Finding]:
    if machine.other_load > BUSY:
        yield _Finding(
            "Other programs are busy.",
            f"Other programs take {machine.other_load:.0%} of the processor now.",
            (Advice("Wait until they are done, or end them."),),
        )


def _times(model: LoadedModel, message: Message, machine: Machine) -> Iterator[_Finding]:
    """Where the time of an answer went, the longest part first."""
    usage, timings = message.usage, message.timings
    reading = max(0.0, timings.ttft_ms - timings.load_ms)
    writing = 1000 * usage.completion_tokens / timings.decode_tok_s if timings.decode_tok_s else 0.0
    fresh = usage.prompt_tokens - usage.cached_tokens
    parts = [
        (timings.load_ms, _loading(model, timings.load_ms)),
        (reading, _reading(reading, fresh, timings.prompt_tok_s)),
        (writing, _writing(model, timings.decode_tok_s, machine)),
    ]
    for took, finding in sorted(parts, key=lambda part: -part[0]):
        if took > LONG_WAIT or (took and finding is parts[2][1]):
            yield finding


def _loading(model: LoadedModel, took: float) -> _Finding:
    speed = f", {size_text(int(model.size / took * 1000))} a second" if took else ""
    return _Finding(
        "Loading the model took most of the time.",
        f"Loading the model took {seconds_text(took)} for {size_text(model.size)}{speed}. "
        "The first time after a start it comes from the disk; later it is still in memory.",
        (Advice("Let Paddock load the model at its start, and free it later or never (Settings)."),),
    )


def _reading(took: float, fresh: int, speed: float) -> _Finding:
    return _Finding(
        "Processing the prompt took most of the time.",
        f"{fresh:,} new tokens were processed in {seconds_text(took)}"
        + (f", {speed:.0f} a second" if speed else "")
        + ". What was processed once is used again, unless the beginning of the chat changes.",
        (
            Advice("Paste the text first and type the question after it: it is processed while you type."),
            Advice("A new chat begins with nothing to process.", Remedy.NEW_CHAT),
        ),
    )


def _writing(model: LoadedModel, speed: float, machine: Machine) -> _Finding:
    moved = model.size * speed
    told = (
        f"The answer came at {speed:.1f} tokens a second. For each token the whole model is read from memory: "
        f"{size_text(model.size)} each time, {moved / GIGA:.0f} GB a second."
    )
    if not machine.memory_bandwidth or model.n_gpu_layers:
        return _Finding("Writing the answer took most of the time.", told, (SMALLER_MODEL,))
    told += f" One thread of this computer copies {machine.memory_bandwidth / GIGA:.0f} GB a second."
    if moved >= BOUND * machine.memory_bandwidth:
        return _Finding("The memory is the bottleneck.", f"{told} So more threads would not help.", (SMALLER_MODEL,))
    return _Finding("The processor is the bottleneck.", told, (SMALLER_MODEL,))


def _gpu(model: LoadedModel, machine: Machine) -> Iterator[_Finding]:
    if model.notice:
        yield _Finding("The model does not run as it could.", model.notice)
    if 0 < model.n_gpu_layers < model.n_layer:
        yield _Finding(
            "The model is only partly on the GPU.",
            f"{model.n_gpu_layers} of {model.n_layer} layers are on {model.device}; the others wait for the processor.",
            (SMALLER_MODEL, Advice("A smaller context leaves more room for layers.", Remedy.SMALLER_CONTEXT)),
        )
    elif not model.n_gpu_layers:
        for why in machine.unused:
            yield _Finding("A GPU is not used.", why)


def _machine(model: LoadedModel, machine: Machine) -> Iterator[str]:
    if not machine.gpus and not model.n_gpu_layers:
        yield f"There is no GPU that this build of llama.cpp can use; the processor has {machine.cores} threads."
