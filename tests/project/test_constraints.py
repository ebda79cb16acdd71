"""What is installed is exactly what was pinned, and the pins say what, not where from."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = ("constraints.txt", "constraints-build.txt")
PYTHONS = ("3.11", "3.12", "3.13")


def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text())


def pins(path: Path) -> list[tuple[Requirement, list[str]]]:
    """The pinned requirements of a file with their hashes."""
    joined = path.read_text().replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    parts = [re.split(r"\s+--hash=", line.strip()) for line in lines]
    return [(Requirement(part[0]), part[1:]) for part in parts]


def pinned_for(path: Path, python: str) -> dict[str, str]:
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement, _ in pins(path)
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }


@pytest.mark.parametrize("name", FILES)
def test_a_constraints_file_names_no_host(root: Path, name: str) -> None:
    text = (root / "installers" / name).read_text()
    assert "://" not in text
    assert "index" not in text
    assert "find-links" not in text


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_one_version_with_hashes(root: Path, name: str) -> None:
    for requirement, hashes in pins(root / "installers" / name):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_everything_declared_is_pinned(root: Path, python: str) -> None:
    declared = project(root)
    extras = declared["project"]["optional-dependencies"]
    wanted = {
        "constraints.txt": declared["project"]["dependencies"] + extras["test"] + extras["check"],
        "constraints-build.txt": declared["build-system"]["requires"] + declared["dependency-groups"]["build"],
    }
    for name, requirements in wanted.items():
        pinned = pinned_for(root / "installers" / name, python)
        for requirement in map(Requirement, requirements):
            if requirement.marker and not requirement.marker.evaluate({"python_version": python}):
                continue
            version = pinned.get(canonicalize_name(requirement.name), "")
            assert version, f"{requirement} is not pinned for Python {python}: make lock"
            assert requirement.specifier.contains(version), f"{requirement}: {version} is pinned: make lock"


def test_python_3_11_never_gets_the_qt_that_aborts_on_it(root: Path) -> None:
    assert pinned_for(root / "installers/constraints.txt", "3.11")["pyside6-essentials"] < "6.12"
