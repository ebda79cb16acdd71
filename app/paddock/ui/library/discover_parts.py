"""What every part of the Discover tab is given. One rule: handed down by constructor, like everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QUrl

from paddock.ui.library.discover_service import Discovery, Downloading
from paddock.ui.library.discover_shelf import Shelf
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks


@dataclass(frozen=True)
class Parts:
    """The services, and what they are asked through.

    Attributes:
        shelf: what is here and on its way.
        run: does a service's call, which may touch the disk or the network, off the GUI thread.
        open_url: opens an address in the browser; called only after the person said so.
    """

    service: Discovery
    downloads: Downloading
    tasks: Tasks
    appearance: Appearance
    shelf: Shelf
    run: Callable[[Callable[[], None]], object]
    open_url: Callable[[QUrl], object]
