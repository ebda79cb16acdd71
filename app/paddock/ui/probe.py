"""What Qt finds on this computer, asked in a process of its own: `python -m paddock.ui.probe`.

Qt ends the whole process when it cannot start, so nobody else may ask it. One rule: a line of JSON is printed before
Qt is touched and another after it, so that whatever ends this has said what was missing.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

# What Qt's xcb plugin opens; its own message blames xcb-cursor whichever of them is missing.
XCB_LIBRARIES = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
    "libEGL.so.1",
    "libGL.so.1",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
)


def main() -> int:
    """Print what was found; 1 if Qt is not installed or does not start."""
    _say({"missing_libraries": missing_libraries()})
    try:
        from PySide6.QtCore import qVersion
        from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
    except ImportError as error:
        _say({"problem": f"PySide6 cannot be loaded: {error}"})
        return 1
    application = QGuiApplication(sys.argv[:1])
    families = QFontDatabase.families()
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    _say(
        {
            "qt": qVersion(),
            "platform": application.platformName(),
            "font": QFontInfo(application.font()).family(),
            "monospace_font": QFontInfo(fixed).family(),
            "emoji_font": next((family for family in families if "emoji" in family.lower()), ""),
        }
    )
    return 0


def missing_libraries() -> list[str]:
    """System libraries that Qt's X11 window needs and that do not load; Linux only."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] != "xcb":
        return []
    return [name for name in XCB_LIBRARIES if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _say(found: dict[str, object]) -> None:
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    sys.exit(main())
