"""Models in folders of folders, in watched folders, with what goes with them, and after somebody moved them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf
from library_kit import library_in, put

from paddock.core.errors import UserError
from paddock.core.library import Origin
from paddock.core.models import ModelFile, ModelSource
from paddock.hub.walk import Walker, walk

PROJECTOR = {"general.architecture": "clip", "general.name": "projector"}
ADAPTER = {"general.type": "adapter", "general.name": "lora"}


def by_name(models: tuple[ModelFile, ...]) -> dict[str, ModelFile]:
    return {model.path.name: model for model in models}


def test_owners_and_repositories(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    models = tmp_path / "models"
    put(models / "flat-Q4_0.gguf", 1)
    put(models / "meta" / "Llama-GGUF" / "model.gguf", 2)
    put(models / "meta" / "Llama-GGUF" / "model.gguf.part", 3)
    put(models / "meta" / "Llama-GGUF" / ".model.gguf.77.moving", 4)
    put(models / ".deleted" / "old.gguf", 5)
    found = [(m.short_name, m.source.value) for m in library.models()[1:]]
    assert found == [("flat:q4_0", "downloaded"), ("llama:q4_k_m", "downloaded")]


def test_a_watched_folder_is_the_persons_own(tmp_path: Path) -> None:
    library, records = library_in(tmp_path)
    own, ours = put(tmp_path / "disk" / "own.gguf", 1), put(tmp_path / "disk" / "ours.gguf", 2)
    records.put(ours, Origin())
    folders = [tmp_path / "disk", tmp_path / "away"]  # the latter's disk is not there
    found = by_name(library.models((), folders))
    assert (found["own.gguf"].source, found["ours.gguf"].source) == (ModelSource.OPENED, ModelSource.DOWNLOADED)
    with pytest.raises(UserError) as caught:
        library.delete(found["own.gguf"])
    assert caught.value.code == "not-ours"
    put(ours, 3)  # another file, which the person put in its place
    assert by_name(library.models((), folders))["ours.gguf"].source is ModelSource.OPENED
    assert own.exists()


def test_a_folder_inside_another_counts_once(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    put(tmp_path / "models" / "a" / "b" / "x.gguf")
    assert len(library.models((tmp_path / "models/a/b/x.gguf",), [tmp_path / "models/a", tmp_path / "models"])) == 2


def test_links_in_circles_and_deep_folders_end(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    models = tmp_path / "models"
    (models / "a").mkdir()
    (models / "a" / "up").symlink_to(models)
    (models / "loop").symlink_to(models / "loop")
    deep = models.joinpath(*"0123456789")
    put(deep / "deep.gguf", 1)
    put(models / "a" / "x.gguf", 2)
    assert [model.path for model in library.models()[1:]] == [models / "a" / "x.gguf"]


def test_only_so_many_entries_are_looked_at(tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"{n:02}.gguf").touch()
    assert len(list(walk(tmp_path, lambda name: True, most=10))) == 10
    assert len(Walker(most=10).models(tmp_path)) == 10


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights of folders do not hold for this user")
def test_a_folder_that_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    put(tmp_path / "models" / "open.gguf")
    closed = tmp_path / "models" / "closed"
    closed.mkdir(mode=0)
    assert len(library.models()) == 2
    closed.chmod(0o700)


def test_a_file_that_comes_and_goes_is_noticed(tmp_path: Path) -> None:
    """Whether or not the folder's time of change tells: what has changed lately is looked at again."""
    library, _ = library_in(tmp_path)
    folder = tmp_path / "models" / "owner"
    for seed in range(20):
        path = put(folder / "repo" / f"{seed}.gguf", seed)
        assert len(library.models()) == 2
        path.unlink()
        assert len(library.models()) == 1
    for place in (tmp_path / "models", folder, folder / "repo"):
        os.utime(place, (1, 1))  # long ago
    assert len(library.models()) == 1
    put(folder / "repo" / "late.gguf")
    assert len(library.models()) == 2


def test_what_goes_with_a_model_in_its_own_folder(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    folder = tmp_path / "models" / "owner" / "Scout-GGUF"
    model = put(folder / "Scout-Q4_0.gguf", 1)
    projector, adapter = put(folder / "mmproj-F16.gguf", 2, **PROJECTOR), put(folder / "style.gguf", 3, **ADAPTER)
    (found,) = library.models()[1:]
    assert (found.path, set(found.companions)) == (model, {projector, adapter})


def test_among_unrelated_models_the_name_decides(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    models = tmp_path / "models"
    scout, other = put(models / "Scout-Q4_0.gguf", 1), put(models / "Other-Q4_0.gguf", 2)
    projector = put(models / "mmproj-scout-f16.gguf", 3, **PROJECTOR)
    stray = put(models / "mmproj-model-f16.gguf", 4, **PROJECTOR)
    found = {model.path: model for model in library.models()}
    assert found[scout].companions == (projector,)
    assert found[other].companions == ()
    assert projector not in found
    assert found[stray].refusal is not None  # nobody knows whose it is: it is shown, and says what it is


def test_beside_an_opened_file(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    opened = put(tmp_path / "downloads" / "Scout-Q4_0.gguf", 1)
    projector = put(tmp_path / "downloads" / "Scout-mmproj-f16.gguf", 2, **PROJECTOR)
    put(tmp_path / "downloads" / "Other-mmproj-f16.gguf", 3, **PROJECTOR)
    (found,) = library.models([opened])[1:]
    assert found.companions == (projector,)


def test_a_split_model_knows_its_files(tmp_path: Path) -> None:
    library, _ = library_in(tmp_path)
    files = tuple(put(tmp_path / "models/o/r" / f"Big-Q4_0-0000{n}-of-00003.gguf", n) for n in (1, 2, 3))
    (found,) = library.models()[1:]
    assert (found.files, found.short_name) == (files, "big:q4_0")


def test_a_chat_finds_a_model_that_the_person_moved(tmp_path: Path) -> None:
    library, records = library_in(tmp_path)
    old = put(tmp_path / "models" / "llama-Q4_0.gguf")
    records.change(old, last_used=5.0)  # it has answered
    new = tmp_path / "models" / "meta" / "llama" / "renamed.gguf"
    new.parent.mkdir(parents=True)
    old.rename(new)
    assert library.find(str(old)).path == new
    (model,) = library.models()[1:]
    assert (model.former, model.last_used) == ((str(old),), 5.0)
    new.unlink()
    with pytest.raises(UserError) as caught:
        library.find(str(old))
    assert caught.value.code == "unreadable"


def test_a_copy_is_not_taken_for_what_was_moved(tmp_path: Path) -> None:
    library, records = library_in(tmp_path)
    one = put(tmp_path / "models" / "one-Q4_0.gguf")
    records.change(one, last_used=5.0)
    (tmp_path / "models" / "two-Q4_0.gguf").write_bytes(one.read_bytes())
    found = by_name(library.models())
    assert (found["one-Q4_0.gguf"].former, found["two-Q4_0.gguf"].former) == ((), ())
    assert library.find(str(one)).path == one


def test_what_is_known_is_shown(tmp_path: Path) -> None:
    library, records = library_in(tmp_path)
    path = put(tmp_path / "elsewhere" / ("sha256-" + "ab" * 32), **{"general.name": ""})
    records.accept(path, program="Ollama", called="llama3.2:1b", since=1.0)
    records.change(path, origin=Origin("meta/llama", licence="llama3.2"))
    (model,) = library.models([path])[1:]
    assert (model.source, model.program, model.short_name) == (ModelSource.ADOPTED, "Ollama", "llama3.2:1b")
    assert (model.name, model.origin.licence) == ("llama3.2:1b", "llama3.2")
    records.change(path, name="My favourite")
    assert library.models([path])[1].name == "My favourite"
    assert library.find("my favourite", [path]).path == path
    path.write_bytes(gguf({**LLAMA}))
    assert library.models([path])[1].name == "My favourite"  # it changed where it lies: verifying tells
