"""One model on this computer. One rule: a model that cannot be used says why, and offers no button that would fail."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from paddock.core.models import GUIDE, ModelFile, ModelSource
from paddock.ui.library.words import facts_of
from paddock.ui.style import Appearance
from paddock.ui.theme import GRID
from paddock.ui.widgets import ElidedLabel, IconButton, TextButton, label

ICON_PX = 20


class ModelRow(QFrame):
    """Icon, name, facts, Use, and a menu for the rest.

    Signals:
        use_requested, folder_requested, delete_requested, forget_requested: the ModelFile.
    """

    use_requested = Signal(object)
    folder_requested = Signal(object)
    delete_requested = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, appearance: Appearance, model: ModelFile) -> None:
        super().__init__()
        self._appearance = appearance
        self.model = model
        self.setAccessibleName(model.name)
        self._icon = label("")
        self.name = ElidedLabel(model.name, "strong")
        self.facts = label(facts_of(model), "muted", wrap=True)
        self.problem = label(model.problem, "", wrap=True)
        self.use = TextButton(appearance, self.tr("Use"))
        self.more = IconButton(appearance, "more", self.tr("More about {name}").format(name=model.name))
        self.show_in_use(False)
        self._arrange()
        # only now: a widget without a parent would become a window of its own for a moment
        self.facts.setVisible(bool(self.facts.text()))
        self.problem.setVisible(bool(model.problem))
        self.use.setVisible(not model.problem)
        self.more.setVisible(model.ref != GUIDE)
        self.use.clicked.connect(lambda: self.use_requested.emit(self.model))
        self.more.clicked.connect(self.open_menu)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_in_use(self, in_use: bool) -> None:
        """Whether this is the model that answers in the open chat."""
        words = self.tr("In use") if in_use else self.tr("Use")
        self.use.setText(words)
        self.use.setAccessibleName(f"{words}: {self.model.name}")
        self.use.setEnabled(not in_use)

    def make_menu(self) -> QMenu:
        """What else can be done with this model."""
        menu = QMenu(self)
        icon = self._appearance.icon
        menu.addAction(icon("folder"), self.tr("Show in folder"), lambda: self.folder_requested.emit(self.model))
        if self.model.source is ModelSource.DOWNLOADED:
            menu.addAction(icon("trash"), self.tr("Delete…"), lambda: self.delete_requested.emit(self.model))
        else:
            forget = self.tr("Remove from the list")
            menu.addAction(icon("x"), forget, lambda: self.forget_requested.emit(self.model))
        return menu

    def open_menu(self) -> None:
        """Below its button."""
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        for widget in (self.name, self.facts, self.problem):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID * 3, 0, GRID * 3)
        row.setSpacing(GRID * 3)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.use)
        row.addWidget(self.more)

    def _dress(self) -> None:
        look = self._appearance
        colour = look.palette.danger if self.model.problem else look.palette.muted
        name = "alert-triangle" if self.model.problem else "message" if self.model.ref == GUIDE else "box"
        side = look.px(ICON_PX)
        self._icon.setPixmap(look.icon(name, colour, ICON_PX).pixmap(side, side))
        self.problem.setStyleSheet(f"color: {look.palette.danger}; font-size: {look.px(13)}px;")
