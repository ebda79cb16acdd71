"""Where a setting of a chat comes from: Paddock, all models, the model, the persona, or the chat itself.

One rule: what is told here is what holds; the order is that of `ChatService`'s answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from paddock.config.overrides import Fields, sampling_params
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
class Told:
    """What each level says of sampling; only what differs from the level above."""

    all_models: Fields
    model: Fields
    persona: Fields
    chat: Fields


@dataclass(frozen=True, slots=True)
class SamplingLevels:
    """The sampling that holds at a level.

    Attributes:
        holds: what holds there. `inherited`: what would, if the level said nothing itself.
        origins: by a field's name, who says so.
    """

    holds: SamplingParams
    inherited: SamplingParams
    origins: Mapping[str, Level]


def of_chat(usual: SamplingParams, told: Told) -> SamplingLevels:
    """What holds in a chat.

    Args:
        usual: what holds for its model.
    """
    holds = sampling_params(told.chat, usual)
    origins = {**_origins(told), **{name: _by_whom(name, value, told.persona) for name, value in told.chat.items()}}
    return SamplingLevels(holds, sampling_params(told.persona, usual), origins)


def of_model(usual: SamplingParams, inherited: SamplingParams, told: Told) -> SamplingLevels:
    """What holds for a model, in all chats that say nothing else."""
    return SamplingLevels(usual, inherited, _origins(told))


def told_by(sampling: Mapping[str, Fields], ref: str, persona: str = "", chat: str = "") -> Told:
    """What the levels say.

    Args:
        sampling: the setting, by a model's reference; "" is all of them.
        persona: JSON, as `chat`.
    """
    return Told(sampling.get("", {}), sampling.get(ref, {}), fields_of(persona), fields_of(chat))


def _origins(told: Told) -> dict[str, Level]:
    origins = {field.name: Level.PROGRAM for field in fields(SamplingParams)}
    origins.update(dict.fromkeys(told.all_models, Level.ALL_MODELS))
    origins.update(dict.fromkeys(told.model, Level.MODEL))
    return origins


def _by_whom(name: str, value: Any, persona: Fields) -> Level:
    return Level.PERSONA if name in persona and persona[name] == value else Level.CHAT
