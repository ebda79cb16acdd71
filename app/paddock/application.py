"""The composition root: builds every part once and hands it down.

One rule: nothing here touches the keyring, the database, a model or the network until it is asked to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType

from paddock.config.files import keep_aside, make_private_folder, write_private
from paddock.config.instance import InstanceLock
from paddock.config.logs import end_logging
from paddock.config.paths import Paths, resource
from paddock.config.secrets import KeyringBackend, KeyVault, SecretBackend, StoreKey, recovery_text
from paddock.config.settings import SettingsFile
from paddock.config.token import TokenVault
from paddock.core.errors import Remedy, UserError
from paddock.core.passphrase import USUAL, Cost
from paddock.core.quantization import words
from paddock.core.said import say
from paddock.engine.api import Engine
from paddock.engine.quantizer import Quantizer
from paddock.engine.ram import read_ram
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.adoption import Surroundings, scan
from paddock.hub.client import HubClient
from paddock.hub.connection_log import ConnectionLog
from paddock.hub.library import Library
from paddock.hub.network import HubSettings, address
from paddock.hub.records import FileTools, Records
from paddock.hub.shape_cache import ShapeCache
from paddock.services.ahead import LoadAhead
from paddock.services.backup import BackupService
from paddock.services.branching import Branching
from paddock.services.bus import Bus
from paddock.services.chat_places import ChatPlaces
from paddock.services.chat_set import ChatSet
from paddock.services.chat_settings import ChatSettings
from paddock.services.chats import ChatService
from paddock.services.discover import DiscoverService
from paddock.services.doctor import CacheFacts, DoctorReport, collect
from paddock.services.downloads import DownloadService
from paddock.services.erase import Erased, erase
from paddock.services.exchange.service import ExchangeService
from paddock.services.generation import GenerationService
from paddock.services.kv_cache import KvCache
from paddock.services.library import LibraryService
from paddock.services.machine import measure_machine
from paddock.services.models import ModelService
from paddock.services.personas import PersonaService
from paddock.services.quantize import QuantizeService
from paddock.services.slowness import Machine
from paddock.services.speed_estimate import Bandwidths
from paddock.services.spelling import Speller
from paddock.services.storage import Stored, stored
from paddock.services.templates import TemplateService
from paddock.services.titles import Titler
from paddock.services.token import TokenService
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


@dataclass(frozen=True, slots=True)
class Parts:
    """What an application is put together of; each is also an attribute of it."""

    paths: Paths
    settings: SettingsFile
    bus: Bus
    models: ModelService
    library: LibraryService
    generation: GenerationService
    hub: HubClient
    token: TokenService
    discover: DiscoverService
    downloads: DownloadService
    quantizer: QuantizeService
    cache: KvCache
    connections: ConnectionLog
    speller: Speller


class Application:
    """Every part of the program, for the window and the command line alike; close it when done."""

    def __init__(self, parts: Parts, vault: KeyVault, tokens: TokenVault, cost: Cost = USUAL) -> None:
        self.paths = parts.paths
        self.settings = parts.settings
        self.bus = parts.bus
        self.models = parts.models
        self.library = parts.library
        self.generation = parts.generation
        self.hub = parts.hub
        self.token = parts.token
        self.discover = parts.discover
        self.downloads = parts.downloads
        self.quantizer = parts.quantizer
        self.cache = parts.cache
        self.connections = parts.connections
        self.speller = parts.speller
        self.templates = TemplateService(parts.generation, parts.models)
        self.ahead = LoadAhead(parts.generation, parts.models, parts.settings, read_ram)
        self.instance = InstanceLock(parts.paths.lock_file)
        self.ask_passphrase: Callable[[], str] | None = None
        """How the front end asks for the passphrase where the chats are locked and it can wait for the answer."""
        self.only_looks = False  # nothing can be written here: the chats are opened for reading alone
        self._cost = cost
        self._vault = vault
        self._tokens = tokens
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

    def stored(self) -> tuple[Stored, ...]:
        """What lies in the program's folders, by kind; blocks on the disk."""
        return stored(self.paths)

    def claim(self) -> bool:
        """Become the one process that writes here; False when another is. Released when this process ends."""
        self.paths.ensure()
        return self.instance.acquire()

    def open_store(self, *, read_only: bool = False) -> ChatService:
        """Open the chats; blocks (the keyring may ask the person to unlock it).

        Raises:
            UserError: no key, the wrong key, a damaged or newer database, another Paddock writes here; "locked".
        """
        read_only = read_only or self.only_looks
        if read_only and not Database.exists(self.paths.database):
            raise UserError(say("There are no chats yet."), say("Start one with `paddock`."), code="no-chats")
        if not read_only and not self.claim():
            raise UserError(
                say("Paddock is already running."),
                say("Use the window that is open, or close it first."),
                code="running",
            )
        with self._lock:
            opened = self._database is None
            if self._database is None:
                key = self._find_key()
                self._database = Database.open(self.paths.database, key.key, read_only=read_only)
                self._key = key
            store = ChatStore(self._database)
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus)
        if opened and not read_only:
            chats.recover()
            self.branching.empty_trash()
            self.generation.keep_kv(self.store_key.derive(KV_PURPOSE))
        return chats

    def _find_key(self) -> StoreKey:
        """The key of the chats, with the passphrase if they are locked and there is somebody to ask."""
        try:
            return self._vault.open(Database.exists(self.paths.database))
        except UserError as error:
            if error.code != "locked" or self.ask_passphrase is None:
                raise
        return self._vault.unlock(self.ask_passphrase())

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
    def chat_settings(self) -> ChatSettings:
        """The settings of single chats, by name. Raises `UserError`: "store-closed"."""
        store = ChatStore(self._open_database())
        chats = ChatService(store, self.generation, self.models, self.settings, self.bus)
        return ChatSettings(chats, self.personas, self.settings)

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
        """Open the chats with a recovery key, and keep the key. Raises `UserError`: it is none, or not theirs."""
        self._vault.check(recovery, lambda key: Database.open(self.paths.database, key).close())
        self._vault.restore(recovery)
        return self.open_store()

    # --- the app lock

    @property
    def has_lock(self) -> bool:
        """Whether the chats are locked with a passphrase when they are not open."""
        return self._vault.has_lock

    @property
    def lock_needs_keyring(self) -> bool:
        """Whether the passphrase opens them only where this system's keyring is, too. Raises `UserError`."""
        return self._vault.needs_keyring

    @property
    def has_keyring(self) -> bool:
        """Whether this system has a keyring; may block."""
        return self._vault.has_keyring

    def check_passphrase(self, given: str) -> None:
        """Whether somebody at an open window knows it, or the recovery key. Raises `UserError`: "wrong-passphrase"."""
        self._vault.check_passphrase(given)

    def set_lock(self, passphrase: str, *, with_keyring: bool = False) -> StoreKey:
        """Lock the chats that are open with a passphrase from now on, or with another one; they stay open; blocks.

        Raises `UserError`: "store-closed"; see `KeyVault.set_lock`.
        """
        self._key = self._vault.set_lock(self.store_key, passphrase, with_keyring=with_keyring)
        return self._key

    def remove_lock(self) -> StoreKey:
        """Keep the key of the chats that are open as without a lock. Raises `UserError`: "store-closed", see there."""
        self._key = self._vault.remove_lock(self.store_key)
        if self._key.location == "file":  # the window says so, once more
            self.settings.update(key_notice_shown=False)
        return self._key

    def unlock(self, passphrase: str) -> ChatService:
        """Open the chats with their passphrase; takes half a second. Raises `UserError`; see `open_store`."""
        self._vault.unlock(passphrase)
        return self.open_store()

    def lock(self) -> None:
        """Close the chats, forget their key, and let the engine drop what it has processed of them; blocks.

        What a front end still shows of the chats is for it to take away.

        Raises:
            UserError: "busy": an answer is on its way; "no-lock": there is no passphrase that would open them again.
        """
        if not self.has_lock:
            raise UserError(
                say("Your chats have no passphrase."),
                say("Set one first: Settings, or `paddock lock set`."),
                code="no-lock",
            )
        self.generation.forget()
        self._close_store()
        self._vault.forget()

    # --- backups

    @property
    def backups(self) -> BackupService:
        """Backups of the chats, and the copies that Paddock keeps; to restore one, see `vacate`."""
        return BackupService(
            self.paths, self._vault, self.settings, self.models, lambda: self._key or self._find_key(), self._cost
        )

    def vacate(self) -> BackupService:
        """Close the chats, so that others can be put in their place.

        Raises:
            UserError: "running": another Paddock has them open; "busy": an answer is on its way.
        """
        if not self.claim():
            raise UserError(say("Paddock is running and has your chats open."), say("Close it first."), code="running")
        self.generation.forget()
        self._close_store()
        return self.backups

    def erase(self, *, models: bool = False) -> Erased:
        """Delete everything that is stored here, and the keys; see `services.erase`. Only closing is left after it.

        Raises:
            UserError: "running", "busy".
        """
        self.vacate()
        self.downloads.close()
        self.generation.close()
        end_logging(self.paths)
        done = erase(self.paths, self._vault, self._tokens, models=models)
        self.settings.keep_no_more()
        return done

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

    def continue_downloads(self) -> None:
        """Go on with the downloads that were under way when the program ended, unless the person does not want that."""
        if self.settings.current.resume_downloads:
            self.downloads.continue_unfinished()

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
                say("Paddock is running and uses its cache."),
                say("Clear it there, in the settings, or close it first."),
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
        """End downloads, what is being made and the engine, and close the store. Idempotent."""
        self.downloads.close()
        self.quantizer.close()
        self.hub.close()
        self.generation.close()
        self._close_store()
        self._vault.forget()
        self.instance.release()

    def _close_store(self) -> None:
        with self._lock:
            for database in (self._database, self._memory):
                if database is not None:
                    database.close()
            self._database = self._memory = self._key = None


def _store_closed() -> UserError:
    return UserError(
        say("Your chats are not open."), say("Open them first."), code="store-closed", remedy=Remedy.ENTER_RECOVERY_KEY
    )


def build(
    env: Mapping[str, str],
    *,
    engine: Engine | None = None,
    secrets: SecretBackend | None = None,
    cost: Cost = USUAL,
    speller: Speller | None = None,
) -> Application:
    """Build the program from its environment (PADDOCK_HOME, HF_ENDPOINT …).

    Args:
        engine: instead of the real one, for tests (`engine.fake.FakeEngine`).
        secrets: instead of the keyring, for tests (`config.secrets.MemoryBackend`).
        cost: of each try of a passphrase, for what is locked or backed up from now on.
        speller: instead of the one over this computer's dictionaries, for tests.
    """
    paths = Paths.from_environment(env)
    settings = SettingsFile(paths.settings_file)
    settings.load()
    bus = Bus()
    backend = secrets or KeyringBackend()
    records = Records(paths.records, FileTools(make_private_folder, write_private, keep_aside))
    files = Library(paths.models, resource("guide/guide.gguf"), records)
    models = ModelService(files, settings, bus)
    library = LibraryService(
        models, files, records, settings, bus, scan=lambda report: scan(Surroundings.of(env), files.describe, report)
    )
    cache = KvCache(paths.kv)
    generation = GenerationService(engine or EngineSupervisor(), models, settings, cache, library.used)
    generation.configure()
    connections = ConnectionLog(paths.connections)
    hub, tokens = _hub(paths, settings, backend, env, connections)
    shapes = ShapeCache(paths.cache / "shapes")
    discover = DiscoverService(hub, models, generation.devices, Bandwidths(paths.machine_file), shapes, read_ram)
    generation.subscribe_answers(discover.answered)
    downloads = DownloadService(
        hub, paths.models, paths.cache, bus, keep=records.put, limit=settings.current.download_limit
    )
    settings.subscribe(lambda: downloads.set_limit(settings.current.download_limit))
    quantizer = QuantizeService(models, Quantizer(), bus, paths.models, read_ram().total, keep=records.put, words=words)
    parts = Parts(
        paths=paths,
        settings=settings,
        bus=bus,
        models=models,
        library=library,
        generation=generation,
        hub=hub,
        token=TokenService(tokens, hub, env),
        discover=discover,
        downloads=downloads,
        quantizer=quantizer,
        cache=cache,
        connections=connections,
        speller=speller or Speller(),
    )
    return Application(parts, KeyVault(paths, backend, cost), tokens, cost)


def _hub(
    paths: Paths, settings: SettingsFile, backend: SecretBackend, env: Mapping[str, str], connections: ConnectionLog
) -> tuple[HubClient, TokenVault]:
    """The one client of the Hub, and the token that it sends there."""

    def hub_settings() -> HubSettings:
        current = settings.current
        return HubSettings(current.hub_endpoint, current.hub_ca_file, current.hub_proxy, current.offline)

    tokens = TokenVault(backend, settings, lambda: address(env, hub_settings()).endpoint)
    hub = HubClient(env, paths.cache, settings=hub_settings, token=tokens.get, note=connections.note)
    settings.subscribe(lambda: hub.close() if settings.current.offline else None)
    return hub, tokens
