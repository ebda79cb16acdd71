"""Long texts beside a message, and how they stand in it when it is sent.

One rule: what is written out reads back the same, so a message or a draft needs no second place to keep them in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.refusals import why_not
from paddock.ui.i18n import tr
from paddock.ui.message_edit import LONG

MOST_BYTES = 4 << 20
_LAST_FENCE = re.compile(r"\n(`{3,})\Z")
_NAME = re.compile(r"[^\n`]{1,200}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text with a name."""

    name: str
    text: str


def written_out(text: str, attachments: Sequence[Attachment]) -> str:
    """The whole message: what was typed, then each text in a fence that is longer than any in it."""
    parts = [text] if text else []
    for each in attachments:
        longest = max((len(run) for run in re.findall(r"`{3,}", each.text)), default=2)
        fence = "`" * (longest + 1)
        parts.append(f"{each.name}:\n{fence}\n{each.text}\n{fence}")
    return "\n\n".join(parts)


def taken_apart(message: str) -> tuple[str, list[Attachment]]:
    """What was typed, and the texts beside it; a short one stays where it stands."""
    found: list[Attachment] = []
    while len(message) > LONG and (last := _last_of(message)) is not None and len(last[1].text) > LONG:
        found.insert(0, last[1])
        message = message[: last[0]]
    return message, found


def _last_of(message: str) -> tuple[int, Attachment] | None:
    """The text in a fence at the end of a message, and where it begins with its name."""
    closing = _LAST_FENCE.search(message)
    if closing is None:
        return None
    fence = closing[1]
    opening = message.rfind(fence, 0, closing.start())  # what stands between has no such fence, see `written_out`
    head, inside = message[: max(opening, 0)], message[opening + len(fence) : closing.start()]
    name_at = head.rfind("\n", 0, -2) + 1
    alone = name_at == 0 or head[:name_at].endswith("\n\n")
    if not (head.endswith(":\n") and alone and _NAME.fullmatch(head[name_at:-2]) and inside.startswith("\n")):
        return None
    return max(name_at - 2, 0), Attachment(head[name_at:-2], inside[1:])


def size_words(text: str) -> str:
    """How long a text is: "12 KB"."""
    return tr("{count} KB", count=max(1, round(len(text.encode(errors="replace")) / 1000)))


def read_text(path: Path) -> Attachment:
    """A file as an attachment; blocks on the disk.

    Raises:
        UserError: "not-text", "too-long", "cannot-read".
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            tr("“{name}” cannot be read ({why}).", name=path.name, why=why_not(error)), "", code="cannot-read"
        ) from error
    if len(data) > MOST_BYTES:
        what = tr("{name} is too long to read.", name=path.name)
        raise UserError(what, tr("Paste the part that matters."), code="too-long")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        what = tr("{name} is not a text.", name=path.name)
        raise UserError(what, tr("Only texts can be attached."), code="not-text")
    name = " ".join(path.name.replace("`", "'").split())[:200]
    return Attachment(name or "file", text.replace("\r\n", "\n").strip("\n"))
