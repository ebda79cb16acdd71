"""`paddock chats export` as a person starts it: a real process that writes each format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[3]
CHATS = [
    {
        "uuid": "c",
        "name": "Tents",
        "chat_messages": [
            {"uuid": "q", "sender": "human", "text": "Which tent?"},
            {"uuid": "a", "sender": "assistant", "text": "The **green** one."},
        ],
    }
]


def paddock(home: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PADDOCK_HOME": str(home),
        "PYTHONPATH": str(ROOT / "app"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    command = [sys.executable, "-m", "paddock", *argv]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one chat is."""
    folder = tmp_path_factory.mktemp("exports")
    (folder / "conversations.json").write_text(json.dumps(CHATS))
    result = paddock(folder / "home", "chats", "import", str(folder / "conversations.json"))
    assert (result.returncode, result.stdout) == (0, "1 chat with 2 messages came in from Claude.\n")
    return folder / "home"


def test_a_pdf(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    result = paddock(home, "chats", "export", "--format", "pdf", "-o", str(path))
    assert (result.returncode, result.stdout, result.stderr) == (0, f"Written to {path}.\n", "")
    (page,) = pypdfium2.PdfDocument(path.read_bytes())
    text = page.get_textpage().get_text_bounded()
    assert all(said in text for said in ("Tents", "Which tent?", "The green one."))
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_html_and_json(home: Path, tmp_path: Path) -> None:
    page, facts = tmp_path / "a.html", tmp_path / "a.json"
    assert paddock(home, "chats", "export", "--format", "html", "-o", str(page)).returncode == 0
    assert "<strong>green</strong>" in page.read_text("utf-8")
    result = paddock(home, "chats", "export", "-o", str(facts), "--json")
    assert json.loads(result.stdout)["format"] == "json"
    (chat,) = json.loads(facts.read_text("utf-8"))["chats"]
    assert [message["role"] for message in chat["messages"]] == ["user", "assistant"]
