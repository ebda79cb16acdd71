"""What is known of model files beside what stands in them: origin, name of the person's, last use, hash.

One rule: a record belongs to what a file holds and follows it wherever it is moved; where it lay is only a hint.

One JSON file in the data folder. It is read again whenever it has changed, and written under a lock: a command in a
terminal may write beside an open window. What cannot be read is kept aside, and said.
"""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from paddock.core.errors import UserError
from paddock.core.library import Origin
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.hub.identity import identity_of

MOST_BYTES = 16 * 1024 * 1024
"""Of the file; a record takes about a kilobyte."""
MOST_PLACES = 16
"""Paths that are remembered of one file."""
LOCK_WAIT = 10.0
"""Seconds for which another program may hold the file; it takes milliseconds."""

Stamp = tuple[int, int]  # bytes, mtime in ns


@dataclass(frozen=True, slots=True)
class FileTools:
    """How files of the program's own are written; `config` has them, which this floor does not know.

    Attributes:
        make_folder: makes a folder that only the person may look into. Raises UserError.
        write: replaces a file's content in one step. Raises OSError.
        keep_aside: renames a broken file and returns its new name. Raises OSError.
    """

    make_folder: Callable[[Path], None]
    write: Callable[[Path, bytes], None]
    keep_aside: Callable[[Path, str], Path]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies or lay.

    Attributes:
        size, mtime_ns: of the file when it was last seen there; what has both still is the same file.
        program: whose it is there ("Ollama"); "" if it is nobody's but the person's.
        called: what that program calls it ("llama3.2:1b").
        ours: Paddock put it there, and may take it away.
        companions: further files that this program says belong to it (absolute paths).
        since: when it was taken into the library, seconds since 1970; 0 if it only lies there.
        hashes: SHA-256 of each of the model's files as they were last hashed here, `hashed_at` when; none if they never
            were, or the file has changed since.
        verdict: what that said, a `Verdict`.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    program: str = ""
    called: str = ""
    ours: bool = False
    companions: tuple[str, ...] = ()
    since: float = 0.0
    hashes: tuple[str, ...] = ()
    hashed_at: float = 0.0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one file.

    Attributes:
        id: its identity, see `identity_of`; "" for a file of which nothing is known.
        name: that the person gave it; "" if none.
        last_used: when it last answered, seconds since 1970.
        hashes: SHA-256 of each of the model's files as they were hashed first, which counts where nobody promised one.
        places: the newest first.
    """

    id: str = ""
    origin: Origin = field(default_factory=Origin)
    name: str = ""
    last_used: float = 0.0
    hashes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    def place(self, path: Path) -> Place:
        """What is known of it at `path`; an empty place if it was never there."""
        return next((place for place in self.places if place.path == str(path)), Place(str(path)))

    @property
    def sha256(self) -> str:
        """Of the first file, as promised, else as it was first hashed; "" if unknown."""
        return self.origin.sha256 or (self.hashes[0] if self.hashes else "")


NOTHING = Known()


class Records:
    """The records and their file; safe from any thread.

    Attributes:
        problem: what was wrong with the file when it was last read, for the person; "" if nothing was.
    """

    def __init__(self, path: Path, tools: FileTools) -> None:
        self._path = path
        self._tools = tools
        self._lock = threading.RLock()
        self._read_at: tuple[int, int, int] | None = None  # inode, bytes, mtime of the file as it was last read
        self._by_id: dict[str, Known] = {}
        self._by_path: dict[str, str] = {}
        self._identities: dict[tuple[str, int, int], str] = {}
        self.problem = ""

    def get(self, path: Path) -> Origin:
        """Where the file at `path` came from, as far as anybody knows."""
        return self.known(path).origin

    def put(self, path: Path, origin: Origin) -> None:
        """The file at `path` came from there.

        Raises:
            UserError: records-not-saved; unreadable: there is no such file.
        """
        self.accept(path, ours=True, since=origin.obtained)
        self.change(path, origin=origin)

    def known(self, path: Path) -> Known:
        """What is known of the file at `path`: by what it holds, else by where it lies (it may be damaged)."""
        stamp = _stamp(path)
        if stamp is None:
            return self.lay_at(path)
        with self._lock:
            self._reload()
            there = self.lay_at(path)
            if there.id and (there.place(path).size, there.place(path).mtime_ns) == stamp:
                return there
            if not self._by_id:
                return NOTHING
        id = self._identity(path, stamp)
        with self._lock:
            return self._by_id.get(id, there)

    def lay_at(self, path: Path) -> Known:
        """What is known of the file that lies at `path`, or lay there last; nothing is looked at."""
        with self._lock:
            self._reload()
            return self._by_id.get(self._by_path.get(str(path), ""), NOTHING)

    def identity(self, path: Path) -> str:
        """See `identity_of`; "" for what cannot be read."""
        stamp = _stamp(path)
        return self._identity(path, stamp) if stamp else ""

    def is_at(self, path: Path, place: Place) -> bool:
        """Whether the file at `path` has not changed since it was seen there."""
        return _stamp(path) == (place.size, place.mtime_ns)

    def is_same(self, path: Path, known: Known) -> bool:
        """Whether what is known is surely of what lies at `path` now, and not of what lay there before."""
        stamp = _stamp(path)
        return stamp is not None and bool(known.id) and self._identity(path, stamp) == known.id

    def now_at(self, path: Path) -> Path | None:
        """Where the file is now that lay at `path`; None if nobody knows, or it lies there still."""
        if path.exists():
            return None
        known = self.lay_at(path)
        for place in known.places:
            moved = Path(place.path)
            if moved != path and (stamp := _stamp(moved)) is not None and self._identity(moved, stamp) == known.id:
                return moved
        return None

    def change(self, path: Path, **changes: Any) -> Known:
        """Change what is known of the file at `path`; it is on the disk when this returns.

        Args:
            changes: fields of `Known`, and of the `Place`.

        Raises:
            UserError: records-not-saved; unreadable: there is no such file.
        """
        facts = {name: value for name, value in changes.items() if name in _FACTS}
        return self._change(path, facts, {name: value for name, value in changes.items() if name not in _FACTS})

    def change_place(self, path: Path, **changes: Any) -> Known:
        """The same, but all of it is of the file there, and not of what it holds: what hashing it said."""
        return self._change(path, {}, changes)

    def accept(self, path: Path, **changes: Any) -> Known:
        """What lies at `path` is another file than before, or a changed one, and that is well: it gets its own record.

        Raises:
            UserError: as `change`.
        """
        return self._change(path, {}, changes, fresh=True)

    def _change(self, path: Path, facts: Mapping[str, Any], at: Mapping[str, Any], *, fresh: bool = False) -> Known:
        """A file that changed where it lies keeps its record, so that the change is found, unless it is `fresh`."""
        stamp = _stamp(path)
        if stamp is None:
            raise UserError(
                say("There is no file “{path}”.", path=path), say("Check where it lies."), code="unreadable"
            )
        id = self._identity(path, stamp)

        def changed() -> Known:
            before = self._by_id.get(id) or (NOTHING if fresh else self.lay_at(path))
            there = before.place(path)
            if before.id in ("", id):
                if (there.size, there.mtime_ns) != stamp:
                    there = replace(there, hashes=(), hashed_at=0.0, verdict="")
                there = replace(there, size=stamp[0], mtime_ns=stamp[1])
            new = replace(there, **at)
            others = tuple(other for other in before.places if other.path != new.path)
            return replace(before, id=before.id or id, places=(new, *others)[:MOST_PLACES], **facts)

        return self._write(changed)

    def note(self, path: Path, known: Known) -> None:
        """Remember that a known file lies at `path` now; nothing is raised, for it is only a hint.

        Its other places stay: a copy may lie there, or a disk be away.
        """
        stamp = _stamp(path)
        if stamp is None or not known.id or self._identity(path, stamp) != known.id:
            return
        was = next((place for place in known.places if not Path(place.path).exists()), Place(""))
        try:
            self.change(path, ours=known.place(path).ours or was.ours, since=was.since)
        except UserError:
            return

    def forget_place(self, path: Path) -> None:
        """The file at `path` is nobody's any more: another program's mark and ours are taken off.

        Raises:
            UserError: records-not-saved.
        """
        with self._lock:
            known = self.lay_at(path)
        if not known.id:
            return

        def changed() -> Known:
            before = self._by_id.get(known.id, known)
            bare = replace(before.place(path), program="", called="", ours=False, companions=(), since=0.0)
            return replace(before, places=tuple(bare if p.path == bare.path else p for p in before.places))

        self._write(changed)

    def all(self) -> tuple[Known, ...]:
        """Every record, in no order that means anything."""
        with self._lock:
            self._reload()
            return tuple(self._by_id.values())

    def _identity(self, path: Path, stamp: Stamp) -> str:
        """Read again only when the file has changed; "" if it cannot be read."""
        key = (str(path), *stamp)
        with self._lock:
            known = self._identities.get(key)
        if known is None:
            try:
                known = identity_of(path)
            except OSError:
                return ""
            with self._lock:
                self._identities[key] = known
        return known

    def _write(self, changed: Callable[[], Known]) -> Known:
        from filelock import FileLock, Timeout

        try:
            self._tools.make_folder(self._path.parent)
            with self._lock, FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=LOCK_WAIT):
                self._reload()
                new = changed()
                if self._by_id.get(new.id) != new or self._read_at is None:  # or the file is not there
                    self._take(new)
                    self._tools.write(self._path, _to_json(self._by_id.values()))
                    self._read_at = _file_stamp(self._path)
                return new
        except (OSError, Timeout) as error:
            self._read_at = None  # what the file says holds
            why = say("another program holds the file") if isinstance(error, Timeout) else why_not(error)
            raise UserError(
                say("What Paddock knows of its models could not be saved ({why}).", why=why),
                say("Make room on the disk, or make “{parent}” writable.", parent=self._path.parent),
                code="records-not-saved",
            ) from error

    def _take(self, known: Known) -> None:
        """The last one taken is the newest: it lies at its first place for certain, at others if no other one does."""
        self._by_id.pop(known.id, None)
        self._by_id[known.id] = known
        for at, place in enumerate(known.places):
            if at == 0:
                self._by_path[place.path] = known.id
            else:
                self._by_path.setdefault(place.path, known.id)

    def _reload(self) -> None:
        """Read the file if another program has written it; called with the lock held."""
        stamp = _file_stamp(self._path)
        if stamp == self._read_at:
            return
        self._read_at = stamp
        self._by_id, self._by_path, self.problem = {}, {}, ""
        if stamp is None:
            return
        found, bad = _read(self._path)
        if bad:
            self.problem = self._set_aside(bad)
        for known in found:
            self._take(known)

    def _set_aside(self, why: str) -> str:
        try:
            aside = self._tools.keep_aside(self._path, "broken")
        except OSError as error:
            return say(
                "The list of what is known of models is not used: {why}. It could not be renamed ({why2}).",
                why=why,
                why2=why_not(error),
            )
        self._read_at = None
        return say(
            "The list of what is known of models could not be used as it was: {why}. It is kept as {name}.",
            why=why,
            name=aside.name,
        )


_FACTS = frozenset(item.name for item in fields(Known)) - {"id", "places"}


def _stamp(path: Path) -> Stamp | None:
    """None for what is no ordinary file: opening a pipe would wait for its writer."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _file_stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _to_json(records: Any) -> bytes:
    models = [asdict(known) for known in records]
    return json.dumps({"version": 1, "models": models}, ensure_ascii=False, indent=1).encode() + b"\n"


def _read(path: Path) -> tuple[list[Known], str]:
    """What the file holds, and what is wrong with it; its good records are used."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], say("it is too large")
        data = json.loads(path.read_bytes())
    except OSError as error:
        return [], say("it cannot be read: {why}", why=why_not(error))
    except (ValueError, RecursionError):
        return [], say("it is not JSON")
    models = data.get("models") if isinstance(data, dict) else None
    if not isinstance(models, list):
        return [], say("it holds no list of models")
    found: list[Known] = []
    for model in models:
        try:
            found.append(_known(model))
        except (TypeError, ValueError):
            continue
    return found, "" if len(found) == len(models) else say("some of its records are not possible")


def _known(data: Any) -> Known:
    if not isinstance(data, Mapping):
        raise TypeError("a record is an object")
    origin, places = data.get("origin", {}), data.get("places", [])
    if not isinstance(origin, Mapping) or not isinstance(places, list):
        raise TypeError("a record has an origin and places")
    files = tuple((str(name), str(sha256)) for name, sha256 in origin.get("files", ()))
    return Known(
        **_of(Known(), data),
        origin=replace(Origin(**_of(Origin(), origin)), files=files),
        places=tuple(_place(place) for place in places),
        hashes=_texts(data.get("hashes", ())),
    )


def _place(data: Any) -> Place:
    if not isinstance(data, Mapping):
        raise TypeError("a place is an object")
    companions, hashes = _texts(data.get("companions", ())), _texts(data.get("hashes", ()))
    return Place(**{**_of(Place(""), data), "companions": companions, "hashes": hashes})


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError("not a list of texts")
    return tuple(value)


def _of(default: Origin | Place | Known, data: Mapping[str, Any]) -> dict[str, Any]:
    """The texts, numbers and flags in `data` that this version knows; a value of another type raises TypeError."""
    values: dict[str, Any] = {}
    for item in fields(default):
        usual, value = getattr(default, item.name), data.get(item.name)
        if item.name not in data or not isinstance(usual, str | bool | int | float):
            continue
        if isinstance(usual, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not type(usual):
            raise TypeError(f"{item.name} is not possible")
        values[item.name] = value
    return values
