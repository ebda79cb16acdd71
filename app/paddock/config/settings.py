"""What the person chose and how they left the window.

One rule: a settings file can never stop the program: what cannot be read is kept aside, and said.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paddock.config.files import free_name, keep_aside, make_private_folder, write_private
from paddock.config.overrides import Fields, load_params, sampling_params
from paddock.core.errors import UserError
from paddock.core.models import GUIDE
from paddock.core.params import Overflow
from paddock.core.refusals import why_not
from paddock.core.said import say

THEMES = ("system", "light", "dark")
SYSTEM_LANGUAGE = "system"
LANGUAGES = (SYSTEM_LANGUAGE, "en", "de")
CONTRASTS = ("system", "normal", "high")
MOTIONS = ("system", "reduced")
DIRECTIONS = ("language", "left-to-right", "right-to-left")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered outside the chats; nothing of a chat's text.

    Attributes:
        theme: "system", "light" or "dark".
        language: of the window: "system", "en" or "de".
        contrast: "system", "normal" or "high".
        motion: "system", or "reduced": nothing moves by itself.
        direction: where lines begin in the window: as the "language" has it, "left-to-right" or "right-to-left".
        command_uses: how often each command was chosen in the palette.
        text_scale: 1.0 is the system's size; 0.8 to 2.
        open_chat: the chat that was open; None is the new chat.
        default_model: reference of the model that a new chat begins with.
        geometry: the window's, as Qt saved it, base64.
        sidebar_width: device-independent pixels; 0 lets the window choose.
        key_notice_shown: the person was told, and said so, that the key lies in a file.
        real_model_card_dismissed: the first run's card "Get a real model" was closed.
        n_ctx: context in tokens; 0 lets Paddock choose.
        temperature: of models other than the guide.
        opened_models: absolute paths of model files that are used where they lie.
        model_folders: absolute paths of folders whose models are listed beside those of the models folder.
        overflow: what happens when a new chat grows beyond the context: "stop", "shift" or "summarise".
        model_params: by a model's reference, how it is loaded where not as usual, see `overrides.load_fields`.
        sampling: by a model's reference ("" is all of them), how it is sampled where not as usual.
        kv_on_disk: keep processed chats, encrypted, in the cache folder.
        kv_limit: bytes that they may take there; 0 lets Paddock choose.
        idle_unload_minutes: after which a model that nobody used is freed; 0 is never.
        preload: load the model that was used last when the window opens, and a chat's when it is opened.
        lock_after_minutes: after which the chats are locked when nobody did anything; 0 is never. Needs a passphrase.
        templates_seen: SHA-256 of chat templates that are none of the known ones, and of which the person was told.
        tune: measure in idle seconds which number of threads is fastest for a model.
        folded_folders: numbers of folders whose chats the sidebar does not show.
        prompt_templates: prompts to write again, by name; a name in double braces is a variable.
        model_titles: let the model that answers title a chat, when nobody waits for it.
        offline: connect to nothing, whatever is pressed.
        hub_endpoint: address of the Hub, of a mirror for instance; "" is HF_ENDPOINT's, else huggingface.co.
        hub_ca_file: a file of certificates (PEM) that are trusted as well when connecting to it; "" is none.
        hub_proxy: address of the proxy to it; "" is the system's.
        hub_users: by the Hub's address, whose token the keyring holds for it; never the token.
        download_limit: what all downloads together may take, bytes a second; 0: as much as they get.
        resume_downloads: what was being downloaded when Paddock ended goes on when its window opens again.
        spelling: which dictionary spelling is checked with: "off", that of the window's "language", or a tag ("en_US").
        spelling_words: words that the person added to it.
        last_backup: absolute path of the backup that the person wrote last; "" if they wrote none.
        last_backup_at: when, seconds since the epoch.
    """

    theme: str = "system"
    language: str = SYSTEM_LANGUAGE
    text_scale: float = 1.0
    open_chat: int | None = None
    default_model: str = GUIDE
    geometry: str = ""
    sidebar_visible: bool = True
    sidebar_width: int = 0
    inspector_visible: bool = False
    key_notice_shown: bool = False
    real_model_card_dismissed: bool = False
    n_ctx: int = 0
    temperature: float = 0.7
    opened_models: tuple[str, ...] = ()
    model_folders: tuple[str, ...] = ()
    overflow: str = Overflow.SHIFT.value
    model_params: Mapping[str, Fields] = field(default_factory=dict)
    sampling: Mapping[str, Fields] = field(default_factory=dict)
    kv_on_disk: bool = True
    kv_limit: int = 0
    idle_unload_minutes: int = 30
    preload: bool = True
    tune: bool = True
    templates_seen: tuple[str, ...] = ()
    folded_folders: tuple[int, ...] = ()
    model_titles: bool = True
    offline: bool = False
    hub_endpoint: str = ""
    hub_ca_file: str = ""
    hub_proxy: str = ""
    hub_users: Mapping[str, str] = field(default_factory=dict)
    download_limit: int = 0
    resume_downloads: bool = True
    lock_after_minutes: int = 0
    prompt_templates: Mapping[str, str] = field(default_factory=dict)
    spelling: str = "language"
    spelling_words: tuple[str, ...] = ()
    last_backup: str = ""
    last_backup_at: float = 0.0
    contrast: str = "system"
    motion: str = "system"
    direction: str = "language"
    command_uses: Mapping[str, int] = field(default_factory=dict)


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _texts_by_name(value: Any) -> bool:
    return isinstance(value, Mapping) and all(_text(key) and _text(text) for key, text in value.items())


def _counts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(_text(key) and _whole(0, 2**63 - 1)(n) for key, n in value.items())


def _wholes(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(_whole(0, 2**63 - 1)(item) for item in value)


def _web_address(value: Any) -> bool:
    """Whether it is "" or an address such as "https://hub.example.com"."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False
    return value == "" or (good and value.isprintable() and " " not in value)


def _texts_by_text(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(item, str) for pair in value.items() for item in pair)


def _overrides(check: Callable[[Fields], object]) -> Callable[[Any], bool]:
    """Whether a value is fields by model, all of which `check` accepts."""

    def good(value: Any) -> bool:
        try:
            for stored in value.values():
                check(dict(stored))
        except (AttributeError, TypeError, ValueError, UserError):
            return False
        return all(isinstance(ref, str) for ref in value)

    return good


_GOOD: Mapping[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in THEMES,
    "language": lambda value: value in LANGUAGES,
    "text_scale": _number(0.8, 2.0),
    "open_chat": lambda value: value is None or _whole(0, 2**63 - 1)(value),
    "default_model": _text,
    "geometry": _text,
    "sidebar_visible": _flag,
    "sidebar_width": _whole(0, 10_000),
    "inspector_visible": _flag,
    "key_notice_shown": _flag,
    "real_model_card_dismissed": _flag,
    "n_ctx": _whole(0, 2**31 - 1),
    "temperature": _number(0.0, 10.0),
    "opened_models": _texts,
    "model_folders": _texts,
    "overflow": lambda value: value in list(Overflow),
    "model_params": _overrides(load_params),
    "sampling": _overrides(sampling_params),
    "kv_on_disk": _flag,
    "kv_limit": _whole(0, 2**63 - 1),
    "idle_unload_minutes": _whole(0, 10_000_000),
    "preload": _flag,
    "tune": _flag,
    "templates_seen": _texts,
    "folded_folders": _wholes,
    "model_titles": _flag,
    "offline": _flag,
    "hub_endpoint": _web_address,
    "hub_ca_file": _text,
    "hub_proxy": _web_address,
    "hub_users": _texts_by_text,
    "download_limit": _whole(0, 2**63 - 1),
    "resume_downloads": _flag,
    "lock_after_minutes": _whole(0, 10_000_000),
    "prompt_templates": _texts_by_name,
    "spelling": _text,
    "spelling_words": _texts,
    "last_backup": _text,
    "last_backup_at": _number(0.0, 1e12),
    "contrast": lambda value: value in CONTRASTS,
    "motion": lambda value: value in MOTIONS,
    "direction": lambda value: value in DIRECTIONS,
    "command_uses": _counts,
}


def _with_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, where lists, as JSON has them, are tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


class SettingsFile:
    """The settings and their file; safe from any thread.

    Attributes:
        problem: what was wrong with the file at the last `load`, for the person; "" if nothing was.
        impossible: the settings whose values it was; none where the file could not be read at all.
        aside: where the broken file lies now; None if it is still where it was, or nothing is wrong.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._current = Settings()
        self._seen: tuple[int, int] | None = None  # the file, as it was last read or written
        self._listeners: list[Callable[[], object]] = []
        self._kept = True
        self._clear_problem()

    @property
    def current(self) -> Settings:
        """The settings in force; the defaults before `load`. Never waits, not even while `update` writes."""
        return self._current  # without the lock: `Settings` are frozen, and one is exchanged for another in one step

    def subscribe(self, listener: Callable[[], object]) -> None:
        """Call `listener` after each change, on the thread that makes it, for as long as this object lives."""
        self._listeners.append(listener)

    def _clear_problem(self) -> None:
        self.problem = ""
        self.impossible: tuple[str, ...] = ()
        self.aside: Path | None = None

    def keep_no_more(self) -> None:
        """The file was erased: what changes from now on holds until the program ends, and is not written."""
        self._kept = False

    def load(self) -> Settings:
        """Read the file. What is missing has its default; a broken file is kept aside, its good values are used."""
        with self._lock:
            self._clear_problem()
            self._seen = self._stamp()
            self._current, why, self.impossible = self._read()
            if why:
                self.problem = self._set_aside(why)
            return self._current

    def update(self, **changes: Any) -> Settings:
        """Change some settings; they are on the disk when this returns.

        Raises:
            UserError: "bad-setting" for a value that is not possible, "settings-not-saved" if the disk refuses
                (the change holds until the program ends).
        """
        for name, value in changes.items():
            if not _GOOD[name](value):
                raise UserError(
                    say("{value} is not possible for the setting {name}.", value=repr(value), name=repr(name)),
                    say("Choose another value."),
                    code="bad-setting",
                )
        changes = _with_tuples(changes)
        with self._lock:
            self._take_over()
            before, changed = self._current, replace(self._current, **changes)
            self._current = changed
        if changed == before:
            return changed
        try:
            with self._lock:
                self._write(self._current)
        finally:  # it holds even where the disk refuses it
            for listener in self._listeners:
                listener()
        return changed

    def _take_over(self) -> None:
        """What a command in a terminal has written since must not be written over."""
        stamp = self._stamp()
        if stamp in (None, self._seen):
            return
        found, why, _ = self._read()
        if not why:
            self._current, self._seen = found, stamp

    def _stamp(self) -> tuple[int, int] | None:
        """Of the file as it is now; each writing makes a new one."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def adopt(self, values: Mapping[str, Any]) -> Settings:
        """Take over settings that were stored elsewhere, as far as this version knows them and they are possible.

        The file as it was is kept aside.

        Raises:
            UserError: "settings-not-saved".
        """
        try:
            if self._path.exists():
                write_private(free_name(self._path, "old"), self._path.read_bytes())
        except OSError as error:
            raise self._not_saved(error) from error
        return self.update(**{name: value for name, value in values.items() if name in _GOOD and _GOOD[name](value)})

    def _read(self) -> tuple[Settings, str, tuple[str, ...]]:
        """The settings; what is wrong with the file, and which of them were not possible."""
        try:
            data = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return Settings(), "", ()
        except OSError as error:
            return Settings(), say("it cannot be read: {why}", why=why_not(error)), ()
        except (ValueError, RecursionError):
            return Settings(), say("it is not JSON"), ()
        if not isinstance(data, dict):
            return Settings(), say("it is not a JSON object"), ()
        known = {field.name for field in fields(Settings)} & data.keys()
        good = {name: data[name] for name in known if _GOOD[name](data[name])}
        bad = tuple(sorted(known - good.keys()))
        return (
            Settings(**_with_tuples(good)),
            say("the value of {bad} is not possible", bad=", ".join(bad)) if bad else "",
            bad,
        )

    def _set_aside(self, why: str) -> str:
        try:
            aside = self.aside = keep_aside(self._path, "broken")
        except OSError as error:
            return say(
                "The settings file is not used: {why}. It could not be renamed ({why2}).", why=why, why2=why_not(error)
            )
        return say(
            "The settings file could not be used as it was: {why}. It is kept as {name}.", why=why, name=aside.name
        )

    def _write(self, settings: Settings) -> None:
        if not self._kept:
            return
        try:
            if not self._path.parent.exists():
                make_private_folder(self._path.parent)
            write_private(self._path, json.dumps(asdict(settings), indent=2).encode() + b"\n")
            self._seen = self._stamp()
        except OSError as error:
            raise self._not_saved(error) from error

    def _not_saved(self, error: OSError) -> UserError:
        return UserError(
            say("The settings could not be saved ({why}).", why=why_not(error)),
            say("Make room on the disk, or make “{parent}” writable.", parent=self._path.parent),
            code="settings-not-saved",
        )
