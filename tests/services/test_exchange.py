"""Chats of other programs, ours, and files that are neither."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from exports import chatgpt, claude, gpt_node, jan, lmstudio, openwebui
from service_kit import MakeServices, Services

from paddock.core.errors import UserError
from paddock.core.messages import ReasoningPart
from paddock.services.bus import ChatsChanged
from paddock.services.exchange.reading import read
from paddock.services.exchange.service import ExchangeService, Format
from paddock.store.organise import Organiser
from paddock.store.transfer import Transfer


def exchange_of(services: Services) -> ExchangeService:
    return ExchangeService(services.store, Transfer(services.database, services.store), services.bus)


def written(folder: Path, value: object, name: str = "conversations.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value))
    return path


def shown(services: Services, chat_id: int) -> list[tuple[str, str]]:
    return [(message.role.value, message.text) for message in services.chats.messages(chat_id)]


ENDS = [("user", "Question?"), ("assistant", "Second.")]


@pytest.mark.parametrize(
    ("make", "program", "path"),
    [
        (chatgpt, "ChatGPT", [*ENDS, ("user", "And?")]),
        (claude, "Claude", [("user", "Question?\n\na.txt:\n\nx"), ("assistant", "Second.")]),
        (lmstudio, "LM Studio", ENDS),
        (openwebui, "Open WebUI", ENDS),
    ],
)
def test_chats_of_other_programs(
    make_services: MakeServices, tmp_path: Path, make: Any, program: str, path: list[tuple[str, str]]
) -> None:
    services = make_services("unused")
    exchange = exchange_of(services)
    done = exchange.import_from(written(tmp_path, make()))
    assert (done.program, len(done.chat_ids), done.known) == (program, 1, 0)
    assert done.messages == {"ChatGPT": 4, "Claude": 3, "LM Studio": 3, "Open WebUI": 3}[program]
    (chat_id,) = done.chat_ids
    chat = services.chats.get(chat_id)
    assert chat.title == "A title"
    assert chat.created_at > 1_600_000_000
    assert shown(services, chat_id) == path
    answer = services.chats.messages(chat_id)[1]
    assert len(answer.siblings) == 2
    first = services.store.message(answer.siblings[0])
    assert first.text == "First."
    if program != "ChatGPT":
        assert isinstance(first.parts[0], ReasoningPart)
        assert first.reasoning == "Hm."
    again = exchange.import_from(tmp_path / "conversations.json")
    assert (again.chat_ids, again.known) == ((), 1)


def test_jans_threads(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    done = exchange_of(services).import_from(jan(tmp_path))
    assert done.program == "Jan"
    assert shown(services, done.chat_ids[0]) == ENDS
    assert done.problems == ("One message of a chat could not be read.",)


def test_what_goes_with_a_chat(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    exchange = exchange_of(services)
    (chat_id,) = exchange.import_from(written(tmp_path, openwebui())).chat_ids
    assert (services.chats.get(chat_id).tags, services.chats.get(chat_id).pinned) == (("Ideas", "work"), True)
    (chat_id,) = exchange.import_from(written(tmp_path, lmstudio(), "1.conversation.json")).chat_ids
    assert services.chats.get(chat_id).system_prompt == "Be brief."
    done = exchange.import_from(written(tmp_path, chatgpt(), "gpt.json"))
    assert done.problems == ("One picture or file of a chat was left out.",)


def test_chats_come_in_day_by_day_whatever_their_order_in_the_file(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    newest_first = [
        {**chatgpt()[0], "title": f"{day}", "id": f"{day}", "update_time": 1.7e9 + day} for day in (3, 2, 1)
    ]
    exchange_of(services).import_from(written(tmp_path, newest_first))
    assert [chat.title for chat in services.chats.chats()] == ["3", "2", "1"]


def test_an_archive(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("unused")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export/conversations.json", json.dumps([*chatgpt(), {"mapping": 7}, 8, *claude()]))
        archive.writestr("export/user.json", json.dumps({"email": "x"}))
        archive.writestr("export/picture.png", b"\x89PNG")
    done = exchange_of(services).import_from(path)
    assert len(done.chat_ids) == 2
    assert done.program == "ChatGPT and Claude"


def test_our_own_comes_back_and_is_known(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("one", "two")
    heard: list[ChatsChanged] = []
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "first"))
    list(services.chats.again(services.chats.messages(chat.id)[1].id))
    exchange = exchange_of(services)
    path = tmp_path / "all.json"
    exchange.export_to(path, None, Format.JSON)
    assert path.stat().st_mode & 0o077 == 0
    services.bus.subscribe(ChatsChanged, heard.append)
    assert (exchange.import_from(path).chat_ids, exchange.import_from(path).known) == ((), 1)
    assert heard == []
    organiser = Organiser(services.database)
    organiser.trash([chat.id])
    organiser.purge([chat.id])
    done = exchange.import_from(path)
    assert shown(services, done.chat_ids[0]) == [("user", "first"), ("assistant", "two")]
    assert heard == [ChatsChanged()]


def test_what_is_in_the_trash_comes_back_from_there(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("one", "two")
    heard: list[ChatsChanged] = []
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "first"))
    services.chats.rename(chat.id, "Renamed")
    exchange, organiser = exchange_of(services), Organiser(services.database)
    path = tmp_path / "all.json"
    exchange.export_to(path, None, Format.JSON)
    services.bus.subscribe(ChatsChanged, heard.append)
    organiser.trash([chat.id])
    done = exchange.import_from(path)
    assert (done.chat_ids, done.known, done.restored) == ((), 0, 1)
    assert [(one.id, one.title) for one in services.chats.chats()] == [(chat.id, "Renamed")]
    assert heard == [ChatsChanged()]
    done = exchange.import_from(path)
    assert (done.chat_ids, done.known, done.restored) == ((), 1, 0)

    list(services.chats.send(chat.id, "second"))
    organiser.trash([chat.id])
    done = exchange.import_from(path)
    assert (len(done.chat_ids), done.restored) == (1, 0), "it is not what was exported"
    assert [one.id for one in organiser.trashed()] == [chat.id]


def test_one_of_ours_that_was_changed_comes_in_beside(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("one", "two")
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "first"))
    exchange = exchange_of(services)
    path = tmp_path / "all.json"
    exchange.export_to(path, [chat.id], Format.JSON)
    list(services.chats.send(chat.id, "second"))
    done = exchange.import_from(path)
    assert len(done.chat_ids) == 1
    assert len(services.chats.messages(chat.id)) == 4
    assert len(services.chats.messages(done.chat_ids[0])) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", b""),
        ("notes.txt", b"hello"),
        ("list.json", b"[]"),
        ("other.json", b'{"a": 1}'),
        ("deep.json", b"[" * 100_000),
    ],
)
def test_files_that_hold_no_chats(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match="ChatGPT, Claude, Open WebUI or LM Studio") as caught:
        read(path)
    assert caught.value.code == "not-chats"
    assert name in caught.value.what


def test_an_archive_that_is_not_whole_is_named_as_one(tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("conversations.json", json.dumps(chatgpt()))
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[:-40])
    with pytest.raises(UserError) as caught:
        read(half)
    assert caught.value.code == "not-chats"
    assert str(caught.value) == "“half.zip” is not a whole ZIP archive. Download or export it again."


@pytest.mark.parametrize("ending", ["md", "html", "PDF"])
@pytest.mark.parametrize("place", ["file", "folder", "archive"])
def test_what_chats_are_exported_as_to_be_read_is_named(tmp_path: Path, ending: str, place: str) -> None:
    path = tmp_path / "out" / f"A talk.{ending}"
    path.parent.mkdir()
    path.write_bytes(b"# A talk")
    if place == "archive":
        with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
            archive.write(path, "Trips/A talk.md")
    given = {"file": path, "folder": path.parent, "archive": tmp_path / "out.zip"}[place]
    with pytest.raises(UserError, match="Export them as JSON") as caught:
        read(given)
    assert caught.value.code == "not-chats"
    assert f"“{given.name}” is for reading" in caught.value.what


def test_of_a_folder_the_damaged_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{broken")
    written(tmp_path, openwebui())
    parsed = read(tmp_path)
    assert (parsed.program, len(parsed.records), parsed.problems) == ("Open WebUI", 1, ("“a.json” is not JSON.",))


def test_what_is_not_there_or_locked(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read(tmp_path / "nothing.json")
    assert caught.value.code == "unreadable"
    assert str(caught.value) == ("“nothing.json” cannot be read: there is no such file or folder. Choose another file.")
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("conversations.json", "[]")
    path = tmp_path / "bad.zip"
    path.write_bytes(path.read_bytes().replace(b"PK\x03\x04", b"PK\x00\x00"))
    with pytest.raises(UserError, match="unpack it first") as caught:
        read(path)
    assert caught.value.code == "unreadable"


def test_damaged_exports_end_in_chats_or_words(tmp_path: Path, make_services: MakeServices) -> None:
    """Any value anywhere in an export may be anything: nothing is raised but what a person is told."""
    services = make_services("unused")
    exchange = exchange_of(services)
    seed = 3
    print(f"seed {seed}")
    draw = random.Random(seed)
    junk: list[Any] = [None, 7, -1.5, "", "x", [], {}, [None], {"a": []}, True, 1e400, "\ud800", [[[]]]]

    def damage(value: Any, chance: float) -> Any:
        if draw.random() < chance:
            return draw.choice(junk)
        if isinstance(value, dict):
            return {key: damage(item, chance) for key, item in value.items() if draw.random() > chance}
        if isinstance(value, list):
            return [damage(item, chance) for item in value]
        return value

    came_in, codes = 0, set()
    for number in range(240):
        make = (chatgpt, claude, lmstudio, openwebui)[number % 4]
        path = written(tmp_path, damage(make(), draw.choice((0.02, 0.1, 0.3))), f"{number}.json")
        try:
            done = exchange.import_from(path)
        except UserError as error:
            codes.add(error.code)
            continue
        came_in += len(done.chat_ids)
        for chat_id in done.chat_ids:
            assert services.chats.messages(chat_id) is not None
    assert came_in > 40
    assert codes == {"not-chats"}
    assert services.database.check() == []


def test_cycles_and_lost_parents(tmp_path: Path, make_services: MakeServices) -> None:
    services = make_services("unused")
    mapping = {
        "a": gpt_node("a", "b", "user", "one"),
        "b": gpt_node("b", "a", "assistant", "two"),
        "c": gpt_node("c", "gone", "user", "three"),
    }
    done = exchange_of(services).import_from(written(tmp_path, [{"title": "", "mapping": mapping}]))
    messages = services.database.read(lambda connection: connection.execute("SELECT count(*) FROM messages").fetchone())
    assert messages == (3,)
    assert services.chats.get(done.chat_ids[0]).title in ("one", "three")


# --- out


def a_chat(services: Services) -> int:
    chat = services.chats.new_chat()
    list(services.chats.send(chat.id, "<script>alert(1)</script> ![x](http://evil/p.png) [y](javascript:1) **b**"))
    return chat.id


def test_markdown_and_html(make_services: MakeServices) -> None:
    services = make_services(
        "Inline $x^2$, \\(y_1\\) and\n\n$$\\frac{1}{2}$$\n\n```python\nprint(1)\n```\n\n| a |\n|---|\n| b |"
    )
    chat_id = a_chat(services)
    exchange = exchange_of(services)
    markdown = exchange.export([chat_id], Format.MARKDOWN).decode()
    assert "<script>alert(1)</script>" in markdown
    page = exchange.export([chat_id], Format.HTML).decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page.replace("](javascript:1)", "")
    assert '<a href="http://evil/p.png"' in page
    assert page.count("<math") == 3
    assert "<mfrac>" in page
    assert "<table>" in page
    assert '<span class="nb">print</span>' in page
    assert "default-src &#x27;none&#x27;" in page


SAID = """## A heading

One, https://a.example/x_y.
Two, [https://b.example](https://b.example)

هذه فقرة

- عنصر
- an item

```svg
<svg/>
```
"""


def test_a_page_is_set_as_the_window_sets_it(make_services: MakeServices) -> None:
    services = make_services(SAID)
    page = exchange_of(services).export([a_chat(services)], Format.HTML).decode()
    assert "<h2>A heading</h2>" in page
    assert page.count('<h2 class="who"') == 2
    assert '<a href="https://a.example/x_y" rel="noopener noreferrer nofollow">https://a.example/x_y</a>.<br />' in page
    assert page.count("https://b.example") == 2, "a link in a link"
    assert '<p dir="rtl">هذه' in page
    assert '<ul dir="rtl">\n<li>عنصر</li>\n<li dir="ltr">an item</li>' in page
    assert '<span class="nt">' in page


@pytest.mark.parametrize(
    "formula", ["$\\frac{$", "$\\left($", "$" + "{" * 3000 + "$", "$x" + "^{x" * 500 + "$", "$\\&<b>$"]
)
def test_formulas_that_cannot_be_read(make_services: MakeServices, formula: str) -> None:
    services = make_services(formula)
    page = exchange_of(services).export([a_chat(services)], Format.HTML).decode()
    assert "<b>" not in page
    assert page.endswith("</html>\n")


def test_nothing_to_export(make_services: MakeServices, tmp_path: Path) -> None:
    exchange = exchange_of(make_services("unused"))
    with pytest.raises(UserError) as caught:
        exchange.export(None, Format.JSON)
    assert caught.value.code == "no-chats"
    with pytest.raises(UserError) as caught:
        exchange.export([7], Format.HTML)
    assert caught.value.code == "no-such-chat"


def test_a_place_that_cannot_be_written(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services("answer")
    chat_id = a_chat(services)
    with pytest.raises(UserError) as caught:
        exchange_of(services).export_to(tmp_path / "none" / "x.json", [chat_id], Format.JSON)
    assert caught.value.code == "not-written"
    assert caught.value.todo == "Choose another place.", "room is not what is missing"
