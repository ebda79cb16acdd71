"""What the tests of words share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from paddock.ui.language import speak


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The program speaks German meanwhile."""
    before, translators = QLocale(), speak(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    speak(qapp, "en")
    QLocale.setDefault(before)
