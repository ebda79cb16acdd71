"""A hub with one file, for tests of what becomes of it. Its one rule: that file lies under every name."""

from __future__ import annotations

import hashlib

from standin.repositories import Bytes, Content, Repository
from standin.server import CDN, Hub


class StandInHub(Hub):
    """Serves `content` under every file name of every repository."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content
        self.body_etag = "body-1"

    @property
    def sha256(self) -> str:
        """Of the file."""
        return hashlib.sha256(self.content).hexdigest()

    def find(self, repo_id: str) -> Repository:
        """There is every repository."""
        return Repository(repo_id)

    def file_of(self, repository: Repository, filename: str) -> Content:
        """There is every file."""
        return Bytes(self.content)

    def knows(self, repository: Repository, revision: str) -> bool:
        """There is every revision."""
        return True

    def is_large(self, filename: str) -> bool:
        """Whatever it is called."""
        return True

    def body_path(self, repository: Repository, filename: str) -> str:
        """All have one address."""
        return CDN

    def behind(self, path: str) -> tuple[str, str] | None:
        """That address."""
        return ("some/repository", "file.gguf") if path == CDN else None
