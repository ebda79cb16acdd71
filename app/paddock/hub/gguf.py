"""Reads the header of a GGUF file, because llama.cpp's own reader must never see a file inside the window's process.

Its one rule: whatever the bytes are, it ends soon, in little memory, with a header or a `UserError`. Nothing is
believed: every count is checked against what the file can hold, at most `MAX_HEADER` bytes are read and `MAX_SECONDS`
computed, at most `MAX_KEPT` bytes are kept, and long arrays (a tokenizer's words) are stepped over. What llama.cpp
would refuse or stumble over is refused here. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import math
import stat
import struct
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.formats import EMPTY, MAGIC, NOT_A_MODEL, START, kind_of_bytes
from paddock.core.memory import Tensor
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.core.soundness import SPELLINGS, Words, unsound
from paddock.hub.bounded import MAX_HEADER, BoundedReading, Readable
from paddock.hub.recognise import file_error, folder_error

MAX_KEPT = 16 * 1024 * 1024  # bytes of keys and values
MAX_KEY = 65_535  # bytes, as the format says
MAX_STRING = 1024 * 1024  # bytes; a longer value is left out
MAX_ARRAY = 1024  # elements kept; longer arrays are stepped over
MAX_DEPTH = 4  # arrays in arrays; llama.cpp takes none
MAX_PAIRS = 8192  # llama.cpp compares each key with all before it; models have a hundred
MAX_TENSORS = 16_384  # as with keys; the largest models have some two thousand
MAX_WORDS = 2**20  # of a vocabulary; the largest have a quarter of it
MAX_DIMS = 4  # GGML_MAX_DIMS
MAX_NAME = 63  # bytes; GGML_MAX_NAME, with its terminator, is 64
MOST_WEIGHTS = 2**63 - 1  # of a tensor: llama.cpp counts in int64_t
STEPS = 65_536  # elements between two looks at the clock
WORD_STEPS = 4096  # words, which cost more
GROUPS = 128  # of words, by their hash; one group at a time is looked through
NUMBER_COST = 32  # bytes that a number of Python takes

_SCALARS = {  # gguf_metadata_value_type → struct format
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_WORDS, _KINDS_OF_WORDS = "tokenizer.ggml.tokens", "tokenizer.ggml.token_type"
_BYTE = 6  # llama_token_type: the word stands for one byte

TENSOR_TYPES = {  # ggml_type → (name, weights in a block, bytes of a block); ggml.h
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18), 42: ("Q2_0", 64, 18),
}  # fmt: skip
REMOVED_TYPES = frozenset({4, 5, 31, 32, 33, 36, 37, 38})
"""ggml_type that llama.cpp once had: Q4_2, Q4_3, and Q4_0 and IQ4_NL in the order of one processor."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says about itself.

    Attributes:
        metadata: keys to str, int, float, bool, or a tuple of numbers or strings; long arrays and long strings are
            left out: () and "".
        file_size: bytes.
        data_end: where the tensors' data end, bytes from the start of the file; 0 if there are none.
        n_params: number of weights in the file's tensors (those of known types).
        weights: number of weights by tensor type ("Q4_K"); types this program does not know are left out.
        tensors: those of known types with names that llama.cpp takes.
        lengths: of every array, elements, those that were left out included.
        types: of all tensors, as numbers (`ggml_type`), unknown ones included.
        big_endian: stored with the highest byte first, which no llama.cpp here reads.
    """

    version: int
    tensor_count: int
    metadata: Mapping[str, object]
    file_size: int
    data_end: int
    n_params: int
    weights: Mapping[str, int]
    tensors: tuple[Tensor, ...] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)
    types: frozenset[int] = frozenset()
    big_endian: bool = False

    @property
    def chat_templates(self) -> Mapping[str, str]:
        """The file's templates by name; the one that is used where nothing is asked for is called "default"."""
        prefix = "tokenizer.chat_template"
        return {
            key[len(prefix) + 1 :] or "default": value
            for key, value in self.metadata.items()
            if (key == prefix or key.startswith(prefix + ".")) and isinstance(value, str) and value
        }


def read_header(path: Path, clock: Callable[[], float] = time.thread_time) -> GgufHeader:
    """The header of `path`, read and checked.

    Args:
        clock: seconds that were computed; waiting for the disk does not count, nor does a busy machine.

    Raises:
        UserError: damaged, too-slow, truncated (the data would end behind the file), unsupported-gguf, unreadable, or
            a code of `core.formats` that says what it is instead.
    """
    try:
        size = _regular_file_size(path)
        with path.open("rb") as stream:
            start = stream.read(START)
            if not start.startswith(MAGIC):
                raise file_error(path, start)
            stream.seek(0)
            return read_stream(path, stream, size, clock)
    except OSError as error:
        raise _unreadable(path, error) from error


def read_stream(path: Path, stream: Readable, size: int, clock: Callable[[], float] = time.thread_time) -> GgufHeader:
    """The header at the beginning of `stream`, whose end is never asked for.

    Args:
        path: what errors call it; nothing there is looked at.
        size: of the whole file, bytes.

    Raises:
        UserError: as `read_header`, but for unreadable.
    """
    return _Header(path, stream, size, clock).read()


def _regular_file_size(path: Path) -> int:
    """Bytes of a regular file; looked at before opening, since opening a pipe would wait for its writer."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise folder_error(path)
    if not stat.S_ISREG(status.st_mode):
        raise NOT_A_MODEL.error(path.name)
    return status.st_size


def _unreadable(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            say("There is no file “{path}”.", path=path),
            say("It may have been moved or deleted: open it where it is now, or choose another model."),
            code="unreadable",
            remedy=Remedy.CHOOSE_MODEL,
        )
    reason = why_not(error)
    return UserError(
        say("“{name}” cannot be read: {reason}.", name=path.name, reason=reason),
        say("Check that you may read the file and that its drive is connected."),
        code="unreadable",
        remedy=Remedy.RETRY,
    )


class _Header(BoundedReading):
    """One reading of one header."""

    def __init__(self, path: Path, stream: Readable, size: int, clock: Callable[[], float]) -> None:
        super().__init__(path, stream, size, clock)
        self._left = MAX_KEPT
        self._order = "<"
        self._count = "Q"  # struct format of counts, lengths and dimensions
        self._lengths: dict[str, int] = {}
        self._spelt: set[bytes] = set()
        self._has_bytes = False

    def read(self) -> GgufHeader:
        if self._size < len(MAGIC):
            raise (NOT_A_MODEL if self._size else EMPTY).error(self._path.name)
        if self._take(len(MAGIC)) != MAGIC:
            raise kind_of_bytes(self._data[:START], self._path.name).error(self._path.name)
        version = self._version()
        tensor_count, pair_count = self._number(self._count), self._number(self._count)
        width = struct.calcsize(self._count)
        self._check_count(pair_count, width + 4 + 1, MAX_PAIRS, "entries")  # an empty key, a type, one byte
        self._check_count(tensor_count, width + 4 + 4 + 8, MAX_TENSORS, "tensors")  # no name, no dimensions
        metadata = self._metadata(pair_count)
        if tensor_count and (impossible := unsound(metadata, self._vocabulary())):
            raise self._damaged(impossible)
        tensors = _Tensors(_alignment(metadata, self._damaged))
        for _ in range(tensor_count):
            self._check_time()
            tensors.add(*self._tensor(), self._damaged)
        data_end = tensors.data_end(self._position) if tensor_count else 0
        if data_end > self._size:
            raise self._truncated()
        return GgufHeader(
            version=version,
            tensor_count=tensor_count,
            metadata=metadata,
            file_size=self._size,
            data_end=data_end,
            n_params=sum(tensors.weights.values()),
            weights=tensors.weights,
            tensors=tuple(tensors.known),
            lengths=self._lengths,
            types=frozenset(tensors.types),
            big_endian=self._order == ">",
        )

    def _vocabulary(self) -> Words | None:
        count = self._lengths.get(_WORDS)
        return None if count is None else Words(count, frozenset(self._spelt), self._has_bytes)

    def _version(self) -> int:
        """The version; from here on counts and byte order are those of the file."""
        raw = self._take(4)
        version = int.from_bytes(raw, "little")
        if version and not version & 0xFFFF:
            self._order, version = ">", int.from_bytes(raw, "big")
        if version == 1:
            self._count = "I"
        elif version > 3:
            raise UserError(
                say(
                    "“{name}” has version {version} of the GGUF format, which this Paddock does not know yet.",
                    name=self._path.name,
                    version=version,
                ),
                say("Update Paddock, or choose another model. If it should be an old file, it is damaged."),
                code="unsupported-gguf",
                remedy=Remedy.OPEN_MODELS,
            )
        elif version == 0:
            raise self._damaged(say("it has no version"))
        return version

    def _metadata(self, count: int) -> dict[str, object]:
        metadata: dict[str, object] = {}
        for _ in range(count):
            self._check_time()
            key = self._key()
            if key in metadata:
                raise self._damaged(say("“{key}” is there twice", key=key[:60]))
            metadata[key] = self._value(key)
        return metadata

    def _key(self) -> str:
        length = self._number(self._count)
        if not 0 < length <= MAX_KEY:
            raise self._damaged(say("a name is empty") if length == 0 else say("a name is too long"))
        self._left -= length
        if self._left < 0:
            raise self._damaged(say("its names are too long"))
        return self._take(length).decode("utf-8", "replace")

    def _tensor(self) -> tuple[str, tuple[int, ...], int, int]:
        """(name, dimensions, type, offset) of the next tensor."""
        length = self._number(self._count)
        if length > MAX_KEY:
            raise self._damaged(say("a name is too long"))
        name = self._take(length).decode("utf-8", "replace")
        n_dims = self._number("I")
        if n_dims > MAX_DIMS:
            raise self._damaged(say("a tensor has too many dimensions"))
        dims = tuple(self._number(self._count) for _ in range(n_dims))
        return name, dims, self._number("I"), self._number("Q")

    def _value(self, key: str) -> object:
        kind = self._number("I")
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._array(key)
        return self._scalar(self._format(kind))

    def _array(self, key: str) -> object:
        """A short array of numbers or strings; () for all else, which is stepped over."""
        kind, count = self._number("I"), self._number(self._count)
        self._lengths[key] = count
        if kind == _ARRAY:
            self._skip_arrays(count, 1)
            return ()
        if kind == _STRING:
            self._check_count(count, struct.calcsize(self._count), MAX_HEADER, "elements")
            if key == _WORDS:
                self._check_words(count)
                return ()
            if count <= MAX_ARRAY:
                return tuple(self._string() for _ in range(count))
            self._skip_strings(count)
            return ()
        code = self._format(kind)
        width = struct.calcsize(code)
        self._check_count(count, width, MAX_HEADER, "elements")
        if key == _KINDS_OF_WORDS and code in "Ii":
            self._has_bytes = self._any_is_byte(count, code)
            return ()
        if count > MAX_ARRAY or self._left < count * NUMBER_COST:
            self._skip(count * width)
            return ()
        self._left -= count * NUMBER_COST
        return struct.unpack(f"{self._order}{count}{code}", self._take(count * width))

    def _any_is_byte(self, count: int, code: str) -> bool:
        """Step over the kinds of a vocabulary's words."""
        found = False
        for at in range(0, count, STEPS):
            self._check_time()
            some = min(STEPS, count - at)
            found |= _BYTE in struct.unpack(f"{self._order}{some}{code}", self._take(some * struct.calcsize(code)))
        return found

    def _check_words(self, count: int) -> None:
        """Step over a vocabulary. No word may be there twice: it would end llama.cpp's process.

        As llama.cpp does it, a word ends at its first NUL, and one without a letter gets a name by its number.
        A stream cannot be read again and the words are not kept, but two hashes of each, 128 bits: that they are the
        same for two words of a sound file does not happen (one in 10^26 of the largest vocabularies).
        """
        self._check_count(count, struct.calcsize(self._count), MAX_WORDS, "words")
        seen = [array("q") for _ in range(GROUPS)]
        words, at = self._words(count), 0
        while some := list(islice(words, WORD_STEPS)):
            self._check_time()
            if 0 in b"".join(some):
                some = [word.partition(b"\0")[0] for word in some]
            if b"" in some:
                some = [word or b"[EMPTY_%d]" % number for number, word in enumerate(some, at)]
            at += len(some)
            self._spelt |= SPELLINGS.intersection(some)
            for pair in zip(map(hash, some), map(hash, map(b"\0".__add__, some)), strict=True):
                seen[pair[0] % GROUPS].extend(pair)
        for pairs in seen:
            self._check_time()
            if 2 * len(set(zip(pairs[::2], pairs[1::2], strict=True))) < len(pairs):
                raise self._damaged(say("a word of its vocabulary is there twice"))

    def _words(self, count: int) -> Iterator[bytes]:
        """The strings of an array; written out because a tokenizer has a hundred thousand."""
        width = struct.calcsize(self._count)
        unpack = struct.Struct(self._order + self._count).unpack_from
        data, at, last = self._data, self._at, len(self._data) - width
        for _ in range(count):
            if at <= last and (end := at + width + unpack(data, at)[0]) <= last:
                yield data[at + width : end]
                at = end
                continue
            self._at = at
            length = self._number(self._count)
            if length > MAX_KEY:
                raise self._damaged(say("a word of its vocabulary is too long"))
            yield self._take(length)
            data, at, last = self._data, self._at, len(self._data) - width
        self._at = at

    def _skip_arrays(self, count: int, depth: int) -> None:
        """Step over arrays in an array. llama.cpp takes none, so there is nothing to be had of them."""
        if depth > MAX_DEPTH:
            raise self._damaged(say("arrays lie in arrays in arrays"))
        self._check_count(count, 4 + struct.calcsize(self._count), MAX_HEADER, "elements")
        for _ in range(count):
            self._check_time()
            kind, inner = self._number("I"), self._number(self._count)
            if kind == _ARRAY:
                self._skip_arrays(inner, depth + 1)
            elif kind == _STRING:
                self._check_count(inner, struct.calcsize(self._count), MAX_HEADER, "elements")
                self._skip_strings(inner)
            else:
                width = struct.calcsize(self._format(kind))
                self._check_count(inner, width, MAX_HEADER, "elements")
                self._skip(inner * width)

    def _format(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise self._damaged(say("a value has a type that there is not"))
        return _SCALARS[kind]

    def _scalar(self, code: str) -> object:
        (value,) = struct.unpack(self._order + code, self._take(struct.calcsize(code)))
        return value

    def _number(self, code: str) -> int:
        value = self._scalar(code)
        assert isinstance(value, int)  # the caller names a format of whole numbers
        return value

    def _string(self) -> str:
        """A string; "" where it is too long, or there were too many before."""
        length = self._number(self._count)
        if length > min(MAX_STRING, self._left):
            self._skip(length)
            return ""
        self._left -= length
        return self._take(length).decode("utf-8", "replace")

    def _skip_strings(self, count: int) -> None:
        """Step over strings; written out because a tokenizer has half a million."""
        width = struct.calcsize(self._count)
        unpack = struct.Struct(self._order + self._count).unpack_from
        while count:
            self._check_time()
            steps = min(count, STEPS)
            count -= steps
            data, at, last = self._data, self._at, len(self._data) - width
            for _ in range(steps):
                if at > last:
                    self._at = at
                    self._have(width)
                    data, at, last = self._data, self._at, len(self._data) - width
                at += width + unpack(data, at)[0]
            self._at = at
        self._have(0)


def _alignment(metadata: Mapping[str, object], damaged: Callable[[str], UserError]) -> int:
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment < 1 or alignment & (alignment - 1):
        raise damaged(say("its alignment is no power of two"))
    return alignment


class _Tensors:
    """The tensors as they come, each where the one before it ends: llama.cpp takes no others."""

    def __init__(self, alignment: int) -> None:
        self._alignment = alignment
        self._names: set[str] = set()
        self._end = 0  # of the data so far, in the data section
        self._gapless = True  # no tensor yet whose size is not known
        self.known: list[Tensor] = []
        self.weights: dict[str, int] = {}
        self.types: set[int] = set()

    def add(
        self, name: str, dims: tuple[int, ...], kind: int, offset: int, damaged: Callable[[str], UserError]
    ) -> None:
        if name in self._names:
            raise damaged(say("two tensors have the same name"))
        self._names.add(name)
        self.types.add(kind)
        count = math.prod(dims)
        if count > MOST_WEIGHTS or max(dims, default=1) > MOST_WEIGHTS:
            raise damaged(say("a tensor is larger than anything can be"))
        if offset % self._alignment or (self._gapless and offset != self._padded(self._end)):
            raise damaged(say("a tensor does not begin where the one before it ends"))
        if kind not in TENSOR_TYPES:  # newer than this program: llama.cpp decides
            self._gapless = False
            self._end = max(self._end, offset)
            return
        type_name, block, block_bytes = TENSOR_TYPES[kind]
        if (dims[0] if dims else 1) % block:
            raise damaged(say("a tensor's rows are no whole blocks"))
        size = count // block * block_bytes
        self._end = max(self._end, offset + size)
        self.weights[type_name] = self.weights.get(type_name, 0) + count
        if len(name.encode("utf-8", "replace")) <= MAX_NAME:
            self.known.append(Tensor(name, dims, size))

    def data_end(self, header_end: int) -> int:
        """Where the last tensor ends in the file."""
        return self._padded(header_end) + self._end

    def _padded(self, count: int) -> int:
        return -(-count // self._alignment) * self._alignment
