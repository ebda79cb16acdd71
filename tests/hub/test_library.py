"""What is found, how it is named, and that nothing outside the models folder is ever deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf

from paddock.core.errors import UserError
from paddock.core.models import ModelSource
from paddock.hub.library import Library


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    path = tmp_path / "models"
    path.mkdir()
    return path


@pytest.fixture
def library(tmp_path: Path, models_dir: Path) -> Library:
    guide = tmp_path / "guide.gguf"
    guide.write_bytes(gguf())
    return Library(models_dir, guide)


def put(path: Path, **changes: object) -> Path:
    path.write_bytes(gguf({**LLAMA, **changes}))
    return path


def code_of(call, *args: object) -> str:
    with pytest.raises(UserError) as caught:
        call(*args)
    return caught.value.code


def test_lists_guide_then_folder_then_opened(library: Library, models_dir: Path, tmp_path: Path) -> None:
    put(models_dir / "b.gguf")
    put(models_dir / "A.gguf")
    (models_dir / "c.gguf.part").write_bytes(b"GGUF")
    (models_dir / "notes.txt").write_text("x")
    (models_dir / "folder.gguf").mkdir()
    elsewhere = put(tmp_path / "mine.gguf")
    models = library.models([elsewhere])
    assert [m.short_name for m in models] == ["guide", "a:q4_k_m", "b:q4_k_m", "mine:q4_k_m"]
    assert [m.source.value for m in models] == ["guide", "downloaded", "downloaded", "opened"]
    assert models[0].ref == "guide"


def test_no_models_folder_yet(tmp_path: Path) -> None:
    guide = put(tmp_path / "guide.gguf")
    assert [m.ref for m in Library(tmp_path / "none", guide).models()] == ["guide"]


def test_each_file_once_however_it_is_reached(library: Library, models_dir: Path, tmp_path: Path) -> None:
    inside = put(models_dir / "a.gguf")
    (tmp_path / "link.gguf").symlink_to(inside)
    (tmp_path / "other").symlink_to(models_dir)
    opened = [tmp_path / "link.gguf", inside, tmp_path / "other" / "a.gguf", tmp_path / "other" / ".." / "guide.gguf"]
    assert [m.short_name for m in library.models(opened)] == ["guide", "a:q4_k_m"]


def test_broken_and_missing_files_are_listed_with_their_problem(
    library: Library, models_dir: Path, tmp_path: Path
) -> None:
    (models_dir / "broken.gguf").write_bytes(b"GGUF" + b"\xff" * 50)
    _, broken, missing = library.models([tmp_path / "gone.gguf"])
    assert "damaged" in broken.problem
    assert broken.size == 54
    assert "no file" in missing.problem
    assert (missing.name, missing.size) == ("gone", 0)


def test_a_guide_that_is_missing(tmp_path: Path, models_dir: Path) -> None:
    (guide,) = Library(models_dir, tmp_path / "gone.gguf").models()
    assert (guide.ref, guide.name) == ("guide", "Guide")
    assert "Install Paddock again" in guide.problem


def test_a_mended_file_is_read_again(library: Library, models_dir: Path) -> None:
    path = models_dir / "a.gguf"
    path.write_bytes(b"GGUF")
    assert library.models()[1].problem
    put(path)
    assert library.models()[1].problem == ""


def test_split_files_are_one_model(library: Library, models_dir: Path) -> None:
    for n in (1, 2, 3):
        put(models_dir / f"Big-Q4_K_M-0000{n}-of-00003.gguf")
    _, model = library.models()
    one = models_dir / "Big-Q4_K_M-00001-of-00003.gguf"
    assert model.path == one
    assert model.short_name == "big:q4_k_m"
    assert model.size == 3 * one.stat().st_size
    assert library.describe(models_dir / "Big-Q4_K_M-00003-of-00003.gguf") == model
    (models_dir / "Big-Q4_K_M-00002-of-00003.gguf").unlink()
    assert "00002" in library.models()[1].problem
    assert code_of(library.describe, one) == "missing-part"
    one.unlink()
    assert len(library.models()) == 2
    library.delete(library.models()[1])
    assert list(models_dir.iterdir()) == []


def test_find(library: Library, models_dir: Path, tmp_path: Path) -> None:
    path = put(models_dir / "Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    for name in ("llama-3.2-1b-instruct-q4_k_m", "LLAMA-3.2-1b-instruct-Q4_K_M", "llama 3.2 1b instruct", str(path)):
        assert library.find(name).path == path
    assert library.find("Guide").source is ModelSource.GUIDE
    other = put(tmp_path / "other.gguf")
    assert library.find(str(other)).source is ModelSource.OPENED
    assert code_of(library.find, "./nothing.gguf") == "unreadable"
    with pytest.raises(UserError, match=r"There is: guide, llama-3\.2-1b-instruct[:;]"):
        library.find("llama-4")
    assert code_of(library.find, "llama-4") == "no-such-model"


def test_a_folder_or_file_where_the_command_was_typed(
    library: Library, models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "Llama-3.2-3B-Instruct-GPTQ"
    folder.mkdir()
    (folder / "model.safetensors").touch()
    (tmp_path / "model.onnx").write_bytes(b"\x08\x07")
    for name in (folder.name, f"./{folder.name}", f"{folder}/"):
        assert code_of(library.find, name) == "quantised-gptq"
    assert code_of(library.find, "model.onnx") == "onnx"
    (listed,) = library.models([tmp_path / "model.onnx"])[1:]
    assert listed.refusal is not None
    assert (listed.refusal.code, listed.name) == ("onnx", "model")


def test_a_loop_of_links_ends(library: Library, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert code_of(library.describe, tmp_path / "loop" / "model.gguf") == "unreadable"


def test_two_models_of_one_name(library: Library, models_dir: Path, tmp_path: Path) -> None:
    inside = put(models_dir / "same.gguf")
    outside = put(tmp_path / "same.gguf")
    with pytest.raises(UserError) as caught:
        library.find("same", [outside])
    assert caught.value.code == "ambiguous-model"
    assert str(inside) in caught.value.todo
    assert str(outside) in caught.value.todo


def test_deletes_only_inside_the_models_folder(library: Library, models_dir: Path, tmp_path: Path) -> None:
    inside = put(models_dir / "a.gguf")
    outside = put(tmp_path / "mine.gguf")
    (models_dir / "sub").symlink_to(tmp_path)
    (models_dir / "link.gguf").symlink_to(outside)
    assert code_of(library.delete, library.describe(outside)) == "not-ours"
    assert code_of(library.delete, library.find("guide")) == "not-ours"
    assert code_of(library.delete, library.describe(models_dir / "sub" / "mine.gguf")) == "not-ours"
    assert code_of(library.delete, library.describe(models_dir / ".." / "mine.gguf")) == "not-ours"
    library.delete(library.describe(models_dir / "link.gguf"))  # the link goes, what it points to stays
    library.delete(library.describe(inside))
    assert [p.name for p in models_dir.iterdir()] == ["sub"]
    assert outside.exists()
