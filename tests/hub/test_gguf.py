"""The header reader: right files are read right, and no file crashes it, hangs it or fills the memory."""

from __future__ import annotations

import io
import itertools
import math
import os
import struct
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from gguf_bytes import FORMATS, LLAMA, TENSORS, Typed, gguf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.core.errors import UserError
from paddock.hub.gguf import (
    MAX_ARRAY,
    MAX_HEADER,
    MAX_KEPT,
    MAX_KEY,
    MAX_PAIRS,
    MAX_STRING,
    MAX_TENSORS,
    read_header,
    read_stream,
)

SHARED = Path(__file__).parents[3] / "shared" / "models"
HEAD = b"GGUF" + struct.pack("<I", 3)
PAIR = struct.pack("<QQQ", 0, 1, 1) + b"k"
"""No tensors, one entry, its key; the value is to follow."""


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_header(path)
    assert caught.value.todo
    return caught.value.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


@pytest.mark.parametrize(("version", "order"), list(itertools.product((1, 2, 3), "<>")))
def test_reads_metadata_and_tensors(file: Path, version: int, order: str) -> None:
    words = [f"word{at}" for at in range(5000)]
    metadata = {**LLAMA, "tokenizer.ggml.tokens": words, "x.heads": [1, 2, 3]}
    file.write_bytes(gguf(metadata, version=version, order=order))
    header = read_header(file)
    assert (header.version, header.big_endian) == (version, order == ">")
    assert header.metadata["general.name"] == "Llama 3.2 1B Instruct"
    assert header.metadata["llama.block_count"] == 16
    assert header.metadata["x.heads"] == (1, 2, 3)
    assert header.metadata["tokenizer.ggml.tokens"] == ()  # stepped over
    assert header.lengths == {"tokenizer.ggml.tokens": 5000, "x.heads": 3}
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
        wanted = "truncated" if length >= 4 else "not-a-model" if length else "empty"
        assert refused(file) == wanted, length


def test_tensor_of_unknown_type_is_left_to_the_engine(file: Path) -> None:
    file.write_bytes(gguf(tensors=[("new.weight", (2**60,), 9999, 0), *TENSORS]))
    header = read_header(file)
    assert header.weights == {"Q4_K": 1024, "F32": 8}
    assert header.types == {9999, 12, 0}


@pytest.mark.parametrize("kind", [kind for kind, code in enumerate(FORMATS) if code])
def test_every_type_of_value(file: Path, kind: int) -> None:
    number = {"f": 0.5, "d": -0.25, "?": True}.get(FORMATS[kind], 77)
    file.write_bytes(gguf({**LLAMA, "one": Typed(kind, number), "some": Typed(kind, [number] * 3), "last": "here"}))
    metadata = read_header(file).metadata
    assert (metadata["one"], metadata["some"], metadata["last"]) == (number, (number,) * 3, "here")


def test_strings_in_short_arrays_and_arrays_in_arrays(file: Path) -> None:
    nested = [[1, 2], [3]]
    file.write_bytes(gguf({**LLAMA, "tags": ["a", "ü"], "deep": [nested, nested], "words": [["x"]], "last": "here"}))
    header = read_header(file)
    assert header.metadata["tags"] == ("a", "ü")
    assert header.metadata["deep"] == header.metadata["words"] == ()  # llama.cpp takes no such file
    assert header.metadata["last"] == "here"
    assert header.lengths["deep"] == 2


def test_numbers_that_are_none(file: Path) -> None:
    file.write_bytes(gguf({**LLAMA, "x": float("nan"), "y": Typed(12, [float("inf")] * 2)}))
    metadata = read_header(file).metadata
    assert math.isnan(cast(float, metadata["x"]))
    assert metadata["y"] == (math.inf, math.inf)


def test_templates_are_kept_whole_and_by_name(file: Path) -> None:
    long, too_long = "x" * MAX_STRING, "x" * (MAX_STRING + 1)
    metadata = {
        **LLAMA,
        "tokenizer.chat_template": long,
        "tokenizer.chat_templates": ["tool_use", "huge"],
        "tokenizer.chat_template.tool_use": "{{ tools }}",
        "tokenizer.chat_template.huge": too_long,
        "last": "here",
    }
    file.write_bytes(gguf(metadata))
    header = read_header(file)
    assert header.chat_templates == {"default": long, "tool_use": "{{ tools }}"}
    assert header.metadata["tokenizer.chat_templates"] == ("tool_use", "huge")
    assert header.metadata["last"] == "here"


def test_a_word_that_is_there_twice_ends_llama_cpp(file: Path) -> None:
    """A word ends at its first NUL, and those without a letter get names of their own."""
    words = [f"word{at}" for at in range(5000)]
    for more in (["word7"], ["word7\0x"], ["x\0y", "x\0z"], ["", "[EMPTY_5000]"]):
        file.write_bytes(gguf({**LLAMA, "tokenizer.ggml.tokens": [*words, *more]}))
        assert refused(file) == "damaged"
    for more in (["word5000"], ["", ""], ["\0a", "\0b", ""], ["word77777\0"]):
        file.write_bytes(gguf({**LLAMA, "tokenizer.ggml.tokens": [*words, *more], "last": "here"}))
        assert read_header(file).metadata["last"] == "here"


def test_a_vocabulary_that_is_labelled_as_another_kind_ends_llama_cpp(file: Path) -> None:
    """Wherever in the file the label is; the words may be many."""

    def labelled(kind: str, words: list[str], types: list[int]) -> Mapping[str, object]:
        label, array = {"tokenizer.ggml.model": kind}, Typed(5, types)
        lists = {"tokenizer.ggml.tokens": words, "tokenizer.ggml.token_type": array}
        return {**LLAMA, **lists, **label} if len(kind) % 2 else {**LLAMA, **label, **lists}

    words, spelt = [f"word{at}" for at in range(70_000)], [f"<0x{byte:02X}>" for byte in range(256)]
    types, of_bytes = [1] * 70_000, [6] * 256
    for kind, more, kinds in (("llama", [], []), ("llama", spelt[1:], of_bytes[1:]), ("bert", spelt, of_bytes)):
        file.write_bytes(gguf(labelled(kind, words + more, types + kinds)))
        assert refused(file) == "damaged"
    for kind, more, kinds in (("llama", spelt, of_bytes), ("gpt2", [], []), ("bert", [], [])):
        file.write_bytes(gguf(labelled(kind, words + more, types + kinds)))
        assert read_header(file).metadata["tokenizer.ggml.model"] == kind


def test_a_large_vocabulary_takes_little_memory(file: Path) -> None:
    """Of each word two hashes are kept, whatever its length."""
    words = [f"{at:0150}" for at in range(200_000)]
    file.write_bytes(gguf({**LLAMA, "tokenizer.ggml.tokens": words}))
    del words
    tracemalloc.start()
    try:
        header = read_header(file, lambda: 0.0)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert header.lengths["tokenizer.ggml.tokens"] == 200_000
    assert most < 12 * 1024 * 1024


def test_what_is_kept_has_an_end(file: Path) -> None:
    texts = {f"text.{at}": "x" * MAX_STRING for at in range(20)}
    file.write_bytes(gguf({**LLAMA, **texts, "last": [1] * MAX_ARRAY}))
    metadata = read_header(file).metadata
    kept = [text for text in metadata.values() if isinstance(text, str)]
    assert sum(map(len, kept)) <= MAX_KEPT
    assert kept.count("x" * MAX_STRING) == MAX_KEPT // MAX_STRING - 1


def test_computing_has_an_end(file: Path) -> None:
    """A clock of our own: every look at it is a tenth of a second, so a dozen entries are too many."""
    file.write_bytes(gguf({f"x.{at}": 1 for at in range(100)}))
    ticks = itertools.count()
    with pytest.raises(UserError) as caught:
        read_header(file, lambda: next(ticks) / 10)
    assert caught.value.code == "too-slow"
    assert next(ticks) < 20


@pytest.mark.parametrize("slow", [False, True])
def test_waiting_for_the_disk_does_not_count(slow: bool) -> None:
    content = gguf({**LLAMA, "tokenizer.ggml.tokens": [f"{at}" * 90 for at in range(9000)]})
    now = [0.0]

    class Stream(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            now[0] += 60.0 * slow
            return super().read(count)

    assert read_stream(Path("x.gguf"), Stream(content), len(content), lambda: now[0]).metadata["general.name"]


def test_a_file_that_shrinks_meanwhile() -> None:
    content = gguf()
    with pytest.raises(UserError) as caught:
        read_stream(Path("x.gguf"), io.BytesIO(content[:100]), len(content))
    assert caught.value.code == "truncated"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"GGU", "not-a-model"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1) + bytes(100), "damaged"),
        (b"GGUF" + struct.pack("<III", 1, 1, 1) + bytes(100), "damaged"),
        (b"GGUF" + struct.pack("<IQQ", 4, 0, 0) + bytes(100), "unsupported-gguf"),
        (b"GGUF" + bytes(100), "damaged"),
        (b"GGUF" + b"\xff" * 100, "unsupported-gguf"),
        (HEAD + struct.pack("<QQ", 0, 2**64 - 1) + bytes(100), "damaged"),
        (HEAD + struct.pack("<QQ", 2**64 - 1, 0) + bytes(100), "damaged"),
        (HEAD + struct.pack("<QQ", 2**63, 2**63) + bytes(100), "damaged"),
        (HEAD + struct.pack("<QQ", 0, 8000) + bytes(100), "truncated"),
        # an array of 2^62 numbers; of 2^62 empty strings; of 2^62 arrays; of a type that is not
        (HEAD + PAIR + struct.pack("<IIQ", 9, 0, 2**62) + bytes(9), "damaged"),
        (HEAD + PAIR + struct.pack("<IIQ", 9, 8, 2**62), "damaged"),
        (HEAD + PAIR + struct.pack("<IIQ", 9, 9, 2**62), "damaged"),
        (HEAD + PAIR + struct.pack("<IIQ", 9, 13, 1) + bytes(40), "damaged"),
        (HEAD + PAIR + struct.pack("<I", 13) + bytes(40), "damaged"),
        (HEAD + PAIR + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 99 + bytes(40), "damaged"),  # in arrays in …
        (HEAD + struct.pack("<QQQ", 0, 1, 0) + bytes(40), "damaged"),  # a key without a letter
        (HEAD + struct.pack("<QQQ", 0, 1, 2**63) + bytes(40), "damaged"),
        (HEAD + struct.pack("<QQQ", 0, 1, MAX_KEY + 1) + bytes(MAX_KEY + 40), "damaged"),
        (HEAD + PAIR + struct.pack("<IQ", 8, 2**63) + bytes(40), "truncated"),
        (HEAD + PAIR + struct.pack("<IQ", 8, 2**64 - 1) + bytes(40), "truncated"),
        (gguf({"x.a": 1, "x.b": 2}).replace(b"x.b", b"x.a"), "damaged"),  # the same key
        (gguf(tensors=[("t", (3,), 12, 0)]), "damaged"),  # not whole blocks
        (gguf(tensors=[("t", (), 12, 0)]), "damaged"),  # one weight is no whole block
        (gguf(tensors=[("t", (1,) * 5, 0, 0)]), "damaged"),
        (gguf(tensors=[("t", (2**63, 2**63, 2**63, 2**63), 0, 0)]), "damaged"),
        (gguf(tensors=[("t", (2**32, 2**32), 0, 0)]), "damaged"),
        (gguf(tensors=[("t", (2**64 - 1, 0), 0, 0)]), "damaged"),
        (gguf(tensors=[("t", (2**40,), 0, 0)]), "truncated"),
        (gguf(tensors=[("t", (1,), 0, 2**63)]), "damaged"),
        (gguf(tensors=[("t", (8,), 0, 0), ("t", (8,), 0, 32)]), "damaged"),  # the same name
        (gguf(tensors=[("t", (8,), 0, 0), ("u", (8,), 0, 0)]), "damaged"),  # one over the other
        (gguf(tensors=[("t", (8,), 0, 0), ("u", (8,), 0, 64)]), "damaged"),  # with a gap
        (gguf(tensors=[("t", (8,), 0, 4)]), "damaged"),
        (gguf(tensors=[("t", (8,), 9999, 4)]), "damaged"),
        (gguf({**LLAMA, "general.alignment": 0}), "damaged"),
        (gguf({**LLAMA, "general.alignment": 33}), "damaged"),
        (gguf({**LLAMA, "general.alignment": "wide"}), "damaged"),
        (gguf({**LLAMA, "general.alignment": Typed(5, -32)}), "damaged"),
        (gguf({**LLAMA, "general.alignment": Typed(10, 2**63)}), "damaged"),
    ],
)  # fmt: skip
def test_wrong_files_are_refused(file: Path, content: bytes, code: str) -> None:
    file.write_bytes(content)
    assert refused(file) == code


@pytest.mark.parametrize(
    "value",
    [
        struct.pack("<IIQ", 9, 4, 2**62),  # the `gguf` package reads the numbers behind the end one by one, for ever
        struct.pack("<IIQ", 9, 8, 2**62),
        struct.pack("<IIQ", 9, 9, 2**62),
        struct.pack("<IQ", 8, 2**62),
    ],
)
def test_the_smallest_files_that_promise_most(file: Path, value: bytes) -> None:
    """Few bytes that claim to go on and on; each byte less is refused as well."""
    whole = HEAD + struct.pack("<QQQ", 0, 1, 1) + b"k" + value
    looks = itertools.count()
    for length in range(len(HEAD), len(whole) + 1):
        file.write_bytes(whole[:length])
        with pytest.raises(UserError) as caught:
            read_header(file, lambda: next(looks) * 0.0)
        assert caught.value.code in {"truncated", "damaged"}
    assert next(looks) < 20 * len(whole)  # as many steps as there are things in it, not as it promises


def test_a_header_in_a_hole_of_a_terabyte(file: Path) -> None:
    """Counts that "fit the file" still end at the header's limit."""
    for count, kind in ((MAX_HEADER // 8, 8), (MAX_HEADER, 0), (2**39, 1)):
        with file.open("wb") as stream:
            stream.write(HEAD + PAIR + struct.pack("<IIQ", 9, kind, count))
            stream.truncate(2**40)
        assert refused(file) in {"damaged", "too-slow"}


def test_too_many_entries_or_tensors(file: Path) -> None:
    """llama.cpp compares each with all before it."""
    for pairs, tensors in ((MAX_PAIRS + 1, 0), (0, MAX_TENSORS + 1)):
        file.write_bytes(HEAD + struct.pack("<QQ", tensors, pairs) + bytes(2**20))
        assert refused(file) == "damaged"


def test_not_files(tmp_path: Path) -> None:
    assert refused(tmp_path) == "empty-folder"
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
    assert code in {"", "damaged", "empty", "not-a-model", "unfinished", "truncated", "unsupported-gguf"}


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
