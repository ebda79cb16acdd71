"""Why llama.cpp did not do it, in words for a person. One rule: every cause has one code and says what to do.

llama.cpp says no more than "null pointer"; the cause is in its log, so the last lines of that are kept.
"""

from __future__ import annotations

import ctypes
import re
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from paddock.core import formats
from paddock.core.errors import Remedy, UserError
from paddock.core.models import DeviceMemory
from paddock.core.refusals import why_not
from paddock.core.said import say

WARNING, ERROR, CONTINUED = 3, 4, 5
"""`enum ggml_log_level`, ggml.h."""

TRUNCATED = re.compile(
    r"not within the file bounds|corrupted or incomplete|failed to read|number of tensors is|bad GGUF version", re.I
)
FORMATS = (
    (re.compile(r"GGUFv1 is no longer supported"), formats.VERSION_1),
    (re.compile(r"mismatch between the host and model endianness"), formats.BIG_ENDIAN),
)
TOO_NEW = re.compile(r"GGUF file is version (\d+) but")
ARCHITECTURE = re.compile(r"unknown (?:model )?architecture:? '([^']*)'|(CLIP) cannot be used as main model")
CAUSE = re.compile(r"\w+: error loading model(?: \w+)?: (?:\w+: )*(.+)")
ANY_LINE = re.compile(r"(?:\w+: )*(.+)")
BUFFER = re.compile(r"(\S+)\s+(model|KV|RS|compute|output) buffer size\s*=\s*([\d.]+) MiB")
AMX = "AMX"
"""The processor's buffer of weights in the order of Intel's AMX."""
INTERRUPTED = re.compile(
    r"failed with error 1$|compute status: 1$|removing memory module entries|failed to decode, ret = 2$"
)
"""Said as an error, and none: a batch was interrupted on purpose (GGML_STATUS_ABORTED is 1)."""
MEMORY = re.compile(
    r"failed to allocate|unable to allocate|out of memory|bad_alloc|cannot allocate|OutOfDeviceMemory|too large", re.I
)


class _Said(threading.local):
    """What llama.cpp has said on the present thread.

    Attributes:
        lines: warnings and errors, the last ones.
        loud: whether the line that is being said is one.
        memory: what was allocated, by device.
    """

    def __init__(self) -> None:
        self.lines: deque[str] = deque(maxlen=40)
        self.loud = False
        self.memory: dict[str, DeviceMemory] = {}
        self.packed = 0
        self.flash_attention = False


class LlamaLog:
    """llama.cpp's warnings and errors: kept for `explain_load`, and passed on to stderr.

    llama.cpp speaks on the thread that called it. So each thread is told of its own work alone: a model may be looked
    at, and a context be made, while another model is loaded.

    Args:
        lib: the bindings.
    """

    def __init__(self, lib: Any) -> None:
        self._said = _Said()
        self._callback = lib.llama_log_callback(self._keep)  # must live as long as llama.cpp may call it
        lib.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _keep(self, level: int, text: bytes, _data: Any) -> None:
        said = self._said
        if level != CONTINUED:
            said.loud = level in (WARNING, ERROR)
        if not said.loud:
            if b"buffer size" in text or b"Flash Attention" in text:
                self._note(text.decode("utf-8", "replace"))
            return
        line = text.decode("utf-8", "replace").strip()
        if line and not INTERRUPTED.search(line):
            said.lines.append(line)
            print(line, file=sys.stderr, flush=True)

    def _note(self, line: str) -> None:
        """What llama.cpp allocates, and whether it takes flash attention: it tells nobody else."""
        said = self._said
        if found := BUFFER.search(line):
            device, kind, mib = found[1], found[2], float(found[3])
            if (device, kind) == (AMX, "model"):
                said.packed = round(mib * 2**20)
            ours = device.startswith("CPU") or device.endswith("_Host") or device == AMX
            device = "CPU" if ours else device.split("_")[0]
            name = {"model": "weights", "KV": "kv", "RS": "kv"}.get(kind, "compute")
            memory = said.memory.get(device, DeviceMemory(device))
            size = getattr(memory, name) + round(mib * 2**20)
            said.memory[device] = replace(memory, **{name: size})
        elif "Flash Attention" in line:
            said.flash_attention = "enabled" in line

    @property
    def packed(self) -> int:
        """Bytes of weights in AMX's order, of the model that was loaded last."""
        return self._said.packed

    @property
    def flash_attention(self) -> bool:
        """Whether the context that was made last has it."""
        return self._said.flash_attention

    def forget_contexts(self) -> None:
        """Another context is made of the same weights."""
        said = self._said
        said.memory = {name: DeviceMemory(name, memory.weights) for name, memory in said.memory.items()}

    def memory(self) -> tuple[DeviceMemory, ...]:
        """What was allocated since the last `forget_memory`, device by device."""
        return tuple(self._said.memory.values())

    def clear(self) -> None:
        """Forget what was said of earlier work, but not what was allocated."""
        self._said.lines.clear()

    def forget_memory(self) -> None:
        """Another model is loaded."""
        self._said.memory.clear()
        self._said.packed = 0

    def text(self) -> str:
        """The kept lines."""
        return "\n".join(self._said.lines)

    def cause(self) -> str:
        """The line that says most, without the names of the functions that wrote it; "" if there is none."""
        for pattern in (CAUSE, ANY_LINE):
            for line in self._said.lines:
                if found := pattern.match(line):
                    return found[1].rstrip(".")
        return ""


def check_file(path: Path) -> int:
    """The size of a file that may be a model.

    Raises:
        UserError: there is no such file, or it is certainly no model.
    """
    if not path.exists():
        raise UserError(
            say("The model file “{name}” is not there any more.", name=path.name),
            say("Open it again where it is now, or choose another model."),
            code="no-such-file",
            remedy=Remedy.CHOOSE_MODEL,
        )
    if not path.is_file():
        raise (formats.FOLDER if path.is_dir() else formats.NOT_A_MODEL).error(path.name)
    try:
        with path.open("rb") as file:
            start = file.read(formats.START)
    except OSError as error:
        raise UserError(
            say("The model file “{name}” cannot be read ({why}).", name=path.name, why=why_not(error)),
            say("Check the rights of the file and of its folder."),
            code="unreadable",
            remedy=Remedy.OPEN_FILE,
        ) from error
    if not start.startswith(formats.MAGIC):
        raise formats.kind_of_bytes(start, path.name).error(path.name)
    return path.stat().st_size


def no_memory(what: str, *, smaller_context: bool) -> UserError:
    """Not enough memory; `what` says for which model, and how much."""
    if smaller_context:
        return UserError(
            what, say("Try a smaller context or a smaller model."), code="no-memory", remedy=Remedy.SMALLER_CONTEXT
        )
    return UserError(
        what, say("Choose a smaller model, or close other programs."), code="no-memory", remedy=Remedy.OPEN_MODELS
    )


@contextmanager
def memory_for(path: Path) -> Iterator[None]:
    """Where Python finds no memory for a model: a thread's stack is memory, too.

    Raises:
        UserError: "no-memory", in place of what Python says.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "new thread" not in str(error):
            raise
        raise no_memory(
            say("There is not enough memory for “{name}”.", name=path.name), smaller_context=False
        ) from error


def _unsupported(path: Path, architecture: str) -> UserError:
    if kind := formats.kind_of_gguf(architecture):
        return kind.error(path.name)
    return UserError(
        say(
            "“{name}” is a model of the kind “{architecture}”, which llama.cpp does not run by itself.",
            name=path.name,
            architecture=architecture,
        ),
        formats.INSTEAD,
        code="unsupported-architecture",
        remedy=Remedy.OPEN_MODELS,
    )


def explain_load(path: Path, log: LlamaLog) -> UserError:
    """Why llama.cpp did not load `path`."""
    text = log.text()
    if found := ARCHITECTURE.search(text):
        return _unsupported(path, (found[1] or found[2] or "").lower())
    for said, kind in FORMATS:
        if said.search(text):
            return kind.error(path.name)
    if found := TOO_NEW.search(text):
        return UserError(
            say(
                "“{name}” has version {found} of the GGUF format, which this Paddock does not know yet.",
                name=path.name,
                found=found[1],
            ),
            say("Update Paddock, or choose another model."),
            code="unsupported-gguf",
            remedy=Remedy.OPEN_MODELS,
        )
    if TRUNCATED.search(text):
        return UserError(
            say("The model file “{name}” is damaged or not complete.", name=path.name),
            say("Download it again."),
            code="truncated",
            remedy=Remedy.OPEN_MODELS,
        )
    if MEMORY.search(text):
        return no_memory(say("There is not enough memory for “{name}”.", name=path.name), smaller_context=False)
    return UserError(
        say("“{name}” cannot be loaded ({cause}).", name=path.name, cause=log.cause() or "llama.cpp gave no reason"),
        say("Download it again, or choose another model."),
        code="load-failed",
        remedy=Remedy.OPEN_MODELS,
    )
