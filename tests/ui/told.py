"""What a screen reader is given of a window. One rule: it is read as Qt hands it to the platform."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget

Role = QAccessible.Role
Name, Description, Value = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
USED = {
    Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton, Role.Switch, Role.PageTab,
    Role.EditableText, Role.ComboBox, Role.Slider, Role.SpinBox, Role.List, Role.ListItem, Role.Table, Role.Dialog,
    Role.MenuItem, Role.ProgressBar, Role.Notification, Role.Link,
}  # fmt: skip


def told(widget: QWidget) -> QAccessibleInterface:
    made = QAccessible.queryAccessibleInterface(widget)
    assert made is not None
    return made


def below(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All of a tree that is shown; of a long list its beginning."""
    for number in range(min(root.childCount(), 50)):
        child = root.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child
            yield from below(child)


def nameless(root: QWidget) -> list[str]:
    insides = ("QComboBoxListView", "QComboBoxPrivateContainer", "QScrollBar")  # Qt's own
    found = []
    for each in below(told(root)):
        kind = type(each.object()).__name__ if each.object() is not None else "item"
        within = each.parent() is not None and each.parent().role() is Role.ComboBox
        if each.role() in USED and not each.text(Name).strip() and kind not in insides and not within:
            found.append(f"{each.role().name} {kind}")
    return found


def misnamed(root: QWidget) -> list[str]:
    """Buttons whose name lacks the words that are seen on them: who speaks to the computer says those."""
    found = []
    for button in root.findChildren(QAbstractButton):
        said = (button.text(), button.accessibleName())
        words, name = (text.replace("&", "").rstrip("…").casefold() for text in said)
        if button.isVisible() and name and words not in name:
            found.append(f"{button.text()!r}: {button.accessibleName()!r}")
    return found
