"""`make screenshots`: pictures of the Models page for README, light and dark, in resources/screenshots.

One rule: the real window in a process of its own, over the stand-in hub, worked with clicks; nothing is drawn by hand.
What a computer has and how fast it reads differs: here it is as if answers had come at 24 GB/s before.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / folder) for folder in ("app", "tests", "tests/engine", "tests/hub", "tests/faults")]

import numpy  # noqa: E402
import psutil  # noqa: E402
from killed_window import Window  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from standin import Content, Hub, Repository, Sparse  # noqa: E402
from standin.made_up import card, header, made_up  # noqa: E402

from paddock.hub.catalog import entry_of  # noqa: E402
from paddock.hub.catalog_entry import CatalogEntry  # noqa: E402

FOLDER = ROOT / "resources" / "screenshots"
SIZE = {"width": 1180, "height": 780}
BANDWIDTH = 24e9
FAST, SLOW = 0, 12_000_000  # bytes a second of the hub
SHAPES = {"llama-3.2-3b": (28, 3072), "llama-3.1-8b": (32, 4096)}
HERE = ("tulu-3-8b", "deepseek-r1-distill-8b")
THEMES = ("light", "dark")
NO_DITHER = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def known(id: str) -> CatalogEntry:
    """A model of the catalogue."""
    entry = entry_of(id)
    assert entry is not None
    return entry


def served() -> list[Repository]:
    """Two of the catalogue, as large as they are, of zeros behind a true header."""
    found = []
    for id, (layers, width) in SHAPES.items():
        entry = known(id)
        content = Sparse(header(layers=layers, width=width, name=entry.name), entry.size)
        files: dict[str, bytes | Path | Content] = {entry.filename: content}
        files["README.md"] = card(entry.licence_id, entry.name, entry.good_at)
        found.append(Repository(entry.repo_id, files, {"license": entry.licence_id}, likes=900, downloads=200_000))
    return found


def furnish(home: Path, theme: str) -> None:
    """A person's settings, what was measured of the computer, and two models that are there already."""
    (home / "config").mkdir(parents=True)
    settings = {"theme": theme, "key_notice_shown": True, "real_model_card_dismissed": True}
    (home / "config" / "settings.json").write_text(json.dumps(settings))
    measured = {"bandwidth": BANDWIDTH, "at": time.time()}
    measured_here = {"devices": {"CPU": measured}, "memory": {"bandwidth": BANDWIDTH, "boot": psutil.boot_time() / 60}}
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "machine.json").write_text(json.dumps(measured_here))
    for id in HERE:
        entry = known(id)
        place = home / "models" / entry.repo_id / entry.filename
        place.parent.mkdir(parents=True)
        with place.open("wb") as file:
            file.write(header(layers=32, width=4096, name=entry.name))
            file.truncate(entry.size)


def make_small(path: Path) -> None:
    """In the 256 colours that are there most often, packed as well as can be."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = numpy.unique(numpy.frombuffer(image.constBits(), numpy.uint32), return_counts=True)
    table = [int(colour) for colour in colours[numpy.argsort(-counts)[:256]]]
    image.convertToFormat(QImage.Format.Format_Indexed8, table, NO_DITHER).save(str(path), None, 0)


class Session:
    """One person at one window."""

    def __init__(self, home: Path, hub: Hub, theme: str) -> None:
        self._hub = hub
        self._theme = theme
        self.window = Window(
            {
                **os.environ,
                **hub.env,
                "PADDOCK_HOME": str(home),
                "HOME": str(home),  # nobody's own models
                "PYTHONPATH": str(ROOT / "app"),
                "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
                "QT_QPA_PLATFORM": "offscreen",
            }
        )
        self.window.wait("shown")
        self.window.ask("resize", **SIZE)

    def click(self, text: str) -> None:
        """A button, as soon as it is there."""
        deadline = time.monotonic() + 60
        while not self.window.ask("click", text=text):
            assert time.monotonic() < deadline, f"no button {text}: {self.window.ask('names')}"
            time.sleep(0.2)

    def take(self, name: str) -> None:
        """A picture, once everything has come to rest."""
        time.sleep(1.5)
        path = FOLDER / f"{name}-{self._theme}.png"
        self.window.ask("picture", path=str(path))
        make_small(path)

    def look_at(self, words: str, name: str) -> None:
        """A search, and what it finds by that name."""
        assert self.window.ask("fill", field="Search 127", text=words)
        self.window.see(name)
        if not self.window.ask("open", text=name):
            raise AssertionError(f"no row {name}")

    def discover(self) -> None:
        """What is recommended, a search, and a page on which some fits and some does not."""
        self.click("Models")
        self.window.see("Llama 3.2 1B Instruct")
        self.take("models-recommended")
        assert self.window.ask("fill", field="Search 127", text="GGUF")
        self.window.see("models, and more as you scroll")
        self.take("models-search")
        self.look_at("snug", "snug-GGUF")
        self.window.see("Does not fit")
        self.take("models-page")
        self.click("Back")

    def downloads(self) -> None:
        """One is done, one failed, one is paused, one runs."""
        self.look_at("guide", "guide-GGUF")
        self.click("Download: guide-GGUF Q8_0")
        self.window.see("is on this computer now")
        self.click("Close")
        self._home()
        self.click("Download: Hermes 3 8B")
        self.click("Download: Llama 3.1 8B Instruct")
        time.sleep(4)
        self.click("Downloads  2")
        self.click("Pause: Llama 3.1 8B Instruct")
        self._hub.rate = SLOW
        self.click("Discover")
        self.click("Download: Llama 3.2 3B Instruct")
        self.click("Downloads  3")
        time.sleep(6)
        self.take("models-downloads")

    def library(self) -> None:
        """What is here."""
        self.click("On this computer")
        self.take("models-library")

    def _home(self) -> None:
        self.click("Back")
        self.click("Clear the search")


def main() -> None:
    """All of them, or those of the themes that are named."""
    for theme in sys.argv[1:] or THEMES:
        with tempfile.TemporaryDirectory() as folder, Hub([*made_up(psutil.virtual_memory().total), *served()]) as hub:
            furnish(Path(folder), theme)
            session = Session(Path(folder), hub, theme)
            try:
                session.discover()
                session.downloads()
                session.library()
            finally:
                session.window.killed(0.0)


if __name__ == "__main__":
    main()
