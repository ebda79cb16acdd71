"""A fresh machine: what is missing is named before anything starts, and a set-up that was cut off is mended.

The Python that makes the environment is a stand-in of a few lines of shell that takes down what pip is asked for.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")

PYTHON = """#!/bin/sh
case "$*" in
  *"-m venv"*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  *"-m pip"*) echo "$@" >> "$FAKE_CALLS"; test ! -e "$FAKE_TROUBLE" || { cat "$FAKE_TROUBLE"; exit 7; } ;;
  *version_info*) echo "${FAKE_VERSION:-3 12}" ;;
  *ensurepip*) exit "${FAKE_ENSUREPIP:-0}" ;;
esac
"""


class Checkout:
    """A fresh clone with the stand-in for Python beside it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = folder / "paddock"
        shutil.copytree(root / "installers", self.root / "installers", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(root / "pyproject.toml", self.root)
        self.calls, self.trouble = folder / "calls", folder / "trouble"
        python = folder / "python"
        python.write_text(PYTHON)
        python.chmod(0o755)
        self.env = {
            **os.environ,
            "PYTHONPATH": str(self.root / "installers"),
            "PYTHON": str(python),
            "FAKE_CALLS": str(self.calls),
            "FAKE_TROUBLE": str(self.trouble),
        }
        self.env.pop("PADDOCK_INSTALL_SYSTEM_PACKAGES", None)

    def bootstrap(self, goal: str = "build", **env: str) -> tuple[int, str]:
        """Its exit code and all it said."""
        done = subprocess.run(
            [sys.executable, "-m", "bootstrap", goal],
            cwd=self.root,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    def pip_calls(self) -> list[str]:
        return self.calls.read_text().splitlines() if self.calls.exists() else []


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Checkout:
    return Checkout(root, tmp_path)


def test_without_a_compiler_it_names_the_packages_and_starts_nothing(checkout: Checkout, tmp_path: Path) -> None:
    code, output = checkout.bootstrap(PATH=str(tmp_path))
    assert code == 1
    for package in ("apt-get install gcc libc6-dev g++", "dnf install gcc gcc-c++", "pacman -S --needed gcc"):
        assert package in output
    assert len(output.splitlines()) < 12
    assert not checkout.pip_calls()
    assert not (checkout.root / ".venv").exists()


def test_a_compiler_that_cannot_build_counts_as_missing(checkout: Checkout) -> None:
    code, output = checkout.bootstrap(CC="false", CXX="false")
    assert code == 1
    assert "a C compiler, a C++ compiler" in output


def test_without_venv_it_names_the_package_of_that_python(checkout: Checkout) -> None:
    code, output = checkout.bootstrap(FAKE_ENSUREPIP="1")
    assert code == 1
    assert "apt-get install python3.12-venv" in output


@pytest.mark.parametrize("version", ["3 10", "3 14", "2 7"])
def test_a_python_that_does_not_fit_is_named(checkout: Checkout, version: str) -> None:
    code, output = checkout.bootstrap(FAKE_VERSION=version)
    assert code == 1
    assert "Paddock needs Python 3.11 to 3.13" in output
    assert version.replace(" ", ".") in output


def test_everything_pip_fetches_is_checked_against_a_hash(checkout: Checkout) -> None:
    assert checkout.bootstrap()[0] == 0
    build, libraries, paddock = checkout.pip_calls()
    for call, name in ((build, "constraints-build.txt"), (libraries, "constraints.txt")):
        assert "--require-hashes" in call
        assert "--no-build-isolation" in call
        assert call.endswith(name)
    assert "--no-deps --no-build-isolation -e" in paddock


def test_a_second_run_does_nothing_until_a_pin_changes(checkout: Checkout) -> None:
    checkout.bootstrap()
    assert checkout.bootstrap() == (0, "")
    assert len(checkout.pip_calls()) == 3
    with (checkout.root / "installers/constraints.txt").open("a") as pins:
        pins.write("# a newer pin\n")
    assert checkout.bootstrap()[0] == 0
    assert len(checkout.pip_calls()) == 6


def test_a_set_up_that_was_cut_off_begins_from_a_clean_environment(checkout: Checkout) -> None:
    checkout.trouble.write_text("Temporary failure in name resolution\n")
    code, output = checkout.bootstrap()
    assert code == 1
    assert "The package index could not be reached" in output
    assert str(checkout.root / ".venv/setup.log") in output
    half_installed = checkout.root / ".venv/half-installed"
    half_installed.touch()
    checkout.trouble.unlink()
    assert checkout.bootstrap()[0] == 0
    assert not half_installed.exists()
    assert checkout.bootstrap() == (0, "")


def test_a_checkout_that_was_moved_gets_an_environment_of_its_own(checkout: Checkout) -> None:
    checkout.bootstrap()
    trace = checkout.root / ".venv/trace"
    trace.touch()
    moved = checkout.root.with_name("moved")
    checkout.root.rename(moved)
    checkout.root = moved
    assert checkout.bootstrap(PYTHONPATH=str(moved / "installers"))[0] == 0
    assert not (moved / ".venv/trace").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may install packages")
class TestInstalling:
    """With PADDOCK_INSTALL_SYSTEM_PACKAGES=1, as root; apt-get is a stand-in on a PATH of its own."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "path"
        path.mkdir()
        for name in ("sh", "mkdir", "cp", "chmod", "cat"):
            (path / name).symlink_to(shutil.which(name) or "")
        return path

    def bootstrap(self, checkout: Checkout, path: Path, apt_get: str, goal: str = "build") -> tuple[int, str]:
        (path / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {path}/apt-calls\n{apt_get}\n')
        (path / "apt-get").chmod(0o755)
        return checkout.bootstrap(goal, PATH=str(path), PADDOCK_INSTALL_SYSTEM_PACKAGES="1")

    def test_it_installs_what_is_missing_and_goes_on(self, checkout: Checkout, path: Path) -> None:
        compiler = f"for name in cc c++; do echo '#!/bin/sh' > {path}/$name; chmod +x {path}/$name; done"
        assert self.bootstrap(checkout, path, f"test $1 = update && exit 1\n{compiler}")[0] == 0
        calls = (path / "apt-calls").read_text().splitlines()
        assert calls == ["update", "install -y --no-install-recommends gcc libc6-dev g++"]
        assert len(checkout.pip_calls()) == 3

    def test_a_manager_that_fails_is_quoted(self, checkout: Checkout, path: Path) -> None:
        code, output = self.bootstrap(checkout, path, "echo E: no such package; exit 100")
        assert code == 1
        assert "E: no such package" in output
        assert not checkout.pip_calls()

    def test_what_only_some_tests_need_stops_nothing(self, checkout: Checkout, path: Path) -> None:
        for name in ("cc", "c++"):
            (path / name).write_text("#!/bin/sh\n")
            (path / name).chmod(0o755)
        code, output = self.bootstrap(checkout, path, "exit 100", "test")
        assert code == 0
        assert "xvfb" in output
        assert "the tests on a real X server are skipped" in output


def test_wrong_usage(checkout: Checkout) -> None:
    code, output = checkout.bootstrap("fly")
    assert code == 2
    assert "usage" in output
