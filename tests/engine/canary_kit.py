"""What the tests with the canary have in common. One rule: no expectation but the one that both have to hold."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from paddock.engine.child.landlock import version


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
