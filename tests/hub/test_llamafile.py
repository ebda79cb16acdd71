"""The model in a llamafile is found and taken out, and nothing that stands in the archive is believed."""

from __future__ import annotations

import struct
import threading
import zipfile
from pathlib import Path

import pytest
from gguf_bytes import gguf

from paddock.core.errors import UserError
from paddock.hub import llamafile
from paddock.hub.hashing import PIECE
from paddock.hub.llamafile import extract, find_model, is_llamafile

MODEL = gguf() + bytes(range(256)) * 40
PROGRAM = b"MZqFpD='\n" + b"#!/bin/sh\n" * 900


def write(path: Path, *entries: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """As llamafile's zipalign makes them: a program, then an archive whose offsets count from the file's start."""
    path.write_bytes(PROGRAM)
    with zipfile.ZipFile(path, "a", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def take_out(path: Path, folder: Path, stop: threading.Event | None = None) -> Path:
    return extract(path, folder, lambda done, total: None, stop or threading.Event())


def test_the_largest_model_is_taken_out(tmp_path: Path) -> None:
    path = write(tmp_path / "llama.llamafile", (".args", b"-m\nllama.gguf\n"), ("mmproj.gguf", gguf()),
                 ("llama.gguf", MODEL), ("fat.gguf.txt", bytes(99_999)))  # fmt: skip
    found = find_model(path)
    assert found is not None
    assert (found.name, found.size) == ("llama.gguf", len(MODEL))
    assert path.read_bytes()[found.offset :][: found.size] == MODEL
    seen: list[tuple[int, int]] = []
    target = extract(path, tmp_path / "models", lambda *at: seen.append(at), threading.Event())
    assert target == tmp_path / "models" / "llama.gguf"
    assert target.read_bytes() == MODEL
    assert seen[-1] == (2 * len(MODEL), 2 * len(MODEL))
    assert path.exists()


def test_an_archive_whose_offsets_begin_behind_the_program(tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("llama.gguf", MODEL)
    path = tmp_path / "llama.llamafile"
    path.write_bytes(PROGRAM + inner.read_bytes())
    assert take_out(path, tmp_path).read_bytes() == MODEL


def test_what_is_one_is_known_by_its_name_or_by_what_is_in_it(tmp_path: Path) -> None:
    assert is_llamafile(write(tmp_path / "a.llamafile"))
    assert is_llamafile(write(tmp_path / "llama.exe", ("llama.gguf", MODEL)))
    assert not is_llamafile(write(tmp_path / "tool.exe", ("readme.txt", b"x")))
    plain = tmp_path / "plain.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("llama.gguf", MODEL)
    assert not is_llamafile(plain)  # an archive, not a program
    assert not is_llamafile(tmp_path / "missing")


@pytest.mark.parametrize("name", ["../../evil.gguf", "/etc/evil.gguf", "a\\..\\evil.gguf", "....gguf", ".gguf"])
def test_a_name_in_the_archive_leads_nowhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deep" / "models"
    target = take_out(write(tmp_path / "x.llamafile", (name, MODEL)), folder)
    assert target.parent == folder
    assert target.suffix == ".gguf"
    assert [path.name for path in folder.iterdir()] == [target.name]


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (("readme.txt", b"x"),),
        (("model.gguf", b"not a model at all"),),
        (("model.bin", MODEL),),
    ],
)
def test_without_a_model_it_says_so(tmp_path: Path, entries: tuple[tuple[str, bytes], ...]) -> None:
    with pytest.raises(UserError) as caught:
        take_out(write(tmp_path / "x.llamafile", *entries), tmp_path)
    assert caught.value.code == "llamafile"


def test_a_compressed_model_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "x.llamafile", ("model.gguf", MODEL), compression=zipfile.ZIP_DEFLATED)
    assert find_model(path) is None


def test_damage_is_found_and_nothing_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "x.llamafile", ("model.gguf", MODEL))
    found = find_model(path)
    assert found is not None
    content = bytearray(path.read_bytes())
    content[found.offset + found.size - 1] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        take_out(path, tmp_path / "models")
    assert caught.value.code == "damaged"
    assert list((tmp_path / "models").iterdir()) == []


def test_a_list_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "x.llamafile", ("model.gguf", MODEL))
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<I", content, end + 12, 3_000_000_000)
    path.write_bytes(content)
    assert find_model(path) is None
    struct.pack_into("<I", content, end + 12, 0xFFFFFFFF)  # ZIP64, whose record is missing
    path.write_bytes(content)
    assert find_model(path) is None


def test_every_single_flipped_byte_of_the_list_ends_well(tmp_path: Path) -> None:
    path = write(tmp_path / "x.llamafile", ("model.gguf", MODEL))
    content = path.read_bytes()
    begin = content.rindex(b"PK\x01\x02")
    for at in range(begin, len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        found = find_model(path)
        assert found is None or found.offset + found.size <= len(content)


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "x.llamafile", ("model.gguf", gguf() + bytes(40 * PIECE)))
    stop = threading.Event()
    with pytest.raises(UserError) as caught:
        extract(path, tmp_path / "models", lambda done, total: stop.set(), stop)
    assert caught.value.code == "cancelled"
    assert list((tmp_path / "models").iterdir()) == []


def test_where_the_kernel_does_not_copy_it_is_copied_here(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(MODEL)
    with source.open("rb") as reading, target.open("ab") as writing:  # appending: copy_file_range refuses that
        assert llamafile._copied(reading.fileno(), writing.fileno(), 100, 50) == 50
    assert target.read_bytes() == MODEL[100:150]
