"""What a stand-in hub holds: repositories and their files, as values. One rule: nothing here is served or connects."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = (".gguf", ".safetensors", ".bin", ".pth")
"""Endings of files that the Hub keeps in LFS: on another host, and with their SHA-256 as ETag."""


class Content(Protocol):
    """The bytes of a file."""

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    def read(self, start: int, end: int) -> bytes: ...


@dataclass(frozen=True)
class Bytes:
    """A file in memory."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def read(self, start: int, end: int) -> bytes:
        return self.data[start:end]


@dataclass(frozen=True)
class OnDisk:
    """A file on the disk; hashed when somebody first asks."""

    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self, start: int, end: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(end - start)


@dataclass(frozen=True)
class Sparse:
    """A file that is too large to have: a true beginning, then zeros. Its SHA-256 is made up, for nobody gets there."""

    head: bytes
    size: int

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.head + str(self.size).encode()).hexdigest()

    def read(self, start: int, end: int) -> bytes:
        head = self.head[start:end]
        return head + bytes(max(0, min(end, self.size) - start - len(head)))


def content_of(file: bytes | Path | Content) -> Content:
    """What a repository's file may be given as."""
    if isinstance(file, bytes):
        return Bytes(file)
    return OnDisk(file) if isinstance(file, Path) else file


@dataclass(frozen=True)
class Repository:
    """One model's repository.

    Attributes:
        files: by name, with the folders in it; README.md is the card.
        card_data: the YAML at the top of the card, as the Hub's `cardData`.
        gated: False, "auto" or "manual"; then only users in `let_in` may have the files.
        private: nobody but users in `let_in` sees it.
        card_public: anyone may read a gated repository's card.
        gguf: what the Hub tells of a header: total (parameters), architecture, context_length.
    """

    id: str
    files: Mapping[str, bytes | Path | Content] = field(default_factory=dict)
    card_data: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    pipeline_tag: str | None = "text-generation"
    likes: int = 0
    downloads: int = 0
    trending: int = 0
    created: str = "2026-01-01T00:00:00.000Z"
    modified: str = "2026-02-01T00:00:00.000Z"
    gated: bool | str = False
    private: bool = False
    card_public: bool = True
    let_in: frozenset[str] = frozenset()
    gguf: Mapping[str, Any] | None = None
    safetensors: Mapping[str, Any] | None = None
    commit: str = COMMIT

    @cached_property
    def contents(self) -> Mapping[str, Content]:
        """The files."""
        return {name: content_of(file) for name, file in self.files.items()}

    @property
    def author(self) -> str:
        """The account that holds it."""
        return self.id.partition("/")[0]

    @property
    def n_params(self) -> int:
        """Number of weights, as the Hub counts; 0 if it does not know."""
        return int((self.gguf or self.safetensors or {}).get("total", 0))

    @cached_property
    def all_tags(self) -> tuple[str, ...]:
        """Its own and those that the Hub derives from the card and the files."""
        derived = []
        if any(name.endswith(".gguf") for name in self.files):
            derived.append("gguf")
        if any(name.endswith(".safetensors") for name in self.files):
            derived.append("safetensors")
        if self.pipeline_tag:
            derived.append(self.pipeline_tag)
        if licence := self.card_data.get("license"):
            derived.append(f"license:{licence}")
        languages = self.card_data.get("language", [])
        derived += [languages] if isinstance(languages, str) else list(languages)
        bases = self.card_data.get("base_model", [])
        derived += [f"base_model:{base}" for base in ([bases] if isinstance(bases, str) else bases)]
        return (*derived, *self.tags)


def is_large(name: str) -> bool:
    """Whether the Hub keeps a file in LFS."""
    return name.lower().endswith(LARGE)


def blob_id(content: Content) -> str:
    """Git's name of a file, which is the ETag of small ones."""
    data = content.read(0, content.size) if content.size < 10_000_000 else b""
    return hashlib.sha1(b"blob %d\0" % content.size + data, usedforsecurity=False).hexdigest()
