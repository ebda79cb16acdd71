"""Archives laid out as other programs lay them out, small and made by hand; each test says where that is written down.

The programs' own documents are few: what is told here was read in public converters and in the programs' own sources.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from paddock.core.exchange import ChatRecord
from paddock.core.messages import Message, Role
from paddock.services.exchange.reading import read


def said(record: ChatRecord) -> list[tuple[str, str, str]]:
    """The visible path: who, what was thought, what was said."""
    by_id = {message.id: message for message in record.messages}
    path: list[Message] = []
    step = by_id.get(record.chat.head_id or 0)
    while step is not None:
        path.insert(0, step)
        step = by_id.get(step.parent_id or 0)
    return [(message.role.value, message.reasoning, message.text) for message in path]


def the_one(path: Path) -> ChatRecord:
    (record,) = read(path).records
    return record


def written(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")
    return path


# --- ChatGPT: pionxzh/chatgpt-exporter, src/api.ts; mitkury/chatgpt-export-parser, docs/chatgpt-data-export-format.md


def node(key: str, parent: str | None, role: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    message = {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1_765_672_231.9,
        "update_time": None,
        "content": content,
        "status": "finished_successfully",
        "end_turn": None,
        "weight": 1.0,
        "metadata": {},
        "recipient": "all",
        "channel": None,
        **more,
    }
    return {"id": key, "message": message, "parent": parent, "children": []}


def words(*parts: Any) -> dict[str, Any]:
    return {"content_type": "text", "parts": list(parts)}


def conversation(nodes: list[dict[str, Any]], current: str, **more: Any) -> dict[str, Any]:
    return {
        "title": "A title",
        "create_time": 1_765_672_000.0,
        "update_time": 1_765_673_000.0,
        "mapping": {
            "client-created-root": {"id": "client-created-root", "message": None, "parent": None, "children": []},
            **{one["id"]: one for one in nodes},
        },
        "moderation_results": [],
        "current_node": current,
        "conversation_id": "c1",
        "is_archived": False,
        "is_starred": None,
        **more,
    }


HIDDEN = {"metadata": {"is_visually_hidden_from_conversation": True}}
THINKS = {"model_slug": "gpt-5-2-thinking", "reasoning_status": "is_reasoning"}


def test_an_answer_of_chatgpts_is_one_message(tmp_path: Path) -> None:
    """Thoughts, a call of a tool, its output, a recap and the text are nodes one below the other."""
    profile = {"content_type": "user_editable_context", "user_profile": "x", "user_instructions": "y"}
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "Weighing", "content": "Two ways.", "chunks": []}]}
    call = {"content_type": "code", "language": "unknown", "text": "print(1)", "response_format_name": None}
    output = {"content_type": "execution_output", "text": "1"}
    more = {"content_type": "thoughts", "thoughts": [{"summary": "", "content": "The second."}]}
    nodes = [
        node("s", "client-created-root", "system", words(""), **HIDDEN),
        node("p", "s", "user", profile, **HIDDEN),
        node("q", "p", "user", words("Which one?")),
        node("t", "q", "assistant", thoughts, metadata=THINKS),
        node("c", "t", "assistant", call, recipient="python"),
        node("o", "c", "tool", output),
        node("u", "o", "assistant", more, metadata=THINKS),
        node("r", "u", "assistant", {"content_type": "reasoning_recap", "content": "Thought for 8s"}),
        node("a", "r", "assistant", words("First part."), metadata={"model_slug": "gpt-5-2"}),
        node("b", "a", "assistant", words("Second part."), metadata={"model_slug": "gpt-5-2"}),
        node("n", "b", "user", words("Thanks.")),
    ]
    record = the_one(written(tmp_path / "conversations.json", [conversation(nodes, "n")]))
    assert said(record) == [
        ("user", "", "Which one?"),
        ("assistant", "**Weighing**\n\nTwo ways.\n\nThe second.", "First part.\n\nSecond part."),
        ("user", "", "Thanks."),
    ]
    assert record.messages[1].model == "gpt-5-2"
    assert record.chat.system_prompt == ""


def test_where_chatgpt_was_asked_again_there_are_branches(tmp_path: Path) -> None:
    """Two answers to one question, each with a thought before it: they stay two."""
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "", "content": "Hm."}]}
    nodes = [
        node("q", "client-created-root", "user", words("Which one?")),
        node("t", "q", "assistant", thoughts),
        node("a", "t", "assistant", words("Blue.")),
        node("b", "t", "assistant", words("Green.")),
        node("c", "q", "assistant", words("Red.")),
    ]
    record = the_one(written(tmp_path / "conversations.json", [conversation(nodes, "b", is_archived=True)]))
    assert said(record)[-1] == ("assistant", "", "Green.")
    assert {message.text for message in record.messages} == {"Which one?", "", "Blue.", "Green.", "Red."}
    assert record.chat.archived


def test_what_else_a_message_of_chatgpts_is_made_of(tmp_path: Path) -> None:
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_1", "width": 1, "height": 1}
    spoken = {"content_type": "audio_transcription", "text": "Spoken.", "direction": "in"}
    question = {"content_type": "multimodal_text", "parts": [picture, spoken, "Written."]}
    mark, unknown = "\ue200cite\ue202turn0search0\ue201", "\ue200cite\ue202turn0search1\ue201"
    sources = {"content_references": [{"matched_text": mark, "alt": "([Site](https://example.org))", "items": []}]}
    canvas = {"name": "Plan", "type": "document", "content": "# Day 1"}
    script = {"name": "run.py", "type": "code/python", "content": "print('`')"}
    nodes = [
        node("q", "client-created-root", "user", question),
        node("a", "q", "assistant", words(f"It is so {mark}.{unknown}"), metadata=sources),
        node("q2", "a", "user", words("Code?")),
        node("b", "q2", "assistant", {"content_type": "code", "language": "python", "text": "1 + 1"}),
        node("q3", "b", "user", words("Both?")),
        node("d", "q3", "assistant", words(json.dumps(canvas)), recipient="canmore.create_textdoc"),
        node("e", "d", "tool", words("Done.")),
        node("f", "e", "assistant", words(json.dumps(script)), recipient="canmore.create_textdoc"),
    ]
    parsed = read(written(tmp_path / "conversations.json", [conversation(nodes, "f", is_starred=True)]))
    assert [text for _, _, text in said(parsed.records[0])] == [
        "Spoken.\n\nWritten.",
        "It is so ([Site](https://example.org)).",
        "Code?",
        "```python\n1 + 1\n```",
        "Both?",
        "**Plan**\n\n# Day 1\n\n**run.py**\n\n```python\nprint('`')\n```",
    ]
    assert parsed.problems == ("One picture or file of a chat was left out.",)
    assert parsed.records[0].chat.pinned


def test_chatgpts_newer_archive_has_its_chats_in_pieces(tmp_path: Path) -> None:
    """conversations-000.json, conversations-001.json …, each a list: mt3hr/gkill looks for these names, too."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2):
            nodes = [node("q", "client-created-root", "user", words(f"Question {number}?"))]
            piece = [conversation(nodes, "q", conversation_id=f"c{number}")]
            archive.writestr(f"conversations-{number:03}.json", json.dumps(piece))
        archive.writestr("__MACOSX/._conversations-000.json", b"\0\5\26\7")
        archive.writestr("user.json", json.dumps({"id": "u", "email": "x"}))
        archive.writestr("shared_conversations.json", json.dumps([{"id": "s", "conversation_id": "c0", "title": "x"}]))
        archive.writestr("message_feedback.json", "[]")
        archive.writestr("chat.html", "<html></html>")
    parsed = read(path)
    assert [record.messages[0].text for record in parsed.records] == ["Question 0?", "Question 1?"]
    assert (parsed.program, parsed.problems) == ("ChatGPT", ())


# --- Claude: AgileWorksZA/claude_export, convert-to-markdown.js (the archive, messages, attachments);
# --- withLinda/claude-conversation-exporter, claude_export_script.js (the blocks, artifacts among them)

NOT_SHOWN = "```\nThis block is not supported on your current device yet.\n```"
ZEROS = "00000000-0000-4000-8000-000000000000"


def message(key: str, parent: str, sender: str, content: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "uuid": key,
        "text": "",
        "content": content,
        "sender": sender,
        "created_at": "2026-03-29T07:06:35.552627Z",
        "updated_at": "2026-03-29T07:06:35.552627Z",
        "attachments": [],
        "files": [],
        "parent_message_uuid": parent,
        **more,
    }


def block(text: str) -> dict[str, Any]:
    times = {"start_timestamp": "2026-03-29T07:06:35Z", "stop_timestamp": "2026-03-29T07:06:36Z", "flags": None}
    return {**times, "type": "text", "text": text, "citations": []}


def claude(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    facts = {"uuid": "c1", "name": "A title", "summary": "", "account": {"uuid": "u"}}
    return [{**facts, "created_at": "2026-03-29T07:06:35Z", "updated_at": "2026-03-29T08:06:35Z"} | {
        "chat_messages": messages
    }]  # fmt: skip


def test_claudes_branches_and_blocks(tmp_path: Path) -> None:
    thinking = {"type": "thinking", "thinking": "A page.", "summaries": [{"summary": "x"}], "cut_off": False}
    page = {"command": "create", "type": "text/html", "title": "Page", "language": None, "content": "<p>Hi</p>"}
    note = {"command": "create", "type": "text/markdown", "title": "Note", "content": "# Hi"}
    change = {"command": "update", "id": "x", "old_str": "Hi", "new_str": "Ho"}
    search = {"type": "tool_use", "name": "web_search", "input": {"query": "hi"}}
    file = {"path": "/mnt/user-data/outputs/a.py", "file_text": "print(1)\n", "description": "x"}
    answer = [
        thinking,
        block("Here it is."),
        search,
        {"type": "tool_result", "name": "web_search", "content": [{"type": "text", "text": "noise"}]},
        {"type": "tool_use", "name": "artifacts", "input": page},
        {"type": "tool_use", "name": "artifacts", "input": note},
        {"type": "tool_use", "name": "artifacts", "input": change},
        {"type": "tool_use", "name": "create_file", "input": file},
        block("Done."),
    ]
    pasted = [{"file_name": "", "file_type": "txt", "file_size": 4, "extracted_content": "Long."}]
    messages = [
        message("q", ZEROS, "human", [block("Make a page.")], attachments=pasted),
        message("a", "q", "assistant", [block("No.")]),
        message("b", "q", "assistant", answer),
        message("q2", ZEROS, "human", [block("Make two pages.")]),
        message(
            "c", "q2", "assistant", [search], text="```\nThis block is not supported on your current device yet.\n```"
        ),
    ]
    written(tmp_path / "projects.json", [{"uuid": "p", "name": "P", "docs": []}])
    written(tmp_path / "users.json", [{"uuid": "u", "full_name": "x"}])
    written(tmp_path / "conversations.json", claude(messages))
    record = the_one(tmp_path)
    assert [(one.role, one.parent_id) for one in record.messages] == [
        (Role.USER, None),
        (Role.ASSISTANT, 1),
        (Role.ASSISTANT, 1),
        (Role.USER, None),
    ]
    assert record.messages[0].text == "Make a page.\n\n\n\nLong."
    assert record.messages[2].reasoning == "A page."
    assert record.messages[2].text == (
        "Here it is.\n\n**Page**\n\n```\n<p>Hi</p>\n```\n\n**Note**\n\n# Hi\n\n"
        "**/mnt/user-data/outputs/a.py**\n\n```\nprint(1)\n```\n\nDone."
    )


# --- LM Studio: YorkieDev/lm-studio-conversation-converter, script.js


def test_lm_studios_versions(tmp_path: Path) -> None:
    def one(text: str) -> dict[str, Any]:
        return {"type": "singleStep", "role": "user", "content": [{"type": "text", "text": text}]}

    def steps(*steps: dict[str, Any]) -> dict[str, Any]:
        sender = {"senderInfo": {"senderName": "qwen3-4b"}}
        return {"type": "multiStep", "role": "assistant", **sender, "steps": list(steps)}

    def speaks(text: str, **more: Any) -> dict[str, Any]:
        content = [{"type": "text", "text": text, "fromDraftModel": False, **more.pop("of_block", {})}]
        info = {"genInfo": {"indexedModelIdentifier": "qwen/qwen3-4b", "stats": {"tokensPerSecond": 40.0}}}
        return {"type": "contentBlock", "stepIdentifier": "1", "content": content, **info, **more}

    thinking = {"style": {"type": "thinking", "ended": True, "title": "Thought for 1 second"}}
    picture = {"type": "file", "fileIdentifier": "1.png", "fileType": "image", "sizeBytes": 1}
    chat = {
        "name": "A title",
        "pinned": True,
        "createdAt": 1_765_672_000_000,
        "userLastMessagedAt": 1_765_672_100_000,
        "assistantLastMessagedAt": 1_765_672_200_000,
        "systemPrompt": "",
        "perChatPredictionConfig": {"fields": [{"key": "llm.prediction.systemPrompt", "value": "Be brief."}]},
        "lastUsedModel": {"identifier": "qwen3-4b"},
        "messages": [
            {"versions": [one("Hi"), one("Hello")], "currentlySelected": 1},
            {
                "versions": [
                    steps(speaks("Hm.", **thinking), speaks("Good day."), {"type": "debugInfoBlock", "debugInfo": "x"}),
                    steps(speaks("Well.", of_block=thinking), speaks("Hello!")),
                    steps(speaks("<think>\nOh.\n</think>\n\nHey.")),
                ],
                "currentlySelected": 0,
            },
            {"versions": [{**one("And this?"), "content": [picture, {"type": "text", "text": "And this?"}]}]},
        ],
    }
    parsed = read(written(tmp_path / "conversations" / "Folder" / "1765672000000.conversation.json", chat).parent)
    (record,) = parsed.records
    assert said(record) == [("user", "", "Hello"), ("assistant", "Hm.", "Good day."), ("user", "", "And this?")]
    answers = [(one.reasoning, one.text, one.model) for one in record.messages if one.role is Role.ASSISTANT]
    assert answers[1:] == [("Well.", "Hello!", "qwen3-4b"), ("Oh.", "Hey.", "qwen3-4b")]
    assert (record.chat.system_prompt, record.chat.pinned) == ("Be brief.", True)
    assert (record.chat.created_at, record.chat.updated_at) == (1_765_672_000.0, 1_765_672_200.0)
    assert parsed.problems == ("One picture or file of a chat was left out.",)


# --- Jan: janhq/jan, src-tauri/src/core/threads/models.rs and core/src/types/message/messageEntity.ts


def test_jans_thread(tmp_path: Path) -> None:
    model = {"id": "llama-3.2-1b", "name": "Llama", "settings": {}}
    thread = {
        "id": "t1",
        "object": "thread",
        "title": "A title",
        "assistants": [{"id": "jan", "name": "Jan", "model": model, "instructions": "Be brief."}],
        "created": 1_765_672_000,
        "updated": 1_765_672_200,
        "metadata": {"is_favorite": True},
    }

    def line(role: str, at: int, *content: dict[str, Any]) -> str:
        facts = {"id": str(at), "object": "thread.message", "thread_id": "t1", "status": "ready"}
        return json.dumps({**facts, "role": role, "created_at": at, "completed_at": at, "content": list(content)})

    def text(kind: str, value: str) -> dict[str, Any]:
        return {"type": kind, "text": {"value": value, "annotations": []}}

    lines = [
        line("user", 1_765_672_000_500, text("text", "Hi"), {"type": "image_url", "image_url": {"url": "data:,"}}),
        line("assistant", 1_765_672_001_000, text("reasoning", "Hm."), text("text", "Hello!")),
        line("user", 1_765_672_002_000, text("text", "And?")),
        line(
            "assistant",
            1_765_672_003_000,
            {"type": "tool_call", "tool_name": "x"},
            text("text", "<think>So.</think>This."),
        ),
    ]
    written(tmp_path / "threads" / "t1" / "thread.json", thread)
    (tmp_path / "threads" / "t1" / "messages.jsonl").write_text("\n".join(lines))
    for path in (tmp_path, tmp_path / "threads" / "t1" / "thread.json"):  # all of them, or one
        parsed = read(path)
        (record,) = parsed.records
        assert said(record) == [
            ("user", "", "Hi"),
            ("assistant", "Hm.", "Hello!"),
            ("user", "", "And?"),
            ("assistant", "So.", "This."),
        ]
        assert (record.chat.system_prompt, record.messages[1].model) == ("Be brief.", "llama-3.2-1b")
        assert record.messages[0].created_at == 1_765_672_000.5
        assert parsed.problems == ("One picture or file of a chat was left out.",)


# --- Open WebUI: open-webui/open-webui, backend/open_webui/models/chats.py and utils/middleware.py


def webui(messages: dict[str, dict[str, Any]], current: str | None, **more: Any) -> dict[str, Any]:
    inner = {
        "title": "A title",
        "models": ["llama3.2:1b"],
        "params": {"system": "Be brief."},
        "history": {"messages": messages, "currentId": current},
        "messages": [],
        "tags": [],
        "timestamp": 1_765_672_000_000,
    }
    facts = {"id": "c1", "user_id": "u", "title": "A title", "created_at": 1_765_672_000, "updated_at": 1_765_672_200}
    return {**facts, "chat": inner, "archived": False, "pinned": False, "meta": {"tags": ["work"]}, **more}


def test_open_webuis_tree(tmp_path: Path) -> None:
    reasoning = (
        '<details type="reasoning" done="true" duration="5">\n<summary>Thought for 5 seconds</summary>\n'
        "&gt; Is 1 &lt; 2?\n&gt; Yes.\n</details>\n"
    )
    tool = (
        '<details type="tool_calls" done="true" name="search" arguments="&quot;{}&quot;" result="&quot;x&quot;">\n'
        "<summary>Tool Executed</summary>\n</details>\n"
    )
    code = (
        '<details type="code_interpreter" done="true" duration="1">\n<summary>Analyzed</summary>\n'
        "```python\n1 + 1\n```\n</details>\n"
    )
    output = [
        {"type": "reasoning", "content": [{"type": "output_text", "text": "Hm."}]},
        {"type": "function_call", "name": "search", "arguments": "{}"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "From items."}]},
    ]
    messages: dict[str, dict[str, Any]] = {
        "q": {"parentId": None, "childrenIds": ["a", "b"], "role": "user", "content": "Is it?", "files": [{"id": "f"}]},
        "a": {"parentId": "q", "childrenIds": [], "role": "assistant", "content": f"{reasoning}{tool}Yes."},
        "b": {"parentId": "q", "childrenIds": ["r"], "role": "assistant", "content": f"So:\n{code}Two."},
        "r": {"parentId": "b", "childrenIds": ["c"], "role": "user", "content": [{"type": "text", "text": "Sure?"}]},
        "c": {"parentId": "r", "childrenIds": [], "role": "assistant", "content": "", "output": output},
    }
    stored = {
        key: {
            "id": key,
            "timestamp": 1_765_672_000,
            "models": ["llama3.2:1b"],
            "model": "llama3.2:1b",
            "done": True,
            **one,
        }
        for key, one in messages.items()
    }
    parsed = read(written(tmp_path / "chat-export.json", [webui(stored, "c", archived=True)]))
    (record,) = parsed.records
    assert said(record) == [
        ("user", "", "Is it?"),
        ("assistant", "", "So:\n```python\n1 + 1\n```\nTwo."),
        ("user", "", "Sure?"),
        ("assistant", "Hm.", "From items."),
    ]
    first = record.messages[1]
    assert (first.reasoning, first.reasoning_seconds, first.text) == ("Is 1 < 2?\nYes.", 5.0, "Yes.")
    assert (record.chat.system_prompt, record.chat.tags, record.chat.archived) == ("Be brief.", ("work",), True)
    assert parsed.problems == ("One picture or file of a chat was left out.",)


def test_other_ways_open_webui_says_it(tmp_path: Path) -> None:
    messages = {
        "q": {"id": "q", "parentId": None, "role": "user", "content": "Is it?"},
        "a": {"id": "a", "parentId": "q", "role": "assistant", "content": "<think>\nHm.\n</think>\nYes."},
        "b": {"id": "b", "parentId": "q", "role": "assistant", "content": "No."},
    }
    newer = the_one(written(tmp_path / "newer.json", [webui(messages, None, current_message_id="a")]))
    assert said(newer) == [("user", "", "Is it?"), ("assistant", "Hm.", "Yes.")]
    bare = the_one(written(tmp_path / "bare.json", webui(messages, "b")["chat"]))
    assert said(bare)[-1] == ("assistant", "", "No.")
