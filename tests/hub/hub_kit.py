"""A stand-in hub with few repositories, and clients of it. Its one rule: what a test needs it says itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from standin import Hub, Repository

from paddock.core.errors import UserError
from paddock.hub.client import HubClient

TOKEN = "hf_TheTokenOfThisTest"
USER = "anna"
CARD = b"---\nlicense: mit\n---\n# Title\n\nWords.\n"


def repository(repo_id: str = "owner/model-GGUF", **changes: Any) -> Repository:
    """A repository with one model and a card."""
    files = {"README.md": CARD, "model-Q4_K_M.gguf": b"GGUF" + bytes(100)}
    given: dict[str, Any] = {"files": files, "card_data": {"license": "mit"}, "likes": 3, "downloads": 4}
    return Repository(repo_id, **(given | changes))


@contextmanager
def serving(*repositories: Repository, **options: Any) -> Iterator[Hub]:
    """A hub with these, which knows `TOKEN`."""
    with Hub(repositories or (repository(),), tokens={TOKEN: USER}, **options) as hub:
        yield hub


def client(hub: Hub, folder: Path, *, token: str = "", **options: Any) -> HubClient:
    """A client of that hub."""
    return HubClient(hub.env, folder, token=lambda: token, **options)


def refused(call: Callable[[], object]) -> UserError:
    """The error that a call ends with."""
    with pytest.raises(UserError) as caught:
        call()
    assert caught.value.what
    assert caught.value.todo
    return caught.value
