"""Which language the window speaks. Rule: it is chosen once, before the first widget is made.

English is in the program; what else there is are the `.qm` files in `resources/translations`, made by
`make translations`. Qt's own words (Ctrl, the buttons of its dialogs) come from Qt's.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from paddock.config.paths import resource
from paddock.config.settings import SYSTEM_LANGUAGE
from paddock.core.said import Wording
from paddock.ui.i18n import translated

ENGLISH = "en"
_PROPERTY = "language"  # of the application
NAMES = {ENGLISH: "English", "de": "Deutsch"}
"""What there is, each in its own language."""


def speak(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Let the program speak a language: its words, its numbers and dates, Qt's own words.

    Args:
        app: the application; it keeps the translators.
        language: of `LANGUAGES` (`config/settings.py`).

    Returns:
        The translators that were installed; none for English.
    """
    system = QLocale.system()
    of_system = _code(system.uiLanguages()[0] if system.uiLanguages() else "")
    code = of_system if language == SYSTEM_LANGUAGE else language
    code = code if code in NAMES else ENGLISH
    app.setProperty(_PROPERTY, code)
    QLocale.setDefault(system if of_system == code else QLocale(code))
    installed = []
    for folder, name in (
        (str(resource("translations")), f"paddock_{code}"),
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{code}"),
    ):
        translator = QTranslator(app)
        if code != ENGLISH and translator.load(name, folder) and app.installTranslator(translator):
            installed.append(translator)
    return installed


def spoken() -> str:
    """The code of the language that the program speaks."""
    app = QCoreApplication.instance()
    return str((app and app.property(_PROPERTY)) or ENGLISH)


def wording() -> Wording:
    """How what is written into files is said."""
    return Wording(spoken(), translated)


def locale_name() -> str:
    """Language and country, such as "de_AT"; the language alone where the system has no country (the locale "C")."""
    locale = QLocale()
    return spoken() if locale.language() == QLocale.Language.C else locale.name()


def _code(name: str) -> str:
    return name.replace("_", "-").partition("-")[0].lower()
