"""Long work tells how far it is, and ends at the next step once it is stopped."""

from __future__ import annotations

import pytest

from paddock.core.errors import UserError
from paddock.core.progress import CANCELLED, Progress


def test_it_reports_until_it_is_stopped() -> None:
    told: list[tuple[int, int]] = []
    progress = Progress("The backup", lambda done, total: told.append((done, total)))
    progress.at(1, 2)
    progress.stop()
    with pytest.raises(UserError, match="The backup was stopped") as caught:
        progress.at(2, 2)
    assert caught.value.code == CANCELLED
    assert told == [(1, 2)]
