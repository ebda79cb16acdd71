"""A keyring for the command line's tests, whose processes share it. One rule: it is a file in the test's own folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    """Named by PYTHON_KEYRING_BACKEND; the file by KEPT_KEYRING."""

    priority = 5

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({key: value for key, value in self._read().items() if key != f"{service}/{username}"})

    def _path(self) -> Path:
        return Path(os.environ["KEPT_KEYRING"])

    def _read(self) -> dict[str, str]:
        return dict(json.loads(self._path().read_text())) if self._path().exists() else {}

    def _write(self, secrets: dict[str, str]) -> None:
        self._path().write_text(json.dumps(secrets))
