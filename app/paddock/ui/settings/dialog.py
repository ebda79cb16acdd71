"""The settings, section by section in one column. One rule: what a section needs is given to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from paddock.application import Application
from paddock.ui.i18n import tr
from paddock.ui.settings.access import AccessSection
from paddock.ui.settings.chats import ChatsSection
from paddock.ui.settings.hub import HubSection
from paddock.ui.settings.lock import LockSection
from paddock.ui.settings.models import CacheSection, ModelFoldersSection, ModelsSection
from paddock.ui.settings.network import NetworkSection
from paddock.ui.settings.privacy import PrivacySection
from paddock.ui.settings.sections import AboutSection, AppearanceSection, FoldersSection
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.theme import GRID
from paddock.ui.widgets import line, of_kind

SIZE = (680, 640)


class SettingsDialog(QDialog):
    """One column of sentences and controls; every change takes effect at once."""

    def __init__(self, application: Application, appearance: Appearance, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.resize((QSize(*SIZE) * appearance.scale).boundedTo(parent.screen().availableSize() * 0.9))
        self.appearance_section = AppearanceSection(application, appearance, tasks)
        self.access_section = AccessSection(application, appearance, tasks)
        self.models_section = ModelsSection(application, appearance, tasks)
        self.model_folders_section = ModelFoldersSection(application, appearance, tasks)
        self.hub_section = HubSection(application, appearance, tasks)
        self.lock_section = LockSection(application, appearance, tasks)
        self.network_section = NetworkSection(application, appearance, tasks)
        self.chats_section = ChatsSection(application, appearance, tasks)
        self.cache_section = CacheSection(application, appearance, tasks)
        self.privacy_section = PrivacySection(application, appearance, tasks)
        self.folders_section = FoldersSection(application, appearance)
        self.about_section = AboutSection(application)
        inside = of_kind(QWidget(), "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 8, GRID * 6, GRID * 8, GRID * 8)
        column.setSpacing(GRID * 5)
        sections = (
            self.appearance_section,
            self.access_section,
            self.chats_section,
            self.models_section,
            self.model_folders_section,
            self.hub_section,
            self.cache_section,
            self.privacy_section,
            self.lock_section,
            self.network_section,
            self.folders_section,
            self.about_section,
        )
        for number, section in enumerate(sections):
            if number:
                column.addWidget(line())
            column.addWidget(section)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        for button in self.appearance_section.themes.buttons():
            if button.isChecked():
                button.setFocus()  # else System has it, and looks as if chosen
        self.finished.connect(self.deleteLater)

    def show_section(self, name: str) -> None:
        """Scroll to a section, and give its first control the focus; "" leaves the dialog at its beginning."""
        section = getattr(self, f"{name}_section", None)
        if isinstance(section, QWidget):
            first = next((each for each in section.findChildren(QWidget) if _takes_focus(each)), section)
            self._area.ensureWidgetVisible(section, 0, 0)
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not widget.isHidden()
