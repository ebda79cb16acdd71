"""Runs `huggingface_hub` over a network of ours: with our deadlines, proxies and certificates, and our rule for tokens.

One rule: the library sees whole answers only, and never one that would make it wait and ask again by itself. It keeps
one HTTP client for the whole process and no deadline; so it gets a client whose requests go to whoever makes the
present call (`calling`), on that caller's thread.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddock.hub.network import Answer

if TYPE_CHECKING:
    import httpx2

Send = Callable[[str, str, dict[str, str]], Answer]
"""(method, url, headers) to what came back."""
_SEND: ContextVar[Send] = ContextVar("send")
_FIRST = threading.Lock()
_NOT_PASSED_ON = ("content-encoding", "transfer-encoding", "link")  # it is decoded, whole, and one page


@contextmanager
def calling(send: Send, cache_dir: Path) -> Iterator[Any]:
    """The module `huggingface_hub`; its requests on this thread go through `send` while inside."""
    library = _library(cache_dir)
    before = _SEND.set(send)
    try:
        yield library
    finally:
        _SEND.reset(before)


def _library(cache_dir: Path) -> Any:
    """Import it, silenced: it reads these names at its first import and never again."""
    with _FIRST:
        if "huggingface_hub" not in sys.modules:
            os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
            os.environ["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"
            os.environ["HF_HUB_DISABLE_XET"] = "1"
            os.environ["HF_HOME"] = str(cache_dir / "huggingface")
        import huggingface_hub

        _install()
    return huggingface_hub


@functools.cache
def _install() -> None:
    """Once: it closes the client that others may be using."""
    import huggingface_hub

    huggingface_hub.set_client_factory(_client)


def _client() -> httpx2.Client:
    import httpx2

    class Transport(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            answer = _SEND.get()(request.method, str(request.url), dict(request.headers))
            headers = {name: value for name, value in answer.headers.items() if name not in _NOT_PASSED_ON}
            if request.method != "HEAD":
                headers.pop("content-length", None)
            return httpx2.Response(answer.status, headers=headers, content=answer.body)

    return httpx2.Client(transport=Transport(), follow_redirects=False, timeout=None)
