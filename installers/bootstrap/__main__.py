"""`python -m bootstrap GOAL`: makes a checkout ready for `run` (a window), `test` or `build` (neither).

Its one rule: everything that can be missing is found and named before anything is fetched or compiled.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bootstrap import packages, system
from bootstrap.environment import Environment
from bootstrap.packages import Need
from bootstrap.system import SetupError

GOALS = ("run", "test", "build")


def required(goal: str, env: Mapping[str, str], python: str) -> list[Need]:
    """What is missing that the goal cannot be reached without; `python` is empty where .venv is ready."""
    needs = []
    if python:
        needs += [*system.missing_venv(python), *system.missing_compilers(env)]
    if goal in ("run", "test"):
        needs += system.missing_libraries(packages.QT_LIBRARIES)
    if goal == "run" and env.get("QT_QPA_PLATFORM", "xcb").startswith("xcb"):
        needs += system.missing_libraries(packages.XCB_LIBRARIES)
    return needs


def wished(goal: str, env: Mapping[str, str]) -> list[Need]:
    """What is missing that only some tests need; they are skipped by name without it."""
    if goal != "test":
        return []
    return [*system.missing_libraries(packages.XCB_LIBRARIES), *system.missing_xvfb(env), *system.missing_at_spi(env)]


def provide(goal: str, env: Mapping[str, str], python: str) -> None:
    """Sees to the system's part: installs it where that was asked for, otherwise names it. Raises SetupError."""
    needs, wishes = required(goal, env, python), wished(goal, env)
    if (needs or wishes) and system.may_install(env):
        try:
            system.install([*needs, *wishes], env)
        except SetupError as error:
            if needs:
                raise
            print(f"{error}\n", file=sys.stderr, flush=True)
        needs, wishes = required(goal, env, python), wished(goal, env)
    if needs:
        raise SetupError(_plea([*needs, *wishes]))
    if wishes:
        print(f"{system.explain(wishes)}\n\nWithout them the tests on a real X server are skipped.\n", flush=True)


def _plea(needs: list[Need]) -> str:
    plea = f"{system.explain(needs)}\n\nThen run the same command again."
    if sys.platform.startswith("linux"):
        plea += f" (As root, {system.INSTALL}=1 installs them for you.)"
    return plea


def bootstrap(goal: str, root: Path, env: Mapping[str, str]) -> None:
    """Raises SetupError."""
    environment = Environment(root, env)
    python = "" if environment.ready() else system.find_python(env)
    provide(goal, env, python)
    if python:
        environment.set_up(python)


def main() -> int:
    """Exit codes: 0 ready, 1 not (the message says what to do), 2 wrong usage, 130 interrupted."""
    if len(sys.argv) != 2 or sys.argv[1] not in GOALS:
        print(f"usage: python -m bootstrap {{{','.join(GOALS)}}}", file=sys.stderr)
        return 2
    try:
        bootstrap(sys.argv[1], Path(__file__).resolve().parents[2], dict(os.environ))
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next `make` goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
