"""Where files lie, and who may read them."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from paddock.config.paths import Paths, resource
from paddock.core.errors import UserError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_paddock_home_holds_everything(tmp_path: Path) -> None:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path / "home")})
    everything = (paths.config, paths.data, paths.cache, paths.models, paths.logs, paths.database, paths.key_file)
    assert all(path.is_relative_to(tmp_path / "home") for path in everything)
    assert paths.models == tmp_path / "home" / "models"
    assert not (tmp_path / "home").exists()  # naming a folder does not create it


def test_a_relative_home_is_taken_from_the_working_folder() -> None:
    assert Paths.from_environment({"PADDOCK_HOME": "here"}).data == Path.cwd() / "here" / "data"


def test_an_empty_home_is_none() -> None:
    paths = Paths.from_environment({"PADDOCK_HOME": ""})
    assert paths == Paths.from_environment({})
    assert "paddock" in paths.data.parts
    assert paths.config.is_absolute()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of access lists on Windows")
def test_folders_are_the_persons_own(tmp_path: Path) -> None:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path / "deep" / "home")})
    paths.ensure()
    created = (tmp_path / "deep", tmp_path / "deep" / "home", paths.config, paths.data, paths.models, paths.logs)
    assert {mode(folder) for folder in created} == {0o700}
    paths.data.chmod(0o755)
    paths.ensure()
    assert mode(paths.data) == 0o700


def test_a_folder_that_cannot_be_made_is_the_users_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(UserError, match="PADDOCK_HOME") as caught:
        Paths.from_environment({"PADDOCK_HOME": str(tmp_path / "home")}).ensure()
    assert caught.value.code == "folder-not-writable"


def test_resources_are_found_from_any_folder(tmp_path: Path) -> None:
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert resource("guide").is_dir()
    finally:
        os.chdir(before)
