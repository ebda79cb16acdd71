"""Titles of chats, prompts to write again, spelling. One rule: a change is written off the GUI thread, at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from paddock.application import Application
from paddock.config.settings import SettingsFile
from paddock.ui.fields import Toggle
from paddock.ui.i18n import tr
from paddock.ui.prompt_templates import TemplatesDialog
from paddock.ui.settings.rows import Section
from paddock.ui.settings.spelling import SpellingRows
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.widgets import TextButton


class ChatsSection(Section):
    """What holds for all chats.

    Signals:
        trash_wanted: the person wants to see what was deleted.
    """

    trash_wanted = Signal()

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        settings = application.settings
        self.set_title(tr("Chats"))
        name = tr("Titles by the model")
        self.titles = Toggle(appearance, name)
        self.titles.setChecked(settings.current.model_titles)
        self.titles.clicked.connect(lambda on: tasks.store(lambda: settings.update(model_titles=on)))
        self.add_row(
            name,
            tr("The model that answers titles a new chat, when nobody waits for it; else its first words do."),
            self.titles,
            settings=("model_titles",),
        )
        self.templates = TextButton(appearance, tr("Change…"))
        self.templates.clicked.connect(lambda: self._edit_templates(settings, appearance, tasks))
        self.add_row(
            tr("Prompt templates"),
            tr("Prompts to write again: type / at the beginning of a message to choose one."),
            self.templates,
            settings=("prompt_templates",),
        )

        self.trash = TextButton(appearance, tr("Open the trash…"), "trash")
        self.trash.clicked.connect(self.trash_wanted)
        self.add_row(
            tr("Deleted chats"),
            tr("They stay in the trash for 30 days and can be brought back; then they go for good."),
            self.trash,
            also=tr("delete trash bin restore undelete recover remove"),
        )
        self.spelling = SpellingRows(self, application, appearance, tasks)

    def _edit_templates(self, settings: SettingsFile, appearance: Appearance, tasks: Tasks) -> None:
        def save(templates: Mapping[str, str]) -> None:
            tasks.store(lambda: settings.update(prompt_templates=dict(templates)))

        TemplatesDialog(appearance, settings.current.prompt_templates, save, self.window()).open()
