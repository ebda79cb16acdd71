"""The composition root: builds every part once and hands it down.

One rule: nothing here touches the keyring, the database, a model or the network until it is asked to.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import TracebackType

import psutil

from paddock.config.instance import InstanceLock
from paddock.config.paths import Paths, resource
from paddock.config.secrets import KeyringBackend, KeyVault, SecretBackend, StoreKey, recovery_text
from paddock.config.settings import SettingsFile
from paddock.core.errors import Remedy, UserError
from paddock.engine.api import Engine
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.library import Library
from paddock.services.branching import Branching
from paddock.services.bus import Bus
from paddock.services.chat_places import ChatPlaces
from paddock.services.chat_set import ChatSet
from paddock.services.chats import ChatService
from paddock.services.doctor import CacheFacts, DoctorReport, collect
from paddock.services.downloads import DownloadService
from paddock.services.exchange.service import ExchangeService
from paddock.services.generation import GenerationService
from paddock.services.insight import Machine
from paddock.services.kv_cache import KvCache
from paddock.services.machine import measure_machine
from paddock.services.models import ModelService
from paddock.services.personas import PersonaService
from paddock.services.templates import TemplateService
from paddock.services.titles import Titler
from paddock.services.trial import ModelTrial, try_model
from paddock.store.branches import Branches
from paddock.store.chats import ChatStore
from paddock.store.database import Database
from paddock.store.organise import Organiser
from paddock.store.personas import PersonaStore
from paddock.store.search import ChatSearch
from paddock.store.transfer import Transfer

KV_PURPOSE = "paddock kv cache"
"""What the engine's key is derived for: never a name of anything else, or both would have one key."""


class Application:
    """Every part of the program, for the window and the command line alike; close it when done."""

    def __init__(
        self,
        paths: Paths,
        settings: SettingsFile,
        vault: KeyVault,
        bus: Bus,
        models: ModelService,
        generation: GenerationService,
        downloads: DownloadService,
        cache: KvCache,
    ) -> None:
        self.paths = paths
        self.settings = settings
        self.bus = bus
        self.models = models
        self.generation = generation
        self.downloads = downloads
        self.cache = cache
        self.templates = TemplateService(generation, models)
        self.instance = InstanceLock(paths.lock_file)
        self._vault = vault
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._memory: Database | None = None
        self._key: StoreKey | None = None

    def __enter__(self) -> Application:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def claim(self) -> bool:
        """Become the one process that writes here; False when another is. Released when this process ends."""
        self.paths.ensure()
        return self.instance.acquire()

    def open_store(self, *, read_only: bool = False) -> ChatService:
        """Open the chats; blocks (the keyring may ask the person to unlock it).

        Raises:
            UserError: no key, the wrong key, a damaged or newer database, another Paddock writes here.
        """
        if read_only and not Database.exists(self.paths.database):
            raise UserError("There are no chats yet.", "Start one with `paddock`.", code="no-chats")
        if not read_only and not self.claim():
            raise UserError(
                "Paddock is already running.", "Use the window that is open, or close it first.", code="running"
            )
        with self._lock:
            opened = self._database is None
            if self._database is None:
                key = self._vault.open(Database.exists(self.paths.database))
                self._database = Database.open(self.paths.database, key.key, read_only=read_only)
                self._key = key
            store = ChatStore(self._database)
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus)
        if opened and not read_only:
            chats.recover()
            self.branching.empty_trash()
            self.generation.keep_kv(self.store_key.derive(KV_PURPOSE))
        return chats

    @property
    def places(self) -> ChatPlaces:
        """Folders, tags, the trash and the search of the open chats. Raises `UserError`: "store-closed"."""
        database = self._open_database()
        return ChatPlaces(Organiser(database), ChatSearch(database), self.bus)

    @property
    def branching(self) -> Branching:
        """Edits, forks and removals in the open chats. Raises `UserError`: "store-closed"."""
        database = self._open_database()
        store = ChatStore(database)
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus)
        return Branching(store, Branches(database, store), chats, self.bus)

    def temporary_chats(self) -> ChatSet:
        """Chats that never touch the disk; all that is in them is gone when the program ends. Blocks the first time."""
        with self._lock:
            if self._memory is None:
                self._memory = Database.in_memory()
            database = self._memory
        store = ChatStore(database)
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus, private=True)
        organiser = Organiser(database)

        def forget(chat_id: int) -> None:
            organiser.trash([chat_id])
            organiser.purge([chat_id])

        return ChatSet(chats, Branching(store, Branches(database, store), chats, self.bus), True, forget)

    @property
    def exchange(self) -> ExchangeService:
        """Takes the open chats out, and others in. Raises `UserError`: "store-closed"."""
        database = self._open_database()
        store = ChatStore(database)
        return ExchangeService(store, Transfer(database, store), self.bus)

    @property
    def personas(self) -> PersonaService:
        """Whose part a model can play. Raises `UserError`: "store-closed"."""
        database = self._open_database()
        store = ChatStore(database)
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus)
        return PersonaService(PersonaStore(database), store, chats, self.bus)

    @property
    def titler(self) -> Titler:
        """Lets models title the open chats. Raises `UserError`: "store-closed"."""
        return Titler(ChatStore(self._open_database()), self.generation, self.models, self.bus)

    def _open_database(self) -> Database:
        with self._lock:
            if self._database is None:
                raise _store_closed()
            return self._database

    def restore_key(self, recovery: str) -> ChatService:
        """Open the chats with a recovery key, and keep the key if it is the right one.

        Raises:
            UserError: it is not a recovery key, or not the one of these chats.
        """
        self._vault.check(recovery, lambda key: Database.open(self.paths.database, key).close())
        self._vault.restore(recovery)
        return self.open_store()

    @property
    def store_key(self) -> StoreKey:
        """Where the key of the open store lies.

        Raises:
            UserError: the store is not open.
        """
        if self._key is None:
            raise _store_closed()
        return self._key

    def recovery_key(self) -> str:
        """The key of the open store as text to write down."""
        return recovery_text(self.store_key.key)

    def cache_size(self) -> int:
        """Bytes that processed chats (KV caches) take on the disk; blocks on the disk."""
        return self.cache.size()

    def cache_limit(self) -> int:
        """Bytes that they may take; 0: none are kept."""
        settings = self.settings.current
        return self.cache.limit(settings.kv_limit) if settings.kv_on_disk else 0

    def clear_cache(self) -> None:
        """Forget all processed chats, on the disk and in memory; the models have to be loaded again; blocks.

        Raises:
            UserError: "running": another Paddock writes there; "busy"; "cache-not-cleared".
        """
        if self.cache.folder.exists() and not self.claim():
            raise UserError(
                "Paddock is running and uses its cache.",
                "Clear it there, in the settings, or close it first.",
                code="running",
            )
        self.generation.clear_cache()

    def machine(self) -> Machine:
        """What this computer gives at this moment, for `insight.why_slow`; blocks for less than a second."""
        return measure_machine(self.generation)

    def try_model(self, ref: str) -> ModelTrial:
        """Load a model and let it answer, to say how it does here; blocks. Raises `UserError`: it cannot be loaded."""
        return try_model(self.generation, self.models, ref)

    def doctor(self) -> DoctorReport:
        """What the program found on this computer; starts the engine's process to ask it."""
        cache = CacheFacts(str(self.cache.folder), self.cache_size(), self.cache_limit(), self.cache.tuned())
        return collect(self.paths, self._vault, self.generation, self.models, cache)

    def close(self) -> None:
        """End downloads and the engine, and close the store. Idempotent."""
        self.downloads.close()
        self.generation.close()
        with self._lock:
            for database in (self._database, self._memory):
                if database is not None:
                    database.close()
            self._database = self._memory = None
        self.instance.release()


def _store_closed() -> UserError:
    return UserError(
        "Your chats are not open.", "Open them first.", code="store-closed", remedy=Remedy.ENTER_RECOVERY_KEY
    )


def build(env: Mapping[str, str], *, engine: Engine | None = None, secrets: SecretBackend | None = None) -> Application:
    """Build the program from its environment (PADDOCK_HOME, HF_ENDPOINT …).

    Args:
        engine: instead of the real one, for tests (`engine.fake.FakeEngine`).
        secrets: instead of the keyring, for tests (`config.secrets.MemoryBackend`).
    """
    paths = Paths.from_environment(env)
    settings = SettingsFile(paths.settings_file)
    settings.load()
    bus = Bus()
    library = Library(paths.models, resource("guide/guide.gguf"))
    models = ModelService(library, settings, bus, psutil.virtual_memory().total)
    cache = KvCache(paths.kv)
    generation = GenerationService(engine or EngineSupervisor(), models, settings, cache)
    generation.configure()
    downloads = DownloadService(paths.models, paths.cache, bus, env)
    vault = KeyVault(paths, secrets or KeyringBackend())
    return Application(paths, settings, vault, bus, models, generation, downloads, cache)
