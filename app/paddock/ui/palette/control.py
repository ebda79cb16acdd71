"""The palette in the window: what it finds, and what becomes of a choice. One rule: chats are looked for elsewhere.

Commands and models are in memory. The search of the chats runs off the GUI thread, and its answer is shown only while
its question still stands in the field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from paddock.config.settings import SettingsFile
from paddock.core.models import GUIDE
from paddock.core.searching import Hit
from paddock.ui.announcer import Announcer
from paddock.ui.commands import Command
from paddock.ui.i18n import tr
from paddock.ui.model_state import ModelState
from paddock.ui.palette.entries import Entry, ranked
from paddock.ui.palette.offers import Offers
from paddock.ui.palette.panel import PalettePanel
from paddock.ui.shortcuts import KEYS
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks

Found = Callable[[Sequence[Hit]], None]


class CommandPalette(QObject):
    """Opens the palette and does what is chosen.

    Args:
        models: those that can be chosen; `use` chooses one, `unload` gives its memory back.
        find: looks for chats by their titles and hands over what was found, later.
        show_chat: opens a chat.

    Attributes:
        commands: all of the window's; `offers` what its menus have. Both are set once they exist.
        panel: None until it is opened for the first time.
    """

    def __init__(
        self,
        window: QWidget,
        appearance: Appearance,
        settings: SettingsFile,
        tasks: Tasks,
        announcer: Announcer,
        models: ModelState,
        use: Callable[[str], object],
        unload: Callable[[str], object],
        find: Callable[[str, Found], object],
        show_chat: Callable[[int], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._settings = settings
        self._tasks = tasks
        self._announcer = announcer
        self._models = models
        self._use = use
        self._unload = unload
        self._find = find
        self._show_chat = show_chat
        self._before: QWidget | None = None
        self._chats: Sequence[Entry] = ()
        self.commands: Sequence[Command] = ()
        self.offers = Offers(())
        self.panel: PalettePanel | None = None

    def open(self) -> None:
        """Show it, or put it away."""
        panel = self.panel or self._make()
        if panel.isVisible():
            self._leave()
            return
        self._before = self._window.focusWidget()
        self._chats = ()
        panel.open()
        self._show("")

    def _make(self) -> PalettePanel:
        panel = self.panel = PalettePanel(self._appearance, self._window)
        panel.asked.connect(self._asked)
        panel.taken.connect(self._take)
        panel.left.connect(self._leave)
        panel.passed.connect(self._announcer.say)
        return panel

    def _asked(self, text: str) -> None:
        self._chats = ()
        self._show(text)
        if text.strip():
            self._find(text, lambda hits: self._found(text, hits))

    def _found(self, text: str, hits: Sequence[Hit]) -> None:
        panel = self.panel
        if panel is None or not panel.isVisible() or panel.field.text() != text:
            return
        self._chats = [
            Entry(hit.title or tr("New chat"), tr("Chat"), "message", self._opener(hit.chat_id)) for hit in hits
        ]
        self._show(text, keep=True)

    def _opener(self, chat_id: int) -> Callable[[], object]:
        return lambda: self._show_chat(chat_id)

    def _show(self, text: str, keep: bool = False) -> None:
        assert self.panel is not None
        there = (*self._of_commands(), *self._of_models(text), *self._of_menus(text))
        listed = ranked(there, text, self._uses())
        self.panel.show_entries([*listed, *self._chats], keep)

    def _uses(self) -> Mapping[str, int]:
        return self._settings.current.command_uses

    def _of_commands(self) -> Iterator[Entry]:
        for command in self.commands:
            if command.title and command.enabled():
                yield Entry(command.title, key_of(command.name), command.icon, command.run, command.name)

    def _of_models(self, text: str) -> Iterator[Entry]:
        if not text.strip():
            return
        refs = dict.fromkeys((GUIDE, *(model.ref for model in self._models.models if not model.problem)))
        for ref in refs:
            title = tr("Answer with {model}", model=self._models.name(ref))
            yield Entry(title, tr("Model"), "box", partial(self._use, ref))
        for model, _ in self._models.all_loaded():
            if not self._models.is_answering(model.path):
                title = tr("Unload {name}", name=self._models.name(model.ref))
                yield Entry(title, tr("Model"), "power", partial(self._unload, model.ref))

    def _of_menus(self, text: str) -> Sequence[Entry]:
        return self.offers.entries(self._before) if text.strip() else ()

    def _take(self, entry: Entry) -> None:
        self._leave()
        if entry.name:
            uses = self._uses()
            counted = {**uses, entry.name: uses.get(entry.name, 0) + 1}
            self._tasks.store(lambda: self._settings.update(command_uses=counted))
        entry.run()

    def _leave(self) -> None:
        """Put it away; the focus goes back to where it was."""
        panel, before = self.panel, self._before
        if panel is None or panel.isHidden():
            return
        self._before = None
        self.offers.forget()
        had_focus = panel.field.hasFocus()
        panel.hide()
        if had_focus and before is not None and isValid(before) and before.isVisible():
            before.setFocus()


def key_of(name: str) -> str:
    """The key of a command as this system writes it; "" without one."""
    keys = KEYS.get(name, ())
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
