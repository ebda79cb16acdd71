"""The header reader: right files are read right, and no file crashes it, hangs it or fills the memory."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, TENSORS, gguf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.core.errors import UserError
from paddock.hub.gguf import MAX_HEADER, read_header

SHARED = Path(__file__).parents[3] / "shared" / "models"
HEAD = b"GGUF" + struct.pack("<I", 3)


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_header(path)
    assert caught.value.todo
    return caught.value.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


@pytest.mark.parametrize("version", [2, 3])
def test_reads_metadata_and_tensors(file: Path, version: int) -> None:
    words = ["word"] * 5000
    file.write_bytes(gguf({**LLAMA, "tokenizer.ggml.tokens": words, "x.heads": [1, 2, 3]}, version=version))
    header = read_header(file)
    assert header.version == version
    assert header.metadata["general.name"] == "Llama 3.2 1B Instruct"
    assert header.metadata["llama.block_count"] == 16
    assert header.metadata["x.heads"] == (1, 2, 3)
    assert header.metadata["tokenizer.ggml.tokens"] == ()  # stepped over
    assert header.n_params == 256 * 4 + 8
    assert header.weights == {"Q4_K": 1024, "F32": 8}
    assert header.data_end == header.file_size == file.stat().st_size


def test_long_number_arrays_are_stepped_over(file: Path) -> None:
    file.write_bytes(gguf({**LLAMA, "tokenizer.ggml.token_type": [1] * 3000, "last": "here"}))
    metadata = read_header(file).metadata
    assert metadata["tokenizer.ggml.token_type"] == ()
    assert metadata["last"] == "here"


def test_every_shorter_file_is_refused(file: Path) -> None:
    whole = gguf()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert refused(file) == ("truncated" if length >= 4 else "not-a-model"), length


def test_tensor_of_unknown_type_is_left_to_the_engine(file: Path) -> None:
    file.write_bytes(gguf(tensors=[("new.weight", (2**60,), 9999, 0), *TENSORS]))
    assert read_header(file).weights == {"Q4_K": 1024, "F32": 8}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-a-model"),
        (b"GGU", "not-a-model"),
        (b"PK\x03\x04" + bytes(100), "not-a-model"),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1) + bytes(100), "unsupported-gguf"),
        (b"GGUF" + struct.pack("<III", 1, 1, 1) + bytes(100), "unsupported-gguf"),
        (b"GGUF" + struct.pack("<IQQ", 4, 0, 0) + bytes(100), "unsupported-gguf"),
        (b"GGUF" + b"\xff" * 100, "not-a-model"),
        (HEAD + struct.pack("<QQ", 0, 2**64 - 1) + bytes(100), "not-a-model"),
        (HEAD + struct.pack("<QQ", 2**64 - 1, 0) + bytes(100), "not-a-model"),
        (HEAD + struct.pack("<QQ", 0, 60_000) + bytes(100), "truncated"),
        # an array of 2^62 numbers; of 2^62 empty strings; of arrays; of a type that is not
        (HEAD + struct.pack("<QQQIIQ", 0, 1, 0, 9, 0, 2**62) + bytes(9), "not-a-model"),
        (HEAD + struct.pack("<QQQIIQ", 0, 1, 0, 9, 8, 2**62), "not-a-model"),
        (HEAD + struct.pack("<QQQIIQ", 0, 1, 0, 9, 9, 1) + bytes(40), "not-a-model"),
        (HEAD + struct.pack("<QQQI", 0, 1, 0, 13) + bytes(40), "not-a-model"),
        (HEAD + struct.pack("<QQQ", 0, 1, 2**63) + bytes(40), "not-a-model"),  # a key of 2^63 bytes
        (HEAD + struct.pack("<QQQIQ", 0, 1, 0, 8, 2**63) + bytes(40), "not-a-model"),  # a text of 2^63 bytes
        (gguf(tensors=[("t", (3,), 12, 0)]), "not-a-model"),  # not whole blocks
        (gguf(tensors=[("t", (1,) * 5, 0, 0)]), "not-a-model"),
        (gguf(tensors=[("t", (2**63, 2**63, 2**63, 2**63), 0, 0)]), "truncated"),
        (gguf(tensors=[("t", (1,), 0, 2**63)]), "truncated"),
        (gguf({**LLAMA, "general.alignment": 0}), "not-a-model"),
        (gguf({**LLAMA, "general.alignment": 33}), "not-a-model"),
        (gguf({**LLAMA, "general.alignment": "wide"}), "not-a-model"),
    ],
)  # fmt: skip
def test_wrong_files_are_refused(file: Path, content: bytes, code: str) -> None:
    file.write_bytes(content)
    assert refused(file) == code


def test_the_smallest_file_that_promises_most(file: Path) -> None:
    """Few bytes, then a hole of a terabyte: counts that "fit the file" still end at the header's limit."""
    for count, kind in ((MAX_HEADER // 8, 8), (MAX_HEADER, 0), (2**39, 1)):
        with file.open("wb") as stream:
            stream.write(HEAD + struct.pack("<QQQIIQ", 0, 1, 0, 9, kind, count))
            stream.truncate(2**40)
        assert refused(file) == "not-a-model"


def test_not_files(tmp_path: Path) -> None:
    assert refused(tmp_path) == "not-a-model"
    assert refused(tmp_path / "missing.gguf") == "unreadable"
    os.mkfifo(tmp_path / "pipe.gguf")
    assert refused(tmp_path / "pipe.gguf") == "not-a-model"  # and does not wait for a writer


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(file: Path) -> None:
    file.write_bytes(gguf())
    file.chmod(0)
    assert refused(file) == "unreadable"


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_headers_end_in_a_header_or_a_user_error(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(gguf())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 609))
        patch = data.draw(st.one_of(st.binary(min_size=1, max_size=9), st.sampled_from([b"\xff" * 8, b"\0" * 8])))
        content[at : at + len(patch)] = patch
    file = tmp_path / "mutated.gguf"
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    code = ""
    try:
        assert read_header(file).data_end <= file.stat().st_size
    except UserError as error:
        code = error.code
    assert code in {"", "not-a-model", "truncated", "unsupported-gguf"}


def test_text_that_is_not_utf8_becomes_replacement_characters(file: Path) -> None:
    raw = gguf().replace(b"Llama 3.2 1B Instruct", b"Llama 3.2 1B Instruc\xff", 1)
    file.write_bytes(raw)
    assert read_header(file).metadata["general.name"] == "Llama 3.2 1B Instruc\ufffd"


@pytest.mark.skipif(not (SHARED / "stories260K.gguf").exists(), reason="no ../shared/models")
def test_a_real_model() -> None:
    header = read_header(SHARED / "stories260K.gguf")
    assert header.metadata["general.architecture"] == "llama"
    assert header.tensor_count == 48
    assert header.data_end == header.file_size
