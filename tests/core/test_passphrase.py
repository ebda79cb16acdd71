"""How strong a passphrase is said to be: never stronger than whoever guesses would find it."""

from __future__ import annotations

import pytest

from paddock.core.passphrase import Strength, strength_of


@pytest.mark.parametrize(
    ("passphrase", "strength"),
    [
        ("", Strength.SHORT),
        ("a1!B2?c", Strength.SHORT),
        ("password", Strength.WEAK),
        ("password123456", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("abcdefghijklmnop", Strength.WEAK),
        ("12345678901234", Strength.WEAK),
        ("correct horse", Strength.WEAK),
        ("correct horse battery", Strength.FAIR),
        ("correct horse battery staple", Strength.STRONG),
        ("Xk9fPq2mZr7v", Strength.STRONG),
        ("kqzvxwpjgrbt", Strength.STRONG),
        ("köttbullar på söndag", Strength.STRONG),
        ("七八九十月火水木金", Strength.STRONG),
    ],
)
def test_strength(passphrase: str, strength: Strength) -> None:
    assert strength_of(passphrase) is strength
