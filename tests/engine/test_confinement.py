"""The engine's process gives up files, network, programs and other processes, and works all the same."""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from canary_kit import check_that_it_reached_nothing, landlock, linux
from child_kit import Child, running
from engine_kit import CHILD, PATIENCE, ask, collect, endless
from test_adapters import write_lora
from tiny_model import write_tiny_model

from paddock.core.errors import UserError
from paddock.core.params import Adapter, LoadParams
from paddock.engine import wire
from paddock.engine.api import EngineConfig, Guarded, is_confined
from paddock.engine.child import places, seatbelt
from paddock.engine.child.confinement import LARGEST_FILE, OPEN_FILES, SPARE_ADDRESSES
from paddock.engine.child.landlock import Right, known_rights
from paddock.engine.process import scrubbed_environment
from paddock.engine.ram import total_memory
from paddock.engine.supervisor import EngineSupervisor

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide" / "guide.gguf"
CANARY = Path(__file__).with_name("canary.py")


def run_canary(how: str, told: dict[str, Any]) -> Any:
    environment = scrubbed_environment({**os.environ, "HF_TOKEN": "secret", "LLAMA_API_KEY": "secret"})
    command = [sys.executable, "-P", str(CANARY), how, json.dumps(told)]
    result = subprocess.run(
        command, env=environment, input="", capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return json.loads(result.stdout)


@landlock
def test_a_canary_in_the_confined_process_reaches_nothing(outside: dict[str, Any]) -> None:
    told = run_canary("confined", outside)
    check_that_it_reached_nothing(told, outside)
    assert len(told["threads"]) == 2
    assert [barrier.split(",")[0] for barrier in told["barriers"]] == [
        f"{guarded}: True" for guarded in Guarded if guarded is not Guarded.TEMPLATES
    ]


@linux
def test_a_free_canary_reaches_all_of_it(outside: dict[str, Any]) -> None:
    """Else the other test would prove nothing."""
    Path(outside["cache"]).mkdir()
    found = run_canary("free", outside)["found"]
    # These depend on the machine, not on the process: who it runs as, what its kernel and network have.
    doubtful = {"TCP, version 6", "trace the program", "a ring of system calls", "read the program's environment"}
    failed = {name: result for name, result in found.items() if result != "done" and name not in doubtful}
    assert not failed


@landlock
def test_devices_that_are_granted_take_commands(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "nvidia0").symlink_to("/dev/ptmx")  # stands for a graphics card: any device will do
    (tmp_path / "dev" / "nvidia1").symlink_to("/proc/self/fd/0")  # a pipe, which cannot be granted
    tried = ["/dev/ptmx", "/dev/tty0"] if Path("/dev/tty0").exists() else ["/dev/ptmx"]
    found = run_canary("devices", {"dev": str(tmp_path / "dev"), "tried": tried})
    assert found.pop("/dev/ptmx") == "done"
    assert set(found.values()) <= {"EACCES"}
    (tmp_path / "dev" / "nvidia0").unlink()
    assert run_canary("devices", {"dev": str(tmp_path / "dev"), "tried": ["/dev/ptmx"]}) == {"/dev/ptmx": "EACCES"}


@landlock
def test_the_graphics_devices_of_this_machine_take_commands() -> None:
    dev = Path("/dev")
    found = [device for name in places.GRAPHICS_DEVICES for device in dev.glob(name)]
    files = [str(file) for device in found for file in (device.iterdir() if device.is_dir() else [device])]
    usable = [file for file in files if not Path(file).is_dir() and os.access(file, os.R_OK | os.W_OK)]
    if not usable:
        pytest.skip("no graphics device here")
    results = run_canary("devices", {"dev": str(dev), "tried": usable})
    assert "EACCES" not in results.values()
    assert "EPERM" not in results.values()


@linux
@pytest.mark.skipif(Path("/dev/nvidia-uvm").exists(), reason="the card is awake already")
@pytest.mark.parametrize("built_for", ["libggml-cuda.so", "libggml-cpu.so"])
def test_a_card_is_woken_before_that_is_denied(tmp_path: Path, built_for: str) -> None:
    """By what stands for NVIDIA's program and for a build of llama.cpp."""
    library, tool, woken = tmp_path / "llama_cpp" / "lib" / built_for, tmp_path / "nvidia-modprobe", tmp_path / "woken"
    library.parent.mkdir(parents=True)
    library.touch()
    (tmp_path / "llama_cpp" / "__init__.py").touch()
    tool.write_text(f'#!/bin/sh\necho "$@" >{woken}\n')
    tool.chmod(0o755)
    environment = scrubbed_environment({**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})
    environment["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{environment['PYTHONPATH']}"
    command = "from paddock.engine.child.confinement import wake_nvidia; wake_nvidia()"
    subprocess.run([sys.executable, "-P", "-c", command], env=environment, timeout=PATIENCE, check=True)
    assert woken.exists() == (built_for == "libggml-cuda.so")
    assert not woken.exists() or woken.read_text() == "-u -c=0\n"


LIMITED = """
from paddock.engine.child.confinement import limit_memory
barrier = limit_memory(1 << 28)
try:
    bytearray(1 << 29)
except MemoryError:
    print(barrier.holds, "refused")
else:
    print(barrier.holds, "taken")
"""


@linux
@pytest.mark.parametrize(
    ("built_for", "said"), [("libggml-cpu.so", "True refused"), ("libggml-vulkan.so", "False taken")]
)
def test_memory_is_limited_where_no_card_is_used(tmp_path: Path, built_for: str, said: str) -> None:
    library = tmp_path / "llama_cpp" / "lib" / built_for
    library.parent.mkdir(parents=True)
    library.touch()
    (tmp_path / "llama_cpp" / "__init__.py").touch()
    environment = scrubbed_environment(os.environ)
    environment["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{environment['PYTHONPATH']}"
    command = [sys.executable, "-P", "-c", LIMITED]
    result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, timeout=PATIENCE, check=True)
    assert result.stdout.decode().strip() == said


# The real process, at its pipes


def hello_of(child: Child) -> wire.Hello:
    hello = child.hear()
    assert isinstance(hello, wire.Hello)
    return hello


@landlock
def test_the_real_process_says_what_it_gave_up(tiny: Path, tmp_path: Path) -> None:
    with running(Child(tiny, cache=tmp_path / "kv")) as child:
        hello = hello_of(child)
        assert {barrier.guards for barrier in hello.barriers if barrier.holds} == set(Guarded)
        assert hello.writes == tmp_path / "kv"
        process = psutil.Process(child.process.pid)
        assert process.rlimit(psutil.RLIMIT_CORE) == (0, 0)
        assert process.rlimit(psutil.RLIMIT_FSIZE)[1] <= LARGEST_FILE
        assert process.rlimit(psutil.RLIMIT_NOFILE)[1] <= OPEN_FILES
        assert process.rlimit(psutil.RLIMIT_DATA)[1] <= total_memory() + SPARE_ADDRESSES


@landlock
def test_a_model_that_would_take_more_memory_than_there_is_is_refused(tmp_path: Path) -> None:
    """The limit is brought down to what the process has, for nobody here has so large a model."""
    model = write_tiny_model(tmp_path / "tiny.gguf", n_ctx_train=2_000_000)
    engine = EngineSupervisor(CHILD)
    try:
        engine.load(model, LoadParams(n_ctx=2048))
        pid = engine.status.pid
        assert pid is not None
        process = psutil.Process(pid)
        hard = process.rlimit(psutil.RLIMIT_DATA)[1]
        process.rlimit(psutil.RLIMIT_DATA, (process.memory_info().data, hard))
        with pytest.raises(UserError) as caught:
            engine.load(model, LoadParams(n_ctx=1_000_000))
        assert caught.value.code == "no-memory"
        process.rlimit(psutil.RLIMIT_DATA, (hard, hard))
        engine.load(model, LoadParams(n_ctx=2048))
        assert collect(engine.generate(ask("Hello"))).text
        assert engine.status.pid == pid
    finally:
        engine.close()


@linux
def test_every_thread_of_the_real_process_is_confined(tiny: Path) -> None:
    with running(Child(tiny)) as child:
        hello_of(child)
        child.load(tiny, LoadParams(n_threads=4))
        child.say(wire.Generate(2, endless(), 1))
        while not isinstance(child.hear(), wire.TextArrived):
            continue
        tasks = list(Path(f"/proc/{child.process.pid}/task").iterdir())
        states = [re.findall(r"^(?:NoNewPrivs|Seccomp):\t(\d)", (t / "status").read_text(), re.M) for t in tasks]
    assert len(tasks) >= 5  # main, reader, and three that compute beside main
    assert states == [["1", "2"]] * len(tasks)


def refusal(child: Child, path: Path, params: LoadParams | None = None) -> str:
    child.say(wire.Load(7, path, params or LoadParams()))
    answer = child.answer()
    assert isinstance(answer, wire.Refused), answer
    return answer.code


@landlock
def test_a_file_that_it_was_not_told_of_is_refused(tiny: Path, tmp_path: Path) -> None:
    other, lora = write_tiny_model(tmp_path / "other.gguf", seed=1), write_lora(tmp_path / "lora.gguf")
    with running(Child(tiny)) as child:
        hello_of(child)
        child.say(wire.Load(7, other, LoadParams()))
        answer = child.answer()
        assert isinstance(answer, wire.Refused)
        assert answer.code == "not-allowed"
        assert "“other.gguf”" in answer.what
        assert refusal(child, tiny, LoadParams(draft=other)) == "not-allowed"
        assert refusal(child, tiny, LoadParams(adapters=(Adapter(lora),))) == "not-allowed"
        assert refusal(child, tmp_path / "missing.gguf") == "no-such-file"
        child.load(tiny)


def test_what_it_was_told_of_is_loaded(tiny: Path, tmp_path: Path) -> None:
    other, lora = write_tiny_model(tmp_path / "other.gguf", seed=1), write_lora(tmp_path / "lora.gguf")
    with running(Child(tiny, other, lora)) as child:
        hello_of(child)
        child.load(tiny, LoadParams(draft=other, adapters=(Adapter(lora),)))


def test_of_a_model_in_several_files_the_first_is_enough(tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "split.gguf", tensors_a_file=8)
    first, *others = sorted(tmp_path.glob("split-*.gguf"))
    assert others
    with running(Child(first)) as child:
        hello_of(child)
        child.load(first)


@landlock
def test_a_folder_counts_with_its_models_and_what_links_lead_to(tiny: Path, tmp_path: Path) -> None:
    """A person keeps other files beside them; only what Paddock's own folder holds later counts as well."""
    folder, own = tmp_path / "downloads", tmp_path / "models"
    folder.mkdir()
    own.mkdir()
    (folder / "linked.gguf").symlink_to(tiny)
    letter = write_tiny_model(folder / "letter.txt")
    with running(Child(folder, own=own)) as child:
        hello_of(child)
        child.load(folder / "linked.gguf")
        assert refusal(child, letter) == "not-allowed"
        assert refusal(child, write_tiny_model(folder / "later.gguf", seed=2)) == "not-allowed"
        child.load(write_tiny_model(own / "later.gguf", seed=2))
        (own / "outside.gguf").symlink_to(write_tiny_model(tmp_path / "outside.gguf"))
        assert refusal(child, own / "outside.gguf") == "not-allowed"


def test_without_a_first_word_it_does_nothing(tiny: Path) -> None:
    process = subprocess.run(
        CHILD, input=wire.encode(wire.Ping(1)), env=scrubbed_environment(os.environ), capture_output=True, check=False
    )
    assert (process.returncode, process.stdout) == (2, b"")
    assert b"before it was confined" in process.stderr


X32 = """
import ctypes, os
from paddock.engine.child import linux, seccomp
linux.give_up_privileges()
seccomp.install(seccomp.usual(os.getpid()))
ctypes.CDLL(None).syscall(0x40000000 + 39)
"""


@linux
@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 has such numbers")
def test_a_call_by_foreign_numbers_ends_the_process() -> None:
    command = [sys.executable, "-P", "-c", X32]
    result = subprocess.run(command, env=scrubbed_environment(os.environ), timeout=PATIENCE, check=False)
    assert result.returncode == -signal.SIGSYS


# Where the system does not offer it

WITHOUT = """
import errno
from paddock.engine.child import linux, seccomp
linux.give_up_privileges()
seccomp.install([seccomp.Denied({!r}, errno.ENOSYS)])
"""
"""A kernel that does not have a call, as far as the process can tell."""


@linux
def test_without_landlock_it_works_and_says_so(tiny: Path, tmp_path: Path) -> None:
    with running(Child(prelude=WITHOUT.format("landlock_create_ruleset"))) as child:
        barriers = {barrier.guards: barrier for barrier in hello_of(child).barriers}
        assert not barriers[Guarded.FILES].holds
        assert barriers[Guarded.FILES].by == "this kernel has no Landlock"
        assert barriers[Guarded.PROGRAMS].by == "seccomp"
        assert barriers[Guarded.NETWORK].holds
        child.load(tiny)


@landlock
def test_without_seccomp_it_works_and_says_so(tiny: Path) -> None:
    with running(Child(tiny, prelude=WITHOUT.format("seccomp"))) as child:
        barriers = {barrier.guards: barrier for barrier in hello_of(child).barriers}
        assert barriers[Guarded.FILES].holds
        assert barriers[Guarded.PROGRAMS].by.startswith("Landlock")
        assert not barriers[Guarded.NETWORK].holds
        assert barriers[Guarded.NETWORK].by == "seccomp cannot be used (Function not implemented)"
        assert barriers[Guarded.TEMPLATES].holds  # it asks for its filter otherwise
        child.load(tiny)


WITHOUT_PRCTL = """
import ctypes, errno
from paddock.engine.child import linux, seccomp
linux.give_up_privileges()
seccomp.CALLS["prctl"] = (157, 167)
seccomp.install([seccomp.Denied("prctl", errno.EINVAL, only=(seccomp.If(0, 22),))])
del seccomp.CALLS["prctl"]
"""
"""A kernel that has no PR_SET_SECCOMP."""


@linux
def test_where_templates_get_no_filter_they_work_and_it_is_said(tiny: Path) -> None:
    with running(Child(tiny, prelude=WITHOUT_PRCTL)) as child:
        barriers = {barrier.guards: barrier for barrier in hello_of(child).barriers}
        assert not barriers[Guarded.TEMPLATES].holds
        assert barriers[Guarded.TEMPLATES].by == "seccomp cannot be used (Invalid argument)"
        child.load(tiny)


@linux
def test_without_landlock_no_process_gives_way(tiny: Path, tmp_path: Path) -> None:
    command = (*CHILD[:-1], WITHOUT.format("landlock_create_ruleset") + CHILD[-1])
    engine = EngineSupervisor(command)
    try:
        engine.load(tiny, LoadParams())
        pid = engine.status.pid
        assert not is_confined(engine.status.barriers)
        engine.load(write_tiny_model(tmp_path / "other.gguf", seed=1), LoadParams())
        engine.configure(EngineConfig(cache_dir=tmp_path / "kv", cache_key="ab" * 32, cache_limit=10**9))
        collect(engine.generate(ask("Hello")))
        assert engine.status.pid == pid
    finally:
        engine.close()


def test_each_version_of_landlock_is_asked_for_what_it_knows() -> None:
    assert not known_rights(1) & (Right.REFER | Right.TRUNCATE | Right.IOCTL_DEV)
    assert known_rights(1) == Right(0x1FFF)
    assert known_rights(2) == Right(0x3FFF)
    assert known_rights(4) == Right(0x7FFF)
    assert known_rights(99) == Right(0xFFFF)


@linux
def test_nobody_grants_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "lib").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    named = {"LD_LIBRARY_PATH": os.pathsep.join(map(str, ("/", home, home / "lib", tmp_path, "/tmp")))}
    granted = {grant.path for grant in places.programs_and_devices(named)}
    assert home / "lib" in granted
    assert not granted & {Path("/"), home, tmp_path, Path("/tmp")}
    assert list(places.models((home, tmp_path / "missing.gguf"), home)) == [tmp_path / "missing.gguf"]


@linux
def test_of_the_links_in_a_folder_only_those_to_models_count(tmp_path: Path) -> None:
    folder, letter = tmp_path / "models", tmp_path / "letter.txt"
    folder.mkdir()
    letter.write_text("secret")
    linked = {name: folder / name for name in ("one.gguf", "TWO.GGUF", "letter.txt", "letter")}
    for link in linked.values():
        link.symlink_to(letter)
    granted = {linked["one.gguf"], linked["TWO.GGUF"]}
    assert set(places.models((folder,))) == granted
    assert set(places.models((folder,), folder)) == {folder, *granted}


@linux
def test_links_deep_in_a_folder_count_and_links_in_circles_end(tmp_path: Path) -> None:
    repository, blobs, disk = tmp_path / "models" / "owner" / "repository", tmp_path / "blobs", tmp_path / "disk"
    for folder in (repository, blobs, disk):
        folder.mkdir(parents=True)
    (blobs / "sha256-1").touch()
    (repository / "model.gguf").symlink_to(blobs / "sha256-1")
    (repository / "more").symlink_to(disk)
    (disk / "other.gguf").touch()
    (disk / "letter.txt").touch()
    (repository / "circle").symlink_to(tmp_path / "models")
    (repository / "itself").symlink_to(repository / "itself")
    granted = set(places.models((tmp_path / "models",)))
    assert granted == {repository / "model.gguf", repository / "more" / "other.gguf"}


def test_macos_is_told_of_it_in_its_own_language(tmp_path: Path) -> None:
    model = tmp_path / 'a "quoted" model.gguf'
    model.touch()
    text = seatbelt.profile((model,), tmp_path / "kv")
    assert str(model.resolve()).replace('"', '\\"') in text
    assert text.index("(deny file-read-data") < text.index("(allow file-read-data")
    assert f'(allow file-read* file-write* (subpath "{(tmp_path / "kv").resolve()}"))' in text
    assert text.count("(") - text.count("\\(") == text.count(")") - text.count("\\)")
    if sys.platform != "darwin":
        assert not any(barrier.holds for barrier in seatbelt.barriers((model,), None))
