"""What other programs write when they export a chat. One rule: the layouts are those that the readers' docstrings name.

Each is one chat called "A title": a question with two answers, of which the second is shown.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def gpt_node(key: str, parent: str, role: str, said: Any, **more: Any) -> dict[str, Any]:
    message = {
        "id": key,
        "author": {"role": role},
        "create_time": 1_700_000_000.5,
        "content": {"content_type": "text", "parts": said if isinstance(said, list) else [said]},
        "metadata": {"model_slug": "gpt-4o"} if role == "assistant" else {},
        "recipient": "all",
        **more,
    }
    return {"id": key, "message": message, "parent": parent, "children": []}


def chatgpt() -> list[dict[str, Any]]:
    mapping = {
        "root": {"id": "root", "message": None, "parent": None, "children": ["s"]},
        "s": gpt_node("s", "root", "system", "", metadata={"is_visually_hidden_from_conversation": True}),
        "q": gpt_node("q", "s", "user", "Question?"),
        "a1": gpt_node("a1", "q", "assistant", "First."),
        "t": gpt_node("t", "q", "assistant", "search('x')", recipient="browser"),
        "a2": gpt_node("a2", "t", "assistant", ["Second.", {"content_type": "image_asset_pointer"}]),
        "q2": gpt_node("q2", "a2", "user", "And?"),
    }
    return [
        {
            "id": "c1",
            "title": "A title",
            "create_time": 1_700_000_000.0,
            "update_time": 1_700_000_100.0,
            "mapping": mapping,
            "current_node": "q2",
        }
    ]


def claude() -> list[dict[str, Any]]:
    def message(key: str, parent: str, sender: str, said: str, **more: Any) -> dict[str, Any]:
        return {
            "uuid": key,
            "parent_message_uuid": parent,
            "sender": sender,
            "text": said,
            "created_at": "2026-01-02T03:04:05.678901Z",
            **more,
        }

    attached = {"file_name": "a.txt", "extracted_content": "x"}
    thinking = [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "First."}, {"type": "tool_use"}]
    return [
        {
            "uuid": "c1",
            "name": "A title",
            "created_at": "2026-01-02T03:04:05Z",
            "updated_at": "2026-01-03T03:04:05Z",
            "chat_messages": [
                message("q", "0000", "human", "Question?", attachments=[attached]),
                message("a1", "q", "assistant", "", content=thinking),
                message("a2", "q", "assistant", "Second.", files=[{"file_name": "b.png"}]),
            ],
        }
    ]


def lmstudio() -> dict[str, Any]:
    def single(role: str, said: str) -> dict[str, Any]:
        return {"type": "singleStep", "role": role, "content": [{"type": "text", "text": said}]}

    def multi(said: str) -> dict[str, Any]:
        steps = [
            {"type": "contentBlock", "style": {"type": "thinking"}, "content": [{"type": "text", "text": "Hm."}]},
            {"type": "contentBlock", "content": [{"type": "text", "text": said}]},
            {"type": "debugInfoBlock", "debugInfo": "x"},
        ]
        return {"type": "multiStep", "role": "assistant", "senderInfo": {"senderName": "llama-3.2-1b"}, "steps": steps}

    return {
        "name": "A title",
        "createdAt": 1_700_000_000_000,
        "systemPrompt": "Be brief.",
        "messages": [
            {"versions": [single("user", "Question?")], "currentlySelected": 0},
            {"versions": [multi("First."), multi("Second.")], "currentlySelected": 1},
        ],
    }


def openwebui() -> list[dict[str, Any]]:
    reasoning = '<details type="reasoning" done="true">\n<summary>Thought for 2 seconds</summary>\n> Hm.\n</details>\n'
    messages = {
        "q": {"id": "q", "parentId": None, "role": "user", "content": "Question?", "timestamp": 1_700_000_000},
        "a1": {"id": "a1", "parentId": "q", "role": "assistant", "content": f"{reasoning}First.", "model": "llama3.2"},
        "a2": {"id": "a2", "parentId": "q", "role": "assistant", "content": "Second.", "modelName": "Llama"},
    }
    return [
        {
            "id": "c1",
            "title": "A title",
            "created_at": 1_700_000_000,
            "updated_at": 1_700_000_100,
            "pinned": True,
            "meta": {"tags": ["work", {"name": "Ideas"}]},
            "chat": {"history": {"messages": messages, "currentId": "a2"}},
        }
    ]


def jan(folder: Path) -> Path:
    thread = folder / "threads" / "jan_1700000000"
    thread.mkdir(parents=True)
    (thread / "thread.json").write_text(json.dumps({"id": "t1", "title": "A title", "created": 1_700_000_000}))
    lines = [
        {"role": "assistant", "created_at": 1_700_000_002, "content": [{"type": "text", "text": {"value": "Second."}}]},
        {"role": "user", "created_at": 1_700_000_001, "content": [{"type": "text", "text": {"value": "Question?"}}]},
    ]
    (thread / "messages.jsonl").write_text("\n".join([*map(json.dumps, lines), "{broken", ""]))
    return folder / "threads"
