"""`pip install .` gives a Paddock that needs nothing of the checkout."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import paddock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not importlib.util.find_spec("hatchling"), reason="needs hatchling: `make test` installs it"),
]

PIP = [sys.executable, "-m", "pip", "--no-input", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-cache-dir", "-w", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("paddock-*.whl"))


def test_the_wheel_holds_what_the_program_reads_and_no_more(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "paddock/resources/guide/guide.gguf" in names
    icons = {f"paddock/resources/{path.relative_to(root / 'resources')}" for path in root.glob("resources/icons/*.svg")}
    assert icons
    assert icons <= names
    formats = {f"paddock/{path.relative_to(root / 'app/paddock')}" for path in root.rglob("app/paddock/**/*.jinja")}
    assert len(formats) > 10
    assert formats <= names
    assert not [name for name in names if name.startswith("paddock/resources/guide/") and name.endswith(".py")]
    assert not [
        name for name in names if name.split("/")[0] not in ("paddock", f"paddock-{paddock.__version__}.dist-info")
    ]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    folder = f"paddock-{paddock.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{folder}/METADATA"))
        entry_points = archive.read(f"{folder}/entry_points.txt").decode()
        assert f"{folder}/licenses/LICENSE" in archive.namelist()
    assert metadata["Name"] == "paddock"
    assert metadata["Version"] == paddock.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert "paddock = paddock.__main__:main" in entry_points
    assert "paddock-window = paddock.__main__:window" in entry_points


def test_the_installed_program_runs_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run([*PIP, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {**os.environ, "PYTHONPATH": str(target)}

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=elsewhere, env=env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    guide = run(sys.executable, "-c", "from paddock.config.paths import resource; print(resource('guide/guide.gguf'))")
    assert Path(guide) == target / "paddock/resources/guide/guide.gguf"
    assert paddock.__version__ in run(sys.executable, str(target / "bin/paddock"), "--version")
