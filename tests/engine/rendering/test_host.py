"""The host of templates as a process: it serves, it ends with whoever began it, and it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from engine_kit import PATIENCE, ask, collect, wait_until_gone
from rendering_kit import HostLostError, a_host, a_host_process

from paddock.core.events import FinishReason
from paddock.engine.child.rendering.confinement import OPEN_FILES
from paddock.engine.child.rendering.host import LONGEST_QUESTION, ForkedHost, TemplateHost
from paddock.engine.child.rendering.protocol import TemplateFailedError
from paddock.engine.process import scrubbed_environment
from paddock.engine.supervisor import EngineSupervisor

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc, pidfd, PR_SET_PDEATHSIG")
posix = pytest.mark.skipif(sys.platform == "win32", reason="a host is forked")

HELLO: dict[str, Any] = {"messages": [{"role": "user", "content": "Hello"}]}
TWO: dict[str, Any] = {"messages": HELLO["messages"] * 2}
ECHO = "{{ messages[0].content }}"
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
ENDLESS_FOR_TWO = ECHO + "{% if messages|length > 1 %}" + ENDLESS + "{% endif %}"


def why(host: TemplateHost, template: str, variables: dict[str, Any]) -> str:
    with pytest.raises(TemplateFailedError) as caught:
        host.render(template, variables)
    return str(caught.value)


def children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children()


def test_two_templates_do_not_mix() -> None:
    with a_host() as host:
        for _ in range(3):
            assert host.render(ECHO, HELLO) == "Hello"
            assert host.render("{% set x = messages %}{{ x|length }}{{ kept }}", TWO) == "2"


def test_many_ask_at_once() -> None:
    said: list[str] = []
    with a_host() as host:

        def ask_often(number: int) -> None:
            for n in range(50):
                said.append(host.render(ECHO, {"messages": [{"content": f"{number} {n}"}]}))

        threads = [threading.Thread(target=ask_often, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(said) == sorted(f"{number} {n}" for number in range(4) for n in range(50))


def test_a_long_chat_passes() -> None:
    text = "ü\ud83e" * 2_000_000
    with a_host() as host:
        assert host.render(ECHO, {"messages": [{"content": text}]}) == text


@posix
def test_a_process_is_kept_for_each_of_the_last_templates() -> None:
    with a_host_process(kept=2) as (host, process):
        for n in range(5):
            assert host.render(f"{n}{ECHO}", HELLO) == f"{n}Hello"
        kept = children(process.pid)
        assert len(kept) == 2
        host.render(f"3{ECHO}", HELLO)
        host.render(f"4{ECHO}", HELLO)
        assert children(process.pid) == kept


@posix
def test_a_process_that_complains_is_kept() -> None:
    with a_host_process() as (host, process):
        assert why(host, "{{ raise_exception('No system role') }}", HELLO) == "raised: No system role"
        kept = children(process.pid)
        assert why(host, "{{ raise_exception('No system role') }}", HELLO) == "raised: No system role"
        assert children(process.pid) == kept


@posix
def test_a_process_that_is_worn_is_replaced() -> None:
    with a_host_process(worn_seconds=0.0) as (host, process):
        for _ in range(3):
            assert host.render(ECHO, HELLO) == "Hello"
            assert children(process.pid) == []


@linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_killed_while_idle_the_next_rendering_has_another(number: int) -> None:
    with a_host_process() as (host, process):
        host.render(ECHO, HELLO)
        (worker,) = children(process.pid)
        worker.send_signal(number)
        assert wait_until_gone(worker.pid)
        assert host.render(ECHO, HELLO) == "Hello"


@posix
def test_killed_in_the_middle_it_is_told_and_the_next_rendering_has_another() -> None:
    with a_host_process(seconds=PATIENCE) as (host, process):
        host.render(ENDLESS_FOR_TWO, HELLO)
        (worker,) = children(process.pid)
        before = worker.cpu_times().user
        causes: list[str] = []
        thread = threading.Thread(target=lambda: causes.append(why(host, ENDLESS_FOR_TWO, TWO)))
        thread.start()
        while worker.cpu_times().user < before + 0.05:
            assert thread.is_alive()
        worker.kill()
        thread.join()
        assert causes == ["ended the process that it was rendered in"]
        assert host.render(ENDLESS_FOR_TWO, HELLO) == "Hello"


@posix
def test_stopped_it_is_not_waited_for() -> None:
    with a_host_process(seconds=0.1) as (host, process):
        host.render(ECHO, HELLO)
        (worker,) = children(process.pid)
        worker.send_signal(signal.SIGSTOP)
        assert why(host, ECHO, HELLO) == "took longer than 0.1 seconds"
        assert host.render(ECHO, HELLO) == "Hello"


@posix
def test_nothing_is_left_open_and_nobody_unburied() -> None:
    templates = [f"{n}{ECHO}" for n in range(6)]
    with a_host_process(kept=2, seconds=0.5) as (host, process):
        here, there = psutil.Process(), psutil.Process(process.pid)

        def round_() -> tuple[int, int]:
            for template in templates:
                host.render(template, HELLO)
            assert why(host, "{{ 'x' * 10 ** 12 }}", HELLO)
            assert why(host, "{{ 'x' * 10 ** 6 }}", HELLO)
            return here.num_fds(), there.num_fds()

        first = round_()
        for _ in range(12):
            assert round_() == first
        assert all(child.status() != psutil.STATUS_ZOMBIE for child in children(process.pid))
        assert len(children(process.pid)) == 2


@linux
def test_closed_it_takes_its_workers_along() -> None:
    with a_host_process() as (host, process):
        host.render(ECHO, HELLO)
        (worker,) = children(process.pid)
        host.close()
        assert process.returncode == 0
        assert wait_until_gone(worker.pid)
        host.close()


@posix
def test_who_waits_for_others_does_not_lose_patience() -> None:
    """Eight of a quarter of a second, with patience for one and a half."""
    causes: list[str] = []
    with a_host_process(patience=1.5, seconds=0.25) as (host, _):
        threads = [threading.Thread(target=lambda: causes.append(why(host, ENDLESS, HELLO))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert host.render(ECHO, HELLO) == "Hello"
    assert causes == ["took longer than 0.25 seconds"] * 8


@posix
def test_a_host_that_is_late_is_not_lost() -> None:
    """What it says in the end is not taken for the answer to something else."""
    with a_host_process(patience=0.5) as (host, process):
        process.send_signal(signal.SIGSTOP)
        for _ in range(2):
            assert why(host, ECHO, HELLO) == "was not rendered within 0.5 seconds"
        process.send_signal(signal.SIGCONT)
        assert host.render("{{ messages|length }}", TWO) == "2"


@posix
def test_killed_it_is_told() -> None:
    with a_host_process() as (host, process):
        process.kill()
        process.wait()
        with pytest.raises(HostLostError):
            host.render(ECHO, HELLO)


def test_what_is_too_long_to_be_asked_is_refused_and_the_next_is_answered() -> None:
    with a_host() as host:
        if isinstance(host, ForkedHost):
            assert why(host, ECHO, {"messages": [{"content": "x" * LONGEST_QUESTION}]}) == "was given more than 65 MiB"
        assert host.render(ECHO, HELLO) == "Hello"


PROGRAM = """
import os, sys
from paddock.engine.child.rendering.host import open_host
host = open_host(lambda: os._exit(9))
print(host.render("{{ messages[0].content }}", {"messages": [{"content": "Hello"}]}), flush=True)
for line in sys.stdin:
    if line.startswith("render "):
        try:
            print(host.render(line[7:].strip(), {"messages": []}), flush=True)
        except Exception as error:
            print(error, flush=True)
        continue
    host.close()
    print("closed", flush=True)
"""


@contextmanager
def forking() -> Iterator[subprocess.Popen[str]]:
    """A program that forks a host, as the engine's child does."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=scrubbed_environment(os.environ),
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "Hello\n"
        yield program
        program.kill()


def open_files(pid: int) -> dict[int, str]:
    return {int(path.name): str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()}


@linux
def test_it_holds_nothing_of_the_program_that_forked_it() -> None:
    with forking() as program:
        (host,) = children(program.pid)
        (worker,) = host.children()
        theirs, hosts, workers = (open_files(pid) for pid in (program.pid, host.pid, worker.pid))
        assert hosts[0] == hosts[1] == workers[0] == workers[1] == workers[2] == os.devnull
        assert not {theirs[0], theirs[1]} & {*hosts.values(), *workers.values()}
        assert len(workers) == 5  # its two pipes
        assert not {*workers.values()} & {*theirs.values()} - {os.devnull}


@linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("stopped", [False, True], ids=["running", "stopped"])
def test_it_ends_with_the_program_that_forked_it(number: int, stopped: bool) -> None:
    with forking() as program:
        (host,) = children(program.pid)
        (worker,) = host.children()
        if stopped:
            host.send_signal(signal.SIGSTOP)
            worker.send_signal(signal.SIGSTOP)
        program.send_signal(number)
        assert wait_until_gone(host.pid)
        assert wait_until_gone(worker.pid)


@linux
def test_closed_by_the_program_that_forked_it_it_is_reaped() -> None:
    with forking() as program:
        (host,) = children(program.pid)
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("close\n")
        program.stdin.flush()
        assert program.stdout.readline() == "closed\n"
        assert not psutil.pid_exists(host.pid)
        assert children(program.pid) == []


@linux
def test_it_is_confined_and_watches_its_workers_all_the_same() -> None:
    with forking() as program:
        (host,) = children(program.pid)
        limits = [host.rlimit(kind)[1] for kind in (psutil.RLIMIT_FSIZE, psutil.RLIMIT_CORE, psutil.RLIMIT_NOFILE)]
        assert limits == [0, 0, OPEN_FILES]
        assert "NoNewPrivs:\t1\nSeccomp:\t2\n" in Path(f"/proc/{host.pid}/status").read_text()
        assert program.stdin is not None
        assert program.stdout is not None
        for n in range(2 * OPEN_FILES):
            program.stdin.write(f"render {n}\n")
            program.stdin.flush()
            assert program.stdout.readline() == f"{n}\n"
        program.stdin.write(f"render {ENDLESS}\n")  # long enough to be looked at
        program.stdin.flush()
        assert program.stdout.readline() == "took longer than 2 seconds\n"
        assert host.is_running()


@linux
def test_it_ends_with_the_engine(ready: EngineSupervisor) -> None:
    assert ready.status.pid is not None
    (host,) = children(ready.status.pid)
    workers = host.children()  # of the templates that the tiny model may be spoken with by
    assert workers
    ready.close()
    assert all(wait_until_gone(process.pid) for process in (host, *workers))


@linux
@pytest.mark.allow_log("paddock.engine")
def test_when_it_dies_the_engine_begins_anew_and_answers(ready: EngineSupervisor) -> None:
    pid = ready.status.pid
    assert pid is not None
    (host,) = children(pid)
    host.kill()
    assert collect(ready.generate(ask("Hello"))).finished.reason is FinishReason.LENGTH
    assert ready.status.pid != pid
    assert wait_until_gone(host.pid)
