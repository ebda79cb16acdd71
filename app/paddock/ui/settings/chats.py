"""Chats: how they get their titles. One rule: a change is written off the GUI thread and holds at once."""

from __future__ import annotations

from paddock.application import Application
from paddock.ui.fields import Toggle
from paddock.ui.settings.rows import Section
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


class ChatsSection(Section):
    """What holds for all chats."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks) -> None:
        super().__init__()
        settings = application.settings
        self.set_title(self.tr("Chats"))
        name = self.tr("Titles by the model")
        self.titles = Toggle(appearance, name)
        self.titles.setChecked(settings.current.model_titles)
        self.titles.clicked.connect(lambda on: tasks.store(lambda: settings.update(model_titles=on)))
        self.add_row(
            name,
            self.tr("The model that answers titles a new chat, when nobody waits for it; else its first words do."),
            self.titles,
        )
