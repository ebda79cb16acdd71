"""Which graphics cards there are to be used, and what they are called. One rule: values in, values and words out."""

from __future__ import annotations

from collections.abc import Sequence

from paddock.core.hardware import card_margin
from paddock.core.said import listed, say
from paddock.core.sizes import memory_text
from paddock.engine.api import Device

GRAPHICS = ("GPU", "IGPU")


def graphics_of(devices: Sequence[Device]) -> tuple[Device, ...]:
    """The devices that layers go to by default, as `llama_prepare_model_devices` chooses them.

    That is: each card once, though several backends see it; an integrated one only where there is no other.
    """
    cards: list[Device] = []
    for device in devices:
        if device.kind == "GPU" and not _twin(device, cards):
            cards.append(device)
    integrated = [device for device in devices if device.kind == "IGPU"]
    return tuple(cards or integrated[:1])


def unused_of(devices: Sequence[Device]) -> tuple[str, ...]:
    """For each graphics device that is seen and by default not used, one sentence why."""
    used = graphics_of(devices)
    sentences = []
    for device in devices:
        if device.kind in GRAPHICS and device not in used:
            twin = _twin(device, used)
            because = (
                say("it is the same card as {name}", name=twin.name)
                if twin
                else say("{description} is the better one", description=used[0].description)
            )
            sentences.append(
                say(
                    "{name} ({description}) is seen but not used, because {because}.",
                    name=device.name,
                    description=device.description,
                    because=because,
                )
            )
    return tuple(sentences)


def margin(device: Device) -> int:
    """Bytes of a graphics card's memory that are left to the screen and to other programs."""
    return card_margin(device.memory_total)


def noun(cards: Sequence[Device]) -> str:
    """What a person calls them, within a sentence."""
    if len(cards) > 1:
        return say("the graphics cards {names}", names=_names(cards))
    if cards[0].kind == "IGPU":
        return say("the integrated graphics {names}", names=_names(cards))
    return say("the graphics card {names}", names=_names(cards))


def beginning(cards: Sequence[Device]) -> str:
    """The same at the beginning of a sentence."""
    if len(cards) > 1:
        return say("The graphics cards {names}", names=_names(cards))
    if cards[0].kind == "IGPU":
        return say("The integrated graphics {names}", names=_names(cards))
    return say("The graphics card {names}", names=_names(cards))


def _names(cards: Sequence[Device]) -> str:
    return listed([card.description for card in cards])


def used_for(cards: Sequence[Device], every: int, layers: int, experts: int) -> str:
    """Why these, in one sentence.

    Args:
        every: layers of the model, the output layer included; `layers` of them go to the cards.
        experts: layers whose experts stay in the computer's memory.
    """
    who, one = beginning(cards), len(cards) == 1
    if layers < every:
        counts = {"layers": layers, "every": every}
        if one:
            return say(
                "{who} is used for {layers} of {every} layers; the processor computes the others.", who=who, **counts
            )
        return say(
            "{who} are used for {layers} of {every} layers; the processor computes the others.", who=who, **counts
        )
    if experts:
        why = say(
            "the experts of {count} of them stay in the computer's memory, where there is more room", count=experts
        )
        if one:
            return say("{who} is used for all {every} layers; {why}.", who=who, every=every, why=why)
        return say("{who} are used for all {every} layers; {why}.", who=who, every=every, why=why)
    total = memory_text(sum(card.memory_total for card in cards))
    if one:
        return say("{who} is used: all {every} layers fit in its {total}.", who=who, every=every, total=total)
    return say("{who} are used: all {every} layers fit in their {total}.", who=who, every=every, total=total)


def seen_but(cards: Sequence[Device], because: str) -> str:
    """Why the processor is used although there are graphics cards."""
    if len(cards) == 1:
        return say(
            "The processor is used: {cards} is seen but not used, because {because}.",
            cards=noun(cards),
            because=because,
        )
    return say(
        "The processor is used: {cards} are seen but not used, because {because}.", cards=noun(cards), because=because
    )


def _twin(device: Device, cards: Sequence[Device]) -> Device | None:
    """The same card as another backend sees it."""
    return next((card for card in cards if device.id and card.id == device.id), None)
