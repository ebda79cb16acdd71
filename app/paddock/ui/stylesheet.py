"""The window's Qt stylesheet, written from a palette. One rule: no colour but the palette's, no size but scaled ones.

Widgets say what they are with the dynamic property `kind`; nothing else selects.
"""

from __future__ import annotations

from collections.abc import Callable

from paddock.ui.theme import RADIUS, Palette


def stylesheet(palette: Palette, scale: float) -> str:
    """The whole sheet for this palette and text scale."""

    def px(size: float) -> int:
        return round(size * scale)

    return "\n".join(
        (
            _surfaces(palette, px),
            _text(palette, px),
            _buttons(palette, px),
            _inputs(palette, px),
            _lists(palette, px),
            _menus(palette, px),
            _scrolling(palette),
        )
    )


def _surfaces(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QMainWindow, QDialog {{ background: {p.surface}; }}
    QWidget[kind="sidebar"] {{ background: {p.sidebar}; }}
    QWidget[kind="page"] {{ background: {p.surface}; }}
    QFrame[kind="card"] {{ background: {p.sidebar}; border: 1px solid {p.border}; border-radius: {RADIUS + 2}px; }}
    QFrame[kind="bar"] {{ background: {p.raised}; border: 1px solid {p.border}; border-radius: {RADIUS}px; }}
    QFrame[kind="error"] {{ background: {p.danger_surface}; border: 1px solid {p.danger};
        border-radius: {RADIUS}px; }}
    QFrame[kind="palette"] {{ background: {p.surface}; border: 1px solid {p.edge}; border-radius: {RADIUS}px; }}
    QFrame[kind="line"] {{ background: {p.border}; border: none; }}
    QSplitter::handle {{ background: {p.border}; }}
    QToolTip {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.border}; padding: {px(4)}px {px(8)}px; }}
    QProgressBar {{ background: {p.selected}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 2px; }}
    """


def _text(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QLabel {{ background: transparent; color: {p.text}; }}
    QLabel[kind="muted"] {{ color: {p.muted}; font-size: {px(13)}px; }}
    QLabel[kind="small"] {{ color: {p.muted}; font-size: {px(12)}px; }}
    QLabel[kind="problem"] {{ color: {p.danger}; font-size: {px(13)}px; }}
    QLabel[kind="origin"] {{ color: {p.muted}; font-size: {px(11)}px; }}
    QLabel[kind="fact"] {{ color: {p.text}; font-size: {px(13)}px; }}
    QLabel[kind="mark"] {{ color: {p.accent}; border: 1px solid {p.accent}; border-radius: 6px;
        padding: {px(2)}px {px(8)}px; font-size: {px(12)}px; font-weight: 600; }}
    QLabel[kind="title"] {{ font-size: {px(14)}px; font-weight: 600; }}
    QLabel[kind="section"] {{ font-size: {px(16)}px; font-weight: 600; }}
    QLabel[kind="mark"] {{ background: {p.selected}; color: {p.text}; border-radius: 6px; font-size: {px(12)}px;
        padding: {px(1)}px {px(8)}px; }}
    QLabel[kind="cap"] {{ background: {p.code_surface}; border: 1px solid {p.border}; border-radius: 6px;
        padding: {px(2)}px {px(8)}px; font-size: {px(13)}px; }}
    QLabel[kind="strong"] {{ font-weight: 600; }}
    QLabel[kind="greeting"] {{ font-size: {px(28)}px; font-weight: 500; }}
    QLabel[kind="key"] {{ background: {p.code_surface}; border: 1px solid {p.border}; border-radius: 8px;
        padding: {px(16)}px; font-family: monospace; font-size: {px(16)}px; }}
    """


def _buttons(p: Palette, px: Callable[[float], int]) -> str:
    pad = f"padding: {px(6)}px {px(14)}px"
    ring = f"border: 4px double {p.on_accent}"  # within what has the accent's colour already
    chosen = p.edge if p.high else "transparent"  # where the surface alone is no sign that can be seen
    return f"""
    QPushButton {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; border-radius: 8px;
        {pad}; }}
    QPushButton:hover {{ background: {p.hover}; }}
    QPushButton:pressed, QPushButton:open {{ background: {p.selected}; }}
    QPushButton:disabled {{ color: {p.muted}; }}
    QPushButton:focus {{ border: 2px solid {p.accent}; padding: {px(6) - 1}px {px(14) - 1}px; }}
    QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent};
        font-weight: 600; }}
    QPushButton[kind="primary"]:focus {{ {ring}; padding: {px(6) - 3}px {px(14) - 3}px; }}
    QPushButton[kind="primary"]:disabled {{ background: {p.selected}; color: {p.muted};
        border-color: {p.selected}; }}
    QPushButton[kind="danger"] {{ color: {p.danger}; border: 1px solid {p.danger}; }}
    QPushButton[kind="danger"]:hover {{ background: {p.danger_surface}; }}
    QPushButton[kind="danger"]:focus {{ border: 2px solid {p.danger}; }}
    QPushButton[kind="danger"]:disabled {{ color: {p.muted}; border-color: {p.border}; }}
    QPushButton[kind="quiet"], QPushButton[kind="row"] {{ background: transparent; border: 1px solid transparent; }}
    QPushButton[kind="quiet"]:hover, QPushButton[kind="row"]:hover {{ background: {p.hover}; }}
    QPushButton[kind="quiet"]:focus, QPushButton[kind="row"]:focus {{ border: 2px solid {p.accent}; }}
    QPushButton[kind="row"] {{ text-align: left; padding: {px(7)}px {px(8)}px; }}
    QPushButton[kind="row"]:focus {{ padding: {px(7) - 1}px {px(8) - 1}px; }}
    QPushButton[kind="row"]:checked {{ background: {p.selected}; border-color: {chosen}; }}
    QPushButton[kind="tab"] {{ background: transparent; color: {p.muted}; border: 1px solid transparent;
        padding: {px(5)}px {px(12)}px; }}
    QPushButton[kind="tab"]:hover {{ background: {p.hover}; }}
    QPushButton[kind="tab"]:checked {{ background: {p.selected}; color: {p.text}; border-color: {chosen}; }}
    QPushButton[kind="tab"]:focus {{ border: 2px solid {p.accent}; padding: {px(5) - 1}px {px(12) - 1}px; }}
    QPushButton[kind="group"] {{ background: transparent; border: 1px solid transparent; text-align: left;
        padding: {px(5)}px {px(4)}px; font-weight: 600; }}
    QPushButton[kind="group"]:hover {{ background: {p.hover}; }}
    QPushButton[kind="group"]:focus {{ border: 2px solid {p.accent}; padding: {px(5) - 1}px {px(4) - 1}px; }}
    QPushButton[kind="choice"]:checked {{ background: {p.accent}; color: {p.on_accent};
        border: 1px solid {p.accent}; }}
    QPushButton[kind="choice"]:checked:focus {{ {ring}; padding: {px(6) - 3}px {px(14) - 3}px; }}
    QPushButton[kind="chip"] {{ background: {p.raised}; border: 1px solid {p.edge}; border-radius: {px(11)}px;
        padding: {px(3)}px {px(10)}px; font-size: {px(13)}px; }}
    QPushButton[kind="chip"]:hover {{ background: {p.hover}; }}
    QPushButton[kind="chip"]:focus {{ border: 2px solid {p.accent}; padding: {px(3) - 1}px {px(10) - 1}px; }}
    QPushButton[kind="pill"] {{ border-radius: {px(15)}px; padding: {px(7)}px {px(16)}px; }}
    QPushButton[kind="pill"]:focus {{ padding: {px(7) - 1}px {px(16) - 1}px; }}
    QToolButton {{ background: transparent; color: {p.text}; border: 1px solid transparent; border-radius: 8px;
        padding: {px(5)}px; }}
    QToolButton:hover {{ background: {p.hover}; }}
    QToolButton:pressed, QToolButton:open, QToolButton:checked {{ background: {p.selected};
        border-color: {chosen}; }}
    QToolButton:focus {{ border: 2px solid {p.accent}; padding: {px(5) - 1}px; }}
    QToolButton[kind="send"] {{ background: {p.accent}; border-radius: {px(10)}px; border: 1px solid {p.accent}; }}
    QToolButton[kind="send"]:disabled {{ background: {p.selected}; border-color: {p.selected}; }}
    QToolButton[kind="send"]:focus {{ {ring}; padding: {px(5) - 3}px; }}
    """


def _inputs(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {p.muted}; }}
    QPlainTextEdit[kind="details"] {{ background: {p.code_surface}; color: {p.text}; border: 1px solid {p.edge};
        border-radius: 8px; padding: {px(6)}px; font-family: monospace; font-size: {px(13)}px; }}
    QPlainTextEdit[kind="details"]:focus {{ border: 2px solid {p.accent}; padding: {px(6) - 1}px; }}
    QLineEdit, QComboBox, QPlainTextEdit[kind="field"] {{ background: {p.surface}; color: {p.text};
        border: 1px solid {p.edge}; border-radius: 8px; padding: {px(6)}px {px(8)}px;
        selection-background-color: {p.selection}; selection-color: {p.on_selection}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit[kind="field"]:focus {{ border: 2px solid {p.accent};
        padding: {px(6) - 1}px {px(8) - 1}px; }}
    QLineEdit[kind="number"] {{ padding: {px(3)}px {px(7)}px; }}
    QLineEdit[kind="number"]:focus {{ padding: {px(3) - 1}px {px(7) - 1}px; }}
    QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit[kind="field"]:disabled {{ color: {p.muted};
        background: {p.sidebar}; }}
    QComboBox[kind="small"] {{ padding: {px(3)}px {px(26)}px {px(3)}px {px(8)}px; }}
    QComboBox[kind="small"]:focus {{ padding: {px(3) - 1}px {px(26) - 1}px {px(3) - 1}px {px(8) - 1}px; }}
    QSlider::groove:horizontal {{ background: {p.selected}; height: 4px; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {p.accent}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ background: {p.accent}; width: 14px; height: 14px; margin: -5px 0;
        border-radius: 7px; }}
    QSlider:focus {{ border: 1px solid {p.accent}; border-radius: 8px; }}
    QListWidget[kind="order"] {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge};
        border-radius: 8px; padding: {px(4)}px; }}
    QListWidget[kind="order"]:focus {{ border: 2px solid {p.accent}; padding: {px(4) - 1}px; }}
    QListWidget[kind="order"]::item {{ padding: {px(4)}px {px(6)}px; border-radius: 6px; color: {p.text}; }}
    QListWidget[kind="order"]::item:selected {{ background: {p.selected}; }}
    QLineEdit[kind="palette"] {{ font-size: {px(15)}px; padding: {px(8)}px {px(10)}px; }}
    QLineEdit[kind="palette"]:focus {{ padding: {px(8) - 1}px {px(10) - 1}px; }}
    QLineEdit[kind="editor"] {{ border-radius: 6px; padding: 0 {px(6)}px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView::item {{ min-height: {px(26)}px; padding: 0 {px(4)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.border};
        selection-background-color: {p.selected}; selection-color: {p.text}; padding: {px(4)}px; }}
    QPlainTextEdit[kind="composer"] {{ background: transparent; border: none; font-size: {px(15)}px;
        selection-background-color: {p.selection}; selection-color: {p.on_selection}; }}
    """


def _lists(p: Palette, px: Callable[[float], int]) -> str:
    """Rows of models and downloads, their marks, and what is checked in a list."""
    return f"""
    QFrame[kind="item"] {{ background: transparent; border: 2px solid transparent; border-radius: 8px; }}
    QFrame[kind="item"]:hover {{ background: {p.sidebar}; }}
    QFrame[kind="item"]:focus {{ border: 2px solid {p.accent}; }}
    QLabel[kind="mark"] {{ background: {p.selected}; color: {p.text}; border-radius: 6px;
        padding: {px(1)}px {px(6)}px; font-size: {px(12)}px; }}
    QCheckBox, QRadioButton {{ color: {p.text}; spacing: {px(8)}px; padding: {px(2)}px; border: 1px solid transparent;
        border-radius: 6px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {px(14)}px; height: {px(14)}px; background: {p.surface};
        border: 1px solid {p.edge}; border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; }}
    QCheckBox::indicator:indeterminate {{ background: {p.selected}; border: 2px solid {p.accent}; width: {px(14) - 2}px;
        height: {px(14) - 2}px; }}
    QCheckBox::indicator:disabled {{ background: {p.sidebar}; border-color: {p.border}; }}
    QRadioButton::indicator {{ border-radius: {px(14) // 2 + 1}px; }}
    QRadioButton::indicator:checked {{ border: {px(4)}px solid {p.accent}; width: {px(14) - 2 * px(4) + 2}px;
        height: {px(14) - 2 * px(4) + 2}px; }}
    QCheckBox:focus, QRadioButton:focus {{ border: 1px solid {p.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {p.muted}; }}
    QCheckBox[kind="strong"] {{ font-weight: 600; }}
    """


def _menus(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QMenu {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.border}; padding: {px(6)}px; }}
    QMenu::item {{ padding: {px(6)}px {px(28)}px {px(6)}px {px(10)}px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {p.hover}; }}
    QMenu::item:disabled {{ color: {p.muted}; }}
    QMenu::icon {{ padding-left: {px(8)}px; }}
    QMenu::separator {{ height: 1px; background: {p.border}; margin: {px(6)}px {px(4)}px; }}
    """


def _scrolling(p: Palette) -> str:
    return f"""
    QScrollArea, QListView {{ background: transparent; border: none; }}
    QScrollArea:focus {{ border: 2px solid {p.accent}; border-radius: 8px; }}
    QScrollArea[kind="unringed"]:focus {{ border: none; }}
    QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar[kind="page"]:vertical {{ background: {p.surface}; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {p.border}; border-radius: 3px; margin: 2px; min-height: 32px;
        min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {p.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
