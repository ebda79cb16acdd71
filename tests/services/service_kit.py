"""The services over the real store, a shipped fake engine, and model files of a few hundred bytes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from gguf_bytes import LLAMA, gguf

from paddock.config.settings import SettingsFile
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.hub.library import Library
from paddock.services.bus import Bus
from paddock.services.chats import ChatService
from paddock.services.generation import GenerationService
from paddock.services.kv_cache import KvCache
from paddock.services.models import ModelService
from paddock.store.chats import ChatStore
from paddock.store.database import Database


@dataclass
class Services:
    """All of them, and what they stand on."""

    folder: Path
    engine: FakeEngine
    settings: SettingsFile
    bus: Bus
    models: ModelService
    generation: GenerationService
    database: Database
    store: ChatStore
    chats: ChatService
    cache: KvCache
    key: bytes = field(repr=False, default=b"")


MakeServices = Callable[..., Services]


def build(
    folder: Path,
    *answers: FakeAnswer | str,
    key: bytes = b"",
    load_gate: Event | None = None,
    n_ctx: int = 4096,
    engine: FakeEngine | None = None,
) -> Services:
    """Everything in one folder; building there again with the same key finds what was stored."""
    models_dir = folder / "models"
    models_dir.mkdir(exist_ok=True)
    guide = folder / "guide.gguf"
    guide.write_bytes(gguf({**LLAMA, "general.name": "Paddock Guide"}))
    settings = SettingsFile(folder / "settings.json")
    settings.load()
    bus = Bus()
    engine = engine or FakeEngine(answers or ("This is an answer.",), load_gate=load_gate, n_ctx=n_ctx)
    models = ModelService(Library(models_dir, guide), settings, bus)
    cache = KvCache(folder / "kv")
    generation = GenerationService(engine, models, settings, cache)
    generation.configure()
    key = key or secrets.token_bytes(32)
    database = Database.open(folder / "chats.db", key)
    store = ChatStore(database)
    chats = ChatService(store, generation, models, settings, bus)
    return Services(folder, engine, settings, bus, models, generation, database, store, chats, cache, key)


def copy_of_the_guide(folder: Path) -> str:
    """The guide in another file; its reference."""
    path = folder / "models" / "guide-q8_0.gguf"
    path.write_bytes(gguf({**LLAMA, "general.name": "Paddock Guide", "paddock.guide.version": "0.1.0"}))
    return str(path)


def other_model(folder: Path, name: str = "other.gguf") -> str:
    """A model other than the guide; its reference."""
    path = folder / "models" / name
    path.write_bytes(gguf())
    return str(path)
