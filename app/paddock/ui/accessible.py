"""What our own widgets are, for a screen reader: roles that Qt cannot guess. One rule: only where Qt's answer is wrong.

Qt asks for a widget's interface only where a screen reader (or a test) asks Qt; so all this costs nothing without one.
Names and descriptions stay with the widgets; here is only what kind of thing they are, and how it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAccessibleWidget, QWidget

from paddock.ui.i18n import tr
from paddock.ui.meter import Meter

Role = QAccessible.Role
Text = QAccessible.Text


class Told(QAccessibleWidget):
    """A widget of another role than Qt would guess."""

    def text(self, kind: Text) -> str:
        """The tooltip is no description where it says the name again."""
        said = super().text(kind)
        return "" if kind is Text.Description and said == super().text(Text.Name) else said


class ToldMeter(Told):
    """How full something is."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter, Role.ProgressBar)
        self._meter = meter

    def text(self, kind: Text) -> str:
        """The share as the value."""
        return f"{self._meter.share:.0%}" if kind is Text.Value else super().text(kind)


class ToldMessages(Told):
    """What the messages of a transcript stand in."""

    def text(self, kind: Text) -> str:
        """It is no widget of ours that could have a name."""
        return tr("Messages") if kind is Text.Name else super().text(kind)


class ToldButton(Told):
    """A button: what it is, whether it is on or open, and that it can be pressed."""

    def __init__(self, button: QAbstractButton, role: Role) -> None:
        super().__init__(button, role)
        self._button = button

    def text(self, kind: Text) -> str:
        """Where it was given no name, it is called what is written on it."""
        said = super().text(kind)
        return said or (self._button.text().replace("&&", "&") if kind is Text.Name else "")

    def folds(self) -> bool:
        """Checked means that what it heads is unfolded."""
        return False

    def state(self) -> QAccessible.State:
        """Checked, or unfolded."""
        state = super().state()
        button = self._button
        state.pressed = int(button.isDown())
        if self.folds():
            state.expandable = 1
            state.expanded, state.collapsed = int(button.isChecked()), int(not button.isChecked())
        elif button.isCheckable():
            state.checkable, state.checked = 1, int(button.isChecked())
            state.selectable, state.selected = 1, int(button.isChecked())
        return state

    def actionNames(self) -> list[str]:
        """It is pressed, and takes the focus."""
        press = QAccessibleActionInterface.toggleAction() if self._button.isCheckable() else ""
        return [press or QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it as a person does."""
        if name in (QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.toggleAction()):
            if self._button.isEnabled():
                self._button.click()
        else:
            super().doAction(name)


class ToldTextButton(ToldButton):
    """A tab, one of several choices, a heading that folds, or a button.

    Where a screen reader runs, Qt asks for this as soon as the button has a name, before it is all that it will be; so
    what it is is found out whenever it is asked.
    """

    def role(self) -> Role:
        """By its kind and its group."""
        if self._button.group() is None or not self._button.isCheckable():
            return Role.Button
        return Role.PageTab if self._button.property("kind") == "tab" else Role.RadioButton

    def folds(self) -> bool:
        """A heading of a group does."""
        return bool(self._button.property("kind") == "group")


class ToldFlatButton(ToldButton):
    """A button in a message."""

    def folds(self) -> bool:
        """Where it can be checked."""
        return self._button.isCheckable()


def _text_button(button: QObject) -> QAccessibleInterface:
    assert isinstance(button, QAbstractButton)
    return ToldTextButton(button, Role.Button)


def _flat(button: QObject) -> QAccessibleInterface:
    assert isinstance(button, QAbstractButton)
    return ToldFlatButton(button, Role.Button)


def _viewport(widget: QObject) -> QAccessibleInterface | None:
    """Of a transcript, and of nothing else."""
    area = widget.parent()
    if not isinstance(area, QAbstractScrollArea) or type(area).__name__ != "TranscriptView":
        return None
    return ToldMessages(area.viewport(), Role.List) if area.viewport() is widget else None


def _button(role: Role) -> Callable[[QObject], QAccessibleInterface]:
    def make(button: QObject) -> QAccessibleInterface:
        assert isinstance(button, QAbstractButton)
        return ToldButton(button, role)

    return make


def _plain(role: Role) -> Callable[[QObject], QAccessibleInterface]:
    def make(widget: QObject) -> QAccessibleInterface:
        assert isinstance(widget, QWidget)
        return Told(widget, role)

    return make


def _meter(meter: QObject) -> QAccessibleInterface:
    assert isinstance(meter, Meter)
    return ToldMeter(meter)


_TOLD: Mapping[str, Callable[[QObject], QAccessibleInterface | None]] = {
    "FlatButton": _flat,
    "IconButton": _button(Role.Button),
    "Item": _plain(Role.ListItem),
    "DownloadBar": _plain(Role.ListItem),
    "MessageRow": _plain(Role.ListItem),
    "Meter": _meter,
    "ModelChip": _button(Role.ButtonMenu),
    "NoticeBar": _plain(Role.Notification),
    "PalettePanel": _plain(Role.Dialog),
    "QWidget": _viewport,
    "TextButton": _text_button,
    "Toggle": _button(Role.Switch),
    "UndoBar": _plain(Role.Notification),
}


def tell(name: str, widget: QObject | None) -> QAccessibleInterface | None:
    """The interface of a widget of that class; None leaves it to Qt, which then asks for its base class."""
    made = _TOLD.get(name)
    return made(widget) if made is not None and widget is not None else None


def install() -> None:
    """Have Qt ask here first; once, for the whole process."""
    QAccessible.installFactory(tell)
