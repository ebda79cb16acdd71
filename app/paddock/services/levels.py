"""Where a setting of a chat comes from: Paddock, all models, the model, the persona, or the chat itself.

One rule: what is told here is what holds; the order is that of `ChatService`'s answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from paddock.config.overrides import Fields, sampling_params
from paddock.config.settings import Settings
from paddock.core.params import SamplingParams
from paddock.core.personas import fields_of


class Level(StrEnum):
    """Who says so; each goes before those above it."""

    PROGRAM = "program"  # nobody said anything else
    ALL_MODELS = "all-models"
    MODEL = "model"
    PERSONA = "persona"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class SamplingLevels:
    """The sampling that holds at a level.

    Attributes:
        holds: what holds there. `inherited`: what would, if the level said nothing itself.
        origins: by a field's name, who says what holds; `below`: who says what is inherited.
    """

    holds: SamplingParams
    inherited: SamplingParams
    origins: Mapping[str, Level]
    below: Mapping[str, Level]


def of_model(settings: Settings, ref: str) -> SamplingLevels:
    """What holds for a model other than the guide, in all chats that say nothing else."""
    program = SamplingParams(temperature=settings.temperature)
    inherited = sampling_params(settings.sampling.get("", {}), program)
    below = {field.name: Level.PROGRAM for field in fields(SamplingParams)}
    told = [*settings.sampling.get("", {})]
    told += ["temperature"] if program != SamplingParams() else []
    below.update(dict.fromkeys(told, Level.ALL_MODELS))
    own = settings.sampling.get(ref, {})
    origins = {**below, **dict.fromkeys(own, Level.MODEL)}
    return SamplingLevels(sampling_params(own, inherited), inherited, origins, below)


def of_chat(settings: Settings, ref: str, persona: str, chat: str) -> SamplingLevels:
    """What holds in a chat.

    Args:
        ref: of the model that answers there.
        persona: what its persona says of sampling, JSON; `chat`: what it has itself, the persona's among that.
    """
    model = of_model(settings, ref)
    told, own = fields_of(persona), fields_of(chat)
    below = {**model.origins, **dict.fromkeys(told, Level.PERSONA)}
    said = {name: Level.PERSONA if _same(told, own, name) else Level.CHAT for name in own}
    holds = sampling_params(own, model.holds)
    return SamplingLevels(holds, sampling_params(told, model.holds), {**model.origins, **said}, below)


def _same(told: Fields, own: Fields, name: str) -> bool:
    return name in told and told[name] == own[name]
