"""Which graphics cards there are to be used, and what they are called. One rule: values in, values and words out."""

from __future__ import annotations

from collections.abc import Sequence

from paddock.core.hardware import card_margin
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
            because = f"it is the same card as {twin.name}" if twin else f"{used[0].description} is the better one"
            sentences.append(f"{device.name} ({device.description}) is seen but not used, because {because}.")
    return tuple(sentences)


def margin(device: Device) -> int:
    """Bytes of a graphics card's memory that are left to the screen and to other programs."""
    return card_margin(device.memory_total)


def noun(cards: Sequence[Device]) -> str:
    """What a person calls them, within a sentence."""
    if len(cards) > 1:
        return "the graphics cards " + " and ".join(card.description for card in cards)
    kind = "integrated graphics" if cards[0].kind == "IGPU" else "graphics card"
    return f"the {kind} {cards[0].description}"


def used_for(cards: Sequence[Device], every: int, layers: int, experts: int) -> str:
    """Why these, in one sentence.

    Args:
        every: layers of the model, the output layer included; `layers` of them go to the cards.
        experts: layers whose experts stay in the computer's memory.
    """
    noun_ = capital(noun(cards))
    verb, its = ("is", "its") if len(cards) == 1 else ("are", "their")
    if layers < every:
        return f"{noun_} {verb} used for {layers} of {every} layers; the processor computes the others."
    if experts:
        return (
            f"{noun_} {verb} used for all {every} layers; the experts of {experts} of them stay in the computer's "
            "memory, where there is more room."
        )
    total = sum(card.memory_total for card in cards)
    return f"{noun_} {verb} used: all {every} layers fit in {its} {memory_text(total)}."


def seen_but(cards: Sequence[Device], because: str) -> str:
    """Why the processor is used although there are graphics cards."""
    verb = "is" if len(cards) == 1 else "are"
    return f"The processor is used: {noun(cards)} {verb} seen but not used, because {because}."


def capital(text: str) -> str:
    """The text as a sentence's beginning."""
    return text[:1].upper() + text[1:]


def _twin(device: Device, cards: Sequence[Device]) -> Device | None:
    """The same card as another backend sees it."""
    return next((card for card in cards if device.id and card.id == device.id), None)
