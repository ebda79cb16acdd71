"""The recovery key survives handwriting."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.config.recovery import parse_recovery, recovery_text
from paddock.core.errors import UserError

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_round_trip(key: bytes) -> None:
    text = recovery_text(key)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}", text)
    assert parse_recovery(text) == key


@given(keys)
def test_it_may_be_written_in_any_way(key: bytes) -> None:
    text = recovery_text(key)
    forms = (
        text.lower(),
        text.replace("-", ""),
        text.replace("-", " \n"),
        f"  {text.replace('-', '–')}. ",
        text.replace("0", "O").replace("1", "l"),
        text.replace("0", "o").replace("1", "I"),
    )
    assert {parse_recovery(form) for form in forms} == {key}


@given(keys, st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_found(key: bytes, place: int, character: str) -> None:
    plain = recovery_text(key).replace("-", "")
    wrong = plain[:place] + character + plain[place + 1 :]
    if wrong == plain:
        assert parse_recovery(wrong) == key
        return
    with pytest.raises(UserError) as caught:
        parse_recovery(wrong)
    assert caught.value.code == "bad-recovery-key"


@given(st.text(max_size=80))
def test_anything_else_is_the_users_error(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_recovery(text)
    assert caught.value.code == "bad-recovery-key"


def test_the_form_does_not_change() -> None:
    """People have it on paper."""
    assert recovery_text(bytes(range(32))) == FROZEN
    assert parse_recovery(FROZEN) == bytes(range(32))


FROZEN = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFT-MYDF"
