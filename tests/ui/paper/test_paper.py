"""Chats as PDF, read back: what stands on which page, and that nothing is cut off or lost."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import psutil
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from desk import Start

from paddock.core.chats import Chat
from paddock.core.errors import BugError, UserError
from paddock.core.messages import Message, MessageStatus, Part, ReasoningPart, Role, TextPart
from paddock.services.exchange.paper import write_pdf
from paddock.ui.export_chats import ExportChats

LISTS = "# Difficult\n\n1. first\n   - nested\n\n| a | b |\n|---|--:|\n| x | 12 |"
DAY = 1_764_470_000.0
CHAT = Chat(1, "Office *plans* & more", created_at=DAY, updated_at=DAY, system_prompt="Be brief.")


def said(role: Role, *parts: Part | str, model: str = "", status: MessageStatus = MessageStatus.COMPLETE) -> Message:
    made = tuple(TextPart(part) if isinstance(part, str) else part for part in parts)
    return Message(0, 0, None, role, made, status=status, created_at=DAY, model=model)


def answer(*parts: Part | str, status: MessageStatus = MessageStatus.COMPLETE) -> Message:
    return said(Role.ASSISTANT, *parts, model="Small Llama", status=status)


class Paper:
    """A PDF that was written."""

    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        self.document = pypdfium2.PdfDocument(self.bytes)
        self.pages = [page.get_textpage().get_text_bounded() for page in self.document]
        self.text = "\n".join(self.pages).replace("\r\n", "\n")

    def addresses(self) -> list[str]:
        """What can be pressed."""
        found = []
        for page in self.document:
            at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(page, at, link):
                action = pdfium.FPDFLink_GetAction(link)
                size = pdfium.FPDFAction_GetURIPath(self.document, action, None, 0)
                buffer = ctypes.create_string_buffer(size)
                pdfium.FPDFAction_GetURIPath(self.document, action, buffer, size)
                found.append(buffer.value.decode())
        return found

    def outside(self) -> list[tuple[float, ...]]:
        """Words that stand outside of their page's margins of a centimetre."""
        found = []
        for page in self.document:
            width, height = page.get_size()
            for word in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = word.get_bounds()
                if left < 28 or right > width - 28 or bottom < 28 or top > height - 28:
                    found.append((left, bottom, right, top))
        return found

    def drawn(self, kind: int) -> int:
        """How many objects of a kind there are."""
        return sum(1 for page in self.document for _ in page.get_objects(filter=[kind]))


def paper(folder: Path, *messages: Message, chat: Chat = CHAT) -> Paper:
    path = folder / "chat.pdf"
    pages = write_pdf(path, [(chat, messages)], 1)
    made = Paper(path)
    assert len(made.pages) == pages
    assert [entry.name for entry in folder.iterdir()] == ["chat.pdf"]
    return made


def in_order(text: str, words: Sequence[str]) -> list[int]:
    places = [text.index(word) for word in words]
    assert places == sorted(places)
    return places


def test_what_was_said_stands_in_its_order_with_who_and_when(tmp_path: Path) -> None:
    made = paper(
        tmp_path,
        said(Role.USER, "How does the office work?\n**plainly**"),
        answer(ReasoningPart("They ask.", 3.2), LISTS),
        answer("Half an", status=MessageStatus.STOPPED),
    )
    in_order(
        made.text,
        [
            "Office *plans* & more", "2025", "3 messages", "System prompt", "Be brief.", "You",
            "How does the office work?", "**plainly**", "Small Llama", "Thought for 3 s", "They ask.", "Difficult",
            "1.", "first", "nested", "12", "Half an", "Stopped",
        ],
    )  # fmt: skip
    assert made.document.get_metadata_value("Title") == "Office *plans* & more"
    assert re.search(r"\n1\s*$", made.pages[0])


def test_every_font_is_in_the_file(tmp_path: Path) -> None:
    made = paper(tmp_path, answer("Plain **bold** *italic* `code`"))
    used = made.bytes.count(b"/Type /FontDescriptor")
    assert used >= 4
    assert made.bytes.count(b"/FontFile2") == used


def test_links_can_be_pressed_and_lead_out_of_no_other_door(tmp_path: Path) -> None:
    made = paper(
        tmp_path,
        answer("[one](https://example.com/a) https://example.org/b [no](file:///etc/passwd) [^1]\n\n[^1]: N"),
    )
    assert set(made.addresses()) == {"https://example.com/a", "https://example.org/b"}


def test_formulas_are_drawn_and_no_letters(tmp_path: Path) -> None:
    before = paper(tmp_path, answer("Words.")).drawn(pdfium.FPDF_PAGEOBJ_PATH)
    made = paper(tmp_path, answer("It is $a^2+b^2$.\n\n$$\\frac{1}{2}$$\n\n$\\unreadable{$ stays"))
    assert made.drawn(pdfium.FPDF_PAGEOBJ_PATH) > before + 7
    assert made.drawn(pdfium.FPDF_PAGEOBJ_IMAGE) == 0
    assert re.search(r"It is\s*…\s*\.", made.text)
    assert "$\\unreadable{$ stays" in made.text


def test_long_lines_of_code_are_wrapped_and_each_line_stands_there_once(tmp_path: Path) -> None:
    wide = "".join(f"w{number:03}" for number in range(400))
    lines = [f"line_{number:04} = {number};" for number in range(300)]
    made = paper(tmp_path, answer("```python\n" + "\n".join([wide, *lines]) + "\n```"))
    assert len(made.pages) > 4
    flat = re.sub(r"\s", "", made.text)
    assert re.findall(r"line_\d{4}=\d+;", flat) == [line.replace(" ", "") for line in lines]
    assert re.findall(r"w\d{3}", flat) == re.findall(r"w\d{3}", wide)
    assert made.outside() == []


def test_a_wide_table_and_a_high_row_are_all_there(tmp_path: Path) -> None:
    wide = "|".join(f" c{number:02} " for number in range(30))
    high = " ".join(f"h{number:04}" for number in range(1200))
    table = f"|{wide}|\n|{'---|' * 30}\n|{wide.replace('c', 'd')}|\n\n| a | b |\n|---|---|\n| {high} | end |"
    made = paper(tmp_path, answer(table))
    flat = re.sub(r"\s", "", made.text)
    assert all(f"{letter}{number:02}" in flat for letter in "cd" for number in range(30))
    assert re.findall(r"h\d{4}", made.text) == high.split()
    assert made.outside() == []


@pytest.mark.parametrize("role", [Role.USER, Role.ASSISTANT])
def test_a_message_of_many_pages_loses_and_repeats_no_word(tmp_path: Path, role: Role) -> None:
    words = [f"w{number:05}" for number in range(6000)]
    text = "\n\n".join(" ".join(words[at : at + 150]) for at in range(0, len(words), 150))
    made = paper(tmp_path, said(role, text))
    assert len(made.pages) > 5
    assert re.findall(r"w\d{5}", made.text) == words
    assert [re.search(r"(\d+)\s*$", page)[1] for page in made.pages] == [str(n + 1) for n in range(len(made.pages))]  # type: ignore[index]
    assert all("Office *plans*" in page for page in made.pages)
    assert made.outside() == []


def test_a_message_longer_than_what_the_window_shows_is_whole(tmp_path: Path) -> None:
    made = paper(tmp_path, answer(("word " * 199 + "\n") * 1100 + "\n\nthe very end"))
    assert "the very end" in made.pages[-1]
    assert "too long" not in made.text


def test_other_scripts_and_pictures_of_letters(tmp_path: Path) -> None:
    made = paper(tmp_path, answer("漢字 עברית 🙂"), chat=Chat(1, ""))
    assert "漢字" in made.text
    assert "עברית" in made.text or "תירבע" in made.text
    assert "New chat" in made.pages[0]


def test_each_of_several_chats_begins_on_a_page(tmp_path: Path) -> None:
    path, shares = tmp_path / "all.pdf", list[float]()
    chats = [(Chat(number, f"Chat {number}"), [answer(f"Answer {number}")] * 3) for number in range(3)]
    assert write_pdf(path, chats, 3, title="3 chats", report=shares.append) == 3
    made = Paper(path)
    assert [page.split()[1] for page in made.pages] == ["0", "1", "2"]
    assert made.document.get_metadata_value("Title") == "3 chats"
    assert shares == sorted(shares)


def test_who_stops_it_finds_nothing_written(tmp_path: Path) -> None:
    stop = threading.Event()
    many = [answer("A paragraph of some length. " * 40)] * 5000

    with pytest.raises(UserError, match="stopped") as stopped:
        write_pdf(tmp_path / "a.pdf", [(CHAT, many)], 1, report=lambda share: stop.set(), stop=stop)
    assert stopped.value.code == "cancelled"
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_dies_leaves_nothing_and_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(BugError):
        write_pdf(path, [(CHAT, [answer("x")])], 1, command=[sys.executable, "-c", "import sys; sys.exit(3)"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


MANY = """
import sys
from pathlib import Path
import test_paper as kit
many = [kit.answer("A paragraph of some length. " * 40)] * 50_000
kit.write_pdf(Path(sys.argv[1]), [(kit.CHAT, many)], 1, report=lambda share: print("begun", flush=True))
"""


def test_it_ends_when_who_asked_is_killed(tmp_path: Path) -> None:
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(here), str(here.parent)])}
    asked = subprocess.Popen([sys.executable, "-c", MANY, str(tmp_path / "a.pdf")], env=env, stdout=subprocess.PIPE)
    assert asked.stdout is not None
    assert asked.stdout.readline() == b"begun\n"
    setting = psutil.Process(asked.pid).children()
    assert setting
    asked.kill()
    asked.wait()
    asked.stdout.close()
    assert not psutil.wait_procs(setting, timeout=30)[1]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_pdf(tmp_path / "no" / "a.pdf", [(CHAT, [answer("x")])], 1)


def test_the_window_writes_one(start: Start, tmp_path: Path) -> None:
    desk = start(["# Heading\n\nThe answer."])
    desk.ask("The question?")
    chat = desk.window.conversation.chat
    assert chat is not None
    dialog = desk.window.chats.ask_export([chat])
    dialog.file.set_path(tmp_path / "chat.pdf")
    with desk.qtbot.waitSignal(desk.window.chats.exported, timeout=30_000):
        dialog.yes.click()
    in_order(Paper(tmp_path / "chat.pdf").text, ["The question?", "Heading", "The answer."])
    desk.wait(lambda: not desk.window.findChildren(ExportChats))
    assert "chat.pdf" in desk.window.bar.what.text()


def test_stopping_it_in_the_window_leaves_nothing(start: Start, tmp_path: Path) -> None:
    desk = start(["Answer " * 2000])
    desk.ask("The question?")
    chat = desk.window.conversation.chat
    assert chat is not None
    dialog = desk.window.chats.ask_export([chat])
    dialog.file.set_path(tmp_path / "chat.pdf")
    dialog.yes.click()
    dialog.no.click()
    desk.wait(lambda: not dialog.working)
    assert "stopped" in dialog.doing.text()
    assert dialog.isVisible()
    assert not desk.window.bar.isVisible()
    assert list(tmp_path.glob("*.pdf")) == []
