"""Colours and measures of the window, in one place. One rule: a colour is named by its use, never by its hue.

All palettes pass WCAG AA: 4.5:1 for text, 3:1 for what shows where the focus is, what can be changed and how it is.
Those of high contrast reach 7:1 for all of it. `tests/ui/test_theme.py` measures every pair in `TEXT_PAIRS` and
`CONTROL_PAIRS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

GRID = 4  # px; every margin and spacing is a multiple
COLUMN_WIDTH = 720  # px; the transcript's and the composer's column
BODY_PX = 15
SMALL_PX = 12
RADIUS = 12


class ThemeChoice(StrEnum):
    """What the person chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    """What the person chose; SYSTEM follows the desktop, where it says so."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class Motion(StrEnum):
    """Whether anything may move by itself; SYSTEM follows the desktop, where it says so."""

    SYSTEM = "system"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours, as `#rrggbb`."""

    dark: bool
    high: bool  # contrast
    surface: str  # the transcript
    sidebar: str
    raised: str  # composer, the person's bubble, cards
    hover: str
    selected: str
    border: str  # hairlines between surfaces and around cards, which nobody has to see
    edge: str  # around what can be pressed or written in
    text: str
    muted: str  # secondary text
    accent: str
    on_accent: str
    warning: str  # it will do, but not well
    danger: str
    danger_surface: str
    code_surface: str
    code_header: str
    link: str
    selection: str
    on_selection: str
    found: str  # words that were looked for
    # syntax highlighting, on code_surface
    syn_keyword: str
    syn_string: str
    syn_comment: str
    syn_number: str
    syn_function: str
    syn_type: str


LIGHT = Palette(
    dark=False,
    high=False,
    surface="#ffffff",
    sidebar="#f5f4f0",
    raised="#f1f0eb",
    hover="#e9e8e1",
    selected="#e3e2da",
    border="#dfded6",
    edge="#83877c",
    text="#1f211d",
    muted="#5d6159",
    accent="#2d6a4d",
    on_accent="#ffffff",
    warning="#8a5a00",
    danger="#a3262b",
    danger_surface="#fbeceb",
    code_surface="#f7f6f2",
    code_header="#eeede7",
    link="#1f6247",
    selection="#bfdccb",
    on_selection="#1f211d",
    found="#f2c12e",
    syn_keyword="#7b3fa0",
    syn_string="#2a6a2f",
    syn_comment="#646860",
    syn_number="#96500b",
    syn_function="#1d5a94",
    syn_type="#8a4513",
)

DARK = Palette(
    dark=True,
    high=False,
    surface="#1b1c1a",
    sidebar="#151614",
    raised="#272926",
    hover="#2e302c",
    selected="#353833",
    border="#363934",
    edge="#797e74",
    text="#e9e9e4",
    muted="#a6a99f",
    accent="#7fc7a3",
    on_accent="#10231a",
    warning="#e0b868",
    danger="#f0928e",
    danger_surface="#3a2322",
    code_surface="#131412",
    code_header="#20221f",
    link="#8fd0b0",
    selection="#355a48",
    on_selection="#f2f2ee",
    found="#7a5a0e",
    syn_keyword="#c9a0e6",
    syn_string="#a3cf96",
    syn_comment="#969a8f",
    syn_number="#e0b078",
    syn_function="#8dbdec",
    syn_type="#e0a584",
)

LIGHT_HIGH = replace(
    LIGHT,
    high=True,
    sidebar="#ffffff",
    raised="#ffffff",
    hover="#e6e6e6",
    selected="#d9d9d9",
    border="#3d3d3d",
    edge="#000000",
    text="#000000",
    muted="#2b2b2b",
    accent="#00462a",
    warning="#553300",
    danger="#7a0010",
    danger_surface="#ffffff",
    code_surface="#ffffff",
    code_header="#e6e6e6",
    link="#003d8f",
    selection="#ffd54a",
    on_selection="#000000",
    found="#ffcc33",
    syn_keyword="#5b1a85",
    syn_string="#0d4a13",
    syn_comment="#3f423c",
    syn_number="#6e3300",
    syn_function="#003a73",
    syn_type="#6a2600",
)

DARK_HIGH = replace(
    DARK,
    high=True,
    surface="#000000",
    sidebar="#000000",
    raised="#000000",
    hover="#262626",
    selected="#333333",
    border="#b4b4b4",
    edge="#ffffff",
    text="#ffffff",
    muted="#dedede",
    accent="#8ff0bd",
    on_accent="#000000",
    warning="#ffd27a",
    danger="#ffb3ae",
    danger_surface="#000000",
    code_surface="#000000",
    code_header="#262626",
    link="#9fd0ff",
    selection="#ffe066",
    on_selection="#000000",
    found="#5c4200",
    syn_keyword="#e0bfff",
    syn_string="#b9f0a8",
    syn_comment="#c3c6bd",
    syn_number="#ffcf94",
    syn_function="#a9d4ff",
    syn_type="#ffc2a3",
)

# (foreground, background) field names that carry text
TEXT_PAIRS = (
    ("text", "surface"),
    ("text", "sidebar"),
    ("text", "raised"),
    ("text", "hover"),
    ("text", "selected"),
    ("text", "danger_surface"),
    ("muted", "surface"),
    ("muted", "sidebar"),
    ("muted", "raised"),
    ("muted", "hover"),
    ("muted", "selected"),
    ("muted", "code_header"),
    ("on_accent", "accent"),
    ("accent", "surface"),
    ("accent", "sidebar"),
    ("accent", "selected"),
    ("warning", "surface"),
    ("warning", "sidebar"),
    ("danger", "surface"),
    ("danger", "danger_surface"),
    ("link", "surface"),
    ("on_selection", "selection"),
    ("text", "code_surface"),
    ("text", "found"),
    ("syn_keyword", "code_surface"),
    ("syn_string", "code_surface"),
    ("syn_comment", "code_surface"),
    ("syn_number", "code_surface"),
    ("syn_function", "code_surface"),
    ("syn_type", "code_surface"),
)

# of what is no text and has to be seen: the ring of the focus, edges of controls, knobs, bars, the send button
CONTROL_PAIRS = (
    ("accent", "surface"),
    ("accent", "sidebar"),
    ("accent", "raised"),
    ("accent", "selected"),
    ("on_accent", "accent"),
    ("edge", "surface"),
    ("edge", "sidebar"),
    ("edge", "raised"),
    ("danger", "surface"),
    ("muted", "selected"),
)


def palette_for(*, dark: bool, high: bool) -> Palette:
    """The colours of a theme and a contrast."""
    if high:
        return DARK_HIGH if dark else LIGHT_HIGH
    return DARK if dark else LIGHT


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
