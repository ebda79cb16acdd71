"""Every error is the user's or ours, and each says which.

    PaddockError
    ├── UserError   what happened, what to do, the button that mends it
    └── BugError    a mistake of the program: shown once, with details to copy
        └── ClosedError   something was used after it was closed: no mistake while the program ends

One rule: neither ever carries the text of a chat.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from paddock.core.said import Said, joined, text_of, to_json


class Remedy(StrEnum):
    """The button that a front end offers beside an error; each front end maps it to its own action."""

    NONE = ""
    OPEN_MODELS = "open-models"
    OPEN_FILE = "open-file"
    CHOOSE_MODEL = "choose-model"
    SMALLER_CONTEXT = "smaller-context"
    USE_CPU = "use-cpu"
    RETRY = "retry"
    NEW_CHAT = "new-chat"
    ENTER_RECOVERY_KEY = "enter-recovery-key"
    ENTER_PASSPHRASE = "enter-passphrase"
    CHOOSE_FORMAT = "choose-format"


class PaddockError(Exception):
    """Base of everything that Paddock raises on purpose."""


class UserError(PaddockError):
    """Something the person can mend.

    Args:
        what: one sentence: what happened.
        todo: one sentence: what to do about it.
        code: a stable slug, for tests and `--json` ("not-a-model").
        remedy: the button that mends it.
    """

    def __init__(self, what: str, todo: str = "", *, code: str = "error", remedy: Remedy = Remedy.NONE) -> None:
        super().__init__(f"{what} {todo}".strip())
        self.what = what
        self.todo = todo
        self.code = code
        self.remedy = remedy

    def __str__(self) -> str:
        return self.said  # `str` leaves it what it is, so that whoever keeps an error as text can still translate it

    @property
    def said(self) -> Said:
        """Both sentences, to be translated."""
        return joined((self.what, self.todo))

    def to_dict(self) -> dict[str, object]:
        """A JSON-ready form, the inverse of `from_dict`."""
        return {"what": to_json(self.what), "todo": to_json(self.todo), "code": self.code, "remedy": self.remedy.value}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> UserError:
        """Rebuild an error that crossed the process boundary."""
        return cls(
            text_of(data["what"]),
            text_of(data.get("todo", "")),
            code=str(data.get("code", "error")),
            remedy=Remedy(data.get("remedy", "")),
        )


class BugError(PaddockError):
    """A mistake of the program.

    Args:
        what: one sentence a person understands.
        details: what a developer needs (a traceback, the child's last words); never chat text.
    """

    def __init__(self, what: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.details = details

    def __str__(self) -> str:
        return self.what  # as it was said, see `UserError`


class ClosedError(BugError):
    """Something was asked of a part that is closed already; only while the program ends that is nobody's mistake."""
