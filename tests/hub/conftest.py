"""A stand-in Hub for each test."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from standin import StandInHub


@pytest.fixture
def hub() -> Iterator[StandInHub]:
    with StandInHub(random.Random(1).randbytes(300_000)) as running:
        yield running
