"""The process that sets chats as a PDF: chats come in on stdin, the file is named in the first line.

Rule: it says how far it is after each message, and last either its pages or what is wrong; without the end it was told
to wait for, it writes nothing to the end.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QLoggingCategory, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from paddock.config.dumps import forbid_core_dumps
from paddock.config.paths import resource
from paddock.core.chats import Chat
from paddock.core.messages import Message, Role, TextPart
from paddock.services.exchange.paper import chat_of, message_of
from paddock.ui.i18n import tr, trn
from paddock.ui.icons import IconSet
from paddock.ui.language import speak
from paddock.ui.paper.boxes import PaperFormulas
from paddock.ui.paper.document import PaperDocument
from paddock.ui.paper.press import SCALE, Press
from paddock.ui.style import font_family
from paddock.ui.theme import LIGHT
from paddock.ui.transcript.geometry import in_bubble
from paddock.ui.transcript.notices import who_said
from paddock.ui.transcript.splitter import MAX_TEXT, make_parser
from paddock.ui.transcript.style import Style

QUIET = "qt.text.font.db.warning=false"  # about fonts of the system, which nobody can mend here
_OFTEN = 0.1  # s: how often it says how far it is
_PIECE = MAX_TEXT - 100_000  # characters of a message that are set at once; longer ones come in several


def main() -> int:
    """Set what is on stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends whoever asked, and that one ends this process
    forbid_core_dumps()
    QLoggingCategory.setFilterRules(QUIET)
    app = QApplication([sys.argv[0]])
    formulas = PaperFormulas()
    try:
        _say(pages=set_chats(_lines(sys.stdin.buffer), formulas))
    except (BrokenPipeError, EOFError):  # whoever asked is gone, and takes the file away
        return 1
    except OSError as error:
        _say(error=error.strerror or str(error), number=error.errno)
        return 1
    finally:
        formulas.close()
        del app
    return 0


def set_chats(lines: Iterator[dict[str, Any]], formulas: PaperFormulas) -> int:
    """Set them; the number of pages.

    Raises:
        OSError: the file cannot be written.
        EOFError: the chats ended before their end was said.
    """
    sheet = next(lines)
    app = QCoreApplication.instance()
    assert app is not None
    speak(app, sheet["language"])
    press: Press | None = None
    number, done, of, said = -1, 0, 1, time.monotonic()
    setter: _Setter | None = None
    for line in lines:
        if "chat" in line:
            chat = chat_of(line)
            number, done, of = number + 1, 0, max(int(line["messages"]), 1)
            press = press or Press(sheet["path"], _style(), sheet["title"] or _title(chat))
            setter = setter or _Setter(press, formulas)
            setter.begin(chat, int(line["messages"]))
        elif "end" in line:
            break
        else:
            assert setter is not None
            setter.add(message_of(line))
            done += 1
            if time.monotonic() - said > _OFTEN:
                said = time.monotonic()
                _say(chat=number, share=done / of)
    else:
        raise EOFError
    assert press is not None
    press.close()
    return press.pages


class _Setter:
    """Titles, names and texts."""

    def __init__(self, press: Press, formulas: PaperFormulas) -> None:
        self._press = press
        self._formulas = formulas
        self._parser = make_parser()

    def begin(self, chat: Chat, messages: int) -> None:
        """Begin a chat: its title, and when it was."""
        press, style = self._press, self._press.style
        press.begin_chat(_title(chat))
        title = Message(0, 0, None, Role.ASSISTANT, (TextPart(f"# {_plain_line(_title(chat))}"),))
        press.message(self._document(title, press.width), 0)
        words = trn("1 message", "{n} messages", messages)
        first, last = _day(chat.created_at), _day(chat.updated_at)
        days = first if last in ("", first) else f"{first} – {last}"
        press.space(4)
        press.draw(style.small_line, lambda painter: self._line(painter, " · ".join(filter(None, [days, words])), ""))
        if chat.system_prompt:
            press.space(16)
            self._text(Message(0, 0, None, Role.SYSTEM, (TextPart(chat.system_prompt),)), tr("System prompt"))

    def add(self, message: Message) -> None:
        """A message: who wrote it and when, and what it is."""
        self._press.space(22)
        for number, piece in enumerate(_pieces(message)):
            self._text(piece, "" if number else who_said(message))

    def _text(self, message: Message, name: str) -> None:
        press, style = self._press, self._press.style
        grounded = in_bubble(message.role)
        margin = style.px(14) if grounded else 0
        document = self._document(message, press.width - 2 * margin)
        if name:
            press.need_first(document, style.small_line + style.px(5 + 20))
            press.draw(style.small_line, lambda painter: self._line(painter, name, _moment(message.created_at)))
            press.space(5)
        if grounded:
            press.begin_ground()
        press.message(document, margin)
        if grounded:
            press.end_ground()

    def _document(self, message: Message, width: int) -> PaperDocument:
        document = PaperDocument(message, self._press.style, self._parser, self._formulas, last=False)
        document.set_width(width)
        document.read_all()
        return document

    def _line(self, painter: QPainter, left: str, right: str) -> None:
        style = self._press.style
        area = QRectF(0, 0, self._press.width, style.small_line)
        painter.setPen(style.colour("muted"))
        painter.setFont(style.small)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        room = area.width() - QFontMetricsF(style.small).horizontalAdvance(right) - style.px(12)
        painter.setFont(style.small_bold if right else style.small)
        words = QFontMetricsF(painter.font()).elidedText(left, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _pieces(message: Message) -> Iterator[Message]:
    """A message that is too long for one document, at ends of lines."""
    text = message.text
    if len(text) <= _PIECE:
        yield message
        return
    rest = tuple(part for part in message.parts if not isinstance(part, TextPart))
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            end = text.rfind("\n", start + 1, end) + 1 or end
        yield replace(message, parts=(TextPart(text[start:end]), *(rest if not start else ())))
        start = end


def _style() -> Style:
    font = QFont(font_family())
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # widths as on paper, not as on a screen
    font.setFeature(QFont.Tag("liga"), 0)  # else "office" is not found by who looks for it
    return Style(LIGHT, SCALE, font, IconSet(resource("icons")), wrap=True)


def _title(chat: Chat) -> str:
    return chat.title or tr("New chat")


def _plain_line(text: str) -> str:
    """A title is no Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|$~&:" else c for c in " ".join(text.split()))


def _day(seconds: float) -> str:
    when = QDateTime.fromSecsSinceEpoch(round(seconds))
    return QLocale().toString(when.date(), QLocale.FormatType.LongFormat) if seconds else ""


def _moment(seconds: float) -> str:
    when = QDateTime.fromSecsSinceEpoch(round(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat) if seconds else ""


def _lines(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in stream:
        yield json.loads(line)


def _say(**said: Any) -> None:
    print(json.dumps(said), flush=True)
