"""What is said about personas. One rule: sentences, no widgets."""

from __future__ import annotations

from collections.abc import Iterable

from paddock.core.cards import LeftOut
from paddock.core.personas import Persona
from paddock.ui.i18n import tr, trn


def left_out_words(kinds: Iterable[LeftOut]) -> str:
    """What of a card is not used; "" if all is."""
    names = {
        LeftOut.LOREBOOK: tr("its lorebook"),
        LeftOut.AFTER_HISTORY: tr("instructions for behind the chat"),
        LeftOut.SCRIPTS: tr("extensions of other programs"),
        LeftOut.PICTURES: tr("further pictures"),
        LeftOut.GROUP_GREETINGS: tr("greetings for groups"),
        LeftOut.GREETINGS: tr("greetings beyond the first hundred"),
    }
    said = ", ".join(names[kind] for kind in kinds)
    return tr("Kept with the card, but not used: {what}.", what=said) if said else ""


def about(persona: Persona) -> str:
    """What a persona is, in its own words: its description, else how it begins, else what the model is told."""
    words = persona.description or persona.greeting or persona.system_prompt
    return " ".join(words[:400].split())


def token_words(count: int, exact: bool) -> str:
    """How long a text is for a model."""
    if exact:
        return trn("{n} token", "{n} tokens", count)
    return trn("About {n} token", "About {n} tokens", count)


def guide_plays_nobody() -> str:
    """Why a persona changes nothing in a chat that the guide answers."""
    return tr("The guide answers in this chat, and it plays nobody. Choose another model at the top of the chat.")
