"""What the engine does, in words: on the model's chip, in the inspector, as *Why is this slow?*, and by the doctor.

One rule: it is read in the window after real answers, and the command line says the same of the same model.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shell import Shell

from paddock.config.paths import resource

if TYPE_CHECKING:
    from conftest import DrivenWindow, Start

pytestmark = pytest.mark.offscreen

SECOND = "Paddock Guide"  # what a copy of the guide is called


def test_what_the_engine_does_is_said(start: Start, tmp_path: Path) -> None:
    models = tmp_path / "home" / "models"
    models.mkdir(parents=True)
    copy = shutil.copy(resource("guide/guide.gguf"), models / "second.gguf")
    window = start()
    window.answer("What is Paddock?")
    window.answer("Thank you!")
    the_chip_says_how_much_memory_it_takes(window)
    facts = the_inspector_says_where_and_how(window)
    it_is_said_why_it_is_slow(window)
    another_is_loaded_before_ones_eyes(window, copy)
    window.quit()
    said = Shell(tmp_path)("doctor", "guide")
    assert [words for words in facts if words not in said] == []


def the_chip_says_how_much_memory_it_takes(window: DrivenWindow) -> None:
    window.do("named", pattern=r"Model: Guide, \d+ MB of memory")


def the_inspector_says_where_and_how(window: DrivenWindow) -> list[str]:
    """What holds of the model however it is asked: in full, the doctor says it, too."""
    window.click("Inspector")
    window.see("The model sees the whole chat.")
    words = window.ask("words")

    def said(name: str) -> tuple[str, str]:
        """What stands beside and below a name."""
        at = words.index(name)
        return words[at + 1], words[at + 2]

    for name in ("KV cache", "Threads", "Memory on CPU", "Remembered", "llama.cpp", "Confined"):
        assert said(name)[0], name
    assert re.fullmatch(r"[\d.,]+ tokens/s", said("Answer")[0])
    assert re.fullmatch(r"[\d,]+ tokens, [\d,]+ of them new\.", said("Prompt")[1])
    assert re.fullmatch(r"[\d,]+ tokens", said("Used again")[0]), "the first question was computed a second time"
    device, why = said("Runs on")
    assert why.endswith("."), "it is not said why there"
    return [device, why, said("Layers")[0]]


def it_is_said_why_it_is_slow(window: DrivenWindow) -> None:
    """Asked in the inspector, and of one answer."""
    window.click("Why is this slow?")
    window.gone("Measuring this computer…")
    window.see("GPU")
    window.click("Close")
    window.gone("GPU that")
    window.click(window.do("named", pattern=r"[\d.,]+ tok/s: why\?"))
    window.see("The answer came at ")
    window.see("What would help")
    window.click("Open Models")
    window.see("Discover")
    window.ask("key", key="M", modifier="ControlModifier")


def another_is_loaded_before_ones_eyes(window: DrivenWindow, path: Path) -> None:
    window.ask("hold_child", held=True)
    window.ask("use", ref=str(path))
    window.ask("send", text="And you?")
    window.do("named", pattern=rf"Model: {SECOND}, loading \d+ %")
    window.ask("hold_child", held=False)
    assert window.wait("finished")["model"] == SECOND
    window.do("named", pattern=rf"Model: {SECOND}, \d+ MB of memory")
