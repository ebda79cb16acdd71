"""No text of the window is written into it: each goes through `tr`, `trn` or `say`, where a translation finds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import paddock.ui

UI = Path(paddock.ui.__file__).parent

TRANSLATED = {"tr", "trn", "say"}
"""What is written as an argument of these is translated."""

SHOWN = {
    *("addAction", "addItem", "addItems", "addMenu", "addTab", "insertItem", "showMessage", "showText"),
    *("setAccessibleDescription", "setAccessibleName", "setInformativeText", "setPlaceholderText", "setStatusTip"),
    *("setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "setHeaderLabels", "setPlainText"),
    *("setHorizontalHeaderLabels", "setLabelText", "drawText", "set_meaning", "set_title", "set_words"),
    *("QAction", "QCheckBox", "QGroupBox", "QLabel", "QMenu", "QPushButton", "QRadioButton", "QMessageBox"),
    *("QAccessibleAnnouncementEvent", "QTableWidgetItem", "QListWidgetItem"),
    *("ElidedLabel", "TextButton", "Toggle", "add_row", "label", "set_name", "UserError", "Fact"),
}
"""Whatever stands in an argument of these is shown, one small word too. Of some, others of the arguments are names."""

NAMES_IN = {"label": 1, "TextButton": 2, "ElidedLabel": 0, "addAction": 2, "addItem": 1, "UserError": 2}
"""From which argument on these get names (of a style, an icon), not texts, as all arguments by name are."""

NOT_SHOWN = {
    *("debug", "info", "warning", "error", "exception", "BugError", "RuntimeError", "TypeError", "ValueError"),
    *("setObjectName", "setProperty", "property", "setStyleSheet", "compile", "findChild", "TypeVar", "getattr"),
    *("QKeySequence", "keys", "resource", "getLogger", "QByteArray", "invokeMethod", "encode", "decode"),
}
"""What is written as an argument of these nobody reads in the window."""

READS_LIKE_WORDS = re.compile(r"[A-Za-z’']{2,}[,.;:!?…]? +[A-Za-z(“]|^[A-Z][a-z]+(…|:|\.)?$|[a-z]…$")
WORD_BESIDE_A_VALUE = re.compile(r"(^|[ (“])[A-Za-z]{2,}([ ,.;:!?…)”]|$)")

NO_WORDS: dict[str, set[str]] = {
    "": {"Esc", "Del"},  # keys, which `keys` translates
    "accessible.py": {"Item", "Meter", "Toggle"},  # classes
    "language.py": {"English", "Deutsch"},
    "motion.py": {"Read"},  # a method of D-Bus
    "library/search_filters.py": {"Code Llama", "Llama Guard", "Mistral", "Mixtral", "Qwen", "Gemma", "Phi"},
    "library/words.py": {
        *(f"Llama {version} Community License" for version in ("2", "3", "3.1", "3.2", "3.3", "4")),
        *("Gemma Terms of Use", "CC BY 4.0", "CC BY-NC 4.0", "CC BY-SA 4.0"),
    },
    "paper/boxes.py": {'<svg stroke="currentColor" stroke-opacity="0" '},
    "paper/press.py": {"Paddock"},
    "main.py": {"Paddock", "paddock: {}"},
    "probe.py": {"PySide6 cannot be loaded: {}"},  # without PySide6 there is no window
    "save_code.py": {"code{}"},  # a file's name
    "settings/backup.py": {"Paddock {}.{}"},  # a file's name
    "settings/keyboard.py": {"Enter", "Up", "Menu", "Space"},  # keys, which Qt names
    "settings/token.py": {"hf_…"},
    "style.py": {
        *("Bitstream Vera Sans", "DejaVu Sans", "Liberation Sans", "Noto Sans", "Open Sans", "Sans Serif", "Sans"),
        *("Cantarell", "Inter", "Roboto", "Ubuntu", "Fusion"),
    },
    "taskbar.py": {"Update", "unix:path={}"},
    "transcript/notices.py": {"Unsafe:"},  # what the model wrote
}
"""By file: what reads like words and is none: names of products, fonts, styles, of what other programs call things."""


class Finder(ast.NodeVisitor):
    """Collects the literals of a file that are shown as they are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        self.visit(node.func)
        for number, argument in enumerate(node.args):
            if name in NOT_SHOWN or (name in TRANSLATED and number < 2):
                continue
            if name in SHOWN and number < NAMES_IN.get(name, 9):
                for literal in _literals(argument):
                    self._judge(literal, shown=True)
            self.visit(argument)
        for keyword in node.keywords:
            if name not in NOT_SHOWN:
                self.visit(keyword.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring, else
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        self.visit(node.left)
        for part in node.comparators:
            if not isinstance(part, ast.Constant):
                self.visit(part)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._judge(node, shown=False)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._judge(node, shown=False)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def _judge(self, node: ast.expr, *, shown: bool) -> None:
        if isinstance(node, ast.Constant):
            text = node.value if isinstance(node.value, str) else ""
            is_text = bool(READS_LIKE_WORDS.search(text)) or (shown and bool(re.search(r"[A-Za-z]{2,}", text)))
        else:
            assert isinstance(node, ast.JoinedStr)
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            is_text = "://" not in text and any(WORD_BESIDE_A_VALUE.search(part) for part in parts)
        if is_text and text not in NO_WORDS[""] | NO_WORDS.get(self.name, set()):
            self.found.append(f"{self.name}:{node.lineno}: {text}")


def _literals(node: ast.expr) -> Iterator[ast.expr]:
    """The literals that an argument itself can be."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value)
    elif isinstance(node, ast.BinOp):
        yield from (*_literals(node.left), *_literals(node.right))
    elif isinstance(node, ast.List | ast.Tuple):
        for value in node.elts:
            yield from _literals(value)


def hard_coded(source: str, name: str = "") -> list[str]:
    """The texts of a source file that no translation can find, with their lines."""
    finder = Finder(name)
    finder.visit(ast.parse(source))
    return sorted(set(finder.found))


def test_no_text_of_the_window_is_hard_coded() -> None:
    found = [
        text
        for path in sorted(UI.rglob("*.py"))
        if path.name != "stylesheet.py"  # no words, but for those of Qt's style sheets
        for text in hard_coded(path.read_text(encoding="utf-8"), path.relative_to(UI).as_posix())
    ]
    assert not found, "\n".join(found)


def test_no_error_is_shown_in_english() -> None:
    """`str(error)` is what the command line prints; `error.said` can be translated."""
    found = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "str(error)" in line and "strerror" not in line
    }
    assert found == {"bridge.py", "notices.py"}, "of a mistake of the program, and only compared"


@pytest.mark.parametrize(
    "line",
    [
        'button.setText("ok")',
        'label("Nothing here", "muted")',
        'words = "Nothing was found."',
        'words = f"{count} chats"',
        'dialog.setWindowTitle(f"Delete {name}")',
        'menu.addAction(icon("trash"), "Delete…", delete)',
        'raise UserError("It is gone.", tr("Try again."), code="gone")',
        'box.addItem("on" if lit else tr("off"))',
        'NAMES = {"a": "Automatic"}',
        'tr("It is {state}", state="not here")',
        'label(tr("Size") + " in bytes")',
    ],
)
def test_a_text_that_is_written_there_is_found(line: str) -> None:
    assert len(hard_coded(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'button.setText(tr("ok"))',
        'trn("{n} chat", "{n} chats", count)',
        'NAMES = {"a": say("Automatic")}',
        'label(tr("Nothing here"), "muted", wrap=True)',
        'log.warning("nothing was found in %s", path)',
        'bar.setObjectName("the bar")',
        'button.setToolTip(keys("Ctrl+B"))',
        'words = f"{name}, {size}"',
        'raise UserError(tr("It is gone."), code="gone")',
        'if kind == "two words": pass',
        '"""A docstring with words."""',
    ],
)
def test_what_is_no_text_or_translated_is_let_pass(line: str) -> None:
    assert not hard_coded(line)
