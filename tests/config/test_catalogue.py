"""Every setting is described, and what is typed becomes its value."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from paddock.config.catalogue import described, names, value_of
from paddock.config.settings import Settings
from paddock.core.errors import UserError


def test_every_setting_has_a_sentence() -> None:
    assert names(remembered=True) == tuple(field.name for field in fields(Settings))
    for name in names(remembered=True):
        about = described(name)
        assert about.words.endswith(".")
        assert about.values
    assert set(names()) < set(names(remembered=True))
    assert "geometry" not in names()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("theme", "dark", "dark"),
        ("theme", "true", "true"),
        ("tune", "off", False),
        ("tune", "true", True),
        ("n_ctx", "4096", 4096),
        ("n_ctx", "many", "many"),
        ("opened_models", '["/a"]', ["/a"]),
        ("sampling", '{"": {"top_k": 1}}', {"": {"top_k": 1}}),
        ("temperature", "0.5", 0.5),
    ],
)
def test_what_is_typed(name: str, text: str, value: Any) -> None:
    assert value_of(name, text) == value


def test_there_is_no_such_setting() -> None:
    with pytest.raises(UserError) as caught:
        value_of("colour", "red")
    assert caught.value.code == "no-such-setting"
