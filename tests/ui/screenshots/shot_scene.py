"""A window in one of its states, dressed, for pictures and for what must hold of them.

One rule: what is seen comes of the real widgets over the fakes that ship; nothing here opens a connection.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keeping_kit
from desk import Desk, Start
from discover_kit import FakeDiscover
from installed_kit import ALL
from PySide6.QtCore import Qt

from paddock.application import build
from paddock.config.secrets import MemoryBackend
from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.exchange import ChatRecord
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.bus import DownloadChanged
from paddock.services.exchange import own
from paddock.ui.library.page import LibraryPage

SIZE = (1240, 820)


@dataclass(frozen=True, slots=True)
class Dress:
    """How the window is to look."""

    name: str
    settings: Mapping[str, Any]
    mirrored: bool = False

    @property
    def direction(self) -> Qt.LayoutDirection:
        return Qt.LayoutDirection.RightToLeft if self.mirrored else Qt.LayoutDirection.LeftToRight


DRESSES = (
    Dress("light", {"theme": "light"}),
    Dress("dark", {"theme": "dark"}),
    Dress("high", {"theme": "dark", "contrast": "high"}),
    Dress("large", {"theme": "light", "text_scale": 2.0}),
    Dress("rtl", {"theme": "light"}, mirrored=True),
)


@dataclass
class Scene:
    """What a state is made with: it opens the window with the chats that it wants.

    Attributes:
        model: the file of the model that answers.
        gate: what an answer or a load waits for; set when the picture has been taken.
    """

    start: Start
    home: Path
    dress: Dress
    model: Path
    gate: threading.Event = field(default_factory=threading.Event)
    keyring: MemoryBackend = field(default_factory=MemoryBackend)
    hosts: list[keeping_kit.FakeHost] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The window that is open."""
        return self.desks[-1]

    def open(
        self,
        *answers: FakeAnswer | str,
        chats: Iterable[ChatRecord] = (),
        show: str = "",
        engine: FakeEngine | None = None,
        **settings: Any,
    ) -> Desk:
        """The window over these chats; the one that is called `show` is open."""
        self._store(list(chats))
        chosen = {"key_notice_shown": True, "motion": "reduced", **self.dress.settings, **settings}
        desk = self.start(answers or ("",), secrets=self.keyring, engine=engine, **chosen)
        self.desks.append(desk)
        desk.window.resize(*SIZE)
        if show:
            self.show(desk, show)
        desk.settle()
        return desk

    def _store(self, chats: list[ChatRecord]) -> None:
        if not chats:
            return
        file = self.home / "chats.json"
        file.write_text(own.dump(chats), encoding="utf-8")
        with build({"PADDOCK_HOME": str(self.home)}, engine=FakeEngine(), secrets=self.keyring) as application:
            application.claim()
            application.open_store()
            done = application.exchange.import_from(file)
            assert len(done.chat_ids) == len(chats), done.problems
            for number in done.chat_ids:
                application.open_store().set_model(number, str(self.model))

    def show(self, desk: Desk, title: str) -> None:
        """Open a chat by its title."""
        service = desk.window.conversation.service
        assert service is not None
        chat = next(chat for chat in service.chats() if chat.title == title)
        desk.window.open_chat(chat.id)
        desk.wait(lambda: desk.window.conversation.chat is not None and desk.window.conversation.chat.id == chat.id)
        desk.wait(lambda: desk.messages and not desk.window.page.transcript.reading)

    def ask(self, desk: Desk, text: str) -> None:
        """Type and press Enter; nobody waits for the answer."""
        desk.type(text)
        desk.press(Qt.Key.Key_Return)

    def library(self, desk: Desk, *items: DownloadItem, discover: FakeDiscover | None = None) -> LibraryPage:
        """The Models page over a Hub and a library that are made up."""
        host = keeping_kit.FakeHost(self.home, ALL, items)
        host.library.uses = keeping_kit.usual_uses()
        self.hosts.append(host)
        window = desk.window
        page = LibraryPage(host, window.tasks, desk.appearance, service=discover or FakeDiscover())  # type: ignore[arg-type]
        window.library.page = page
        window.stack.addWidget(page)
        page.follow(window.conversation.chat_changed, lambda: keeping_kit.LLAMA.ref)
        with desk.qtbot.waitSignal(page.refreshed, timeout=10_000):
            window.library.show()
        desk.wait(lambda: page.here.rows)
        for item in (item for item in items if item.state is not DownloadState.DONE):
            desk.application.bus.publish(DownloadChanged(item.id, item))
        return page

    def close(self) -> None:
        """Let go of whatever waits."""
        self.gate.set()
        for host in self.hosts:
            host.library.may_end.set()
            host.quantizer.may_end.set()


SetUp = Callable[[Dress], Scene]
