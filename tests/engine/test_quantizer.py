"""The process that makes models smaller: what it makes, what it may do, and what becomes of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine_kit import CHILD, ask, collect, wait_until_gone
from quantize_kit import GUIDE, QUANTIZE, write_imatrix, write_slow_model, write_wide_model
from test_confinement import landlock, linux

from paddock.core.errors import UserError
from paddock.core.params import LoadParams
from paddock.engine.api import Barrier, Guarded
from paddock.engine.quantizer import Order, Quantizer
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.gguf import read_header

Q8_0, Q4_K_M, IQ2_XS, IQ3_S = 7, 15, 20, 26
ROOM = 1 << 30
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wide_model(tmp_path_factory.mktemp("wide") / "wide-F16.gguf")


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slow_model(tmp_path_factory.mktemp("slow") / "slow-F16.gguf")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "made.gguf"
    path.touch()
    return path


class Watched:
    """A quantiser whose processes are known."""

    def __init__(self) -> None:
        self.pids: list[int] = []
        self.barriers: tuple[Barrier, ...] = ()
        self.it = Quantizer(QUANTIZE, started=self._started)

    def _started(self, pid: int, barriers: tuple[Barrier, ...]) -> None:
        self.pids.append(pid)
        self.barriers = barriers

    def make(self, order: Order, report: Callable[[int], None], stop: threading.Event | None = None) -> None:
        self.it.make(order, report, stop or threading.Event())


def nothing(_weights: int) -> None:
    pass


def test_the_guide_in_eight_bits_answers_as_before(target: Path) -> None:
    told: list[int] = []
    Watched().make(Order(GUIDE, target, Q8_0, None, ROOM), told.append)
    assert told == sorted(told)
    assert len(told) == read_header(GUIDE).tensor_count
    answers = []
    for path in (GUIDE, target):
        engine = EngineSupervisor(CHILD)
        try:
            engine.load(path, LoadParams())
            answers.append(collect(engine.generate(ask("How do I stop an answer?"))).text)
        finally:
            engine.close()
    assert answers[0]
    assert answers[1] == answers[0]


def test_what_is_planned_is_what_is_made(wide: Path, target: Path) -> None:
    (plan,) = Watched().it.plan(wide, (Q4_K_M,))
    Watched().make(Order(wide, target, Q4_K_M, None, ROOM), nothing)
    made = read_header(target)
    assert {kind for _, kind in plan.tensors} == {"q4_K", "q6_K"}
    assert {kind.upper() for _, kind in plan.tensors} | {"F32"} == set(made.weights)
    assert made.metadata["general.file_type"] == Q4_K_M


def test_a_model_in_several_files_becomes_one(tmp_path: Path, target: Path) -> None:
    write_wide_model(tmp_path / "split.gguf", tensors_a_file=8)
    first = tmp_path / "split-00001-of-00003.gguf"
    Watched().make(Order(first, target, Q4_K_M, None, ROOM), nothing)
    made = read_header(target)
    assert made.tensor_count == 21
    assert not [key for key in made.metadata if key.startswith("split.")]


@pytest.mark.slow
def test_an_importance_matrix_opens_the_smallest_types(wide: Path, target: Path, tmp_path: Path) -> None:
    quantizer = Watched()
    assert [plan.needs_imatrix for plan in quantizer.it.plan(wide, (Q4_K_M, IQ2_XS))] == [False, True]
    with pytest.raises(UserError, match="importance matrix") as caught:
        quantizer.make(Order(wide, target, IQ2_XS, None, ROOM), nothing)
    assert caught.value.code == "needs-imatrix"
    quantizer.make(Order(wide, target, IQ2_XS, write_imatrix(tmp_path / "imatrix.gguf"), ROOM), nothing)
    assert "IQ2_XS" in read_header(target).weights


def test_an_importance_matrix_of_another_model(wide: Path, target: Path, tmp_path: Path) -> None:
    other = write_imatrix(tmp_path / "imatrix.gguf", width=128)
    with pytest.raises(UserError) as caught:
        Watched().make(Order(wide, target, IQ2_XS, other, ROOM), nothing)
    assert caught.value.code == "bad-imatrix"


@pytest.mark.parametrize("what", ["no counts", "no file", "no GGUF"])
def test_what_is_no_importance_matrix(wide: Path, target: Path, tmp_path: Path, what: str) -> None:
    path = tmp_path / "imatrix.gguf"
    if what == "no counts":
        write_imatrix(path, counts=False)
    elif what == "no GGUF":
        path.write_bytes(b"old importance matrix")
    with pytest.raises(UserError) as caught:
        Watched().make(Order(wide, target, IQ2_XS, path, ROOM), nothing)
    assert caught.value.code == "bad-imatrix"


@pytest.mark.parametrize("what", ["gone", "cut", "of an unknown kind"])
def test_a_source_that_cannot_be_read(wide: Path, target: Path, tmp_path: Path, what: str) -> None:
    path, data = tmp_path / "source.gguf", wide.read_bytes()
    if what == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif what == "of an unknown kind":
        path.write_bytes(data.replace(b"llama", b"lloma"))
    with pytest.raises(UserError) as caught:
        Watched().make(Order(path, target, Q4_K_M, None, ROOM), nothing)
    codes = {"gone": "no-such-file", "cut": "truncated", "of an unknown kind": "unsupported-architecture"}
    assert caught.value.code == codes[what]


@posix
def test_a_file_that_the_disk_does_not_take(slow: Path, target: Path) -> None:
    with pytest.raises(UserError) as caught:
        Watched().make(Order(slow, target, Q8_0, None, 1 << 20), nothing)
    assert caught.value.code == "disk-full"
    assert target.stat().st_size <= 1 << 20


@linux
def test_stopping_ends_the_process(slow: Path, target: Path) -> None:
    quantizer, stop = Watched(), threading.Event()
    with pytest.raises(UserError) as caught:
        quantizer.make(Order(slow, target, IQ3_S, None, ROOM), lambda _: stop.set(), stop)
    assert caught.value.code == "cancelled"
    assert wait_until_gone(quantizer.pids[0])


@posix
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_is_killed(slow: Path, target: Path, by: signal.Signals) -> None:
    quantizer = Watched()
    with pytest.raises(UserError) as caught:
        quantizer.make(Order(slow, target, IQ3_S, None, ROOM), lambda _: os.kill(quantizer.pids[0], by))
    assert caught.value.code == ("no-memory" if by is signal.SIGKILL else "quantize-died")


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "print('nonsense', flush=True); input()", "print('[]', flush=True)"]
)
def test_a_process_that_does_not_do_its_work(target: Path, program: str) -> None:
    quantizer = Quantizer((sys.executable, "-c", program))
    with pytest.raises(UserError) as caught:
        quantizer.make(Order(GUIDE, target, Q8_0, None, ROOM), nothing, threading.Event())
    assert caught.value.code == "quantize-died"


PARENT = """
import sys, threading
from pathlib import Path
from paddock.engine.quantizer import Order, Quantizer
quantizer = Quantizer(started=lambda pid, _: print(pid, flush=True))
order = Order(Path(sys.argv[1]), Path(sys.argv[2]), 26, None, 1 << 30)
quantizer.make(order, lambda _: None, threading.Event())
"""


@linux
def test_it_ends_with_the_program(slow: Path, target: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(slow), str(target)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        program.kill()
    assert wait_until_gone(pid)


CONFINED = """
import json, os, sys
from pathlib import Path
from paddock.engine.child.confinement import confine_writer
source, target, outside = map(Path, sys.argv[1:])
confine_writer([source], target, 1000)
def tried(attempt):
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"
print(json.dumps({
    "read the source": tried(source.read_bytes),
    "write the target": tried(lambda: target.write_bytes(b"x")),
    "write more than it may": tried(lambda: target.write_bytes(bytes(1001))),
    "write the source": tried(lambda: source.write_bytes(b"x")),
    "write beside the target": tried(lambda: target.with_name("new").write_bytes(b"x")),
    "rename the target": tried(lambda: target.rename(target.with_name("new"))),
    "delete the target": tried(target.unlink),
    "read another file": tried(outside.read_bytes),
    "list its folder": tried(lambda: list(outside.parent.iterdir())),
    "start a program": tried(lambda: os.execv("/bin/true", ["true"])),
}))
"""


@landlock
def test_it_reads_the_source_and_writes_the_target_alone(tmp_path: Path, target: Path) -> None:
    source, outside = tmp_path / "source.gguf", tmp_path / "outside.txt"
    source.write_bytes(b"GGUF")
    outside.write_text("secret")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "app")}
    command = [sys.executable, "-P", "-c", CONFINED, *map(str, (source, target, outside))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    assert [said.pop("read the source"), said.pop("write the target")] == ["done", "done"]
    assert said.pop("write more than it may") == "OSError"  # EFBIG
    assert set(said.values()) == {"PermissionError"}


@landlock
def test_it_says_what_it_is_kept_from(wide: Path) -> None:
    quantizer = Watched()
    quantizer.it.plan(wide, (Q8_0,))
    held = {barrier.guards for barrier in quantizer.barriers if barrier.holds}
    assert held == {Guarded.FILES, Guarded.NETWORK, Guarded.PROGRAMS, Guarded.PROCESSES, Guarded.MEMORY}
