"""A computer with one dictionary, for tests of spelling: English, in which but a few words are wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WRONG: Mapping[str, Sequence[str]] = {"teh": ("the", "ten"), "Paddok": ("Paddock",), "qwxz": ()}


class English:
    """Both a dictionary and all that there is."""

    def list_languages(self) -> Sequence[str]:
        return ["en_US"]

    def request_dict(self, tag: str) -> English:
        assert tag == "en_US"
        return self

    def check(self, word: str) -> bool:
        return word not in WRONG

    def suggest(self, word: str) -> Sequence[str]:
        return WRONG[word]
