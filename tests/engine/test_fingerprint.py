"""A model file's hash: right, computed once, and believed of no other file."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from paddock.engine.child.fingerprint import REMEMBERED, STEP, Fingerprint

DATA = os.urandom(STEP) + b"the end"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "fingerprints.json"


def finish(fingerprint: Fingerprint) -> str:
    while fingerprint.step():
        pass
    return fingerprint.value


def test_it_is_the_files_sha256_and_comes_in_steps(model: Path, index: Path) -> None:
    fingerprint = Fingerprint(model, index)
    steps = 0
    while fingerprint.step():
        assert fingerprint.value == ""
        steps += 1
    assert steps == 2
    assert fingerprint.value == hashlib.sha256(DATA).hexdigest()
    assert not fingerprint.step()


def test_it_is_remembered(model: Path, index: Path) -> None:
    value = finish(Fingerprint(model, index))
    again = Fingerprint(model, index)
    assert again.value == value
    assert not again.step()
    renamed = model.rename(model.with_name("other.gguf"))  # still the same file
    assert Fingerprint(renamed, index).value == value


def test_a_file_that_was_written_to_is_hashed_again(model: Path, index: Path) -> None:
    finish(Fingerprint(model, index))
    status = model.stat()
    model.write_bytes(DATA[::-1])
    os.utime(model, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert finish(Fingerprint(model, index)) == hashlib.sha256(DATA[::-1]).hexdigest()


def test_another_file_of_the_same_size_and_time_is_not_it(model: Path, index: Path) -> None:
    finish(Fingerprint(model, index))
    other = model.with_name("other.gguf")
    other.write_bytes(DATA[::-1])
    os.utime(other, ns=(model.stat().st_atime_ns, model.stat().st_mtime_ns))
    fingerprint = Fingerprint(other, index)
    assert fingerprint.value == ""
    assert finish(fingerprint) == hashlib.sha256(DATA[::-1]).hexdigest()


def test_a_file_that_changes_in_the_meantime_gets_none(model: Path, index: Path) -> None:
    fingerprint = Fingerprint(model, index)
    assert fingerprint.step()
    with model.open("ab") as file:
        file.write(b"more")
    assert finish(fingerprint) == ""
    assert not index.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"a": 1}', '{"a": "short"}', "\udcff"])
def test_a_damaged_index_is_as_good_as_none(model: Path, index: Path, text: str) -> None:
    index.parent.mkdir()
    index.write_bytes(text.encode("utf-8", "surrogateescape"))
    value = finish(Fingerprint(model, index))
    assert value == hashlib.sha256(DATA).hexdigest()
    assert list(json.loads(index.read_text()).values()) == [value]


def test_the_index_does_not_grow_for_ever(model: Path, index: Path) -> None:
    index.parent.mkdir()
    index.write_text(json.dumps({str(at): "0" * 64 for at in range(REMEMBERED + 50)}))
    value = finish(Fingerprint(model, index))
    assert len(json.loads(index.read_text())) == REMEMBERED
    assert Fingerprint(model, index).value == value
    assert [path.name for path in index.parent.iterdir()] == [index.name]


def test_a_file_that_is_not_there_has_none(tmp_path: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fingerprint = Fingerprint(tmp_path / "gone.gguf", index)
    assert not fingerprint.step()
    assert fingerprint.value == ""
    assert str(tmp_path) not in capsys.readouterr().err


def test_an_index_that_cannot_be_written_costs_nothing(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fingerprint = Fingerprint(model, model / "index.json")
    assert finish(fingerprint) == hashlib.sha256(DATA).hexdigest()
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_it_can_be_stopped(model: Path, index: Path) -> None:
    fingerprint = Fingerprint(model, index)
    assert fingerprint.step()
    fingerprint.close()
    fingerprint.close()
    assert not fingerprint.step()
    assert fingerprint.value == ""
