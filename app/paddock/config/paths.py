"""Where Paddock's files lie. One rule: every path of the program is made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paddock.config.files import make_private_folder


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation for one person; absolute.

    Attributes:
        config: settings and, without a keyring, the key.
        data: the chats.
        cache: what can be made again.
        models: downloaded model files.
        logs: what a developer asks for; no chat text.
    """

    config: Path
    data: Path
    cache: Path
    models: Path
    logs: Path

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Paths:
        """`PADDOCK_HOME` holds everything if it is set; else each folder lies where the system wants it."""
        if home := env.get("PADDOCK_HOME", ""):
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "data", root / "cache", root / "models", root / "cache" / "logs")
        import platformdirs

        dirs = platformdirs.PlatformDirs("paddock", appauthor=False)
        data, cache = Path(dirs.user_data_dir), Path(dirs.user_cache_dir)
        return cls(Path(dirs.user_config_dir), data, cache, data / "models", cache / "logs")

    def ensure(self) -> None:
        """Create what is missing, for this person only (0700).

        Raises:
            UserError: "folder-not-writable".
        """
        for folder in (self.config, self.data, self.cache, self.models, self.logs, self.kv):
            make_private_folder(folder)

    @property
    def database(self) -> Path:
        """The encrypted chats."""
        return self.data / "chats.db"

    @property
    def records(self) -> Path:
        """What is known of model files beside what stands in them."""
        return self.data / "models.json"

    @property
    def backups(self) -> Path:
        """Copies of the encrypted chats that Paddock keeps by itself."""
        return self.data / "backups"

    @property
    def settings_file(self) -> Path:
        """What the person chose."""
        return self.config / "settings.json"

    @property
    def key_file(self) -> Path:
        """The key of the chats, only where no keyring is usable."""
        return self.config / "store.key"

    @property
    def passphrase_file(self) -> Path:
        """The key of the chats, wrapped by a passphrase, only where the person locks them."""
        return self.config / "passphrase.json"

    @property
    def store_id_file(self) -> Path:
        """The name under which the keyring holds the key of this installation's chats."""
        return self.config / "store-id"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that writes."""
        return self.data / "paddock.lock"

    @property
    def kv(self) -> Path:
        """What models have processed of chats (KV caches), encrypted; it can be made again."""
        return self.cache / "kv"

    @property
    def machine_file(self) -> Path:
        """What was measured of this computer."""
        return self.cache / "machine.json"

    @property
    def connections(self) -> Path:
        """Whom the program has asked for something, and why."""
        return self.logs / "connections.jsonl"

    @property
    def log_file(self) -> Path:
        """The newest log."""
        return self.logs / "paddock.log"


def resource(name: str) -> Path:
    """A file or folder that comes with the program ("guide/guide.gguf").

    An installed package carries `resources/` inside itself; a checkout has it at its top level.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent.parent / "resources") / name
