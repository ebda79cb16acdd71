"""One model tried out: what the engine makes of it here, how fast it answers, and why not faster.

One rule: nothing of it is stored, and its few words are thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from paddock.core.errors import UserError
from paddock.core.events import Finished
from paddock.core.messages import Message, Role, Turn
from paddock.core.models import ModelFile
from paddock.engine.api import Generation, GenerationRequest
from paddock.services.generation import GenerationService
from paddock.services.insight import Fact, answer_facts, engine_facts_of
from paddock.services.machine import measure_machine
from paddock.services.models import ModelService
from paddock.services.slowness import SpeedReport, why_slow

QUESTION = "Write a few sentences about a morning by the sea, with the light, the wind and the people who are there."
LONGEST = 48  # tokens: enough to tell a speed from


@dataclass(frozen=True, slots=True)
class ModelTrial:
    """What `insight` says of a model and of an answer that it has just given."""

    model: tuple[Fact, ...]
    answer: tuple[Fact, ...]
    speed: SpeedReport


def try_model(generation: GenerationService, models: ModelService, ref: str) -> ModelTrial:
    """Load a model and let it answer; blocks.

    Raises:
        UserError: it is not there, or cannot be loaded.
    """
    model = models.find(ref)
    machine = measure_machine(generation)  # before the answer, which would keep the processors busy
    loaded = generation.load(model.ref)
    answer = _answer(generation, model)
    message = Message(
        0, 0, None, Role.ASSISTANT, (), model=model.name, usage=answer.usage, timings=answer.timings
    )  # fmt: skip
    status = generation.status
    made = answer_facts(replace(message, model=""))  # which model it is stands above
    return ModelTrial(engine_facts_of(status, loaded.path), made, why_slow(status, message, machine))


def _answer(generation: GenerationService, model: ModelFile) -> Finished:
    """Of a model that only continues text, how it goes on with the question."""
    sampling = generation.sampling_for(model, max_tokens=LONGEST)
    try:
        return _drain(generation.answer(model, [Turn(Role.USER, QUESTION)], sampling=sampling))
    except UserError as error:
        if error.code != "no-template":
            raise
        return _drain(generation.generate(GenerationRequest(raw=QUESTION, sampling=sampling, model=model.path)))


def _drain(generation: Generation) -> Finished:
    event = None
    while not isinstance(event, Finished):
        event = generation.next()
    return event
