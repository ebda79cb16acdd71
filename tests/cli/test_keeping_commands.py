"""`paddock backup`, `restore`, `lock` and `erase`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
WORDS = "correct horse battery"


@pytest.fixture
def paddock(cli: Cli, home: Path) -> Any:
    """A command line with one chat."""
    paddock = cli("Hello there.")
    with paddock.build({"PADDOCK_HOME": str(home)}) as app:
        chats = app.open_store()
        list(chats.send(chats.new_chat().id, "hi"))
    paddock.engine = type(paddock.engine)()
    return paddock


def fresh(paddock: Any) -> Any:
    """The engine of a closed program is closed, too."""
    paddock.engine = type(paddock.engine)()
    return paddock


def titles(paddock: Any) -> list[str]:
    return [chat["title"] for chat in json.loads(fresh(paddock)("chats", "list", "--json").out)]


def test_there_and_back(paddock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "b.backup"
    result = paddock.converse("backup", str(target), lines=[WORDS, WORDS])
    assert (result.status, result.err) == (0, "")
    assert "1 chat with 2 messages is in" in result.out
    assert fresh(paddock)("backup", str(target), stdin=f"{WORDS}\n").status == 1  # it is there
    result = fresh(paddock)("backup", str(target), "--replace", "--json", stdin=f"{WORDS}\n")
    assert json.loads(result.out) == {
        "path": str(target), "size": target.stat().st_size, "chats": 1, "messages": 2
    }  # fmt: skip
    result = fresh(paddock)("restore", str(target), stdin=f"{WORDS}\n")
    assert (result.status, result.out) == (1, "")
    told, refused = result.err.splitlines()
    assert told.startswith("Written on 20")
    assert told.endswith(": 1 chat with 2 messages, and the settings.")
    assert "--yes" in refused
    assert fresh(paddock)("backup", "--list").out == ""
    result = fresh(paddock)("restore", str(target), "--replace", "--json", stdin=f"{WORDS}\n")
    assert result.err == ""
    restored = json.loads(result.out)
    assert restored["kept"]["reason"] == "replaced"
    listed = json.loads(fresh(paddock)("backup", "--list", "--json").out)
    assert listed == [restored["kept"]]
    assert restored["kept"]["name"] in fresh(paddock)("backup", "--list").out
    result = fresh(paddock)("restore", "--automatic", "latest")
    assert (result.status, result.out, "--yes" in result.err) == (1, "", True)
    assert fresh(paddock)("restore", "--automatic", "latest", "--yes").status == 0
    assert titles(paddock) == ["hi"]

    monkeypatch.setenv("PADDOCK_HOME", str(tmp_path / "elsewhere"))
    assert fresh(paddock).converse("restore", str(target), lines=["incorrect horse"]).status == 1
    result = fresh(paddock).converse("restore", str(target), lines=[WORDS])
    assert result.status == 0
    assert titles(paddock) == ["hi"]


def test_two_passphrases_that_differ(paddock: Any, tmp_path: Path) -> None:
    result = paddock.converse("backup", str(tmp_path / "b"), lines=[WORDS, WORDS + "x"])
    assert result.status == 1
    assert "differ" in result.err
    assert not (tmp_path / "b").exists()


def test_where_nobody_sits_and_nothing_is_given(paddock: Any, tmp_path: Path) -> None:
    target = tmp_path / "b"
    for argv in (["backup", str(target)], ["lock", "set"], ["lock", "remove", "--recovery-key"]):
        result = fresh(paddock)(*argv)
        assert (result.status, result.out, target.exists()) == (1, "", False)
        what = "recovery key" if "remove" in argv else "passphrase"
        assert f"No {what} was given. Type it on a terminal, or let it be the first line" in result.err


@pytest.mark.parametrize(
    "argv",
    [
        ["backup"],
        ["backup", "f", "--list"],
        ["restore"],
        ["restore", "f", "--salvage"],
        ["restore", "f", "--automatic", "1"],
    ],
)
def test_wrong_usage(cli: Cli, argv: list[str]) -> None:
    assert cli()(*argv).status == 2


def test_salvage(paddock: Any, home: Path) -> None:
    result = paddock("restore", "--salvage")
    assert (result.status, "not damaged" in result.err) == (1, True)
    path = home / "data" / "chats.db"
    content = bytearray(path.read_bytes())
    content[-4000] ^= 0xFF
    path.write_bytes(content)
    result = fresh(paddock)("restore", "--salvage", "--json")
    assert result.status == 0
    report = json.loads(result.out)
    assert report["kept"]["reason"] == "damaged"
    assert report["rows"]["chats"] == 1


class TestLock:
    def test_set_use_and_remove(self, paddock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert json.loads(paddock("lock", "status", "--json").out)["locked"] is False
        result = fresh(paddock).converse("lock", "set", "--show-recovery-key", lines=[WORDS, WORDS])
        assert result.status == 0
        recovery = result.out.strip()
        shown = fresh(paddock).converse("lock", "recovery-key", lines=[WORDS])
        assert (shown.status, shown.out) == (0, f"{recovery}\n")
        shown = fresh(paddock).converse("lock", "recovery-key", "--json", lines=[WORDS])
        assert json.loads(shown.out) == {"recovery_key": recovery}
        assert "locked" in fresh(paddock)("lock", "status").out
        assert fresh(paddock).converse("chats", "list", lines=["incorrect horse"]).status == 1
        assert "hi" in fresh(paddock).converse("chats", "list", lines=[WORDS]).out
        result = fresh(paddock)("chats", "list")  # nobody to ask
        assert (result.status, "PADDOCK_PASSPHRASE_FILE" in result.err) == (1, True)
        (tmp_path / "p").write_text(f"{WORDS}\n")
        monkeypatch.setenv("PADDOCK_PASSPHRASE_FILE", str(tmp_path / "p"))
        assert "hi" in fresh(paddock)("chats", "list").out
        monkeypatch.setenv("PADDOCK_PASSPHRASE_FILE", str(tmp_path / "none"))
        assert fresh(paddock)("chats", "list").status == 1
        monkeypatch.delenv("PADDOCK_PASSPHRASE_FILE")
        assert fresh(paddock).converse("lock", "remove", "--recovery-key", lines=[recovery]).status == 0
        assert titles(paddock) == ["hi"]

    def test_as_json(self, paddock: Any) -> None:
        asked = {"locked": False, "needs_keyring": False, "lock_after_minutes": 0}
        assert json.loads(paddock("lock", "status", "--json").out) == asked
        argv = ("lock", "set", "--json", "--show-recovery-key")
        found = json.loads(fresh(paddock)(*argv, stdin=f"{WORDS}\n").out)
        recovery = found.pop("recovery_key")
        assert found == {**asked, "locked": True}
        assert json.loads(fresh(paddock)("lock", "status", "--json").out) == found
        found = json.loads(fresh(paddock)("lock", "remove", "--recovery-key", "--json", stdin=f"{recovery}\n").out)
        assert "keyring" in found.pop("detail")
        assert found == asked

    def test_with_the_keyring(self, paddock: Any) -> None:
        assert paddock("lock", "set", "--with-keyring", stdin=f"{WORDS}\n").status == 0
        assert "keyring" in fresh(paddock)("lock", "status").out
        assert fresh(paddock).converse("lock", "remove", lines=["incorrect horse"]).status == 1
        assert "keyring" in fresh(paddock)("lock", "status").out
        assert fresh(paddock).converse("lock", "remove", lines=[WORDS]).status == 0
        assert "no passphrase" in fresh(paddock)("lock", "remove").out


class TestErase:
    def test_it_asks_for_the_word(self, paddock: Any, home: Path) -> None:
        assert paddock("erase").status == 1
        result = fresh(paddock).converse("erase", lines=["yes"])
        assert result.status == 1
        assert str(home / "data") in result.out
        assert titles(paddock) == ["hi"]
        assert fresh(paddock).converse("erase", lines=["erase"]).status == 0
        assert titles(paddock) == []

    def test_for_scripts(self, paddock: Any) -> None:
        result = paddock("erase", "--yes", "--json")
        assert result.status == 0
        found = json.loads(result.out)
        assert found["problems"] == []
        assert found["gone"]["chats"] > 0
        assert paddock.secrets.secrets == {}


def test_the_file_is_looked_at_before_anything_is_asked(paddock: Any, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no backup")
    result = paddock.converse("restore", str(notes), lines=[])
    assert (result.status, result.out) == (1, "")
    assert "is not a backup of Paddock" in result.err
    result = fresh(paddock).converse("restore", str(tmp_path), lines=[])
    assert "is a folder" in result.err


def test_where_there_are_no_chats_nothing_is_replaced(
    paddock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.backup"
    assert paddock.converse("backup", str(target), lines=[WORDS, WORDS]).status == 0
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("PADDOCK_HOME", str(elsewhere))
    with fresh(paddock).build({"PADDOCK_HOME": str(elsewhere)}) as app:
        app.open_store()
    assert fresh(paddock).converse("restore", str(target), lines=[WORDS]).status == 0
    assert titles(paddock) == ["hi"]


def test_chats_are_replaced_only_by_who_said_so(paddock: Any, tmp_path: Path) -> None:
    target = tmp_path / "b.backup"
    assert paddock.converse("backup", str(target), lines=[WORDS, WORDS]).status == 0
    for argv, known in ((["restore", str(target)], [WORDS]), (["restore", "--automatic", "latest"], [])):
        before = fresh(paddock)("backup", "--list").out
        for answer in ("", "n", "no idea"):
            result = fresh(paddock).converse(*argv, lines=[*known, answer])
            assert (result.status, result.out) == (1, "")
            assert "Nothing was changed" in result.err
        assert fresh(paddock)("backup", "--list").out == before
        assert fresh(paddock).converse(*argv, lines=[*known, "y"]).status == 0
        assert fresh(paddock)("backup", "--list").out != before
    result = fresh(paddock).converse("restore", "--automatic", "no-such-copy", lines=[])
    assert "There is no automatic copy" in result.err
