"""A chat that is opened again has its model loaded and its past read before anything is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tiny_model import write_tiny_model

from paddock.config.paths import Paths
from paddock.config.settings import SettingsFile

if TYPE_CHECKING:
    from conftest import Start


def test_its_model_is_loaded_though_another_was_the_last_one_and_only_the_last_words_are_left(
    start: Start, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    first = start(home)
    first.ask("send", text="What is Paddock?")
    assert first.wait("finished")["cached_tokens"] == 0
    first.tell("close")
    assert first.ended() == 0

    settings = SettingsFile(Paths.from_environment({"PADDOCK_HOME": str(home)}).settings_file)
    settings.load()
    settings.update(default_model=str(write_tiny_model(tmp_path / "tiny.gguf")))
    again = start(home)
    # On a slow machine the chat's model is wanted before the other one is there, which then is not loaded to its end.
    again.ask("is", patient=True, ahead=["guide.gguf"])
    again.ask("send", text="Thank you!")
    ended = again.wait("finished")
    assert ended["status"] == "complete"
    assert 0 < ended["prompt_tokens"] - ended["cached_tokens"] < 30 < ended["cached_tokens"]
