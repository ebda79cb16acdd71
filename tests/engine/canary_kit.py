"""What the tests with the canary have in common. One rule: no expectation but those that each of them has to meet."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from engine_kit import PATIENCE, collect, until_text

from paddock.engine.api import Engine, EngineState, GenerationRequest, Guarded
from paddock.engine.child.landlock import version

TESTS = Path(__file__).resolve().parent
SECRETS = dict.fromkeys(
    ("HF_TOKEN", "LLAMA_API_KEY", "NVIDIA_API_KEY", "GGML_PASSWORD", "SSH_AUTH_SOCK", "PADDOCK_HOME"), "a secret"
)


def landlock_version() -> int:
    """0 without Landlock."""
    try:
        return version() if sys.platform == "linux" else 0
    except OSError:
        return 0


landlock = pytest.mark.skipif(landlock_version() < 6, reason="needs Linux 6.12 with Landlock")
linux = pytest.mark.skipif(sys.platform != "linux", reason="seccomp, /proc")


@contextmanager
def outside_of_the_process(home: Path) -> Iterator[dict[str, Any]]:
    """A person's files and servers, a model and a cache: what the canary is told."""
    folder = home / "outside"
    folder.mkdir()
    for name in ("secret.txt", "empty.txt", "doomed.txt"):
        (folder / name).write_text("secret")
    (folder / "link.txt").symlink_to(folder / "secret.txt")
    model = home / "model.gguf"
    model.write_bytes(b"GGUF")
    path, datagrams = str(home / "socket"), str(home / "datagrams")
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as unix,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver,
    ):
        unix.bind(path)
        unix.listen()
        receiver.bind(datagrams)
        yield {
            "models": [str(model)],
            "cache": str(home / "cache"),
            "outside": str(folder),
            "tcp": tcp.getsockname()[1],
            "unix": path,
            "datagrams": datagrams,
        }


def check_that_it_reached_nothing(told: dict[str, Any], outside: dict[str, Any]) -> None:
    """All that the process needs it has, and nothing else."""
    found = dict(told["found"])
    own = {name: result for name, result in found.items() if name.startswith("own: ")}
    assert own
    assert set(own.values()) == {"done"}, own
    denied = {name: result for name, result in found.items() if name not in own}
    assert denied.pop("look up a name").startswith("gaierror")
    assert set(denied.values()) <= {"EACCES", "EPERM", "EXDEV"}, denied
    assert denied["on a thread"] == "EACCES"
    assert set(told["threads"]) == {"Seccomp 2, NoNewPrivs 1"}
    assert not any("secret" in value for value in told["environment"].values())
    assert Path(outside["outside"], "empty.txt").read_text() == "secret"
    assert {path.name for path in Path(outside["outside"]).iterdir()} == {
        *("secret.txt", "empty.txt", "doomed.txt", "link.txt")
    }


def put_inside(outside: dict[str, Any], model: Path, home: Path) -> dict[str, str]:
    """The environment of an engine's process that has the canary in it; it may write in the canary's cache."""
    cache, told = Path(outside["cache"]), home / "told.json"
    cache.mkdir()
    os.mkfifo(cache / "report")
    told.write_text(json.dumps({**outside, "models": [str(model)], "report": str(cache / "report")}))
    path = os.pathsep.join(map(str, (TESTS / "inside", TESTS)))
    return {**os.environ, **SECRETS, "PYTHONPATH": path, "LLAMA_CANARY": str(told)}


def check_inside(engine: Engine, outside: dict[str, Any], request: GenerationRequest) -> None:
    """While the model answers, the canary in its process tries everything; it answers as it does without."""
    answer = collect(engine.generate(request)).text
    pid = engine.status.pid
    assert pid is not None
    pipe = os.open(Path(outside["cache"], "report"), os.O_RDONLY | os.O_NONBLOCK)
    try:
        generation = engine.generate(request)
        said = until_text(generation)
        os.kill(pid, signal.SIGUSR1)
        told = _read(pipe)
        said += collect(generation).text
    finally:
        os.close(pipe)
    after, status = collect(engine.generate(request)).text, engine.status
    assert set(told["before"].values()) == {"done"}, "what is denied later was never possible"
    check_that_it_reached_nothing(told, outside)
    assert len(told["threads"]) >= 3  # main, reader, the canary's
    assert {barrier.guards for barrier in status.barriers if barrier.holds} == set(Guarded)
    assert (status.pid, status.state) == (pid, EngineState.READY)
    assert said == after == answer != ""


def _read(pipe: int) -> Any:
    """What is written into a pipe, until its writer closes it."""
    said = b""
    while True:
        assert select.select([pipe], [], [], PATIENCE)[0], "the canary says nothing"
        part = os.read(pipe, 1 << 16)
        if not part:
            return json.loads(said)
        said += part
