"""One question to the Hub, which takes one or a few requests; or the same read again from what was kept.

One rule: only what was understood is kept (`keep` comes after reading), so that no broken answer takes the place of a
good one.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from paddock.core.errors import UserError
from paddock.hub.answers import busy, library_errors
from paddock.hub.hub_cache import HubCache
from paddock.hub.network import Answer, Network, TransientError

MAX_CARD = 1024 * 1024  # bytes; what is longer is cut off


class Call:
    """The requests of one question.

    Args:
        network: None reads what was kept, since asking `failed`.
        deadline: on the monotonic clock.
        cache: None neither keeps nor reads.
        query: goes with each request, as the library has no argument for it.
        endpoint: the Hub's address where there is no network.

    Attributes:
        link: the `Link` header of the last answer.
        fetched_at: when the first answer came, seconds since 1970.
        problem: why answers of earlier are read; "" if they are fresh.
    """

    def __init__(
        self,
        network: Network | None,
        token: str,
        deadline: float,
        cache: HubCache | None,
        query: Mapping[str, str] | None = None,
        failed: UserError | None = None,
        endpoint: str = "",
    ) -> None:
        self.endpoint = network.where.endpoint if network else endpoint
        self.problem = failed.what if failed else ""
        self.link = ""
        self.fetched_at = 0.0
        self._network = network
        self._token = token
        self._deadline = deadline
        self._cache = cache
        self._query = query or {}
        self._failed = failed
        self._to_keep: list[tuple[str, bytes, str]] = []

    def send(self, method: str, url: str, headers: dict[str, str]) -> Answer:
        """What the library asks.

        Raises:
            UserError, TransientError: also for statuses at which the library would wait and ask again.
        """
        if self._query:
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(self._query)}"
        if self._network is None:
            return self._kept(url)
        answer = self._network.ask(method, url, headers, self._token, self._deadline)
        if (error := busy(answer.status, answer.headers)) is not None:
            raise error
        self._came(url, answer)
        return answer

    def text(self, url: str) -> str:
        """A small file of a repository, as UTF-8; "" if this person may not have it, or it cannot be had."""
        if self._network is None:
            return _decoded(self._cached(url))
        try:
            answer = self._network.ask("GET", url, {}, self._token, self._deadline, most=MAX_CARD, cut=True)
        except (TransientError, UserError):  # then the rest is still worth showing
            return _decoded(self._cached(url))
        if answer.status != 200:
            return ""
        self._came(url, answer)
        return _decoded(answer.body)

    def may_have(self, api: Any, repo_id: str) -> bool | None:
        """Whether the token in use may have a gated repository's files; None where that was not asked."""
        if self._network is None:
            return None
        if not self._token:
            return False
        try:
            with library_errors(""):
                api.auth_check(repo_id)
        except TransientError:
            return None
        except UserError as error:
            return False if error.code == "gated" else None
        return True

    def keep(self) -> None:
        """Keep the answers for later: they could be understood."""
        for url, body, link in self._to_keep:
            if self._cache is not None:
                self._cache.put(url, body, link)

    def _came(self, url: str, answer: Answer) -> None:
        self.fetched_at = self.fetched_at or time.time()
        self.link = answer.headers.get("link", "")
        if answer.status == 200 and not url.endswith("/auth-check"):
            self._to_keep.append((url, answer.body, self.link))

    def _kept(self, url: str) -> Answer:
        kept = self._cache.get(url) if self._cache else None
        if kept is None:
            assert self._failed is not None
            raise self._failed
        self.fetched_at = self.fetched_at or kept.fetched_at
        self.link = kept.note
        return Answer(200, {"content-type": "application/json"}, kept.body)

    def _cached(self, url: str) -> bytes:
        kept = self._cache.get(url) if self._cache else None
        return kept.body if kept else b""


def _decoded(body: bytes) -> str:
    return body.decode("utf-8", "replace").removeprefix("\ufeff")
