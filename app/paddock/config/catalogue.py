"""Every setting in one sentence, for the command line and the search of the settings.

One rule: each field of `Settings` has exactly one entry here (a test holds it), and is checked nowhere but there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from paddock.config.settings import CONTRASTS, DIRECTIONS, LANGUAGES, MOTIONS, THEMES, Settings
from paddock.core.errors import UserError
from paddock.core.params import Overflow
from paddock.core.said import say


@dataclass(frozen=True, slots=True)
class Described:
    """What a setting means.

    Attributes:
        title: a few words, as the row in the window's settings is called; "" where the window has none.
        words: one sentence for a person.
        values: what is possible, for a person ("on or off").
        remembered: the window keeps it by itself; nobody sets it by hand.
    """

    words: str
    values: str
    remembered: bool = False
    title: str = ""


_SWITCH = "true or false"
_BY_MODEL = "an object: model to its parameters"
_DESCRIBED: Mapping[str, Described] = {
    "theme": Described("The colours of the window.", ", ".join(THEMES)),
    "language": Described("The language of the window, from its next start on.", ", ".join(LANGUAGES)),
    "text_scale": Described("The size of all text, beside the system's.", "0.8 to 2"),
    "open_chat": Described("The chat that was open.", "a number or null", remembered=True),
    "default_model": Described("The model that a new chat begins with.", "guide, or a model's file"),
    "geometry": Described("The window's place and size.", "text", remembered=True),
    "sidebar_visible": Described("The sidebar is shown.", _SWITCH, remembered=True),
    "sidebar_width": Described("The sidebar's width.", "pixels", remembered=True),
    "inspector_visible": Described("The inspector is shown.", _SWITCH, remembered=True),
    "key_notice_shown": Described("You were told that the key lies in a file.", _SWITCH, remembered=True),
    "real_model_card_dismissed": Described("The first run's card was closed.", _SWITCH, remembered=True),
    "n_ctx": Described("Context in tokens of all models that have no own; 0 lets Paddock choose.", f"0 to {2**31 - 1}"),
    "temperature": Described("How freely models choose their words; 0 takes the likeliest always.", "0 to 10"),
    "opened_models": Described("Model files that are used where they lie.", "a list of paths"),
    "overflow": Described("What happens when a new chat grows beyond the context.", ", ".join(Overflow)),
    "model_params": Described("How single models are loaded.", _BY_MODEL),
    "sampling": Described("How single models choose their words; “” is all of them.", _BY_MODEL),
    "kv_on_disk": Described("Processed chats are kept, encrypted, so that they open at once.", _SWITCH),
    "kv_limit": Described("Bytes that processed chats may take; 0 lets Paddock choose.", "0 or more"),
    "idle_unload_minutes": Described("Minutes after which an unused model is freed; 0 is never.", "0 to 10000000"),
    "preload": Described(
        "Models are loaded before they are asked: the one used last when the window opens, a chat's when it is opened "
        "and there is room for it.",
        _SWITCH,
    ),
    "tune": Described("Idle seconds are used to find out what is fastest for a model.", _SWITCH),
    "folded_folders": Described("Folders whose chats the sidebar does not show.", "a list", remembered=True),
    "model_titles": Described("The model that answers gives a chat its title, when nobody waits for it.", _SWITCH),
    "model_folders": Described("Further folders whose models are on the list.", "a list of paths"),
    "offline": Described("Paddock connects to nothing, whatever is pressed.", _SWITCH),
    "hub_endpoint": Described("Address of the Hub, of a mirror for instance; “” is the usual one.", "an address"),
    "hub_ca_file": Described("Certificates (PEM) that are trusted as well when connecting to the Hub.", "a file"),
    "hub_proxy": Described("Address of the proxy to the Hub; “” is the system's.", "an address"),
    "hub_users": Described("Whose token the keyring holds, by the Hub's address.", "an object", remembered=True),
    "download_limit": Described("Bytes a second that all downloads take together; 0 is no limit.", "0 or more"),
    "resume_downloads": Described("What was being downloaded goes on when the window opens again.", _SWITCH),
    "lock_after_minutes": Described("Minutes after which the chats are locked; 0 is never.", "0 to 10000000"),
    "prompt_templates": Described("Prompts to write again, by name.", "a JSON object of texts"),
    "spelling": Described("The dictionary that spelling is checked with.", "off, language, or a tag such as en_US"),
    "spelling_words": Described("Words that you added to the dictionary.", "a list of words"),
    "last_backup": Described("The backup that you wrote last.", "a path", remembered=True),
    "last_backup_at": Described("When you wrote it, in seconds since 1970.", "a number", remembered=True),
    "contrast": Described("How strongly the window's colours differ.", ", ".join(CONTRASTS)),
    "motion": Described("Whether anything in the window moves by itself.", ", ".join(MOTIONS)),
    "direction": Described("Where lines begin in the window; from the next start on.", ", ".join(DIRECTIONS)),
    "command_uses": Described("How often commands were chosen in the palette.", "an object", remembered=True),
    "templates_seen": Described("Chat templates that you were told of.", "a list", remembered=True),
}

_TITLES: Mapping[str, str] = {
    "theme": say("Theme"),
    "language": say("Language"),
    "contrast": say("Contrast"),
    "motion": say("Keep everything still"),
    "direction": say("Direction"),
    "text_scale": say("Text size"),
    "default_model": say("Model of a new chat"),
    "n_ctx": say("Context"),
    "temperature": say("Temperature"),
    "opened_models": say("Files used where they lie"),
    "overflow": say("When the context is full"),
    "model_params": say("Loading of single models"),
    "sampling": say("Sampling"),
    "kv_on_disk": say("Keep processed chats on the disk"),
    "kv_limit": say("Processed chats take at most"),
    "idle_unload_minutes": say("Unload idle models"),
    "preload": say("Load models before they are asked"),
    "tune": say("Measure what is fastest"),
    "model_titles": say("Titles by the model"),
    "model_folders": say("Where models are looked for"),
    "offline": say("Connect to nothing, whatever is pressed"),
    "hub_endpoint": say("Address of the Hub"),
    "hub_ca_file": say("Certificates"),
    "hub_proxy": say("Proxy"),
    "hub_users": say("Token"),
    "download_limit": say("Downloads take at most"),
    "resume_downloads": say("Go on with downloads at the start"),
    "lock_after_minutes": say("Lock when nobody is there"),
    "prompt_templates": say("Prompt templates"),
    "spelling": say("Spelling"),
    "spelling_words": say("Your words"),
    "last_backup": say("Back up now"),
    "last_backup_at": say("Back up now"),
}
"""What each is called in the window; the same words, so that a translation of one is a translation of both."""


def described(name: str) -> Described:
    """What a setting means.

    Raises:
        UserError: "no-such-setting".
    """
    if name not in _DESCRIBED:
        raise UserError(
            say("There is no setting “{name}”.", name=name),
            say("`paddock config list` shows those there are."),
            code="no-such-setting",
        )
    return replace(_DESCRIBED[name], title=_TITLES.get(name, ""))


def names(*, remembered: bool = False) -> tuple[str, ...]:
    """All settings in their order; with `remembered` also what the window keeps by itself."""
    every = (field.name for field in fields(Settings))
    return tuple(name for name in every if remembered or not _DESCRIBED[name].remembered)


def value_of(name: str, text: str) -> Any:
    """What a person typed as the setting's value: JSON, or a plain text where the setting is one.

    Raises:
        UserError: "no-such-setting". Whether the value is possible, `SettingsFile.update` says.
    """
    described(name)
    default = getattr(Settings(), name)
    if isinstance(default, str):
        return text
    words = {"on": True, "yes": True, "off": False, "no": False}
    if isinstance(default, bool) and text.lower() in words:
        return words[text.lower()]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
