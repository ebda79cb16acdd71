"""Where there is no fork a template's process is a program of its own; that is tested on every system."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_kit import PATIENCE

import paddock
from paddock.engine.child.rendering.host import PooledHost
from paddock.engine.child.rendering.limits import Limits
from paddock.engine.child.rendering.pool import Pool
from paddock.engine.child.rendering.protocol import TemplateFailedError
from paddock.engine.child.rendering.spawned import SpawnedWorker

HELLO: dict[str, Any] = {"messages": [{"role": "user", "content": "Hello\r\n"}]}
ECHO = "{{ messages[0].content }}"
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SpawnedWorker]]:
    """Those that were started, in order."""
    monkeypatch.setenv("PYTHONPATH", str(Path(paddock.__file__).parent.parent))
    started: list[SpawnedWorker] = []
    yield started
    for worker in started:
        worker.close()


def a_host(workers: list[SpawnedWorker], **limits: float) -> PooledHost:
    def start() -> SpawnedWorker:
        workers.append(SpawnedWorker())
        return workers[-1]

    return PooledHost(Pool(start, Limits(**limits)))  # type: ignore[arg-type]


def why(host: PooledHost, template: str) -> str:
    with pytest.raises(TemplateFailedError) as caught:
        host.render(template, HELLO)
    return str(caught.value)


def test_it_renders_again_and_again(workers: list[SpawnedWorker]) -> None:
    host = a_host(workers)
    for _ in range(3):
        assert host.render(ECHO, HELLO) == "Hello\r\n"
    long = {"messages": [{"content": "ü\ud83e" * 500_000}]}
    assert host.render(ECHO, long) == long["messages"][0]["content"]
    assert len(workers) == 1
    host.close()
    assert not workers[0].is_alive


def test_what_takes_too_long_is_killed(workers: list[SpawnedWorker]) -> None:
    host = a_host(workers, seconds=0.2)
    assert why(host, ENDLESS) == "took longer than 0.2 seconds"
    assert not workers[0].is_alive
    assert host.render(ECHO, HELLO) == "Hello\r\n"


def test_what_takes_too_much_is_killed_where_the_kernel_keeps_no_limit(workers: list[SpawnedWorker]) -> None:
    host = a_host(workers, memory=8 * 2**20, seconds=PATIENCE)
    assert why(host, "{% set x = 'x' * 2 * 10 ** 8 %}" + ENDLESS) == "needed more than 8 MiB"
    assert not workers[0].is_alive


def test_killed_while_idle_the_next_rendering_has_another(workers: list[SpawnedWorker]) -> None:
    host = a_host(workers)
    host.render(ECHO, HELLO)
    workers[0].close()
    assert host.render(ECHO, HELLO) == "Hello\r\n"
    assert len(workers) == 2


def test_one_that_does_not_start_is_told(workers: list[SpawnedWorker], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", os.devnull)  # Python itself gives up
    assert why(a_host(workers), ECHO) == "was given a process that does not start"


def test_one_that_is_gone_is_told(workers: list[SpawnedWorker]) -> None:
    a_host(workers).render(ECHO, HELLO)
    workers[0].close()
    workers[0].close()
    with pytest.raises(EOFError):
        workers[0].receive(9, time.monotonic() + 30)
    with pytest.raises((EOFError, ValueError)):
        workers[0].send(b"Hello", time.monotonic() + 30)
