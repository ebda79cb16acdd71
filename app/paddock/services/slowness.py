"""Why an answer was slow, in sentences.

One rule: what was measured comes first, then what would help, each with its button.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paddock.core.errors import Remedy
from paddock.core.messages import Message
from paddock.core.models import LoadedModel
from paddock.core.said import joined, say
from paddock.core.sizes import memory_text, size_text
from paddock.engine.api import EngineState, EngineStatus
from paddock.services.insight import CPU, STATES, model_of, seconds_text

GIGA, MEGA = 1e9, 1e6
FULL = 0.85  # of all memory: beyond it the system throws out parts of the model, and reads them again
TIGHT = 0.04  # of all memory available: nothing is left for the system's own cache
BUSY = 0.25  # of all processors, taken by other programs
BOUND = 0.5  # of the measured bandwidth; a copy reads and writes, and one thread does not reach all of it
LONG_WAIT = 2000.0  # ms that a person notices


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
    say("A smaller model, or one with fewer bits per weight, needs less of everything."), Remedy.OPEN_MODELS
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
        return SpeedReport(say("Nothing stands out."), tuple(_machine(model, machine)))
    advice = dict.fromkeys(advice for finding in found for advice in finding.advice)
    sentences = (*(finding.sentence for finding in found), *_machine(model, machine))
    return SpeedReport(found[0].headline, sentences, tuple(advice))


def _without_model(status: EngineStatus, machine: Machine) -> SpeedReport:
    headline = {
        EngineState.LOADING: say("The model is being loaded ({progress:.0%}).", progress=status.progress),
        EngineState.STARTING: say("The engine is starting."),
    }.get(status.state, say("No model is loaded."))
    sentences = (
        [say("The model {states}. {error}", states=STATES[status.state], error=status.error)] if status.error else []
    )
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
            say("There is too little memory.")
            if not too_big
            else say("The model is too big for this computer's memory."),
            say(
                "The model takes {needed} of {memory_total}, {memory_available} are free: parts of it are "
                "read from the disk again and again.",
                needed=memory_text(needed),
                memory_total=memory_text(machine.memory_total),
                memory_available=memory_text(machine.memory_available),
            ),
            (
                SMALLER_MODEL,
                Advice(say("A smaller context takes less memory."), Remedy.SMALLER_CONTEXT),
                Advice(say("Close programs that you do not need.")),
            ),
        )


def _others(machine: Machine) -> Iterator[_Finding]:
    if machine.other_load > BUSY:
        yield _Finding(
            say("Other programs are busy."),
            say("Other programs take {other_load:.0%} of the processor now.", other_load=machine.other_load),
            (Advice(say("Wait until they are done, or end them.")),),
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
    speed = say(", {size} a second", size=size_text(int(model.size / took * 1000))) if took else ""
    return _Finding(
        say("Loading the model took most of the time."),
        say(
            "Loading the model took {took} for {size}{speed}. The first time after a start it comes "
            "from the disk; later it is still in memory.",
            took=seconds_text(took),
            size=size_text(model.size),
            speed=speed,
        ),
        (Advice(say("Let Paddock load the model at its start, and free it later or never (Settings).")),),
    )


def _reading(took: float, fresh: int, speed: float) -> _Finding:
    return _Finding(
        say("Processing the prompt took most of the time."),
        say(
            "{fresh:,} new tokens were processed in {took}{speed}. What was processed once is used again, unless the "
            "beginning of the chat changes.",
            fresh=fresh,
            took=seconds_text(took),
            speed=say(", {speed:.0f} a second", speed=speed) if speed else "",
        ),
        (
            Advice(say("Paste the text first and type the question after it: it is processed while you type.")),
            Advice(say("A new chat begins with nothing to process."), Remedy.NEW_CHAT),
        ),
    )


def _writing(model: LoadedModel, speed: float, machine: Machine) -> _Finding:
    moved = model.size * speed
    told = say(
        "The answer came at {speed:.1f} tokens a second. For each token the whole model is read "
        "from memory: {size} each time, {moved:.0f} GB a second.",
        speed=speed,
        size=size_text(model.size),
        moved=moved / GIGA,
    )
    if model.n_gpu_layers >= model.n_layer > 0:
        return _Finding(say("The graphics card is the bottleneck."), told, (SMALLER_MODEL,))
    if model.n_gpu_layers:  # a card computes its layers in a fraction of the time that the processor takes for others
        return _Finding(say("The processor is the bottleneck."), told, (SMALLER_MODEL,))
    if not machine.memory_bandwidth:
        return _Finding(say("Writing the answer took most of the time."), told, (SMALLER_MODEL,))
    bandwidth = machine.memory_bandwidth / GIGA
    copies = say("One thread of this computer copies {bandwidth:.0f} GB a second.", bandwidth=bandwidth)
    told = joined((told, copies))
    if moved >= BOUND * machine.memory_bandwidth:
        return _Finding(
            say("The memory is the bottleneck."),
            joined((told, say("So more threads would not help."))),
            (SMALLER_MODEL,),
        )
    return _Finding(say("The processor is the bottleneck."), told, (SMALLER_MODEL,))


def _gpu(model: LoadedModel, machine: Machine) -> Iterator[_Finding]:
    if model.notice:
        yield _Finding(say("The model does not run as it could."), model.notice)
    if 0 < model.n_gpu_layers < model.n_layer:
        yield _Finding(
            say("The model is only partly on the GPU."),
            say(
                "{n_gpu_layers} of {n_layer} layers are on {device}; the others wait for the processor.",
                n_gpu_layers=model.n_gpu_layers,
                n_layer=model.n_layer,
                device=model.device,
            ),
            (SMALLER_MODEL, Advice(say("A smaller context leaves more room for layers."), Remedy.SMALLER_CONTEXT)),
        )
    elif not model.n_gpu_layers:
        for why in machine.unused:
            yield _Finding(say("A GPU is not used."), why)


def _machine(model: LoadedModel, machine: Machine) -> Iterator[str]:
    if not machine.gpus and not model.n_gpu_layers:
        yield say(
            "There is no GPU that this build of llama.cpp can use; the processor has {cores} threads.",
            cores=machine.cores,
        )
