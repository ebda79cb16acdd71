"""A model's header is read from the Hub without the model: through the real client, against a stand-in."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, TENSORS, gguf
from standin import Cut, StandInHub, Status, Whole

from paddock.core.errors import UserError
from paddock.hub.client import HubClient
from paddock.hub.gguf import read_header
from paddock.hub.remote_header import FIRST_PART, RemoteModel, parse_reference, read_remote_headers

WORDS = [f"word{number:06d}" for number in range(90_000)]
WEIGHTS = 8_000_000
MODEL = RemoteModel("owner/repo", "model-Q4_K_M.gguf")


@pytest.fixture(scope="module")
def content() -> bytes:
    """A model with a long tokenizer, 1.6 MB, and weights, 8 MB."""
    return gguf({**LLAMA, "tokenizer.ggml.tokens": WORDS, "last": "here"}, data=WEIGHTS)


@pytest.fixture
def remote(content: bytes) -> Iterator[StandInHub]:
    with StandInHub(content) as hub:
        yield hub


@pytest.fixture
def client(remote: StandInHub, tmp_path: Path) -> HubClient:
    return HubClient(remote.env, tmp_path, timeout=10)


def fetched(hub: StandInHub) -> list[tuple[int, int]]:
    found = [re.fullmatch(r"bytes=(\d+)-(\d+)", asked) for asked in hub.ranges()]
    return [(int(one[1]), int(one[2])) for one in found if one]


def test_the_header_is_that_of_the_file_and_the_weights_stay_there(
    remote: StandInHub, client: HubClient, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "same.gguf"
    path.write_bytes(content)
    assert read_remote_headers(client, MODEL) == (read_header(path),)
    ranges = fetched(remote)
    assert ranges[0] == (0, FIRST_PART - 1)
    assert all(before[1] + 1 == after[0] for before, after in itertools.pairwise(ranges))
    header = len(content) - WEIGHTS
    assert header <= ranges[-1][1] < 3 * header < WEIGHTS
    assert len(ranges) == len(remote.ranges())


def test_a_server_that_sends_everything_does_no_harm(remote: StandInHub, client: HubClient) -> None:
    remote.bodies.extend([Whole()] * 20)
    (header,) = read_remote_headers(client, MODEL)
    assert header.metadata["last"] == "here"


def test_all_files_of_a_model_in_several_are_asked_for(remote: StandInHub, client: HubClient) -> None:
    headers = read_remote_headers(client, RemoteModel("owner/repo", "Q4/model-00001-of-00003.gguf"))
    assert len(headers) == 3
    heads = [asked.path for asked in remote.asked if asked.method == "HEAD"]
    assert [path.partition("/main/")[2] for path in heads] == [f"Q4/model-0000{n}-of-00003.gguf" for n in (1, 2, 3)]


def test_what_goes_wrong_is_said(remote: StandInHub, client: HubClient, tmp_path: Path) -> None:
    def refused(using: HubClient = client) -> str:
        with pytest.raises(UserError) as caught:
            read_remote_headers(using, MODEL)
        assert caught.value.todo
        assert "Resume" not in str(caught.value)
        return caught.value.code

    remote.heads.append(Status(404, {"X-Error-Code": "EntryNotFound"}))
    assert refused() == "not-found"
    remote.heads.append(Status(403, {"X-Error-Code": "GatedRepo"}))
    assert refused() == "gated"
    remote.bodies.append(Cut(1000))
    assert refused() == "offline"
    remote.bodies.append(Status(503))
    assert refused() == "hub-error"
    remote.content = b"<html>" + bytes(5000)
    assert refused() == "web-page"
    remote.content = b"GGUF" + struct.pack("<IQQ", 3, 0, 8000) + bytes(100)
    assert refused() == "truncated"
    nobody = HubClient({"HF_ENDPOINT": "http://127.0.0.1:9"}, tmp_path, timeout=2)
    assert refused(nobody) == "offline"


def test_a_reference_names_a_repository_and_a_file_in_it() -> None:
    assert parse_reference("hf:owner/repo-GGUF/file.gguf") == RemoteModel("owner/repo-GGUF", "file.gguf")
    assert parse_reference("HF:o/r/deep/er/File.GGUF") == RemoteModel("o/r", "deep/er/File.GGUF")
    assert parse_reference("/models/file.gguf") is None
    assert parse_reference("guide") is None


@pytest.mark.parametrize(
    "text", ["hf:", "hf:owner/repo", "hf:owner/file.gguf", "hf:o/r/../../x.gguf", "hf:o/r/a?b.gguf"]
)
def test_half_a_reference_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_reference(text)
    assert caught.value.code == "bad-reference"


def test_the_tensors_come_along(client: HubClient) -> None:
    (header,) = read_remote_headers(client, MODEL)
    assert [tensor.name for tensor in header.tensors] == [name for name, *_ in TENSORS]
