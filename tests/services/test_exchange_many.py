"""All chats out, a file each, and in again; stopped half-way nothing is left, or what has come in stays."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from service_kit import MakeServices, Services
from test_exchange import exchange_of

from paddock.core.errors import UserError
from paddock.core.progress import Progress
from paddock.services.exchange.names import Names, file_name
from paddock.services.exchange.service import Format
from paddock.store.organise import Organiser


@pytest.fixture
def services(make_services: MakeServices) -> Services:
    """Three chats, one in a folder; two have the same title."""
    services = make_services("One.", "Two.", "Three.")
    organiser = Organiser(services.database)
    folder = organiser.add_folder("Work: plans")
    for title in ("Same", "same", "Other"):
        chat = services.chats.new_chat()
        list(services.chats.send(chat.id, "a question"))
        services.chats.rename(chat.id, title)
    organiser.put([chat.id], folder.id)
    return services


def code_of(call: object) -> str:
    with pytest.raises(UserError) as caught:
        call()  # type: ignore[operator]
    return caught.value.code


def test_a_folder_with_a_file_each(services: Services, tmp_path: Path) -> None:
    target = tmp_path / "out"
    told: list[tuple[int, int]] = []
    progress = Progress("It", lambda done, total: told.append((done, total)))
    assert exchange_of(services).export_each(target, Format.MARKDOWN, progress) == 3
    files = {path.relative_to(target).as_posix(): path for path in target.rglob("*.md")}
    assert set(files) == {"Same.md", "same (2).md", "Work plans/Other.md"}
    assert "a question" in files["Work plans/Other.md"].read_text()
    assert told[-1] == (3, 3)
    assert code_of(lambda: exchange_of(services).export_each(target, Format.MARKDOWN)) == "file-exists"
    assert [path.name for path in tmp_path.glob(".paddock*")] == []


def test_an_archive_of_json_comes_in_again(services: Services, make_services: MakeServices, tmp_path: Path) -> None:
    target = tmp_path / "out.ZIP"
    assert exchange_of(services).export_each(target, Format.JSON) == 3
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["Same.json", "Work plans/Other.json", "same (2).json"]
    done = exchange_of(services).import_from(target)
    assert (done.chat_ids, done.known, done.problems) == ((), 3, ())
    Organiser(services.database).trash(chat.id for chat in services.chats.chats())
    Organiser(services.database).purge(chat.id for chat in Organiser(services.database).trashed())
    assert len(exchange_of(services).import_from(target).chat_ids) == 3
    assert sorted(chat.title for chat in services.chats.chats()) == ["Other", "Same", "same"]


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_stopped_half_way_nothing_is_there(services: Services, tmp_path: Path, name: str) -> None:
    progress = Progress("The export", lambda done, total: progress.stop() if done == 1 else None)
    assert code_of(lambda: exchange_of(services).export_each(tmp_path / name, Format.HTML, progress)) == "cancelled"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".paddock", "out"))]


def test_a_disk_that_refuses_is_said(services: Services, tmp_path: Path) -> None:
    for name in ("none/out", "none/out.zip"):
        assert (
            code_of(lambda name=name: exchange_of(services).export_each(tmp_path / name, Format.HTML)) == "not-written"
        )


def test_an_import_that_is_stopped_keeps_what_has_come_in(services: Services, tmp_path: Path) -> None:
    exchange_of(services).export_to(tmp_path / "all.json", None, Format.JSON)
    organiser = Organiser(services.database)
    organiser.trash(chat.id for chat in services.chats.chats())
    organiser.purge(chat.id for chat in organiser.trashed())
    early = Progress("It")
    early.stop()
    assert code_of(lambda: exchange_of(services).import_from(tmp_path / "all.json", early)) == "cancelled"
    progress = Progress("It", lambda done, total: progress.stop() if done == 1 else None)
    done = exchange_of(services).import_from(tmp_path / "all.json", progress)
    assert len(done.chat_ids) == len(services.chats.chats()) == 2
    assert "one chat was left out" in done.problems[-1]


def test_names_that_every_system_takes() -> None:
    assert file_name("CON") == "CON_"
    assert file_name("aux.txt") == "aux.txt_"
    assert file_name("a/b:c?") == "a b c"
    assert file_name("…" * 500) == "…" * 80
    assert file_name("half a \ud800 pair") == "half a pair"
    names = Names()
    assert [names.of("x", "", "md") for _ in range(2)] == ["x.md", "x (2).md"]
    assert names.of("X", "f", "md") == "f/X.md"
