"""What the program finds on this computer, for `paddock doctor` and for reports of faults.

One rule: it leaves everything as it was: no key, no database, no folder is made; no text of a chat is read.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import paddock
from paddock.config.paths import Paths
from paddock.config.secrets import KeyVault, StoreKey
from paddock.core.errors import BugError, PaddockError, UserError
from paddock.core.refusals import why_not
from paddock.engine.api import Barrier, Device, DeviceReport
from paddock.engine.ram import read_ram
from paddock.services.generation import GenerationService
from paddock.services.machine import measure_machine
from paddock.services.models import ModelService
from paddock.services.slowness import why_slow
from paddock.store.chats import ChatStore
from paddock.store.database import Database

WINDOW_TIMEOUT = 30.0  # s; the first start of Qt builds the font cache
FOLDERS = ("config", "data", "cache", "models", "logs")
NO_RPC = "llama.cpp's RPC servers on other computers are not used, since the engine's process has no network."
NO_ENGINE = DeviceReport((), "", "", "", "")


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """llama.cpp and what it runs on; `problem` is why it does not start, "" if it does. See `DeviceReport`.

    Attributes:
        barriers: what the engine's process is kept from.
    """

    llama_cpp: str
    devices: tuple[Device, ...]
    chosen: str
    reason: str
    cpu_variant: str
    dynamic: bool = False
    backends: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    problem: str = ""
    barriers: tuple[Barrier, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The keyring in use ("none"), where the key is ("keyring", "file", "none yet", "unreachable"), and a sentence."""

    backend: str
    location: str
    detail: str


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The chats: "none yet", "ok", "damaged", "not opened" or the code of what prevented it; bytes; a sentence."""

    status: str
    detail: str
    size: int = 0
    chats: int = 0


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """Processed chats on the disk: bytes, and how many there may be (0: none are kept); `tuned` see `KvCache`."""

    folder: str
    size: int
    limit: int
    tuned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """What Qt found; empty where it was not reached, and then `problem` says why."""

    qt: str = ""
    platform: str = ""
    font: str = ""
    monospace_font: str = ""
    emoji_font: str = ""
    missing_libraries: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """Everything `paddock doctor` says. Memory in bytes.

    Attributes:
        speed: what decides here how fast answers come, in sentences.
        problems: the sentences that matter.
    """

    version: str
    python: str
    system: str
    memory_total: int
    memory_available: int
    engine: EngineFacts
    speed: tuple[str, ...]
    folders: dict[str, str]
    models: int
    keyring: KeyFacts
    store: StoreFacts
    cache: CacheFacts
    window: WindowFacts
    problems: tuple[str, ...] = field(default=())


def collect(
    paths: Paths, vault: KeyVault, generation: GenerationService, models: ModelService, cache: CacheFacts
) -> DoctorReport:
    """Look at everything; starts the engine's process and a short one for Qt; may wait for the keyring's dialog."""
    memory = read_ram()
    engine = engine_facts(generation)
    key, keyring = key_facts(paths, vault)
    store = store_facts(paths, key)
    window = window_facts()
    installed, models_problem = _count_models(models)
    found = (
        engine.problem,
        *_folder_problems(paths),
        models_problem,
        *_key_problem(keyring),
        *_store_problem(store),
        *_window_problems(window),
    )
    return DoctorReport(
        version=paddock.__version__,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        memory_total=memory.total,
        memory_available=memory.free,
        engine=engine,
        speed=() if engine.problem else speed_facts(generation),
        folders={name: str(getattr(paths, name)) for name in FOLDERS},
        models=installed,
        keyring=keyring,
        store=store,
        cache=cache,
        window=window,
        problems=tuple(problem for problem in found if problem),
    )


def engine_facts(generation: GenerationService) -> EngineFacts:
    """Ask the engine's process what llama.cpp sees."""
    problem = ""
    try:
        report = generation.devices()
    except PaddockError as error:
        report, problem = NO_ENGINE, f"The engine does not start. {error}"
    # llama.cpp lists the instruction sets it was built for and found: "CPU : SSE3 = 1 | AVX2 = 1 | …".
    variant = " ".join(re.findall(r"([A-Z0-9_]+) = 1\b", report.system_info))
    return EngineFacts(
        report.llama_cpp_version,
        report.devices,
        report.chosen,
        report.reason,
        variant,
        report.dynamic,
        report.backends,
        (*report.unused, *([NO_RPC] if "RPC" in report.backends else [])),
        problem,
        generation.status.barriers,
    )


def speed_facts(generation: GenerationService) -> tuple[str, ...]:
    """What would make answers slow here, whatever the model; measures for less than a second."""
    machine = measure_machine(generation)
    told = why_slow(generation.status, None, machine)
    bandwidth = machine.memory_bandwidth / 1e9
    return (
        f"{machine.cores} threads; one of them copies {bandwidth:.0f} GB a second in memory. For each token a model "
        "is read once from memory, where it does not run on a GPU.",
        *(sentence for sentence in told.sentences if sentence not in machine.unused),  # these are the devices'
        *(advice.text for advice in told.advice),
    )


def key_facts(paths: Paths, vault: KeyVault) -> tuple[StoreKey | None, KeyFacts]:
    """Find the key, never make one."""
    backend = vault.backend_name
    try:
        key = vault.open(database_exists=True)
    except UserError as error:
        if Database.exists(paths.database):
            return None, KeyFacts(backend, "unreachable", str(error))
        if backend == "none":
            detail = "There is no usable keyring: the key will lie in a file beside the data, which only you may read."
        else:
            detail = "The key is made with the first chat and kept in the keyring."
        return None, KeyFacts(backend, "none yet", detail)
    return key, KeyFacts(backend, key.location, key.detail)


def store_facts(paths: Paths, key: StoreKey | None) -> StoreFacts:
    """Open the chats for reading and verify every page."""
    path = paths.database
    if not Database.exists(path):
        return StoreFacts("none yet", "There are no chats yet.")
    # The chats that were written last may still lie in SQLite's write-ahead log.
    size = sum(file.stat().st_size for file in (path, path.with_name(f"{path.name}-wal")) if file.exists())
    if key is None:
        return StoreFacts("not opened", "The chats were not opened, as their key is not there.", size)
    try:
        database = Database.open(path, key.key, read_only=True)
        try:
            wrong = database.check()
            chats = len(ChatStore(database).list_chats())
        finally:
            database.close()
    except UserError as error:
        return StoreFacts(error.code, str(error), size)
    except BugError as error:
        return StoreFacts("error", f"{error.what} {error.details}", size)
    if wrong:
        return StoreFacts("damaged", f"{len(wrong)} places of the file are damaged. Put back a backup.", size, chats)
    counted = "1 chat" if chats == 1 else f"{chats} chats"
    return StoreFacts("ok", f"Encrypted, every page verified, {counted}.", size, chats)


def window_facts() -> WindowFacts:
    """Ask Qt in a process of its own, since it ends the process it cannot start in."""
    root = str(Path(paddock.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    try:
        result = subprocess.run(
            [sys.executable, "-P", "-m", "paddock.ui.probe"],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=WINDOW_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return WindowFacts(problem=f"Qt could not be asked ({type(error).__name__}).")
    return read_probe(result.stdout, result.stderr, result.returncode)


def read_probe(output: str, errors: str, status: int) -> WindowFacts:
    """What the probe's lines of JSON say; a process that died is told by its last words."""
    found: dict[str, object] = {}
    for line in output.splitlines():
        if line.startswith("{"):
            found.update(json.loads(line))
    missing = found.pop("missing_libraries", [])
    facts = {name: str(value) for name, value in found.items() if name in WindowFacts.__dataclass_fields__}
    if status and "problem" not in facts:
        words = [line for line in errors.splitlines() if line.strip()]
        facts["problem"] = f"Qt does not start: {words[0] if words else f'exit status {status}'}"
    libraries = tuple(str(name) for name in missing) if isinstance(missing, list) else ()
    return WindowFacts(**facts, missing_libraries=libraries)


def _folder_problems(paths: Paths) -> Iterator[str]:
    """Folders that cannot be made or written to; one sentence for all that the same place prevents."""
    refused: set[Path] = set()
    for folder in (getattr(paths, name) for name in FOLDERS):
        place = folder
        try:
            while not place.exists():
                place = place.parent
            with tempfile.TemporaryFile(dir=place):  # only trying tells; it is gone at once
                pass
        except OSError as error:
            if place not in refused:
                refused.add(place)
                yield (
                    f"The folder {folder} cannot be written to ({why_not(error)}). "
                    "Make it writable, or set PADDOCK_HOME to a folder that is."
                )


def _count_models(models: ModelService) -> tuple[int, str]:
    try:
        return len(models.models()), ""
    except UserError as error:
        return 0, str(error)


def _key_problem(keyring: KeyFacts) -> tuple[str, ...]:
    return (keyring.detail,) if keyring.location in ("file", "unreachable") or keyring.backend == "none" else ()


def _store_problem(store: StoreFacts) -> tuple[str, ...]:
    return () if store.status in ("ok", "none yet", "not opened") else (store.detail,)


def _window_problems(window: WindowFacts) -> tuple[str, ...]:
    problems = [window.problem]
    if window.problem and window.missing_libraries:
        problems.append(f"System libraries that the window needs are missing: {', '.join(window.missing_libraries)}.")
    if window.platform and not window.emoji_font:
        problems.append("No font with emoji is installed: emoji show as boxes (Debian: fonts-noto-color-emoji).")
    return tuple(problems)
