"""What is known of a file follows it, survives broken files and two writers, and is never of another file."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from library_kit import TOOLS, put, records_in

from paddock.core.errors import UserError
from paddock.core.library import Origin
from paddock.hub.identity import HEAD, identity_of
from paddock.hub.records import NOTHING, FileTools, Records

ORIGIN = Origin("meta/llama", "llama.gguf", "c" * 40, "a" * 64, (("llama.gguf", "a" * 64),), "llama3.2", 1000.0)


def test_nothing_is_known_and_nothing_is_made(tmp_path: Path) -> None:
    records = records_in(tmp_path)
    assert records.get(put(tmp_path / "a.gguf")) == Origin()
    assert records.known(tmp_path / "missing.gguf") == NOTHING
    assert not (tmp_path / "data").exists()


def test_an_origin_is_there_again_in_another_process(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records_in(tmp_path).put(path, ORIGIN)
    again = records_in(tmp_path)
    assert again.get(path) == ORIGIN
    place = again.known(path).place(path)
    assert (place.ours, place.since) == (True, 1000.0)
    assert (tmp_path / "data" / "models.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["renamed", "moved", "copied"])
def test_a_record_follows_what_the_file_holds(tmp_path: Path, how: str) -> None:
    path = put(tmp_path / "a.gguf")
    records = records_in(tmp_path)
    records.put(path, ORIGIN)
    new = tmp_path / ("b.gguf" if how == "renamed" else "elsewhere/a.gguf")
    new.parent.mkdir(exist_ok=True)
    if how == "copied":
        new.write_bytes(path.read_bytes())
    else:
        path.rename(new)
    assert records.get(new) == ORIGIN
    assert not records.known(new).place(new).ours  # it was not put there by us
    assert records.now_at(path) is None  # nobody has seen it at its new place
    records.note(new, records.known(new))
    assert records_in(tmp_path).now_at(path) == (None if how == "copied" else new)
    assert records.known(new).place(new).ours == (how != "copied")  # ours stays ours when the person moves it


def test_a_file_that_changed_where_it_lies_keeps_its_record(tmp_path: Path) -> None:
    """Else damage would look like a file of which nothing is known."""
    path = put(tmp_path / "a.gguf")
    records = records_in(tmp_path)
    records.put(path, ORIGIN)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    for known in (records.known(path), records.change(path, last_used=5.0), records_in(tmp_path).known(path)):
        assert known.origin == ORIGIN
        assert not records.is_same(path, known)
    assert records.known(path).last_used == 5.0
    path.write_bytes(content[:-1])
    assert records.get(path) == ORIGIN
    records.accept(path)
    assert records.get(path) == Origin()
    assert records.known(path).id == identity_of(path)


def test_another_file_of_the_same_name_takes_the_place(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records = records_in(tmp_path)
    records.put(path, ORIGIN)
    put(path, seed=1)
    other = Origin("other/model")
    records.put(path, other)
    assert records.get(path) == other
    assert records_in(tmp_path).get(path) == other
    assert len(records.all()) == 2  # the first file may come back from a backup
    put(path)
    assert records.get(path) == ORIGIN


def test_weights_tell_models_with_equal_headers_apart(tmp_path: Path) -> None:
    size = HEAD + 200_000
    one, two, three = (put(tmp_path / f"{n}.gguf", seed=n, size=size) for n in range(3))
    three.write_bytes(one.read_bytes())
    assert identity_of(one) != identity_of(two)
    assert identity_of(one) == identity_of(three)
    content = bytearray(one.read_bytes())
    content[-70_000] ^= 1  # neither in the beginning, nor in the middle, nor in the end
    three.write_bytes(content)
    assert identity_of(one) == identity_of(three)


def test_a_verified_hash_is_of_one_place_and_one_moment(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records = records_in(tmp_path)
    records.change(path, hashes=("f" * 64,))
    records.change_place(path, hashes=("f" * 64,), hashed_at=7.0, verdict="good")
    place = records_in(tmp_path).known(path).place(path)
    assert (place.hashes, place.hashed_at, place.verdict) == (("f" * 64,), 7.0, "good")
    assert records.known(path).sha256 == "f" * 64
    os.utime(path, ns=(1, 1))
    place = records.change(path, name="mine").place(path)
    assert (place.hashes, place.verdict) == ((), "")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "not JSON"),
        (b"[]", "no list of models"),
        (b'{"models": 7}', "no list of models"),
        (b'{"models": [{"id": 3}]}', "some of its records"),
        (b'{"models": [{"id": "1", "places": [{"path": 1}]}]}', "some of its records"),
        (b'{"models": [{"id": "1", "origin": []}]}', "some of its records"),
        (b'{"models": [{"id": "1", "last_used": "yesterday"}]}', "some of its records"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_file_is_kept_aside_and_its_good_records_are_used(tmp_path: Path, content: bytes, why: str) -> None:
    path = put(tmp_path / "a.gguf")
    file = tmp_path / "data" / "models.json"
    records_in(tmp_path).put(path, ORIGIN)
    good = json.loads(file.read_bytes())["models"][0]
    if b'"models": [' in content:
        content = content.replace(b'"models": [', b'"models": [' + json.dumps(good).encode() + b",")
    file.write_bytes(content)
    records = records_in(tmp_path)
    assert records.get(path) == (ORIGIN if "some" in why else Origin())
    assert why in records.problem
    assert (file.parent / "models.json.broken-1").read_bytes() == content
    records.put(path, ORIGIN)
    assert records_in(tmp_path).get(path) == ORIGIN


def test_what_a_newer_version_writes_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records_in(tmp_path).put(path, ORIGIN)
    file = tmp_path / "data" / "models.json"
    data = json.loads(file.read_bytes())
    data["models"][0] |= {"colour": "red", "last_used": 3}
    data["models"][0]["places"][0]["shelf"] = 4
    file.write_text(json.dumps(data))
    known = records_in(tmp_path).known(path)
    assert (known.origin, known.last_used) == (ORIGIN, 3.0)


def test_two_programs_write_and_neither_loses_anything(tmp_path: Path) -> None:
    paths = [put(tmp_path / f"{n}.gguf", seed=n) for n in range(12)]
    errors: list[BaseException] = []

    def write(mine: list[Path]) -> None:
        own = records_in(tmp_path)  # as another process has: its own memory, the same file
        try:
            for path in mine:
                own.put(path, Origin(f"owner/{path.stem}"))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(paths[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    records = records_in(tmp_path)
    assert [records.get(path).repo_id for path in paths] == [f"owner/{n}" for n in range(12)]


def test_a_change_by_another_program_is_seen(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    one, two = records_in(tmp_path), records_in(tmp_path)
    one.change(path, name="first")
    assert two.known(path).name == "first"
    two.change(path, name="second")
    assert one.known(path).name == "second"


def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records_in(tmp_path).put(path, ORIGIN)

    def full(target: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    records = Records(tmp_path / "data" / "models.json", FileTools(TOOLS.make_folder, full, TOOLS.keep_aside))
    with pytest.raises(UserError) as caught:
        records.change(path, name="other")
    assert caught.value.code == "records-not-saved"
    assert "the disk is full" in caught.value.what
    assert records.known(path).name == ""


def test_what_is_no_ordinary_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    records = records_in(tmp_path)
    records.put(put(tmp_path / "a.gguf"), ORIGIN)
    assert records.known(tmp_path / "pipe.gguf") == NOTHING
    for path in (tmp_path / "pipe.gguf", tmp_path / "missing.gguf", tmp_path):
        with pytest.raises(UserError):
            records.change(path, name="x")


def test_a_place_can_be_given_back(tmp_path: Path) -> None:
    path = put(tmp_path / "a.gguf")
    records = records_in(tmp_path)
    marks: dict[str, Any] = {"program": "Ollama", "called": "llama3.2:1b", "companions": ("/x",), "since": 1.0}
    records.change(path, name="mine", **marks)
    assert records.known(path).place(path).program == "Ollama"
    records.forget_place(path)
    known = records_in(tmp_path).known(path)
    assert (known.name, known.place(path).program, known.place(path).companions) == ("mine", "", ())
    records.forget_place(tmp_path / "never.gguf")
