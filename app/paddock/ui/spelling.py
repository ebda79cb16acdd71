"""The spelling of what is being written: a wavy line below a word, and in its menu what could be meant.

Rule: dictionaries are asked off the GUI thread; the word that is just being typed is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from paddock.config.settings import SettingsFile
from paddock.core.spelling import Word, words_of
from paddock.services.spelling import Speller
from paddock.ui.composer import Composer
from paddock.ui.i18n import tr
from paddock.ui.language import locale_name
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

DELAY = 250  # ms without a key


class Spelling(QObject):
    """Spell checking of the composer's two fields.

    Attributes:
        fields: what is done for each of them.
    """

    def __init__(
        self,
        composer: Composer,
        speller: Speller,
        settings: SettingsFile,
        tasks: Tasks,
        appearance: Appearance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._speller = speller
        self._settings = settings
        self._tasks = tasks
        self._ignored: set[str] = set()
        self._judged: dict[str, bool] = {}
        self._judged_by = ""
        self.fields = [SpellingField(edit, self, appearance) for edit in (composer.edit, composer.begin)]

    def look(self, words: Sequence[Word], then: Callable[[set[str]], object]) -> None:
        """Which of these are wrong; `then` is told, at once or soon."""
        setting, language = self._settings.current.spelling, locale_name()
        if self._judged_by != setting:
            self._judged, self._judged_by = {}, setting
        new = {word.text for word in words} - self._judged.keys()

        def judged(wrong: frozenset[str]) -> None:
            if self._judged_by == setting:
                self._judged.update((word, word in wrong) for word in new)
            then(self._wrong(words))

        if new and setting != "off":
            self._tasks.pool(partial(self._speller.wrong, new, setting, language), judged)
        else:
            then(self._wrong(words))

    def suggest(self, word: str, then: Callable[[tuple[str, ...]], object]) -> None:
        """What could be meant; `then` is told soon."""
        ask = partial(self._speller.suggestions, word, self._settings.current.spelling, locale_name())
        self._tasks.pool(ask, then)

    def ignore(self, word: str) -> None:
        """It is right until the program ends."""
        self._ignored.add(word)
        self._show()

    def is_own(self, word: str) -> bool:
        """Whether the person added it."""
        return word in self._settings.current.spelling_words

    def set_own(self, word: str, own: bool) -> None:
        """Add it to the person's words, or take it out of them."""
        others = [each for each in self._settings.current.spelling_words if each != word]
        words = tuple(sorted([*others, word] if own else others))
        self._tasks.store(lambda: self._settings.update(spelling_words=words), lambda _: self._show())

    def _wrong(self, words: Sequence[Word]) -> set[str]:
        right = self._ignored.union(self._settings.current.spelling_words)
        return {word.text for word in words if self._judged.get(word.text) and word.text not in right}

    def _show(self) -> None:
        for field in self.fields:
            field.look()


class SpellingField(QObject):
    """One field: its wavy lines and its menu.

    Attributes:
        menu: the one that was asked for last; None before.
    """

    def __init__(self, edit: QPlainTextEdit, spelling: Spelling, appearance: Appearance) -> None:
        super().__init__(edit)
        self._edit = edit
        self._spelling = spelling
        self._appearance = appearance
        self.menu: QMenu | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.look)
        edit.textChanged.connect(self._timer.start)
        edit.cursorPositionChanged.connect(self._timer.start)
        appearance.changed.connect(self.look)
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        edit.customContextMenuRequested.connect(self.ask_menu)

    def marked(self) -> list[str]:
        """The words with a line below."""
        return [selection.cursor.selectedText() for selection in self._edit.extraSelections()]

    def look(self) -> None:
        """Mark what is wrong, but the word that the cursor stands right behind."""
        text = self._edit.toPlainText()
        at = _characters(text, self._edit.textCursor().position()) if self._edit.hasFocus() else -1
        words = [word for word in words_of(text) if word.end != at]
        self._spelling.look(words, lambda wrong: self._mark(text, words, wrong))

    def _mark(self, text: str, words: Sequence[Word], wrong: set[str]) -> None:
        if self._edit.toPlainText() != text:
            return  # it is looked at again soon
        self._edit.setExtraSelections([self._line(word) for word in words if word.text in wrong])

    def _line(self, word: Word) -> QTextEdit.ExtraSelection:
        line = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        look.setUnderlineColor(QColor(self._appearance.palette.danger))
        line.format = look
        line.cursor = self._cursor(word)
        return line

    def _cursor(self, word: Word) -> QTextCursor:
        """Over a word."""
        text = self._edit.toPlainText()
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(_units(text[: word.start]))
        cursor.setPosition(_units(text[: word.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # --- the menu

    def ask_menu(self, at: QPoint) -> None:
        """Show the menu of the word that was clicked on, once it is known what could be meant."""
        text = self._edit.toPlainText()
        place = _characters(text, self._edit.cursorForPosition(at).position())
        here = [word for word in words_of(text) if word.start <= place <= word.end]
        if not here:
            self._show_menu(at, [])
            return
        word, cursor = here[-1], self._cursor(here[-1])
        if self._spelling.is_own(word.text):
            name = tr("Take “{word}” out of your words", word=word.text)
            self._show_menu(at, [self._action(name, partial(self._spelling.set_own, word.text, False))])
            return

        def judged(wrong: set[str]) -> None:
            if word.text in wrong:
                self._spelling.suggest(word.text, lambda found: self._show_menu(at, self._mends(word, cursor, found)))
            else:
                self._show_menu(at, [])

        self._spelling.look([word], judged)

    def _mends(self, word: Word, cursor: QTextCursor, found: Sequence[str]) -> list[QAction]:
        mends = [self._action(each, partial(self._replace, cursor, each)) for each in found]
        if not mends:
            nothing = self._action(tr("No suggestions"), lambda: None)
            nothing.setEnabled(False)
            mends.append(nothing)
        ignore = self._action(tr("Ignore “{word}”", word=word.text), partial(self._spelling.ignore, word.text))
        name = tr("Add “{word}” to your words", word=word.text)
        line = QAction(self)
        line.setSeparator(True)
        return [*mends, line, ignore, self._action(name, partial(self._spelling.set_own, word.text, True))]

    def _replace(self, cursor: QTextCursor, text: str) -> None:
        cursor.insertText(text)
        self._edit.setTextCursor(cursor)

    def _action(self, name: str, do: Callable[[], object]) -> QAction:
        action = QAction(name.replace("&", "&&"), self)
        action.triggered.connect(lambda: do())
        return action

    def _show_menu(self, at: QPoint, actions: Sequence[QAction]) -> None:
        menu = self._edit.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        usual = menu.actions()
        for action in actions:
            action.setParent(menu)
            menu.insertAction(usual[0], action)
        if actions:
            menu.insertSeparator(usual[0])
        self.menu = menu
        menu.destroyed.connect(self._forget)
        menu.popup(self._edit.mapToGlobal(at))

    def _forget(self) -> None:
        self.menu = None


def _units(text: str) -> int:
    """How long it is for Qt, which counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """How many of Python's characters stand before that place of Qt's."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
