"""The settings file: what is broken is kept, what is written is whole."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from paddock.config.settings import Settings, SettingsFile
from paddock.core.errors import UserError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    settings = SettingsFile(path)
    assert settings.load() == Settings()
    assert settings.problem == ""
    assert not path.exists()


def test_what_is_changed_is_there_the_next_time(path: Path) -> None:
    SettingsFile(path).update(theme="dark", open_chat=7, opened_models=["/a.gguf", "/b.gguf"], text_scale=1.25)
    again = SettingsFile(path)
    assert again.load() == Settings(theme="dark", open_chat=7, opened_models=("/a.gguf", "/b.gguf"), text_scale=1.25)
    assert again.problem == ""


def test_every_setting_survives_a_round_trip(path: Path) -> None:
    other: dict[str, Any] = {
        "theme": "light",
        "language": "de",
        "text_scale": 2.0,
        "open_chat": 3,
        "default_model": "/m.gguf",
        "geometry": "AdnQywAD",
        "sidebar_visible": False,
        "sidebar_width": 300,
        "inspector_visible": True,
        "key_notice_shown": True,
        "real_model_card_dismissed": True,
        "n_ctx": 4096,
        "temperature": 0.2,
        "opened_models": ("/x.gguf",),
        "model_folders": ("/big",),
        "overflow": "summarise",
        "model_params": {"/x.gguf": {"n_ctx": 2048, "type_k": "q8_0", "adapters": [["/lora.gguf", 0.5]]}},
        "sampling": {"": {"top_k": 20}, "/x.gguf": {"seed": 7, "logit_bias": [[13, "-inf"]]}},
        "kv_on_disk": False,
        "kv_limit": 1 << 30,
        "idle_unload_minutes": 0,
        "preload": False,
        "tune": False,
        "templates_seen": ("ab12",),
        "folded_folders": (3,),
        "model_titles": False,
        "offline": True,
        "hub_endpoint": "https://mirror.example",
        "hub_ca_file": "/ca.pem",
        "hub_proxy": "http://proxy.example:8080",
        "hub_users": {"https://mirror.example": "anna"},
        "download_limit": 1_000_000,
        "resume_downloads": False,
        "lock_after_minutes": 15,
        "prompt_templates": {"Summary": "Sum this up: {{clipboard}}"},
        "last_backup": "/media/stick/chats.backup",
        "last_backup_at": 1.5e9,
        "contrast": "high",
        "motion": "reduced",
        "direction": "right-to-left",
        "command_uses": {"new_chat": 3},
        "spelling": "de_AT",
        "spelling_words": ("Paddok",),
    }
    assert other.keys() == {field.name for field in fields(Settings)}
    assert all(value != getattr(Settings(), name) for name, value in other.items())
    SettingsFile(path).update(**other)
    assert SettingsFile(path).load() == Settings(**other)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_reading_does_not_wait_for_a_slow_disk(path: Path) -> None:
    settings = SettingsFile(path)
    slow = path.with_name(f".{path.name}.{os.getpid()}.new")  # what is written first; a pipe stops the writer there
    os.mkfifo(slow)
    seen = threading.Event()

    def write() -> None:
        with pytest.raises(UserError):  # a pipe cannot be put on the disk
            settings.update(theme="dark")

    def read() -> None:
        while settings.current.theme != "dark":
            pass
        seen.set()

    threads = [threading.Thread(target=work) for work in (write, read)]
    for thread in threads:
        thread.start()
    try:
        assert seen.wait(10)
    finally:
        with slow.open("rb"):
            for thread in threads:
                thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of access lists on Windows")
def test_the_file_is_the_persons_own_and_alone(path: Path) -> None:
    SettingsFile(path).update(theme="dark")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"[" * 100_000, b'{"theme": "dark"'],
    ids=["empty", "cut", "binary", "list", "null", "deep", "cut later"],
)
def test_a_broken_file_is_kept_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    settings = SettingsFile(path)
    assert settings.load() == Settings()
    assert "settings.json.broken-1" in settings.problem
    assert (path.parent / "settings.json.broken-1").read_bytes() == content
    assert not path.exists()


def test_a_second_broken_file_does_not_replace_the_first(path: Path) -> None:
    for content in (b"one", b"two"):
        path.write_bytes(content)
        SettingsFile(path).load()
    kept = sorted(file.read_bytes() for file in path.parent.iterdir())
    assert kept == [b"one", b"two"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("text_scale", 0),
        ("text_scale", "big"),
        ("text_scale", True),
        ("open_chat", 1.5),
        ("default_model", None),
        ("sidebar_visible", 1),
        ("n_ctx", -1),
        ("opened_models", "/a"),
        ("opened_models", [1]),
        ("model_folders", "/big"),
        ("folded_folders", (-1,)),
        ("overflow", "panic"),
        ("model_params", []),
        ("model_params", {"/m.gguf": 3}),
        ("model_params", {"/m.gguf": {"n_ctx": -1}}),
        ("model_params", {"/m.gguf": {"type_k": "f17"}}),
        ("sampling", {"": {"temperature": "hot"}}),
        ("sampling", {"": {"adapters": 1, "top_k": None}}),
        ("kv_limit", -1),
        ("idle_unload_minutes", 0.5),
        ("tune", "yes"),
        ("hub_endpoint", "huggingface.co"),
        ("hub_endpoint", "ftp://huggingface.co"),
        ("hub_endpoint", "https://a b"),
        ("hub_endpoint", None),
        ("hub_proxy", "socks5://127.0.0.1:9050"),
        ("hub_proxy", "http://proxy:port"),
        ("hub_ca_file", 7),
        ("hub_users", {"https://huggingface.co": 7}),
        ("hub_users", []),
    ],
)
def test_one_bad_value_costs_that_value_only(path: Path, name: str, value: Any) -> None:
    good = asdict(Settings(geometry="kept"))
    path.write_text(json.dumps({**good, name: value}))
    settings = SettingsFile(path)
    assert settings.load() == Settings(geometry="kept")
    assert name in settings.problem
    assert (path.parent / "settings.json.broken-1").exists()
    with pytest.raises(UserError) as caught:
        settings.update(**{name: value})
    assert caught.value.code == "bad-setting"


def test_what_a_newer_version_wrote_is_passed_over(path: Path) -> None:
    path.write_text('{"theme": "dark", "hologram": true}')
    settings = SettingsFile(path)
    assert settings.load() == Settings(theme="dark")
    assert settings.problem == ""


def test_a_disk_that_refuses_is_said_and_the_change_holds_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "no-folder").touch()
    settings = SettingsFile(tmp_path / "no-folder" / "settings.json")
    with pytest.raises(UserError) as caught:
        settings.update(theme="dark")
    assert caught.value.code == "settings-not-saved"
    assert settings.current.theme == "dark"


def test_threads_do_not_lose_each_others_changes(path: Path) -> None:
    settings = SettingsFile(path)
    values: dict[str, Any] = {"theme": "dark", "n_ctx": 512, "geometry": "g", "sidebar_width": 10}
    threads = [threading.Thread(target=settings.update, kwargs={name: value}) for name, value in values.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SettingsFile(path).load() == Settings(**values)


def test_no_change_writes_nothing(path: Path) -> None:
    settings = SettingsFile(path)
    settings.update(theme="dark")
    os.utime(path, (1, 1))
    settings.update(theme="dark")
    assert path.stat().st_mtime == 1


def test_whoever_wants_to_know_is_told_of_each_change(path: Path) -> None:
    settings = SettingsFile(path)
    seen: list[str] = []
    settings.subscribe(lambda: seen.append(settings.current.theme))
    settings.update(theme="dark")
    settings.update(theme="dark")
    settings.update(theme="light")
    assert seen == ["dark", "light"]


def test_a_change_that_the_disk_refuses_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "no-folder").touch()
    settings = SettingsFile(tmp_path / "no-folder" / "settings.json")
    seen: list[str] = []
    settings.subscribe(lambda: seen.append(settings.current.theme))
    with pytest.raises(UserError):
        settings.update(theme="dark")
    assert seen == ["dark"]


def test_two_programs_change_different_settings_and_neither_loses_its_own(tmp_path: Path) -> None:
    """A command in a terminal adds a folder of models while the window is open."""
    window, command = SettingsFile(tmp_path / "new" / "settings.json"), SettingsFile(tmp_path / "new" / "settings.json")
    window.load()
    window.update(theme="dark")
    command.load()
    command.update(model_folders=("/disk",))
    assert window.update(text_scale=1.5).model_folders == ("/disk",)
    again = SettingsFile(tmp_path / "new" / "settings.json").load()
    assert (again.theme, again.text_scale, again.model_folders) == ("dark", 1.5, ("/disk",))


def test_what_cannot_be_read_does_not_replace_what_is_in_force(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.load()
    file.update(theme="dark")
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").write_text("{")
    file.update(text_scale=1.5)
    again = SettingsFile(tmp_path / "settings.json").load()
    assert (again.theme, again.text_scale) == ("dark", 1.5)


def test_settings_of_another_computer_are_taken_over_as_far_as_they_fit(path: Path) -> None:
    settings = SettingsFile(path)
    settings.update(theme="dark")
    settings.adopt({"text_scale": 2.0, "n_ctx": -1, "of_a_newer_version": True})
    assert settings.current == SettingsFile(path).load() == Settings(theme="dark", text_scale=2.0)
    assert json.loads(path.with_name("settings.json.old-1").read_bytes())["text_scale"] == 1.0
