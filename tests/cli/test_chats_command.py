"""`paddock chats`: reading what the window stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exports import chatgpt, claude

from paddock.core.tools import ToolCall
from paddock.engine.fake import FakeAnswer

Cli = Callable[..., Any]


@pytest.fixture
def stored(cli: Cli, home: Path, model: Path) -> Any:
    """A command line with two chats."""
    paddock = cli("Hello there.", "**Bold** words.")
    with paddock.build({"PADDOCK_HOME": str(home)}) as app:
        chats = app.open_store()
        for title, text in (("Über Zelte", "hi"), ("Second", "again")):
            chat = chats.new_chat(model=str(model))
            chats.rename(chat.id, title)
            list(chats.send(chat.id, text))
    paddock.engine = type(paddock.engine)()
    return paddock


def test_no_chats_is_no_error(cli: Cli) -> None:
    result = cli()("chats", "list")
    assert (result.status, result.out, result.err) == (0, "", "No chats yet.\n")
    result = cli()("chats", "list", "--json")
    assert (result.status, result.out, result.err) == (0, "[]\n", "")


def test_a_search_where_there_are_no_chats(cli: Cli) -> None:
    result = cli()("chats", "search", "tent")
    assert (result.status, result.out, result.err) == (0, "", "Nothing was found.\n")
    assert cli()("chats", "search", "tent", "--json").out == "[]\n"


def test_a_mistyped_command_is_answered_with_one_question(cli: Cli) -> None:
    result = cli()("chats", "sho", "1")
    assert result.status == 2
    assert "No such command “sho”. Did you mean “show”? `paddock chats --help`" in result.err


def test_list(stored: Any) -> None:
    result = stored("chats", "list")
    assert result.status == 0
    lines = result.out.splitlines()
    assert [line.split(maxsplit=3)[0] for line in lines] == ["2", "1"]
    assert lines[1].endswith("Über Zelte")


def test_list_as_json(stored: Any, model: Path) -> None:
    found = json.loads(stored("chats", "list", "--json").out)
    assert [(chat["id"], chat["title"], chat["model"]) for chat in found] == [
        (2, "Second", str(model)),
        (1, "Über Zelte", str(model)),
    ]


def test_show_is_markdown(stored: Any) -> None:
    result = stored("chats", "show", "1")
    assert result.status == 0
    assert result.out.startswith("# Über Zelte\n")
    assert result.out.index("hi") < result.out.index("Hello there.")


def test_show_as_json(stored: Any) -> None:
    found = json.loads(stored("chats", "show", "2", "--json").out)
    assert found["title"] == "Second"
    assert [(message["role"], message["text"], message["status"]) for message in found["messages"]] == [
        ("user", "again", "complete"),
        ("assistant", "**Bold** words.", "complete"),
    ]


def test_a_chat_that_is_not_there(stored: Any) -> None:
    result = stored("chats", "show", "9")
    assert (result.status, result.out) == (1, "")
    assert result.err == "paddock: There is no chat 9. `paddock chats list` shows the chats there are.\n"


def test_a_chat_in_the_trash_is_not_shown_but_found(stored: Any) -> None:
    assert stored("chats", "delete", "1").status == 0
    for argv in (["show", "1"], ["show", "1", "--json"]):
        result = stored("chats", *argv)
        assert (result.status, result.out) == (1, "")
        assert result.err == "paddock: Chat 1 is in the trash. `paddock chats restore 1` brings it back.\n"


def test_imported_chats_stand_by_the_time_that_is_shown(stored: Any, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps([*chatgpt(), *claude()]))
    assert stored("chats", "import", str(path)).status == 0
    found = json.loads(stored("chats", "list", "--json").out)
    times = [chat["updated_at"] for chat in found]
    assert len(times) == 4
    assert times == sorted(times, reverse=True)


def test_it_reads_while_the_window_has_the_chats_open(stored: Any, home: Path) -> None:
    with stored.build({"PADDOCK_HOME": str(home)}) as window:
        window.open_store()
        stored.engine = type(stored.engine)()
        assert len(stored("chats", "list").out.splitlines()) == 2


def test_a_lost_key_is_an_error_that_says_what_to_do(stored: Any) -> None:
    stored.secrets.secrets.clear()
    result = stored("chats", "list")
    assert (result.status, result.out) == (1, "")
    assert "recovery key" in result.err


def test_thoughts_and_calls_are_shown(cli: Cli, home: Path, model: Path) -> None:
    call = ToolCall("add", '{"a": 1}', "c1")
    paddock = cli(FakeAnswer("Let me see.", reasoning="I have to add.", calls=(call,)))
    with paddock.build({"PADDOCK_HOME": str(home)}) as app:
        chats = app.open_store()
        list(chats.send(chats.new_chat(model=str(model)).id, "1 + 1?"))
    paddock.engine = type(paddock.engine)()
    assert "I have to add." in paddock("chats", "show", "1").out
    asked, answer = json.loads(paddock("chats", "show", "1", "--json").out)["messages"]
    assert not {"reasoning", "tool_calls", "tool_results"} & asked.keys()
    assert (asked["parent"], answer["parent"], answer["siblings"]) == (None, asked["id"], [answer["id"]])
    exported = json.loads(paddock("chats", "export", "1").out)["chats"][0]["messages"][1]
    for name in ("sampling", "build", "seed", "first_kept", "usage", "timings"):
        assert answer[name] == exported[name]
    assert (answer["text"], answer["reasoning"]) == ("Let me see.", "I have to add.")
    assert answer["tool_calls"][0]["function"] == {"name": "add", "arguments": '{"a": 1}'}


def test_search(stored: Any) -> None:
    result = stored("chats", "search", "bold")
    assert result.status == 0
    assert result.out.splitlines()[1].strip() == "Bold words."
    found = json.loads(stored("chats", "search", "words", "--role", "assistant", "--json").out)
    assert [(hit["chat_id"], hit["snippet"], hit["marks"]) for hit in found] == [(2, "Bold words.", [[5, 10]])]
    assert json.loads(stored("chats", "search", "zelte", "--json").out)[0]["message_id"] is None
    assert stored("chats", "search", "bold", "--before", "2001-01-01").out == ""
    assert json.loads(stored("chats", "search", "bold", "--after", "2001-01-01", "--json").out)


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["chats", "search"], 2),
        (["chats", "search", "x", "--limit", "0"], 2),
        (["chats", "search", "x", "--after", "yesterday"], 2),
        (["chats", "search", "x", "--folder", "none"], 1),
        (["chats", "delete", "99"], 1),
        (["chats", "delete", "1", "99"], 1),
        (["chats", "restore", "1"], 1),
    ],
)
def test_wrong_usage_changes_nothing(stored: Any, argv: list[str], status: int) -> None:
    result = stored(*argv)
    assert (result.status, result.out) == (status, "")
    assert len(result.err.splitlines()) == 1
    assert len(json.loads(stored("chats", "list", "--json").out)) == 2


def test_delete_and_restore(stored: Any) -> None:
    assert stored("chats", "delete", "1").status == 0
    assert stored("chats", "delete", "1", "2").out == (
        "“Über Zelte” was in the trash already.\n“Second” is in the trash for 30 days.\n"
    )
    assert stored("chats", "restore", "2").status == 0
    assert [chat["id"] for chat in json.loads(stored("chats", "list", "--json").out)] == [2]
    (gone,) = json.loads(stored("chats", "list", "--trash", "--json").out)
    assert (gone["id"], gone["deleted_at"] is None) == (1, False)
    assert stored("chats", "search", "zelte").out == ""
    (back,) = json.loads(stored("chats", "restore", "1", "--json").out)
    assert back == {"id": 1, "title": "Über Zelte", "in_trash": False}
    assert [chat["id"] for chat in json.loads(stored("chats", "list", "--json").out)] == [2, 1]
    assert stored("chats", "list", "--trash").out == ""


def test_export_and_import(stored: Any, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    result = json.loads(stored("chats", "export", "--output", str(path), "--json").out)
    assert (result["path"], result["format"], result["size"]) == (str(path), "json", path.stat().st_size)
    assert [chat["title"] for chat in json.loads(path.read_text())["chats"]] == ["Über Zelte", "Second"]
    again = stored("chats", "export", "-o", str(path))
    assert (again.status, again.out) == (1, "")
    assert stored("chats", "export", "1", "-o", str(path), "--replace").status == 0
    assert stored("chats", "export", "1", "--format", "md").out.startswith("# Über Zelte")
    assert stored("chats", "export", "1", "--format", "html").out.startswith("<!DOCTYPE html>")
    done = json.loads(stored("chats", "import", str(path), "--json").out)
    assert done == {"program": "Paddock", "chat_ids": [], "messages": 0, "known": 1, "restored": 0, "problems": []}
    assert stored("chats", "import", str(tmp_path / "none.json")).status == 1


def test_a_file_for_each_chat(stored: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = json.loads(stored("chats", "export", "--each", "--format", "md", "-o", str(out), "--json").out)
    assert result == {"path": str(out), "format": "md", "chats": 2}
    assert sorted(path.name for path in out.iterdir()) == ["Second.md", "Über Zelte.md"]
    assert stored("chats", "export", "--each", "-o", str(out)).status == 1
    assert stored("chats", "export", "--each", "--format", "json", "-o", str(tmp_path / "all.zip")).status == 0
    for wrong in (["1", "--each", "-o", str(out)], ["--each"], ["--each", "--format", "pdf", "-o", "a.pdf"]):
        assert stored("chats", "export", *wrong).status == 2
    assert stored("chats", "import", str(tmp_path / "all.zip"), "--json").status == 0
    forgotten = stored("chats", "export", "-o", "x.zip")
    assert (forgotten.status, "give --each, too" in forgotten.err) == (2, True)
    refused = stored("chats", "import", str(out))
    assert refused.status == 1
    assert "“out” is for reading" in refused.err
    assert "Export them as JSON" in refused.err


@pytest.mark.parametrize(
    "argv",
    [
        ["-o", "a.docx"],
        ["-o", "a"],
        ["--format", "docx", "-o", "a.md"],
        ["--format", "markdown", "-o", "a.pdf"],
        ["--format", "json", "-o", "a.htm"],
    ],
)
def test_a_file_whose_name_says_no_format_or_another_one(
    stored: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = stored("chats", "export", *argv)
    assert (result.status, result.out) == (2, "")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("a")]
    if "a.pdf" not in argv and "a.htm" not in argv:
        assert all(kind in result.err for kind in ("json", "md", "html", "pdf"))


def test_the_name_or_the_option_says_the_format(stored: Any, tmp_path: Path) -> None:
    path = tmp_path / "a"
    for argv, begins in (
        (["-o", f"{path}.MD"], b"# "),
        (["-o", f"{path}.htm"], b"<!DOCTYPE html>"),
        (["--format", "markdown", "-o", f"{path}.txt"], b"# "),
        (["--format", "html", "-o", f"{path}.html"], b"<!DOCTYPE html>"),
    ):
        result = stored("chats", "export", *argv)
        assert (result.status, result.out) == (0, f"Written to {argv[-1]}.\n")
        assert Path(argv[-1]).read_bytes().startswith(begins)


def test_what_came_in_is_said(stored: Any, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes")
    result = stored("chats", "import", str(notes))
    assert (result.status, result.out) == (1, "")
    assert "ChatGPT" in result.err
    path = tmp_path / "conversations.json"
    message = {"uuid": "m", "sender": "human", "text": "Hi", "files": [{"file_name": "a.png"}]}
    path.write_text(json.dumps([{"uuid": "c", "name": "Trip", "chat_messages": [message]}]))
    result = stored("chats", "import", str(path))
    assert (result.status, result.out) == (0, "1 chat with 1 message came in from Claude.\n")
    assert "One picture or file" in result.err
    again = stored("chats", "import", str(path))
    assert (again.status, again.out) == (0, "Nothing new came in. 1 chat was here already.\n")
    (chat,) = json.loads(stored("chats", "search", "Trip", "--json").out)
    assert stored("chats", "delete", str(chat["chat_id"])).status == 0
    back = stored("chats", "import", str(path))
    assert (back.status, back.out) == (0, "1 chat is back from the trash.\n")
    assert json.loads(stored("chats", "list", "--trash", "--json").out) == []


def test_where_a_chat_lies(stored: Any) -> None:
    argv = ["--pin", "--folder", "Trips", "--tag", "summer", "--tag", "Two words", "--title", "Tents"]
    result = stored("chats", "set", "1", *argv)
    assert result.status == 0
    assert result.out.endswith("  Tents  [pinned, in Trips, #summer, #Two words]\n")
    assert result.err == "There was no folder “Trips”: it was made.\n"
    assert stored("chats", "list").out.startswith(result.out)  # the other one was written to later
    (chat,) = json.loads(stored("chats", "list", "--pinned", "--json").out)
    assert (chat["id"], chat["folder"], chat["tags"]) == (1, "Trips", ["summer", "Two words"])
    for filters in (["--folder", "trips"], ["--tag", "SUMMER"]):
        assert [one["id"] for one in json.loads(stored("chats", "list", *filters, "--json").out)] == [1]
    assert stored("chats", "set", "2", "--folder", "trips").err == "", "the same folder"
    assert {one["folder_id"] for one in json.loads(stored("chats", "list", "--json").out)} == {chat["folder_id"]}
    argv = ["--no-pin", "--folder", "", "--untag", "Summer", "--archive", "--json"]
    back = json.loads(stored("chats", "set", "1", *argv).out)
    assert (back["pinned"], back["archived"], back["folder"], back["tags"]) == (False, True, None, ["Two words"])
    assert [one["id"] for one in json.loads(stored("chats", "list", "--archived", "--json").out)] == [1]
    assert stored("chats", "list", "--pinned").err == "No such chats.\n"


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["1"], 2),
        (["1", "top_k"], 2),
        (["1", "--title", " "], 2),
        (["1", "--pin", "--tag", "x" * 81], 1),
        (["1", "--pin", "--folder", "x" * 81], 1),
        (["1", "--pin", "top_k", "many"], 1),
        (["9", "--pin"], 1),
    ],
)
def test_what_is_wrong_with_set_is_found_first(stored: Any, argv: list[str], status: int) -> None:
    before = stored("chats", "list", "--json").out
    result = stored("chats", "set", *argv)
    assert (result.status, result.out) == (status, "")
    assert len(result.err.splitlines()) == 1
    assert stored("chats", "list", "--json").out == before


def test_a_day_that_is_none(stored: Any) -> None:
    result = stored("chats", "search", "x", "--after", "yesterday")
    assert result.status == 2
    assert "“yesterday” is no day; write it like 2026-01-31." in result.err
