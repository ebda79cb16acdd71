"""Models are verified, moved, imported, put into the trash, and what is not ours is never deleted."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from library_kit import put, records_in
from library_service_kit import Shelf

from paddock.core.errors import UserError
from paddock.core.library import ImportMode, Origin, Verdict
from paddock.core.models import GUIDE, ModelSource


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def code_of(call, *args: object) -> str:
    with pytest.raises(UserError) as caught:
        call(*args)
    return caught.value.code


def sha256(path: str | Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


# Verifying


def test_against_what_the_hub_promised(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    shelf.records.put(Path(ref), Origin("o/r", "a.gguf", sha256=sha256(ref)))
    seen: list[tuple[int, int]] = []
    found = shelf.service.verify(ref, lambda *at: seen.append(at))
    assert (found.verdict, found.sha256, found.expected) == (Verdict.GOOD, sha256(ref), sha256(ref))
    assert seen[0][0] == 0
    assert seen[-1] == (Path(ref).stat().st_size,) * 2
    place = records_in(shelf.folder).known(Path(ref)).place(Path(ref))
    assert (place.hashed_at, place.verdict) == (shelf.clock, "good")


def test_without_a_promise_the_first_hash_counts(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    assert shelf.service.verify(ref).verdict is Verdict.RECORDED
    assert shelf.service.verify(ref).verdict is Verdict.GOOD
    before = sha256(ref)
    with Path(ref).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    found = shelf.service.verify(ref)
    assert (found.verdict, found.expected) == (Verdict.CHANGED, before)
    assert "a.gguf changed" in found.words
    assert shelf.service.verify(ref).verdict is Verdict.CHANGED  # and it is not forgotten
    shelf.service.accept(ref)
    assert shelf.service.verify(ref).verdict is Verdict.RECORDED


@pytest.mark.parametrize("part", [0, 1, 2])
def test_of_a_split_model_every_part_counts(shelf: Shelf, part: int) -> None:
    files = [Path(shelf.put(f"Big-0000{n}-of-00003.gguf", n)) for n in (1, 2, 3)]
    hashes = tuple((path.name, sha256(path)) for path in files)
    shelf.records.put(files[0], Origin("o/r", sha256=hashes[0][1], files=hashes))
    assert shelf.service.verify(str(files[0])).verdict is Verdict.GOOD
    with files[part].open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    found = shelf.service.verify(str(files[0]))
    assert found.verdict is Verdict.CHANGED
    assert files[part].name in found.words


def test_a_file_that_is_gone_or_cut_off(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    shelf.service.verify(ref)
    os.truncate(ref, 300)
    assert shelf.models.models()[1].refusal is not None
    assert shelf.service.verify(ref).verdict is Verdict.CHANGED
    shelf.settings.update(opened_models=(str(shelf.folder / "gone.gguf"),))
    found = shelf.service.verify(str(shelf.folder / "gone.gguf"))
    assert found.verdict is Verdict.UNREADABLE
    assert "gone.gguf" in found.words


def test_verifying_can_be_stopped(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    stop = threading.Event()
    stop.set()
    assert code_of(shelf.service.verify, ref, lambda done, total: None, stop) == "cancelled"


def test_the_guide_has_nothing_to_be_compared_with(shelf: Shelf) -> None:
    assert shelf.service.verify(GUIDE).verdict is Verdict.RECORDED
    assert shelf.records.all() == ()


# Copies


def test_copies_are_found_and_links_are_none(shelf: Shelf) -> None:
    one, other = shelf.put("one.gguf", 1), shelf.put("other.gguf", 2)
    two = shelf.put("o/r/two.gguf", 1)
    (shelf.folder / "models" / "link.gguf").symlink_to(one)
    (shelf.folder / "models" / "hard.gguf").hardlink_to(one)
    (found,) = shelf.service.copies()
    assert (found.sha256, found.wasted) == (sha256(one), Path(one).stat().st_size)
    assert two in found.refs
    assert other not in found.refs
    assert len(found.refs) == 2


def test_what_was_hashed_is_not_hashed_again(shelf: Shelf) -> None:
    shelf.put("one.gguf", 1)
    shelf.put("two.gguf", 1)
    first: list[int] = []
    again: list[int] = []
    shelf.service.copies(lambda done, total: first.append(done))
    shelf.service.copies(lambda done, total: again.append(done))
    assert first
    assert again == []


# The trash


def test_a_model_goes_to_the_trash_with_what_goes_with_it(shelf: Shelf) -> None:
    ref = shelf.put("o/r/scout.gguf", 1)
    projector = shelf.put("o/r/mmproj.gguf", 2, **{"general.architecture": "clip"})
    size = sum(Path(path).stat().st_size for path in (ref, projector))
    assert shelf.service.frees(ref) == size
    assert "trash" in shelf.service.trash(ref)
    assert {path.name for path in shelf.trashed} == {"scout.gguf", "mmproj.gguf"}
    assert list((shelf.folder / "models").iterdir()) == []  # no empty folders stay
    assert shelf.refs() == []
    assert shelf.changes


def test_what_another_model_needs_stays(shelf: Shelf) -> None:
    ref, other = shelf.put("o/r/scout-Q4_0.gguf", 1), shelf.put("o/r/scout-Q8_0.gguf", 2)
    projector = shelf.put("o/r/mmproj.gguf", 3, **{"general.architecture": "clip"})
    shelf.service.trash(ref)
    assert Path(projector).exists()
    assert shelf.refs() == [other]


def test_without_a_trash_it_is_kept_aside_and_said(shelf: Shelf) -> None:
    shelf.has_trash = False
    for seed in (1, 2):
        said = shelf.service.trash(shelf.put("a.gguf", seed))
        assert str(shelf.folder / "models" / ".deleted") in said
    assert {path.name for path in (shelf.folder / "models" / ".deleted").iterdir()} == {"a.gguf", "a (2).gguf"}
    assert shelf.refs() == []


def test_what_is_not_ours_is_only_taken_off_the_list(shelf: Shelf) -> None:
    opened = put(shelf.folder / "mine.gguf", 1)
    shelf.models.open_file(opened)
    adopted = put(shelf.folder / "home/.lmstudio/models/meta/llama/x.gguf", 2)
    (model,) = shelf.service.adopt([adopted])
    assert (model.source, model.program) == (ModelSource.ADOPTED, "LM Studio")
    for ref in (str(opened), str(adopted)):
        assert shelf.service.frees(ref) == 0
        assert "stays" in shelf.service.trash(ref)
    assert shelf.refs() == []
    assert opened.exists()
    assert adopted.exists()
    assert shelf.trashed == []


def test_what_nobody_may_take_away(shelf: Shelf) -> None:
    own = put(shelf.folder / "disk" / "own.gguf", 1)
    shelf.service.add_folder(shelf.folder / "disk")
    assert code_of(shelf.service.trash, GUIDE) == "not-ours"
    assert code_of(shelf.service.trash, str(own)) == "not-ours"
    assert own.exists()


def test_a_link_frees_nothing(shelf: Shelf) -> None:
    source = put(shelf.folder / "mine.gguf", 1)
    model = shelf.service.import_file(source, ImportMode.LINK)
    assert shelf.service.frees(model.ref) == 0
    shelf.service.trash(model.ref)
    assert source.exists()


# Folders


def test_folders_come_and_go(shelf: Shelf) -> None:
    disk = shelf.folder / "disk"
    own = put(disk / "own.gguf", 1)
    shelf.service.add_folder(disk)
    shelf.service.add_folder(disk)
    shelf.service.add_folder(shelf.folder / "models")
    assert shelf.service.folders() == (shelf.folder / "models", disk)
    assert shelf.refs() == [str(own)]
    assert disk in shelf.models.paths()  # the engine may read there
    assert {shelf.folder / "models", disk} <= set(shelf.service.watch_paths())
    shelf.service.remove_folder(disk)
    assert shelf.service.folders() == (shelf.folder / "models",)
    assert shelf.refs() == []
    assert own.exists()
    assert code_of(shelf.service.remove_folder, disk) == "no-folder"
    assert code_of(shelf.service.add_folder, own) == "no-folder"


# Moving


def test_a_moved_model_keeps_everything(shelf: Shelf) -> None:
    ref = shelf.put("o/r/a.gguf")
    shelf.records.put(Path(ref), Origin("o/r", "a.gguf"))
    shelf.service.rename(ref, "Mine")
    shelf.service.used(ref)
    shelf.settings.update(model_params={ref: {"n_ctx": 2048}}, sampling={ref: {"top_k": 7}}, default_model=ref)
    moved = shelf.service.move(ref, shelf.folder / "disk")
    assert moved.path == shelf.folder / "disk" / "o" / "r" / "a.gguf"
    assert (moved.name, moved.origin.repo_id, moved.source) == ("Mine", "o/r", ModelSource.DOWNLOADED)
    assert moved.last_used == shelf.clock
    assert list((shelf.folder / "models").iterdir()) == []
    assert shelf.models.find(ref).path == moved.path  # a chat that was begun before
    settings = shelf.settings.current
    assert settings.model_params == {moved.ref: {"n_ctx": 2048}}
    assert settings.sampling == {moved.ref: {"top_k": 7}}
    assert settings.default_model == moved.ref
    back = shelf.service.move(moved.ref, shelf.folder / "models")
    assert back.ref == ref
    assert shelf.service.move(ref, shelf.folder / "models") == back


def test_settings_follow_what_the_person_moved(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    shelf.service.used(ref)
    shelf.settings.update(model_params={ref: {"n_ctx": 2048}})
    new = shelf.folder / "models" / "b.gguf"
    Path(ref).rename(new)
    shelf.models.models()
    assert shelf.settings.current.model_params == {str(new): {"n_ctx": 2048}}


def test_an_opened_file_that_moved_is_found_where_it_is_known(shelf: Shelf) -> None:
    opened = put(shelf.folder / "downloads" / "a.gguf")
    shelf.service.used(str(opened))
    assert shelf.records.all() == ()  # it is not of the library yet
    shelf.models.open_file(opened)
    shelf.service.used(str(opened))
    new = shelf.folder / "models" / "a.gguf"
    opened.rename(new)
    shelf.models.models()
    assert shelf.refs() == [str(new)]
    assert shelf.models.find(str(opened)).path == new


def test_only_ours_is_moved(shelf: Shelf) -> None:
    opened = put(shelf.folder / "mine.gguf")
    shelf.models.open_file(opened)
    assert code_of(shelf.service.move, str(opened), shelf.folder / "disk") == "not-ours"
    assert opened.exists()


def test_a_move_that_cannot_be_leaves_all_as_it_was(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    put(shelf.folder / "disk" / "a.gguf", 9)
    assert code_of(shelf.service.move, ref, shelf.folder / "disk") == "exists"
    assert Path(ref).exists()
    assert shelf.service.folders() == (shelf.folder / "models",)


# Importing


@pytest.mark.parametrize("mode", list(ImportMode))
def test_a_file_comes_into_the_library(shelf: Shelf, mode: ImportMode) -> None:
    source = put(shelf.folder / "downloads" / "Llama-Q4_0.gguf")
    content = source.read_bytes()
    model = shelf.service.import_file(source, mode)
    inside = shelf.folder / "models" / "Llama-Q4_0.gguf"
    assert model.path == (source if mode is ImportMode.USE else inside)
    assert source.exists() == (mode is not ImportMode.MOVE)
    assert model.path.read_bytes() == content
    assert model.source is (ModelSource.OPENED if mode is ImportMode.USE else ModelSource.DOWNLOADED)
    assert shelf.refs() == [model.ref]
    assert shelf.service.verify(model.ref).verdict is (Verdict.GOOD if mode is ImportMode.COPY else Verdict.RECORDED)
    assert shelf.service.import_file(model.path, mode).ref == model.ref


def test_all_parts_come(shelf: Shelf) -> None:
    first, *_ = [put(shelf.folder / "d" / f"Big-0000{n}-of-00002.gguf", n) for n in (1, 2)]
    model = shelf.service.import_file(shelf.folder / "d" / "Big-00002-of-00002.gguf", ImportMode.MOVE)
    assert [path.parent for path in model.files] == [shelf.folder / "models"] * 2
    assert not first.exists()


def test_what_is_known_of_the_source_comes_along(shelf: Shelf) -> None:
    source = put(shelf.folder / "home/.lmstudio/models/meta/Llama-GGUF/model.gguf")
    shelf.service.adopt([source])
    model = shelf.service.import_file(source, ImportMode.COPY)
    assert model.path == shelf.folder / "models" / "meta" / "Llama-GGUF" / "model.gguf"
    assert (model.origin.repo_id, model.program) == ("meta/Llama-GGUF", "")
    (adopted,) = [other for other in shelf.models.models() if other.path == source]
    assert adopted.source is ModelSource.ADOPTED


def test_what_is_no_model_does_not_come(shelf: Shelf) -> None:
    folder = shelf.folder / "Llama-3.2-1B-GPTQ"
    folder.mkdir()
    (folder / "model.safetensors").touch()
    for path in (folder, folder / "model.safetensors", shelf.folder / "missing.gguf"):
        code_of(shelf.service.import_file, path, ImportMode.COPY)
    assert shelf.service.base_model_of(folder) == "Llama-3.2-1B"
    assert shelf.refs() == []


# The rest


def test_a_name_of_the_persons(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    shelf.service.rename(ref, "  My  model ")
    assert shelf.models.models()[1].name == "My model"
    assert shelf.models.find("my model").ref == ref
    shelf.service.rename(ref, "")
    assert shelf.models.models()[1].name == "Llama 3.2 1B Instruct"
    assert code_of(shelf.service.rename, GUIDE, "x") == "not-ours"


def test_the_last_use_is_written_down_once_a_minute(shelf: Shelf) -> None:
    ref = shelf.put("a.gguf")
    shelf.service.used(ref)
    first = shelf.clock
    shelf.clock += 30
    shelf.service.used(ref)
    assert shelf.models.models()[1].last_used == first
    shelf.clock += 31
    shelf.service.used(ref)
    assert shelf.models.models()[1].last_used == shelf.clock
    shelf.service.used(GUIDE)
    shelf.service.used(str(shelf.folder / "gone.gguf"))  # never raises: the answer matters more


def test_disk_use(shelf: Shelf) -> None:
    size = Path(shelf.put("a.gguf", 1)).stat().st_size
    adopted = put(shelf.folder / "home/.lmstudio/models/meta/llama/x.gguf", 2)
    shelf.service.adopt([adopted])
    shelf.settings.update(model_folders=(str(shelf.folder / "away" / "disk"),))
    ours, away, theirs = shelf.service.disk_use()
    assert (ours.folder, ours.models, ours.bytes, ours.program) == (shelf.folder / "models", 1, size, "")
    assert (away.models, away.bytes) == (0, 0)
    assert (theirs.folder, theirs.models, theirs.program) == (adopted.parent, 1, "LM Studio")
    assert min(use.free for use in (ours, away, theirs)) > 0


def test_a_library_that_is_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    shelf = Shelf(tmp_path / "link")
    shelf.put("o/r/a.gguf")
    (ref,) = shelf.refs()
    shelf.service.used(ref)
    assert shelf.models.models()[1].last_used == shelf.clock
    assert [use.models for use in shelf.service.disk_use()] == [1]
    moved = shelf.service.move(ref, tmp_path / "disk")
    assert moved.path == tmp_path / "disk" / "o" / "r" / "a.gguf"
    shelf.service.trash(moved.ref)
    assert list((tmp_path / "disk").iterdir()) == []


def test_scanning_says_what_is_known_already(shelf: Shelf) -> None:
    one = put(shelf.folder / "home/.lmstudio/models/meta/llama/one.gguf", 1)
    two = put(shelf.folder / "home/.lmstudio/models/meta/llama/two.gguf", 2)
    shelf.service.adopt([one])
    assert {found.path: found.known for found in shelf.service.scan()} == {one: True, two: False}
    shelf.service.adopt([one])
    assert shelf.refs() == [str(one)]


def test_refreshing_tells_who_shows_models(shelf: Shelf) -> None:
    shelf.service.refresh()
    assert shelf.changes == 1
    assert shelf.service.problem == ""


def test_a_model_keeps_its_name_when_another_of_that_name_comes(shelf: Shelf) -> None:
    """The file that is used where it lies is older than the copy of it; but the copy was on the list first."""
    outside = put(shelf.folder / "elsewhere" / "x.gguf")
    os.utime(outside, (1000, 1000))
    copy = shelf.service.import_file(outside, ImportMode.COPY, lambda *at: None, threading.Event())
    name = shelf.models.find(copy.ref).short_name
    opened = shelf.models.open_file(outside)
    assert shelf.models.find(copy.ref).short_name == name
    assert opened.short_name != name
