"""Which dictionary is taken, and what is wrong by it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dictionaries import English

from paddock.services.spelling import Speller, chosen, installed

TAGS = ("de_AT", "de_DE", "en_GB", "en_US", "pt_BR")


@pytest.mark.parametrize(
    ("setting", "language", "tag"),
    [
        ("language", "de_AT", "de_AT"),
        ("language", "de_CH", "de_DE"),
        ("language", "de", "de_DE"),
        ("language", "en", "en_US"),
        ("language", "pt_PT", "pt_BR"),
        ("language", "fr_FR", ""),
        ("en_GB", "de_DE", "en_GB"),
        ("fr_FR", "de_DE", ""),
        ("off", "de_DE", ""),
    ],
)
def test_the_dictionary_follows_the_setting(setting: str, language: str, tag: str) -> None:
    assert chosen(setting, language, TAGS) == tag


def test_words_are_judged_and_mended() -> None:
    speller = Speller(English)
    assert speller.tags() == ("en_US",)
    assert speller.wrong({"teh", "cat"}, "language", "en_GB") == {"teh"}
    assert speller.suggestions("teh", "language", "en_GB") == ("the", "ten")


def test_without_a_dictionary_every_word_is_right() -> None:
    for speller, setting in ((Speller(lambda: None), "language"), (Speller(English), "off"), (Speller(English), "fr")):
        assert speller.wrong({"teh"}, setting, "en_US") == frozenset()
        assert speller.suggestions("teh", setting, "en_US") == ()


def test_this_computers_dictionaries() -> None:
    speller = Speller(installed)
    if "en_US" not in speller.tags():
        pytest.skip("there is no English dictionary here")
    assert speller.wrong({"house", "don't", "qwxzt"}, "en_US", "de_DE") == {"qwxzt"}
    assert "house" in speller.suggestions("houze", "en_US", "de_DE")


@pytest.mark.skipif(sys.platform == "win32", reason="there the library comes along")
def test_no_compiler_is_asked_where_the_library_is(tmp_path: Path) -> None:
    for name in ("gcc", "cc", "ld"):
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\n")
        tool.chmod(0o755)
    look = "from paddock.services.spelling import installed; installed()"
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    subprocess.run([sys.executable, "-c", look], env={**os.environ, "PATH": path}, check=True)
    assert not (tmp_path / "asked").exists()
