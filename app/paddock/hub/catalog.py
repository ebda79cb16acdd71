"""The models that Paddock recommends, so that a newcomer has one choice to make. One rule: facts only, no network.

The table is `catalog_data.py`. Sizes that are not marked as exact are those of such a file, to a few parts in a
thousand; size, hash and commit that hold come from the Hub when a page is opened or a download starts, and replace
these. So does a file's own header replace the numbers here, which are those of the model's config.json.
"""

from __future__ import annotations

from paddock.hub.catalog_data import ENTRIES
from paddock.hub.catalog_entry import CHATTING, CatalogEntry, Group, Numbers

__all__ = ["CHATTING", "CatalogEntry", "Group", "Numbers", "entry_of", "recommended"]


def recommended() -> tuple[CatalogEntry, ...]:
    """All of them: Meta's own to chat with, the smallest first, then by group."""
    return ENTRIES


def entry_of(id: str) -> CatalogEntry | None:
    """The entry with this id; None if there is none."""
    return next((entry for entry in recommended() if entry.id == id), None)
