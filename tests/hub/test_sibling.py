"""Of a second quantisation of a model only the list of tensors is read, and believed only if all of it is right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf
from standin import Hub, Repository, Sparse, Whole

from paddock.hub.client import HubClient
from paddock.hub.gguf import TENSOR_TYPES, GgufHeader, read_header
from paddock.hub.remote_header import RemoteModel, is_split, read_remote_headers
from paddock.hub.shape import shape_of
from paddock.hub.sibling import SLACK, read_sibling

WORDS = [f"word{number:06d}" for number in range(60_000)]
SHAPES = [("token_embd.weight", (256, 4096)), *((f"blk.{n}.ffn_up.weight", (256, 512)) for n in range(16))]
Q4_K, Q6_K, Q8_0, F16 = 12, 14, 8, 1


def model(kinds: Sequence[int], shapes: Sequence[tuple[str, tuple[int, int]]] = SHAPES, **extra: object) -> Sparse:
    """A file with a long tokenizer whose tensors have these types in turn."""
    placed, end = [], 0
    for number, (name, dims) in enumerate(shapes):
        kind = kinds[number % len(kinds)]
        placed.append((name, dims, kind, end))
        _, block, size = TENSOR_TYPES[kind]
        end += math.prod(dims) // block * size
    head = gguf({**LLAMA, "tokenizer.ggml.tokens": WORDS, **extra}, placed, data=0)
    return Sparse(head, len(head) + end)


KNOWN = "known-Q4_K_M.gguf"
FILES = {
    KNOWN: model([Q4_K, Q6_K]),
    "right-Q8_0.gguf": model([Q8_0]),
    "longer-F16.gguf": model([F16], **{"quantize.imatrix.file": "/models/imatrix.dat" * 20, "general.file_type": 1}),
    "other-shape.gguf": model([Q8_0], [(name, (dims[0], 2 * dims[1])) for name, dims in SHAPES]),
    "other-order.gguf": model([Q8_0], SHAPES[::-1]),
    "cut.gguf": Sparse(model([Q8_0]).head, model([Q8_0]).size - 1000),
}


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub([Repository("owner/repo", FILES)]) as served:
        yield served


@pytest.fixture
def client(hub: Hub, tmp_path: Path) -> HubClient:
    return HubClient(hub.env, tmp_path, timeout=10)


@pytest.fixture
def known(client: HubClient) -> GgufHeader:
    (header,) = read_remote_headers(client, RemoteModel("owner/repo", KNOWN))
    return header


def whole(tmp_path: Path, name: str) -> GgufHeader:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(FILES[name].head)
        stream.truncate(FILES[name].size)
    return read_header(path)


@pytest.mark.parametrize("name", ["right-Q8_0.gguf", "longer-F16.gguf", KNOWN])
def test_it_says_what_the_whole_header_says(
    hub: Hub, client: HubClient, known: GgufHeader, tmp_path: Path, name: str
) -> None:
    before = len(hub.asked)
    shape = read_sibling(client, RemoteModel("owner/repo", name), known)
    assert shape == shape_of(whole(tmp_path, name))
    ranges = [asked.headers.get("range", "") for asked in hub.asked[before:] if asked.headers.get("range")]
    first, last = ranges[0].removeprefix("bytes=").split("-")
    assert int(last) - int(first) < 2 * SLACK + 4096 < len(FILES[name].head)


@pytest.mark.parametrize("name", ["other-shape.gguf", "other-order.gguf", "cut.gguf", "not-there.gguf"])
def test_what_is_not_as_expected_is_not_believed(client: HubClient, known: GgufHeader, name: str) -> None:
    assert read_sibling(client, RemoteModel("owner/repo", name), known) is None


def test_a_server_that_sends_everything_is_left(hub: Hub, client: HubClient, known: GgufHeader) -> None:
    hub.bodies.extend([Whole()] * 4)
    assert read_sibling(client, RemoteModel("owner/repo", "right-Q8_0.gguf"), known) is None


def test_files_of_a_model_in_several_are_known_by_their_names() -> None:
    assert is_split("Q4/model-00001-of-00003.gguf")
    assert not is_split(KNOWN)
