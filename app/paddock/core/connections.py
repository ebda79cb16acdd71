"""Connections that the program made. One rule: values; no address of a person's, no text of a search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connection:
    """What was asked of another computer.

    Attributes:
        at: when it began, seconds since the epoch.
        host: whom.
        why: for what, in a few words ("a search", "the page of OWNER/REPOSITORY").
    """

    at: float
    host: str
    why: str
