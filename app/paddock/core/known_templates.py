"""Chat templates that are known to be right. One rule: a name here is a promise that somebody compared the text.

Each counts with and without the line break at its end, which converters keep or drop.
"""

from __future__ import annotations

from collections.abc import Mapping

from paddock.core.said import say

KNOWN: Mapping[str, str] = {
    "ba03a121d097859c7b5b9cd03af99aafe95275210d2876f642ad9929a150f122": say("Meta’s for Llama 3"),
    "0a3182e4b5ea175fc6daf849d2c9e7a47ce8e15b8cb8a654b64980ebfdc0b196": say("Meta’s for Llama 3"),
    "b48c47f6443892716176eb200bf4ef108f64e06ca26ed0fa8ebc0a4b3992fcb2": say("Meta’s for Llama 3"),
    "79bdd24efc96969555ba68f72c3bde0b3810214e2802e2beb8f848c38fb15606": say("Meta’s for Llama 3"),
    "e10ca381b1ccc5cf9db52e371f3b6651576caee0a630b452e2816b2d404d4b65": say("Meta’s for Llama 3.1 and 3.3"),
    "93c0e9aa3629bbd77e68dbc0f5621f6e6b23aa8d74b932595cdb8d64684526d7": say("Meta’s for Llama 3.1 and 3.3"),
    "5816fce10444e03c2e9ee1ef8a4a1ea61ae7e69e438613f3b17b69d0426223a4": say("Meta’s for Llama 3.2"),
    "d82792f95932f1c9cef5c4bd992f171225e3bf8c7b609b4557c9e1ec96be819f": say("Meta’s for Llama 3.2"),
    "815788849049db9a77a9585cf3267f0eabca9ec1e5e57801020b73191936fcb2": say("that of Paddock’s guide"),
}
"""SHA-256 (hex) of the text in UTF-8, and what it is called."""


def name_of(sha256: str) -> str:
    """The name of the known good template of this SHA-256 (hex); "" where it is none."""
    return KNOWN.get(sha256, "")
