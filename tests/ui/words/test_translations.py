"""Every message of the program has its German, and what is shipped is what is written."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

from paddock.config.paths import resource
from paddock.config.settings import LANGUAGES, SYSTEM_LANGUAGE
from paddock.ui.i18n import CONTEXT
from paddock.ui.language import ENGLISH, NAMES

INSTALLERS = Path(__file__).parents[3] / "installers"
LANGUAGES_WRITTEN = [code for code in NAMES if code != ENGLISH]
MEND = "`make translations` brings the .ts up to date; then write what is unfinished there, and run it again"


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The extractor."""
    sys.path.insert(0, str(INSTALLERS))
    yield importlib.import_module("translations")
    sys.path.remove(str(INSTALLERS))


@pytest.fixture(scope="module", params=LANGUAGES_WRITTEN)
def written(request: pytest.FixtureRequest, tool: ModuleType) -> tuple[str, dict[str, str]]:
    """A language, and its `.ts` file."""
    path = resource("translations") / f"paddock_{request.param}.ts"
    return request.param, tool.read(path)


def test_the_setting_offers_what_there_is() -> None:
    assert set(LANGUAGES) == {SYSTEM_LANGUAGE, *NAMES}
    assert {path.stem for path in resource("translations").glob("*.ts")} == {f"paddock_{c}" for c in LANGUAGES_WRITTEN}


def test_every_text_is_written_where_a_translation_finds_it(tool: ModuleType) -> None:
    own = {"app/paddock/ui/i18n.py"}  # it hands on what it was given
    computed = [
        found.place
        for path in sorted(tool.SOURCES.rglob("*.py"))
        for found in tool.found_in(path)
        if found.text is None and found.place.partition(":")[0] not in own
    ]
    assert not computed, f"tr, trn and say need a literal: {computed}"


def test_no_message_is_missing_unfinished_or_left_over(written: tuple[str, dict[str, str]], tool: ModuleType) -> None:
    texts, (_, translations) = tool.messages(), written
    missing = [f"{place}: {text}" for text, place in texts.items() if not translations.get(text, "").strip()]
    assert not missing, "\n".join((MEND, *missing))
    assert not set(translations) - set(texts), MEND


def test_what_is_filled_in_is_the_same(written: tuple[str, dict[str, str]], tool: ModuleType) -> None:
    finished = {text: translation for text, translation in written[1].items() if translation}
    for text, translation in finished.items():
        assert tool.placeholders(translation) == tool.placeholders(text), text
        assert translation.count("\n") == text.count("\n"), text
        assert translation[0].isspace() == text[0].isspace(), text
        assert translation[-1].isspace() == text[-1].isspace(), text
        assert translation.endswith("…") == text.endswith("…"), text


def test_what_is_shipped_is_what_is_written(written: tuple[str, dict[str, str]]) -> None:
    code, translations = written
    translator = QTranslator()
    assert translator.load(f"paddock_{code}", str(resource("translations")))
    for text, translation in translations.items():
        assert translator.translate(CONTEXT, text) == translation, MEND
