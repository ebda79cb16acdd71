"""Hosts of templates for tests. One rule: a test's own process forks nothing, for other tests leave threads in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from paddock.engine.child.rendering.frames import Channel
from paddock.engine.child.rendering.host import PATIENCE, ForkedHost, PooledHost, TemplateHost
from paddock.engine.child.rendering.limits import Limits
from paddock.engine.child.rendering.pool import Pool
from paddock.engine.child.rendering.spawned import SpawnedWorker
from paddock.engine.process import scrubbed_environment

SERVE = """
from paddock.engine.child.rendering.frames import Channel
from paddock.engine.child.rendering.host import serve
from paddock.engine.child.rendering.limits import Limits
serve(Channel(0, 1), Limits(**{limits}))
"""


class HostLostError(Exception):
    """The host's process is gone."""


@contextmanager
def a_host(**limits: float) -> Iterator[TemplateHost]:
    """A host of its own, the way this system has one; `limits` are fields of `Limits`."""
    if sys.platform == "win32":
        pooled = PooledHost(Pool(SpawnedWorker, Limits(**limits)))  # type: ignore[arg-type]
        yield pooled
        pooled.close()
        return
    with a_host_process(**limits) as (host, _):
        yield host


@contextmanager
def a_host_process(
    patience: float = PATIENCE, **limits: float
) -> Iterator[tuple[TemplateHost, subprocess.Popen[bytes]]]:
    """The same, and its process (POSIX)."""

    def lost() -> NoReturn:
        raise HostLostError

    process = subprocess.Popen(
        [sys.executable, "-P", "-c", SERVE.format(limits=limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=scrubbed_environment(os.environ),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    channel = Channel(os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno()))
    process.stdin.close()
    process.stdout.close()
    host = ForkedHost(channel, lost, process.wait)
    if patience < PATIENCE:
        host.render("it has started", {"messages": []})
        host.patience = patience
    try:
        yield host, process
    finally:
        host.close()
