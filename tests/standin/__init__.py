"""A stand-in for Hugging Face's Hub, on loopback, which the real `huggingface_hub` takes for one.

`Hub` serves repositories; `StandInHub` serves one file everywhere; both do wrong what they are told to. `python -m
standin` starts one by hand. Its one rule: it knows nothing of Paddock.
"""

from standin.faults import Body, Cut, Drip, Fault, Hold, Lie, Mute, Redirect, Slow, Status, Whole
from standin.repositories import COMMIT, Bytes, Content, OnDisk, Repository, Sparse
from standin.server import CDN, Asked, Hub
from standin.single import StandInHub

__all__ = [
    "CDN",
    "COMMIT",
    "Asked",
    "Body",
    "Bytes",
    "Content",
    "Cut",
    "Drip",
    "Fault",
    "Hold",
    "Hub",
    "Lie",
    "Mute",
    "OnDisk",
    "Redirect",
    "Repository",
    "Slow",
    "Sparse",
    "StandInHub",
    "Status",
    "Whole",
]
